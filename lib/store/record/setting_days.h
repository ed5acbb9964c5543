/*
 * setting_days.h - how long each level of review has: a department some days
 * after a slice was filed, the lead departments and the school until a day.
 */
#ifndef TB_SETTING_DAYS_H
#define TB_SETTING_DAYS_H

#include "date.h"
#include "store.h"
#include "words.h"

#define TB_DAYS_REVIEW 2 /* unless something else is set */

struct tb_days {
    long review;                   /* days, from the day of filing on */
    char until[TB_LEVELS][TB_DAY]; /* 2022-10-08, or "": of lead and school */
};

/* What is set; the usual where nothing, or nothing sensible, is. */
int tb_days_read(struct tb_store *store, struct tb_days *out,
                 struct tb_err *err);

/* Set all of them.  In the caller's transaction. */
int tb_days_write(struct tb_store *store, const struct tb_days *days,
                  struct tb_err *err);

#endif
