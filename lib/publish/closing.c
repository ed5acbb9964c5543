/* closing.c - what a campaign lacks at its end, and its end. */
#include "closing.h"

#include <stdlib.h>

#include "event.h"
#include "file.h"
#include "mem.h"
#include "outcome.h"
#include "responsibility_issue.h"
#include "slice.h"
#include "verdict.h"

#define FILE_LIMIT ((size_t)64 << 20) /* of a file of the dictionary */

struct closing {
    const char *anyway;
    struct tb_buf *missing;
    long long open; /* slices */
};

/* ---- what is missing ---- */

static int look_at_merge(struct tb_campaign *c, struct tb_buf *out,
                         struct tb_err *err)
{
    struct tb_outcome o = { 0 };
    int rc = tb_outcome_read(&c->store, &o, err);

    if (rc == 0 && o.at.n == 0)
        tb_buf_adds(out, "数据尚未合并\n");
    else if (rc == 0 && o.is_stale)
        tb_buf_addf(out, "%.10s 合并之后数据又有改动，须重新合并\n", o.at.p);
    if (o.conflict_keys > 0)
        tb_buf_addf(out, "%lld 个主键有冲突，未纳入上报数据\n",
                    o.conflict_keys);
    if (o.changed > 0)
        tb_buf_addf(out, "%lld 份数据在审核通过后被改动\n", o.changed);
    if (o.faults > 0)
        tb_buf_addf(out, "合并后校验有错误 %lld 个\n", o.faults);
    tb_outcome_free(&o);
    return rc;
}

/* Which departments have a responsibility sheet, by the log. */
struct sheets {
    const struct tb_departments *all;
    bool *have;
};

static int take_sheet(const struct tb_log_entry *e, void *ctx)
{
    static const char head[] = TB_RESPONSIBILITY_LOG_HEAD;
    struct sheets *x = ctx;
    struct tb_str rest, code;

    if (!tb_str_is(e->verb, "export") || !tb_str_starts(e->text, head))
        return 0;
    rest = tb_str_from(e->text, sizeof head - 1);
    if (!tb_str_next(&rest, " ", &code))
        return 0;
    for (size_t i = 0; i < x->all->count; i++)
        x->have[i] = x->have[i] || tb_str_eq(x->all->list[i].code, code);
    return 0;
}

static bool has_handed_in(const struct tb_slices *slices, long long department)
{
    for (size_t i = 0; i < slices->count; i++)
        if (slices->list[i].department.id == department &&
            tb_slice_is_handed(&slices->list[i]))
            return true;
    return false;
}

static int look_at_papers(struct tb_campaign *c, const struct tb_slices *slices,
                          struct tb_buf *out, struct tb_err *err)
{
    struct tb_departments all = { 0 };
    struct sheets x = { .all = &all };
    size_t lacking = 0;
    int rc = tb_departments_read(&c->store, &all, err);

    x.have = tb_alloc(all.count + 1, sizeof *x.have);
    if (rc == 0)
        rc = tb_log_read(&c->store, take_sheet, &x, err);
    for (size_t i = 0; rc == 0 && i < all.count; i++)
        if (!x.have[i] && has_handed_in(slices, all.list[i].id))
            tb_buf_addf(out, "%s%.*s",
                        lacking++ == 0 ? "没有打印责任书的部门：" : "、",
                        TB_STR_ARG(all.list[i].shown));
    tb_buf_adds(out, lacking > 0 ? "\n" : "");
    free(x.have);
    tb_departments_free(&all);
    return rc;
}

static int look_at_covers(struct tb_campaign *c, const struct tb_slices *slices,
                          struct tb_buf *out, struct tb_err *err)
{
    struct tb_cover_verdict verdict;
    struct tb_arena arena = { 0 };
    size_t waiting = 0;
    int rc = 0;

    for (size_t i = 0; i < slices->count && rc == 0; i++) {
        rc = tb_cover_verdict_read(&c->store, &slices->list[i], &arena,
                                   &verdict, err);
        waiting += rc == 0 && verdict.slice != 0;
    }
    if (waiting > 0)
        tb_buf_addf(out, "%zu 份封面上的审核意见还没有处理\n", waiting);
    tb_arena_free(&arena);
    return rc;
}

