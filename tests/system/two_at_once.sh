#!/bin/sh
# The nightly job, the office and the departments at the same moment, on a
# machine that halts now and then: every process ends with 0, 1 or 4, or with
# 75 after it waited; none hangs, and nothing that was said to be done is lost.
#     two_at_once.sh PROGRAM SOURCE PAUSE [SECONDS]
# PAUSE is pause.c, built: with it a process rests after every COMMIT.
set -u
PATH=$(cd "$(dirname "$1")" && pwd):$PATH
SOURCE=$(cd "$2" && pwd)
EDITION=$SOURCE/tests/cli/shared/edition
PAUSE=$3
seconds=${4:-18}
LC_ALL=C.UTF-8
ASAN_OPTIONS=verify_asan_link_order=0 # for what is preloaded
export PATH PAUSE LC_ALL ASAN_OPTIONS
work=$(mktemp -d)
cd "$work" || exit 2
trap 'touch stop held.off; wait; cd /; rm -rf "$work"' EXIT
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

# ---- a campaign: an office, eight departments ----
departments='系1 系2 系3 系4 系5 系6 系7 系8'
{
    echo 部门代码,部门名称,简称,别名,分组
    echo A,办公室,,,
    for d in $departments; do echo "${d#系},$d,,,各系部"; done
} >organisation.csv
{
    echo 数据表单,填表用户,审核用户,备注
    echo 1.1部门表,办公室,办公室,
    echo 1.2教师表,各系部,办公室,
    echo 1.3统计表,自动生成,自动生成,自动生成
    echo 1.4荣誉表,各系部,办公室,
} >tasks.csv
printf '部门号,部门名称,人数\n' >d.csv
for d in $departments; do echo "0${d#系},$d,900"; done >>d.csv
tianbao -q init --edition "$EDITION" --year 2021-2022 --school 测试学校 \
    --organisation organisation.csv c || exit 2
tianbao -C c -q assign tasks.csv || exit 2
tianbao -C c -q import -d 办公室 d.csv || exit 2
tianbao -C c -q validate && tianbao -C c -q review approve 1.1 || exit 2
cp -R c held
cp -R c brief
cp -R c quiet
mkdir runs

# ---- files: no two alike ----
teachers() { # department, which: rows of 1.2 that no other department has
    echo 工号,姓名,性别,部门号,课酬
    i=1
    while [ $i -le $((3 + $2 % 7)) ]; do
        echo "${1#系}$((100 + i)),测试$i,男,0$((1 + (i + $2) % 8)),$((3000 + $2))"
        i=$((i + 1))
    done
}
honours() { # department, which
    printf '序号,名称,获奖日期\n1,奖%s之%s,2022-01-02\n,又一,2022-03-04\n' "$1" "$2"
}

# ---- who does what; each in a loop of its own, until the file "stop" ----
run() { # label, command...: what it said, how it ended, how long it took
    count=$((count + 1))
    at=runs/$1.$count
    shift
    began=$(date +%s%N)
    # shellcheck disable=SC2016 # for the shell that becomes the program
    timeout -k 5 90 env PAUSE_MS=$((count % 4 * 5)) sh -c 'echo $$ >"$0"
        LD_PRELOAD=$PAUSE exec tianbao "$@"' "$at.pid" -C "$work/c" "$@" \
        >"$at.out" 2>"$at.err"
    echo "$? $((($(date +%s%N) - began) / 1000000)) $*" >"$at.rc"
}
repeat() { # name: do_NAME again and again
    count=0
    round=0
    while [ ! -e stop ]; do
        round=$((round + 1))
        "do_$1"
    done
}
do_night() {
    run night validate
    run night status --all
    run night review list
    run night log verify
}
do_office() { # a department's teachers: in, checked, approved, opened again
    # shellcheck disable=SC2086 # words without blanks
    set -- $departments
    shift $((round % 7))
    teachers "$1" "$round" >"o$round.csv"
    run office import -d "$1" "o$round.csv"
    run office validate
    run office review approve -d "$1" 1.2
    run office review approve -d "$2" 1.2
    [ $((round % 3)) -ne 0 ] || run office review reopen -r 漏 -d "$1" 1.2
    [ $((round % 5)) -ne 0 ] || run office review return -r 错 -d "$1" 1.2
}
do_final() {
    run final merge
    run final export csv
}
both() { # name, command... + command...: at the same moment
    name=$1
    shift
    first=
    while [ "$1" != + ]; do
        first="$first $1"
        shift
    done
    shift
    # shellcheck disable=SC2086 # words without blanks
    (count=$((round - 1)) && run "$name.a" $first) &
    (count=$((round - 1)) && run "$name.b" "$@") &
    wait
}
do_pairs() {
    for k in 1 2 3 4 5; do honours "$k" "$round" >"h$k.$round.csv"; done
    both other import -d 系1 "h1.$round.csv" + import -d 系2 "h2.$round.csv"
    both same import -d 系3 "h3.$round.csv" + import -d 系3 "h4.$round.csv"
    both twice import -d 系4 "h5.$round.csv" + import -d 系4 "h5.$round.csv"
    both nil import nil 1.4 -d 系8 + import -d 系8 "h5.$round.csv"
    both yes review approve -d 系3 1.4 + import -d 系3 "h1.$round.csv"
    both both review approve -d 系1 1.4 + review approve -d 系1 1.4
    run pairs review return -r 重报 -d 系1 1.4
    run pairs review return -r 重报 -d 系3 1.4
    run pairs review return -r 重报 -d 系8 1.4
}
do_many() { # many files in one command
    mkdir -p many
    for k in 5 6 7; do
        teachers "系$k" $((round + 500)) >"many/$k.csv"
        honours "$k" "m$round" >"m$k.$round.csv"
    done
    run many import -d 系6 "m5.$round.csv" "m6.$round.csv" "m7.$round.csv"
}

