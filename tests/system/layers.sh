#!/bin/sh
# Only store/ knows SQLite, only sheet/ knows the spreadsheet libraries, lib/
# neither prints nor asks its surroundings nor ends the program, no literal
# outside store/ is SQL, basenames are unique.
# What comments and other literals say does not count.
#     layers.sh SOURCE        SOURCE has lib/ and cli/
set -u
here=$(cd "$(dirname "$0")" && pwd)
cd "$1" || exit 2
LC_ALL=C.UTF-8
export LC_ALL
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 2' INT TERM
/usr/bin/python3 "$here/c_text.py" code lib cli >"$work/code" || exit 2

# mem.c: when memory is out there is no err to set and nowhere to go back to.
mem=lib/text/mem.c

bad=0
say() {
    [ -z "$2" ] || { printf '%s:\n%s\n' "$1" "$2"; bad=1; }
}
code() { # where, pattern: lines of code in files of that folder
    grep -E "^$1/[^:]*:[0-9]+:.*($2)" "$work/code"
}
but() { # path...: without what is in these
    for path in "$@"; do
        set -- "$@" -e "^${path}[/:]"
        shift
    done
    grep -v "$@"
}
include() { # pattern of a header's name
    printf '# *include *[<"](%s)' "$1"
}
say "SQLite outside store" \
    "$(code '(lib|cli)' "$(include 'sqlite3')" | but lib/store)"
say "spreadsheet libraries outside sheet" \
    "$(code '(lib|cli)' "$(include 'xlsxwriter|expat|csv\.h|minizip')" |
        but lib/sheet)"
printing='\bv?printf *\(|\b(puts|putchar|perror|psignal|v?dprintf) *\('
printing="$printing|\\b(stdout|stderr|STDOUT_FILENO|STDERR_FILENO)\\b"
printing="$printing|\\bwrite *\\( *[12] *,|$(include '(err|error|syslog)\.h>')"
say "printing in lib" "$(code lib "$printing" | but $mem)"
# A list or a report is given the FILE that it fills; else a line is written as
# a whole.
say "formatted output below report" \
    "$(code lib '\bv?fprintf *\(' | but lib/report lib/view)"
say "surroundings in lib" "$(code lib \
    '\b((secure_)?getenv|setenv|putenv|environ|setlocale)\b')"
say "the clock in lib" "$(code lib \
    '\b(time|clock|clock_gettime|gettimeofday|timespec_get) *\(')"
say "exit in lib" \
    "$(code lib '\b(exit|_exit|_Exit|quick_exit|abort) *\(' | but $mem)"
say "two files of one name" "$(find lib cli -name '*.[ch]' | sort |
    awk -F/ '{ of[$NF] = of[$NF] "\n" $0 }
        of[$NF] ~ /\n.*\n/ { print substr(of[$NF], 2) }')"

/usr/bin/python3 "$here/c_text.py" strings lib cli >"$work/strings" || exit 2
sql='SELECT|INSERT( OR [A-Z]+)? INTO|UPDATE|DELETE FROM|FROM|WHERE|JOIN'
sql="$sql|ORDER BY|GROUP BY|CREATE (TEMP )?(TABLE|VIEW|INDEX|TRIGGER)"
sql="$sql|ALTER TABLE|DROP (TABLE|VIEW)|PRAGMA|SAVEPOINT|ROLLBACK|RELEASE"
say "SQL outside store" "$(
    LC_ALL=C grep -E "(^|[^A-Za-z0-9_])($sql)([^A-Za-z0-9_/]|\$)" \
        "$work/strings" | but lib/store | sed 's/^\(.\{100\}\).*/\1…/')"
if [ $bad -eq 0 ]; then echo "1 passed, 0 failed"; else echo "0 passed, 1 failed"; fi
exit $bad
