/* unread.c - from the notes of import to findings. */
#include "unread.h"

#include "mask.h"
#include "note.h"

struct unread {
    tb_finding_fn *each;
    void *ctx;
};

/* What {name} stands for in the message of a cell. */
struct cell_parts {
    struct tb_str field, value, expected, detail;
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
    else
        return false;
    return true;
}

/* "/" and 同上 say nothing of a person. */
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

/* What is wrong with the cell: F's rule, hint and so on; its words in OUT. */
static void describe_cell(const struct tb_note *note, struct tb_finding *f,
                          struct tb_buf *message)
{
    const struct tb_trouble_text *text = &tb_trouble_texts[note->trouble];
    const struct tb_field *field = note->field;
    struct tb_buf value = { 0 }, right = { 0 };
    struct cell_parts parts = { field ? field->name : tb_str(""), tb_str(""),
                                f->expected, note->detail };

    tb_mask(field && !is_wordless(note->trouble) ? field->personal : tb_str(""),
            note->raw, &value);
    parts.value = tb_buf_str(&value);
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

static const char *rejection_hint(enum tb_rejection why)
{
    switch (why) {
    case TB_REJECTED_FOREIGN:
        return "请由本人填报；从本文件中删去此行后重新提交。";
    case TB_REJECTED_TOTAL:
        return "合计由系统计算，表中只留数据；如确是数据，请改写开头的“合计”字"
               "样"
               "。";
    case TB_REJECTED_REMARK:
        return "表下不写填表人和说明；要说明的写在邮件里。";
    case TB_REJECTED_HEADER:
        return "表头只要一个。";
    case TB_REJECTED_KEY:
    case TB_REJECTED_TWICE:
    case TB_REJECTIONS:
        break;
    }
    return "补全或改正后重新提交，此行才会收下。";
}

/* The row was not filed; perhaps because of the cell. */
static void describe_row(const struct tb_note *note, struct tb_finding *f,
                         struct tb_buf *message)
{
    if (f->rule.n == 0)
        f->rule = tb_str("rejected");
    f->aspect = tb_str("完整性");
    if (f->hint.n == 0)
        f->hint = tb_str(rejection_hint(note->rejection));
    tb_buf_addf(message, "%s%.*s，此行没有收", message->n > 0 ? "；" : "",
                TB_STR_ARG(note->detail));
}

/* One of the cells under a range that has its finding elsewhere. */
static bool is_only_under(const struct tb_note *note)
{
    return note->trouble == TB_TROUBLE_MERGED && note->detail.n == 0;
}

static int take_note(const struct tb_note *note, void *ctx)
{
    const struct unread *u = ctx;
    struct tb_buf expected = { 0 }, message = { 0 };
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
        describe_cell(note, &f, &message);
    if (note->rejection != TB_REJECTIONS)
        describe_row(note, &f, &message);
    f.message = tb_buf_str(&message);
    rc = u->each(&f, u->ctx);
    tb_buf_free(&expected);
    tb_buf_free(&message);
    return rc;
}

int tb_unread_run(struct tb_store *store, tb_finding_fn *each, void *ctx,
                  struct tb_err *err)
{
    struct unread u = { each, ctx };

    return tb_notes_each(store, take_note, &u, err);
}
