/* days.c - by when something is due. */
#include "days.h"

int tb_days_of_return(struct tb_campaign *c, const struct tb_slice *s,
                      const char *wanted, char day[TB_DAY], struct tb_err *err)
{
    struct tb_days days;

    day[0] = '\0';
    if (wanted)
        return tb_day_parse(tb_str(wanted), day) && day[0]
                   ? 0
                   : tb_fail_as(err, TB_USAGE,
                                "'%s' is no day; write 2022-10-08", wanted);
    if (s->deadline.n == 0 ||
        strncmp(s->deadline.p, c->context.now, strlen("2022-10-08")) >= 0)
        return 0;
    if (tb_days_read(&c->store, &days, err) < 0)
        return -1;
    tb_date_show(tb_date_number(tb_str(c->context.now)) + days.review, day);
    return 0;
}
