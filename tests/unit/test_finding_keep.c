/* test_finding_keep.c - what becomes of findings from run to run, of words for
 * them, and of what was made of data that changes. */
#include "small_data.h"

#include "explanation.h"
#include "finding_keep.h"
#include "freshness.h"
#include "note.h"

static const struct tb_context context = { .now = "2022-09-10T08:00:00",
                                           .actor = "测试甲" };

static struct tb_store open_store(const struct tb_dict *dict)
{
    struct tb_store store = { small_db(dict), dict, &context };

    small_insert(store.db, "department", "department", "id, code, name",
                 "(1, 'A', '甲系')");
    small_insert(store.db, "slice", "slice", "id, table_no, department",
                 "(1, '1.1', 1)");
    small_insert(store.db, "file", "file",
                 "sha256, name, size, imported_at, actor",
                 "('f', 'a.csv', 1, '', '')");
    small_insert(store.db, "submission", "submission",
                 "id, kind, slice, table_no, file, version, imported_at, "
                 "actor, current",
                 "(2, 'filed', 1, '1.1', 'f', 1, '', '', 1)");
    return store;
}

/* A run finds a letter each: the key of the row; upper case is an error. */
static void run_once(struct tb_store *store, const char *finds, long long want)
{
    struct tb_finding_run *run = NULL;
    struct tb_spot at = { .submission = 2, .line = 2 }, nowhere = { 0 };
    struct tb_err err = { 0 };
    long long resolved = -1;

    CHECK_INT(finds, tb_finding_run_open(store, &run, &err), 0);
    for (const char *p = finds; *p; p++) {
        struct tb_finding f = { .rule = tb_str("K1"),
                                .aspect = tb_str("合理性"),
                                .severity = *p < 'a' ? TB_ERROR : TB_EXPLAIN,
                                .table = &store->dict->tables[0],
                                .row = 1,
                                .value = tb_str("1"),
                                .expected = tb_str(""),
                                .difference = tb_str(""),
                                .message = tb_str("m"),
                                .hint = tb_str("") };
        CHECK_INT(finds,
                  tb_finding_keep(run, &f, &at, tb_str_n(p, 1), &nowhere, &err),
                  0);
    }
    CHECK_INT(finds, tb_finding_run_end(run, &resolved, &err), 0);
    CHECK_INT(finds, resolved, want);
    tb_finding_run_free(run);
    CHECK_STR(finds, err.msg, "");
}

struct seen {
    struct tb_buf text;
    char id[17]; /* of the last */
};

static int see(const struct tb_found *f, void *ctx)
{
    struct seen *s = ctx;

    tb_buf_addf(&s->text, "%.*s %s %.*s;", TB_STR_ARG(f->key),
                tb_standings[f->standing].code, TB_STR_ARG(f->place.file));
    snprintf(s->id, sizeof s->id, "%.*s", TB_STR_ARG(f->fingerprint));
    return 0;
}

static void show_all(struct tb_store *store, const char *label,
                     const char *want, char id[17])
{
    const struct tb_finding_query query = { .explained = true };
    struct seen s = { .id = "" };
    struct tb_err err = { 0 };

    CHECK_INT(label, tb_findings_each(store, &query, see, &s, &err), 0);
    CHECK_STR(label, tb_buf_text(&s.text), want);
    memcpy(id, s.id, sizeof s.id);
    tb_buf_free(&s.text);
}

/* clang-format off */
static const struct {
    const char *finds;
    long long resolved;
    const char *want;
    long long errors, explains, fresh;
} runs[] = {
    { "Aab",  0, "A new a.csv;a new a.csv;b new a.csv;",         1, 2, 3 },
    { "Aab",  0, "A still a.csv;a still a.csv;b still a.csv;",   1, 2, 0 },
    { "ab",   1, "a still a.csv;b still a.csv;",                 0, 2, 0 },
    { "Aaab", 0, "A new a.csv;a still a.csv;b still a.csv;a new a.csv;",
                                                                 1, 3, 2 },
    { "",     4, "",                                             0, 0, 0 },
};
/* clang-format on */

static void test_runs(const struct tb_dict *dict)
{
    struct tb_store store = open_store(dict);
    struct tb_findings_total total;
    struct tb_counts open;
    struct tb_err err = { 0 };
    long long first;
    char id[17];

    for (size_t i = 0; i < TB_LEN(runs); i++) {
        run_once(&store, runs[i].finds, runs[i].resolved);
        show_all(&store, runs[i].finds, runs[i].want, id);
        CHECK_INT("total", tb_findings_total(&store, &total, &err), 0);
        CHECK_INT("errors", total.open.errors, runs[i].errors);
        CHECK_INT("explains", total.open.explains, runs[i].explains);
        CHECK_INT("fresh", total.fresh, runs[i].fresh);
        CHECK_INT("count", tb_findings_count(&store, 2, &open, &err), 0);
        CHECK_INT("of it", open.errors, runs[i].errors);
    }
    CHECK_INT("first check",
              tb_db_int(store.db, &first, -1, &err,
                        "SELECT errors * 10 + explains FROM first_check WHERE "
                        "submission = 2",
                        ""),
              0);
    CHECK_INT("the first alone counts", first, 12);
    tb_db_close(store.db);
}

