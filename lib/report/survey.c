/* survey.c - findings by row and by rule. */
#include "survey.h"

#include <stdlib.h>

#include "mem.h"

/* A finding that may be cause or consequence. */
struct entry {
    struct tb_str fingerprint, rule;
    const struct tb_table *table;
    const struct tb_field *field;
    enum tb_severity severity;
    const struct tb_rule *of_rule; /* NULL: a check */
    int rank;
    uint32_t next;  /* of the same row */
    uint32_t cause; /* NONE: it follows from nothing */
    struct tb_str consequences;
};

#define NONE UINT32_MAX

struct tb_survey {
    const struct tb_dict *dict;
    struct entry *entries;
    size_t count, room;
    struct tb_map rows;         /* "table|submission|line" -> first entry */
    struct tb_map fingerprints; /* -> entry */
    struct tb_rule_count *rules;
    size_t rule_count, rule_room;
    struct tb_map by_rule; /* "severity|rule" -> its place in RULES */
    long long taken, folded;
    struct tb_buf text;
    struct tb_arena arena;
};

struct tb_survey *tb_survey_new(const struct tb_dict *dict)
{
    struct tb_survey *s = tb_alloc(1, sizeof *s);

    s->dict = dict;
    return s;
}

void tb_survey_free(struct tb_survey *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->rule_count; i++)
        free(s->rules[i].departments);
    free(s->rules);
    free(s->entries);
    tb_map_free(&s->rows);
    tb_map_free(&s->fingerprints);
    tb_map_free(&s->by_rule);
    tb_buf_free(&s->text);
    tb_arena_free(&s->arena);
    free(s);
}

/* ---- by rule ---- */

static void add_department(struct tb_survey *s, struct tb_rule_count *r,
                           struct tb_str department)
{
    for (size_t i = 0; i < r->department_count; i++)
        if (tb_str_eq(r->departments[i], department))
            return;
    r->departments = tb_grow(r->departments, r->department_count,
                             &r->department_room, sizeof *r->departments);
    r->departments[r->department_count++] =
        tb_arena_copy(&s->arena, department);
}

/* The rule of F, one more of which has come up. */
static struct tb_rule_count *count_rule(struct tb_survey *s,
                                        const struct tb_found *f)
{
    uint32_t at = (uint32_t)s->rule_count;
    struct tb_rule_count *r;

    tb_buf_clear(&s->text);
    tb_buf_addf(&s->text, "%d|%.*s", (int)f->severity, TB_STR_ARG(f->rule));
    if (tb_map_add(&s->by_rule, tb_arena_copy(&s->arena, tb_buf_str(&s->text)),
                   at, &at)) {
        s->rules =
            tb_grow(s->rules, s->rule_count, &s->rule_room, sizeof *s->rules);
        s->rules[s->rule_count++] = (struct tb_rule_count){
            .rule = tb_arena_copy(&s->arena, f->rule),
            .sample = tb_arena_copy(&s->arena, f->message),
            .severity = f->severity,
            .of_rule = tb_dict_rule(s->dict, f->rule),
        };
    }
    r = &s->rules[at];
    if (f->standing == TB_STANDING_EXPLAINED)
        return r;
    r->count++;
    if (f->place.department.n > 0)
        add_department(s, r, f->place.department);
    return r;
}

static int by_count(const void *a, const void *b)
{
    const struct tb_rule_count *x = a, *y = b;

    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    if (x->severity != y->severity)
        return x->severity > y->severity ? 1 : -1;
    return strcmp(x->rule.p, y->rule.p);
}

/* ---- by row ---- */

/* How far a check is from the value itself: what is nearer is the cause. */
static int rank_of(struct tb_str id, const struct tb_rule *rule)
{
    static const struct {
        const char *id;
        int rank;
    } ranks[] = {
        { "reference", 1 }, { "unique", 1 },    { "mirror", 2 },
        { "stable", 3 },    { "tolerance", 3 }, { "derived", 3 },
    };

    for (size_t i = 0; i < TB_LEN(ranks) && !rule; i++)
        if (tb_str_is(id, ranks[i].id))
            return ranks[i].rank;
    return rule ? 4 : 0;
}

