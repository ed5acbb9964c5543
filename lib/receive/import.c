/* import.c - a file, taken apart into sheets. */
#include "import.h"

#include <stdlib.h>

#include "event.h"
#include "file.h"
#include "import_parts.h"
#include "mark.h"
#include "mem.h"

#define ARCHIVE "archive" /* in the campaign's folder */

/* ---- the sheets ---- */

/* Is the sheet of S a table, whole and from here?  If not, S says so. */
static bool is_readable(struct tb_import *im, struct tb_import_sheet *s,
                        const struct tb_sheet_plan *plan, bool foreign)
{
    if (!plan->table)
        tb_import_say(im, s, TB_IMPORT_SKIPPED, "不是本版本的数据表");
    else if (foreign || !tb_import_is_genuine(im, s->sheet))
        tb_import_say_foreign(im, s);
    else if (tb_import_is_denied(im, s))
        return false;
    else if (plan->ambiguous)
        tb_import_say(im, s, TB_IMPORT_BAD,
                      "表头与几张表相同，请用 --table 说明是哪张表");
    else if (plan->fault.n > 0)
        tb_import_say(im, s, TB_IMPORT_BAD, "%s", plan->fault.p);
    else
        return true;
    return false;
}

/* The slice of S, or each of several, gets what stands in sheet INDEX. */
static int file_sheet(struct tb_import *im, size_t index,
                      const struct tb_sheet_plan *plan,
                      struct tb_import_sheet *s)
{
    struct tb_import_target target = { 0 };
    bool found = false, done;
    int rc = tb_import_split(im, index, plan, s, &done);

    if (rc < 0 || done)
        return rc;
    rc = tb_import_claim(im, s, &target, &found);
    if (rc == 0 && found)
        rc = tb_import_file_rows(im, index, plan, s, &target);
    tb_addressee_free(&target.addressee);
    return rc;
}

/* A sheet that is only named: no matter, unless it should be a table. */
static void take_missing(struct tb_import *im, struct tb_str name)
{
    const struct tb_table *t = tb_import_hint(im, name);
    struct tb_import_sheet *s;

    if (!t)
        t = tb_dict_find(im->campaign->dict, name);
    if (!t)
        return;
    s = tb_import_add_sheet(im, name);
    s->table = t;
    tb_import_say(im, s, TB_IMPORT_BAD,
                  "文件中只有这张工作表的名字，没有内容；请用 Excel 或 WPS "
                  "打开检查，保存后重新发送");
}

static int take_sheet(struct tb_import *im, size_t index)
{
    const struct tb_sheet_info info = tb_book_sheet(im->book, index);
    struct tb_str name = info.name;
    struct tb_sheet_plan plan = { 0 };
    struct tb_import_sheet *s;
    bool foreign;
    int rc = -1;

    if (tb_mark_is_furniture(name))
        return 0;
    if (info.is_missing) {
        take_missing(im, name);
        return 0;
    }
    if (tb_recognise_sheet(im->book, index, im->campaign->dict,
                           tb_import_hint(im, name), &plan, im->err) < 0 ||
        tb_import_read_mark(im, name, &plan, &foreign) < 0)
        goto done;
    im->part = im->options->teacher ? tb_str(im->options->teacher)
                                    : tb_import_part(im, name);
    s = tb_import_add_sheet(im, name);
    s->table = plan.table;
    if (is_readable(im, s, &plan, foreign) &&
        file_sheet(im, index, &plan, s) < 0)
        goto done;
    rc = 0;
done:
    tb_sheet_plan_free(&plan);
    return rc;
}

static int take_sheets(struct tb_import *im)
{
    size_t tables = 0;

    for (size_t i = 0; i < tb_book_sheets(im->book); i++)
        if (take_sheet(im, i) < 0)
            return -1;
    for (size_t i = 0; i < im->result->count; i++)
        tables += im->result->sheets[i].table != NULL;
    if (tables == 0 && im->result->encoding &&
        strcmp(im->result->encoding, "GB18030") == 0)
        return tb_fail(im->err,
                       "no header of a table of this edition, read as GB18030; "
                       "if it is in another encoding (Big5, Latin-1), save it "
                       "as .xlsx or as CSV UTF-8");
    if (tables == 0)
        return tb_fail(im->err, "no sheet has the header of a table of this "
                                "edition");
    return 0;
}

/* ---- one file ---- */

static int check_options(struct tb_import *im)
{
    const struct tb_import_options *o = im->options;
    const struct tb_table *table;
    long long department;

    if (tb_department_id(&im->campaign->store, o->department, &department,
                         im->err) < 0)
        return -1;
    if (tb_table_named(im->campaign->dict, o->table, &table, im->err) < 0)
        return -1;
    return o->teacher ? tb_member_find(&im->campaign->store, tb_str(o->teacher),
                                       NULL, NULL, im->err)
                      : 0;
}

static bool is_kept(const struct tb_import_result *r)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->sheets[i].outcome == TB_IMPORT_FILED ||
            r->sheets[i].outcome == TB_IMPORT_NIL || r->sheets[i].is_signed ||
            r->sheets[i].is_carried)
            return true;
    return false;
}

