/* task_row.c - rows of a task list as they are printed: titles between the
 * parts, headings, cells that slipped, 同上. */
#include <stdlib.h>

#include "assign_parts.h"
#include "dict_meant.h"
#include "mem.h"
#include "norm.h"

const struct tb_listing_column tb_task_columns[TB_TASK_COLUMNS] = {
    [TB_TASK_TABLE] = { "数据表单|数据采集表格名称|表格名称|数据表|表名|"
                        "表单名称|数据表名称|采集表格|表格|填报表格",
                        true },
    [TB_TASK_SOURCE] = { "数据源|数据来源", false },
    [TB_TASK_FILLERS] = { "填表用户|数据采集的部门|负责/"
                          "牵头部门|填报部门|采集部门|数据采集部门|"
                          "填表部门|填报单位|填报用户|责任部门",
                          true },
    [TB_TASK_REVIEWERS] = { "审核用户|审核部门|审核单位", false },
    [TB_TASK_REMARK] = { "备注|说明", false },
    [TB_TASK_LEAD] = { "牵头部门|归口部门|业务归口部门|牵头单位", false },
    [TB_TASK_COLLECTORS] = { "采集人|填报人|填表人", false },
    [TB_TASK_APPROVERS] = { "审核人|审核负责人", false },
    [TB_TASK_RESPONSIBLE] = { "责任人|负责人|责任领导", false },
    [TB_TASK_STARTS] = { "开始时间|开始日期|采集开始时间|启动时间|起始时间|"
                         "数据采集开始时间|起始日期",
                         false },
    [TB_TASK_DEADLINE] = { "数据采集截止时间|截止时间|截止日期|完成时间|"
                           "采集截止时间|完成时限|上报时间|采集时间|"
                           "填报时间|起止时间",
                           false },
    [TB_TASK_NUMBER] = { "编号|表号|表格编号|数据表编号|表单编号", false },
};

/* Columns that say nothing which the others do not. */
static const char furniture[] =
    "序号|数据架构|数据项目|采集步骤|数据采集步骤|步骤|一级数据目录|"
    "二级数据目录|"
    "一级目录|二级目录|数据类别|类别|模块|大类|数据目录|编号|表号|table";

/* ---- the header and what is above ---- */

static void cell_text(const struct tb_cell *cell, struct tb_buf *out)
{
    tb_listing_show(cell, out);
    tb_buf_adds(out, "");
}

int tb_task_above(const struct tb_listing_row *row, void *ctx,
                  struct tb_err *err)
{
    struct tb_task_load *l = ctx;
    struct tb_buf text = { 0 };

    (void)err;
    for (size_t i = 0; i < row->row->count; i++) {
        cell_text(&row->row->cells[i], &text);
        l->titles = tb_grow(l->titles, l->title_count, &l->title_room,
                            sizeof *l->titles);
        l->titles[l->title_count++] =
            tb_arena_copy(&l->arena, tb_buf_str(&text));
    }
    tb_buf_free(&text);
    return 0;
}

static bool is_title(const struct tb_task_load *l, struct tb_str text)
{
    for (size_t i = 0; i < l->title_count; i++)
        if (tb_str_eq(l->titles[i], text))
            return true;
    return false;
}

static bool is_column(const struct tb_listing_row *row, long column)
{
    for (size_t k = 0; k < TB_TASK_COLUMNS; k++)
        if (row->at[k] == column)
            return true;
    return false;
}

int tb_task_header(const struct tb_listing_row *row, void *ctx,
                   struct tb_err *err)
{
    struct tb_task_load *l = ctx;
    bool is_first = l->headed_count == 0;

    (void)err;
    l->row.line = row->line;
    l->headed_count = 0;
    for (size_t i = 0; i < row->row->count; i++) {
        const struct tb_cell *c = &row->row->cells[i];
        l->headed = tb_grow(l->headed, l->headed_count, &l->headed_room,
                            sizeof *l->headed);
        l->headed[l->headed_count++] = (long)c->column;
        if (is_first && !is_column(row, (long)c->column) &&
            !tb_listing_is_named(c->raw, furniture))
            tb_task_note_at(l, (long)c->column, "“%.*s”一栏未采用",
                            TB_STR_ARG(tb_str_trim(c->raw)));
    }
    return 0;
}

static bool is_headed(const struct tb_task_load *l, long column)
{
    for (size_t i = 0; i < l->headed_count; i++)
        if (l->headed[i] == column)
            return true;
    return false;
}

/* ---- cells ---- */

