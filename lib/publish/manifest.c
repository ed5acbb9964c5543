/* manifest.c - the list of what is exported. */
#include "manifest.h"

#include <stdio.h>
#include <stdlib.h>

#include "freshness.h"
#include "mem.h"
#include "slice.h"

static void count_slice(const struct tb_slice *s, enum tb_state last,
                        struct tb_manifest_line *line)
{
    if (s->state == TB_STATE_NIL)
        line->nil++;
    else if (s->state == last)
        line->approved++;
    else
        line->open++;
}

static int read_outcome(struct tb_campaign *c, struct tb_manifest *out,
                        struct tb_err *err)
{
    struct tb_outcome_line *lines = tb_alloc(out->count, sizeof *lines);
    int rc = tb_outcome_lines(&c->store, lines, err);

    for (size_t i = 0; i < out->count; i++)
        out->lines[i].merged = lines[i];
    free(lines);
    return rc < 0
               ? -1
               : tb_store_get(c->store.db, TB_MERGED_AT, &out->merged_at, err);
}

int tb_manifest_begin(struct tb_campaign *c, struct tb_manifest *out,
                      struct tb_err *err)
{
    const struct tb_slice_query all = { 0 };
    struct tb_slices slices = { 0 };
    enum tb_state last = tb_level_state(tb_campaign_last_level(c));
    int rc = tb_slices_read(&c->store, &all, &slices, err);

    out->campaign = c;
    out->count = c->dict->table_count;
    out->lines = tb_alloc(out->count, sizeof *out->lines);
    for (size_t i = 0; i < out->count; i++)
        out->lines[i].table = &c->dict->tables[i];
    for (size_t i = 0; i < slices.count; i++)
        count_slice(&slices.list[i], last,
                    &out->lines[slices.list[i].table - c->dict->tables]);
    tb_slices_free(&slices);
    return rc < 0 ? -1 : read_outcome(c, out, err);
}

void tb_manifest_free(struct tb_manifest *m)
{
    free(m->lines);
    tb_buf_free(&m->merged_at);
    *m = (struct tb_manifest){ 0 };
}

static uint32_t manifest_head(const struct tb_manifest *m,
                              tb_manifest_cell_fn *cell, void *ctx)
{
    const struct tb_campaign *c = m->campaign;
    const struct {
        const char *name;
        struct tb_str value;
    } lines[] = {
        { "学校", tb_buf_str(&c->school) },
        { "学年", tb_buf_str(&c->year) },
        { "版本", tb_buf_str(&c->edition) },
        { "数据字典 SHA-256", tb_str(c->dict->hash) },
        { "采集编号", tb_buf_str(&c->id) },
        { "导出时间", tb_str(c->context.now) },
    };
    static const char *const heads[] = {
        "编号",     "数据表", "行数",       "审核状态",   "SHA-256",
        "已审行数", "并入",   "冲突未纳入", "导入时未收", "合并后错误",
    };

    cell(TB_MANIFEST_TITLE, 0,
         tb_str(m->is_draft ? "人才培养工作状态数据 上报清单（草稿，不得上报）"
                            : "人才培养工作状态数据 上报清单"),
         ctx);
    for (uint32_t i = 0; i < TB_LEN(lines); i++) {
        cell(TB_MANIFEST_TITLE + 1 + i, 0, tb_str(lines[i].name), ctx);
        cell(TB_MANIFEST_TITLE + 1 + i, 1, lines[i].value, ctx);
    }
    cell(TB_MANIFEST_HEADS - 2, 2, tb_str("合并并校验"), ctx);
    cell(TB_MANIFEST_HEADS - 2, 3, tb_buf_str(&m->merged_at), ctx);
    for (uint32_t i = 0; i < TB_LEN(heads); i++)
        cell(TB_MANIFEST_HEADS, i, tb_str(heads[i]), ctx);
    return TB_MANIFEST_HEADS + 1;
}

static void describe_review(const struct tb_manifest_line *l, char *out,
                            size_t size)
{
    if (l->table->origin == TB_ORIGIN_DERIVED)
        snprintf(out, size, "%s", tb_modes[TB_MODE_DERIVED].chinese);
    else if (l->open > 0)
        snprintf(out, size, "%lld 份已审，%lld 份未完成", l->approved, l->open);
    else if (l->approved == 0 && l->nil > 0)
        snprintf(out, size, "%s", tb_states[TB_STATE_NIL].chinese);
    else
        snprintf(out, size, "%lld 份已审", l->approved);
}

static void manifest_line(const struct tb_manifest_line *l, uint32_t row,
                          tb_manifest_cell_fn *cell, void *ctx)
{
    const long long counts[] = { l->merged.in, l->merged.folded,
                                 l->merged.conflict, l->merged.rejected,
                                 l->merged.faults };
    char rows[24], state[96];

    snprintf(rows, sizeof rows, "%lld", l->rows);
    describe_review(l, state, sizeof state);
    cell(row, 0, l->table->no, ctx);
    cell(row, 1, l->table->name, ctx);
    cell(row, 2, tb_str(rows), ctx);
    cell(row, 3, tb_str(state), ctx);
    cell(row, 4, tb_str(l->hash), ctx);
    for (uint32_t i = 0; i < TB_LEN(counts); i++) {
        snprintf(rows, sizeof rows, "%lld", counts[i]);
        cell(row, 5 + i, tb_str(rows), ctx);
    }
}

void tb_manifest_cells(const struct tb_manifest *m, tb_manifest_cell_fn *cell,
                       void *ctx)
{
    uint32_t row = manifest_head(m, cell, ctx);

    for (size_t i = 0; i < m->count; i++)
        manifest_line(&m->lines[i], row + (uint32_t)i, cell, ctx);
}
