/* validate.c - one run of all checks. */
#include "validate.h"

#include <stdlib.h>

#include "continuity.h"
#include "declared.h"
#include "engine.h"
#include "freshness.h"
#include "hash.h"
#include "mask.h"
#include "mem.h"
#include "review.h"
#include "typed.h"

/* ---- derived tables ---- */

struct derive {
    struct tb_campaign *campaign;
    struct tb_stmt *insert;
    long long submission;
    bool merged;
    struct tb_err *err;
    size_t line;
};

static int store_derived(const struct tb_table *t,
                         const struct tb_value *values, void *ctx)
{
    struct derive *d = ctx;
    int at = 1;

    tb_stmt_reset(d->insert);
    if (!d->merged) {
        struct tb_value v[2] = {
            { .kind = TB_INTEGER, .integer = d->submission },
            { .kind = TB_INTEGER, .integer = (int64_t)++d->line }
        };
        if (tb_stmt_bind_value(d->insert, at++, &v[0], d->err) < 0 ||
            tb_stmt_bind_value(d->insert, at++, &v[1], d->err) < 0)
            return -1;
    }
    for (size_t i = 0; i < t->count; i++)
        if (t->fields[i].used &&
            tb_stmt_bind_value(d->insert, at++, &values[i], d->err) < 0)
            return -1;
    return tb_stmt_step(d->insert, d->err) < 0 ? -1 : 0;
}

static int empty_derived(struct tb_campaign *c, const struct tb_table *t,
                         bool merged, struct tb_err *err)
{
    struct tb_buf sql = { 0 };
    int rc;

    tb_buf_addf(&sql, "DELETE FROM \"%c_%.*s\"", merged ? 'm' : 'd',
                TB_STR_ARG(t->no));
    if (!merged) /* what departments typed stays */
        tb_buf_adds(&sql, " WHERE _submission IN (SELECT id FROM submission "
                          "WHERE kind = 'derived')");
    rc = tb_db_run(c->db, sql.p, err);
    tb_buf_free(&sql);
    return rc;
}

static int prepare_derived(struct derive *d, const struct tb_table *t)
{
    struct tb_buf sql = { 0 };
    int rc = empty_derived(d->campaign, t, d->merged, d->err);
    int columns = 0;

    tb_buf_addf(&sql, "INSERT INTO \"%c_%.*s\" (%s", d->merged ? 'm' : 'd',
                TB_STR_ARG(t->no), d->merged ? "" : "_submission, _line, ");
    tb_store_columns(t, &sql);
    tb_buf_adds(&sql, ") VALUES (");
    for (size_t i = 0; i < t->count; i++)
        columns += t->fields[i].used;
    if (!d->merged)
        columns += 2;
    for (int i = 0; i < columns; i++)
        tb_buf_adds(&sql, i > 0 ? ", ?" : "?");
    tb_buf_adds(&sql, ")");
    if (rc == 0)
        rc = tb_db_prepare(d->campaign->db, sql.p, &d->insert, d->err);
    tb_buf_free(&sql);
    return rc;
}

/* Derived rows hang on a submission of nobody's. */
static int derived_submission(struct derive *d, const struct tb_table *t)
{
    struct tb_db *db = d->campaign->db;

    if (tb_db_int(db, &d->submission, 0, d->err,
                  "SELECT id FROM submission WHERE kind = 'derived' AND "
                  "table_no = ?1",
                  "S", &t->no) < 0)
        return -1;
    if (d->submission)
        return 0;
    if (tb_db_do(
            db, d->err,
            "INSERT INTO submission (kind, table_no, version, imported_at, "
            "actor, current) VALUES ('derived', ?1, 1, ?2, 'tianbao', 1)",
            "Ss", &t->no, d->campaign->context.now) < 0)
        return -1;
    d->submission = tb_db_last_id(db);
    return 0;
}

static void add_broken(struct tb_validate_result *r, const char *message)
{
    r->broken =
        tb_grow(r->broken, r->broken_count, &r->broken_room, sizeof *r->broken);
    r->broken[r->broken_count++] = tb_arena_copy(&r->arena, tb_str(message));
}

