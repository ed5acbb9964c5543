/* odd_row.c - totals, remarks and second headers. */
#include "odd_row.h"

#include "norm.h"

#define WORD_MAX 40 /* bytes of a total's name */

static bool is_filled(const struct tb_cell *c)
{
    return c->kind != TB_CELL_TEXT || tb_str_trim(c->raw).n > 0;
}

/* The text of C is or, with PREFIX, begins with one of WORDS. */
static bool says(struct tb_str s, const char *const *words, size_t count,
                 bool prefix)
{
    for (size_t i = 0; i < count; i++)
        if (prefix ? tb_str_starts(s, words[i]) : tb_str_is(s, words[i]))
            return true;
    return false;
}

/* Blanks do not count: 合　计; nor does a colon behind. */
static bool is_total(struct tb_str s)
{
    static const char *const words[] = { "合计",     "总计",     "小计",
                                         "共计",     "累计",     "总和",
                                         "本页小计", "本表合计", "合计数",
                                         "总计数" };
    struct tb_buf text = { 0 };
    bool is;

    if (s.n > WORD_MAX)
        return false;
    tb_norm_code(s, &text);
    while (text.n > 0 && text.p[text.n - 1] == ':')
        text.p[--text.n] = '\0';
    is = says(tb_buf_str(&text), words, TB_LEN(words), false);
    tb_buf_free(&text);
    return is;
}

/* SIGNED stands before a name or a day, whatever follows in the row; a note
 * stands alone. */
static bool is_remark(struct tb_str s, size_t filled)
{
    static const char *const signs[] = {
        "填表人",     "填报人",     "制表人",   "制表",       "填表日期",
        "填报日期",   "填报单位",   "填表单位", "审核人",     "负责人签",
        "单位负责人", "部门负责人", "单位盖章", "单位（盖章",
    };
    static const char *const notes[] = {
        "注", "备注", "说明", "附注", "填表说明", "填报说明", "※", "*注"
    };
    bool has_colon = tb_str_find(s, "：") < s.n || tb_str_find(s, ":") < s.n;

    if (says(s, signs, TB_LEN(signs), true))
        return has_colon || (filled == 1 && s.n <= WORD_MAX);
    return filled == 1 && has_colon && says(s, notes, TB_LEN(notes), true);
}

/* Are most of its cells the names of the columns they stand in? */
static bool is_header(const struct tb_row *row, const struct tb_sheet_plan *p,
                      size_t filled)
{
    size_t same = 0;

    for (size_t i = 0; i < row->count; i++) {
        const struct tb_cell *c = &row->cells[i];
        const struct tb_field *f =
            c->column < p->columns ? p->fields[c->column] : NULL;
        same += f && c->kind == TB_CELL_TEXT &&
                tb_table_column(p->table, c->raw) == f;
    }
    return same >= 2 && same * 2 >= filled;
}

enum tb_rejection tb_odd_row(const struct tb_row *row,
                             const struct tb_sheet_plan *p,
                             const struct tb_cell **at)
{
    const struct tb_field *f;
    struct tb_str s;
    size_t filled = 0;

    *at = NULL;
    for (size_t i = 0; i < row->count; i++)
        if ((long)row->cells[i].column != p->decision &&
            is_filled(&row->cells[i]) && filled++ == 0)
            *at = &row->cells[i];
    if (!*at || (*at)->kind != TB_CELL_TEXT)
        return TB_REJECTIONS;
    s = tb_str_trim((*at)->raw);
    if (s.p[0] >= '0' && s.p[0] <= '9')
        return TB_REJECTIONS; /* a number or code: the usual row */
    f = (*at)->column < p->columns ? p->fields[(*at)->column] : NULL;
    if (f && f->list && tb_list_find(f->list, s))
        return TB_REJECTIONS; /* a code of its own */
    if (is_total(s))
        return TB_REJECTED_TOTAL;
    if (is_remark(s, filled))
        return TB_REJECTED_REMARK;
    return is_header(row, p, filled) ? TB_REJECTED_HEADER : TB_REJECTIONS;
}
