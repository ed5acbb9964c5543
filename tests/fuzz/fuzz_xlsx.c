/*
 * fuzz_xlsx.c - bytes that begin with PK are a workbook as they are; others
 * are put into one: the XML of a sheet, then, after a line "====", that of
 * the shared strings.  Scanner and expat must see the same.
 */
#include "fuzz.h"
#include "make_zip.h"

#define NS "http://schemas.openxmlformats.org/"
#define REL NS "officeDocument/2006/relationships"
#define PKG "xmlns=\"" NS "package/2006/relationships\""
#define MAIN "xmlns=\"" NS "spreadsheetml/2006/main\""

static const char package[] =
    "<Relationships " PKG "><Relationship Id=\"a\" Type=\"" REL
    "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
static const char relations[] =
    "<Relationships " PKG "><Relationship Id=\"a\" Type=\"" REL
    "/worksheet\" Target=\"s.xml\"/><Relationship Id=\"b\" Type=\"" REL
    "/sharedStrings\" Target=\"t.xml\"/><Relationship Id=\"c\" Type=\"" REL
    "/styles\" Target=\"y.xml\"/></Relationships>";
static const char workbook[] =
    "<workbook " MAIN " xmlns:r=\"" REL "\"><sheets><sheet name=\"S\" "
    "sheetId=\"1\" r:id=\"a\"/></sheets></workbook>";
static const char styles[] =
    "<styleSheet " MAIN "><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/>"
    "<xf numFmtId=\"49\"/></cellXfs></styleSheet>";
static const char few_strings[] =
    "<sst " MAIN "><si><t>one</t></si><si><t>two</t></si></sst>";

static void add(struct zip_maker *z, const char *name, struct tb_str data)
{
    struct zip_part part = { .name = name, .data = data.p, .size = data.n };

    if (data.n > 0)
        zip_add(z, &part);
}

static void read_sheet(struct tb_str input)
{
    struct zip_maker z = { 0 };
    size_t end = tb_str_find(input, "====\n");
    struct tb_str strings = tb_str_from(input, end + 5);
    struct tb_source source;
    struct seen seen = { 0 };
    struct tb_err err = { 0 };

    add(&z, "_rels/.rels", tb_str(package));
    add(&z, "xl/_rels/workbook.xml.rels", tb_str(relations));
    add(&z, "xl/workbook.xml", tb_str(workbook));
    add(&z, "xl/y.xml", tb_str(styles));
    add(&z, "xl/t.xml", strings.n > 0 ? strings : tb_str(few_strings));
    add(&z, "xl/s.xml", tb_str_n(input.p, end));
    source = tb_source_bytes(zip_end(&z));
    see_twice(&source, &seen, &err);
    zip_free(&z);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct tb_str input = tb_str_n((const char *)data, size);
    struct tb_source source = tb_source_bytes(input);
    struct seen seen = { 0 };
    struct tb_err err = { 0 };

    if (tb_str_starts(input, "PK"))
        see_twice(&source, &seen, &err);
    else if (size > 0)
        read_sheet(input);
    return 0;
}