int tb_derive(struct tb_campaign *c, bool merged,
              struct tb_validate_result *broken, struct tb_err *err)
{
    struct tb_db *reader = NULL;
    int rc = -1;

    /* The write lock first: then reader and writer see the same data. */
    if (tb_campaign_begin(c, err) < 0 ||
        tb_rules_connect(c->folder, c->dict, merged, &reader, err) < 0)
        goto done;
    for (size_t i = 0; i < c->dict->derived_count; i++) {
        const struct tb_derived *x = &c->dict->derived[i];
        struct derive d = { .campaign = c, .merged = merged, .err = err };
        int one = -1;
        if (tb_db_run(c->db, "SAVEPOINT derived", err) < 0)
            goto done;
        if ((merged || derived_submission(&d, x->table) == 0) &&
            prepare_derived(&d, x->table) == 0)
            one =
                tb_derived_run(reader, x, &c->windows, store_derived, &d, err);
        tb_stmt_free(d.insert);
        if (one < 0 && err->status == TB_DICTIONARY) {
            add_broken(broken, err->msg);
            err->status = TB_OK;
            if (tb_db_run(c->db, "ROLLBACK TO derived", err) < 0 ||
                empty_derived(c, x->table, merged, err) < 0)
                goto done;
        } else if (one < 0) {
            goto done;
        }
        if (tb_db_run(c->db, "RELEASE derived", err) < 0)
            goto done;
    }
    if (merged && broken->broken_count == 0 &&
        tb_merge_done(&c->store, err) < 0)
        goto done;
    rc = tb_db_commit(c->db, err);
done:
    tb_db_rollback(c->db);
    tb_db_close(reader);
    return rc;
}

/* ---- findings ---- */

/* A finding of the run before; ID 0: found again. */
struct old {
    long long id;
    struct tb_str first_seen;
    uint32_t next; /* with the same fingerprint */
};

#define OLD_LAST UINT32_MAX

struct run {
    struct tb_campaign *campaign;
    struct tb_validate_result *result;
    struct tb_err *err;
    bool *there;             /* by table: last year has it */
    struct tb_stmt **places; /* by table: where a row came from, its key */
    struct tb_stmt *insert, *explain;
    struct tb_map olds; /* fingerprint -> the first of them in OLD */
    struct old *old;    /* the findings of the run before */
    size_t old_count, old_room;
    struct tb_buf key, fingerprint;
    struct tb_map unread; /* "data id|field": empty because unreadable */
    struct tb_arena arena;
};

static size_t table_index(const struct run *r, const struct tb_table *t)
{
    return (size_t)(t - r->campaign->dict->tables);
}

/* SELECT of a row's submission, line and key, by its id. */
static int place_of(struct run *r, const struct tb_table *t,
                    struct tb_stmt **out)
{
    struct tb_stmt **s = &r->places[table_index(r, t)];
    struct tb_buf sql = { 0 };
    int rc = 0;

    if (!*s) {
        tb_buf_adds(&sql,
                    "SELECT _submission, _line, _origin, (SELECT slice FROM "
                    "submission u WHERE u.id = _submission)");
        for (size_t i = 0; i < t->count; i++)
            if (t->fields[i].is_key && t->fields[i].used) {
                tb_buf_adds(&sql, ", ");
                tb_buf_add_quoted(&sql, t->fields[i].name, '"');
            }
        tb_buf_addf(&sql, " FROM \"d_%.*s\" WHERE _id = ?1", TB_STR_ARG(t->no));
        rc = tb_db_prepare(r->campaign->db, sql.p, s, r->err);
    }
    tb_buf_free(&sql);
    *out = *s;
    return rc;
}

struct place {
    long long submission, line;
    long long origin; /* in whose sheet LINE stands; 0: SUBMISSION's */
    long long slice;  /* whose row it is; 0: nobody's */
};

/* Where row ID of T stands; its key is added to KEY. */
static int locate(struct run *r, const struct tb_table *t, long long id,
                  struct place *place, struct tb_buf *key)
{
    struct tb_stmt *s;
    int rc;

