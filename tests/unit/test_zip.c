/* test_zip.c - archives: which are refused, what the others hold. */
#include "check.h"

#include "make_zip.h"
#include "zip.h"

#define PARTS 4

/* clang-format off */
/* WANT: "name=content;" of each entry, or a part of the error. */
static const struct {
    const char *label;
    struct zip_part parts[PARTS];
    const char *want;
    bool fails;
} cases[] = {
    { "one stored", { { .name = "a.xml", .data = "hello" } },
      "a.xml=hello;", false },
    { "one deflated", { { .name = "a.xml", .data = "hello", .method = 8 } },
      "a.xml=hello;", false },
    { "empty entry", { { .name = "a.xml", .data = "" } }, "a.xml=;", false },
    { "empty deflated", { { .name = "a.xml", .data = "", .method = 8 } },
      "a.xml=;", false },
    { "two", { { .name = "a", .data = "1" }, { .name = "b", .data = "2" } },
      "a=1;b=2;", false },
    { "upper case folded", { { .name = "XL/SharedStrings.xml", .data = "1" } },
      "xl/sharedstrings.xml=1;", false },
    { "backslashes folded", { { .name = "xl\\worksheets\\sheet1.xml",
                                .data = "1" } },
      "xl/worksheets/sheet1.xml=1;", false },
    { "a name that climbs is only a name",
      { { .name = "../../etc/passwd", .data = "1" } },
      "../../etc/passwd=1;", false },
    { "a Chinese name", { { .name = "表.xml", .data = "1", .flags = 0x800 } },
      "表.xml=1;", false },
    { "a folder", { { .name = "xl/", .data = "" },
                    { .name = "xl/a", .data = "1" } },
      "xl/=;xl/a=1;", false },
    { "data that looks like a header",
      { { .name = "a", .data = "PK\3\4abcdefghijklmnopqrstuvwxyz0123456789" },
        { .name = "b", .data = "2" } },
      "a=PK\3\4abcdefghijklmnopqrstuvwxyz0123456789;b=2;", false },
    { "the same name twice", { { .name = "a", .data = "1" },
                               { .name = "a", .data = "2" } },
      "twice", true },
    { "twice but for case", { { .name = "xl/A.xml", .data = "1" },
                              { .name = "XL/a.XML", .data = "2" } },
      "twice", true },
    { "twice but for slashes", { { .name = "xl/a", .data = "1" },
                                 { .name = "xl\\a", .data = "2" } },
      "twice", true },
    { "another name inside", { { .name = "abc", .local_name = "abd",
                                 .data = "1" } },
      "another name inside", true },
    { "another case inside", { { .name = "abc", .local_name = "ABC",
                                 .data = "1" } },
      "another name inside", true },
    { "a longer name inside", { { .name = "abc", .local_name = "abcd",
                                  .data = "1" } },
      "damaged", true },
    { "two names for one entry", { { .name = "a", .data = "1" },
        { .name = "b", .data = "1", .no_data_but = "a" } },
      "damaged", true },
    { "encrypted", { { .name = "a", .data = "1", .flags = 1 } },
      "encrypted", true },
    { "encrypted second", { { .name = "a", .data = "1" },
        { .name = "b", .data = "1", .flags = 1 } },
      "encrypted", true },
    { "bzip2", { { .name = "a", .data = "1", .method = 12 } },
      "method 12", true },
    { "LZMA", { { .name = "a", .data = "1", .method = 14 } },
      "method 14", true },
    { "imploded", { { .name = "a", .data = "1", .method = 6 } },
      "method 6", true },
    { "NUL in the name", { { .name = "xl/a\0.xml", .name_size = 9,
                             .data = "1" } },
      "zero byte", true },
    { "NUL at the end of the name", { { .name = "xl/a\0", .name_size = 5,
                                        .data = "1" } },
      "zero byte", true },
    { "wrong check sum", { { .name = "a", .data = "1", .wrong_crc = 1 } },
      "check sum", true },
    { "wrong check sum, deflated", { { .name = "a", .data = "111111",
                                       .method = 8, .wrong_crc = 1 } },
      "check sum", true },
};

