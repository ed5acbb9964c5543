/*
 * import_split.c - a sheet with the rows of many slices, divided.
 *
 * What the teaching system or a secretary sends has everybody's rows.  A
 * teacher's slice gets those with the teacher's 工号, a department's whole
 * slice those that name the department.
 */
#include <stdlib.h>

#include "department.h"
#include "import_parts.h"
#include "person.h"

#define NAMED 5 /* rows of nobody that are named */

struct split {
    struct tb_import *import;
    const struct tb_sheet_plan *plan;
    const struct tb_field *person, *department; /* NULL: not told by it */
    struct tb_slices slices;
    struct tb_map teachers;          /* 工号 -> place among the slices */
    struct tb_import_bundle *shares; /* one a slice, the last nobody's */
    struct tb_buf strangers;         /* the first of nobody's, named */
    struct tb_entry entry;
    struct tb_buf says;
    struct tb_arena arena;
};

/* ---- may it be divided? ---- */

/* Only where nothing said whose the sheet is: not for a part, and for a
 * department only when its teachers fill the table. */
static bool may_split(const struct split *p, const struct tb_department *d)
{
    const struct tb_slice *slice;
    size_t open = 0;

    for (size_t i = 0; i < p->slices.count; i++)
        open += p->slices.list[i].kind != TB_PART_CLOUD;
    if (d)
        return p->person && p->teachers.used > 0 &&
               tb_addressee_among(&p->slices, d->id, tb_str(""), &slice) ==
                   TB_ADDRESSEE_NONE;
    return open > 1 && ((p->person && p->teachers.used > 0) || p->department);
}

static int open_split(struct split *p)
{
    struct tb_import *im = p->import;
    const struct tb_table *t = p->plan->table;
    const struct tb_department *d = tb_import_sender(im);
    const struct tb_slice_query query = { .table = t,
                                          .department = d ? d->id : 0LL,
                                          .uncounted = true };

    p->person = tb_table_person(t);
    p->department = d ? NULL : tb_table_department(t);
    if (tb_slices_read(&im->campaign->store, &query, &p->slices, im->err) < 0)
        return -1;
    for (size_t i = 0; i < p->slices.count; i++)
        if (p->slices.list[i].kind == TB_PART_TEACHER)
            tb_map_add(&p->teachers, p->slices.list[i].part, (uint32_t)i, NULL);
    p->shares = tb_alloc(p->slices.count + 1, sizeof *p->shares);
    tb_entry_open(&p->entry, t);
    return may_split(p, d) ? 1 : 0;
}

static void close_split(struct split *p)
{
    for (size_t i = 0; p->shares && i <= p->slices.count; i++)
        free(p->shares[i].list);
    free(p->shares);
    if (p->entry.table)
        tb_entry_free(&p->entry);
    tb_map_free(&p->teachers);
    tb_slices_free(&p->slices);
    tb_buf_free(&p->strangers);
    tb_buf_free(&p->says);
    tb_arena_free(&p->arena);
}

/* ---- whose is a row? ---- */

static struct tb_str say(struct split *p, const struct tb_field *f)
{
    tb_value_show(&p->entry.values[f->index], &p->says);
    return tb_buf_str(&p->says);
}

/* The place of the slice that the row belongs to; their number: nobody's. */
static size_t owner_of(struct split *p)
{
    const struct tb_department *d;
    uint32_t at;

    if (p->person && tb_map_find(&p->teachers, say(p, p->person), &at))
        return at;
    d = p->department ? tb_organisation_find(&p->import->organisation,
                                             say(p, p->department))
                      : NULL;
    for (size_t i = 0; d && i < p->slices.count; i++)
        if (p->slices.list[i].kind == TB_PART_WHOLE &&
            p->slices.list[i].department.id == d->id)
            return i;
    return p->slices.count;
}

