/* report_text.c - by department and sheet, by rule, then cell by cell. */
#include "report_text.h"

#include "terminal.h"
#include "utf8.h"

#define INDENT 7 /* of what is said of a cell */

static void wrap(struct tb_report_text *r, size_t indent, struct tb_str text)
{
    fprintf(r->out, "%*s", (int)indent, "");
    tb_terminal_wrap(r->out, indent, TB_TERMINAL_WIDTH, text);
}

static void paint(const struct tb_report_text *r, const char *code)
{
    if (r->colour)
        fprintf(r->out, "\033[%sm", code);
}

#define BOLD "1"
#define UNDERLINED "4"
#define PLAIN "0"

static const char *const colours[TB_SEVERITIES] = {
    [TB_ERROR] = "31",
    [TB_EXPLAIN] = "33",
    [TB_WARNING] = "2",
    [TB_INFO] = "2",
};

/* Its severity, in its colour, and the name of its rule. */
static void print_rule_name(struct tb_report_text *r, enum tb_severity severity,
                            struct tb_str rule)
{
    struct tb_str name = tb_check_name(rule);

    fputs("  ", r->out);
    paint(r, colours[severity]);
    fputs(tb_severities[severity].chinese, r->out);
    paint(r, PLAIN);
    fprintf(r->out, " %.*s", TB_STR_ARG(name));
}

static void close_rule(struct tb_report_text *r)
{
    if (r->samples > 0 && r->in_rule > r->samples)
        fprintf(r->out, "    另有 %lld 处\n", r->in_rule - r->samples);
    r->in_rule = 0;
    tb_buf_clear(&r->rule);
    tb_buf_clear(&r->hint);
}

static void open_group(struct tb_report_text *r, const struct tb_found *f)
{
    const struct tb_place *at = &f->place;

    tb_buf_clear(&r->text);
    tb_buf_addf(&r->text, "%.*s|%.*s|%.*s|%.*s", TB_STR_ARG(at->department),
                TB_STR_ARG(f->table->no), TB_STR_ARG(at->file),
                TB_STR_ARG(at->sheet));
    if (tb_str_eq(tb_buf_str(&r->text), tb_buf_str(&r->group)))
        return;
    close_rule(r);
    tb_buf_clear(&r->group);
    tb_buf_add(&r->group, tb_buf_str(&r->text));
    if (r->groups++ > 0)
        fputc('\n', r->out);
    fprintf(r->out, "%.*s · %.*s %.*s\n",
            TB_STR_ARG(at->department.n > 0 ? at->department
                                            : tb_str("（自动生成）")),
            TB_STR_ARG(f->table->no), TB_STR_ARG(f->table->name));
    if (at->file.n == 0)
        return;
    fputs("  ", r->out);
    paint(r, UNDERLINED);
    fprintf(r->out, "%.*s%s%.*s", TB_STR_ARG(at->file),
            at->sheet.n > 0 ? " › " : "", TB_STR_ARG(at->sheet));
    paint(r, PLAIN);
    fputc('\n', r->out);
}

static void open_rule(struct tb_report_text *r, const struct tb_found *f)
{
    if (tb_str_eq(tb_buf_str(&r->rule), f->rule))
        return;
    close_rule(r);
    tb_buf_add(&r->rule, f->rule);
    print_rule_name(r, f->severity, f->rule);
    fprintf(r->out, " %.*s\n", TB_STR_ARG(f->aspect));
}

/* "H6 身份证件号 · 0048 测试戊八" */
static void print_head(struct tb_report_text *r,
                       const struct tb_report_record *x)
{
    const struct tb_found *f = x->found;

    tb_buf_clear(&r->text);
    tb_buf_adds(&r->text, x->cell);
    if (f->field_name.n > 0)
        tb_buf_addf(&r->text, "%s%.*s", r->text.n > 0 ? " " : "",
                    TB_STR_ARG(f->field_name));
    if (f->who.n > 0)
        tb_buf_addf(&r->text, "%s%.*s", r->text.n > 0 ? " · " : "",
                    TB_STR_ARG(f->who));
    if (r->text.n == 0)
        tb_buf_adds(&r->text, "全表");
    paint(r, BOLD);
    wrap(r, 4, tb_buf_str(&r->text));
    paint(r, PLAIN);
}

