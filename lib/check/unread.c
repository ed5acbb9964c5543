/* unread.c - from the notes of import to findings. */
#include "unread.h"

#include <stdio.h>
#include <stdlib.h>

#include "mask.h"
#include "mem.h"
#include "note.h"
#include "suggest.h"
#include "types.h"

struct unread {
    tb_finding_fn *each;
    void *ctx;
    struct tb_map near; /* "list|value" -> its place in NEARS */
    struct tb_str *nears;
    size_t count, room;
    struct tb_arena arena;
};

#define NEARS_MOST 2000 /* wrong values for which the nearest is looked up */

/* What may be meant by VALUE of FIELD's list; "" for nothing.  The same word
 * is often wrong in a whole column. */
static struct tb_str near_of(struct unread *u, const struct tb_field *f,
                             struct tb_str value)
{
    struct tb_buf text = { 0 };
    uint32_t at = (uint32_t)u->count;
    struct tb_str key;

    tb_buf_addf(&text, "%.*s|", TB_STR_ARG(f->list_name));
    tb_buf_add(&text, value);
    key = tb_arena_copy(&u->arena, tb_buf_str(&text));
    tb_buf_clear(&text);
    if (tb_map_add(&u->near, key, at, &at)) {
        tb_buf_adds(&text, "");
        if (u->count < NEARS_MOST)
            tb_suggest_code(f->list, value, &text);
        u->nears = tb_grow(u->nears, u->count, &u->room, sizeof *u->nears);
        u->nears[u->count++] = tb_arena_copy(&u->arena, tb_buf_str(&text));
    }
    tb_buf_free(&text);
    return u->nears[at];
}

/* What {name} stands for in the message of a cell. */
struct cell_parts {
    struct tb_str field, value, expected, near, detail;
};

static bool cell_part(struct tb_str name, struct tb_buf *out, void *ctx)
{
    const struct cell_parts *p = ctx;

    if (tb_str_is(name, "field"))
        tb_buf_add(out, p->field);
    else if (tb_str_is(name, "value"))
        tb_buf_add(out, p->value);
    else if (tb_str_is(name, "expected"))
        tb_buf_add(out, p->expected);
    else if (tb_str_is(name, "detail"))
        tb_buf_add(out, p->detail);
    else if (tb_str_is(name, "near"))
        tb_buf_add(out, p->near);
    else
        return false;
    return true;
}

/* "/", 同上 and the like say nothing of a person. */
static bool is_wordless(enum tb_trouble trouble)
{
    return trouble == TB_TROUBLE_MARK || trouble == TB_TROUBLE_DITTO ||
           trouble == TB_TROUBLE_WORD;
}

/* What would have been right, as far as the cell or the row above tells: ""
 * when they do not. */
static void suggest(const struct tb_note *note, struct tb_buf *out)
{
    struct tb_str personal = note->field ? note->field->personal : tb_str("");
    struct tb_buf value = { 0 }, day = { 0 };

    if (note->trouble == TB_TROUBLE_SERIAL &&
        tb_value_serial_day(note->raw, &day))
        tb_mask(personal, tb_buf_str(&day), &value);
    else if (note->trouble == TB_TROUBLE_DITTO && note->detail.n > 0)
        tb_mask(personal, note->detail, &value);
    if (note->trouble == TB_TROUBLE_SERIAL)
        tb_buf_adds(out, value.n > 0 ? value.p : "日期的内部序号");
    else if (value.n > 0)
        tb_buf_addf(out, "，上面是“%s”", value.p);
    tb_buf_free(&value);
    tb_buf_free(&day);
}

/* How what was typed is masked: what is no number or none of the choices is
 * itself the fault. */
static struct tb_str kind_of(const struct tb_note *note)
{
    const struct tb_field *f = note->field;
    bool is_fault = is_wordless(note->trouble) ||
                    note->trouble == TB_TROUBLE_LIST ||
                    (f && tb_type_is_number(f->type));

    return f && !is_fault ? f->personal : tb_str("");
}

/* What is wrong with the cell: F's rule, hint and so on; its words in OUT. */
static void describe_cell(struct unread *u, const struct tb_note *note,
                          struct tb_finding *f, struct tb_buf *message)
{
    const struct tb_trouble_text *text = &tb_trouble_texts[note->trouble];
    const struct tb_field *field = note->field;
    struct tb_buf value = { 0 }, right = { 0 };
    struct cell_parts parts = { field ? field->name : tb_str(""), tb_str(""),
                                f->expected, tb_str(""), note->detail };

