"""Divide the small campaign: the teachers of 甲系 fill their own rows of 1.2,
the awards of 办公室 (1.4) fall into two conditions."""
import sqlite3

db = sqlite3.connect("c/tianbao.db")
dept = dict(db.execute("SELECT code, id FROM department"))
db.executemany(
    "INSERT INTO staff (id, name, department, kind, can_review, is_collector,"
    " email) VALUES (?, ?, ?, '校内教师', 0, 0, ?)",
    [("0202", "测试/丁", dept["B"], "ding@example.edu.cn"),
     ("0203", "=测试戊", dept["B"], None)])
db.execute("UPDATE staff SET email = 'bing@example.edu.cn' WHERE id = '0201'")
db.execute("DELETE FROM slice WHERE table_no = '1.2' AND department = ?",
           (dept["B"],))
db.execute("DELETE FROM slice WHERE table_no = '1.4' AND department = ?",
           (dept["A"],))
for no, code, part, deadline in (
        ("1.2", "B", "0201", "2022-10-20"), ("1.2", "B", "0202", None),
        ("1.2", "B", "0203", "2022-10-20"), ("1.4", "B", "0201", "2022-10-25"),
        ("1.4", "A", "省内", "2022-10-20"), ("1.4", "A", "省外", None)):
    db.execute("INSERT INTO slice (table_no, department, kind, part, reviewer,"
               " deadline) VALUES (?, ?, ?, ?, ?, ?)",
               (no, dept[code], "teacher" if part.isdigit() else "condition",
                part, dept["A"], deadline))
db.execute("UPDATE slice SET collector = '0102' WHERE department = ?",
           (dept["A"],))
db.commit()
