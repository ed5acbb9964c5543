/*
 * continuity.h - this year against last year, as fields.csv declares it:
 * what is stable, and what may change within a tolerance only.
 */
#ifndef TB_CONTINUITY_H
#define TB_CONTINUITY_H

#include "engine.h"

/*
 * Compare the rows that both years have, found by their key (in a table of
 * one row: that row).  Rows without a natural key are not compared.
 *
 *   stable     another value than last year
 *   tolerance  a change of more than the tolerance; of whole numbers, one of
 *              1 or 2 is never asked about
 *   unit       fifty times as much, or as little: probably another unit
 *
 * All are to be explained, not errors: last year may have been wrong.  THERE
 * says which tables last year has (reader.h).
 */
int tb_continuity_run(const struct tb_rules *rules, const bool *there,
                      struct tb_err *err);

#endif
