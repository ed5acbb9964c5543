/* import.c - from a file to rows on record. */
#include "import.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "accumulate.h"
#include "file.h"
#include "hash.h"
#include "holder.h"
#include "intake.h"
#include "log.h"
#include "mem.h"
#include "organisation.h"
#include "person.h"
#include "rows_hash.h"
#include "signoff.h"
#include "template.h"
#include "utf8.h"
#include "validate.h"

#define COPY_BLOCK 65536
#define NOTE_RAW_MAX 1024 /* bytes of a raw value that are kept */

/* The slice that a sheet is for, and its state. */
struct target {
    bool is_late;    /* its day has passed */
    long long slice; /* 0: a table that is derived, as somebody typed it */
    struct tb_department department;
    struct tb_buf state;
    bool is_person; /* filled by the teacher whose 工号 is PART */
    struct tb_str part;
};

struct import {
    struct tb_campaign *campaign;
    const struct tb_import_options *options;
    struct tb_import_result *result;
    struct tb_book *book;
    struct tb_intake_meta meta;
    struct tb_organisation organisation;
    struct tb_holder marked; /* whose the sheet is, by its title */
    struct tb_str part;      /* of the sheet, as far as it is said */
    const char *path;
    bool is_genuine; /* a mark of the template vouches for its department */
    char sha256[65];
    struct tb_buf draft; /* the copy that is read; "" once it is archived */
    struct tb_err *err;
};

/* The rows of one sheet on their way into the store. */
struct rows {
    struct import *import;
    const struct tb_intake_plan *plan;
    struct tb_import_sheet *sheet;
    long long submission;
    struct tb_stmt *insert, *note;
    const struct tb_field **order; /* the fields in the statement's order */
    size_t order_count;
    struct tb_value *values;      /* by field */
    enum tb_trouble *troubles;    /* by field */
    bool *changed;                /* by field */
    struct tb_buf *texts;         /* by field: where values' texts live */
    const struct tb_cell **cells; /* by field */
    struct tb_map keys;
    struct tb_arena arena;
    struct tb_buf key, samples;
    struct tb_hash *hash;
    const struct tb_field *owner; /* whose a row is, when that matters */
    struct tb_str person;         /* the only one whose rows are taken */
    long long was_accumulated;    /* rows that the version before had kept */
};

/* ---- archiving ---- */

/* Copy the file's bytes to a draft in the archive, hashing them: what is read
 * is then what is kept, whatever becomes of the file meanwhile. */
static int copy_bytes(const struct tb_source *s, int fd, char hex[65])
{
    struct tb_hash *h = tb_hash_new();
    char block[COPY_BLOCK];
    uint64_t at = 0;
    long n;
    int rc = 0;

    while (rc == 0 && (n = tb_source_read(s, at, block, sizeof block)) != 0) {
        if (n < 0) {
            rc = -1;
            break;
        }
        tb_hash_add(h, tb_str_n(block, (size_t)n));
        for (long done = 0; rc == 0 && done < n;) {
            ssize_t w = write(fd, block + done, (size_t)(n - done));
            if (w < 0 && errno != EINTR)
                rc = -1;
            done += w > 0 ? w : 0;
        }
        at += (uint64_t)n;
    }
    tb_hash_finish(h, hex);
    return rc;
}

static int make_draft(struct import *im, struct tb_source *draft)
{
    struct tb_source source = { .fd = -1 };
    int fd = -1, rc = -1;

    if (tb_source_open(im->path, tb_limits_default.file, &source, im->err) < 0)
        return -1;
    tb_buf_addf(&im->draft, "%s/archive/draft.XXXXXX", im->campaign->folder);
    fd = mkstemp(im->draft.p);
    if (fd < 0) {
        tb_buf_clear(&im->draft);
        tb_fail_as(im->err, TB_IO, "cannot archive: %s", strerror(errno));
    } else if (copy_bytes(&source, fd, im->sha256) < 0) {
        tb_fail_as(im->err, TB_IO, "cannot be copied to the archive: %s",
                   strerror(errno));
    } else {
        rc =
            tb_source_open(im->draft.p, tb_limits_default.file, draft, im->err);
    }
    if (fd >= 0)
        close(fd);
    tb_source_close(&source);
    return rc;
}

/* The draft becomes the archived file, named by its hash. */
static int keep_draft(struct import *im)
{
    struct tb_buf path = { 0 };
    int rc;

    tb_buf_addf(&path, "%s/archive/%s", im->campaign->folder, im->sha256);
    rc = tb_file_replace(im->draft.p, path.p, im->err);
    if (rc == 0)
        tb_buf_clear(&im->draft);
    tb_buf_free(&path);
    return rc;
}

/* ---- whose sheet is it? ---- */

static void say(struct import *im, struct tb_import_sheet *s,
                enum tb_import_outcome outcome, const char *format, ...)
    TB_PRINTF(4, 5);

static void say(struct import *im, struct tb_import_sheet *s,
                enum tb_import_outcome outcome, const char *format, ...)
{
    char text[1024];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    s->outcome = outcome;
    s->note = tb_arena_copy(&im->result->arena, tb_str(text));
}

static int find_slice(struct import *im, const struct tb_table *t,
                      const struct tb_department *d, struct target *out)
{
    struct tb_holder h = { 0 };
    int rc = im->options->cloud
                 ? tb_holder_cloud(im->campaign, t, &h, im->err)
                 : tb_holder_find(im->campaign, t, d ? d->id : 0LL, im->part,
                                  &h, im->err);

    out->slice = h.slice;
    out->is_person = h.is_person;
    out->part = tb_arena_copy(&im->result->arena, tb_buf_str(&h.part));
    tb_buf_clear(&out->state);
    tb_buf_add(&out->state, tb_buf_str(&h.state));
    for (size_t i = 0; i < im->organisation.count; i++)
        if (im->organisation.departments[i].id == h.department)
            out->department = im->organisation.departments[i];
    tb_holder_free(&h);
    return rc;
}

/* The department that the file, or the user, says it comes from. */
static const struct tb_department *sender(struct import *im)
{
    if (im->options->department)
        return tb_organisation_find(&im->organisation,
                                    tb_str(im->options->department));
    if (im->meta.is_template && im->is_genuine)
        return tb_organisation_find(&im->organisation, im->meta.department);
    for (size_t i = 0; im->marked.slice && i < im->organisation.count; i++)
        if (im->organisation.departments[i].id == im->marked.department)
            return &im->organisation.departments[i];
    return NULL;
}

/* Which part of the department's share the file says that SHEET is. */
static struct tb_str part_of(const struct import *im, struct tb_str sheet)
{
    for (size_t i = 0; i < im->meta.count; i++)
        if (tb_str_eq(im->meta.claims[i].sheet, sheet))
            return im->meta.claims[i].part;
    if (im->meta.is_template)
        return im->is_genuine ? im->meta.person : tb_str("");
    return im->marked.slice ? tb_buf_str(&im->marked.part) : tb_str("");
}

