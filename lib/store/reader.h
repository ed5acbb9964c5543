/*
 * reader.h - connections on which the dictionary's SQL runs.
 *
 * What only looks at a campaign reads one snapshot of it through a connection
 * of its own.  What also changes it uses the campaign's, which sees what the
 * change has written so far.
 */
#ifndef TB_READER_H
#define TB_READER_H

#include "store.h"

/*
 * A connection to the campaign in FOLDER: read-only, sandboxed, holding one
 * snapshot.  MERGED: the Chinese names mean the merged tables.  Last year's
 * data, if there is any, is the schema 上年.
 */
int tb_reader_open(const char *folder, const struct tb_dict *dict, bool merged,
                   struct tb_db **db, struct tb_err *err);

/* Which tables of DICT last year's data has: one flag each, none when there
 * is no last year.  Free with free(). */
int tb_reader_last_year(const char *folder, const struct tb_dict *dict,
                        bool **there, struct tb_err *err);

/*
 * STORE, which is that of the campaign in FOLDER, sees last year's data as 上年
 * too, until it is closed.  May be said inside a transaction, and again.  THERE
 * (NULL: not wanted) as above.
 */
int tb_reader_join_last(struct tb_store *store, const char *folder,
                        bool **there, struct tb_err *err);

/* From here on the Chinese names mean the merged tables for STORE, until
 * tb_reader_use_filed().  Inside a transaction, whose end is also its end. */
int tb_reader_use_merged(struct tb_store *store, struct tb_err *err);
int tb_reader_use_filed(struct tb_store *store, struct tb_err *err);

#endif
