/* test_date.c - dates typed, and day numbers of spreadsheets. */
#include "check.h"

#include <math.h>

#include "date.h"

/* clang-format off */
/* WANT as year-month-day; "" when it is no date. */
static const struct {
    const char *text, *want;
} parse_cases[] = {
    { "2021-09-01",            "2021-9-1" },
    { "2021-9-1",              "2021-9-1" },
    { "2021.9.1",              "2021-9-1" },
    { "2021.09.01",            "2021-9-1" },
    { "2021/9/1",              "2021-9-1" },
    { "2021年9月1日",          "2021-9-1" },
    { "2021年09月01日",        "2021-9-1" },
    { "2021年9月1号",          "2021-9-1" },
    { "20210901",              "2021-9-1" },
    { "2021．9．1",            "2021-9-1" },
    { "2021－9－1",            "2021-9-1" },
    { "2021／9／1",            "2021-9-1" },
    { "2021-09-01T00:00",      "2021-9-1" },
    { "2021-09-01T00:00:00",   "2021-9-1" },
    { "2021-09-01T08:30:00.5Z", "2021-9-1" },
    { "2021-09-01T08:30:00+08:00", "2021-9-1" },
    { "2021-09-01 00:00:00",   "2021-9-1" },
    { "2021/9/1 0:00:00",      "2021-9-1" },
    { " 2021-09-01 ",          "2021-9-1" },
    { "　2021-09-01",          "2021-9-1" },
    { "2021.9",                "2021-9-0" },
    { "2021.09",               "2021-9-0" },
    { "2021/9",                "2021-9-0" },
    { "2021-09",               "2021-9-0" },
    { "2021年9月",             "2021-9-0" },
    { "202109",                "2021-9-0" },
    { "2021.12",               "2021-12-0" },
    { "2021",                  "2021-0-0" },
    { "2021年",                "2021-0-0" },
    { "2020-02-29",            "2020-2-29" },
    { "2000-02-29",            "2000-2-29" },
    { "9999-12-31",            "9999-12-31" },
    { "1949.10.1",             "1949-10-1" },
    /* no such day */
    { "2021-02-29",            "" },
    { "1900-02-29",            "" },
    { "2100-02-29",            "" },
    { "2021-02-30",            "" },
    { "2021-04-31",            "" },
    { "2021-06-31",            "" },
    { "2021-01-32",            "" },
    { "2021-13-01",            "" },
    { "2021-00-01",            "" },
    { "2021-01-00",            "" },
    { "20210931",              "" },
    { "20211301",              "" },
    { "20210001",              "" },
    { "20210100",              "" },
    { "202113",                "" },
    { "202100",                "" },
    { "2021年13月",            "" },
    { "2021年2月29日",         "" },
    { "0000-01-01",            "" },
    /* the year first, and whole */
    { "21.9.1",                "" },
    { "31/02/2024",            "" },
    { "1/9/2021",              "" },
    { "9月1日",                "" },
    { "21年9月",               "" },
    /* no date */
    { "",                      "" },
    { " ",                     "" },
    { "九月",                  "" },
    { "2021年9月l日",          "" },
    { "2O21-09-01",            "" },
    { "2021-",                 "" },
    { "2021.",                 "" },
    { "2021-9-",               "" },
    { "2021.9.1.",             "" },
    { "2021.9/1",              "" },
    { "2021-09-01x",           "" },
    { "2021-009-01",           "" },
    { "2021-09-001",           "" },
    { "20219",                 "" },
    { "2021090",               "" },
    { "202109011",             "" },
    { "2021年9月1日起",        "" },
    { "2021 9 1",              "" },
    { "2021.9.1-2021.9.30",    "" },
    { "2021.9.1 - 2021.9.30",  "" },
    { "2021-09-01 2021-09-30", "" },
    { "2021-09-01 25:00",      "" },
    { "2021-09-01 -",          "" },
    { "2021-2022",             "" },
    { "2021-2022学年",         "" },
    { "5.10322E+17",           "" },
    { "44440",                 "" },
    { "-2021",                 "" },
    { "2021-09-01\xFF",        "" },
};

