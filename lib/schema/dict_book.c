/* dict_book.c - CSV files into a workbook and back. */
#include "dict_book.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "encoding.h"
#include "file.h"
#include "read_csv.h"
#include "types.h"
#include "write_xlsx.h"

#define FILE_LIMIT ((size_t)64 << 20)
#define LISTS "_lists"
#define COLUMNS_MAX 40
#define MORE_ROWS 500 /* drop-downs reach beyond the last row */

/* ---- what the sheets are called, and what stands in their columns ---- */

static const struct {
    const char *file, *sheet;
    uint32_t frozen; /* columns that stay when one scrolls */
} sheets[] = {
    { "tables.csv", "数据表", 2 },   { "fields.csv", "字段", 2 },
    { "codes.csv", "代码", 3 },      { "rules.csv", "规则", 2 },
    { "examples.csv", "示例", 3 },   { "derived.csv", "派生表", 1 },
    { "indicators.csv", "指标", 2 },
};

static const struct {
    const char *name, *title;
    double width;
} columns[] = {
    { "table", "表号", 9 },
    { "name", "名称", 24 },
    { "aliases", "别名", 20 },
    { "category", "类别", 12 },
    { "section", "章节", 16 },
    { "origin", "来源", 9 },
    { "source", "源表/出处", 9 },
    { "filled_by", "填报者", 12 },
    { "period", "统计期", 14 },
    { "rows", "行数", 7 },
    { "sheet", "工作表名", 22 },
    { "note", "填写说明", 50 },
    { "basis", "依据", 9 },
    { "predecessor", "前一版本", 24 },
    { "field", "字段", 24 },
    { "type", "类型", 12 },
    { "unit", "单位", 8 },
    { "required", "必填", 6 },
    { "length", "长度", 7 },
    { "min", "最小", 8 },
    { "max", "最大", 10 },
    { "pattern", "格式", 14 },
    { "pattern_words", "格式说明", 30 },
    { "list", "代码表", 16 },
    { "key", "主键", 8 },
    { "reference", "引用", 20 },
    { "mirror", "应与之相同", 20 },
    { "many", "多值", 6 },
    { "applies", "适用条件", 20 },
    { "stable", "不变", 6 },
    { "tolerance", "允许变化", 9 },
    { "window", "时间范围", 11 },
    { "personal", "个人信息", 10 },
    { "used", "启用", 6 },
    { "code", "代码", 9 },
    { "label", "标签", 26 },
    { "group", "归类", 12 },
    { "rule", "规则", 8 },
    { "severity", "级别", 9 },
    { "aspect", "方面", 9 },
    { "kind", "种类", 7 },
    { "expression", "表达式（SQL）", 60 },
    { "message", "提示", 50 },
    { "hint", "改法", 40 },
    { "since", "起始版本", 9 },
    { "why", "缘由", 40 },
    { "example", "序号", 6 },
    { "verdict", "结果", 10 },
    { "row", "一行数据", 70 },
    { "lineage", "溯源（SQL）", 60 },
    { "indicator", "指标", 8 },
    { "formula", "公式", 50 },
    { "inputs", "取数", 40 },
    { "better", "方向", 8 },
    { "qualified", "合格线", 30 },
    { "limited", "限制线", 30 },
    { "exempt", "豁免（SQL）", 40 },
};

/* The words of a column, as a drop-down; NULL: the names of the types. */
static const struct {
    const char *file, *column, *words;
} choices[] = {
    { "tables.csv", "origin", "filled;cloud;derived" },
    { "tables.csv", "source", "0;1" },
    { "tables.csv", "filled_by", "department;person;none" },
    { "tables.csv", "rows", "one;many" },
    { "fields.csv", "type", NULL },
    { "fields.csv", "required", "0;1" },
    { "fields.csv", "key", "key;unique" },
    { "fields.csv", "many", "0;1" },
    { "fields.csv", "stable", "0;1" },
    { "fields.csv", "window", "学年;财年;至学年止;至时点" },
    { "fields.csv", "personal", "name;idcard;phone;email;birth;address;other" },
    { "fields.csv", "used", "0;1" },
    { "rules.csv", "severity", "error;explain;warning;info" },
    { "rules.csv", "aspect", "规范性;完整性;合理性;真实性" },
    { "rules.csv", "kind", "row;set" },
    { "examples.csv", "verdict", "pass;fail;undecided" },
    { "indicators.csv", "better", "low;high" },
};

