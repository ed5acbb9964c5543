/* appraisal.c - counting what each department filed, and scoring it. */
#include "appraisal.h"

#include <stdlib.h>

#include "mem.h"

/* ---- scores ---- */

static double share(long long part, long long whole)
{
    return whole > 0 ? (double)part / (double)whole : 1;
}

static double per_thousand(long long issues, long long cells)
{
    return cells > 0 ? 1000.0 * (double)issues / (double)cells
                     : TB_APPRAISAL_NONE;
}

static double quality(const struct tb_appraisal_row *r)
{
    double score = 100;

    if (r->first < 0 && r->now < 0)
        return TB_APPRAISAL_NONE;
    if (r->first > 0)
        score -= r->first;
    if (r->now > 0)
        score -= TB_APPRAISAL_NOW * r->now;
    if (r->filed > 0)
        score -= TB_APPRAISAL_RETURN * (double)r->returns / (double)r->filed;
    return score > 0 ? score : 0;
}

static double total(const struct tb_appraisal_row *r)
{
    const struct {
        double score;
        int weight;
    } parts[] = { { r->timeliness, TB_APPRAISAL_TIMELINESS },
                  { r->completeness, TB_APPRAISAL_COMPLETENESS },
                  { r->quality, TB_APPRAISAL_QUALITY } };
    double sum = 0;
    int weights = 0;

    for (size_t i = 0; i < TB_LEN(parts); i++)
        if (parts[i].score >= 0) {
            sum += parts[i].score * parts[i].weight;
            weights += parts[i].weight;
        }
    return weights > 0 ? sum / weights : TB_APPRAISAL_NONE;
}

void tb_appraisal_score(struct tb_appraisal_row *r)
{
    r->first = per_thousand(r->first_issues, r->first_cells);
    r->now = per_thousand(r->now_issues, r->now_cells);
    r->required_percent = r->required > 0
                              ? 100 * share(r->required_filled, r->required)
                              : TB_APPRAISAL_NONE;
    r->timeliness = r->completeness = TB_APPRAISAL_NONE;
    if (r->due > 0) {
        r->timeliness = 100 * share(r->in_time, r->due);
        r->completeness = 100 * share(r->due - r->missing, r->due) *
                          share(r->required_filled, r->required) *
                          share(r->rows_in - r->rejected, r->rows_in);
    }
    r->quality = quality(r);
    r->total = total(r);
}

/* ---- counts ---- */

static struct tb_appraisal_row *row_of(struct tb_appraisal *a, long long id,
                                       struct tb_str name)
{
    for (size_t i = 0; i < a->count; i++)
        if (a->rows[i].department_id == id)
            return &a->rows[i];
    a->rows = tb_grow(a->rows, a->count, &a->room, sizeof *a->rows);
    a->rows[a->count] = (struct tb_appraisal_row){
        .department_id = id, .department = tb_arena_copy(&a->arena, name)
    };
    return &a->rows[a->count++];
}

/* One line a slice: its first filing, what is filed now, how often it was
 * returned, what was found in what was first checked and what is found now. */
static const char slices_sql[] =
    "SELECT s.department, coalesce(nullif(d.short, ''), d.name), s.table_no,"
    " s.state = 'nil', s.deadline IS NULL OR s.deadline < ?1,"
    " a.id IS NOT NULL, a.late IS NOT NULL OR"
    "  coalesce(substr(a.imported_at, 1, 10) > s.deadline, 0),"
    " coalesce(substr(s.submitted_at, 1, 10) > s.deadline, 0),"
    " coalesce(u.rows_in + u.rows_kept, 0), coalesce(u.rows_rejected, 0),"
    " coalesce(u.id <= (SELECT last_submission FROM validation ORDER BY id"
    "  DESC LIMIT 1), 0),"
    " (SELECT count(*) FROM finding f WHERE f.submission = u.id AND"
    "  f.severity <= 1 AND f.status IN ('new', 'still')),"
    " coalesce(k.rows_in + k.rows_kept, 0), coalesce(c.errors + c.explains, 0),"
    " (SELECT count(*) FROM decision x WHERE x.slice = s.id AND"
    "  x.action = 'return')"
    " FROM slice s JOIN department d ON d.id = s.department"
    " LEFT JOIN submission a ON a.id = (SELECT min(id) FROM submission WHERE"
    "  slice = s.id)"
    " LEFT JOIN submission u ON u.slice = s.id AND u.current = 1"
    " LEFT JOIN first_check c ON c.submission = (SELECT min(b.id) FROM"
    "  submission b JOIN first_check e ON e.submission = b.id WHERE b.slice ="
    "  s.id)"
    " LEFT JOIN submission k ON k.id = c.submission"
    " ORDER BY s.department, s.id";

/* The columns of slices_sql. */
enum {
    DEPARTMENT,
    DEPARTMENT_NAME,
    TABLE_NO,
    IS_NIL,
    IS_OVER,
    IS_FILED,
    IS_LATE,
    IS_NIL_LATE,
    ROWS_IN,
    REJECTED,
    IS_CHECKED,
    NOW,
    FIRST_ROWS,
    FIRST,
    RETURNS,
};

static long long fields_of(const struct tb_campaign *c, struct tb_str no)
{
    const struct tb_table *t = tb_dict_table(c->dict, no);
    long long n = 0;

    for (size_t i = 0; t && i < t->count; i++)
        n += t->fields[i].used;
    return n;
}

