/* status_text.c - the pieces of a line of progress. */
#include "status_text.h"

#include "terminal.h"
#include "utf8.h"

#define LINE_WIDTH 78 /* and two for a mark that must not begin a line */

void tb_paint(const struct tb_status_options *o, enum tb_colour colour,
              FILE *out)
{
    static const char *const codes[] = { "0", "1", "31", "32", "33" };

    if (o->colour)
        fprintf(out, "\033[%sm", codes[colour]);
}

static void put(struct tb_str text, FILE *out)
{
    tb_terminal_put(out, text);
}

static void break_line(struct tb_line *l)
{
    fprintf(l->out, "\n%*s", (int)l->indent, "");
    l->used = l->indent;
}

/* Put the mark that TEXT begins with, if it must not begin a line. */
static void put_closing(struct tb_line *l, struct tb_str *text)
{
    static const char *const marks[] = { "、", "，", "；", "）", "。", "”" };

    for (size_t i = 0; i < TB_LEN(marks); i++)
        if (tb_str_starts(*text, marks[i])) {
            put(tb_str(marks[i]), l->out);
            l->used += 2;
            *text = tb_str_from(*text, strlen(marks[i]));
            return;
        }
}

void tb_line_add(struct tb_line *l, struct tb_str text)
{
    size_t width;

    if (l->used > l->indent && l->used <= LINE_WIDTH)
        put_closing(l, &text);
    width = tb_utf8_width(text);
    if (l->used + width > LINE_WIDTH && l->used > l->indent)
        break_line(l);
    while (text.n > 0) {
        size_t n = l->used + width <= LINE_WIDTH
                       ? text.n
                       : tb_utf8_size((unsigned char)text.p[0]);
        struct tb_str piece = tb_str_n(text.p, n < text.n ? n : text.n);
        if (l->used + tb_utf8_width(piece) > LINE_WIDTH)
            break_line(l);
        put(piece, l->out);
        l->used += tb_utf8_width(piece);
        width -= tb_utf8_width(piece);
        text = tb_str_from(text, piece.n);
    }
}

void tb_line_column(struct tb_line *l, struct tb_str text, size_t end)
{
    l->indent = l->used;
    tb_line_add(l, text);
    l->indent = end;
    if (l->used >= end)
        break_line(l);
    else
        fprintf(l->out, "%*s", (int)(end - l->used), "");
    l->used = end;
}

void tb_show_table(const struct tb_progress_slice *s, struct tb_buf *out)
{
    tb_buf_clear(out);
    tb_buf_addf(out, "%.*s %.*s", TB_STR_ARG(s->slice.table->no),
                TB_STR_ARG(s->slice.table->name));
}

void tb_show_days(const struct tb_progress_slice *s, struct tb_buf *out)
{
    tb_buf_clear(out);
    tb_buf_adds(out, "");
    if (s->holder.n == 0)
        return;
    if (s->stage == TB_STAGE_SOURCE) {
        tb_buf_adds(out, "不计期限");
        return;
    }
    if (!s->due[0])
        tb_buf_adds(out, "未定期限");
    else if (s->days_left < 0)
        tb_buf_addf(out, "逾期 %lld 天", -s->days_left);
    else if (s->days_left == 0)
        tb_buf_adds(out, "今天截止");
    else
        tb_buf_addf(out, "余 %lld 天", s->days_left);
}

void tb_counts_add(struct tb_counts *c, const struct tb_progress_slice *s)
{
    c->errors += s->slice.open.errors;
    c->explains += s->slice.open.explains;
    c->explained += s->slice.open.explained;
}

void tb_show_counts(const struct tb_counts *c, const char *separator,
                    struct tb_buf *out)
{
    const struct {
        const char *name;
        long long n;
    } kinds[] = { { "错误", c->errors },
                  { "待说明", c->explains },
                  { "已说明", c->explained } };
    bool any = false;

    for (size_t i = 0; i < TB_LEN(kinds); i++)
        if (kinds[i].n > 0) {
            tb_buf_addf(out, "%s%s %lld", any ? separator : "", kinds[i].name,
                        kinds[i].n);
            any = true;
        }
}

enum tb_colour tb_slice_colour(const struct tb_progress_slice *s)
{
    return s->is_late                            ? TB_RED
           : s->slice.state == TB_STATE_RETURNED ? TB_YELLOW
           : s->stage == TB_STAGE_DONE           ? TB_GREEN
                                                 : TB_PLAIN;
}

bool tb_is_teacher(const struct tb_progress_slice *s)
{
    return s->slice.kind == TB_PART_TEACHER;
}

void tb_show_part(const struct tb_progress_slice *s, struct tb_buf *out)
{
    struct tb_str part = tb_slice_part(&s->slice);

    if (tb_is_teacher(s))
        tb_buf_addf(out, " %.*s", TB_STR_ARG(part));
    else if (part.n > 0)
        tb_buf_addf(out, "（%.*s）", TB_STR_ARG(part));
}

bool tb_progress_is_own(const struct tb_progress *p,
                        const struct tb_progress_slice *s)
{
    return !p->department_id || s->slice.department.id == p->department_id;
}

bool tb_slice_is_alike(const struct tb_progress_slice *a,
                       const struct tb_progress_slice *b)
{
    return a->slice.state == b->slice.state && strcmp(a->due, b->due) == 0 &&
           (a->stage == TB_STAGE_COLLECT || (tb_str_eq(a->holder, b->holder) &&
                                             tb_str_eq(a->person, b->person)));
}

bool tb_slice_is_same_item(const struct tb_progress_slice *a,
                           const struct tb_progress_slice *b)
{
    return a->slice.table == b->slice.table && tb_is_teacher(a) &&
           tb_is_teacher(b) && a->slice.department.id == b->slice.department.id;
}
