/* declared.c - declared checks over the current rows. */
#include "declared.h"

#include <stdio.h>
#include <stdlib.h>

#include "mask.h"
#include "mem.h"
#include "rule_sql.h"
#include "targets.h"

struct declared_run {
    const struct tb_rules *on;
    const struct tb_str *awaited; /* by table: who has to hand in; NULL: all
                                     is in */
    struct tb_err *err;
    struct tb_buf message, value, expected;
};

/* The checks that need other rows: id, aspect, severity, message, hint. */
enum { UNIQUE, KEY, REFERENCE, MIRROR, WAITING };

static const struct {
    const char *id, *aspect;
    enum tb_severity severity;
    const char *message, *hint;
} checks[] = {
    [UNIQUE] = { "unique", "规范性", TB_ERROR,
                 "“{field}”的值“{value}”不止一行在用",
                 "此项不得重复，核对后改正其中一行。" },
    [KEY] = { "key", "真实性", TB_WARNING,
              "另一部门也填报了主键相同的一行（{value}）",
              "两个部门商定由谁填报；内容不同时合并会列为冲突。" },
    [REFERENCE] = { "reference", "真实性", TB_ERROR,
                    "“{value}”在 {expected} 中找不到",
                    "核对是否填错；如属漏报，请负责部门在该数据源表中补报。" },
    [MIRROR] = { "mirror", "真实性", TB_ERROR,
                 "“{value}”与 {field} 的登记不一致，应为“{expected}”",
                 "以数据源表为准改正；数据源表有误时请其填报部门改正。" },
    [WAITING] = { "waiting", "完整性", TB_WARNING,
                  "“{field}”有 {value} 处在 {expected} "
                  "中找不到，该表还没有交齐",
                  "先核对是否填错；如无误则不必改动，待该表交齐后重新校验。" },
};

struct check_parts {
    struct tb_str field, value, expected, personal;
};

static bool check_part(struct tb_str name, struct tb_buf *out, void *ctx)
{
    const struct check_parts *p = ctx;

    if (tb_str_is(name, "field"))
        tb_buf_add(out, p->field);
    else if (tb_str_is(name, "value"))
        tb_mask(p->personal, p->value, out);
    else if (tb_str_is(name, "expected"))
        tb_mask(p->personal, p->expected, out);
    else
        return false;
    return true;
}

static int report_check(struct declared_run *r, int check, struct tb_finding *f,
                        struct tb_str field_shown, struct tb_str personal)
{
    struct check_parts p = { field_shown, f->value, f->expected, personal };

    f->rule = tb_str(checks[check].id);
    f->aspect = tb_str(checks[check].aspect);
    f->severity = checks[check].severity;
    f->hint = tb_str(checks[check].hint);
    tb_message_fill(tb_str(checks[check].message), check_part, &p, &r->message);
    f->message = tb_buf_str(&r->message);
    return r->on->each(f, r->on->ctx);
}

/* ---- each value by itself ---- */

static int report_value(struct declared_run *r, enum tb_check check,
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
    struct check_parts p = { .field = field->name, .expected = f.expected };

    tb_value_show(v, &r->value);
    p.value = f.value = tb_buf_str(&r->value);
    p.personal = field->personal;
    if (p.expected.n > 0 && field->personal.n > 0) {
        /* what was expected is a form, not a person's value */
        struct tb_buf masked = { 0 };
        tb_mask(field->personal, f.value, &masked);
        p.personal = tb_str("");
        p.value = tb_buf_str(&masked);
        tb_message_fill(tb_str(text->message), check_part, &p, &r->message);
        tb_buf_free(&masked);
    } else {
        tb_message_fill(tb_str(text->message), check_part, &p, &r->message);
    }
    f.message = tb_buf_str(&r->message);
    return r->on->each(&f, r->on->ctx);
}

/* ---- one pass over a table ---- */

/* A reference with the fields that mirror its target's facts. */
struct reference {
    const struct tb_field *via;
    struct tb_targets *targets;
    const struct tb_field **mirrors;
    size_t count;
    /* while a table that it refers to is not complete: what was not found */
    bool is_waiting;
    long long first, missing;
};

/* Values that must not repeat: a unique field's, or the key's (NULL). */
struct unique {
    const struct tb_field *field;
    struct tb_map rows; /* value -> _row of the first */
};

struct pass {
    struct declared_run *run;
    const struct tb_table *table;
    struct tb_stmt *stmt;
    int *column; /* of the statement, by field; -1: out of use */
    struct reference *references;
    size_t reference_count;
    struct unique *uniques;
    size_t unique_count;
    struct tb_buf key;
    struct tb_arena arena;
};

static struct tb_value value_of(const struct pass *p, const struct tb_field *f)
{
    return tb_stmt_value(p->stmt, p->column[f->index]);
}

static struct tb_str text_of(const struct pass *p, const struct tb_field *f)
{
    return tb_stmt_text(p->stmt, p->column[f->index]);
}

