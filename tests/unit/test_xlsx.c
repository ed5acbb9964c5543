/* test_xlsx.c - what rows come out of what workbook. */
#include "check.h"

#include "make_zip.h"
#include "show_row.h"

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define RELS                                                          \
    "http://schemas.openxmlformats.org/officeDocument/2006/relations" \
    "hips"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/relationships"
#define X14 "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
#define X15 "http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"
#define STRICT "http://purl.oclc.org/ooxml/officeDocument/relationships"

/* Parts of a workbook: NULL is the usual one, "" leaves it out. */
struct parts {
    const char *rows;    /* inside <sheetData> */
    const char *strings; /* inside <sst> */
    const char *formats; /* inside <numFmts> */
    const char *xfs;     /* inside <cellXfs> */
    const char *sheet;   /* all of the sheet's part */
    size_t sheet_size;   /* when it holds NUL */
    const char *workbook, *workbook_rels, *package_rels;
    const char *styles, *shared; /* all of these parts */
    const char *sheet_name;      /* of its entry in the archive */
};

static const char usual_workbook[] =
    "<workbook xmlns='" MAIN "' xmlns:r='" RELS "'><sheets>"
    "<sheet name='表一' sheetId='1' r:id='rId1'/></sheets></workbook>";

static const char usual_package_rels[] =
    "<Relationships xmlns='" PACKAGE "'><Relationship Id='rId1' Type='" RELS
    "/officeDocument' Target='xl/workbook.xml'/></Relationships>";

#define RELATIONS(type, sheet)                                               \
    "<Relationships xmlns='" PACKAGE "'>"                                    \
    "<Relationship Id='rId1' Type='" type "/worksheet' Target='" sheet "'/>" \
    "<Relationship Id='rId2' Type='" type                                    \
    "/sharedStrings' Target='sharedStrings.xml'/>"                           \
    "<Relationship Id='rId3' Type='" type "/styles' Target='styles.xml'/>"   \
    "</Relationships>"

static const char usual_workbook_rels[] =
    RELATIONS(RELS, "worksheets/sheet1.xml");

/* A workbook whose <extLst> holds what a later program put there. */
#define EXT_BOOK(before, extension)                              \
    "<workbook xmlns='" MAIN "' xmlns:r='" RELS "'>" before      \
    "<sheets><sheet name='a' sheetId='1' r:id='rId1'/></sheets>" \
    "<extLst><ext uri='{1}' xmlns:x15='" X15 "'>" extension      \
    "</ext></extLst></workbook>"

static void add(struct zip_maker *m, const char *name, const char *data,
                size_t size)
{
    const struct zip_part part = { .name = name, .data = data, .size = size };

    if (size > 0 || data[0])
        zip_add(m, &part);
}

static const char *or_usual(const char *text, const char *usual)
{
    return text ? text : usual;
}

static struct tb_str make_book(struct zip_maker *m, const struct parts *p)
{
    struct tb_buf sheet = { 0 }, strings = { 0 }, styles = { 0 };

    tb_buf_addf(&sheet,
                "<?xml version='1.0' encoding='UTF-8'?><worksheet xmlns='" MAIN
                "'><sheetData>%s</sheetData></worksheet>",
                or_usual(p->rows, ""));
    tb_buf_addf(&strings, "<sst xmlns='" MAIN "'>%s</sst>",
                or_usual(p->strings, ""));
    tb_buf_addf(&styles,
                "<styleSheet xmlns='" MAIN "'><numFmts>%s</numFmts>"
                "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"
                "<cellXfs>%s</cellXfs><cellStyles/>"
                "<dxfs><dxf><numFmt numFmtId='2' formatCode='yyyy'/></dxf>"
                "</dxfs></styleSheet>",
                or_usual(p->formats, ""), or_usual(p->xfs, ""));
    add(m, "[Content_Types].xml", "<Types/>", 0);
    add(m, "_rels/.rels", or_usual(p->package_rels, usual_package_rels), 0);
    add(m, "xl/workbook.xml", or_usual(p->workbook, usual_workbook), 0);
    add(m, "xl/_rels/workbook.xml.rels",
        or_usual(p->workbook_rels, usual_workbook_rels), 0);
    add(m, "xl/styles.xml", or_usual(p->styles, tb_buf_text(&styles)), 0);
    add(m, "xl/sharedStrings.xml", or_usual(p->shared, tb_buf_text(&strings)),
        0);
    add(m, or_usual(p->sheet_name, "xl/worksheets/sheet1.xml"),
        or_usual(p->sheet, tb_buf_text(&sheet)), p->sheet_size);
    tb_buf_free(&sheet);
    tb_buf_free(&strings);
    tb_buf_free(&styles);
    return zip_end(m);
}

/* All sheets' rows; on failure "! " and the error after the rows before. */
static void read_book(struct tb_str bytes, const struct tb_limits *limits,
                      struct tb_buf *got)
{
    struct tb_source source = tb_source_bytes(bytes);
    struct tb_book *book = NULL;
    struct tb_err err = { 0 };
    int rc = tb_book_open(&source, limits, &book, &err);

    for (size_t i = 0; rc == 0 && i < tb_book_sheets(book); i++)
        rc = tb_book_read(book, i, show_row, got, &err);
    if (rc != 0)
        tb_buf_addf(got, "! %s", err.msg);
    tb_book_close(book);
}

static void check_book(const char *label, const struct parts *parts,
                       const struct tb_limits *limits, const char *want)
{
    struct zip_maker m = { 0 };
    struct tb_buf got = { 0 };

    read_book(make_book(&m, parts), limits, &got);
    if (strncmp(want, "! ", 2) == 0) {
        CHECK_HAS(label, tb_buf_text(&got), "! ");
        CHECK_HAS(label, tb_buf_text(&got), want + 2);
    } else {
        CHECK_STR(label, tb_buf_text(&got), want);
    }
    tb_buf_free(&got);
    zip_free(&m);
}

#define SI(text) "<si><t>" text "</t></si>"
#define ONE(cell) "<row r='1'>" cell "</row>"
#define INLINE(inside) ONE("<c r='A1' t='inlineStr'>" inside "</c>")
#define XF(id) "<xf numFmtId='" id "'/>"
#define A1(inside) ONE("<c r='A1'>" inside "</c>")

