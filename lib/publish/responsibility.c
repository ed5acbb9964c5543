/* responsibility.c - collect, hash and compare what is signed for. */
#include "responsibility.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "event.h"
#include "hash.h"
#include "mem.h"
#include "organisation.h"
#include "review.h"
#include "rows_hash.h"

#define VERSION "1"
#define ITEMS_MAX 2000 /* of a sheet that is read */

static const char *const heads[TB_RESP_HEADS] = {
    [TB_RESP_SCHOOL] = "school",         [TB_RESP_YEAR] = "year",
    [TB_RESP_CAMPAIGN] = "campaign",     [TB_RESP_CODE] = "department",
    [TB_RESP_DEPARTMENT] = "name",       [TB_RESP_DATE] = "date",
    [TB_RESP_DICTIONARY] = "dictionary", [TB_RESP_LOG] = "log",
};

void tb_responsibility_free(struct tb_responsibility *r)
{
    free(r->handed);
    free(r->open);
    tb_arena_free(&r->arena);
    *r = (struct tb_responsibility){ 0 };
}

/* ---- as lines ---- */

static size_t item_line(const char *key, const struct tb_resp_item *item,
                        struct tb_str cells[TB_RESP_LINE_MAX])
{
    cells[0] = tb_str(key);
    memcpy(cells + 1, item->cells, sizeof item->cells);
    return TB_RESP_LINE_MAX;
}

static size_t pair_line(const char *key, struct tb_str value,
                        struct tb_str cells[TB_RESP_LINE_MAX])
{
    cells[0] = tb_str(key);
    cells[1] = value;
    return 2;
}

size_t tb_responsibility_line(const struct tb_responsibility *r, size_t i,
                              struct tb_str cells[TB_RESP_LINE_MAX])
{
    if (i == 0)
        return pair_line(TB_RESP_MARK, tb_str(VERSION), cells);
    i--;
    if (i < TB_RESP_HEADS)
        return pair_line(heads[i], r->head[i], cells);
    i -= TB_RESP_HEADS;
    if (i < r->handed_count)
        return item_line("handed", &r->handed[i], cells);
    i -= r->handed_count;
    if (i < r->open_count)
        return item_line("open", &r->open[i], cells);
    i -= r->open_count;
    return i == 0 ? pair_line("sha256", tb_str(r->hash), cells) : 0;
}

static void add_item(struct tb_resp_item **list, size_t *count, size_t *room,
                     const struct tb_resp_item *item)
{
    *list = tb_grow(*list, *count, room, sizeof **list);
    (*list)[(*count)++] = *item;
}

static bool take_item(struct tb_responsibility *r, bool is_handed,
                      const struct tb_str *cells, size_t count)
{
    struct tb_resp_item item = { 0 };

    if (r->handed_count + r->open_count >= ITEMS_MAX)
        return false;
    for (size_t i = 0; i < TB_RESP_CELLS; i++)
        item.cells[i] =
            tb_arena_copy(&r->arena, i + 1 < count ? cells[i + 1] : tb_str(""));
    if (is_handed)
        add_item(&r->handed, &r->handed_count, &r->handed_room, &item);
    else
        add_item(&r->open, &r->open_count, &r->open_room, &item);
    return true;
}

bool tb_responsibility_take(struct tb_responsibility *r,
                            const struct tb_str *cells, size_t count)
{
    struct tb_str key = count > 0 ? cells[0] : tb_str(""),
                  value = count > 1 ? cells[1] : tb_str("");

    if (tb_str_is(key, TB_RESP_MARK))
        return tb_str_is(value, VERSION);
    if (tb_str_is(key, "handed") || tb_str_is(key, "open"))
        return take_item(r, tb_str_is(key, "handed"), cells, count);
    if (tb_str_is(key, "sha256")) {
        snprintf(r->hash, sizeof r->hash, "%.*s", TB_STR_ARG(value));
        return true;
    }
    for (size_t i = 0; i < TB_RESP_HEADS; i++)
        if (tb_str_is(key, heads[i])) {
            r->head[i] = tb_arena_copy(&r->arena, value);
            return true;
        }
    return false;
}