static const char *chinese_state(struct tb_str state)
{
    static const struct {
        const char *state, *chinese;
    } names[] = {
        { "department", "部门审核" },
        { "lead", "归口部门审核" },
        { "school", "学校复审" },
    };

    for (size_t i = 0; i < TB_LEN(names); i++)
        if (tb_str_is(state, names[i].state))
            return names[i].chinese;
    return "";
}

/*
 * A table that is computed needs no filing; but a department may have added
 * it up itself.  Its figures are kept beside ours and compared.
 */
static int claim_typed(struct import *im, struct tb_import_sheet *s,
                       const struct tb_department *d, struct target *out,
                       bool *may)
{
    *may = d != NULL;
    if (!d) {
        say(im, s, TB_IMPORT_REFUSED,
            "此表由系统汇总，不必填报；要与汇总数核对，请用 --department "
            "说明是哪个部门的");
        return 0;
    }
    out->department = *d;
    s->department = tb_arena_copy(&im->result->arena, d->shown);
    return 0;
}

/* Nobody fills the table so: who does? */
static int refuse_stranger(struct import *im, struct tb_import_sheet *s,
                           const struct tb_department *d, const char *who)
{
    struct tb_str part = im->part;
    long long teachers = 0;

    if (part.n == 0 &&
        tb_holder_teachers(im->campaign, s->table, d ? d->id : 0LL, &teachers,
                           im->err) < 0)
        return -1;
    if (teachers > 0)
        say(im, s, TB_IMPORT_REFUSED,
            "此表由教师本人填报（%lld 人），不能由部门统一提交；请用各人的模板"
            "，或用 --teacher 说明是谁的",
            teachers);
    else
        say(im, s, TB_IMPORT_REFUSED,
            "此表不由%.*s%s%.*s%s填报，负责部门是：%s",
            TB_STR_ARG(d ? d->shown : tb_str(part.n ? "该人" : "该部门")),
            part.n ? "（" : "", TB_STR_ARG(part), part.n ? "）" : "",
            *who ? who : "（未分配）");
    return 0;
}

/* Several slices fit: what must be said? */
static void refuse_several(struct import *im, struct tb_import_sheet *s,
                           const struct tb_department *d, const char *who)
{
    if (d)
        say(im, s, TB_IMPORT_REFUSED,
            "%.*s分几部分填报此表（%s），请用发出的模板填报",
            TB_STR_ARG(d->shown), who);
    else
        say(im, s, TB_IMPORT_REFUSED,
            "有几个部门填报此表（%s），请用 --department 说明是哪个部门的",
            who);
}

/* After the slice's day a file is let in with a reason only (R18). */
static int check_day(struct import *im, struct tb_import_sheet *s,
                     struct target *t, bool *may)
{
    long long late;

    if (tb_db_int(im->campaign->db, &late, 0, im->err,
                  "SELECT deadline < substr(?2, 1, 10) FROM slice WHERE id = "
                  "?1",
                  "is", t->slice, im->campaign->context.now) < 0)
        return -1;
    *may = !late || im->options->late;
    t->is_late = late != 0;
    if (!*may)
        say(im, s, TB_IMPORT_REFUSED,
            "已过截止日期；确需补交的，请数据办公室用 --late 写明原因");
    return 0;
}

/* Find the slice and see whether it may be filed; says why not. */
static int claim(struct import *im, struct tb_import_sheet *s,
                 struct target *out, bool *may)
{
    const struct tb_department *d = sender(im);
    struct tb_buf who = { 0 };
    int rc = -1;

    *may = false;
    if (s->table->origin == TB_ORIGIN_DERIVED)
        return claim_typed(im, s, d, out, may);
    if (find_slice(im, s->table, d, out) < 0 ||
        tb_holder_list(im->campaign, s->table, &who, im->err) < 0)
        goto done;
    rc = 0;
    if (out->slice == 0 && im->options->cloud)
        say(im, s, TB_IMPORT_REFUSED, "任务清单没有说此表从云端接收");
    else if (out->slice < 0)
        refuse_several(im, s, d, who.p);
    else if (out->slice == 0)
        rc = refuse_stranger(im, s, d, who.p);
    else if (*chinese_state(tb_buf_str(&out->state)))
        say(im, s, TB_IMPORT_REFUSED,
            "此表已通过%s，已锁定；需要修改时请审核人先退回",
            chinese_state(tb_buf_str(&out->state)));
    else
        rc = check_day(im, s, out, may);
    if (out->slice > 0) {
        s->part = out->part;
        s->department =
            tb_arena_copy(&im->result->arena, out->department.shown);
    }
done:
    tb_buf_free(&who);
    return rc;
}

/* ---- rows ---- */

static int store_note(struct rows *r, long long data_id, size_t line,
                      const struct tb_field *f, enum tb_trouble trouble,
                      bool rejected, struct tb_str detail)
{
    const struct tb_cell *c = f ? r->cells[f->index] : NULL;
    struct tb_str raw = c ? c->raw : tb_str("");
    struct tb_value id = { .kind = data_id ? TB_INTEGER : TB_NULL,
                           .integer = data_id };

    raw.n = tb_utf8_cut(raw.p, raw.n, NOTE_RAW_MAX);
    if (trouble != TB_FINE || rejected) /* part of what this version is */
        tb_hash_add(r->hash, raw);
    if (tb_stmt_bind(r->note, r->import->err, "iviSSiiS", r->submission, &id,
                     (long long)line, f ? &f->name : &(struct tb_str){ 0 },
                     &raw, (long long)trouble, (long long)rejected,
                     &detail) < 0)
        return -1;
    return tb_stmt_step(r->note, r->import->err) < 0 ? -1 : 0;
}

static bool read_cells(struct rows *r, const struct tb_row *row)
{
    const struct tb_intake_plan *p = r->plan;
    bool any = false;

    for (size_t i = 0; i < p->table->count; i++) {
        r->values[i] = (struct tb_value){ .kind = TB_NULL };
        r->troubles[i] = TB_FINE;
        r->changed[i] = false;
        r->cells[i] = NULL;
    }
    for (size_t i = 0; i < row->count; i++) {
        const struct tb_cell *c = &row->cells[i];
        const struct tb_field *f =
            c->column < p->columns ? p->fields[c->column] : NULL;
        size_t at;
        if (!f)
            continue;
        at = f->index;
        r->cells[at] = c;
        r->troubles[at] =
            tb_value_read(f, c, &r->texts[at], &r->values[at], &r->changed[at]);
        any =
            any || r->values[at].kind != TB_NULL || r->troubles[at] != TB_FINE;
    }
    return any;
}

