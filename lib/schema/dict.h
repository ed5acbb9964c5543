/*
 * dict.h - the dictionary of an edition: tables, fields, codes, rules.
 *
 * An edition is a folder of CSV files that an office edits in Excel or WPS
 * (tianbao-dictionary(5)).  Loading checks everything that can be checked
 * without SQL; rules/lint.h checks the SQL.
 */
#ifndef TB_DICT_H
#define TB_DICT_H

#include <regex.h>

#include "buf.h"
#include "err.h"
#include "map.h"
#include "mem.h"
#include "words.h"

/* What each is says its row in types.def. */
enum tb_type {
#define TB_TYPE(type, ...) TB_TYPE_##type,
#include "types.def"
#undef TB_TYPE
    TB_TYPES,
};

enum tb_window {
    TB_WINDOW_NONE,
    TB_WINDOW_ACADEMIC,        /* 学年: inside the academic year */
    TB_WINDOW_FISCAL,          /* 财年: inside the calendar year */
    TB_WINDOW_BEFORE_ACADEMIC, /* 至学年止: not after its end */
    TB_WINDOW_BEFORE_COUNT,    /* 至时点: not after the count day */
};

struct tb_code {
    struct tb_str code, label, aliases;
    struct tb_str group; /* what it counts as: 在校生, 已就业 */
};

struct tb_list {
    struct tb_str name;
    struct tb_code *codes;
    size_t count, room;
    struct tb_map index; /* label, code and aliases (tb_norm_label) */
};

struct tb_reference {
    struct tb_str text; /* as written: 1.4.1.教工号 */
    const struct tb_table *table;
    const struct tb_field *field;
};

#define TB_REFERENCES_MAX 4

struct tb_field {
    struct tb_str name, aliases, unit, note, basis, source, personal;
    struct tb_str pattern, pattern_words; /* what it matches, for people */
    struct tb_str list_name, applies_text, mirror_text;
    struct tb_str predecessor; /* what it was called: predecessor.h */
    double tolerance;          /* of last year's value: 0.2; 0: none */
    enum tb_type type;
    enum tb_window window;
    bool required, is_key, is_unique, many, stable, used;
    bool has_min, has_max, has_pattern;
    size_t length_min, length_max; /* characters; 0: no limit */
    double min, max;
    regex_t regex;
    const struct tb_list *list;
    struct tb_reference references[TB_REFERENCES_MAX];
    size_t reference_count;
    const struct tb_field *mirror_via; /* same table */
    struct tb_str mirror_fact;
    const struct tb_field *applies_field; /* same table */
    struct tb_str applies_values;         /* separated by | */
    size_t index;                         /* in its table */
    size_t line;                          /* of fields.csv */
};

enum tb_origin { TB_ORIGIN_FILLED, TB_ORIGIN_CLOUD, TB_ORIGIN_DERIVED };

struct tb_table {
    struct tb_str no, name, aliases, category, section, period, sheet, note;
    struct tb_str predecessor; /* former tables that it continues */
    enum tb_origin origin;
    bool is_source, is_one_row, by_person;
    bool is_sheet_made; /* SHEET is ours: the name is none for a sheet */
    struct tb_field *fields;
    size_t count, room; /* fields, those out of use included */
    size_t key_count;
    bool has_natural_key;  /* not 序号 alone */
    struct tb_map columns; /* names and aliases (tb_norm_label) -> field */
    size_t line;
};

#define TB_ROW_NUMBER "序号" /* the field that only counts the rows */

enum tb_rule_kind { TB_RULE_ROW, TB_RULE_SET };

struct tb_rule {
    struct tb_str id, aspect, expression, message, hint, basis, since, why;
    const struct tb_table *table;
    const struct tb_field *field; /* NULL: the row */
    enum tb_severity severity;
    enum tb_rule_kind kind;
    bool needs_last_year; /* its SQL reads 上年 */
    size_t line;
};

struct tb_derived {
    const struct tb_table *table;
    struct tb_str expression, note, basis;
    struct tb_str lineage; /* a SELECT of the source rows; may be empty */
    size_t line;
};

