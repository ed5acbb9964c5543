/* people_load.c - the lists of departments and staff that an office keeps. */
#include "people_load.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "listing.h"
#include "organisation.h"
#include "utf8.h"

/* A list that is being loaded. */
struct people_load {
    struct tb_db *db;
    struct tb_people_result *result;
    struct tb_organisation organisation; /* for staff */
    struct tb_buf department;            /* of the line before */
    size_t filled, first_filled;         /* lines whose department was that */
    size_t bare, first_bare; /* 工号 that a number may have cut short */
    bool has_zeros;          /* a 工号 begins with 0 */
};

/* ---- what is said ---- */

static void say(struct people_load *l, struct tb_people_notes *to, size_t line,
                const char *format, ...) TB_PRINTF(4, 5);

static void say(struct people_load *l, struct tb_people_notes *to, size_t line,
                const char *format, ...)
{
    char text[400];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    to->list = tb_grow(to->list, to->count, &to->room, sizeof *to->list);
    to->list[to->count++] = (struct tb_people_note){
        line,
        tb_arena_copy(&l->result->arena,
                      tb_str_n(text, tb_utf8_cut(text, strlen(text), 396)))
    };
}

void tb_people_result_free(struct tb_people_result *r)
{
    free(r->faults.list);
    free(r->notes.list);
    tb_arena_free(&r->arena);
    *r = (struct tb_people_result){ 0 };
}

/* Is the list taken? */
static int check_faults(const struct tb_people_result *r, const char *path,
                        struct tb_err *err)
{
    return r->faults.count == 0 ? 0
                                : tb_fail(err, "%s was not taken; faults: %zu",
                                          path, r->faults.count);
}

/* ---- lines that are of nobody ---- */

static bool is_sum(struct tb_str text)
{
    static const char *const words[] = { "合计", "总计", "小计", "共计",
                                         "合 计" };

    for (size_t i = 0; i < TB_LEN(words); i++)
        if (tb_str_starts(tb_str_trim(text), words[i]))
            return true;
    return false;
}

/* A line without code and name, or one of totals: said, and passed over. */
static bool pass_over(struct people_load *l, const struct tb_listing_row *row,
                      size_t code, size_t name)
{
    struct tb_people_result *r = l->result;
    struct tb_str text = tb_str("");
    bool sum = false;

    for (size_t i = 0; i < row->row->count && i < 3; i++)
        sum = sum || is_sum(row->row->cells[i].raw);
    if (!sum && (row->cells[code].n > 0 || row->cells[name].n > 0))
        return false;
    if (row->row->count > 0)
        text = tb_str_trim(row->row->cells[0].raw);
    say(l, &r->notes, row->line,
        sum ? "合计行，已跳过：“%.*s”" : "没有代码和名称，已跳过：“%.*s”",
        TB_STR_ARG(text));
    return true;
}

/* A line that a constraint refuses is a fault of the list; else -1. */
static int take_refusal(struct people_load *l, size_t line, struct tb_str what,
                        const char *words, struct tb_err *why,
                        struct tb_err *err)
{
    if (why->status != TB_BADFILE) {
        *err = *why;
        return -1;
    }
    say(l, &l->result->faults, line, "%s：“%.*s”", words, TB_STR_ARG(what));
    return 0;
}

/* ---- departments ---- */

enum { O_CODE, O_NAME, O_SHORT, O_ALIASES, O_GROUPS, O_PARENT, O_EMAIL };

static const struct tb_listing_column organisation_columns[] = {
    [O_CODE] = { "部门代码|机构代码|代码|部门编码|机构编码|部门编号|code",
                 true },
    [O_NAME] = { "部门名称|机构名称|名称|部门|name", true },
    [O_SHORT] = { "简称|部门简称|short", false },
    [O_ALIASES] = { "别名|aliases", false },
    [O_GROUPS] = { "分组|groups", false },
    [O_PARENT] = { "上级|上级部门代码|上级部门|parent", false },
    [O_EMAIL] = { "邮箱|部门邮箱|电子邮箱|电子邮件|email|e-mail", false },
};

static int take_department_line(const struct tb_listing_row *row, void *ctx,
                                struct tb_err *err)
{
    struct people_load *l = ctx;
    const struct tb_str *c = row->cells;
    const struct tb_department_line line = { c[O_CODE],   c[O_NAME],
                                             c[O_SHORT],  c[O_ALIASES],
                                             c[O_GROUPS], c[O_PARENT],
                                             c[O_EMAIL] };
    struct tb_err why = { 0 };

    if (pass_over(l, row, O_CODE, O_NAME))
        return 0;
    if (line.code.n == 0 || line.name.n == 0) {
        say(l, &l->result->faults, row->line, "部门须有代码和名称");
        return 0;
    }
    if (tb_department_add(l->db, &line, &why) < 0)
        return take_refusal(l, row->line, line.name, "部门名称或代码重复", &why,
                            err);
    l->result->departments++;
    return 0;
}

int tb_organisation_load(struct tb_db *db, const char *path,
                         struct tb_people_result *result, struct tb_err *err)
{
    struct people_load l = { .db = db, .result = result };
    int rc = -1;

    if (tb_listing_read(path, organisation_columns,
                        TB_LEN(organisation_columns), take_department_line, &l,
                        err) < 0 ||
        tb_organisation_read(db, &l.organisation, err) < 0)
        goto done;
    if (l.organisation.ambiguous.n > 0)
        say(&l, &result->faults, 0, "“%.*s”是两个部门的名称",
            TB_STR_ARG(l.organisation.ambiguous));
    rc = check_faults(result, path, err);
done:
    tb_organisation_free(&l.organisation);
    return rc;
}

