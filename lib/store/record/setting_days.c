/* setting_days.c - the days that the levels of review have. */
#include "setting_days.h"

#include <stdio.h>
#include <stdlib.h>

#define REVIEW_KEY "review_days"

/* What a level's day is called; a department has days and no day. */
static const char *const until_keys[TB_LEVELS] = {
    [TB_LEVEL_LEAD] = "deadline_lead",
    [TB_LEVEL_SCHOOL] = "deadline_school",
};

static long review_days(struct tb_str text)
{
    char *end;
    long days = strtol(text.p, &end, 10);

    return text.n > 0 && *end == '\0' && days >= 0 && days < 1000
               ? days
               : TB_DAYS_REVIEW;
}

int tb_days_read(struct tb_store *store, struct tb_days *out,
                 struct tb_err *err)
{
    struct tb_buf value = { 0 };
    int rc = -1;

    *out = (struct tb_days){ .review = TB_DAYS_REVIEW };
    if (tb_store_get(store->db, REVIEW_KEY, &value, err) < 0)
        goto done;
    out->review = review_days(tb_buf_str(&value));
    for (size_t i = 0; i < TB_LEVELS; i++) {
        if (!until_keys[i])
            continue;
        if (tb_store_get(store->db, until_keys[i], &value, err) < 0)
            goto done;
        tb_day_parse(tb_buf_str(&value), out->until[i]);
    }
    rc = 0;
done:
    tb_buf_free(&value);
    return rc;
}

int tb_days_write(struct tb_store *store, const struct tb_days *days,
                  struct tb_err *err)
{
    char number[24];

    snprintf(number, sizeof number, "%ld", days->review);
    if (tb_store_set(store->db, REVIEW_KEY, tb_str(number), err) < 0)
        return -1;
    for (size_t i = 0; i < TB_LEVELS; i++)
        if (until_keys[i] && tb_store_set(store->db, until_keys[i],
                                          tb_str(days->until[i]), err) < 0)
            return -1;
    return 0;
}
