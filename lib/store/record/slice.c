/* slice.c - reading slices, and the few changes of one. */
#include "slice.h"

#include <stdlib.h>

#include "carried.h"
#include "finding.h"
#include "freshness.h"
#include "mem.h"

/* One row a slice, with its people and what is filed. */
static const char slices_sql[] =
    "SELECT s.id, s.table_no, s.kind, s.part, p.name, c.id, c.name,"
    " a.id, a.name, s.deadline, s.submitted_at, s.state, s.reason,"
    " s.was, s.starts_on, t.responsible,"
    " d.id, d.code, d.name, d.shown, r.id, r.code, r.name, r.shown,"
    " l.id, l.code, l.name, l.shown, " TB_SUBMISSION_COLUMNS
    " FROM slice s JOIN department d ON d.id = s.department"
    " LEFT JOIN assignment t ON t.table_no = s.table_no"
    " LEFT JOIN department r ON r.id = s.reviewer"
    " LEFT JOIN department l ON l.id = s.lead"
    " LEFT JOIN staff p ON s.kind = 'teacher' AND p.id = s.part"
    " LEFT JOIN staff c ON c.id = coalesce(s.collector,"
    " iif(s.kind IN ('whole', 'condition'), d.collector, NULL))"
    " LEFT JOIN staff a ON a.id = coalesce(s.approver, r.approver)"
    " LEFT JOIN submission u ON u.slice = s.id AND u.current = 1"
    " LEFT JOIN file x ON x.sha256 = u.file"
    " LEFT JOIN staff w ON w.id = u.person WHERE ?3 >= 0";

/* The columns of slices_sql. */
enum {
    ID,
    TABLE_NO,
    KIND,
    PART,
    TEACHER,
    COLLECTOR,
    COLLECTOR_NAME,
    APPROVER,
    APPROVER_NAME,
    DEADLINE,
    SUBMITTED_AT,
    STATE,
    REASON,
    WAS,
    STARTS_ON,
    RESPONSIBLE,
    DEPARTMENT,
    REVIEWER = DEPARTMENT + 4,
    LEAD = REVIEWER + 4,
    SUBMISSION = LEAD + 4,
};

struct reading {
    const struct tb_dict *dict;
    struct tb_slices *out;
};

static struct tb_str text(struct reading *r, struct tb_stmt *s, int column)
{
    return tb_arena_copy(&r->out->arena, tb_stmt_text(s, column));
}

static struct tb_department department(struct reading *r, struct tb_stmt *s,
                                       int at)
{
    return (struct tb_department){ tb_stmt_int(s, at), text(r, s, at + 1),
                                   text(r, s, at + 2), text(r, s, at + 3),
                                   tb_str("") };
}

static int take_slice(struct tb_stmt *s, void *ctx)
{
    struct reading *r = ctx;
    const struct tb_table *t =
        tb_dict_table(r->dict, tb_stmt_text(s, TABLE_NO));
    struct tb_slices *out = r->out;
    struct tb_slice *x;

    if (!t)
        return 0; /* the dictionary has lost it */
    out->list = tb_grow(out->list, out->count, &out->room, sizeof *out->list);
    x = &out->list[out->count++];
    *x = (struct tb_slice){
        .id = tb_stmt_int(s, ID),
        .table = t,
        .department = department(r, s, DEPARTMENT),
        .reviewer = department(r, s, REVIEWER),
        .lead = department(r, s, LEAD),
        .kind = (enum tb_part_kind)tb_word_find(tb_part_kinds, TB_PART_KINDS,
                                                tb_stmt_text(s, KIND)),
        .part = text(r, s, PART),
        .collector = { text(r, s, COLLECTOR), text(r, s, COLLECTOR_NAME) },
        .approver = { text(r, s, APPROVER), text(r, s, APPROVER_NAME) },
        .starts_on = text(r, s, STARTS_ON),
        .responsible = text(r, s, RESPONSIBLE),
        .deadline = text(r, s, DEADLINE),
        .submitted_at = text(r, s, SUBMITTED_AT),
        .state = (enum tb_state)tb_word_find(tb_states, TB_STATES,
                                             tb_stmt_text(s, STATE)),
        .reason = text(r, s, REASON),
        .was = (enum tb_state)tb_word_find(tb_states, TB_STATES,
                                           tb_stmt_text(s, WAS)),
    };
    x->teacher =
        (struct tb_person){ x->kind == TB_PART_TEACHER ? x->part : tb_str(""),
                            text(r, s, TEACHER) };
    tb_submission_take(s, SUBMISSION, &out->arena, &x->now);
    return 0;
}

