/* value.c - reading cells by the type of their field. */
#include "value.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "date.h"
#include "norm.h"
#include "types_parts.h"
#include "utf8.h"

#define CELL_MAX 32767

static void set_text(struct tb_reader *r)
{
    *r->value = (struct tb_value){ .kind = r->out->n ? TB_TEXT : TB_NULL,
                                   .text = tb_buf_str(r->out) };
}

static bool is_mark(struct tb_str s)
{
    static const char *const marks[] = { "无",  "/",    "／",   "\\",  "—",
                                         "——",  "-",    "--",   "－",  "N/A",
                                         "n/a", "暂无", "没有", "null" };

    if (s.n == 0 || s.n > 6 || !strchr("/\\-Nn\xE2\xE6\xEF", s.p[0]))
        return false;
    for (size_t i = 0; i < TB_LEN(marks); i++)
        if (tb_str_is(s, marks[i]))
            return true;
    return false;
}

static void show_date(struct tb_buf *out, const struct tb_date *d)
{
    tb_buf_clear(out);
    if (d->day > 0)
        tb_buf_addf(out, "%04d-%02d-%02d", d->year, d->month, d->day);
    else
        tb_buf_addf(out, "%04d-%02d", d->year, d->month);
}

/* The cell as plain text, whatever its kind. */
static void as_text(struct tb_reader *r)
{
    char digits[TB_CELL_DIGITS];
    struct tb_date d;

    tb_buf_clear(r->out);
    switch (r->cell->kind) {
    case TB_CELL_NUMBER:
        tb_cell_digits(r->cell, digits);
        tb_buf_adds(r->out, digits);
        r->changed =
            r->cell->zeros > 0 && !tb_str_eq(r->cell->raw, tb_buf_str(r->out));
        break;
    case TB_CELL_DATE:
        if (tb_date_from_serial(r->cell->number, false, &d))
            show_date(r->out, &d);
        r->changed = true;
        break;
    case TB_CELL_BOOL:
        tb_buf_adds(r->out, r->cell->number != 0 ? "是" : "否");
        break;
    default:
        tb_norm_text(r->cell->raw, r->out);
        r->changed = !tb_str_eq(r->cell->raw, tb_buf_str(r->out));
        break;
    }
}

enum tb_trouble tb_value_read_text(struct tb_reader *r)
{
    as_text(r);
    if (r->out->n < 8 && is_mark(tb_buf_str(r->out)) &&
        !tb_str_is(tb_buf_str(r->out), "无"))
        return TB_TROUBLE_MARK;
    set_text(r);
    return TB_FINE;
}

/* The length every value of FIELD has, or 0. */
static size_t fixed_length(const struct tb_field *f)
{
    if (tb_types[f->type].length > 0)
        return tb_types[f->type].length;
    return f->length_min == f->length_max ? f->length_max : 0;
}

static enum tb_trouble identifier_from_number(struct tb_reader *r)
{
    double n = r->cell->number;
    size_t length = fixed_length(r->field);

    tb_buf_clear(r->out);
    if (n != floor(n) || n < 0)
        return TB_TROUBLE_TYPE;
    if (n >= 1e15)
        return TB_TROUBLE_DIGITS;
    if (r->cell->zeros > 0)
        tb_buf_addf(r->out, "%0*.0f", r->cell->zeros, n);
    else
        tb_buf_addf(r->out, "%.0f", n);
    if (length > 0 && r->out->n < length)
        return TB_TROUBLE_ZEROS;
    r->changed =
        r->cell->zeros > 0 && !tb_str_eq(r->cell->raw, tb_buf_str(r->out));
    set_text(r);
    return TB_FINE;
}

static size_t digits_at(struct tb_str s)
{
    size_t n = 0;

    while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
        n++;
    return n;
}

/* 5.10322E+17, 5E+17 or 1001.0: how a spreadsheet shows a spoilt identifier. */
static bool is_spoilt(struct tb_str s)
{
    size_t whole = digits_at(s), fraction = 0;
    bool point;

    s = tb_str_from(s, whole);
    point = s.n > 0 && s.p[0] == '.';
    if (point) {
        fraction = digits_at(tb_str_from(s, 1));
        if (fraction + 1 == s.n)
            return whole > 0 && fraction == 1 && s.p[1] == '0';
        s = tb_str_from(s, fraction + 1);
    }
    return whole > 0 && (!point || fraction > 0) && s.n > 2 &&
           (s.p[0] == 'E' || s.p[0] == 'e') && s.p[1] == '+' &&
           digits_at(tb_str_from(s, 2)) == s.n - 2;
}