/* ---- staff ---- */

enum { S_ID, S_NAME, S_DEPARTMENT, S_KIND, S_REVIEW, S_COLLECTOR, S_EMAIL };

static const struct tb_listing_column staff_columns[] = {
    [S_ID] = { "工号|教工号|职工号|人员编号|教职工号|id", true },
    [S_NAME] = { "姓名|name", true },
    [S_DEPARTMENT] = { "部门代码|部门|部门名称|所在部门|所属部门|工作部门|"
                       "所在单位|单位|department",
                       true },
    [S_KIND] = { "类别|人员类别|kind", false },
    [S_REVIEW] = { "可审核|审核人|canreview", false },
    [S_COLLECTOR] = { "采集人|填报人|collector", false },
    [S_EMAIL] = { "邮箱|电子邮箱|电子邮件|邮箱地址|email|e-mail", false },
};

static bool is_yes(struct tb_str s)
{
    return tb_str_is(s, "是") || tb_str_is(s, "1") || tb_str_is(s, "√") ||
           tb_str_is(s, "Y") || tb_str_is(s, "y");
}

/* The department of the line: where its cell is empty, that of the line before:
 * a list that was saved as CSV has merged cells so. */
static struct tb_str department_name(struct people_load *l,
                                     const struct tb_listing_row *row)
{
    struct tb_str own = row->cells[S_DEPARTMENT];

    if (own.n > 0 && !tb_str_is(own, "同上") && !tb_str_is(own, "〃")) {
        tb_buf_clear(&l->department);
        tb_buf_add(&l->department, own);
    } else if (own.n == 0 && l->department.n > 0 && l->filled++ == 0) {
        l->first_filled = row->line;
    }
    return tb_buf_str(&l->department);
}

static void say_unknown(struct people_load *l, size_t line, struct tb_str name)
{
    struct tb_str near = tb_organisation_near(&l->organisation, name);

    if (near.n > 0)
        say(l, &l->result->faults, line, "未知部门“%.*s”，您是指“%.*s”？",
            TB_STR_ARG(name), TB_STR_ARG(near));
    else
        say(l, &l->result->faults, line, "未知部门“%.*s”", TB_STR_ARG(name));
}

/* 301 in a list of 00301 and 00302: a number has no zeros in front. */
static void watch_zeros(struct people_load *l, const struct tb_listing_row *row)
{
    const struct tb_cell *c = tb_row_at(row->row, (uint32_t)row->at[S_ID]);

    l->has_zeros = l->has_zeros || row->cells[S_ID].p[0] == '0';
    if (c && c->kind == TB_CELL_NUMBER && c->zeros == 0 && l->bare++ == 0)
        l->first_bare = row->line;
}

static int take_person_line(const struct tb_listing_row *row, void *ctx,
                            struct tb_err *err)
{
    struct people_load *l = ctx;
    const struct tb_str *c = row->cells;
    struct tb_err why = { 0 };
    const struct tb_department *d;
    struct tb_str name;

    if (pass_over(l, row, S_ID, S_NAME))
        return 0;
    name = department_name(l, row);
    d = tb_organisation_find(&l->organisation, name);
    if (c[S_ID].n == 0 || c[S_NAME].n == 0)
        say(l, &l->result->faults, row->line, "人员须有工号和姓名");
    else if (!d)
        say_unknown(l, row->line, name);
    if (!d || c[S_ID].n == 0 || c[S_NAME].n == 0)
        return 0;
    watch_zeros(l, row);
    if (tb_member_add(
            l->db,
            &(struct tb_member){ .person = { c[S_ID], c[S_NAME] },
                                 .department = d->id,
                                 .kind = c[S_KIND],
                                 .email = c[S_EMAIL],
                                 .can_review = is_yes(c[S_REVIEW]),
                                 .is_collector = is_yes(c[S_COLLECTOR]) },
            &why) < 0)
        return take_refusal(l, row->line, c[S_ID], "工号重复", &why, err);
    l->result->people++;
    return 0;
}

static void say_staff(struct people_load *l)
{
    struct tb_people_notes *notes = &l->result->notes;

    if (l->filled > 0)
        say(l, notes, l->first_filled,
            "起有 %zu 人的部门为空（合并单元格），按上一行计", l->filled);
    if (l->bare > 0 && l->has_zeros)
        say(l, notes, l->first_bare,
            "起有 %zu 个工号是数值，可能丢失了开头的 0", l->bare);
}

int tb_staff_load(struct tb_db *db, const char *path,
                  struct tb_people_result *result, struct tb_err *err)
{
    struct people_load l = { .db = db, .result = result };
    int rc = -1;

    if (tb_organisation_read(db, &l.organisation, err) < 0)
        goto done;
    if (l.organisation.count == 0) {
        tb_fail_as(err, TB_USAGE,
                   "a list of staff needs the list of their departments: "
                   "--organisation");
        goto done;
    }
    if (tb_listing_read(path, staff_columns, TB_LEN(staff_columns),
                        take_person_line, &l, err) < 0)
        goto done;
    say_staff(&l);
    rc = check_faults(result, path, err);
done:
    tb_buf_free(&l.department);
    tb_organisation_free(&l.organisation);
    return rc;
}
