/* test_db.c - the database, and what SQL from a dictionary may not do. */
#include "check.h"

#include <stdlib.h>
#include <unistd.h>

#include "buf.h"
#include "small_data.h"

/* t and its views; of "submission" what views need. */
static bool is_open_table(const void *ctx, const char *table,
                          const char *column, bool in_view)
{
    static const char *const open[] = { "t", "v", "w", "tv", "hidden_behind" };

    (void)ctx;
    for (size_t i = 0; i < TB_LEN(open); i++)
        if (strcmp(table, open[i]) == 0)
            return true;
    return in_view && strcmp(table, "submission") == 0 &&
           strcmp(column, "id") == 0;
}

/* clang-format off */
/* May this run in the sandbox? */
static const struct {
    const char *sql;
    bool want;
} cases[] = {
    { "SELECT a FROM t",                                   true },
    { "SELECT count(*) FROM t",                            true },
    { "SELECT sum(a) FROM t GROUP BY a HAVING a > 1",      true },
    { "SELECT a FROM t WHERE a IN (SELECT a FROM t)",      true },
    { "WITH x AS (SELECT a FROM t) SELECT * FROM x",       true },
    { "SELECT a FROM v",                                   true },
    { "SELECT round(a, 2), substr('abc', 1, 2) FROM t",    true },
    { "SELECT a FROM t;",                                  true },
    { "SELECT a FROM t UNION ALL SELECT a FROM t",         true },
    { "SELECT row_number() OVER (ORDER BY a) FROM t",      true },
    { "INSERT INTO t VALUES (9)",                          false },
    { "UPDATE t SET a = 9",                                false },
    { "DELETE FROM t",                                     false },
    { "REPLACE INTO t VALUES (9)",                         false },
    { "DROP TABLE t",                                      false },
    { "CREATE TABLE u (a)",                                false },
    { "CREATE TEMP TABLE u (a)",                           false },
    { "CREATE VIEW w AS SELECT 1",                         false },
    { "CREATE TEMP VIEW w AS SELECT 1",                    false },
    { "CREATE INDEX j ON t (a)",                           false },
    { "CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END", false },
    { "CREATE VIRTUAL TABLE x USING fts5(a)",              false },
    { "ALTER TABLE t RENAME TO u",                         false },
    { "ATTACH ':memory:' AS x",                            false },
    { "ATTACH '/tmp/x.db' AS x",                           false },
    { "DETACH main",                                       false },
    { "PRAGMA user_version = 9",                           false },
    { "PRAGMA writable_schema = ON",                       false },
    { "PRAGMA table_info(t)",                              false },
    { "PRAGMA journal_mode = DELETE",                      false },
    { "SELECT * FROM pragma_table_info('t')",              false },
    { "SELECT * FROM pragma_database_list",                false },
    { "SELECT * FROM sqlite_master",                       false },
    { "SELECT * FROM sqlite_schema",                       false },
    { "SELECT * FROM sqlite_temp_master",                  false },
    { "SELECT a FROM secret",                              false },
    { "SELECT a FROM SECRET",                              false },
    { "SELECT count(*) FROM secret",                       false },
    { "SELECT 1 FROM secret",                              false },
    { "SELECT rowid FROM secret",                          false },
    { "SELECT a FROM main.secret",                         false },
    { "SELECT EXISTS (SELECT 1 FROM secret)",              false },
    { "SELECT a FROM t JOIN secret USING (a)",             false },
    { "SELECT a FROM t NATURAL JOIN secret",               false },
    { "SELECT a FROM hidden_behind",                       false },
    { "SELECT count(*) FROM SECRET",                       false },
    { "SELECT count(*) FROM main.secret",                  false },
    { "SELECT count(*) FROM [secret]",                     false },
    { "SELECT 1 FROM t WHERE a IN secret",                 false },
    { "SELECT 1 FROM T",                                   true },
    { "SELECT A FROM \"T\"",                               true },
    /* what only USING and NATURAL read */
    { "SELECT t.a FROM t JOIN w USING (a)",                true },
    { "SELECT t.a FROM t NATURAL JOIN main.v",             true },
    { "SELECT t.a FROM t JOIN (SELECT a AS b, a FROM t) USING (a)", true },
    { "SELECT t.a FROM t JOIN SECRET USING (a)",           false },
    { "SELECT t.a FROM secret JOIN t USING (a)",           false },
    { "SELECT t.a FROM t LEFT JOIN secret USING (a)",      false },
    { "SELECT t.a FROM t RIGHT JOIN secret USING (a)",     false },
    { "SELECT t.a FROM t NATURAL FULL JOIN secret",        false },
    { "SELECT t.a FROM t join secret s uSiNg(a)",          false },
    { "SELECT t.a FROM t JOIN \"secret\" USING (a)",       false },
    { "SELECT t.a FROM t JOIN [secret] USING (a)",         false },
    { "SELECT t.a FROM t JOIN `secret` USING (a)",         false },
    { "SELECT t.a FROM t JOIN 'secret' USING (a)",         false },
    { "SELECT t.a FROM t JOIN main.secret USING (a)",      false },
    { "SELECT t.a FROM t JOIN main./**/secret USING (a)",  false },
    { "SELECT t.a FROM t JOIN \xEF\xBB\xBFsecret USING (a)", false },
    { "SELECT t.a FROM t NATURAL JOIN -- x\nsecret",       false },
    { "SELECT t.a FROM t, v NATURAL JOIN secret",          false },
    { "SELECT t.a FROM t NATURAL JOIN (secret)",           false },
    { "SELECT t.a FROM t NATURAL JOIN (v JOIN secret)",    false },
    { "SELECT 1 FROM (SELECT 1 AS a) NATURAL JOIN secret", false },
    { "SELECT 1 FROM (SELECT 1 AS a) x JOIN secret USING (a)", false },
    { "SELECT 1 FROM t WHERE EXISTS (SELECT 1 FROM t b NATURAL JOIN secret)",
                                                           false },
    { "SELECT (SELECT count(*) FROM t NATURAL JOIN secret)", false },
    { "WITH x AS (SELECT t.a FROM t NATURAL JOIN secret) SELECT 1 FROM x",
                                                           false },
    { "SELECT t.a FROM t NATURAL JOIN hidden_behind",      false },
    { "SELECT t.a FROM t NATURAL JOIN temp_behind",        false },
    { "SELECT t.a FROM t JOIN other.secret_too USING (a)", false },
    { "SELECT t.a FROM t JOIN secret_too USING (a)",       false },
    { "SELECT t.a FROM t JOIN temp_secret USING (a)",      false },
    { "SELECT t.a FROM t NATURAL JOIN \"d_1.1\"",          false },
    { "SELECT 1 FROM (SELECT 't' AS name) NATURAL JOIN sqlite_schema", false },
    { "SELECT 1 FROM (SELECT 't' AS name) JOIN temp.sqlite_schema "
      "USING (name)",                                      false },
    { "SELECT 1 FROM (SELECT 't' AS name) JOIN \"SQLITE_MASTER\" "
      "USING (name)",                                      false },
    { "SELECT 1 FROM (SELECT 'a' AS name) JOIN pragma_table_info('t') "
      "USING (name)",                                      false },
    { "SELECT 1 FROM (SELECT 't' AS name) NATURAL JOIN dbstat", false },
    { "SELECT 1 FROM (SELECT 1 AS value) JOIN json_each('[1]') "
      "USING (value)",                                     false },
    /* refused beyond need: the text alone does not tell */
    { "SELECT t.a, 'secret' FROM t JOIN v USING (a)",      false },
    { "WITH secret AS (SELECT a FROM t) SELECT t.a FROM t NATURAL JOIN secret",
                                                           false },
    { "SELECT t.a, 'secrets, no_secret' FROM t JOIN v USING (a)", true },
    /* a WITH may be called as it likes, and is no way in */
    { "WITH secret AS (SELECT a FROM t) SELECT a FROM secret", true },
    { "WITH t AS (SELECT a FROM secret) SELECT a FROM t",  false },
    { "WITH t AS (SELECT 1 AS a) SELECT t.a FROM t JOIN main.secret USING (a)",
                                                           false },
    { "WITH x AS (SELECT a FROM t LIMIT 1) SELECT count(*) FROM x", true },
    { "WITH x AS (SELECT a FROM t LIMIT 1) SELECT 1 FROM x, x b", true },
    { "WITH x AS (SELECT a FROM t LIMIT 1), y AS (SELECT 1 FROM secret) "
      "SELECT count(*) FROM x, y",                         false },
    { "WITH x AS (SELECT a FROM t LIMIT 1) SELECT count(*) FROM x, SECRET",
                                                           false },
    { "SELECT a FROM w",                                   true },
    { "SELECT count(*) FROM w",                            true },
    { "SELECT id FROM submission",                         false },
    { "SELECT count(*) FROM submission",                   false },
    { "WITH w AS (SELECT kind FROM submission) SELECT kind FROM w", false },
    { "WITH w AS (SELECT count(*) FROM submission) SELECT * FROM w", false },
    { "SELECT t.a FROM t JOIN submission ON id = a",       false },
    { "SELECT 1 FROM (SELECT 1 AS id) NATURAL JOIN submission", false },
    { "SELECT a FROM tv",                                  true },
    { "SELECT a FROM temp_behind",                         false },
    { "SELECT a FROM temp_secret",                         false },
    { "SELECT a FROM secret_too",                          false },
    { "SELECT count(*) FROM other.secret_too",             false },
    { "SELECT count(*) FROM other.sqlite_schema",          false },
    { "SELECT count(*) FROM dbstat",                       false },
    { "SELECT count(*) FROM pragma_table_info('t')",       false },
    { "SELECT value FROM json_each('[1]')",                false },
    { "SELECT count(*) FROM json_each('[1]')",             false },
    { "SELECT 1 FROM t, json_each(a)",                     false },
    { "VACUUM",                                            false },
    { "VACUUM INTO '/tmp/tianbao-test-vacuum.db'",         false },
    { "REINDEX",                                           false },
    { "ANALYZE",                                           false },
    { "BEGIN",                                             false },
    { "COMMIT",                                            false },
    { "SAVEPOINT s",                                       false },
    { "SELECT load_extension('x')",                        false },
    { "SELECT LOAD_EXTENSION('x')",                        false },
    { "SELECT randomblob(1000000000)",                     false },
    { "SELECT zeroblob(1000000000)",                       false },
    { "SELECT printf('%1000000000d', 1)",                  false },
    { "SELECT format('%1000000000d', 1)",                  false },
    { "SELECT random()",                                   false },
    { "SELECT readfile('/etc/passwd')",                    false },
    { "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
      "SELECT count(*) FROM n",                            false },
    { "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 5) "
      "SELECT i FROM n",                                   false },
    { "SELECT 1; SELECT 2",                                false },
    { "SELECT 1; DROP TABLE t",                            false },
    { "",                                                  false },
    { ";",                                                 false },
    { "-- nothing",                                        false },
    { "SELECT",                                            false },
    { "SELECT \"nothing\" FROM t",                         false },
    { "SELECT nothing FROM t",                             false },
    { "SELECT replace(hex(replace(hex('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'), "
      "'6', 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb')), "
      "'6', 'cccccccccccccccccccccccccccccccccccccccccccccccccccccc')", true },
};

