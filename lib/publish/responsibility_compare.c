/* responsibility_compare.c - what was signed for beside what is there. */
#include "responsibility_compare.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "event.h"
#include "people.h"
#include "responsibility_issue.h"

struct comparing {
    struct tb_campaign *campaign;
    const struct tb_responsibility *then;
    tb_responsibility_told_fn *each;
    void *ctx;
    bool same;
    struct tb_err *err;
};

static void tell_difference(struct comparing *x,
                            const struct tb_responsibility_item *item,
                            bool differs, const char *format, ...)
    TB_PRINTF(4, 5);

static void tell_difference(struct comparing *x,
                            const struct tb_responsibility_item *item,
                            bool differs, const char *format, ...)
{
    struct tb_buf table = { 0 };
    char text[512];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (item)
        tb_buf_addf(&table, "%.*s %.*s",
                    TB_STR_ARG(item->cells[TB_RESPONSIBILITY_NO]),
                    TB_STR_ARG(item->cells[TB_RESPONSIBILITY_NAME]));
    if (item && item->cells[TB_RESPONSIBILITY_PART].n > 0)
        tb_buf_addf(&table, " (%.*s)",
                    TB_STR_ARG(item->cells[TB_RESPONSIBILITY_PART]));
    if (differs)
        x->same = false;
    x->each(tb_buf_str(&table), text, differs, x->ctx);
    tb_buf_free(&table);
}

/* How far the state of CODE has come on the way of review; 0: it is not handed
 * in. */
static int rank_of(struct tb_str code)
{
    size_t state = tb_word_find(tb_states, TB_STATES, code);

    return state >= TB_STATE_SUBMITTED && state <= TB_STATE_SCHOOL ? (int)state
                                                                   : 0;
}

static void compare_state(struct comparing *x,
                          const struct tb_responsibility_item *a,
                          const struct tb_responsibility_item *b)
{
    struct tb_str then = a->cells[TB_RESPONSIBILITY_STATE],
                  now = b->cells[TB_RESPONSIBILITY_STATE];

    /* that a level has approved since is told, but no difference */
    if (!tb_str_eq(then, now))
        tell_difference(x, a,
                        !(rank_of(then) > 0 && rank_of(now) > rank_of(then)),
                        "状态当时为%s，现为%s", tb_responsibility_state(a),
                        tb_responsibility_state(b));
}

/* What is compared as it stands, and how it is called; hashes are shown by
 * their first digits. */
static const struct {
    enum tb_responsibility_cell cell;
    const char *name;
    int shown; /* bytes; 0: not at all */
} compared[] = {
    { TB_RESPONSIBILITY_VERSION, "版本", 20 },
    { TB_RESPONSIBILITY_ROWS, "行数", 20 },
    { TB_RESPONSIBILITY_CONTENT, "内容校验码", 12 },
    { TB_RESPONSIBILITY_FILE, "文件", 12 },
    { TB_RESPONSIBILITY_ERRORS, "未改正的错误数", 20 },
    { TB_RESPONSIBILITY_EXPLAINS, "待说明的问题数", 20 },
    { TB_RESPONSIBILITY_WARNINGS, "未结警告数", 20 },
    { TB_RESPONSIBILITY_EXPLAINED, "已说明的问题数", 20 },
    { TB_RESPONSIBILITY_NOTE, "备注", 0 },
};

static void compare_item(struct comparing *x,
                         const struct tb_responsibility_item *a,
                         const struct tb_responsibility_item *b)
{
    bool is_same_version = tb_str_eq(a->cells[TB_RESPONSIBILITY_VERSION],
                                     b->cells[TB_RESPONSIBILITY_VERSION]) &&
                           tb_str_eq(a->cells[TB_RESPONSIBILITY_CONTENT],
                                     b->cells[TB_RESPONSIBILITY_CONTENT]);

    compare_state(x, a, b);
    for (size_t i = 0; i < TB_LEN(compared); i++) {
        struct tb_str then = a->cells[compared[i].cell],
                      now = b->cells[compared[i].cell];
        int most = compared[i].shown;
        if (tb_str_eq(then, now))
            continue;
        if (most == 0)
            tell_difference(x, a, true, "%s已不同", compared[i].name);
        else
            tell_difference(x, a, true, "%s 当时为 %.*s，现为 %.*s",
                            compared[i].name,
                            then.n < (size_t)most ? (int)then.n : most, then.p,
                            now.n < (size_t)most ? (int)now.n : most, now.p);
    }
    if (!tb_str_eq(a->cells[TB_RESPONSIBILITY_DATA],
                   b->cells[TB_RESPONSIBILITY_DATA]))
        tell_difference(x, a, true,
                        is_same_version
                            ? "版本相同而数据行不同：在 tianbao 之外被改动过"
                            : "数据行不同");
}

static const struct tb_responsibility_item *find_item(
    const struct tb_responsibility_items *among,
    const struct tb_responsibility_item *item)
{
    for (size_t i = 0; i < among->count; i++) {
        const struct tb_str *cells = among->list[i].cells;
        if (tb_str_eq(cells[TB_RESPONSIBILITY_NO],
                      item->cells[TB_RESPONSIBILITY_NO]) &&
            tb_str_eq(cells[TB_RESPONSIBILITY_PART],
                      item->cells[TB_RESPONSIBILITY_PART]))
            return &among->list[i];
    }
    return NULL;
}

