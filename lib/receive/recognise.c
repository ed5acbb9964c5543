/* recognise.c - recognising sheets and columns. */
#include "recognise.h"

#include <stdlib.h>

#include "above.h"
#include "mem.h"
#include "near.h"
#include "utf8.h"

#define HEADER_WITHIN 20
#define STOP 1
#define META_ROWS 1000 /* of a template's hidden sheet, and */
#define META_TEXT 200  /* bytes of its cells: more is not ours */
#define NAMES_MAX 2000 /* bytes of a list of names */

/* ---- the hidden sheet of a template ---- */

static struct tb_str cell(const struct tb_row *row, uint32_t column)
{
    const struct tb_cell *c = tb_row_at(row, column);

    return c ? tb_str_trim(c->raw) : tb_str("");
}

static int read_meta_row(const struct tb_row *row, void *ctx)
{
    struct tb_meta *m = ctx;
    struct tb_str key = cell(row, 0), value = cell(row, 1);

    if (row->number > META_ROWS || key.n > META_TEXT || value.n > META_TEXT ||
        cell(row, 2).n > META_TEXT || cell(row, 3).n > META_TEXT ||
        cell(row, 4).n > META_TEXT)
        return 0; /* not ours: ours are short */
    value = tb_arena_copy(&m->arena, value);

    if (tb_str_is(key, "tianbao-template"))
        m->is_template = true;
    else if (tb_str_is(key, "campaign"))
        m->campaign = value;
    else if (tb_str_is(key, "year"))
        m->year = value;
    else if (tb_str_is(key, "dictionary"))
        m->dictionary = value;
    else if (tb_str_is(key, "department"))
        m->department = value;
    else if (tb_str_is(key, "person"))
        m->person = value;
    else if (tb_str_is(key, "sheet") && m->count < 1000) {
        m->claims = tb_grow(m->claims, m->count, &m->room, sizeof *m->claims);
        m->claims[m->count++] =
            (struct tb_meta_claim){ value,
                                    tb_arena_copy(&m->arena, cell(row, 2)),
                                    tb_arena_copy(&m->arena, cell(row, 3)),
                                    tb_arena_copy(&m->arena, cell(row, 4)) };
    }
    return 0;
}

int tb_meta_read(struct tb_book *book, struct tb_meta *m, struct tb_err *err)
{
    *m = (struct tb_meta){ 0 };
    for (size_t i = 0; i < tb_book_sheets(book); i++)
        if (tb_str_is(tb_book_sheet(book, i).name, TB_TEMPLATE_META))
            return tb_book_read(book, i, read_meta_row, m, err);
    return 0;
}

void tb_meta_free(struct tb_meta *m)
{
    free(m->claims);
    tb_arena_free(&m->arena);
    *m = (struct tb_meta){ 0 };
}

/* ---- headers ---- */

struct look {
    const struct tb_dict *dict;
    const struct tb_table *hint;  /* said by template or user */
    const struct tb_table *named; /* said by the sheet's name or a title */
    const struct tb_table *best;
    size_t best_row, best_score, second_score;
    size_t seen;
    char mark[TB_TEMPLATE_MARK + 1];
};

static size_t score(const struct tb_table *t, const struct tb_row *row)
{
    size_t n = 0;

    for (size_t i = 0; i < row->count; i++)
        n += row->cells[i].kind == TB_CELL_TEXT &&
             tb_table_column(t, row->cells[i].raw) != NULL;
    return n;
}

static void weigh(struct look *l, const struct tb_table *t,
                  const struct tb_row *row)
{
    size_t n = score(t, row);
    bool preferred = t == l->named && n > 0 && n >= l->best_score;

    if (n > l->best_score || preferred) {
        if (l->best != t && !preferred)
            l->second_score = l->best_row == row->number ? l->best_score : 0;
        l->best = t;
        l->best_score = n;
        l->best_row = row->number;
    } else if (t != l->best && row->number == l->best_row &&
               n > l->second_score) {
        l->second_score = n;
    }
}

static int look_at_row(const struct tb_row *row, void *ctx)
{
    struct look *l = ctx;

    if (row->number > HEADER_WITHIN || l->seen++ > HEADER_WITHIN)
        return STOP;
    if (!l->mark[0] && row->count <= 3 && row->cells[0].kind == TB_CELL_TEXT)
        tb_mark_of_title(row->cells[0].raw, l->mark);
    if (l->hint) {
        weigh(l, l->hint, row);
        return 0;
    }
    if (!l->named && row->count <= 3 && row->cells[0].kind == TB_CELL_TEXT)
        l->named = tb_dict_find(l->dict, row->cells[0].raw);
    for (size_t i = 0; i < l->dict->table_count; i++)
        weigh(l, &l->dict->tables[i], row);
    return 0;
}

static void add_name(struct tb_buf *list, struct tb_str name)
{
    if (list->n < NAMES_MAX)
        tb_buf_addf(
            list, "%s%.*s", list->n > 0 ? "、" : "",
            (int)(name.n < 100 ? name.n : tb_utf8_cut(name.p, name.n, 100)),
            name.p);
}

/* Is it the column in which last year's rows are decided; as it ONCE was? */
static bool is_decision(struct tb_str head, bool *once)
{
    head = tb_str_trim(head);
    *once = tb_str_is(head, TB_TEMPLATE_DECIDE_HEAD_ONCE);
    return *once || tb_str_is(head, TB_TEMPLATE_DECIDE_HEAD);
}

