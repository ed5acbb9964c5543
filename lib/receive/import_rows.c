/* import_rows.c - the rows of one sheet, on their way into the store. */
#include "department.h"
#include "import_parts.h"
#include "key_words.h"
#include "mark.h"
#include "odd_row.h"
#include "person.h"
#include "types.h"
#include "utf8.h"

#define NOTE_RAW_MAX 1024 /* bytes of a raw value that are kept */
#define SAMPLES 3         /* of changed values that are shown */

/* NOTE, with what stood in the cell of its field. */
static int keep_note(struct tb_import_rows *r, struct tb_cell_note note)
{
    const struct tb_cell *c =
        note.field ? r->entry.cells[note.field->index] : NULL;

    note.raw = c ? c->raw : tb_str("");
    note.raw.n = tb_utf8_cut(note.raw.p, note.raw.n, NOTE_RAW_MAX);
    if (!note.detail.p)
        note.detail = tb_str("");
    if (note.trouble != TB_FINE || note.kind == TB_NOTE_ROW)
        tb_hash_add(r->hash, note.raw); /* part of what this version is */
    return tb_filing_note(&r->filing, &note, r->import->err);
}

/* ---- rows that are not filed ---- */

struct shown_entry {
    const struct tb_entry *entry;
    struct tb_buf value;
};

static struct tb_str shown_value(const struct tb_field *f, void *ctx)
{
    struct shown_entry *x = ctx;

    tb_value_show(&x->entry->values[f->index], &x->value);
    return tb_buf_str(&x->value);
}

/* The part of the key that is shown in several rows has made it double. */
static void add_range(const struct tb_import_rows *r, struct tb_buf *out)
{
    const struct tb_merge *range = tb_spans_key(&r->spans, &r->entry);
    char name[TB_RANGE_NAME];

    if (!range)
        return;
    tb_range_name(range, name);
    tb_buf_addf(out, "（%s 是合并单元格）", name);
}

/* "第 6 行与第 4 行的教工号都是“0048”": LINE comes after OTHER. */
static void say_twice(struct tb_import_rows *r, size_t line, uint32_t other,
                      struct tb_buf *out)
{
    struct shown_entry x = { .entry = &r->entry };

    tb_buf_addf(out, "第 %zu 行与第 %u 行的", line, other);
    tb_key_words(r->plan->table, shown_value, &x, "都是", out);
    add_range(r, out);
    tb_buf_free(&x.value);
}

/* Note why this row cannot be filed, and at which field (NULL: the key);
 * OTHER is the line that has its key. */
static int reject_row(struct tb_import_rows *r, size_t line,
                      const struct tb_field *at, enum tb_rejection reason,
                      uint32_t other)
{
    struct tb_buf text = { 0 };
    struct tb_cell_note note = {
        .kind = TB_NOTE_ROW,
        .line = line,
        .field = at ? at : tb_entry_key_fault(&r->entry),
        .reason = reason,
    };
    int rc;

    if (reason == TB_REJECTED_TWICE)
        say_twice(r, line, other, &text);
    else
        tb_buf_adds(&text, tb_rejections[reason].chinese);
    note.detail = tb_buf_str(&text);
    if (note.field)
        note.trouble = r->entry.troubles[note.field->index];
    r->sheet->rejected++;
    r->sheet->foreign += reason == TB_REJECTED_FOREIGN;
    rc = keep_note(r, note);
    tb_buf_free(&text);
    return rc;
}

/* A row that is no data: one finding, at its first cell. */
static int reject_odd(struct tb_import_rows *r, size_t line,
                      enum tb_rejection reason, const struct tb_cell *at)
{
    const struct tb_sheet_plan *p = r->plan;
    const struct tb_field *f =
        at->column < p->columns ? p->fields[at->column] : NULL;

    r->sheet->rejected++;
    if (!f)
        f = tb_entry_key_fault(&r->entry);
    if (f && !r->entry.cells[f->index])
        r->entry.cells[f->index] = at;
    return keep_note(r, (struct tb_cell_note){
                            .kind = TB_NOTE_ROW,
                            .line = line,
                            .field = f,
                            .reason = reason,
                            .detail = tb_str(tb_rejections[reason].chinese) });
}