/* 约等: do two numbers agree when they are shown with some decimals? */
static const struct {
    const char *sql;
    int want; /* -1: NULL */
} about_cases[] = {
    { "约等(1, 1, 0)",                  1 },
    { "约等(1, 1.0, 0)",                1 },
    { "约等(0, 0, 0)",                  1 },
    { "约等(0, -0.0, 2)",               1 },
    { "约等(10, 10.5, 0)",              1 }, /* exactly half a unit */
    { "约等(10.5, 10, 0)",              1 },
    { "约等(10, 10.51, 0)",             0 },
    { "约等(10, 11, 0)",                0 },
    { "约等(66.67, 200.0 / 3, 2)",      1 },
    { "约等(66.66, 200.0 / 3, 2)",      0 },
    { "约等(66.7, 200.0 / 3, 1)",       1 },
    { "约等(66.67, 66.675, 2)",         1 }, /* half, though no double is */
    { "约等(66.67, 66.665, 2)",         1 },
    { "约等(66.67, 66.6751, 2)",        0 },
    { "约等(0.1 + 0.2, 0.3, 15)",       1 },
    { "约等(0.015, 0.02, 2)",           1 },
    { "约等(0.0149, 0.02, 2)",          0 },
    { "约等(-66.67, -200.0 / 3, 2)",    1 },
    { "约等(-1, 1, 0)",                 0 },
    { "约等(-0.4, 0, 0)",               1 },
    { "约等(123456789012.34, 123456789012.345, 2)", 1 },
    { "约等(9e15, 9e15, 0)",            1 },
    { "约等(1240, 1200, -2)",           1 }, /* hundreds */
    { "约等(1251, 1200, -2)",           0 },
    { "约等(123456789012.34, 123456789012.36, 2)", 0 },
    { "约等(9e999, 1, 0)",             0 },
    { "约等(NULL, 1, 0)",               -1 },
    { "约等(1, NULL, 0)",               -1 },
    { "约等(1, 1, NULL)",               -1 },
    { "约等(NULL, NULL, 0)",            -1 },
    { "NOT 约等(1, 2, 0)",              1 },
    { "(SELECT 约等(sum(a), 6.4, 0) FROM t)", 1 },
};

