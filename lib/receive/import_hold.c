/*
 * import_hold.c - what looks like a mistake waits until it is confirmed.
 *
 * Every spreadsheet comes by e-mail, and many are made of another one: a
 * colleague's workbook with new rows in it, a second part of the same table, an
 * old file under a new name.
 */
#include "file.h"
#include "import_parts.h"

/* ---- two for one slice ---- */

/* What was filed by this command before for the same slice, or NULL. */
static bool is_taken(const struct tb_import_rows *r, struct tb_str *file,
                     struct tb_str *sheet)
{
    const struct tb_import *im = r->import;
    const struct tb_import_sheet *s = r->sheet;
    const struct tb_import_batch *b = im->options->batch;

    for (size_t i = 0; i < im->result->count; i++) {
        const struct tb_import_sheet *o = &im->result->sheets[i];
        if (o != s && o->table == s->table && o->outcome == TB_IMPORT_FILED &&
            tb_str_eq(o->department, s->department) &&
            tb_str_eq(o->part, s->part)) {
            *file = tb_str(tb_file_name(im->path));
            *sheet = o->sheet;
            return true;
        }
    }
    for (size_t i = 0; b && i < b->count; i++) {
        const struct tb_import_taken *o = &b->list[i];
        if (o->table == s->table && tb_str_eq(o->department, s->department) &&
            tb_str_eq(o->part, s->part)) {
            *file = o->file;
            *sheet = o->sheet;
            return true;
        }
    }
    return false;
}

static bool hold_second(struct tb_import_rows *r)
{
    const struct tb_import *im = r->import;
    struct tb_str file, sheet;

    if (im->options->accumulates || !is_taken(r, &file, &sheet))
        return false;
    tb_import_say(r->import, r->sheet, TB_IMPORT_HELD,
                  "这次导入已收“%.*s”%s%.*s%s，也是此表；“%s”%s%.*s%s没有收。"
                  "两份要合在一起的请用 --accumulate 导入，只要这一份的请单独导"
                  "入它",
                  TB_STR_ARG(file), sheet.n > 0 ? "的工作表“" : "",
                  TB_STR_ARG(sheet), sheet.n > 0 ? "”" : "",
                  tb_file_name(im->path), r->sheet->sheet.n > 0 ? "的“" : "",
                  TB_STR_ARG(r->sheet->sheet),
                  r->sheet->sheet.n > 0 ? "”" : "");
    return true;
}

/* ---- other rows ---- */

/* No row of the version before is left: is it the same table at all? */
static bool hold_stranger(struct tb_import_rows *r,
                          const struct tb_submission *before)
{
    const struct tb_import_sheet *s = r->sheet;
    long long rows = before->filed + before->kept;

    if (r->import->options->accumulates || !s->table->has_natural_key ||
        !before->id || rows < 2 || s->gone < rows)
        return false;
    tb_import_say(
        r->import, r->sheet, TB_IMPORT_HELD,
        "原已提交 %lld 行（%.*s），本文件一行也没有（%zu 行都是别的），"
        "没有收：请核对是不是此表、此部门的文件；确要整张替换的请加 "
        "--confirm",
        rows, TB_STR_ARG(before->file), s->rows_in);
    return true;
}

/* ---- another department's ---- */

void tb_import_share_add(struct tb_import_rows *r)
{
    struct tb_import_share *h = &r->share;
    struct tb_buf says = { 0 };

    if (!h->field)
        return;
    tb_value_show(&r->entry.values[h->field->index], &says);
    if (!tb_str_eq(tb_buf_str(&says), tb_buf_str(&h->last)) || !h->last.p) {
        h->is =
            tb_organisation_find(&r->import->organisation, tb_buf_str(&says));
        tb_buf_clear(&h->last);
        tb_buf_add(&h->last, tb_buf_str(&says));
    }
    tb_buf_free(&says);
    if (!h->is) {
        h->unknown++;
    } else if (h->is->id == r->filing.target.slice->department.id) {
        h->own++;
    } else {
        h->foreign++;
        h->others = h->others ? h->others : h->is;
    }
}

/* Rows that are all another department's, which files the table itself. */
static int hold_foreign(struct tb_import_rows *r)
{
    const struct tb_import_share *h = &r->share;
    struct tb_import *im = r->import;
    const struct tb_slice_query query = { .table = r->sheet->table,
                                          .uncounted = true };
    struct tb_slices all = { 0 };
    int rc = 0;

    if (h->foreign == 0 || h->own + h->unknown > 0)
        return 0;
    rc = tb_slices_read(&im->campaign->store, &query, &all, im->err);
    for (size_t i = 0; rc == 0 && i < all.count; i++) {
        const struct tb_slice *o = &all.list[i];
        if (o->department.id != h->others->id || o->kind == TB_PART_CLOUD)
            continue;
        tb_import_say(
            im, r->sheet, TB_IMPORT_HELD,
            "各行的“%.*s”都不是%.*s（如%.*s），没有收：请核对是谁的"
            "文件；确是%.*s报的请加 --confirm",
            TB_STR_ARG(h->field->name), TB_STR_ARG(r->sheet->department),
            TB_STR_ARG(h->others->shown), TB_STR_ARG(r->sheet->department));
        break;
    }
    tb_slices_free(&all);
    return rc;
}

int tb_import_hold(struct tb_import_rows *r, const struct tb_submission *before)
{
    if (hold_second(r) || r->import->options->confirms ||
        hold_stranger(r, before))
        return 0;
    return hold_foreign(r);
}
