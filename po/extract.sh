#!/bin/sh
# Collect the messages of lib/ and cli/ into po/tianbao.pot and bring
# po/zh_CN.po up to date with it.
set -eu
cd "$(dirname "$0")/.."
find lib cli -name '*.c' -o -path 'cli/*.h' | sort | xgettext --files-from=- --from-code=UTF-8 \
    --language=C --no-location --sort-output --package-name=tianbao \
    --keyword= --keyword=N_ --keyword=tb_translate \
    --keyword=tb_fail:2 --keyword=tb_fail_as:3 --keyword=tb_fail_in:2 \
    --keyword=broken:2 --keyword=fail:3 --keyword=fail_io:2 --keyword=refuse:3 \
    --keyword=tb_review_refuse:3 \
    --keyword=tb_complain:5 --keyword=TB_LOAD_COMPLAIN:3 \
    --keyword=cli_usage:2 \
    --keyword=CLI_FLAG:5 --keyword=CLI_TEXT:6 --keyword=CLI_NUMBER:6 \
    -o po/tianbao.pot
[ ! -e po/zh_CN.po ] || msgmerge --quiet --update --no-location --sort-output \
    --backup=none po/zh_CN.po po/tianbao.pot
