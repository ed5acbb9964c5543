"""fill.py FILE SHEET OUT CELL...: type the cells into row 4 of a template."""
import sys
import openpyxl
path, sheet, out, *cells = sys.argv[1:]
book = openpyxl.load_workbook(path)
header = [c.value for c in book[sheet][3]]
for cell in cells:
    name, value = cell.split("=")
    column = [str(h).strip("* ") for h in header].index(name) + 1
    book[sheet].cell(4, column, value)
book.save(out)
