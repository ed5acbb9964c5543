/* dossier_text.c - a dossier for the reviewer: counts, then samples. */
#include <stdlib.h>

#include "dossier_text.h"
#include "mem.h"
#include "terminal.h"
#include "utf8.h"

static void open_text(struct tb_dossier_walk *w)
{
    w->view = tb_alloc(1, sizeof(struct tb_dossier_text));
}

static void close_text(struct tb_dossier_walk *w)
{
    struct tb_dossier_text *x = tb_dossier_text_of(w);

    for (size_t i = 0; i < TB_LEN(x->kinds); i++)
        tb_dossier_heap_empty(&x->kinds[i], NULL);
    tb_dossier_heap_empty(&x->findings, NULL);
    tb_buf_free(&x->rule);
    free(x);
}

/* ---- the slice ---- */

static void add_part(struct tb_buf *out, const char *head, struct tb_str value)
{
    if (value.n > 0)
        tb_buf_addf(out, "%s%.*s", head, TB_STR_ARG(value));
}

/* One of several with commas between. */
static void add_item(struct tb_buf *out, const char *label, struct tb_str value)
{
    if (value.n > 0)
        tb_buf_addf(out, "%s%s %.*s", out->n > 0 ? "，" : "", label,
                    TB_STR_ARG(value));
}

static void add_place(struct tb_buf *out, struct tb_str file,
                      struct tb_str sheet)
{
    tb_buf_add(out, file);
    add_part(out, " › ", sheet);
}

static void text_head(struct tb_dossier_walk *w)
{
    const struct tb_slice *s = w->slice;
    struct tb_buf *b = &w->text;

    if (tb_dossier_text_of(w)->is_second)
        fputc('\n', w->out);
    tb_dossier_text_of(w)->is_second = true;
    tb_buf_clear(b);
    tb_buf_addf(b, "%.*s %.*s · ", TB_STR_ARG(s->table->no),
                TB_STR_ARG(s->table->name));
    tb_slice_show(s, b);
    tb_buf_addf(b, " · %s", tb_states[s->state].chinese);
    add_part(b, "：", s->reason);
    tb_dossier_put_line(w, w->out, 0);
    if (s->now.id) {
        tb_buf_clear(b);
        add_place(b, s->now.file, s->now.sheet);
        tb_dossier_put_line(w, w->out, 2);
    }
    tb_buf_clear(b);
    if (s->now.id) {
        tb_buf_addf(b, "第 %lld 版，%lld 行", s->now.version, tb_slice_rows(s));
        add_item(b, "提交", tb_dossier_day(s->submitted_at));
    }
    add_item(b, "截止", s->deadline);
    add_item(b, tb_roles[TB_ROLE_COLLECTOR].chinese, s->collector.id);
    add_item(b, tb_roles[TB_ROLE_APPROVER].chinese, s->approver.id);
    if (b->n > 0)
        tb_dossier_put_line(w, w->out, 2);
}

/* "0101 测**", added. */
static void add_who(struct tb_dossier_walk *w, const struct tb_who *who)
{
    tb_buf_add(&w->text, tb_who_shown(who));
    if (who->name.n == 0)
        return;
    tb_buf_addc(&w->text, ' ');
    tb_dossier_add_name(w, who->name, &w->text);
}

/* ---- findings ---- */

static bool is_explained(const struct tb_found *f)
{
    return f->standing == TB_STANDING_EXPLAINED;
}

static const char *group_name(size_t group)
{
    return group == 0 ? tb_standings[TB_STANDING_EXPLAINED].chinese
                      : tb_severities[(enum tb_severity)(group - 1)].chinese;
}

static void close_rule(struct tb_dossier_walk *w)
{
    struct tb_dossier_text *x = tb_dossier_text_of(w);
    long long hidden = x->in_rule - w->options->samples;

    if (w->options->samples > 0 && hidden > 0)
        fprintf(tb_dossier_heap_out(&x->findings), "    另有 %lld 处\n",
                hidden);
    x->in_rule = 0;
    tb_buf_clear(&x->rule);
}

static void open_rule(struct tb_dossier_walk *w, size_t group,
                      const struct tb_found *f)
{
    struct tb_dossier_text *x = tb_dossier_text_of(w);

    if (x->rule.n > 0 && group == x->group &&
        tb_str_eq(tb_buf_str(&x->rule), f->rule))
        return;
    close_rule(w);
    x->group = group;
    tb_buf_add(&x->rule, f->rule);
    fprintf(tb_dossier_heap_out(&x->findings), "  %s %.*s %.*s\n",
            group_name(group), TB_STR_ARG(tb_check_name(f->rule)),
            TB_STR_ARG(f->aspect));
}

static void put_explanation(struct tb_dossier_walk *w, FILE *out, size_t indent,
                            const struct tb_found *f)
{
    if (f->explanation.n == 0)
        return;
    tb_buf_clear(&w->text);
    tb_buf_addf(&w->text, "%s：%.*s（", is_explained(f) ? "说明" : "原说明",
                TB_STR_ARG(f->explanation));
    add_who(w, &f->explained_by);
    tb_buf_addf(&w->text, "，%.*s）",
                TB_STR_ARG(tb_dossier_day(f->explained_at)));
    tb_dossier_put_line(w, out, indent);
}

