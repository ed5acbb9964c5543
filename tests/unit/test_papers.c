/* test_papers.c - what is signed for: hashes, and the record as lines. */
#include "check.h"

#include <stdlib.h>

#include "responsibility.h"
#include "rows_hash.h"
#include "small_dict.h"

/* clang-format off */
/* Does the hash of the rows of submission 1 change? */
static const struct {
    const char *label, *sql;
    bool changes;
} row_cases[] = {
    { "nothing",             "SELECT 1",                              false },
    { "a number",            "UPDATE d SET 人数 = 4 WHERE _id = 1",    true },
    { "a text",              "UPDATE d SET 编号 = '9' WHERE _id = 1",  true },
    { "to empty",            "UPDATE d SET 人数 = NULL WHERE _id = 1", true },
    { "from empty",          "UPDATE d SET 在用 = '' WHERE _id = 1",   true },
    { "to another field",    "UPDATE d SET 在用 = 编号, 编号 = NULL WHERE "
                             "_id = 1",                               true },
    { "between rows",        "UPDATE d SET 人数 = 8 - 人数 WHERE "
                             "_submission = 1",                       true },
    { "a row less",          "DELETE FROM d WHERE _id = 2",           true },
    { "a row more",          "INSERT INTO d (_submission, _line) VALUES "
                             "(1, 9)",                                true },
    { "a row twice",         "INSERT INTO d (_submission, _line, 编号, 人数) "
                             "SELECT 1, 9, 编号, 人数 FROM d WHERE _id = 1",
                                                                      true },
    { "rows changed places", "UPDATE d SET _line = 20 - _line",       true },
    { "rows further down",   "UPDATE d SET _line = _line + 1",        false },
    { "of another",          "UPDATE d SET 人数 = 9 WHERE _submission = 2",
                                                                      false },
    { "a field more",        "ALTER TABLE d ADD COLUMN 备注 TEXT",     false },
    { "a field less",        "ALTER TABLE d DROP COLUMN 在用",         false },
};

static const struct {
    const char *hash, *want;
} aloud_cases[] = {
    { "0000000000000000ffff", "0000 0000 0000 0000" },
    { "0000000000000001ffff", "0000 0000 0000 0001" },
    { "002386f26fc0ffffffff", "9999 9999 9999 9999" },
    { "002386f26fc10000ffff", "0000 0000 0000 0000" },
    { "ffffffffffffffff0000", "6744 0737 0955 1615" },
    { "",                     "0000 0000 0000 0000" },
};

/* Which lines are taken. */
static const struct {
    const char *label, *first, *second;
    bool want;
} take_cases[] = {
    { "the mark",        "tianbao-responsibility", "1",   true },
    { "another version", "tianbao-responsibility", "2",   false },
    { "a head",          "dictionary",             "abc", true },
    { "an item",         "handed",                 "1.1", true },
    { "not covered",     "open",                   "1.1", true },
    { "the hash",        "sha256",                 "abc", true },
    { "something else",  "token",                  "abc", false },
    { "nothing",         "",                       "",    false },
};
/* clang-format on */

static struct tb_db *open_filled(const struct tb_dict *dict)
{
    struct tb_db *db = NULL;
    struct tb_err err = { 0 };

    CHECK_INT("open", tb_db_open(":memory:", TB_DB_CREATE, &db, &err), 0);
    CHECK_INT("create", tb_store_create_data(db, dict, &err), 0);
    CHECK_INT("fill",
              tb_db_run(db,
                        "INSERT INTO \"d_1.1\" (_submission, _line, 编号, "
                        "人数) VALUES (1, 4, '01', 3), (1, 5, '02', 5), (2, "
                        "4, '03', 7)",
                        &err),
              0);
    return db;
}

static void test_rows(const struct tb_dict *dict)
{
    for (size_t i = 0; i < TB_LEN(row_cases); i++) {
        struct tb_db *db = open_filled(dict);
        struct tb_err err = { 0 };
        struct tb_buf sql = { 0 };
        char before[65], after[65];
        long long rows;
        CHECK_INT("hash",
                  tb_rows_hash(db, dict->tables, 1, before, &rows, &err), 0);
        CHECK_INT("rows", rows, 2);
        tb_buf_adds(&sql, "DROP VIEW 甲表; ALTER TABLE \"d_1.1\" RENAME TO d;");
        tb_buf_addf(&sql, "%s; ALTER TABLE d RENAME TO \"d_1.1\"",
                    row_cases[i].sql);
        CHECK_INT(row_cases[i].label, tb_db_run(db, sql.p, &err), 0);
        CHECK_INT("hash", tb_rows_hash(db, dict->tables, 1, after, &rows, &err),
                  0);
        CHECK_INT(row_cases[i].label, strcmp(before, after) != 0,
                  row_cases[i].changes);
        tb_buf_free(&sql);
        tb_db_close(db);
    }
}

