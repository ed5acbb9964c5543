/* xlsx_strings.c - the shared strings of a workbook. */
#include <stdlib.h>

#include "mem.h"
#include "utf8.h"
#include "xlsx.h"

struct load {
    struct xlsx *book;
    struct tb_err *err;
    struct tb_buf text,
        item;          /* of one <si>, as it is written; as it is meant */
    size_t run, trail; /* of TEXT: see xlsx_run_end() */
    unsigned phonetic;
    bool in_list, in_item, in_text, preserve;
};

static int start(void *ctx, unsigned depth, const char *name, const char **atts)
{
    struct load *l = ctx;

    if (depth == 1) {
        l->in_list = strcmp(name, "sst") == 0;
    } else if (depth == 2) {
        l->in_item = l->in_list && strcmp(name, "si") == 0;
        tb_buf_clear(&l->text);
        tb_buf_clear(&l->item);
        l->trail = 0;
    } else if (!l->in_item) {
        return 0;
    } else if (strcmp(name, "rPh") == 0) {
        l->phonetic++;
    } else if (strcmp(name, "t") == 0 && l->phonetic == 0) {
        const char *space = tb_xml_attribute(atts, "xml:space");
        l->preserve = space && strcmp(space, "preserve") == 0;
        l->in_text = true;
        l->run = l->text.n;
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
        l->in_text = false;
        xlsx_run_end(&l->text, l->run, l->preserve, &l->trail);
    } else if (l->in_item && strcmp(name, "rPh") == 0) {
        l->phonetic--;
    } else if (l->in_item && strcmp(name, "si") == 0) {
        l->in_item = false;
        xlsx_runs_end(&l->text, &l->trail);
        xlsx_unescape(tb_buf_str(&l->text), &l->item);
        return add_string(l);
    }
    return 0;
}

/* <si> items by the scanner, from the first on, until it meets something
 * that is not plain; expat has what stands before. */
static int scan_strings(struct load *l, struct xlsx_window *w,
                        struct tb_xml_parser *xml)
{
    size_t first;
    int rc = xlsx_window_fill(w);

    if (rc < 0)
        return -1;
    first = tb_str_find(tb_buf_str(&w->bytes), "<si>");
    if (first == w->bytes.n || l->book->limits->reference ||
        !xlsx_is_plain_head(tb_str_n(w->bytes.p, first)))
        return 0;
    w->at = first;
    rc = tb_xml_feed(xml, tb_str_n(w->bytes.p, first), false);
    if (rc != 0 || !l->in_list || !tb_xml_is_plain(xml, 1))
        return rc;
    for (;;) {
        const char *at = w->bytes.p + w->at;
        enum xlsx_scan verdict =
            xlsx_scan_string(&at, w->bytes.p + w->bytes.n, &l->item);
        w->at = (size_t)(at - w->bytes.p);
        if (verdict == XLSX_SCAN_OK) {
            if (l->item.n > l->book->limits->text)
                return tb_fail(l->err, "a text is longer than a cell can "
                                       "hold");
            if (add_string(l) < 0)
                return -1;
            continue;
        }
        if (verdict == XLSX_SCAN_UNUSUAL || w->is_end)
            return 0;
        rc = xlsx_window_fill(w);
        if (rc != 0)
            return rc < 0 ? -1 : 0;
    }
}

static int load_part(struct load *l, size_t index,
                     const struct tb_xml *handlers)
{
    struct xlsx_window w = { .zip = l->book->zip, .err = l->err };
    struct tb_xml_parser *xml = tb_xml_new(l->book->limits, handlers, l->err);
    int rc = tb_zip_start(l->book->zip, index, l->err);

    if (rc == 0)
        rc = scan_strings(l, &w, xml);
    if (rc == 0)
        rc = xlsx_window_rest(&w, xml);
    if (rc == 0)
        rc = tb_zip_finish(l->book->zip, l->err);
    tb_zip_abandon(l->book->zip);
    tb_xml_free(xml);
    tb_buf_free(&w.bytes);
    return rc;
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
        rc = load_part(&l, (size_t)at, &xml);
    if (rc < 0)
        tb_fail_in(err, "%.*s", TB_STR_ARG(b->strings_part));
    b->strings_loaded = rc == 0;
    tb_buf_free(&l.text);
    tb_buf_free(&l.item);
    return rc;
}
