/* test_sniff.c - what are these bytes? */
#include "check.h"

#include "sniff.h"

#define BYTES(text) text, sizeof text - 1
#define CFB "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"

/* clang-format off */
/* ADVICE: a part of the words for what is refused. */
static const struct {
    const char *label, *bytes;
    size_t n;
    enum tb_sniff want;
    const char *advice;
} cases[] = {
    { "a zip archive",     BYTES("PK\3\4rest"),       TB_SNIFF_ZIP, NULL },
    { "an empty archive",  BYTES("PK\5\6\0\0"),       TB_SNIFF_ZIP, NULL },
    { "only PK",           BYTES("PK"),               TB_SNIFF_TEXT, NULL },
    { "PK as text",        BYTES("PK,name\n"),        TB_SNIFF_TEXT, NULL },
    { "text",              BYTES("a,b\n"),            TB_SNIFF_TEXT, NULL },
    { "one letter",        BYTES("a"),                TB_SNIFF_TEXT, NULL },
    { "UTF-8 mark",        BYTES("\xEF\xBB\xBF" "a"), TB_SNIFF_TEXT, NULL },
    { "GBK",               BYTES("\xBD\xCC\xB9\xA4"), TB_SNIFF_TEXT, NULL },
    { "UTF-16LE",          BYTES("\xFF\xFE" "a\0"),   TB_SNIFF_TEXT, NULL },
    { "UTF-16BE",          BYTES("\xFE\xFF\0a"),      TB_SNIFF_TEXT, NULL },
    { "a less-than sign",  BYTES("<5,a\n"),           TB_SNIFF_TEXT, NULL },
    { "a message",
      BYTES("To: <a@b.cn>\r\nMIME-Version: 1.0\r\n"), TB_SNIFF_REFUSED,
      "attachment" },
    { "of messages",       BYTES("MIME-Version: 1.0,a\n"), TB_SNIFF_TEXT,
      NULL },
    { "nothing",           BYTES(""),                 TB_SNIFF_REFUSED,
      "empty" },
    { "a compound file",   BYTES(CFB "\0\0"),         TB_SNIFF_COMPOUND,
      NULL },
    { "UTF-16LE without a mark", BYTES("\x8F\x5E,\0001\0\n\0"),
      TB_SNIFF_REFUSED, "UTF-16" },
    { "UTF-16BE without a mark", BYTES("\x5E\x8F\0,\0" "1\0\n"),
      TB_SNIFF_REFUSED, "UTF-16" },
    { "a message without MIME",
      BYTES("From: a@b.cn\nSubject: x\n\nhello\n"), TB_SNIFF_REFUSED,
      "attachment" },
    { "no message",        BYTES("From: here,To\n1,2\n"), TB_SNIFF_TEXT, NULL },
    { "HTML",              BYTES("<html><body>"),     TB_SNIFF_REFUSED,
      "web page" },
    { "HTML, upper case",  BYTES("\n <HTML>"),        TB_SNIFF_REFUSED,
      "web page" },
    { "HTML with mark",    BYTES("\xEF\xBB\xBF<table>"), TB_SNIFF_REFUSED,
      "web page" },
    { "HTML with doctype", BYTES("<!DOCTYPE html>"),  TB_SNIFF_REFUSED,
      "web page" },
    { "XHTML",             BYTES("<?xml version='1.0'?>\n<html>"),
      TB_SNIFF_REFUSED, "web page" },
    { "a table",           BYTES("<table border=1>"), TB_SNIFF_REFUSED,
      "web page" },
    { "XML spreadsheet",
      BYTES("<?xml version='1.0'?><Workbook xmlns='urn:schemas-"
            "microsoft-com:office:spreadsheet'>"),
      TB_SNIFF_REFUSED, "2003" },
    { "prefixed XML spreadsheet",
      BYTES("<?xml version='1.0'?><ss:Workbook xmlns:ss='urn:schemas-"
            "microsoft-com:office:spreadsheet'>"),
      TB_SNIFF_REFUSED, "2003" },
    { "other XML",         BYTES("<?xml version='1.0'?><a/>"),
      TB_SNIFF_REFUSED, "XML" },
    { "PDF",               BYTES("%PDF-1.7\n"),       TB_SNIFF_REFUSED, "PDF" },
    { "RTF",               BYTES("{\\rtf1"),          TB_SNIFF_REFUSED, "RTF" },
    { "RAR",               BYTES("Rar!\x1A\x07\0"),   TB_SNIFF_REFUSED, "RAR" },
    { "7z",                BYTES("7z\xBC\xAF\x27\x1C"), TB_SNIFF_REFUSED,
      "7z" },
    { "gzip",              BYTES("\x1F\x8B\x08"),     TB_SNIFF_REFUSED,
      "gzip" },
    { "PNG",               BYTES("\x89PNG\r\n"),      TB_SNIFF_REFUSED,
      "picture" },
    { "JPEG",              BYTES("\xFF\xD8\xFF\xE0"), TB_SNIFF_REFUSED,
      "picture" },
    { "a git pointer",     BYTES("version https://git-lfs.github.com/"),
      TB_SNIFF_REFUSED, "pointer" },
    { "a lock file",       BYTES("\x05zhang\0\0\0\0  "), TB_SNIFF_REFUSED,
      "no text" },
    { "NUL in text",       BYTES("a,b\0c\n"),         TB_SNIFF_REFUSED,
      "no text" },
    { "zeros",             BYTES("\0\0\0\0\0\0\0\0"), TB_SNIFF_REFUSED,
      "no text" },
    { "UTF-16 without mark", BYTES("a\0,\0b\0"),      TB_SNIFF_REFUSED, "" },
};
/* clang-format on */

int main(void)
{
    for (size_t i = 0; i < TB_LEN(cases); i++) {
        const char *advice = "-";
        enum tb_sniff got =
            tb_sniff(tb_str_n(cases[i].bytes, cases[i].n), &advice);

        CHECK_INT(cases[i].label, got, cases[i].want);
        if (cases[i].advice)
            CHECK_HAS(cases[i].label, advice ? advice : "", cases[i].advice);
    }
    return CHECK_END;
}
