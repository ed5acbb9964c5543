/*
 * lineage_sql.h - what is asked of the tables as rules see them: the rows
 * behind a derived number, and the first value of a field.
 *
 * DB is a connection that rules read, with the tables under their Chinese
 * names.
 */
#ifndef TB_LINEAGE_SQL_H
#define TB_LINEAGE_SQL_H

#include "store.h"

/* A field of the derived row, and the value that it must have. */
struct tb_lineage_key {
    const struct tb_field *field;
    struct tb_str value;
};

/* Does the dictionary say which rows are behind FIELD of DERIVED? */
int tb_lineage_has(struct tb_db *db, const struct tb_derived *derived,
                   const struct tb_field *field, bool *has, struct tb_err *err);

/* The columns of the rows behind FIELD. */
enum tb_lineage_column {
    TB_LINEAGE_TABLE,        /* by any of its names */
    TB_LINEAGE_ROW,          /* _row in it */
    TB_LINEAGE_CONTRIBUTION, /* what it adds to the field: not 0, not empty */
};

/* A statement whose rows are those behind FIELD in the derived row with COUNT
 * KEYS.  The caller binds the windows, and frees it. */
int tb_lineage_prepare(struct tb_db *db, const struct tb_derived *derived,
                       const struct tb_field *field,
                       const struct tb_lineage_key *keys, size_t count,
                       struct tb_stmt **out, struct tb_err *err);

/* The first value of FIELD in TABLE that is not empty; "" when there is none.
 * OUT is replaced. */
int tb_first_value(struct tb_db *db, const struct tb_table *table,
                   const struct tb_field *field, struct tb_buf *out,
                   struct tb_err *err);

#endif