    *place = (struct place){ 0 };
    if (place_of(r, t, &s) < 0 || tb_stmt_bind(s, r->err, "i", id) < 0)
        return -1;
    rc = tb_stmt_step(s, r->err);
    if (rc == 1) {
        place->submission = tb_stmt_int(s, 0);
        place->line = tb_stmt_int(s, 1);
        place->origin = tb_stmt_int(s, 2);
        place->slice = tb_stmt_int(s, 3);
        for (int i = 4; key && i < tb_stmt_columns(s); i++)
            tb_buf_addf(key, "%s%s", i > 4 ? " " : "", tb_stmt_chars(s, i));
    }
    tb_stmt_reset(s);
    return rc < 0 ? -1 : 0;
}

/* Which fault this is, over all re-imports: rule, table, key, field.  Rows
 * without a natural key are known by their place. */
static void make_fingerprint(struct run *r, const struct tb_finding *f,
                             const struct place *p)
{
    struct tb_buf text = { 0 };
    char hex[65];

    tb_buf_addf(&text, "%.*s|%.*s|%s|%.*s", TB_STR_ARG(f->rule),
                TB_STR_ARG(f->table->no), tb_buf_text(&r->key),
                TB_STR_ARG(f->field ? f->field->name : tb_str("")));
    if (!f->table->has_natural_key || f->row == 0) /* of this slice alone */
        tb_buf_addf(&text, "|%lld|%lld|%lld", p->line, p->slice,
                    p->origin ? p->origin : 0);
    if (f->row == 0 && p->line == 0) /* a row that is missing: which? */
        tb_buf_addf(&text, "|%.*s", TB_STR_ARG(f->value));
    tb_sha256(tb_buf_str(&text), hex);
    tb_buf_clear(&r->fingerprint);
    tb_buf_add(&r->fingerprint, tb_str_n(hex, 16));
    tb_buf_free(&text);
}

static void count_finding(struct run *r, enum tb_severity severity, bool still)
{
    struct tb_validate_result *x = r->result;
    long long *counts[] = { &x->errors, &x->explains, &x->warnings, &x->infos };

    ++*counts[severity];
    ++*(still ? &x->still : &x->fresh);
}

/* Do the words that were given for this fault hold for these values too? */
static int is_explained(struct run *r, const struct tb_finding *f, bool *is)
{
    struct tb_str fingerprint = tb_buf_str(&r->fingerprint);
    int rc = 0;

    *is = false;
    if (f->severity == TB_ERROR)
        return 0;
    if (tb_stmt_bind(r->explain, r->err, "S", &fingerprint) < 0)
        return -1;
    if ((rc = tb_stmt_step(r->explain, r->err)) == 1)
        *is = tb_str_eq(tb_stmt_text(r->explain, 0), f->value) &&
              tb_str_eq(tb_stmt_text(r->explain, 1), f->expected) &&
              tb_str_eq(tb_stmt_text(r->explain, 2), f->message);
    tb_stmt_reset(r->explain);
    return rc < 0 ? -1 : 0;
}

/* Add finding AT to those of its fingerprint, of which FIRST is one. */
static void chain_old(struct run *r, uint32_t first, uint32_t at)
{
    r->old[at].next = r->old[first].next;
    r->old[first].next = at;
}

/* All findings that are open, for those that are found again. */
static int read_olds(struct run *r)
{
    struct tb_stmt *s;
    int rc = tb_db_prepare(r->campaign->db,
                           "SELECT id, fingerprint, first_seen FROM finding "
                           "ORDER BY id",
                           &s, r->err);

    while (rc == 0 && (rc = tb_stmt_step(s, r->err)) == 1) {
        struct tb_str fingerprint =
            tb_arena_copy(&r->arena, tb_stmt_text(s, 1));
        uint32_t at = (uint32_t)r->old_count, first;
        r->old = tb_grow(r->old, r->old_count, &r->old_room, sizeof *r->old);
        r->old[r->old_count++] =
            (struct old){ tb_stmt_int(s, 0),
                          tb_arena_copy(&r->arena, tb_stmt_text(s, 2)),
                          OLD_LAST };
        if (!tb_map_add(&r->olds, fingerprint, at, &first))
            chain_old(r, first, at);
        rc = 0;
    }
    tb_stmt_free(s);
    return rc;
}

