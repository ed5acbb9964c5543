/*
 * layout.h - the fixed tables of a campaign's database, and how an older
 * layout becomes this one.  For store.c, data_tables.c and migrate.c.
 */
#ifndef TB_LAYOUT_H
#define TB_LAYOUT_H

#include "store.h"

/* layout.sql, and the statements that bring layout 3's rows into it. */
extern const char tb_layout_sql[], tb_layout_4_sql[];

/* INSERT INTO h_T ... SELECT ... FROM d_T; a WHERE may follow. */
void tb_layout_retire_sql(const struct tb_table *table, struct tb_buf *sql);

/* The tables of one dictionary table, d_ and h_ before m_. */
#define TB_LAYOUT_COPIES 3
extern const char *const tb_layout_prefixes[TB_LAYOUT_COPIES];

/* The office gave the dictionary a new field: give d_, h_ and m_ a column. */
int tb_layout_add_columns(struct tb_db *db, const struct tb_table *table,
                          struct tb_err *err);

typedef int tb_migrate_fn(struct tb_db *db, const struct tb_dict *dict,
                          struct tb_err *err);

/* What leads from version I + 1 to the next.  Run inside the transaction of
 * the upgrade, without foreign keys, when the tables of the dictionary are as
 * they are today. */
extern tb_migrate_fn *const tb_migrations[TB_STORE_VERSION - 1];

#endif
