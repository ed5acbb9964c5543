/* declared_say.h - what the declared checks say; for declared.c. */
#ifndef TB_DECLARED_SAY_H
#define TB_DECLARED_SAY_H

#include "engine.h"

/* A run over all tables, and room for what is said. */
struct tb_declared_run {
    const struct tb_rules *on;
    const struct tb_str *awaited; /* by table: who has to hand in; NULL: all
                                     is in */
    struct tb_err *err;
    struct tb_buf message, value, expected, near, where;
};

void tb_declared_run_free(struct tb_declared_run *run);

/* Value V of FIELD in ROW fails CHECK; run->expected says what was. */
int tb_say_value(struct tb_declared_run *run, enum tb_check check,
                 const struct tb_table *table, const struct tb_field *field,
                 long long row, const struct tb_value *v);

/* The others get a finding X that has its place, its value and its other side;
 * they add rule, words and what was expected. */

/* X's value is in none of the tables; NEAR ("": nothing) may be meant. */
int tb_say_missing(struct tb_declared_run *run, struct tb_finding *x,
                   struct tb_str near);

/* COUNT values of X's field are not there yet. */
int tb_say_waiting(struct tb_declared_run *run, struct tb_finding *x,
                   long long count);

/* VIA says VIA_VALUE, of which its reference number REFERENCE has another
 * fact. */
int tb_say_mirror(struct tb_declared_run *run, struct tb_finding *x,
                  const struct tb_field *via, size_t reference,
                  struct tb_str via_value);

int tb_say_unique(struct tb_declared_run *run, struct tb_finding *x);

/* THIS and OTHER are two rows with one key; COLUMN is where a field stands. */
int tb_say_twice(struct tb_declared_run *run, struct tb_finding *x,
                 const int *column, struct tb_stmt *this,
                 struct tb_stmt *other);

#endif
