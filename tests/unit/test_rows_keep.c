/* test_rows_keep.c - rows of a version before, beside or gone. */
#include "small_store.h"

#include "rows_keep.h"

#define NO_KEY_FIELDS                                             \
    FIELDS "1.1,序号,,integer,,0,,,,,,key,,,,,,,,,序号,,,1\n" \
           "1.1,人数,,integer,,0,,,,,,,,,,,,,,,人数,,,1\n"
#define TWO_KEY_FIELDS                                               \
    FIELDS "1.1,编号,,identifier,,1,,,,,,key,,,,,,,,,编号,,,1\n" \
           "1.1,组,,identifier,,0,,,,,,key,,,,,,,,,组,,,1\n"       \
           "1.1,人数,,integer,,0,,,,,,,,,,,,,,,人数,,,1\n"

static const struct small_texts usual = { 0 };
static const struct small_texts two_keys = { .fields = TWO_KEY_FIELDS };
static const struct small_texts no_key = { .fields = NO_KEY_FIELDS };

/* clang-format off */
/* Rows are "line, key, number" as SQL; what stands of version 3 then, in the
 * order of ids: line, origin, key, number. */
static const struct {
    const char *label;
    const struct small_texts *texts;
    const char *columns, *before, *now, *show, *want;
    long long gone, kept;
} cases[] = {
    { "all are new", &usual, "编号, 人数", "(2, 2, '01', 1)", "(3, 2, '02', 2)",
      "_line, _origin, 编号, 人数", "2||02|2;2|2|01|1;", 1, 1 },
    { "all come again", &usual, "编号, 人数", "(2, 2, '01', 1)",
      "(3, 5, '01', 2)", "_line, _origin, 编号, 人数", "5||01|2;", 0, 0 },
    { "some of both", &usual, "编号, 人数",
      "(2, 2, '01', 1), (2, 3, '02', 1)", "(3, 2, '02', 2), (3, 3, '03', 2)",
      "_line, _origin, 编号, 人数", "2||02|2;3||03|2;2|2|01|1;", 1, 1 },
    { "nothing before", &usual, "编号, 人数", NULL, "(3, 2, '01', 2)",
      "_line, _origin, 编号, 人数", "2||01|2;", 0, 0 },
    { "nothing now", &usual, "编号, 人数", "(2, 2, '01', 1)", NULL,
      "_line, _origin, 编号, 人数", "2|2|01|1;", 1, 1 },
    { "an empty part of a key", &two_keys, "编号, 组",
      "(2, 2, '01', NULL), (2, 3, '01', 'a')", "(3, 2, '01', NULL)",
      "_line, _origin, 编号, 组", "2||01|;3|2|01|a;", 1, 1 },
    { "numbered on", &no_key, "序号, 人数", "(2, 2, 1, 7), (2, 3, 2, 8)",
      "(3, 2, 1, 9)", "_line, _origin, 序号, 人数",
      "2||3|9;2|2|1|7;3|2|2|8;", 0, 2 },
};
/* clang-format on */

/* VERSION of the slice of 甲系, standing; ROWS of it. */
static void add_version(struct tb_store *store, const char *version,
                        const char *columns, const char *rows)
{
    char text[160];

    snprintf(text, sizeof text, "(%s, 1, '1.1', '" SMALL_SHA "', %s, '', '')",
             version, version);
    small_insert(store->db, version, "submission",
                 "id, slice, table_no, file, version, imported_at, actor",
                 text);
    snprintf(text, sizeof text, "_submission, _line, %s", columns);
    small_insert(store->db, version, "\"d_1.1\"", text, rows);
}

static void check_case(size_t i)
{
    struct tb_store store = small_store(cases[i].texts);
    const struct tb_table *t = &store.dict->tables[0];
    const char *label = cases[i].label;
    struct tb_err err = { 0 };
    char query[160];
    long long gone = -1, kept = -1;

    add_version(&store, "2", cases[i].columns, cases[i].before);
    add_version(&store, "3", cases[i].columns, cases[i].now);
    CHECK_INT(label, tb_rows_gone(&store, t, 2, 3, &gone, &err), 0);
    CHECK_INT(label, gone, cases[i].gone);
    CHECK_INT(label, tb_rows_keep(&store, t, 2, 3, &kept, &err), 0);
    CHECK_INT(label, kept, cases[i].kept);
    CHECK_STR(label, err.msg, "");
    snprintf(query, sizeof query,
             "SELECT %s FROM \"d_1.1\" WHERE _submission = 3 ORDER BY _id",
             cases[i].show);
    small_check_rows(&store, label, query, cases[i].want);
    small_store_free(&store);
}

/* What was noted of a cell goes with its row, and keeps to the first origin
 * when it is kept again. */
static void check_notes(void)
{
    struct tb_store store = small_store(&usual);
    const struct tb_table *t = &store.dict->tables[0];
    struct tb_err err = { 0 };
    long long kept;

    add_version(&store, "2", "编号", "(2, 2, '01'), (2, 3, '02')");
    small_insert(store.db, "notes", "cell_note",
                 "submission, kind, data_id, line, field, raw, trouble, reason",
                 "(2, 'cell', 1, 2, '人数', '三', 1, NULL), "
                 "(2, 'cell', 2, 3, '人数', '四', 1, NULL), "
                 "(2, 'row', NULL, 4, NULL, '', 0, 'key')");
    add_version(&store, "3", "编号", "(3, 9, '02')");
    CHECK_INT("keep", tb_rows_keep(&store, t, 2, 3, &kept, &err), 0);
    add_version(&store, "4", "编号", "(4, 7, '03')");
    CHECK_INT("keep", tb_rows_keep(&store, t, 3, 4, &kept, &err), 0);
    CHECK_INT("both stay", kept, 2);
    CHECK_STR("keep", err.msg, "");
    small_check_rows(&store, "notes",
                     "SELECT n.submission, n.kind, n.line, n.raw, d.编号, "
                     "d._origin FROM cell_note n JOIN \"d_1.1\" d ON d._id = "
                     "n.data_id WHERE n.submission > 2 ORDER BY n.id",
                     "3|cell|2|三|01|2;4|cell|2|三|01|2;");
    small_store_free(&store);
}

int main(void)
{
    for (size_t i = 0; i < TB_LEN(cases); i++)
        check_case(i);
    check_notes();
    return CHECK_END;
}
