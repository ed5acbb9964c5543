/* conflict.c - conflicts, kept and read. */
#include "conflict.h"

#include <stdlib.h>

#include "mem.h"
#include "place.h"

/* The columns of conflicts_sql. */
enum {
    TABLE_NO,
    KEY,
    FIELD,
    FIRST,
    SECOND = FIRST + 2,
};

static const char conflicts_sql[] =
    "SELECT table_no, key, field, first_id, first_value, second_id,"
    " second_value FROM conflict ORDER BY id";

struct conflict_reading {
    struct tb_store *store;
    struct tb_conflicts *out;
};

static struct tb_conflict_side take_side(struct tb_arena *arena,
                                         struct tb_stmt *s, int at)
{
    return (struct tb_conflict_side){
        tb_stmt_int(s, at), tb_arena_copy(arena, tb_stmt_text(s, at + 1)),
        tb_str("")
    };
}

static int take_conflict(struct tb_stmt *s, void *ctx)
{
    struct conflict_reading *r = ctx;
    struct tb_conflicts *out = r->out;
    const struct tb_table *t =
        tb_dict_table(r->store->dict, tb_stmt_text(s, TABLE_NO));

    if (!t)
        return 0; /* the dictionary has lost it */
    out->list = tb_grow(out->list, out->count, &out->room, sizeof *out->list);
    out->list[out->count++] = (struct tb_conflict){
        .table = t,
        .key = tb_arena_copy(&out->arena, tb_stmt_text(s, KEY)),
        .field = tb_arena_copy(&out->arena, tb_stmt_text(s, FIELD)),
        .first = take_side(&out->arena, s, FIRST),
        .second = take_side(&out->arena, s, SECOND),
    };
    return 0;
}

static int find_side_department(struct tb_places *places,
                                struct tb_arena *arena,
                                const struct tb_table *t,
                                struct tb_conflict_side *side,
                                struct tb_err *err)
{
    struct tb_spot spot;
    struct tb_place place;

    if (tb_spot_of(places, t, side->row, &spot, NULL, err) < 0 ||
        tb_place_at(places, &spot, tb_str(""), &place, err) < 0)
        return -1;
    side->department = tb_arena_copy(arena, place.department);
    return 0;
}

int tb_conflicts_read(struct tb_store *store, struct tb_conflicts *out,
                      struct tb_err *err)
{
    struct conflict_reading r = { store, out };
    struct tb_places *places = tb_places_new(store);
    int rc = tb_db_each(store->db, take_conflict, &r, err, conflicts_sql, "");

    for (size_t i = 0; rc == 0 && i < out->count; i++) {
        struct tb_conflict *x = &out->list[i];
        if (find_side_department(places, &out->arena, x->table, &x->first,
                                 err) < 0 ||
            find_side_department(places, &out->arena, x->table, &x->second,
                                 err) < 0)
            rc = -1;
    }
    tb_places_free(places);
    return rc;
}

void tb_conflicts_free(struct tb_conflicts *conflicts)
{
    free(conflicts->list);
    tb_arena_free(&conflicts->arena);
    *conflicts = (struct tb_conflicts){ 0 };
}

int tb_conflict_add(struct tb_store *store, const struct tb_conflict *x,
                    struct tb_err *err)
{
    return tb_db_do(store->db, err,
                    "INSERT INTO conflict (table_no, key, field, first_id, "
                    "first_value, second_id, second_value) VALUES (?, ?, ?, "
                    "?, ?, ?, ?)",
                    "SSSiSiS", &x->table->no, &x->key, &x->field, x->first.row,
                    &x->first.value, x->second.row, &x->second.value);
}
