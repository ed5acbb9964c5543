/* import_cover.c - what stands on the cover, from there to the record. */
#include "cover.h"
#include "import_parts.h"
#include "verdict.h"

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

/* Log for VERB: the table, whose share of it, and TEXT. */
static int log_line(struct tb_import *im, const char *verb,
                    const struct tb_slice *slice, struct tb_str text)
{
    struct tb_buf whose = { 0 };
    int rc;

    tb_slice_show(slice, &whose);
    rc = tb_campaign_log(im->campaign, im->err, verb, "%.*s %s (cover): %.*s",
                         TB_STR_ARG(slice->table->no), tb_buf_text(&whose),
                         TB_STR_ARG(text));
    tb_buf_free(&whose);
    return rc;
}

/* A declaration that there is no data holds at once, where nothing is filed. */
static int take_declaration(struct tb_import *im, struct tb_import_sheet *s,
                            const struct tb_slice *slice, struct tb_str reason)
{
    bool done = false;

    if (slice->state == TB_STATE_NIL && tb_str_eq(slice->reason, reason) &&
        s->outcome == TB_IMPORT_EMPTY) {
        s->outcome = TB_IMPORT_UNCHANGED;
        add_note(im, s, "封面声明本校无数据，此前已记下。");
        return 0;
    }
    if (s->bar.n > 0) {
        tb_import_say(im, s, TB_IMPORT_REFUSED,
                      "封面声明本校无数据，未采用：%s", s->bar.p);
        return 0;
    }
    if (s->outcome != TB_IMPORT_EMPTY) {
        add_note(im, s, "封面声明本校无数据，但表中有数据，未按无数据处理。");
        return 0;
    }
    if (tb_slice_declare_nil(&im->campaign->store, slice->id, false, reason,
                             &done, im->err) < 0 ||
        (done && log_line(im, "nil", slice, reason) < 0))
        return -1;
    if (done)
        s->outcome = TB_IMPORT_NIL;
    add_note(im, s,
             done ? "封面声明本校无数据。"
                  : "封面声明本校无数据，但此表已有填报，未按无数据处理。");
    return 0;
}

/* A reviewer's verdict waits until the office says so. */
static int keep_verdict(struct tb_import *im, const struct tb_cover_line *line,
                        const struct tb_slice *slice, bool *done)
{
    struct tb_cover_verdict v = { .slice = slice->id,
                                  .person = line->person,
                                  .opinion = line->opinion };
    struct tb_buf text = { 0 };
    int rc;

    *done = false;
    if (!tb_cover_action(line->verdict, &v.action))
        return 0;
    rc = tb_cover_verdict_keep(&im->campaign->store, &v, done, im->err);
    if (rc == 0 && *done) {
        tb_buf_addf(&text, "%.*s %.*s", TB_STR_ARG(line->person),
                    TB_STR_ARG(line->verdict));
        rc = log_line(im, "signoff", slice, tb_buf_str(&text));
    }
    tb_buf_free(&text);
    return rc;
}

static int take_line(struct tb_import *im, const struct tb_cover_line *line,
                     struct tb_import_sheet *s, const struct tb_slice *slice)
{
    if (line->nil.n > 0 && take_declaration(im, s, slice, line->nil) < 0)
        return -1;
    if (line->verdict.n == 0 || s->outcome == TB_IMPORT_REFUSED)
        return 0;
    if (slice->state != TB_STATE_SUBMITTED && slice->now.id) {
        add_note(im, s, "封面的审核结论没有采用：此表不在待审状态。");
        return 0;
    }
    if (keep_verdict(im, line, slice, &s->is_signed) < 0)
        return -1;
    add_note(im, s,
             s->is_signed
                 ? "封面有审核结论，用 review signed 生效。"
                 : "封面的审核结论没有采用：没有填报的数据，或不是“通过”“退回”"
                   "。");
    return 0;
}

int tb_import_take_cover(struct tb_import *im)
{
    const struct tb_department *d = tb_import_sender(im);
    struct tb_cover cover = { 0 };
    struct tb_addressee to = { 0 };
    int rc = -1;

    if (im->meta.is_template && im->is_genuine && d &&
        tb_cover_read(im->book, &cover, im->err) < 0)
        goto done;
    for (size_t i = 0; i < cover.count; i++) {
        const struct tb_cover_line *line = &cover.lines[i];
        struct tb_import_sheet *s = sheet_of(im, line->sheet);
        if (!s || !s->table || s->outcome > TB_IMPORT_EMPTY ||
            !tb_import_is_genuine(im, line->sheet))
            continue;
        if (tb_addressee_find(&im->campaign->store, s->table, d->id,
                              tb_import_part(im, line->sheet), &to,
                              im->err) < 0 ||
            (to.slice && take_line(im, line, s, to.slice) < 0))
            goto done;
    }
    rc = 0;
done:
    tb_addressee_free(&to);
    tb_cover_free(&cover);
    return rc;
}
