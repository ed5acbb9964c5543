/* organisation.c - who is who. */
#include "organisation.h"

#include <stdlib.h>

#include "listing.h"
#include "norm.h"

#define SEPARATORS "、，,；;/／|\n\t 　"

/* ---- loading ---- */

enum { O_CODE, O_NAME, O_SHORT, O_ALIASES, O_GROUPS, O_PARENT };

static const struct tb_listing_column organisation_columns[] = {
    [O_CODE] = { "部门代码|机构代码|代码|code", true },
    [O_NAME] = { "部门名称|机构名称|名称|name", true },
    [O_SHORT] = { "简称|部门简称|short", false },
    [O_ALIASES] = { "别名|aliases", false },
    [O_GROUPS] = { "分组|groups", false },
    [O_PARENT] = { "上级|上级部门代码|parent", false },
};

static int take_department(const struct tb_listing_row *row, void *ctx,
                           struct tb_err *err)
{
    const struct tb_str *c = row->cells;

    if (c[O_CODE].n == 0 || c[O_NAME].n == 0)
        return tb_fail(err, "a department needs a code and a name");
    if (tb_db_do(ctx, err,
                 "INSERT INTO department (code, name, short, aliases, groups, "
                 "parent) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                 "SSSSSS", &c[O_CODE], &c[O_NAME], &c[O_SHORT], &c[O_ALIASES],
                 &c[O_GROUPS], &c[O_PARENT]) < 0)
        return err->status != TB_INTERNAL
                   ? -1
                   : tb_fail(err,
                             "department '%.*s' or its code is there twice",
                             TB_STR_ARG(c[O_NAME]));
    return 0;
}

int tb_organisation_load(struct tb_db *db, const char *path, struct tb_err *err)
{
    struct tb_organisation o = { 0 };
    int rc =
        tb_listing_read(path, organisation_columns,
                        TB_LEN(organisation_columns), take_department, db, err);

    if (rc == 0)
        rc = tb_organisation_read(db, &o, err);
    if (rc == 0 && o.ambiguous.n > 0)
        rc = tb_fail(err, "%s: '%.*s' names two departments", path,
                     TB_STR_ARG(o.ambiguous));
    tb_organisation_free(&o);
    return rc;
}

enum { S_ID, S_NAME, S_DEPARTMENT, S_KIND, S_REVIEW, S_COLLECTOR, S_EMAIL };

static const struct tb_listing_column staff_columns[] = {
    [S_ID] = { "工号|教工号|职工号|id", true },
    [S_NAME] = { "姓名|name", true },
    [S_DEPARTMENT] = { "部门代码|部门|部门名称|所在部门|department", true },
    [S_KIND] = { "类别|人员类别|kind", false },
    [S_REVIEW] = { "可审核|审核人|canreview", false },
    [S_COLLECTOR] = { "采集人|填报人|collector", false },
    [S_EMAIL] = { "邮箱|电子邮箱|电子邮件|邮箱地址|email|e-mail", false },
};

static bool is_yes(struct tb_str s)
{
    return tb_str_is(s, "是") || tb_str_is(s, "1") || tb_str_is(s, "√") ||
           tb_str_is(s, "Y") || tb_str_is(s, "y");
}

struct staff_load {
    struct tb_db *db;
    struct tb_organisation organisation;
};

static int take_person(const struct tb_listing_row *row, void *ctx,
                       struct tb_err *err)
{
    struct staff_load *l = ctx;
    const struct tb_str *c = row->cells;
    const struct tb_department *d =
        tb_organisation_find(&l->organisation, c[S_DEPARTMENT]);

    if (c[S_ID].n == 0 || c[S_NAME].n == 0)
        return tb_fail(err, "a person needs a 工号 and a name");
    if (!d)
        return tb_fail(err, "unknown department '%.*s'",
                       TB_STR_ARG(c[S_DEPARTMENT]));
    if (tb_db_do(l->db, err,
                 "INSERT INTO staff (id, name, department, kind, can_review, "
                 "is_collector, email) VALUES (?1, ?2, ?3, ?4, ?5, ?6, "
                 "nullif(?7, ''))",
                 "SSiSiiS", &c[S_ID], &c[S_NAME], d->id, &c[S_KIND],
                 (long long)is_yes(c[S_REVIEW]),
                 (long long)is_yes(c[S_COLLECTOR]), &c[S_EMAIL]) < 0)
        return err->status != TB_INTERNAL
                   ? -1
                   : tb_fail(err, "工号 '%.*s' is there twice",
                             TB_STR_ARG(c[S_ID]));
    return 0;
}

int tb_staff_load(struct tb_db *db, const char *path, struct tb_err *err)
{
    struct staff_load l = { .db = db };
    int rc = -1;

    if (tb_organisation_read(db, &l.organisation, err) == 0)
        rc = tb_listing_read(path, staff_columns, TB_LEN(staff_columns),
                             take_person, &l, err);
    tb_organisation_free(&l.organisation);
    return rc;
}