static void print_message(struct tb_report_text *r, const struct tb_found *f)
{
    tb_buf_clear(&r->text);
    tb_buf_add(&r->text, f->message);
    if (f->severity == TB_EXPLAIN) /* what 'review explain' wants to know */
        tb_buf_addf(&r->text, " [" TB_FINDING_ID "%.8s]", f->fingerprint.p);
    wrap(r, INDENT, tb_buf_str(&r->text));
}

static void print_other(struct tb_report_text *r,
                        const struct tb_report_record *x)
{
    const struct tb_place *other = &x->found->other;

    if (other->line <= 0 || other->file.n == 0) /* none, or a derived row */
        return;
    tb_buf_clear(&r->text);
    tb_buf_addf(&r->text, "另一处：%.*s %.*s%s%.*s %s",
                TB_STR_ARG(other->department), TB_STR_ARG(other->file),
                other->sheet.n > 0 ? " › " : "", TB_STR_ARG(other->sheet),
                x->other_cell);
    wrap(r, INDENT, tb_buf_str(&r->text));
}

static void print_labelled(struct tb_report_text *r, const char *label,
                           struct tb_str text)
{
    if (text.n == 0)
        return;
    tb_buf_clear(&r->text);
    tb_buf_addf(&r->text, "%s：%.*s", label, TB_STR_ARG(text));
    wrap(r, INDENT, tb_buf_str(&r->text));
}

void tb_report_text_print(FILE *out, const void *record, void *ctx)
{
    const struct tb_report_record *x = record;
    struct tb_report_text *r = ctx;
    const struct tb_found *f = x->found;

    r->out = out;
    if (x->cause.n > 0) /* is said there */
        return;
    open_group(r, f);
    open_rule(r, f);
    r->in_rule++;
    if (r->samples > 0 && r->in_rule > r->samples)
        return;
    print_head(r, x);
    print_message(r, f);
    print_other(r, x);
    print_labelled(r, "同因",
                   tb_survey_consequences(r->survey, f->fingerprint));
    if (tb_str_eq(tb_buf_str(&r->hint), f->hint))
        return;
    tb_buf_clear(&r->hint);
    tb_buf_add(&r->hint, f->hint);
    print_labelled(r, "改法", f->hint);
}

/* ---- below all ---- */

#define RULES_SHOWN 10
#define RULES_FROM 10 /* findings; of fewer nobody loses sight */
#define DEPARTMENTS_SHOWN 4

static void print_rule(struct tb_report_text *r, const struct tb_rule_count *x)
{
    char count[32];

    print_rule_name(r, x->severity, x->rule);
    snprintf(count, sizeof count, " %lld 处　", x->count);
    fputs(count, r->out);
    tb_buf_clear(&r->text);
    tb_buf_adds(&r->text, "");
    for (size_t i = 0; i < x->department_count && i < DEPARTMENTS_SHOWN; i++)
        tb_buf_addf(&r->text, "%s%.*s", i > 0 ? "、" : "",
                    TB_STR_ARG(x->departments[i]));
    if (x->department_count > DEPARTMENTS_SHOWN)
        tb_buf_addf(&r->text, "等 %zu 个部门", x->department_count);
    tb_terminal_line(r->out, tb_buf_str(&r->text), 40);
    tb_buf_clear(&r->text);
    tb_buf_addf(&r->text, "如：%.*s", TB_STR_ARG(x->sample));
    fputs("    ", r->out);
    tb_terminal_line(r->out, tb_buf_str(&r->text), TB_TERMINAL_WIDTH - 4);
}

static void print_rules(struct tb_report_text *r)
{
    size_t count;
    const struct tb_rule_count *rules = tb_survey_rules(r->survey, &count);

    if (tb_survey_count(r->survey) <= RULES_FROM)
        return;
    fprintf(r->out, "\n问题最多的规则\n");
    for (size_t i = 0; i < count && i < RULES_SHOWN; i++)
        if (rules[i].count > 0)
            print_rule(r, &rules[i]);
}

void tb_report_text_end(FILE *out, void *ctx)
{
    struct tb_report_text *r = ctx;

    r->out = out;
    close_rule(r);
    print_rules(r);
}

void tb_report_text_free(struct tb_report_text *r)
{
    tb_buf_free(&r->text);
    tb_buf_free(&r->group);
    tb_buf_free(&r->rule);
    tb_buf_free(&r->hint);
}
