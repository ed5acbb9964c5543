/* permission_list.h - who may collect and review what, to read and to print. */
#ifndef TB_PERMISSION_LIST_H
#define TB_PERMISSION_LIST_H

#include "permissions.h"
#include "view.h"

int tb_permission_list_print(struct tb_campaign *campaign,
                             const struct tb_view_options *options,
                             struct tb_err *err);

#endif