/* ---- reading back ---- */

static struct tb_str label(struct tb_organisation *o, struct tb_str name)
{
    struct tb_buf norm = { 0 };
    struct tb_str copy;

    tb_norm_label(name, &norm);
    if (norm.n > o->longest)
        o->longest = norm.n;
    copy = tb_arena_copy(&o->arena, tb_buf_str(&norm));
    tb_buf_free(&norm);
    return copy;
}

static void add_name(struct tb_organisation *o, struct tb_str name, size_t at)
{
    uint32_t old;

    if (name.n > 0 &&
        !tb_map_add(&o->names, label(o, name), (uint32_t)at, &old) && old != at)
        o->ambiguous = tb_arena_copy(&o->arena, name);
}

static void add_to_group(struct tb_organisation *o, struct tb_str name,
                         size_t member)
{
    struct tb_group *g;
    uint32_t at;

    if (name.n == 0)
        return;
    if (tb_map_add(&o->groups, label(o, name), (uint32_t)o->set_count, &at)) {
        o->sets = tb_grow(o->sets, o->set_count, &o->set_room, sizeof *o->sets);
        o->sets[o->set_count] =
            (struct tb_group){ .name = tb_arena_copy(&o->arena, name) };
        at = (uint32_t)o->set_count++;
    }
    g = &o->sets[at];
    for (size_t i = 0; i < g->count; i++)
        if (g->members[i] == member)
            return;
    g->members = tb_grow(g->members, g->count, &g->room, sizeof *g->members);
    g->members[g->count++] = member;
}

static void take_names(struct tb_organisation *o, struct tb_stmt *s)
{
    size_t at = o->count;
    struct tb_str rest, one;
    struct tb_department *d;

    o->departments =
        tb_grow(o->departments, o->count, &o->room, sizeof *o->departments);
    d = &o->departments[o->count++];
    d->id = tb_stmt_int(s, 0);
    d->code = tb_arena_copy(&o->arena, tb_stmt_text(s, 1));
    d->name = tb_arena_copy(&o->arena, tb_stmt_text(s, 2));
    d->shown = d->name;
    if (tb_stmt_text(s, 3).n > 0)
        d->shown = tb_arena_copy(&o->arena, tb_stmt_text(s, 3));
    add_name(o, d->name, at);
    add_name(o, d->shown, at);
    add_name(o, d->code, at);
    for (rest = tb_stmt_text(s, 4); tb_str_next(&rest, ";；、", &one);)
        add_name(o, one, at);
    for (rest = tb_stmt_text(s, 5); tb_str_next(&rest, ";；、", &one);)
        add_to_group(o, one, at);
    add_to_group(o, tb_str("各部门"), at);
}

static void mark_class(struct tb_organisation *o, struct tb_str name)
{
    uint32_t at;

    if (tb_map_find(&o->groups, label(o, name), &at))
        o->sets[at].is_class = true;
}

int tb_organisation_read(struct tb_db *db, struct tb_organisation *o,
                         struct tb_err *err)
{
    struct tb_stmt *s = NULL;
    int rc;

    *o = (struct tb_organisation){ 0 };
    rc = tb_db_prepare(db,
                       "SELECT id, code, name, short, aliases, groups FROM "
                       "department ORDER BY id",
                       &s, err);
    while (rc == 0 && (rc = tb_stmt_step(s, err)) == 1) {
        take_names(o, s);
        rc = 0;
    }
    tb_stmt_free(s);
    if (rc < 0)
        return -1;
    rc = tb_db_prepare(db,
                       "SELECT DISTINCT s.kind, d.name FROM staff s JOIN "
                       "department d ON d.id = s.department WHERE s.kind <> "
                       "'' ORDER BY s.kind, d.id",
                       &s, err);
    while (rc == 0 && (rc = tb_stmt_step(s, err)) == 1) {
        const struct tb_department *d =
            tb_organisation_find(o, tb_stmt_text(s, 1));
        if (d) {
            add_to_group(o, tb_stmt_text(s, 0), (size_t)(d - o->departments));
            mark_class(o, tb_stmt_text(s, 0));
        }
        rc = 0;
    }
    tb_stmt_free(s);
    return rc;
}

void tb_organisation_free(struct tb_organisation *o)
{
    for (size_t i = 0; i < o->set_count; i++)
        free(o->sets[i].members);
    free(o->sets);
    free(o->departments);
    tb_map_free(&o->names);
    tb_map_free(&o->groups);
    tb_arena_free(&o->arena);
    *o = (struct tb_organisation){ 0 };
}

const struct tb_department *tb_organisation_find(
    const struct tb_organisation *o, struct tb_str name)
{
    struct tb_buf norm = { 0 };
    uint32_t at;
    bool found;

    tb_norm_label(name, &norm);
    found = tb_map_find(&o->names, tb_buf_str(&norm), &at);
    tb_buf_free(&norm);
    return found ? &o->departments[at] : NULL;
}

