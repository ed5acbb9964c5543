#!/bin/sh
# A synthetic college: consistent data has no errors, and every mistake that
# is planted comes out, in its cell, as what it is.
#     college.sh BUILD SOURCE
set -u
build=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cmake --build "$build" --target bench_college >/dev/null || exit 2
cd "$work" || exit 2
passed=0
failed=0

"$build/tests/bench/bench_college" clean "$2/schemas/2022" 1 || exit 2
"$build/tianbao" -C clean/campaign -q import clean/filled
"$build/tianbao" -C clean/campaign validate -f json >clean.json
if [ $? -eq 0 ]; then
    passed=$((passed + 1))
else
    echo "consistent data has errors:"
    grep '"severity":"error"' clean.json | head -5
    failed=$((failed + 1))
fi

"$build/tests/bench/bench_college" faulty "$2/schemas/2022" 1 5 || exit 2
"$build/tianbao" -C faulty/campaign -q import faulty/filled >/dev/null
"$build/tianbao" -C faulty/campaign validate -f json >faulty.json
/usr/bin/python3 - faulty/faults.csv faulty.json <<'PY' && passed=$((passed + 1)) || failed=$((failed + 1))
import csv, json, re, sys
want = {tuple(r) for r in csv.reader(open(sys.argv[1], encoding="utf-8"))}
got = set()
for f in map(json.loads, open(sys.argv[2], encoding="utf-8")):
    line = re.sub(r"\D", "", f["cell"])
    got.add((f["rule"], f["table_no"], f["field"], line))
for w in sorted(want - got):
    print("planted and not found:", *w)
declared = {r for r, *_ in want}
extra = {g for g in got - want if g[0] in declared}
for e in sorted(extra)[:10]:
    print("found and not planted:", *e)
print(len(want), "faults planted,", len(want & got), "found")
sys.exit(not want or want != want & got or bool(extra))
PY
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
