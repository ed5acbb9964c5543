/* permission_list.c - permissions as text, CSV, a workbook. */
#include "permission_list.h"

#include <errno.h>
#include <stdlib.h>

#include "file.h"
#include "terminal.h"
#include "utf8.h"
#include "view.h"
#include "write_csv.h"
#include "write_xlsx.h"

#define TITLE "采集与审核权限清单"
#define DETAIL_INDENT 8
#define DETAIL_WIDTH 72 /* columns; with the indent, a line */

enum {
    DEPARTMENT,
    KIND,
    NO,
    NAME,
    WHAT,
    COLLECTOR,
    APPROVER,
    REVIEWER,
    LEAD,
    DEADLINE,
    CELLS
};

static const struct {
    const char *head;
    double width; /* in the workbook */
} columns[CELLS] = {
    [DEPARTMENT] = { "部门", 16 },
    [KIND] = { "权限", 12 },
    [NO] = { "编号", 9 },
    [NAME] = { "数据表", 30 },
    [WHAT] = { "范围或填报部门", 28 },
    [COLLECTOR] = { "采集人", 16 },
    [APPROVER] = { "审核人", 16 },
    [REVIEWER] = { "审核部门", 14 },
    [LEAD] = { "归口部门", 14 },
    [DEADLINE] = { "期限", 14 },
};

static const char *const kinds[TB_PERMISSION_KINDS] = {
    [TB_PERMISSION_COLLECTS] = "采集",
    [TB_PERMISSION_REVIEWS] = "审核",
    [TB_PERMISSION_LEADS] = "归口",
    [TB_PERMISSION_PERSON] = "可审核人员",
};

struct list {
    FILE *out;
    struct tb_xlsx *xlsx;
    uint32_t row;
    long long department; /* of the line before, and */
    int kind;             /* its kind; -1: none */
    struct tb_buf collector, approver;
};

/* ---- a line as cells ---- */

/* "0201 张三" */
static struct tb_str show_person(const struct tb_person *p, struct tb_buf *out)
{
    tb_buf_clear(out);
    tb_buf_addf(out, "%.*s%s%.*s", TB_STR_ARG(p->id),
                p->id.n > 0 && p->name.n > 0 ? " " : "", TB_STR_ARG(p->name));
    return tb_buf_str(out);
}

static void make_cells(struct list *l, const struct tb_permission *p,
                       struct tb_str cells[CELLS])
{
    cells[DEPARTMENT] = p->department.name;
    cells[KIND] = tb_str(kinds[p->kind]);
    cells[NO] = p->table ? p->table->no : tb_str("");
    cells[NAME] = p->table ? p->table->name : tb_str("");
    cells[WHAT] = p->what;
    cells[COLLECTOR] = show_person(&p->collector, &l->collector);
    cells[APPROVER] = show_person(&p->approver, &l->approver);
    cells[REVIEWER] = p->reviewer;
    cells[LEAD] = p->lead;
    cells[DEADLINE] = p->deadline;
}

/* ---- as text ---- */

static void print_heads(struct list *l, const struct tb_permission *p)
{
    if (l->department != p->department.id) {
        fprintf(l->out, "\n%.*s\n", TB_STR_ARG(p->department.name));
        l->kind = -1;
    }
    if (l->kind != (int)p->kind)
        fprintf(l->out, "  %s\n", kinds[p->kind]);
    l->department = p->department.id;
    l->kind = (int)p->kind;
}

/* Add "HEAD VALUE" to TEXT, on a line of its own if it would not fit. */
static void add_detail(struct tb_buf *text, size_t *width, const char *head,
                       struct tb_str value)
{
    size_t more = tb_utf8_width(tb_str(head)) + 1 + tb_utf8_width(value);

    if (text->n > 0)
        tb_buf_adds(text, "；");
    if (text->n > 0 && *width + 4 + more > DETAIL_WIDTH) {
        tb_buf_addc(text, '\n');
        *width = 0;
    }
    tb_buf_addf(text, "%s %.*s", head, TB_STR_ARG(value));
    *width += more + 2;
}

