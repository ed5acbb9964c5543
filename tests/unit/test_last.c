/* test_last.c - last year's database: made, filled, seen as 上年, followed. */
#include "last.h"

#include "small_data.h"
#include "small_folder.h"

#define FIELD(rest) USUAL_FIELDS "1.1," rest "\n"
#define SECOND "1.2,乙表,,,,filled,0,department,,many,,,\n"
#define SECOND_KEY "1.2,号,,text,,1,,,,,,key,,,,,,,,,n,,,1\n"

/* ROWS of table 1.1, three values each, into DB. */
static void put(struct tb_db *db, const struct tb_dict *dict,
                const struct tb_value (*rows)[3], size_t count)
{
    struct tb_stmt *s = NULL;
    struct tb_err err = { 0 };

    CHECK_INT("insert", tb_last_insert(db, dict->tables, &s, &err), 0);
    for (size_t i = 0; s && i < count; i++) {
        struct tb_value line = { .kind = TB_INTEGER, .integer = 7 };
        CHECK_INT("bind",
                  tb_stmt_bind(s, &err, "vsvvv", &line, i == 0 ? "A" : NULL,
                               &rows[i][0], &rows[i][1], &rows[i][2]),
                  0);
        CHECK_INT("step", tb_stmt_step(s, &err), 0);
    }
    tb_stmt_free(s);
    CHECK_INT("there", tb_last_there(db, dict->tables, (long long)count, &err),
              0);
    CHECK_STR("put", err.msg, "");
}

/* All rows that SQL gives: values with | between, ^ behind each row. */
static void ask(struct tb_db *db, const char *label, const char *sql,
                const char *want)
{
    struct tb_buf got = { 0 };
    struct tb_err err = { 0 };
    struct tb_stmt *s = NULL;
    int rc = tb_db_prepare(db, sql, &s, &err);

    while (rc == 0 && (rc = tb_stmt_step(s, &err)) == 1) {
        for (int i = 0; i < tb_stmt_columns(s); i++)
            tb_buf_addf(&got, "%s%s", i > 0 ? "|" : "",
                        tb_stmt_is_null(s, i) ? "-" : tb_stmt_chars(s, i));
        tb_buf_adds(&got, "^");
        rc = 0;
    }
    tb_stmt_free(s);
    CHECK_STR(label, err.msg, "");
    CHECK_STR(label, tb_buf_text(&got), want);
    tb_buf_free(&got);
}

static struct tb_db *attached(const struct tb_dict *dict, const char *path)
{
    struct tb_db *db = NULL;
    struct tb_err err = { 0 };

    CHECK_INT("open", tb_db_open(":memory:", TB_DB_CREATE, &db, &err), 0);
    CHECK_INT("attach", tb_last_attach(db, path, dict, &err), 0);
    CHECK_STR("attach", err.msg, "");
    return db;
}

/* A database with three rows, closed again. */
static void make(const struct tb_dict *dict)
{
    /* clang-format off */
    const struct tb_value rows[][3] = {
        { { TB_TEXT, tb_str("01"), 0, 0 }, { TB_INTEGER, { 0 }, 5, 0 },
          { TB_TEXT, tb_str("是"), 0, 0 } },
        { { TB_TEXT, tb_str("1"), 0, 0 }, { TB_INTEGER, { 0 }, -5, 0 },
          { TB_NULL, { 0 }, 0, 0 } },
        { { TB_TEXT, tb_str("a'\"b,\nc"), 0, 0 }, { TB_NULL, { 0 }, 0, 0 },
          { TB_NULL, { 0 }, 0, 0 } },
    };
    /* clang-format on */
    struct tb_db *db = NULL;
    struct tb_err err = { 0 };

    small_remove(TB_LAST_FILE);
    CHECK_INT("create",
              tb_last_create(small_path(TB_LAST_FILE), dict, &db, &err), 0);
    put(db, dict, rows, TB_LEN(rows));
    tb_db_close(db);
    CHECK_INT("one file", small_count("."), 1);
}

static void test_create(void)
{
    struct tb_dict *dict = small_load(&(struct small_texts){ 0 });
    struct tb_db *db = NULL;
    struct tb_err err = { 0 };
    bool there[1] = { false };

    make(dict);
    CHECK_INT("again",
              tb_last_create(small_path(TB_LAST_FILE), dict, &db, &err), -1);
    CHECK_INT("no such folder",
              tb_last_create(small_path("none/last.db"), dict, &db, &err), -1);
    db = attached(dict, small_path(TB_LAST_FILE));
    ask(db, "by the Chinese name",
        "SELECT _row, 编号, 人数, 在用 FROM 上年.甲表 ORDER BY _row",
        "1|01|5|是^2|1|-5|-^3|a'\"b,\nc|-|-^");
    ask(db, "found by the key", "SELECT 人数 FROM 上年.甲表 WHERE 编号 = '01'",
        "5^");
    ask(db, "numbers are numbers", "SELECT sum(人数) FROM 上年.甲表", "0^");
    ask(db, "the line is kept", "SELECT DISTINCT _line FROM 上年.\"m_1.1\"",
        "7^");
    ask(db, "and the department, if it is known",
        "SELECT _department FROM 上年.\"m_1.1\"", "A^-^-^");
    CHECK_INT("there", tb_last_read_there(db, dict, there, &err), 0);
    CHECK("1.1 was there", there[0]);
    tb_db_close(db);
    tb_dict_free(dict);
    small_remove(TB_LAST_FILE);
}

