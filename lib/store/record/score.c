/* score.c - how slices came in, and the cells that must be filled. */
#include "score.h"

#include <stdlib.h>

#include "mem.h"

/* One row a slice: its first version (a), the one that was validated first (k,
 * with what was found in it then, c), what is filed now (u). */
static const char filings_sql[] =
    "SELECT s.id, a.imported_at, a.late IS NOT NULL,"
    " (SELECT count(*) FROM decision x WHERE x.slice = s.id AND"
    "  x.action = 'return'),"
    " coalesce(k.rows_in + k.rows_kept, 0), coalesce(c.errors + c.explains, 0),"
    " coalesce(u.id <= (SELECT last_submission FROM validation ORDER BY id"
    "  DESC LIMIT 1), 0)"
    " FROM slice s"
    " LEFT JOIN submission a ON a.id = (SELECT min(id) FROM submission WHERE"
    "  slice = s.id)"
    " LEFT JOIN submission u ON u.slice = s.id AND u.current = 1"
    " LEFT JOIN first_check c ON c.submission = (SELECT min(b.id) FROM"
    "  submission b JOIN first_check e ON e.submission = b.id WHERE b.slice ="
    "  s.id)"
    " LEFT JOIN submission k ON k.id = c.submission"
    " ORDER BY s.id";

/* The columns of filings_sql. */
enum { SLICE, FIRST_AT, IS_LET_IN, RETURNS, CHECKED_ROWS, FOUND, IS_CHECKED };

static int take_filing(struct tb_stmt *s, void *ctx)
{
    struct tb_filings *all = ctx;

    all->list = tb_grow(all->list, all->count, &all->room, sizeof *all->list);
    all->list[all->count++] = (struct tb_filing){
        .slice = tb_stmt_int(s, SLICE),
        .first_at = tb_arena_copy(&all->arena, tb_stmt_text(s, FIRST_AT)),
        .is_let_in = tb_stmt_int(s, IS_LET_IN) != 0,
        .returns = tb_stmt_int(s, RETURNS),
        .checked_rows = tb_stmt_int(s, CHECKED_ROWS),
        .checked_found = tb_stmt_int(s, FOUND),
        .is_checked = tb_stmt_int(s, IS_CHECKED) != 0,
    };
    return 0;
}

int tb_filings_read(struct tb_store *store, struct tb_filings *out,
                    struct tb_err *err)
{
    return tb_db_each(store->db, take_filing, out, err, filings_sql, "");
}

void tb_filings_free(struct tb_filings *filings)
{
    free(filings->list);
    tb_arena_free(&filings->arena);
    *filings = (struct tb_filings){ 0 };
}

static int filing_by_slice(const void *key, const void *element)
{
    const long long *id = key;
    const struct tb_filing *f = element;

    return (*id > f->slice) - (*id < f->slice);
}

const struct tb_filing *tb_filings_of(const struct tb_filings *filings,
                                      long long slice)
{
    return filings->count > 0 ? bsearch(&slice, filings->list, filings->count,
                                        sizeof *filings->list, filing_by_slice)
                              : NULL;
}

/* ---- cells that must be filled ---- */

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

/* One row a department: cells that must be filled, those of them that are.
 * False when T requires nothing. */
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

struct each_required {
    tb_required_fn *each;
    void *ctx;
};

static int take_required(struct tb_stmt *s, void *ctx)
{
    const struct each_required *e = ctx;

    return e->each(tb_stmt_int(s, 0), tb_stmt_int(s, 1), tb_stmt_int(s, 2),
                   e->ctx);
}

int tb_required_each(struct tb_store *store, const struct tb_table *t,
                     tb_required_fn *each, void *ctx, struct tb_err *err)
{
    struct each_required e = { each, ctx };
    struct tb_buf sql = { 0 };
    int rc = 0;

    if (required_sql(t, &sql))
        rc = tb_db_each(store->db, take_required, &e, err, sql.p, "");
    tb_buf_free(&sql);
    return rc;
}
