/* lint_words.h - conditions in a rule's SQL that can never hold. */
#ifndef TB_LINT_WORDS_H
#define TB_LINT_WORDS_H

#include "dict.h"

/*
 * Read the words of RULE's expression, without parsing SQL.  Complaints: a
 * field with a code list compared with a text that is no label of it
 * (学籍状态 = '在校'), and a row rule that tests the key of its own table for
 * NULL, which no filed row has.
 */
void tb_lint_words(const struct tb_dict *dict, const struct tb_rule *rule,
                   struct tb_complaints *complaints);

#endif
