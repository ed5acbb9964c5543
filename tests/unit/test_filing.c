/* test_filing.c - versions being made: kept or undone, sealed, superseded. */
#include "small_store.h"

#include "rows_hash.h"

#define ROWS "SELECT _submission, _line, 编号, 人数 FROM \"d_1.1\" ORDER BY _id"
#define VERSIONS                                                           \
    "SELECT id, kind, version, current, rows_filed, late FROM submission " \
    "WHERE kind <> 'derived' ORDER BY id"

/* clang-format off */
/* Identifiers of one column, n written as a number; which cells have lost
 * zeros ("line field" of the notes that stay). */
static const struct {
    const char *label, *ids, *want;
    long long lost;
} zero_cases[] = {
    { "none is a number",       "01 002",    "",           0 },
    { "no zeros at all",        "n12 n3",    "",           0 },
    { "shorter than the rest",  "0012 n13",  "5|13|3;",    1 },
    { "as long as the rest",    "0012 n1345", "",          0 },
    { "two of them",            "0012 n1 n22", "5|1|3;6|22|3;", 2 },
    { "shorter, no zeros",      "1234 n13",  "",           0 },
};
/* clang-format on */

static struct tb_filing open_filing(struct tb_store *store,
                                    const struct tb_filing_target *target)
{
    struct tb_filing f;
    struct tb_err err = { 0 };

    CHECK_INT("open",
              tb_filing_open(&f, store, target, SMALL_SHA, tb_str("表"), &err),
              0);
    CHECK_STR("open", err.msg, "");
    return f;
}

/* A row of LINE with ID (a text) and NUMBER; its id. */
static long long add_row(struct tb_filing *f, size_t line, const char *id,
                         long long number)
{
    const struct tb_value values[] = {
        { .kind = TB_TEXT, .text = tb_str(id) },
        { .kind = TB_INTEGER, .integer = number },
        { .kind = TB_NULL },
    };
    struct tb_err err = { 0 };
    long long row = 0;

    CHECK_INT(id, tb_filing_row(f, line, values, &row, &err), 0);
    return row;
}

static void close_filing(struct tb_filing *f, bool keep)
{
    struct tb_err err = { 0 };

    CHECK_INT("close", tb_filing_close(f, keep, &err), 0);
    CHECK_STR("close", err.msg, "");
    tb_filing_free(f);
}

/* A version of TARGET with one row, in the place of BEFORE; its id. */
static long long file_one(struct tb_store *store,
                          const struct tb_filing_target *target,
                          long long before, const char *id, const char *late)
{
    struct tb_filing f = open_filing(store, target);
    struct tb_err err = { 0 };
    const struct tb_submission made = { .content_hash = tb_str("h"),
                                        .rows_in = 1,
                                        .filed = 1,
                                        .late = tb_str(late) };
    long long submission = f.submission;

    add_row(&f, 4, id, 3);
    CHECK_INT("stand", tb_filing_stand(&f, before, &made, &err), 0);
    CHECK_STR("stand", err.msg, "");
    close_filing(&f, true);
    return submission;
}

static void check_undone(struct tb_store *store)
{
    struct tb_slices slices = small_slice(store);
    const struct tb_filing_target target = { slices.list[0].table,
                                             &slices.list[0], 0 };
    struct tb_filing f = open_filing(store, &target);

    add_row(&f, 4, "01", 3);
    close_filing(&f, false);
    small_check_rows(store, "undone: no rows", ROWS, "");
    small_check_rows(store, "undone: no version", VERSIONS, "");
    tb_slices_free(&slices);
}

static void check_versions(struct tb_store *store)
{
    struct tb_slices slices = small_slice(store);
    struct tb_filing_target target = { slices.list[0].table, &slices.list[0],
                                       0 };
    struct tb_submission before;
    struct tb_arena arena = { 0 };
    struct tb_err err = { 0 };
    char hash[65];
    long long first, second, rows;

    CHECK_INT("before", tb_filing_before(store, &target, &arena, &before, &err),
              0);
    CHECK_INT("nothing before", before.id, 0);
    first = file_one(store, &target, 0, "01", "");
    tb_slices_free(&slices);

    slices = small_slice(store);
    target.slice = &slices.list[0];
    CHECK_INT("submitted", target.slice->state, TB_STATE_SUBMITTED);
    CHECK_INT("before", tb_filing_before(store, &target, &arena, &before, &err),
              0);
    CHECK_INT("the first", before.id, first);
    CHECK_INT("hash",
              tb_rows_hash(store->db, target.table, first, hash, &rows, &err),
              0);
    CHECK("sealed", tb_str_is(before.rows_hash, hash));
    second = file_one(store, &target, first, "02", "病假");
    CHECK_INT("one after the other", second, first + 1);
    small_check_rows(store, "one stands", VERSIONS,
                     "2|filed|1|0|1|;3|filed|2|1|1|病假;");
    small_check_rows(store, "its rows", ROWS, "3|4|02|3;");
    small_check_rows(store, "the rows before",
                     "SELECT _submission, 编号 FROM \"h_1.1\"", "2|01;");
    CHECK_INT("retire", tb_filing_retire(store, target.table, 0, &err), 0);
    small_check_rows(store, "none to retire", ROWS, "3|4|02|3;");
    CHECK_STR("versions", err.msg, "");
    tb_arena_free(&arena);
    tb_slices_free(&slices);
}

