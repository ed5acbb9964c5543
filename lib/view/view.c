/* view.c - rows become cells, and go to a format. */
#include <assert.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <strings.h>

#include "file.h"
#include "norm.h"
#include "terminal.h"
#include "view_format.h"

static const struct tb_format formats[] = {
#define TB_FORMAT(name, endings, needs_path) \
    { #name, endings, &tb_view_##name, needs_path },
#include "formats.def"
#undef TB_FORMAT
};

/* ---- which format ---- */

const struct tb_format *tb_format_find(const char *name)
{
    for (size_t i = 0; i < TB_LEN(formats); i++)
        if (strcmp(formats[i].name, name) == 0)
            return &formats[i];
    return NULL;
}

const struct tb_format *tb_format_of_path(const char *path)
{
    const char *dot = strrchr(tb_file_name(path), '.');

    for (size_t i = 0; dot && i < TB_LEN(formats); i++) {
        struct tb_str rest = tb_str(formats[i].endings), ending;
        while (tb_str_next(&rest, "|", &ending))
            if (strlen(dot) == ending.n &&
                strncasecmp(dot, ending.p, ending.n) == 0)
                return &formats[i];
    }
    return NULL;
}

void tb_format_names(struct tb_buf *out)
{
    for (size_t i = 0; i < TB_LEN(formats); i++)
        tb_buf_addf(out, "%s%s", i > 0 ? ", " : "", formats[i].name);
}

static int unknown_format(const char *name, struct tb_err *err)
{
    struct tb_buf names = { 0 };

    tb_format_names(&names);
    tb_fail_as(err, TB_USAGE, "unknown format '%s': %s", name, names.p);
    tb_buf_free(&names);
    return -1;
}

/* Endings that promise what none of the formats is. */
static const char *const others[] = { ".pdf", ".xls",  ".xlsm", ".ods",
                                      ".doc", ".docx", ".et",   ".wps" };

/* Only such a promise is refused: a.log and a.out are text. */
static int check_ending(const char *path, struct tb_err *err)
{
    const char *dot = strrchr(tb_file_name(path), '.');

    for (size_t i = 0; dot && i < TB_LEN(others); i++)
        if (strcasecmp(dot, others[i]) == 0)
            return tb_fail_as(err, TB_USAGE,
                              "no format makes '%s' files; name one with "
                              "--format",
                              dot);
    return 0;
}

static int need_path(struct tb_err *err)
{
    return tb_fail_as(err, TB_USAGE, "a workbook needs --output FILE");
}

int tb_view_choose(struct tb_view_options *o, const char *name,
                   const char *path, struct tb_err *err)
{
    o->path = path;
    o->format =
        name ? tb_format_find(name) : (path ? tb_format_of_path(path) : NULL);
    if (name && !o->format)
        return unknown_format(name, err);
    if (!o->format && path && check_ending(path, err) < 0)
        return -1;
    if (!o->format)
        o->format = &formats[0];
    return o->format->needs_path && !path ? need_path(err) : 0;
}

const char *tb_view_format(const struct tb_view_options *o)
{
    return (o->format ? o->format : &formats[0])->name;
}

bool tb_view_is(const struct tb_view_options *o, const char *name)
{
    return strcmp(tb_view_format(o), name) == 0;
}

/* ---- a row as cells ---- */

static void from_member(const struct tb_column *c, const void *row,
                        struct tb_view_cell *cell)
{
    const char *at = (const char *)row + c->offset;

    switch (c->kind) {
    case TB_COL_COUNT:
        memcpy(&cell->count, at, sizeof cell->count);
        return;
    case TB_COL_NUMBER:
        memcpy(&cell->number, at, sizeof cell->number);
        return;
    case TB_COL_FLAG:
        memcpy(&cell->flag, at, sizeof cell->flag);
        return;
    default:
        memcpy(&cell->text, at, sizeof cell->text);
        return;
    }
}

static void show_number(const struct tb_column *c, struct tb_view_cell *cell,
                        struct tb_buf *code)
{
    char digits[32];

    if (cell->kind == TB_COL_COUNT) {
        tb_buf_addf(code, "%lld", cell->count);
        cell->number = (double)cell->count;
        tb_buf_adds(cell->room, tb_buf_text(code));
        return;
    }
    tb_norm_show_number(cell->number, digits);
    tb_buf_adds(code, digits);
    if (cell->room->n > 0) /* the column's own function has rounded it */
        return;
    if (c->decimals < 0)
        tb_buf_adds(cell->room, digits);
    else
        tb_buf_addf(cell->room, "%.*f", c->decimals, cell->number);
}

/* "2022-10-08T09:30:00" as people write it. */
static void show_time(struct tb_view_cell *cell)
{
    struct tb_str at = cell->code;

    if (at.n < 16 || at.p[10] != 'T')
        return;
    tb_buf_addf(cell->room, "%.10s %.5s", at.p, at.p + 11);
    cell->text = tb_buf_str(cell->room);
}

static void show_words(struct tb_view_cell *cell)
{
    if (!cell->text.p)
        cell->text = tb_buf_str(cell->room);
    if (!cell->code.p)
        cell->code = cell->text;
    if (cell->kind == TB_COL_TIME)
        show_time(cell);
}

bool tb_kind_is_number(enum tb_col_kind kind)
{
    return kind == TB_COL_COUNT || kind == TB_COL_NUMBER;
}

bool tb_column_is_shown(const struct tb_column *c)
{
    return c->head && c->group == 0;
}

/* Column I of ROW.  Afterwards TEXT and CODE are there. */
static void take_cell(struct tb_sink *s, size_t i, const void *row)
{
    const struct tb_column *c = &s->view->columns[i];
    struct tb_view_cell *cell = &s->cells[i];

    *cell = (struct tb_view_cell){ .kind = c->kind, .room = &s->rooms[i] };
    tb_buf_clear(&s->rooms[i]);
    tb_buf_clear(&s->codes[i]);
    (c->get ? c->get : from_member)(c, row, cell);
    if (cell->kind == TB_COL_NUMBER && !cell->is_absent)
        cell->is_absent = !isfinite(cell->number);
    if (cell->is_absent) {
        cell->text = tb_str(tb_kind_is_number(cell->kind) ? "-" : "");
        cell->code = tb_str("");
    } else if (tb_kind_is_number(cell->kind)) {
        show_number(c, cell, &s->codes[i]);
        cell->text = tb_buf_str(cell->room);
        cell->code = tb_buf_str(&s->codes[i]);
    } else if (cell->kind == TB_COL_FLAG) {
        cell->text = tb_str(cell->flag ? "是" : "");
        cell->code = cell->text;
    } else {
        show_words(cell);
    }
}

/* ---- headings ---- */

void tb_view_heading(const struct tb_view *v, const struct tb_view_cell *cells,
                     int level, struct tb_buf *out)
{
    tb_buf_clear(out);
    tb_buf_adds(out, "");
    for (size_t i = 0; i < v->count; i++)
        if (v->columns[i].group == level && cells[i].text.n > 0)
            tb_buf_addf(out, "%s%.*s", out->n > 0 ? " " : "",
                        TB_STR_ARG(cells[i].text));
}

int tb_view_levels(const struct tb_view *v)
{
    int levels = 0;

    for (size_t i = 0; i < v->count; i++)
        if (v->columns[i].group > levels)
            levels = v->columns[i].group;
    return levels;
}

int tb_view_regroup(struct tb_sink *s, const struct tb_view_cell *cells)
{
    int levels = tb_view_levels(s->view), changed = 0;

    for (int level = 1; level <= levels; level++) {
        tb_view_heading(s->view, cells, level, &s->line);
        if (!changed && s->rows > 1 &&
            tb_str_eq(tb_buf_str(&s->line), tb_buf_str(&s->groups[level])))
            continue;
        changed = changed ? changed : level;
        tb_buf_clear(&s->groups[level]);
        tb_buf_add(&s->groups[level], tb_buf_str(&s->line));
    }
    return changed;
}

/* ---- the list ---- */

static void open_out(struct tb_sink *s)
{
    s->out = s->options.out;
    if (s->format->needs_path) {
        if (!s->options.path && !s->options.book)
            need_path(&s->err);
        return;
    }
    if (!s->options.path)
        return;
    s->out = open_memstream(&s->text, &s->text_size);
    s->owns_out = s->out != NULL;
    if (!s->out)
        tb_fail_as(&s->err, TB_NOMEM, "%s", strerror(errno));
}

struct tb_sink *tb_view_open(const struct tb_view *view,
                             const struct tb_view_page *page,
                             const struct tb_view_options *options)
{
    struct tb_sink *s = tb_alloc(1, sizeof *s);

    assert(view->count <= TB_VIEW_COLUMNS);
    s->view = view;
    s->options = *options;
    s->format = options->format ? options->format : &formats[0];
    s->width = options->width > 0 ? options->width : TB_TERMINAL_WIDTH;
    if (page)
        s->page = *page;
    open_out(s);
    return s;
}

/* Not before the first row or the end: a list that fails prints nothing. */
static void begin(struct tb_sink *s)
{
    if (!s->is_begun)
        s->format->renderer->begin(s);
    s->is_begun = true;
}

void tb_view_row(struct tb_sink *s, const void *row)
{
    if (s->err.status != TB_OK)
        return;
    begin(s);
    s->rows++;
    if (s->format->renderer == &tb_view_text &&
        (s->page.print || s->page.end)) {
        if (s->page.print)
            s->page.print(s->out, row, s->page.ctx);
        return;
    }
    for (size_t i = 0; i < s->view->count; i++)
        take_cell(s, i, row);
    s->format->renderer->row(s, s->cells);
}

void tb_view_foot(struct tb_sink *s, struct tb_str lines)
{
    if (s->foot.n > 0)
        tb_buf_addc(&s->foot, '\n');
    tb_buf_add(&s->foot, lines);
}

static void free_sink(struct tb_sink *s)
{
    for (size_t i = 0; i < TB_VIEW_COLUMNS; i++) {
        tb_buf_free(&s->rooms[i]);
        tb_buf_free(&s->codes[i]);
    }
    for (size_t i = 0; i < TB_LEN(s->groups); i++)
        tb_buf_free(&s->groups[i]);
    tb_buf_free(&s->foot);
    tb_buf_free(&s->line);
    tb_arena_free(&s->arena);
    free(s->text);
    free(s);
}

static int write_file(struct tb_sink *s)
{
    if (!s->options.path || !s->owns_out)
        return 0;
    return tb_file_write(s->options.path, tb_str_n(s->text, s->text_size),
                         &s->err);
}

int tb_view_close(struct tb_sink *s, int rc, struct tb_err *err)
{
    bool is_failed = rc < 0;

    if (is_failed) /* what is half done is not written */
        s->err.status = TB_INTERNAL;
    if (s->err.status == TB_OK)
        begin(s);
    if (s->is_begun)
        s->format->renderer->end(s);
    if (s->owns_out)
        fclose(s->out);
    if (s->err.status != TB_OK || write_file(s) < 0)
        rc = -1;
    if (rc < 0 && !is_failed)
        *err = s->err;
    free_sink(s);
    return rc;
}
