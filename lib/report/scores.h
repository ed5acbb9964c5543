/* scores.h - the appraisal of the departments, with its formula. */
#ifndef TB_SCORES_H
#define TB_SCORES_H

#include <stdio.h>

#include "appraisal.h"

/* FORMAT: text (80 columns), csv or json. */
void tb_scores_print(const struct tb_campaign *campaign,
                     const struct tb_appraisal *appraisal, const char *format,
                     FILE *out);

int tb_scores_write(const struct tb_campaign *campaign,
                    const struct tb_appraisal *appraisal, const char *path,
                    struct tb_err *err);

#endif
