/* source_wait.c - what waits for source tables, and since when no longer. */
#include "source_wait.h"

#include <stdlib.h>

#include "date.h"
#include "mem.h"

bool tb_source_is_of(const struct tb_table *source, const struct tb_table *t)
{
    if (!source->is_source || t->is_source)
        return false;
    for (size_t i = 0; i < t->count; i++) {
        const struct tb_field *f = &t->fields[i];
        for (size_t k = 0; f->used && k < f->reference_count; k++)
            if (f->references[k].table == source)
                return true;
    }
    return false;
}

static int take_day(struct tb_stmt *s, void *ctx)
{
    *(long *)ctx = tb_date_number(tb_stmt_text(s, 0));
    return 0;
}

/* The day on which SOURCE was approved as a whole: that of the last approval at
 * level LAST, of what gave one back, or of a slice's being declared empty. */
static int read_ready(struct tb_store *store, const struct tb_table *source,
                      enum tb_level last, long *day, struct tb_err *err)
{
    return tb_db_each(
        store->db, take_day, day, err,
        "SELECT max(coalesce(CASE s.state WHEN 'nil' THEN s.submitted_at ELSE"
        " (SELECT max(d.at) FROM decision d WHERE d.slice = s.id AND"
        "  ((d.action = 'approve' AND d.level = ?2) OR d.action = 'restore'))"
        " END, '')) FROM slice s WHERE s.table_no = ?1",
        "Ss", &source->no, tb_levels[last].code);
}

static void add_awaited(const struct tb_table *source, struct tb_str who,
                        struct tb_buf *on)
{
    tb_buf_addf(on, "%s%.*s（%.*s）", on->n > 0 ? "、" : "",
                TB_STR_ARG(source->no), TB_STR_ARG(who));
}

/* What is awaited of each source, in the order of the dictionary; of other
 * tables nothing is. */
static int read_sources(struct tb_store *store, enum tb_level last,
                        struct tb_source_wait *of, struct tb_arena *arena,
                        struct tb_err *err)
{
    const struct tb_dict *dict = store->dict;
    struct tb_buf who = { 0 };
    int rc = 0;

    for (size_t i = 0; i < dict->table_count && rc == 0; i++) {
        const struct tb_table *t = &dict->tables[i];
        of[i].on = tb_str("");
        if (!t->is_source)
            continue;
        rc = tb_slices_awaited(store, t, last, &who, err);
        if (rc == 0 && who.n == 0)
            rc = read_ready(store, t, last, &of[i].ready, err);
        of[i].on = tb_arena_copy(arena, tb_buf_str(&who));
    }
    tb_buf_free(&who);
    return rc;
}

/* What table T waits for, as its sources stand in OF. */
static struct tb_source_wait wait_of(const struct tb_dict *dict,
                                     const struct tb_table *t,
                                     const struct tb_source_wait *of,
                                     struct tb_arena *arena)
{
    struct tb_source_wait wait = { .on = tb_str("") };
    struct tb_buf on = { 0 };

    for (size_t i = 0; i < dict->table_count; i++) {
        if (!tb_source_is_of(&dict->tables[i], t))
            continue;
        if (of[i].on.n > 0)
            add_awaited(&dict->tables[i], of[i].on, &on);
        if (of[i].ready > wait.ready)
            wait.ready = of[i].ready;
    }
    if (on.n > 0)
        wait = (struct tb_source_wait){ .on = tb_arena_copy(arena,
                                                            tb_buf_str(&on)) };
    tb_buf_free(&on);
    return wait;
}

int tb_source_waits_read(struct tb_store *store, enum tb_level last,
                         struct tb_source_wait **waits, struct tb_arena *arena,
                         struct tb_err *err)
{
    const struct tb_dict *dict = store->dict;
    struct tb_source_wait *of = tb_alloc(dict->table_count + 1, sizeof *of);
    int rc = read_sources(store, last, of, arena, err);

    *waits = tb_alloc(dict->table_count + 1, sizeof **waits);
    for (size_t i = 0; i < dict->table_count && rc == 0; i++)
        (*waits)[i] = wait_of(dict, &dict->tables[i], of, arena);
    free(of);
    return rc;
}
