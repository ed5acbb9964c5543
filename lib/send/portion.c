/* portion.c - reading who fills what. */
#include "portion.h"

#include <stdlib.h>

#include "gate.h"
#include "utf8.h"

#define PART_UNITS 12 /* of a condition, in a sheet's name */

/* The slices of department ?1: its own, or those of teacher ?2. */
#define OF_PORTION                                               \
    "WHERE s.department = ?1 AND CASE WHEN ?2 = '' THEN s.kind " \
    "IN ('whole', 'condition') ELSE s.kind = 'teacher' AND "     \
    "s.part = ?2 END "

/* ---- names of sheets ---- */

/* As much of S as has at most UNITS units of UTF-16. */
static struct tb_str cut_units(struct tb_str s, size_t units)
{
    while (tb_utf8_units(s) > units)
        s.n = tb_utf8_cut(s.p, s.n, s.n - 1);
    return s;
}

static void add_fit(struct tb_str text, struct tb_buf *out)
{
    for (size_t i = 0; i < text.n; i++)
        tb_buf_addc(out, (unsigned char)text.p[i] < ' ' ||
                                 strchr("[]:*?/\\", text.p[i])
                             ? '_'
                             : text.p[i]);
}

static bool is_taken(const struct tb_portion *portion, struct tb_str name)
{
    for (size_t i = 0; i < portion->count; i++)
        if (tb_str_eq(portion->slices[i].sheet, name))
            return true;
    return false;
}

/* The table's name and the condition, within what a sheet's name may hold;
 * numbered where two conditions begin alike. */
static struct tb_str sheet_name(struct tb_portion *portion,
                                const struct tb_table *t, struct tb_str part)
{
    struct tb_buf end = { 0 }, name = { 0 };
    struct tb_str copy;
    int number = 1;

    if (part.n == 0 || portion->person.n > 0)
        return t->sheet;
    do {
        tb_buf_clear(&end);
        tb_buf_clear(&name);
        tb_buf_adds(&end, "（");
        add_fit(cut_units(part, PART_UNITS), &end);
        if (number > 1)
            tb_buf_addf(&end, "%d", number);
        tb_buf_adds(&end, "）");
        tb_buf_add(&name,
                   cut_units(t->sheet, TB_SHEET_NAME_MAX -
                                           tb_utf8_units(tb_buf_str(&end))));
        tb_buf_add(&name, tb_buf_str(&end));
        number++;
    } while (is_taken(portion, tb_buf_str(&name)));
    copy = tb_arena_copy(&portion->arena, tb_buf_str(&name));
    tb_buf_free(&end);
    tb_buf_free(&name);
    return copy;
}

/* ---- reading ---- */

static void add_slice(struct tb_campaign *c, struct tb_portion *portion,
                      struct tb_stmt *s)
{
    const struct tb_table *t = tb_dict_table(c->dict, tb_stmt_text(s, 0));
    struct tb_portion_slice *slice;

    if (!t)
        return;
    portion->slices = tb_grow(portion->slices, portion->count, &portion->room,
                              sizeof *portion->slices);
    slice = &portion->slices[portion->count];
    *slice = (struct tb_portion_slice){
        .table = t,
        .part = tb_arena_copy(&portion->arena, tb_stmt_text(s, 1)),
        .reviewer = tb_arena_copy(&portion->arena, tb_stmt_text(s, 2)),
        .deadline = tb_arena_copy(&portion->arena, tb_stmt_text(s, 3)),
    };
    slice->sheet = sheet_name(portion, t, slice->part);
    portion->count++;
}

static void add_receiver(struct tb_campaign *c, struct tb_portion *portion,
                         struct tb_stmt *s)
{
    (void)c;
    portion->receivers =
        tb_grow(portion->receivers, portion->receiver_count,
                &portion->receiver_room, sizeof *portion->receivers);
    portion->receivers[portion->receiver_count++] = (struct tb_portion_person){
        tb_arena_copy(&portion->arena, tb_stmt_text(s, 0)),
        tb_arena_copy(&portion->arena, tb_stmt_text(s, 1)),
        tb_arena_copy(&portion->arena, tb_stmt_text(s, 2)),
    };
}

typedef void add_fn(struct tb_campaign *c, struct tb_portion *portion,
                    struct tb_stmt *s);