/* May the row of LINE be filed?  If not, it is rejected: *REJECTED. */
static int check_row(struct tb_import_rows *r, size_t line, bool *rejected)
{
    struct tb_str key;
    uint32_t first;

    *rejected = true;
    if (!tb_entry_key(&r->entry, &r->key))
        return reject_row(r, line, NULL, TB_REJECTED_KEY, 0);
    if (r->owner && !tb_entry_says(&r->entry, r->owner, r->person))
        return reject_row(r, line, r->owner, TB_REJECTED_FOREIGN, 0);
    *rejected = false;
    if (!r->plan->table->has_natural_key)
        return 0;
    key = tb_buf_str(&r->key);
    if ((*rejected = tb_map_find(&r->keys, key, &first)))
        return reject_row(r, line, NULL, TB_REJECTED_TWICE, first);
    tb_map_add(&r->keys, tb_arena_copy(&r->arena, key), (uint32_t)line, NULL);
    return 0;
}

/* ---- rows that are ---- */

/* A sample or two of what was brought into another form. */
static void add_sample(struct tb_import_rows *r, size_t line,
                       const struct tb_field *f)
{
    struct tb_buf shown = { 0 };
    const struct tb_cell *c = r->entry.cells[f->index];
    char column[8];

    if (r->sheet->changed > SAMPLES || f->personal.n > 0)
        return;
    tb_value_show(&r->entry.values[f->index], &shown);
    tb_column_name(c->column, column);
    tb_buf_addf(&r->samples, "%s%s%zu“%.*s”→%s", r->samples.n ? "，" : "",
                column, line, TB_STR_ARG(c->raw), tb_buf_text(&shown));
    tb_buf_free(&shown);
}

/* 同上 in the cell of field I: what stands above; kept for the row below. */
static struct tb_str value_above(struct tb_import_rows *r, size_t i)
{
    const struct tb_entry *above = &r->above;
    struct tb_buf *text = &r->entry.texts[i];

    if (above->troubles[i] == TB_TROUBLE_DITTO) {
        tb_buf_clear(text);
        tb_buf_add(text, tb_buf_str(&above->texts[i]));
    } else {
        tb_value_show(&above->values[i], text);
    }
    return tb_buf_str(text);
}

/* Note the cells that could not be read, or only in another form. */
static int note_cells(struct tb_import_rows *r, size_t line, long long id)
{
    const struct tb_table *t = r->plan->table;
    const struct tb_entry *e = &r->entry;

    for (size_t i = 0; i < t->count; i++) {
        struct tb_str detail = tb_str("");
        if (e->troubles[i] == TB_FINE && !e->changed[i])
            continue;
        if (e->troubles[i] == TB_TROUBLE_DITTO)
            detail = value_above(r, i);
        if (e->changed[i]) {
            r->sheet->changed++;
            add_sample(r, line, &t->fields[i]);
        } else {
            r->sheet->unread++;
        }
        if (keep_note(r, (struct tb_cell_note){ .kind = TB_NOTE_CELL,
                                                .row = id,
                                                .line = line,
                                                .field = &t->fields[i],
                                                .trouble = e->troubles[i],
                                                .detail = detail }) < 0)
            return -1;
    }
    return 0;
}

/* Note the identifiers that a spreadsheet has made numbers: once all rows are
 * in, they can be compared with the others. */
static int note_numbers(struct tb_import_rows *r, size_t line, long long id)
{
    const struct tb_table *t = r->plan->table;
    const struct tb_entry *e = &r->entry;

    for (size_t i = 0; i < t->count; i++)
        if (e->cells[i] && e->cells[i]->kind == TB_CELL_NUMBER &&
            e->cells[i]->zeros == 0 && /* shown, and read, with its own */
            e->values[i].kind == TB_TEXT &&
            tb_types[t->fields[i].type].is_identifier &&
            keep_note(r, (struct tb_cell_note){ .kind = TB_NOTE_NUMBER,
                                                .row = id,
                                                .line = line,
                                                .field = &t->fields[i] }) < 0)
            return -1;
    return 0;
}

/* Note the ranges that cannot be read, each once, and the cells under them. */
static int note_merged(struct tb_import_rows *r, size_t line, long long id)
{
    const struct tb_span_column *c;
    char name[TB_RANGE_NAME];
    size_t at = 0;
    bool first;

    while (tb_spans_fault(&r->spans, &r->entry, &at, &c, &first)) {
        struct tb_cell_note note = { .kind = TB_NOTE_CELL,
                                     .row = id,
                                     .line = line,
                                     .field = c->field,
                                     .trouble = TB_TROUBLE_MERGED };
        tb_range_name(c->range, name);
        if (first)
            note.detail = tb_str(name);
        r->sheet->unread += r->entry.cells[c->field->index] == NULL;
        if (keep_note(r, note) < 0)
            return -1;
    }
    return 0;
}

