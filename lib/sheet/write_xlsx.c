/* write_xlsx.c - libxlsxwriter behind the gate. */
#include "write_xlsx.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file.h"
#include "gate.h"
#include "mem.h"
#include "utf8.h"
#include "xlsx_draft.h"

static const struct {
    const char *number_format;
    bool bold, wrap, border, centre;
    double size;
    uint32_t colour, background; /* 0: none */
} looks[TB_XLSX_STYLES] = {
    [TB_XLSX_TITLE] = { .bold = true, .size = 14 },
    [TB_XLSX_HINT] = { .size = 9, .colour = 0x595959, .wrap = true },
    [TB_XLSX_HEAD] = { .bold = true,
                       .wrap = true,
                       .border = true,
                       .centre = true,
                       .background = 0xDDEBF7 },
    [TB_XLSX_HEAD_KEY] = { .bold = true,
                           .wrap = true,
                           .border = true,
                           .centre = true,
                           .background = 0xFCE4D6 },
    [TB_XLSX_TEXT] = { .number_format = "@" },
    [TB_XLSX_INTEGER] = { .number_format = "0" },
    [TB_XLSX_DECIMAL] = { .number_format = "General" },
    [TB_XLSX_DATE] = { .number_format = "yyyy-mm-dd" },
    [TB_XLSX_MONTH] = { .number_format = "yyyy-mm" },
    [TB_XLSX_WRAP] = { .wrap = true },
    [TB_XLSX_LABEL] = { .bold = true, .border = true },
    [TB_XLSX_BAD] = { .background = 0xFFC7CE },
    [TB_XLSX_BOX] = { .wrap = true, .border = true },
    [TB_XLSX_COUNT] = { .number_format = "0", .border = true },
#define BOXED(fill)                                              \
    {                                                            \
        .size = 9, .wrap = true, .border = true, .centre = true, \
        .background = fill                                       \
    }
    [TB_XLSX_CELL] = BOXED(0),
    [TB_XLSX_CELL_GREEN] = BOXED(0xC6EFCE),
    [TB_XLSX_CELL_BLUE] = BOXED(0xDDEBF7),
    [TB_XLSX_CELL_YELLOW] = BOXED(0xFFEB9C),
    [TB_XLSX_CELL_RED] = BOXED(0xFFC7CE),
    [TB_XLSX_CELL_GREY] = BOXED(0xD9D9D9),
#undef BOXED
    [TB_XLSX_CALL] = { .bold = true, .colour = 0xC00000 },
};

lxw_format *xlsx_draft_format(struct tb_xlsx *x, enum tb_xlsx_style style)
{
    lxw_format *f = x->formats[style];

    if (f)
        return f;
    f = workbook_add_format(x->book);
    format_set_font_name(f, "宋体");
    format_set_font_size(f, looks[style].size > 0 ? looks[style].size : 11);
    if (looks[style].number_format)
        format_set_num_format(f, looks[style].number_format);
    if (looks[style].bold)
        format_set_bold(f);
    if (looks[style].wrap)
        format_set_text_wrap(f);
    if (looks[style].border)
        format_set_border(f, LXW_BORDER_THIN);
    if (looks[style].centre)
        format_set_align(f, LXW_ALIGN_CENTER);
    format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
    if (looks[style].colour)
        format_set_font_color(f, looks[style].colour);
    if (looks[style].background)
        format_set_bg_color(f, looks[style].background);
    return x->formats[style] = f;
}

void xlsx_draft_fail(struct tb_xlsx *x, enum tb_status status, const char *what)
{
    if (x->err.status == TB_OK)
        tb_fail_as(&x->err, status, "%s", tb_translate(what));
}

struct tb_xlsx *tb_xlsx_new(const char *path)
{
    struct tb_xlsx *x = tb_alloc(1, sizeof *x);
    lxw_workbook_options options = { 0 };
    lxw_doc_properties properties = { 0 };
    struct tb_buf name = { 0 };

    x->path = tb_strdup(tb_str(path));
    tb_buf_addf(&name, "%s.XXXXXX", path);
    x->folder = tb_strdup(tb_buf_str(&name));
    if (!mkdtemp(x->folder)) {
        tb_fail_as(&x->err, TB_IO, "cannot create: %s", strerror(errno));
        x->folder[0] = '\0';
        tb_buf_free(&name);
        return x;
    }
    tb_buf_clear(&name);
    tb_buf_addf(&name, "%s/draft.xlsx", x->folder);
    x->draft = tb_strdup(tb_buf_str(&name));
    tb_buf_free(&name);
    options.tmpdir = x->folder;
    x->book = workbook_new_opt(x->draft, &options);
    if (!x->book) {
        xlsx_draft_fail(x, TB_NOMEM, "out of memory");
        return x;
    }
    properties.author = "tianbao";
    properties.created = 1577836800; /* fixed: the same data, the same bytes */
    workbook_set_properties(x->book, &properties);
    return x;
}

