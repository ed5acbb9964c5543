/* sniff.c - signatures of what arrives instead of a workbook. */
#include "sniff.h"

#include "err.h"

static bool has(struct tb_str head, const char *needle)
{
    return tb_str_find(head, needle) < head.n;
}

/* S in lower case contains NEEDLE, near its beginning. */
static bool begins_like(struct tb_str head, const char *needle)
{
    char low[1024];
    size_t n = head.n < sizeof low ? head.n : sizeof low;

    for (size_t i = 0; i < n; i++) {
        char c = head.p[i];
        low[i] = (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    }
    return has(tb_str_n(low, n), needle);
}

static bool has_zeros(struct tb_str head)
{
    if (head.n >= 2 && (memcmp(head.p, "\xFF\xFE", 2) == 0 ||
                        memcmp(head.p, "\xFE\xFF", 2) == 0))
        return false; /* UTF-16 */
    return memchr(head.p, '\0', head.n) != NULL;
}

/* NULs, and all of them the same half of a character. */
static bool is_utf16(struct tb_str head)
{
    size_t zeros[2] = { 0 };

    if (!has_zeros(head))
        return false;
    for (size_t i = 0; i < head.n; i++)
        zeros[i % 2] += head.p[i] == '\0';
    return (zeros[0] == 0) != (zeros[1] == 0) && zeros[0] + zeros[1] > 1;
}

/* A header of a message first, and one more that every message has. */
static bool is_message(struct tb_str head)
{
    static const char *const first[] = {
        "Received:",     "Return-Path:", "Delivered-To:",   "From:",
        "To:",           "Subject:",     "Date:",           "Message-ID:",
        "MIME-Version:", "X-",           "DKIM-Signature:", "Content-Type:",
        "ARC-Seal:",     "From ",        "Sender:",         "Reply-To:"
    };
    bool begins = false;

    if (has(head, "\nMIME-Version: 1.0"))
        return true;
    for (size_t i = 0; i < TB_LEN(first) && !begins; i++)
        begins = tb_str_starts(head, first[i]);
    return begins && (has(head, "\nContent-Type:") ||
                      has(head, "\nMessage-ID:") || has(head, "\nSubject:"));
}

/* Most specific first. */
static const struct {
    const char *magic, *advice;
} signatures[] = {
    { "%PDF", N_("a PDF document, no spreadsheet") },
    { "{\\rtf", N_("an RTF document, no spreadsheet") },
    { "Rar!", N_("a RAR archive; unpack it and send the workbooks") },
    { "7z\xBC\xAF", N_("a 7z archive; unpack it and send the workbooks") },
    { "\x1F\x8B", N_("a gzip file; unpack it first") },
    { "\x89PNG", N_("a picture; a table is needed") },
    { "\xFF\xD8\xFF", N_("a picture; a table is needed") },
    { "version https://git-lfs", N_("a pointer to a file, not the file") },
};

static const char *refuse(struct tb_str head)
{
    struct tb_str start = tb_str_trim(head);

    if (head.n == 0)
        return N_("empty; the file did not arrive whole, send it again");
    for (size_t i = 0; i < TB_LEN(signatures); i++)
        if (tb_str_starts(head, signatures[i].magic))
            return signatures[i].advice;
    if (start.n > 0 && start.p[0] == '<') {
        if (begins_like(start, "<html") || begins_like(start, "<table") ||
            begins_like(start, "<!doctype html"))
            return N_("a web page, whatever its name says; open it in Excel or "
                      "WPS and save it as .xlsx");
        if (begins_like(start, "office:spreadsheet") ||
            begins_like(start, "<workbook"))
            return N_("an XML spreadsheet of 2003; open it in Excel or WPS and "
                      "save it as .xlsx");
        if (begins_like(start, "<?xml"))
            return N_("an XML file, no spreadsheet");
    }
    if (is_message(head))
        return N_("an e-mail message; save its attachment and import that");
    if (is_utf16(head))
        return N_("text in UTF-16 without a byte-order mark; open it in Excel "
                  "or WPS and save it as .xlsx");
    if (has_zeros(head))
        return N_(
            "no spreadsheet and no text; open it in Excel or WPS and save "
            "it as .xlsx");
    return NULL;
}

enum tb_sniff tb_sniff(struct tb_str head, const char **advice)
{
    *advice = NULL;
    if (head.n >= 4 &&
        (memcmp(head.p, "PK\3\4", 4) == 0 || memcmp(head.p, "PK\5\6", 4) == 0))
        return TB_SNIFF_ZIP;
    if (head.n >= 8 &&
        memcmp(head.p, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) == 0)
        return TB_SNIFF_COMPOUND;
    *advice = refuse(head);
    return *advice ? TB_SNIFF_REFUSED : TB_SNIFF_TEXT;
}