int tb_slice_order(const void *a, const void *b)
{
    const struct tb_slice *x = a, *y = b;
    int order = (x->table > y->table) - (x->table < y->table);

    if (order == 0)
        order = (x->department.id > y->department.id) -
                (x->department.id < y->department.id);
    if (order == 0)
        order = strcmp(x->part.p, y->part.p);
    return order ? order : (x->id > y->id) - (x->id < y->id);
}

/* ---- further reviewers ---- */

struct co_reading {
    struct reading reading;
    size_t at; /* of the slice that came last; they come by their ids */
};

static int take_co_reviewer(struct tb_stmt *s, void *ctx)
{
    struct co_reading *c = ctx;
    struct tb_slices *out = c->reading.out;
    long long id = tb_stmt_int(s, 0);
    struct tb_department *more;
    struct tb_slice *x;

    for (size_t i = 0; i < out->count && out->list[c->at].id != id; i++)
        c->at = (c->at + 1) % out->count;
    x = &out->list[c->at];
    if (x->id != id)
        return 0;
    more = tb_arena_alloc(&out->arena, (x->co_count + 1) * sizeof *more);
    if (x->co_count > 0)
        memcpy(more, x->co_reviewers, x->co_count * sizeof *more);
    more[x->co_count++] = department(&c->reading, s, 1);
    x->co_reviewers = more;
    return 0;
}

static int read_co_reviewers(struct tb_store *store, struct reading *r,
                             long long id, struct tb_err *err)
{
    struct co_reading c = { .reading = *r };

    return r->out->count == 0
               ? 0
               : tb_db_each(store->db, take_co_reviewer, &c, err,
                            "SELECT c.slice, d.id, d.code, d.name, d.shown "
                            "FROM co_reviewer c JOIN department d ON d.id = "
                            "c.department WHERE ?1 = 0 OR c.slice = ?1 "
                            "ORDER BY c.slice, d.id",
                            "i", id);
}

/* What is open: of one slice by an index, of all in one pass. */
static int count_open(struct tb_store *store, struct tb_slices *all,
                      struct tb_err *err)
{
    struct tb_count_list counts = { 0 };
    int rc = 0;

    if (all->count == 1)
        return all->list[0].now.id
                   ? tb_findings_count(store, all->list[0].now.id,
                                       &all->list[0].open, err)
                   : 0;
    rc = tb_counts_read(store, &counts, err);
    for (size_t i = 0; i < all->count && rc == 0; i++)
        all->list[i].open = tb_counts_of(&counts, all->list[i].now.id);
    tb_counts_free(&counts);
    return rc;
}

int tb_slices_read(struct tb_store *store, const struct tb_slice_query *q,
                   struct tb_slices *out, struct tb_err *err)
{
    struct reading r = { store->dict, out };
    struct tb_buf sql = { 0 };
    int rc;