/* The tables of a campaign that a rule may read. */
static const struct {
    const char *table;
    bool want;
} readable_cases[] = {
    { "d_1.1",         true },  { "m_1.1",         true },
    { "h_1.1",         false }, { "d_9.9",         false },
    { "甲表",          true },  { "代码",          true },
    { "乙表",          false }, { "setting",       false },
    { "submission",    false }, { "there",         false },
    { "staff",         false }, { "department",    false },
    { "assignment",    false }, { "slice",         false },
    { "file",          false }, { "finding",       false },
    { "decision",      false }, { "event",         false },
    { "sqlite_master", false }, { "sqlite_schema", false },
    { "pragma_table_info", false }, { "dbstat",    false },
};
/* clang-format on */

static struct tb_db *open_small(void)
{
    struct tb_db *db = NULL;
    struct tb_err err = { 0 };

    CHECK_INT("open", tb_db_open(":memory:", TB_DB_CREATE, &db, &err), 0);
    CHECK_INT("fill",
              tb_db_run(db,
                        "CREATE TABLE t (a); CREATE TABLE secret (a);"
                        "CREATE INDEX i ON t (a);"
                        "CREATE TABLE submission (id, kind);"
                        "CREATE TABLE \"d_1.1\" (a);"
                        "CREATE VIEW v AS SELECT a FROM t;"
                        "CREATE VIEW w AS SELECT a FROM t WHERE a NOT IN "
                        "(SELECT id FROM submission);"
                        "CREATE VIEW hidden_behind AS SELECT a FROM secret;"
                        "CREATE TEMP VIEW tv AS SELECT a FROM t;"
                        "CREATE TEMP VIEW temp_behind AS SELECT a FROM secret;"
                        "CREATE TEMP TABLE temp_secret (a);"
                        "ATTACH ':memory:' AS other;"
                        "CREATE TABLE other.secret_too (a);"
                        "INSERT INTO t VALUES (1), (2), (3);"
                        "INSERT INTO secret VALUES (1)",
                        &err),
              0);
    return db;
}

