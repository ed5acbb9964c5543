# Print the cells of a workbook, a line a row, whatever the sheets are called.
#     show_xlsx.py FILE [SHEET...]
import re
import sys
import zipfile
from xml.etree import ElementTree

NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
book = zipfile.ZipFile(sys.argv[1])
names = book.namelist()
strings = []
if "xl/sharedStrings.xml" in names:
    for si in ElementTree.fromstring(book.read("xl/sharedStrings.xml")):
        strings.append("".join(t.text or "" for t in si.iter(
            "{%s}t" % NS["m"])))
sheets = ElementTree.fromstring(book.read("xl/workbook.xml")).findall(
    ".//m:sheet", NS)
for number, sheet in enumerate(sheets, 1):
    if len(sys.argv) > 2 and sheet.get("name") not in sys.argv[2:]:
        continue
    print("== %s%s" % (sheet.get("name"),
                       " (hidden)" if sheet.get("state") else ""))
    part = ElementTree.fromstring(
        book.read("xl/worksheets/sheet%d.xml" % number))
    for row in part.iterfind(".//m:row", NS):
        cells = []
        for c in row.iterfind("m:c", NS):
            v = c.find("m:v", NS)
            if v is None or v.text is None:
                continue
            text = strings[int(v.text)] if c.get("t") == "s" else v.text
            cells.append("%s=%s" % (re.sub("[0-9]", "", c.get("r")), text))
        if cells:
            print(" | ".join(cells))