static void test_aloud(void)
{
    for (size_t i = 0; i < TB_LEN(aloud_cases); i++) {
        char got[20];
        tb_responsibility_aloud(aloud_cases[i].hash, got);
        CHECK_STR(aloud_cases[i].hash, got, aloud_cases[i].want);
    }
}

static void test_take(void)
{
    for (size_t i = 0; i < TB_LEN(take_cases); i++) {
        struct tb_responsibility r = { 0 };
        const struct tb_str cells[] = { tb_str(take_cases[i].first),
                                        tb_str(take_cases[i].second) };
        CHECK_INT(take_cases[i].label, tb_responsibility_take(&r, cells, 2),
                  take_cases[i].want);
        tb_responsibility_free(&r);
    }
}

/* A record with a text of its own in every place. */
static void fill_record(struct tb_responsibility *r)
{
    static const char *const keys[] = { "handed", "handed", "open" };
    static const char *const heads[] = { "school", "year",       "campaign",
                                         "name",   "department", "date",
                                         "log",    "dictionary" };
    char texts[TB_RESPONSIBILITY_LINE_MAX][16];

    for (size_t i = 0; i < TB_LEN(heads); i++) {
        const struct tb_str cells[] = { tb_str(heads[i]), tb_str(heads[i]) };
        tb_responsibility_take(r, cells, 2);
    }
    for (size_t i = 0; i < TB_LEN(keys); i++) {
        struct tb_str cells[TB_RESPONSIBILITY_LINE_MAX] = { tb_str(keys[i]) };
        for (size_t k = 1; k < TB_RESPONSIBILITY_LINE_MAX; k++) {
            snprintf(texts[k], sizeof texts[k], "%zu/%zu", i, k);
            cells[k] = tb_str(texts[k]);
        }
        tb_responsibility_take(r, cells, TB_RESPONSIBILITY_LINE_MAX);
    }
    tb_responsibility_hash(r, r->hash);
}

/* Written as lines and taken again, it is the same. */
static void test_lines(void)
{
    struct tb_responsibility a = { 0 }, b = { 0 };
    struct tb_str cells[TB_RESPONSIBILITY_LINE_MAX];
    char hash[65];
    size_t n;

    fill_record(&a);
    for (size_t i = 0; (n = tb_responsibility_line(&a, i, cells)) > 0; i++)
        CHECK("taken", tb_responsibility_take(&b, cells, n));
    CHECK_STR("hash", b.hash, a.hash);
    tb_responsibility_hash(&b, hash);
    CHECK_STR("computed", hash, a.hash);
    CHECK_INT("handed", b.handed.count, 2);
    CHECK_INT("open", b.open.count, 1);
    tb_responsibility_free(&a);
    tb_responsibility_free(&b);
}

/* Whatever is altered in it shows. */
static void test_covers(void)
{
    size_t cells = 3 * TB_RESPONSIBILITY_CELLS + TB_RESPONSIBILITY_HEADS;

    for (size_t i = 0; i < cells; i++) {
        struct tb_responsibility r = { 0 };
        struct tb_str *at;
        char hash[65];
        fill_record(&r);
        if (i < TB_RESPONSIBILITY_HEADS)
            at = &r.head[i];
        else if (i < TB_RESPONSIBILITY_HEADS + 2 * TB_RESPONSIBILITY_CELLS)
            at = &r.handed
                      .list[(i - TB_RESPONSIBILITY_HEADS) /
                            TB_RESPONSIBILITY_CELLS]
                      .cells[(i - TB_RESPONSIBILITY_HEADS) %
                             TB_RESPONSIBILITY_CELLS];
        else
            at = &r.open.list[0].cells[(i - TB_RESPONSIBILITY_HEADS) %
                                       TB_RESPONSIBILITY_CELLS];
        *at = tb_str("altered");
        tb_responsibility_hash(&r, hash);
        CHECK("altered", strcmp(hash, r.hash) != 0);
        tb_responsibility_free(&r);
    }
}

int main(void)
{
    static const struct small_texts usual = { 0 };
    struct tb_dict *dict = NULL;
    struct tb_complaints complaints = { 0 };
    struct tb_err err = { 0 };

    CHECK_INT("dictionary", small_parse(&usual, &dict, &complaints, &err), 0);
    test_rows(dict);
    test_aloud();
    test_take();
    test_lines();
    test_covers();
    tb_complaints_free(&complaints);
    tb_dict_free(dict);
    return CHECK_END;
}
