#!/bin/sh
# Every verb has a page whose SYNOPSIS says what its help says; the pages are
# clean.
#     manual.sh PROGRAM SOURCE
set -u
program=$1
man=$2/man
passed=0
failed=0
fold() { tr -s ' \t\n' ' ' | sed 's/^ //; s/ $//'; }
check() {
    if [ "$2" = "$3" ]; then
        passed=$((passed + 1))
    else
        printf '%s:\n  %s\n  %s\n' "$1" "$2" "$3"
        failed=$((failed + 1))
    fi
}
for verb in $("$program" help | cut -d' ' -f1); do
    page=$man/tianbao-$verb.1
    help=$("$program" "$verb" -h | sed -n '/^usage:/,/^[^ u]/p' |
        sed '/^[^ u]/d; s/^usage: //' | fold)
    synopsis=$(mandoc -T utf8 -O width=300 "$page" 2>&1 | col -bx |
        sed -n '/^SYNOPSIS/,/^DESCRIPTION/p' | sed '1d;$d' | fold)
    check "$verb" "$help" "$synopsis"
done
for page in "$man"/*.[15] "$man"/zh_CN/*.[15]; do
    check "$page" "" "$(mandoc -T lint -W warning "$page" 2>&1)"
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ] && [ $passed -gt 10 ]