static void words_of(size_t choice, struct tb_buf *out)
{
    tb_buf_clear(out);
    if (choices[choice].words)
        tb_buf_adds(out, choices[choice].words);
    else
        for (size_t i = 0; i < TB_TYPES; i++)
            tb_buf_addf(out, "%s%s", i > 0 ? ";" : "", tb_types[i].name);
}

static size_t column_of(struct tb_str name)
{
    for (size_t i = 0; i < TB_LEN(columns); i++)
        if (tb_str_is(name, columns[i].name))
            return i;
    return TB_LEN(columns);
}

/* ---- writing ---- */

struct writing {
    struct tb_xlsx *xlsx;
    size_t sheet; /* of SHEETS */
    struct tb_str names[COLUMNS_MAX];
    uint32_t count;
    uint32_t row;
    struct tb_arena arena;
};

static void write_head(struct writing *w, const struct tb_row *row)
{
    for (size_t i = 0; i < row->count && w->count < COLUMNS_MAX; i++) {
        struct tb_str name = tb_str_trim(row->cells[i].raw);
        size_t at = column_of(name);
        struct tb_buf text = { 0 };
        w->names[w->count] = tb_arena_copy(&w->arena, name);
        tb_buf_addf(&text, "%s%s%.*s",
                    at < TB_LEN(columns) ? columns[at].title : "",
                    at < TB_LEN(columns) ? "\n" : "", TB_STR_ARG(name));
        tb_xlsx_column(w->xlsx, w->count,
                       at < TB_LEN(columns) ? columns[at].width : 14,
                       TB_XLSX_TEXT);
        tb_xlsx_text(w->xlsx, 0, w->count++, tb_buf_str(&text), TB_XLSX_HEAD);
        tb_buf_free(&text);
    }
    tb_xlsx_height(w->xlsx, 0, 32);
}

/* A workbook's line break is LF, whatever the file had. */
static void write_cell(struct writing *w, const struct tb_cell *c)
{
    struct tb_buf text = { 0 };

    tb_buf_adds(&text, "");
    for (size_t i = 0; i < c->raw.n; i++)
        if (c->raw.p[i] != '\r' || i + 1 == c->raw.n || c->raw.p[i + 1] != '\n')
            tb_buf_addc(&text, c->raw.p[i]);
    tb_xlsx_text(w->xlsx, w->row, c->column, tb_buf_str(&text), TB_XLSX_TEXT);
    tb_buf_free(&text);
}

static int write_row(const struct tb_row *row, void *ctx)
{
    struct writing *w = ctx;

    if (w->count == 0) {
        write_head(w, row);
        return 0;
    }
    w->row++;
    for (size_t i = 0; i < row->count; i++)
        if (row->cells[i].column < w->count)
            write_cell(w, &row->cells[i]);
    return 0;
}

static void add_choices(struct writing *w)
{
    struct tb_buf all = { 0 };

    for (size_t i = 0; i < TB_LEN(choices); i++)
        for (uint32_t k = 0; k < w->count; k++) {
            struct tb_str rest, word;
            char range[64], name[8];
            int words = 0;
            if (strcmp(choices[i].file, sheets[w->sheet].file) != 0 ||
                !tb_str_is(w->names[k], choices[i].column))
                continue;
            words_of(i, &all);
            for (rest = tb_buf_str(&all); tb_str_next(&rest, ";", &word);)
                words++;
            tb_column_name((uint32_t)i, name);
            snprintf(range, sizeof range, "=" LISTS "!$%s$1:$%s$%d", name, name,
                     words);
            tb_xlsx_list(w->xlsx, 1, w->row + MORE_ROWS, k, range, tb_str(""),
                         tb_str(""));
        }
    tb_buf_free(&all);
}

static int write_sheet(struct tb_xlsx *xlsx, const char *folder, size_t sheet,
                       struct tb_err *err)
{
    struct writing w = { .xlsx = xlsx, .sheet = sheet };
    struct tb_buf path = { 0 }, bytes = { 0 }, text = { 0 };
    const char *encoding;
    int rc = 0;