void tb_survey_take(struct tb_survey *s, const struct tb_found *f)
{
    const struct tb_rule *rule = count_rule(s, f)->of_rule;
    uint32_t at = (uint32_t)s->count, first;

    s->taken++;
    if (!f->submission || f->place.line <= 0 || !f->field)
        return;
    s->entries = tb_grow(s->entries, s->count, &s->room, sizeof *s->entries);
    s->entries[s->count++] = (struct entry){
        .fingerprint = tb_arena_copy(&s->arena, f->fingerprint),
        .rule = tb_arena_copy(&s->arena, f->rule),
        .table = f->table,
        .field = f->field,
        .severity = f->severity,
        .of_rule = rule,
        .rank = rank_of(f->rule, rule),
        .next = NONE,
        .cause = NONE,
        .consequences = tb_str(""),
    };
    tb_map_add(&s->fingerprints, s->entries[at].fingerprint, at, NULL);
    tb_buf_clear(&s->text);
    tb_buf_addf(&s->text, "%.*s|%lld|%lld|%.*s", TB_STR_ARG(f->table->no),
                f->submission, f->place.line, TB_STR_ARG(f->place.file));
    if (!tb_map_add(&s->rows, tb_arena_copy(&s->arena, tb_buf_str(&s->text)),
                    at, &first)) {
        s->entries[at].next = s->entries[first].next;
        s->entries[first].next = at;
    }
}

static bool is_name_byte(char c)
{
    return (unsigned char)c >= 0x80 || c == '_' || (c >= '0' && c <= '9') ||
           (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* Does row rule R read FIELD of its row? */
static bool reads(const struct tb_rule *r, const struct tb_field *field)
{
    struct tb_str rest = r->expression;
    size_t at;

    while ((at = tb_str_find(rest, field->name.p)) < rest.n) {
        struct tb_str after = tb_str_from(rest, at + field->name.n);
        if ((at == 0 || !is_name_byte(rest.p[at - 1])) &&
            (after.n == 0 || !is_name_byte(after.p[0])))
            return true;
        rest = after;
    }
    return false;
}

static bool follows(const struct entry *e, const struct entry *cause)
{
    const struct tb_rule *r = e->of_rule;

    if (cause->severity != TB_ERROR || cause->rank > 2 ||
        e->rank <= cause->rank)
        return false;
    return e->field == cause->field ||
           (r && r->kind == TB_RULE_ROW && reads(r, cause->field));
}

static void add_consequence(struct tb_survey *s, struct entry *cause,
                            struct tb_str rule)
{
    tb_buf_clear(&s->text);
    tb_buf_add(&s->text, cause->consequences);
    tb_buf_addf(&s->text, "%s%.*s", s->text.n > 0 ? "、" : "",
                TB_STR_ARG(tb_check_name(rule)));
    cause->consequences = tb_arena_copy(&s->arena, tb_buf_str(&s->text));
}

/* The causes of all of one row, which begins at FIRST. */
static void find_causes(struct tb_survey *s, uint32_t first)
{
    for (uint32_t i = first; i != NONE; i = s->entries[i].next)
        for (uint32_t k = first; k != NONE; k = s->entries[k].next) {
            struct entry *e = &s->entries[i];
            const uint32_t so_far = e->cause;
            if (i == k || !follows(e, &s->entries[k]))
                continue;
            if (so_far == NONE || s->entries[k].rank < s->entries[so_far].rank)
                e->cause = k;
        }
}

void tb_survey_end(struct tb_survey *s)
{
    bool *is_first = tb_alloc(s->count + 1, sizeof *is_first);

    memset(is_first, 1, s->count);
    for (size_t i = 0; i < s->count; i++)
        if (s->entries[i].next != NONE)
            is_first[s->entries[i].next] = false;
    for (size_t i = 0; i < s->count; i++)
        if (is_first[i] && s->entries[i].next != NONE)
            find_causes(s, (uint32_t)i);
    for (size_t i = 0; i < s->count; i++)
        if (s->entries[i].cause != NONE) {
            add_consequence(s, &s->entries[s->entries[i].cause],
                            s->entries[i].rule);
            s->folded++;
        }
    free(is_first);
    if (s->rule_count > 0)
        qsort(s->rules, s->rule_count, sizeof *s->rules, by_count);
    tb_map_free(&s->by_rule); /* they have moved */
}

/* ---- what is asked ---- */

static const struct entry *entry_of(const struct tb_survey *s,
                                    struct tb_str fingerprint)
{
    uint32_t at;

    return tb_map_find(&s->fingerprints, fingerprint, &at) ? &s->entries[at]
                                                           : NULL;
}

struct tb_str tb_survey_cause(const struct tb_survey *s,
                              struct tb_str fingerprint)
{
    const struct entry *e = entry_of(s, fingerprint);

    return e && e->cause != NONE ? s->entries[e->cause].fingerprint
                                 : tb_str("");
}

struct tb_str tb_survey_consequences(const struct tb_survey *s,
                                     struct tb_str fingerprint)
{
    const struct entry *e = entry_of(s, fingerprint);

    return e ? e->consequences : tb_str("");
}

long long tb_survey_folded(const struct tb_survey *s)
{
    return s->folded;
}

long long tb_survey_count(const struct tb_survey *s)
{
    return s->taken;
}

const struct tb_rule_count *tb_survey_rules(const struct tb_survey *s,
                                            size_t *count)
{
    *count = s->rule_count;
    return s->rules;
}
