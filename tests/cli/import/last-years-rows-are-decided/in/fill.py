"""fill.py FROM TO: on standard input "SHEET KEY COLUMN=VALUE ..." a line, where
KEY stands in column B; KEY + is a new row; VALUE nothing empties the cell, and
"SHEET KEY clear" the row, "SHEET KEY delete" deletes it."""
import openpyxl, sys
book = openpyxl.load_workbook(sys.argv[1])
for line in sys.stdin:
    name, key, *does = line.split()
    sheet = next(s for s in book if s.title.startswith(name))
    rows = [r for r in range(4, sheet.max_row + 1)
            if str(sheet.cell(r, 2).value) == key]
    row = rows[0] if rows else 4
    while key == "+" and any(sheet.cell(row, c).value for c in range(1, 6)):
        row += 1
    for what in does:
        if what == "delete":
            sheet.delete_rows(row)
        elif what == "clear":
            for column in range(1, 6):
                sheet.cell(row, column).value = None
        else:
            column, value = what.split("=")
            sheet[column + str(row)] = (int(value) if column == "D" and
                                        value.isdigit() else value or None)
book.save(sys.argv[2])
