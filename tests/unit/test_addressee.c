/* test_addressee.c - whose a sheet is, of what is known of it. */
#include "small_campaign.h"

#include "addressee.h"
#include "mark.h"

#define DEPARTMENTS 3

/* clang-format off */
/* A slice is "DEPARTMENT KIND PART"; W whole, T teacher, C condition, N cloud. */
static const struct {
    const char *label, *slices;
    long long department;
    const char *part;
    const char *want; /* "several", "none", or the slice */
} cases[] = {
    { "the only one",           "1W",             1, "",     "1W" },
    { "by the table alone",     "1W",             0, "",     "1W" },
    { "of another department",  "1W",             2, "",     "none" },
    { "nobody's",               "",               0, "",     "none" },
    { "one of two departments", "1W 2W",          2, "",     "2W" },
    { "which of two",           "1W 2W",          0, "",     "several" },
    { "a condition",            "1C省内 1C省外",   1, "省外", "1C省外" },
    { "which condition",        "1C省内 1C省外",   1, "",     "several" },
    { "the only condition",     "1C省内",          1, "",     "1C省内" },
    { "not that condition",     "1C省内",          1, "国外", "none" },
    { "the own before a part",  "1C省内 1W",       1, "",     "1W" },
    { "own and part, no department", "1C省内 1W",  0, "",     "several" },
    { "a teacher",              "1T0201 1T0202",  1, "0202", "1T0202" },
    { "a teacher, no department", "1T0201 2T0202", 0, "0202", "2T0202" },
    { "a teacher of two",       "1T0201 2T0201",  0, "0201", "several" },
    { "teachers alone",         "1T0201",         1, "",     "none" },
    { "teachers, no department", "1T0201 2T0202", 0, "",     "none" },
    { "beside teachers",        "1T0201 1W",      1, "",     "1W" },
    { "somebody's beside teachers", "1T0201 2W",  0, "",     "several" },
    { "no such teacher",        "1T0201 1W",      1, "0299", "none" },
    { "never the cloud's",      "1N",             1, "",     "none" },
    { "beside the cloud's",     "1N 1W",          1, "",     "1W" },
    { "the cloud's by no name", "1N 1W",          0, "",     "1W" },
};

/* Who fills a table. */
static const struct {
    const char *slices, *want;
    size_t teachers;
} lists[] = {
    { "",                     "",                           0 },
    { "1W",                   "甲系",                       0 },
    { "1W 2W",                "甲系、乙系",                 0 },
    { "1C省内 1C省外",         "甲系（省内）、甲系（省外）", 0 },
    { "1T0201 1T0202",        "甲系（教师 2 人）",          2 },
    { "1T0201 1W 2T0203",     "甲系、甲系（教师 1 人）、乙系（教师 1 人）", 2 },
    { "1W 1N",                "甲系、甲系（云端）",         0 },
};
/* clang-format on */

static const struct tb_department departments[DEPARTMENTS] = {
    { .id = 0 },
    { .id = 1, .shown = { "甲系", 6 } },
    { .id = 2, .shown = { "乙系", 6 } },
};

static enum tb_part_kind kind_of(char letter)
{
    return letter == 'W'   ? TB_PART_WHOLE
           : letter == 'T' ? TB_PART_TEACHER
           : letter == 'C' ? TB_PART_CONDITION
                           : TB_PART_CLOUD;
}

/* The slices that TEXT says, into LIST. */
static struct tb_slices slices_of(const char *text, struct tb_slice *list)
{
    struct tb_slices all = { .list = list };
    struct tb_str rest = tb_str(text), word;

    while (tb_str_next(&rest, " ", &word))
        list[all.count++] = (struct tb_slice){
            .department = departments[word.p[0] - '0'],
            .kind = kind_of(word.p[1]),
            .part = tb_str_from(word, 2),
        };
    return all;
}

static void show_slice(const struct tb_slice *s, struct tb_buf *out)
{
    static const char letters[] = { [TB_PART_WHOLE] = 'W',
                                    [TB_PART_TEACHER] = 'T',
                                    [TB_PART_CONDITION] = 'C',
                                    [TB_PART_CLOUD] = 'N' };

    tb_buf_addf(out, "%lld%c%.*s", s->department.id, letters[s->kind],
                TB_STR_ARG(s->part));
}

