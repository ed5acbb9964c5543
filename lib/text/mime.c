/* mime.c - writing a message. */
#include "mime.h"

#include <ctype.h>
#include <stdio.h>

#include "date.h"
#include "utf8.h"

#define LINE 76      /* characters of a line of base64 */
#define WORD 39      /* bytes in an encoded word: it fits behind "Subject:" */
#define PLAIN 60     /* bytes of a header that may stay as it is */
#define NAME_PART 54 /* columns of a piece of a file's name */
#define CHARACTER 12 /* columns of a character that takes four bytes */
#define ADDRESS_MAX 254 /* RFC 5321 */
/* No line of base64 begins so. */
#define BOUNDARY "=_tianbao"

static void add_base64(struct tb_str s, size_t line, struct tb_buf *out)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                 "abcdefghijklmnopqrstuvwxyz0123456789+/";

    for (size_t i = 0; i < s.n; i += 3) {
        size_t n = s.n - i < 3 ? s.n - i : 3;
        unsigned v = 0;
        for (size_t k = 0; k < 3; k++)
            v = v << 8 | (k < n ? (unsigned char)s.p[i + k] : 0);
        for (size_t k = 0; k < 4; k++)
            tb_buf_addc(out, k <= n ? digits[v >> (18 - 6 * k) & 63] : '=');
        if (line > 0 && ((i / 3 + 1) * 4 % line == 0 || i + 3 >= s.n))
            tb_buf_adds(out, "\r\n");
    }
}

/* ---- headers ---- */

static bool is_atom(char c)
{
    return isalnum((unsigned char)c) || strchr("!#$%&'*+-/=?^_`{|}~", c);
}

/* Words with dots between, each of IS_LETTER. */
static bool is_dotted(struct tb_str s, bool domain)
{
    bool after = false; /* a letter */

    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool good = c != '\0' && (domain ? isalnum((unsigned char)c) || c == '-'
                                         : is_atom(c));
        if (!good && (c != '.' || !after))
            return false;
        after = good;
    }
    return after;
}

bool tb_mime_is_address(struct tb_str s)
{
    size_t at = tb_str_find(s, "@");

    return s.n <= ADDRESS_MAX && at < s.n &&
           is_dotted(tb_str_n(s.p, at), false) &&
           is_dotted(tb_str_from(s, at + 1), true);
}

/* What may stand in a header as it is: NAME: no comma, no bracket. */
static bool is_plain(struct tb_str s, bool name)
{
    if (s.n > PLAIN || tb_str_find(s, "=?") < s.n)
        return false;
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < ' ' || s.p[i] > '~' ||
            (name && s.p[i] != ' ' && !isalnum((unsigned char)s.p[i])))
            return false;
    return true;
}

static void add_text(struct tb_str text, bool name, struct tb_buf *out)
{
    struct tb_buf clean = { 0 };
    struct tb_str rest;

    for (size_t i = 0; i < text.n; i++)
        tb_buf_addc(&clean, (unsigned char)text.p[i] < ' ' || text.p[i] == 0x7F
                                ? ' '
                                : text.p[i]);
    rest = tb_buf_str(&clean);
    if (is_plain(rest, name)) {
        tb_buf_add(out, rest);
        rest.n = 0;
    }
    while (rest.n > 0) {
        size_t n = tb_utf8_cut(rest.p, rest.n, WORD);
        tb_buf_adds(out, "=?UTF-8?B?");
        add_base64(tb_str_n(rest.p, n), 0, out);
        tb_buf_adds(out, "?=");
        rest = tb_str_from(rest, n);
        if (rest.n > 0)
            tb_buf_adds(out, "\r\n ");
    }
    tb_buf_free(&clean);
}

static void add_to(const struct tb_mime *m, struct tb_buf *out)
{
    bool first = true;

    for (size_t i = 0; i < m->to_count; i++) {
        const struct tb_mime_person *p = &m->to[i];
        if (!tb_mime_is_address(p->address))
            continue;
        tb_buf_adds(out, first ? "To: " : ",\r\n ");
        add_text(p->name, true, out);
        tb_buf_addf(out, "%s<%.*s>", p->name.n > 0 ? "\r\n " : "",
                    TB_STR_ARG(p->address));
        first = false;
    }
    if (!first)
        tb_buf_adds(out, "\r\n");
}

