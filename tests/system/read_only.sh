#!/bin/sh
# An archived campaign on a medium that cannot be written is read like any
# other; what would change it is refused (74), and what would be logged is not.
# Needs to mount (root, or a user namespace).
#     read_only.sh PROGRAM SOURCE
set -u
if [ "${INSIDE-}" != 1 ]; then
    if [ "$(id -u)" != 0 ] || ! unshare -m true 2>/dev/null; then
        unshare -rm true 2>/dev/null || {
            echo "nothing can be mounted here: left out"
            echo "0 passed, 0 failed, 1 skipped"
            exit 0
        }
        INSIDE=1 exec unshare -rm sh "$0" "$@"
    fi
    INSIDE=1 exec unshare -m sh "$0" "$@"
fi
PATH=$(cd "$(dirname "$1")" && pwd):$PATH
SHARED=$2/tests/cli/shared
cases=$2/tests/cli
LC_ALL=C.UTF-8
export PATH SHARED LC_ALL
unset LANGUAGE LC_MESSAGES
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
says() { # text: does err say so?
    grep -q -e "$1" err && echo yes
}
fix() { mount --bind "$1" "$1" && mount -o remount,bind,ro "$1"; }

cd "$work" || exit 2
LEVELS=department,school
. "$SHARED/begin.sh"
cp "$cases"/close/what-is-closed-is-exported-again/in/*.csv .
t -q import -d 办公室 d.csv
t -q import -d 甲系 a.csv
t -q validate >/dev/null
t -q review approve --all 2>/dev/null
t -q merge
cp -R c open
t -q close --anyway 到期 >/dev/null
t -q export responsibility -o signed >/dev/null

# Every verb that only looks: the same as where it can be written.
look() { # folder of what is written
    while read -r line; do
        echo "== $line"
        # shellcheck disable=SC2086 # words
        t -q $line
        echo "$?"
    done <<W
status
status --late
status -d 甲系
status appraisal
status -f xlsx -o $1-status.xlsx
log
log verify
review list
review show 1.1
review show 1.2 -d 甲系
validate
validate -f csv -d 甲系
assign show
export lineage 1.3.教师数
export summary
export workbook -o $1.xlsx
export csv -o $1-csv
export permissions
export verify signed/办公室.xlsx
W
}
look before >before 2>&1
head -1 before | grep -q "== status" || exit 2
t -q log >/dev/null
fix c || exit 2
look after >after 2>&1
# the log is longer by what was exported before
sed -i '/^== log/,/^== review list/d' before after
sed 's/before/after/g' before | diff - after
check "what looks is the same" 0 $?
diff -r before-csv after-csv
check "CSV is the same" 0 $?
cmp before.xlsx after.xlsx
check "the workbook is the same" 0 $?

t log >out 2>err
check "the log" "0 " "$? $(cat err)"
t export csv -o third >/dev/null 2>err
check "an export elsewhere" 0 $?
check "is not logged, and says so" yes "$(says 'c cannot be written: this is not in the log')"
t -q export csv -o third >/dev/null 2>err
check "quietly" "" "$(cat err)"
t export workbook >/dev/null 2>err
check "an export into the folder itself" 74 $?
chinese() { LANGUAGE=zh_CN t "$@"; }
chinese export csv -o third >/dev/null 2>err
check "in Chinese" yes "$(says '文件夹 c 只读：这次操作没有记入日志')"
chinese review return -r x 1.1 2>err
check "a refusal in Chinese" yes "$(says '文件夹 c 只读，不能更改其中的采集任务')"

# what changes is refused
fix open || exit 2
for verb in "import d.csv" "validate" "review approve --all" "merge" "close" \
    "assign $SHARED/tasks.csv" "import nil 1.4 -d 甲系 --reason 无"; do
    # shellcheck disable=SC2086 # words
    tianbao -C open $verb >/dev/null 2>err
    check "$verb" 74 $?
    check "$verb names the folder" yes \
        "$(says 'the folder open cannot be written; nothing can be changed there')"
done
tianbao -C open -q status >/dev/null
check "but can be looked at" 0 $?
(cd open && tianbao -q status >/dev/null)
check "also from within" 0 $?
umount open

# what was never put into the database would be missed
cp open/tianbao.db kept.db
printf x >open/tianbao.db-wal
fix open || exit 2
tianbao -C open status >/dev/null 2>err
check "changes beside the database" 74 $?
check "are named" yes "$(says 'open/tianbao.db-wal holds changes')"
umount open
rm open/tianbao.db-wal

# a name that is more than a name in an address
mkdir '50%41?#'
cp -R open '50%41?#/c'
fix '50%41?#/c' || exit 2
tianbao -C '50%41?#/c' -q status >/dev/null
check "an odd name" 0 $?
tianbao -C "$work/50%41?#/c" -q status >/dev/null
check "and its whole path" 0 $?
umount '50%41?#/c'

# a dictionary that the database does not follow
sed -i 's/^1.1,电话/1.1,联系电话/' open/schema/fields.csv
fix open || exit 2
tianbao -C open status >/dev/null 2>err
check "a changed dictionary" 74 $?
check "cannot be followed" yes "$(says 'must follow the dictionary')"
umount open
umount c
cd / && rm -rf "$work"
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