/* Last year's rows that were not filed: why? */
static void log_carried(const struct tb_import_sheet *s, struct tb_buf *text)
{
    if (s->is_carried && s->pending + s->over + s->asked > 0)
        tb_buf_addf(text,
                    "; %.*s %.*s%s%.*s last year's: %zu waiting, %zu gone, %zu "
                    "cleared",
                    TB_STR_ARG(s->table->no), TB_STR_ARG(s->department),
                    s->part.n > 0 ? " " : "", TB_STR_ARG(s->part), s->pending,
                    s->over, s->asked);
}

/* What was filed, with the hash of its rows; and the file, and why late. */
static int log_import(struct tb_import *im)
{
    const struct tb_import_options *o = im->options;
    struct tb_buf text = { 0 };
    int rc;

    tb_buf_addf(&text, "%s %s", im->draft.sha256, tb_file_name(im->path));
    for (size_t i = 0; i < im->result->count; i++) {
        const struct tb_import_sheet *s = &im->result->sheets[i];
        if (s->outcome == TB_IMPORT_FILED)
            tb_buf_addf(&text, "; %.*s %.*s%s%.*s %zu %.12s",
                        TB_STR_ARG(s->table->no), TB_STR_ARG(s->department),
                        s->part.n > 0 ? " " : "", TB_STR_ARG(s->part), s->filed,
                        s->hash);
        log_carried(s, &text);
    }
    if (o->late)
        tb_buf_addf(&text, "; late: %s", o->late);
    rc = tb_log_add(&im->campaign->store, "import", tb_buf_str(&text), im->err);
    tb_buf_free(&text);
    return rc;
}

static int archive_file(struct tb_import *im)
{
    struct tb_buf archive = { 0 };
    int rc = -1;

    tb_campaign_path(im->campaign, ARCHIVE, &archive);
    if (tb_draft_keep(&im->draft, archive.p, im->err) < 0 || log_import(im) < 0)
        goto done;
    rc = 0;
done:
    tb_buf_free(&archive);
    return rc;
}

/* The file's own row must be there before the submissions that name it. */
static int take_file(struct tb_import *im)
{
    struct tb_store *store = &im->campaign->store;
    const char *sha256 = im->draft.sha256;

    if (tb_file_is_known(store, sha256, &im->result->is_known, im->err) < 0 ||
        tb_file_add(store, sha256, tb_file_name(im->path),
                    im->draft.source.size, im->err) < 0 ||
        take_sheets(im) < 0)
        return -1;
    return tb_import_take_cover(im);
}

static int import_change(struct tb_campaign *c, void *ctx, struct tb_err *err)
{
    struct tb_import *im = ctx;
    bool keep;

    if (tb_db_part_begin(c->store.db, err) < 0 || take_file(im) < 0)
        return -1;
    keep = is_kept(im->result); /* else it has done nothing */
    if (tb_db_part_end(c->store.db, keep, err) < 0)
        return -1;
    return keep ? archive_file(im) : 0;
}

/* ---- one command ---- */

static void remember(struct tb_import_batch *b, const char *file,
                     const struct tb_import_result *r)
{
    for (size_t i = 0; i < r->count; i++) {
        const struct tb_import_sheet *s = &r->sheets[i];
        if (s->outcome != TB_IMPORT_FILED)
            continue;
        b->list = tb_grow(b->list, b->count, &b->room, sizeof *b->list);
        b->list[b->count++] = (struct tb_import_taken){
            s->table,
            tb_arena_copy(&b->arena, s->department),
            tb_arena_copy(&b->arena, s->part),
            tb_arena_copy(&b->arena, tb_str(file)),
            tb_arena_copy(&b->arena, s->sheet),
        };
    }
}

void tb_import_batch_free(struct tb_import_batch *b)
{
    free(b->list);
    tb_arena_free(&b->arena);
    *b = (struct tb_import_batch){ 0 };
}

int tb_import_file(struct tb_campaign *c, const char *path,
                   const struct tb_import_options *options,
                   struct tb_import_result *result, struct tb_err *err)
{
    struct tb_import im = { .campaign = c,
                            .options = options,
                            .result = result,
                            .path = path,
                            .draft = TB_DRAFT_NONE,
                            .err = err };
    struct tb_buf archive = { 0 };
    int rc = -1;

    tb_campaign_path(c, ARCHIVE, &archive);
    if (tb_campaign_may_change(c, err) < 0 ||
        tb_organisation_read(c->store.db, &im.organisation, err) < 0 ||
        check_options(&im) < 0 ||
        tb_draft_make(path, archive.p, &im.draft, err) < 0 ||
        tb_book_open(&im.draft.source, &tb_limits_default, &im.book, err) < 0 ||
        (!options->ignores_mark && tb_meta_read(im.book, &im.meta, err) < 0) ||
        tb_import_check_meta(&im) < 0)
        goto done;
    if (tb_book_kind(im.book) == TB_BOOK_CSV)
        result->encoding = tb_book_encoding(im.book);
    rc = tb_change(c, import_change, &im, err);
    if (rc == 0 && options->batch)
        remember(options->batch, tb_file_name(path), result);
done:
    tb_meta_free(&im.meta);
    tb_addressee_free(&im.marked);
    tb_book_close(im.book);
    tb_draft_drop(&im.draft);
    tb_organisation_free(&im.organisation);
    tb_buf_free(&archive);
    return rc < 0 ? tb_fail_in(err, "%s", path) : 0;
}

void tb_import_result_free(struct tb_import_result *r)
{
    free(r->sheets);
    tb_arena_free(&r->arena);
    *r = (struct tb_import_result){ 0 };
}
