#!/bin/sh
# Run golden command-line cases: every folder below tests/cli/VERB/ with a
# file "cmd".  The case runs in a copy of its "in/" (if any), with tianbao on
# PATH and $FIXTURES naming the shared fixtures; its standard output, standard
# error and status are compared with expect.out, expect.err and expect.rc.
#
#     tests/cli/run.sh PROGRAM [CASE...]      BLESS=1 rewrites what is expected
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
trap 'rm -rf "$work"' EXIT INT TERM
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

for cmd in "$here"/*/*/cmd; do
    case_dir=$(dirname "$cmd")
    name=${case_dir#"$here"/}
    if [ $# -gt 0 ]; then
        wanted=no
        for c in "$@"; do
            [ "$c" = "$name" ] && wanted=yes
        done
        [ $wanted = yes ] || continue
    fi
    rm -rf "$work/in"
    mkdir "$work/in"
    [ -d "$case_dir/in" ] && cp -R "$case_dir/in/." "$work/in/"
    (cd "$work/in" && sh "$cmd" >"$work/out" 2>"$work/err" </dev/null)
    echo $? >"$work/rc"
    bad=no
    differs "$case_dir/expect.rc" "$work/rc" status && bad=yes
    differs "$case_dir/expect.out" "$work/out" output && bad=yes
    differs "$case_dir/expect.err" "$work/err" errors && bad=yes
    if [ $bad = yes ]; then
        failed=$((failed + 1))
    else
        passed=$((passed + 1))
    fi
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ] && [ $passed -gt 0 ]
