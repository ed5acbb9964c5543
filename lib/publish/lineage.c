/* lineage.c - running a derivation's lineage, finding where its rows stand. */
#include "lineage.h"

#include "engine.h"
#include "mask.h"
#include "reader.h"

struct lineage {
    struct tb_campaign *campaign;
    const struct tb_derived *derived;
    const struct tb_field *field;
    bool unmask;
    tb_lineage_fn *each;
    void *ctx;
    struct tb_err *err;
    struct tb_buf key, contribution;
};

static int find_field(struct lineage *l, const char *text)
{
    const struct tb_dict *d = l->campaign->dict;
    struct tb_str s = tb_str(text);
    const struct tb_table *t;
    size_t dot = s.n;

    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == '.')
            dot = i;
    t = tb_dict_find(d, tb_str_n(s.p, dot));
    for (size_t i = 0; t && i < d->derived_count; i++)
        if (d->derived[i].table == t)
            l->derived = &d->derived[i];
    if (!l->derived)
        return tb_fail_as(l->err, TB_USAGE,
                          "'%s' is of no derived table; write TABLE.FIELD, as "
                          "1.5.2.女生数",
                          text);
    l->field = tb_table_field(t, tb_str_from(s, dot + 1));
    if (!l->field)
        return tb_fail_as(l->err, TB_USAGE, "table %.*s has no field '%.*s'",
                          TB_STR_ARG(t->no), (int)(s.n - dot - 1),
                          s.p + dot + 1);
    return 0;
}

/* Does the lineage return the field?  "x" that is no column would be a text
 * in SQLite, so ask before. */
static int check_lineage(struct lineage *l, struct tb_db *db)
{
    struct tb_stmt *s = NULL;
    bool is = false;

    if (l->derived->lineage.n > 0 &&
        tb_db_prepare(db, l->derived->lineage.p, &s, l->err) < 0)
        return -1;
    for (int i = 0; s && i < tb_stmt_columns(s); i++)
        is = is || tb_str_eq(tb_stmt_column_name(s, i), l->field->name);
    tb_stmt_free(s);
    if (!is)
        return tb_fail_as(l->err, TB_USAGE,
                          "the dictionary does not say which rows are behind "
                          "'%.*s'",
                          TB_STR_ARG(l->field->name));
    return 0;
}

/* The lineage, cut down to the rows that contribute to the field. */
static int select_sql(struct lineage *l, const char *const *keys, size_t count,
                      struct tb_buf *sql)
{
    tb_buf_adds(sql, "SELECT _table, _row, ");
    tb_buf_add_quoted(sql, l->field->name, '"');
    tb_buf_addf(sql, " FROM (%.*s\n) WHERE coalesce(",
                TB_STR_ARG(l->derived->lineage));
    tb_buf_add_quoted(sql, l->field->name, '"');
    tb_buf_adds(sql, ", 0) <> 0");
    for (size_t i = 0; i < count; i++) {
        struct tb_str key = tb_str(keys[i]);
        size_t eq = tb_str_find(key, "=");
        const struct tb_field *f =
            tb_table_field(l->derived->table, tb_str_n(key.p, eq));
        if (!f || !f->is_key || eq == key.n)
            return tb_fail_as(l->err, TB_USAGE,
                              "'%s' is no key of table %.*s; write FIELD=VALUE",
                              keys[i], TB_STR_ARG(l->derived->table->no));
        tb_buf_adds(sql, " AND CAST(");
        tb_buf_add_quoted(sql, f->name, '"');
        tb_buf_adds(sql, " AS TEXT) = ");
        tb_buf_add_quoted(sql, tb_str_from(key, eq + 1), '\'');
    }
    return 0;
}

static void show_key(struct lineage *l, const struct tb_table *t,
                     struct tb_stmt *s, int column)
{
    tb_buf_clear(&l->key);
    tb_buf_adds(&l->key, "");
    for (size_t i = 0; i < t->count; i++) {
        const struct tb_field *f = &t->fields[i];
        if (!f->is_key || !f->used)
            continue;
        tb_buf_adds(&l->key, l->key.n ? " " : "");
        tb_mask(l->unmask ? tb_str("") : f->personal, tb_stmt_text(s, column++),
                &l->key);
    }
}