/* Names that are found, or not, in an archive of "xl/Workbook.xml". */
static const struct {
    const char *name;
    long want;
} find_cases[] = {
    { "xl/workbook.xml",    0 },
    { "XL/WORKBOOK.XML",    0 },
    { "xl\\workbook.xml",   0 },
    { "/xl/workbook.xml",  -1 },
    { "workbook.xml",      -1 },
    { "xl/workbook.xm",    -1 },
    { "xl/workbook.xmlx",  -1 },
    { "",                  -1 },
};
/* clang-format on */

static int read_entry(struct tb_zip *zip, size_t i, struct tb_buf *out,
                      struct tb_err *err)
{
    char block[7];
    long n;

    if (tb_zip_start(zip, i, err) < 0)
        return -1;
    while ((n = tb_zip_read(zip, block, sizeof block, err)) > 0)
        tb_buf_add(out, tb_str_n(block, (size_t)n));
    if (n < 0)
        return -1;
    return tb_zip_finish(zip, err);
}

/* Open BYTES and write every entry to GOT; on failure the error. */
static bool read_all(struct tb_str bytes, const struct tb_limits *limits,
                     struct tb_buf *got)
{
    struct tb_source source = tb_source_bytes(bytes);
    struct tb_zip *zip = NULL;
    struct tb_err err = { 0 };
    int rc = tb_zip_open(&source, limits, &zip, &err);

    for (size_t i = 0; rc == 0 && i < tb_zip_count(zip); i++) {
        tb_buf_add(got, tb_zip_name(zip, i));
        tb_buf_addc(got, '=');
        rc = read_entry(zip, i, got, &err);
        tb_buf_addc(got, ';');
    }
    tb_zip_close(zip);
    if (rc == 0)
        return true;
    tb_buf_clear(got);
    tb_buf_adds(got, err.msg);
    return false;
}

static void check_read(const char *label, struct tb_str bytes,
                       const struct tb_limits *limits, const char *want,
                       bool fails)
{
    struct tb_buf got = { 0 };
    bool ok = read_all(bytes, limits, &got);

    CHECK_INT(label, ok, !fails);
    if (fails)
        CHECK_HAS(label, tb_buf_text(&got), want);
    else
        CHECK_STR(label, tb_buf_text(&got), want);
    tb_buf_free(&got);
}

static struct tb_str make_two(struct zip_maker *m)
{
    const struct zip_part a = { .name = "a", .data = "hello" };
    const struct zip_part b = { .name = "b", .data = "world", .method = 8 };

    zip_add(m, &a);
    zip_add(m, &b);
    return zip_end(m);
}

/* However short it is cut: refused, unless all that matters is there. */
static void test_truncated(void)
{
    struct zip_maker m = { 0 };
    struct tb_str whole = make_two(&m);
    struct tb_buf got = { 0 };
    long accepted = 0;

    for (size_t n = 0; n < whole.n; n++) {
        char *copy = malloc(n + 1); /* its end is the end of the memory */
        memcpy(copy, whole.p, n);
        tb_buf_clear(&got);
        accepted += read_all(tb_str_n(copy, n), &tb_limits_default, &got) &&
                    strcmp(tb_buf_text(&got), "a=hello;b=world;") != 0;
        free(copy);
    }
    CHECK_INT("cut anywhere", accepted, 0);
    tb_buf_free(&got);
    zip_free(&m);
}

/* One byte changed anywhere: refused, or read, but never a crash; the
 * contents are never other than they were. */
static void test_flipped(void)
{
    struct zip_maker m = { 0 };
    struct tb_str whole = make_two(&m);
    long wrong = 0;

    for (size_t at = 0; at < whole.n; at++)
        for (int bit = 0; bit < 8; bit++) {
            struct tb_buf got = { 0 };
            m.out.p[at] = (char)(m.out.p[at] ^ 1 << bit);
            if (read_all(whole, &tb_limits_default, &got))
                wrong += strstr(tb_buf_text(&got), "=hello;") == NULL &&
                         strstr(tb_buf_text(&got), "=world;") == NULL;
            m.out.p[at] = (char)(m.out.p[at] ^ 1 << bit);
            tb_buf_free(&got);
        }
    CHECK_INT("flipped anywhere", wrong, 0);
    zip_free(&m);
}