    tb_buf_addf(&path, "%s/%s", folder, sheets[sheet].file);
    tb_xlsx_sheet(xlsx, tb_str(sheets[sheet].sheet), false);
    if (tb_file_exists(path.p)) {
        if (tb_file_read(path.p, FILE_LIMIT, &bytes, err) < 0 ||
            tb_decode(tb_buf_str(&bytes), &text, &encoding, err) < 0 ||
            tb_csv_read(tb_buf_str(&text), &tb_limits_default, write_row, &w,
                        err) < 0)
            rc = tb_fail_in(err, "%s", path.p);
        add_choices(&w);
        tb_xlsx_freeze(xlsx, 1, sheets[sheet].frozen);
        if (w.count > 0)
            tb_xlsx_filter(xlsx, 0, w.row, w.count);
        tb_xlsx_print(xlsx, 0, 0);
    }
    tb_arena_free(&w.arena);
    tb_buf_free(&path);
    tb_buf_free(&bytes);
    tb_buf_free(&text);
    return rc;
}

static void write_lists(struct tb_xlsx *xlsx)
{
    struct tb_buf all = { 0 };

    tb_xlsx_sheet(xlsx, tb_str(LISTS), true);
    for (size_t i = 0; i < TB_LEN(choices); i++) {
        struct tb_str rest, word;
        words_of(i, &all);
        rest = tb_buf_str(&all);
        for (uint32_t row = 0; tb_str_next(&rest, ";", &word); row++)
            tb_xlsx_text(xlsx, row, (uint32_t)i, word, TB_XLSX_TEXT);
    }
    tb_buf_free(&all);
}

int tb_dict_book_write(const char *folder, const char *path, struct tb_err *err)
{
    struct tb_xlsx *xlsx = tb_xlsx_new(path);

    for (size_t i = 0; i < TB_LEN(sheets); i++)
        if (write_sheet(xlsx, folder, i, err) < 0) {
            tb_xlsx_abandon(xlsx);
            return -1;
        }
    write_lists(xlsx);
    return tb_xlsx_finish(xlsx, err);
}

/* ---- reading ---- */

struct reading {
    struct tb_buf *out;
    uint32_t at[COLUMNS_MAX]; /* where each of our columns stands */
    size_t count;
    size_t line; /* the last that was written */
    bool has_header;
};

/* The name is what stands behind the last line break of a header. */
static struct tb_str header_name(struct tb_str text)
{
    for (size_t i = text.n; i > 0; i--)
        if (text.p[i - 1] == '\n' || text.p[i - 1] == '\r')
            return tb_str_trim(tb_str_from(text, i));
    return tb_str_trim(text);
}

/* As the files that come with tianbao are written: quotes only where they
 * must be, so that what was not changed comes back byte for byte. */
static void add_field(struct tb_buf *out, struct tb_str s, bool first)
{
    bool quote = false;

    for (size_t i = 0; i < s.n && !quote; i++)
        quote = strchr(",\"\r\n", s.p[i]) != NULL;
    tb_buf_adds(out, first ? "" : ",");
    tb_buf_adds(out, quote ? "\"" : "");
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"')
            tb_buf_addc(out, '"');
        tb_buf_addc(out, s.p[i]);
    }
    tb_buf_adds(out, quote ? "\"" : "");
}

static void read_head(struct reading *r, const struct tb_row *row)
{
    r->has_header = true;
    for (size_t i = 0; i < row->count && r->count < COLUMNS_MAX; i++) {
        struct tb_str name = header_name(row->cells[i].raw);
        if (column_of(name) == TB_LEN(columns))
            continue;
        add_field(r->out, name, r->count == 0);
        r->at[r->count++] = row->cells[i].column;
    }
    tb_buf_addc(r->out, '\n');
}

/* Has ROW nothing in our columns? */
static bool is_empty(const struct reading *r, const struct tb_row *row)
{
    for (size_t i = 0; i < r->count; i++) {
        const struct tb_cell *c = tb_row_at(row, r->at[i]);
        if (c && tb_str_trim(c->raw).n > 0)
            return false;
    }
    return true;
}