    tb_mask_keep(kind_of(note), note->raw, tb_str_n(NULL, 0), TB_MASK_OWN,
                 &value);
    parts.value = tb_buf_str(&value);
    if (note->trouble == TB_TROUBLE_LIST && field && field->list)
        parts.near = near_of(u, field, note->raw);
    if (note->trouble == TB_TROUBLE_DITTO ||
        note->trouble == TB_TROUBLE_SERIAL) {
        suggest(note, &right);
        parts.expected = tb_buf_str(&right);
    }
    f->rule = tb_str(text->id);
    f->aspect = tb_str(text->aspect);
    f->hint = tb_str(text->hint);
    tb_message_fill(tb_str(text->message), cell_part, &parts, message);
    tb_buf_free(&value);
    tb_buf_free(&right);
}

/* ---- rows that were not filed ---- */

static const struct {
    const char *message, *hint; /* {field} */
} rejections[] = {
    [TB_REJECTED_KEY] = { "“{field}”没有填写",
                          "补填“{field}”后重新提交，这一行才会收下。" },
    [TB_REJECTED_TWICE] = { NULL, "是同一项的，删去一行；不是的，改正其中一行"
                                  "后重新提交。" },
    [TB_REJECTED_FOREIGN] = { "“{field}”不是本人的",
                              "请由本人填报；从本文件中删去此行后重新提交。" },
    [TB_REJECTED_TOTAL] = { "像是合计行，请删去",
                            "合计由系统计算，表中只留数据；如确是数据，请改写开"
                            "头的“合计”字样。" },
    [TB_REJECTED_REMARK] = { "像是表尾的说明，请删去",
                             "表下不写填表人和说明；要说明的写在邮件里。" },
    [TB_REJECTED_HEADER] = { "像是重复的表头，请删去", "表头只要一个。" },
};

/* What import wrote down before it named columns and values. */
static void say_old_twice(const struct tb_note *note, struct tb_buf *out)
{
    unsigned other = 0;

    if (sscanf(note->detail.p, "与第 %u 行", &other) == 1)
        tb_buf_addf(out, "第 %lld 行与第 %u 行的编号相同", note->spot.line,
                    other);
    else
        tb_buf_add(out, note->detail);
}

/* The row was not filed; perhaps because of the cell, of which MESSAGE speaks
 * then. */
static void describe_row(const struct tb_note *note, struct tb_finding *f,
                         struct tb_buf *message, struct tb_buf *hint)
{
    const struct cell_parts parts = { .field = note->field ? note->field->name
                                                           : tb_str("编号") };
    struct tb_buf words = { 0 };

    if (note->rejection == TB_REJECTED_TWICE)
        say_old_twice(note, &words);
    else if (message->n == 0)
        tb_message_fill(tb_str(rejections[note->rejection].message), cell_part,
                        (void *)&parts, &words);
    if (f->rule.n == 0)
        f->rule = tb_str("rejected");
    f->aspect = tb_str("完整性");
    if (f->hint.n == 0) {
        tb_message_fill(tb_str(rejections[note->rejection].hint), cell_part,
                        (void *)&parts, hint);
        f->hint = tb_buf_str(hint);
    }
    if (words.n > 0)
        tb_buf_addf(message, "%s%s", message->n > 0 ? "；" : "", words.p);
    tb_buf_addf(message, "，第 %lld 行没有收", note->spot.line);
    tb_buf_free(&words);
}

/* One of the cells under a range that has its finding elsewhere. */
static bool is_only_under(const struct tb_note *note)
{
    return note->trouble == TB_TROUBLE_MERGED && note->detail.n == 0;
}

static int take_note(const struct tb_note *note, void *ctx)
{
    struct unread *u = ctx;
    struct tb_buf expected = { 0 }, message = { 0 }, hint = { 0 };
    struct tb_finding f = { .rule = tb_str(""),
                            .severity = TB_ERROR,
                            .table = note->table,
                            .field = note->field,
                            .row = note->row,
                            .at = note->spot,
                            .value = note->raw };
    int rc;

    if (note->field)
        tb_field_expects(note->field, &expected);
    f.expected = tb_buf_str(&expected);
    if (note->trouble != TB_FINE && !is_only_under(note))
        describe_cell(u, note, &f, &message);
    if (note->rejection != TB_REJECTIONS)
        describe_row(note, &f, &message, &hint);
    f.message = tb_buf_str(&message);
    rc = u->each(&f, u->ctx);
    tb_buf_free(&expected);
    tb_buf_free(&message);
    tb_buf_free(&hint);
    return rc;
}

int tb_unread_run(struct tb_store *store, tb_finding_fn *each, void *ctx,
                  struct tb_err *err)
{
    struct unread u = { .each = each, .ctx = ctx };
    int rc = tb_notes_each(store, take_note, &u, err);

    tb_map_free(&u.near);
    free(u.nears);
    tb_arena_free(&u.arena);
    return rc;
}
