/* lineage_sql.c - SQL around what the dictionary says. */
#include "lineage_sql.h"

int tb_lineage_has(struct tb_db *db, const struct tb_derived *derived,
                   const struct tb_field *field, bool *has, struct tb_err *err)
{
    struct tb_stmt *s = NULL;

    /* "x" that is no column would be a text in SQLite, so ask before */
    *has = false;
    if (derived->lineage.n > 0 &&
        tb_db_prepare(db, derived->lineage.p, &s, err) < 0)
        return -1;
    for (int i = 0; s && i < tb_stmt_columns(s); i++)
        *has = *has || tb_str_eq(tb_stmt_column_name(s, i), field->name);
    tb_stmt_free(s);
    return 0;
}

/* One row a row of the lineage that contributes to FIELD. */
static void lineage_sql(const struct tb_derived *derived,
                        const struct tb_field *field,
                        const struct tb_lineage_key *keys, size_t count,
                        struct tb_buf *sql)
{
    tb_buf_adds(sql, "SELECT _table, _row, ");
    tb_buf_add_quoted(sql, field->name, '"');
    /* the line feed ends a comment of the dictionary's */
    tb_buf_addf(sql, " FROM (%.*s\n) WHERE coalesce(",
                TB_STR_ARG(derived->lineage));
    tb_buf_add_quoted(sql, field->name, '"');
    tb_buf_adds(sql, ", 0) <> 0");
    for (size_t i = 0; i < count; i++) {
        tb_buf_adds(sql, " AND CAST(");
        tb_buf_add_quoted(sql, keys[i].field->name, '"');
        tb_buf_adds(sql, " AS TEXT) = ");
        tb_buf_add_quoted(sql, keys[i].value, '\'');
    }
}

int tb_lineage_prepare(struct tb_db *db, const struct tb_derived *derived,
                       const struct tb_field *field,
                       const struct tb_lineage_key *keys, size_t count,
                       struct tb_stmt **out, struct tb_err *err)
{
    struct tb_buf sql = { 0 };
    int rc;

    lineage_sql(derived, field, keys, count, &sql);
    rc = tb_db_prepare(db, sql.p, out, err);
    tb_buf_free(&sql);
    return rc;
}

static int take_value(struct tb_stmt *s, void *ctx)
{
    tb_buf_add(ctx, tb_stmt_text(s, 0));
    return 0;
}

int tb_first_value(struct tb_db *db, const struct tb_table *t,
                   const struct tb_field *field, struct tb_buf *out,
                   struct tb_err *err)
{
    struct tb_buf sql = { 0 };
    int rc;

    tb_buf_clear(out);
    tb_buf_adds(out, "");
    tb_buf_adds(&sql, "SELECT ");
    tb_buf_add_quoted(&sql, field->name, '"');
    tb_buf_adds(&sql, " FROM ");
    tb_buf_add_quoted(&sql, t->name, '"');
    tb_buf_adds(&sql, " WHERE ");
    tb_buf_add_quoted(&sql, field->name, '"');
    tb_buf_adds(&sql, " IS NOT NULL LIMIT 1");
    rc = tb_db_one(db, take_value, out, err, sql.p, "");
    tb_buf_free(&sql);
    return rc < 0 ? -1 : 0;
}