static int read_row(const struct tb_row *row, void *ctx)
{
    struct reading *r = ctx;
    struct tb_buf text = { 0 };

    for (; r->has_header && r->line + 1 < row->number; r->line++)
        tb_buf_addc(r->out, '\n'); /* complaints name the sheet's lines */
    r->line = row->number;
    if (!r->has_header) {
        read_head(r, row);
        return 0;
    }
    if (is_empty(r, row)) {
        tb_buf_addc(r->out, '\n');
        return 0;
    }
    for (size_t i = 0; i < r->count; i++) {
        const struct tb_cell *c = tb_row_at(row, r->at[i]);
        tb_buf_clear(&text);
        if (c && c->kind == TB_CELL_NUMBER)
            tb_buf_addf(&text, "%.15g", c->number); /* 0.1, not 0.10000..1 */
        else if (c)
            tb_buf_add(&text, c->raw);
        add_field(r->out, tb_buf_str(&text), i == 0);
    }
    tb_buf_addc(r->out, '\n');
    tb_buf_free(&text);
    return 0;
}

static struct tb_buf *text_of(struct tb_buf *texts, const char *file)
{
    for (size_t i = 0; i < TB_DICT_FILES; i++)
        if (strcmp(tb_dict_files[i], file) == 0)
            return &texts[i];
    return NULL;
}

/* A sheet is known by our name for it, or by the file's. */
static bool is_sheet(struct tb_str name, size_t i)
{
    struct tb_str file = tb_str(sheets[i].file);

    return tb_str_is(name, sheets[i].sheet) || tb_str_eq(name, file) ||
           tb_str_eq(name, tb_str_n(file.p, file.n - strlen(".csv")));
}

static int read_sheets(struct tb_book *book, struct tb_buf *texts,
                       struct tb_err *err)
{
    size_t found = 0;

    for (size_t i = 0; i < TB_DICT_FILES; i++)
        tb_buf_clear(&texts[i]);
    for (size_t i = 0; i < tb_book_sheets(book); i++)
        for (size_t k = 0; k < TB_LEN(sheets); k++) {
            struct reading r = { .out = text_of(texts, sheets[k].file) };
            if (!is_sheet(tb_book_sheet(book, i).name, k))
                continue;
            tb_buf_clear(r.out);
            if (tb_book_read(book, i, read_row, &r, err) < 0)
                return -1;
            found++;
        }
    if (found == 0)
        return tb_fail_as(err, TB_DICTIONARY,
                          "no sheet is called 数据表, 字段, 代码, 规则 ...: is "
                          "it from 'tianbao export dictionary'?");
    return 0;
}

int tb_dict_book_read(const char *path, struct tb_buf texts[TB_DICT_FILES],
                      struct tb_err *err)
{
    struct tb_source source = { .fd = -1 };
    struct tb_book *book = NULL;
    int rc = -1;

    if (tb_source_open(path, tb_limits_default.file, &source, err) == 0 &&
        tb_book_open(&source, &tb_limits_default, &book, err) == 0)
        rc = read_sheets(book, texts, err);
    tb_book_close(book);
    tb_source_close(&source);
    return rc < 0 ? tb_fail_in(err, "%s", path) : 0;
}

/* ---- either ---- */

static bool is_workbook(const char *path)
{
    size_t n = strlen(path);

    return n > 5 && strcasecmp(path + n - 5, ".xlsx") == 0;
}

int tb_dict_texts(const char *path, struct tb_buf texts[TB_DICT_FILES],
                  struct tb_err *err)
{
    return is_workbook(path) ? tb_dict_book_read(path, texts, err)
                             : tb_dict_read_folder(path, texts, err);
}

int tb_dict_read(const char *path, struct tb_dict **dict,
                 struct tb_complaints *complaints, struct tb_err *err)
{
    struct tb_buf bytes[TB_DICT_FILES] = { { 0 } };
    struct tb_str texts[TB_DICT_FILES];
    int rc = tb_dict_texts(path, bytes, err);

    for (size_t i = 0; i < TB_DICT_FILES; i++)
        texts[i] = tb_buf_str(&bytes[i]);
    if (rc == 0)
        rc = tb_dict_parse(texts, dict, complaints, err);
    for (size_t i = 0; i < TB_DICT_FILES; i++)
        tb_buf_free(&bytes[i]);
    return rc;
}
