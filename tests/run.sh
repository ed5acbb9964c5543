#!/bin/sh
# Install what is missing, build, and run every test: the release build, the
# same under address and undefined-behaviour sanitizers, the fuzzers for a
# minute each, and the linters.
#     tests/run.sh            everything
#     FUZZ_SECONDS=5 tests/run.sh   with shorter fuzzing
set -eu
cd "$(dirname "$0")/.."

packages="cmake make gcc g++ libc6-dev zlib1g-dev libxlsxwriter-dev libcsv-dev
 libminizip-dev libexpat1-dev libsqlite3-dev libmd-dev gettext clang clang-format
 libclang-rt-14-dev cppcheck mandoc bsdextrautils unzip python3
 python3-openpyxl libreoffice-calc-nogui"
missing=
for p in $packages; do
    dpkg-query -W -f '${db:Status-Status}' "$p" 2>/dev/null |
        grep -qx installed || missing="$missing $p"
done
if [ -n "$missing" ]; then
    echo "== installing$missing"
    as_root=
    [ "$(id -u)" = 0 ] || as_root=sudo
    $as_root apt-get update -qq
    # shellcheck disable=SC2086 # a list of words
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq \
        --no-install-recommends $missing >/dev/null
fi
jobs=$(nproc)
failed=
stage() { # name, command...
    echo "== $1"
    name=$1
    shift
    "$@" || { echo "== $name FAILED"; failed="$failed $name"; }
}

stage format sh -c \
    'find lib cli tests -name "*.[ch]" | xargs clang-format --dry-run -Werror'
stage cppcheck cppcheck --quiet --error-exitcode=1 --std=c11 --inline-suppr \
    --enable=warning,performance,portability --suppress=missingInclude \
    --suppress=missingIncludeSystem --suppress=checkersReport \
    -Ilib/text -Ilib/sheet -Ilib/view -Ilib/schema -Ilib/store -Ilib/store/record -Ilib/rules -Ilib/campaign \
    -Ilib/assign -Ilib/send -Ilib/receive -Ilib/check -Ilib/review \
    -Ilib/publish -Ilib/follow -Ilib/start -Ilib/report -Icli -D_GNU_SOURCE -DTIANBAO_VERSION='"0"' -j "$jobs" lib cli

cmake -S . -B build/fuzz -DCMAKE_C_COMPILER=clang -DTIANBAO_FUZZ=ON \
    -DCMAKE_BUILD_TYPE=RelWithDebInfo >/dev/null
cmake --build build/fuzz -j "$jobs" --target fuzz_csv fuzz_xlsx fuzz_dict \
    >build/fuzz/log 2>&1 || { tail -40 build/fuzz/log; exit 1; }
fuzz() {
    mkdir -p "build/fuzz/found/$1"
    words=
    [ ! -e "tests/fuzz/$1.dict" ] || words=-dict=tests/fuzz/$1.dict
    # shellcheck disable=SC2086 # none or one word
    "build/fuzz/tests/fuzz/fuzz_$1" -max_total_time="${FUZZ_SECONDS:-60}" \
        -timeout=10 -rss_limit_mb=2048 -max_len=16384 -print_final_stats=1 $words \
        -artifact_prefix="build/fuzz/$1-" "build/fuzz/found/$1" \
        "tests/fuzz/seeds/$1" >"build/fuzz/$1.log" 2>&1 || {
        tail -30 "build/fuzz/$1.log"
        return 1
    }
    grep -E 'number_of_executed_units|peak_rss' "build/fuzz/$1.log"
}
for target in csv xlsx dict; do
    stage "fuzz $target" fuzz $target
done

build() { # folder, options...
    folder=$1
    shift
    cmake -S . -B "$folder" "$@" >/dev/null
    cmake --build "$folder" -j "$jobs" >"$folder/log" 2>&1 ||
        { tail -40 "$folder/log"; exit 1; }
}
echo "== building with sanitizers"
build build/asan -DCMAKE_BUILD_TYPE=Debug -DTIANBAO_SANITIZE=ON
SANITIZED=1
LSAN_OPTIONS=suppressions=$PWD/tests/lsan.supp:print_suppressions=0
export SANITIZED LSAN_OPTIONS
stage "tests under sanitizers" ctest --test-dir build/asan \
    --output-on-failure -LE once -j "$jobs" --timeout 1200
unset SANITIZED LSAN_OPTIONS
echo "== building"
build build/release -DCMAKE_BUILD_TYPE=Release
stage demo sh -c 'sh fixtures/demo.sh >build/demo.log 2>&1 ||
    { tail -30 build/demo.log; exit 1; }'
stage tests ctest --test-dir build/release --output-on-failure -j "$jobs" \
    --timeout 1200

[ -z "$failed" ] || { echo "failed:$failed"; exit 1; }
echo "everything passed"
