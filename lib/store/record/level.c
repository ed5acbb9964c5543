/* level.c - levels, their people, and the departments of the first. */
#include "level.h"

#include <stdio.h>

#include "decision.h"
#include "people.h"

#define NAME_KEY 40

static const char *name_key(enum tb_level level, char key[NAME_KEY])
{
    snprintf(key, NAME_KEY, "level_name_%s", tb_levels[level].code);
    return key;
}

int tb_level_name(struct tb_store *store, enum tb_level level,
                  struct tb_buf *out, struct tb_err *err)
{
    char key[NAME_KEY];

    if (tb_store_get(store->db, name_key(level, key), out, err) < 0)
        return -1;
    if (out->n == 0)
        tb_buf_adds(out, tb_levels[level].chinese);
    return 0;
}

int tb_level_rename(struct tb_store *store, enum tb_level level,
                    struct tb_str name, struct tb_err *err)
{
    char key[NAME_KEY];

    return tb_store_set(store->db, name_key(level, key), name, err);
}

/* ---- people ---- */

int tb_level_people(struct tb_store *store, enum tb_level level,
                    struct tb_members *out, struct tb_err *err)
{
    return tb_members_read(
        store, &(struct tb_member_query){ .level = tb_levels[level].code }, out,
        err);
}

int tb_level_allows(struct tb_store *store, enum tb_level level,
                    const char *person, bool *named, bool *allows,
                    struct tb_err *err)
{
    const char *code = tb_levels[level].code;
    long long all, found;

    if (tb_db_int(store->db, &all, 0, err,
                  "SELECT count(*) FROM level_person WHERE level = ?1", "s",
                  code) < 0 ||
        tb_db_int(store->db, &found, 0, err,
                  "SELECT 1 FROM level_person WHERE level = ?1 AND person = ?2",
                  "ss", code, person) < 0)
        return -1;
    *named = all > 0;
    *allows = !*named || found != 0;
    return 0;
}

int tb_level_clear(struct tb_store *store, enum tb_level level,
                   struct tb_err *err)
{
    return tb_db_do(store->db, err, "DELETE FROM level_person WHERE level = ?1",
                    "s", tb_levels[level].code);
}

int tb_level_add(struct tb_store *store, enum tb_level level,
                 struct tb_str person, struct tb_err *err)
{
    return tb_db_do(store->db, err,
                    "INSERT OR IGNORE INTO level_person VALUES (?1, ?2)", "sS",
                    tb_levels[level].code, &person);
}

static int take_level(struct tb_stmt *s, void *ctx)
{
    enum tb_level *level = ctx;

    *level =
        (enum tb_level)tb_word_find(tb_levels, TB_LEVELS, tb_stmt_text(s, 0));
    return 0;
}

/* The decisions on what is filed for slice ?1 that still stand: after the last
 * that took one back. */
#define STANDING                                                             \
    " FROM decision d WHERE d.slice = ?1 AND d.submission = ?2 AND d.action" \
    " = 'approve' AND d.id > " TB_TAKEN_BACK("?1")

int tb_level_of_actor(struct tb_store *store, const struct tb_slice *slice,
                      const char *actor, enum tb_level *level,
                      struct tb_err *err)
{
    *level = TB_LEVEL_NONE;
    return tb_db_each(store->db, take_level, level, err,
                      "SELECT d.level" STANDING
                      " AND d.actor = ?3 AND d.person IS NULL ORDER BY d.id",
                      "iis", slice->id, slice->now.id, actor);
}

/* ---- several departments at the first level ---- */

struct co_reading {
    long long department;
    size_t count;
    struct tb_co_review *out;
};

static int take_reviewer(struct tb_stmt *s, void *ctx)
{
    struct co_reading *r = ctx;
    struct tb_co_review *out = r->out;
    bool done = tb_stmt_int(s, 2) != 0;

    r->count++;
    if (tb_stmt_int(s, 0) == r->department) {
        out->is_one = true;
        out->has_done = done;
    } else if (!done) {
        out->awaited++;
        tb_buf_addf(&out->names, "%s%s", out->names.n > 0 ? "、" : "",
                    tb_stmt_chars(s, 1));
    }
    return 0;
}

int tb_co_review_read(struct tb_store *store, const struct tb_slice *slice,
                      long long department, struct tb_co_review *out,
                      struct tb_err *err)
{
    struct co_reading r = { department, 0, out };
    int rc = tb_db_each(
        store->db, take_reviewer, &r, err,
        "SELECT x.id, x.shown, x.id IN (SELECT d.department" STANDING
        " AND d.level = 'department') FROM department x WHERE x.id IN (SELECT "
        "reviewer FROM slice WHERE id = ?1 UNION SELECT department FROM "
        "co_reviewer WHERE slice = ?1) ORDER BY x.id",
        "ii", slice->id, slice->now.id);

    tb_buf_adds(&out->names, "");
    out->several = r.count > 1;
    return rc;
}

void tb_co_review_free(struct tb_co_review *review)
{
    tb_buf_free(&review->names);
}
