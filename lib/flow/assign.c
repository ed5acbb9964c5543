/* assign.c - reading a task list. */
#include "assign.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "listing.h"
#include "norm.h"
#include "organisation.h"

enum { A_TABLE, A_SOURCE, A_FILLERS, A_REVIEWERS, A_REMARK };

static const struct tb_listing_column columns[] = {
    [A_TABLE] = { "数据表单|数据采集表格名称|表格名称|数据表|表名", true },
    [A_SOURCE] = { "数据源|数据来源", false },
    [A_FILLERS] = { "填表用户|数据采集的部门|负责/牵头部门|填报部门|采集部门",
                    true },
    [A_REVIEWERS] = { "审核用户|审核部门", false },
    [A_REMARK] = { "备注|说明", false },
};

struct load {
    struct tb_campaign *campaign;
    struct tb_organisation organisation;
    struct tb_assign_result *result;
    size_t line;
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

/* The number in the list must be the table's own; the name wins. */
static void check_number(struct load *l, struct tb_str cell,
                         const struct tb_table *t)
{
    struct tb_str text = tb_str_trim(cell);
    size_t n = 0;

    while (n < text.n && strchr("0123456789.", text.p[n]))
        n++;
    text.n = n;
    if (n > 0 && !tb_str_eq(text, t->no))
        note(l,
             "number %.*s is %.*s in this edition; the name '%.*s' was "
             "taken",
             TB_STR_ARG(text), TB_STR_ARG(t->no), TB_STR_ARG(t->name));
}

static int add_slice(struct load *l, const struct tb_table *t,
                     const struct tb_department *filler,
                     const struct tb_department *reviewer, struct tb_err *err)
{
    l->result->slices++;
    return tb_db_do(
        l->campaign->db, err,
        "INSERT INTO slice (table_no, department, reviewer) "
        "VALUES (?1, ?2, ?3) ON CONFLICT (table_no, department, part) "
        "DO UPDATE SET reviewer = excluded.reviewer",
        "Sii", &t->no, filler->id, reviewer->id);
}

/* Who reviews: the department itself if the list names it, else the first
 * that it names, else the department itself. */
static const struct tb_department *reviewer_of(const struct load *l,
                                               const bool *is_reviewer,
                                               size_t filler)
{
    const struct tb_department *d = l->organisation.departments;

    if (!is_reviewer[filler])
        for (size_t i = 0; i < l->organisation.count; i++)
            if (is_reviewer[i])
                return &d[i];
    return &d[filler];
}

static int add_slices(struct load *l, const struct tb_table *t,
                      const struct tb_listing_row *row, struct tb_err *err)
{
    struct tb_organisation *o = &l->organisation;
    bool *fills = tb_alloc(o->count, sizeof *fills);
    bool *reviews = tb_alloc(o->count, sizeof *reviews);
    struct tb_buf unknown = { 0 };
    size_t before = l->result->slices;
    int rc = 0;

    tb_organisation_resolve(o, row->cells[A_FILLERS], fills, &unknown);
    if (unknown.n > 0)
        note(l, "%.*s: unknown department '%s'", TB_STR_ARG(t->no), unknown.p);
    tb_organisation_resolve(o, row->cells[A_REVIEWERS], reviews, &unknown);
    if (unknown.n > 0)
        note(l, "%.*s: unknown reviewing department '%s'", TB_STR_ARG(t->no),
             unknown.p);
    for (size_t i = 0; i < o->count && rc == 0; i++)
        if (fills[i])
            rc = add_slice(l, t, &o->departments[i], reviewer_of(l, reviews, i),
                           err);
    if (rc == 0 && l->result->slices == before)
        note(l, "%.*s %.*s: nobody fills it", TB_STR_ARG(t->no),
             TB_STR_ARG(t->name));
    tb_buf_free(&unknown);
    free(fills);
    free(reviews);
    return rc;
}

static int take_row(const struct tb_listing_row *row, void *ctx,
                    struct tb_err *err)
{
    struct load *l = ctx;
    const struct tb_str *c = row->cells;
    const struct tb_table *t;
    const char *mode;

    l->line = row->line;
    if (c[A_TABLE].n == 0)
        return 0;
    t = tb_dict_find(l->campaign->dict, c[A_TABLE]);
    if (!t) {
        note(l, "no table of this edition is called '%.*s'",
             TB_STR_ARG(c[A_TABLE]));
        return 0;
    }
    check_number(l, c[A_TABLE], t);
    mode = mode_of(row, t);
    l->result->tables++;
    l->result->derived += strcmp(mode, "derived") == 0;
    l->result->cloud += strcmp(mode, "cloud") == 0;
    l->result->none += strcmp(mode, "none") == 0;
    if (tb_db_do(l->campaign->db, err,
                 "INSERT INTO assignment (table_no, source, fillers, "
                 "reviewers, remark, mode) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON "
                 "CONFLICT (table_no) DO UPDATE SET source = excluded.source, "
                 "fillers = excluded.fillers, reviewers = excluded.reviewers, "
                 "remark = excluded.remark, mode = excluded.mode",
                 "SSSSSs", &t->no, &c[A_SOURCE], &c[A_FILLERS], &c[A_REVIEWERS],
                 &c[A_REMARK], mode) < 0)
        return -1;
    if (strcmp(mode, "derived") == 0 || strcmp(mode, "none") == 0)
        return 0;
    return add_slices(l, t, row, err);
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

int tb_assign_load(struct tb_campaign *c, const char *path, bool dry_run,
                   struct tb_assign_result *result, struct tb_err *err)
{
    struct load l = { .campaign = c, .result = result };
    int rc = -1;

    if (tb_organisation_read(c->db, &l.organisation, err) < 0)
        goto done;
    if (l.organisation.count == 0) {
        tb_fail_as(err, TB_REFUSED,
                   "the campaign knows no departments; give "
                   "'tianbao init' an --organisation");
        goto done;
    }
    if (tb_campaign_begin(c, err) < 0 ||
        tb_listing_read(path, columns, TB_LEN(columns), take_row, &l, err) <
            0 ||
        note_forgotten(&l, err) < 0)
        goto done;
    if (dry_run)
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
