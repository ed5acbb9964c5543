/* import_version.c - the rows of a sheet become the version that stands. */
#include "import_parts.h"
#include "rows_keep.h"

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

/* ---- against the version before ---- */

/* Is BEFORE this very version?  A slice that was returned takes the same rows
 * as a new one: its department stands by them.  With --accumulate a sheet that
 * was added before adds nothing. */
static int is_unchanged(const struct tb_import_rows *r,
                        const struct tb_submission *before, bool *same)
{
    const struct tb_import *im = r->import;
    const struct tb_import_sheet *s = r->sheet;
    const struct tb_slice *slice = r->filing.target.slice;
    bool accumulates = im->options->accumulates;

    *same = false;
    if (!before->id)
        return 0;
    if (accumulates &&
        tb_filing_has_sheet(&im->campaign->store, s->table, before->id,
                            im->draft.sha256, s->sheet, same, im->err) < 0)
        return -1;
    if (*same || (slice && slice->state != TB_STATE_SUBMITTED))
        return 0;
    *same = tb_str_is(before->content_hash, s->hash) &&
            before->rejected == (long long)s->rejected &&
            before->unread == (long long)s->unread &&
            (accumulates || before->kept == 0);
    return 0;
}

/* What becomes of the rows of the version before. */
static int join_rows(struct tb_import_rows *r,
                     const struct tb_submission *before)
{
    struct tb_import *im = r->import;
    struct tb_store *store = &im->campaign->store;
    struct tb_import_sheet *s = r->sheet;

    if (!before->id)
        return 0;
    return im->options->accumulates
               ? tb_rows_keep(store, s->table, before->id, r->filing.submission,
                              &s->kept, im->err)
               : tb_rows_gone(store, s->table, before->id, r->filing.submission,
                              &s->gone, im->err);
}

/* What came day by day is not to be lost by one file that has less. */
static bool may_replace(struct tb_import_rows *r,
                        const struct tb_submission *before)
{
    struct tb_import_sheet *s = r->sheet;
    const struct tb_import_options *o = r->import->options;

    if (o->accumulates || before->kept == 0 || o->deletions < 0 ||
        s->gone <= o->deletions)
        return true;
    tb_import_say(r->import, s, TB_IMPORT_REFUSED,
                  "此表是逐次累积的，本文件缺少其中 %lld 行；追加请用 "
                  "--accumulate，确要删除请用 --deletions %lld",
                  s->gone, s->gone);
    return false;
}

static int settle_outcome(struct tb_import_rows *r,
                          const struct tb_submission *before)
{
    struct tb_import_sheet *s = r->sheet;
    bool same;

    if (is_unchanged(r, before, &same) < 0)
        return -1;
    s->outcome = s->rows_in == 0 ? TB_IMPORT_EMPTY
                 : same          ? TB_IMPORT_UNCHANGED
                                 : TB_IMPORT_FILED;
    if (s->outcome != TB_IMPORT_FILED)
        return 0;
    if (join_rows(r, before) < 0)
        return -1;
    may_replace(r, before);
    return 0;
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

/* Read the rows of sheet INDEX.  A file names its merged ranges behind its
 * rows: *AGAIN, when they were read without knowing of such as matter. */
static int read_rows(struct tb_import_rows *r, size_t index,
                     const struct tb_import_target *t, bool *again)
{
    struct tb_import *im = r->import;
    const struct tb_merge *merges;
    size_t count;

    if (tb_import_rows_open(r, t, index) < 0 ||
        tb_book_read(im->book, index, tb_import_rows_take, r, im->err) < 0 ||
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
    if (settle_outcome(&r, &before) < 0)
        goto done;
    filed = s->outcome == TB_IMPORT_FILED;
    if ((filed && supersede(&r, t, &before) < 0) ||
        tb_filing_close(&r.filing, filed, im->err) < 0)
        goto done;
    rc = 0;
done:
    tb_import_rows_free(&r);
    return rc;
}