void tb_responsibility_hash(const struct tb_responsibility *r, char hex[65])
{
    struct tb_str cells[TB_RESP_LINE_MAX], next[TB_RESP_LINE_MAX];
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

/* ---- collecting ---- */

struct collect {
    struct tb_campaign *campaign;
    struct tb_responsibility *record;
    bool to_sign; /* refuse rows that are not as they were filed */
    struct tb_err *err;
};

static struct tb_str show(struct collect *x, long long number)
{
    char digits[24];

    snprintf(digits, sizeof digits, "%lld", number);
    return tb_arena_copy(&x->record->arena, tb_str(digits));
}

/* Why there is no data; or what is out of the ordinary about it. */
static struct tb_str make_note(struct collect *x,
                               const struct tb_paper_slice *s)
{
    struct tb_buf text = { 0 };
    struct tb_str copy;

    if (tb_str_is(s->state, "nil"))
        tb_buf_add(&text, s->reason);
    else if (s->kept > 0)
        tb_buf_addf(&text, "其中 %lld 行来自此前的文件", s->kept);
    if (s->late.n > 0)
        tb_buf_addf(&text, "%s逾期补交：%.*s", text.n > 0 ? "；" : "",
                    TB_STR_ARG(s->late));
    copy = tb_arena_copy(&x->record->arena, tb_buf_str(&text));
    tb_buf_free(&text);
    return copy;
}

static int fill_item(struct collect *x, const struct tb_paper_slice *s,
                     struct tb_resp_item *item)
{
    struct tb_arena *arena = &x->record->arena;
    struct tb_str *to = item->cells;
    char data[65] = "";
    long long rows = 0;

    if (s->submission != 0 &&
        tb_rows_hash(x->campaign->db, s->table, s->submission, data, &rows,
                     x->err) < 0)
        return -1;
    /* what an older tianbao filed has no hash to compare with */
    if (x->to_sign && s->rows_hash.n > 0 && !tb_str_is(s->rows_hash, data))
        return tb_fail_as(x->err, TB_REFUSED,
                          "%.*s %.*s: its rows on record are not those that "
                          "were filed; return it and import the file again",
                          TB_STR_ARG(s->table->no),
                          TB_STR_ARG(s->department.shown));
    to[TB_RESP_NO] = tb_arena_copy(arena, s->table->no);
    to[TB_RESP_NAME] = tb_arena_copy(arena, s->table->name);
    to[TB_RESP_PART] = tb_arena_copy(arena, s->part);
    to[TB_RESP_STATE] = tb_arena_copy(arena, s->state);
    to[TB_RESP_ROWS] = show(x, rows);
    to[TB_RESP_VERSION] = show(x, s->version);
    to[TB_RESP_CONTENT] = tb_arena_copy(arena, s->content_hash);
    to[TB_RESP_DATA] = tb_arena_copy(arena, tb_str(data));
    to[TB_RESP_FILE] = tb_arena_copy(arena, s->file);
    to[TB_RESP_ERRORS] = show(x, s->errors);
    to[TB_RESP_EXPLAINS] = show(x, s->explains);
    to[TB_RESP_WARNINGS] = show(x, s->warnings);
    to[TB_RESP_EXPLAINED] = show(x, s->explained);
    to[TB_RESP_NOTE] = make_note(x, s);
    return 0;
}

static int collect_items(struct collect *x, long long department)
{
    struct tb_responsibility *r = x->record;
    struct tb_paper_slices all = { 0 };
    int rc = tb_paper_slices_read(x->campaign, &all, x->err);

    for (size_t i = 0; i < all.count && rc == 0; i++) {
        const struct tb_paper_slice *s = &all.list[i];
        struct tb_resp_item item = { 0 };
        if (s->department.id != department)
            continue;
        rc = fill_item(x, s, &item);
        if (rc == 0 && tb_paper_is_handed(s))
            add_item(&r->handed, &r->handed_count, &r->handed_room, &item);
        else if (rc == 0)
            add_item(&r->open, &r->open_count, &r->open_room, &item);
    }
    tb_paper_slices_free(&all);
    return rc;
}

/* "COUNT HASH"; a log that does not hold is no ground to sign on. */
static int collect_log(struct collect *x, struct tb_buf *head)
{
    struct tb_log_state log;
    int rc = tb_log_verify(&x->campaign->store, &log, x->err);

    if (rc == 0 && log.broken)
        rc = tb_fail_as(x->err, TB_REFUSED, "the log does not hold: %s",
                        log.fault.p);
    tb_buf_addf(head, "%lld %s", log.entries, log.head);
    tb_log_state_free(&log);
    return rc;
}

static void collect_head(struct collect *x, const struct tb_department *d,
                         struct tb_str log)
{
    const struct tb_campaign *c = x->campaign;
    const struct tb_str values[TB_RESP_HEADS] = {
        [TB_RESP_SCHOOL] = tb_buf_str(&c->school),
        [TB_RESP_YEAR] = tb_buf_str(&c->year),
        [TB_RESP_CAMPAIGN] = tb_buf_str(&c->id),
        [TB_RESP_CODE] = d->code,
        [TB_RESP_DEPARTMENT] = d->name,
        [TB_RESP_DATE] = tb_str(c->context.now),
        [TB_RESP_DICTIONARY] = tb_str(c->dict->hash),
        [TB_RESP_LOG] = log,
    };

    for (size_t i = 0; i < TB_RESP_HEADS; i++)
        x->record->head[i] = tb_arena_copy(&x->record->arena, values[i]);
}

/* ---- issuing ---- */

struct issue {
    struct tb_campaign *campaign;
    tb_responsibility_fn *write;
    void *ctx;
    size_t written;
};

static int write_and_log(struct issue *i, struct tb_responsibility *r,
                         struct tb_err *err)
{
    tb_responsibility_hash(r, r->hash);
    if (i->write(r, i->ctx, err) < 0 ||
        tb_campaign_log(i->campaign, err, "export", "responsibility %.*s %s",
                        TB_STR_ARG(r->head[TB_RESP_CODE]), r->hash) < 0)
        return -1;
    i->written++;
    return tb_db_commit(i->campaign->db, err);
}

static int issue_one(struct issue *i, const struct tb_department *d,
                     struct tb_err *err)
{
    struct tb_responsibility r = { 0 };
    struct collect x = { i->campaign, &r, true, err };
    struct tb_buf log = { 0 };
    int rc = tb_db_begin(i->campaign->db, err);

    if (rc == 0)
        rc = tb_paper_check_fresh(i->campaign, err);
    if (rc == 0)
        rc = collect_items(&x, d->id);
    if (rc == 0 && r.handed_count > 0)
        rc = collect_log(&x, &log);
    if (rc == 0 && r.handed_count > 0) {
        collect_head(&x, d, tb_buf_str(&log));
        rc = write_and_log(i, &r, err);
    }
    tb_db_rollback(i->campaign->db);
    tb_responsibility_free(&r);
    tb_buf_free(&log);
    return rc;
}

int tb_responsibility_issue(struct tb_campaign *c, const char *only,
                            tb_responsibility_fn *write, void *ctx,
                            struct tb_err *err)
{
    struct issue i = { c, write, ctx, 0 };
    struct tb_organisation o;
    const struct tb_department *one = NULL;
    int rc = tb_organisation_read(c->db, &o, err);

    if (rc == 0 && only && !(one = tb_organisation_find(&o, tb_str(only))))
        rc = tb_fail_as(err, TB_USAGE, "unknown department '%s'", only);
    for (size_t k = 0; k < o.count && rc == 0; k++)
        if (!one || one == &o.departments[k])
            rc = issue_one(&i, &o.departments[k], err);
    if (rc == 0 && i.written == 0)
        rc = tb_fail_as(
            err, TB_REFUSED, "%.*s has handed in nothing to sign for",
            TB_STR_ARG(one ? one->shown
                           : tb_str(tb_translate("no department"))));
    tb_organisation_free(&o);
    return rc;
}

/* ---- comparing ---- */

struct compare {
    struct tb_campaign *campaign;
    const struct tb_responsibility *then;
    tb_responsibility_told_fn *each;
    void *ctx;
    bool same;
    struct tb_err *err;
};

static void tell(struct compare *x, const struct tb_resp_item *item,
                 bool differs, const char *format, ...) TB_PRINTF(4, 5);

static void tell(struct compare *x, const struct tb_resp_item *item,
                 bool differs, const char *format, ...)
{
    struct tb_buf table = { 0 };
    char text[512];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, tb_translate(format), args);
    va_end(args);
    if (item)
        tb_buf_addf(&table, "%.*s %.*s", TB_STR_ARG(item->cells[TB_RESP_NO]),
                    TB_STR_ARG(item->cells[TB_RESP_NAME]));
    if (item && item->cells[TB_RESP_PART].n > 0)
        tb_buf_addf(&table, " (%.*s)", TB_STR_ARG(item->cells[TB_RESP_PART]));
    if (differs)
        x->same = false;
    x->each(tb_buf_str(&table), text, differs, x->ctx);
    tb_buf_free(&table);
}

