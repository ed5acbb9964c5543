/* staff_zeros.c - comparing 工号 with the staff list. */
#include "staff_zeros.h"

struct staff_zeros {
    tb_staff_zeros_fn *each;
    void *ctx;
};

static int take_row(struct tb_stmt *s, void *ctx)
{
    const struct staff_zeros *z = ctx;

    return z->each(tb_stmt_int(s, 0), tb_stmt_text(s, 1), tb_stmt_text(s, 2),
                   z->ctx);
}

int tb_staff_zeros(struct tb_store *store, const struct tb_table *t,
                   const struct tb_field *f, tb_staff_zeros_fn *each, void *ctx,
                   struct tb_err *err)
{
    struct staff_zeros z = { each, ctx };
    struct tb_buf sql = { 0 }, name = { 0 };
    int rc;

    tb_buf_add_quoted(&name, f->name, '"');
    tb_buf_addf(
        &sql,
        "WITH bare AS MATERIALIZED (SELECT ltrim(id, '0') AS digits, max(id) "
        "AS id FROM staff GROUP BY 1 HAVING count(*) = 1) SELECT d._id, d.%s, "
        "bare.id FROM \"d_%.*s\" d JOIN bare ON bare.digits = ltrim(d.%s, '0') "
        "WHERE length(d.%s) < length(bare.id) AND bare.digits <> '' ORDER BY "
        "d._id",
        name.p, TB_STR_ARG(t->no), name.p, name.p);
    rc = tb_db_each(store->db, take_row, &z, err, sql.p, "");
    tb_buf_free(&sql);
    tb_buf_free(&name);
    return rc;
}
