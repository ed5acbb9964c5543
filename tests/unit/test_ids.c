/* test_ids.c - check digits.  Every number here is invented: no region of
 * China has a code that begins with 99. */
#include "check.h"

#include "ids.h"

/* clang-format off */
static const struct {
    const char *label, *text;
    bool want;
} idcard_cases[] = {
    { "valid",                        "99010119900307001%", true },
    { "valid, a leap day",            "99010120000229001%", true },
    { "valid, 2020 leap day",         "99010120200229123%", true },
    { "no such day",                  "99010119900230001%", false },
    { "no leap day in 1900",          "99010119000229001%", false },
    { "no leap day in 2021",          "99010120210229001%", false },
    { "month 13",                     "99010119901301001%", false },
    { "month 00",                     "99010119900001001%", false },
    { "day 00",                       "99010119900100001%", false },
    { "day 31 of April",              "99010119900431001%", false },
    { "year 0000",                    "99010100000101001%", false },
    { "a letter inside",              "99010A19900307001%", false },
    { "full-width digit",             "９9010119900307001%", false },
    { "17 digits",                    "99010119900307001",  false },
    { "19 digits",                    "99010119900307001%0", false },
    { "15 digits of old",             "990101900307001",    false },
    { "empty",                        "",                   false },
    { "spaces",                       "                  ", false },
};

static const struct {
    const char *label, *text;
    bool want;
} uscc_cases[] = {
    { "valid",                "12990000MB0A1B2C3%", true },
    { "valid, other",         "9199000012345678X%", true },
    { "letter I",             "1299000IMB0A1B2C3%", false },
    { "letter O",             "1299000OMB0A1B2C3%", false },
    { "letter S",             "1299000SMB0A1B2C3%", false },
    { "letter V",             "1299000VMB0A1B2C3%", false },
    { "letter Z",             "1299000ZMB0A1B2C3%", false },
    { "lower case",           "12990000mb0a1b2c3%", false },
    { "17 characters",        "12990000MB0A1B2C3",  false },
    { "19 characters",        "12990000MB0A1B2C3%0", false },
    { "a dash inside",        "1299000-MB0A1B2C3%", false },
    { "empty",                "",                   false },
};

/* Check characters worked out by hand from the standards: GB 11643's own
 * example (11010519491231002X) and that of GB 32100 (91350100M000100Y43). */
static const struct {
    const char *first17;
    char want;
} known_idcards[] = {
    { "11010519491231002", 'X' },
    { "44052418800101001", '4' },
}, known_usccs[] = {
    { "91350100M000100Y4", '3' },
};
/* clang-format on */

/* TEMPLATE with '%' as 18th character replaced by the right one. */
static struct tb_str fill(const char *template, char out[40],
                          char (*check)(const char *))
{
    size_t n = strlen(template);

    memcpy(out, template, n + 1);
    if (n > 17 && out[17] == '%') {
        char c = check(out);
        out[17] = c ? c : '0';
    }
    return tb_str_n(out, n);
}

/* With a right number, every other last character is wrong, and so is every
 * single wrong digit. */
static void test_every_slip(const char *right, const char *digits,
                            bool (*is_valid)(struct tb_str))
{
    char text[19];
    long missed = 0;

    for (size_t i = 0; i < 18; i++)
        for (const char *c = digits; *c; c++) {
            memcpy(text, right, 19);
            if (text[i] == *c)
                continue;
            text[i] = *c;
            missed += is_valid(tb_str(text));
        }
    CHECK_INT(right, missed, 0);
}

static bool idcard(struct tb_str s)
{
    return tb_idcard_is_valid(s, NULL);
}

static void test_birth(void)
{
    char text[40];
    struct tb_date birth = { 0 };

    CHECK("valid",
          tb_idcard_is_valid(fill("99010119900307001%", text, tb_idcard_check),
                             &birth));
    CHECK_INT("year of birth", birth.year, 1990);
    CHECK_INT("month of birth", birth.month, 3);
    CHECK_INT("day of birth", birth.day, 7);
}

/* One number for each check character, X among them. */
static void test_check_characters(void)
{
    char text[19], seen[12] = "";

    for (int i = 0; i < 1000; i++) {
        snprintf(text, sizeof text, "99010119900307%03d0", i);
        text[17] = tb_idcard_check(text);
        CHECK("made is valid", idcard(tb_str(text)));
        if (!strchr(seen, text[17]))
            seen[strlen(seen)] = text[17];
        if (text[17] == 'X') {
            text[17] = 'x';
            CHECK("small x is no X", !idcard(tb_str(text)));
        }
    }
    CHECK_INT("all eleven occur", strlen(seen), 11);
}

int main(void)
{
    char text[40];

    for (size_t i = 0; i < TB_LEN(idcard_cases); i++)
        CHECK_INT(idcard_cases[i].label,
                  idcard(fill(idcard_cases[i].text, text, tb_idcard_check)),
                  idcard_cases[i].want);
    for (size_t i = 0; i < TB_LEN(uscc_cases); i++)
        CHECK_INT(
            uscc_cases[i].label,
            tb_uscc_is_valid(fill(uscc_cases[i].text, text, tb_uscc_check)),
            uscc_cases[i].want);
    for (size_t i = 0; i < TB_LEN(known_idcards); i++)
        CHECK_INT(known_idcards[i].first17,
                  tb_idcard_check(known_idcards[i].first17),
                  known_idcards[i].want);
    for (size_t i = 0; i < TB_LEN(known_usccs); i++)
        CHECK_INT(known_usccs[i].first17, tb_uscc_check(known_usccs[i].first17),
                  known_usccs[i].want);
    fill("99010119900307001%", text, tb_idcard_check);
    test_every_slip(text, "0123456789", idcard);
    fill("12990000MB0A1B2C3%", text, tb_uscc_check);
    test_every_slip(text, "0123456789ABCDEFGHJKLMNPQRTUWXY", tb_uscc_is_valid);
    CHECK_INT("no check for a letter I", tb_uscc_check("I2990000MB0A1B2C3"), 0);
    test_birth();
    test_check_characters();
    return CHECK_END;
}
