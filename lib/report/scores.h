/* scores.h - the appraisal of the departments, with its formula. */
#ifndef TB_SCORES_H
#define TB_SCORES_H

#include "appraisal.h"
#include "view.h"

int tb_scores_print(const struct tb_campaign *campaign,
                    const struct tb_appraisal *appraisal,
                    const struct tb_view_options *options, struct tb_err *err);

#endif
