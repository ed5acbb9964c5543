/*
 * check.h - the harness of the unit tests: count, say what failed, go on.
 *
 * A test's main() runs its tables of cases and ends with "return
 * CHECK_END;", which prints one line and is 1 when a check failed.
 */
#ifndef TB_CHECK_HARNESS_H
#define TB_CHECK_HARNESS_H

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static int checks, check_failures;

static inline void check_that(const char *file, int line, const char *label,
                              bool holds, const char *what)
{
    checks++;
    if (holds)
        return;
    check_failures++;
    fprintf(stderr, "%s:%d: %s: %s\n", file, line, label, what);
}

static inline void check_str(const char *file, int line, const char *label,
                             const char *got, const char *want)
{
    checks++;
    if (strcmp(got, want) == 0)
        return;
    check_failures++;
    fprintf(stderr, "%s:%d: %s:\n    got  '%s'\n    want '%s'\n", file, line,
            label, got, want);
}

static inline void check_int(const char *file, int line, const char *label,
                             long long got, long long want)
{
    checks++;
    if (got == want)
        return;
    check_failures++;
    fprintf(stderr, "%s:%d: %s: got %lld, want %lld\n", file, line, label, got,
            want);
}

/* PART must stand somewhere in GOT. */
static inline void check_has(const char *file, int line, const char *label,
                             const char *got, const char *part)
{
    checks++;
    if (strstr(got, part))
        return;
    check_failures++;
    fprintf(stderr, "%s:%d: %s:\n    got  '%s'\n    without '%s'\n", file, line,
            label, got, part);
}

static inline int check_end(void)
{
    printf("%s: %d passed, %d failed\n", program_invocation_short_name,
           checks - check_failures, check_failures);
    return check_failures > 0;
}

#define CHECK(label, cond) check_that(__FILE__, __LINE__, label, cond, #cond)
#define CHECK_STR(label, got, want) \
    check_str(__FILE__, __LINE__, label, got, want)
#define CHECK_INT(label, got, want) \
    check_int(__FILE__, __LINE__, label, (long long)(got), (long long)(want))
#define CHECK_HAS(label, got, part) \
    check_has(__FILE__, __LINE__, label, got, part)
#define CHECK_END check_end()

#endif
