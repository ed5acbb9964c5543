/* responsibility_issue.c - collecting what a department answers for. */
#include "responsibility_issue.h"

#include <stdio.h>

#include "event.h"
#include "fresh.h"
#include "mem.h"
#include "rows_hash.h"
#include "slice.h"

/* ---- collecting ---- */

struct collecting {
    struct tb_campaign *campaign;
    struct tb_responsibility *record;
    bool to_sign; /* refuse rows that are not as they were filed */
    struct tb_err *err;
};

static struct tb_str keep_number(struct collecting *x, long long number)
{
    char digits[24];

    snprintf(digits, sizeof digits, "%lld", number);
    return tb_arena_copy(&x->record->arena, tb_str(digits));
}

/* Why there is no data; or what is out of the ordinary about it. */
static struct tb_str make_note(struct collecting *x, const struct tb_slice *s)
{
    struct tb_buf text = { 0 };
    struct tb_str copy;

    if (s->state == TB_STATE_NIL)
        tb_buf_add(&text, s->reason);
    else if (s->now.kept > 0)
        tb_buf_addf(&text, "其中 %lld 行来自此前的文件", s->now.kept);
    if (s->now.late.n > 0)
        tb_buf_addf(&text, "%s逾期补交：%.*s", text.n > 0 ? "；" : "",
                    TB_STR_ARG(s->now.late));
    copy = tb_arena_copy(&x->record->arena, tb_buf_str(&text));
    tb_buf_free(&text);
    return copy;
}

/* Rows on record that are not those that were filed are no ground to sign on.
 * What an older tianbao filed has no hash to compare with. */
static int check_rows(struct collecting *x, const struct tb_slice *s,
                      const char *data)
{
    if (!x->to_sign || s->now.rows_hash.n == 0 ||
        tb_str_is(s->now.rows_hash, data))
        return 0;
    return tb_fail_as(x->err, TB_REFUSED,
                      "%.*s %.*s: its rows on record are not those that were "
                      "filed; return it and import the file again",
                      TB_STR_ARG(s->table->no),
                      TB_STR_ARG(s->department.shown));
}

static int collect_item(struct collecting *x, const struct tb_slice *s)
{
    struct tb_arena *arena = &x->record->arena;
    struct tb_responsibility_item item;
    struct tb_str *to = item.cells;
    char data[65] = "";
    long long rows = 0;

    if (s->now.id != 0 && tb_rows_hash(x->campaign->store.db, s->table,
                                       s->now.id, data, &rows, x->err) < 0)
        return -1;
    if (check_rows(x, s, data) < 0)
        return -1;
    to[TB_RESPONSIBILITY_NO] = tb_arena_copy(arena, s->table->no);
    to[TB_RESPONSIBILITY_NAME] = tb_arena_copy(arena, s->table->name);
    to[TB_RESPONSIBILITY_PART] = tb_arena_copy(arena, tb_slice_part(s));
    to[TB_RESPONSIBILITY_STATE] = tb_str(tb_states[s->state].code);
    to[TB_RESPONSIBILITY_ROWS] = keep_number(x, rows);
    to[TB_RESPONSIBILITY_VERSION] = keep_number(x, s->now.version);
    to[TB_RESPONSIBILITY_CONTENT] = tb_arena_copy(arena, s->now.content_hash);
    to[TB_RESPONSIBILITY_DATA] = tb_arena_copy(arena, tb_str(data));
    to[TB_RESPONSIBILITY_FILE] = tb_arena_copy(arena, s->now.sha256);
    to[TB_RESPONSIBILITY_ERRORS] = keep_number(x, s->open.errors);
    to[TB_RESPONSIBILITY_EXPLAINS] = keep_number(x, s->open.explains);
    to[TB_RESPONSIBILITY_WARNINGS] = keep_number(x, s->open.warnings);
    to[TB_RESPONSIBILITY_EXPLAINED] = keep_number(x, s->open.explained);
    to[TB_RESPONSIBILITY_NOTE] = make_note(x, s);
    tb_responsibility_add(x->record, tb_slice_is_handed(s), &item);
    return 0;
}

int tb_responsibility_collect(struct tb_campaign *c, long long department,
                              bool to_sign, struct tb_responsibility *out,
                              struct tb_err *err)
{
    const struct tb_slice_query query = { .department = department };
    struct collecting x = { c, out, to_sign, err };
    struct tb_slices slices = { 0 };
    int rc = tb_slices_read(&c->store, &query, &slices, err);

    for (size_t i = 0; i < slices.count && rc == 0; i++)
        rc = collect_item(&x, &slices.list[i]);
    tb_slices_free(&slices);
    return rc;
}