/* "第 7 行（0888）" */
static void name_stranger(struct split *p, size_t line)
{
    const struct tb_field *f =
        p->person && p->teachers.used > 0 ? p->person : p->department;
    size_t count = p->shares[p->slices.count].count;
    struct tb_str says;

    if (count >= NAMED)
        return;
    says = say(p, f);
    tb_buf_addf(&p->strangers, "%s第 %zu 行（%.*s）", count > 0 ? "、" : "",
                line, TB_STR_ARG(says.n > 0 ? says : tb_str("空")));
}

static struct tb_row copy_row(struct split *p, const struct tb_row *row)
{
    struct tb_row copy = *row;
    struct tb_cell *cells =
        tb_arena_alloc(&p->arena, row->count * sizeof *cells);

    memcpy(cells, row->cells, row->count * sizeof *cells);
    for (size_t i = 0; i < row->count; i++)
        cells[i].raw = tb_arena_copy(&p->arena, cells[i].raw);
    copy.cells = cells;
    return copy;
}

static int take_row(const struct tb_row *row, void *ctx)
{
    struct split *p = ctx;
    struct tb_import_bundle *share;
    size_t at;

    if (row->number <= p->plan->header_row ||
        !tb_entry_read(&p->entry, row, p->plan->fields, p->plan->columns))
        return 0;
    at = owner_of(p);
    if (at == p->slices.count)
        name_stranger(p, row->number);
    share = &p->shares[at];
    share->list =
        tb_grow(share->list, share->count, &share->room, sizeof *share->list);
    share->list[share->count++] = copy_row(p, row);
    return 0;
}

/* ---- each gets its own ---- */

/* The next line of the result: the sheet's own FIRST. */
static struct tb_import_sheet *next_line(struct split *p, size_t line,
                                         bool *first)
{
    struct tb_import *im = p->import;
    struct tb_import_sheet *s;
    struct tb_str name = im->result->sheets[line].sheet;

    s = *first ? &im->result->sheets[line] : tb_import_add_sheet(im, name);
    *first = false;
    s->table = p->plan->table;
    s->is_share = true;
    return s;
}

static void reject_strangers(struct split *p, struct tb_import_sheet *s)
{
    size_t count = p->shares[p->slices.count].count;

    s->rows_in = s->rejected = count;
    tb_import_say(p->import, s, TB_IMPORT_BAD,
                  "这些行不属于任何填报单元，没有收：%s%s",
                  tb_buf_text(&p->strangers), count > NAMED ? " 等" : "");
}

static int file_shares(struct split *p, size_t index, size_t line)
{
    struct tb_import *im = p->import;
    bool first = true;

    for (size_t i = 0; i < p->slices.count; i++) {
        struct tb_import_target t = { .rows = &p->shares[i] };
        struct tb_import_sheet *s;
        if (p->shares[i].count == 0)
            continue;
        s = next_line(p, line, &first);
        tb_import_address(im, s, &t, &p->slices.list[i]);
        if (tb_import_file_rows(im, index, p->plan, s, &t) < 0)
            return -1;
    }
    if (p->shares[p->slices.count].count > 0)
        reject_strangers(p, next_line(p, line, &first));
    return 0;
}

/* Is there a row that is somebody's? */
static bool is_anybodys(const struct split *p)
{
    for (size_t i = 0; i < p->slices.count; i++)
        if (p->shares[i].count > 0)
            return true;
    return false;
}

int tb_import_split(struct tb_import *im, size_t index,
                    const struct tb_sheet_plan *plan, struct tb_import_sheet *s,
                    bool *done)
{
    struct split p = { .import = im, .plan = plan };
    size_t line = (size_t)(s - im->result->sheets);
    int rc;

    *done = false;
    if (im->options->cloud || im->part.n > 0 || im->marked.slice ||
        plan->table->origin == TB_ORIGIN_DERIVED)
        return 0;
    rc = open_split(&p);
    if (rc == 1 &&
        (rc = tb_book_read(im->book, index, take_row, &p, im->err)) == 0 &&
        is_anybodys(&p)) {
        *done = true;
        rc = file_shares(&p, index, line);
    }
    close_split(&p);
    return rc;
}
