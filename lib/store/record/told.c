/* told.c - what was told to whom. */
#include "told.h"

#include "who.h"

static int take_told(struct tb_stmt *s, void *ctx)
{
    struct tb_told *told = ctx;

    tb_map_add(&told->faults, tb_arena_copy(&told->arena, tb_stmt_text(s, 0)),
               0, NULL);
    return 0;
}

int tb_told_read(struct tb_store *store, long long department,
                 struct tb_told *out, struct tb_err *err)
{
    return tb_db_each(store->db, take_told, out, err,
                      "SELECT fingerprint FROM told WHERE department = ?1", "i",
                      department);
}

void tb_told_free(struct tb_told *told)
{
    tb_map_free(&told->faults);
    tb_arena_free(&told->arena);
}

bool tb_told_has(const struct tb_told *told, struct tb_str fingerprint)
{
    uint32_t ignored;

    return tb_map_find(&told->faults, fingerprint, &ignored);
}

int tb_told_add(struct tb_store *store, long long department,
                struct tb_str fingerprint, struct tb_err *err)
{
    return tb_db_do(store->db, err,
                    "INSERT OR IGNORE INTO told VALUES (?1, ?2, ?3)", "iSs",
                    department, &fingerprint, store->context->now);
}
