"""A campaign that was brought up to the present layout is laid out like a new
one: the same tables with the same columns, checks, references and indexes.
And what layout.sql says of rows holds for the rows that were brought along.

    layouts.py PROGRAM SOURCE_DIR
"""
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

program, source = map(os.path.abspath, sys.argv[1:])
shared = os.path.join(source, "tests/cli/shared")
failures = 0


def check(what, holds, *more):
    global failures
    if not holds:
        failures += 1
        print(f"layouts: {what}:", *more, file=sys.stderr)


def tianbao(*args):
    subprocess.run((program, "--as-of", "2022-10-25", "-q", *args), check=True,
                   stdout=subprocess.DEVNULL)


def normal(sql):
    """One blank between words, names bare, no comments: as SQLite keeps it,
    SQL is how it was once written."""
    sql = re.sub(r"--[^\n]*", " ", sql or "")
    sql = sql.replace('"', "").replace("IF NOT EXISTS ", "")
    sql = re.sub(r"\s+", " ", sql)
    return re.sub(r" ?([(),]) ?", r"\1", sql).strip()


def schema(db):
    """What there is, by name: its SQL; of a dictionary's table the columns as
    a set, for one that was added later stands last."""
    out = {}
    for kind, name, sql in db.execute(
            "SELECT type, name, sql FROM sqlite_schema"):
        if kind == "table" and re.match("[dhm]_", name):
            sql = repr(sorted(row[1:] for row in db.execute(
                "SELECT * FROM pragma_table_info(?)", (name,))))
        out[kind, name] = normal(sql)
    for key in list(out):
        if key[0] == "table":
            out["strict", key[1]] = str(db.execute(
                "SELECT type, wr, strict FROM pragma_table_list WHERE name = ?"
                " AND schema = 'main'", (key[1],)).fetchone())
            out["references", key[1]] = str(sorted(db.execute(
                "SELECT \"from\", \"table\", \"to\" FROM"
                " pragma_foreign_key_list(?)", (key[1],)).fetchall(), key=str))
    return out


def open_db(folder):
    """Its application_id, its user_version, and itself."""
    db = sqlite3.connect(os.path.join(folder, "tianbao.db"))
    return (*db.execute("PRAGMA application_id").fetchone(),
            *db.execute("PRAGMA user_version").fetchone(), db)


def new(folder):
    tianbao("init", "--edition", f"{shared}/edition", "--year", "2021-2022",
            "--school", "测试学校", "--organisation",
            f"{shared}/organisation.csv", "--staff", f"{shared}/staff.csv",
            folder)


def old(layout, folder):
    for name in ("archive", "out"):
        os.makedirs(os.path.join(folder, name))
    shutil.copytree(f"{shared}/edition", os.path.join(folder, "schema"))
    db = sqlite3.connect(os.path.join(folder, "tianbao.db"))
    with open(f"{shared}/layouts/{layout}.sql", encoding="utf-8") as f:
        db.executescript(f.read())
    db.close()
    tianbao("-C", folder, "status")


def compare(layout, want, folder):
    application, version, db = open_db(folder)
    check(layout, (application, version) == want[:2], application, version)
    got = schema(db)
    for key in sorted(want[2].keys() | got.keys()):
        check(f"layout {layout}: {key}", got.get(key) == want[2].get(key),
              f"\n  brought up: {got.get(key)}\n  new:        "
              f"{want[2].get(key)}")
    for pragma, clean in (("foreign_key_check", []),
                          ("integrity_check", [("ok",)])):
        rows = db.execute(f"PRAGMA {pragma}").fetchall()
        check(f"layout {layout}: {pragma}", rows == clean, rows)
    db.close()


def all_strict(db):
    """Every table that layout.sql makes is STRICT, is made, and refers to
    tables that are there, by their key."""
    layout = sqlite3.connect(":memory:")
    with open(f"{source}/lib/store/layout.sql", encoding="utf-8") as f:
        layout.executescript(f.read())
    rows = layout.execute(
        "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND"
        " type = 'table' AND name NOT LIKE 'sqlite_%'").fetchall()
    check("layout.sql has tables", len(rows) > 15, rows)
    for name, strict in rows:
        check(f"{name} is STRICT", strict == 1)
        check(f"{name} is made", ("table", name) in db)
        layout.execute(f"SELECT * FROM {name}").fetchall()
        for row in layout.execute("SELECT \"table\" FROM"
                                  " pragma_foreign_key_list(?)", (name,)):
            check(f"{name} refers to what is there", row in [
                (other,) for other, _ in rows], row)
    check("keys", not layout.execute("PRAGMA foreign_key_check").fetchall())


with tempfile.TemporaryDirectory() as work:
    new(f"{work}/new")
    application, version, db = open_db(f"{work}/new")
    want = application, version, schema(db)
    all_strict(want[2])
    layouts = [int(name[:-4]) for name in os.listdir(f"{shared}/layouts")
               if re.fullmatch(r"\d+\.sql", name)]
    check("a file for every former layout",
          sorted(layouts) == list(range(1, version)), layouts, version)
    for layout in sorted(layouts):
        old(layout, f"{work}/{layout}")
        compare(layout, want, f"{work}/{layout}")
print(f"layouts: {len(layouts)} brought up to {version}, {failures} failed")
sys.exit(failures > 0)