/* clang-format off */
/* WANT "! words": refused, with these words in the error. */
static const struct {
    const char *label;
    struct parts parts;
    const char *want;
} cases[] = {
    /* numbers */
    { "a number", { .rows = A1("<v>1.5</v>") }, "1[A:number 1.5]" },
    { "an exponent", { .rows = A1("<v>1.5E+3</v>") }, "1[A:number 1500]" },
    { "white space in a number", { .rows = A1("<v> 42\n</v>") },
      "1[A:number 42]" },
    { "t=n", { .rows = ONE("<c r='A1' t='n'><v>-7</v></c>") },
      "1[A:number -7]" },
    { "no number", { .rows = A1("<v>abc</v>") }, "! row 1" },
    { "no value", { .rows = A1("") }, "" },
    { "an empty value", { .rows = A1("<v/>") }, "" },
    { "no cells", { .rows = "<row r='1'/>" }, "" },
    { "no rows", { .rows = "" }, "" },
    { "the noise stays", { .rows = A1("<v>24.199812400000013</v>") },
      "1[A:number 24.199812400000013]" },
    /* shared strings */
    { "a shared string", { .rows = ONE("<c r='A1' t='s'><v>1</v></c>"),
                           .strings = SI("甲") SI("乙") }, "1[A:text 乙]" },
    { "shared, empty value", { .rows = ONE("<c r='A1' t='s'><v/></c>"),
                               .strings = SI("甲") }, "" },
    { "shared, an empty text", { .rows = ONE("<c r='A1' t='s'><v>0</v></c>"
                                             "<c r='B1'><v>1</v></c>"),
                                 .strings = "<si/>" }, "1[B:number 1]" },
    { "shared, beyond the last", { .rows = ONE("<c r='A1' t='s'><v>1</v></c>"),
                                   .strings = SI("甲") }, "! shared string" },
    { "shared, negative", { .rows = ONE("<c r='A1' t='s'><v>-1</v></c>"),
                            .strings = SI("甲") }, "! shared string" },
    { "shared, no number", { .rows = ONE("<c r='A1' t='s'><v>x</v></c>"),
                             .strings = SI("甲") }, "! shared string" },
    { "shared, huge", { .rows = ONE("<c r='A1' t='s'><v>99999999999</v></c>"),
                        .strings = SI("甲") }, "! shared string" },
    { "shared, no such part", { .rows = ONE("<c r='A1' t='s'><v>0</v></c>"),
                                .shared = "" }, "! shared string" },
    { "no shared part, none used", { .rows = A1("<v>1</v>"), .shared = "" },
      "1[A:number 1]" },
    { "rich runs", { .rows = ONE("<c r='A1' t='s'><v>0</v></c>"),
        .strings = "<si><r><rPr><b/></rPr><t>甲</t></r><r><t>乙</t></r></si>" },
      "1[A:text 甲乙]" },
    { "runs after plain text", { .rows = ONE("<c r='A1' t='s'><v>0</v></c>"),
        .strings = "<si><t>甲</t><r><t>乙</t></r></si>" }, "1[A:text 甲乙]" },
    { "phonetic text is none", { .rows = ONE("<c r='A1' t='s'><v>0</v></c>"),
        .strings = "<si><t>國學院</t><rPh sb='0' eb='3'><t>コク</t></rPh>"
                   "<phoneticPr fontId='1'/></si>" }, "1[A:text 國學院]" },
    { "text after phonetic text",
      { .rows = ONE("<c r='A1' t='s'><v>0</v></c>"),
        .strings = "<si><r><t>國</t></r><rPh sb='0' eb='1'><t>コ</t></rPh>"
                   "<r><t>學</t></r></si>" }, "1[A:text 國學]" },
    /* escapes and white space */
    { "an escape", { .rows = ONE("<c r='A1' t='s'><v>0</v></c>"),
                   .strings = SI("a_x0041_b") }, "1[A:text aAb]" },
    { "_x000D_ as a line break", { .rows = ONE("<c r='A1' t='s'><v>0</v></c>"),
                                   .strings = SI("a_x000D_\nb") },
      "1[A:text a\nb]" },
    { "an escaped line break", { .rows = ONE("<c r='A1' t='s'><v>0</v></c>"),
                                 .strings = SI("a_x000A_b") },
      "1[A:text a\nb]" },
    { "the escape of escapes", { .rows = ONE("<c r='A1' t='s'><v>0</v></c>"),
                                 .strings = SI("_x005F_x0041_") },
      "1[A:text _x0041_]" },
    { "overlapping escapes", { .rows = ONE("<c r='A1' t='s'><v>0</v></c>"),
                               .strings = SI("_x0041_x0042_") },
      "1[A:text Ax0042_]" },
    { "lower-case escape", { .rows = ONE("<c r='A1' t='s'><v>0</v></c>"),
                             .strings = SI("_x4e2d_") }, "1[A:text 中]" },
    { "no escape: three digits", { .rows = ONE("<c r='A1' t='s'><v>0</v></c>"),
                                   .strings = SI("_x041_") },
      "1[A:text _x041_]" },
    { "no escape: a surrogate", { .rows = ONE("<c r='A1' t='s'><v>0</v></c>"),
                                  .strings = SI("_xD800_") },
      "1[A:text _xD800_]" },
    { "escape in an inline text", { .rows = INLINE("<is><t>_x0041_</t></is>") },
      "1[A:text A]" },
    { "escape in a formula's text",
      { .rows = ONE("<c r='A1' t='str'><f>X()</f><v>_x0041_</v></c>") },
      "1[A:text= A]" },
    { "no xml:space", { .rows = ONE("<c r='A1' t='s'><v>0</v></c>"),
                        .strings = "<si><t> a b\n</t></si>" },
      "1[A:text a b]" },
    { "xml:space", { .rows = ONE("<c r='A1' t='s'><v>0</v></c>"),
                     .strings = "<si><t xml:space='preserve'> a </t></si>" },
      "1[A:text  a ]" },
    { "xml:space in an inline text",
      { .rows = INLINE("<is><t xml:space='preserve'> a </t></is>") },
      "1[A:text  a ]" },
    { "inline without it", { .rows = INLINE("<is><t> a </t></is>") },
      "1[A:text a]" },
    { "xml:space of one run only",
      { .rows = INLINE("<is><r><t xml:space='preserve'>a </t></r>"
                       "<r><t> b </t></r></is>") }, "1[A:text a  b]" },
    { "a run that ends with a blank",
      { .rows = INLINE("<is><r><t>BIM </t></r><r><t>工程师</t></r></is>") },
      "1[A:text BIM 工程师]" },
    { "shared, a run that ends with a blank",
      { .rows = ONE("<c r='A1' t='s'><v>0</v></c>"),
        .strings = "<si><r><t> BIM </t></r><r><t>工程师\n</t></r></si>" },
      "1[A:text BIM 工程师]" },
    { "runs of blanks only",
      { .rows = ONE("<c r='A1' t='s'><v>0</v></c>"),
        .strings = "<si><r><t> </t></r><r><t> a</t></r><r><t> </t></r><r><t>b "
                   "</t></r><r><t> </t></r></si>" }, "1[A:text a b]" },
    { "a last run that is preserved",
      { .rows = INLINE("<is><r><t>a </t></r><r><t xml:space='preserve'> </t>"
                       "</r></is>") }, "1[A:text a  ]" },
    { "entities", { .rows = INLINE("<is><t>&lt;a&gt;&amp;&#20013;</t></is>") },
      "1[A:text <a>&中]" },
    { "CDATA", { .rows = INLINE("<is><t><![CDATA[<a>]]></t></is>") },
      "1[A:text <a>]" },
    { "comments", { .rows = INLINE("<is><t>a<!-- b -->c</t></is>") },
      "1[A:text ac]" },
    /* inline */
    { "inline", { .rows = INLINE("<is><t>甲</t></is>") }, "1[A:text 甲]" },
    { "inline, rich", { .rows = INLINE("<is><r><t>甲</t></r><r><t>乙</t></r>"
                                       "</is>") }, "1[A:text 甲乙]" },
    { "inline, phonetic", { .rows = INLINE("<is><t>國</t><rPh sb='0' eb='1'>"
        "<t>コ</t></rPh></is>") }, "1[A:text 國]" },
    { "inline, nothing", { .rows = ONE("<c r='A1' t='inlineStr'/>") }, "" },
    { "inline, empty", { .rows = INLINE("<is><t></t></is>") }, "" },
    { "inline wins over <v>", { .rows = INLINE("<is><t>甲</t></is><v>0</v>") },
      "1[A:text 甲]" },
    { "inline wins, <v> first",
      { .rows = INLINE("<v>0</v><is><t>甲</t></is>") },
      "1[A:text 甲]" },
    /* booleans, errors, dates */
    { "true", { .rows = ONE("<c r='A1' t='b'><v>1</v></c>") }, "1[A:bool 1]" },
    { "false", { .rows = ONE("<c r='A1' t='b'><v>0</v></c>") }, "1[A:bool 0]" },
    { "true in words", { .rows = ONE("<c r='A1' t='b'><v>true</v></c>") },
      "1[A:bool 1]" },
    { "#N/A", { .rows = ONE("<c r='A1' t='e'><v>#N/A</v></c>") },
      "1[A:error #N/A]" },
    { "#REF! of a formula",
      { .rows = ONE("<c r='A1' t='e'><f>B1</f><v>#REF!</v></c>") },
      "1[A:error= #REF!]" },
    { "t=d", { .rows = ONE("<c r='A1' t='d'><v>2021-09-01</v></c>") },
      "1[A:date 44440]" },
    { "t=d with a time",
      { .rows = ONE("<c r='A1' t='d'><v>2021-09-01T00:00:00</v></c>") },
      "1[A:date 44440]" },
    { "t=d with Excel's seventeen decimals",
      { .rows = ONE("<c r='A1' t='d'><v>2021-11-15T08:29:59.99999979045242400"
                    "</v></c>") }, "1[A:date 44515]" },
    { "t=d, no date", { .rows = ONE("<c r='A1' t='d'><v>soon</v></c>") },
      "1[A:text soon]" },
    /* formulas */
    { "a formula with its value", { .rows = A1("<f>1+1</f><v>2</v>") },
      "1[A:number= 2]" },
    { "a formula never computed", { .rows = A1("<f>1+1</f>") },
      "1[A:pending=]" },
    { "never computed, empty value", { .rows = A1("<f>1+1</f><v/>") },
      "1[A:pending=]" },
    { "a formula's text",
      { .rows = ONE("<c r='A1' t='str'><f>B1</f><v>甲</v></c>") },
      "1[A:text= 甲]" },
    { "a formula's empty text",
      { .rows = ONE("<c r='A1' t='str'><f>IF(B1=\"\",\"\",B1)</f>"
                    "<v></v></c>") },
      "" },
    { "a shared formula",
      { .rows = "<row r='1'><c r='A1'><f t='shared' ref='A1:A2' si='0'>B1</f>"
                "<v>1</v></c></row><row r='2'><c r='A2'><f t='shared' si='0'/>"
                "<v>2</v></c></row>" }, "1[A:number= 1]2[A:number= 2]" },
    { "a picture",
      { .rows = ONE("<c r='A1' t='str'><f>_xlfn.DISPIMG(\"ID_1\",1)</f>"
                    "<v>=DISPIMG(\"ID_1\",1)</v></c>") },
      "1[A:text= =DISPIMG(\"ID_1\",1)]" },
    /* styles */
    { "a date by built-in 14",
      { .rows = ONE("<c r='A1' s='0'><v>44440</v></c>"),
                                 .xfs = XF("14") }, "1[A:date 44440]" },
    { "a date by built-in 31",
      { .rows = ONE("<c r='A1' s='1'><v>44440</v></c>"),
                                 .xfs = XF("0") XF("31") }, "1[A:date 44440]" },
    { "a date by built-in 57",
      { .rows = ONE("<c r='A1' s='0'><v>44440</v></c>"),
                                 .xfs = XF("57") }, "1[A:date 44440]" },
    { "a date by its own format",
      { .rows = ONE("<c r='A1' s='0'><v>44440</v></c>"), .xfs = XF("176"),
        .formats = "<numFmt numFmtId='176' formatCode='"
                   "yyyy&quot;年&quot;m&quot;月&quot;;@'/>" },
      "1[A:date 44440]" },
    { "a built-in id redefined",
      { .rows = ONE("<c r='A1' s='0'><v>5</v></c>"), .xfs = XF("14"),
        .formats = "<numFmt numFmtId='14' formatCode='0.00'/>" },
      "1[A:number 5]" },
    { "a duration is a number",
      { .rows = ONE("<c r='A1' s='0'><v>1.5</v></c>"), .xfs = XF("46") },
      "1[A:number 1.5]" },
    { "digits shown",
      { .rows = ONE("<c r='A1' s='0'><v>7</v></c>"), .xfs = XF("176"),
        .formats = "<numFmt numFmtId='176' formatCode='0000'/>" },
      "1[A:number/4 7]" },
    { "a format of dxfs is not meant",
      { .rows = ONE("<c r='A1' s='0'><v>7</v></c>"), .xfs = XF("2") },
      "1[A:number 7]" },
    { "xf of cellStyleXfs are not meant",
      { .rows = ONE("<c r='A1' s='0'><v>7</v></c>"), .xfs = XF("0") },
      "1[A:number 7]" },
    { "a style that is not there",
      { .rows = ONE("<c r='A1' s='99'><v>7</v></c>"), .xfs = XF("14") },
      "1[A:number 7]" },
    { "no styles part", { .rows = ONE("<c r='A1' s='1'><v>7</v></c>"),
                          .styles = "" }, "1[A:number 7]" },
    { "a date's style on a text", { .rows = ONE("<c r='A1' s='0' t='str'>"
        "<v>x</v></c>"), .xfs = XF("14") }, "1[A:text x]" },
    { "1904",
      { .rows = ONE("<c r='A1' s='0'><v>42978</v></c><c r='B1'><v>1</v></c>"),
        .xfs = XF("14") XF("0"), .workbook =
        "<workbook xmlns='" MAIN "' xmlns:r='" RELS "'>"
        "<workbookPr date1904='1'/><sheets><sheet name='a' sheetId='1' "
        "r:id='rId1'/></sheets></workbook>" },
      "1[A:date 44440][B:date 1463]" },
    /* the same names in other vocabularies */
    { "a workbookPr of Excel 2013 is another",
      { .rows = ONE("<c r='A1' s='0'><v>42978</v></c>"), .xfs = XF("14"),
        .workbook = EXT_BOOK("<workbookPr date1904='1'/>",
                             "<x15:workbookPr chartTrackingRefBase='1'/>") },
      "1[A:date 44440]" },
    { "and says nothing of dates",
      { .rows = ONE("<c r='A1' s='0'><v>44440</v></c>"), .xfs = XF("14"),
        .workbook = EXT_BOOK("<workbookPr/>",
                             "<x15:workbookPr date1904='1'/>") },
      "1[A:date 44440]" },
    { "a workbookPr of Excel 2010 without prefix",
      { .rows = ONE("<c r='A1' s='0'><v>42978</v></c>"), .xfs = XF("14"),
        .workbook = EXT_BOOK("<workbookPr date1904='true'/>",
                             "<workbookPr xmlns='" X14 "' date1904='0'/>") },
      "1[A:date 44440]" },
    { "an extension holds nothing of ours",
      { .rows = ONE("<c r='A1' s='0'><v>42978</v></c>"), .xfs = XF("14"),
        .workbook = EXT_BOOK("<workbookPr date1904='1'/>",
                             "<workbookPr/><sheets><sheet name='b' "
                             "r:id='rId1'/></sheets>") },
      "1[A:date 44440]" },
    { "a workbookPr that is no child of the workbook",
      { .rows = ONE("<c r='A1' s='0'><v>44440</v></c>"), .xfs = XF("14"),
        .workbook = "<workbook xmlns='" MAIN "' xmlns:r='" RELS "'><sheets>"
                    "<workbookPr date1904='1'/><sheet name='a' r:id='rId1'/>"
                    "</sheets><other><sheet name='b' r:id='rId1'/></other>"
                    "</workbook>" }, "1[A:date 44440]" },
    { "1904 under another prefix than the date's",
      { .rows = ONE("<c r='A1' s='0'><v>44440</v></c>"), .xfs = XF("14"),
        .workbook = "<workbook xmlns='" MAIN "' xmlns:r='" RELS "' xmlns:x15='"
                    X15 "'><workbookPr x15:date1904='1'/><sheets><sheet "
                    "name='a' r:id='rId1'/></sheets></workbook>" },
      "1[A:date 44440]" },
    { "rows and cells of another vocabulary",
      { .sheet = "<worksheet xmlns='" MAIN "' xmlns:o='urn:o'><o:sheetData>"
                 "<row r='1'><c r='A1'><v>8</v></c></row></o:sheetData>"
                 "<sheetData><o:row r='1'><c r='A1'><v>9</v></c></o:row>"
                 "<row r='1'><o:c r='A1'><v>9</v></o:c><c r='B1'><o:v>9</o:v>"
                 "<v>1<o:v>9</o:v></v></c></row></sheetData></worksheet>" },
      "1[B:number 1]" },
    { "a row within something else",
      { .sheet = "<worksheet xmlns='" MAIN "'><sheetData><custom><row r='1'>"
                 "<c r='A1'><v>9</v></c></row></custom><row r='1'><custom>"
                 "<c r='A1'><v>9</v></c></custom><c r='B1'><v>1</v></c></row>"
                 "</sheetData><custom><sheetData><row r='2'><c><v>9</v></c>"
                 "</row></sheetData></custom></worksheet>" },
      "1[B:number 1]" },
    { "a default vocabulary that changes",
      { .sheet = "<x:worksheet xmlns:x='" MAIN "' xmlns='urn:o'><sheetData>"
                 "<row r='1'><c r='A1'><v>9</v></c></row></sheetData>"
                 "<x:sheetData><row r='1'><c r='A1'><v>9</v></c></row>"
                 "<x:row r='1'><c xmlns='" MAIN "' r='A1'><v>1</v></c></x:row>"
                 "</x:sheetData></x:worksheet>" },
      "1[A:number 1]" },
    { "a prefix that is not declared",
      { .sheet = "<worksheet xmlns='" MAIN "'><sheetData><row r='1' "
                 "x14ac:dyDescent='0.2'><c r='A1'><v>1</v><q:v>9</q:v></c>"
                 "</row></sheetData></worksheet>" }, "1[A:number 1]" },
    { "no vocabulary at all",
      { .sheet = "<worksheet><sheetData><row r='1'><c r='A1'><v>1</v></c>"
                 "</row></sheetData></worksheet>" }, "1[A:number 1]" },
    { "strings of another vocabulary",
      { .rows = ONE("<c r='A1' t='s'><v>0</v></c>"),
        .shared = "<sst xmlns='" MAIN "' xmlns:o='urn:o'><o:x><si><t>乙</t>"
                  "</si></o:x><o:si><t>乙</t></o:si><si><o:t>乙</o:t><t>甲</t>"
                  "</si></sst>" }, "1[A:text 甲]" },
    { "strings in an extension are none",
      { .rows = ONE("<c r='A1' t='s'><v>0</v></c>"),
        .shared = "<sst xmlns=\"" MAIN "\"><extLst><si><t>乙</t></si></extLst>"
                  "<si><t>甲</t></si></sst>" }, "1[A:text 甲]" },
    { "strings without prefix that are not of the list's vocabulary",
      { .rows = ONE("<c r='A1' t='s'><v>0</v></c>"),
        .shared = "<x:sst xmlns:x=\"" MAIN "\" xmlns=\"urn:o\"><si><t>乙</t>"
                  "</si><x:si><x:t>甲</x:t></x:si></x:sst>" },
      "1[A:text 甲]" },
    { "styles of another vocabulary",
      { .rows = ONE("<c r='A1' s='0'><v>7</v></c>"),
        .styles = "<styleSheet xmlns='" MAIN "' xmlns:o='urn:o'><o:cellXfs>"
                  "<xf numFmtId='14'/></o:cellXfs><cellXfs><o:xf "
                  "numFmtId='14'/><xf numFmtId='0'><xf numFmtId='14'/></xf>"
                  "</cellXfs></styleSheet>" }, "1[A:number 7]" },
    { "a format of dxfs before the cells'",
      { .rows = ONE("<c r='A1' s='0'><v>7</v></c>"),
        .styles = "<styleSheet xmlns='" MAIN "'><numFmts><numFmt "
                  "numFmtId='176' formatCode='0'/></numFmts><dxfs><dxf><numFmt "
                  "numFmtId='176' formatCode='yyyy'/></dxf></dxfs><cellXfs>"
                  "<xf numFmtId='176'/></cellXfs></styleSheet>" },
      "1[A:number 7]" },
    { "relationships of another vocabulary",
      { .rows = A1("<v>1</v>"),
        .workbook_rels = "<Relationships xmlns='" PACKAGE "' xmlns:o='urn:o'>"
            "<o:Relationship Id='rId1' Type='" RELS "/worksheet' "
            "Target='no.xml'/><Relationship Id='rId1' Type='" RELS
            "/worksheet' Target='worksheets/sheet1.xml'/></Relationships>" },
      "1[A:number 1]" },
    /* where cells are */
    { "cells without r",
      { .rows = "<row r='1'><c><v>1</v></c><c><v>2</v></c></row>" },
      "1[A:number 1][B:number 2]" },
    { "rows without r",
      { .rows = "<row><c><v>1</v></c></row><row><c><v>2</v></c></row>" },
      "1[A:number 1]2[A:number 2]" },
    { "some without r",
      { .rows = "<row r='3'><c r='C3'><v>1</v></c><c><v>2</v></c></row>"
                "<row><c><v>3</v></c><c r='D4'><v>4</v></c></row>" },
      "3[C:number 1][D:number 2]4[A:number 3][D:number 4]" },
    { "empty cells without r count",
      { .rows = "<row r='1'><c/><c s='1'/><c><v>3</v></c></row>" },
      "1[C:number 3]" },
    { "sparse", { .rows = "<row r='7'><c r='AA7'><v>1</v></c></row>" },
      "7[AA:number 1]" },
    { "the last cell",
      { .rows = "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>" },
      "1048576[XFD:number 1]" },
    { "a row too far", { .rows = "<row r='1048577'><c><v>1</v></c></row>" },
      "! 1048577" },
    { "a row far too far",
      { .rows = "<row r='99999999999999999999999'><c><v>1</v></c></row>" },
      "! row" },
    { "a column too far", { .rows = ONE("<c r='XFE1'><v>1</v></c>") },
      "! column" },
    { "a column far too far", { .rows = ONE("<c r='ZZZZZZZ1'><v>1</v></c>") },
      "! row 1" },
    { "row 0", { .rows = "<row r='0'><c><v>1</v></c></row>" }, "! row" },
    { "row -1", { .rows = "<row r='-1'><c><v>1</v></c></row>" }, "! row" },
    { "cells out of order",
      { .rows = ONE("<c r='B1'><v>1</v></c><c r='A1'><v>2</v></c>") },
      "! row 1" },
    { "a cell twice",
      { .rows = ONE("<c r='A1'><v>1</v></c><c r='A1'><v>2</v></c>") },
      "! row 1" },
    { "a row twice", { .rows = A1("<v>1</v>") A1("<v>2</v>") }, "! row 1" },
    { "a cell of another row", { .rows = ONE("<c r='A2'><v>1</v></c>") },
      "! A2" },
    { "with advice", { .rows = ONE("<c r='a2'><v>1</v></c>") },
      "! cell 'A2' stands in row 1; open the file in Excel or WPS" },
    { "an empty cell of another row",
      { .rows = ONE("<c r='A1'><v>1</v></c><c r='A2' s='1'/><c r='A4' t='s'>"
                    "<v></v></c><c r='B1'><v>2</v></c>") },
      "1[A:number 1][B:number 2]" },
    { "small letters",
      { .rows = ONE("<c r='a1'><v>1</v></c><c r='aB1'><v>2</v></c>") },
      "1[A:number 1][AB:number 2]" },
    { "a row in pieces",
      { .rows = ONE("<c r='A1'><v>1</v></c>") ONE("<c r='B1' t='inlineStr'><is>"
                "<t>甲</t></is></c>") ONE("") ONE("<c r='D1'><v>4</v></c>")
                "<row r='2'><c><v>5</v></c></row><row r='2'><c><v>6</v></c>"
                "</row><row><c><v>7</v></c></row>" },
      "1[A:number 1][B:text 甲][D:number 4]2[A:number 5][B:number 6]"
      "3[A:number 7]" },
    { "a row in pieces, plain and not",
      { .rows = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"
                "<row r=\"1\"><c r=\"B1\"><v>2</v></c><c r=\"C1\" x=\"y\">"
                "<v>3</v></c></row><row><c><v>4</v></c></row>" },
      "1[A:number 1][B:number 2][C:number 3]2[A:number 4]" },
    { "plain rows, then one that is not",
      { .rows = "<row><c><v>1</v></c></row><row><c><v>2</v></c><c x=\"y\">"
                "<v>3</v></c></row><row><c><v>4</v></c></row>" },
      "1[A:number 1]2[A:number 2][B:number 3]3[A:number 4]" },
    { "rows out of order",
      { .rows = "<row r='2'><c><v>1</v></c></row><row r='1'><c><v>1</v></c>"
                "</row>" }, "! row 1 comes after row 2; open" },
    { "no address", { .rows = ONE("<c r='hello'><v>1</v></c>") }, "! hello" },
    { "no address: only letters", { .rows = ONE("<c r='A'><v>1</v></c>") },
      "! row 1" },
    { "a hidden row", { .rows = "<row r='1' hidden='1'><c><v>1</v></c></row>"
                                "<row r='2' hidden='0'><c><v>2</v></c></row>"
                                "<row r='3' hidden='true'><c><v>3</v></c>"
                                "</row><row r='4'><c><v>4</v></c></row>" },
      "1(hidden)[A:number 1]2[A:number 2]3(hidden)[A:number 3]"
      "4[A:number 4]" },
    /* the sheet's part */
    { "a wrong dimension",
      { .sheet = "<worksheet xmlns='" MAIN "'><dimension ref='A1'/><sheetData>"
                 "<row r='2'><c r='B2'><v>1</v></c></row></sheetData>"
                 "</worksheet>" }, "2[B:number 1]" },
    { "prefixes",
      { .sheet = "<x:worksheet xmlns:x='" MAIN "'><x:sheetData><x:row r='1'>"
                 "<x:c r='A1' t='inlineStr'><x:is><x:t>甲</x:t></x:is></x:c>"
                 "</x:row></x:sheetData></x:worksheet>",
        .workbook = "<x:workbook xmlns:x='" MAIN "' xmlns:relationships='" RELS
                    "'><x:sheets><x:sheet name='a' sheetId='1' "
                    "relationships:id='rId1'/></x:sheets></x:workbook>" },
      "1[A:text 甲]" },
    { "strict namespaces",
      { .sheet = "<worksheet xmlns='http://purl.oclc.org/ooxml/spreadsheetml/"
                 "main'><sheetData><row><c t='d'><v>2021-09-01</v></c></row>"
                 "</sheetData></worksheet>",
        .package_rels = "<Relationships xmlns='" PACKAGE "'><Relationship "
            "Id='rId1' Type='" STRICT "/officeDocument' "
            "Target='xl/workbook.xml'/></Relationships>",
        .workbook_rels = RELATIONS(STRICT, "worksheets/sheet1.xml") },
      "1[A:date 44440]" },
    { "what follows the data is no data",
      { .sheet = "<worksheet xmlns='" MAIN "'><cols><col min='1'/></cols>"
                 "<sheetData><row r='1'><c r='A1'><v>1</v></c></row>"
                 "</sheetData><extLst><ext><row r='9'><c r='A9'><v>9</v></c>"
                 "</row></ext></extLst></worksheet>" }, "1[A:number 1]" },
    { "UTF-16",
      { .sheet = "\xFF\xFE<\0w\0>\0<\0s\0h\0e\0e\0t\0D\0a\0t\0a\0>\0<\0r\0o\0w\0>\0"
                 "<\0c\0>\0<\0v\0>\0" "7\0<\0/\0v\0>\0<\0/\0c\0>\0"
                 "<\0/\0r\0o\0w\0>\0<\0/\0s\0h\0e\0e\0t\0D\0a\0t\0a\0>\0"
                 "<\0/\0w\0>\0",
        .sheet_size = 2 + 2 * (3 + 11 + 5 + 3 + 3 + 1 + 4 + 4 + 6 + 12 + 4) },
      "1[A:number 7]" },
    { "a DOCTYPE",
      { .sheet = "<!DOCTYPE a [<!ENTITY b 'x'>]><worksheet/>" },
      "! DOCTYPE" },
    { "a DOCTYPE in the strings",
      { .rows = A1("<v>1</v>"), .shared = "<!DOCTYPE sst><sst/>" },
      "! DOCTYPE" },
    { "a DOCTYPE in the workbook",
      { .workbook = "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><workbook/>" },
      "! DOCTYPE" },
    { "an entity unknown", { .rows = INLINE("<is><t>&b;</t></is>") }, "! XML" },
    { "broken XML", { .sheet = "<worksheet><sheetData>" }, "! XML" },
    { "broken XML after rows", { .rows = A1("<v>1</v>") "<row><c></row>" },
      "! XML" },
    { "broken UTF-8", { .rows = INLINE("<is><t>\xFF</t></is>") }, "! XML" },
    { "an empty part", { .sheet = " " }, "! XML" },
    { "no content", { .sheet = "" }, "! no content" },
    { "a sheet without relationship",
      { .rows = A1("<v>1</v>"),
        .workbook = "<workbook xmlns:r='" RELS "'><sheets><sheet name='M' "
                    "state='veryHidden' r:id=''/><sheet name='a' "
                    "r:id='rId1'/></sheets></workbook>" }, "1[A:number 1]" },
    { "a sheet whose part is missing",
      { .rows = A1("<v>1</v>"),
        .workbook = "<workbook xmlns:r='" RELS "'><sheets><sheet name='a' "
                    "r:id='rId1'/><sheet name='b' r:id='rId9'/></sheets>"
                    "</workbook>",
        .workbook_rels = "<Relationships><Relationship Id='rId9' Type='" RELS
            "/worksheet' Target='worksheets/gone.xml'/><Relationship "
            "Id='rId1' Type='" RELS "/worksheet' "
            "Target='worksheets/sheet1.xml'/></Relationships>" },
      "1[A:number 1]" },
    /* the package */
    { "an absolute target",
      { .rows = A1("<v>1</v>"),
        .workbook_rels = RELATIONS(RELS, "/xl/worksheets/sheet1.xml") },
      "1[A:number 1]" },
    { "an absolute target of the package",
      { .rows = A1("<v>1</v>"),
        .package_rels = "<Relationships xmlns='" PACKAGE "'><Relationship "
            "Id='rId1' Type='" RELS "/officeDocument' "
            "Target='/xl/workbook.xml'/></Relationships>" },
      "1[A:number 1]" },
    { "a target that climbs",
      { .rows = A1("<v>1</v>"),
        .workbook_rels = RELATIONS(RELS, "../xl/./worksheets/sheet1.xml") },
      "1[A:number 1]" },
    { "a target that climbs too far",
      { .rows = A1("<v>1</v>"),
        .workbook_rels = RELATIONS(RELS, "../../../etc/passwd") },
      "! no content" },
    { "a target with backslashes",
      { .rows = A1("<v>1</v>"),
        .workbook_rels = RELATIONS(RELS, "worksheets\\sheet1.xml") },
      "1[A:number 1]" },
    { "a part with backslashes",
      { .rows = A1("<v>1</v>"), .sheet_name = "xl\\worksheets\\sheet1.xml" },
      "1[A:number 1]" },
    { "a part in other case",
      { .rows = A1("<v>1</v>"), .sheet_name = "XL/Worksheets/Sheet1.xml" },
      "1[A:number 1]" },
    { "no package relations",
      { .rows = A1("<v>1</v>"), .package_rels = "" }, "1[A:number 1]" },
    { "no workbook relations",
      { .rows = A1("<v>1</v>"), .workbook_rels = "" }, "! content" },
    { "no workbook", { .workbook = "" }, "! no .xlsx workbook" },
    { "no sheets", { .workbook = "<workbook/>" }, "! no .xlsx workbook" },
    { "a chart sheet has no rows",
      { .rows = A1("<v>1</v>"),
        .workbook = "<workbook xmlns:r='" RELS "'><sheets>"
            "<sheet name='图' sheetId='2' r:id='rId9'/>"
            "<sheet name='a' sheetId='1' r:id='rId1'/></sheets></workbook>",
        .workbook_rels = "<Relationships><Relationship Id='rId9' Type='" RELS
            "/chartsheet' Target='chartsheets/sheet1.xml'/><Relationship "
            "Id='rId1' Type='" RELS "/worksheet' "
            "Target='worksheets/sheet1.xml'/></Relationships>" },
      "1[A:number 1]" },
};

