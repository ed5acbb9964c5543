/* baseline_parts.h - what the files of reading last year's data share. */
#ifndef TB_BASELINE_PARTS_H
#define TB_BASELINE_PARTS_H

#include "baseline.h"
#include "last.h"
#include "predecessor.h"
#include "sheet.h"
#include "value.h"

/* A column of last year's, and what became of it. */
struct baseline_column {
    struct tb_str name, aliases, unit;
    struct tb_str other_unit; /* of the field that did not take it; "" */
    long long lost;           /* values in rows whose table has no field */
    long long unread;         /* values that the field does not take */
    bool is_carried;          /* some field has it */
};

/* A table or a sheet of last year's. */
struct baseline_source {
    struct tb_str no, name;     /* NO: of its own edition; "": not known */
    const struct tb_table *old; /* NULL: a sheet, and which */
    size_t sheet;
    struct baseline_column *columns;
    size_t count;
    struct tb_str condition; /* the field by which rows are told apart; "" */
    long long rows, taken;
    bool is_continued; /* some table has it */
};

/* Table TABLE of the dictionary continues SOURCE. */
struct baseline_link {
    const struct tb_table *table;
    size_t source;
};

struct baseline_load {
    const struct tb_dict *dict;
    struct tb_db *db; /* last.db, being made */
    struct tb_baseline *result;
    struct tb_err *err;
    bool *there;        /* by table */
    bool *is_declared;  /* by table: it was filled from its predecessors */
    bool is_former;     /* some table was: last year's edition is another */
    const char *folder; /* of the new campaign */
    struct baseline_source *sources;
    size_t source_count, source_room;
    struct baseline_link *links; /* by table, in the order of declaration */
    size_t link_count, link_room;
    struct tb_arena arena;
};

/* One table of this year on its way: from one source, or from several in turn.
 */
struct baseline_rows {
    struct baseline_load *load;
    const struct tb_table *table;
    struct tb_stmt *insert;
    struct tb_value *values; /* by field */
    struct tb_buf *texts;    /* by field */
    long long count;
    bool is_folded; /* several sources become one row */
    bool is_pending;
    long long line; /* of the folded row */
    struct tb_buf department;
    bool *lacks;  /* by field: a key that rows came without */
    bool *fed;    /* by field: the source has a column or a value for it */
    bool *missed; /* by field: the row had nothing that it takes */
    long long lacking;
    /* the source's */
    struct baseline_source *source;
    const struct tb_field **fields; /* by column; NULL: lost */
    struct tb_str *fixed;           /* by field: what all its rows have; "" */
    long condition;                 /* the column that decides; -1: none */
    struct tb_str wanted;           /* its values, | between */
    size_t header_row;              /* of a sheet */
};

/* A former table has at least so many fields of the one that continues it. */
#define BASELINE_ALIKE 2

/* ---- baseline_rows.c ---- */

int baseline_open(struct baseline_rows *rows, bool is_folded);
/* Go over to SOURCE: its columns find their fields.  PREDECESSOR NULL: it is
 * the table by its name. */
void baseline_begin(struct baseline_rows *rows, struct baseline_source *source,
                    const struct tb_predecessor *predecessor);
void baseline_row(struct baseline_rows *rows); /* a new row begins */
/* Is the row one of those that the table continues: CELL decides? */
bool baseline_wants(const struct baseline_rows *rows,
                    const struct tb_cell *cell);
void baseline_cell(struct baseline_rows *rows, size_t at,
                   const struct tb_cell *cell);
int baseline_put(struct baseline_rows *rows, long long line,
                 struct tb_str department);
int baseline_close(struct baseline_rows *rows, int rc);

struct baseline_source *baseline_add_source(struct baseline_load *load);
void baseline_link(struct baseline_load *load, const struct tb_table *table,
                   const struct baseline_source *source);

/* ---- the two kinds of sources, and what to say ---- */

int baseline_from_campaign(struct baseline_load *load, const char *folder);
int baseline_from_workbook(struct baseline_load *load, const char *path);

void baseline_note(struct baseline_load *load, const char *format, ...)
    TB_PRINTF(2, 3);
void baseline_say(struct baseline_load *load);

/* A list that does not grow for ever: the first few names, and how many. */
struct baseline_names {
    struct tb_buf text;
    size_t count;
};
void baseline_name(struct baseline_names *names, struct tb_str name);
/* "a、b、c 等 9 项"; valid until the names are freed. */
const char *baseline_names_text(struct baseline_names *names, const char *unit);

/* ---- baseline_list.c: last year's task list under this year's tables ---- */

int baseline_copy_list(struct baseline_load *load, struct tb_db *db,
                       struct tb_dict *old);

#endif
