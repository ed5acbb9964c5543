/* import_version.c - the rows of a sheet become the version that stands. */
#include "import_parts.h"

/* ---- what there is to say ---- */

static void describe_oddities(const struct tb_import_rows *r,
                              struct tb_buf *text)
{
    const struct tb_import_sheet *s = r->sheet;

    if (s->foreign > 0)
        tb_buf_addf(text, "%zu 行不是本人（%.*s）的，未导入。", s->foreign,
                    TB_STR_ARG(r->person));
    if (r->person.n > 0 && !r->owner)
        tb_buf_adds(text, "此表没有教工号列，未核对各行是否是本人的。");
    if (s->numbers_only > 0)
        tb_buf_addf(text, "有 %zu 行只填了序号，按空行略过。", s->numbers_only);
    if (s->hidden > 0)
        tb_buf_addf(text, "有 %zu 行是隐藏的（或被筛选掉），也已读入。",
                    s->hidden);
    if (s->formulas > 0)
        tb_buf_addf(text, "有 %zu 个单元格是公式，只取文件中保存的结果。",
                    s->formulas);
}

static void describe_sheet(struct tb_import_rows *r)
{
    const struct tb_sheet_plan *p = r->plan;
    struct tb_buf text = { 0 };

    r->sheet->has_unknown = p->unknown.n > 0;
    if (p->unknown.n > 0)
        tb_buf_addf(&text, "未导入的列：%s。", p->unknown.p);
    if (p->missing.n > 0 && p->missing.n < 400)
        tb_buf_addf(&text, "文件中没有的列：%s。", p->missing.p);
    if (r->samples.n > 0)
        tb_buf_addf(&text, "规范化 %zu 个单元格（%s%s）。", r->sheet->changed,
                    r->samples.p, r->sheet->changed > 3 ? " 等" : "");
    tb_spans_describe(&r->spans, &text);
    describe_oddities(r, &text);
    r->sheet->note =
        tb_arena_copy(&r->import->result->arena, tb_buf_str(&text));
    tb_buf_free(&text);
}

/* The new version takes the place of the old. */
static int supersede(struct tb_import_rows *r, const struct tb_import_target *t,
                     const struct tb_submission *before)
{
    const struct tb_import *im = r->import;
    const struct tb_import_sheet *s = r->sheet;
    const struct tb_submission made = {
        .content_hash = tb_str(s->hash),
        .rows_in = (long long)s->rows_in,
        .filed = (long long)s->filed,
        .rejected = (long long)s->rejected,
        .changed = (long long)s->changed,
        .unread = (long long)s->unread,
        .kept = s->kept,
        .late =
            tb_str(t->is_late && im->options->late ? im->options->late : ""),
    };

    if (tb_filing_stand(&r->filing, before->id, &made, im->err) < 0)
        return -1;
    return im->options->cloud
               ? tb_slices_cloud_filed(&im->campaign->store, s->table, im->err)
               : 0;
}

/* The rows of T: all of sheet INDEX, or those that were kept for it. */
static int take_rows(struct tb_import_rows *r, size_t index,
                     const struct tb_import_target *t)
{
    if (!t->rows)
        return tb_book_read(r->import->book, index, tb_import_rows_take, r,
                            r->import->err);
    for (size_t i = 0; i < t->rows->count; i++)
        if (tb_import_rows_take(&t->rows->list[i], r) < 0)
            return -1;
    return 0;
}

/* Read the rows of sheet INDEX.  A file names its merged ranges behind its
 * rows: *AGAIN, when they were read without knowing of such as matter. */
static int read_rows(struct tb_import_rows *r, size_t index,
                     const struct tb_import_target *t, bool *again)
{
    struct tb_import *im = r->import;
    const struct tb_merge *merges;
    size_t count;

    if (tb_import_rows_open(r, t, index) < 0 || take_rows(r, index, t) < 0 ||
        tb_import_rows_end(r) < 0)
        return -1;
    *again = !r->knows_merges &&
             tb_book_merges(im->book, index, &merges, &count) &&
             tb_spans_matter(merges, count, r->plan->header_row);
    return *again ? tb_filing_close(&r->filing, false, im->err) : 0;
}

int tb_import_file_rows(struct tb_import *im, size_t index,
                        const struct tb_sheet_plan *plan,
                        struct tb_import_sheet *s,
                        const struct tb_import_target *t)
{
    const struct tb_import_sheet fresh = *s;
    struct tb_import_rows r = { .import = im, .plan = plan, .sheet = s };
    struct tb_submission before;
    bool again, filed;
    int rc = -1;

    if (tb_filing_before(&im->campaign->store, &t->filing, &im->result->arena,
                         &before, im->err) < 0 ||
        read_rows(&r, index, t, &again) < 0)
        goto done;
    if (again) {
        tb_import_rows_free(&r);
        r = (struct tb_import_rows){ .import = im, .plan = plan, .sheet = s };
        *s = fresh;
        if (read_rows(&r, index, t, &again) < 0)
            goto done;
    }
    describe_sheet(&r);
    if (tb_import_judge(&r, &before) < 0)
        goto done;
    filed = s->outcome == TB_IMPORT_FILED;
    if ((filed && supersede(&r, t, &before) < 0) ||
        tb_filing_close(&r.filing, filed, im->err) < 0 ||
        tb_import_carry_end(&r, &before) < 0)
        goto done;
    rc = 0;
done:
    tb_import_rows_free(&r);
    return rc;
}
