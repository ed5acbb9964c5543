#!/bin/sh
# Only store/ knows SQLite, only sheet/ knows the spreadsheet libraries, lib/
# neither prints nor asks its surroundings, basenames are unique.
#     layers.sh SOURCE
cd "$1" || exit 2
bad=0
say() {
    [ -z "$2" ] || { printf '%s:\n%s\n' "$1" "$2"; bad=1; }
}
say "SQLite outside store" \
    "$(grep -ln 'sqlite3\.h' -r lib cli | grep -v '^lib/store/')"
say "spreadsheet libraries outside sheet" \
    "$(grep -lnE '<(xlsxwriter|expat|csv)\.h>|minizip/' -r lib cli |
        grep -v '^lib/sheet/')"
say "printing or surroundings in lib" \
    "$(grep -nE '\b(printf|puts|putchar|getenv|setlocale|time)\(' -r lib |
        grep -v 'lib/report/')"
say "two files of one name" \
    "$(find lib cli -name '*.[ch]' -exec basename {} \; | sort | uniq -d)"
say "exit in lib" "$(grep -nE '\bexit\(' -r lib | grep -v _Exit)"
if [ $bad -eq 0 ]; then echo "1 passed, 0 failed"; else echo "0 passed, 1 failed"; fi
exit $bad
