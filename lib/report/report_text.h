/* report_text.h - findings as text, for a reader; for report.c. */
#ifndef TB_REPORT_TEXT_H
#define TB_REPORT_TEXT_H

#include <stdio.h>

#include "finding.h"
#include "survey.h"

/* A finding as it is shown; borrowed until the next. */
struct tb_report_record {
    const struct tb_found *found;
    struct tb_str value, expected; /* masked, unless asked otherwise */
    struct tb_str cause; /* the fingerprint of what it follows from; "" */
    bool is_number;      /* the field is */
    char cell[TB_PLACE_CELL], other_cell[TB_PLACE_CELL];
};

struct tb_report_text {
    const struct tb_survey *survey;
    long samples; /* per rule and sheet; 0: all */
    bool colour;
    FILE *out;
    struct tb_buf text, group, rule; /* the group that is open */
    struct tb_buf hint;              /* said last in RULE */
    long long in_rule, groups;
};

/* One record (tb_report_record), and what stands below the last; CTX is a
 * tb_report_text. */
void tb_report_text_print(FILE *out, const void *record, void *ctx);
void tb_report_text_end(FILE *out, void *ctx);
void tb_report_text_free(struct tb_report_text *text);

#endif
