/* responsibility_page.c - what stands where on the sheet that is signed. */
#include "responsibility_page.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "buf.h"

static const struct tb_page_column front_columns[] = {
    { "编号", 9 }, { "数据表", 30 }, { "范围", 12 },       { "状态", 10 },
    { "版本", 6 }, { "行数", 8 },    { "错误", 6 },        { "待说明", 8 },
    { "提醒", 6 }, { "已说明", 8 },  { "数据校验码", 20 }, { "备注", 18 },
};

static const struct tb_page_column hash_columns[] = {
    { "编号", 9 },      { "数据表", 30 },  { "范围", 12 },
    { "校验对象", 12 }, { "SHA-256", 74 },
};

const struct tb_page_sheet tb_page_sheets[TB_PAGE_SHEETS] = {
    [TB_PAGE_FRONT] = { "数据责任书", front_columns, TB_LEN(front_columns), 4 },
    [TB_PAGE_HASHES] = { "校验码", hash_columns, TB_LEN(hash_columns), 3 },
};

static struct tb_printed *put_printed(struct tb_page *p, uint32_t column,
                                      uint32_t last, enum tb_xlsx_style style,
                                      struct tb_str text)
{
    p->list = tb_grow(p->list, p->count, &p->room, sizeof *p->list);
    p->list[p->count] = (struct tb_printed){
        .sheet = p->sheet,
        .row = p->row,
        .column = column,
        .last = last,
        .style = style,
        .text = tb_arena_copy(&p->arena, text),
    };
    return &p->list[p->count++];
}

/* A line over all columns, or from COLUMN to LAST. */
static struct tb_printed *put_line(struct tb_page *p, uint32_t column,
                                   uint32_t last, enum tb_xlsx_style style,
                                   const char *format, ...) TB_PRINTF(5, 6);

static struct tb_printed *put_line(struct tb_page *p, uint32_t column,
                                   uint32_t last, enum tb_xlsx_style style,
                                   const char *format, ...)
{
    char text[4096];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return put_printed(p, column, last, style, tb_str(text));
}

static void begin_page(struct tb_page *p, int sheet)
{
    p->sheet = sheet;
    p->row = 0;
}

static void put_heads(struct tb_page *p)
{
    for (uint32_t i = 0; i < tb_page_sheets[p->sheet].count; i++)
        put_printed(p, i, i, TB_XLSX_HEAD,
                    tb_str(tb_page_sheets[p->sheet].columns[i].head));
    p->row++;
}

static struct tb_str first_digits(struct tb_str hash, size_t most)
{
    return tb_str_n(hash.p, hash.n < most ? hash.n : most);
}

/* ---- the sheet that is signed ---- */

static const char *const statement[] = {
    "本人为上述部门的数据负责人，已组织采集、核对并审核上列数据，郑重声明：",
    "一、上列数据表由本部门采集填报，数据来源可靠，与原始材料一致，真实、准确"
    "、完整、及时，无瞒报、漏报、虚报；“本校无数据”的各项，本学年确无数据。",
    "二、上列未处理的错误、待说明和提醒事项，本人已知悉；已说明的事项，说明属实"
    "。",
    "三、本人签字只对与校验码相符的数据负责；签字后数据如有变动，须重新审核并"
    "重新签署。",
};

static const char *const signatures[] = {
    "填报人（签字）：",
    "部门负责人（签字）：",
    "部门（盖章）：",
};

static void put_head(struct tb_page *p, const struct tb_responsibility *r)
{
    const struct tb_str *h = r->head;

    put_line(p, 0, 11, TB_XLSX_TITLE, "人才培养工作状态数据 数据责任书");
    p->row++;
    put_line(p, 0, 5, TB_XLSX_PLAIN, "学校：%.*s",
             TB_STR_ARG(h[TB_RESPONSIBILITY_SCHOOL]));
    put_line(p, 6, 11, TB_XLSX_PLAIN, "学年：%.*s",
             TB_STR_ARG(h[TB_RESPONSIBILITY_YEAR]));
    p->row++;
    put_line(p, 0, 5, TB_XLSX_PLAIN, "部门：%.*s（%.*s）",
             TB_STR_ARG(h[TB_RESPONSIBILITY_DEPARTMENT]),
             TB_STR_ARG(h[TB_RESPONSIBILITY_CODE]));
    put_line(p, 6, 11, TB_XLSX_PLAIN, "出具日期：%.*s",
             TB_STR_ARG(first_digits(h[TB_RESPONSIBILITY_DATE], 10)));
    p->row += 2;
}

static void put_item(struct tb_page *p,
                     const struct tb_responsibility_item *item)
{
    static const enum tb_responsibility_cell order[] = {
        TB_RESPONSIBILITY_NO,       TB_RESPONSIBILITY_NAME,
        TB_RESPONSIBILITY_PART,     TB_RESPONSIBILITY_STATE,
        TB_RESPONSIBILITY_VERSION,  TB_RESPONSIBILITY_ROWS,
        TB_RESPONSIBILITY_ERRORS,   TB_RESPONSIBILITY_EXPLAINS,
        TB_RESPONSIBILITY_WARNINGS, TB_RESPONSIBILITY_EXPLAINED,
        TB_RESPONSIBILITY_DATA,     TB_RESPONSIBILITY_NOTE,
    };

    for (uint32_t i = 0; i < TB_LEN(order); i++) {
        struct tb_str text = item->cells[order[i]];
        bool is_count = i >= 4 && i <= 9;
        if (order[i] == TB_RESPONSIBILITY_STATE)
            text = tb_str(tb_responsibility_state(item));
        if (order[i] == TB_RESPONSIBILITY_DATA)
            text = first_digits(text, 16);
        put_printed(p, i, i, is_count ? TB_XLSX_COUNT : TB_XLSX_BOX, text);
    }
    p->row++;
}