static void place_sql(const struct tb_table *t, struct tb_buf *sql)
{
    tb_buf_clear(sql);
    tb_buf_adds(sql, "SELECT x._line, u.sheet, f.name, "
                     "coalesce(nullif(d.short, ''), d.name)");
    for (size_t i = 0; i < t->count; i++)
        if (t->fields[i].is_key && t->fields[i].used) {
            tb_buf_adds(sql, ", x.");
            tb_buf_add_quoted(sql, t->fields[i].name, '"');
        }
    tb_buf_addf(sql,
                " FROM \"d_%.*s\" x JOIN submission u ON u.id = x._submission "
                "LEFT JOIN file f ON f.sha256 = u.file LEFT JOIN slice s ON "
                "s.id = u.slice LEFT JOIN department d ON d.id = s.department "
                "WHERE x._id = ?1",
                TB_STR_ARG(t->no));
}

/* Tell of row ID of T. */
static int tell(struct lineage *l, const struct tb_table *t, long long id)
{
    struct tb_lineage_row row = { .table = t };
    struct tb_buf sql = { 0 };
    struct tb_stmt *s = NULL;
    int rc;

    place_sql(t, &sql);
    rc = tb_db_prepare(l->campaign->db, sql.p, &s, l->err);
    if (rc == 0)
        rc = tb_stmt_bind(s, l->err, "i", id);
    if (rc == 0 && (rc = tb_stmt_step(s, l->err)) == 1) {
        row.line = tb_stmt_int(s, 0);
        row.sheet = tb_stmt_text(s, 1);
        row.file = tb_stmt_text(s, 2);
        row.department = tb_stmt_text(s, 3);
        show_key(l, t, s, 4);
        row.key = tb_buf_str(&l->key);
        row.contribution = tb_buf_str(&l->contribution);
        rc = l->each(&row, l->ctx);
    }
    tb_stmt_free(s);
    tb_buf_free(&sql);
    return rc;
}

static int tell_all(struct lineage *l, struct tb_stmt *s)
{
    int rc;

    while ((rc = tb_stmt_step(s, l->err)) == 1) {
        const struct tb_table *t =
            tb_dict_find(l->campaign->dict, tb_stmt_text(s, 0));
        struct tb_value v = tb_stmt_value(s, 2);
        struct tb_buf text = { 0 };
        tb_value_show(&v, &text);
        tb_buf_clear(&l->contribution);
        tb_mask(l->unmask ? tb_str("") : l->field->personal, tb_buf_str(&text),
                &l->contribution);
        tb_buf_free(&text);
        if (t && tell(l, t, tb_stmt_int(s, 1)) < 0)
            return -1;
    }
    return rc;
}

int tb_lineage_run(struct tb_campaign *c, const char *field,
                   const char *const *keys, size_t count, bool unmask,
                   tb_lineage_fn *each, void *ctx, struct tb_err *err)
{
    struct lineage l = {
        .campaign = c, .unmask = unmask, .each = each, .ctx = ctx, .err = err
    };
    struct tb_buf sql = { 0 };
    struct tb_db *reader = NULL;
    struct tb_stmt *s = NULL;
    int rc = -1;

    if (find_field(&l, field) < 0 || select_sql(&l, keys, count, &sql) < 0 ||
        tb_reader_open(c->folder, c->dict, false, &reader, err) < 0 ||
        check_lineage(&l, reader) < 0 ||
        tb_db_prepare(reader, sql.p, &s, err) < 0)
        goto done;
    tb_rules_bind(s, &c->windows);
    rc = tell_all(&l, s);
done:
    tb_stmt_free(s);
    tb_db_close(reader);
    tb_buf_free(&sql);
    tb_buf_free(&l.key);
    tb_buf_free(&l.contribution);
    return rc;
}
