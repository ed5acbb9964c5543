"""What an office would script: read the returned workbooks with openpyxl and
check types, required cells, code lists, keys and references with dicts and
sets.  A part of what import and validate do, from the same dictionary."""
import csv
import datetime
import re
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
                if kind == "integer":
                    findings += not (isinstance(v, (int, float))
                                     and v == int(v))
                elif kind in ("decimal", "money"):
                    findings += not isinstance(v, (int, float))
                elif kind == "date":
                    findings += not isinstance(v, datetime.datetime)
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
print(sum(len(r) for r in rows.values()), "rows,", findings, "findings")