/* Under small limits. */
static const struct {
    const char *label, *rows, *strings;
    uint64_t cells, text, depth, attributes, columns, string_bytes;
    const char *want;
} limit_cases[] = {
    { "as many cells", "<row><c><v>1</v></c><c><v>2</v></c></row>", "",
      2, 9, 9, 9, 9, 9, "1[A:number 1][B:number 2]" },
    { "too many cells", "<row><c><v>1</v></c><c><v>2</v></c></row>", "",
      1, 9, 9, 9, 9, 9, "! more than 1 cells" },
    { "styles are no cells", "<row><c s='1'/><c s='1'/><c><v>2</v></c></row>",
      "", 1, 9, 9, 9, 9, 9, "1[C:number 2]" },
    { "too many columns", "<row><c r='D1'><v>1</v></c></row>", "",
      9, 9, 9, 9, 3, 9, "! column" },
    { "as long a text", INLINE("<is><t>abc</t></is>"), "",
      9, 3, 9, 9, 9, 9, "1[A:text abc]" },
    { "too long a text", INLINE("<is><t>abcd</t></is>"), "",
      9, 3, 9, 9, 9, 9, "! text" },
    { "too long in runs", INLINE("<is><r><t>ab</t></r><r><t>cd</t></r></is>"),
      "", 9, 3, 9, 9, 9, 9, "! text" },
    { "too long a shared text", "", SI("abcd"),
      9, 3, 9, 9, 9, 9, "! text" },
    { "too long in shared runs", "",
      "<si><r><t>ab</t></r><r><t>cd</t></r></si>",
      9, 3, 9, 9, 9, 9, "! text" },
    { "as many string bytes", "", SI("abc") SI("def"),
      9, 9, 9, 9, 9, 6, "" },
    { "too many string bytes", "", SI("abc") SI("def"),
      9, 9, 9, 9, 9, 5, "! shared strings" },
    { "too deep", A1("<v>1</v>"), "", 9, 9, 4, 9, 9, 9, "! deep" },
    { "as deep", A1("<v>1</v>"), "", 9, 9, 5, 9, 9, 9, "1[A:number 1]" },
    { "too many attributes", "<row a='' b='' c='' d=''/>", "",
      9, 9, 9, 3, 9, 9, "! attributes" },
    { "as many attributes", "<row a='' b='' c=''/>", "",
      9, 9, 9, 3, 9, 9, "" },
};
/* clang-format on */

