/* value_check.c - declared checks of one value. */
#include "value_check.h"

#include <stdio.h>
#include <stdlib.h>

#include "ids.h"
#include "norm.h"
#include "types_parts.h"
#include "utf8.h"

/* clang-format off */
const struct tb_trouble_text tb_check_texts[TB_CHECKS] = {
    [TB_CHECK_REQUIRED] = { "required", "完整性",
        "“{field}”未填写", "此项必填；确实没有数据时与数据办公室联系。" },
    [TB_CHECK_FORMAT] = { "format", "规范性",
        "“{value}”不是有效的{expected}", "对照原始证件核对每一位。" },
    [TB_CHECK_LENGTH] = { "length", "规范性",
        "“{value}”长度不符：填了 {count} 个字符，要求 {expected} 个", "按要求的长度填写。" },
    [TB_CHECK_RANGE] = { "range", "合理性",
        "填的 {value} 超出范围（{expected}）", "核对数值和单位。" },
    [TB_CHECK_PATTERN] = { "pattern", "规范性",
        "“{value}”的写法不对，应{expected}", "按要求的写法改正。" },
    [TB_CHECK_LIST] = { "list", "规范性",
        "“{value}”不在选项“{expected}”之中{near}", "从下拉列表中选择。" },
    [TB_CHECK_WINDOW] = { "window", "合理性",
        "填的 {value} 超出统计时期（{expected}）", "核对日期；不属于本期的不要填报。" },
};
/* clang-format on */

int tb_windows_set(struct tb_windows *w, struct tb_str year, struct tb_err *err)
{
    char text[16];
    unsigned from, to;
    int end = 0;

    snprintf(text, sizeof text, "%.*s", TB_STR_ARG(year));
    if (sscanf(text, "%4u-%4u%n", &from, &to, &end) != 2 ||
        (size_t)end != year.n || year.n != 9 || to != from + 1 || from < 1990 ||
        from > 2200)
        return tb_fail_as(err, TB_USAGE,
                          "'%.*s' is no academic year; write 2021-2022",
                          TB_STR_ARG(year));
    from %= 10000;
    to %= 10000;
    snprintf(w->academic_from, sizeof w->academic_from, "%04u-09-01", from);
    snprintf(w->academic_to, sizeof w->academic_to, "%04u-08-31", to);
    snprintf(w->fiscal_from, sizeof w->fiscal_from, "%04u-01-01", from);
    snprintf(w->fiscal_to, sizeof w->fiscal_to, "%04u-12-31", from);
    memcpy(w->count_day, w->academic_to, sizeof w->count_day);
    snprintf(w->academic, sizeof w->academic, "%04u-%04u", from, to);
    snprintf(w->fiscal, sizeof w->fiscal, "%04u", from);
    return 0;
}

/* A day as 2021-09-01 into OUT. */
static bool take_day(struct tb_str text, char out[11])
{
    struct tb_date d;
    char day[40];

    if (!tb_date_parse(tb_str_trim(text), &d) || d.day == 0)
        return false;
    snprintf(day, sizeof day, "%04d-%02d-%02d", d.year, d.month, d.day);
    memcpy(out, day, 10);
    out[10] = '\0';
    return true;
}

/* FROM/TO into a window; a window that ends before it begins is none. */
static bool take_window(struct tb_str text, char from[11], char to[11])
{
    size_t slash = tb_str_find(text, "/");
    char a[11], b[11];

    if (slash == text.n || !take_day(tb_str_n(text.p, slash), a) ||
        !take_day(tb_str_from(text, slash + 1), b) || strcmp(a, b) > 0)
        return false;
    memcpy(from, a, sizeof a);
    memcpy(to, b, sizeof b);
    return true;
}

int tb_windows_change(struct tb_windows *w, struct tb_str text,
                      struct tb_err *err)
{
    struct tb_str one;

