/* import.c - a file, taken apart into sheets. */
#include "import.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "event.h"
#include "file.h"
#include "import_parts.h"
#include "mem.h"
#include "signoff.h"
#include "template.h"

#define COPY_BLOCK 65536

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

static int make_draft(struct tb_import *im, struct tb_source *draft)
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
static int keep_draft(struct tb_import *im)
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
/* ---- the sheets ---- */

static const struct tb_table *hinted(struct tb_import *im, struct tb_str sheet)
{
    for (size_t i = 0; i < im->meta.count; i++)
        if (tb_str_eq(im->meta.claims[i].sheet, sheet))
            return tb_dict_table(im->campaign->dict,
                                 im->meta.claims[i].table_no);
    return im->options->table
               ? tb_dict_find(im->campaign->dict, tb_str(im->options->table))
               : NULL;
}

static bool is_valid_claim(struct tb_import *im,
                           const struct tb_intake_claim *c)
{
    char token[33];

    tb_template_token(im->campaign, c->table_no, im->meta.department, c->part,
                      token);
    return tb_str_is(c->token, token);
}

/* Does the sheet carry the mark that this campaign gave to this table for
 * this department?  A sheet from elsewhere does not. */
static bool is_genuine(struct tb_import *im, struct tb_str sheet)
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
static int read_mark(struct tb_import *im, struct tb_str sheet,
                     const struct tb_intake_plan *p, bool *foreign)
{
    char token[33];

    *foreign = false;
    im->marked.slice = 0;
    if (!p->mark[0] || !p->table)
        return 0;
    if (im->meta.is_template) {
        tb_template_token(im->campaign, p->table->no, im->meta.department,
                          tb_import_part(im, sheet), token);
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
static void say_foreign(struct tb_import *im, struct tb_import_sheet *s)
{
    const struct tb_holder *h = &im->marked;
    struct tb_str from = tb_str("");

    for (size_t i = 0; h->slice && i < im->organisation.count; i++)
        if (im->organisation.departments[i].id == h->department)
            from = im->organisation.departments[i].shown;
    if (h->slice)
        tb_import_say(
            im, s, TB_IMPORT_BAD,
            "这张工作表来自另一工作簿（%.*s%s%s，%s），不能混在本文件里；"
            "请用自己的模板填报",
            TB_STR_ARG(from), h->part.n ? " " : "", tb_buf_text(&h->part),
            tb_buf_text(&h->table_no));
    else
        tb_import_say(
            im, s, TB_IMPORT_BAD,
            "工作表的标识与部门不符，可能来自别的工作簿；请用本部门的模板填报");
}

static struct tb_import_sheet *add_sheet(struct tb_import *im,
                                         struct tb_str name)
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
static bool is_second(const struct tb_import *im,
                      const struct tb_import_sheet *s)
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

static int take_sheet(struct tb_import *im, size_t index)
{
    struct tb_str name = tb_book_sheet(im->book, index).name;
    struct tb_intake_plan plan = { 0 };
    struct tb_import_target target = { 0 };
    struct tb_import_sheet *s;
    bool may, foreign;
    int rc = -1;

    if (tb_template_is_furniture(name))
        return 0;
    if (tb_intake_plan_sheet(im->book, index, im->campaign->dict,
                             hinted(im, name), &plan, im->err) < 0 ||
        read_mark(im, name, &plan, &foreign) < 0)
        goto done;
    im->part = im->options->teacher ? tb_str(im->options->teacher)
                                    : tb_import_part(im, name);
    s = add_sheet(im, name);
    s->table = plan.table;
    rc = 0;
    if (!plan.table)
        tb_import_say(im, s, TB_IMPORT_SKIPPED, "不是本版本的数据表");
    else if (foreign || !is_genuine(im, name))
        say_foreign(im, s);
    else if (plan.ambiguous)
        tb_import_say(im, s, TB_IMPORT_BAD,
                      "表头与几张表相同，请用 --table 说明是哪张表");
    else if (plan.fault.n > 0)
        tb_import_say(im, s, TB_IMPORT_BAD, "%s", plan.fault.p);
    else if ((rc = tb_import_claim(im, s, &target, &may)) == 0 && may) {
        if (is_second(im, s))
            tb_import_say(im, s, TB_IMPORT_BAD,
                          "同一文件里有两张工作表都是此表，请合并为一张");
        else
            rc = tb_import_file_rows(im, index, &plan, s, &target);
    }
done:
    tb_intake_plan_free(&plan);
    tb_buf_free(&target.state);
    return rc;
}

/* ---- one file ---- */

int tb_import_check_teacher(struct tb_campaign *c, const char *id,
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

static int check_options(struct tb_import *im)
{
    const struct tb_import_options *o = im->options;

    if (o->department && !tb_import_sender(im))
        return tb_fail_as(im->err, TB_USAGE, "unknown department '%s'",
                          o->department);
    if (o->table && !tb_dict_find(im->campaign->dict, tb_str(o->table)))
        return tb_fail_as(im->err, TB_USAGE, "unknown table '%s'", o->table);
    return o->teacher
               ? tb_import_check_teacher(im->campaign, o->teacher, im->err)
               : 0;
}

static int check_meta(struct tb_import *im)
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
static struct tb_import_sheet *sheet_of(struct tb_import *im,
                                        struct tb_str sheet)
{
    for (size_t i = 0; i < im->result->count; i++)
        if (tb_str_eq(im->result->sheets[i].sheet, sheet))
            return &im->result->sheets[i];
    return NULL;
}

/* Add WORDS to what is said of a sheet. */
static void add_note(struct tb_import *im, struct tb_import_sheet *s,
                     const char *words)
{
    struct tb_buf text = { 0 };

    tb_buf_addf(&text, "%.*s%s", TB_STR_ARG(s->note), words);
    s->note = tb_arena_copy(&im->result->arena, tb_buf_str(&text));
    tb_buf_free(&text);
}

static int take_line(struct tb_import *im, const struct tb_cover_line *line,
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
             done ? "封面有审核结论，用 review signed 生效。"
                  : "封面的审核结论没有采用：没有填报的数据，或不是“通过”“退回”"
                    "。");
    return 0;
}

/* What the department wrote beside its tables' names. */
static int take_cover(struct tb_import *im)
{
    const struct tb_department *d = tb_import_sender(im);
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
                            tb_import_part(im, line->sheet), &h, im->err);
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
static int store_file(struct tb_import *im, uint64_t size)
{
    return tb_db_do(
        im->campaign->db, im->err,
        "INSERT INTO file VALUES (?1, ?2, ?3, ?4, ?5, nullif(?6, '')) "
        "ON CONFLICT DO NOTHING",
        "ssisss", im->sha256, tb_file_name(im->path), (long long)size,
        im->campaign->context.now, im->campaign->context.actor,
        im->campaign->context.person);
}

static int take_sheets(struct tb_import *im)
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
static int log_import(struct tb_import *im)
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
    rc = tb_log_add(&im->campaign->store, "import", tb_buf_str(&text), im->err);
    tb_buf_free(&text);
    return rc;
}

static int run(struct tb_import *im, const struct tb_source *source)
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
    struct tb_import im = { .campaign = c,
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