/* "COUNT HASH"; a log that does not hold is no ground to sign on. */
static int collect_log(struct tb_campaign *c, struct tb_buf *head,
                       struct tb_err *err)
{
    struct tb_log_state log;
    int rc = tb_log_verify(&c->store, &log, err);

    if (rc == 0 && log.broken)
        rc = tb_fail_as(err, TB_REFUSED, "the log does not hold: %s",
                        log.fault.p);
    tb_buf_clear(head);
    tb_buf_addf(head, "%lld %s", log.entries, log.head);
    tb_log_state_free(&log);
    return rc;
}

static void fill_head(const struct tb_campaign *c,
                      const struct tb_department *d, struct tb_str log,
                      struct tb_responsibility *out)
{
    const struct tb_str values[TB_RESPONSIBILITY_HEADS] = {
        [TB_RESPONSIBILITY_SCHOOL] = tb_buf_str(&c->school),
        [TB_RESPONSIBILITY_YEAR] = tb_buf_str(&c->year),
        [TB_RESPONSIBILITY_CAMPAIGN] = tb_buf_str(&c->id),
        [TB_RESPONSIBILITY_CODE] = d->code,
        [TB_RESPONSIBILITY_DEPARTMENT] = d->name,
        [TB_RESPONSIBILITY_DATE] = tb_str(c->context.now),
        [TB_RESPONSIBILITY_DICTIONARY] = tb_str(c->dict->hash),
        [TB_RESPONSIBILITY_LOG] = log,
    };

    for (size_t i = 0; i < TB_RESPONSIBILITY_HEADS; i++)
        out->head[i] = tb_arena_copy(&out->arena, values[i]);
}

/* ---- issuing ---- */

struct issuing {
    const char *only;
    tb_responsibility_fn *write;
    void *ctx;
    struct tb_departments departments;
    const struct tb_department *one; /* NULL: all */
    size_t written;
};

/* The log's head is that before this sheet: those of other departments, issued
 * a moment ago, count. */
static int issue_record(struct tb_campaign *c, struct issuing *x,
                        const struct tb_department *d,
                        struct tb_responsibility *r, struct tb_err *err)
{
    struct tb_buf log = { 0 };
    int rc = collect_log(c, &log, err);

    if (rc == 0) {
        fill_head(c, d, tb_buf_str(&log), r);
        tb_responsibility_hash(r, r->hash);
        rc = x->write(r, x->ctx, err);
    }
    tb_buf_free(&log);
    if (rc < 0)
        return -1;
    x->written++;
    return tb_campaign_log(c, err, "export", TB_RESPONSIBILITY_LOGGED,
                           TB_STR_ARG(d->code), r->hash);
}

static int issue_one(struct tb_campaign *c, struct issuing *x,
                     const struct tb_department *d, struct tb_err *err)
{
    struct tb_responsibility r = { 0 };
    int rc = tb_responsibility_collect(c, d->id, true, &r, err);

    if (rc == 0 && r.handed.count > 0)
        rc = issue_record(c, x, d, &r, err);
    tb_responsibility_free(&r);
    return rc;
}

/* The department that ONLY means, if it means one. */
static int find_only(struct tb_campaign *c, struct issuing *x,
                     struct tb_err *err)
{
    long long id;

    if (tb_department_id(&c->store, x->only, &id, err) < 0)
        return -1;
    x->one = id ? tb_departments_at(&x->departments, id) : NULL;
    return 0;
}

static int issue_all(struct tb_campaign *c, void *ctx, struct tb_err *err)
{
    struct issuing *x = ctx;
    struct tb_str nobody = tb_str("没有部门");

    if (tb_departments_read(&c->store, &x->departments, err) < 0 ||
        find_only(c, x, err) < 0 || tb_fresh_findings(c, err) < 0)
        return -1;
    for (size_t i = 0; i < x->departments.count; i++) {
        const struct tb_department *d = &x->departments.list[i];
        if ((!x->one || x->one == d) && issue_one(c, x, d, err) < 0)
            return -1;
    }
    return x->written > 0
               ? 0
               : tb_fail_as(err, TB_REFUSED,
                            "%.*s has handed in nothing to sign for",
                            TB_STR_ARG(x->one ? x->one->shown : nobody));
}

int tb_responsibility_issue(struct tb_campaign *c, const char *only,
                            tb_responsibility_fn *write, void *ctx,
                            struct tb_err *err)
{
    struct issuing x = { .only = only, .write = write, .ctx = ctx };
    int rc = tb_record(c, issue_all, &x, err);

    tb_departments_free(&x.departments);
    return rc;
}
