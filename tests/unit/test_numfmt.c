/* test_numfmt.c - which number formats show dates. */
#include "check.h"

#include "numfmt.h"

#define PLAIN TB_NUMFMT_PLAIN
#define DATE TB_NUMFMT_DATE
#define DURATION TB_NUMFMT_DURATION

/* clang-format off */
/* From the first to the last id. */
static const struct {
    unsigned first, last;
    enum tb_numfmt want;
} builtin_cases[] = {
    { 0, 13, PLAIN }, { 14, 22, DATE },     { 23, 26, PLAIN },
    { 27, 36, DATE }, { 37, 44, PLAIN },    { 45, 45, DATE },
    { 46, 46, DURATION }, { 47, 47, DATE }, { 48, 49, PLAIN },
    { 50, 58, DATE }, { 59, 200, PLAIN },   { 4294967295u, 4294967295u, PLAIN },
};

static const struct {
    const char *code;
    enum tb_numfmt want;
    unsigned zeros;
} code_cases[] = {
    { "",                            PLAIN,    0 },
    { "General",                     PLAIN,    0 },
    { "GENERAL",                     PLAIN,    0 },
    { "General;[Red]-General",       PLAIN,    0 },
    { "@",                           PLAIN,    0 },
    { "0",                           PLAIN,    0 },
    { "00",                          PLAIN,    2 },
    { "0000",                        PLAIN,    4 },
    { "0000000000",                  PLAIN,    10 },
    { "00000;@",                     PLAIN,    5 },
    { "00000_ ",                     PLAIN,    5 },
    { "00000_);[Red]\\(00000\\)",    PLAIN,    5 },
    { "[Red]0000",                   PLAIN,    4 },
    { "[<100]000;00000",             PLAIN,    0 },
    { "[00000",                      PLAIN,    0 },
    { "000-000",                     PLAIN,    0 },
    { "0.00",                        PLAIN,    0 },
    { "0,000",                       PLAIN,    0 },
    { "#,##0.00",                    PLAIN,    0 },
    { "0%",                          PLAIN,    0 },
    { "0.00E+00",                    PLAIN,    0 },
    { "# ?/?",                       PLAIN,    0 },
    { "\"¥\"#,##0.00;[Red]\"¥\"-0",  PLAIN,    0 },
    { "[$¥-804]#,##0.00",            PLAIN,    0 },
    { "[$-804]General",              PLAIN,    0 },
    { "[Red]0",                      PLAIN,    0 },
    { "[Yellow]0",                   PLAIN,    0 },
    { "[>=100]0;0.0",                PLAIN,    0 },
    { "0\"days\"",                   PLAIN,    0 },
    { "0\"hms\"",                    PLAIN,    0 },
    { "\"yyyy-mm-dd\"0",             PLAIN,    0 },
    { "0\\d",                        PLAIN,    0 },
    { "0\\m\\s",                     PLAIN,    0 },
    { "0_d",                         PLAIN,    0 },
    { "*d0",                         PLAIN,    0 },
    { "0;\"yyyy\"",                  PLAIN,    0 },
    { ";;;",                         PLAIN,    0 },
    { "G/通用格式",                  PLAIN,    0 },
    { "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", PLAIN, 0 },
    { "yyyy-mm-dd",                  DATE,     0 },
    { "YYYY-MM-DD",                  DATE,     0 },
    { "yyyy\"年\"m\"月\"",           DATE,     0 },
    { "yyyy\"年\"m\"月\"d\"日\"",    DATE,     0 },
    { "yyyy年m月d日",                DATE,     0 },
    { "yyyy\"年\"m\"月\";@",         DATE,     0 },
    { "yyyy\\-mm\\-dd;@",            DATE,     0 },
    { "[$-804]yyyy\"年\"m\"月\"d\"日\"", DATE, 0 },
    { "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", DATE, 0 },
    { "[DBNum1][$-804]yyyy\"年\"m\"月\";@", DATE, 0 },
    { "m/d/yy h:mm",                 DATE,     0 },
    { "h:mm:ss",                     DATE,     0 },
    { "mm:ss.0",                     DATE,     0 },
    { "[$-804]上午/下午h\"时\"mm\"分\"", DATE, 0 },
    { "h:mm AM/PM",                  DATE,     0 },
    { "[Red]d",                      DATE,     0 },
    { "d",                           DATE,     0 },
    { "\"unclosed yyyy",             PLAIN,    0 },
    { "[h]:mm",                      DURATION, 0 },
    { "[hh]:mm:ss",                  DURATION, 0 },
    { "[H]",                         DURATION, 0 },
    { "[mm]:ss",                     DURATION, 0 },
    { "[s]",                         DURATION, 0 },
    { "[Red][h]:mm",                 DURATION, 0 },
    { "0\\",                         PLAIN,    0 },
    { "[",                           PLAIN,    0 },
    { "[]",                          PLAIN,    0 },
};
/* clang-format on */

int main(void)
{
    char label[32];

    for (size_t i = 0; i < TB_LEN(builtin_cases); i++)
        for (unsigned long id = builtin_cases[i].first;
             id <= builtin_cases[i].last; id++) {
            snprintf(label, sizeof label, "id %lu", id);
            CHECK_INT(label, tb_numfmt_builtin((unsigned)id),
                      builtin_cases[i].want);
        }
    for (size_t i = 0; i < TB_LEN(code_cases); i++) {
        unsigned zeros = 99;
        CHECK_INT(code_cases[i].code,
                  tb_numfmt_code(tb_str(code_cases[i].code), &zeros),
                  code_cases[i].want);
        CHECK_INT(code_cases[i].code, zeros, code_cases[i].zeros);
    }
    return CHECK_END;
}