# ---- a lock that does not go away, and one that does ----
hold() { # campaign, seconds: so long, or until there is a CAMPAIGN.off
    /usr/bin/python3 -c 'import os, sqlite3, sys, time
name, end = sys.argv[1], time.monotonic() + float(sys.argv[2])
db = sqlite3.connect(name + "/tianbao.db", isolation_level=None)
db.execute("BEGIN IMMEDIATE")
open(name + ".on", "w").close()
while time.monotonic() < end and not os.path.exists(name + ".off"):
    time.sleep(0.1)' "$1" "$2" &
    while [ ! -e "$1.on" ]; do sleep 0.05; done
}
timed() { # name, command...: "STATUS SECONDS" in NAME.rc
    name=$1
    shift
    began=$(date +%s)
    timeout 90 tianbao "$@" >"$name.out" 2>"$name.err"
    echo "$? $(($(date +%s) - began))" >"$name.rc"
}
hold held 90
hold brief 3
timed gives_up -C held validate &
in_vain=$!
timed gives_up_too -C held import -d 办公室 d.csv &
in_vain="$in_vain $!"
timed gets_in -C brief validate &
timed reads -C held status
timed reads_too -C held review list
check "a reader does not wait for a writer" "0 0" \
    "$(sed 's/ [01]$/ 0/' reads.rc)"
check "nor does another" "0 0" "$(sed 's/ [01]$/ 0/' reads_too.rc)"

# ---- all at once ----
for name in night office final pairs many; do repeat "$name" & done
/usr/bin/python3 "$SOURCE/tests/system/two_at_once.py" watch "$seconds" >watched &
sleep "$seconds"
touch stop
# shellcheck disable=SC2086 # two words
wait $in_vain
touch held.off
wait
read -r status waited <gets_in.rc
check "who waits gets in" 0 "$status"
for name in gives_up gives_up_too; do
    read -r status waited <$name.rc
    check "who waits in vain ends with" 75 "$status"
    check "after a time, $waited s" yes \
        "$([ "$waited" -ge 15 ] && [ "$waited" -le 60 ] && echo yes)"
    check "and says so" yes "$(grep -q 'try again' $name.err && echo yes)"
done
/usr/bin/python3 "$SOURCE/tests/system/two_at_once.py" check >checked
check "what each process said is on record" 0 $?
teachers 系2 1 >there.csv
tianbao -C quiet -q import -d 系2 there.csv
teachers 系1 1 >quiet.csv
/usr/bin/python3 "$SOURCE/tests/system/two_at_once.py" between >passed
check "while one rests, another passes" 0 $?
cat watched checked passed
check "the log is whole" 0 "$(tianbao -C c log verify >/dev/null; echo $?)"
check "it can be worked on" 0 "$(tianbao -C c -q validate >&2; echo $?)"
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