    /* what is not asked for is left out, so that an index can be used; ?3 is
     * always there */
    tb_buf_addf(&sql, "%s%s%s%s", slices_sql,
                q->table ? " AND s.table_no = ?1" : "",
                q->department ? " AND s.department = ?2" : "",
                q->id ? " AND s.id = ?3" : "");
    rc = tb_db_each(store->db, take_slice, &r, err, sql.p, "sii",
                    q->table ? q->table->no.p : NULL, q->department, q->id);
    tb_buf_free(&sql);
    if (rc < 0 || read_co_reviewers(store, &r, q->id, err) < 0)
        return -1;
    if (out->count > 0)
        qsort(out->list, out->count, sizeof *out->list, tb_slice_order);
    return q->uncounted ? 0 : count_open(store, out, err);
}

void tb_slices_free(struct tb_slices *slices)
{
    free(slices->list);
    tb_arena_free(&slices->arena);
    *slices = (struct tb_slices){ 0 };
}

/* ---- what follows from it ---- */

long long tb_slice_rows(const struct tb_slice *s)
{
    return s->now.filed + s->now.kept;
}

bool tb_slice_is_handed(const struct tb_slice *s)
{
    switch (s->state) {
    case TB_STATE_MISSING:
    case TB_STATE_RETURNED:
        return false;
    case TB_STATE_NIL:
        return true;
    default:
        return s->now.id != 0;
    }
}

void tb_slice_show_reviewers(const struct tb_slice *s, struct tb_buf *out)
{
    tb_buf_add(out, s->reviewer.shown);
    for (size_t i = 0; i < s->co_count; i++)
        tb_buf_addf(out, "、%.*s", TB_STR_ARG(s->co_reviewers[i].shown));
}

struct tb_str tb_slice_part(const struct tb_slice *s)
{
    return s->kind == TB_PART_CLOUD ? tb_str(tb_part_kinds[s->kind].chinese)
                                    : s->part;
}

void tb_slice_show(const struct tb_slice *s, struct tb_buf *out)
{
    struct tb_str part = tb_slice_part(s);

    tb_buf_add(out, s->department.shown);
    if (s->kind == TB_PART_TEACHER)
        tb_buf_addf(out, " %.*s", TB_STR_ARG(part));
    else if (part.n > 0)
        tb_buf_addf(out, "（%.*s）", TB_STR_ARG(part));
}

int tb_slices_count_open(struct tb_store *store, enum tb_level last,
                         long long *open, struct tb_err *err)
{
    return tb_db_int(store->db, open, 0, err,
                     "SELECT count(*) FROM slice WHERE state NOT IN (?1, "
                     "'nil')",
                     "s", tb_states[tb_level_state(last)].code);
}

#define NAMES 4

struct names {
    struct tb_buf *out;
    int count;
};

static int add_name(struct tb_stmt *s, void *ctx)
{
    struct names *names = ctx;

    if (names->count++ == NAMES)
        tb_buf_adds(names->out, "等");
    else
        tb_buf_addf(names->out, "%s%s", names->out->n ? "、" : "",
                    tb_stmt_chars(s, 0));
    return 0;
}

int tb_slices_awaited(struct tb_store *store, const struct tb_table *t,
                      enum tb_level last, struct tb_buf *out,
                      struct tb_err *err)
{
    struct names names = { .out = out };

    tb_buf_clear(out);
    tb_buf_adds(out, "");
    return tb_db_each(
        store->db, add_name, &names, err,
        "SELECT DISTINCT d.shown FROM slice s JOIN department d "
        "ON d.id = s.department WHERE s.table_no = ?1 AND s.state "
        "NOT IN (?2, 'nil') ORDER BY d.id LIMIT ?3",
        "Ssi", &t->no, tb_states[tb_level_state(last)].code,
        (long long)NAMES + 1);
}

int tb_slices_count(struct tb_store *store, const struct tb_slice_query *q,
                    long long *count, struct tb_err *err)
{
    return tb_db_int(store->db, count, 0, err,
                     "SELECT count(*) FROM slice WHERE (?1 IS NULL OR "
                     "table_no = ?1) AND (?2 = 0 OR department = ?2) AND (?3 = "
                     "0 OR id = ?3)",
                     "sii", q->table ? q->table->no.p : NULL, q->department,
                     q->id);
}

