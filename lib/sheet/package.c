/* package.c - the zip archives that arrive instead of a workbook. */
#include "package.h"

#include <strings.h>

/* By the part that is the document, or by one that is there. */
static const struct {
    const char *prefix, *suffix;
    const char *advice;
} parts[] = {
    { "xl/", ".bin",
      N_("an Excel binary workbook (.xlsb); open it in Excel or "
         "WPS and save it as .xlsx") },
    { "ppt/", ".xml", N_("a PowerPoint document, no spreadsheet") },
    { "word/", ".xml", N_("a Word document, no spreadsheet") },
};

static const struct {
    const char *prefix, *suffix;
    const char *advice;
} contents[] = {
    { "xl/workbook", ".bin",
      N_("an Excel binary workbook (.xlsb); open it in Excel or WPS and save "
         "it as .xlsx") },
    { "ppt/", ".xml", N_("a PowerPoint document, no spreadsheet") },
    { "word/", ".xml", N_("a Word document, no spreadsheet") },
    { "Index/", ".iwa",
      N_("an Apple Numbers document; export it to Excel "
         "(.xlsx) and send that") },
    { "Index.zip", "",
      N_("an Apple Numbers document; export it to Excel "
         "(.xlsx) and send that") },
    { "", "/Index.zip",
      N_("an Apple Numbers document; export it to Excel "
         "(.xlsx) and send that") },
    { "", ".xlsx",
      N_("a zip archive of workbooks; unpack it and send the "
         "workbooks") },
    { "", ".xls",
      N_("a zip archive of workbooks; unpack it and send the "
         "workbooks") },
    { "", ".et",
      N_("a zip archive of workbooks; unpack it and send the "
         "workbooks") },
    { "", ".csv",
      N_("a zip archive of workbooks; unpack it and send the "
         "workbooks") },
};

static bool fits(struct tb_str name, const char *prefix, const char *suffix)
{
    size_t a = strlen(prefix), b = strlen(suffix);

    return name.n >= a && name.n >= b && strncasecmp(name.p, prefix, a) == 0 &&
           strncasecmp(name.p + name.n - b, suffix, b) == 0;
}

/* OpenDocument says what it is in a part of its own. */
static const char *opendocument(struct tb_zip *zip)
{
    static const char spreadsheet[] =
        "application/vnd.oasis.opendocument.spreadsheet";
    struct tb_err ignored = { 0 };
    char type[80];
    long at = tb_zip_find(zip, tb_str("mimetype")), n = -1;

    if (at >= 0 && tb_zip_start(zip, (size_t)at, &ignored) == 0)
        n = tb_zip_read(zip, type, sizeof type, &ignored);
    tb_zip_abandon(zip);
    if (n < 0 || !tb_str_starts(tb_str_n(type, (size_t)n),
                                "application/vnd.oasis.opendocument."))
        return NULL;
    return tb_str_starts(tb_str_n(type, (size_t)n), spreadsheet)
               ? N_("an OpenDocument spreadsheet (.ods); open it in Excel or "
                    "WPS and save it as .xlsx")
               : N_("an OpenDocument file, but no spreadsheet");
}

const char *tb_package_advice(struct tb_zip *zip, struct tb_str part)
{
    const char *advice;

    for (size_t i = 0; i < TB_LEN(parts); i++)
        if (fits(part, parts[i].prefix, parts[i].suffix))
            return parts[i].advice;
    if (tb_zip_find(zip, part) >= 0)
        return NULL;
    advice = opendocument(zip);
    for (size_t i = 0; !advice && i < TB_LEN(contents); i++)
        for (size_t k = 0; !advice && k < tb_zip_count(zip); k++)
            if (fits(tb_zip_name(zip, k), contents[i].prefix,
                     contents[i].suffix))
                advice = contents[i].advice;
    return advice ? advice : N_("a zip archive, but no .xlsx workbook");
}
