/* declared_say.c - both values and both columns, in plain words. */
#include "declared_say.h"

#include <stdio.h>

#include "key_words.h"
#include "mask.h"
#include "suggest.h"
#include "types.h"
#include "utf8.h"

/* The checks that need other rows: id, aspect, severity, message, hint. */
enum { UNIQUE, KEY, REFERENCE, MIRROR, WAITING };

static const struct {
    const char *id, *aspect;
    enum tb_severity severity;
    const char *message, *hint;
} checks[] = {
    [UNIQUE] = { "unique", "规范性", TB_ERROR,
                 "“{field}”填的“{value}”与另一行相同",
                 "此项不得重复，核对后改正其中一行。" },
    [KEY] = { "key", "真实性", TB_WARNING,
              "另一部门也填报了{where}的一行；{near}",
              "两个部门商定由谁填报；内容不同时合并会列为冲突。" },
    [REFERENCE] = { "reference", "真实性", TB_ERROR,
                    "“{field}”填的“{value}”，在 {expected}中找不到{near}",
                    "核对是否填错；如属漏报，请负责部门在该数据源表中补报。" },
    [MIRROR] = { "mirror", "真实性", TB_ERROR,
                 "“{field}”填的是“{value}”，{where}是“{expected}”",
                 "以数据源表为准改正；数据源表有误时请其填报部门改正。" },
    [WAITING] = { "waiting", "完整性", TB_WARNING,
                  "“{field}”有 {value} 处在 {expected}"
                  "中找不到，该表还没有交齐",
                  "先核对是否填错；如无误则不必改动，待该表交齐后重新校验。" },
};

void tb_declared_run_free(struct tb_declared_run *r)
{
    tb_buf_free(&r->message);
    tb_buf_free(&r->value);
    tb_buf_free(&r->expected);
    tb_buf_free(&r->near);
    tb_buf_free(&r->where);
}

struct check_parts {
    const struct tb_declared_run *run;
    const struct tb_finding *finding;
    struct tb_str personal; /* the kind of value and expected */
    bool expects_fact;      /* expected is a value of another row */
};

static bool check_part(struct tb_str name, struct tb_buf *out, void *ctx)
{
    const struct check_parts *p = ctx;
    const struct tb_finding *f = p->finding;
    const struct tb_str none = { NULL, 0 };

    if (tb_str_is(name, "field"))
        tb_buf_add(out, f->field->name);
    else if (tb_str_is(name, "value"))
        tb_mask_keep(p->personal, f->value,
                     p->expects_fact ? f->expected : none, TB_MASK_OWN, out);
    else if (tb_str_is(name, "expected"))
        tb_mask_keep(p->expects_fact ? p->personal : tb_str(""), f->expected,
                     f->value, TB_MASK_OTHERS, out);
    else if (tb_str_is(name, "count"))
        tb_buf_addf(out, "%zu", tb_utf8_count(f->value));
    else if (tb_str_is(name, "near"))
        tb_buf_add(out, tb_buf_str(&p->run->near));
    else if (tb_str_is(name, "where"))
        tb_buf_add(out, tb_buf_str(&p->run->where));
    else
        return false;
    return true;
}

static int report_check(struct tb_declared_run *r, int check,
                        struct tb_finding *f)
{
    struct check_parts p = { r, f, tb_str(""), check == MIRROR };

    if (f->field && check != REFERENCE && check != WAITING)
        p.personal = f->field->personal;
    f->rule = tb_str(checks[check].id);
    f->aspect = tb_str(checks[check].aspect);
    f->severity = checks[check].severity;
    f->hint = tb_str(checks[check].hint);
    tb_message_fill(tb_str(checks[check].message), check_part, &p, &r->message);
    f->message = tb_buf_str(&r->message);
    return r->on->each(f, r->on->ctx);
}

/* ---- each value by itself ---- */

/* How a value that fails CHECK is masked: a number or a day that cannot be,
 * and what is none of the choices, is itself the fault. */
static struct tb_str kind_of(enum tb_check check, const struct tb_field *f)
{
    bool is_fault = check == TB_CHECK_WINDOW || check == TB_CHECK_LIST ||
                    tb_type_is_number(f->type);

    return is_fault ? tb_str("") : f->personal;
}

int tb_say_value(struct tb_declared_run *r, enum tb_check check,
                 const struct tb_table *t, const struct tb_field *field,
                 long long row, const struct tb_value *v)
{
    const struct tb_trouble_text *text = &tb_check_texts[check];
    struct tb_finding f = { .rule = tb_str(text->id),
                            .aspect = tb_str(text->aspect),
                            .severity = TB_ERROR,
                            .table = t,
                            .field = field,
                            .row = row,
                            .expected = tb_buf_str(&r->expected),
                            .hint = tb_str(text->hint) };
    struct check_parts p = { r, &f, kind_of(check, field), false };

    tb_value_show(v, &r->value);
    f.value = tb_buf_str(&r->value);
    tb_buf_clear(&r->near);
    if (check == TB_CHECK_LIST)
        tb_suggest_code(field->list, f.value, &r->near);
    tb_message_fill(tb_str(text->message), check_part, &p, &r->message);
    f.message = tb_buf_str(&r->message);
    return r->on->each(&f, r->on->ctx);
}

/* ---- beside other rows ---- */

/* "1.4.1 校内教师基本信息表的“教工号”或 1.4.2 …": where it should be found;
 * with who has to hand it in still. */