static void set_cell(struct tb_task_row *r, size_t k, struct tb_str text)
{
    tb_buf_clear(&r->texts[k]);
    tb_buf_adds(&r->texts[k], "");
    tb_buf_add(&r->texts[k], text);
    r->cells[k] = tb_buf_str(&r->texts[k]);
}

/* The cells of ROW, all of them SHIFT columns beside where they belong. */
static void take_cells(struct tb_task_load *l, const struct tb_listing_row *row,
                       long shift)
{
    struct tb_task_row *r = &l->row;
    struct tb_buf text = { 0 };

    for (size_t k = 0; k < TB_TASK_CELLS; k++) {
        const struct tb_cell *c = NULL;
        r->column[k] = row->at[k] < 0 ? -1 : row->at[k] + shift;
        if (r->column[k] >= 0)
            c = tb_row_at(row->row, (uint32_t)r->column[k]);
        r->is_number[k] = c && c->kind == TB_CELL_NUMBER;
        cell_text(c, &text);
        set_cell(r, k, shift == 0 ? row->cells[k] : tb_buf_str(&text));
    }
    tb_buf_free(&text);
}

static bool is_ditto(struct tb_str s)
{
    static const char *const words[] = { "同上", "同前", "〃", "″",    "\"",
                                         "“",    "”",    "''", "同 上" };

    for (size_t i = 0; i < TB_LEN(words); i++)
        if (tb_str_is(s, words[i]))
            return true;
    return false;
}

/* 同左: the cell of the list's column to the left. */
static struct tb_str left_of(const struct tb_task_row *r, size_t k)
{
    size_t left = TB_TASK_CELLS;

    for (size_t i = 0; i < TB_TASK_CELLS; i++)
        if (r->column[i] >= 0 && r->column[i] < r->column[k] &&
            (left == TB_TASK_CELLS || r->column[i] > r->column[left]))
            left = i;
    return left == TB_TASK_CELLS || left == TB_TASK_TABLE ? tb_str("")
                                                          : r->cells[left];
}

/* What the cells mean that point at others; then this row is the one above. */
static void resolve_dittos(struct tb_task_load *l)
{
    struct tb_task_row *r = &l->row;

    for (size_t k = 0; k < TB_TASK_CELLS; k++) {
        struct tb_str meant = tb_buf_str(&r->before[k]);
        bool is_left = tb_str_is(r->cells[k], "同左");
        if (k != TB_TASK_TABLE && (is_left || is_ditto(r->cells[k]))) {
            if (is_left)
                meant = left_of(r, k);
            if (meant.n == 0)
                tb_task_note(l, (enum tb_task_cell)k, "“%.*s”所指的单元格为空",
                             TB_STR_ARG(r->cells[k]));
            set_cell(r, k, meant);
        }
        tb_buf_clear(&r->before[k]);
        tb_buf_adds(&r->before[k], "");
        tb_buf_add(&r->before[k], r->cells[k]);
    }
}

/* ---- which table ---- */

static bool starts_with_one_of(struct tb_str s, const char *const *words)
{
    for (size_t i = 0; words[i]; i++)
        if (tb_str_starts(s, words[i]))
            return true;
    return false;
}

/* Is NO, "6.3", what the numbers of tables begin with? */
static bool is_section(const struct tb_dict *d, struct tb_str no)
{
    for (size_t i = 0; i < d->table_count && no.n > 0; i++) {
        struct tb_str own = d->tables[i].no;
        if (own.n > no.n && own.p[no.n] == '.' &&
            memcmp(own.p, no.p, no.n) == 0)
            return true;
    }
    return false;
}

/* "第二步：其他数据表采集", "一、基本信息", "6.3 教师其他情况". */
static bool is_heading(const struct tb_task_load *l, struct tb_str text)
{
    static const char *const fronts[] = {
        "第一",   "第二",   "第三",   "第四",   "第五",   "一、",   "二、",
        "三、",   "四、",   "五、",   "六、",   "七、",   "八、",   "九、",
        "十、",   "十一、", "十二、", "十三、", "（一）", "（二）", "（三）",
        "（四）", "（五）", "(一)",   "(二)",   "(三)",   NULL
    };

    return starts_with_one_of(text, fronts) ||
           is_section(l->campaign->dict, tb_dict_number(text)) ||
           is_title(l, text);
}

/* "1 培训进修" below "6.3 教师其他情况" is 6.3.1. */
static const struct tb_table *find_below(const struct tb_task_load *l,
                                         struct tb_str text)
{
    struct tb_str no = tb_dict_number(text);
    struct tb_buf full = { 0 };
    const struct tb_table *t = NULL;