void tb_mime_date(struct tb_str now, char out[40])
{
    static const char *const days[] = { "Sat", "Sun", "Mon", "Tue",
                                        "Wed", "Thu", "Fri" };
    static const char *const months[] = { "Jan", "Feb", "Mar", "Apr",
                                          "May", "Jun", "Jul", "Aug",
                                          "Sep", "Oct", "Nov", "Dec" };
    struct tb_date d;
    size_t t = tb_str_find(now, "T");
    struct tb_str clock = t < now.n ? tb_str_from(now, t + 1) : tb_str("");

    out[0] = '\0';
    if (!tb_date_parse(tb_str_n(now.p, t), &d) || d.day == 0)
        return;
    snprintf(out, 40, "%s, %02d %s %04d %.8s +0800",
             days[tb_date_serial(&d) % 7], d.day, months[d.month - 1], d.year,
             clock.n >= 8 ? clock.p : "00:00:00");
}

/* ---- the attachment ---- */

/* RFC 2231: pieces of percent-encoded UTF-8, cut between characters. */
static void add_file_name(struct tb_str name, struct tb_buf *out)
{
    int part = 0;
    size_t used = NAME_PART;

    for (size_t i = 0; i < name.n; i++, used++) {
        unsigned char c = (unsigned char)name.p[i];
        if ((c & 0xC0) != 0x80 && used + CHARACTER > NAME_PART) {
            tb_buf_addf(out, ";\r\n filename*%d*=%s", part,
                        part == 0 ? "UTF-8''" : "");
            part++;
            used = 0;
        }
        if (isalnum(c) || (c && strchr("._-", c))) {
            tb_buf_addc(out, (char)c);
            continue;
        }
        tb_buf_addf(out, "%%%02X", c);
        used += 2;
    }
}

/* The lines of a text end in CR LF, encoded or not. */
static void add_body(struct tb_str body, struct tb_buf *out)
{
    struct tb_buf text = { 0 };

    for (size_t i = 0; i < body.n; i++)
        tb_buf_add(&text, body.p[i] == '\n' ? tb_str("\r\n")
                                            : tb_str_n(body.p + i, 1));
    add_base64(tb_buf_str(&text), LINE, out);
    tb_buf_free(&text);
}

static void add_parts(const struct tb_mime *m, struct tb_buf *out)
{
    tb_buf_adds(out, "--" BOUNDARY "\r\n"
                     "Content-Type: text/plain; charset=UTF-8\r\n"
                     "Content-Transfer-Encoding: base64\r\n\r\n");
    add_body(m->body, out);
    tb_buf_addf(out,
                "--" BOUNDARY "\r\nContent-Type:\r\n %.*s\r\n"
                "Content-Transfer-Encoding: base64\r\n"
                "Content-Disposition: attachment",
                TB_STR_ARG(m->file_type));
    add_file_name(m->file_name, out);
    tb_buf_adds(out, "\r\n\r\n");
    add_base64(m->file, LINE, out);
    tb_buf_adds(out, "--" BOUNDARY "--\r\n");
}

void tb_mime_write(const struct tb_mime *m, struct tb_buf *out)
{
    if (tb_mime_is_address(m->from))
        tb_buf_addf(out, "From: %.*s\r\n", TB_STR_ARG(m->from));
    add_to(m, out);
    tb_buf_adds(out, "Subject: ");
    add_text(m->subject, false, out);
    /* X-Unsent: opened for sending, not as something received */
    tb_buf_addf(out,
                "\r\nDate: %.*s\r\nMessage-ID: <%.*s@tianbao.invalid>\r\n"
                "X-Unsent: 1\r\nMIME-Version: 1.0\r\n"
                "Content-Type: multipart/mixed; boundary=\"" BOUNDARY
                "\"\r\n\r\n",
                TB_STR_ARG(m->date), TB_STR_ARG(m->id));
    add_parts(m, out);
}
