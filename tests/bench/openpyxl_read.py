"""Read every cell of the files given with openpyxl in read-only mode."""
import sys

import openpyxl

cells = 0
for path in sys.argv[1:]:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    for sheet in book.worksheets:
        for row in sheet.iter_rows(values_only=True):
            for value in row:
                if value is not None:
                    cells += 1
print(cells, "cells")
