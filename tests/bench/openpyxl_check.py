"""The same work as a Python script: read the returned workbooks with openpyxl,
check types, required cells, lengths, ranges, code lists, patterns, keys,
references and mirrors with dicts and sets, store the rows in SQLite and run
the dictionary's rules there.  (tianbao also archives, numbers, hashes, logs
and keeps where each cell came from.)"""
import csv
import datetime
import re
import sqlite3
import sys

import openpyxl

schema, *files = sys.argv[1:]


def table(name):
    with open(f"{schema}/{name}.csv", encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


fields = {}
for f in table("fields"):
    fields.setdefault(f["table"], {})[f["field"]] = f
sheets = {t["sheet"]: t["table"] for t in table("tables")}
codes = {}
for c in table("codes"):
    codes.setdefault(c["list"], set()).add(c["label"])

findings = 0
rows = {}
for path in files:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    for sheet in book.worksheets:
        no = sheets.get(sheet.title)
        if no is None:
            continue
        head = None
        for i, row in enumerate(sheet.iter_rows(values_only=True), 1):
            if i < 3:
                continue
            if i == 3:
                head = [fields[no].get(name) for name in row]
                continue
            if all(v is None for v in row):
                continue
            record = {}
            for f, v in zip(head, row):
                if f is None:
                    continue
                if v is None:
                    findings += f["required"] == "1"
                    continue
                kind = f["type"]
                if f["length"] and isinstance(v, str):
                    most = int(f["length"].rpartition("-")[2])
                    findings += len(v) > most
                if f["min"] and isinstance(v, (int, float)):
                    findings += v < float(f["min"])
                if f["max"] and isinstance(v, (int, float)):
                    findings += v > float(f["max"])
                if kind == "integer":
                    findings += not (isinstance(v, (int, float))
                                     and v == int(v))
                elif kind in ("decimal", "money"):
                    findings += not isinstance(v, (int, float))
                elif kind == "date":
                    if isinstance(v, datetime.datetime):
                        v = v.date().isoformat()
                    else:
                        findings += 1
                elif kind in ("code", "bool"):
                    findings += v not in codes[f["list"]]
                else:
                    v = str(v).strip()
                    if f["pattern"] and not re.fullmatch(f["pattern"], v):
                        findings += 1
                record[f["field"]] = v
            rows.setdefault(no, []).append(record)

for no, records in rows.items():
    key = [n for n, f in fields[no].items() if f["key"] == "key"]
    seen = set()
    for r in records:
        k = tuple(r.get(n) for n in key)
        findings += k in seen
        seen.add(k)
for no, records in rows.items():
    for name, f in fields[no].items():
        if not f["reference"]:
            continue
        known = set()
        for target in f["reference"].split("|"):
            t, _, n = target.rpartition(".")
            known |= {r.get(n) for r in rows.get(t, [])}
        for r in records:
            findings += name in r and bool(known) and r[name] not in known
    for name, f in fields[no].items():
        if not f["mirror"]:
            continue
        via, _, fact = f["mirror"].partition(".")
        facts = {}
        for target in fields[no][via]["reference"].split("|"):
            t, _, n = target.rpartition(".")
            for r in rows.get(t, []):
                facts.setdefault(r.get(n), set()).add(r.get(fact))
        for r in records:
            known = facts.get(r.get(via))
            findings += bool(known) and name in r and r[name] not in known

windows = {"学年起": "2021-09-01", "学年止": "2022-08-31",
           "财年起": "2021-01-01", "财年止": "2021-12-31",
           "时点": "2022-08-31", "学年": "2021-2022", "财年": "2021"}
types = {"integer": "INTEGER", "year": "INTEGER", "decimal": "REAL",
         "money": "REAL"}
names = {t["table"]: t["name"] for t in table("tables")}
db = sqlite3.connect(":memory:")
for no, name in names.items():
    columns = ", ".join(f'"{n}" {types.get(f["type"], "TEXT")}'
                        for n, f in fields[no].items())
    db.execute(f'CREATE TABLE "{name}" (_row INTEGER PRIMARY KEY, {columns})')
    marks = ", ".join("?" * len(fields[no]))
    db.executemany(
        f'INSERT INTO "{name}" VALUES (NULL, {marks})',
        ([r.get(n) for n in fields[no]] for r in rows.get(no, [])))
db.execute("CREATE TABLE 代码 (清单 TEXT, 代码 TEXT, 标签 TEXT, 类别 TEXT, "
           "PRIMARY KEY (清单, 标签)) WITHOUT ROWID")
db.executemany("INSERT OR IGNORE INTO 代码 VALUES (?, ?, ?, nullif(?, ''))",
               ((c["list"], c["code"], c["label"], c["group"])
                for c in table("codes")))


def about_equal(a, b, decimals):
    if None in (a, b, decimals):
        return None
    return abs(a - b) <= 0.5 * 10 ** -decimals + 1e-12 * max(1, abs(a), abs(b))


db.create_function("约等", 3, about_equal, deterministic=True)
for d in table("derived"):
    cursor = db.execute(d["expression"], windows)
    columns = ", ".join(f'"{c[0]}"' for c in cursor.description)
    marks = ", ".join("?" * len(cursor.description))
    db.executemany(f'INSERT INTO "{names[d["table"]]}" ({columns}) VALUES '
                   f"({marks})", cursor.fetchall())
for r in table("rules"):
    sql = r["expression"]
    if "上年." in sql:
        continue  # there is none, for either of the two
    if r["kind"] == "row":
        sql = (f'SELECT _row FROM "{names[r["table"]]}" WHERE NOT '
               f"coalesce(({sql}), 1)")
    findings += len(db.execute(sql, windows).fetchall())
print(sum(len(r) for r in rows.values()), "rows,", findings, "findings")