static void show_targets(struct tb_declared_run *r, const struct tb_field *f,
                         bool awaited)
{
    tb_buf_clear(&r->expected);
    for (size_t i = 0; i < f->reference_count; i++) {
        const struct tb_reference *ref = &f->references[i];
        struct tb_str who =
            awaited ? r->awaited[ref->table - r->on->dict->tables] : tb_str("");
        tb_buf_addf(&r->expected, "%s%.*s %.*s", i > 0 ? "或 " : "",
                    TB_STR_ARG(ref->table->no), TB_STR_ARG(ref->table->name));
        if (who.n > 0)
            tb_buf_addf(&r->expected, "（待%.*s）", TB_STR_ARG(who));
        else if (!awaited)
            tb_buf_addf(&r->expected, "的“%.*s”", TB_STR_ARG(ref->field->name));
    }
}

int tb_say_missing(struct tb_declared_run *r, struct tb_finding *x,
                   struct tb_str near)
{
    show_targets(r, x->field, false);
    x->expected = tb_buf_str(&r->expected);
    tb_buf_clear(&r->near);
    if (near.n > 0) {
        tb_buf_adds(&r->near, "；是不是“");
        tb_mask_keep(x->field->references[0].field->personal, near, x->value,
                     TB_MASK_OTHERS, &r->near);
        tb_buf_adds(&r->near, "”？");
    }
    return report_check(r, REFERENCE, x);
}

int tb_say_waiting(struct tb_declared_run *r, struct tb_finding *x,
                   long long count)
{
    char digits[24];

    snprintf(digits, sizeof digits, "%lld", count);
    x->value = tb_str(digits);
    show_targets(r, x->field, true);
    x->expected = tb_buf_str(&r->expected);
    return report_check(r, WAITING, x);
}

int tb_say_mirror(struct tb_declared_run *r, struct tb_finding *x,
                  const struct tb_field *via, size_t reference,
                  struct tb_str via_value)
{
    const struct tb_reference *ref = &via->references[reference];

    tb_buf_clear(&r->where);
    tb_buf_addf(&r->where, "%.*s %.*s中“%.*s”为“", TB_STR_ARG(ref->table->no),
                TB_STR_ARG(ref->table->name), TB_STR_ARG(ref->field->name));
    tb_mask_keep(via->personal, via_value, tb_str_n(NULL, 0), TB_MASK_OWN,
                 &r->where);
    tb_buf_addf(&r->where, "”的“%.*s”", TB_STR_ARG(x->field->mirror_fact));
    return report_check(r, MIRROR, x);
}

int tb_say_unique(struct tb_declared_run *r, struct tb_finding *x)
{
    return report_check(r, UNIQUE, x);
}

/* ---- a row that two departments have filed ---- */

struct two_rows {
    const int *column;
    struct tb_stmt *this, *other;
};

static struct tb_str text_of_this(const struct tb_field *f, void *ctx)
{
    const struct two_rows *x = ctx;

    return tb_stmt_text(x->this, x->column[f->index]);
}

static struct tb_str shown(struct tb_stmt *s, int column, struct tb_buf *room)
{
    struct tb_value v = tb_stmt_value(s, column);

    tb_value_show(&v, room);
    return tb_buf_str(room);
}

static void add_side(const struct tb_field *f, struct tb_str value,
                     struct tb_str beside, enum tb_mask_whose whose,
                     struct tb_buf *out)
{
    if (value.n == 0) {
        tb_buf_adds(out, "未填");
        return;
    }
    tb_buf_adds(out, "“");
    tb_mask_keep(f->personal, value, beside, whose, out);
    tb_buf_adds(out, "”");
}

#define SHOWN 3 /* fields that differ */

/* "两边不同的有：姓名（这里“测甲”，那边“测乙”）" */
static void add_differences(const struct tb_table *t, struct two_rows *x,
                            struct tb_buf *out)
{
    struct tb_buf a = { 0 }, b = { 0 };
    size_t count = 0;

    for (size_t i = 0; i < t->count; i++) {
        const struct tb_field *f = &t->fields[i];
        struct tb_str mine, theirs;
        if (!f->used || f->is_key)
            continue;
        mine = shown(x->this, x->column[i], &a);
        theirs = shown(x->other, x->column[i], &b);
        if (tb_str_eq(mine, theirs) || ++count > SHOWN)
            continue;
        tb_buf_addf(out, "%s%.*s（这里", count == 1 ? "两边不同的有：" : "、",
                    TB_STR_ARG(f->name));
        add_side(f, mine, theirs, TB_MASK_OWN, out);
        tb_buf_adds(out, "，那边");
        add_side(f, theirs, mine, TB_MASK_OTHERS, out);
        tb_buf_adds(out, "）");
    }
    if (count == 0)
        tb_buf_adds(out, "两边内容相同");
    else if (count > SHOWN)
        tb_buf_addf(out, "等 %zu 项", count);
    tb_buf_free(&a);
    tb_buf_free(&b);
}

int tb_say_twice(struct tb_declared_run *r, struct tb_finding *x,
                 const int *column, struct tb_stmt *this, struct tb_stmt *other)
{
    struct two_rows rows = { column, this, other };

    tb_buf_clear(&r->where);
    tb_key_words(x->table, text_of_this, &rows, "是", &r->where);
    tb_buf_clear(&r->near);
    add_differences(x->table, &rows, &r->near);
    return report_check(r, KEY, x);
}
