/* responsibility_sheet.c - writing the sheet as a workbook. */
#include "responsibility_sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "file.h"
#include "mark.h"
#include "names.h"
#include "norm.h"
#include "report.h"
#include "responsibility_issue.h"
#include "responsibility_page.h"
#include "utf8.h"

/* ---- one sheet ---- */

static double span_width(const struct tb_printed *at)
{
    double width = 0;

    for (uint32_t i = at->column; i <= at->last; i++)
        width += tb_page_sheets[at->sheet].columns[i].width;
    return width;
}

/* The number of a table looks like one, but is a name. */
static void write_place(struct tb_xlsx *x, const struct tb_printed *at)
{
    double number;

    if (at->style == TB_XLSX_COUNT && tb_norm_number(at->text, &number))
        tb_xlsx_number(x, at->row, at->column, number, at->style);
    else
        tb_xlsx_span(x, at->row, at->column, at->last, at->text, at->style);
}

static double fullness(const struct tb_printed *at)
{
    return (double)tb_utf8_width(at->text) / span_width(at);
}

/* A row is as high as its fullest cell needs. */
static void write_height(struct tb_xlsx *x, const struct tb_page *p, size_t i)
{
    const struct tb_printed *fullest = &p->list[i];

    if (i > 0 && p->list[i - 1].row == fullest->row)
        return; /* not the first of its row */
    for (; i < p->count && p->list[i].row == fullest->row; i++)
        if (fullness(&p->list[i]) > fullness(fullest))
            fullest = &p->list[i];
    if (fullest->style != TB_XLSX_TITLE)
        tb_view_height(x, fullest->row, fullest->text, span_width(fullest));
}

static void write_visible(struct tb_xlsx *x, const struct tb_page *p, int sheet,
                          const char *foot)
{
    const struct tb_page_sheet *made = &tb_page_sheets[sheet];

    tb_xlsx_sheet(x, tb_str(made->name), false);
    for (uint32_t i = 0; i < made->count; i++)
        tb_xlsx_column(x, i, made->columns[i].width, TB_XLSX_PLAIN);
    for (size_t i = 0; i < p->count; i++)
        if (p->list[i].sheet == sheet) {
            write_place(x, &p->list[i]);
            write_height(x, p, i);
        }
    tb_xlsx_print(x, made->heads, made->heads);
    tb_xlsx_foot(x, foot);
}

static void write_hidden_record(struct tb_xlsx *x,
                                const struct tb_responsibility *r)
{
    struct tb_str cells[TB_RESPONSIBILITY_LINE_MAX];
    size_t n;

    tb_xlsx_sheet(x, tb_str(TB_TEMPLATE_META), true);
    for (uint32_t i = 0; (n = tb_responsibility_line(r, i, cells)) > 0; i++)
        for (uint32_t k = 0; k < n; k++)
            tb_xlsx_text(x, i, k, cells[k], TB_XLSX_TEXT);
}

static int write_sheet_workbook(const struct tb_responsibility *r,
                                const char *path, struct tb_err *err)
{
    struct tb_xlsx *x = tb_xlsx_new(path);
    struct tb_page p = { 0 };
    char aloud[20], foot[48];

    tb_page_make(r, &p);
    tb_responsibility_aloud(r->hash, aloud);
    snprintf(foot, sizeof foot, "校验码 %s", aloud);
    for (int i = 0; i < TB_PAGE_SHEETS; i++)
        write_visible(x, &p, i, foot);
    write_hidden_record(x, r);
    tb_page_free(&p);
    return tb_xlsx_finish(x, err);
}

/* ---- the sheets of a command: all or none ---- */

struct written {
    struct tb_str draft, path;
    size_t tables;
    char hash[65];
};

struct sheet_job {
    const char *folder;
    struct tb_names names;
    struct written *list;
    size_t count, room;
    struct tb_arena arena;
};

/* Under a name that is no workbook's until the log has its hash: a sheet that
 * the log does not know must not go out. */
static int write_draft(const struct tb_responsibility *r, void *ctx,
                       struct tb_err *err)
{
    struct sheet_job *job = ctx;
    struct tb_buf name = { 0 }, path = { 0 };
    struct written *w;

    job->list = tb_grow(job->list, job->count, &job->room, sizeof *job->list);
    w = &job->list[job->count++];
    tb_names_make(&job->names, r->head[TB_RESPONSIBILITY_DEPARTMENT], &name);
    tb_buf_addf(&path, "%s/%s.xlsx", job->folder, name.p);
    w->path = tb_arena_copy(&job->arena, tb_buf_str(&path));
    tb_buf_adds(&path, ".new");
    w->draft = tb_arena_copy(&job->arena, tb_buf_str(&path));
    w->tables = r->handed.count;
    memcpy(w->hash, r->hash, sizeof w->hash);
    tb_buf_free(&name);
    tb_buf_free(&path);
    return write_sheet_workbook(r, w->draft.p, err);
}

static int put_in_place(struct sheet_job *job,
                        tb_responsibility_written_fn *each, void *ctx,
                        struct tb_err *err)
{
    for (size_t i = 0; i < job->count; i++) {
        const struct written *w = &job->list[i];
        if (tb_file_replace(w->draft.p, w->path.p, err) < 0)
            return -1;
        each(w->path.p, w->tables, w->hash, ctx);
    }
    return 0;
}

static void end_job(struct sheet_job *job, bool is_kept)
{
    for (size_t i = 0; i < job->count && !is_kept; i++)
        unlink(job->list[i].draft.p);
    tb_names_free(&job->names);
    tb_arena_free(&job->arena);
    free(job->list);
}

int tb_responsibility_write(struct tb_campaign *c, const char *folder,
                            const char *only,
                            tb_responsibility_written_fn *each, void *ctx,
                            struct tb_err *err)
{
    struct tb_buf usual = { 0 };
    struct sheet_job job = { .folder = folder };
    int rc = -1;

    if (!folder)
        job.folder = tb_campaign_path(c, "out/responsibility", &usual);
    if (tb_file_mkdir(job.folder, err) < 0 ||
        tb_responsibility_issue(c, only, write_draft, &job, err) < 0)
        goto done;
    rc = put_in_place(&job, each, ctx, err);
done:
    end_job(&job, rc == 0);
    tb_buf_free(&usual);
    return rc;
}
