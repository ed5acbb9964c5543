/* import_judge.c - the rows of a sheet beside what was filed before: nothing
 * new, barred, or the version that stands from now on. */
#include "import_parts.h"
#include "rows_keep.h"

/* ---- nothing new ---- */

/* The same rows as BEFORE, and as many that could not be taken? */
static bool has_same_rows(const struct tb_import_rows *r,
                          const struct tb_submission *before)
{
    const struct tb_import_sheet *s = r->sheet;

    return tb_str_is(before->content_hash, s->hash) &&
           before->rejected == (long long)s->rejected &&
           before->unread == (long long)s->unread &&
           (r->import->options->accumulates || before->kept == 0);
}

/* These very bytes, again: SAYS why that is nothing new, "" when it need not
 * be said. */
static void say_known(struct tb_import_rows *r, const char *says)
{
    struct tb_import_sheet *s = r->sheet;
    struct tb_buf text = { 0 };

    if (!*says)
        return;
    tb_buf_addf(&text, "%s；确要照此提交，请加 --confirm。%.*s", says,
                TB_STR_ARG(s->note));
    s->note = tb_arena_copy(&r->import->result->arena, tb_buf_str(&text));
    tb_buf_free(&text);
}

/*
 * A folder that is imported night after night holds files that were dealt with
 * long ago: returned since, or with a newer version beside them.  The file
 * alone is no new statement of anybody.
 */
static int is_known(struct tb_import_rows *r,
                    const struct tb_submission *before, bool *known)
{
    const struct tb_import *im = r->import;
    const struct tb_slice *slice = r->filing.target.slice;
    bool is_current = before->id && tb_str_is(before->sha256, im->draft.sha256);

    *known = false;
    if (im->options->confirms || !im->result->is_known)
        return 0;
    if (is_current && tb_str_eq(before->sheet, r->sheet->sheet)) {
        *known = has_same_rows(r, before);
        say_known(r, *known && slice && slice->state == TB_STATE_RETURNED
                         ? "此表已退回，这仍是退回前的文件"
                         : "");
        return 0;
    }
    if (tb_filing_was_before(&r->filing, im->draft.sha256, r->sheet->sheet,
                             known, im->err) < 0)
        return -1;
    r->sheet->is_old = *known;
    say_known(r, !*known ? ""
                 : before->id ? "这份文件此前已收，后来又收了别的文件"
                              : "这份文件此前已收，后来已声明本校无数据");
    return 0;
}

/* Is BEFORE this very version?  A slice that was returned takes the same rows
 * out of another file as a new one: its department stands by them.  With
 * --accumulate a sheet that was added before adds nothing. */
static int is_unchanged(struct tb_import_rows *r,
                        const struct tb_submission *before, bool *same)
{
    const struct tb_import *im = r->import;
    const struct tb_import_sheet *s = r->sheet;
    const struct tb_slice *slice = r->filing.target.slice;

    if (is_known(r, before, same) < 0)
        return -1;
    if (*same || !before->id)
        return 0;
    if (im->options->accumulates &&
        tb_filing_has_sheet(&im->campaign->store, s->table, before->id,
                            im->draft.sha256, s->sheet, same, im->err) < 0)
        return -1;
    if (!*same && (!slice || slice->state != TB_STATE_RETURNED))
        *same = has_same_rows(r, before);
    return 0;
}

/* ---- something new ---- */

/* Nothing of it is taken. */
static void take_nothing(struct tb_import_sheet *s)
{
    s->filed = s->unread = s->changed = 0;
    s->rejected = s->rows_in;
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

int tb_import_judge(struct tb_import_rows *r,
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
    if (s->bar.n > 0) {
        tb_import_say(r->import, s, TB_IMPORT_REFUSED, "%s", s->bar.p);
    } else {
        if (join_rows(r, before) < 0)
            return -1;
        if (may_replace(r, before) && tb_import_hold(r, before) < 0)
            return -1;
    }
    if (s->outcome != TB_IMPORT_FILED)
        take_nothing(s);
    return 0;
}