/* How far STATE has come on the way of review; 0: it is not handed in. */
static int rank(struct tb_str state)
{
    static const char *const way[] = { "submitted", "department", "lead",
                                       "school" };

    for (size_t i = 0; i < TB_LEN(way); i++)
        if (tb_str_is(state, way[i]))
            return (int)i + 1;
    return 0;
}

static void compare_state(struct compare *x, const struct tb_resp_item *a,
                          const struct tb_resp_item *b)
{
    struct tb_str then = a->cells[TB_RESP_STATE], now = b->cells[TB_RESP_STATE];

    if (!tb_str_eq(then, now))
        tell(x, a, !(rank(then) > 0 && rank(now) > rank(then)),
             "state %s, now %s", tb_review_state_chinese(then),
             tb_review_state_chinese(now));
}

/* What is compared as it stands, and how it is called; hashes are shown by
 * their first digits. */
static const struct {
    enum tb_resp_cell cell;
    const char *name;
    int shown; /* bytes; 0: not at all */
} compared[] = {
    { TB_RESP_VERSION, N_("version"), 20 },
    { TB_RESP_ROWS, N_("rows"), 20 },
    { TB_RESP_CONTENT, N_("content hash"), 12 },
    { TB_RESP_FILE, N_("file"), 12 },
    { TB_RESP_ERRORS, N_("open errors"), 20 },
    { TB_RESP_EXPLAINS, N_("findings to explain"), 20 },
    { TB_RESP_WARNINGS, N_("open warnings"), 20 },
    { TB_RESP_EXPLAINED, N_("findings explained"), 20 },
    { TB_RESP_NOTE, N_("note"), 0 },
};