static void test_around(void)
{
    struct zip_maker m = { 0 };
    struct tb_str whole = make_two(&m);
    struct tb_buf b = { 0 };

    tb_buf_adds(&b, "junk before the archive");
    tb_buf_add(&b, whole);
    check_read("junk before", tb_buf_str(&b), &tb_limits_default,
               "a=hello;b=world;", false);
    tb_buf_clear(&b);
    tb_buf_add(&b, whole);
    tb_buf_adds(&b, "junk after the archive");
    check_read("junk after", tb_buf_str(&b), &tb_limits_default,
               "a=hello;b=world;", false);
    check_read("nothing", tb_str(""), &tb_limits_default, "", true);
    check_read("no archive", tb_str("hello, world"), &tb_limits_default, "",
               true);
    tb_buf_free(&b);
    zip_free(&m);
    check_read("no entries", zip_end(&m), &tb_limits_default, "", true);
    zip_free(&m);
}

static void test_limits(void)
{
    struct zip_maker m = { 0 };
    struct tb_str whole = make_two(&m);
    struct tb_limits limits = tb_limits_default;

    limits.entries = 2;
    check_read("as many entries", whole, &limits, "a=hello;b=world;", false);
    limits.entries = 1;
    check_read("too many entries", whole, &limits, "more than 1 files", true);
    limits = tb_limits_default;
    limits.part = 5;
    check_read("as large a part", whole, &limits, "a=hello;b=world;", false);
    limits.part = 4;
    check_read("too large a part", whole, &limits, "'a'", true);
    limits = tb_limits_default;
    limits.total = 10;
    check_read("as much in all", whole, &limits, "a=hello;b=world;", false);
    limits.total = 9;
    check_read("too much in all", whole, &limits, "'b'", true);
    zip_free(&m);
}

/* 20 MiB of zeros in 20 KiB: looked at above 16 MiB only. */
static void test_ratio(void)
{
    struct zip_maker m = { 0 };
    struct zip_part part = { .name = "a", .method = 8 };
    struct tb_limits limits = tb_limits_default;
    struct tb_buf got = { 0 };
    char *zeros;

    part.size = (size_t)20 << 20;
    part.data = zeros = calloc(1, part.size);
    zip_add(&m, &part);
    CHECK("a bomb", !read_all(zip_end(&m), &limits, &got));
    CHECK_HAS("a bomb", tb_buf_text(&got), "attack");
    limits.ratio = 5000;
    tb_buf_clear(&got);
    CHECK("allowed", read_all(tb_buf_str(&m.out), &limits, &got));
    zip_free(&m);
    part.size = (size_t)15 << 20;
    zip_add(&m, &part);
    tb_buf_clear(&got);
    CHECK("small enough", read_all(zip_end(&m), &tb_limits_default, &got));
    zip_free(&m);
    free(zeros);
    tb_buf_free(&got);
}

static void test_find(void)
{
    struct zip_maker m = { 0 };
    const struct zip_part part = { .name = "xl/Workbook.xml", .data = "1" };
    struct tb_source source;
    struct tb_zip *zip = NULL;
    struct tb_err err = { 0 };

    zip_add(&m, &part);
    source = tb_source_bytes(zip_end(&m));
    CHECK_INT("open", tb_zip_open(&source, &tb_limits_default, &zip, &err), 0);
    for (size_t i = 0; zip && i < TB_LEN(find_cases); i++)
        CHECK_INT(find_cases[i].name,
                  tb_zip_find(zip, tb_str(find_cases[i].name)),
                  find_cases[i].want);
    tb_zip_close(zip);
    zip_free(&m);
}

int main(void)
{
    for (size_t i = 0; i < TB_LEN(cases); i++) {
        struct zip_maker m = { 0 };
        for (size_t k = 0; k < PARTS && cases[i].parts[k].name; k++)
            zip_add(&m, &cases[i].parts[k]);
        check_read(cases[i].label, zip_end(&m), &tb_limits_default,
                   cases[i].want, cases[i].fails);
        zip_free(&m);
    }
    test_truncated();
    test_flipped();
    test_around();
    test_limits();
    test_ratio();
    test_find();
    return CHECK_END;
}
