/*
 * survey.h - all findings of a report before the first is shown: which follow
 * from which, and which rules come up most.
 *
 * A value that is wrong by itself breaks rules that read it: they are its
 * consequences, and go when it is mended.
 */
#ifndef TB_SURVEY_H
#define TB_SURVEY_H

#include "finding.h"

struct tb_survey;

struct tb_survey *tb_survey_new(const struct tb_dict *dict);
void tb_survey_free(struct tb_survey *survey);

/* Take one finding; its texts are copied. */
void tb_survey_take(struct tb_survey *survey, const struct tb_found *found);

/* All have been taken. */
void tb_survey_end(struct tb_survey *survey);

/* The fingerprint of what the finding follows from; "": of nothing. */
struct tb_str tb_survey_cause(const struct tb_survey *survey,
                              struct tb_str fingerprint);

/* The rules that break because of the finding: "K150、K419"; "" for none. */
struct tb_str tb_survey_consequences(const struct tb_survey *survey,
                                     struct tb_str fingerprint);

/* How many findings follow from others; how many were taken. */
long long tb_survey_folded(const struct tb_survey *survey);
long long tb_survey_count(const struct tb_survey *survey);

struct tb_rule_count {
    struct tb_str rule, sample; /* the message of the first */
    enum tb_severity severity;
    const struct tb_rule *of_rule; /* NULL: a check that fields.csv declares */
    long long count;               /* without the explained */
    struct tb_str *departments;    /* each once, as they come */
    size_t department_count, department_room;
};

/* The rules, those that come up most first; *COUNT gets how many. */
const struct tb_rule_count *tb_survey_rules(const struct tb_survey *survey,
                                            size_t *count);

#endif
