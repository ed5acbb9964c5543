/* due.c - a day, and the words around it. */
#include "due.h"

#include <stdio.h>
#include <stdlib.h>

#include "utf8.h"

/* ---- one way to write it ---- */

/* 一 to 十 as a number; -1: none of them. */
static int chinese_digit(uint32_t c)
{
    static const uint32_t digits[] = { 0x3007, 0x4E00, 0x4E8C, 0x4E09,
                                       0x56DB, 0x4E94, 0x516D, 0x4E03,
                                       0x516B, 0x4E5D, 0x5341 };

    for (int i = 0; i < (int)TB_LEN(digits); i++)
        if (c == digits[i])
            return i;
    return -1;
}

/* 十月二十日: a run of such digits as a number, at most 99; or a year, digit by
 * digit.  Returns how many bytes of S it is. */
static size_t chinese_number(struct tb_str s, struct tb_buf *out)
{
    int digits[8], count = 0, value = 0;
    size_t used = 0;
    uint32_t c;

    while (used < s.n && count < (int)TB_LEN(digits)) {
        size_t n = tb_utf8_decode(tb_str_from(s, used), &c);
        if (n == 0 || chinese_digit(c) < 0)
            break;
        digits[count++] = chinese_digit(c);
        used += n;
    }
    if (count > 3) {
        for (int i = 0; i < count; i++)
            tb_buf_addf(out, "%d", digits[i] % 10);
        return used;
    }
    for (int i = 0; i < count; i++)
        if (digits[i] == 10)
            value = (value ? value : 1) * 10;
        else
            value += digits[i];
    if (count > 0)
        tb_buf_addf(out, "%d", value);
    return used;
}

/* Digits and signs of full width, and Chinese digits before 年, 月 and 日. */
static void fold(struct tb_str s, struct tb_buf *out)
{
    bool has_month = tb_str_find(s, "月") < s.n, is_weekday = false;
    uint32_t c;

    tb_buf_adds(out, "");
    while (s.n > 0) {
        size_t n = tb_utf8_decode(s, &c), run = 0;
        if (has_month && !is_weekday && n > 0 && chinese_digit(c) >= 0)
            run = chinese_number(s, out);
        if (run == 0 && n > 0 && c > 0xFF00 && c <= 0xFF5E)
            tb_buf_addc(out, (char)(c - 0xFF01 + '!'));
        else if (run == 0 && n > 0 && tb_utf8_is_space(c))
            tb_buf_addc(out, ' ');
        else if (run == 0)
            tb_buf_add(out, tb_str_n(s.p, n ? n : 1));
        is_weekday = tb_str_starts(s, "周") || tb_str_starts(s, "期");
        s = tb_str_from(s, run ? run : n ? n : 1);
    }
}

/* ---- its parts ---- */

static bool cut(struct tb_str *s, const char *prefix)
{
    if (!tb_str_starts(*s, prefix))
        return false;
    *s = tb_str_from(*s, strlen(prefix));
    return true;
}

static void cut_blanks(struct tb_str *s)
{
    while (s->n > 0 && s->p[0] == ' ')
        *s = tb_str_from(*s, 1);
}

/* A number; returns its digits, 0 when there is none. */
static int cut_number(struct tb_str *s, int *number)
{
    int n = 0;

    *number = 0;
    for (; n < 8 && s->n > 0 && s->p[0] >= '0' && s->p[0] <= '9'; n++) {
        *number = *number * 10 + (s->p[0] - '0');
        *s = tb_str_from(*s, 1);
    }
    return n;
}

static bool cut_one_of(struct tb_str *s, const char *const *words)
{
    for (size_t i = 0; words[i]; i++)
        if (cut(s, words[i]))
            return true;
    return false;
}

static const char *const separators[] = { "-", "/", ".", NULL };

static int last_day(int year, int month)
{
    struct tb_date d = { year, month, 31 };

    while (d.day > 28 && !tb_date_is_real(&d))
        d.day--;
    return d.day;
}

/* The day of D's month: "20日", "20", "底". */
static bool cut_day(struct tb_str *s, bool is_chinese, struct tb_date *d)
{
    static const char *const ends[] = { "底", "末", NULL };

    if (is_chinese && cut_one_of(s, ends)) {
        d->day = last_day(d->year ? d->year : 2022, d->month);
        return true;
    }
    if (cut_number(s, &d->day) == 0 || d->day == 0 || d->day > 31)
        return false;
    cut_blanks(s);
    if (!cut(s, "日"))
        cut(s, "号");
    return true;
}

/* From the month on.  What is not written with 月 needs a separator. */
static bool cut_month(struct tb_str *s, bool is_chinese, struct tb_date *d)
{
    if (cut_number(s, &d->month) == 0 || d->month == 0 || d->month > 12)
        return false;
    cut_blanks(s);
    if (!cut(s, "月") && (is_chinese || !cut_one_of(s, separators)))
        return false;
    cut_blanks(s);
    return cut_day(s, true, d);
}

