/* above.c - what stands above a header, and below it for comparing. */
#include "above.h"

#include "types.h"
#include "value.h"

#define STOP 1
#define COMPARED 20 /* rows below the header */
#define NAMED 10    /* rows that are named */

struct above {
    struct tb_sheet_plan *plan;
    struct tb_buf scratch;
    struct suspect {
        size_t number, filled;
    } suspects[32];
    size_t count;
    size_t below, below_filled; /* rows; cells of ours in them */
};

static bool is_ascii(struct tb_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((signed char)s.p[i] < ' ')
            return false;
    return true;
}

/* Is the cell what FIELD holds, and not a word about it? */
static bool is_value_of(struct above *a, const struct tb_field *f,
                        const struct tb_cell *c)
{
    struct tb_value value;
    bool ignored;

    return tb_value_read(f, c, &a->scratch, &value, &ignored) == TB_FINE &&
           value.kind != TB_NULL &&
           (!tb_types[f->type].is_identifier || is_ascii(value.text));
}

/* Any text is a value of such a field: it proves nothing. */
static bool takes_any_text(const struct tb_field *f)
{
    return tb_types[f->type].shape == TB_SHAPE_TEXT && !f->list &&
           !tb_types[f->type].is_identifier && !tb_types[f->type].check;
}

static const struct tb_field *field_at(const struct tb_sheet_plan *p,
                                       uint32_t column)
{
    return column < p->columns ? p->fields[column] : NULL;
}

static size_t filled_cells(const struct tb_sheet_plan *p,
                           const struct tb_row *row)
{
    size_t n = 0;

    for (size_t i = 0; i < row->count; i++)
        n += field_at(p, row->cells[i].column) &&
             tb_str_trim(row->cells[i].raw).n > 0;
    return n;
}

/* Most of what can be told by its type is a value; no row of names. */
static bool looks_like_values(struct above *a, const struct tb_row *row)
{
    const struct tb_sheet_plan *p = a->plan;
    size_t values = 0, others = 0, names = 0;

    for (size_t i = 0; i < row->count; i++) {
        const struct tb_cell *c = &row->cells[i];
        const struct tb_field *f = field_at(p, c->column);
        if (!f || tb_str_trim(c->raw).n == 0)
            continue;
        names += tb_table_column(p->table, c->raw) != NULL;
        if (takes_any_text(f))
            continue;
        if (is_value_of(a, f, c))
            values++;
        else
            others++;
    }
    return values > others && names * 2 < values;
}

static int look_at_row(const struct tb_row *row, void *ctx)
{
    struct above *a = ctx;
    size_t filled = filled_cells(a->plan, row);

    if (row->number < a->plan->header_row) {
        if (filled >= 2 && a->count < TB_LEN(a->suspects) &&
            looks_like_values(a, row))
            a->suspects[a->count++] = (struct suspect){ row->number, filled };
    } else if (row->number > a->plan->header_row && filled > 0) {
        a->below++;
        a->below_filled += filled;
    }
    return a->below < COMPARED ? 0 : STOP;
}

/* How many cells a row has at least: half of what those below have, or, when
 * there are none, of what is required. */
static size_t enough_cells(const struct above *a)
{
    const struct tb_sheet_plan *p = a->plan;
    size_t required = 0;

    if (a->below > 0)
        return a->below_filled / (2 * a->below);
    for (size_t i = 0; i < p->columns; i++)
        required += p->fields[i] && p->fields[i]->required;
    return required / 2;
}

static void name_rows(struct above *a)
{
    struct tb_sheet_plan *p = a->plan;
    size_t enough = enough_cells(a), count = 0;
    struct tb_buf rows = { 0 };

    for (size_t i = 0; i < a->count; i++)
        if (a->suspects[i].filled >= enough && ++count <= NAMED)
            tb_buf_addf(&rows, "%s%zu", count > 1 ? "、" : "",
                        a->suspects[i].number);
    p->above = count;
    if (count > 0)
        tb_buf_addf(&p->fault,
                    "%s表头在第 %zu 行，它上面的第 %s 行%s（共 %zu "
                    "行）像是数据，不会读入；请把表头移到所有数据之上（可能是"
                    "排序时把表头也排了进去），不是数据的请删去",
                    p->fault.n > 0 ? "；" : "", p->header_row, rows.p,
                    count > NAMED ? "等" : "", count);
    tb_buf_free(&rows);
}

int tb_above_check(struct tb_book *book, size_t index, struct tb_sheet_plan *p,
                   struct tb_err *err)
{
    struct above a = { .plan = p };
    int rc = 0;

    if (p->header_row > 1)
        rc = tb_book_read(book, index, look_at_row, &a, err);
    if (rc >= 0)
        name_rows(&a);
    tb_buf_free(&a.scratch);
    return rc < 0 ? -1 : 0;
}
