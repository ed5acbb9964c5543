/* suggest.c - near values. */
#include "suggest.h"

#include "norm.h"
#include "utf8.h"

#define LONG 40 /* characters; longer texts are near to nothing */

/* The characters of S; LONG + 1 when there are more. */
static size_t take_characters(struct tb_str s, uint32_t out[LONG])
{
    size_t count = 0;

    while (s.n > 0) {
        size_t n = tb_utf8_decode(s, count < LONG ? &out[count] : out);
        if (count++ == LONG)
            return count;
        s = tb_str_from(s, n > 0 ? n : 1);
    }
    return count;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t tb_edits(struct tb_str a, struct tb_str b, size_t most)
{
    uint32_t x[LONG], y[LONG];
    size_t n = take_characters(a, x), m = take_characters(b, y);
    size_t row[LONG + 1];

    if (n > LONG || m > LONG || (n > m ? n - m : m - n) > most)
        return most + 1;
    for (size_t k = 0; k <= m; k++)
        row[k] = k;
    for (size_t i = 1; i <= n; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t k = 1; k <= m; k++) {
            size_t change = diagonal + (x[i - 1] != y[k - 1]);
            diagonal = row[k];
            row[k] = least(change, least(row[k], row[k - 1]) + 1);
        }
    }
    return least(row[m], most + 1);
}

static bool continues(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

bool tb_is_one_edit(struct tb_str a, struct tb_str b)
{
    size_t short_n = least(a.n, b.n), head = 0, tail = 0;

    if (a.n > b.n + 4 || b.n > a.n + 4)
        return false;
    while (head < short_n && a.p[head] == b.p[head])
        head++;
    while (head > 0 && ((head < a.n && continues(a.p[head])) ||
                        (head < b.n && continues(b.p[head]))))
        head--;
    while (tail < short_n - head && a.p[a.n - 1 - tail] == b.p[b.n - 1 - tail])
        tail++;
    while (tail > 0 && continues(a.p[a.n - tail]))
        tail--;
    a = tb_str_n(a.p + head, a.n - head - tail);
    b = tb_str_n(b.p + head, b.n - head - tail);
    return a.n + b.n > 0 && tb_utf8_count(a) <= 1 && tb_utf8_count(b) <= 1;
}

void tb_suggest_form(struct tb_str text, struct tb_buf *out)
{
    struct tb_buf label = { 0 };
    size_t zeros = 0;

    tb_norm_label(text, &label);
    while (zeros + 1 < label.n && label.p[zeros] == '0')
        zeros++;
    tb_buf_clear(out);
    tb_buf_add(out, tb_str_from(tb_buf_str(&label), zeros));
    tb_buf_free(&label);
}

/* ---- lists ---- */

#define FEW 8  /* labels that are named all */
#define NEAR 3 /* that are as near as each other, at most */
#define FAR 12 /* from here on nothing is near */

struct near {
    struct tb_str text; /* normalized */
    size_t length;      /* characters */
    size_t distance;    /* of the best */
    const struct tb_code *best[NEAR];
    size_t count;
};

/* How far NAME, one of a code's, is from what was typed. */
static size_t distance_to(const struct near *x, struct tb_str name)
{
    struct tb_buf label = { 0 };
    struct tb_str s;
    size_t length, far = FAR, edits;

    tb_norm_label(name, &label);
    s = tb_buf_str(&label);
    length = tb_utf8_count(s);
    if (s.n > 0 && x->length > 1 && tb_str_find(s, x->text.p) < s.n)
        far = length - x->length;
    else if (length > 1 && tb_str_find(x->text, label.p) < x->text.n)
        far = x->length - length;
    edits = tb_edits(x->text, s, x->length / 3);
    if (edits <= x->length / 3)
        far = least(far, 2 * edits);
    tb_buf_free(&label);
    return far;
}

static void come_near(struct near *x, const struct tb_code *c,
                      struct tb_str name)
{
    size_t distance = distance_to(x, name);

    if (distance >= FAR || distance > x->distance)
        return;
    if (distance < x->distance)
        x->count = 0;
    x->distance = distance;
    for (size_t i = 0; i < x->count && i < NEAR; i++)
        if (x->best[i] == c)
            return;
    if (x->count < NEAR)
        x->best[x->count] = c;
    x->count++;
}

static void add_few(const struct tb_list *list, struct tb_buf *out)
{
    for (size_t i = 0; i < list->count; i++)
        tb_buf_addf(out, "%s“%.*s”", i > 0 ? "、" : "；可填",
                    TB_STR_ARG(list->codes[i].label));
}

void tb_suggest_code(const struct tb_list *list, struct tb_str text,
                     struct tb_buf *out)
{
    struct near x = { .distance = FAR };
    struct tb_buf label = { 0 };

    if (list->count <= FEW) {
        add_few(list, out);
        return;
    }
    tb_norm_label(text, &label);
    tb_buf_adds(&label, "");
    x.text = tb_buf_str(&label);
    x.length = tb_utf8_count(x.text);
    for (size_t i = 0; i < list->count; i++) {
        const struct tb_code *c = &list->codes[i];
        struct tb_str rest = c->aliases, alias;
        come_near(&x, c, c->label);
        while (tb_str_next(&rest, ";；", &alias))
            come_near(&x, c, alias);
    }
    for (size_t i = 0; i < x.count && x.count <= NEAR; i++)
        tb_buf_addf(out, "%s“%.*s”", i > 0 ? "、" : "；是不是",
                    TB_STR_ARG(x.best[i]->label));
    if (x.count > 0 && x.count <= NEAR)
        tb_buf_adds(out, "？");
    tb_buf_free(&label);
}