static const struct {
    const char *label;
    double serial;
    bool is_1904;
    const char *want;
} serial_cases[] = {
    { "the first day",              1,         false, "1900-1-1" },
    { "31",                         31,        false, "1900-1-31" },
    { "59 is the last of February", 59,        false, "1900-2-28" },
    { "60 does not exist",          60,        false, "" },
    { "60 at noon neither",         60.5,      false, "" },
    { "61 is the first of March",   61,        false, "1900-3-1" },
    { "1904 in the 1900 system",    1462,      false, "1904-1-1" },
    { "an ordinary one",            44440,     false, "2021-9-1" },
    { "a time of day is dropped",   44440.99,  false, "2021-9-1" },
    { "leap day",                   43890,     false, "2020-2-29" },
    { "the last",                   2958465,   false, "9999-12-31" },
    { "the last, at night",         2958465.9, false, "9999-12-31" },
    { "beyond 9999",                2958466,   false, "" },
    { "zero",                       0,         false, "" },
    { "a time only",                0.75,      false, "" },
    { "negative",                   -1,        false, "" },
    { "huge",                       1e300,     false, "" },
    { "no number",                  NAN,       false, "" },
    { "infinite",                   INFINITY,  false, "" },
    { "1904: day 1",                1,         true,  "1904-1-2" },
    { "1904: day 60 exists",        60,        true,  "1904-3-1" },
    { "1904: ordinary",             42978,     true,  "2021-9-1" },
    { "1904: the last",             2957003,   true,  "9999-12-31" },
    { "1904: beyond 9999",          2957004,   true,  "" },
    { "1904: negative",             -1,        true,  "" },
};

static const struct {
    struct tb_date date;
    bool want;
} real_cases[] = {
    { { 2021, 9, 1 }, true },    { { 2021, 9, 0 }, true },
    { { 2021, 0, 0 }, true },    { { 2021, 0, 1 }, false },
    { { 2021, 2, 29 }, false },  { { 2024, 2, 29 }, true },
    { { 2021, 13, 1 }, false },  { { 2021, -1, 1 }, false },
    { { 2021, 1, -1 }, false },  { { 2021, 1, 32 }, false },
    { { 10000, 1, 1 }, false },  { { 0, 1, 1 }, false },
};
/* clang-format on */

/* clang-format off */
static const struct {
    const char *text, *day;
    bool is_day;
} day_cases[] = {
    { "2022.10.8",   "2022-10-08", true },  { "20221008",   "2022-10-08", true },
    { "2022年10月8日", "2022-10-08", true }, { "",           "",           true },
    { "2022.10",     "",           false }, { "2022-02-30", "",           false },
    { "下周",        "",           false },
};
/* clang-format on */

static void test_day(void)
{
    char day[TB_DAY];

    for (size_t i = 0; i < TB_LEN(day_cases); i++) {
        CHECK_INT(day_cases[i].text,
                  tb_day_parse(tb_str(day_cases[i].text), day),
                  day_cases[i].is_day);
        CHECK_STR(day_cases[i].text, day, day_cases[i].day);
    }
}

static void show(bool is_date, const struct tb_date *d, char out[64])
{
    out[0] = '\0';
    if (is_date)
        snprintf(out, 64, "%d-%d-%d", d->year, d->month, d->day);
}

/* Every day from March 1900 on has a number of its own, one above the last. */
static void test_round(void)
{
    long wrong = 0;

    for (long day = 61; day < 2958466; day += day < 80000 ? 1 : 97) {
        struct tb_date d;
        wrong += !tb_date_from_serial((double)day, false, &d) ||
                 !tb_date_is_real(&d) || tb_date_serial(&d) != day;
    }
    CHECK_INT("numbers there and back", wrong, 0);
}

int main(void)
{
    struct tb_date d;
    char got[64];

    for (size_t i = 0; i < TB_LEN(parse_cases); i++) {
        bool is_date = tb_date_parse(tb_str(parse_cases[i].text), &d);
        show(is_date, &d, got);
        CHECK_STR(parse_cases[i].text, got, parse_cases[i].want);
    }
    for (size_t i = 0; i < TB_LEN(serial_cases); i++) {
        bool is_date = tb_date_from_serial(serial_cases[i].serial,
                                           serial_cases[i].is_1904, &d);
        show(is_date, &d, got);
        CHECK_STR(serial_cases[i].label, got, serial_cases[i].want);
    }
    for (size_t i = 0; i < TB_LEN(real_cases); i++) {
        show(true, &real_cases[i].date, got);
        CHECK_INT(got, tb_date_is_real(&real_cases[i].date),
                  real_cases[i].want);
    }
    test_day();
    test_round();
    return CHECK_END;
}