static void check_among(void)
{
    for (size_t i = 0; i < TB_LEN(cases); i++) {
        struct tb_slice list[8];
        struct tb_slices all = slices_of(cases[i].slices, list);
        const struct tb_slice *slice;
        struct tb_buf got = { 0 };
        enum tb_addressees count = tb_addressee_among(
            &all, cases[i].department, tb_str(cases[i].part), &slice);

        if (count == TB_ADDRESSEE_ONE)
            show_slice(slice, &got);
        else
            tb_buf_adds(&got,
                        count == TB_ADDRESSEE_SEVERAL ? "several" : "none");
        CHECK(cases[i].label, (slice != NULL) == (count == TB_ADDRESSEE_ONE));
        CHECK_STR(cases[i].label, tb_buf_text(&got), cases[i].want);
        tb_buf_free(&got);
    }
}

static void check_lists(void)
{
    for (size_t i = 0; i < TB_LEN(lists); i++) {
        struct tb_slice list[8];
        struct tb_slices all = slices_of(lists[i].slices, list);
        struct tb_buf got = { 0 };

        CHECK_STR(lists[i].slices, tb_addressee_list(&all, &got),
                  lists[i].want);
        CHECK_INT(lists[i].slices, tb_addressee_teachers(&all, 0),
                  lists[i].teachers);
        tb_buf_free(&got);
    }
}

/* ---- in a campaign ---- */

static void check_cloud(struct tb_campaign *c, const struct tb_table *t)
{
    struct tb_addressee a = { 0 };
    struct tb_err err = { 0 };

    CHECK_INT("cloud", tb_addressee_cloud(&c->store, t, &a, &err), 0);
    CHECK_INT("not from the cloud", a.count, TB_ADDRESSEE_NONE);
    small_insert(c->store.db, "cloud", "assignment", "table_no, mode, fillers",
                 "('1.1', 'cloud', '甲系')");
    for (int i = 0; i < 2; i++) {
        CHECK_INT("cloud", tb_addressee_cloud(&c->store, t, &a, &err), 0);
        CHECK_INT("from the cloud", a.count, TB_ADDRESSEE_ONE);
        CHECK("the kind", a.slice && a.slice->kind == TB_PART_CLOUD);
        CHECK_INT("one more, once", a.slices.count, 3);
    }
    CHECK_INT("filed", tb_slices_cloud_filed(&c->store, t, &err), 0);
    CHECK_INT("find", tb_addressee_find(&c->store, t, 1, tb_str(""), &a, &err),
              0);
    CHECK("nothing to hand in", a.slice && a.slice->state == TB_STATE_NIL);
    CHECK_STR("cloud", err.msg, "");
    tb_addressee_free(&a);
}

static void check_marks(struct tb_campaign *c, const struct tb_table *t)
{
    struct tb_addressee a = { 0 };
    struct tb_err err = { 0 };
    char token[33];

    tb_mark_token(c, t->no, tb_str("B"), tb_str(""), token);
    CHECK_INT("mark", tb_addressee_of_mark(c, t, token, &a, &err), 0);
    CHECK("its slice", a.slice && a.slice->department.id == 2);
    CHECK_INT("mark", tb_addressee_of_mark(c, NULL, token, &a, &err), 0);
    CHECK("of any table", a.slice && a.slice->table == t);
    CHECK_INT("mark", tb_addressee_of_mark(c, NULL, "00000000", &a, &err), 0);
    CHECK_INT("nobody's mark", a.count, TB_ADDRESSEE_NONE);
    CHECK_STR("mark", err.msg, "");
    tb_addressee_free(&a);
}

int main(void)
{
    struct tb_campaign *c;

    check_among();
    check_lists();
    small_folder_make();
    c = small_campaign("c", &(struct small_texts){ 0 });
    check_marks(c, &c->dict->tables[0]);
    check_cloud(c, &c->dict->tables[0]);
    small_close(c, "c");
    small_folder_free();
    return CHECK_END;
}