enum tb_better { TB_BETTER_NONE, TB_BETTER_LOW, TB_BETTER_HIGH };

struct tb_indicator {
    struct tb_str id, name, category, unit, formula, inputs, expression;
    struct tb_str qualified, limited; /* 18, or 理工院校=18;艺术院校=13 */
    struct tb_str exempt, note, basis;
    enum tb_better better;
    size_t line;
};

/*
 * An example of a rule: rows that it must pass, fail or leave undecided; or
 * of an indicator: rows from which the number VERDICT (or NULL) must follow.
 */
struct tb_example {
    struct tb_str rule, number, verdict, row;
    const struct tb_table *table;
    bool is_last_year;             /* the row is one of 上年 */
    const struct tb_rule *of_rule; /* one of these */
    const struct tb_indicator *of_indicator;
    size_t line;
};

struct tb_dict {
    struct tb_table *tables; /* in the order of their numbers */
    size_t table_count, table_room;
    struct tb_list *lists;
    size_t list_count, list_room;
    struct tb_rule *rules;
    size_t rule_count, rule_room;
    struct tb_derived *derived;
    size_t derived_count, derived_room;
    struct tb_indicator *indicators;
    size_t indicator_count, indicator_room;
    struct tb_example *examples;
    size_t example_count, example_room;
    struct tb_arena arena;
    struct tb_map by_no, by_name; /* tables; by_name with aliases */
    char hash[65];                /* SHA-256 over the files */
};

/* What is wrong with a dictionary, and where. */
struct tb_complaint {
    const char *file; /* a literal */
    size_t line;
    const char *column; /* a literal; "" for the line */
    struct tb_str text;
};

struct tb_complaints {
    struct tb_complaint *list;
    size_t count, room;
    struct tb_arena arena;
};

void tb_complain(struct tb_complaints *all, const char *file, size_t line,
                 const char *column, const char *format, ...) TB_PRINTF(5, 6);
void tb_complaints_free(struct tb_complaints *all);

/*
 * Load the edition in FOLDER.  Returns -1 when a file cannot be read or
 * parsed; otherwise 0, and what is wrong with the content is in COMPLAINTS.
 * A dictionary with complaints must not be used.  Free with tb_dict_free().
 */
int tb_dict_load(const char *folder, struct tb_dict **dict,
                 struct tb_complaints *complaints, struct tb_err *err);
void tb_dict_free(struct tb_dict *dict);

/* The same from memory: one text per file, in the order of tb_dict_files. */
extern const char *const tb_dict_files[];
#define TB_DICT_FILES 7
int tb_dict_read_folder(const char *folder, struct tb_buf texts[TB_DICT_FILES],
                        struct tb_err *err); /* files that may lack: "" */
int tb_dict_parse(const struct tb_str texts[TB_DICT_FILES],
                  struct tb_dict **dict, struct tb_complaints *complaints,
                  struct tb_err *err);

const struct tb_table *tb_dict_table(const struct tb_dict *dict,
                                     struct tb_str no);
/* By name, alias, number, or number and name in one: the name wins. */
const struct tb_table *tb_dict_find(const struct tb_dict *dict,
                                    struct tb_str text);
const struct tb_field *tb_table_field(const struct tb_table *table,
                                      struct tb_str name);
/* The field that a column's HEADER means: its name or an alias, perhaps with
 * its unit in brackets or a * in front; NULL when none. */
const struct tb_field *tb_table_column(const struct tb_table *table,
                                       struct tb_str header);
const struct tb_list *tb_dict_list(const struct tb_dict *dict,
                                   struct tb_str name);

const struct tb_rule *tb_dict_rule(const struct tb_dict *dict,
                                   struct tb_str id);
const struct tb_indicator *tb_dict_indicator(const struct tb_dict *dict,
                                             struct tb_str id);

/* Does SQL read last year's data at all; does it read T of last year? */
bool tb_sql_last_year(struct tb_str sql);
bool tb_sql_names_last(struct tb_str sql, const struct tb_table *t);

/* The code that TEXT means (label, code or alias), or NULL. */
const struct tb_code *tb_list_find(const struct tb_list *list,
                                   struct tb_str text);

#endif