/* One of the run before with the present fingerprint, which is then found
 * again; ID 0: none. */
static struct old take_old(struct run *r)
{
    struct old found = { 0 };
    uint32_t at;

    if (!tb_map_find(&r->olds, tb_buf_str(&r->fingerprint), &at))
        return found;
    while (at != OLD_LAST && r->old[at].id == 0)
        at = r->old[at].next;
    if (at != OLD_LAST) {
        found = r->old[at];
        r->old[at].id = 0;
    }
    return found;
}

/* What is not found any more. */
static int resolve_olds(struct run *r)
{
    struct tb_stmt *s;
    int rc = tb_db_prepare(r->campaign->db,
                           "UPDATE finding SET status = 'resolved' WHERE id = "
                           "?1",
                           &s, r->err);

    for (size_t i = 0; i < r->old_count && rc == 0; i++) {
        if (r->old[i].id == 0)
            continue;
        rc = tb_stmt_bind(s, r->err, "i", r->old[i].id);
        if (rc == 0)
            rc = tb_stmt_step(s, r->err);
        r->result->resolved++;
    }
    tb_stmt_free(s);
    return rc;
}

static int store_finding(struct run *r, const struct tb_finding *f,
                         const struct place *at, const struct place *other)
{
    struct tb_value nothing = { .kind = TB_NULL };
    struct tb_value row = { .kind = f->row ? TB_INTEGER : TB_NULL,
                            .integer = f->row };
    struct tb_value other_submission = { .kind = other->submission ? TB_INTEGER
                                                                   : TB_NULL,
                                         .integer = other->submission };
    struct tb_value field = nothing;
    struct tb_str fingerprint = tb_buf_str(&r->fingerprint),
                  key = tb_buf_str(&r->key);
    struct old found = take_old(r);
    struct tb_value id = { .kind = found.id ? TB_INTEGER : TB_NULL,
                           .integer = found.id };
    struct tb_str now = tb_str(r->campaign->context.now);
    struct tb_str first = found.id ? found.first_seen : now;
    bool explained = false;
    int rc;

    if (f->field)
        field = (struct tb_value){ .kind = TB_TEXT, .text = f->field->name };
    rc = is_explained(r, f, &explained);
    if (rc >= 0)
        rc = tb_stmt_bind(r->insert, r->err, "SSiSSivivSSSviSSSsSSivi",
                          &fingerprint, &f->rule, (long long)f->severity,
                          &f->aspect, &f->table->no, at->submission, &row,
                          at->line, &field, &f->value, &f->expected,
                          &f->difference, &other_submission, other->line, &key,
                          &f->message, &f->hint,
                          explained  ? "explained"
                          : found.id ? "still"
                                     : "new",
                          &first, &now, at->origin, &id, other->origin);
    if (rc >= 0)
        rc = tb_stmt_step(r->insert, r->err);
    if (explained)
        r->result->explained++;
    else
        count_finding(r, f->severity, found.id != 0);
    return rc < 0 ? -1 : 0;
}

static struct tb_str unread_key(struct run *r, long long row,
                                struct tb_str field)
{
    tb_buf_clear(&r->key);
    tb_buf_addf(&r->key, "%lld|%.*s", row, TB_STR_ARG(field));
    return tb_buf_str(&r->key);
}

/* A cell that could not be read is a finding already; that it is empty
 * therefore is none. */
static bool is_consequence(struct run *r, const struct tb_finding *f)
{
    uint32_t ignored;

    return f->row && f->field && tb_str_is(f->rule, "required") &&
           tb_map_find(&r->unread, unread_key(r, f->row, f->field->name),
                       &ignored);
}