static int check_value(struct pass *p, const struct tb_field *f, long long row)
{
    struct tb_value v = value_of(p, f), applies = { .kind = TB_NULL };
    enum tb_check check;

    if (f->applies_field)
        applies = value_of(p, f->applies_field);
    tb_buf_clear(&p->run->expected);
    check =
        tb_value_check(f, &v, &applies, p->run->on->windows, &p->run->expected);
    return check == TB_CHECK_FINE
               ? 0
               : report_value(p->run, check, p->table, f, row, &v);
}

/* "1.4.1 校内教师基本信息表 或 1.4.2 …": where a value should be found. */
static void show_targets(const struct tb_field *f, struct tb_buf *out)
{
    tb_buf_clear(out);
    for (size_t i = 0; i < f->reference_count; i++)
        tb_buf_addf(out, "%s%.*s %.*s", i > 0 ? " 或 " : "",
                    TB_STR_ARG(f->references[i].table->no),
                    TB_STR_ARG(f->references[i].table->name));
}

/* "1.5.1 在校生信息表（待学生处）" */
static void show_awaited(const struct declared_run *r, const struct tb_field *f,
                         struct tb_buf *out)
{
    tb_buf_clear(out);
    for (size_t i = 0; i < f->reference_count; i++) {
        const struct tb_table *t = f->references[i].table;
        struct tb_str who = r->awaited[t - r->on->dict->tables];
        tb_buf_addf(out, "%s%.*s %.*s", i > 0 ? " 或 " : "", TB_STR_ARG(t->no),
                    TB_STR_ARG(t->name));
        if (who.n > 0)
            tb_buf_addf(out, "（待%.*s）", TB_STR_ARG(who));
    }
}

/* A value that is not there: a finding, or one more to wait for. */
static int miss_target(struct pass *p, struct reference *ref, long long row,
                       struct tb_str value)
{
    struct tb_finding x = {
        .table = p->table, .field = ref->via, .row = row, .value = value
    };

    if (ref->is_waiting) {
        if (ref->missing++ == 0)
            ref->first = row;
        return 0;
    }
    show_targets(ref->via, &p->run->expected);
    x.expected = tb_buf_str(&p->run->expected);
    return report_check(p->run, REFERENCE, &x, ref->via->name, tb_str(""));
}

static int report_waiting(struct pass *p, const struct reference *ref)
{
    struct tb_finding x = { .table = p->table,
                            .field = ref->via,
                            .row = ref->first };
    char count[24];

    if (ref->missing == 0)
        return 0;
    snprintf(count, sizeof count, "%lld", ref->missing);
    x.value = tb_str(count);
    show_awaited(p->run, ref->via, &p->run->expected);
    x.expected = tb_buf_str(&p->run->expected);
    return report_check(p->run, WAITING, &x, ref->via->name, tb_str(""));
}

static int check_mirrors(struct pass *p, const struct reference *ref,
                         long long row, struct tb_str via)
{
    struct tb_buf shown = { 0 };
    int rc = 0;

    for (size_t i = 0; i < ref->count && rc == 0; i++) {
        const struct tb_field *f = ref->mirrors[i];
        struct tb_finding x = { .table = p->table, .field = f, .row = row };
        if (tb_stmt_is_null(p->stmt, p->column[f->index]))
            continue;
        x.value = text_of(p, f);
        if (tb_targets_agree(ref->targets, via, i, x.value, &x.expected))
            continue;
        show_targets(ref->via, &shown);
        rc = report_check(p->run, MIRROR, &x, tb_buf_str(&shown), f->personal);
    }
    tb_buf_free(&shown);
    return rc;
}

static int check_reference(struct pass *p, struct reference *ref, long long row)
{
    struct tb_str rest, one;
    int rc = 0;

    if (tb_stmt_is_null(p->stmt, p->column[ref->via->index]))
        return 0;
    rest = text_of(p, ref->via);
    if (!ref->via->many) {
        if (tb_targets_has(ref->targets, rest))
            return check_mirrors(p, ref, row, rest);
        return miss_target(p, ref, row, rest);
    }
    while (rc == 0 && tb_str_next(&rest, "、，,；; ", &one))
        if (one.n > 0 && !tb_targets_has(ref->targets, one))
            rc = miss_target(p, ref, row, one);
    return rc;
}

/* What must not repeat, as one string in KEY; false when it is empty. */
static bool make_key(struct pass *p, const struct unique *u)
{
    tb_buf_clear(&p->key);
    if (u->field) {
        if (tb_stmt_is_null(p->stmt, p->column[u->field->index]))
            return false;
        tb_buf_add(&p->key, text_of(p, u->field));
        return true;
    }
    for (size_t i = 0; i < p->table->count; i++) {
        const struct tb_field *f = &p->table->fields[i];
        if (f->is_key && f->used) {
            tb_buf_add(&p->key, text_of(p, f));
            tb_buf_addc(&p->key, '\x1F');
        }
    }
    return true;
}