    if (l->section.n > 0 && no.n > 0 && tb_str_find(no, ".") == no.n) {
        tb_buf_addf(&full, "%.*s.%.*s%.*s", TB_STR_ARG(l->section),
                    TB_STR_ARG(no), TB_STR_ARG(tb_str_from(text, no.n)));
        t = tb_dict_meant(l->campaign->dict, tb_buf_str(&full));
        if (t && !tb_str_starts(tb_buf_str(&full), t->no.p))
            t = NULL;
    }
    tb_buf_free(&full);
    return t;
}

/* The number in the list must be the table's own; the name wins.  A name may
 * itself begin with a digit: 11.52020-2021学年开设专业. */
static void check_number(struct tb_task_load *l, struct tb_str text)
{
    const struct tb_table *t = l->table;
    struct tb_str no = tb_dict_number(text);
    bool is_year = no.n >= 4 && tb_str_find(no, ".") == no.n;

    if (tb_str_starts(text, t->no.p) &&
        (text.n == t->no.n ||
         tb_dict_meant(l->campaign->dict, tb_str_from(text, t->no.n)) == t))
        return;
    if (no.n > 0 && !is_year && !tb_str_eq(no, t->no))
        tb_task_note(l, TB_TASK_TABLE,
                     "编号 %.*s 在本版本中为 %.*s；已按名称“%.*s”认定",
                     TB_STR_ARG(no), TB_STR_ARG(t->no), TB_STR_ARG(t->name));
}

/* The table of the row whose name TEXT is; NULL. */
static const struct tb_table *find_table(struct tb_task_load *l,
                                         struct tb_str text)
{
    const struct tb_table *t = find_below(l, text);

    if (t)
        return t;
    l->table = tb_dict_meant(l->campaign->dict, text);
    if (l->table)
        check_number(l, text);
    return l->table;
}

/* Cells that stand a column or two beside their own: found by the table. */
static const struct tb_table *find_shifted(struct tb_task_load *l,
                                           const struct tb_listing_row *row)
{
    static const long shifts[] = { -1, 1, -2, 2 };
    const struct tb_table *found = NULL;
    struct tb_buf text = { 0 };
    char name[8];

    for (size_t i = 0; i < TB_LEN(shifts) && !found; i++) {
        long at = row->at[TB_TASK_TABLE] + shifts[i];
        const struct tb_cell *c =
            at < 0 ? NULL : tb_row_at(row->row, (uint32_t)at);
        cell_text(c, &text);
        if (tb_str_find(tb_dict_number(tb_buf_str(&text)), ".") ==
            tb_dict_number(tb_buf_str(&text)).n)
            continue;
        found = find_table(l, tb_buf_str(&text));
        if (!found)
            continue;
        take_cells(l, row, shifts[i]);
        tb_column_name((uint32_t)at, name);
        tb_task_note(l, TB_TASK_TABLE, "表名在 %s 列：本行各格错位，已顺移",
                     name);
    }
    tb_buf_free(&text);
    return found;
}

/* ---- rows that are of no table ---- */

static bool says_nothing(struct tb_str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (!strchr("0123456789.", text.p[i]))
            return false;
    return true;
}

/* What of ROW is no heading and no title; NULL when nothing. */
static const struct tb_cell *find_remark(const struct tb_task_load *l,
                                         const struct tb_listing_row *row,
                                         struct tb_buf *text)
{
    for (size_t i = 0; i < row->row->count; i++) {
        const struct tb_cell *c = &row->row->cells[i];
        cell_text(c, text);
        if (!says_nothing(tb_buf_str(text)) &&
            !is_heading(l, tb_buf_str(text)) &&
            (long)c->column != row->at[TB_TASK_DEADLINE] &&
            (long)c->column != row->at[TB_TASK_STARTS])
            return c;
    }
    return NULL;
}

static void say_no_table(struct tb_task_load *l, struct tb_str text)
{
    const struct tb_table *near = tb_dict_near(l->campaign->dict, text);

    if (near)
        tb_task_note(
            l, TB_TASK_TABLE, "本版本中没有名为“%.*s”的表，您是指“%.*s %.*s”？",
            TB_STR_ARG(text), TB_STR_ARG(near->no), TB_STR_ARG(near->name));
    else
        tb_task_note(l, TB_TASK_TABLE, "本版本中没有名为“%.*s”的表",
                     TB_STR_ARG(text));
}

