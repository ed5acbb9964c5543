#!/bin/sh
# A process that is killed while it imports, validates or merges leaves the
# campaign as it was or as it should be; several at once all come through.
#     killed.sh PROGRAM SOURCE
set -u
PATH=$(cd "$(dirname "$1")" && pwd):$PATH
FIXTURES=$2/fixtures
export PATH
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
passed=0
failed=0
check() {
    if [ "$2" = "$3" ]; then
        passed=$((passed + 1))
    else
        echo "$1: wanted $2, got $3"
        failed=$((failed + 1))
    fi
}
identity=$(sed -n 's/^id=//p' "$FIXTURES/demo.sh" | head -1)
tianbao --as-of 2022-09-01 -q init --identity "$identity" --year 2021-2022 \
    --school 示例职业技术学院 --organisation "$FIXTURES/college/organisation.csv" \
    --staff "$FIXTURES/college/staff.csv" fresh || exit 2
tianbao -C fresh -q assign "$FIXTURES/college/assignment.csv"
for ms in 5 15 25 35 45 60 80 100; do
    rm -rf c
    cp -R fresh c
    # `|| true`: some runs end before they are killed
    timeout -s KILL "0.$(printf %03d $ms)" \
        tianbao -C c -q import "$FIXTURES"/demo/*.xlsx >/dev/null 2>&1 || true
    known=$(tianbao -C c log | grep -c ' import: ')
    files=$(find c/archive -type f ! -name 'draft.*' | wc -l)
    check "after $ms ms every logged import is archived" yes \
        "$([ "$files" -ge "$known" ] && echo yes)"
    tianbao -C c -q import "$FIXTURES"/demo/*.xlsx >/dev/null
    check "after $ms ms the import can be done again" 0 $?
    check "and all is there" 0 \
        "$(tianbao -C c status --all | grep -c '教务处 .*未提交')"
done

# four at once, each with its own files, and one that validates
rm -rf c
cp -R fresh c
n=0
pids=
for f in "$FIXTURES"/demo/*.xlsx; do
    tianbao -C c -q import "$f" >/dev/null &
    pids="$pids $!"
    n=$((n + 1))
    [ $((n % 4)) -eq 0 ] && tianbao -C c validate >/dev/null
done
bad=0
for p in $pids; do
    wait "$p" || bad=$((bad + 1))
done
check "imports at once that failed" 0 $bad
check "imports at once that are logged" $n \
    "$(tianbao -C c log | grep -c ' import: ')"
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
