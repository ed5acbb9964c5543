/*
 * dict_load.h - what the readers of an edition's files share.
 *
 * Each file has a list of its columns and a function that takes one row
 * (dict_tables.c, dict_rules.c), whose cells it reads with the functions of
 * dict_line.c.  References between rows are resolved
 * afterwards (dict_resolve.c), since they may point ahead.
 */
#ifndef TB_DICT_LOAD_H
#define TB_DICT_LOAD_H

#include "dict.h"
#include "sheet.h"

#define TB_LOAD_COLUMNS 32

/* What is known while one file is read. */
struct tb_load {
    struct tb_dict *dict;
    struct tb_complaints *complaints;
    const char *file;
    const char *const *columns;
    size_t column_count;
    size_t needed_count;      /* the columns after these may be absent */
    long at[TB_LOAD_COLUMNS]; /* where each column stands; -1: absent */
    bool has_header;
    void (*take)(struct tb_load *load);
    const struct tb_row *row;
};

/* The present row's cell in COLUMN, trimmed; kept: in the dictionary. */
struct tb_str tb_load_get(const struct tb_load *l, int column);
struct tb_str tb_load_keep(const struct tb_load *l, int column);

/* 1, 0 or empty; a number, false when there is none; anything else is a
 * complaint. */
bool tb_load_flag(struct tb_load *l, int column);
bool tb_load_number(struct tb_load *l, int column, double *out);

/* One of the COUNT words of a column, by its place in WORDS. */
int tb_load_word(struct tb_load *l, int column, const char *const *words,
                 size_t count);
#define TB_LOAD_WORD(l, column, words) \
    tb_load_word(l, column, words, TB_LEN(words))

/* The table that the row is about, or NULL and a complaint. */
const struct tb_table *tb_load_table_of(struct tb_load *l, int column);

#define TB_LOAD_COMPLAIN(l, column, ...)                      \
    tb_complain((l)->complaints, (l)->file, (l)->row->number, \
                (l)->columns[column], __VA_ARGS__)

/* The columns of each file, and how many at their end may be absent. */
#define TB_TABLE_COLUMNS 14
#define TB_FIELD_COLUMNS 26
#define TB_CODE_COLUMNS 6
#define TB_RULE_COLUMNS 12
#define TB_DERIVED_COLUMNS 5
#define TB_INDICATOR_COLUMNS 13
#define TB_EXAMPLE_COLUMNS 5
extern const char *const tb_table_columns[TB_TABLE_COLUMNS];
extern const char *const tb_field_columns[TB_FIELD_COLUMNS];
extern const char *const tb_code_columns[TB_CODE_COLUMNS];
extern const char *const tb_rule_columns[TB_RULE_COLUMNS];
extern const char *const tb_derived_columns[TB_DERIVED_COLUMNS];
extern const char *const tb_indicator_columns[TB_INDICATOR_COLUMNS];
extern const char *const tb_example_columns[TB_EXAMPLE_COLUMNS];

/* Take one row. */
void tb_load_table(struct tb_load *l);
void tb_load_field(struct tb_load *l);
void tb_load_code(struct tb_load *l);
void tb_load_rule(struct tb_load *l);
void tb_load_derived(struct tb_load *l);
void tb_load_indicator(struct tb_load *l);
void tb_load_example(struct tb_load *l);

/* Resolve what points from row to row; what leads nowhere is a complaint. */
void tb_dict_resolve(struct tb_dict *dict, struct tb_complaints *complaints);

#endif