static void take_other_row(struct tb_task_load *l,
                           const struct tb_listing_row *row)
{
    struct tb_str name = l->row.cells[TB_TASK_TABLE];
    struct tb_buf text = { 0 };
    const struct tb_cell *c;

    if (name.n > 0 &&
        (l->row.cells[TB_TASK_FILLERS].n > 0 || !is_heading(l, name)) &&
        !tb_str_starts(name, "注")) {
        say_no_table(l, name);
        return;
    }
    l->section_day = tb_arena_copy(&l->arena, l->row.cells[TB_TASK_DEADLINE]);
    if (is_section(l->campaign->dict, tb_dict_number(name)))
        l->section = tb_arena_copy(&l->arena, tb_dict_number(name));
    c = find_remark(l, row, &text);
    if (c)
        tb_task_note_at(l, (long)c->column, "不属于任何一张表，未采用：“%.*s”",
                        TB_STR_ARG(tb_buf_str(&text)));
    tb_buf_free(&text);
}

/* ---- what stands in no column ---- */

/* Text beyond the columns that the header names: how the table comes to be
 * (云端实时) may be said there. */
static void take_beside(struct tb_task_load *l,
                        const struct tb_listing_row *row)
{
    struct tb_task_row *r = &l->row;
    long shift = r->column[TB_TASK_TABLE] - row->at[TB_TASK_TABLE];
    struct tb_buf text = { 0 };

    tb_buf_clear(&r->beside);
    tb_buf_adds(&r->beside, "");
    for (size_t i = 0; i < row->row->count; i++) {
        long column = (long)row->row->cells[i].column;
        bool is_own = false;
        for (size_t k = 0; k < TB_TASK_CELLS; k++)
            is_own = is_own || r->column[k] == column;
        if (is_own || column < r->column[TB_TASK_TABLE] ||
            is_headed(l, column - shift))
            continue;
        cell_text(&row->row->cells[i], &text);
        if (tb_task_says_mode(tb_buf_str(&text)))
            tb_buf_addf(&r->beside, "；%s", text.p);
        else
            tb_task_note_at(l, column, "上方没有列名，未采用：“%.*s”",
                            TB_STR_ARG(tb_buf_str(&text)));
    }
    if (r->beside.n > 0) { /* kept as a remark, where it is looked for */
        tb_buf_clear(&text);
        tb_buf_addf(&text, "%.*s%s", TB_STR_ARG(r->cells[TB_TASK_REMARK]),
                    r->beside.p +
                        (r->cells[TB_TASK_REMARK].n > 0 ? 0 : strlen("；")));
        set_cell(r, TB_TASK_REMARK, tb_buf_str(&text));
    }
    tb_buf_free(&text);
}

/* A number in a column of its own belongs before the name. */
static void take_number(struct tb_task_load *l, struct tb_str no)
{
    struct tb_str name = l->row.cells[TB_TASK_TABLE];
    struct tb_buf full = { 0 };

    if (name.n == 0 || tb_dict_number(name).n > 0 ||
        tb_str_find(no, ".") == no.n)
        return;
    tb_buf_addf(&full, "%.*s%.*s", TB_STR_ARG(no), TB_STR_ARG(name));
    set_cell(&l->row, TB_TASK_TABLE, tb_buf_str(&full));
    tb_buf_free(&full);
}

void tb_task_row_take(struct tb_task_load *l, const struct tb_listing_row *row)
{
    l->row.line = row->line;
    take_cells(l, row, 0);
    take_number(l, row->cells[TB_TASK_NUMBER]);
    l->table = NULL;
    if (l->row.cells[TB_TASK_TABLE].n > 0)
        l->table = find_table(l, l->row.cells[TB_TASK_TABLE]);
    if (!l->table)
        l->table = find_shifted(l, row);
    if (!l->table) {
        take_other_row(l, row);
        return;
    }
    if (tb_str_find(l->table->no, ".") < l->table->no.n && l->section.n > 0 &&
        !tb_str_starts(l->table->no, l->section.p))
        l->section = tb_str("");
    if (l->row.cells[TB_TASK_DEADLINE].n == 0)
        set_cell(&l->row, TB_TASK_DEADLINE, l->section_day);
    take_beside(l, row);
    resolve_dittos(l);
}

void tb_task_row_free(struct tb_task_row *r)
{
    for (size_t k = 0; k < TB_TASK_CELLS; k++) {
        tb_buf_free(&r->texts[k]);
        tb_buf_free(&r->before[k]);
    }
    tb_buf_free(&r->beside);
}