static int check_unique(struct pass *p, struct unique *u, long long row)
{
    struct tb_str key;
    struct tb_finding x = { .table = p->table,
                            .field = u->field,
                            .row = row,
                            .other_table = p->table };
    uint32_t first;

    if (!make_key(p, u))
        return 0;
    key = tb_buf_str(&p->key);
    if (!tb_map_find(&u->rows, key, &first)) {
        tb_map_add(&u->rows, tb_arena_copy(&p->arena, key), (uint32_t)row,
                   NULL);
        return 0;
    }
    x.other_row = first;
    for (size_t i = 0; !u->field && i < p->key.n; i++)
        if (p->key.p[i] == '\x1F') /* to be shown */
            p->key.p[i] = ' ';
    x.value = tb_str_trim(key);
    return report_check(p->run, u->field ? UNIQUE : KEY, &x,
                        u->field ? u->field->name : tb_str(""),
                        u->field ? u->field->personal : tb_str(""));
}

static int check_row(struct pass *p)
{
    long long row = tb_stmt_int(p->stmt, 0);
    int rc = 0;

    for (size_t i = 0; i < p->table->count && rc == 0; i++)
        if (p->table->fields[i].used)
            rc = check_value(p, &p->table->fields[i], row);
    for (size_t i = 0; i < p->reference_count && rc == 0; i++)
        rc = check_reference(p, &p->references[i], row);
    for (size_t i = 0; i < p->unique_count && rc == 0; i++)
        rc = check_unique(p, &p->uniques[i], row);
    return rc;
}

/* ---- setting a pass up ---- */

/* Is something still to come in a table that F refers to? */
static bool is_waiting(const struct declared_run *r, const struct tb_field *f)
{
    for (size_t i = 0; r->awaited && i < f->reference_count; i++)
        if (r->awaited[f->references[i].table - r->on->dict->tables].n > 0)
            return true;
    return false;
}

static int add_reference(struct pass *p, const struct tb_field *via)
{
    const struct tb_table *t = p->table;
    struct reference *ref = &p->references[p->reference_count++];

    ref->via = via;
    ref->is_waiting = is_waiting(p->run, via);
    ref->mirrors = tb_alloc(t->count, sizeof *ref->mirrors);
    for (size_t i = 0; i < t->count && !via->many; i++)
        if (t->fields[i].used && t->fields[i].mirror_via == via)
            ref->mirrors[ref->count++] = &t->fields[i];
    return tb_targets_read(p->run->on->db, via, ref->mirrors, ref->count,
                           &ref->targets, p->run->err);
}

static int prepare_pass(struct pass *p)
{
    const struct tb_table *t = p->table;
    int rc, column = 1;

    p->column = tb_alloc(t->count, sizeof *p->column);
    p->references = tb_alloc(t->count, sizeof *p->references);
    p->uniques = tb_alloc(t->count + 1, sizeof *p->uniques);
    rc = tb_filed_prepare(p->run->on->db, t, &p->stmt, p->run->err);
    if (t->has_natural_key)
        p->uniques[p->unique_count++].field = NULL;
    for (size_t i = 0; i < t->count && rc == 0; i++) {
        const struct tb_field *f = &t->fields[i];
        p->column[i] = f->used ? column++ : -1;
        if (f->used && f->is_unique)
            p->uniques[p->unique_count++].field = f;
        if (f->used && f->reference_count > 0)
            rc = add_reference(p, f);
    }
    return rc;
}

static void free_pass(struct pass *p)
{
    tb_stmt_free(p->stmt);
    for (size_t i = 0; i < p->reference_count; i++) {
        tb_targets_free(p->references[i].targets);
        free(p->references[i].mirrors);
    }
    for (size_t i = 0; i < p->unique_count; i++)
        tb_map_free(&p->uniques[i].rows);
    free(p->references);
    free(p->uniques);
    free(p->column);
    tb_buf_free(&p->key);
    tb_arena_free(&p->arena);
}

static int check_table(struct declared_run *r, const struct tb_table *t)
{
    struct pass p = { .run = r, .table = t };
    bool some = false;
    int rc = tb_filed_any(r->on->db, t, &some, r->err);

    if (rc < 0 || !some)
        return rc;
    rc = prepare_pass(&p);
    while (rc == 0 && (rc = tb_stmt_step(p.stmt, r->err)) == 1)
        rc = check_row(&p);
    for (size_t i = 0; i < p.reference_count && rc == 0; i++)
        rc = report_waiting(&p, &p.references[i]);
    free_pass(&p);
    return rc;
}

int tb_declared_run(const struct tb_rules *rules, const struct tb_str *awaited,
                    struct tb_err *err)
{
    const struct tb_dict *dict = rules->dict;
    struct declared_run r = { .on = rules, .awaited = awaited, .err = err };
    int rc = 0;

    for (size_t i = 0; i < dict->table_count && rc == 0; i++)
        if (dict->tables[i].origin != TB_ORIGIN_DERIVED)
            rc = check_table(&r, &dict->tables[i]);
    tb_buf_free(&r.message);
    tb_buf_free(&r.value);
    tb_buf_free(&r.expected);
    return rc;
}
