/* finding.c - findings as they are kept: reading and counting. */
#include "finding.h"

#include <stdlib.h>

#include "mem.h"
#include "told.h"

/* What is still to be looked at. */
#define IS_OPEN "f.status IN ('new', 'still')"

/* One row a finding.  Whose it is: the department whose data it is in; of what
 * is missing from a table, all that fill it. */
static const char found_sql[] =
    "SELECT f.fingerprint, f.rule, f.aspect, f.severity, f.status, f.table_no,"
    " f.field, f.value, f.expected, f.difference, f.key, f.message, f.hint,"
    " f.first_seen, f.last_seen, f.submission, f.origin, f.line,"
    " f.other_submission, f.other_origin, f.other_line, e.text, e.actor,"
    " e.person, p.name, e.at,"
    " f.data_id, CASE WHEN f.submission IS NULL THEN (SELECT "
    "group_concat(hd.shown, '、')"
    "  FROM slice h JOIN department hd ON hd.id = h.department"
    "  WHERE h.table_no = f.table_no) END"
    " FROM finding f JOIN ord ON ord.no = f.table_no"
    " LEFT JOIN explanation e ON e.fingerprint = f.fingerprint"
    " LEFT JOIN staff p ON p.id = e.person"
    " LEFT JOIN submission u ON u.id = f.submission"
    " LEFT JOIN slice s ON s.id = u.slice"
    " WHERE (" IS_OPEN " OR (?4 AND f.status = 'explained'))"
    " AND (?1 IS NULL OR f.table_no = ?1)"
    " AND (?2 = 0 OR coalesce(s.department, u.department) = ?2 OR"
    "  (f.submission IS NULL AND EXISTS (SELECT 1 FROM slice h WHERE"
    "   h.table_no = f.table_no AND h.department = ?2)))"
    " AND (?3 = 0 OR f.submission = ?3 OR f.submission IS NULL)"
    " ORDER BY ";

static const char by_department[] =
    "coalesce(s.department, u.department, 0), ord.n, f.severity, f.rule,"
    " f.line, f.id";
static const char explained_first[] =
    "f.status <> 'explained', f.severity, f.rule, f.line, f.id";

enum {
    FINGERPRINT,
    RULE,
    ASPECT,
    SEVERITY,
    STATUS,
    TABLE_NO,
    FIELD,
    VALUE,
    EXPECTED,
    DIFFERENCE,
    KEY,
    MESSAGE,
    HINT,
    FIRST_SEEN,
    LAST_SEEN,
    SPOT,
    OTHER_SPOT = SPOT + 3,
    EXPLANATION = OTHER_SPOT + 3,
    EXPLAINER,
    EXPLAINED_AT = EXPLAINER + 3,
    DATA_ID,
    FILLERS,
};

struct reading {
    struct tb_store *store;
    struct tb_places *places;
    tb_found_fn *each;
    void *ctx;
    struct tb_err *err;
    enum tb_sight sight;
    long long department;
    bool untold;
    struct tb_told told; /* of DEPARTMENT */
    struct tb_buf message, who;
};

static struct tb_spot spot(struct tb_stmt *s, int at)
{
    return (struct tb_spot){ .submission = tb_stmt_int(s, at),
                             .origin = tb_stmt_int(s, at + 1),
                             .line = tb_stmt_int(s, at + 2) };
}

static void take_texts(struct reading *r, struct tb_stmt *s, struct tb_found *f)
{
    *f = (struct tb_found){
        .fingerprint = tb_stmt_text(s, FINGERPRINT),
        .rule = tb_stmt_text(s, RULE),
        .aspect = tb_stmt_text(s, ASPECT),
        .severity = (enum tb_severity)tb_stmt_int(s, SEVERITY),
        .standing = (enum tb_standing)tb_word_find(tb_standings, TB_STANDINGS,
                                                   tb_stmt_text(s, STATUS)),
        .table = tb_dict_table(r->store->dict, tb_stmt_text(s, TABLE_NO)),
        .field_name = tb_stmt_text(s, FIELD),
        .value = tb_stmt_text(s, VALUE),
        .expected = tb_stmt_text(s, EXPECTED),
        .difference = tb_stmt_text(s, DIFFERENCE),
        .key = tb_stmt_text(s, KEY),
        .message = tb_stmt_text(s, MESSAGE),
        .hint = tb_stmt_text(s, HINT),
        .first_seen = tb_stmt_text(s, FIRST_SEEN),
        .last_seen = tb_stmt_text(s, LAST_SEEN),
        .submission = tb_stmt_int(s, SPOT),
        .explanation = tb_stmt_text(s, EXPLANATION),
        .explained_by = { tb_stmt_text(s, EXPLAINER),
                          tb_stmt_text(s, EXPLAINER + 1),
                          tb_stmt_text(s, EXPLAINER + 2) },
        .explained_at = tb_stmt_text(s, EXPLAINED_AT),
    };
    if (f->table && f->field_name.n > 0)
        f->field = tb_table_field(f->table, f->field_name);
}

