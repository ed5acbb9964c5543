/* field_cell.h - a field's values in a workbook that is written: the style of
 * its column, the width, and a stored value in a cell. */
#ifndef TB_FIELD_CELL_H
#define TB_FIELD_CELL_H

#include "value.h"
#include "write_xlsx.h"

enum tb_xlsx_style tb_field_style(const struct tb_field *field);

/* A width for FIELD's column: its name, its kind of content. */
double tb_field_width(const struct tb_field *field);

/* Write VALUE, as it is stored for FIELD; an empty one is no cell. */
void tb_field_cell(struct tb_xlsx *xlsx, uint32_t row, uint32_t column,
                   const struct tb_field *field, const struct tb_value *value);

#endif
