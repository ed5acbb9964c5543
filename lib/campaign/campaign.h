/*
 * campaign.h - a campaign: one school, one edition, one academic year.
 *
 * Its folder holds tianbao.db, schema/ (the dictionary, the office's to
 * extend), archive/ (every imported file, named by its SHA-256) and out/.
 */
#ifndef TB_CAMPAIGN_H
#define TB_CAMPAIGN_H

#include "dict.h"
#include "store.h"
#include "tick.h"
#include "value_check.h"
#include "who.h"
#include "words.h"

/* Where the dictionary is kept that a campaign was closed with. */
#define TB_CLOSED_SCHEMA "closed"

struct tb_campaign {
    char *folder;
    struct tb_dict *dict;
    struct tb_store store; /* the database; DICT and CONTEXT as below */
    struct tb_windows windows;
    struct tb_context context;
    struct tb_tick tick; /* who waits for what takes long */
    int depth;           /* of changes inside a change */
    bool is_read_only;   /* file or folder cannot be written */
    bool is_unlogged;    /* what was done could not be written down */
    struct tb_buf school, year, edition, id, secret, closed;
    bool levels[TB_LEVELS]; /* of review: which of them it has */
    struct tb_buf others;   /* windows that are not the usual ones */
};

/*
 * Open the campaign in FOLDER for reading and writing; free with close.
 *
 * On a medium that cannot be written it is there to be read: tb_change() fails
 * with TB_IO, and what tb_record() would write down is not.
 */
int tb_campaign_open(const char *folder, const struct tb_context *context,
                     struct tb_complaints *complaints,
                     struct tb_campaign **campaign, struct tb_err *err);
void tb_campaign_close(struct tb_campaign *campaign);

/* FOLDER/NAME; OUT is replaced. */
const char *tb_campaign_path(const struct tb_campaign *campaign,
                             const char *name, struct tb_buf *out);

/* What a command does to a campaign.  Logs what it did (tb_campaign_log).
 * Returns 0; -1 on failure; 1 when nothing failed and nothing is to be kept
 * (a rehearsal). */
typedef int tb_change_fn(struct tb_campaign *campaign, void *ctx,
                         struct tb_err *err);

/*
 * One command is one change is one transaction: begin, refuse when the campaign
 * is closed, CHANGE, commit; or everything is as it was.  A change inside a
 * change is a part of it: what one command is made of is kept whole or not at
 * all.  A part that fails without the whole failing must have done nothing.
 */
int tb_change(struct tb_campaign *campaign, tb_change_fn *change, void *ctx,
              struct tb_err *err);

/* The same for what is only written down, as exports are: also when the
 * campaign is closed. */
int tb_record(struct tb_campaign *campaign, tb_change_fn *change, void *ctx,
              struct tb_err *err);

/* Refused (TB_IO) when CAMPAIGN is there to be read; tb_change() asks itself.
 */
int tb_campaign_may_change(const struct tb_campaign *campaign,
                           struct tb_err *err);

/* Write down that something was done.  Inside the caller's transaction. */
int tb_campaign_log(struct tb_campaign *campaign, struct tb_err *err,
                    const char *verb, const char *format, ...) TB_PRINTF(4, 5);

/* The last level of review: what it approves is at its end. */
enum tb_level tb_campaign_last_level(const struct tb_campaign *campaign);

/* The level that a slice in STATE comes to next: the first, when it is not
 * approved at any; TB_LEVEL_NONE after the last. */
enum tb_level tb_campaign_next_level(const struct tb_campaign *campaign,
                                     enum tb_state state);

/* The codes of its levels: "department,lead".  OUT is replaced. */
const char *tb_campaign_levels(const struct tb_campaign *campaign,
                               struct tb_buf *out);

#endif
