/*
 * value.h - a cell becomes a typed value, or a trouble to be reported.
 *
 * What people type is brought into one form and the change is said; what
 * cannot be read is never guessed.
 */
#ifndef TB_VALUE_H
#define TB_VALUE_H

#include <stdint.h>

#include "dict.h"
#include "sheet.h"

enum tb_value_kind { TB_NULL, TB_TEXT, TB_INTEGER, TB_REAL };

struct tb_value {
    enum tb_value_kind kind;
    struct tb_str text; /* borrowed from the scratch buffer or the list */
    int64_t integer;
    double real;
};

/* Why a cell could not be read; each has a message and a hint. */
enum tb_trouble {
    TB_FINE,
    TB_TROUBLE_TYPE,    /* not of the field's type */
    TB_TROUBLE_DIGITS,  /* a number that has lost digits */
    TB_TROUBLE_ZEROS,   /* a number that has lost leading zeros */
    TB_TROUBLE_PENDING, /* a formula that was never computed */
    TB_TROUBLE_ERROR,   /* #N/A and its like */
    TB_TROUBLE_LIST,    /* not in the code list */
    TB_TROUBLE_UNIT,    /* a number with its unit in the cell */
    TB_TROUBLE_MONTH,   /* 2021.1: January or October? */
    TB_TROUBLE_MARK,    /* 无, /, — where empty is meant */
    TB_TROUBLE_PICTURE, /* a picture in the cell (DISPIMG) */
    TB_TROUBLE_MERGED,  /* under a range of merged cells */
    TB_TROUBLE_DITTO,   /* 同上, 〃: what stands above */
    TB_TROUBLE_WORD,    /* 见附件, 待定, √, ×××: no content */
    TB_TROUBLE_SERIAL,  /* 44613 where a date is meant */
    TB_TROUBLES,
};

/* The id of the check ("type", "digits", ...), what to tell the filler. */
struct tb_trouble_text {
    const char *id;      /* the rule's id */
    const char *aspect;  /* 规范性 ... */
    const char *message; /* {value} {field} {expected} {detail} are replaced */
    const char *hint;
};

extern const struct tb_trouble_text tb_trouble_texts[TB_TROUBLES];

/*
 * Read CELL (NULL: empty) as FIELD.  *CHANGED says that the stored form is
 * not what was typed.  On trouble VALUE is null.  SCRATCH holds VALUE's text
 * until its next use.
 */
enum tb_trouble tb_value_read(const struct tb_field *field,
                              const struct tb_cell *cell,
                              struct tb_buf *scratch, struct tb_value *value,
                              bool *changed);

/* What FIELD expects, in Chinese: "日期，如 2021-09-01". */
void tb_field_expects(const struct tb_field *field, struct tb_buf *out);

/* Is N what a spreadsheet stores for a day of 1950 to 2099?  Which day is it,
 * when RAW is such a number: DAY is replaced. */
bool tb_value_is_serial(double n);
bool tb_value_serial_day(struct tb_str raw, struct tb_buf *day);

/* VALUE as text, for messages. */
void tb_value_show(const struct tb_value *value, struct tb_buf *out);

#endif
