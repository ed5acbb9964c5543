/* place.c - from rows back to the cells of their senders. */
#include "place.h"

#include <stdio.h>
#include <stdlib.h>

#include "mem.h"
#include "sheet.h"

/* What is known of a sheet that came in. */
struct origin {
    long long submission;
    struct tb_str department, file, sheet;
};

struct tb_places {
    struct tb_store *store;
    struct tb_stmt **rows; /* by table: a row's spot and key */
    struct tb_stmt *sheet, *column;
    struct origin *origins; /* those that were asked for, newest last */
    size_t count, room;
    struct tb_arena arena;
};

struct tb_places *tb_places_new(struct tb_store *store)
{
    struct tb_places *p = tb_alloc(1, sizeof *p);

    p->store = store;
    p->rows = tb_alloc(store->dict->table_count, sizeof *p->rows);
    return p;
}

void tb_places_free(struct tb_places *p)
{
    if (!p)
        return;
    for (size_t i = 0; i < p->store->dict->table_count; i++)
        tb_stmt_free(p->rows[i]);
    tb_stmt_free(p->sheet);
    tb_stmt_free(p->column);
    free(p->rows);
    free(p->origins);
    tb_arena_free(&p->arena);
    free(p);
}

/* ---- the spot of a row ---- */

static bool ends_with(struct tb_str s, const char *tail)
{
    size_t n = strlen(tail);

    return s.n >= n && memcmp(s.p + s.n - n, tail, n) == 0;
}

/* What a row of T is called by, beside its key: a person's name, else that of
 * a thing; NULL: nothing. */
static const struct tb_field *name_of(const struct tb_table *t)
{
    const struct tb_field *name = NULL;

    for (size_t i = 0; i < t->count; i++) {
        const struct tb_field *f = &t->fields[i];
        if (!f->used || f->is_key || f->many)
            continue;
        if (tb_str_is(f->name, "姓名"))
            return f;
        if (!name &&
            (tb_str_is(f->personal, "name") || ends_with(f->name, "名称")))
            name = f;
    }
    return name;
}

static int prepare_row(struct tb_places *p, const struct tb_table *t,
                       struct tb_stmt **out, struct tb_err *err)
{
    struct tb_stmt **s = &p->rows[t - p->store->dict->tables];
    struct tb_buf sql = { 0 };
    int rc = 0;

    if (!*s) {
        tb_buf_adds(&sql,
                    "SELECT _submission, _origin, _line, (SELECT slice FROM "
                    "submission u WHERE u.id = _submission)");
        for (size_t i = 0; i < t->count; i++)
            if (t->fields[i].is_key && t->fields[i].used) {
                tb_buf_adds(&sql, ", ");
                tb_buf_add_quoted(&sql, t->fields[i].name, '"');
            }
        if (name_of(t)) {
            tb_buf_adds(&sql, ", ");
            tb_buf_add_quoted(&sql, name_of(t)->name, '"');
        }
        tb_buf_addf(&sql, " FROM \"d_%.*s\" WHERE _id = ?1", TB_STR_ARG(t->no));
        rc = tb_db_prepare(p->store->db, sql.p, s, err);
    }
    tb_buf_free(&sql);
    *out = *s;
    return rc;
}

static void show_key(const struct tb_table *t, struct tb_stmt *s,
                     tb_key_fn *each, void *ctx)
{
    int column = 4;

    for (size_t i = 0; i < t->count; i++)
        if (t->fields[i].is_key && t->fields[i].used)
            each(&t->fields[i], tb_stmt_text(s, column++), ctx);
}

int tb_spot_and_key(struct tb_places *p, const struct tb_table *t,
                    long long row, struct tb_spot *out, tb_key_fn *each,
                    void *ctx, struct tb_err *err)
{
    struct tb_stmt *s;
    int rc;

    *out = (struct tb_spot){ 0 };
    if (prepare_row(p, t, &s, err) < 0 || tb_stmt_bind(s, err, "i", row) < 0)
        return -1;
    rc = tb_stmt_step(s, err);
    if (rc == 1) {
        *out = (struct tb_spot){ tb_stmt_int(s, 0), tb_stmt_int(s, 1),
                                 tb_stmt_int(s, 2), tb_stmt_int(s, 3) };
        if (each)
            show_key(t, s, each, ctx);
    }
    tb_stmt_reset(s);
    return rc < 0 ? -1 : 0;
}

struct who_text {
    struct tb_buf *out;
    enum tb_sight sight;
    bool is_natural;
};

static void add_who_part(const struct tb_field *f, struct tb_str value,
                         struct who_text *who)
{
    if (value.n == 0)
        return;
    tb_buf_adds(who->out, who->out->n > 0 ? " " : "");
    tb_mask(who->sight == TB_SIGHT_STARS ? f->personal : tb_str(""), value,
            who->out);
}

static void add_who_key(const struct tb_field *f, struct tb_str value,
                        void *ctx)
{
    struct who_text *who = ctx;

    if (who->is_natural)
        add_who_part(f, value, who);
}

int tb_row_who(struct tb_places *p, const struct tb_table *t, long long row,
               enum tb_sight sight, struct tb_buf *out, struct tb_err *err)
{
    struct who_text who = { out, sight, t->has_natural_key };
    struct tb_stmt *s;
    int rc;

