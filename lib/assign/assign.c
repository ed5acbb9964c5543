/* assign.c - reading a task list. */
#include "assign.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "assign_cell.h"
#include "assign_change.h"
#include "date.h"
#include "listing.h"
#include "norm.h"
#include "organisation.h"

enum {
    A_TABLE,
    A_SOURCE,
    A_FILLERS,
    A_REVIEWERS,
    A_REMARK,
    A_LEAD,
    A_COLLECTORS,
    A_APPROVERS,
    A_DEADLINE
};

static const struct tb_listing_column columns[] = {
    [A_TABLE] = { "数据表单|数据采集表格名称|表格名称|数据表|表名", true },
    [A_SOURCE] = { "数据源|数据来源", false },
    [A_FILLERS] = { "填表用户|数据采集的部门|负责/牵头部门|填报部门|采集部门",
                    true },
    [A_REVIEWERS] = { "审核用户|审核部门", false },
    [A_REMARK] = { "备注|说明", false },
    [A_LEAD] = { "牵头部门|归口部门|业务归口部门", false },
    [A_COLLECTORS] = { "采集人|填报人|填表人", false },
    [A_APPROVERS] = { "审核人|审核负责人", false },
    [A_DEADLINE] = { "数据采集截止时间|截止时间|截止日期|完成时间", false },
};

struct load {
    struct tb_campaign *campaign;
    const struct tb_assign_options *options;
    struct tb_organisation organisation;
    struct tb_assign_result *result;
    struct tb_err *err;
    size_t line;
    /* the row's */
    const struct tb_table *table;
    struct tb_shares fillers, reviewers;
    const struct tb_department *lead;
    char deadline[11];
};

static void note(struct load *l, const char *format, ...) TB_PRINTF(2, 3);

static void note(struct load *l, const char *format, ...)
{
    struct tb_assign_result *r = l->result;
    char text[512];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, tb_translate(format), args);
    va_end(args);
    r->notes =
        tb_grow(r->notes, r->note_count, &r->note_room, sizeof *r->notes);
    r->notes[r->note_count++] =
        (struct tb_assign_note){ l->line,
                                 tb_arena_copy(&r->arena, tb_str(text)) };
}

/* How a table comes to be, by what the list says in any of its cells. */
static const struct {
    const char *words, *mode;
} modes[] = {
    { "自动生成", "derived" }, { "自动统计", "derived" },
    { "云端实时", "cloud" },   { "云端同步", "cloud" },
    { "本校无数据", "none" },
};

static const char *mode_of(const struct tb_listing_row *row,
                           const struct tb_table *t)
{
    static const int where[] = { A_REMARK, A_FILLERS };

    if (t->origin == TB_ORIGIN_DERIVED)
        return "derived";
    for (size_t i = 0; i < TB_LEN(where); i++)
        for (size_t k = 0; k < TB_LEN(modes); k++)
            if (tb_str_find(row->cells[where[i]], modes[k].words) <
                row->cells[where[i]].n)
                return modes[k].mode;
    return t->origin == TB_ORIGIN_CLOUD ? "cloud" : "filled";
}

/* The number in the list must be the table's own; the name wins.  A name may
 * itself begin with a digit: 11.52020-2021学年开设专业. */
static void check_number(struct load *l, struct tb_str cell,
                         const struct tb_table *t)
{
    struct tb_str text = tb_str_trim(cell);
    size_t n = 0;

    if (tb_str_starts(text, t->no.p) &&
        tb_dict_find(l->campaign->dict, tb_str_from(text, t->no.n)) == t)
        return;
    while (n < text.n && strchr("0123456789.", text.p[n]))
        n++;
    text.n = n;
    if (n > 0 && !tb_str_eq(text, t->no))
        note(l,
             "number %.*s is %.*s in this edition; the name '%.*s' was "
             "taken",
             TB_STR_ARG(text), TB_STR_ARG(t->no), TB_STR_ARG(t->name));
}

/* ---- the slices of a row ---- */