/* Of an identifier whose letters are CAPITAL, small ones are made so. */
static enum tb_trouble identifier(struct tb_reader *r, bool capital)
{
    if (r->cell->kind == TB_CELL_NUMBER)
        return identifier_from_number(r);
    if (r->cell->kind != TB_CELL_TEXT)
        return TB_TROUBLE_TYPE;
    tb_norm_code(r->cell->raw, r->out);
    if (r->out->n > 1 && r->out->p[0] == '\'') {
        memmove(r->out->p, r->out->p + 1, r->out->n--);
    }
    for (size_t i = 0; capital && i < r->out->n; i++)
        if (r->out->p[i] >= 'a' && r->out->p[i] <= 'z')
            r->out->p[i] = (char)(r->out->p[i] - 'a' + 'A');
    r->changed = !tb_str_eq(r->cell->raw, tb_buf_str(r->out));
    if (is_mark(tb_buf_str(r->out)))
        return TB_TROUBLE_MARK;
    if (is_spoilt(tb_buf_str(r->out)))
        return TB_TROUBLE_DIGITS;
    set_text(r);
    return TB_FINE;
}

enum tb_trouble tb_value_read_identifier(struct tb_reader *r)
{
    return identifier(r, false);
}

enum tb_trouble tb_value_read_capitals(struct tb_reader *r)
{
    return identifier(r, true);
}

/* A number, then something that belongs to no number. */
static bool has_unit(struct tb_str s)
{
    size_t n = 0;

    while (n < s.n && strchr("0123456789.,", s.p[n]))
        n++;
    return n > 0 && n < s.n && !strchr("eE", s.p[n]);
}

/* The number in the cell, whether typed as a number or as text. */
static enum tb_trouble read_number(struct tb_reader *r, double *n)
{
    if (r->cell->kind == TB_CELL_NUMBER) {
        *n = r->cell->number;
        return TB_FINE;
    }
    if (r->cell->kind != TB_CELL_TEXT)
        return TB_TROUBLE_TYPE;
    tb_norm_code(r->cell->raw, r->out);
    if (r->out->n > 1 && r->out->p[r->out->n - 1] == '%' &&
        tb_str_is(r->field->unit, "%"))
        r->out->p[--r->out->n] = '\0';
    r->changed = !tb_str_eq(r->cell->raw, tb_buf_str(r->out));
    if (tb_norm_number(tb_buf_str(r->out), n)) {
        char shown[32];
        tb_norm_show_number(*n, shown);
        r->changed = !tb_str_is(r->cell->raw, shown);
        return TB_FINE;
    }
    if (is_mark(tb_buf_str(r->out)))
        return TB_TROUBLE_MARK;
    return has_unit(tb_buf_str(r->out)) ? TB_TROUBLE_UNIT : TB_TROUBLE_TYPE;
}

enum tb_trouble tb_value_read_integer(struct tb_reader *r)
{
    double n = 0;
    enum tb_trouble trouble = read_number(r, &n);

    if (trouble != TB_FINE)
        return trouble;
    if (fabs(n - round(n)) > 1e-9 || fabs(n) > 1e15)
        return TB_TROUBLE_TYPE;
    *r->value =
        (struct tb_value){ .kind = TB_INTEGER, .integer = (int64_t)llround(n) };
    return TB_FINE;
}

enum tb_trouble tb_value_read_decimal(struct tb_reader *r)
{
    double n = 0;
    enum tb_trouble trouble = read_number(r, &n);
    char digits[32];

    if (trouble != TB_FINE)
        return trouble;
    snprintf(digits, sizeof digits, "%.15g", n); /* drop the binary noise */
    *r->value =
        (struct tb_value){ .kind = TB_REAL, .real = strtod(digits, NULL) };
    return TB_FINE;
}

/* 2021.9 typed into a number cell is September; 2021.1 is anyone's guess. */
static enum tb_trouble month_from_fraction(double n, struct tb_date *d)
{
    char digits[32];

    snprintf(digits, sizeof digits, "%.6g", n);
    if (!tb_date_parse(tb_str(digits), d) || d->month == 0)
        return TB_TROUBLE_TYPE;
    if (d->month == 1 && strlen(digits) == 6)
        return TB_TROUBLE_MONTH;
    return TB_FINE;
}

static enum tb_trouble date_from_number(struct tb_reader *r, struct tb_date *d)
{
    double n = r->cell->number;
    char digits[32];

