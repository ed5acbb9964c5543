/* people.c - departments and staff. */
#include "people.h"

#include <stdlib.h>

#include "dict_meant.h"
#include "mem.h"
#include "organisation.h"

/* ---- staff ---- */

static int take_member(struct tb_stmt *s, void *ctx)
{
    struct tb_members *all = ctx;

    all->list = tb_grow(all->list, all->count, &all->room, sizeof *all->list);
    all->list[all->count++] = (struct tb_member){
        .person = { tb_arena_copy(&all->arena, tb_stmt_text(s, 0)),
                    tb_arena_copy(&all->arena, tb_stmt_text(s, 1)) },
        .department = tb_stmt_int(s, 2),
        .kind = tb_arena_copy(&all->arena, tb_stmt_text(s, 3)),
        .email = tb_arena_copy(&all->arena, tb_stmt_text(s, 4)),
        .can_review = tb_stmt_int(s, 5) != 0,
        .is_collector = tb_stmt_int(s, 6) != 0,
        .is_gone = !tb_stmt_is_null(s, 7),
    };
    return 0;
}

int tb_members_read(struct tb_store *store, const struct tb_member_query *q,
                    struct tb_members *out, struct tb_err *err)
{
    return tb_db_each(store->db, take_member, out, err,
                      "SELECT id, name, department, kind, email, can_review, "
                      "is_collector, gone FROM staff WHERE (?1 IS NULL OR id = "
                      "?1) AND (?2 = 0 OR department = ?2) AND (?3 = 0 OR "
                      "can_review = 1) AND (?4 IS NULL OR id IN (SELECT person "
                      "FROM level_person WHERE level = ?4)) ORDER BY id",
                      "siis", q->id, q->department, (long long)q->reviewers,
                      q->level);
}

void tb_members_free(struct tb_members *members)
{
    free(members->list);
    tb_arena_free(&members->arena);
    *members = (struct tb_members){ 0 };
}

static void copy_member(const struct tb_member *from, struct tb_arena *arena,
                        struct tb_member *out)
{
    *out = *from;
    out->person.id = tb_arena_copy(arena, out->person.id);
    out->person.name = tb_arena_copy(arena, out->person.name);
    out->kind = tb_arena_copy(arena, out->kind);
    out->email = tb_arena_copy(arena, out->email);
}

int tb_member_find(struct tb_store *store, struct tb_str id,
                   struct tb_arena *arena, struct tb_member *out,
                   struct tb_err *err)
{
    struct tb_members found = { 0 };
    struct tb_buf text = { 0 };
    int rc;

    tb_buf_adds(&text, "");
    tb_buf_add(&text, id);
    rc = tb_members_read(store, &(struct tb_member_query){ .id = text.p },
                         &found, err);
    if (rc == 0 && found.count == 0)
        rc = tb_fail_as(err, TB_USAGE, "unknown 工号 '%s'", text.p);
    if (rc == 0 && out)
        copy_member(&found.list[0], arena, out);
    tb_members_free(&found);
    tb_buf_free(&text);
    return rc;
}

/* ---- departments ---- */

static int take_department(struct tb_stmt *s, void *ctx)
{
    struct tb_departments *all = ctx;

    all->list = tb_grow(all->list, all->count, &all->room, sizeof *all->list);
    all->list[all->count++] = (struct tb_department){
        tb_stmt_int(s, 0),
        tb_arena_copy(&all->arena, tb_stmt_text(s, 1)),
        tb_arena_copy(&all->arena, tb_stmt_text(s, 2)),
        tb_arena_copy(&all->arena, tb_stmt_text(s, 3)),
        tb_arena_copy(&all->arena, tb_stmt_text(s, 4)),
    };
    return 0;
}

int tb_departments_read(struct tb_store *store, struct tb_departments *out,
                        struct tb_err *err)
{
    return tb_db_each(
        store->db, take_department, out, err,
        "SELECT id, code, name, shown, email FROM department ORDER BY "
        "id",
        "");
}

void tb_departments_free(struct tb_departments *departments)
{
    free(departments->list);
    tb_arena_free(&departments->arena);
    *departments = (struct tb_departments){ 0 };
}

const struct tb_department *tb_departments_at(const struct tb_departments *all,
                                              long long id)
{
    for (size_t i = 0; i < all->count; i++)
        if (all->list[i].id == id)
            return &all->list[i];
    return NULL;
}

/* ---- by name ---- */

static int fail_department(const struct tb_organisation *all, const char *name,
                           struct tb_err *err)
{
    struct tb_str near = tb_organisation_near(all, tb_str(name));

    if (near.n == 0)
        return tb_fail_as(err, TB_USAGE, "unknown department '%s'", name);
    return tb_fail_as(err, TB_USAGE,
                      "unknown department '%s'; did you mean '%.*s'?", name,
                      TB_STR_ARG(near));
}

int tb_department_id(struct tb_store *store, const char *name, long long *id,
                     struct tb_err *err)
{
    struct tb_organisation all = { 0 };
    const struct tb_department *d = NULL;
    int rc = 0;

    *id = 0;
    if (!name)
        return 0;
    rc = tb_organisation_read(store->db, &all, err);
    if (rc == 0)
        d = tb_organisation_find(&all, tb_str(name));
    if (d)
        *id = d->id;
    else if (rc == 0)
        rc = fail_department(&all, name, err);
    tb_organisation_free(&all);
    return rc;
}

int tb_table_named(const struct tb_dict *dict, const char *name,
                   const struct tb_table **table, struct tb_err *err)
{
    const struct tb_table *near;

    *table = name ? tb_dict_meant(dict, tb_str(name)) : NULL;
    if (*table || !name)
        return 0;
    near = tb_dict_near(dict, tb_str(name));
    if (!near)
        return tb_fail_as(err, TB_USAGE, "unknown table '%s'", name);
    return tb_fail_as(err, TB_USAGE,
                      "unknown table '%s'; did you mean '%.*s %.*s'?", name,
                      TB_STR_ARG(near->no), TB_STR_ARG(near->name));
}