static void compare_item(struct compare *x, const struct tb_resp_item *a,
                         const struct tb_resp_item *b)
{
    bool is_same_version =
        tb_str_eq(a->cells[TB_RESP_VERSION], b->cells[TB_RESP_VERSION]) &&
        tb_str_eq(a->cells[TB_RESP_CONTENT], b->cells[TB_RESP_CONTENT]);

    compare_state(x, a, b);
    for (size_t i = 0; i < TB_LEN(compared); i++) {
        struct tb_str then = a->cells[compared[i].cell],
                      now = b->cells[compared[i].cell];
        int most = compared[i].shown;
        if (tb_str_eq(then, now))
            continue;
        if (most == 0)
            tell(x, a, true, "another %s now", tb_translate(compared[i].name));
        else
            tell(x, a, true, "%s %.*s, now %.*s",
                 tb_translate(compared[i].name),
                 then.n < (size_t)most ? (int)then.n : most, then.p,
                 now.n < (size_t)most ? (int)now.n : most, now.p);
    }
    if (!tb_str_eq(a->cells[TB_RESP_DATA], b->cells[TB_RESP_DATA]))
        tell(x, a, true,
             is_same_version
                 ? "other rows in the same version: altered outside tianbao"
                 : N_("other rows"));
}

static const struct tb_resp_item *find_item(const struct tb_resp_item *list,
                                            size_t count,
                                            const struct tb_resp_item *item)
{
    for (size_t i = 0; i < count; i++)
        if (tb_str_eq(list[i].cells[TB_RESP_NO], item->cells[TB_RESP_NO]) &&
            tb_str_eq(list[i].cells[TB_RESP_PART], item->cells[TB_RESP_PART]))
            return &list[i];
    return NULL;
}

static void compare_items(struct compare *x,
                          const struct tb_responsibility *now)
{
    const struct tb_responsibility *then = x->then;

    for (size_t i = 0; i < then->handed_count; i++) {
        const struct tb_resp_item *a = &then->handed[i], *b;
        if ((b = find_item(now->handed, now->handed_count, a)))
            compare_item(x, a, b);
        else if ((b = find_item(now->open, now->open_count, a)))
            tell(x, a, true, "handed in then; now %s",
                 tb_review_state_chinese(b->cells[TB_RESP_STATE]));
        else
            tell(x, a, true, "no longer assigned to the department");
    }
    for (size_t i = 0; i < now->handed_count; i++) {
        const struct tb_resp_item *b = &now->handed[i];
        if (!find_item(then->handed, then->handed_count, b))
            tell(x, b, true, "handed in since; not on the sheet");
    }
}

