/*
 * event.h - the log: who did what, when and why.
 *
 * Each entry's hash covers the entry and the hash before it, so that an entry
 * that was altered, removed or moved shows: from there on nothing fits.  How
 * many entries there are, and the last hash, are kept in the settings and
 * stand in what is exported, so that cutting off the end shows too.
 */
#ifndef TB_EVENT_H
#define TB_EVENT_H

#include "store.h"
#include "who.h"

/* Setting: how many entries a log had before it became a chain. */
#define TB_LOG_BEFORE "log_before"

/* Add an entry.  Inside the caller's transaction. */
int tb_log_add(struct tb_store *store, const char *verb, struct tb_str text,
               struct tb_err *err);

struct tb_log_entry {
    long long id;
    struct tb_str at, verb, text;
    struct tb_str actor; /* "user" or "user/工号" */
    struct tb_str hash;  /* "" in a log from before there was a chain */
};

/* Return 0 to go on, -1 to stop. */
typedef int tb_log_fn(const struct tb_log_entry *entry, void *ctx);

int tb_log_read(struct tb_store *store, tb_log_fn *each, void *ctx,
                struct tb_err *err);

struct tb_log_state {
    long long entries, unchained; /* of them from before the chain */
    long long before;             /* how many those are, as it was noted */
    char head[65];                /* the last hash; "" when there is none */
    long long broken;             /* the first entry that does not fit; 0 */
    struct tb_buf fault;          /* what is wrong there */
};

/* Go through the whole chain.  A fault is a result: BROKEN and FAULT. */
int tb_log_verify(struct tb_store *store, struct tb_log_state *state,
                  struct tb_err *err);
void tb_log_state_free(struct tb_log_state *state);

/* Has the log an entry that says just this? */
int tb_log_has(struct tb_store *store, const char *verb, struct tb_str text,
               bool *has, struct tb_err *err);

/* Is HASH that of entry ID? */
int tb_log_is_hash(struct tb_store *store, long long id, struct tb_str hash,
                   bool *is, struct tb_err *err);

#endif
