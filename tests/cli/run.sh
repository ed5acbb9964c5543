#!/bin/sh
# Run golden command-line cases: every folder below tests/cli/VERB/ with a
# file "cmd".  The case runs in a copy of its "in/" (if any), with tianbao on
# PATH and $FIXTURES naming the shared fixtures; its standard output, standard
# error and status are compared with expect.out, expect.err and expect.rc.
#
#     tests/cli/run.sh PROGRAM [CASE...]      BLESS=1 rewrites what is expected
#
# A CASE is VERB/NAME.  ctest runs each as an entry of its own, cli.VERB.NAME.
set -u
here=$(cd "$(dirname "$0")" && pwd)
program=$1
shift
FIXTURES=$here/../../fixtures
SHARED=$here/shared
export FIXTURES SHARED
PATH=$(cd "$(dirname "$program")" && pwd):$PATH
unset LANGUAGE LC_MESSAGES
export PATH LC_ALL=C.UTF-8 TZ=UTC
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
passed=0
failed=0

differs() { # expected, got, what
    if [ -n "${BLESS-}" ]; then
        cp "$2" "$1"
    elif ! cmp -s "$1" "$2" 2>/dev/null; then
        echo "--- $name: $3"
        diff -u "$1" "$2" | tail -n +3 | head -40
        return 0
    fi
    return 1
}

run() { # folder
    rm -rf "$work/in"
    mkdir "$work/in"
    [ -d "$1/in" ] && cp -R "$1/in/." "$work/in/"
    (cd "$work/in" && sh "$1/cmd" >"$work/out" 2>"$work/err" </dev/null)
    echo $? >"$work/rc"
    bad=no
    differs "$1/expect.rc" "$work/rc" status && bad=yes
    differs "$1/expect.out" "$work/out" output && bad=yes
    differs "$1/expect.err" "$work/err" errors && bad=yes
    [ $bad = no ]
}

if [ $# -eq 0 ]; then
    for cmd in "$here"/*/*/cmd; do
        name=${cmd#"$here"/}
        set -- "$@" "${name%/cmd}"
    done
fi
for name in "$@"; do
    if [ ! -f "$here/$name/cmd" ]; then
        echo "--- $name: there is no such case"
        failed=$((failed + 1))
    elif run "$here/$name"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
    fi
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ] && [ $passed -gt 0 ]