static void test_explained(const struct tb_dict *dict)
{
    struct tb_store store = open_store(dict);
    struct tb_explainable found;
    struct tb_err err = { 0 };
    char id[17], error[17];

    run_once(&store, "A", 0);
    show_all(&store, "an error", "A new a.csv;", error);
    run_once(&store, "Ab", 0);
    show_all(&store, "and a doubt", "A still a.csv;b new a.csv;", id);
    CHECK_INT("find", tb_explanation_find(&store, tb_str(error), &found, &err),
              0);
    CHECK_INT("an error", found.severity, TB_ERROR);
    CHECK_INT("find",
              tb_explanation_find(&store, tb_str("ffffffffff"), &found, &err),
              0);
    CHECK_INT("nothing", found.faults, 0);
    CHECK_INT("find",
              tb_explanation_find(&store, tb_str_n(id, 8), &found, &err), 0);
    CHECK_INT("one", found.faults, 1);
    CHECK_INT("a doubt", found.severity, TB_EXPLAIN);
    CHECK_INT("explain",
              tb_explanation_add(&store, tb_str_n(id, 8), tb_str("属实"), &err),
              0);
    show_all(&store, "explained", "A still a.csv;b explained a.csv;", id);
    run_once(&store, "Ab", 0);
    show_all(&store, "still so", "A still a.csv;b explained a.csv;", id);
    CHECK_INT("other values",
              tb_db_run(store.db, "UPDATE explanation SET value = '2'", &err),
              0);
    run_once(&store, "Ab", 0);
    show_all(&store, "no more", "A still a.csv;b still a.csv;", id);
    CHECK_STR("no error", err.msg, "");
    tb_db_close(store.db);
}

static void check_stale(struct tb_store *store, const char *label,
                        bool findings, bool merged)
{
    struct tb_err err = { 0 };
    bool stale = false;

    CHECK_INT(label, tb_validate_is_stale(store, &stale, &err), 0);
    CHECK_INT(label, stale, findings);
    CHECK_INT(label, tb_merge_is_stale(store, &stale, &err), 0);
    CHECK_INT(label, stale, merged);
    CHECK_STR(label, err.msg, "");
}

static void test_freshness(const struct tb_dict *dict)
{
    struct tb_store store = open_store(dict);
    struct tb_err err = { 0 };

    check_stale(&store, "never", true, true);
    CHECK_INT("validated", tb_validate_done(&store, 0, 0, &err), 0);
    CHECK_INT("begun", tb_merge_begun(&store, &err), 0);
    check_stale(&store, "half merged", false, true);
    CHECK_INT("merged", tb_merge_done(&store, &err), 0);
    check_stale(&store, "both", false, false);
    CHECK_INT("outdate", tb_validate_outdate(&store, &err), 0);
    check_stale(&store, "nil", true, false);
    CHECK_INT("validated", tb_validate_done(&store, 0, 1, &err), 0);
    check_stale(&store, "with a broken rule", true, false);
    CHECK_INT("validated", tb_validate_done(&store, 0, 0, &err), 0);
    CHECK_INT("approved",
              tb_db_run(store.db, "UPDATE slice SET state = 'school'", &err),
              0);
    check_stale(&store, "approved", false, true);
    small_insert(store.db, "filed", "submission",
                 "kind, slice, table_no, file, version, imported_at, actor",
                 "('filed', 1, '1.1', 'f', 2, '', '')");
    check_stale(&store, "filed", true, true);
    tb_db_close(store.db);
}

static int see_note(const struct tb_note *n, void *ctx)
{
    tb_buf_addf(ctx, "%.*s %lld %lld %d %d %.*s %s;", TB_STR_ARG(n->table->no),
                n->row, n->spot.line, (int)n->trouble, (int)n->rejection,
                TB_STR_ARG(n->raw), n->field ? n->field->name.p : "-");
    return 0;
}

static void test_notes(const struct tb_dict *dict)
{
    struct tb_store store = open_store(dict);
    struct tb_buf got = { 0 }, want = { 0 };
    struct tb_err err = { 0 };

    small_insert(store.db, "notes", "cell_note",
                 "submission, kind, data_id, line, field, raw, trouble, reason",
                 "(2, 'cell', 7, 3, '人数', '多', 1, NULL), "
                 "(2, 'cell', 7, 3, '人数', '1.0', 0, NULL), "
                 "(2, 'row', NULL, 4, NULL, '', 0, 'twice')");
    CHECK_INT("notes", tb_notes_each(&store, see_note, &got, &err), 0);
    tb_buf_addf(&want, "1.1 7 3 1 %d 多 人数;1.1 0 4 0 %d  -;",
                (int)TB_REJECTIONS, (int)TB_REJECTED_TWICE);
    CHECK_STR("notes", tb_buf_text(&got), tb_buf_text(&want));
    tb_buf_free(&got);
    tb_buf_free(&want);
    tb_db_close(store.db);
}

int main(void)
{
    struct tb_dict *dict = small_load(&(struct small_texts){ 0 });

    test_runs(dict);
    test_explained(dict);
    test_freshness(dict);
    test_notes(dict);
    tb_dict_free(dict);
    return CHECK_END;
}