/* ---- changes ---- */

int tb_slice_move(struct tb_store *store, const struct tb_slice *s,
                  enum tb_state state, const char *reason, const char *deadline,
                  bool *done, struct tb_err *err)
{
    if (tb_db_do(
            store->db, err,
            "UPDATE slice SET state = ?2, reason = ?3, was = NULL, deadline = "
            "coalesce(?5, deadline) WHERE id = ?1 AND state = ?4 AND ?6 = "
            "coalesce((SELECT id FROM submission WHERE slice = ?1 AND "
            "current = 1), 0)",
            "issssi", s->id, tb_states[state].code, reason,
            tb_states[s->state].code, deadline, s->now.id) < 0)
        return -1;
    *done = tb_db_changes(store->db) == 1;
    return 0;
}

int tb_slice_remember(struct tb_store *store, long long id, enum tb_state was,
                      struct tb_err *err)
{
    return tb_db_do(store->db, err, "UPDATE slice SET was = ?2 WHERE id = ?1",
                    "is", id, tb_states[was].code);
}

int tb_slice_filed(struct tb_store *store, long long id, struct tb_err *err)
{
    return tb_db_do(store->db, err,
                    "UPDATE slice SET state = 'submitted', reason = NULL, was "
                    "= NULL, submitted_at = ?2 WHERE id = ?1",
                    "is", id, store->context->now);
}

int tb_slice_declare_nil(struct tb_store *store, long long id, bool returned,
                         struct tb_str reason, bool *done, struct tb_err *err)
{
    if (tb_db_do(store->db, err,
                 "UPDATE slice SET state = 'nil', reason = ?2, was = NULL, "
                 "submitted_at = ?3 WHERE id = ?1 AND (state IN ('missing', "
                 "'nil') OR (?4 AND "
                 "state = 'returned'))",
                 "iSsi", id, &reason, store->context->now,
                 (long long)returned) < 0)
        return -1;
    *done = tb_db_changes(store->db) == 1;
    if (*done && tb_carried_end(store, id, err) < 0)
        return -1;
    return *done ? tb_validate_outdate(store, err) : 0;
}

int tb_slice_add_cloud(struct tb_store *store, const struct tb_table *t,
                       struct tb_err *err)
{
    return tb_db_do(
        store->db, err,
        "INSERT OR IGNORE INTO slice (table_no, department, kind, reviewer, "
        "lead) SELECT s.table_no, s.department, 'cloud', s.reviewer, s.lead "
        "FROM slice s JOIN assignment a ON a.table_no = s.table_no AND a.mode "
        "= 'cloud' WHERE s.table_no = ?1 AND s.kind = 'whole' ORDER BY "
        "s.department LIMIT 1",
        "S", &t->no);
}

int tb_slices_cloud_filed(struct tb_store *store, const struct tb_table *t,
                          struct tb_err *err)
{
    return tb_db_do(
        store->db, err,
        "UPDATE slice SET state = 'nil', reason = '云端数据已接收', "
        "submitted_at = ?2 WHERE table_no = ?1 AND kind <> 'cloud' AND state = "
        "'missing' AND EXISTS (SELECT 1 FROM assignment a WHERE a.table_no = "
        "?1 AND instr(coalesce(a.remark, '') || coalesce(a.fillers, ''), "
        "'可补充') = 0)",
        "Ss", &t->no, store->context->now);
}

bool tb_slice_is_early(const struct tb_slice *slice, const char *now)
{
    return slice->starts_on.n > 0 &&
           strncmp(now, slice->starts_on.p, slice->starts_on.n) < 0;
}

bool tb_slice_is_late(const struct tb_slice *s, const char *now)
{
    return s->deadline.n > 0 && strncmp(s->deadline.p, now, 10) < 0;
}
