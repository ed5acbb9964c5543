#!/bin/sh
# layers.sh fails at each kind of thing that it looks for, and names the file:
# into a copy of the sources goes one at a time.
#     layers_can_fail.sh SOURCE
set -u
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
cp -R "$1/lib" "$1/cli" "$work" || exit 1
passed=0
failed=0
ok() { passed=$((passed + 1)); }
wrong() { # what: and what layers.sh says
    echo "--- $1"
    head -20 "$work/says"
    failed=$((failed + 1))
}
layers() { sh "$here/layers.sh" "$work" >"$work/says" 2>&1; }
names() { grep -qE "^$1(:|\$)" "$work/says"; }

finds() { # file, text of a line to add
    cp "$work/$1" "$work/kept"
    printf '%s\n' "$2" >>"$work/$1"
    if layers; then wrong "passes: $1: $2"
    elif names "$1"; then ok
    else wrong "does not name $1: $2"
    fi
    cp "$work/kept" "$work/$1"
}
if layers; then ok; else wrong "fails as it is"; fi

while read -r file text; do
    finds "$file" "$text"
done <<'PLANTED'
lib/publish/merge.c #include <sqlite3.h>
cli/main.c #  include "sqlite3.h"
lib/report/scores.c #include <xlsxwriter.h>
lib/publish/merge.c #include <xlsxwriter/format.h>
lib/text/date.h #include <expat.h>
lib/schema/value.c #include <csv.h>
cli/main.c #include <minizip/unzip.h>
lib/publish/merge.c void x(void) { printf("x"); }
lib/report/scores.c void x(void) { printf ("x"); }
lib/publish/merge.c void x(void) { fprintf(stdout, "x"); }
lib/report/scores.c void x(void) { fprintf(stderr, "x"); }
lib/publish/merge.c void x(FILE *out) { fprintf(out, "x"); }
lib/publish/merge.c void x(va_list a) { vprintf("x", a); }
lib/publish/merge.c void x(FILE *out, va_list a) { vfprintf(out, "x", a); }
lib/publish/merge.c void x(void) { fputs("x", stderr); }
lib/publish/merge.c void x(void) { fputs("\"", stdout); }
lib/report/scores.c void x(void) { fwrite("x", 1, 1, stdout); }
lib/publish/merge.c void x(void) { puts("x"); }
lib/publish/merge.c void x(void) { putchar('"'); }
lib/publish/merge.c void x(void) { perror("x"); }
lib/publish/merge.c void x(void) { dprintf(2, "x"); }
lib/publish/merge.c void x(void) { write(2, "x", 1); }
lib/publish/merge.c #include <err.h>
lib/publish/merge.c /* a comment */ void x(void) { exit(1); } // and "another"
lib/publish/merge.c void x(void) { _Exit(1); }
lib/publish/merge.c void x(void) { abort(); }
lib/report/scores.c const char *x(void) { return getenv("x"); }
lib/text/mem.c const char *x(void) { return getenv("x"); }
lib/publish/merge.c void x(void) { setlocale(LC_ALL, ""); }
lib/report/scores.c time_t x(void) { return time(NULL); }
lib/publish/merge.c int x = '"'; void y(void) { exit('"'); }
PLANTED

# Not what it looks for.
cp "$work/lib/publish/merge.c" "$work/kept"
cat >>"$work/lib/publish/merge.c" <<'HARMLESS'
/* printf("x"), exit(1), getenv("x"), stdout
#include <sqlite3.h> */
// fputs("x", stderr); \
exit(1);
const char *x1 = "printf(\"x\"); exit(1); \\", *x2 = "time(NULL), stderr";
int x3 = '"', x4 = '\'' /* " */, x5 = '"';
void x6(FILE *out) { fwrite(x1, 1, 1, out), snprintf(0, 0, "%d", exit_status(3)); }
HARMLESS
if layers; then ok; else wrong "takes comments and literals for code"; fi
cp "$work/kept" "$work/lib/publish/merge.c"

cp "$work/lib/text/str.c" "$work/lib/publish/str.c"
layers && wrong "passes: two files of one name"
for file in lib/text/str.c lib/publish/str.c; do
    if names $file; then ok; else wrong "does not name $file of two"; fi
done
rm "$work/lib/publish/str.c"

# SQL: each of these is in a file of its own, and each file is to be named.
n=0
while read -r text; do
    n=$((n + 1))
    printf '%s\n' "$text" >"$work/lib/publish/planted_$n.c"
done <<'PLANTED'
const char *x = "SELECT 1";
const char *x = "\tSELECT\n1";
const char *x = "INSERT" /* and */ " INTO slice";
const char *x = "UPD" "ATE slice";
const char *x = u8"DELETE   FROM slice";
const char *x = "x FROM 部门表";
const char *x = "部门表WHERE(1)";
const char *x = "\"JOIN\"";
const char *x = "\x20ORDER\040BY x";
const char *x = "// GROUP BY";
const char *x = "CREATE TABLE x";
const char *x = "CREATE TEMP TABLE x";
const char *x = "INSERT OR IGNORE INTO x";
const char *x = "DROP TABLE x";
const char *x = "PRAGMA x";
const char *x = "/*", *y = "ALTER TABLE x", *z = "*/";
const char *x = "SAVEPOINT x";
int x = '"'; const char *y = "ROLLBACK"; int z = '"';
const char *x = "RELEASE x";
PLANTED
mkdir "$work/lib/store/deep"
echo 'const char *x = "SELECT 1";' >"$work/lib/store/deep/in_store.c"
echo 'const char *x = "SELECT 1";' >"$work/cli/planted.c"
cat >"$work/lib/publish/harmless.c" <<'HARMLESS'
/* "SELECT" */ // "SELECT
#include "FROM.h"
int SELECT = '"', FROM = 1 /* " */, WHERE = '"';
const char *x = "SELECTED FROMAGE _JOIN where update", *y = "INSERT", *z = " INTO";
HARMLESS
if layers; then wrong "passes: SQL"; fi
for file in "$work"/lib/publish/planted_*.c "$work/cli/planted.c"; do
    if names "${file#"$work/"}"; then ok; else wrong "passes: $(cat "$file")"; fi
done
if names lib/store/deep/in_store.c; then wrong "SQL in store/"; else ok; fi
if names lib/publish/harmless.c; then wrong "takes words for SQL"; else ok; fi

rm -r "${work:?}/lib" "$work/cli"
mkdir "$work/lib" "$work/cli"
if layers; then wrong "passes where there are no sources"; else ok; fi
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