static int take_finding(const struct tb_finding *f, void *ctx)
{
    struct run *r = ctx;
    struct place at = { .submission = f->submission, .line = f->line };
    struct place other = { 0 };

    if (is_consequence(r, f))
        return 0;
    tb_buf_clear(&r->key);
    tb_buf_adds(&r->key, "");
    if (f->row && locate(r, f->table, f->row, &at, &r->key) < 0)
        return -1;
    if (!f->row && f->submission &&
        tb_db_int(r->campaign->db, &at.slice, 0, r->err,
                  "SELECT slice FROM submission WHERE id = ?1", "i",
                  f->submission) < 0)
        return -1;
    if (f->other_row && locate(r, f->other_table ? f->other_table : f->table,
                               f->other_row, &other, NULL) < 0)
        return -1;
    make_fingerprint(r, f, &at);
    return store_finding(r, f, &at, &other);
}

/* ---- cells that import could not read ---- */

struct cell_parts {
    struct tb_str field, value, expected;
};

static bool cell_part(struct tb_str name, struct tb_buf *out, void *ctx)
{
    const struct cell_parts *p = ctx;

    if (tb_str_is(name, "field"))
        tb_buf_add(out, p->field);
    else if (tb_str_is(name, "value"))
        tb_buf_add(out, p->value);
    else if (tb_str_is(name, "expected"))
        tb_buf_add(out, p->expected);
    else
        return false;
    return true;
}

static struct tb_str rejected_hint(struct tb_str reason)
{
    return tb_str(tb_str_is(reason, "foreign")
                      ? "请由本人填报；从本文件中删去此行后重新提交。"
                      : "补全或改正主键后重新提交，此行才会入库。");
}

static int take_unread(struct run *r, struct tb_stmt *s)
{
    const struct tb_table *t =
        tb_dict_table(r->campaign->dict, tb_stmt_text(s, 1));
    const struct tb_field *field =
        t ? tb_table_field(t, tb_stmt_text(s, 4)) : NULL;
    long long trouble = tb_stmt_int(s, 6);
    bool rejected = tb_stmt_int(s, 7) != 0;
    struct tb_buf expected = { 0 }, message = { 0 }, value = { 0 };
    struct tb_finding f = { .severity = TB_ERROR,
                            .table = t,
                            .field = field,
                            .row = tb_stmt_int(s, 2),
                            .submission = tb_stmt_int(s, 0),
                            .line = tb_stmt_int(s, 3),
                            .value = tb_stmt_text(s, 5) };
    struct cell_parts parts = { 0 };
    int rc;

    if (!t || trouble < 0 || trouble >= TB_TROUBLES)
        return 0;
    if (field)
        tb_field_expects(field, &expected);
    /* "/" says nothing of a person */
    tb_mask(field && trouble != TB_TROUBLE_MARK ? field->personal : tb_str(""),
            f.value, &value);
    parts.field = field ? field->name : tb_str("");
    parts.value = tb_buf_str(&value);
    f.expected = parts.expected = tb_buf_str(&expected);
    if (trouble != TB_FINE) {
        const struct tb_trouble_text *text = &tb_trouble_texts[trouble];
        f.rule = tb_str(text->id);
        f.aspect = tb_str(text->aspect);
        f.hint = tb_str(text->hint);
        tb_message_fill(tb_str(text->message), cell_part, &parts, &message);
    }
    if (rejected) {
        f.rule = trouble != TB_FINE ? f.rule : tb_str("rejected");
        f.aspect = tb_str("完整性");
        if (f.hint.n == 0)
            f.hint = rejected_hint(tb_stmt_text(s, 9));
        tb_buf_addf(&message, "%s%s，此行未入库", message.n > 0 ? "；" : "",
                    tb_stmt_chars(s, 8));
    }
    f.message = tb_buf_str(&message);
    rc = take_finding(&f, r);
    if (f.row && field)
        tb_map_add(&r->unread,
                   tb_arena_copy(&r->arena, unread_key(r, f.row, field->name)),
                   0, NULL);
    tb_buf_free(&expected);
    tb_buf_free(&message);
    tb_buf_free(&value);
    return rc;
}

