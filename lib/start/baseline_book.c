/* baseline_book.c - last year's data from the workbook that it exported. */
#include <stdlib.h>

#include "above.h"
#include "baseline_parts.h"
#include "export.h"
#include "mark.h"
#include "mem.h"
#include "recognise.h"

#define HEADER_WITHIN 20
#define STOP 1

/* ---- which table ---- */

static void add_sheets(struct baseline_load *l, struct tb_book *book)
{
    for (size_t i = 0; i < tb_book_sheets(book); i++) {
        struct tb_str name = tb_book_sheet(book, i).name;
        struct baseline_source *s;
        if (tb_mark_is_furniture(name) || tb_str_is(name, TB_EXPORT_MANIFEST))
            continue;
        s = baseline_add_source(l);
        s->name = tb_arena_copy(&l->arena, name);
        s->sheet = i;
    }
}

/* Is a sheet called NAME table NO?  "11.6" and "2020年名单" stand without a
 * sign between them. */
static bool is_numbered(struct tb_str name, struct tb_str no)
{
    struct tb_str s = tb_str_trim(name), rest;

    if (no.n == 0 || s.n <= no.n || memcmp(s.p, no.p, no.n) != 0)
        return false;
    rest = tb_str_from(s, no.n);
    return !memchr("0123456789.", rest.p[0], 11) || tb_str_starts(rest, "20");
}

/* The sheet of former table NO; one that has the name of a table of this
 * edition is that. */
static struct baseline_source *sheet_numbered(struct baseline_load *l,
                                              struct tb_str no)
{
    for (size_t i = 0; i < l->source_count; i++) {
        const struct tb_table *own = tb_dict_find(l->dict, l->sources[i].name);
        if (is_numbered(l->sources[i].name, no) &&
            !(own && tb_str_eq(own->no, no)))
            return &l->sources[i];
    }
    return NULL;
}

/* ---- the header ---- */

struct header_look {
    const struct tb_table *table;
    struct tb_str no;
    size_t best_row, best_count;
};

static int weigh_header(const struct tb_row *row, void *ctx)
{
    struct header_look *h = ctx;
    size_t n = 0;

    if (row->number > HEADER_WITHIN)
        return STOP;
    for (size_t i = 0; i < row->count; i++)
        n += row->cells[i].kind == TB_CELL_TEXT &&
             tb_predecessor_heir(h->table, h->no, row->cells[i].raw,
                                 tb_str("")) != NULL;
    if (n > h->best_count) {
        h->best_count = n;
        h->best_row = row->number;
    }
    return 0;
}

struct header_read {
    struct baseline_load *load;
    struct baseline_source *source;
    size_t row;
};

static int read_names(const struct tb_row *row, void *ctx)
{
    struct header_read *h = ctx;
    struct baseline_source *s = h->source;

    if (row->number < h->row)
        return 0;
    if (row->number > h->row || row->count == 0)
        return STOP;
    s->count = row->cells[row->count - 1].column + 1;
    s->columns = tb_alloc(s->count, sizeof *s->columns);
    for (size_t i = 0; i < s->count; i++)
        s->columns[i] = (struct baseline_column){
            tb_str(""), tb_str(""), tb_str(""), tb_str(""), 0, 0, false
        };
    for (size_t i = 0; i < row->count; i++)
        s->columns[row->cells[i].column].name =
            tb_arena_copy(&h->load->arena, tb_str_trim(row->cells[i].raw));
    return STOP;
}

/* Row ROW of the source's sheet is its header. */
static int read_header(struct baseline_load *l, struct tb_book *book,
                       struct baseline_source *s, size_t row)
{
    struct header_read h = { l, s, row };

    if (s->columns)
        return 0; /* for another table */
    return tb_book_read(book, s->sheet, read_names, &h, l->err) < 0 ? -1 : 0;
}

static int check_above(struct baseline_rows *r, struct tb_book *book)
{
    struct tb_sheet_plan plan = { .table = r->table,
                                  .header_row = r->header_row,
                                  .fields = r->fields,
                                  .columns = r->source->count,
                                  .decision = -1 };
    int rc = tb_above_check(book, r->source->sheet, &plan, r->load->err);

    if (rc == 0 && plan.above > 0)
        rc = tb_fail(r->load->err,
                     "sheet '%.*s': %zu rows of data stand above the header in "
                     "row %zu; move the header above them",
                     TB_STR_ARG(r->source->name), plan.above, plan.header_row);
    plan.fields = NULL;
    tb_sheet_plan_free(&plan);
    return rc;
}

/* ---- rows ---- */

static bool has_something(const struct baseline_rows *r,
                          const struct tb_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        uint32_t at = row->cells[i].column;
        if (at < r->source->count && r->fields[at] &&
            !tb_str_is(r->fields[at]->name, TB_ROW_NUMBER) &&
            tb_str_trim(row->cells[i].raw).n > 0)
            return true;
    }
    return false;
}

