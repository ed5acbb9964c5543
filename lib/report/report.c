/* report.c - the findings as a list: each in every format but text. */
#include "report.h"

#include "finding.h"
#include "mask.h"
#include "norm.h"
#include "report_text.h"
#include "types.h"

struct report {
    const struct tb_report_options *options;
    struct tb_report_counts *counts;
    struct tb_sink *sink;
    struct tb_survey *survey;
    struct tb_report_text text;
    struct tb_buf masked, masked_fact;
};

/* VALUE of a personal field as it may be shown beside OTHER, in ROOM. */
static struct tb_str masked(const struct tb_field *field, struct tb_str value,
                            struct tb_str other, struct tb_buf *room)
{
    tb_buf_clear(room);
    tb_mask_beside(field->personal, value, other, room);
    return tb_buf_str(room);
}

/* Is the value itself the fault: a number, a day that cannot be, none of the
 * choices? */
static bool is_fault(const struct tb_found *x)
{
    return tb_type_is_number(x->field->type) || tb_str_is(x->rule, "window") ||
           tb_str_is(x->rule, "list") || tb_str_is(x->rule, "mark");
}

/* What is expected is a fact of a person here, and a form elsewhere. */
static bool expects_fact(struct tb_str rule)
{
    return tb_str_is(rule, "mirror") || tb_str_is(rule, "stable");
}

static void take_record(struct report *r, const struct tb_found *x,
                        struct tb_report_record *f)
{
    const struct tb_str none = { NULL, 0 };
    bool is_fact = expects_fact(x->rule);

    *f = (struct tb_report_record){
        .found = x,
        .value = x->value,
        .expected = x->expected,
        .cause = tb_survey_cause(r->survey, x->fingerprint),
        .is_number = x->field && tb_type_is_number(x->field->type),
    };
    tb_place_show(&x->place, f->cell);
    tb_place_show(&x->other, f->other_cell);
    if (!x->field || x->field->personal.n == 0 || is_fault(x) ||
        x->sight == TB_SIGHT_ALL)
        return;
    if (x->sight == TB_SIGHT_STARS)
        f->value = masked(x->field, x->value, is_fact ? x->expected : none,
                          &r->masked);
    if (is_fact)
        f->expected = masked(x->field, x->expected, x->value, &r->masked_fact);
}

/* ---- the same record, column by column ---- */

static void get_severity(const struct tb_column *c, const void *row,
                         struct tb_view_cell *cell)
{
    static const enum tb_tone tones[] = { [TB_ERROR] = TB_TONE_BAD,
                                          [TB_EXPLAIN] = TB_TONE_WARN,
                                          [TB_WARNING] = TB_TONE_INFO,
                                          [TB_INFO] = TB_TONE_MUTED };
    const struct tb_report_record *f = row;

    (void)c;
    cell->code = tb_str(tb_severities[f->found->severity].code);
    cell->text = tb_str(tb_severities[f->found->severity].chinese);
    cell->tone = tones[f->found->severity];
}

static void get_status(const struct tb_column *c, const void *row,
                       struct tb_view_cell *cell)
{
    const struct tb_report_record *f = row;

    (void)c;
    cell->code = tb_str(tb_standings[f->found->standing].code);
    cell->text = tb_str(tb_standings[f->found->standing].chinese);
}

/* A text of the finding itself. */
static void get_text(const struct tb_column *c, const void *row,
                     struct tb_view_cell *cell)
{
    const struct tb_report_record *f = row;

    memcpy(&cell->text, (const char *)f->found + c->offset, sizeof cell->text);
}

static void get_table(const struct tb_column *c, const void *row,
                      struct tb_view_cell *cell)
{
    const struct tb_report_record *f = row;

    memcpy(&cell->text, (const char *)f->found->table + c->offset,
           sizeof cell->text);
}

/* D17 in a buffer of the record. */
static void get_place(const struct tb_column *c, const void *row,
                      struct tb_view_cell *cell)
{
    cell->text = tb_str((const char *)row + c->offset);
}

static void get_line(const struct tb_column *c, const void *row,
                     struct tb_view_cell *cell)
{
    const struct tb_report_record *f = row;

    (void)c;
    cell->count = f->found->place.line;
    cell->is_absent = f->found->place.line <= 0;
}

/* A number where the field is one, words elsewhere; nothing: null. */
static void show_value(struct tb_str text, bool is_number,
                       struct tb_view_cell *cell)
{
    cell->text = text;
    cell->is_absent = text.n == 0;
    if (text.n > 0 && is_number && tb_norm_number(text, &cell->number))
        cell->kind = TB_COL_NUMBER;
}

