/* slice_assign.c - slices as the task list has them. */
#include "slice_assign.h"

#include <stdlib.h>

#include "mem.h"

/* ---- which there are ---- */

static int write_co_reviewers(struct tb_store *store, long long id,
                              const struct tb_slice_line *line,
                              struct tb_err *err)
{
    int rc = tb_db_do(store->db, err,
                      "DELETE FROM co_reviewer WHERE slice = ?1", "i", id);

    for (size_t i = 0; i < line->co_count && rc == 0; i++)
        rc = tb_db_do(store->db, err,
                      "INSERT INTO co_reviewer (slice, department) VALUES (?1, "
                      "?2)",
                      "ii", id, line->co_reviewers[i]);
    return rc;
}

int tb_slice_add(struct tb_store *store, const struct tb_slice_line *line,
                 long long *id, struct tb_err *err)
{
    const char *kind = tb_part_kinds[line->kind].code;

    if (tb_db_do(store->db, err,
                 "INSERT INTO slice (table_no, department, kind, part, "
                 "reviewer, lead, deadline, starts_on) VALUES (?1, ?2, ?3, ?4, "
                 "?5, nullif(?6, 0), nullif(?7, ''), nullif(?8, '')) ON "
                 "CONFLICT (table_no, department, kind, part) DO UPDATE SET "
                 "reviewer = excluded.reviewer, lead = excluded.lead, deadline "
                 "= coalesce(excluded.deadline, deadline), starts_on = "
                 "coalesce(excluded.starts_on, starts_on)",
                 "SisSiiSS", &line->table->no, line->department, kind,
                 &line->part, line->reviewer, line->lead, &line->deadline,
                 &line->starts_on) < 0 ||
        tb_db_int(store->db, id, 0, err,
                  "SELECT id FROM slice WHERE table_no = ?1 AND department = "
                  "?2 AND kind = ?3 AND part = ?4",
                  "SisS", &line->table->no, line->department, kind,
                  &line->part) < 0)
        return -1;
    return write_co_reviewers(store, *id, line, err);
}

void tb_slice_ids_add(struct tb_slice_ids *ids, long long id)
{
    ids->list = tb_grow(ids->list, ids->count, &ids->room, sizeof *ids->list);
    ids->list[ids->count++] = id;
}

void tb_slice_ids_free(struct tb_slice_ids *ids)
{
    free(ids->list);
    *ids = (struct tb_slice_ids){ 0 };
}

static bool is_among(const struct tb_slice_ids *ids, long long id)
{
    for (size_t i = 0; i < ids->count; i++)
        if (ids->list[i] == id)
            return true;
    return false;
}

struct forgetting {
    const struct tb_slice_ids *named;
    struct tb_slice_ids untouched; /* and not named */
    size_t *kept;
};

static int take_unnamed(struct tb_stmt *s, void *ctx)
{
    struct forgetting *f = ctx;
    long long id = tb_stmt_int(s, 0);

    if (is_among(f->named, id))
        return 0;
    if (tb_stmt_int(s, 1))
        tb_slice_ids_add(&f->untouched, id);
    else
        *f->kept += tb_stmt_int(s, 2) == 0;
    return 0;
}

/* A slice of the table: its id, whether nothing ever happened to it, and
 * whether it is the cloud's. */
static const char untouched_sql[] =
    "SELECT s.id, s.state = 'missing' AND NOT EXISTS (SELECT 1 FROM submission "
    "u WHERE u.slice = s.id) AND NOT EXISTS (SELECT 1 FROM decision d WHERE "
    "d.slice = s.id), s.kind = 'cloud' FROM slice s WHERE s.table_no = ?1";

int tb_slices_forget(struct tb_store *store, const struct tb_table *table,
                     const struct tb_slice_ids *named, size_t *gone,
                     size_t *kept, struct tb_err *err)
{
    struct forgetting f = { .named = named, .kept = kept };
    int rc = tb_db_each(store->db, take_unnamed, &f, err, untouched_sql, "S",
                        &table->no);

    for (size_t i = 0; i < f.untouched.count && rc == 0; i++)
        rc = tb_db_do(store->db, err, "DELETE FROM slice WHERE id = ?1", "i",
                      f.untouched.list[i]);
    *gone += f.untouched.count;
    tb_slice_ids_free(&f.untouched);
    return rc;
}

/* ---- who answers for them ---- */

/* Parameters: the person, the table, their department, the one that fills. */
#define OF_NAMING "table_no = ?2 AND (?4 = 0 OR department = ?4) AND "

static const struct {
    const char *clash, *update;
} naming_sql[TB_ROLES] = {
    [TB_ROLE_COLLECTOR] = { "SELECT 1 FROM slice WHERE " OF_NAMING
                            "department = ?3 AND approver "
                            "= ?1",
                            "UPDATE slice SET collector = ?1 WHERE " OF_NAMING
                            "department = ?3 "
                            "AND (kind <> 'teacher' OR part = ?1)" },
    [TB_ROLE_APPROVER] = { "SELECT 1 FROM slice WHERE " OF_NAMING
                           "reviewer = ?3 AND (collector "
                           "= ?1 OR (kind = 'teacher' AND part = ?1))",
                           "UPDATE slice SET approver = ?1 WHERE " OF_NAMING
                           "reviewer = ?3" },
};

int tb_naming_clashes(struct tb_store *store, const struct tb_naming *n,
                      bool *does, struct tb_err *err)
{
    long long found;

    if (tb_db_int(store->db, &found, 0, err, naming_sql[n->role].clash, "SSii",
                  &n->person->person.id, &n->table->no, n->person->department,
                  n->department) < 0)
        return -1;
    *does = found != 0;
    return 0;
}

int tb_naming_do(struct tb_store *store, const struct tb_naming *n,
                 long long *count, struct tb_err *err)
{
    if (tb_db_do(store->db, err, naming_sql[n->role].update, "SSii",
                 &n->person->person.id, &n->table->no, n->person->department,
                 n->department) < 0)
        return -1;
    *count = tb_db_changes(store->db);
    return 0;
}

/* ---- until when ---- */

int tb_slices_due(struct tb_store *store, const struct tb_table *table,
                  long long department, const char *day, long long *count,
                  struct tb_err *err)
{
    if (tb_db_do(store->db, err,
                 "UPDATE slice SET deadline = ?1 WHERE (?2 IS NULL OR table_no "
                 "= ?2) AND (?3 = 0 OR department = ?3)",
                 "ssi", day, table ? table->no.p : NULL, department) < 0)
        return -1;
    *count = tb_db_changes(store->db);
    return 0;
}
