/* permission_list.h - who may collect and review what, to read and to print. */
#ifndef TB_PERMISSION_LIST_H
#define TB_PERMISSION_LIST_H

#include <stdio.h>

#include "permissions.h"

/* Is there such a format: text, csv, xlsx? */
bool tb_permission_list_has_format(const char *name);

/* Print the list as text (80 columns) or csv. */
int tb_permission_list_print(struct tb_campaign *campaign, const char *format,
                             FILE *out, struct tb_err *err);

/* Write it to PATH, in any format; NULL: out/permissions.FORMAT.  OUT (may be
 * NULL) gets the path. */
int tb_permission_list_write(struct tb_campaign *campaign, const char *format,
                             const char *path, struct tb_buf *out,
                             struct tb_err *err);

#endif