    if (n != floor(n))
        return month_from_fraction(n, d);
    snprintf(digits, sizeof digits, "%.0f", n);
    if (tb_date_parse(tb_str(digits), d))
        return TB_FINE;
    return tb_value_is_serial(n) ? TB_TROUBLE_SERIAL : TB_TROUBLE_TYPE;
}

/* A day number that has come as text, out of a CSV. */
static enum tb_trouble date_from_text(struct tb_str text, struct tb_date *d)
{
    double n;

    if (tb_date_parse(text, d))
        return TB_FINE;
    return tb_norm_number(text, &n) && tb_value_is_serial(n) ? TB_TROUBLE_SERIAL
                                                             : TB_TROUBLE_TYPE;
}

static enum tb_trouble read_any_date(struct tb_reader *r, struct tb_date *d)
{
    switch (r->cell->kind) {
    case TB_CELL_DATE:
        return tb_date_from_serial(r->cell->number, false, d) ? TB_FINE
                                                              : TB_TROUBLE_TYPE;
    case TB_CELL_NUMBER:
        r->changed = true;
        return date_from_number(r, d);
    case TB_CELL_TEXT:
        tb_norm_text(r->cell->raw, r->out);
        if (is_mark(tb_buf_str(r->out)))
            return TB_TROUBLE_MARK;
        if (tb_date_parse(tb_buf_str(r->out), d))
            return TB_FINE;
        tb_norm_code(r->cell->raw, r->out); /* full-width, with blanks */
        return date_from_text(tb_buf_str(r->out), d);
    default:
        return TB_TROUBLE_TYPE;
    }
}

enum tb_trouble tb_value_read_date(struct tb_reader *r)
{
    struct tb_date d;
    enum tb_trouble trouble = read_any_date(r, &d);

    if (trouble == TB_FINE && d.day == 0)
        trouble = TB_TROUBLE_TYPE;
    if (trouble != TB_FINE)
        return trouble;
    show_date(r->out, &d);
    if (r->cell->kind == TB_CELL_TEXT)
        r->changed = !tb_str_eq(r->cell->raw, tb_buf_str(r->out));
    set_text(r);
    return TB_FINE;
}

enum tb_trouble tb_value_read_month(struct tb_reader *r)
{
    struct tb_date d;
    enum tb_trouble trouble = read_any_date(r, &d);

    if (trouble == TB_FINE && d.month == 0)
        trouble = TB_TROUBLE_TYPE;
    if (trouble != TB_FINE)
        return trouble;
    d.day = 0;
    show_date(r->out, &d);
    if (r->cell->kind == TB_CELL_TEXT)
        r->changed = !tb_str_eq(r->cell->raw, tb_buf_str(r->out));
    set_text(r);
    return TB_FINE;
}

enum tb_trouble tb_value_read_year(struct tb_reader *r)
{
    struct tb_date d;
    enum tb_trouble trouble = read_any_date(r, &d);

    if (trouble != TB_FINE)
        return trouble;
    if (d.month != 0 && r->cell->kind != TB_CELL_DATE)
        return TB_TROUBLE_TYPE;
    r->changed = r->cell->kind == TB_CELL_DATE ||
                 (r->cell->kind == TB_CELL_TEXT && r->cell->raw.n != 4);
    *r->value = (struct tb_value){ .kind = TB_INTEGER, .integer = d.year };
    return TB_FINE;
}

/* Several codes in one cell: all their labels, 、 between. */
static enum tb_trouble read_codes(struct tb_reader *r)
{
    struct tb_str rest = tb_buf_str(r->out), piece;
    struct tb_buf labels = { 0 };
    enum tb_trouble trouble = TB_FINE;

    while (trouble == TB_FINE && tb_str_next(&rest, "、，,；;", &piece)) {
        const struct tb_code *c = tb_list_find(r->field->list, piece);
        if (piece.n == 0)
            continue;
        if (c)
            tb_buf_addf(&labels, "%s%.*s", labels.n > 0 ? "、" : "",
                        TB_STR_ARG(c->label));
        else
            trouble = is_mark(piece) ? TB_TROUBLE_MARK : TB_TROUBLE_LIST;
    }
    tb_buf_clear(r->out);
    tb_buf_add(r->out, tb_buf_str(&labels));
    tb_buf_free(&labels);
    return trouble;
}

/* 01 by its format, but 1 in the list. */
static const struct tb_code *find_without_zeros(struct tb_reader *r)
{
    char digits[32];

    tb_norm_show_number(r->cell->number, digits);
    return tb_list_find(r->field->list, tb_str(digits));
}

