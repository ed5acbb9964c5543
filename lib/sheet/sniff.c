/* sniff.c - signatures of what arrives instead of a workbook. */
#include "sniff.h"

#include "err.h"

static bool has(struct tb_str head, const char *needle)
{
    return tb_str_find(head, needle) < head.n;
}

static bool has_utf16(struct tb_str head, const char *word)
{
    char wide[64] = "";
    size_t n = strlen(word);

    for (size_t i = 0; i < n; i++) {
        wide[2 * i] = word[i];
        wide[2 * i + 1] = '\0';
    }
    for (size_t i = 0; i + 2 * n <= head.n; i++)
        if (memcmp(head.p + i, wide, 2 * n) == 0)
            return true;
    return false;
}

static const char *compound(struct tb_str head)
{
    if (has_utf16(head, "EncryptedPackage"))
        return N_(
            "an encrypted workbook; open it with its password, remove the "
            "password and send it again");
    if (has_utf16(head, "WordDocument"))
        return N_("a Word document, no spreadsheet");
    return N_("an old .xls (or .et) workbook, or an encrypted one; open it in "
              "Excel or WPS and save it as .xlsx without a password");
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
    if (head.n >= 8 &&
        memcmp(head.p, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) == 0)
        return compound(head);
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
    if (has(head, "\nMIME-Version: 1.0"))
        return N_("an e-mail message; save its attachment and import that");
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
    *advice = refuse(head);
    return *advice ? TB_SNIFF_REFUSED : TB_SNIFF_TEXT;
}