/* Prepare and run SQL to its end. */
static bool runs(struct tb_db *db, const char *sql)
{
    struct tb_stmt *s = NULL;
    struct tb_err err = { 0 };
    int rc = tb_db_prepare(db, sql, &s, &err);

    if (rc == 0)
        while ((rc = tb_stmt_step(s, &err)) == 1)
            ;
    tb_stmt_free(s);
    return rc == 0;
}

static void test_sandbox(void)
{
    struct tb_db *db = open_small();
    struct tb_err err = { 0 };

    tb_db_sandbox(db, is_open_table, NULL);
    tb_db_budget(db, 1000);
    for (size_t i = 0; i < TB_LEN(cases); i++) {
        tb_db_budget(db, 1000);
        CHECK_INT(cases[i].sql, runs(db, cases[i].sql), cases[i].want);
    }
    CHECK_INT("several at once", tb_db_run(db, "SELECT 1; DELETE FROM t", &err),
              -1);
    CHECK("still there", runs(db, "SELECT 1 / (count(*) = 3) FROM t"));
    tb_db_close(db);
    unlink("/tmp/tianbao-test-vacuum.db");
}

static void test_readable(void)
{
    struct tb_dict *dict = small_load(&(struct small_texts){ 0 });

    for (size_t i = 0; i < TB_LEN(readable_cases); i++)
        CHECK_INT(
            readable_cases[i].table,
            tb_store_is_readable(dict, readable_cases[i].table, "", false),
            readable_cases[i].want);
    CHECK("a view may", tb_store_is_readable(dict, "submission", "kind", true));
    CHECK("but no more",
          !tb_store_is_readable(dict, "submission", "person", true));
    CHECK("nor of others", !tb_store_is_readable(dict, "staff", "id", true));
    tb_dict_free(dict);
}

