"""How 2.sql and 1.sql were made, once, out of a plain campaign of layout 3
(the release of make_3.sh; 1.1 of 办公室 in two versions): what the layouts
before did not have is taken away.  python3 age.py c/tianbao.db FOLDER"""
import sqlite3
import sys

db = sqlite3.connect(sys.argv[1])


def each(what, kind="table"):
    return db.execute("SELECT name FROM sqlite_schema WHERE name GLOB ? AND"
                      " type = ?", (what, kind)).fetchall()


def dump(layout):
    db.execute(f"PRAGMA user_version = {layout}")
    db.commit()
    with open(f"{sys.argv[2]}/{layout}.sql", "w", encoding="utf-8") as f:
        print(f"-- A campaign of layout {layout}, made by age.py.", file=f)
        print("PRAGMA application_id = 1953063521;", file=f)
        print(f"PRAGMA user_version = {layout};", file=f)
        print("PRAGMA foreign_keys=OFF;", file=f)
        for line in db.iterdump():
            print(line, file=f)


# layout 2 had no parts, deadlines, explanations, no chain of the log
db.execute("PRAGMA legacy_alter_table = ON")
for table, columns in (
        ("submission", "id INTEGER PRIMARY KEY, slice INTEGER REFERENCES slice,"
         " table_no TEXT NOT NULL, file TEXT REFERENCES file, sheet TEXT,"
         " version INTEGER NOT NULL, imported_at TEXT NOT NULL,"
         " actor TEXT NOT NULL, rows_in INTEGER NOT NULL DEFAULT 0,"
         " rows_filed INTEGER NOT NULL DEFAULT 0,"
         " rows_rejected INTEGER NOT NULL DEFAULT 0,"
         " cells_changed INTEGER NOT NULL DEFAULT 0,"
         " cells_unread INTEGER NOT NULL DEFAULT 0,"
         " content_hash TEXT, current INTEGER NOT NULL DEFAULT 0"),
        ("slice", "id INTEGER PRIMARY KEY, table_no TEXT NOT NULL,"
         " department INTEGER NOT NULL REFERENCES department,"
         " reviewer INTEGER REFERENCES department,"
         " state TEXT NOT NULL DEFAULT 'missing', reason TEXT,"
         " UNIQUE (table_no, department)"),
        ("decision", "id INTEGER PRIMARY KEY, slice INTEGER NOT NULL REFERENCES"
         " slice, submission INTEGER REFERENCES submission, level TEXT NOT NULL,"
         " action TEXT NOT NULL, actor TEXT NOT NULL, at TEXT NOT NULL,"
         " reason TEXT, content_hash TEXT, dictionary TEXT"),
        ("assignment", "table_no TEXT PRIMARY KEY, source TEXT, fillers TEXT,"
         " reviewers TEXT, remark TEXT, mode TEXT NOT NULL"),
        ("event", "id INTEGER PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT"
         " NULL, verb TEXT NOT NULL, text TEXT NOT NULL")):
    names = [c.split()[0] for c in columns.replace("UNIQUE (table_no,"
             " department)", "").split(",") if c.strip()]
    names = ", ".join(names)
    indexes = db.execute("SELECT sql FROM sqlite_schema WHERE tbl_name = ? AND"
                         " type = 'index' AND sql > ''", (table,)).fetchall()
    db.execute(f"ALTER TABLE {table} RENAME TO new_{table}")
    db.execute(f"CREATE TABLE {table} ({columns})")
    db.execute(f"INSERT INTO {table} SELECT {names} FROM new_{table}")
    db.execute(f"DROP TABLE new_{table}")
    for (sql,) in indexes:
        db.execute(sql)
views = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'view'")
for name, sql in (views := views.fetchall()):
    db.execute(f'DROP VIEW "{name}"')
for (name,) in each("[dh]_*"):
    db.execute(f'ALTER TABLE "{name}" DROP COLUMN _origin')
db.execute("ALTER TABLE staff DROP COLUMN email")
db.execute("ALTER TABLE finding DROP COLUMN origin")
db.execute("DELETE FROM setting WHERE key LIKE 'log_%'")
for table in ("explanation", "signoff", "first_check", "代码"):
    db.execute(f'DROP TABLE "{table}"')
for name, sql in views:
    db.execute(sql)
dump(2)

# layout 1 had former versions, with ids of their own, beside the current rows
for name, sql in views:
    db.execute(f'DROP VIEW "{name}"')
for (name,) in each("h_*"):
    db.execute(f'UPDATE "{name}" SET _id = _id + 100')
    db.execute(f'INSERT INTO "d_{name[2:]}" SELECT * FROM "{name}"')
    db.execute(f'DROP TABLE "{name}"')
for name, sql in views:
    sql = sql.split(" WHERE ")[0]
    db.execute(sql + " WHERE _submission IN (SELECT id FROM submission WHERE"
               " current = 1)")
db.execute("ALTER TABLE validation DROP COLUMN broken")
dump(1)