const struct tb_group *tb_organisation_class(const struct tb_organisation *o,
                                             struct tb_str name)
{
    struct tb_buf norm = { 0 };
    const struct tb_group *found = NULL;
    uint32_t at;

    tb_norm_label(name, &norm);
    if (tb_map_find(&o->groups, tb_buf_str(&norm), &at) && o->sets[at].is_class)
        found = &o->sets[at];
    tb_buf_free(&norm);
    return found;
}

/* ---- what a cell of a task list means ---- */

/* NAME (normalised) as a whole: mark its departments. */
static bool mark(const struct tb_organisation *o, struct tb_str name,
                 bool *is_in)
{
    uint32_t at;

    if (tb_map_find(&o->names, name, &at)) {
        is_in[at] = true;
        return true;
    }
    if (!tb_map_find(&o->groups, name, &at))
        return false;
    for (size_t i = 0; i < o->sets[at].count; i++)
        is_in[o->sets[at].members[i]] = true;
    return true;
}

static size_t connector(struct tb_str rest)
{
    static const char *const words[] = { "和", "及", "与", "-", "、" };

    for (size_t i = 0; i < TB_LEN(words); i++)
        if (tb_str_starts(rest, words[i]))
            return strlen(words[i]);
    return 0;
}

#define STEPS_MAX 20000 /* of one word: nobody's name is that long */

/* Ways to cut a word into names: the first has the longest names in front. */
struct cuts {
    const struct tb_organisation *o;
    bool *first;    /* the departments of the first way */
    size_t ways;    /* 2: another one means other departments */
    size_t reached; /* how far any way came */
    size_t steps;
    const char *word; /* where the word begins */
};

static void cut(struct cuts *c, struct tb_str rest, const bool *so_far);

/* The word is used up: is this way new? */
static void finish_cut(struct cuts *c, const bool *so_far)
{
    if (c->ways == 0) {
        memcpy(c->first, so_far, c->o->count * sizeof *so_far);
        c->ways = 1;
    } else if (memcmp(c->first, so_far, c->o->count * sizeof *so_far) != 0) {
        c->ways = 2;
    }
}

static void cut_at(struct cuts *c, struct tb_str rest, size_t n,
                   const bool *so_far)
{
    bool *is_in = tb_alloc(c->o->count, sizeof *is_in);

    memcpy(is_in, so_far, c->o->count * sizeof *is_in);
    if (mark(c->o, tb_str_n(rest.p, n), is_in))
        cut(c, tb_str_from(rest, n), is_in);
    free(is_in);
}

static void cut(struct cuts *c, struct tb_str rest, const bool *so_far)
{
    size_t skip = rest.p == c->word ? 0 : connector(rest);

    if ((size_t)(rest.p - c->word) > c->reached)
        c->reached = (size_t)(rest.p - c->word);
    if (rest.n == 0)
        finish_cut(c, so_far);
    for (size_t n = rest.n < c->o->longest ? rest.n : c->o->longest;
         n > 0 && c->ways < 2; n--) {
        if (n < rest.n && ((unsigned char)rest.p[n] & 0xC0) == 0x80)
            continue;
        if (++c->steps > STEPS_MAX)
            return;
        cut_at(c, rest, n, so_far);
    }
    if (skip > 0 && c->ways < 2)
        cut(c, tb_str_from(rest, skip), so_far);
}

static void resolve_word(const struct tb_organisation *o, struct tb_str word,
                         bool *is_in, struct tb_buf *unknown)
{
    struct cuts c = { .o = o,
                      .first = tb_alloc(o->count, sizeof(bool)),
                      .word = word.p };
    bool *none = tb_alloc(o->count, sizeof *none);

    if (mark(o, word, is_in)) /* a name as a whole means nothing else */
        goto done;
    cut(&c, word, none);
    for (size_t i = 0; c.ways > 0 && i < o->count; i++)
        is_in[i] = is_in[i] || c.first[i];
    if (c.ways != 1)
        tb_buf_addf(unknown, "%s%.*s%s", unknown->n ? "、" : "",
                    TB_STR_ARG(c.ways ? word : tb_str_from(word, c.reached)),
                    c.ways ? "?" : "");
done:
    free(none);
    free(c.first);
}

void tb_organisation_resolve(const struct tb_organisation *o,
                             struct tb_str cell, bool *is_in,
                             struct tb_buf *unknown)
{
    struct tb_str rest = cell, word;
    struct tb_buf norm = { 0 };

    tb_buf_clear(unknown);
    tb_buf_adds(unknown, "");
    while (tb_str_next(&rest, SEPARATORS, &word)) {
        tb_norm_label(word, &norm);
        if (norm.n > 0)
            resolve_word(o, tb_buf_str(&norm), is_in, unknown);
    }
    tb_buf_free(&norm);
}
