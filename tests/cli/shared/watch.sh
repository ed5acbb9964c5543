# A campaign in the middle of its collection, in ./c: some filed in time, some
# late, some returned.  db SQL... changes what no verb changes.
LEVELS=department,lead,school
. "$SHARED/begin.sh"
db() {
    /usr/bin/python3 -c 'import sqlite3, sys
d = sqlite3.connect("c/tianbao.db")
for sql in sys.argv[1:]:
    d.execute(sql)
d.commit()' "$@"
}
on() { # DAY ARGUMENT...
    day=$1
    shift
    tianbao --as-of "$day" -C c "$@"
}
printf '部门号,部门名称,人数,电话\n01,甲部,0,\n02,乙部,2,\n' >d.csv
printf '工号,姓名,性别,出生日期,部门号,部门名称,课酬
0201,测试丙,男,,01,甲部,60000
,测试丁,男,,01,甲部,1\n' >a.csv
printf '序号,名称,获奖日期\n1,测试奖,2022-01-01\n' >h.csv
db "UPDATE slice SET deadline = '2022-10-01'" \
    "UPDATE slice SET deadline = '2022-10-12', collector = '0102'
        WHERE table_no = '1.4' AND department = 1" \
    "INSERT INTO slice (table_no, department, kind, part, reviewer,
        deadline) SELECT '1.2', 3, 'teacher', id, 1, '2022-10-03' FROM staff" \
    "INSERT INTO slice (table_no, department, kind, part)
        VALUES ('1.4', 1, 'condition', '省内')" \
    "UPDATE slice SET approver = '0101' WHERE table_no = '1.1'" \
    "INSERT INTO setting VALUES ('deadline_lead', '2022-10-05'),
        ('deadline_school', '2022-10-20')"
on 2022-09-30 -q import d.csv
on 2022-10-04 -q import -d 甲系 --late 台风停课 a.csv 2>/dev/null >&2
on 2022-09-30 -q import -d 甲系 h.csv
on 2022-09-30 -q import -d 乙系 h.csv
t -q validate >/dev/null