/* "范围 省内；采集人 0201 张三；期限 2022-09-15" */
static void print_details(struct list *l, const struct tb_permission *p,
                          const struct tb_str cells[CELLS])
{
    struct tb_buf text = { 0 };
    size_t width = 0;

    for (int i = WHAT; i < CELLS; i++) {
        const char *head = columns[i].head;
        if (i == WHAT)
            head = p->kind == TB_PERMISSION_COLLECTS ? "范围" : "填报部门";
        if (cells[i].n > 0)
            add_detail(&text, &width, head, cells[i]);
    }
    if (text.n > 0) {
        fprintf(l->out, "%*s", DETAIL_INDENT, "");
        tb_terminal_wrap(l->out, DETAIL_INDENT, TB_TERMINAL_WIDTH,
                         tb_buf_str(&text));
    }
    tb_buf_free(&text);
}

static int print_text(const struct tb_permission *p, void *ctx)
{
    struct list *l = ctx;
    struct tb_str cells[CELLS];
    struct tb_buf text = { 0 };

    print_heads(l, p);
    make_cells(l, p, cells);
    if (p->table)
        tb_buf_addf(&text, "%.*s %.*s", TB_STR_ARG(cells[NO]),
                    TB_STR_ARG(cells[NAME]));
    else
        tb_buf_add(&text, cells[APPROVER]);
    fprintf(l->out, "%4s", "");
    tb_terminal_wrap(l->out, 4, TB_TERMINAL_WIDTH, tb_buf_str(&text));
    if (p->table)
        print_details(l, p, cells);
    tb_buf_free(&text);
    return 0;
}

static void text_head(struct list *l, const struct tb_campaign *c,
                      struct tb_str stages)
{
    fprintf(l->out, TITLE "\n%s %s 学年，%.10s\n", tb_buf_text(&c->school),
            c->windows.academic, c->context.now);
    tb_terminal_wrap(l->out, 0, TB_TERMINAL_WIDTH, stages);
}

/* ---- as CSV ---- */

static void csv_line(FILE *out, const struct tb_str cells[CELLS])
{
    struct tb_buf line = { 0 };

    for (size_t i = 0; i < CELLS; i++)
        tb_csv_add(&line, cells[i], i == 0, true);
    tb_csv_end(&line);
    fwrite(line.p, 1, line.n, out);
    tb_buf_free(&line);
}

static int print_csv(const struct tb_permission *p, void *ctx)
{
    struct list *l = ctx;
    struct tb_str cells[CELLS];

    make_cells(l, p, cells);
    csv_line(l->out, cells);
    return 0;
}

static void csv_head(struct list *l, const struct tb_campaign *c,
                     struct tb_str stages)
{
    struct tb_str cells[CELLS];

    (void)c;
    (void)stages;
    for (size_t i = 0; i < CELLS; i++)
        cells[i] = tb_str(columns[i].head);
    csv_line(l->out, cells);
}

/* ---- as a workbook ---- */

static int write_line(const struct tb_permission *p, void *ctx)
{
    struct list *l = ctx;
    struct tb_str cells[CELLS];
    size_t fullest = NAME;

    make_cells(l, p, cells);
    for (uint32_t i = 0; i < CELLS; i++) {
        tb_xlsx_text(l->xlsx, l->row, i, cells[i], TB_XLSX_BOX);
        if ((double)tb_utf8_width(cells[i]) / columns[i].width >
            (double)tb_utf8_width(cells[fullest]) / columns[fullest].width)
            fullest = i;
    }
    tb_view_height(l->xlsx, l->row, cells[fullest], columns[fullest].width);
    l->row++;
    return 0;
}

static void xlsx_head(struct list *l, const struct tb_campaign *c,
                      struct tb_str stages)
{
    struct tb_buf text = { 0 };

