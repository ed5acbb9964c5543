/* xlsx_strings.c - the shared strings of a workbook. */
#include <stdlib.h>

#include "mem.h"
#include "utf8.h"
#include "xlsx.h"

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* _xHHHH_ at S: its value, or -1. */
static long escape_at(struct tb_str s)
{
    long value = 0;

    if (s.n < 7 || s.p[0] != '_' || s.p[1] != 'x' || s.p[6] != '_')
        return -1;
    for (int i = 2; i < 6; i++) {
        int digit = hex_digit(s.p[i]);
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

void xlsx_unescape(struct tb_str s, struct tb_buf *out)
{
    while (s.n > 0) {
        const char *mark = memchr(s.p, '_', s.n);
        size_t plain = mark ? (size_t)(mark - s.p) : s.n;
        char bytes[4];
        long c;

        tb_buf_add(out, tb_str_n(s.p, plain));
        s = tb_str_from(s, plain);
        if (s.n == 0)
            break;
        c = escape_at(s);
        if (c < 0 || (c >= 0xD800 && c < 0xE000) || c == 0) {
            tb_buf_addc(out, '_');
            s = tb_str_from(s, 1);
            continue;
        }
        tb_buf_add(out,
                   tb_str_n(bytes, tb_utf8_encode((uint32_t)c, bytes)));
        s = tb_str_from(s, 7);
    }
}

struct load {
    struct xlsx *book;
    struct tb_err *err;
    struct tb_buf text, item; /* of one <t>; of one <si> */
    unsigned phonetic;
    bool in_text, preserve;
};

static int start(void *ctx, const char *name, const char **atts)
{
    struct load *l = ctx;

    if (strcmp(name, "si") == 0) {
        tb_buf_clear(&l->item);
    } else if (strcmp(name, "rPh") == 0) {
        l->phonetic++;
    } else if (strcmp(name, "t") == 0 && l->phonetic == 0) {
        const char *space = tb_xml_attribute(atts, "space");
        l->preserve = space && strcmp(space, "preserve") == 0;
        l->in_text = true;
        tb_buf_clear(&l->text);
    }
    return 0;
}

static int text(void *ctx, const char *p, size_t n)
{
    struct load *l = ctx;

    if (!l->in_text)
        return 0;
    if (l->text.n + n > l->book->limits->text)
        return tb_fail(l->err, "a text is longer than a cell can hold");
    tb_buf_add(&l->text, tb_str_n(p, n));
    return 0;
}

static struct tb_str trim_xml(struct tb_str s)
{
    while (s.n > 0 && strchr(" \t\r\n", s.p[0]))
        s = tb_str_from(s, 1);
    while (s.n > 0 && strchr(" \t\r\n", s.p[s.n - 1]))
        s.n--;
    return s;
}

static int add_string(struct load *l)
{
    struct xlsx_strings *s = &l->book->strings;
    struct tb_str item = tb_buf_str(&l->item);

    if (s->used + item.n > l->book->limits->strings)
        return tb_fail(l->err, "more than %llu MiB of shared strings",
                       (unsigned long long)(l->book->limits->strings >> 20));
    if (s->room - s->used < item.n) {
        s->room = (s->room + item.n) * 2;
        s->bytes = tb_realloc(s->bytes, s->room, 1);
    }
    if (item.n > 0)
        memcpy(s->bytes + s->used, item.p, item.n);
    s->used += item.n;
    s->at = tb_grow(s->at, s->count + 1, &s->at_room, sizeof *s->at);
    if (s->count == 0)
        s->at[0] = 0;
    s->at[++s->count] = s->used;
    return 0;
}

static int end(void *ctx, const char *name)
{
    struct load *l = ctx;

    if (strcmp(name, "t") == 0 && l->in_text) {
        struct tb_str t = tb_buf_str(&l->text);
        l->in_text = false;
        xlsx_unescape(l->preserve ? t : trim_xml(t), &l->item);
        if (l->item.n > l->book->limits->text)
            return tb_fail(l->err, "a text is longer than a cell can hold");
    } else if (strcmp(name, "rPh") == 0) {
        l->phonetic--;
    } else if (strcmp(name, "si") == 0) {
        return add_string(l);
    }
    return 0;
}

int xlsx_strings_load(struct xlsx *b, struct tb_err *err)
{
    struct load l = { .book = b, .err = err };
    const struct tb_xml xml = { start, end, text, &l };
    long at = b->strings_part.p ? tb_zip_find(b->zip, b->strings_part) : -1;
    int rc = 0;

    if (b->strings_loaded)
        return 0;
    if (at >= 0)
        rc = tb_xml_part(b->zip, (size_t)at, b->limits, &xml, err);
    if (rc < 0)
        tb_fail_in(err, "%.*s", TB_STR_ARG(b->strings_part));
    b->strings_loaded = rc == 0;
    tb_buf_free(&l.text);
    tb_buf_free(&l.item);
    return rc;
}

struct tb_str xlsx_string(const struct xlsx *b, size_t i)
{
    const struct xlsx_strings *s = &b->strings;

    return tb_str_n(s->bytes + s->at[i], (size_t)(s->at[i + 1] - s->at[i]));
}
