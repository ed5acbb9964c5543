#!/bin/sh
# A full disk is status 74, leaves nothing half-written, and the campaign as
# it was.  Needs to mount a small tmpfs (root, or a user namespace).
#     full_disk.sh PROGRAM SOURCE
set -u
if [ "${INSIDE-}" != 1 ]; then
    if [ "$(id -u)" != 0 ] || ! unshare -m true 2>/dev/null; then
        unshare -rm true 2>/dev/null || {
            echo "no tmpfs can be mounted here: left out"
            echo "0 passed, 0 failed, 1 skipped"
            exit 0
        }
        INSIDE=1 exec unshare -rm sh "$0" "$@"
    fi
    INSIDE=1 exec unshare -m sh "$0" "$@"
fi
PATH=$(cd "$(dirname "$1")" && pwd):$PATH
SHARED=$2/tests/cli/shared
export PATH SHARED
work=$(mktemp -d)
passed=0
failed=0
check() { # label, want, got
    if [ "$2" = "$3" ]; then
        passed=$((passed + 1))
    else
        echo "$1: wanted $2, got $3"
        failed=$((failed + 1))
    fi
}
cd "$work" || exit 2
. "$SHARED/begin.sh"
printf '部门号,部门名称,人数\n' >d.csv
i=10
while [ $i -lt 99 ]; do
    echo "$i,样例部门$i,$i" >>d.csv
    i=$((i + 1))
done
t -q import d.csv
t validate >/dev/null
t -q review approve 1.1
t -q merge
mkdir small
mount -t tmpfs -o size=16k tmpfs small || exit 2

t export workbook -o small/w.xlsx 2>err
check "a workbook on a full disk" 74 $?
check "says where" yes "$(grep -q small/w.xlsx err && echo yes)"
check "nothing is left of it" "" "$(ls -A small)"

head -c 12000 /dev/zero >small/filler
t export csv -o small/csv 2>/dev/null
check "CSV on a full disk" 74 $?
rm -rf small/*

# libxlsxwriter's temporary files: the final file would fit, they do not
umount small
mount -t tmpfs -o size=64k tmpfs small
t export templates -o small/templates 2>err
rc=$?
check "templates in a full folder are written whole or refused" yes \
    "$([ $rc -eq 74 ] || [ $rc -eq 0 ] && echo yes)"
for f in small/templates/*.xlsx; do
    [ -e "$f" ] && check "$f is whole" 0 "$(unzip -tq "$f" >/dev/null 2>&1; echo $?)"
done
umount small

# the campaign itself on a full disk
mount -t tmpfs -o size=2m tmpfs small
cp -R c small/c
before=$(tianbao -C small/c status)
head -c 3000000 /dev/zero >small/filler 2>/dev/null
sed 's/样例/改名/' d.csv >f.csv
tianbao -C small/c review return -r x 1.1 >/dev/null 2>&1
check "a decision on a full disk" 74 $?
rm small/filler
check "the campaign is as it was" "$before" "$(tianbao -C small/c status)"
tianbao -C small/c -q review return -r x 1.1
check "and works again" 0 $?
umount small
cd / && rm -rf "$work"
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
