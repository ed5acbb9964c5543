/* date.c - dates typed and dates stored. */
#include "date.h"

#include <stdio.h>

static int days_in(int year, int month)
{
    static const int days[] = {
        31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
    };

    if (month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0))
        return 29;
    return days[month - 1];
}

bool tb_date_is_real(const struct tb_date *d)
{
    if (d->year < 1800 || d->year > 9999 || d->month < 0 || d->month > 12)
        return false;
    if (d->month == 0)
        return d->day == 0;
    return d->day >= 0 && d->day <= days_in(d->year, d->month);
}

/* Cut a number of at most MOST digits off TEXT; returns its digits. */
static int cut_number(struct tb_str *text, int most, int *number)
{
    int n = 0;

    *number = 0;
    while (text->n > 0 && n < most && text->p[0] >= '0' && text->p[0] <= '9') {
        *number = *number * 10 + (text->p[0] - '0');
        *text = tb_str_from(*text, 1);
        n++;
    }
    return n;
}

static bool cut(struct tb_str *text, const char *prefix)
{
    if (!tb_str_starts(*text, prefix))
        return false;
    *text = tb_str_from(*text, strlen(prefix));
    return true;
}

/* 20210901, 202109, 2021: digits only. */
static bool parse_compact(int number, int digits, struct tb_date *d)
{
    *d = (struct tb_date){ number, 0, 0 };
    if (digits == 8)
        *d = (struct tb_date){ number / 10000, number / 100 % 100,
                               number % 100 };
    else if (digits == 6)
        *d = (struct tb_date){ number / 100, number % 100, 0 };
    return (digits == 4 || d->month > 0) && (digits != 8 || d->day > 0);
}

/* Two digits, at most MOST. */
static bool cut_two(struct tb_str *s, int most)
{
    int n;

    return cut_number(s, 2, &n) == 2 && n <= most;
}

/* Any number of digits: strict OOXML has seventeen. */
static bool cut_fraction(struct tb_str *s)
{
    size_t n = 0;

    while (n < s->n && s->p[n] >= '0' && s->p[n] <= '9')
        n++;
    *s = tb_str_from(*s, n);
    return n > 0;
}

/* A time of day after a date says nothing here, but it must be one:
 * "T00:00", " 8:30:00.000", with or without a zone. */
static bool is_time(struct tb_str s)
{
    int hour;

    if (s.n == 0)
        return true;
    if (!cut(&s, "T") && !cut(&s, " "))
        return false;
    if (cut_number(&s, 2, &hour) == 0 || hour > 24 || !cut(&s, ":") ||
        !cut_two(&s, 59))
        return false;
    if (cut(&s, ":") && !cut_two(&s, 60))
        return false;
    if (cut(&s, ".") && !cut_fraction(&s))
        return false;
    if (cut(&s, "Z") || s.n == 0)
        return s.n == 0;
    return (cut(&s, "+") || cut(&s, "-")) && cut_two(&s, 14) && cut(&s, ":") &&
           cut_two(&s, 59) && s.n == 0;
}

/* After "2021" and its separator: the month, perhaps the day. */
static bool parse_rest(struct tb_str s, bool is_chinese, const char *separator,
                       struct tb_date *d)
{
    if (cut_number(&s, 2, &d->month) == 0 || d->month == 0)
        return false;
    if (s.n == 0)
        return true;
    if (!cut(&s, is_chinese ? "月" : separator))
        return false;
    if (s.n == 0)
        return is_chinese;
    if (cut_number(&s, 2, &d->day) == 0 || d->day == 0)
        return false;
    if (is_chinese && !cut(&s, "日"))
        cut(&s, "号");
    return is_time(s);
}

bool tb_date_parse(struct tb_str text, struct tb_date *d)
{
    static const char *const separators[] = { "-", "/", ".", "．", "－", "／" };
    struct tb_str s = tb_str_trim(text);
    int number, digits = cut_number(&s, 8, &number);

    *d = (struct tb_date){ 0 };
    if (s.n == 0)
        return parse_compact(number, digits, d) && tb_date_is_real(d) &&
               (digits == 4 || digits == 6 || digits == 8);
    if (digits != 4)
        return digits == 8 && is_time(s) && parse_compact(number, digits, d) &&
               tb_date_is_real(d);
    d->year = number;
    if (cut(&s, "年"))
        return (s.n == 0 || parse_rest(s, true, "", d)) && tb_date_is_real(d);
    for (size_t i = 0; i < TB_LEN(separators); i++)
        if (cut(&s, separators[i]))
            return parse_rest(s, false, separators[i], d) && tb_date_is_real(d);
    return false;
}

/* Days since 1970-01-01 and back: H. Hinnant's era arithmetic. */
static long days_from(int y, int m, int d)
{
    long era, yoe, doy;

    y -= m <= 2;
    era = (y >= 0 ? y : y - 399) / 400;
    yoe = y - era * 400;
    doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static void days_to(long days, struct tb_date *out)
{
    long z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097;
    long doe = z - era * 146097;
    long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    long doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    long mp = (5 * doy + 2) / 153;

    out->day = (int)(doy - (153 * mp + 2) / 5 + 1);
    out->month = (int)(mp < 10 ? mp + 3 : mp - 9);
    out->year = (int)(yoe + era * 400 + (out->month <= 2));
}

#define EPOCH_1900 25569   /* 1970-01-01 in the 1900 system */
#define SERIAL_END 2958466 /* 10000-01-01 */

bool tb_date_from_serial(double serial, bool is_1904, struct tb_date *date)
{
    long day;

    if (!(serial >= 0 && serial < SERIAL_END))
        return false;
    day = (long)serial + (is_1904 ? 1462 : 0);
    if (day < 1 || day == 60 || day >= SERIAL_END)
        return false;
    if (day < 60)
        day++; /* the 1900 system has a day too many in February */
    days_to(day - EPOCH_1900, date);
    return true;
}

long tb_date_serial(const struct tb_date *d)
{
    return days_from(d->year, d->month ? d->month : 1, d->day ? d->day : 1) +
           EPOCH_1900;
}

bool tb_day_parse(struct tb_str text, char day[TB_DAY])
{
    struct tb_date d;

    day[0] = '\0';
    if (text.n == 0)
        return true;
    if (!tb_date_parse(text, &d) || d.day == 0 || !tb_date_is_real(&d))
        return false;
    snprintf(day, TB_DAY, "%04u-%02u-%02u", (unsigned)d.year % 10000,
             (unsigned)d.month % 100, (unsigned)d.day % 100);
    return true;
}

long tb_date_number(struct tb_str text)
{
    struct tb_date d;

    if (text.n > 10)
        text.n = 10;
    return tb_date_parse(text, &d) && d.day > 0 ? tb_date_serial(&d) : 0;
}

void tb_date_show(long number, char out[11])
{
    struct tb_date d;

    out[0] = '\0';
    if (number > 0 && tb_date_from_serial((double)number, false, &d))
        snprintf(out, 11, "%04u-%02u-%02u", (unsigned)d.year % 10000,
                 (unsigned)d.month % 100, (unsigned)d.day % 100);
}