static int add_slice(struct load *l, const struct tb_department *filler,
                     const char *kind, struct tb_str part,
                     const struct tb_department *reviewer)
{
    struct tb_value lead = { .kind = l->lead ? TB_INTEGER : TB_NULL,
                             .integer = l->lead ? l->lead->id : 0 };

    l->result->slices++;
    if (tb_db_do(
            l->campaign->db, l->err,
            "INSERT INTO slice (table_no, department, part, reviewer, "
            "lead, deadline, kind) VALUES (?1, ?2, ?3, ?4, ?5, nullif(?6, "
            "''), ?7) ON CONFLICT (table_no, department, kind, part) DO "
            "UPDATE SET reviewer = excluded.reviewer, lead = excluded.lead, "
            "deadline = coalesce(excluded.deadline, deadline)",
            "SiSivss", &l->table->no, filler->id, &part, reviewer->id, &lead,
            l->deadline, kind) < 0)
        return -1;
    return tb_db_do(l->campaign->db, l->err,
                    "INSERT OR IGNORE INTO temp.named SELECT id FROM slice "
                    "WHERE table_no = ?1 AND department = ?2 AND kind = ?4 AND "
                    "part = ?3",
                    "SiSs", &l->table->no, filler->id, &part, kind);
}

/* Who reviews: the department itself if the list names it, or says that each
 * reviews its own; else the first that it names; else the department. */
static const struct tb_department *reviewer_of(const struct load *l,
                                               size_t filler)
{
    const struct tb_department *d = l->organisation.departments;
    bool own = l->fillers.reviews_own || l->reviewers.reviews_own;

    for (size_t i = 0; i < l->reviewers.count && !own; i++)
        own = l->reviewers.list[i].department == filler;
    if (own || l->fillers.reviews[filler])
        return &d[filler];
    for (size_t i = 0; i < l->organisation.count; i++)
        if (l->fillers.reviews[i])
            return &d[i];
    return l->reviewers.count > 0 ? &d[l->reviewers.list[0].department]
                                  : &d[filler];
}

static size_t index_of(const struct tb_organisation *o, long long id)
{
    size_t i = 0;

    while (i < o->count && o->departments[i].id != id)
        i++;
    return i;
}

/* A slice for each person of the class, under their own 工号. */
static int add_teachers(struct load *l)
{
    struct tb_organisation *o = &l->organisation;
    struct tb_stmt *s = NULL;
    int rc = tb_db_prepare(l->campaign->db,
                           "SELECT id, department FROM staff WHERE CASE WHEN "
                           "?2 THEN instr(kind, ?1) > 0 ELSE kind = ?1 END "
                           "ORDER BY department, id",
                           &s, l->err);

    if (rc == 0)
        rc = tb_stmt_bind(s, l->err, "Si", &l->fillers.persons,
                          (long long)l->fillers.is_individual);
    while (rc == 0 && (rc = tb_stmt_step(s, l->err)) == 1) {
        size_t d = index_of(o, tb_stmt_int(s, 1));
        rc = d < o->count ? add_slice(l, &o->departments[d], "teacher",
                                      tb_stmt_text(s, 0), reviewer_of(l, d))
                          : 0;
    }
    tb_stmt_free(s);
    return rc;
}

static int add_shares(struct load *l)
{
    const struct tb_shares *f = &l->fillers;

    if (f->is_individual || (l->options->by_teacher && f->persons.n > 0))
        return add_teachers(l);
    for (size_t i = 0; i < f->count; i++)
        if (add_slice(l, &l->organisation.departments[f->list[i].department],
                      f->list[i].condition.n > 0 ? "condition" : "whole",
                      f->list[i].condition,
                      reviewer_of(l, f->list[i].department)) < 0)
            return -1;
    return 0;
}

static void read_deadline(struct load *l, struct tb_str cell)
{
    struct tb_str usual = tb_str("");

    tb_str_next(&cell, ";；", &usual);
    if (!tb_day_parse(usual, l->deadline))
        note(l, "%.*s: '%.*s' is no day", TB_STR_ARG(l->table->no),
             TB_STR_ARG(usual));
}

/* What stands in the list, and where it cannot be. */
static void read_cells(struct load *l, const struct tb_listing_row *row)
{
    const struct tb_str *c = row->cells;
    struct tb_organisation *o = &l->organisation;

    tb_assign_cell(o, c[A_FILLERS], &l->fillers);
    tb_assign_cell(o, c[A_REVIEWERS], &l->reviewers);
    if (l->fillers.unknown.n > 0)
        note(l, "%.*s: unknown department '%s'", TB_STR_ARG(l->table->no),
             l->fillers.unknown.p);
    if (l->reviewers.unknown.n > 0)
        note(l, "%.*s: unknown reviewing department '%s'",
             TB_STR_ARG(l->table->no), l->reviewers.unknown.p);
    l->lead = tb_organisation_find(o, c[A_LEAD]);
    if (!l->lead && c[A_LEAD].n > 0)
        note(l, "%.*s: unknown lead department '%.*s'",
             TB_STR_ARG(l->table->no), TB_STR_ARG(c[A_LEAD]));
    read_deadline(l, c[A_DEADLINE]);
}

