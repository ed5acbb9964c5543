/* responsibility.c - the record: its lines, its hash. */
#include "responsibility.h"

#include <stdio.h>
#include <stdlib.h>

#include "hash.h"
#include "mem.h"
#include "words.h"

#define VERSION "1"
#define ITEMS_MAX 2000 /* of a sheet that is read */

static const char *const heads[TB_RESPONSIBILITY_HEADS] = {
    [TB_RESPONSIBILITY_SCHOOL] = "school",
    [TB_RESPONSIBILITY_YEAR] = "year",
    [TB_RESPONSIBILITY_CAMPAIGN] = "campaign",
    [TB_RESPONSIBILITY_CODE] = "department",
    [TB_RESPONSIBILITY_DEPARTMENT] = "name",
    [TB_RESPONSIBILITY_DATE] = "date",
    [TB_RESPONSIBILITY_DICTIONARY] = "dictionary",
    [TB_RESPONSIBILITY_LOG] = "log",
};

void tb_responsibility_free(struct tb_responsibility *r)
{
    free(r->handed.list);
    free(r->open.list);
    tb_arena_free(&r->arena);
    *r = (struct tb_responsibility){ 0 };
}

const char *tb_responsibility_state(const struct tb_responsibility_item *item)
{
    size_t state = tb_word_find(tb_states, TB_STATES,
                                item->cells[TB_RESPONSIBILITY_STATE]);

    return state < TB_STATES ? tb_states[state].chinese : "?";
}

/* ---- as lines ---- */

static size_t item_line(const char *key,
                        const struct tb_responsibility_item *item,
                        struct tb_str cells[TB_RESPONSIBILITY_LINE_MAX])
{
    cells[0] = tb_str(key);
    memcpy(cells + 1, item->cells, sizeof item->cells);
    return TB_RESPONSIBILITY_LINE_MAX;
}

static size_t pair_line(const char *key, struct tb_str value,
                        struct tb_str cells[TB_RESPONSIBILITY_LINE_MAX])
{
    cells[0] = tb_str(key);
    cells[1] = value;
    return 2;
}

size_t tb_responsibility_line(const struct tb_responsibility *r, size_t i,
                              struct tb_str cells[TB_RESPONSIBILITY_LINE_MAX])
{
    if (i == 0)
        return pair_line(TB_RESPONSIBILITY_MARK, tb_str(VERSION), cells);
    i--;
    if (i < TB_RESPONSIBILITY_HEADS)
        return pair_line(heads[i], r->head[i], cells);
    i -= TB_RESPONSIBILITY_HEADS;
    if (i < r->handed.count)
        return item_line("handed", &r->handed.list[i], cells);
    i -= r->handed.count;
    if (i < r->open.count)
        return item_line("open", &r->open.list[i], cells);
    i -= r->open.count;
    return i == 0 ? pair_line("sha256", tb_str(r->hash), cells) : 0;
}

void tb_responsibility_add(struct tb_responsibility *r, bool is_handed,
                           const struct tb_responsibility_item *item)
{
    struct tb_responsibility_items *to = is_handed ? &r->handed : &r->open;

    to->list = tb_grow(to->list, to->count, &to->room, sizeof *to->list);
    to->list[to->count++] = *item;
}

static bool take_item_line(struct tb_responsibility *r, bool is_handed,
                           const struct tb_str *cells, size_t count)
{
    struct tb_responsibility_item item = { 0 };

    if (r->handed.count + r->open.count >= ITEMS_MAX)
        return false;
    for (size_t i = 0; i < TB_RESPONSIBILITY_CELLS; i++)
        item.cells[i] =
            tb_arena_copy(&r->arena, i + 1 < count ? cells[i + 1] : tb_str(""));
    tb_responsibility_add(r, is_handed, &item);
    return true;
}

bool tb_responsibility_take(struct tb_responsibility *r,
                            const struct tb_str *cells, size_t count)
{
    struct tb_str key = count > 0 ? cells[0] : tb_str(""),
                  value = count > 1 ? cells[1] : tb_str("");

    if (tb_str_is(key, TB_RESPONSIBILITY_MARK))
        return tb_str_is(value, VERSION);
    if (tb_str_is(key, "handed") || tb_str_is(key, "open"))
        return take_item_line(r, tb_str_is(key, "handed"), cells, count);
    if (tb_str_is(key, "sha256")) {
        snprintf(r->hash, sizeof r->hash, "%.*s", TB_STR_ARG(value));
        return true;
    }
    for (size_t i = 0; i < TB_RESPONSIBILITY_HEADS; i++)
        if (tb_str_is(key, heads[i])) {
            r->head[i] = tb_arena_copy(&r->arena, value);
            return true;
        }
    return false;
}

void tb_responsibility_hash(const struct tb_responsibility *r, char hex[65])
{
    struct tb_str cells[TB_RESPONSIBILITY_LINE_MAX],
        next[TB_RESPONSIBILITY_LINE_MAX];
    struct tb_hash *hash = tb_hash_new();
    size_t n = tb_responsibility_line(r, 0, cells), after;

    for (size_t i = 1; (after = tb_responsibility_line(r, i, next)) > 0; i++) {
        for (size_t k = 0; k < n; k++) {
            tb_hash_add(hash, cells[k]);
            tb_hash_add(hash, tb_str(k + 1 < n ? "\x1F" : "\n"));
        }
        memcpy(cells, next, sizeof cells);
        n = after; /* the last line is not hashed: it has the hash */
    }
    tb_hash_finish(hash, hex);
}

void tb_responsibility_aloud(const char *hash, char out[20])
{
    char first[17], digits[24];
    unsigned long long n;

    snprintf(first, sizeof first, "%s", hash);
    n = strtoull(first, NULL, 16) % 10000000000000000ULL;
    snprintf(digits, sizeof digits, "%016llu", n);
    snprintf(out, 20, "%.4s %.4s %.4s %.4s", digits, digits + 4, digits + 8,
             digits + 12);
}