/* What a department added up itself, beside what is filed. */
static void check_typed(struct tb_store *store)
{
    const struct tb_table *t = &store->dict->tables[0];
    const struct tb_filing_target target = { .table = t, .department = 2 };
    struct tb_submission before;
    struct tb_arena arena = { 0 };
    struct tb_err err = { 0 };
    bool has;
    long long typed = file_one(store, &target, 0, "09", "");

    CHECK_INT("before", tb_filing_before(store, &target, &arena, &before, &err),
              0);
    CHECK_INT("what was typed", before.id, typed);
    CHECK_STR("its file", before.file.p, "a.csv");
    file_one(store, &target, before.id, "08", "");
    small_check_rows(store, "the second",
                     "SELECT kind, version, department, current FROM "
                     "submission WHERE kind = 'typed'",
                     "typed|1|2|0;typed|2|2|1;");
    CHECK_INT("sheet",
              tb_filing_has_sheet(store, t, typed, SMALL_SHA, tb_str("表"),
                                  &has, &err),
              0);
    CHECK("of this sheet", has);
    CHECK_INT("sheet",
              tb_filing_has_sheet(store, t, typed, SMALL_SHA, tb_str("另"),
                                  &has, &err),
              0);
    CHECK("of no other", !has);
    CHECK_STR("typed", err.msg, "");
    tb_arena_free(&arena);
}

static void check_notes(struct tb_store *store)
{
    const struct tb_table *t = &store->dict->tables[0];
    const struct tb_filing_target target = { .table = t, .department = 1 };
    struct tb_filing f = open_filing(store, &target);
    struct tb_err err = { 0 };
    const struct tb_cell_note notes[] = {
        { .kind = TB_NOTE_CELL,
          .row = 9,
          .line = 4,
          .field = &t->fields[1],
          .raw = tb_str("三"),
          .trouble = TB_TROUBLE_TYPE,
          .detail = tb_str("") },
        { .kind = TB_NOTE_ROW,
          .line = 5,
          .raw = tb_str(""),
          .reason = TB_REJECTED_TWICE,
          .detail = tb_str("同") },
    };

    for (size_t i = 0; i < TB_LEN(notes); i++)
        CHECK_INT("note", tb_filing_note(&f, &notes[i], &err), 0);
    CHECK_INT("column", tb_filing_column(&f, &t->fields[1], 2, &err), 0);
    small_check_rows(store, "notes",
                     "SELECT kind, data_id, line, field, raw, trouble, reason, "
                     "detail FROM cell_note ORDER BY id",
                     "cell|9|4|人数|三|1||;row||5|||0|twice|同;");
    small_check_rows(store, "columns",
                     "SELECT field, place FROM submission_column", "人数|2;");
    CHECK_STR("notes", err.msg, "");
    close_filing(&f, false);
}

static void check_zeros(struct tb_store *store)
{
    const struct tb_table *t = &store->dict->tables[0];
    const struct tb_filing_target target = { .table = t, .department = 1 };

    for (size_t i = 0; i < TB_LEN(zero_cases); i++) {
        struct tb_filing f = open_filing(store, &target);
        struct tb_str rest = tb_str(zero_cases[i].ids), id;
        struct tb_err err = { 0 };
        long long lost;
        size_t line = 4;

        for (; tb_str_next(&rest, " ", &id); line++) {
            bool is_number = id.p[0] == 'n';
            char text[16];
            long long row;
            id = tb_str_from(id, is_number ? 1 : 0);
            snprintf(text, sizeof text, "%.*s", TB_STR_ARG(id));
            row = add_row(&f, line, text, 0);
            if (is_number)
                tb_filing_note(&f,
                               &(struct tb_cell_note){ .kind = TB_NOTE_NUMBER,
                                                       .row = row,
                                                       .line = line,
                                                       .field = &t->fields[0],
                                                       .raw = tb_str(text),
                                                       .detail = tb_str("") },
                               &err);
        }
        CHECK_INT(zero_cases[i].label, tb_filing_lost_zeros(&f, &lost, &err),
                  0);
        CHECK_STR(zero_cases[i].label, err.msg, "");
        CHECK_INT(zero_cases[i].label, lost, zero_cases[i].lost);
        small_check_rows(store, zero_cases[i].label,
                         "SELECT line, raw, trouble FROM cell_note",
                         zero_cases[i].want);
        close_filing(&f, false);
    }
}

static void check_files(struct tb_store *store)
{
    struct tb_err err = { 0 };
    bool known;

    CHECK_INT("known", tb_file_is_known(store, SMALL_SHA, &known, &err), 0);
    CHECK("a known file", known);
    CHECK_INT("known", tb_file_is_known(store, "1", &known, &err), 0);
    CHECK("an unknown file", !known);
    CHECK_INT("again", tb_file_add(store, SMALL_SHA, "b.csv", 11, &err), 0);
    small_check_rows(store, "as it was first", "SELECT name, size FROM file",
                     "a.csv|10;");
}

int main(void)
{
    struct tb_store store = small_store(&(struct small_texts){ 0 });
    struct tb_err err = { 0 };

    CHECK_INT("begin", tb_db_begin(store.db, &err), 0);
    check_files(&store);
    check_undone(&store);
    check_versions(&store);
    check_typed(&store);
    check_notes(&store);
    check_zeros(&store);
    small_store_free(&store);
    return CHECK_END;
}