/* "2022-10-10；甲系=2022-10-20": the departments that have another day. */
static int store_exceptions(struct load *l, struct tb_str cell)
{
    struct tb_str one;
    char day[11];

    tb_str_next(&cell, ";；", &one); /* the usual day */
    while (tb_str_next(&cell, ";；", &one)) {
        size_t eq = tb_str_find(one, "=");
        const struct tb_department *d =
            tb_organisation_find(&l->organisation, tb_str_n(one.p, eq));
        if (!d || !tb_day_parse(tb_str_from(one, eq + 1), day))
            note(l, "%.*s: '%.*s' is no DEPARTMENT=DAY",
                 TB_STR_ARG(l->table->no), TB_STR_ARG(one));
        else if (tb_db_do(l->campaign->db, l->err,
                          "UPDATE slice SET deadline = ?3 WHERE table_no = ?1 "
                          "AND department = ?2",
                          "Sis", &l->table->no, d->id, day) < 0)
            return -1;
    }
    return 0;
}

/* The people that the list names, one after the other; each is of one
 * department and so means its slices. */
static int name_people(struct load *l, struct tb_str cell,
                       enum tb_assign_role role)
{
    struct tb_str one;

    while (tb_str_next(&cell, "、，,；;/ ", &one)) {
        struct tb_err why = { 0 };
        const struct tb_assign_change change = {
            .table = l->table->no, .role = role, .person = one, .is_list = true
        };
        if (one.n == 0 || tb_assign_person(l->campaign, &change, &why) == 0)
            continue;
        if (why.status != TB_USAGE && why.status != TB_REFUSED) {
            *l->err = why;
            return -1;
        }
        note(l, "%.*s: %s", TB_STR_ARG(l->table->no), why.msg);
    }
    return 0;
}

/* Forget the slices of the row's table that this list does not name; those in
 * which something was filed stay and are told of. */
static int mark_old(struct load *l)
{
    return tb_db_do(l->campaign->db, l->err,
                    "INSERT OR IGNORE INTO temp.old SELECT id FROM slice WHERE "
                    "table_no = ?1",
                    "S", &l->table->no);
}

static int drop_old(struct load *l)
{
    long long kept;

    if (tb_db_do(l->campaign->db, l->err,
                 "DELETE FROM slice WHERE id IN (SELECT id FROM temp.old) AND "
                 "id NOT IN (SELECT id FROM temp.named) AND state = 'missing' "
                 "AND NOT EXISTS (SELECT 1 FROM submission u WHERE u.slice = "
                 "slice.id) AND NOT EXISTS (SELECT 1 FROM decision d WHERE "
                 "d.slice = slice.id)",
                 "") < 0)
        return -1;
    l->result->gone = (size_t)tb_db_changes(l->campaign->db);
    if (tb_db_int(l->campaign->db, &kept, 0, l->err,
                  "SELECT count(*) FROM slice WHERE id IN (SELECT id FROM "
                  "temp.old) AND id NOT IN (SELECT id FROM temp.named) AND "
                  "kind <> 'cloud'",
                  "") < 0)
        return -1;
    l->line = 0;
    if (kept > 0)
        note(l,
             "%lld slices that the list no longer names stay: something was "
             "filed or decided in them",
             kept);
    return 0;
}

static int add_slices(struct load *l, const struct tb_listing_row *row)
{
    size_t before = l->result->slices;

    if (add_shares(l) < 0 || store_exceptions(l, row->cells[A_DEADLINE]) < 0 ||
        name_people(l, row->cells[A_COLLECTORS], TB_ASSIGN_COLLECTOR) < 0 ||
        name_people(l, row->cells[A_APPROVERS], TB_ASSIGN_APPROVER) < 0)
        return -1;
    if (l->result->slices == before)
        note(l, "%.*s %.*s: nobody fills it", TB_STR_ARG(l->table->no),
             TB_STR_ARG(l->table->name));
    return 0;
}