/* A day at the start of S; its year is 0 when it has none. */
static bool cut_date(struct tb_str *s, struct tb_date *d)
{
    struct tb_str all = *s, one;
    int number, digits = cut_number(s, &number);

    *d = (struct tb_date){ 0 };
    if (digits == 8) {
        one = tb_str_n(all.p, 8);
        return tb_date_parse(one, d);
    }
    if (digits != 4) {
        *s = all;
        return cut_month(s, false, d);
    }
    d->year = number;
    cut_blanks(s);
    if (cut(s, "年")) {
        cut_blanks(s);
        return cut_month(s, true, d);
    }
    return cut_one_of(s, separators) && cut_month(s, false, d);
}

/* ---- the words around it ---- */

/* "17:00", "17时30分", "24点", "17:00:00": a time of the day says nothing here.
 */
static bool cut_time(struct tb_str *s)
{
    static const char *const hours[] = { ":", "时", "点", NULL };
    struct tb_str rest = *s;
    int number;

    cut(&rest, "T");
    if (cut_number(&rest, &number) == 0 || number > 24 ||
        !cut_one_of(&rest, hours))
        return false;
    for (int i = 0; i < 2; i++)
        if (cut_number(&rest, &number) > 0 && !cut(&rest, ":"))
            cut(&rest, "分");
    *s = rest;
    return true;
}

static const char *const before[] = { "请于", "须于", "截止到", "截止至",
                                      "截止", "截至", "最迟",   "于",
                                      ":",    NULL };

static const char *const behind[] = {
    "之前",     "以前",     "前",       "截止",     "止",       "为止",
    "完成",     "上午",     "下午",     "中午",     "晚上",     "晚",
    "下班",     "整",       "半",       "。",       "(周一)",   "(周二)",
    "(周三)",   "(周四)",   "(周五)",   "(周六)",   "(周日)",   "(星期一)",
    "(星期二)", "(星期三)", "(星期四)", "(星期五)", "(星期六)", "(星期日)",
    NULL
};

static void cut_behind(struct tb_str *s)
{
    do
        cut_blanks(s);
    while (s->n > 0 && (cut_time(s) || cut_one_of(s, behind)));
}

static bool cut_until(struct tb_str *s)
{
    static const char *const words[] = { "至", "到", "—", "–",
                                         "～", "~",  "-", NULL };
    bool found = false;

    while (cut_one_of(s, words))
        found = true;
    cut_blanks(s);
    return found;
}

/* ---- all of it ---- */

/* The year of a day that has none. */
static int usual_year(const char *year_end, int month)
{
    int year, end;

    if (sscanf(year_end, "%4d-%2d", &year, &end) != 2)
        return 0;
    return month + 2 > end ? year : year + 1;
}

static bool show(struct tb_date *d, const char *year_end, char day[TB_DAY])
{
    day[0] = '\0';
    if (d->year == 0)
        d->year = usual_year(year_end, d->month);
    if (d->year == 0 || !tb_date_is_real(d) || d->day == 0)
        return false;
    snprintf(day, TB_DAY, "%04u-%02u-%02u", (unsigned)d->year % 10000,
             (unsigned)d->month % 100, (unsigned)d->day % 100);
    return true;
}

/* 44849 where a date was to be: its format was lost on the way. */
static bool parse_serial(struct tb_str s, char day[TB_DAY])
{
    int number;

    if (cut_number(&s, &number) != 5 || s.n > 0 || number < 36526 ||
        number > 73050)
        return false;
    tb_date_show(number, day);
    return true;
}

/* After the first day, the second of a period: "至9月20日", "-20日". */
static bool parse_second(struct tb_str *s, struct tb_date *d)
{
    struct tb_date second;
    struct tb_str rest = *s;

    if (!cut_until(&rest))
        return false;
    *s = rest;
    if (!cut_date(s, &second)) {
        *s = rest;
        second = *d;
        if (!cut_day(s, false, &second))
            return false;
    }
    if (second.year == 0)
        second.year = d->year + (second.month < d->month);
    *d = second;
    return true;
}

static bool parse(struct tb_str s, const char *year_end, struct tb_due *due)
{
    struct tb_date d;
    struct tb_str rest;

    if (s.n == 0 || parse_serial(s, due->day))
        return true;
    while (cut_one_of(&s, before))
        cut_blanks(&s);
    if (!cut_date(&s, &d) || !show(&d, year_end, due->day))
        return false;
    cut_behind(&s);
    rest = s;
    if (parse_second(&rest, &d)) {
        memcpy(due->from, due->day, TB_DAY);
        if (!show(&d, year_end, due->day))
            return false;
        cut_behind(&rest);
        s = rest;
    }
    tb_buf_add(&due->rest, s);
    return true;
}

bool tb_due_parse(struct tb_str text, const char *year_end, struct tb_due *due)
{
    struct tb_buf folded = { 0 };
    bool is_day;

    *due = (struct tb_due){ 0 };
    tb_buf_adds(&due->rest, "");
    fold(tb_str_trim(text), &folded);
    is_day = parse(tb_buf_str(&folded), year_end, due);
    if (!is_day)
        due->day[0] = due->from[0] = '\0';
    tb_buf_free(&folded);
    return is_day;
}

void tb_due_free(struct tb_due *due)
{
    tb_buf_free(&due->rest);
}
