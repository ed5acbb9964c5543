#!/bin/sh
# Every verb has a page whose SYNOPSIS says what its help says; the pages are
# clean, and every one is there in Chinese with the same forms and options; and
# what they show to be typed is typed and run, where it is marked.
#     manual.sh PROGRAM SOURCE
#
# A comment above a literal block of a page says what the block is:
#     card FILE       columns and their values: a line of FILE in schema/
#     append FILE     lines of FILE as they are
#     sql KIND TABLE  a rule's expression: it must compile
#     run             "$ command" and what it says; … stands for anything
#     before: COMMAND for the next block only, run COMMAND first
# A line that ends in \ goes on in the next.
set -u
program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
source=$(cd "$2" && pwd)
man=$source/man
PATH=$(dirname "$program"):$PATH
unset LANGUAGE LC_MESSAGES
export PATH LC_ALL=C.UTF-8
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT INT TERM
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

# split PAGE: its marked blocks as $work/blocks/N, "what" in N.what and the
# commands before it in N.before.
split() {
    rm -rf "$work/blocks"
    mkdir "$work/blocks"
    awk -v dir="$work/blocks/" '
        /^\.\\" before: / { before = before substr($0, 12) "\n"; next }
        /^\.\\" (card|append|sql|run)/ { what = substr($0, 5); next }
        /^\.Bd -literal/ && what != "" {
            name = dir sprintf("%02d", ++n)
            print what >(name ".what")
            printf "%s", before >(name ".before")
            what = before = ""
            inside = 1
            next
        }
        /^\.Ed/ { inside = 0 }
        inside {
            gsub(/\\\(dq/, "\""); gsub(/\\&/, "")
            if (sub(/ ?\\e$/, " ")) printf "%s", $0 >name
            else print >name
        }
        END { if (what != "") print "no block for " what }' "$1"
}

# as_csv FILE: a card on standard input as a line under the header of FILE.
# SQL keeps its line breaks; a text is put together.
as_csv() {
    awk -v header="$(head -n 1 "$1")" '
        BEGIN { count = split(header, names, ",") }
        match($0, /^[a-z]+ +/) {
            last = substr($0, 1, index($0, " ") - 1)
            value[last] = substr($0, RLENGTH + 1)
            next
        }
        {
            sub(/^ +/, "")
            sql = last == "expression" || last == "lineage"
            value[last] = value[last] (sql ? "\n" : "") $0
        }
        END {
            for (i = 1; i <= count; i++) {
                text = value[names[i]]
                gsub(/"/, "\"\"", text)
                printf("%s\"%s\"", (i > 1 ? "," : ""), text)
                delete value[names[i]]
            }
            print ""
            for (name in value) print "no column " name >"/dev/stderr"
        }'
}

# like PATTERN TEXT: … stands for anything.
like() {
    pattern=$(printf '%s' "$1" | sed 's/[][\\*?]/\\&/g; s/…/*/g')
    # shellcheck disable=SC2254 # it is a pattern
    case $2 in $pattern) return 0 ;; esac
    return 1
}

one_command() { # WHERE COMMAND EXPECTED
    [ -n "$2" ] || return 0
    got=$(LANGUAGE=$language sh -c "$2" 2>&1 </dev/null)
    if like "$3" "$got"; then
        passed=$((passed + 1))
    else
        printf '%s: %s\n--- the page says\n%s\n--- it says\n%s\n' "$1" "$2" \
            "$3" "$got"
        failed=$((failed + 1))
    fi
}

run_block() { # WHERE FILE
    command=
    expected=
    while IFS= read -r line; do
        case $line in
        '$ '*)
            one_command "$1" "$command" "$expected"
            command=${line#??}
            expected=
            ;;
        *) expected=$expected${expected:+
}$line ;;
        esac
    done <"$2"
    one_command "$1" "$command" "$expected"
}

# A rule that nobody gave examples must have no other fault.
# shellcheck disable=SC2094 # as_csv reads the header, no more
try_sql() { # WHERE FILE KIND TABLE
    {
        printf 'rule        Y001\ntable       %s\nkind        %s\n' "$4" "$3"
        printf 'severity    info\naspect      合理性\nmessage     m\n'
        sed '1s/^/expression  /; 1!s/^/ /' "$2"
    } | as_csv schema/rules.csv >>schema/rules.csv
    check "$1" "rule Y001 needs a passing and a failing example" \
        "$("$program" validate dictionary schema 2>&1 >/dev/null |
            sed 's/^[^:]*:[0-9]*:[a-z]*: //')"
}

# shellcheck disable=SC2094
block() { # PAGE NUMBER
    where="$1 block $2"
    file=$work/blocks/$2
    # shellcheck disable=SC2046 # words
    set -- $(cat "$file.what")
    cp -R schema kept
    sh -c "$(cat "$file.before")" || check "$where" "" "before failed"
    case $1 in
    card) as_csv "schema/$2" <"$file" >>"schema/$2" ;;
    append) cat "$file" >>"schema/$2" ;;
    sql) try_sql "$where" "$file" "$2" "$3" ;;
    run) run_block "$where" "$file" ;;
    esac
    if [ "$1" = sql ] || { [ "$1" = run ] && [ -s "$file.before" ]; }; then
        rm -rf schema
        mv kept schema
    fi
    rm -rf kept
}

# The examples of a page, in a copy of the edition; its own rules would only
# take time.  What a Chinese page says is what its reader sees.
examples() {
    case $1 in */zh_CN/*) language=zh_CN ;; *) language= ;; esac
    rm -rf "$work/campaign"
    mkdir "$work/campaign"
    cp -R "$source/schemas/2022" "$work/campaign/schema"
    cd "$work/campaign" || exit 1
    for file in rules examples indicators; do
        head -n 1 "$source/schemas/2022/$file.csv" >"schema/$file.csv"
    done
    check "$1" "" "$(split "$1")"
    for what in "$work"/blocks/*.what; do
        [ -f "$what" ] && block "$1" "$(basename "$what" .what)"
    done
    check "$1 after all" "" \
        "$("$program" validate dictionary schema 2>&1 >/dev/null)"
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
marks='^\.\\" (card|append|sql|run)'
for page in "$man"/*.[15] "$man"/zh_CN/*.[15]; do
    grep -qE "$marks" "$page" && examples "$page"
done
# Every page is there in both languages: the same forms, options and statuses,
# and as many sections and blocks to run.
forms() { # PAGE HEADING
    awk -v heading=".Sh $2" '/^\.Sh/ { inside = $0 == heading; next } inside' "$1"
}
terms() { grep -E '^\.It (Fl|Ic|Pa|Ev|[0-9])' "$1" | sed 's/ Ta .*//'; }
check "pages in Chinese" "$(cd "$man" && ls ./*.[15])" \
    "$(cd "$man/zh_CN" && ls ./*.[15])"
for chinese in "$man"/zh_CN/*.[15]; do
    page=$man/$(basename "$chinese")
    check "$chinese: forms" "$(forms "$page" SYNOPSIS)" \
        "$(forms "$chinese" 用法)"
    check "$chinese: terms" "$(terms "$page")" "$(terms "$chinese")"
    for what in '^\.S[hs]' "$marks"; do
        check "$chinese: $what" "$(grep -cE "$what" "$page")" \
            "$(grep -cE "$what" "$chinese")"
    done
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ] && [ $passed -gt 10 ]
