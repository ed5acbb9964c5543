/* test_encoding.c - bytes of unknown encoding become UTF-8. */
#include "check.h"

#include "encoding.h"

#define BYTES(text) text, sizeof text - 1

/* clang-format off */
/* FAILS: a part of the error's words; then WANT and NAME do not matter. */
static const struct {
    const char *label, *bytes;
    size_t n;
    const char *want, *name, *fails;
} cases[] = {
    { "empty",               BYTES(""),                 "", "UTF-8", NULL },
    { "ASCII",               BYTES("a,b\n"),            "a,b\n", "UTF-8",
      NULL },
    { "UTF-8",               BYTES("教工号"),           "教工号", "UTF-8",
      NULL },
    { "UTF-8, four bytes",   BYTES("𠮷"),               "𠮷", "UTF-8", NULL },
    { "UTF-8 mark",          BYTES("\xEF\xBB\xBF" "教"), "教", "UTF-8", NULL },
    { "UTF-8 mark alone",    BYTES("\xEF\xBB\xBF"),     "", "UTF-8", NULL },
    { "two marks: one is text", BYTES("\xEF\xBB\xBF\xEF\xBB\xBF" "a"),
      "\xEF\xBB\xBF" "a", "UTF-8", NULL },
    { "UTF-16LE",            BYTES("\xFF\xFE" "a\0\x59\x65"), "a教",
      "UTF-16LE", NULL },
    { "UTF-16BE",            BYTES("\xFE\xFF" "\0a\x65\x59"), "a教",
      "UTF-16BE", NULL },
    { "UTF-16LE mark alone", BYTES("\xFF\xFE"),         "", "UTF-16LE", NULL },
    { "UTF-16BE mark alone", BYTES("\xFE\xFF"),         "", "UTF-16BE", NULL },
    { "UTF-16LE surrogates", BYTES("\xFF\xFE\x42\xD8\xB7\xDF"), "𠮷",
      "UTF-16LE", NULL },
    { "UTF-16BE surrogates", BYTES("\xFE\xFF\xD8\x42\xDF\xB7"), "𠮷",
      "UTF-16BE", NULL },
    { "GBK",                 BYTES("\xBD\xCC\xB9\xA4\xBA\xC5"), "教工号",
      "GB18030", NULL },
    { "GBK with ASCII",      BYTES("id,\xD0\xD5\xC3\xFB\n1,\xD5\xC5\n"),
      "id,姓名\n1,张\n", "GB18030", NULL },
    { "GBK beyond GB2312",   BYTES("\x96\x7C\x8C\xA2"), "東將", "GB18030",
      NULL },
    { "second byte is |",    BYTES("\x81\x7C"),         "亅", "GB18030",
      NULL },
    { "GB18030, four bytes: CJK Ext B", BYTES("\x95\x34\xB2\x35"),
      "𠮷", "GB18030", NULL },
    { "GB18030 euro",        BYTES("\xA2\xE3"),         "€", "GB18030", NULL },
    { "GB18030 latin, four bytes", BYTES("\x81\x30\x84\x36"), "¥",
      "GB18030", NULL },
    { "byte FF",             BYTES("a\xFF" "b"),        NULL, NULL, "byte 2" },
    { "byte 80 alone",       BYTES("ab\x80"),           NULL, NULL, "byte 3" },
    { "half a GBK character", BYTES("\xBD\xCC\xB9"),    NULL, NULL, "byte 3" },
    { "broken second byte",  BYTES("\xBD\x20"),         NULL, NULL, "byte 1" },
    { "half of four bytes",  BYTES("\x81\x30\x84"),     NULL, NULL, "byte 1" },
    { "odd UTF-16LE",        BYTES("\xFF\xFE" "a\0b"),  NULL, NULL, "byte 5" },
    { "odd UTF-16BE",        BYTES("\xFE\xFF\0ab"),     NULL, NULL, "byte 5" },
    { "lone low surrogate",  BYTES("\xFF\xFE" "a\0\x00\xDC" "b\0"), NULL, NULL,
      "byte 5" },
    { "high surrogate at the end", BYTES("\xFE\xFF\0a\xD8\x42"), NULL, NULL,
      "byte 5" },
    { "UTF-8 mark, broken UTF-8", BYTES("\xEF\xBB\xBF" "a\xBD\xCC"), NULL,
      NULL, "byte 5" },
    { "UTF-8 mark, then UTF-16's", BYTES("\xEF\xBB\xBF\xFF\xFE" "a\0"), NULL,
      NULL, "byte 4" },
};

static const struct {
    const char *label, *text, *encoding, *want, *fails;
} encode_cases[] = {
    { "GB18030",       "教工号", "GB18030",  "\xBD\xCC\xB9\xA4\xBA\xC5", NULL },
    { "rare, GB18030", "𠮷",     "GB18030",  "\x95\x34\xB2\x35", NULL },
    { "UTF-8",         "教",     "UTF-8",    "教", NULL },
    { "not in GB2312", "𠮷",     "GB2312",   NULL, "byte 1" },
    { "broken UTF-8",  "a\xFF",  "GB18030",  NULL, "byte 2" },
    { "no such encoding", "a",   "KLINGON-8", NULL, "KLINGON-8" },
};
/* clang-format on */

/* Every character of Unicode that GB18030 knows comes back as itself. */
static void test_round(void)
{
    static const char *const texts[] = { "教工号", "𠮷", "€", "é", "한",
                                         "東京",   "😀",  "·", "㐀" };

    for (size_t i = 0; i < TB_LEN(texts); i++) {
        struct tb_buf gb = { 0 }, back = { 0 };
        struct tb_err err = { 0 };
        const char *name = "";

        CHECK_INT(texts[i], tb_encode(tb_str(texts[i]), "GB18030", &gb, &err),
                  0);
        CHECK_INT(texts[i], tb_decode(tb_buf_str(&gb), &back, &name, &err), 0);
        CHECK_STR(texts[i], tb_buf_text(&back), texts[i]);
        CHECK_STR(texts[i], name, "GB18030");
        tb_buf_free(&gb);
        tb_buf_free(&back);
    }
}

static void test_decode(void)
{
    for (size_t i = 0; i < TB_LEN(cases); i++) {
        struct tb_buf got = { 0 };
        struct tb_err err = { 0 };
        const char *name = "";
        int rc =
            tb_decode(tb_str_n(cases[i].bytes, cases[i].n), &got, &name, &err);

        if (cases[i].fails) {
            CHECK_INT(cases[i].label, rc, -1);
            CHECK_HAS(cases[i].label, err.msg, cases[i].fails);
        } else {
            CHECK_INT(cases[i].label, rc, 0);
            CHECK_STR(cases[i].label, tb_buf_text(&got), cases[i].want);
            CHECK_STR(cases[i].label, name, cases[i].name);
        }
        tb_buf_free(&got);
    }
}

int main(void)
{
    test_decode();
    for (size_t i = 0; i < TB_LEN(encode_cases); i++) {
        struct tb_buf got = { 0 };
        struct tb_err err = { 0 };
        int rc = tb_encode(tb_str(encode_cases[i].text),
                           encode_cases[i].encoding, &got, &err);

        CHECK_INT(encode_cases[i].label, rc, encode_cases[i].fails ? -1 : 0);
        if (encode_cases[i].fails)
            CHECK_HAS(encode_cases[i].label, err.msg, encode_cases[i].fails);
        else
            CHECK_STR(encode_cases[i].label, tb_buf_text(&got),
                      encode_cases[i].want);
        tb_buf_free(&got);
    }
    test_round();
    return CHECK_END;
}