/* A table that had no rows was there nevertheless; counts add up. */
static void test_there(void)
{
    const struct small_texts texts = { .tables = USUAL_TABLES SECOND,
                                       .fields = USUAL_FIELDS SECOND_KEY };
    struct tb_dict *dict = small_load(&texts);
    struct tb_db *db = NULL, *reader;
    struct tb_err err = { 0 };
    bool there[2] = { false, false };

    CHECK_INT("create",
              tb_last_create(small_path(TB_LAST_FILE), dict, &db, &err), 0);
    CHECK_INT("none of many", tb_last_there(db, &dict->tables[1], 0, &err), 0);
    CHECK_INT("and two", tb_last_there(db, &dict->tables[1], 2, &err), 0);
    CHECK_INT("and three", tb_last_there(db, &dict->tables[1], 3, &err), 0);
    tb_db_close(db);
    reader = attached(dict, small_path(TB_LAST_FILE));
    CHECK_INT("read", tb_last_read_there(reader, dict, there, &err), 0);
    CHECK("1.1 was not there", !there[0]);
    CHECK("1.2 was", there[1]);
    ask(reader, "added up", "SELECT table_no, rows FROM 上年.there", "1.2|5^");
    tb_db_close(reader);
    tb_dict_free(dict);
    small_remove(TB_LAST_FILE);
}

/* Without last year its tables are there, and empty. */
static void test_without(void)
{
    struct tb_dict *dict = small_load(&(struct small_texts){ 0 });
    struct tb_db *db = attached(dict, NULL);
    struct tb_err err = { 0 };
    bool there[1] = { false };

    ask(db, "no rows", "SELECT count(*), sum(人数) FROM 上年.甲表", "0|-^");
    CHECK_INT("there", tb_last_read_there(db, dict, there, &err), 0);
    CHECK("nothing was there", !there[0]);
    tb_db_close(db);
    tb_dict_free(dict);
}

/* A field that is out of use is no parameter, and not seen. */
static void test_unused(void)
{
    const struct small_texts texts = {
        .fields = FIELDS "1.1,编号,,identifier,,1,,,,,,key,,,,,,,,,n,,,1\n"
                         "1.1,旧,,text,,0,,,,,,,,,,,,,,,n,,,0\n"
                         "1.1,人数,,integer,,0,,,,,,,,,,,,,,,n,,,1\n"
                         "1.1,在用,,bool,,0,,,,,是否,,,,,,,,,,n,,,1\n",
    };
    struct tb_dict *dict = small_load(&texts);
    struct tb_db *db;
    struct tb_stmt *s = NULL;
    struct tb_err err = { 0 };

    make(dict);
    db = attached(dict, small_path(TB_LAST_FILE));
    ask(db, "in their order", "SELECT * FROM 上年.甲表 WHERE _row = 1",
        "1|01|5|是^");
    CHECK_INT("not seen",
              tb_db_prepare(db, "SELECT 旧 FROM 上年.甲表", &s, &err), -1);
    tb_stmt_free(s);
    tb_db_close(db);
    tb_dict_free(dict);
    small_remove(TB_LAST_FILE);
}

