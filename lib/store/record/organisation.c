/* organisation.c - names of departments, groups and classes. */
#include "organisation.h"

#include <stdlib.h>

#include "near.h"
#include "norm.h"

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

/* 护理 of 护理系: two letters at least, of one department alone. */
static void add_stem(struct tb_organisation *o, struct tb_str name, size_t at)
{
    static const char *const ends[] = { "学院", "中心", "系", "部", "处",
                                        "院",   "科",   "室", "馆" };
    struct tb_str norm = label(o, name), stem;
    uint32_t old;

    for (size_t i = 0; i < TB_LEN(ends); i++) {
        size_t n = strlen(ends[i]);
        if (norm.n < n + strlen("护理") ||
            memcmp(norm.p + norm.n - n, ends[i], n) != 0)
            continue;
        stem = tb_str_n(norm.p, norm.n - n);
        if (!tb_map_add(&o->stems, stem, (uint32_t)at, &old) && old != at)
            tb_map_add(&o->shared, stem, 0, NULL);
        return;
    }
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
    d->email = tb_arena_copy(&o->arena, tb_stmt_text(s, 7));
    if (tb_stmt_text(s, 3).n > 0)
        d->shown = tb_arena_copy(&o->arena, tb_stmt_text(s, 3));
    add_name(o, d->name, at);
    add_name(o, d->shown, at);
    add_stem(o, d->name, at);
    add_stem(o, d->shown, at);
    add_name(o, d->code, at);
    for (rest = tb_stmt_text(s, 4); tb_str_next(&rest, ";；、", &one);)
        add_name(o, one, at);
    if (!tb_stmt_is_null(s, 6))
        return; /* gone: it still has its name, and belongs nowhere */
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
                       "SELECT id, code, name, short, aliases, groups, gone, "
                       "email FROM department ORDER BY id",
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
    tb_map_free(&o->stems);
    tb_map_free(&o->shared);
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

struct tb_str tb_organisation_near(const struct tb_organisation *o,
                                   struct tb_str name)
{
    struct tb_near near = { .written = name };

    for (size_t i = 0; i < o->count; i++) {
        tb_near_try(&near, o->departments[i].name, o->departments[i].name);
        tb_near_try(&near, o->departments[i].shown, o->departments[i].shown);
    }
    for (size_t i = 0; i < o->set_count; i++)
        tb_near_try(&near, o->sets[i].name, o->sets[i].name);
    return near.best.n > 0 ? near.best : tb_str("");
}

/* ---- adding ---- */

/* A statement that a constraint refuses fails as an internal error. */
static bool is_refused(const struct tb_err *err)
{
    return err->status == TB_INTERNAL;
}

int tb_department_add(struct tb_db *db, const struct tb_department_line *line,
                      struct tb_err *err)
{
    if (tb_db_do(db, err,
                 "INSERT INTO department (code, name, short, aliases, groups, "
                 "parent, email) VALUES (?1, ?2, ?3, ?4, ?5, ?6, nullif(?7, "
                 "''))",
                 "SSSSSSS", &line->code, &line->name, &line->short_name,
                 &line->aliases, &line->groups, &line->parent,
                 &line->email) == 0)
        return 0;
    return is_refused(err)
               ? tb_fail(err, "department '%.*s' or its code is there twice",
                         TB_STR_ARG(line->name))
               : -1;
}

int tb_member_add(struct tb_db *db, const struct tb_member *m,
                  struct tb_err *err)
{
    if (tb_db_do(db, err,
                 "INSERT INTO staff (id, name, department, kind, email, "
                 "can_review, is_collector) VALUES (?1, ?2, ?3, ?4, "
                 "nullif(?5, ''), ?6, ?7)",
                 "SSiSSii", &m->person.id, &m->person.name, m->department,
                 &m->kind, &m->email, (long long)m->can_review,
                 (long long)m->is_collector) == 0)
        return 0;
    return is_refused(err) ? tb_fail(err, "工号 '%.*s' is there twice",
                                     TB_STR_ARG(m->person.id))
                           : -1;
}