enum tb_trouble tb_value_read_code(struct tb_reader *r)
{
    const struct tb_code *c;
    enum tb_trouble trouble;

    as_text(r);
    if (r->field->many) {
        trouble = read_codes(r);
        if (trouble != TB_FINE)
            return trouble;
        set_text(r);
    } else {
        c = tb_list_find(r->field->list, tb_buf_str(r->out));
        if (!c && r->cell->zeros > 0)
            c = find_without_zeros(r);
        if (!c)
            return is_mark(tb_buf_str(r->out)) ? TB_TROUBLE_MARK
                                               : TB_TROUBLE_LIST;
        *r->value = (struct tb_value){ .kind = TB_TEXT, .text = c->label };
    }
    r->changed = r->cell->kind == TB_CELL_NUMBER ||
                 (r->cell->kind == TB_CELL_TEXT &&
                  !tb_str_eq(r->cell->raw, r->value->text));
    return TB_FINE;
}

enum tb_trouble tb_value_read_compact(struct tb_reader *r)
{
    as_text(r);
    if (is_mark(tb_buf_str(r->out)))
        return TB_TROUBLE_MARK;
    set_text(r);
    return TB_FINE;
}

static bool is_picture(const struct tb_cell *c)
{
    return c->kind != TB_CELL_NUMBER && c->raw.n > 8 &&
           tb_str_find(tb_str_n(c->raw.p, c->raw.n < 24 ? c->raw.n : 24),
                       "DISPIMG(") < 24 &&
           c->raw.n >= 9;
}

/* Could a workbook hold TEXT?  U+FFFE and U+FFFF have no place in XML, and a
 * cell has room for 32,767 characters. */
static bool is_writable(struct tb_str text)
{
    if (text.n > CELL_MAX && tb_utf8_units(text) > CELL_MAX)
        return false;
    return tb_str_find(text, "\xEF\xBF\xBE") == text.n &&
           tb_str_find(text, "\xEF\xBF\xBF") == text.n;
}

enum tb_trouble tb_value_read(const struct tb_field *field,
                              const struct tb_cell *cell,
                              struct tb_buf *scratch, struct tb_value *value,
                              bool *changed)
{
    struct tb_reader r = {
        .field = field, .cell = cell, .out = scratch, .value = value
    };
    enum tb_trouble trouble;

    *value = (struct tb_value){ .kind = TB_NULL };
    *changed = false;
    if (!cell)
        return TB_FINE;
    if (cell->kind == TB_CELL_PENDING)
        return TB_TROUBLE_PENDING;
    if (is_picture(cell) && (cell->raw.p[0] == '=' || cell->formula))
        return TB_TROUBLE_PICTURE;
    if (cell->kind == TB_CELL_ERROR)
        return TB_TROUBLE_ERROR;
    if (cell->kind == TB_CELL_TEXT && tb_str_trim(cell->raw).n == 0)
        return TB_FINE; /* white space is nothing */
    trouble = tb_value_is_empty_word(field, cell);
    if (trouble == TB_FINE)
        trouble = tb_types[field->type].read(&r);
    if (trouble == TB_FINE && value->kind == TB_TEXT &&
        !is_writable(value->text))
        trouble = TB_TROUBLE_TYPE;
    if (trouble != TB_FINE)
        *value = (struct tb_value){ .kind = TB_NULL };
    *changed = trouble == TB_FINE && r.changed;
    return trouble;
}

void tb_field_expects(const struct tb_field *f, struct tb_buf *out)
{
    const struct tb_type_def *type = &tb_types[f->type];

    tb_buf_clear(out);
    if (f->list)
        tb_buf_add(out, f->list->name);
    else if (type->expects)
        tb_buf_adds(out, type->expects);
    else if (tb_type_is_time(f->type))
        tb_buf_addf(out, "%s，如 %s", type->chinese, type->example);
    else if (fixed_length(f) > 0)
        tb_buf_addf(out, "%zu 位%s", fixed_length(f), type->chinese);
    else
        tb_buf_adds(out, type->chinese);
}

void tb_value_show(const struct tb_value *v, struct tb_buf *out)
{
    char digits[32];

    tb_buf_clear(out);
    switch (v->kind) {
    case TB_TEXT:
        tb_buf_add(out, v->text);
        break;
    case TB_INTEGER:
        tb_buf_addf(out, "%lld", (long long)v->integer);
        break;
    case TB_REAL:
        tb_norm_show_number(v->real, digits);
        tb_buf_adds(out, digits);
        break;
    default:
        break;
    }
}