    tb_xlsx_sheet(l->xlsx, tb_str("权限清单"), false);
    for (uint32_t i = 0; i < CELLS; i++)
        tb_xlsx_column(l->xlsx, i, columns[i].width, TB_XLSX_PLAIN);
    tb_xlsx_text(l->xlsx, 0, 0, tb_str(TITLE), TB_XLSX_TITLE);
    tb_buf_addf(&text, "%s %s 学年，%.10s；%.*s", tb_buf_text(&c->school),
                c->windows.academic, c->context.now, TB_STR_ARG(stages));
    tb_xlsx_span(l->xlsx, 1, 0, CELLS - 1, tb_buf_str(&text), TB_XLSX_PLAIN);
    for (uint32_t i = 0; i < CELLS; i++)
        tb_xlsx_text(l->xlsx, 2, i, tb_str(columns[i].head), TB_XLSX_HEAD);
    l->row = 3;
    tb_buf_free(&text);
}

/* ---- the formats ---- */

static const struct format {
    const char *name;
    void (*head)(struct list *l, const struct tb_campaign *c,
                 struct tb_str stages);
    tb_permission_fn *line;
} formats[] = {
    { "text", text_head, print_text },
    { "csv", csv_head, print_csv },
    { "xlsx", xlsx_head, write_line },
};

static const struct format *find_format(const char *name)
{
    for (size_t i = 0; i < TB_LEN(formats); i++)
        if (strcmp(formats[i].name, name) == 0)
            return &formats[i];
    return NULL;
}

bool tb_permission_list_has_format(const char *name)
{
    return find_format(name) != NULL;
}

static int run(struct list *l, struct tb_campaign *c, const char *name,
               struct tb_err *err)
{
    const struct format *format = find_format(name);
    struct tb_buf stages = { 0 };
    int rc = tb_permissions_stages(c, &stages, err);

    l->department = l->kind = -1;
    if (rc == 0) {
        format->head(l, c, tb_buf_str(&stages));
        rc = tb_permissions_each(c, name, format->line, l, err);
    }
    tb_buf_free(&stages);
    tb_buf_free(&l->collector);
    tb_buf_free(&l->approver);
    return rc;
}

int tb_permission_list_print(struct tb_campaign *c, const char *format,
                             FILE *out, struct tb_err *err)
{
    struct list l = { .out = out };

    return run(&l, c, format, err);
}

static int write_workbook(struct tb_campaign *c, const char *path,
                          struct tb_err *err)
{
    struct list l = { .xlsx = tb_xlsx_new(path) };

    if (run(&l, c, "xlsx", err) < 0) {
        tb_xlsx_abandon(l.xlsx);
        return -1;
    }
    tb_xlsx_freeze(l.xlsx, 3, 0);
    tb_xlsx_filter(l.xlsx, 2, l.row - 1, CELLS);
    tb_xlsx_print(l.xlsx, 2, 2);
    return tb_xlsx_finish(l.xlsx, err);
}

/* A CSV file says that it is UTF-8. */
static int write_text(struct tb_campaign *c, const char *format,
                      const char *path, struct tb_err *err)
{
    char *text = NULL;
    size_t n = 0;
    FILE *out = open_memstream(&text, &n);
    int rc;

    if (!out)
        return tb_fail_as(err, TB_NOMEM, "%s", strerror(errno));
    if (strcmp(format, "csv") == 0)
        fputs("\xEF\xBB\xBF", out);
    rc = tb_permission_list_print(c, format, out, err);
    fclose(out);
    if (rc == 0)
        rc = tb_file_write(path, tb_str_n(text, n), err);
    free(text);
    return rc;
}

int tb_permission_list_write(struct tb_campaign *c, const char *format,
                             const char *path, struct tb_buf *out,
                             struct tb_err *err)
{
    struct tb_buf to = { 0 };
    int rc;

    if (path)
        tb_buf_adds(&to, path);
    else
        tb_buf_addf(&to, "%s/out/permissions.%s", c->folder, format);
    rc = strcmp(format, "xlsx") == 0 ? write_workbook(c, to.p, err)
                                     : write_text(c, format, to.p, err);
    if (out)
        tb_buf_add(out, tb_buf_str(&to));
    tb_buf_free(&to);
    return rc;
}