static void add_value(const struct tb_value *v, struct tb_buf *out)
{
    switch (v->kind) {
    case TB_TEXT:
        tb_buf_add(out, v->text);
        break;
    case TB_INTEGER:
        tb_buf_addf(out, "%lld", (long long)v->integer);
        break;
    case TB_REAL:
        tb_buf_add(out, tb_str_n((const char *)&v->real, sizeof v->real));
        break;
    default:
        break;
    }
    tb_buf_addc(out, '\x1F');
}

/* The key as one string; false when a part of it is missing. */
static bool make_key(struct rows *r)
{
    const struct tb_table *t = r->plan->table;

    tb_buf_clear(&r->key);
    for (size_t i = 0; i < t->count; i++) {
        const struct tb_field *f = &t->fields[i];
        if (!f->is_key || !f->used)
            continue;
        if (r->values[i].kind == TB_NULL && f->required)
            return false;
        add_value(&r->values[i], &r->key);
    }
    return true;
}

/* The part of the key that is missing, else its first. */
static const struct tb_field *key_at_fault(const struct rows *r)
{
    const struct tb_table *t = r->plan->table;
    const struct tb_field *at = NULL;

    for (size_t i = 0; i < t->count; i++) {
        const struct tb_field *f = &t->fields[i];
        if (!f->is_key || !f->used)
            continue;
        if (r->values[i].kind == TB_NULL)
            return f;
        if (!at)
            at = f;
    }
    return at;
}

/* Why this row cannot be filed, and at which field (NULL: the key); a note
 * keeps it. */
static int reject(struct rows *r, size_t line, const struct tb_field *at,
                  const char *format, ...) TB_PRINTF(4, 5);

static int reject(struct rows *r, size_t line, const struct tb_field *at,
                  const char *format, ...)
{
    char text[256];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (!at)
        at = key_at_fault(r);
    r->sheet->rejected++;
    return store_note(r, 0, line, at, at ? r->troubles[at->index] : TB_FINE,
                      true, tb_str(text));
}

/* Is the row the one's who may file it?  A row that names nobody is not. */
static bool is_own(const struct rows *r)
{
    struct tb_buf shown = { 0 };
    bool own;

    if (!r->owner)
        return true;
    tb_value_show(&r->values[r->owner->index], &shown);
    own = tb_str_eq(tb_buf_str(&shown), r->person);
    tb_buf_free(&shown);
    return own;
}

static int insert_row(struct rows *r, size_t line)
{
    struct tb_err *err = r->import->err;

    if (tb_stmt_bind(r->insert, err, "ii", r->submission, (long long)line) < 0)
        return -1;
    tb_buf_clear(&r->key);
    for (size_t i = 0; i < r->order_count; i++) {
        const struct tb_value *v = &r->values[r->order[i]->index];
        if (tb_stmt_bind_value(r->insert, (int)i + 3, v) != 0)
            return tb_fail_as(err, TB_INTERNAL, "a value cannot be bound");
        add_value(v, &r->key);
    }
    tb_buf_addc(&r->key, '\n');
    tb_hash_add(r->hash, tb_buf_str(&r->key));
    return tb_stmt_step(r->insert, err) < 0 ? -1 : 0;
}

/* A sample or two of what was brought into another form. */
static void add_sample(struct rows *r, size_t line, const struct tb_field *f)
{
    struct tb_buf shown = { 0 };
    char column[8];

    if (r->sheet->changed > 3 || f->personal.n > 0)
        return;
    tb_value_show(&r->values[f->index], &shown);
    tb_column_name(r->cells[f->index]->column, column);
    tb_buf_addf(&r->samples, "%s%s%zu“%.*s”→%s", r->samples.n ? "，" : "",
                column, line, TB_STR_ARG(r->cells[f->index]->raw),
                tb_buf_text(&shown));
    tb_buf_free(&shown);
}

static int store_notes(struct rows *r, size_t line, long long data_id)
{
    const struct tb_table *t = r->plan->table;

    for (size_t i = 0; i < t->count; i++) {
        if (r->troubles[i] == TB_FINE && !r->changed[i])
            continue;
        if (r->changed[i]) {
            r->sheet->changed++;
            add_sample(r, line, &t->fields[i]);
        } else {
            r->sheet->unread++;
        }
        if (store_note(r, data_id, line, &t->fields[i], r->troubles[i], false,
                       tb_str("")) < 0)
            return -1;
    }
    return 0;
}

/* A blank 序号 that is the whole key says nothing: count instead. */
static void number_row(struct rows *r)
{
    const struct tb_table *t = r->plan->table;

    for (size_t i = 0; i < t->count && !t->has_natural_key; i++)
        if (t->fields[i].is_key && r->values[i].kind == TB_NULL &&
            r->troubles[i] == TB_FINE)
            r->values[i] =
                (struct tb_value){ .kind = TB_INTEGER,
                                   .integer = (int64_t)r->sheet->filed + 1 };
}

/* ---- identifiers that a spreadsheet has made numbers ---- */

/* Remember the identifiers that are numbers in the file: once all rows are
 * in, they can be compared with the others. */
static int note_numbers(struct rows *r, size_t line, long long data_id)
{
    const struct tb_table *t = r->plan->table;

    for (size_t i = 0; i < t->count; i++)
        if (r->cells[i] && r->cells[i]->kind == TB_CELL_NUMBER &&
            r->values[i].kind == TB_TEXT &&
            tb_type_is_identifier(t->fields[i].type) &&
            store_note(r, data_id, line, &t->fields[i], TB_FINE, false,
                       tb_str("number")) < 0)
            return -1;
    return 0;
}

/*
 * Where a column has values that begin with 0, a number that is shorter than
 * the longest of them has lost its own.  The others were numbers by habit.
 */
static int find_lost_zeros(struct rows *r)
{
    struct tb_db *db = r->import->campaign->db;
    const struct tb_table *t = r->plan->table;
    struct tb_buf sql = { 0 }, name = { 0 };
    int rc = 0;

    for (size_t i = 0; i < r->order_count && rc == 0; i++) {
        const struct tb_field *f = r->order[i];
        if (!tb_type_is_identifier(f->type))
            continue;
        tb_buf_clear(&name);
        tb_buf_clear(&sql);
        tb_buf_add_quoted(&name, f->name, '"');
        tb_buf_addf(&sql,
                    "UPDATE cell_note SET trouble = ?2 WHERE submission = ?1 "
                    "AND detail = 'number' AND field = ?3 AND length(raw) < "
                    "(SELECT max(length(%s)) FROM \"d_%.*s\" WHERE "
                    "_submission = ?1 AND %s GLOB '0*')",
                    name.p, TB_STR_ARG(t->no), name.p);
        rc = tb_db_do(db, r->import->err, sql.p, "iiS", r->submission,
                      (long long)TB_TROUBLE_ZEROS, &f->name);
        if (rc == 0)
            r->sheet->unread += (size_t)tb_db_changes(db);
    }
    if (rc == 0)
        rc = tb_db_do(db, r->import->err,
                      "DELETE FROM cell_note WHERE submission = ?1 AND detail "
                      "= 'number' AND trouble = 0",
                      "i", r->submission);
    tb_buf_free(&sql);
    tb_buf_free(&name);
    return rc;
}

