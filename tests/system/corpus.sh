#!/bin/sh
# Every workbook that other programs wrote is read or refused with one clear
# error, within a time and a memory limit; scanner and expat agree.
#     corpus.sh READ_ONE CORPUS
set -u
program=$1
corpus=$2
if [ ! -d "$corpus" ]; then
    echo "no corpus here: left out"
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
fi
passed=0
failed=0
read=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT
for file in "$corpus"/*/*; do
    case $file in *.json | *.md) continue ;; esac
    # the sanitizer's shadow is not to be limited, its resident memory is
    ASAN_OPTIONS=hard_rss_limit_mb=1024 timeout 20 sh -c '
        [ -n "${SANITIZED-}" ] || ulimit -v 1048576
        exec "$0" "$1"' "$program" "$file" >"$log" 2>&1
    rc=$?
    if [ $rc -gt 1 ]; then
        echo "FAILED $rc: $file"
        tail -5 "$log"
        failed=$((failed + 1))
    else
        passed=$((passed + 1))
        [ $rc -eq 0 ] && read=$((read + 1))
    fi
done
for json in "$corpus"/csv-spectrum/*.json; do
    csv=${json%.json}.csv
    # its JSON is no list of rows
    [ "$(basename "$csv")" = location_coordinates.csv ] && continue
    if "$program" -j "$csv" >"$log" 2>/dev/null &&
        python3 -c 'import json, sys
want, got = (json.load(open(f, encoding="utf-8")) for f in sys.argv[1:])
norm = lambda rows: [{k: v.replace("\r\n", "\n") for k, v in r.items()} for r in rows]
sys.exit(norm(want) != norm(got))' "$json" "$log"; then
        passed=$((passed + 1))
    else
        echo "FAILED: $csv is not what $json says"
        failed=$((failed + 1))
    fi
done
echo "$read files read, the others refused with a reason"
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
