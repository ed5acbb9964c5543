/*
 * due.h - days as the lists of offices have them: 11月11日, 10月15日前, 10.15,
 * 9月28日下午下班前, 9月1日至9月20日.
 */
#ifndef TB_DUE_H
#define TB_DUE_H

#include "buf.h"
#include "date.h"

struct tb_due {
    char from[TB_DAY]; /* of a period, its first day; "" */
    char day[TB_DAY];
    struct tb_buf rest; /* what is no part of a day, or of a time of it */
};

/*
 * Read TEXT.  A day without a year is one of collecting the data of a year that
 * ends on YEAR_END ("2022-08-31"; "": there must be a year): from two months
 * before it on.  "" is no day and fine.  False when TEXT is no day; then DAY is
 * "".  Free DUE with tb_due_free() in any case.
 */
bool tb_due_parse(struct tb_str text, const char *year_end, struct tb_due *due);
void tb_due_free(struct tb_due *due);

#endif