/* What its sender may not have meant. */
static void count_oddities(struct rows *r, const struct tb_row *row)
{
    r->sheet->hidden += row->hidden;
    for (size_t i = 0; i < r->plan->table->count; i++)
        r->sheet->formulas += r->cells[i] && r->cells[i]->formula;
}

/* Does the row still say that it is last year's? */
static bool is_pending(const struct tb_intake_plan *p, const struct tb_row *row)
{
    const struct tb_cell *c =
        p->pending < 0 ? NULL : tb_row_at(row, (uint32_t)p->pending);

    return c && tb_str_is(tb_str_trim(c->raw), TB_TEMPLATE_PENDING);
}

static int take_row(const struct tb_row *row, void *ctx)
{
    struct rows *r = ctx;
    long long data_id;
    uint32_t first;

    if (row->number <= r->plan->header_row || !read_cells(r, row))
        return 0;
    if (is_pending(r->plan, row)) {
        r->sheet->pending++;
        return 0;
    }
    r->sheet->rows_in++;
    count_oddities(r, row);
    number_row(r);
    if (!make_key(r))
        return reject(r, row->number, NULL, "主键未填写或无法识别");
    if (!is_own(r)) {
        r->sheet->foreign++;
        return reject(r, row->number, r->owner, TB_IMPORT_FOREIGN);
    }
    if (r->plan->table->has_natural_key) {
        struct tb_str key = tb_buf_str(&r->key);
        if (tb_map_find(&r->keys, key, &first))
            return reject(r, row->number, NULL, "与第 %u 行的主键相同", first);
        tb_map_add(&r->keys, tb_arena_copy(&r->arena, key),
                   (uint32_t)row->number, NULL);
    }
    if (insert_row(r, row->number) < 0)
        return -1;
    r->sheet->filed++;
    data_id = tb_db_last_id(r->import->campaign->db);
    if (store_notes(r, row->number, data_id) < 0)
        return -1;
    return note_numbers(r, row->number, data_id);
}

static int prepare_rows(struct rows *r)
{
    const struct tb_table *t = r->plan->table;
    struct tb_db *db = r->import->campaign->db;
    struct tb_buf sql = { 0 };
    int rc;

    r->order = tb_alloc(t->count, sizeof *r->order);
    r->values = tb_alloc(t->count, sizeof *r->values);
    r->troubles = tb_alloc(t->count, sizeof *r->troubles);
    r->changed = tb_alloc(t->count, sizeof *r->changed);
    r->texts = tb_alloc(t->count, sizeof *r->texts);
    r->cells = tb_alloc(t->count, sizeof *r->cells);
    r->hash = tb_hash_new();
    tb_buf_addf(&sql, "INSERT INTO \"d_%.*s\" (_submission, _line, ",
                TB_STR_ARG(t->no));
    tb_store_columns(t, &sql);
    tb_buf_adds(&sql, ") VALUES (?, ?");
    for (size_t i = 0; i < t->count; i++)
        if (t->fields[i].used) {
            r->order[r->order_count++] = &t->fields[i];
            tb_buf_adds(&sql, ", ?");
        }
    tb_buf_adds(&sql, ")");
    rc = tb_db_prepare(db, sql.p, &r->insert, r->import->err);
    if (rc == 0)
        rc = tb_db_prepare(db,
                           "INSERT INTO cell_note (submission, data_id, line, "
                           "field, raw, trouble, rejected, detail) VALUES "
                           "(?, ?, ?, ?, ?, ?, ?, ?)",
                           &r->note, r->import->err);
    tb_buf_free(&sql);
    return rc;
}

static void free_rows(struct rows *r)
{
    char ignored[65];

    tb_stmt_free(r->insert);
    tb_stmt_free(r->note);
    for (size_t i = 0; r->texts && i < r->plan->table->count; i++)
        tb_buf_free(&r->texts[i]);
    free(r->order);
    free(r->values);
    free(r->troubles);
    free(r->changed);
    free(r->texts);
    free(r->cells);
    tb_map_free(&r->keys);
    tb_arena_free(&r->arena);
    tb_buf_free(&r->key);
    tb_buf_free(&r->samples);
    if (r->hash)
        tb_hash_finish(r->hash, ignored);
}

/* ---- one sheet ---- */

static int new_submission(struct import *im, const struct target *t,
                          const struct tb_import_sheet *s, long long *id)
{
    if (tb_db_do(im->campaign->db, im->err,
                 "INSERT INTO submission (slice, table_no, file, sheet, "
                 "version, imported_at, actor, department) SELECT nullif(?1, "
                 "0), ?2, ?3, ?4, 1 + coalesce(max(version), 0), ?5, ?6, ?7 "
                 "FROM submission WHERE CASE WHEN ?1 <> 0 THEN slice = ?1 ELSE "
                 "slice IS NULL AND table_no = ?2 AND department = ?7 AND file "
                 "IS NOT NULL END",
                 "iSsSssi", t->slice, &s->table->no, im->sha256, &s->sheet,
                 im->campaign->context.now, im->campaign->who.p,
                 t->department.id) < 0)
        return -1;
    *id = tb_db_last_id(im->campaign->db);
    return 0;
}

static int store_columns(struct rows *r)
{
    for (size_t i = 0; i < r->plan->columns; i++)
        if (r->plan->fields[i] &&
            tb_db_do(r->import->campaign->db, r->import->err,
                     "INSERT INTO submission_column VALUES (?1, ?2, ?3)", "iSi",
                     r->submission, &r->plan->fields[i]->name,
                     (long long)i) < 0)
            return -1;
    return 0;
}

/* What is filed now for T: its submission, or 0. */
static int current_submission(struct tb_campaign *c, const struct target *t,
                              const struct tb_table *table, long long *id,
                              struct tb_err *err)
{
    return tb_db_int(c->db, id, 0, err,
                     "SELECT id FROM submission WHERE current = 1 AND CASE "
                     "WHEN ?1 <> 0 THEN slice = ?1 ELSE slice IS NULL AND "
                     "table_no = ?2 AND department = ?3 AND file IS NOT NULL "
                     "END",
                     "iSi", t->slice, &table->no, t->department.id);
}