static int look_for_missing(struct tb_campaign *c, struct closing *x,
                            struct tb_err *err)
{
    const struct tb_slice_query all = { .uncounted = true };
    struct tb_slices slices = { 0 };
    struct tb_buf *out = x->missing;
    int rc = -1;

    if (tb_slices_count_open(&c->store, tb_campaign_last_level(c), &x->open,
                             err) < 0 ||
        tb_slices_read(&c->store, &all, &slices, err) < 0)
        goto done;
    if (x->open > 0)
        tb_buf_addf(out, "%lld 个填报单元未审核通过\n", x->open);
    if (look_at_merge(c, out, err) < 0 ||
        look_at_covers(c, &slices, out, err) < 0 ||
        look_at_papers(c, &slices, out, err) < 0)
        goto done;
    rc = 0;
done:
    tb_slices_free(&slices);
    return rc;
}

/* ---- the end ---- */

static int keep_file(const char *from, const char *to, struct tb_err *err)
{
    struct tb_buf bytes = { 0 };
    int rc = 0;

    if (tb_file_exists(from)) {
        rc = tb_file_read(from, FILE_LIMIT, &bytes, err);
        if (rc == 0)
            rc = tb_file_write(to, tb_buf_str(&bytes), err);
    }
    tb_buf_free(&bytes);
    return rc;
}

/* The dictionary as it is now.  Before the campaign says that it is closed:
 * until then nobody looks here. */
static int keep_schema(const struct tb_campaign *c, struct tb_err *err)
{
    struct tb_buf folder = { 0 }, from = { 0 }, to = { 0 };
    int rc = tb_file_mkdir(tb_campaign_path(c, TB_CLOSED_SCHEMA, &folder), err);

    for (size_t i = 0; i < TB_DICT_FILES && rc == 0; i++) {
        tb_buf_clear(&from);
        tb_buf_clear(&to);
        tb_buf_addf(&from, "%s/schema/%s", c->folder, tb_dict_files[i]);
        tb_buf_addf(&to, "%s/%s", folder.p, tb_dict_files[i]);
        rc = keep_file(from.p, to.p, err);
    }
    tb_buf_free(&folder);
    tb_buf_free(&from);
    tb_buf_free(&to);
    return rc;
}

/* In the log all on one line. */
static void join_lines(struct tb_str lines, struct tb_buf *out)
{
    struct tb_str line;

    tb_buf_adds(out, "");
    while (tb_str_next(&lines, "\n", &line))
        if (line.n > 0)
            tb_buf_addf(out, "%s%.*s", out->n > 0 ? "；" : "",
                        TB_STR_ARG(line));
}

static int close_campaign(struct tb_campaign *c, void *ctx, struct tb_err *err)
{
    struct closing *x = ctx;
    struct tb_buf lacks = { 0 };
    int rc = -1;

    if (look_for_missing(c, x, err) < 0)
        goto done;
    join_lines(tb_buf_str(x->missing), &lacks);
    if (x->missing->n > 0 && !x->anyway) {
        tb_fail_as(err, TB_REFUSED,
                   "the campaign is not complete; to close it nevertheless say "
                   "--anyway and why");
        goto done;
    }
    if (keep_schema(c, err) < 0 ||
        tb_store_set(c->store.db, "closed", tb_str(c->context.now), err) < 0)
        goto done;
    rc = tb_campaign_log(c, err, "close", "%lld open; %s%s%s", x->open,
                         x->anyway ? x->anyway : "", lacks.n > 0 ? "; " : "",
                         lacks.p);
done:
    tb_buf_free(&lacks);
    return rc;
}

int tb_close(struct tb_campaign *c, const char *anyway, struct tb_buf *missing,
             struct tb_err *err)
{
    struct closing x = { anyway, missing, 0 };

    return tb_change(c, close_campaign, &x, err);
}
