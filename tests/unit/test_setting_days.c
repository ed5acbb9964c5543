/* test_setting_days.c - tb_days_read(): the days of review, set and unset. */
#include "small_data.h"

#include "setting_days.h"

/* clang-format off */
static const struct {
    const char *label, *review, *lead, *school, *want;
} cases[] = {
    { "nothing is set",   NULL,  NULL,         NULL,         "2,,;" },
    { "all is set",       "5",   "2022-10-05", "2022-10-20", "5,2022-10-05,2022-10-20;" },
    { "at once",          "0",   "",           NULL,         "0,,;" },
    { "no number",        "two", NULL,         NULL,         "2,,;" },
    { "a strange number", "-3",  NULL,         NULL,         "2,,;" },
    { "far too many",     "1000", NULL,        NULL,         "2,,;" },
    { "no day",           NULL,  "10月",       "2022.10.20", "2,,2022-10-20;" },
};
/* clang-format on */

static void set(struct tb_store *store, const char *key, const char *value)
{
    struct tb_err err = { 0 };

    if (value)
        CHECK_INT(key, tb_store_set(store->db, key, tb_str(value), &err), 0);
}

static void show_days(struct tb_store *store, struct tb_buf *out)
{
    struct tb_days days;
    struct tb_err err = { 0 };

    CHECK_INT("read", tb_days_read(store, &days, &err), 0);
    CHECK_STR("a department has no day", days.until[TB_LEVEL_DEPARTMENT], "");
    tb_buf_addf(out, "%ld,%s,%s;", days.review, days.until[TB_LEVEL_LEAD],
                days.until[TB_LEVEL_SCHOOL]);
}

static void test_read(const struct tb_dict *dict, size_t i)
{
    struct tb_store store = { small_db(dict), dict, NULL };
    struct tb_buf got = { 0 };

    set(&store, "review_days", cases[i].review);
    set(&store, "deadline_lead", cases[i].lead);
    set(&store, "deadline_school", cases[i].school);
    show_days(&store, &got);
    CHECK_STR(cases[i].label, got.p, cases[i].want);
    tb_buf_free(&got);
    tb_db_close(store.db);
}

static void test_write(const struct tb_dict *dict)
{
    struct tb_store store = { small_db(dict), dict, NULL };
    struct tb_days days = { .review = 7 };
    struct tb_err err = { 0 };
    struct tb_buf got = { 0 };

    strcpy(days.until[TB_LEVEL_SCHOOL], "2022-10-20");
    CHECK_INT("write", tb_days_write(&store, &days, &err), 0);
    show_days(&store, &got);
    days = (struct tb_days){ .review = 3 };
    CHECK_INT("again", tb_days_write(&store, &days, &err), 0);
    show_days(&store, &got);
    CHECK_STR("written", got.p, "7,,2022-10-20;3,,;");
    tb_buf_free(&got);
    tb_db_close(store.db);
}

int main(void)
{
    struct tb_dict *dict = small_load(&(struct small_texts){ 0 });

    for (size_t i = 0; i < TB_LEN(cases); i++)
        test_read(dict, i);
    test_write(dict);
    tb_dict_free(dict);
    return CHECK_END;
}