/* Has this very sheet been added before, and are its rows there still? */
static int was_added(struct rows *r, const struct target *t, bool *was)
{
    const struct tb_import_sheet *s = r->sheet;
    struct tb_campaign *c = r->import->campaign;
    struct tb_buf sql = { 0 };
    long long old, found = 0;
    int rc = current_submission(c, t, s->table, &old, r->import->err);

    tb_buf_addf(&sql,
                "SELECT 1 FROM submission x WHERE x.file = ?2 AND x.sheet = ?3 "
                "AND (x.id = ?1 OR x.id IN (SELECT _origin FROM \"d_%.*s\" "
                "WHERE _submission = ?1)) LIMIT 1",
                TB_STR_ARG(s->table->no));
    if (rc == 0 && old)
        rc = tb_db_int(c->db, &found, 0, r->import->err, sql.p, "isS", old,
                       r->import->sha256, &s->sheet);
    *was = found != 0;
    tb_buf_free(&sql);
    return rc;
}

/* Is this the version that stands already?  A slice that was returned takes
 * the same rows as a new version: its department stands by them. */
static int is_unchanged(struct rows *r, const struct target *t,
                        const char *hash, bool *same)
{
    const struct tb_import_sheet *s = r->sheet;
    struct tb_campaign *c = r->import->campaign;
    long long found = 0, old = 0;

    *same = false;
    if (r->import->options->accumulates && was_added(r, t, same) < 0)
        return -1;
    if (*same)
        return 0;
    if (t->slice && !tb_str_is(tb_buf_str(&t->state), "submitted"))
        return 0;
    if (current_submission(c, t, s->table, &old, r->import->err) < 0 ||
        tb_db_int(c->db, &found, 0, r->import->err,
                  "SELECT 1 FROM submission WHERE id = ?1 AND content_hash = "
                  "?2 AND rows_rejected = ?3 AND cells_unread = ?4 AND (?5 OR "
                  "rows_kept = 0)",
                  "isiii", old, hash, (long long)s->rejected,
                  (long long)s->unread,
                  (long long)r->import->options->accumulates) < 0)
        return -1;
    *same = found != 0;
    return 0;
}

/* What is filed for T, if anything, becomes a version before. */
static int retire_current(struct tb_campaign *c, const struct target *t,
                          const struct tb_table *table, struct tb_err *err)
{
    long long old;

    if (current_submission(c, t, table, &old, err) < 0)
        return -1;
    return old ? tb_store_retire(c->db, table, old, err) : 0;
}

/* Keep the hash of the rows as they were stored: later it tells whether they
 * still are. */
static int seal(struct tb_db *db, const struct tb_table *table,
                long long submission, struct tb_err *err)
{
    char hash[65];
    long long rows;

    if (tb_rows_hash(db, table, submission, hash, &rows, err) < 0)
        return -1;
    return tb_db_do(db, err,
                    "UPDATE submission SET rows_hash = ?2 WHERE id = ?1", "is",
                    submission, hash);
}

/* The new version takes the place of the old. */
static int supersede(struct rows *r, const struct target *t, const char *hash)
{
    struct tb_db *db = r->import->campaign->db;
    struct tb_err *err = r->import->err;
    const struct tb_import_sheet *s = r->sheet;

    if (retire_current(r->import->campaign, t, s->table, err) < 0 ||
        seal(db, s->table, r->submission, err) < 0 ||
        tb_db_do(db, err,
                 "UPDATE submission SET current = 1, content_hash = ?2, "
                 "rows_in = ?3, rows_filed = ?4, rows_rejected = ?5, "
                 "cells_changed = ?6, cells_unread = ?7, rows_kept = ?8 WHERE "
                 "id = ?1",
                 "isiiiiii", r->submission, hash, (long long)s->rows_in,
                 (long long)s->filed, (long long)s->rejected,
                 (long long)s->changed, (long long)s->unread, s->kept) < 0)
        return -1;
    if (t->is_late && r->import->options->late &&
        tb_db_do(db, err, "UPDATE submission SET late = ?2 WHERE id = ?1", "is",
                 r->submission, r->import->options->late) < 0)
        return -1;
    return tb_db_do(db, err,
                    "UPDATE slice SET state = 'submitted', reason = NULL, "
                    "submitted_at = ?2 WHERE id = ?1",
                    "is", t->slice, r->import->campaign->context.now);
}

static void describe_oddities(const struct rows *r, struct tb_buf *text)
{
    const struct tb_import_sheet *s = r->sheet;

    if (s->foreign > 0)
        tb_buf_addf(text, "%zu 行不是本人（%.*s）的，未导入。", s->foreign,
                    TB_STR_ARG(r->person));
    if (r->person.n > 0 && !r->owner)
        tb_buf_adds(text, "此表没有教工号列，未核对各行是否是本人的。");
    if (s->hidden > 0)
        tb_buf_addf(text, "有 %zu 行是隐藏的（或被筛选掉），也已读入。",
                    s->hidden);
    if (s->formulas > 0)
        tb_buf_addf(text, "有 %zu 个单元格是公式，只取文件中保存的结果。",
                    s->formulas);
}

static void describe(struct rows *r)
{
    const struct tb_intake_plan *p = r->plan;
    struct tb_buf text = { 0 };

    r->sheet->has_unknown = p->unknown.n > 0;
    if (p->unknown.n > 0)
        tb_buf_addf(&text, "未导入的列：%s。", p->unknown.p);
    if (p->missing.n > 0 && p->missing.n < 400)
        tb_buf_addf(&text, "文件中没有的列：%s。", p->missing.p);
    if (r->samples.n > 0)
        tb_buf_addf(&text, "规范化 %zu 个单元格（%s%s）。", r->sheet->changed,
                    r->samples.p, r->sheet->changed > 3 ? " 等" : "");
    describe_oddities(r, &text);
    r->sheet->note =
        tb_arena_copy(&r->import->result->arena, tb_buf_str(&text));
    tb_buf_free(&text);
}

/* What becomes of the rows of the version before. */
static int join(struct rows *r, const struct target *t)
{
    struct tb_campaign *c = r->import->campaign;
    struct tb_import_sheet *s = r->sheet;
    long long old = 0;

    if (s->rows_in == 0 ||
        current_submission(c, t, s->table, &old, r->import->err) < 0)
        return s->rows_in == 0 ? 0 : -1;
    if (!old)
        return 0;
    if (r->import->options->accumulates)
        return tb_accumulate(c, s->table, old, r->submission, &s->kept,
                             r->import->err);
    if (tb_db_int(c->db, &r->was_accumulated, 0, r->import->err,
                  "SELECT rows_kept FROM submission WHERE id = ?1", "i",
                  old) < 0)
        return -1;
    return tb_accumulate_gone(c, s->table, old, r->submission, &s->gone,
                              r->import->err);
}

/* What came day by day is not to be lost by one file that has less. */
static bool may_go(struct rows *r, const struct target *t)
{
    struct tb_import_sheet *s = r->sheet;
    const struct tb_import_options *o = r->import->options;

    (void)t;
    if (!r->was_accumulated || o->deletions < 0 || s->gone <= o->deletions)
        return true;
    say(r->import, s, TB_IMPORT_REFUSED,
        "此表是逐次累积的，本文件缺少其中 %lld 行；追加请用 "
        "--accumulate，确要删除请用 --deletions %lld",
        s->gone, s->gone);
    return false;
}