static enum tb_sight sight_of(const struct reading *r, const struct tb_found *f)
{
    if (r->sight != TB_SIGHT_OWN)
        return r->sight;
    if (!f->submission) /* of the table, not of a row */
        return TB_SIGHT_STARS;
    return f->other.line > 0 &&
                   tb_str_eq(f->other.department, f->place.department)
               ? TB_SIGHT_ALL
               : TB_SIGHT_OWN;
}

static int show_who(struct reading *r, long long row, struct tb_found *f)
{
    tb_buf_clear(&r->who);
    tb_buf_adds(&r->who, "");
    if (row &&
        tb_row_who(r->places, f->table, row, f->sight, &r->who, r->err) < 0)
        return -1;
    f->who = tb_buf_str(&r->who);
    return 0;
}

/* What a department has not been told of is new for it.  Is F wanted? */
static bool stand_for_department(const struct reading *r, struct tb_found *f)
{
    bool told;

    if (!r->department)
        return true;
    told = tb_told_has(&r->told, f->fingerprint);
    if (f->standing == TB_STANDING_NEW || f->standing == TB_STANDING_STILL)
        f->standing = told ? TB_STANDING_STILL : TB_STANDING_NEW;
    return !told || !r->untold;
}

static int take_found(struct tb_stmt *s, void *ctx)
{
    struct reading *r = ctx;
    struct tb_spot at = spot(s, SPOT), other = spot(s, OTHER_SPOT);
    struct tb_found f;

    take_texts(r, s, &f);
    if (!f.table || !stand_for_department(r, &f))
        return 0;
    if (tb_place_at(r->places, &at, f.field_name, &f.place, r->err) < 0 ||
        tb_place_at(r->places, &other, f.field_name, &f.other, r->err) < 0)
        return -1;
    if (!f.submission)
        f.place.department = tb_stmt_text(s, FILLERS);
    f.sight = sight_of(r, &f);
    if (show_who(r, tb_stmt_int(s, DATA_ID), &f) < 0)
        return -1;
    tb_buf_clear(&r->message);
    tb_mask_show(f.message, f.sight, &r->message);
    f.message = tb_buf_str(&r->message);
    return r->each(&f, r->ctx);
}

/* The order of tables is the dictionary's: "1.10" after "1.9". */
static void query_sql(const struct tb_dict *d, bool explained,
                      struct tb_buf *sql)
{
    tb_buf_adds(sql, "WITH ord (no, n) AS (VALUES ");
    for (size_t i = 0; i < d->table_count; i++) {
        tb_buf_adds(sql, i > 0 ? ", (" : "(");
        tb_buf_add_quoted(sql, d->tables[i].no, '\'');
        tb_buf_addf(sql, ", %zu)", i);
    }
    tb_buf_addf(sql, ") %s%s", found_sql,
                explained ? explained_first : by_department);
}

int tb_findings_each(struct tb_store *store, const struct tb_finding_query *q,
                     tb_found_fn *each, void *ctx, struct tb_err *err)
{
    struct reading r = { .store = store,
                         .places = tb_places_new(store),
                         .each = each,
                         .ctx = ctx,
                         .err = err,
                         .sight = q->sight,
                         .department = q->department,
                         .untold = q->untold };
    struct tb_buf sql = { 0 };
    int rc =
        q->department ? tb_told_read(store, q->department, &r.told, err) : 0;

    query_sql(store->dict, q->explained_first, &sql);
    if (rc == 0)
        rc = tb_db_each(store->db, take_found, &r, err, sql.p, "siii",
                        q->table ? q->table->no.p : NULL, q->department,
                        q->submission, (long long)q->explained);
    tb_told_free(&r.told);
    tb_places_free(r.places);
    tb_buf_free(&r.message);
    tb_buf_free(&r.who);
    tb_buf_free(&sql);
    return rc;
}