static int report_unread(struct run *r)
{
    struct tb_stmt *s;
    int rc = tb_db_prepare(
        r->campaign->db,
        "SELECT n.submission, u.table_no, n.data_id, n.line, n.field, n.raw, "
        "n.trouble, n.kind = 'row', n.detail, n.reason FROM cell_note n JOIN "
        "submission u "
        "ON u.id = n.submission WHERE u.current = 1 AND (n.trouble <> 0 OR "
        "n.kind = 'row') ORDER BY n.id",
        &s, r->err);

    while (rc == 0 && (rc = tb_stmt_step(s, r->err)) == 1)
        rc = take_unread(r, s);
    tb_stmt_free(s);
    return rc;
}

/* ---- the run ---- */

static int run_rules(struct run *r, struct tb_db *reader)
{
    struct tb_campaign *c = r->campaign;

    for (size_t i = 0; i < c->dict->rule_count; i++) {
        struct tb_err err = { 0 };
        if (!tb_rules_can_run(c->dict->rules[i].expression, c->dict,
                              r->there)) {
            r->result->without_last++;
            continue;
        }
        if (tb_rule_run(reader, c->dict, &c->dict->rules[i], &c->windows,
                        take_finding, r, &r->result->undecided, &err) == 0)
            continue;
        if (err.status != TB_DICTIONARY) {
            if (r->err->status == TB_OK)
                *r->err = err;
            return -1;
        }
        add_broken(r->result, err.msg);
    }
    r->result->rules = c->dict->rule_count - r->result->without_last;
    return 0;
}

static int prepare_run(struct run *r)
{
    struct tb_db *db = r->campaign->db;

    r->places = tb_alloc(r->campaign->dict->table_count, sizeof *r->places);
    if (read_olds(r) < 0)
        return -1;
    if (tb_db_prepare(
            db,
            "SELECT coalesce(value, ''), coalesce(expected, ''), message FROM "
            "explanation WHERE fingerprint = ?1",
            &r->explain, r->err) < 0)
        return -1;
    return tb_db_prepare(
        db,
        "INSERT OR REPLACE INTO finding (fingerprint, rule, severity, aspect, "
        "table_no, "
        "submission, data_id, line, field, value, expected, difference, "
        "other_submission, other_line, key, message, hint, status, "
        "first_seen, last_seen, origin, id, other_origin) VALUES (?, ?, ?, ?, "
        "?, nullif(?, 0), "
        "?, "
        "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, 0), ?, nullif(?, 0))",
        &r->insert, r->err);
}

/* What a submission had wrong with it when it was first checked; how it was
 * filed is judged by that, later (appraisal.h). */
static int keep_first_check(struct run *r)
{
    return tb_db_do(
        r->campaign->db, r->err,
        "INSERT OR IGNORE INTO first_check SELECT u.id, ?1, (SELECT count(*) "
        "FROM finding WHERE submission = u.id AND severity = 0 AND status IN "
        "('new', 'still')), (SELECT count(*) FROM finding WHERE submission = "
        "u.id AND severity = 1 AND status IN ('new', 'still')) FROM "
        "submission u WHERE u.current = 1 AND u.slice IS NOT NULL",
        "s", r->campaign->context.now);
}

static int finish_run(struct run *r)
{
    struct tb_campaign *c = r->campaign;
    struct tb_validate_result *x = r->result;

    if (resolve_olds(r) < 0 || keep_first_check(r) < 0 ||
        tb_review_return_faulty(c, &x->returned, r->err) < 0 ||
        tb_validate_done(&c->store, x->undecided, (long long)x->broken_count,
                         r->err) < 0)
        return -1;
    return tb_campaign_log(c, r->err, "validate",
                           "%lld errors, %lld to explain, %lld warnings",
                           x->errors, x->explains, x->warnings);
}

static void free_run(struct run *r)
{
    for (size_t i = 0; r->places && i < r->campaign->dict->table_count; i++)
        tb_stmt_free(r->places[i]);
    free(r->places);
    free(r->there);
    tb_map_free(&r->olds);
    free(r->old);
    tb_stmt_free(r->insert);
    tb_stmt_free(r->explain);
    tb_buf_free(&r->key);
    tb_buf_free(&r->fingerprint);
    tb_map_free(&r->unread);
    tb_arena_free(&r->arena);
}