static void get_value(const struct tb_column *c, const void *row,
                      struct tb_view_cell *cell)
{
    const struct tb_report_record *f = row;
    struct tb_str text;

    memcpy(&text, (const char *)row + c->offset, sizeof text);
    show_value(text, f->is_number, cell);
}

/* It is a number wherever it looks like one. */
static void get_difference(const struct tb_column *c, const void *row,
                           struct tb_view_cell *cell)
{
    const struct tb_report_record *f = row;

    (void)c;
    show_value(f->found->difference, true, cell);
}

#define AT(member) TB_AT(struct tb_report_record, member)
#define FOUND(member) TB_AT(struct tb_found, member), .get = get_text
#define TABLE(member) TB_AT(struct tb_table, member), .get = get_table

/* "1.2 教师表" */
static void get_whole_table(const struct tb_column *c, const void *row,
                            struct tb_view_cell *cell)
{
    const struct tb_report_record *f = row;

    (void)c;
    tb_buf_addf(cell->room, "%.*s %.*s", TB_STR_ARG(f->found->table->no),
                TB_STR_ARG(f->found->table->name));
}

/* A check is called otherwise by people than by programs. */
static void get_rule(const struct tb_column *c, const void *row,
                     struct tb_view_cell *cell)
{
    const struct tb_report_record *f = row;

    (void)c;
    cell->code = f->found->rule;
    cell->text = tb_check_name(f->found->rule);
}

/* All of the key or, when a part of it is personal, nothing. */
static void get_key(const struct tb_column *c, const void *row,
                    struct tb_view_cell *cell)
{
    const struct tb_found *f = ((const struct tb_report_record *)row)->found;

    (void)c;
    cell->text = f->key;
    for (size_t i = 0; i < f->table->count; i++)
        if (f->table->fields[i].is_key && f->table->fields[i].used &&
            f->table->fields[i].personal.n > 0 && f->sight == TB_SIGHT_STARS)
            cell->text = tb_str("");
}

/* A fingerprint with the letters that keep it from being taken for a number:
 * 8236669330859107 loses digits in a spreadsheet, 5e75007129774359 all. */
static void show_id(struct tb_str fingerprint, struct tb_view_cell *cell)
{
    cell->code = fingerprint;
    tb_buf_adds(cell->room, "");
    if (fingerprint.n > 0)
        tb_buf_addf(cell->room, TB_FINDING_ID "%.*s", TB_STR_ARG(fingerprint));
}

static void get_id(const struct tb_column *c, const void *row,
                   struct tb_view_cell *cell)
{
    (void)c;
    show_id(((const struct tb_report_record *)row)->found->fingerprint, cell);
}

static void get_cause(const struct tb_column *c, const void *row,
                      struct tb_view_cell *cell)
{
    (void)c;
    show_id(((const struct tb_report_record *)row)->cause, cell);
}

/* In the order in which somebody reads who has to mend them. */
static const struct tb_column columns[] = {
    { "severity", "轻重", TB_COL_TEXT, 8, .get = get_severity },
    { "department", NULL, TB_COL_TEXT, FOUND(place.department) },
    { NULL, "表", TB_COL_TEXT, .get = get_whole_table, .sheet = 24,
      .group = 2 },
    { "table_no", NULL, TB_COL_ID, TABLE(no) },
    { "table_name", NULL, TB_COL_TEXT, TABLE(name) },
    { "cell", "位置", TB_COL_TEXT, 8, AT(cell), .get = get_place, .sheet = 8 },
    { "who", "哪一行", TB_COL_ID, FOUND(who), .sheet = 18 },
    { "field", "哪一栏", TB_COL_TEXT, FOUND(field_name), .sheet = 14 },
    { "value", "您填的", TB_COL_ID, AT(value), .get = get_value, .sheet = 14,
      .decimals = TB_AS_IT_IS },
    { "message", "问题", TB_COL_PROSE, FOUND(message), .sheet = 46 },
    { "hint", "怎样改", TB_COL_PROSE, FOUND(hint), .sheet = 36 },
    /* 'review explain --file' reads these two back */
    { "explanation", "说明", TB_COL_TEXT, FOUND(explanation), .sheet = 40 },
    { "fingerprint", "编号", TB_COL_ID, .get = get_id, .sheet = 12 },
    { NULL, "部门", TB_COL_TEXT, FOUND(place.department), .sheet = 14,
      .group = 1 },
    { "rule", "规则", TB_COL_ID, 8, .get = get_rule, .sheet = 12 },
    { "aspect", "方面", TB_COL_TEXT, 8, FOUND(aspect) },
    { "status", "状态", TB_COL_TEXT, 6, .get = get_status },
    { "cause", "起因", TB_COL_ID, .get = get_cause, .sheet = 12 },
    { "file", "文件", TB_COL_TEXT, FOUND(place.file), .sheet = 20 },
    { "sheet", "工作表", TB_COL_TEXT, FOUND(place.sheet), .sheet = 14 },
    { "row", "行", TB_COL_COUNT, .get = get_line, .sheet = 6 },
    { "key", NULL, TB_COL_ID, .get = get_key },
    { "expected", "应有值", TB_COL_ID, AT(expected), .get = get_value,
      .sheet = 14, .decimals = TB_AS_IT_IS },
    { "difference", "差额", TB_COL_ID, .get = get_difference, .sheet = 9,
      .decimals = TB_AS_IT_IS },
    { "first_seen", "首次发现", TB_COL_TIME, FOUND(first_seen), .sheet = 16 },
    { "other_department", "另一处部门", TB_COL_TEXT, FOUND(other.department),
      .sheet = 14 },
    { "other_file", "另一处文件", TB_COL_TEXT, FOUND(other.file), .sheet = 20 },
    { "other_sheet", "另一处工作表", TB_COL_TEXT, FOUND(other.sheet),
      .sheet = 14 },
    { "other_cell", "另一处位置", TB_COL_TEXT, AT(other_cell), .get = get_place,
      .sheet = 8 },
};

