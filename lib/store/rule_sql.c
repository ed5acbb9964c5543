/* rule_sql.c - SQL that is made of rules and of the dictionary's tables. */
#include "rule_sql.h"

#define BUDGET 2000000 /* thousands of steps of one rule */

static void add_name(struct tb_buf *sql, const char *head, struct tb_str name)
{
    tb_buf_adds(sql, head);
    tb_buf_add_quoted(sql, name, '"');
}

/* Prepare SQL, which is freed. */
static int prepare_own(struct tb_db *db, struct tb_buf *sql,
                       struct tb_stmt **stmt, struct tb_err *err)
{
    int rc = tb_db_prepare(db, sql->p, stmt, err);

    tb_buf_free(sql);
    return rc;
}

/* ---- what the dictionary wrote ---- */

int tb_foreign_prepare(struct tb_db *db, const struct tb_dict *dict,
                       struct tb_str sql, struct tb_stmt **stmt,
                       struct tb_err *err)
{
    struct tb_buf text = { 0 };
    int rc;

    tb_buf_add(&text, sql);
    rc = tb_db_prepare_inside(db, tb_store_is_readable, dict, BUDGET,
                              tb_buf_text(&text), stmt, err);
    tb_buf_free(&text);
    return rc;
}

/* The fields that the message of RULE names, and its own field. */
static void add_fields(const struct tb_rule *r, struct tb_buf *sql)
{
    for (size_t i = 0; i < r->table->count; i++) {
        const struct tb_field *f = &r->table->fields[i];
        struct tb_buf brace = { 0 };
        tb_buf_addf(&brace, "{%.*s}", TB_STR_ARG(f->name));
        if (f->used &&
            (f == r->field || tb_str_find(r->message, brace.p) < r->message.n))
            add_name(sql, ", ", f->name);
        tb_buf_free(&brace);
    }
}

int tb_rule_prepare(struct tb_db *db, const struct tb_dict *dict,
                    const struct tb_rule *r, struct tb_stmt **stmt,
                    struct tb_err *err)
{
    struct tb_buf sql = { 0 };
    int rc;

    if (r->kind == TB_RULE_SET)
        return tb_foreign_prepare(db, dict, r->expression, stmt, err);
    /* Twice in the text, but _holds is computed of the rows that come out
     * alone; once, in a SELECT inside, would cost every row a step more:
     * 5.1 s instead of 4.8 for all rules on a college. */
    tb_buf_addf(&sql, "SELECT _row, (%.*s\n) AS _holds",
                TB_STR_ARG(r->expression));
    add_fields(r, &sql);
    add_name(&sql, " FROM ", r->table->name);
    tb_buf_addf(&sql, " WHERE NOT coalesce((%.*s\n), 0)",
                TB_STR_ARG(r->expression));
    rc = tb_foreign_prepare(db, dict, tb_buf_str(&sql), stmt, err);
    tb_buf_free(&sql);
    return rc;
}

int tb_rule_row_prepare(struct tb_db *db, const struct tb_rule *r,
                        struct tb_stmt **stmt, struct tb_err *err)
{
    struct tb_buf sql = { 0 };

    tb_buf_adds(&sql, "SELECT _row");
    add_fields(r, &sql);
    add_name(&sql, " FROM ", r->table->name);
    tb_buf_adds(&sql, " WHERE _row = ?1");
    return prepare_own(db, &sql, stmt, err);
}

int tb_source_prepare(struct tb_db *db, const struct tb_dict *dict,
                      const struct tb_derived *d, struct tb_stmt **stmt,
                      struct tb_err *err)
{
    struct tb_buf sql = { 0 };
    int rc;

    tb_buf_addf(&sql, "SELECT * FROM (%.*s\n)", TB_STR_ARG(d->lineage));
    rc = tb_foreign_prepare(db, dict, tb_buf_str(&sql), stmt, err);
    tb_buf_free(&sql);
    return rc;
}

/* ---- what it declares ---- */

int tb_filed_any(struct tb_db *db, const struct tb_table *t, bool *any,
                 struct tb_err *err)
{
    struct tb_buf sql = { 0 };
    long long one;
    int rc;

    add_name(&sql, "SELECT 1 FROM ", t->name);
    tb_buf_adds(&sql, " LIMIT 1");
    rc = tb_db_int(db, &one, 0, err, sql.p, "");
    *any = one != 0;
    tb_buf_free(&sql);
    return rc;
}