static void test_limits(void)
{
    for (size_t i = 0; i < TB_LEN(limit_cases); i++) {
        struct tb_limits limits = tb_limits_default;
        const struct parts parts = { .rows = limit_cases[i].rows,
                                     .strings = limit_cases[i].strings };

        limits.cells = limit_cases[i].cells;
        limits.text = limit_cases[i].text;
        limits.depth = limit_cases[i].depth;
        limits.attributes = limit_cases[i].attributes;
        limits.columns = limit_cases[i].columns;
        limits.strings = limit_cases[i].string_bytes;
        check_book(limit_cases[i].label, &parts, &limits, limit_cases[i].want);
    }
}

/* A million elements deep, an attribute of many megabytes. */
static void test_attacks(void)
{
    struct tb_buf rows = { 0 };
    struct parts parts = { 0 };

    for (int i = 0; i < 1000000; i++)
        tb_buf_adds(&rows, "<a>");
    parts.rows = tb_buf_text(&rows);
    check_book("a million deep", &parts, &tb_limits_default, "! deep");
    tb_buf_clear(&rows);
    tb_buf_adds(&rows, "<row a='");
    for (int i = 0; i < 4000000; i++)
        tb_buf_addc(&rows, 'x');
    tb_buf_adds(&rows, "'/>");
    parts.rows = tb_buf_text(&rows);
    check_book("a huge attribute", &parts, &tb_limits_default, "! longer");
    tb_buf_free(&rows);
}