/* What refers to a table that nobody fills waits for whoever will. */
static int read_unassigned(struct tb_campaign *c, struct tb_str *awaited,
                           struct tb_err *err)
{
    bool *assigned = tb_alloc(c->dict->table_count, sizeof *assigned);
    bool any = false;
    struct tb_stmt *s;
    int rc =
        tb_db_prepare(c->db, "SELECT DISTINCT table_no FROM slice", &s, err);

    while (rc == 0 && (rc = tb_stmt_step(s, err)) == 1) {
        const struct tb_table *t = tb_dict_table(c->dict, tb_stmt_text(s, 0));
        if (t)
            any = assigned[t - c->dict->tables] = true;
        rc = 0;
    }
    for (size_t i = 0; rc == 0 && any && i < c->dict->table_count; i++)
        if (!assigned[i] && c->dict->tables[i].origin != TB_ORIGIN_DERIVED)
            awaited[i] = tb_str("分配填报部门");
    tb_stmt_free(s);
    free(assigned);
    return rc;
}

/* Who has still to hand in a part of each table: the first few. */
static int read_awaited(struct tb_campaign *c, struct tb_str *awaited,
                        struct tb_arena *arena, struct tb_err *err)
{
    struct tb_stmt *s;
    int rc = tb_db_prepare(
        c->db,
        "SELECT table_no, group_concat(name, '、') || CASE WHEN max(n) > 3 "
        "THEN "
        "'等' ELSE '' END FROM (SELECT s.table_no, coalesce(nullif(d.short, "
        "''), d.name) AS name, row_number() OVER (PARTITION BY s.table_no "
        "ORDER BY d.id) AS place, count(*) OVER (PARTITION BY s.table_no) AS "
        "n FROM (SELECT DISTINCT table_no, department FROM slice WHERE state = "
        "'missing') s JOIN department d ON d.id = s.department ORDER BY d.id) "
        "WHERE place <= 3 GROUP BY table_no",
        &s, err);

    while (rc == 0 && (rc = tb_stmt_step(s, err)) == 1) {
        const struct tb_table *t = tb_dict_table(c->dict, tb_stmt_text(s, 0));
        if (t)
            awaited[t - c->dict->tables] =
                tb_arena_copy(arena, tb_stmt_text(s, 1));
        rc = 0;
    }
    tb_stmt_free(s);
    return rc < 0 ? -1 : read_unassigned(c, awaited, err);
}

int tb_validate_run(struct tb_campaign *c, struct tb_validate_result *result,
                    struct tb_err *err)
{
    struct run r = { .campaign = c, .result = result, .err = err };
    struct tb_db *reader = NULL;
    struct tb_str *awaited = tb_alloc(c->dict->table_count, sizeof *awaited);
    int rc = -1;

    if (tb_derive(c, false, result, err) < 0)
        goto done;
    /* The write lock first: then reader and writer see the same data. */
    if (tb_campaign_begin(c, err) < 0 ||
        tb_rules_connect(c->folder, c->dict, false, &reader, err) < 0 ||
        tb_rules_last_year(c->folder, c->dict, &r.there, err) < 0 ||
        tb_db_run(c->db, "DELETE FROM finding WHERE status = 'resolved'", err) <
            0 ||
        read_awaited(c, awaited, &r.arena, err) < 0 || prepare_run(&r) < 0)
        goto done;
    if (report_unread(&r) < 0 ||
        tb_declared_run(reader, c->dict, &c->windows, awaited, take_finding, &r,
                        err) < 0 ||
        tb_continuity_run(reader, c->dict, r.there, take_finding, &r, err) <
            0 ||
        tb_typed_run(c, take_finding, &r, err) < 0 ||
        run_rules(&r, reader) < 0 || finish_run(&r) < 0)
        goto done;
    free_run(&r);
    r = (struct run){ 0 };
    rc = tb_db_commit(c->db, err);
done:
    if (r.campaign)
        free_run(&r);
    tb_db_rollback(c->db);
    tb_db_close(reader);
    free(awaited);
    return rc;
}

void tb_validate_result_free(struct tb_validate_result *r)
{
    free(r->broken);
    tb_arena_free(&r->arena);
    *r = (struct tb_validate_result){ 0 };
}
