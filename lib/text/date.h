/*
 * date.h - dates as people type them in China, and as spreadsheets store
 * them.  The year comes first; two-digit years are not guessed at.
 */
#ifndef TB_DATE_H
#define TB_DATE_H

#include <stdbool.h>

#include "str.h"

struct tb_date {
    int year, month, day; /* month and day are 0 where not given */
};

/* 2021.9.1, 2021/9/1, 2021-09-01T00:00, 2021年9月1日, 20210901; without
 * the day 2021.9, 2021年9月, 202109; the year alone 2021, 2021年.
 * Returns false when the text is none of these or no such day exists. */
bool tb_date_parse(struct tb_str text, struct tb_date *date);

bool tb_date_is_real(const struct tb_date *date);

#define TB_DAY 11 /* bytes of 2022-10-08 with its NUL */

/* TEXT, a day in any of these forms, as 2022-10-08; "" stays "".  False, and
 * DAY "", when it is no day. */
bool tb_day_parse(struct tb_str text, char day[TB_DAY]);

/* A spreadsheet's day number (1900 or 1904 system).  False for numbers that
 * are no day: below 1, 60 in the 1900 system (29 Feb 1900), beyond 9999. */
bool tb_date_from_serial(double serial, bool is_1904, struct tb_date *date);

/* The 1900-system day number of a real date after February 1900. */
long tb_date_serial(const struct tb_date *date);

/* The same number of the day with which TEXT begins ("2022-10-08", or a time
 * of it); 0: it is no day. */
long tb_date_number(struct tb_str text);

/* Day NUMBER as 2022-10-08; "" when there is no such day. */
void tb_date_show(long number, char out[11]);

#endif
