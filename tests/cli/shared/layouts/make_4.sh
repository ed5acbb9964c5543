#!/bin/sh
# How 4.sql was made, once, with the last release that had layout 4 (52ac9c3)
# first on PATH and its tests/cli/shared as $SHARED; not to be run again.  It is
# the campaign of layout 3, brought up and worked on.
set -eu
export LC_ALL=C.UTF-8 TZ=UTC
LAYOUT=3
. "$SHARED/layouts/load.sh"
t() { tianbao --as-of 2022-10-25 -C c "$@" || :; } # some of it is refused

printf '部门号,教师数\n01,3\n02,5\n03,1\n' >sum.csv
printf '序号,名称,获奖日期\n3,省外三等奖,2022-03-01\n1,省外一等奖,2022-01-01\n' >more.csv
t import -d 甲系 --late 补 sum.csv
t --by 0201 import -d 甲系 --late 改正 --accumulate more.csv
t validate
t --by 0103 review approve 1.1
t --by 0101 review approve 1.1
t --by 0104 review approve 1.1 1.2 1.4 -d 办公室
t merge
{
    echo "-- A campaign of layout 4, made by make_4.sh."
    echo "PRAGMA application_id = 1953063521;"
    echo "PRAGMA user_version = 4;"
    sqlite3 c/tianbao.db .dump
} >4.sql