static int read_into(struct tb_campaign *c, struct tb_portion *portion,
                     const char *sql, add_fn *add, struct tb_err *err)
{
    struct tb_stmt *s = NULL;
    int rc = tb_db_prepare(c->db, sql, &s, err);

    if (rc == 0)
        rc = tb_stmt_bind(s, err, "iS", portion->department->id,
                          &portion->person);
    while (rc == 0 && (rc = tb_stmt_step(s, err)) == 1) {
        add(c, portion, s);
        rc = 0;
    }
    tb_stmt_free(s);
    return rc;
}

/* In the dictionary's order, which is that of the numbers. */
static int by_table(const void *a, const void *b)
{
    const struct tb_portion_slice *x = a, *y = b;

    if (x->table != y->table)
        return (x->table > y->table) - (x->table < y->table);
    return strcmp(x->part.p, y->part.p);
}

int tb_portion_read(struct tb_campaign *c, const struct tb_department *d,
                    struct tb_str person, struct tb_portion *portion,
                    struct tb_err *err)
{
    *portion = (struct tb_portion){ .department = d };
    portion->person = tb_arena_copy(&portion->arena, person);
    if (read_into(c, portion,
                  "SELECT s.table_no, s.part, coalesce(nullif(r.short, ''), "
                  "r.name), s.deadline FROM slice s LEFT JOIN department r ON "
                  "r.id = s.reviewer " OF_PORTION "ORDER BY s.part",
                  add_slice, err) < 0 ||
        read_into(c, portion,
                  "SELECT DISTINCT p.id, p.name, p.email FROM slice s JOIN "
                  "staff p ON p.id = CASE WHEN ?2 = '' THEN s.collector ELSE "
                  "?2 END " OF_PORTION "ORDER BY p.id",
                  add_receiver, err) < 0)
        return -1;
    if (portion->count > 0)
        qsort(portion->slices, portion->count, sizeof *portion->slices,
              by_table);
    return 0;
}

void tb_portion_free(struct tb_portion *portion)
{
    free(portion->slices);
    free(portion->receivers);
    tb_arena_free(&portion->arena);
    *portion = (struct tb_portion){ 0 };
}

int tb_portion_persons(struct tb_campaign *c, const struct tb_department *d,
                       struct tb_arena *arena, struct tb_str **persons,
                       size_t *count, struct tb_err *err)
{
    struct tb_stmt *s = NULL;
    size_t room = 0;
    int rc = tb_db_prepare(
        c->db,
        "SELECT DISTINCT p.id FROM slice s JOIN staff p ON "
        "s.kind = 'teacher' AND p.id = s.part WHERE s.department = ?1 ORDER BY "
        "p.id",
        &s, err);

    *persons = NULL;
    *count = 0;
    if (rc == 0)
        rc = tb_stmt_bind(s, err, "i", d->id);
    while (rc == 0 && (rc = tb_stmt_step(s, err)) == 1) {
        *persons = tb_grow(*persons, *count, &room, sizeof **persons);
        (*persons)[(*count)++] = tb_arena_copy(arena, tb_stmt_text(s, 0));
        rc = 0;
    }
    tb_stmt_free(s);
    return rc;
}

/* ---- in words ---- */

struct tb_str tb_portion_name(const struct tb_portion *portion)
{
    return portion->person.n > 0 && portion->receiver_count > 0
               ? portion->receivers[0].name
               : tb_str("");
}

void tb_portion_condition(const struct tb_portion *portion,
                          const struct tb_portion_slice *slice,
                          struct tb_buf *out)
{
    tb_buf_clear(out);
    tb_buf_adds(out, "");
    if (portion->person.n == 0 && slice->part.n > 0)
        tb_buf_addf(out, "（%.*s）", TB_STR_ARG(slice->part));
}

void tb_portion_due(const struct tb_portion *portion, struct tb_str *first,
                    struct tb_str *last)
{
    *first = *last = tb_str("");
    for (size_t i = 0; i < portion->count; i++) {
        struct tb_str day = portion->slices[i].deadline;
        if (day.n == 0)
            continue;
        if (first->n == 0 || strcmp(day.p, first->p) < 0)
            *first = day;
        if (last->n == 0 || strcmp(day.p, last->p) > 0)
            *last = day;
    }
}