int tb_filed_prepare(struct tb_db *db, const struct tb_table *t,
                     struct tb_stmt **stmt, struct tb_err *err)
{
    struct tb_buf sql = { 0 };

    tb_buf_adds(&sql, "SELECT _row, ");
    tb_store_columns(t, &sql);
    add_name(&sql, " FROM ", t->name);
    return prepare_own(db, &sql, stmt, err);
}

int tb_filed_row_prepare(struct tb_db *db, const struct tb_table *t,
                         struct tb_stmt **stmt, struct tb_err *err)
{
    struct tb_buf sql = { 0 };

    tb_buf_adds(&sql, "SELECT _row, ");
    tb_store_columns(t, &sql);
    add_name(&sql, " FROM ", t->name);
    tb_buf_adds(&sql, " WHERE _row = ?1");
    return prepare_own(db, &sql, stmt, err);
}

int tb_targets_prepare(struct tb_db *db, const struct tb_field *via,
                       const struct tb_field *const *mirrors, size_t count,
                       struct tb_stmt **stmt, struct tb_err *err)
{
    struct tb_buf sql = { 0 };

    for (size_t i = 0; i < via->reference_count; i++) {
        const struct tb_reference *ref = &via->references[i];
        add_name(&sql, i > 0 ? " UNION ALL SELECT " : "SELECT ",
                 ref->field->name);
        for (size_t k = 0; k < count; k++)
            add_name(&sql, ", ", mirrors[k]->mirror_fact);
        tb_buf_addf(&sql, ", %zu, min(_row)", i);
        add_name(&sql, " FROM ", ref->table->name);
        add_name(&sql, " WHERE ", ref->field->name);
        add_name(&sql, " IS NOT NULL GROUP BY ", ref->field->name);
        for (size_t k = 0; k < count; k++)
            add_name(&sql, ", ", mirrors[k]->mirror_fact);
    }
    return prepare_own(db, &sql, stmt, err);
}

int tb_years_prepare(struct tb_db *db, const struct tb_table *t,
                     const struct tb_field *const *fields, size_t count,
                     struct tb_stmt **stmt, struct tb_err *err)
{
    struct tb_buf sql = { 0 };
    bool first = true;

    tb_buf_adds(&sql, "SELECT t._row");
    for (size_t i = 0; i < count; i++) {
        add_name(&sql, ", t.", fields[i]->name);
        add_name(&sql, ", l.", fields[i]->name);
    }
    add_name(&sql, " FROM ", t->name);
    add_name(&sql, " t JOIN 上年.", t->name);
    tb_buf_adds(&sql, " l");
    for (size_t i = 0; i < t->count && !t->is_one_row; i++)
        if (t->fields[i].is_key && t->fields[i].used) {
            add_name(&sql, first ? " ON t." : " AND t.", t->fields[i].name);
            add_name(&sql, " IS l.", t->fields[i].name);
            first = false;
        }
    return prepare_own(db, &sql, stmt, err);
}

int tb_typed_prepare(struct tb_db *db, const struct tb_table *t,
                     struct tb_stmt **stmt, struct tb_err *err)
{
    struct tb_buf sql = { 0 };

    tb_buf_adds(&sql, "SELECT t._id, d._id IS NOT NULL");
    for (size_t i = 0; i < t->count; i++)
        if (t->fields[i].used && !t->fields[i].is_key) {
            add_name(&sql, ", t.", t->fields[i].name);
            add_name(&sql, ", d.", t->fields[i].name);
        }
    tb_buf_addf(&sql,
                " FROM \"d_%.*s\" t JOIN submission u ON u.id = t._submission "
                "AND u.kind = 'typed' AND u.current = 1 LEFT JOIN (SELECT "
                "x.* FROM \"d_%.*s\" x JOIN submission v ON v.id = "
                "x._submission AND v.kind = 'derived') d ON 1",
                TB_STR_ARG(t->no), TB_STR_ARG(t->no));
    for (size_t i = 0; i < t->count; i++)
        if (t->fields[i].used && t->fields[i].is_key) {
            add_name(&sql, " AND d.", t->fields[i].name);
            add_name(&sql, " IS t.", t->fields[i].name);
        }
    return prepare_own(db, &sql, stmt, err);
}
