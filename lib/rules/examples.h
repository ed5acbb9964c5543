/* examples.h - do an edition's examples come out as it says? */
#ifndef TB_EXAMPLES_H
#define TB_EXAMPLES_H

#include "dict.h"

/*
 * Run every example of DICT by itself and compare the verdict; examples that
 * disagree and rules without a passing and a failing example become
 * complaints.  *COUNT gets the number of examples run.
 */
int tb_dict_try_examples(const struct tb_dict *dict,
                         struct tb_complaints *complaints, size_t *count,
                         struct tb_err *err);

#endif