static void compare_handed(struct comparing *x,
                           const struct tb_responsibility_item *a,
                           const struct tb_responsibility *now)
{
    const struct tb_responsibility_item *b;

    if ((b = find_item(&now->handed, a)))
        compare_item(x, a, b);
    else if ((b = find_item(&now->open, a)))
        tell_difference(x, a, true, "当时已提交，现为%s",
                        tb_responsibility_state(b));
    else
        tell_difference(x, a, true, "不再分配给该部门");
}

static void compare_items(struct comparing *x,
                          const struct tb_responsibility *now)
{
    const struct tb_responsibility *then = x->then;

    for (size_t i = 0; i < then->handed.count; i++)
        compare_handed(x, &then->handed.list[i], now);
    for (size_t i = 0; i < now->handed.count; i++)
        if (!find_item(&then->handed, &now->handed.list[i]))
            tell_difference(x, &now->handed.list[i], true,
                            "责任书签发后新提交，责任书上没有");
}

/* Was this very sheet issued, and is the log before it as it was? */
static int compare_log(struct comparing *x)
{
    const struct tb_responsibility *r = x->then;
    struct tb_store *store = &x->campaign->store;
    struct tb_str log = r->head[TB_RESPONSIBILITY_LOG];
    size_t space = tb_str_find(log, " ");
    struct tb_buf text = { 0 };
    bool is_issued, is_there;
    int rc = -1;

    tb_buf_addf(&text, TB_RESPONSIBILITY_LOGGED,
                TB_STR_ARG(r->head[TB_RESPONSIBILITY_CODE]), r->hash);
    if (tb_log_has(store, "export", tb_buf_str(&text), &is_issued, x->err) <
            0 ||
        tb_log_is_hash(store, strtoll(log.p, NULL, 10),
                       tb_str_from(log, space + 1), &is_there, x->err) < 0)
        goto done;
    if (!is_issued)
        tell_difference(x, NULL, true, "操作记录中没有签发过这份责任书");
    if (!is_there)
        tell_difference(x, NULL, true, "操作记录已不是当时的：第 %.*s 条不同",
                        (int)space, log.p);
    rc = 0;
done:
    tb_buf_free(&text);
    return rc;
}

static int compare_chain(struct comparing *x)
{
    struct tb_log_state log;
    int rc = tb_log_verify(&x->campaign->store, &log, x->err);

    if (rc == 0 && log.broken)
        tell_difference(x, NULL, true, "操作记录核对不符：%s", log.fault.p);
    tb_log_state_free(&log);
    return rc;
}

static int compare_sheet(struct comparing *x)
{
    const struct tb_responsibility *r = x->then;
    char hash[65];

    tb_responsibility_hash(r, hash);
    if (strcmp(hash, r->hash) != 0)
        tell_difference(x, NULL, true, "责任书本身被改动过：与其校验码不符");
    if (!tb_str_is(r->head[TB_RESPONSIBILITY_DICTIONARY],
                   x->campaign->dict->hash))
        tell_difference(x, NULL, true, "数据字典当时为 %.12s，现为 %.12s",
                        r->head[TB_RESPONSIBILITY_DICTIONARY].p,
                        x->campaign->dict->hash);
    if (compare_log(x) < 0)
        return -1;
    return compare_chain(x);
}

/* The department by the code on the sheet; 0: there is none. */
static int find_signed_department(struct comparing *x, long long *id)
{
    struct tb_departments all = { 0 };
    int rc = tb_departments_read(&x->campaign->store, &all, x->err);

    *id = 0;
    for (size_t i = 0; i < all.count; i++)
        if (tb_str_eq(all.list[i].code, x->then->head[TB_RESPONSIBILITY_CODE]))
            *id = all.list[i].id;
    tb_departments_free(&all);
    return rc;
}

static int compare_department(struct comparing *x)
{
    struct tb_responsibility now = { 0 };
    long long id;
    int rc = find_signed_department(x, &id);

    if (rc == 0 && id == 0)
        tell_difference(x, NULL, true, "已没有部门 %.*s",
                        TB_STR_ARG(x->then->head[TB_RESPONSIBILITY_CODE]));
    else if (rc == 0 && (rc = tb_responsibility_collect(x->campaign, id, false,
                                                        &now, x->err)) == 0)
        compare_items(x, &now);
    tb_responsibility_free(&now);
    return rc;
}

static int compare_all(struct tb_campaign *c, void *ctx, struct tb_err *err)
{
    (void)c;
    (void)err;
    return compare_sheet(ctx) < 0 ? -1 : compare_department(ctx);
}

int tb_responsibility_compare(struct tb_campaign *c,
                              const struct tb_responsibility *then,
                              tb_responsibility_told_fn *each, void *ctx,
                              bool *same, struct tb_err *err)
{
    struct comparing x = { c, then, each, ctx, true, err };
    int rc;

    if (!tb_str_eq(then->head[TB_RESPONSIBILITY_CAMPAIGN], tb_buf_str(&c->id)))
        return tb_fail_as(err, TB_REFUSED,
                          "a sheet of another campaign (%.*s %.*s)",
                          TB_STR_ARG(then->head[TB_RESPONSIBILITY_SCHOOL]),
                          TB_STR_ARG(then->head[TB_RESPONSIBILITY_YEAR]));
    rc = tb_record(c, compare_all, &x, err); /* what it reads is of a moment */
    *same = x.same;
    return rc;
}
