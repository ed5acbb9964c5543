/* task_mode.c - how a table comes to be, by what the list says. */
#include "assign_parts.h"

/* How a table comes to be, by what the list says in any of its cells. */
static const struct {
    const char *words;
    enum tb_mode mode;
} mode_words[] = {
    { "自动生成", TB_MODE_DERIVED }, { "自动统计", TB_MODE_DERIVED },
    { "云端实时", TB_MODE_CLOUD },   { "云端同步", TB_MODE_CLOUD },
    { "本校无数据", TB_MODE_NONE },
};

/* The mode that TEXT says; TB_MODES: none. */
static enum tb_mode mode_said(struct tb_str text)
{
    for (size_t k = 0; k < TB_LEN(mode_words); k++)
        if (tb_str_find(text, mode_words[k].words) < text.n)
            return mode_words[k].mode;
    return TB_MODES;
}

bool tb_task_says_mode(struct tb_str text)
{
    return mode_said(text) != TB_MODES;
}

enum tb_mode tb_task_mode(const struct tb_task_row *row,
                          const struct tb_table *t)
{
    const struct tb_str where[] = { row->cells[TB_TASK_REMARK],
                                    row->cells[TB_TASK_FILLERS] };

    if (t->origin == TB_ORIGIN_DERIVED)
        return TB_MODE_DERIVED;
    for (size_t i = 0; i < TB_LEN(where); i++)
        if (tb_task_says_mode(where[i]))
            return mode_said(where[i]);
    return t->origin == TB_ORIGIN_CLOUD ? TB_MODE_CLOUD : TB_MODE_FILLED;
}