static int file_rows(struct import *im, size_t index,
                     const struct tb_intake_plan *plan,
                     struct tb_import_sheet *s, const struct target *t)
{
    struct rows r = { .import = im, .plan = plan, .sheet = s };
    char hash[65];
    bool same;
    int rc = -1;

    if (t->is_person) {
        r.person = t->part;
        r.owner = tb_table_person(s->table);
    }

    if (tb_db_run(im->campaign->db, "SAVEPOINT sheet", im->err) < 0 ||
        prepare_rows(&r) < 0 || new_submission(im, t, s, &r.submission) < 0 ||
        store_columns(&r) < 0)
        goto done;
    if (tb_book_read(im->book, index, take_row, &r, im->err) < 0 ||
        find_lost_zeros(&r) < 0)
        goto done;
    tb_hash_finish(r.hash, hash);
    r.hash = NULL;
    memcpy(s->hash, hash, sizeof s->hash);
    describe(&r);
    if (is_unchanged(&r, t, hash, &same) < 0 || (!same && join(&r, t) < 0))
        goto done;
    s->outcome = s->rows_in == 0 ? TB_IMPORT_EMPTY
                 : same          ? TB_IMPORT_UNCHANGED
                                 : TB_IMPORT_FILED;
    if (s->outcome == TB_IMPORT_FILED && may_go(&r, t)) {
        rc = supersede(&r, t, hash);
        if (rc == 0 && im->options->cloud)
            rc = tb_holder_cloud_filed(im->campaign, s->table, im->err);
    } else
        rc = tb_db_run(im->campaign->db, "ROLLBACK TO sheet", im->err);
    if (rc == 0)
        rc = tb_db_run(im->campaign->db, "RELEASE sheet", im->err);
done:
    free_rows(&r);
    return rc;
}

static const struct tb_table *hinted(struct import *im, struct tb_str sheet)
{
    for (size_t i = 0; i < im->meta.count; i++)
        if (tb_str_eq(im->meta.claims[i].sheet, sheet))
            return tb_dict_table(im->campaign->dict,
                                 im->meta.claims[i].table_no);
    return im->options->table
               ? tb_dict_find(im->campaign->dict, tb_str(im->options->table))
               : NULL;
}

static bool is_valid_claim(struct import *im, const struct tb_intake_claim *c)
{
    char token[33];

    tb_template_token(im->campaign, c->table_no, im->meta.department, c->part,
                      token);
    return tb_str_is(c->token, token);
}

/* Does the sheet carry the mark that this campaign gave to this table for
 * this department?  A sheet from elsewhere does not. */
static bool is_genuine(struct import *im, struct tb_str sheet)
{
    for (size_t i = 0; i < im->meta.count; i++)
        if (tb_str_eq(im->meta.claims[i].sheet, sheet))
            return is_valid_claim(im, &im->meta.claims[i]);
    return true; /* not a sheet of the template: known by its header */
}

/*
 * The mark in the title goes with a sheet that is moved.  In a template, is
 * it another slice's than the one that the sheet stands for?  In any other
 * file it says whose the sheet is.
 */
static int read_mark(struct import *im, struct tb_str sheet,
                     const struct tb_intake_plan *p, bool *foreign)
{
    char token[33];

    *foreign = false;
    im->marked.slice = 0;
    if (!p->mark[0] || !p->table)
        return 0;
    if (im->meta.is_template) {
        tb_template_token(im->campaign, p->table->no, im->meta.department,
                          part_of(im, sheet), token);
        if (strncmp(p->mark, token, TB_TEMPLATE_MARK) == 0)
            return 0;
        *foreign = true;
    }
    if (tb_holder_of_mark(im->campaign, p->mark, &im->marked, im->err) < 0)
        return -1;
    if (!*foreign && !tb_str_eq(tb_buf_str(&im->marked.table_no), p->table->no))
        im->marked.slice = 0;
    return 0;
}

/* The sheet came from another workbook: from whose? */
static void say_foreign(struct import *im, struct tb_import_sheet *s)
{
    const struct tb_holder *h = &im->marked;
    struct tb_str from = tb_str("");

    for (size_t i = 0; h->slice && i < im->organisation.count; i++)
        if (im->organisation.departments[i].id == h->department)
            from = im->organisation.departments[i].shown;
    if (h->slice)
        say(im, s, TB_IMPORT_BAD,
            "这张工作表来自另一工作簿（%.*s%s%s，%s），不能混在本文件里；"
            "请用自己的模板填报",
            TB_STR_ARG(from), h->part.n ? " " : "", tb_buf_text(&h->part),
            tb_buf_text(&h->table_no));
    else
        say(im, s, TB_IMPORT_BAD,
            "工作表的标识与部门不符，可能来自别的工作簿；请用本部门的模板填报");
}

static struct tb_import_sheet *add_sheet(struct import *im, struct tb_str name)
{
    struct tb_import_result *r = im->result;

    r->sheets = tb_grow(r->sheets, r->count, &r->room, sizeof *r->sheets);
    r->sheets[r->count] = (struct tb_import_sheet){
        .sheet = tb_arena_copy(&r->arena, name),
        .outcome = TB_IMPORT_SKIPPED,
    };
    return &r->sheets[r->count++];
}

/* Has a sheet before S, of this file, been filed for the same slice? */
static bool is_second(const struct import *im, const struct tb_import_sheet *s)
{
    for (size_t i = 0; i < im->result->count; i++) {
        const struct tb_import_sheet *o = &im->result->sheets[i];
        if (o != s && o->table == s->table && o->outcome == TB_IMPORT_FILED &&
            tb_str_eq(o->department, s->department) &&
            tb_str_eq(o->part, s->part))
            return true;
    }
    return false;
}

static int take_sheet(struct import *im, size_t index)
{
    struct tb_str name = tb_book_sheet(im->book, index).name;
    struct tb_intake_plan plan = { 0 };
    struct target target = { 0 };
    struct tb_import_sheet *s;
    bool may, foreign;
    int rc = -1;

    if (tb_template_is_furniture(name))
        return 0;
    if (tb_intake_plan_sheet(im->book, index, im->campaign->dict,
                             hinted(im, name), &plan, im->err) < 0 ||
        read_mark(im, name, &plan, &foreign) < 0)
        goto done;
    im->part =
        im->options->teacher ? tb_str(im->options->teacher) : part_of(im, name);
    s = add_sheet(im, name);
    s->table = plan.table;
    rc = 0;
    if (!plan.table)
        say(im, s, TB_IMPORT_SKIPPED, "不是本版本的数据表");
    else if (foreign || !is_genuine(im, name))
        say_foreign(im, s);
    else if (plan.ambiguous)
        say(im, s, TB_IMPORT_BAD,
            "表头与几张表相同，请用 --table 说明是哪张表");
    else if (plan.fault.n > 0)
        say(im, s, TB_IMPORT_BAD, "%s", plan.fault.p);
    else if ((rc = claim(im, s, &target, &may)) == 0 && may) {
        if (is_second(im, s))
            say(im, s, TB_IMPORT_BAD,
                "同一文件里有两张工作表都是此表，请合并为一张");
        else
            rc = file_rows(im, index, &plan, s, &target);
    }
done:
    tb_intake_plan_free(&plan);
    tb_buf_free(&target.state);
    return rc;
}