/* Was this very sheet issued, and is the log before it as it was? */
static int compare_log(struct compare *x)
{
    const struct tb_responsibility *r = x->then;
    struct tb_str log = r->head[TB_RESP_LOG];
    size_t space = tb_str_find(log, " ");
    struct tb_str head = tb_str_from(log, space + 1);
    struct tb_buf text = { 0 };
    long long issued, there;
    int rc = -1;

    tb_buf_addf(&text, "responsibility %.*s %s",
                TB_STR_ARG(r->head[TB_RESP_CODE]), r->hash);
    if (tb_db_int(x->campaign->db, &issued, 0, x->err,
                  "SELECT count(*) FROM event WHERE verb = 'export' AND text "
                  "= ?1",
                  "s", text.p) < 0 ||
        tb_db_int(x->campaign->db, &there, 0, x->err,
                  "SELECT count(*) FROM event WHERE id = ?1 AND hash = ?2",
                  "iS", strtoll(log.p, NULL, 10), &head) < 0)
        goto done;
    rc = 0;
    if (!issued)
        tell(x, NULL, true, "the log knows of no such sheet");
    if (!there)
        tell(x, NULL, true,
             "the log is not the one of then: its entry %.*s is another",
             (int)space, log.p);
done:
    tb_buf_free(&text);
    return rc;
}

static int compare_chain(struct compare *x)
{
    struct tb_log_state log;
    int rc = tb_log_verify(&x->campaign->store, &log, x->err);

    if (rc == 0 && log.broken)
        tell(x, NULL, true, "the log does not hold: %s", log.fault.p);
    tb_log_state_free(&log);
    return rc;
}

static int compare_sheet(struct compare *x)
{
    const struct tb_responsibility *r = x->then;
    char hash[65];

    tb_responsibility_hash(r, hash);
    if (strcmp(hash, r->hash) != 0)
        tell(x, NULL, true,
             "the sheet itself was altered: its hash does not fit it");
    if (!tb_str_is(r->head[TB_RESP_DICTIONARY], x->campaign->dict->hash))
        tell(x, NULL, true, "dictionary %.12s, now %.12s",
             r->head[TB_RESP_DICTIONARY].p, x->campaign->dict->hash);
    if (compare_log(x) < 0)
        return -1;
    return compare_chain(x);
}

/* The department by the code on the sheet, now. */
static int compare_department(struct compare *x)
{
    struct tb_responsibility now = { 0 };
    struct collect collect = { x->campaign, &now, false, x->err };
    struct tb_str code = x->then->head[TB_RESP_CODE];
    long long id;
    int rc = tb_db_int(x->campaign->db, &id, 0, x->err,
                       "SELECT id FROM department WHERE code = ?1", "S", &code);

    if (rc == 0 && id == 0)
        tell(x, NULL, true, "there is no department %.*s any more",
             TB_STR_ARG(code));
    else if (rc == 0 && (rc = collect_items(&collect, id)) == 0)
        compare_items(x, &now);
    tb_responsibility_free(&now);
    return rc;
}

int tb_responsibility_compare(struct tb_campaign *c,
                              const struct tb_responsibility *then,
                              tb_responsibility_told_fn *each, void *ctx,
                              bool *same, struct tb_err *err)
{
    struct compare x = { c, then, each, ctx, true, err };
    int rc;

    if (!tb_str_eq(then->head[TB_RESP_CAMPAIGN], tb_buf_str(&c->id)))
        return tb_fail_as(err, TB_REFUSED,
                          "a sheet of another campaign (%.*s %.*s)",
                          TB_STR_ARG(then->head[TB_RESP_SCHOOL]),
                          TB_STR_ARG(then->head[TB_RESP_YEAR]));
    rc = tb_db_begin(c->db, err); /* what is compared is of one moment */
    if (rc == 0)
        rc = compare_sheet(&x);
    if (rc == 0)
        rc = compare_department(&x);
    tb_db_rollback(c->db);
    *same = x.same;
    return rc;
}