static int store_row(struct load *l, const struct tb_str *c, const char *mode)
{
    return tb_db_do(
        l->campaign->db, l->err,
        "INSERT INTO assignment (table_no, source, fillers, reviewers, remark, "
        "mode, lead, deadline, collectors, approvers) VALUES (?1, ?2, ?3, ?4, "
        "?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (table_no) DO UPDATE SET source "
        "= excluded.source, fillers = excluded.fillers, reviewers = "
        "excluded.reviewers, remark = excluded.remark, mode = excluded.mode, "
        "lead = excluded.lead, deadline = excluded.deadline, collectors = "
        "excluded.collectors, approvers = excluded.approvers",
        "SSSSSsSsSS", &l->table->no, &c[A_SOURCE], &c[A_FILLERS],
        &c[A_REVIEWERS], &c[A_REMARK], mode, &c[A_LEAD], l->deadline,
        &c[A_COLLECTORS], &c[A_APPROVERS]);
}

static void count_mode(struct tb_assign_result *r, const char *mode)
{
    r->tables++;
    r->derived += strcmp(mode, "derived") == 0;
    r->cloud += strcmp(mode, "cloud") == 0;
    r->none += strcmp(mode, "none") == 0;
}

static int take_row(const struct tb_listing_row *row, void *ctx,
                    struct tb_err *err)
{
    struct load *l = ctx;
    const struct tb_str *c = row->cells;
    const char *mode;
    int rc;

    l->line = row->line;
    l->err = err;
    if (c[A_TABLE].n == 0)
        return 0;
    l->table = tb_dict_find(l->campaign->dict, c[A_TABLE]);
    if (!l->table) {
        note(l, "no table of this edition is called '%.*s'",
             TB_STR_ARG(c[A_TABLE]));
        return 0;
    }
    check_number(l, c[A_TABLE], l->table);
    mode = mode_of(row, l->table);
    count_mode(l->result, mode);
    if (strcmp(mode, "derived") == 0 || strcmp(mode, "none") == 0) {
        l->deadline[0] = '\0';
        rc = store_row(l, c, mode);
        return rc == 0 ? mark_old(l) : -1;
    }
    read_cells(l, row);
    rc = store_row(l, c, mode);
    if (rc == 0)
        rc = mark_old(l);
    if (rc == 0)
        rc = add_slices(l, row);
    tb_shares_free(&l->fillers);
    tb_shares_free(&l->reviewers);
    return rc;
}

/* A table that the list forgets would be missed only at the end. */
static int note_forgotten(struct load *l, struct tb_err *err)
{
    const struct tb_dict *d = l->campaign->dict;

    l->line = 0;
    for (size_t i = 0; i < d->table_count; i++) {
        long long there;
        if (d->tables[i].origin == TB_ORIGIN_DERIVED)
            continue;
        if (tb_db_int(l->campaign->db, &there, 0, err,
                      "SELECT 1 FROM assignment WHERE table_no = ?1", "S",
                      &d->tables[i].no) < 0)
            return -1;
        if (!there)
            note(l, "table %.*s %.*s is not in the list",
                 TB_STR_ARG(d->tables[i].no), TB_STR_ARG(d->tables[i].name));
    }
    return 0;
}

/* Which slices there were, and which the list names: to find what is left. */
static const char remember[] =
    "CREATE TEMP TABLE IF NOT EXISTS old (id INTEGER PRIMARY KEY);"
    "CREATE TEMP TABLE IF NOT EXISTS named (id INTEGER PRIMARY KEY);"
    "DELETE FROM temp.old; DELETE FROM temp.named;";

int tb_assign_load(struct tb_campaign *c, const char *path,
                   const struct tb_assign_options *options,
                   struct tb_assign_result *result, struct tb_err *err)
{
    struct load l = {
        .campaign = c, .options = options, .result = result, .err = err
    };
    int rc = -1;

    if (tb_organisation_read(c->db, &l.organisation, err) < 0)
        goto done;
    if (l.organisation.count == 0) {
        tb_fail_as(err, TB_REFUSED,
                   "the campaign knows no departments; give "
                   "'tianbao init' an --organisation");
        goto done;
    }
    if (tb_campaign_begin(c, err) < 0 || tb_db_run(c->db, remember, err) < 0 ||
        tb_listing_read(path, columns, TB_LEN(columns), take_row, &l, err) <
            0 ||
        drop_old(&l) < 0 || note_forgotten(&l, err) < 0)
        goto done;
    if (options->dry_run)
        rc = 0;
    else if (tb_campaign_log(c, err, "assign", "%zu tables, %zu slices",
                             result->tables, result->slices) == 0)
        rc = tb_db_commit(c->db, err);
done:
    tb_db_rollback(c->db);
    tb_organisation_free(&l.organisation);
    return rc;
}

void tb_assign_result_free(struct tb_assign_result *r)
{
    free(r->notes);
    tb_arena_free(&r->arena);
    *r = (struct tb_assign_result){ 0 };
}