/* ---- counting ---- */

#define COUNTS                                                                \
    "sum(f.severity = 0 AND " IS_OPEN "), sum(f.severity = 1 AND " IS_OPEN    \
    "), sum(f.severity = 2 AND " IS_OPEN "), sum(f.severity = 3 AND " IS_OPEN \
    "), sum(f.status = 'explained') FROM finding f"

static struct tb_counts take_counts(struct tb_stmt *s, int at)
{
    return (struct tb_counts){ tb_stmt_int(s, at), tb_stmt_int(s, at + 1),
                               tb_stmt_int(s, at + 2), tb_stmt_int(s, at + 3),
                               tb_stmt_int(s, at + 4) };
}

static int take_one(struct tb_stmt *s, void *ctx)
{
    *(struct tb_counts *)ctx = take_counts(s, 0);
    return 0;
}

int tb_findings_count(struct tb_store *store, long long submission,
                      struct tb_counts *out, struct tb_err *err)
{
    *out = (struct tb_counts){ 0 };
    return tb_db_one(store->db, take_one, out, err,
                     "SELECT " COUNTS " WHERE f.submission = ?1", "i",
                     submission) < 0
               ? -1
               : 0;
}

static int take_count(struct tb_stmt *s, void *ctx)
{
    struct tb_count_list *all = ctx;

    all->list = tb_grow(all->list, all->count, &all->room, sizeof *all->list);
    all->list[all->count++] =
        (struct tb_count){ tb_stmt_int(s, 0), take_counts(s, 1) };
    return 0;
}

int tb_counts_read(struct tb_store *store, struct tb_count_list *out,
                   struct tb_err *err)
{
    return tb_db_each(store->db, take_count, out, err,
                      "SELECT f.submission, " COUNTS " WHERE f.submission IS "
                      "NOT NULL GROUP BY f.submission ORDER BY f.submission",
                      "");
}

void tb_counts_free(struct tb_count_list *counts)
{
    free(counts->list);
    *counts = (struct tb_count_list){ 0 };
}

static int by_submission(const void *key, const void *element)
{
    const long long *id = key;
    const struct tb_count *c = element;

    return (*id > c->submission) - (*id < c->submission);
}

struct tb_counts tb_counts_of(const struct tb_count_list *counts,
                              long long submission)
{
    const struct tb_count *found =
        counts->count > 0 ? bsearch(&submission, counts->list, counts->count,
                                    sizeof *counts->list, by_submission)
                          : NULL;

    return found ? found->open : (struct tb_counts){ 0 };
}

static int take_total(struct tb_stmt *s, void *ctx)
{
    struct tb_findings_total *total = ctx;

    total->open = take_counts(s, 0);
    total->fresh = tb_stmt_int(s, 5);
    return 0;
}

int tb_findings_total(struct tb_store *store, struct tb_findings_total *out,
                      struct tb_err *err)
{
    *out = (struct tb_findings_total){ 0 };
    return tb_db_one(store->db, take_total, out, err,
                     "SELECT c.*, (SELECT count(*) FROM finding WHERE status = "
                     "'new') FROM (SELECT " COUNTS ") c",
                     "") < 0
               ? -1
               : 0;
}

struct rule_reading {
    tb_finding_rule_fn *each;
    void *ctx;
};

static int take_rule(struct tb_stmt *s, void *ctx)
{
    const struct rule_reading *r = ctx;

    return r->each(tb_stmt_text(s, 0), tb_stmt_text(s, 1), r->ctx);
}

int tb_findings_error_rules(struct tb_store *store, long long submission,
                            tb_finding_rule_fn *each, void *ctx,
                            struct tb_err *err)
{
    struct rule_reading r = { each, ctx };

    return tb_db_each(store->db, take_rule, &r, err,
                      "SELECT DISTINCT f.rule, coalesce(f.field, '') FROM "
                      "finding f WHERE "
                      "f.submission = ?1 AND f.severity = 0 AND " IS_OPEN,
                      "i", submission);
}