/* ---- one file ---- */

static int check_teacher(struct tb_campaign *c, const char *id,
                         struct tb_err *err)
{
    long long known;

    if (tb_db_int(c->db, &known, 0, err, "SELECT 1 FROM staff WHERE id = ?1",
                  "s", id) < 0)
        return -1;
    return known ? 0
                 : tb_fail_as(err, TB_USAGE,
                              "nobody in the staff list has the 工号 '%s'", id);
}

static int check_options(struct import *im)
{
    const struct tb_import_options *o = im->options;

    if (o->department && !sender(im))
        return tb_fail_as(im->err, TB_USAGE, "unknown department '%s'",
                          o->department);
    if (o->table && !tb_dict_find(im->campaign->dict, tb_str(o->table)))
        return tb_fail_as(im->err, TB_USAGE, "unknown table '%s'", o->table);
    return o->teacher ? check_teacher(im->campaign, o->teacher, im->err) : 0;
}

static int check_meta(struct import *im)
{
    struct tb_intake_meta *m = &im->meta;

    if (!m->is_template)
        return 0;
    if (!tb_str_eq(m->campaign, tb_buf_str(&im->campaign->id)))
        return tb_fail_as(im->err, TB_REFUSED,
                          "a template of another campaign (%.*s); send the "
                          "department this campaign's template",
                          TB_STR_ARG(m->year));
    for (size_t i = 0; i < m->count && !im->is_genuine; i++)
        if ((im->is_genuine = is_valid_claim(im, &m->claims[i])) &&
            !tb_str_eq(m->person, m->claims[i].part))
            m->person = tb_str(""); /* no mark vouches for it */
    im->result->is_old = !tb_str_is(m->dictionary, im->campaign->dict->hash);
    if (!tb_organisation_find(&im->organisation, m->department))
        return tb_fail_as(im->err, TB_REFUSED,
                          "a template for department '%.*s', which the "
                          "campaign does not know",
                          TB_STR_ARG(m->department));
    return 0;
}

/* ---- the cover ---- */

/* The line of the result that is about SHEET, or NULL. */
static struct tb_import_sheet *sheet_of(struct import *im, struct tb_str sheet)
{
    for (size_t i = 0; i < im->result->count; i++)
        if (tb_str_eq(im->result->sheets[i].sheet, sheet))
            return &im->result->sheets[i];
    return NULL;
}

/* Add WORDS to what is said of a sheet. */
static void add_note(struct import *im, struct tb_import_sheet *s,
                     const char *words)
{
    struct tb_buf text = { 0 };

    tb_buf_addf(&text, "%.*s%s", TB_STR_ARG(s->note), words);
    s->note = tb_arena_copy(&im->result->arena, tb_buf_str(&text));
    tb_buf_free(&text);
}

static int take_line(struct import *im, const struct tb_cover_line *line,
                     struct tb_import_sheet *s, long long slice)
{
    bool done = false;

    if (line->nil.n > 0 && s->outcome == TB_IMPORT_EMPTY) {
        if (tb_signoff_nil(im->campaign, slice, line->nil, &done, im->err) < 0)
            return -1;
        if (done)
            s->outcome = TB_IMPORT_NIL;
        add_note(im, s,
                 done ? "封面声明本校无数据。"
                      : "封面声明本校无数据，但此表已有填报，未按无数据处理。");
    } else if (line->nil.n > 0) {
        add_note(im, s, "封面声明本校无数据，但表中有数据，未按无数据处理。");
    }
    if (line->verdict.n == 0)
        return 0;
    if (tb_signoff_keep(im->campaign, slice, line, &done, im->err) < 0)
        return -1;
    s->is_signed = done;
    add_note(im, s,
             done ? "封面有审核结论，用 review approve --signed 生效。"
                  : "封面的审核结论没有采用：没有填报的数据，或不是“通过”“退回”"
                    "。");
    return 0;
}

/* What the department wrote beside its tables' names. */
static int take_cover(struct import *im)
{
    const struct tb_department *d = sender(im);
    struct tb_cover cover = { 0 };
    struct tb_holder h = { 0 };
    int rc = 0;

    if (im->meta.is_template && im->is_genuine && d)
        rc = tb_cover_read(im->book, &cover, im->err);
    for (size_t i = 0; i < cover.count && rc == 0; i++) {
        const struct tb_cover_line *line = &cover.lines[i];
        struct tb_import_sheet *s = sheet_of(im, line->sheet);
        if (!s || !s->table || s->outcome > TB_IMPORT_EMPTY ||
            !is_genuine(im, line->sheet))
            continue;
        rc = tb_holder_find(im->campaign, s->table, d->id,
                            part_of(im, line->sheet), &h, im->err);
        if (rc == 0 && h.slice > 0)
            rc = take_line(im, line, s, h.slice);
    }
    tb_holder_free(&h);
    tb_cover_free(&cover);
    return rc;
}

static bool is_kept(const struct tb_import_result *r)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->sheets[i].outcome == TB_IMPORT_FILED ||
            r->sheets[i].outcome == TB_IMPORT_NIL || r->sheets[i].is_signed)
            return true;
    return false;
}

/* The file's own row must be there before the submissions that name it. */
static int store_file(struct import *im, uint64_t size)
{
    return tb_db_do(im->campaign->db, im->err,
                    "INSERT INTO file VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT "
                    "DO NOTHING",
                    "ssiss", im->sha256, tb_file_name(im->path),
                    (long long)size, im->campaign->context.now,
                    im->campaign->context.actor);
}

static int take_sheets(struct import *im)
{
    size_t tables = 0;

    for (size_t i = 0; i < tb_book_sheets(im->book); i++)
        if (take_sheet(im, i) < 0)
            return -1;
    for (size_t i = 0; i < im->result->count; i++)
        tables += im->result->sheets[i].table != NULL;
    if (tables == 0)
        return tb_fail(im->err, "no sheet has the header of a table of this "
                                "edition");
    return 0;
}