static int file_row(struct tb_import_rows *r, size_t line)
{
    long long id;

    if (tb_filing_row(&r->filing, line, r->entry.values, &id, r->import->err) <
        0)
        return -1;
    tb_entry_line(&r->entry, &r->line);
    tb_hash_add(r->hash, tb_buf_str(&r->line));
    r->sheet->filed++;
    tb_import_share_add(r);
    if (note_cells(r, line, id) < 0 || note_merged(r, line, id) < 0)
        return -1;
    return note_numbers(r, line, id);
}

/* The next row, if there is anything in it; what was the row at hand is then
 * the one above. */
static bool read_entry(struct tb_import_rows *r, const struct tb_row *row)
{
    const struct tb_entry last = r->entry;

    if (!tb_entry_read(&r->above, row, r->plan->fields, r->plan->columns))
        return false;
    r->entry = r->above;
    r->above = last;
    return true;
}

int tb_import_rows_take(const struct tb_row *row, void *ctx)
{
    struct tb_import_rows *r = ctx;
    const struct tb_sheet_plan *p = r->plan;
    const struct tb_cell *at;
    enum tb_rejection odd;
    bool rejected;

    if (row->number <= p->header_row)
        return 0;
    tb_spans_at(&r->spans, row);
    if (!read_entry(r, row)) {
        tb_import_carry_blank(r, row);
        return 0;
    }
    tb_spans_fill(&r->spans, &r->entry);
    if (tb_entry_is_number_only(&r->entry)) {
        tb_import_carry_blank(r, row);
        r->sheet->numbers_only++;
        return 0;
    }
    if (!tb_import_carry_row(r, row))
        return 0;
    r->sheet->rows_in++;
    r->sheet->hidden += row->hidden; /* its sender may not have meant it */
    r->sheet->formulas += tb_entry_formulas(&r->entry);
    odd = tb_odd_row(row, p, &at);
    if (odd != TB_REJECTIONS)
        return reject_odd(r, row->number, odd, at);
    if (r->spans.numbers > 0)
        tb_entry_unnumber(&r->entry); /* and all that follow */
    tb_entry_number(&r->entry, r->sheet->filed + 1);
    if (check_row(r, row->number, &rejected) < 0)
        return -1;
    return rejected ? note_merged(r, row->number, 0) : file_row(r, row->number);
}

/* ---- from first to last ---- */

int tb_import_rows_open(struct tb_import_rows *r,
                        const struct tb_import_target *t, size_t index)
{
    struct tb_import *im = r->import;
    const struct tb_slice *slice = t->filing.slice;
    const struct tb_merge *merges;
    size_t count;

    if (slice && slice->kind == TB_PART_TEACHER) {
        r->person = slice->part;
        r->owner = tb_table_person(r->plan->table);
    }
    if (slice && slice->kind != TB_PART_CLOUD)
        r->share.field = tb_table_department(r->plan->table);
    r->knows_merges = tb_book_merges(im->book, index, &merges, &count);
    tb_spans_open(&r->spans, merges, count, r->plan->header_row,
                  r->plan->fields, r->plan->columns);
    r->hash = tb_hash_new();
    tb_entry_open(&r->entry, r->plan->table);
    tb_entry_open(&r->above, r->plan->table);
    if (tb_import_carry_open(r, slice) < 0 ||
        tb_filing_open(&r->filing, &im->campaign->store, &t->filing,
                       im->draft.sha256, r->sheet->sheet, im->err) < 0)
        return -1;
    for (size_t i = 0; i < r->plan->columns; i++)
        if (r->plan->fields[i] &&
            tb_filing_column(&r->filing, r->plan->fields[i], i, im->err) < 0)
            return -1;
    return 0;
}

int tb_import_rows_end(struct tb_import_rows *r)
{
    long long lost;

    if (tb_filing_lost_zeros(&r->filing, &lost, r->import->err) < 0)
        return -1;
    r->sheet->unread += (size_t)lost;
    tb_hash_finish(r->hash, r->sheet->hash);
    r->hash = NULL;
    return 0;
}

void tb_import_rows_free(struct tb_import_rows *r)
{
    char ignored[65];

    tb_filing_free(&r->filing);
    if (r->entry.table)
        tb_entry_free(&r->entry);
    if (r->above.table)
        tb_entry_free(&r->above);
    tb_spans_free(&r->spans);
    tb_import_carry_free(&r->carry);
    tb_map_free(&r->keys);
    tb_arena_free(&r->arena);
    tb_buf_free(&r->key);
    tb_buf_free(&r->line);
    tb_buf_free(&r->samples);
    tb_buf_free(&r->share.last);
    if (r->hash)
        tb_hash_finish(r->hash, ignored);
}