static void put_sum(struct tb_page *p, const struct tb_responsibility *r)
{
    long long rows = 0;

    for (size_t i = 0; i < r->handed.count; i++)
        rows += strtoll(r->handed.list[i].cells[TB_RESPONSIBILITY_ROWS].p, NULL,
                        10);
    put_line(p, 0, 11, TB_XLSX_BOX, "合计：%zu 项，%lld 行", r->handed.count,
             rows);
    p->row += 2;
}

/* What the head does not sign for is said too. */
static void put_open(struct tb_page *p, const struct tb_responsibility *r)
{
    struct tb_buf text = { 0 };

    for (size_t i = 0; i < r->open.count; i++) {
        const struct tb_str *cells = r->open.list[i].cells;
        struct tb_str part = cells[TB_RESPONSIBILITY_PART];
        tb_buf_addf(&text, "%s%.*s %.*s", text.n > 0 ? "、" : "",
                    TB_STR_ARG(cells[TB_RESPONSIBILITY_NO]),
                    TB_STR_ARG(cells[TB_RESPONSIBILITY_NAME]));
        if (part.n > 0)
            tb_buf_addf(&text, "·%.*s", TB_STR_ARG(part));
        tb_buf_addf(&text, "（%s）", tb_responsibility_state(&r->open.list[i]));
        if (text.n > 3000) {
            tb_buf_addf(&text, " 等 %zu 项", r->open.count);
            break;
        }
    }
    if (text.n > 0) {
        put_line(p, 0, 11, TB_XLSX_WRAP, "未上报、不在本责任书范围内：%s",
                 text.p);
        p->row += 2;
    }
    tb_buf_free(&text);
}

static void put_proof(struct tb_page *p, const struct tb_responsibility *r)
{
    struct tb_str log = r->head[TB_RESPONSIBILITY_LOG];
    size_t space = tb_str_find(log, " ");
    char aloud[20];

    tb_responsibility_aloud(r->hash, aloud);
    put_line(p, 0, 11, TB_XLSX_LABEL, "本责任书校验码：%s（可朗读核对）",
             aloud);
    p->row++;
    put_line(p, 0, 11, TB_XLSX_PLAIN, "全文 SHA-256：%s", r->hash);
    p->row++;
    put_line(p, 0, 11, TB_XLSX_PLAIN, "数据字典 SHA-256：%.*s",
             TB_STR_ARG(r->head[TB_RESPONSIBILITY_DICTIONARY]));
    p->row++;
    put_line(p, 0, 11, TB_XLSX_PLAIN, "操作日志：第 %.*s 条，SHA-256：%.*s",
             (int)space, log.p, TB_STR_ARG(tb_str_from(log, space + 1)));
    p->row += 2;
}

static void put_front(struct tb_page *p, const struct tb_responsibility *r)
{
    begin_page(p, TB_PAGE_FRONT);
    put_head(p, r);
    put_heads(p);
    for (size_t i = 0; i < r->handed.count; i++)
        put_item(p, &r->handed.list[i]);
    put_sum(p, r);
    put_open(p, r);
    for (size_t i = 0; i < TB_LEN(statement); i++, p->row++)
        put_line(p, 0, 11, TB_XLSX_WRAP, "%s", statement[i]);
    p->row++;
    put_proof(p, r);
    for (size_t i = 0; i < TB_LEN(signatures); i++, p->row += 2) {
        put_line(p, 1, 4, TB_XLSX_PLAIN, "%s", signatures[i])->is_free = true;
        put_line(p, 7, 11, TB_XLSX_PLAIN, "日期：      年    月    日")
            ->is_free = true;
    }
}

/* ---- the hashes, whole ---- */

static void put_hashes(struct tb_page *p, const struct tb_responsibility *r)
{
    static const struct {
        const char *name;
        enum tb_responsibility_cell cell;
    } hashes[] = {
        { "在册数据", TB_RESPONSIBILITY_DATA },
        { "提交内容", TB_RESPONSIBILITY_CONTENT },
        { "来源文件", TB_RESPONSIBILITY_FILE },
    };

    begin_page(p, TB_PAGE_HASHES);
    put_line(p, 0, 4, TB_XLSX_TITLE, "数据责任书附件：校验码");
    p->row++;
    put_line(p, 0, 4, TB_XLSX_PLAIN, "部门：%.*s；责任书全文 SHA-256：%s",
             TB_STR_ARG(r->head[TB_RESPONSIBILITY_DEPARTMENT]), r->hash);
    p->row += 2;
    put_heads(p);
    for (size_t i = 0; i < r->handed.count; i++)
        for (size_t k = 0; k < TB_LEN(hashes); k++) {
            const struct tb_str *cells = r->handed.list[i].cells;
            if (cells[hashes[k].cell].n == 0)
                continue;
            put_printed(p, 0, 0, TB_XLSX_BOX, cells[TB_RESPONSIBILITY_NO]);
            put_printed(p, 1, 1, TB_XLSX_BOX, cells[TB_RESPONSIBILITY_NAME]);
            put_printed(p, 2, 2, TB_XLSX_BOX, cells[TB_RESPONSIBILITY_PART]);
            put_printed(p, 3, 3, TB_XLSX_BOX, tb_str(hashes[k].name));
            put_printed(p, 4, 4, TB_XLSX_BOX, cells[hashes[k].cell]);
            p->row++;
        }
}

void tb_page_make(const struct tb_responsibility *record, struct tb_page *out)
{
    put_front(out, record);
    put_hashes(out, record);
}

void tb_page_free(struct tb_page *p)
{
    free(p->list);
    tb_arena_free(&p->arena);
    *p = (struct tb_page){ 0 };
}
