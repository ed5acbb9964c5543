/* review_days.c - days for a review, and for what it returns. */
#include "review_days.h"

#include <stdlib.h>

#include "date.h"

int tb_review_days(struct tb_campaign *c, long *days, struct tb_err *err)
{
    struct tb_buf text = { 0 };
    char *end;
    long n;
    int rc = tb_store_get(c->store.db, "review_days", &text, err);

    n = strtol(tb_buf_text(&text), &end, 10);
    *days =
        text.n > 0 && *end == '\0' && n >= 0 && n < 1000 ? n : TB_REVIEW_DAYS;
    tb_buf_free(&text);
    return rc;
}

int tb_review_due(struct tb_campaign *c, const struct tb_slice *s,
                  const char *wanted, char day[11], struct tb_err *err)
{
    long days;

    day[0] = '\0';
    if (wanted)
        return tb_day_parse(tb_str(wanted), day) && day[0]
                   ? 0
                   : tb_fail_as(err, TB_USAGE,
                                "'%s' is no day; write 2022-10-08", wanted);
    if (s->deadline.n == 0 ||
        strncmp(s->deadline.p, c->context.now, strlen("2022-10-08")) >= 0)
        return 0;
    if (tb_review_days(c, &days, err) < 0)
        return -1;
    tb_date_show(tb_date_number(tb_str(c->context.now)) + days, day);
    return 0;
}
