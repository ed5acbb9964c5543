/* papers.c - slices as permissions.c still reads them. */
#include "papers.h"

#include <stdlib.h>

#include "mem.h"

#define OPEN_FINDINGS(severity)                                      \
    " (SELECT count(*) FROM finding f WHERE f.submission = u.id AND" \
    "  f.severity = " severity " AND f.status IN ('new', 'still')),"

static const char slices_sql[] =
    "SELECT s.id, u.id, s.table_no, d.id, d.code, d.name, d.short, r.id,"
    " r.code, r.name, r.short, l.id, l.code, l.name, l.short,"
    " CASE s.kind WHEN 'cloud' THEN '云端' ELSE s.part END,"
    " s.kind = 'teacher', s.collector, c.name, s.approver, a.name, s.deadline,"
    " s.state, s.reason, u.imported_at, u.content_hash, u.rows_hash, u.file, "
    "u.late,"
    " u.version, u.rows_filed + u.rows_kept, u.rows_kept," OPEN_FINDINGS("0")
        OPEN_FINDINGS("1") OPEN_FINDINGS(
            "2") " (SELECT count(*) FROM finding f WHERE f.submission = u.id "
                 "AND"
                 "  f.status = 'explained')"
                 " FROM slice s JOIN department d ON d.id = s.department"
                 " LEFT JOIN department r ON r.id = s.reviewer"
                 " LEFT JOIN department l ON l.id = s.lead"
                 " LEFT JOIN staff p ON s.kind = 'teacher' AND p.id = s.part"
                 " LEFT JOIN staff c ON c.id = s.collector"
                 " LEFT JOIN staff a ON a.id = s.approver"
                 " LEFT JOIN submission u ON u.slice = s.id AND u.current = 1"
                 " ORDER BY s.department, s.part";

/* Reads a row's columns one after the other. */
struct cursor {
    struct tb_stmt *stmt;
    struct tb_arena *arena;
    int column;
};

static struct tb_str next_text(struct cursor *at)
{
    return tb_arena_copy(at->arena, tb_stmt_text(at->stmt, at->column++));
}

static long long next_int(struct cursor *at)
{
    return tb_stmt_int(at->stmt, at->column++); /* 0 for NULL */
}

static struct tb_department next_share(struct cursor *at)
{
    struct tb_department d = { .id = next_int(at) };
    struct tb_str brief;

    d.code = next_text(at);
    d.name = next_text(at);
    brief = next_text(at);
    d.shown = brief.n > 0 ? brief : d.name;
    return d;
}

static struct tb_person next_person(struct cursor *at)
{
    struct tb_person p = { .id = next_text(at) };

    p.name = next_text(at);
    return p;
}

static void take_slice(const struct tb_dict *dict, struct tb_stmt *s,
                       struct tb_paper_slices *all)
{
    struct cursor at = { s, &all->arena, 3 };
    struct tb_paper_slice x = {
        .id = tb_stmt_int(s, 0),
        .submission = tb_stmt_int(s, 1),
        .table = tb_dict_table(dict, tb_stmt_text(s, 2)),
    };

    if (!x.table)
        return; /* the dictionary has lost it */
    x.department = next_share(&at);
    x.reviewer = next_share(&at);
    x.lead = next_share(&at);
    x.part = next_text(&at);
    x.is_person = next_int(&at) != 0;
    x.collector = next_person(&at);
    x.approver = next_person(&at);
    x.deadline = next_text(&at);
    x.state = next_text(&at);
    x.reason = next_text(&at);
    x.imported_at = next_text(&at);
    x.content_hash = next_text(&at);
    x.rows_hash = next_text(&at);
    x.file = next_text(&at);
    x.late = next_text(&at);
    x.version = next_int(&at);
    x.rows = next_int(&at);
    x.kept = next_int(&at);
    x.errors = next_int(&at);
    x.explains = next_int(&at);
    x.warnings = next_int(&at);
    x.explained = next_int(&at);
    all->list = tb_grow(all->list, all->count, &all->room, sizeof *all->list);
    all->list[all->count++] = x;
}

/* Within a table, as the query ordered them. */
static int by_table(const void *a, const void *b)
{
    const struct tb_paper_slice *x = a, *y = b;
    int order = (x->table > y->table) - (x->table < y->table);

    if (order == 0)
        order = (x->department.id > y->department.id) -
                (x->department.id < y->department.id);
    if (order == 0)
        order = strcmp(x->part.p, y->part.p);
    return order;
}

int tb_paper_slices_read(struct tb_campaign *c, struct tb_paper_slices *all,
                         struct tb_err *err)
{
    struct tb_stmt *s;
    int rc = tb_db_prepare(c->db, slices_sql, &s, err);

    while (rc == 0 && (rc = tb_stmt_step(s, err)) == 1) {
        take_slice(c->dict, s, all);
        rc = 0;
    }
    if (all->count > 0)
        qsort(all->list, all->count, sizeof *all->list, by_table);
    tb_stmt_free(s);
    return rc;
}

void tb_paper_slices_free(struct tb_paper_slices *all)
{
    free(all->list);
    tb_arena_free(&all->arena);
    *all = (struct tb_paper_slices){ 0 };
}

struct word {
    const char *english, *chinese;
};

static struct tb_str translate(const struct word *words, size_t count,
                               struct tb_str english)
{
    for (size_t i = 0; i < count; i++)
        if (tb_str_is(english, words[i].english))
            return tb_str(words[i].chinese);
    return english;
}

struct tb_str tb_paper_level_chinese(struct tb_str level)
{
    static const struct word levels[] = { { "department", "部门审核" },
                                          { "lead", "归口审核" },
                                          { "school", "学校复审" } };

    return translate(levels, TB_LEN(levels), level);
}