/* Sheets by name, hidden ones too; each is read by its index. */
static void test_sheets(void)
{
    const struct parts parts = {
        .rows = A1("<v>1</v>"),
        .workbook = "<workbook xmlns:r='" RELS "'><sheets>"
                    "<sheet name='甲&amp;乙' sheetId='7' r:id='rId1'/>"
                    "<sheet name='b' state='hidden' sheetId='2' r:id='rId1'/>"
                    "<sheet name='c' state='veryHidden' sheetId='3' "
                    "r:id='rId1'/><sheet name='d' state='visible' sheetId='4' "
                    "r:id='rId1'/></sheets></workbook>",
    };
    static const bool hidden[] = { false, true, true, false };
    static const char *const names[] = { "甲&乙", "b", "c", "d" };
    struct zip_maker m = { 0 };
    struct tb_source source = tb_source_bytes(make_book(&m, &parts));
    struct tb_book *book = NULL;
    struct tb_err err = { 0 };
    struct tb_limits limits = tb_limits_default;
    struct tb_buf got = { 0 };

    CHECK_INT("open", tb_book_open(&source, &limits, &book, &err), 0);
    CHECK_INT("kind", tb_book_kind(book), TB_BOOK_XLSX);
    CHECK_INT("sheets", tb_book_sheets(book), 4);
    for (size_t i = 0; i < 4; i++) {
        struct tb_sheet_info info = tb_book_sheet(book, i);
        CHECK(names[i], tb_str_is(info.name, names[i]));
        CHECK_INT(names[i], info.hidden, hidden[i]);
        CHECK_INT("read", tb_book_read(book, i, show_row, &got, &err), 0);
    }
    CHECK_STR("rows", tb_buf_text(&got),
              "1[A:number 1]1[A:number 1]1[A:number 1]1[A:number 1]");
    tb_book_close(book);
    limits.sheets = 3;
    CHECK_INT("too many", tb_book_open(&source, &limits, &book, &err), -1);
    CHECK_HAS("too many", err.msg, "more than 3 sheets");
    tb_buf_free(&got);
    zip_free(&m);
}

