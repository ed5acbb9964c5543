/* status_list.h - progress as a list: a line a slice, whose move it is. */
#ifndef TB_STATUS_LIST_H
#define TB_STATUS_LIST_H

#include "progress.h"
#include "view.h"

extern const struct tb_view tb_status_view; /* of struct tb_progress_slice */

#endif