    while (tb_str_next(&text, ";；,，", &one)) {
        size_t eq = tb_str_find(one, "=");
        struct tb_str name = tb_str_trim(tb_str_n(one.p, eq));
        struct tb_str value = tb_str_from(one, eq + 1);
        bool fine = false;
        if (one.n == 0)
            continue;
        if (tb_str_is(name, "学年"))
            fine = take_window(value, w->academic_from, w->academic_to);
        else if (tb_str_is(name, "财年"))
            fine = take_window(value, w->fiscal_from, w->fiscal_to);
        else if (tb_str_is(name, "时点"))
            fine = take_day(value, w->count_day);
        if (!fine)
            return tb_fail_as(err, TB_USAGE,
                              "'%.*s' is no window; write "
                              "学年=2021-09-01/2022-08-31, "
                              "财年=2021-01-01/2021-12-31 or 时点=2022-09-01",
                              TB_STR_ARG(one));
    }
    snprintf(w->fiscal, sizeof w->fiscal, "%.4s", w->fiscal_from);
    return 0;
}

static bool is_empty(const struct tb_value *v)
{
    return v->kind == TB_NULL;
}

/* Does the condition of FIELD's applies column hold? */
static bool applies_to(const struct tb_field *f, const struct tb_value *v)
{
    struct tb_str rest = f->applies_values, one;

    if (!f->applies_field || !v || is_empty(v))
        return true;
    while (tb_str_next(&rest, "|", &one))
        if (v->kind == TB_TEXT && tb_str_eq(v->text, one))
            return true;
    return false;
}

static bool all_in(struct tb_str s, const char *allowed)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == '\0' || !strchr(allowed, s.p[i]))
            return false;
    return true;
}

#define DIGITS "0123456789"

bool tb_value_is_idcard(struct tb_str s)
{
    return tb_idcard_is_valid(s, NULL);
}

bool tb_value_is_digits(struct tb_str s)
{
    return all_in(s, DIGITS);
}

/* 0831-1234567, 13800000000, several separated; 7 digits at least. */
bool tb_value_is_phone(struct tb_str s)
{
    size_t digits = 0;

    for (size_t i = 0; i < s.n; i++)
        digits += s.p[i] >= '0' && s.p[i] <= '9';
    return digits >= 7 && s.n <= 60 && all_in(s, DIGITS "-+()/;,");
}

bool tb_value_is_email(struct tb_str s)
{
    size_t at = tb_str_find(s, "@");
    struct tb_str host = tb_str_from(s, at + 1);
    size_t dot = tb_str_find(host, ".");

    return at > 0 && at < s.n && dot > 0 && dot + 1 < host.n &&
           tb_str_find(host, "@") == host.n && tb_str_find(s, " ") == s.n;
}

bool tb_value_is_url(struct tb_str s)
{
    size_t dot = tb_str_find(s, ".");

    return dot > 0 && dot + 1 < s.n && tb_str_find(s, " ") == s.n;
}

static bool has_format(const struct tb_field *f, struct tb_str s)
{
    const struct tb_type_def *type = &tb_types[f->type];

    if (type->length > 0 && tb_utf8_count(s) != type->length)
        return false;
    return !type->check || type->check(s);
}

static bool fits_length(const struct tb_field *f, struct tb_str s,
                        struct tb_buf *expected)
{
    size_t n;

    if (f->length_max == 0 || (s.n <= f->length_max && f->length_min == 0))
        return true;
    n = tb_utf8_count(s);
    if (n >= f->length_min && n <= f->length_max)
        return true;
    tb_buf_clear(expected);
    if (f->length_min == f->length_max)
        tb_buf_addf(expected, "%zu", f->length_max);
    else if (f->length_min > 0)
        tb_buf_addf(expected, "%zu-%zu", f->length_min, f->length_max);
    else
        tb_buf_addf(expected, "不超过 %zu", f->length_max);
    return false;
}

static bool fits_range(const struct tb_field *f, double n,
                       struct tb_buf *expected)
{
    char low[32] = "", high[32] = "";

