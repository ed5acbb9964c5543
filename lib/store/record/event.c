/* event.c - a chain of entries. */
#include "event.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "hash.h"

#define HEAD "log_head" /* setting: "COUNT HASH" */

/* The hash of an entry that follows one with hash BEFORE. */
static void chain(struct tb_str before, const struct tb_log_entry *e,
                  char hash[65])
{
    struct tb_buf text = { 0 };

    tb_buf_addf(&text, "%.*s\n%lld\n%.*s\n%.*s\n%.*s\n%.*s", TB_STR_ARG(before),
                e->id, TB_STR_ARG(e->at), TB_STR_ARG(e->actor),
                TB_STR_ARG(e->verb), TB_STR_ARG(e->text));
    tb_sha256(tb_buf_str(&text), hash);
    tb_buf_free(&text);
}

/* The last entry's number and hash. */
static int read_last(struct tb_db *db, long long *id, struct tb_buf *hash,
                     struct tb_err *err)
{
    struct tb_stmt *s;
    int rc = tb_db_prepare(
        db, "SELECT id, hash FROM event ORDER BY id DESC LIMIT 1", &s, err);

    *id = 0;
    tb_buf_clear(hash);
    tb_buf_adds(hash, "");
    if (rc == 0 && (rc = tb_stmt_step(s, err)) == 1) {
        *id = tb_stmt_int(s, 0);
        tb_buf_add(hash, tb_stmt_text(s, 1));
        rc = 0;
    }
    tb_stmt_free(s);
    return rc;
}

int tb_log_add(struct tb_store *store, const char *verb, struct tb_str text,
               struct tb_err *err)
{
    const struct tb_context *context = store->context;
    struct tb_db *db = store->db;
    struct tb_buf before = { 0 }, actor = { 0 }, head = { 0 };
    struct tb_log_entry e = { .at = tb_str(context->now),
                              .verb = tb_str(verb),
                              .text = text };
    char hash[65];
    int rc = -1;

    e.actor = tb_str(
        tb_who_text(tb_str(context->actor), tb_str(context->person), &actor));
    if (read_last(db, &e.id, &before, err) < 0)
        goto done;
    e.id++;
    chain(tb_buf_str(&before), &e, hash);
    tb_buf_addf(&head, "%lld %s", e.id, hash);
    if (tb_db_do(db, err,
                 "INSERT INTO event (id, at, actor, person, verb, text, hash) "
                 "VALUES (?1, ?2, ?3, nullif(?4, ''), ?5, ?6, ?7)",
                 "iSssSSs", e.id, &e.at, context->actor, context->person,
                 &e.verb, &e.text, hash) < 0 ||
        tb_store_set(db, HEAD, tb_buf_str(&head), err) < 0)
        goto done;
    rc = 0;
done:
    tb_buf_free(&before);
    tb_buf_free(&actor);
    tb_buf_free(&head);
    return rc;
}

int tb_log_read(struct tb_store *store, tb_log_fn *each, void *ctx,
                struct tb_err *err)
{
    struct tb_stmt *s;
    int rc = tb_db_prepare(
        store->db,
        "SELECT id, at, actor || coalesce('/' || person, ''), verb, text, hash "
        "FROM event ORDER BY id",
        &s, err);

    while (rc == 0 && (rc = tb_stmt_step(s, err)) == 1) {
        struct tb_log_entry e = {
            .id = tb_stmt_int(s, 0),
            .at = tb_stmt_text(s, 1),
            .actor = tb_stmt_text(s, 2),
            .verb = tb_stmt_text(s, 3),
            .text = tb_stmt_text(s, 4),
            .hash = tb_stmt_text(s, 5),
        };
        rc = each(&e, ctx);
    }
    tb_stmt_free(s);
    return rc;
}

static void break_at(struct tb_log_state *s, long long id, const char *format,
                     ...) TB_PRINTF(3, 4);

static void break_at(struct tb_log_state *s, long long id, const char *format,
                     ...)
{
    char text[256];
    va_list args;

    if (s->broken)
        return; /* the first says all */
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    s->broken = id;
    tb_buf_adds(&s->fault, text);
}

static int check_entry(const struct tb_log_entry *e, void *ctx)
{
    struct tb_log_state *s = ctx;
    char hash[65];

    if (e->id != s->entries + 1)
        break_at(s, s->entries + 1, "缺少第 %lld 至 %lld 条记录",
                 s->entries + 1, e->id - 1);
    s->entries = e->id;
    if (e->hash.n == 0 && e->id <= s->before) {
        s->unchained++;
        return 0;
    }
    chain(tb_str(s->head), e, hash);
    if (!tb_str_is(e->hash, hash))
        break_at(s, e->id, "第 %lld 条记录（%.*s）或其之前的记录被改动过",
                 e->id, TB_STR_ARG(e->at));
    snprintf(s->head, sizeof s->head, "%.*s", TB_STR_ARG(e->hash));
    return 0;
}

/* Is HEAD, "COUNT HASH", what the log ends with? */
static bool is_head(struct tb_str head, const struct tb_log_state *s)
{
    size_t blank = tb_str_find(head, " ");

    return head.n == 0 ? s->entries == s->unchained
                       : tb_str_is(tb_str_from(head, blank + 1), s->head) &&
                             s->head[0] != '\0';
}

/* Does the log end where it is known to have ended? */
static int check_end(struct tb_store *store, struct tb_log_state *s,
                     struct tb_err *err)
{
    struct tb_buf head = { 0 };
    long long count;

    if (tb_store_get(store->db, HEAD, &head, err) < 0)
        return -1;
    count = head.n > 0 ? strtoll(head.p, NULL, 10) : s->unchained;
    if (count > s->entries)
        break_at(s, s->entries + 1, "缺少最后 %lld 条记录", count - s->entries);
    else if (count < s->entries)
        break_at(s, count + 1, "有 %lld 条记录是由其他程序写入的",
                 s->entries - count);
    else if (!is_head(tb_buf_str(&head), s))
        break_at(s, s->entries, "最后一条记录不是当时写入的那条");
    tb_buf_free(&head);
    return 0;
}

int tb_log_verify(struct tb_store *store, struct tb_log_state *s,
                  struct tb_err *err)
{
    struct tb_buf before = { 0 };

    *s = (struct tb_log_state){ 0 };
    tb_buf_adds(&s->fault, "");
    if (tb_store_get(store->db, TB_LOG_BEFORE, &before, err) < 0)
        return -1;
    s->before = before.n > 0 ? strtoll(before.p, NULL, 10) : 0;
    tb_buf_free(&before);
    if (tb_log_read(store, check_entry, s, err) < 0)
        return -1;
    return check_end(store, s, err);
}

void tb_log_state_free(struct tb_log_state *s)
{
    tb_buf_free(&s->fault);
}

int tb_log_has(struct tb_store *store, const char *verb, struct tb_str text,
               bool *has, struct tb_err *err)
{
    long long found;

    if (tb_db_int(store->db, &found, 0, err,
                  "SELECT 1 FROM event WHERE verb = ?1 AND text = ?2", "sS",
                  verb, &text) < 0)
        return -1;
    *has = found != 0;
    return 0;
}

int tb_log_is_hash(struct tb_store *store, long long id, struct tb_str hash,
                   bool *is, struct tb_err *err)
{
    long long found;

    if (tb_db_int(store->db, &found, 0, err,
                  "SELECT 1 FROM event WHERE id = ?1 AND hash = ?2", "iS", id,
                  &hash) < 0)
        return -1;
    *is = found != 0;
    return 0;
}