static const struct tb_view view = { .name = "检查结果",
                                     .columns = columns,
                                     .count = TB_LEN(columns) };

static void count_found(struct tb_report_counts *counts,
                        const struct tb_found *x)
{
    switch (x->standing) {
    case TB_STANDING_EXPLAINED:
        counts->explained++;
        return;
    case TB_STANDING_NEW:
        counts->fresh++;
        break;
    case TB_STANDING_STILL:
    case TB_STANDING_RESOLVED:
    case TB_STANDINGS:
        counts->still++;
        break;
    }
    counts->by_severity[x->severity]++;
}

static int survey_found(const struct tb_found *x, void *ctx)
{
    struct report *r = ctx;

    tb_survey_take(r->survey, x);
    return 0;
}

static int report_found(const struct tb_found *x, void *ctx)
{
    struct report *r = ctx;
    struct tb_report_record f;

    take_record(r, x, &f);
    count_found(r->counts, x);
    tb_view_row(r->sink, &f);
    return 0;
}

/* What is explained is a list's matter, with its words; not a reader's. */
static bool shows_explained(const struct tb_view_options *o)
{
    return !tb_view_is(o, "text");
}

/* A department sees whole what it has filed itself. */
static enum tb_sight sight_of(const struct tb_report_options *o)
{
    return o->unmask       ? TB_SIGHT_ALL
           : o->department ? TB_SIGHT_OWN
                           : TB_SIGHT_STARS;
}

/* Twice over all findings: what follows from what, then each. */
static int read_findings(struct report *r, struct tb_campaign *c,
                         struct tb_finding_query *query, struct tb_err *err)
{
    const struct tb_report_options *o = r->options;

    if (tb_table_named(c->dict, o->table, &query->table, err) < 0 ||
        tb_department_id(&c->store, o->department, &query->department, err) < 0)
        return -1;
    if (tb_findings_each(&c->store, query, survey_found, r, err) < 0)
        return -1;
    tb_survey_end(r->survey);
    r->counts->folded = tb_survey_folded(r->survey);
    return tb_findings_each(&c->store, query, report_found, r, err);
}

int tb_report_findings(struct tb_campaign *c,
                       const struct tb_report_options *options,
                       const struct tb_view_options *output,
                       struct tb_report_counts *counts, struct tb_err *err)
{
    struct tb_finding_query query = { .explained = shows_explained(output),
                                      .sight = sight_of(options),
                                      .untold = options->untold };
    struct report r = { .options = options,
                        .counts = counts,
                        .survey = tb_survey_new(c->dict) };
    struct tb_view_page page = { .print = tb_report_text_print,
                                 .end = tb_report_text_end,
                                 .ctx = &r.text };
    int rc;

    r.text.samples = options->samples;
    r.text.survey = r.survey;
    r.text.colour = output->colour;
    r.sink = tb_view_open(&view, &page, output);
    rc = read_findings(&r, c, &query, err);
    rc = tb_view_close(r.sink, rc, err);
    tb_report_text_free(&r.text);
    tb_survey_free(r.survey);
    tb_buf_free(&r.masked);
    tb_buf_free(&r.masked_fact);
    return rc;
}