static int take_sheet_row(const struct tb_row *row, void *ctx)
{
    struct baseline_rows *r = ctx;
    const struct tb_cell *cell = NULL;

    if (row->number <= r->header_row || !has_something(r, row))
        return 0;
    if (r->condition >= 0)
        cell = tb_row_at(row, (uint32_t)r->condition);
    if (!baseline_wants(r, cell))
        return 0;
    baseline_row(r);
    for (size_t i = 0; i < row->count; i++)
        baseline_cell(r, row->cells[i].column, &row->cells[i]);
    return baseline_put(r, (long long)row->number, tb_str(""));
}

/* ---- by what tables declare ---- */

/* The predecessors of one table among the sheets, and where their headers are.
 */
struct former {
    struct baseline_source *source;
    struct tb_predecessor predecessor;
    size_t header_row;
};

#define FORMER_MAX 32

/* Returns how many there are, or -1. */
static int find_former(struct baseline_load *l, struct tb_book *book,
                       const struct tb_table *t, struct former *all)
{
    struct tb_str rest = t->predecessor;
    struct former f;
    int n = 0;

    while (n < FORMER_MAX && tb_predecessor_next(&rest, &f.predecessor)) {
        struct header_look look = { .table = t, .no = f.predecessor.no };
        f.source = sheet_numbered(l, f.predecessor.no);
        if (!f.source)
            continue;
        if (tb_book_read(book, f.source->sheet, weigh_header, &look, l->err) <
            0)
            return -1;
        f.header_row = look.best_row;
        if (look.best_count >= BASELINE_ALIKE)
            all[n++] = f; /* else it has the number only */
    }
    return n;
}

static int read_former(struct baseline_rows *r, struct tb_book *book,
                       const struct former *f)
{
    if (read_header(r->load, book, f->source, f->header_row) < 0)
        return -1;
    r->header_row = f->header_row;
    baseline_begin(r, f->source, &f->predecessor);
    if (check_above(r, book) < 0)
        return -1;
    return tb_book_read(book, f->source->sheet, take_sheet_row, r,
                        r->load->err);
}

static int take_declared(struct baseline_load *l, struct tb_book *book,
                         const struct tb_table *t)
{
    struct baseline_rows r = { .load = l, .table = t };
    struct former all[FORMER_MAX];
    int n = find_former(l, book, t, all);
    int rc;

    if (n <= 0)
        return n;
    l->is_declared[t - l->dict->tables] = l->is_former = true;
    rc = baseline_open(&r, t->is_one_row && n > 1);
    for (int i = 0; i < n && rc == 0; i++)
        rc = read_former(&r, book, &all[i]);
    return baseline_close(&r, rc);
}

/* ---- by names and headers ---- */

static int count_rows(const struct tb_row *row, void *ctx)
{
    *(long long *)ctx += row->count > 0;
    return 0;
}

/* A sheet of no table, all its rows but a header. */
static int count_sheet(struct baseline_load *l, struct tb_book *book,
                       struct baseline_source *s)
{
    int rc = tb_book_read(book, s->sheet, count_rows, &s->rows, l->err);

    s->rows -= s->rows > 0;
    return rc;
}

static int take_sheet(struct baseline_load *l, struct tb_book *book,
                      struct baseline_source *s)
{
    struct tb_sheet_plan plan = { 0 };
    struct baseline_rows r = { .load = l };
    const struct tb_table *named = tb_dict_find(l->dict, s->name);
    int rc = -1;

    if (!named && l->is_former) /* a header like ours is another's */
        return count_sheet(l, book, s);
    if (tb_recognise_sheet(book, s->sheet, l->dict, named, &plan, l->err) < 0)
        goto done;
    r.table = plan.table;
    r.header_row = plan.header_row;
    if (!r.table || r.header_row == 0 ||
        l->is_declared[r.table - l->dict->tables]) {
        rc = count_sheet(l, book, s);
        goto done;
    }
    rc = baseline_open(&r, false);
    if (rc == 0)
        rc = read_header(l, book, s, r.header_row);
    if (rc == 0) {
        baseline_begin(&r, s, NULL);
        rc = check_above(&r, book);
    }
    if (rc == 0)
        rc = tb_book_read(book, s->sheet, take_sheet_row, &r, l->err);
    rc = baseline_close(&r, rc);
done:
    tb_sheet_plan_free(&plan);
    return rc;
}

static int take_book(struct baseline_load *l, struct tb_book *book)
{
    add_sheets(l, book);
    for (size_t i = 0; i < l->dict->table_count; i++)
        if (take_declared(l, book, &l->dict->tables[i]) < 0)
            return -1;
    for (size_t i = 0; i < l->source_count; i++)
        if (!l->sources[i].is_continued &&
            take_sheet(l, book, &l->sources[i]) < 0)
            return -1;
    if (l->result->tables == 0)
        return tb_fail(l->err, "no sheet has the header of a table of this "
                               "edition");
    baseline_say(l);
    return 0;
}

int baseline_from_workbook(struct baseline_load *l, const char *path)
{
    struct tb_source source = { .fd = -1 };
    struct tb_book *book = NULL;
    int rc = -1;

    if (tb_source_open(path, tb_limits_default.file, &source, l->err) == 0 &&
        tb_book_open(&source, &tb_limits_default, &book, l->err) == 0)
        rc = take_book(l, book);
    tb_book_close(book);
    tb_source_close(&source);
    return rc;
}
