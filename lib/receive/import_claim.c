/* import_claim.c - whose sheet is it? */
#include "import_parts.h"
#include "person.h"

/*
 * A table that is computed needs no filing; but a department may have added
 * it up itself.  Its figures are kept beside ours and compared.
 */
static void claim_typed(struct tb_import *im, struct tb_import_sheet *s,
                        const struct tb_department *d,
                        struct tb_import_target *out, bool *found)
{
    *found = d != NULL;
    if (!d) {
        tb_import_say(
            im, s, TB_IMPORT_REFUSED,
            "此表由系统汇总，不必填报；要与汇总数核对，请用 --department "
            "说明是哪个部门的");
        return;
    }
    out->filing.department = d->id;
    s->department = tb_arena_copy(&im->result->arena, d->shown);
}

/* Nobody fills the table so: who does? */
static void refuse_stranger(struct tb_import *im, struct tb_import_sheet *s,
                            const struct tb_department *d,
                            const struct tb_slices *all, const char *who)
{
    struct tb_str part = im->part;
    const struct tb_field *person = tb_table_person(s->table);
    size_t teachers =
        part.n == 0 ? tb_addressee_teachers(all, d ? d->id : 0LL) : 0;

    if (teachers > 0 && person)
        tb_import_say(
            im, s, TB_IMPORT_REFUSED,
            "此表由教师本人填报（%zu 人），本文件的“%.*s”列中没有他们；"
            "请核对工号，或用 --teacher 说明是谁的",
            teachers, TB_STR_ARG(person->name));
    else if (teachers > 0)
        tb_import_say(
            im, s, TB_IMPORT_REFUSED,
            "此表由教师本人填报（%zu 人），不能由部门统一提交；请用各人的模板"
            "，或用 --teacher 说明是谁的",
            teachers);
    else
        tb_import_say(
            im, s, TB_IMPORT_REFUSED,
            "此表不由%.*s%s%.*s%s填报，负责部门是：%s",
            TB_STR_ARG(d ? d->shown : tb_str(part.n ? "该人" : "该部门")),
            part.n ? "（" : "", TB_STR_ARG(part), part.n ? "）" : "",
            *who ? who : "（未分配）");
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

/* There is not one slice: say who fills the table. */
static int refuse(struct tb_import *im, struct tb_import_sheet *s,
                  const struct tb_department *d, bool several)
{
    const struct tb_slice_query query = { .table = s->table,
                                          .uncounted = true };
    struct tb_slices all = { 0 };
    struct tb_buf who = { 0 };
    int rc = tb_slices_read(&im->campaign->store, &query, &all, im->err);

    if (rc == 0) {
        tb_addressee_list(&all, &who);
        if (several)
            refuse_several(im, s, d, tb_buf_text(&who));
        else
            refuse_stranger(im, s, d, &all, tb_buf_text(&who));
    }
    tb_slices_free(&all);
    tb_buf_free(&who);
    return rc;
}

/* What bars SLICE now, unless nothing new comes?  After its day a file is let
 * in with a reason only (R18). */
static void find_bar(struct tb_import *im, struct tb_import_sheet *s,
                     const struct tb_slice *slice, bool is_late)
{
    struct tb_buf text = { 0 };

    s->locked = tb_state_level(slice->state);
    if (s->locked != TB_LEVEL_NONE)
        tb_buf_addf(&text, "此表已通过%s，已锁定；需要修改时请审核人先退回",
                    tb_levels[s->locked].chinese);
    else if (is_late && !im->options->late)
        tb_buf_adds(&text, "已过截止日期；确需补交的，请数据办公室用 --late "
                           "写明原因");
    s->bar = tb_arena_copy(&im->result->arena, tb_buf_str(&text));
    tb_buf_free(&text);
}

void tb_import_address(struct tb_import *im, struct tb_import_sheet *s,
                       struct tb_import_target *out,
                       const struct tb_slice *slice)
{
    out->filing.table = s->table;
    out->filing.slice = slice;
    out->is_late = tb_slice_is_late(slice, im->campaign->context.now);
    s->is_early = tb_slice_is_early(slice, im->campaign->context.now);
    s->department = tb_arena_copy(&im->result->arena, slice->department.shown);
    s->part = tb_arena_copy(&im->result->arena, tb_slice_part(slice));
    find_bar(im, s, slice, out->is_late);
}

static int find_addressee(struct tb_import *im, const struct tb_table *t,
                          const struct tb_department *d,
                          struct tb_addressee *out)
{
    struct tb_store *store = &im->campaign->store;

    return im->options->cloud ? tb_addressee_cloud(store, t, out, im->err)
                              : tb_addressee_find(store, t, d ? d->id : 0LL,
                                                  im->part, out, im->err);
}

int tb_import_claim(struct tb_import *im, struct tb_import_sheet *s,
                    struct tb_import_target *out, bool *found)
{
    const struct tb_department *d = tb_import_sender(im);
    const struct tb_slice *slice;

    *found = false;
    out->filing.table = s->table;
    if (s->table->origin == TB_ORIGIN_DERIVED) {
        claim_typed(im, s, d, out, found);
        return 0;
    }
    if (find_addressee(im, s->table, d, &out->addressee) < 0)
        return -1;
    slice = out->addressee.slice;
    if (!slice && im->options->cloud) {
        tb_import_say(im, s, TB_IMPORT_REFUSED, "任务清单没有说此表从云端接收");
        return 0;
    }
    if (!slice)
        return refuse(im, s, d, out->addressee.count == TB_ADDRESSEE_SEVERAL);
    tb_import_address(im, s, out, slice);
    *found = true;
    return 0;
}