/* "H6 身份证件号 · 0048 测**" */
static void put_cell(struct tb_dossier_walk *w, FILE *out,
                     const struct tb_found *f)
{
    char cell[TB_PLACE_CELL];

    tb_buf_clear(&w->text);
    tb_place_show(&f->place, cell);
    tb_buf_adds(&w->text, f->submission ? cell : "全表");
    if (f->place.is_kept)
        add_part(&w->text, " ", f->place.file);
    add_part(&w->text, " ", f->field_name);
    add_part(&w->text, " · ", f->who);
    tb_dossier_put_line(w, out, 4);
}

static void text_finding(struct tb_dossier_walk *w, const struct tb_found *f)
{
    struct tb_dossier_text *x = tb_dossier_text_of(w);
    size_t group = is_explained(f) ? 0 : 1 + (size_t)f->severity;
    FILE *out = tb_dossier_heap_out(&x->findings);
    const size_t indent = 7;

    open_rule(w, group, f);
    x->groups[group]++;
    if (!tb_dossier_is_shown(w, ++x->in_rule))
        return;
    put_cell(w, out, f);
    tb_buf_clear(&w->text);
    tb_buf_add(&w->text, f->message);
    tb_dossier_put_line(w, out, indent);
    put_explanation(w, out, indent, f);
    if (x->in_rule == 1 && f->hint.n > 0 && !is_explained(f)) {
        tb_buf_clear(&w->text);
        tb_buf_addf(&w->text, "改法：%.*s", TB_STR_ARG(f->hint));
        tb_dossier_put_line(w, out, indent);
    }
}

static void text_findings_end(struct tb_dossier_walk *w)
{
    struct tb_dossier_text *x = tb_dossier_text_of(w);
    const char *between = "";

    close_rule(w);
    if (!x->findings.out && w->slice->now.id == 0)
        return;
    tb_buf_clear(&w->text);
    tb_buf_adds(&w->text, "检查结果：");
    for (size_t i = 0; i < TB_DOSSIER_GROUPS; i++)
        if (x->groups[i] > 0) {
            tb_buf_addf(&w->text, "%s%s %lld", between, group_name(i),
                        x->groups[i]);
            between = "，";
            x->groups[i] = 0;
        }
    if (!between[0])
        tb_buf_adds(&w->text, "没有");
    if (w->is_stale)
        tb_buf_adds(&w->text, "（上次检查之后数据或词典有变动，要重新检查）");
    tb_dossier_put_line(w, w->out, 0);
    tb_dossier_heap_empty(&x->findings, w->out);
}

/* ---- history ---- */

static void text_decision(struct tb_dossier_walk *w,
                          const struct tb_decision *d)
{
    if (tb_dossier_text_of(w)->decisions++ == 0)
        fputs("审核经过：\n", w->out);
    tb_buf_clear(&w->text);
    tb_buf_addf(&w->text, "%.*s %s%s", TB_STR_ARG(tb_dossier_day(d->at)),
                tb_levels[d->level].chinese, tb_actions[d->action].chinese);
    if (d->version > 0)
        tb_buf_addf(&w->text, " 第 %lld 版", d->version);
    tb_buf_addc(&w->text, ' ');
    add_who(w, &d->who);
    add_part(&w->text, "：", d->reason);
    tb_dossier_put_line(w, w->out, 2);
}

static void text_decisions_end(struct tb_dossier_walk *w)
{
    if (tb_dossier_text_of(w)->decisions == 0)
        fputs("审核经过：还没有\n", w->out);
    tb_dossier_text_of(w)->decisions = 0;
}

static void text_version(struct tb_dossier_walk *w,
                         const struct tb_submission *v)
{
    if (tb_dossier_text_of(w)->versions++ == 0)
        fputs("提交经过：\n", w->out);
    tb_buf_clear(&w->text);
    tb_buf_addf(&w->text, "%.*s 第 %lld 版%s，%lld 行",
                TB_STR_ARG(tb_dossier_day(v->at)), v->version,
                v->is_current ? "（现行）" : "", v->filed + v->kept);
    if (v->kept > 0)
        tb_buf_addf(&w->text, "（前次保留 %lld 行）", v->kept);
    if (v->rejected > 0)
        tb_buf_addf(&w->text, "，未收 %lld 行", v->rejected);
    tb_buf_adds(&w->text, "，经手 ");
    add_who(w, &v->who);
    tb_buf_adds(&w->text, "，");
    add_place(&w->text, v->file, v->sheet);
    add_part(&w->text, "；逾期收取：", v->late);
    tb_dossier_put_line(w, w->out, 2);
}

static void text_versions_end(struct tb_dossier_walk *w)
{
    if (tb_dossier_text_of(w)->versions == 0)
        fputs("提交经过：还没有\n", w->out);
    tb_dossier_text_of(w)->versions = 0;
}

const struct tb_dossier_view tb_dossier_text = {
    .name = "text",
    .open = open_text,
    .close = close_text,
    .head = text_head,
    .compare = tb_dossier_text_compare,
    .change = tb_dossier_text_change,
    .compare_end = tb_dossier_text_compare_end,
    .finding = text_finding,
    .findings_end = text_findings_end,
    .decision = text_decision,
    .decisions_end = text_decisions_end,
    .version = text_version,
    .versions_end = text_versions_end,
};
