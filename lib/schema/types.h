/*
 * types.h - what is known of each type of a field: one row a type.
 *
 * Nothing else asks which type a field has: who needs to know how to store,
 * check or show a value looks into the row.
 */
#ifndef TB_TYPES_H
#define TB_TYPES_H

#include "value.h"

/* Like what a value looks in a sheet, and with what it can be compared. */
enum tb_type_shape {
    TB_SHAPE_TEXT,
    TB_SHAPE_WHOLE,
    TB_SHAPE_DECIMAL,
    TB_SHAPE_DATE,
    TB_SHAPE_MONTH,
    TB_SHAPE_YEAR, /* a number that counts nothing */
    TB_SHAPES,
};

struct tb_reader;

struct tb_type_def {
    enum tb_type type;
    const char *name;    /* as in fields.csv */
    const char *chinese; /* for people */
    const char *expects; /* 日期，如 2021-09-01; NULL: see below */
    const char *example; /* as it is stored; NULL: one of its list */
    const char *sql;     /* TEXT, INTEGER or REAL */
    enum tb_type_shape shape;
    size_t length;      /* characters of every value; 0: they differ */
    size_t width;       /* of its column at least, in narrow letters */
    bool is_identifier; /* text that Excel spoils */
    bool needs_list;
    enum tb_trouble (*read)(struct tb_reader *r);
    bool (*check)(struct tb_str value); /* NULL: what is read is right */
};

/*
 * TB_TYPES rows, by their enum.
 *
 * A type without EXPECTS expects its Chinese name: with LENGTH before it, or
 * with the example behind it when it is of time (tb_field_expects()).
 */
extern const struct tb_type_def tb_types[];

bool tb_type_parse(struct tb_str name, enum tb_type *type);

/* A year too. */
static inline bool tb_type_is_number(enum tb_type type)
{
    enum tb_type_shape shape = tb_types[type].shape;

    return shape == TB_SHAPE_WHOLE || shape == TB_SHAPE_DECIMAL ||
           shape == TB_SHAPE_YEAR;
}

/* Date, month or year. */
static inline bool tb_type_is_time(enum tb_type type)
{
    enum tb_type_shape shape = tb_types[type].shape;

    return shape == TB_SHAPE_DATE || shape == TB_SHAPE_MONTH ||
           shape == TB_SHAPE_YEAR;
}

#endif