static int stop_at_two(const struct tb_row *row, void *ctx)
{
    ++*(int *)ctx;
    return row->number == 2 ? 42 : 0;
}

static void test_stop(void)
{
    const struct parts parts = { .rows = A1(
                                     "<v>1</v>") "<row><c><v>2</v></c></row>"
                                                 "<row><c><v>3</v></c></row>" };
    struct zip_maker m = { 0 };
    struct tb_source source = tb_source_bytes(make_book(&m, &parts));
    struct tb_book *book = NULL;
    struct tb_err err = { 0 };
    int calls = 0;

    tb_book_open(&source, &tb_limits_default, &book, &err);
    CHECK_INT("stopped", tb_book_read(book, 0, stop_at_two, &calls, &err), 42);
    CHECK_INT("not called again", calls, 2);
    CHECK_INT("no failure", err.status, TB_OK);
    CHECK_INT("again", tb_book_read(book, 0, stop_at_two, &calls, &err), 42);
    tb_book_close(book);
    zip_free(&m);
}

/* The ranges of a sheet, known once it has been read to its end. */
static void test_merges(void)
{
    const struct parts parts = {
        .sheet = "<worksheet xmlns='" MAIN "' xmlns:o='urn:o'><sheetData>"
                 "<row r='1'><c><v>1</v></c></row><row r='2'><c><v>2</v></c>"
                 "</row><row r='3'><c><v>3</v></c></row></sheetData>"
                 "<o:mergeCells><o:mergeCell ref='A1:A9'/></o:mergeCells>"
                 "<mergeCells count='1'><mergeCell ref='C5:E7'/>"
                 "<mergeCell ref='b3:A2'/><mergeCell ref='A1'/><mergeCell/>"
                 "<mergeCell ref='A1:A1'/><mergeCell ref='A0:B2'/>"
                 "<mergeCell ref='hello'/><mergeCell ref='AA2:AB2'/>"
                 "</mergeCells><other><mergeCell ref='A1:A8'/></other>"
                 "<extLst><ext><mergeCells><mergeCell ref='A1:A7'/>"
                 "</mergeCells></ext></extLst></worksheet>",
    };
    struct zip_maker m = { 0 };
    struct tb_source source = tb_source_bytes(make_book(&m, &parts));
    struct tb_book *book = NULL;
    struct tb_err err = { 0 };
    struct tb_buf got = { 0 };
    const struct tb_merge *list;
    size_t count;
    int calls = 0;

    tb_book_open(&source, &tb_limits_default, &book, &err);
    CHECK_INT("stop", tb_book_read(book, 0, stop_at_two, &calls, &err), 42);
    CHECK("not known yet", !tb_book_merges(book, 0, &list, &count));
    for (int i = 0; i < 2; i++) {
        CHECK_INT("read", tb_book_read(book, 0, show_row, &got, &err), 0);
        CHECK("known", tb_book_merges(book, 0, &list, &count));
        tb_buf_clear(&got);
        for (size_t k = 0; k < count; k++) {
            char name[TB_RANGE_NAME];
            tb_range_name(&list[k], name);
            tb_buf_addf(&got, "%s ", name);
        }
        CHECK_STR("ranges", tb_buf_text(&got), "A2:B3 AA2:AB2 C5:E7 ");
    }
    tb_book_close(book);
    tb_buf_free(&got);
    zip_free(&m);
}

static void test_names(void)
{
    static const struct {
        uint32_t column;
        const char *name;
    } columns[] = { { 0, "A" },    { 2, "C" },     { 25, "Z" },
                    { 26, "AA" },  { 51, "AZ" },   { 52, "BA" },
                    { 701, "ZZ" }, { 702, "AAA" }, { 16383, "XFD" } };
    char name[8];

    for (size_t i = 0; i < TB_LEN(columns); i++) {
        tb_column_name(columns[i].column, name);
        CHECK_STR(columns[i].name, name, columns[i].name);
    }
    tb_column_name(UINT32_MAX, name);
    CHECK("the largest fits", strlen(name) < 8);
}

int main(void)
{
    for (size_t i = 0; i < TB_LEN(cases); i++)
        check_book(cases[i].label, &cases[i].parts, &tb_limits_default,
                   cases[i].want);
    test_limits();
    test_attacks();
    test_sheets();
    test_stop();
    test_merges();
    test_names();
    return CHECK_END;
}