/* Inside a transaction of a writer: what was prepared in the sandbox stays
 * there, what was not stays outside. */
static void test_inside(void)
{
    struct tb_db *db = open_small();
    struct tb_err err = { 0 };
    struct tb_stmt *own = NULL, *rule = NULL, *slow = NULL;
    struct tb_buf big = { 0 };

    CHECK_INT("begin", tb_db_begin(db, &err), 0);
    CHECK_INT("own", tb_db_prepare(db, "INSERT INTO t VALUES (?1)", &own, &err),
              0);
    CHECK_INT("bind", tb_stmt_bind(own, &err, "i", 7LL), 0);
    CHECK_INT("write", tb_stmt_step(own, &err), 0);
    for (int i = 0; i < 3; i++) { /* as often as one likes */
        long long n = 0;
        tb_db_sandbox(db, is_open_table, NULL);
        CHECK_INT(
            "sees what is not yet committed",
            tb_db_int(db, &n, -1, &err, "SELECT a FROM t WHERE a = 7", ""), 0);
        CHECK_INT("sees it", n, 7);
        CHECK("cannot write", !runs(db, "INSERT INTO t VALUES (9)"));
        CHECK("cannot end it", !runs(db, "COMMIT"));
        CHECK("nor go back", !runs(db, "ROLLBACK"));
        CHECK("nor look aside", !runs(db, "SELECT a FROM secret"));
        tb_db_sandbox(db, NULL, NULL);
        CHECK("own SQL reads", runs(db, "SELECT a FROM secret"));
        CHECK("and writes", runs(db, "UPDATE secret SET a = a + 1"));
    }
    tb_db_sandbox(db, is_open_table, NULL);
    tb_db_budget(db, 50);
    CHECK_INT("a rule",
              tb_db_prepare(db, "SELECT length(a) FROM t", &rule, &err), 0);
    CHECK_INT("a slow one",
              tb_db_prepare(db,
                            "SELECT count(*) FROM t a, t b, t c, t d, t e, "
                            "t f, t g, t h, t i, t j, t k, t l, t m",
                            &slow, &err),
              0);
    CHECK_INT("own SQL is outside meanwhile", tb_stmt_bind(own, &err, "i", 8LL),
              0);
    CHECK_INT("it writes", tb_stmt_step(own, &err), 0);
    tb_db_sandbox(db, NULL, NULL);
    tb_db_budget(db, -1);
    CHECK_INT("over its own budget", tb_stmt_step(slow, &err), -1);
    CHECK_INT("which is used up", tb_stmt_step(slow, &err), -1);
    CHECK_INT("the other has its own", tb_stmt_step(rule, &err), 1);
    CHECK("own SQL has none", runs(db, "SELECT count(*) FROM t a, t b, t c, "
                                       "t d, t e, t f, t g, t h, t i"));
    for (int i = 0; i < 300000; i++)
        tb_buf_addc(&big, 'x');
    CHECK("own texts are long",
          tb_db_do(db, &err, "INSERT INTO secret VALUES (?1)", "s", big.p) ==
                  0 &&
              runs(db, "ATTACH ':memory:' AS another"));
    CHECK_INT("the schema may change",
              tb_db_run(db, "CREATE TABLE later (a)", &err), 0);
    tb_stmt_reset(rule);
    CHECK_INT("it is compiled anew, inside", tb_stmt_step(rule, &err), 1);
    tb_db_sandbox(db, is_open_table, NULL);
    CHECK("what is new is hidden", !runs(db, "SELECT a FROM later"));
    CHECK("from a count", !runs(db, "SELECT count(*) FROM LATER"));
    CHECK("and a join", !runs(db, "SELECT t.a FROM t NATURAL JOIN later"));
    tb_stmt_free(own);
    tb_stmt_free(rule);
    tb_stmt_free(slow);
    tb_buf_free(&big);
    tb_db_rollback(db);
    tb_db_sandbox(db, NULL, NULL);
    CHECK("rolled back, from inside too",
          runs(db, "SELECT 1 / (count(*) = 3) FROM t"));
    tb_db_close(db);
}

