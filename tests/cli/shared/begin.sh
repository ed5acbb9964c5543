# A small campaign in ./c, made on a fixed day.
tianbao --as-of 2022-09-01 -q init --edition "$SHARED/edition" \
    --year 2021-2022 --school 测试学校 --organisation "$SHARED/organisation.csv" \
    --staff "$SHARED/staff.csv" \
    --identity 0000000000000000000000000000000000000000000000000000000000000001 \
    ${LEVELS:+--levels "$LEVELS"} c || exit
tianbao --as-of 2022-09-01 -C c -q assign "$SHARED/tasks.csv" || exit
t() { tianbao --as-of 2022-10-08 -C c "$@"; }
