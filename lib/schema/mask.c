/* mask.c - least exposure by default. */
#include "mask.h"

#include "date.h"
#include "utf8.h"

/* ---- which characters stay ---- */

/* What a value of the kind is made of, so that anything else may be what is
 * wrong with it. */
static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(uint32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool belongs_to_name(uint32_t c)
{
    return is_letter(c) || c == 0xB7 /* of minority names */ ||
           (c >= 0xC0 && !tb_utf8_is_space(c) &&
            !(c >= 0x2000 && c <= 0x303F) && !(c >= 0xFF00 && c <= 0xFFEF));
}

static bool belongs_to_phone(uint32_t c)
{
    return is_digit(c) || c == '-';
}

static bool belongs_to_idcard(uint32_t c)
{
    return is_digit(c) || c == 'X' || c == 'x';
}

static bool belongs_to_email(uint32_t c)
{
    return is_digit(c) || is_letter(c) || (c < 0x80 && strchr("@._-", (int)c));
}

static bool belongs_to_any(uint32_t c)
{
    return !tb_utf8_is_space(c);
}

/* How many characters stay at either end. */
static const struct kind {
    const char *name;
    size_t head, tail;
    bool (*belongs)(uint32_t c);
} kinds[] = {
    { "name", 1, 0, belongs_to_name },   { "idcard", 3, 4, belongs_to_idcard },
    { "phone", 3, 4, belongs_to_phone }, { "email", 1, 4, belongs_to_email },
    { "birth", 4, 0, belongs_to_any },   { "address", 3, 0, belongs_to_any },
    { "other", 1, 1, belongs_to_any },
};

static const struct kind *kind_of(struct tb_str name)
{
    for (size_t i = 0; i < TB_LEN(kinds); i++)
        if (tb_str_is(name, kinds[i].name))
            return &kinds[i];
    return &kinds[TB_LEN(kinds) - 1];
}

/* Is VALUE made of nothing that belongs to its kind?  Then nothing stands out
 * as what is wrong with it. */
static bool is_alien(const struct kind *k, struct tb_str value)
{
    while (value.n > 0) {
        uint32_t c;
        size_t n = tb_utf8_decode(value, &c);
        if (n > 0 && k->belongs(c))
            return false;
        value = tb_str_from(value, n > 0 ? n : 1);
    }
    return true;
}

/* A day that no calendar has is nobody's. */
static bool is_no_day(struct tb_str kind, struct tb_str value)
{
    struct tb_date d;

    return tb_str_is(kind, "birth") && !tb_date_parse(value, &d);
}

/* Where an address lacks its @ or its dot, those that it has are shown. */
static bool shows_sign(struct tb_str kind, struct tb_str value, uint32_t c)
{
    size_t at = tb_str_find(value, "@");
    struct tb_str host = tb_str_from(value, at + 1);

    return tb_str_is(kind, "email") && (c == '@' || c == '.') &&
           (tb_str_find(host, ".") == host.n ||
            tb_str_find(host, "@") < host.n);
}

static struct tb_str next(struct tb_str *rest, uint32_t *c)
{
    size_t n = tb_utf8_decode(*rest, c);
    struct tb_str one = tb_str_n(rest->p, n > 0 ? n : 1);

    if (n == 0)
        *c = 0xFFFD;
    *rest = tb_str_from(*rest, one.n);
    return one;
}

static void add_visible(struct tb_str kind, struct tb_str one, uint32_t c,
                        struct tb_buf *out)
{
    if (tb_str_is(kind, "name") && tb_utf8_is_space(c))
        tb_buf_adds(out, "·");
    else
        tb_buf_add(out, one);
}

void tb_mask_beside(struct tb_str kind, struct tb_str value,
                    struct tb_str other, struct tb_buf *out)
{
    const struct kind *k = kind_of(kind);
    const struct tb_str all = value;
    size_t count = tb_utf8_count(value), head = k->head, tail = k->tail;
    bool is_beside = other.p != NULL, shows_alien = !is_alien(k, value);

    if (kind.n == 0 || is_no_day(kind, value)) {
        tb_buf_add(out, value);
        return;
    }
    if (count <= head + tail) { /* short: hide at least half of it */
        head = count > 1 ? 1 : 0;
        tail = 0;
    }
    for (size_t at = 0; value.n > 0; at++) {
        uint32_t c, beside;
        struct tb_str one = next(&value, &c);
        bool differs = is_beside &&
                       (other.n == 0 || !tb_str_eq(one, next(&other, &beside)));
        is_beside = is_beside && !differs; /* one is enough */
        if (at < head || at + tail >= count || differs ||
            (shows_alien && !k->belongs(c)) || shows_sign(kind, all, c))
            add_visible(kind, one, c, out);
        else
            tb_buf_addc(out, '*');
    }
}

void tb_mask(struct tb_str kind, struct tb_str value, struct tb_buf *out)
{
    tb_mask_beside(kind, value, tb_str_n(NULL, 0), out);
}

/* ---- in messages ---- */

/* MARK OWN-or-OTHERS masked PART whole END.  No value has these characters:
 * they are dropped from it. */
#define MARK '\x01'
#define PART '\x02'
#define END '\x03'

static void add_plain(struct tb_str text, struct tb_buf *out)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] != MARK && text.p[i] != PART && text.p[i] != END)
            tb_buf_addc(out, text.p[i]);
}

/* VALUE for who may see it, its blanks made visible. */
static void add_whole(struct tb_str kind, struct tb_str value,
                      struct tb_buf *out)
{
    while (value.n > 0) {
        uint32_t c;
        struct tb_str one = next(&value, &c);
        if (c != MARK && c != PART && c != END)
            add_visible(kind, one, c, out);
    }
}

void tb_mask_keep(struct tb_str kind, struct tb_str value, struct tb_str other,
                  enum tb_mask_whose whose, struct tb_buf *out)
{
    struct tb_buf masked = { 0 }, whole = { 0 };

    tb_mask_beside(kind, value, other, &masked);
    add_whole(kind, value, &whole);
    if (tb_str_eq(tb_buf_str(&masked), tb_buf_str(&whole))) {
        add_plain(value, out);
    } else {
        tb_buf_addf(out, "%c%c", MARK, whose == TB_MASK_OWN ? 'o' : 'x');
        add_plain(tb_buf_str(&masked), out);
        tb_buf_addc(out, PART);
        tb_buf_add(out, tb_buf_str(&whole));
        tb_buf_addc(out, END);
    }
    tb_buf_free(&masked);
    tb_buf_free(&whole);
}

static size_t find(struct tb_str s, char c)
{
    const char *p = s.n > 0 ? memchr(s.p, c, s.n) : NULL;

    return p ? (size_t)(p - s.p) : s.n;
}

void tb_mask_show(struct tb_str s, enum tb_sight sight, struct tb_buf *out)
{
    for (;;) {
        size_t mark = find(s, MARK), part, end;
        bool is_own;
        tb_buf_add(out, tb_str_n(s.p, mark));
        if (mark == s.n)
            return;
        s = tb_str_from(s, mark + 1);
        is_own = s.n > 0 && s.p[0] == 'o';
        s = tb_str_from(s, 1);
        part = find(s, PART);
        end = find(s, END);
        if (part > end || part == s.n) /* none of ours */
            return;
        if (sight == TB_SIGHT_ALL || (sight == TB_SIGHT_OWN && is_own))
            add_plain(tb_str_n(s.p + part, end - part), out);
        else
            add_plain(tb_str_n(s.p, part), out);
        s = tb_str_from(s, end + 1);
    }
}