    if (prepare_row(p, t, &s, err) < 0 || tb_stmt_bind(s, err, "i", row) < 0)
        return -1;
    rc = tb_stmt_step(s, err);
    if (rc == 1) {
        show_key(t, s, add_who_key, &who);
        if (name_of(t))
            add_who_part(name_of(t), tb_stmt_text(s, tb_stmt_columns(s) - 1),
                         &who);
    }
    tb_stmt_reset(s);
    return rc < 0 ? -1 : 0;
}

struct key_text {
    struct tb_buf *out;
    bool is_next;
};

static void add_key_part(const struct tb_field *field, struct tb_str value,
                         void *ctx)
{
    struct key_text *key = ctx;

    (void)field;
    tb_buf_adds(key->out, key->is_next ? " " : "");
    tb_buf_add(key->out, value);
    key->is_next = true;
}

int tb_spot_of(struct tb_places *p, const struct tb_table *t, long long row,
               struct tb_spot *out, struct tb_buf *key, struct tb_err *err)
{
    struct key_text text = { key, false };

    return tb_spot_and_key(p, t, row, out, key ? add_key_part : NULL, &text,
                           err);
}

/* ---- its place ---- */

static int read_origin(struct tb_places *p, long long submission,
                       struct origin *out, struct tb_err *err)
{
    int rc = 0;

    *out = (struct origin){ submission, tb_str(""), tb_str(""), tb_str("") };
    if (!p->sheet)
        rc =
            tb_db_prepare(p->store->db,
                          "SELECT d.shown, x.name, u.sheet FROM submission u "
                          "LEFT JOIN file x ON x.sha256 = u.file LEFT JOIN "
                          "slice s ON s.id = u.slice LEFT JOIN department d ON "
                          "d.id = coalesce(s.department, u.department) WHERE "
                          "u.id = ?1",
                          &p->sheet, err);
    if (rc < 0 || tb_stmt_bind(p->sheet, err, "i", submission) < 0)
        return -1;
    rc = tb_stmt_step(p->sheet, err);
    if (rc == 1) {
        out->department = tb_arena_copy(&p->arena, tb_stmt_text(p->sheet, 0));
        out->file = tb_arena_copy(&p->arena, tb_stmt_text(p->sheet, 1));
        out->sheet = tb_arena_copy(&p->arena, tb_stmt_text(p->sheet, 2));
    }
    tb_stmt_reset(p->sheet);
    return rc < 0 ? -1 : 0;
}

/* Rows come sheet by sheet: the one asked for last is looked at first. */
static int find_origin(struct tb_places *p, long long submission,
                       struct origin *out, struct tb_err *err)
{
    for (size_t i = p->count; i-- > 0;)
        if (p->origins[i].submission == submission) {
            *out = p->origins[i];
            p->origins[i] = p->origins[p->count - 1];
            p->origins[p->count - 1] = *out;
            return 0;
        }
    if (read_origin(p, submission, out, err) < 0)
        return -1;
    p->origins = tb_grow(p->origins, p->count, &p->room, sizeof *p->origins);
    p->origins[p->count++] = *out;
    return 0;
}

static int find_column(struct tb_places *p, long long submission,
                       struct tb_str field, int *column, struct tb_err *err)
{
    int rc = 0;

    *column = -1;
    if (field.n == 0)
        return 0;
    if (!p->column)
        rc = tb_db_prepare(p->store->db,
                           "SELECT place FROM submission_column WHERE "
                           "submission = ?1 AND field = ?2",
                           &p->column, err);
    if (rc < 0 || tb_stmt_bind(p->column, err, "iS", submission, &field) < 0)
        return -1;
    rc = tb_stmt_step(p->column, err);
    if (rc == 1)
        *column = (int)tb_stmt_int(p->column, 0);
    tb_stmt_reset(p->column);
    return rc < 0 ? -1 : 0;
}

int tb_place_at(struct tb_places *p, const struct tb_spot *spot,
                struct tb_str field, struct tb_place *out, struct tb_err *err)
{
    long long sheet = spot->origin ? spot->origin : spot->submission;
    struct origin from = { 0 }, whose = { 0 };

    *out =
        (struct tb_place){ tb_str(""), tb_str(""), tb_str(""), 0, -1, false };
    if (!spot->submission)
        return 0;
    if (find_origin(p, spot->submission, &whose, err) < 0 ||
        find_origin(p, sheet, &from, err) < 0 ||
        find_column(p, sheet, field, &out->column, err) < 0)
        return -1;
    out->department = whose.department;
    out->file = from.file;
    out->sheet = from.sheet;
    out->line = spot->line;
    out->is_kept = sheet != spot->submission;
    return 0;
}

void tb_place_show(const struct tb_place *p, char out[TB_PLACE_CELL])
{
    char column[8];

    out[0] = '\0';
    if (p->line > 0 && p->column >= 0) {
        tb_column_name((uint32_t)p->column, column);
        snprintf(out, TB_PLACE_CELL, "%s%lld", column, p->line);
    } else if (p->line > 0) {
        snprintf(out, TB_PLACE_CELL, "第%lld行", p->line);
    }
}