static void test_about(void)
{
    struct tb_db *db = open_small();

    tb_db_sandbox(db, is_open_table, NULL);
    for (size_t i = 0; i < TB_LEN(about_cases); i++) {
        struct tb_err err = { 0 };
        struct tb_buf sql = { 0 };
        long long got = -2;
        tb_buf_addf(&sql, "SELECT %s", about_cases[i].sql);
        tb_db_int(db, &got, -1, &err, sql.p, "");
        CHECK_INT(about_cases[i].sql, got, about_cases[i].want);
        tb_buf_free(&sql);
    }
    CHECK("two arguments are too few", !runs(db, "SELECT 约等(1, 1)"));
    CHECK("four are too many", !runs(db, "SELECT 约等(1, 1, 1, 1)"));
    tb_db_close(db);
}

/* 27 million rows cost more than 100,000 steps, however often one asks. */
static void test_budget(void)
{
    static const char endless[] = "SELECT count(*) FROM t a, t b, t c, t d, "
                                  "t e, t f, t g, t h, t i, t j, t k, t l, t m";
    struct tb_db *db = open_small();

    tb_db_sandbox(db, is_open_table, NULL);
    tb_db_budget(db, 100);
    CHECK("over the budget", !runs(db, endless));
    CHECK("over it again", !runs(db, endless));
    CHECK("and again", !runs(db, endless));
    tb_db_budget(db, 100);
    CHECK("anew", runs(db, "SELECT count(*) FROM t"));
    CHECK("over the new one", !runs(db, endless));
    tb_db_close(db);
}

