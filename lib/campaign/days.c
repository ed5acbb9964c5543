/* days.c - counting days. */
#include "days.h"

#include <stdio.h>
#include <stdlib.h>

#include "date.h"

void tb_days_after(const char *from, long n, char day[11])
{
    char text[48];
    struct tb_date d;

    day[0] = '\0';
    if (!tb_date_parse(tb_str_n(from, 10), &d) ||
        !tb_date_from_serial((double)(tb_date_serial(&d) + n), false, &d))
        return;
    if (snprintf(text, sizeof text, "%04d-%02d-%02d", d.year, d.month, d.day) ==
        10)
        memcpy(day, text, 11);
}

int tb_days_of_return(struct tb_campaign *c, const struct tb_slice *s,
                      char day[11], struct tb_err *err)
{
    struct tb_buf days = { 0 };
    int rc = 0;

    day[0] = '\0';
    if (s->deadline.n > 0 && strncmp(s->deadline.p, c->context.now, 10) < 0) {
        rc = tb_store_get(c->store.db, "review_days", &days, err);
        tb_days_after(c->context.now,
                      days.n > 0 ? strtol(days.p, NULL, 10) : TB_REVIEW_DAYS,
                      day);
    }
    tb_buf_free(&days);
    return rc;
}