bool xlsx_draft_is_open(const struct tb_xlsx *x)
{
    return x->book && x->sheet && x->err.status == TB_OK;
}

void tb_xlsx_sheet(struct tb_xlsx *x, struct tb_str name, bool hidden)
{
    struct tb_err err = { 0 };
    char *copy;

    x->sheet = NULL;
    if (!x->book || x->err.status != TB_OK)
        return;
    if (tb_gate_sheet_name(name, &err) < 0) {
        xlsx_draft_fail(x, TB_INTERNAL, err.msg);
        return;
    }
    copy = tb_strdup(name);
    x->sheet = workbook_add_worksheet(x->book, copy);
    free(copy);
    if (!x->sheet) {
        xlsx_draft_fail(x, TB_INTERNAL, "two sheets have the same name");
        return;
    }
    if (hidden)
        worksheet_hide(x->sheet);
    x->tallies = tb_grow(x->tallies, x->sheets, &x->room, sizeof *x->tallies);
    x->tallies[x->sheets++] = (struct xlsx_tally){ 0 };
}

/* CR LF as LF: as XML would read it back.  Borrowed from X until the next. */
static struct tb_str one_line_end(struct tb_xlsx *x, struct tb_str text)
{
    if (tb_str_find(text, "\r\n") == text.n)
        return text;
    tb_buf_clear(&x->plain);
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] != '\r' || i + 1 == text.n || text.p[i + 1] != '\n')
            tb_buf_addc(&x->plain, text.p[i]);
    return tb_buf_str(&x->plain);
}

void tb_xlsx_text(struct tb_xlsx *x, uint32_t row, uint32_t column,
                  struct tb_str text, enum tb_xlsx_style style)
{
    struct tb_err err = { 0 };

    if (!xlsx_draft_is_open(x))
        return;
    if (text.n == 0) {
        worksheet_write_blank(x->sheet, row, (lxw_col_t)column,
                              xlsx_draft_format(x, style));
        return;
    }
    text = one_line_end(x, text);
    if (tb_gate_text(text, &x->text, &err) < 0) {
        xlsx_draft_fail(x, TB_IO, err.msg);
        return;
    }
    if (worksheet_write_string(x->sheet, row, (lxw_col_t)column,
                               tb_buf_text(&x->text),
                               xlsx_draft_format(x, style)) != LXW_NO_ERROR)
        xlsx_draft_fail(x, TB_IO, "a text was refused by the writer");
    xlsx_tally_add(&x->tallies[x->sheets - 1], row, column, text);
}

void tb_xlsx_number(struct tb_xlsx *x, uint32_t row, uint32_t column,
                    double number, enum tb_xlsx_style style)
{
    struct tb_err err = { 0 };
    char digits[40];

    if (!xlsx_draft_is_open(x))
        return;
    if (tb_gate_number(number, &number, &err) < 0) {
        xlsx_draft_fail(x, TB_IO, err.msg);
        return;
    }
    if (worksheet_write_number(x->sheet, row, (lxw_col_t)column, number,
                               xlsx_draft_format(x, style)) != LXW_NO_ERROR)
        xlsx_draft_fail(x, TB_IO, "a number was refused by the writer");
    xlsx_tally_add(&x->tallies[x->sheets - 1], row, column,
                   xlsx_tally_number(number, digits));
}

void tb_xlsx_span(struct tb_xlsx *x, uint32_t row, uint32_t column,
                  uint32_t last, struct tb_str text, enum tb_xlsx_style style)
{
    if (!xlsx_draft_is_open(x))
        return;
    if (last > column &&
        worksheet_merge_range(x->sheet, row, (lxw_col_t)column, row,
                              (lxw_col_t)last, "",
                              xlsx_draft_format(x, style)) != LXW_NO_ERROR)
        xlsx_draft_fail(x, TB_INTERNAL,
                        "a merged cell was refused by the writer");
    tb_xlsx_text(x, row, column, text, style);
}

void tb_xlsx_column(struct tb_xlsx *x, uint32_t column, double width,
                    enum tb_xlsx_style style)
{
    if (xlsx_draft_is_open(x))
        worksheet_set_column(x->sheet, (lxw_col_t)column, (lxw_col_t)column,
                             width, xlsx_draft_format(x, style));
}