    if (!(f->has_min && n < f->min) && !(f->has_max && n > f->max))
        return true;
    if (f->has_min)
        tb_norm_show_number(f->min, low);
    if (f->has_max)
        tb_norm_show_number(f->max, high);
    tb_buf_clear(expected);
    if (f->has_min && f->has_max)
        tb_buf_addf(expected, "%s 至 %s", low, high);
    else
        tb_buf_addf(expected, "%s %s", f->has_min ? "不小于" : "不大于",
                    f->has_min ? low : high);
    return false;
}

static bool fits_pattern(const struct tb_field *f, struct tb_str s,
                         struct tb_buf *expected)
{
    char text[512];

    if (!f->has_pattern)
        return true;
    if (s.n < sizeof text) {
        memcpy(text, s.p, s.n);
        text[s.n] = '\0';
        if (regexec(&f->regex, text, 0, NULL, 0) == 0)
            return true;
    }
    tb_buf_clear(expected);
    if (f->pattern_words.n > 0)
        tb_buf_add(expected, f->pattern_words);
    else /* a dictionary from before there were words: never the pattern */
        tb_buf_adds(expected, "按填报说明书写");
    return false;
}

/* Compare as far as S goes: a month lies in a window when it touches it. */
static int against(struct tb_str s, const char *day)
{
    return memcmp(s.p, day, s.n < 10 ? s.n : 10);
}

static bool fits_window(const struct tb_field *f, struct tb_str s,
                        const struct tb_windows *w, struct tb_buf *expected)
{
    const char *from = NULL, *to = NULL;

    switch (f->window) {
    case TB_WINDOW_ACADEMIC:
        from = w->academic_from;
        to = w->academic_to;
        break;
    case TB_WINDOW_FISCAL:
        from = w->fiscal_from;
        to = w->fiscal_to;
        break;
    case TB_WINDOW_BEFORE_ACADEMIC:
        to = w->academic_to;
        break;
    case TB_WINDOW_BEFORE_COUNT:
        to = w->count_day;
        break;
    default:
        return true;
    }
    if ((!from || against(s, from) >= 0) && against(s, to) <= 0)
        return true;
    tb_buf_clear(expected);
    tb_buf_addf(expected, from ? "%s 至 %s" : "%s不晚于 %s", from ? from : "",
                to);
    return false;
}

static enum tb_check check_text(const struct tb_field *f, struct tb_str s,
                                const struct tb_windows *w,
                                struct tb_buf *expected)
{
    if (!fits_length(f, s, expected))
        return TB_CHECK_LENGTH;
    if (!has_format(f, s)) {
        tb_field_expects(f, expected);
        return TB_CHECK_FORMAT;
    }
    if (!fits_pattern(f, s, expected))
        return TB_CHECK_PATTERN;
    if (f->list && !f->many && !tb_list_find(f->list, s)) {
        tb_field_expects(f, expected);
        return TB_CHECK_LIST;
    }
    return fits_window(f, s, w, expected) ? TB_CHECK_FINE : TB_CHECK_WINDOW;
}

enum tb_check tb_value_check(const struct tb_field *f, const struct tb_value *v,
                             const struct tb_value *applies,
                             const struct tb_windows *w,
                             struct tb_buf *expected)
{
    char year[32];

    if (is_empty(v))
        return f->required && applies_to(f, applies) ? TB_CHECK_REQUIRED
                                                     : TB_CHECK_FINE;
    if (f->applies_field && !applies_to(f, applies))
        return TB_CHECK_FINE;
    if (v->kind == TB_TEXT)
        return check_text(f, v->text, w, expected);
    if (!fits_range(f, v->kind == TB_REAL ? v->real : (double)v->integer,
                    expected))
        return TB_CHECK_RANGE;
    if (tb_types[f->type].shape == TB_SHAPE_YEAR &&
        f->window != TB_WINDOW_NONE) {
        snprintf(year, sizeof year, "%lld", (long long)v->integer);
        if (!fits_window(f, tb_str(year), w, expected))
            return TB_CHECK_WINDOW;
    }
    return TB_CHECK_FINE;
}