/* What was filed, with the hash of its rows; and the file, and why late. */
static int log_import(struct import *im)
{
    const struct tb_import_options *o = im->options;
    struct tb_buf text = { 0 };
    int rc;

    tb_buf_addf(&text, "%s %s", im->sha256, tb_file_name(im->path));
    for (size_t i = 0; i < im->result->count; i++) {
        const struct tb_import_sheet *s = &im->result->sheets[i];
        if (s->outcome == TB_IMPORT_FILED)
            tb_buf_addf(&text, "; %.*s %.*s%s%.*s %zu %.12s",
                        TB_STR_ARG(s->table->no), TB_STR_ARG(s->department),
                        s->part.n > 0 ? " " : "", TB_STR_ARG(s->part), s->filed,
                        s->hash);
    }
    if (o->late)
        tb_buf_addf(&text, "; late: %s", o->late);
    rc = tb_log_add(im->campaign->db, &im->campaign->context, "import",
                    tb_buf_str(&text), im->err);
    tb_buf_free(&text);
    return rc;
}

static int run(struct import *im, const struct tb_source *source)
{
    struct tb_campaign *c = im->campaign;
    long long known;

    if (tb_campaign_begin(c, im->err) < 0 ||
        tb_db_int(c->db, &known, 0, im->err,
                  "SELECT 1 FROM file WHERE sha256 = ?1", "s", im->sha256) < 0)
        return -1;
    im->result->is_known = known != 0;
    if (store_file(im, source->size) < 0 || take_sheets(im) < 0 ||
        take_cover(im) < 0)
        return -1;
    if (!is_kept(im->result))
        return 0; /* nothing to keep: roll back */
    if (keep_draft(im) < 0 || log_import(im) < 0)
        return -1;
    return tb_db_commit(c->db, im->err);
}

int tb_import_file(struct tb_campaign *c, const char *path,
                   const struct tb_import_options *options,
                   struct tb_import_result *result, struct tb_err *err)
{
    struct import im = { .campaign = c,
                         .options = options,
                         .result = result,
                         .path = path,
                         .err = err };
    struct tb_source source = { .fd = -1 };
    int rc = -1;

    if (tb_organisation_read(c->db, &im.organisation, err) < 0 ||
        check_options(&im) < 0 || make_draft(&im, &source) < 0 ||
        tb_book_open(&source, &tb_limits_default, &im.book, err) < 0 ||
        tb_intake_meta_read(im.book, &im.meta, err) < 0 || check_meta(&im) < 0)
        goto done;
    if (tb_book_kind(im.book) == TB_BOOK_CSV)
        result->encoding = tb_book_encoding(im.book);
    rc = run(&im, &source);
done:
    tb_db_rollback(c->db);
    tb_intake_meta_free(&im.meta);
    tb_holder_free(&im.marked);
    tb_book_close(im.book);
    tb_source_close(&source);
    if (im.draft.n > 0)
        unlink(im.draft.p);
    tb_buf_free(&im.draft);
    tb_organisation_free(&im.organisation);
    return rc < 0 ? tb_fail_in(err, "%s", path) : 0;
}

void tb_import_result_free(struct tb_import_result *r)
{
    free(r->sheets);
    tb_arena_free(&r->arena);
    *r = (struct tb_import_result){ 0 };
}

/* Which of a department's slices ?1 ?2 are declared empty: teacher ?3's, or
 * all that are no teacher's. */
#define DECLARED                                                           \
    "FROM slice WHERE table_no = ?1 AND department = ?2 AND CASE WHEN ?3 " \
    "IS NULL THEN part NOT IN (SELECT id FROM staff) ELSE part = ?3 END "

/* What was returned is not declared empty with its data. */
static int retire_returned(struct tb_campaign *c, const struct tb_table *t,
                           const struct tb_department *d, const char *teacher,
                           struct tb_err *err)
{
    struct tb_stmt *s;
    int rc = tb_db_prepare(
        c->db, "SELECT id " DECLARED "AND state = 'returned'", &s, err);

    if (rc == 0)
        rc = tb_stmt_bind(s, err, "Sis", &t->no, d->id, teacher);
    while (rc == 0 && (rc = tb_stmt_step(s, err)) == 1)
        rc = retire_current(c, &(struct target){ .slice = tb_stmt_int(s, 0) },
                            t, err);
    tb_stmt_free(s);
    return rc;
}

/* A declaration has its day like a file (R18). */
static int check_nil_day(struct tb_campaign *c, const struct tb_table *t,
                         const struct tb_department *d, const char *teacher,
                         const char *late, struct tb_err *err)
{
    long long over;

    if (tb_db_int(c->db, &over, 0, err,
                  "SELECT count(*) FROM slice WHERE id IN (SELECT id " DECLARED
                  "AND deadline < substr(?4, 1, 10))",
                  "Siss", &t->no, d->id, teacher, c->context.now) < 0)
        return -1;
    return !over || late
               ? 0
               : tb_fail_as(err, TB_REFUSED,
                            "%.*s %.*s: its day has passed; say why with "
                            "--late",
                            TB_STR_ARG(t->no), TB_STR_ARG(d->shown));
}

int tb_import_nil(struct tb_campaign *c, const char *table,
                  const char *department, const char *teacher,
                  const char *reason, const char *late, struct tb_err *err)
{
    struct tb_organisation o;
    const struct tb_table *t = tb_dict_find(c->dict, tb_str(table));
    const struct tb_department *d = NULL;
    long long declared;
    int rc = -1;

    if (tb_organisation_read(c->db, &o, err) < 0 ||
        (teacher && check_teacher(c, teacher, err) < 0))
        goto done;
    d = tb_organisation_find(&o, tb_str(department));
    if (!t || !d) {
        tb_fail_as(err, TB_USAGE, "unknown %s '%s'",
                   tb_translate(t ? N_("department") : N_("table")),
                   t ? department : table);
        goto done;
    }
    if (tb_campaign_begin(c, err) < 0 ||
        check_nil_day(c, t, d, teacher, late, err) < 0 ||
        retire_returned(c, t, d, teacher, err) < 0 ||
        tb_db_do(c->db, err,
                 "UPDATE slice SET state = 'nil', reason = ?4, submitted_at = "
                 "?5 WHERE id IN (SELECT id " DECLARED "AND state IN "
                 "('missing', 'returned', 'nil'))",
                 "Sisss", &t->no, d->id, teacher, reason, c->context.now) < 0)
        goto done;
    declared = tb_db_changes(c->db);
    if (tb_validate_outdate(c, err) < 0)
        goto done;
    if (declared == 0) {
        tb_fail_as(err, TB_REFUSED,
                   "%.*s is not %.*s's to declare: it is not assigned, or has "
                   "data",
                   TB_STR_ARG(t->no), TB_STR_ARG(d->shown));
        goto done;
    }
    if (tb_campaign_log(c, err, "nil", "%.*s %.*s%s%s: %s%s%s",
                        TB_STR_ARG(t->no), TB_STR_ARG(d->shown),
                        teacher ? " " : "", teacher ? teacher : "", reason,
                        late ? "; late: " : "", late ? late : "") < 0)
        goto done;
    rc = tb_db_commit(c->db, err);
done:
    tb_db_rollback(c->db);
    tb_organisation_free(&o);
    return rc;
}
