/*
 * value_check.h - what fields.csv declares of one value: required, format,
 * length, range, pattern, window.  (Keys, references and mirrors need other
 * rows: rules/declared.h.)
 */
#ifndef TB_VALUE_CHECK_H
#define TB_VALUE_CHECK_H

#include "value.h"

/* The periods of a campaign, each as 2021-09-01; names for rules. */
struct tb_windows {
    char academic_from[11], academic_to[11];
    char fiscal_from[11], fiscal_to[11];
    char count_day[11];
    char academic[10]; /* 2021-2022 */
    char fiscal[5];    /* 2021 */
};

/* The usual windows of academic year "2021-2022": 1 Sep to 31 Aug, the
 * calendar year it begins in, the last day as count day. */
int tb_windows_set(struct tb_windows *w, struct tb_str year,
                   struct tb_err *err);

/*
 * Change the windows of W as TEXT says, for a school that counts on other
 * days: "学年=2021-08-25/2022-08-24；财年=2021-01-01/2021-12-31；
 * 时点=2022-09-01", any of them.
 */
int tb_windows_change(struct tb_windows *w, struct tb_str text,
                      struct tb_err *err);

enum tb_check {
    TB_CHECK_FINE,
    TB_CHECK_REQUIRED,
    TB_CHECK_FORMAT, /* check digit, shape of a telephone number ... */
    TB_CHECK_LENGTH,
    TB_CHECK_RANGE,
    TB_CHECK_PATTERN,
    TB_CHECK_LIST, /* the list has changed since the import */
    TB_CHECK_WINDOW,
    TB_CHECKS,
};

/* As for troubles: id, aspect, message, hint. */
extern const struct tb_trouble_text tb_check_texts[TB_CHECKS];

/*
 * Check VALUE of FIELD.  APPLIES is the value of FIELD's applies_field (may
 * be null).  EXPECTED gets what would have been right.
 */
enum tb_check tb_value_check(const struct tb_field *field,
                             const struct tb_value *value,
                             const struct tb_value *applies,
                             const struct tb_windows *windows,
                             struct tb_buf *expected);

#endif
