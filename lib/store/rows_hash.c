/* rows_hash.c - hash rows as they are stored. */
#include "rows_hash.h"

#include <stdio.h>
#include <stdlib.h>

#include "hash.h"
#include "mem.h"

struct column {
    struct tb_str name; /* owned by the arena */
    int at;
};

static int by_name(const void *a, const void *b)
{
    const struct column *x = a, *y = b;

    return strcmp(x->name.p, y->name.p);
}

/* The columns with data, by name: the order in the table is an accident of
 * when the dictionary got them. */
static struct column *data_columns(const struct tb_stmt *s,
                                   struct tb_arena *arena, size_t *count)
{
    int all = tb_stmt_columns(s);
    struct column *list = tb_alloc((size_t)all, sizeof *list);

    *count = 0;
    for (int i = 0; i < all; i++) {
        struct tb_str name = tb_stmt_column_name(s, i);
        if (!tb_str_starts(name, "_"))
            list[(*count)++] = (struct column){ tb_arena_copy(arena, name), i };
    }
    qsort(list, *count, sizeof *list, by_name);
    return list;
}

/* Lengths in front, so that no text can pass for two. */
static void add_value(struct tb_str name, const struct tb_value *v,
                      struct tb_buf *out)
{
    static const char kinds[] = {
        [TB_TEXT] = 't', [TB_INTEGER] = 'i', [TB_REAL] = 'r'
    };
    char digits[40];
    struct tb_str shown = v->text;

    if (v->kind == TB_NULL)
        return;
    if (v->kind == TB_INTEGER)
        shown = tb_str_n(digits, (size_t)snprintf(digits, sizeof digits, "%lld",
                                                  (long long)v->integer));
    else if (v->kind == TB_REAL)
        shown = tb_str_n(
            digits, (size_t)snprintf(digits, sizeof digits, "%.17g", v->real));
    tb_buf_addf(out, "%zu:%.*s%c%zu:", name.n, TB_STR_ARG(name), kinds[v->kind],
                shown.n);
    tb_buf_add(out, shown);
}

static void add_row(struct tb_stmt *s, const struct column *columns,
                    size_t count, struct tb_buf *line, struct tb_hash *hash)
{
    tb_buf_clear(line);
    for (size_t i = 0; i < count; i++) {
        struct tb_value v = tb_stmt_value(s, columns[i].at);
        add_value(columns[i].name, &v, line);
    }
    tb_buf_addc(line, '\n');
    tb_hash_add(hash, tb_buf_str(line));
}

int tb_rows_hash(struct tb_db *db, const struct tb_table *t,
                 long long submission, char hex[65], long long *rows,
                 struct tb_err *err)
{
    struct tb_buf sql = { 0 }, line = { 0 };
    struct tb_arena arena = { 0 };
    struct tb_hash *hash = tb_hash_new();
    struct column *columns = NULL;
    struct tb_stmt *s = NULL;
    size_t count = 0;
    int rc;

    *rows = 0;
    tb_buf_addf(&sql,
                "SELECT * FROM \"d_%.*s\" WHERE _submission = ?1 ORDER BY "
                "_line, _id",
                TB_STR_ARG(t->no));
    rc = tb_db_prepare(db, sql.p, &s, err);
    if (rc == 0)
        rc = tb_stmt_bind(s, err, "i", submission);
    if (rc == 0)
        columns = data_columns(s, &arena, &count);
    while (rc == 0 && (rc = tb_stmt_step(s, err)) == 1) {
        add_row(s, columns, count, &line, hash);
        ++*rows;
        rc = 0;
    }
    tb_hash_finish(hash, hex);
    tb_stmt_free(s);
    free(columns);
    tb_arena_free(&arena);
    tb_buf_free(&sql);
    tb_buf_free(&line);
    return rc;
}