static void take_slice(const struct tb_campaign *c, struct tb_stmt *s,
                       struct tb_appraisal *a)
{
    struct tb_appraisal_row *r =
        row_of(a, tb_stmt_int(s, DEPARTMENT), tb_stmt_text(s, DEPARTMENT_NAME));
    long long fields = fields_of(c, tb_stmt_text(s, TABLE_NO));
    bool is_nil = tb_stmt_int(s, IS_NIL), is_filed = tb_stmt_int(s, IS_FILED);
    bool is_late = tb_stmt_int(s, is_filed ? IS_LATE : IS_NIL_LATE);

    r->returns += tb_stmt_int(s, RETURNS);
    if (!is_filed && !is_nil && !tb_stmt_int(s, IS_OVER))
        return;
    r->due++;
    r->nil += is_nil;
    r->filed += is_filed && !is_nil;
    r->missing += !is_filed && !is_nil;
    r->late += (is_filed || is_nil) && is_late;
    r->in_time += (is_filed || is_nil) && !is_late;
    r->rows_in += tb_stmt_int(s, ROWS_IN);
    r->rejected += tb_stmt_int(s, REJECTED);
    r->first_cells += tb_stmt_int(s, FIRST_ROWS) * fields;
    r->first_issues += tb_stmt_int(s, FIRST);
    if (tb_stmt_int(s, IS_CHECKED)) {
        r->now_cells += tb_stmt_int(s, ROWS_IN) * fields;
        r->now_issues += tb_stmt_int(s, NOW);
    }
}

static int count_slices(struct tb_campaign *c, struct tb_appraisal *a,
                        struct tb_err *err)
{
    struct tb_stmt *s = NULL;
    char today[11];
    int rc;

    memcpy(today, c->context.now, 10);
    today[10] = '\0';
    rc = tb_db_prepare(c->db, slices_sql, &s, err);
    if (rc == 0)
        rc = tb_stmt_bind(s, err, "s", today);
    while (rc == 0 && (rc = tb_stmt_step(s, err)) == 1) {
        take_slice(c, s, a);
        rc = 0;
    }
    tb_stmt_free(s);
    return rc;
}

/* When is F to be filled?  As tb_value_check() has it. */
static void add_applies(const struct tb_field *f, struct tb_buf *sql)
{
    struct tb_str rest = f->applies_values, one;
    bool first = true;

    if (!f->applies_field) {
        tb_buf_adds(sql, "1");
        return;
    }
    tb_buf_adds(sql, "coalesce(");
    tb_buf_add_quoted(sql, f->applies_field->name, '"');
    tb_buf_adds(sql, " IN (");
    for (; tb_str_next(&rest, "|", &one); first = false) {
        tb_buf_adds(sql, first ? "" : ", ");
        tb_buf_add_quoted(sql, one, '\'');
    }
    tb_buf_adds(sql, "), 1)");
}

/* SELECT department, required cells, filled ones of them; false when T
 * requires nothing. */
static bool required_sql(const struct tb_table *t, struct tb_buf *sql)
{
    struct tb_buf required = { 0 }, filled = { 0 };
    bool any = false;

    for (size_t i = 0; i < t->count; i++) {
        const struct tb_field *f = &t->fields[i];
        if (!f->used || !f->required)
            continue;
        tb_buf_adds(&required, any ? " + " : "");
        tb_buf_adds(&filled, any ? " + (" : "(");
        add_applies(f, &required);
        add_applies(f, &filled);
        tb_buf_adds(&filled, " AND ");
        tb_buf_add_quoted(&filled, f->name, '"');
        tb_buf_adds(&filled, " IS NOT NULL)");
        any = true;
    }
    tb_buf_clear(sql);
    tb_buf_addf(sql,
                "SELECT s.department, sum(%s), sum(%s) FROM \"d_%.*s\" JOIN "
                "submission u ON u.id = _submission AND u.current = 1 JOIN "
                "slice s ON s.id = u.slice GROUP BY s.department",
                tb_buf_text(&required), tb_buf_text(&filled),
                TB_STR_ARG(t->no));
    tb_buf_free(&required);
    tb_buf_free(&filled);
    return any;
}

static int count_required(struct tb_campaign *c, struct tb_appraisal *a,
                          struct tb_err *err)
{
    struct tb_buf sql = { 0 };
    int rc = 0;

    for (size_t i = 0; rc == 0 && i < c->dict->table_count; i++) {
        struct tb_stmt *s = NULL;
        if (!required_sql(&c->dict->tables[i], &sql))
            continue;
        rc = tb_db_prepare(c->db, sql.p, &s, err);
        while (rc == 0 && (rc = tb_stmt_step(s, err)) == 1) {
            struct tb_appraisal_row *r =
                row_of(a, tb_stmt_int(s, 0), tb_str(""));
            r->required += tb_stmt_int(s, 1);
            r->required_filled += tb_stmt_int(s, 2);
            rc = 0;
        }
        tb_stmt_free(s);
    }
    tb_buf_free(&sql);
    return rc;
}

static int by_total(const void *a, const void *b)
{
    const struct tb_appraisal_row *x = a, *y = b;

    if (x->total < y->total || x->total > y->total)
        return x->total < y->total ? 1 : -1;
    return (x->department_id > y->department_id) -
           (x->department_id < y->department_id);
}

int tb_appraisal_read(struct tb_campaign *c, struct tb_appraisal *a,
                      struct tb_err *err)
{
    if (count_slices(c, a, err) < 0 || count_required(c, a, err) < 0)
        return -1;
    for (size_t i = 0; i < a->count; i++)
        tb_appraisal_score(&a->rows[i]);
    if (a->count > 0)
        qsort(a->rows, a->count, sizeof *a->rows, by_total);
    return 0;
}

void tb_appraisal_free(struct tb_appraisal *a)
{
    free(a->rows);
    tb_arena_free(&a->arena);
    *a = (struct tb_appraisal){ 0 };
}
