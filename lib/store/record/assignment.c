/* assignment.c - lines of the task list. */
#include "assignment.h"

#include <stdlib.h>

#include "mem.h"

#define ASSIGNMENT_COLUMNS                                           \
    "table_no, mode, source, fillers, reviewers, lead, collectors, " \
    "approvers, deadline, remark, responsible, starts_on"

enum {
    TABLE_NO,
    MODE,
    SOURCE,
    FILLERS,
    REVIEWERS,
    LEAD,
    COLLECTORS,
    APPROVERS,
    DEADLINE,
    REMARK,
    RESPONSIBLE,
    STARTS_ON,
};

struct assignments_reading {
    const struct tb_dict *dict;
    struct tb_assignments *out;
};

static int take_assignment(struct tb_stmt *s, void *ctx)
{
    struct assignments_reading *r = ctx;
    struct tb_assignments *out = r->out;
    struct tb_arena *arena = &out->arena;
    const struct tb_table *t =
        tb_dict_table(r->dict, tb_stmt_text(s, TABLE_NO));

    if (!t)
        return 0; /* the dictionary has lost it */
    out->list = tb_grow(out->list, out->count, &out->room, sizeof *out->list);
    out->list[out->count++] = (struct tb_assignment){
        .table = t,
        .mode = (enum tb_mode)tb_word_find(tb_modes, TB_MODES,
                                           tb_stmt_text(s, MODE)),
        .source = tb_arena_copy(arena, tb_stmt_text(s, SOURCE)),
        .fillers = tb_arena_copy(arena, tb_stmt_text(s, FILLERS)),
        .reviewers = tb_arena_copy(arena, tb_stmt_text(s, REVIEWERS)),
        .lead = tb_arena_copy(arena, tb_stmt_text(s, LEAD)),
        .collectors = tb_arena_copy(arena, tb_stmt_text(s, COLLECTORS)),
        .approvers = tb_arena_copy(arena, tb_stmt_text(s, APPROVERS)),
        .deadline = tb_arena_copy(arena, tb_stmt_text(s, DEADLINE)),
        .remark = tb_arena_copy(arena, tb_stmt_text(s, REMARK)),
        .responsible = tb_arena_copy(arena, tb_stmt_text(s, RESPONSIBLE)),
        .starts_on = tb_arena_copy(arena, tb_stmt_text(s, STARTS_ON)),
    };
    return 0;
}

static int assignment_order(const void *a, const void *b)
{
    const struct tb_assignment *x = a, *y = b;

    return (x->table > y->table) - (x->table < y->table);
}

int tb_assignments_read(struct tb_store *store, struct tb_assignments *out,
                        struct tb_err *err)
{
    struct assignments_reading r = { store->dict, out };

    if (tb_db_each(store->db, take_assignment, &r, err,
                   "SELECT " ASSIGNMENT_COLUMNS " FROM assignment", "") < 0)
        return -1;
    if (out->count > 0)
        qsort(out->list, out->count, sizeof *out->list, assignment_order);
    return 0;
}

void tb_assignments_free(struct tb_assignments *assignments)
{
    free(assignments->list);
    tb_arena_free(&assignments->arena);
    *assignments = (struct tb_assignments){ 0 };
}

const struct tb_assignment *tb_assignments_at(const struct tb_assignments *all,
                                              const struct tb_table *table)
{
    for (size_t i = 0; i < all->count; i++)
        if (all->list[i].table == table)
            return &all->list[i];
    return NULL;
}

int tb_assignment_write(struct tb_store *store, const struct tb_assignment *a,
                        struct tb_err *err)
{
    return tb_db_do(store->db, err,
                    "INSERT OR REPLACE INTO assignment (" ASSIGNMENT_COLUMNS
                    ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, "
                    "?12)",
                    "SsSSSSSSSSSS", &a->table->no, tb_modes[a->mode].code,
                    &a->source, &a->fillers, &a->reviewers, &a->lead,
                    &a->collectors, &a->approvers, &a->deadline, &a->remark,
                    &a->responsible, &a->starts_on);
}