/* clang-format off */
/* The dictionary becomes another; what 上年 is then. */
static const struct {
    const char *label;
    struct small_texts texts;
    const char *sql, *want;
} follow_cases[] = {
    { "the same", { NULL }, "SELECT 编号, 人数 FROM 上年.甲表 WHERE _row = 1",
      "01|5^" },
    { "a new field",
      { .fields = FIELD("新,,text,,0,,,,,,,,,,,,,,,n,,,1") },
      "SELECT 编号, 新 FROM 上年.甲表 WHERE _row = 1", "01|-^" },
    { "two new fields of odd names",
      { .fields = FIELD("\"新、旧（元）\",,money,,0,,,,,,,,,,,,,,,n,,,1\n"
                        "1.1,a b,,text,,0,,,,,,,,,,,,,,,n,,,1") },
      "SELECT count(*), max(\"新、旧（元）\"), max(\"a b\") FROM 上年.甲表",
      "3|-|-^" },
    { "a new table",
      { .tables = USUAL_TABLES SECOND, .fields = USUAL_FIELDS SECOND_KEY },
      "SELECT (SELECT count(*) FROM 上年.甲表), count(*) FROM 上年.乙表",
      "3|0^" },
    { "another name",
      { .tables = TABLES "1.1,丙表,,,,filled,0,department,,many,,,\n" },
      "SELECT count(*) FROM 上年.丙表", "3^" },
    { "a field out of use",
      { .fields = FIELDS "1.1,编号,,identifier,,1,,,,,,key,,,,,,,,,n,,,1\n"
                         "1.1,人数,,integer,,0,,,,,,,,,,,,,,,n,,,0\n"
                         "1.1,在用,,bool,,0,,,,,是否,,,,,,,,,,n,,,1\n" },
      "SELECT * FROM 上年.甲表 WHERE _row = 1", "1|01|是^" },
    { "fields in another order",
      { .fields = FIELDS "1.1,在用,,bool,,0,,,,,是否,,,,,,,,,,n,,,1\n"
                         "1.1,编号,,identifier,,1,,,,,,key,,,,,,,,,n,,,1\n"
                         "1.1,人数,,integer,,0,,,,,,,,,,,,,,,n,,,1\n" },
      "SELECT * FROM 上年.甲表 WHERE _row = 1", "1|是|01|5^" },
    { "another key",
      { .fields = FIELDS "1.1,编号,,identifier,,1,,,,,,,,,,,,,,,n,,,1\n"
                         "1.1,人数,,integer,,1,,,,,,key,,,,,,,,,n,,,1\n"
                         "1.1,在用,,bool,,0,,,,,是否,,,,,,,,,,n,,,1\n" },
      "SELECT 编号 FROM 上年.甲表 WHERE 人数 = 5", "01^" },
};
/* clang-format on */

static void test_follow(void)
{
    struct tb_dict *first = small_load(&(struct small_texts){ 0 });

    for (size_t i = 0; i < TB_LEN(follow_cases); i++) {
        struct tb_dict *dict = small_load(&follow_cases[i].texts);
        struct tb_err err = { 0 };
        struct tb_buf once = { 0 }, twice = { 0 };
        struct tb_db *db;
        bool there[2] = { false, false };
        make(first);
        CHECK_INT(follow_cases[i].label,
                  tb_last_follow(small_path(TB_LAST_FILE), dict, &err), 0);
        CHECK_STR(follow_cases[i].label, err.msg, "");
        CHECK_INT("one file still", small_count("."), 1);
        db = attached(dict, small_path(TB_LAST_FILE));
        ask(db, follow_cases[i].label, follow_cases[i].sql,
            follow_cases[i].want);
        tb_last_read_there(db, dict, there, &err);
        CHECK(follow_cases[i].label, there[0] && !there[1]);
        tb_db_close(db);
        tb_file_read(small_path(TB_LAST_FILE), 1 << 20, &once, &err);
        CHECK_INT("again", tb_last_follow(small_path(TB_LAST_FILE), dict, &err),
                  0);
        tb_file_read(small_path(TB_LAST_FILE), 1 << 20, &twice, &err);
        CHECK("nothing is written",
              tb_str_eq(tb_buf_str(&once), tb_buf_str(&twice)));
        tb_buf_free(&once);
        tb_buf_free(&twice);
        tb_dict_free(dict);
    }
    tb_dict_free(first);
    small_remove(TB_LAST_FILE);
}

/* What is no database of last year's. */
static void test_broken(void)
{
    struct tb_dict *dict = small_load(&(struct small_texts){ 0 });
    struct tb_err err = { 0 };
    struct tb_db *db = NULL;
    bool there[1] = { false };

    CHECK_INT("follow nothing",
              tb_last_follow(small_path(TB_LAST_FILE), dict, &err), -1);
    CHECK_HAS("follow nothing", err.msg, TB_LAST_FILE);
    CHECK_INT("nothing was made", small_count("."), 0);
    small_write(TB_LAST_FILE, tb_str("no database at all, but a text that is "
                                     "long enough to be looked at as one, "
                                     "and longer than its head of 100 bytes"));
    err = (struct tb_err){ 0 };
    CHECK_INT("follow a text",
              tb_last_follow(small_path(TB_LAST_FILE), dict, &err), -1);
    CHECK_HAS("follow a text", err.msg, TB_LAST_FILE);
    CHECK_INT("follow a text", err.status, TB_BADFILE);
    make(dict);
    small_truncate(TB_LAST_FILE, 50);
    CHECK_INT("open", tb_db_open(":memory:", TB_DB_CREATE, &db, &err), 0);
    CHECK("half of one",
          tb_last_attach(db, small_path(TB_LAST_FILE), dict, &err) < 0 ||
              tb_last_read_there(db, dict, there, &err) < 0 ||
              tb_db_run(db, "SELECT * FROM 上年.甲表", &err) < 0);
    tb_db_close(db);
    tb_dict_free(dict);
    small_remove(TB_LAST_FILE);
}

int main(void)
{
    small_folder_make();
    test_create();
    test_there();
    test_without();
    test_unused();
    test_follow();
    test_broken();
    CHECK_INT("nothing is left", small_count("."), 0);
    small_folder_free();
    return CHECK_END;
}
