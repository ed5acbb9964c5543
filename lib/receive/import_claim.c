/* import_claim.c - whose sheet is it? */
#include "import_parts.h"

#include <stdarg.h>
#include <stdio.h>

#include "template.h"

void tb_import_say(struct tb_import *im, struct tb_import_sheet *s,
                   enum tb_import_outcome outcome, const char *format, ...)
{
    char text[1024];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    s->outcome = outcome;
    s->note = tb_arena_copy(&im->result->arena, tb_str(text));
}

static int find_slice(struct tb_import *im, const struct tb_table *t,
                      const struct tb_department *d,
                      struct tb_import_target *out)
{
    struct tb_holder h = { 0 };
    int rc = im->options->cloud
                 ? tb_holder_cloud(im->campaign, t, &h, im->err)
                 : tb_holder_find(im->campaign, t, d ? d->id : 0LL, im->part,
                                  &h, im->err);

    out->slice = h.slice;
    out->is_person = h.is_person;
    out->part = tb_arena_copy(&im->result->arena, tb_buf_str(&h.part));
    tb_buf_clear(&out->state);
    tb_buf_add(&out->state, tb_buf_str(&h.state));
    for (size_t i = 0; i < im->organisation.count; i++)
        if (im->organisation.departments[i].id == h.department)
            out->department = im->organisation.departments[i];
    tb_holder_free(&h);
    return rc;
}

/* The department that the file, or the user, says it comes from. */
const struct tb_department *tb_import_sender(struct tb_import *im)
{
    if (im->options->department)
        return tb_organisation_find(&im->organisation,
                                    tb_str(im->options->department));
    if (im->meta.is_template && im->is_genuine)
        return tb_organisation_find(&im->organisation, im->meta.department);
    for (size_t i = 0; im->marked.slice && i < im->organisation.count; i++)
        if (im->organisation.departments[i].id == im->marked.department)
            return &im->organisation.departments[i];
    return NULL;
}

/* Which part of the department's share the file says that SHEET is. */
struct tb_str tb_import_part(const struct tb_import *im, struct tb_str sheet)
{
    for (size_t i = 0; i < im->meta.count; i++)
        if (tb_str_eq(im->meta.claims[i].sheet, sheet))
            return im->meta.claims[i].part;
    if (im->meta.is_template)
        return im->is_genuine ? im->meta.person : tb_str("");
    return im->marked.slice ? tb_buf_str(&im->marked.part) : tb_str("");
}

static const char *chinese_state(struct tb_str state)
{
    static const struct {
        const char *state, *chinese;
    } names[] = {
        { "department", "部门审核" },
        { "lead", "归口部门审核" },
        { "school", "学校复审" },
    };

    for (size_t i = 0; i < TB_LEN(names); i++)
        if (tb_str_is(state, names[i].state))
            return names[i].chinese;
    return "";
}

/*
 * A table that is computed needs no filing; but a department may have added
 * it up itself.  Its figures are kept beside ours and compared.
 */
static int claim_typed(struct tb_import *im, struct tb_import_sheet *s,
                       const struct tb_department *d,
                       struct tb_import_target *out, bool *may)
{
    *may = d != NULL;
    if (!d) {
        tb_import_say(
            im, s, TB_IMPORT_REFUSED,
            "此表由系统汇总，不必填报；要与汇总数核对，请用 --department "
            "说明是哪个部门的");
        return 0;
    }
    out->department = *d;
    s->department = tb_arena_copy(&im->result->arena, d->shown);
    return 0;
}

/* Nobody fills the table so: who does? */
static int refuse_stranger(struct tb_import *im, struct tb_import_sheet *s,
                           const struct tb_department *d, const char *who)
{
    struct tb_str part = im->part;
    long long teachers = 0;

    if (part.n == 0 &&
        tb_holder_teachers(im->campaign, s->table, d ? d->id : 0LL, &teachers,
                           im->err) < 0)
        return -1;
    if (teachers > 0)
        tb_import_say(
            im, s, TB_IMPORT_REFUSED,
            "此表由教师本人填报（%lld 人），不能由部门统一提交；请用各人的模板"
            "，或用 --teacher 说明是谁的",
            teachers);
    else
        tb_import_say(
            im, s, TB_IMPORT_REFUSED,
            "此表不由%.*s%s%.*s%s填报，负责部门是：%s",
            TB_STR_ARG(d ? d->shown : tb_str(part.n ? "该人" : "该部门")),
            part.n ? "（" : "", TB_STR_ARG(part), part.n ? "）" : "",
            *who ? who : "（未分配）");
    return 0;
}

/* Several slices fit: what must be said? */
static void refuse_several(struct tb_import *im, struct tb_import_sheet *s,
                           const struct tb_department *d, const char *who)
{
    if (d)
        tb_import_say(im, s, TB_IMPORT_REFUSED,
                      "%.*s分几部分填报此表（%s），请用发出的模板填报",
                      TB_STR_ARG(d->shown), who);
    else
        tb_import_say(
            im, s, TB_IMPORT_REFUSED,
            "有几个部门填报此表（%s），请用 --department 说明是哪个部门的",
            who);
}

/* After the slice's day a file is let in with a reason only (R18). */
static int check_day(struct tb_import *im, struct tb_import_sheet *s,
                     struct tb_import_target *t, bool *may)
{
    long long late;

    if (tb_db_int(im->campaign->db, &late, 0, im->err,
                  "SELECT deadline < substr(?2, 1, 10) FROM slice WHERE id = "
                  "?1",
                  "is", t->slice, im->campaign->context.now) < 0)
        return -1;
    *may = !late || im->options->late;
    t->is_late = late != 0;
    if (!*may)
        tb_import_say(
            im, s, TB_IMPORT_REFUSED,
            "已过截止日期；确需补交的，请数据办公室用 --late 写明原因");
    return 0;
}

/* Find the slice and see whether it may be filed; says why not. */
int tb_import_claim(struct tb_import *im, struct tb_import_sheet *s,
                    struct tb_import_target *out, bool *may)
{
    const struct tb_department *d = tb_import_sender(im);
    struct tb_buf who = { 0 };
    int rc = -1;

    *may = false;
    if (s->table->origin == TB_ORIGIN_DERIVED)
        return claim_typed(im, s, d, out, may);
    if (find_slice(im, s->table, d, out) < 0 ||
        tb_holder_list(im->campaign, s->table, &who, im->err) < 0)
        goto done;
    rc = 0;
    if (out->slice == 0 && im->options->cloud)
        tb_import_say(im, s, TB_IMPORT_REFUSED, "任务清单没有说此表从云端接收");
    else if (out->slice < 0)
        refuse_several(im, s, d, who.p);
    else if (out->slice == 0)
        rc = refuse_stranger(im, s, d, who.p);
    else if (*chinese_state(tb_buf_str(&out->state)))
        tb_import_say(im, s, TB_IMPORT_REFUSED,
                      "此表已通过%s，已锁定；需要修改时请审核人先退回",
                      chinese_state(tb_buf_str(&out->state)));
    else
        rc = check_day(im, s, out, may);
    if (out->slice > 0) {
        s->part = im->options->cloud ? tb_str("云端") : out->part;
        s->department =
            tb_arena_copy(&im->result->arena, out->department.shown);
    }
done:
    tb_buf_free(&who);
    return rc;
}
