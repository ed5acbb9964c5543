# What the campaigns of the five schemes share.  Errors go where the output
# goes, in the order in which a data officer sees them.
exec 2>&1
step() { printf '\n== %s\n' "$*"; }
on() { # DAY ARGUMENT...: on that day; then the status, unless it is 0
    day=$1
    shift
    tianbao --as-of "$day" -C c "$@" 2>&1 || echo "[$?]"
}
short() { # without the tables that this scheme does not name, nor columns
    grep -v -e '清单中没有表' | awk '
        /文件中没有的列/ { skip = 1; next }
        skip && /^            / { next }
        { skip = 0; print }'
}
serious() { # errors and what is to be explained; without warnings, and without
            # the counts that a new rule of the edition would change
    awk '/^  (警告|提示) / { skip = 1; next }
        /^  (错误|需说明) / { skip = 0; if (dept != "") print dept
            if (file != "") print file; dept = file = "" }
        /^$/ { next }
        /^[^ ].* · / { dept = $0; file = ""; skip = 0; next }
        /^[^ ]/ { skip = 0 }
        /^  [^ ]/ && !/^  (错误|需说明) / { file = $0; skip = 0; next }
        /规则 .*，无法判定 .* 行$|条规则需要上年数据/ { next }
        { sub(/，警告 [0-9]+ 个，.*/, "") }
        !skip'
}
hide() { # what differs from run to run: hashes, users
    sed 's/[0-9]\{4\}\( [0-9]\{4\}\)\{3\}/CODE/; s/[0-9a-f]\{12,\}/HASH/g
        s/^\([0-9T:-]\{19\}\) [^ /]*/\1 USER/; s/经手 [^ /，]*/经手 USER/'
}
