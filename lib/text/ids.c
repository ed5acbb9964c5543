/* ids.c - GB 11643 and GB 32100. */
#include "ids.h"

static const char uscc_digits[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

char tb_idcard_check(const char *p)
{
    static const int weights[] = { 7, 9, 10, 5,  8, 4, 2, 1, 6,
                                   3, 7, 9,  10, 5, 8, 4, 2 };
    int sum = 0;

    for (int i = 0; i < 17; i++)
        sum += (p[i] - '0') * weights[i];
    return "10X98765432"[sum % 11];
}

char tb_uscc_check(const char *p)
{
    static const int weights[] = { 1,  3,  9,  27, 19, 26, 16, 17, 20,
                                   29, 25, 13, 8,  24, 10, 30, 28 };
    int sum = 0;

    for (int i = 0; i < 17; i++) {
        const char *at = strchr(uscc_digits, p[i]);
        if (!at)
            return '\0';
        sum += (int)(at - uscc_digits) * weights[i];
    }
    return uscc_digits[(31 - sum % 31) % 31];
}

static int digits(const char *p, int n)
{
    int number = 0;

    for (int i = 0; i < n; i++)
        number = number * 10 + (p[i] - '0');
    return number;
}

bool tb_idcard_is_valid(struct tb_str s, struct tb_date *birth)
{
    struct tb_date d;

    if (s.n != 18)
        return false;
    for (size_t i = 0; i < 17; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    d = (struct tb_date){ digits(s.p + 6, 4), digits(s.p + 10, 2),
                          digits(s.p + 12, 2) };
    if (d.month == 0 || d.day == 0 || !tb_date_is_real(&d))
        return false;
    if (birth)
        *birth = d;
    return s.p[0] != '0' && s.p[17] == tb_idcard_check(s.p);
}

bool tb_uscc_is_valid(struct tb_str s)
{
    if (s.n != 18)
        return false;
    for (size_t i = 0; i < 18; i++)
        if (s.p[i] == '\0' || !strchr(uscc_digits, s.p[i]))
            return false;
    return s.p[17] == tb_uscc_check(s.p);
}