static int read_header(const struct tb_row *row, void *ctx)
{
    struct tb_sheet_plan *p = ctx;

    if (row->number < p->header_row)
        return 0;
    if (row->number > p->header_row || row->count == 0)
        return STOP;
    p->columns = row->cells[row->count - 1].column + 1;
    p->fields = tb_alloc(p->columns, sizeof *p->fields);
    for (size_t i = 0; i < row->count; i++) {
        const struct tb_cell *c = &row->cells[i];
        const struct tb_field *f = tb_table_column(p->table, c->raw);
        bool twice = false;
        if (!f && is_decision(c->raw, &p->is_once)) {
            p->decision = (long)c->column;
            continue;
        }
        if (!f) {
            add_name(&p->unknown, c->raw);
            continue;
        }
        for (size_t k = 0; k < c->column; k++)
            twice = twice || p->fields[k] == f;
        if (twice)
            tb_buf_addf(&p->fault, "%s列“%.*s”出现两次", p->fault.n ? "；" : "",
                        TB_STR_ARG(f->name));
        p->fields[c->column] = f;
    }
    return STOP;
}

/* The column of the file that is nearest to a name; its unit in brackets does
 * not count. */
static void come_near(const struct tb_sheet_plan *p, struct tb_near *near)
{
    struct tb_str rest = tb_buf_str(&p->unknown), one;

    while (tb_str_next(&rest, "、", &one)) {
        struct tb_str bare = tb_str_n(one.p, tb_str_find(one, "（"));
        bare.n = tb_str_find(bare, "(");
        tb_near_try(near, tb_str_trim(bare.n > 0 ? bare : one), one);
    }
}

/* F, and which column may stand for it: "培训人次（您是指“培训人数”？）" */
static void add_required(struct tb_buf *list, const struct tb_sheet_plan *p,
                         const struct tb_field *f)
{
    struct tb_near best = { .written = f->name };
    struct tb_str rest = f->aliases, alias;

    come_near(p, &best);
    while (tb_str_next(&rest, ";；", &alias)) {
        struct tb_near near = { .written = alias };
        come_near(p, &near);
        if (near.best.n > 0 &&
            (best.best.n == 0 || near.distance < best.distance))
            best = near;
    }
    add_name(list, f->name);
    if (best.best.n > 0 && list->n < NAMES_MAX)
        tb_buf_addf(list, "（您是指“%.*s”？）", TB_STR_ARG(best.best));
}

static void find_missing(struct tb_sheet_plan *p)
{
    struct tb_buf required = { 0 };

    for (size_t i = 0; i < p->table->count; i++) {
        const struct tb_field *f = &p->table->fields[i];
        bool there = !f->used;
        for (size_t k = 0; k < p->columns && !there; k++)
            there = p->fields[k] == f;
        if (there)
            continue;
        if (f->required && !(f->is_key && p->table->key_count == 1 &&
                             !p->table->has_natural_key))
            add_required(&required, p, f);
        else
            add_name(&p->missing, f->name);
    }
    if (required.n > 0)
        tb_buf_addf(&p->fault, "%s缺少必填列：%s", p->fault.n ? "；" : "",
                    required.p);
    if (required.n > 0 && p->unknown.n > 0)
        tb_buf_addf(&p->fault, "。文件中不认识的列：%s", p->unknown.p);
    tb_buf_free(&required);
}

static bool is_found(const struct look *l)
{
    return l->best && l->best_score >= 2 &&
           (l->hint || l->named || l->best_score * 2 >= l->best->key_count);
}

/* Look for a header; in a CSV, whose delimiter is a guess, with each that it
 * may have.  What cannot be read with the guess is the fault. */
static int find_header(struct tb_book *book, size_t index, struct look *l,
                       struct tb_err *err)
{
    const struct look fresh = *l;
    int rc = tb_book_read(book, index, look_at_row, l, err);
    struct look other = fresh;

    while (rc < 0 || !is_found(l)) {
        struct tb_err ignored = { 0 };
        if (!tb_book_next_delimiter(book))
            return rc < 0 ? -1 : 0;
        other = fresh;
        if (tb_book_read(book, index, look_at_row, &other, &ignored) < 0 ||
            !is_found(&other))
            continue;
        *err = (struct tb_err){ 0 };
        *l = other;
        return 0;
    }
    return 0;
}

int tb_recognise_sheet(struct tb_book *book, size_t index,
                       const struct tb_dict *dict, const struct tb_table *hint,
                       struct tb_sheet_plan *p, struct tb_err *err)
{
    struct look l = { .dict = dict, .hint = hint };

    *p = (struct tb_sheet_plan){ .decision = -1 };
    tb_buf_adds(&p->fault, "");
    if (!hint && tb_book_sheet(book, index).name.n > 0)
        l.named = tb_dict_find(dict, tb_book_sheet(book, index).name);
    if (find_header(book, index, &l, err) < 0)
        return -1;
    memcpy(p->mark, l.mark, sizeof p->mark);
    if (!is_found(&l)) {
        if (hint) {
            p->table = hint;
            tb_buf_adds(&p->fault, "找不到表头行");
        }
        return 0;
    }
    p->table = l.best;
    p->header_row = l.best_row;
    p->ambiguous = !hint && l.best != l.named && l.second_score == l.best_score;
    if (tb_book_read(book, index, read_header, p, err) < 0)
        return -1;
    find_missing(p);
    return tb_above_check(book, index, p, err);
}

void tb_sheet_plan_free(struct tb_sheet_plan *p)
{
    free(p->fields);
    tb_buf_free(&p->unknown);
    tb_buf_free(&p->missing);
    tb_buf_free(&p->fault);
    *p = (struct tb_sheet_plan){ 0 };
}