static void test_values(void)
{
    struct tb_db *db = open_small();
    struct tb_err err = { 0 };
    struct tb_stmt *s = NULL;
    struct tb_str text = tb_str_n("甲乙", 3);
    struct tb_value value = { .kind = TB_REAL, .real = 1.5 }, got;
    long long n = 0;

    CHECK_INT("prepare",
              tb_db_prepare(db, "SELECT ?1, ?2, ?3, ?4, ?5, ?6, :年", &s, &err),
              0);
    CHECK_INT("bind",
              tb_stmt_bind(s, &err, "sSidvs", "x", &text, 7LL, 2.5, &value,
                           (const char *)NULL),
              0);
    tb_stmt_bind_name(s, ":年", "2021");
    tb_stmt_bind_name(s, ":没有", "2021");
    CHECK_INT("a row", tb_stmt_step(s, &err), 1);
    CHECK_STR("s", tb_stmt_chars(s, 0), "x");
    CHECK_STR("S", tb_stmt_chars(s, 1), "甲");
    CHECK_INT("i", tb_stmt_int(s, 2), 7);
    CHECK("d", tb_stmt_real(s, 3) > 2.4 && tb_stmt_real(s, 3) < 2.6);
    got = tb_stmt_value(s, 4);
    CHECK("v", got.kind == TB_REAL && got.real > 1.4 && got.real < 1.6);
    CHECK("NULL", tb_stmt_is_null(s, 5));
    CHECK_STR("NULL as text", tb_stmt_chars(s, 5), "");
    CHECK_STR("by name", tb_stmt_chars(s, 6), "2021");
    CHECK_INT("columns", tb_stmt_columns(s), 7);
    CHECK_INT("the end", tb_stmt_step(s, &err), 0);
    tb_stmt_free(s);
    CHECK_INT(
        "an int",
        tb_db_int(db, &n, -1, &err, "SELECT a FROM t WHERE a = ?1", "i", 2LL),
        0);
    CHECK_INT("an int", n, 2);
    CHECK_INT(
        "none",
        tb_db_int(db, &n, -1, &err, "SELECT a FROM t WHERE a = ?1", "i", 9LL),
        0);
    CHECK_INT("none", n, -1);
    CHECK_INT("broken SQL", tb_db_run(db, "SELEC", &err), -1);
    tb_db_close(db);
}

/* Write what is in the first column, and stop at "3". */
static int list_until_3(struct tb_stmt *s, void *out)
{
    tb_buf_addf(out, "%s;", tb_stmt_chars(s, 0));
    return strcmp(tb_stmt_chars(s, 0), "3") == 0 ? -1 : 0;
}

/* clang-format off */
static const struct {
    const char *label, *sql;
    long long least;
    int want;         /* of tb_db_each */
    const char *list;
    int want_one;     /* of tb_db_one */
    const char *first;
} row_cases[] = {
    { "some", "SELECT a FROM t WHERE a < ?1", 3, 0, "1;2;", 1, "1;" },
    { "none", "SELECT a FROM t WHERE a < ?1", 0, 0, "", 0, "" },
    { "it stops", "SELECT a FROM t WHERE a >= ?1 ORDER BY a", 2, -1, "2;3;",
      1, "2;" },
    { "it stops at once", "SELECT a FROM t WHERE a = ?1 UNION ALL SELECT 4",
      3, -1, "3;", -1, "3;" },
    { "no rows to be had", "UPDATE t SET a = a WHERE a = ?1", 1, 0, "", 0,
      "" },
    { "broken SQL", "SELECT b FROM t WHERE a = ?1", 1, -1, "", -1, "" },
    { "no parameter", "SELECT a FROM t", 1, -1, "", -1, "" },
    { "fails on the way", "SELECT 1 WHERE ?1 UNION ALL SELECT "
      "abs(-9223372036854775807 - 1)", 1, -1, "1;", 1, "1;" },
};
/* clang-format on */

static void test_rows(void)
{
    struct tb_db *db = open_small();

    for (size_t i = 0; i < TB_LEN(row_cases); i++) {
        struct tb_err err = { 0 };
        struct tb_buf got = { 0 };
        CHECK_INT(row_cases[i].label,
                  tb_db_each(db, list_until_3, &got, &err, row_cases[i].sql,
                             "i", row_cases[i].least),
                  row_cases[i].want);
        CHECK_STR(row_cases[i].label, tb_buf_text(&got), row_cases[i].list);
        tb_buf_clear(&got);
        CHECK_INT(row_cases[i].label,
                  tb_db_one(db, list_until_3, &got, &err, row_cases[i].sql, "i",
                            row_cases[i].least),
                  row_cases[i].want_one);
        CHECK_STR(row_cases[i].label, tb_buf_text(&got), row_cases[i].first);
        tb_buf_free(&got);
    }
    tb_db_close(db);
}

