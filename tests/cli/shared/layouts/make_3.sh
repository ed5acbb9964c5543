#!/bin/sh
# How 3.sql was made, once, with the last release that had layout 3 (e73416f)
# first on PATH and its tests/cli/shared as $SHARED; not to be run again.  The
# campaign has something of everything that layout 3 could store.
set -eu
export LC_ALL=C.UTF-8 TZ=UTC
day=2022-10-08
t() { tianbao --as-of $day -C c "$@" || :; } # some of it is refused

cat >staff.csv <<'CSV'
工号,姓名,部门代码,类别,可审核,采集人,邮箱
0101,测试甲,A,管理人员,是,否,
0102,测试乙,A,管理人员,是,是,yi@example.edu.cn
0103,测试庚,A,管理人员,是,否,
0104,测试辛,A,管理人员,是,否,
0201,测试丙,B,校内教师,是,是,
0202,测试丁,B,校内教师,否,否,
0203,测试戊,B,校内教师,否,否,
0204,测试壬,B,校内教师,否,否,
0301,测试己,C,管理人员,是,否,
CSV
cat >tasks.csv <<'CSV'
数据表单,填表用户,审核用户,归口部门,截止日期,备注
1.1部门表,办公室,办公室,办公室,2022-10-20,云端同步 (可补充)
1.2教师表,校内教师,办公室,,2022-10-20,
1.3统计表,自动生成,自动生成,,,自动生成
1.4荣誉表,办公室（省内）/甲系（省外）,办公室,办公室,2022-10-20,
CSV
tianbao --as-of 2022-09-01 -q init --edition "$SHARED/edition" \
    --year 2021-2022 --school 测试学校 \
    --organisation "$SHARED/organisation.csv" --staff staff.csv \
    --levels department,lead,school --identity \
    0000000000000000000000000000000000000000000000000000000000000001 c
day=2022-09-01
t assign --by-teacher tasks.csv
t assign --table 1.4 --department 甲系 --collector 0201 --approver 0102 \
    --deadline 2022-10-25 --reason 出差
t assign --review-days 3 --school-deadline 2022-11-10

day=2022-10-08 # versions, people, what is not filed
printf '部门号,部门名称,人数\n01,甲部,3\n' >cloud.csv
t --by 0102 import --cloud -t 1.1 cloud.csv
printf '部门号,部门名称,人数,电话\n02,乙部,0,0000-1234567\n' >d1.csv
t --by 0102 import -d 办公室 d1.csv
printf '部门号,部门名称,人数,电话\n02,乙部,9,0000-1234567\n,丙部,1,\n' >d2.csv
printf '02,丁部,1,\n03,戊部,九,\n' >>d2.csv
t import -d 办公室 d2.csv
cat >teacher.csv <<'CSV'
工号,姓名,性别,出生日期,部门号,部门名称,课酬
0201,测试丙,男,1980年1月2日,01,甲部,"3,000"
0202,测试丁,男,,01,甲部,1
,无名,男,,01,甲部,1
0201,测试丙,男,,02,乙部,2
CSV
t import --teacher 0201 -d 甲系 teacher.csv
printf '工号,姓名,性别,部门号,课酬\n0202,测试丁,女,01,60000\n' >pay.csv
t import --teacher 0202 -d 甲系 pay.csv
printf '部门号,教师数\n01,2\n02,5\n' >sum.csv
t import -d 甲系 sum.csv
t --by 0203 import --nil 1.2 -d 甲系 --teacher 0203 --reason 今年停课
t export templates -o f
cat >fill.py <<'PY'
import openpyxl
b = openpyxl.load_workbook("f/甲系.xlsx")
s = b["1.4荣誉表（省外）"]
s["A4"], s["B4"], s["C4"] = 1, "省外一等奖", "2020-01-01"
b.save("honour.xlsx")
b = openpyxl.load_workbook("f/办公室.xlsx")
s = b["1.4荣誉表（省内）"]
s["A4"], s["B4"], s["C4"] = 1, "省内一等奖", "2022-01-01"
b.save("plain.xlsx")
cover = b["填报说明"]
head = next(r for r in range(1, 40) if cover.cell(r, 1).value == "编号")
at = {cover.cell(head, c).value: c for c in range(1, 12)}
for row in range(head + 1, head + 4):
    if str(cover.cell(row, at["工作表"]).value).startswith("1.4"):
        cover.cell(row, at["审核人工号"]).value = "0101"
        cover.cell(row, at["审核结论"]).value = "通过"
        cover.cell(row, at["审核意见"]).value = "已核对"
s["C4"] = "2022-01-02"
b.save("signed.xlsx")
PY
/usr/bin/python3 fill.py
t import honour.xlsx plain.xlsx
printf '序号,名称,获奖日期\n2,省外二等奖,2022-02-01\n3,省外三等奖,去年\n' >more.csv
t --by 0201 import -d 甲系 --accumulate more.csv
t validate --fail-on never
t validate --format csv >f.csv
id=$(/usr/bin/python3 -c 'import csv
for r in csv.DictReader(open("f.csv", encoding="utf-8-sig")):
    if "60000" in r["message"]:
        print(r["fingerprint"])')
day=2022-10-09 # decisions
t --by 0202 review explain "$id" --reason 双倍课时
t validate --fail-on never
t review approve 1.2 -d 甲系 --by 0102
t review return 1.4 -d 甲系 --by 0102 --reason 日期不在本学年 --cells C4 \
    --deadline 2022-10-22
t review return 1.1 -d 办公室 --reason 人数不对
day=2022-10-10
printf '部门号,部门名称,人数,电话\n02,乙部,4,0000-1234567\n03,戊部,9,\n' >d3.csv
t --by 0102 import -d 办公室 d3.csv
printf '部门号,部门名称,人数\n01,甲部,4\n' >cloud2.csv
t import --cloud -t 1.1 cloud2.csv
t validate --fail-on never
t review approve 1.1 --by 0102
t review approve 1.1 --by 0101
t review approve 1.1 --by 0101
t review approve 1.1 --by 0103
t review approve 1.1 --by 0104
t --by 0101 review approve 1.2
t review approve 1.2 --by 0104
t merge
t review list
t review reopen 1.1 -d 办公室 --by 0104 --reason 再核对一次
day=2022-10-24
printf '工号,姓名,性别,部门号,课酬\n0204,测试壬,女,01,3\n' >late.csv
t --by 0204 import --teacher 0204 -d 甲系 late.csv
t --by 0204 import --teacher 0204 -d 甲系 --late 晚了四天 late.csv
t validate --fail-on never
t import signed.xlsx
t import --late 已审核 signed.xlsx
t review list
t status
t log --verify
