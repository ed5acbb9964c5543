#!/bin/sh
# LibreOffice opens the upload workbook, saves it under its own hand, and every
# value is still what the CSV export says.
#     libreoffice.sh PROGRAM SOURCE
set -u
PATH=$(cd "$(dirname "$1")" && pwd):$PATH
source=$2
FIXTURES=$source/fixtures
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
identity=$(sed -n 's/^id=//p' "$FIXTURES/demo.sh" | head -1)
t() { tianbao --as-of 2022-10-08 -C c -q "$@"; }
tianbao --as-of 2022-09-01 -q init --identity "$identity" --year 2021-2022 \
    --school 示例职业技术学院 --organisation "$FIXTURES/college/organisation.csv" \
    --staff "$FIXTURES/college/staff.csv" c || exit 2
t assign "$FIXTURES/college/assignment.csv"
t import "$FIXTURES"/demo/*.xlsx >/dev/null || exit 2
t validate >/dev/null
t review approve --all
t merge
t export workbook -o upload.xlsx >/dev/null || exit 2
t export csv --raw -o csv >/dev/null || exit 2
mkdir out
timeout 180 soffice --headless "-env:UserInstallation=file://$work/profile" \
    --convert-to xlsx:"Calc MS Excel 2007 XML" --outdir out upload.xlsx \
    >/dev/null 2>&1
/usr/bin/python3 - out/upload.xlsx csv <<'PY'
import csv, datetime, os, sys
import openpyxl
book = openpyxl.load_workbook(sys.argv[1], data_only=True)
same = different = 0
def show(v):
    if isinstance(v, datetime.datetime):
        return v.date().isoformat()
    return v
for sheet in book.worksheets:
    path = os.path.join(sys.argv[2], sheet.title + ".csv")
    with open(path, encoding="utf-8-sig", newline="") as f:
        rows = list(csv.reader(f))
    for r, row in enumerate(rows, 1):
        for c, want in enumerate(row, 1):
            got = show(sheet.cell(r, c).value)
            if isinstance(got, (int, float)) and not isinstance(got, bool):
                equal = want != "" and float(want) == float(got)
            else:
                equal = (got or "") == want.replace("\r\n", "\n")
            if equal:
                same += 1
            else:
                different += 1
                print(f"{sheet.title} {r},{c}: CSV {want!r}, LibreOffice {got!r}")
print(f"{len(book.worksheets)} sheets, {same} values compared")
print(f"{same} passed, {different} failed")
sys.exit(different > 0 or len(book.worksheets) != 66 or same < 3000)
PY