static void test_bind_value(void)
{
    struct tb_db *db = open_small();
    struct tb_err err = { 0 };
    struct tb_stmt *s = NULL;
    const struct tb_value text = { .kind = TB_TEXT, .text = tb_str("x") },
                          empty = { .kind = TB_TEXT };

    CHECK_INT("prepare", tb_db_prepare(db, "SELECT ?1, ?2", &s, &err), 0);
    CHECK_INT("the first", tb_stmt_bind_value(s, 1, &text, &err), 0);
    CHECK_INT("the last", tb_stmt_bind_value(s, 2, &empty, &err), 0);
    CHECK_INT("before the first", tb_stmt_bind_value(s, 0, &text, &err), -1);
    err = (struct tb_err){ 0 };
    CHECK_INT("behind the last", tb_stmt_bind_value(s, 3, &text, &err), -1);
    CHECK_HAS("it says why", err.msg, "out of range");
    CHECK_INT("a row", tb_stmt_step(s, &err), 1);
    CHECK_STR("text", tb_stmt_chars(s, 0), "x");
    CHECK("empty text is no NULL", !tb_stmt_is_null(s, 1));
    tb_stmt_free(s);
    tb_db_close(db);
}

static void test_transactions(void)
{
    struct tb_db *db = open_small();
    struct tb_err err = { 0 };
    long long n = 0;

    CHECK_INT("begin", tb_db_begin(db, &err), 0);
    CHECK_INT("insert",
              tb_db_do(db, &err, "INSERT INTO t VALUES (?1)", "i", 4LL), 0);
    CHECK_INT("changes", tb_db_changes(db), 1);
    tb_db_rollback(db);
    tb_db_rollback(db);
    tb_db_int(db, &n, -1, &err, "SELECT count(*) FROM t", "");
    CHECK_INT("rolled back", n, 3);
    CHECK_INT("begin", tb_db_begin(db, &err), 0);
    CHECK_INT("insert", tb_db_run(db, "INSERT INTO t VALUES (4)", &err), 0);
    CHECK_INT("commit", tb_db_commit(db, &err), 0);
    tb_db_rollback(db);
    tb_db_int(db, &n, -1, &err, "SELECT count(*) FROM t", "");
    CHECK_INT("committed", n, 4);
    tb_db_close(db);
}

/* Which of the modes opens what is there, and what is not. */
static void test_modes(void)
{
    char folder[] = "/tmp/tianbao-db-XXXXXX", path[64], copy[64];
    struct tb_db *db = NULL;
    struct tb_err err = { 0 };

    CHECK("folder", mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/a.db", folder);
    snprintf(copy, sizeof copy, "%s/b.db", folder);
    CHECK_INT("write what is not there",
              tb_db_open(path, TB_DB_WRITE, &db, &err), -1);
    CHECK_INT("read what is not there", tb_db_open(path, TB_DB_READ, &db, &err),
              -1);
    CHECK("nothing was made", access(path, F_OK) != 0);
    CHECK_INT("create", tb_db_open(path, TB_DB_CREATE, &db, &err), 0);
    CHECK_INT("table", tb_db_run(db, "CREATE TABLE t (a)", &err), 0);
    CHECK_INT("copy", tb_db_backup(db, copy, &err), 0);
    tb_db_close(db);
    CHECK("copied", access(copy, F_OK) == 0);
    db = NULL;
    CHECK_INT("create what is there", tb_db_open(path, TB_DB_CREATE, &db, &err),
              -1);
    tb_db_close(db);
    db = NULL;
    CHECK_INT("read", tb_db_open(path, TB_DB_READ, &db, &err), 0);
    CHECK_INT("reading only", tb_db_run(db, "INSERT INTO t VALUES (1)", &err),
              -1);
    tb_db_close(db);
    unlink(path);
    unlink(copy);
    snprintf(path, sizeof path, "%s/a.db-wal", folder);
    unlink(path);
    snprintf(path, sizeof path, "%s/a.db-shm", folder);
    unlink(path);
    CHECK_INT("nothing else is left", rmdir(folder), 0);
}

int main(void)
{
    test_sandbox();
    test_readable();
    test_inside();
    test_about();
    test_budget();
    test_values();
    test_rows();
    test_bind_value();
    test_transactions();
    test_modes();
    return CHECK_END;
}