void tb_xlsx_height(struct tb_xlsx *x, uint32_t row, double points)
{
    if (xlsx_draft_is_open(x))
        worksheet_set_row(x->sheet, row, points, NULL);
}

void tb_xlsx_freeze(struct tb_xlsx *x, uint32_t rows, uint32_t columns)
{
    if (xlsx_draft_is_open(x))
        worksheet_freeze_panes(x->sheet, rows, (lxw_col_t)columns);
}

void tb_xlsx_filter(struct tb_xlsx *x, uint32_t row, uint32_t last_row,
                    uint32_t columns)
{
    if (xlsx_draft_is_open(x) && columns > 0)
        worksheet_autofilter(x->sheet, row, 0, last_row,
                             (lxw_col_t)(columns - 1));
}

void tb_xlsx_comment(struct tb_xlsx *x, uint32_t row, uint32_t column,
                     struct tb_str text)
{
    lxw_comment_options options = { .author = "tianbao",
                                    .width = 240,
                                    .height = 96 };
    struct tb_err err = { 0 };

    if (!xlsx_draft_is_open(x) || text.n == 0)
        return;
    if (tb_gate_text(text, &x->text, &err) < 0)
        xlsx_draft_fail(x, TB_IO, err.msg);
    else
        worksheet_write_comment_opt(x->sheet, row, (lxw_col_t)column,
                                    tb_buf_text(&x->text), &options);
}

void tb_xlsx_print(struct tb_xlsx *x, uint32_t first, uint32_t last)
{
    if (!xlsx_draft_is_open(x))
        return;
    worksheet_set_landscape(x->sheet);
    worksheet_set_paper(x->sheet, 9);
    worksheet_fit_to_pages(x->sheet, 1, 0);
    worksheet_repeat_rows(x->sheet, first, last);
    worksheet_set_footer(x->sheet, "&C第 &P 页 共 &N 页");
}

#define FOOT_MAX 200 /* Excel takes 255 characters of a footer */

void tb_xlsx_foot(struct tb_xlsx *x, const char *text)
{
    struct tb_buf foot = { 0 };

    if (!xlsx_draft_is_open(x))
        return;
    tb_buf_adds(&foot, "&L");
    for (const char *p = text; *p && foot.n < FOOT_MAX; p++) {
        tb_buf_addc(&foot, *p);
        if (*p == '&') /* else it would begin a code */
            tb_buf_addc(&foot, '&');
    }
    foot.n = tb_utf8_cut(foot.p, foot.n, foot.n);
    tb_buf_adds(&foot, "&R第 &P 页 共 &N 页");
    if (worksheet_set_footer(x->sheet, foot.p) != LXW_NO_ERROR)
        xlsx_draft_fail(x, TB_INTERNAL, "a footer was refused by the writer");
    tb_buf_free(&foot);
}

static void free_all(struct tb_xlsx *x)
{
    if (x->draft)
        unlink(x->draft);
    if (x->folder[0])
        rmdir(x->folder);
    free(x->path);
    free(x->folder);
    free(x->draft);
    free(x->tallies);
    tb_buf_free(&x->text);
    tb_buf_free(&x->plain);
    free(x);
}

void tb_xlsx_abandon(struct tb_xlsx *x)
{
    if (!x)
        return;
    if (x->book)
        lxw_workbook_free(x->book);
    free_all(x);
}

int tb_xlsx_finish(struct tb_xlsx *x, struct tb_err *err)
{
    int rc = -1;
    lxw_error lxw;

    if (x->err.status != TB_OK) {
        tb_fail_as(err, x->err.status, "%s", x->err.msg);
        tb_fail_in(err, "%s", x->path);
        tb_xlsx_abandon(x);
        return -1;
    }
    lxw = workbook_close(x->book);
    x->book = NULL;
    if (lxw != LXW_NO_ERROR) {
        tb_fail_as(err, TB_IO, "%s: cannot write: %s", x->path,
                   lxw_strerror(lxw));
        goto done;
    }
    if (xlsx_draft_verify(x, err) < 0) {
        err->status = TB_IO;
        tb_fail_in(err,
                   "%s: the disk or a temporary folder is full? read "
                   "back after writing",
                   x->path);
        goto done;
    }
    chmod(x->draft, 0600);
    rc = tb_file_replace(x->draft, x->path, err);
done:
    free_all(x);
    return rc;
}
