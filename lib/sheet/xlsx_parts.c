/* xlsx_parts.c - relationships, the list of sheets, styles. */
#include <stdlib.h>

#include "mem.h"
#include "package.h"
#include "xlsx.h"

#define STYLES_MAX 100000
#define FORMATS_MAX 5000 /* of a workbook's own; Excel allows some 250 */
#define RELATIONS_MAX 4096

struct relation {
    struct tb_str id, type, target;
};

struct relations {
    struct xlsx *book;
    struct relation *list;
    size_t count, room;
    struct tb_err *err;
};

static struct tb_str keep(struct xlsx *book, const char *text)
{
    return tb_arena_copy(&book->arena, tb_str(text ? text : ""));
}

static int nothing(void *ctx, const char *name)
{
    (void)ctx;
    (void)name;
    return 0;
}

static int on_relation(void *ctx, unsigned depth, const char *name,
                       const char **atts)
{
    struct relations *r = ctx;
    const char *mode = tb_xml_attribute(atts, "TargetMode");

    if (depth != 2 || strcmp(name, "Relationship") != 0 ||
        (mode && strcmp(mode, "External") == 0))
        return 0;
    if (r->count >= RELATIONS_MAX)
        return tb_fail(r->err, "more than %d relationships", RELATIONS_MAX);
    r->list = tb_grow(r->list, r->count, &r->room, sizeof *r->list);
    r->list[r->count++] = (struct relation){
        .id = keep(r->book, tb_xml_attribute(atts, "Id")),
        .type = keep(r->book, tb_xml_attribute(atts, "Type")),
        .target = keep(r->book, tb_xml_attribute(atts, "Target")),
    };
    return 0;
}

/* Resolve TARGET against the folder of part BASE: "." and ".." and a leading
 * slash; the result only names an entry of the archive. */
static struct tb_str resolve(struct xlsx *book, struct tb_str base,
                             struct tb_str target)
{
    char *out = tb_arena_alloc(&book->arena, base.n + target.n + 2);
    size_t n = 0;
    struct tb_str piece;

    if (target.n > 0 && target.p[0] != '/' && target.p[0] != '\\')
        for (size_t i = base.n; i > 0; i--)
            if (base.p[i - 1] == '/') {
                memcpy(out, base.p, i);
                n = i;
                break;
            }
    while (tb_str_next(&target, "/\\", &piece)) {
        if (piece.n == 0 || tb_str_is(piece, "."))
            continue;
        if (tb_str_is(piece, "..")) {
            while (n > 0 && out[--n] == '/')
                ;
            while (n > 0 && out[n - 1] != '/')
                n--;
            continue;
        }
        memcpy(out + n, piece.p, piece.n);
        n += piece.n;
        out[n++] = '/';
    }
    return tb_str_n(out, n > 0 ? n - 1 : 0);
}

/* Read the relations of PART ("" for the package); none is no failure. */
static int load_relations(struct relations *r, struct tb_str part,
                          struct tb_err *err)
{
    const struct tb_xml xml = { on_relation, nothing, NULL, r };
    struct tb_buf name = { 0 };
    size_t slash = part.n;
    long at;
    int rc = 0;

    r->err = err;
    while (slash > 0 && part.p[slash - 1] != '/')
        slash--;
    tb_buf_addf(&name, "%.*s_rels/%.*s.rels", (int)slash, part.p,
                TB_STR_ARG(tb_str_from(part, slash)));
    at = tb_zip_find(r->book->zip, tb_buf_str(&name));
    if (at >= 0)
        rc = tb_xml_part(r->book->zip, (size_t)at, r->book->limits, &xml, err);
    if (rc < 0)
        tb_fail_in(err, "%s", tb_buf_text(&name));
    tb_buf_free(&name);
    return rc;
}

/* The last word of a relationship's type; strict and transitional agree. */
static bool is_type(const struct relation *r, const char *word)
{
    size_t n = strlen(word);

    return r->type.n > n && r->type.p[r->type.n - n - 1] == '/' &&
           memcmp(r->type.p + r->type.n - n, word, n) == 0;
}

static const struct relation *by_id(const struct relations *r, const char *id)
{
    for (size_t i = 0; id && i < r->count; i++)
        if (tb_str_is(r->list[i].id, id))
            return &r->list[i];
    return NULL;
}

static bool is_true(const char *value)
{
    return value && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}

struct workbook {
    struct xlsx *book;
    const struct relations *relations;
    struct tb_str part;
    struct tb_err *err;
    uint64_t seen; /* sheets of any kind */
    bool in_sheets;
};

static int add_sheet(struct workbook *w, const char **atts)
{
    struct xlsx *b = w->book;
    const struct relation *r = NULL;
    const char *state = tb_xml_attribute(atts, "state");
    struct xlsx_sheet *s;

    if (w->seen++ >= b->limits->sheets)
        return tb_fail(w->err, "more than %llu sheets",
                       (unsigned long long)b->limits->sheets);
    for (size_t i = 0; atts[i] && !r; i += 2)
        if (strcmp(tb_xml_local(atts[i]), "id") == 0)
            r = by_id(w->relations, atts[i + 1]);
    if (r &&
        !is_type(r, "worksheet")) /* a chart or dialog sheet holds no rows */
        return 0;
    b->sheets =
        tb_grow(b->sheets, b->sheet_count, &b->sheet_room, sizeof *b->sheets);
    b->sheets[b->sheet_count] = (struct xlsx_sheet){
        .name = keep(b, tb_xml_attribute(atts, "name")),
        .part = r ? resolve(b, w->part, r->target) : tb_str(""),
        .hidden = state && strcmp(state, "visible") != 0,
    };
    s = &b->sheets[b->sheet_count++];
    s->is_missing = !r || tb_zip_find(b->zip, s->part) < 0;
    return 0;
}

/* Excel keeps the names of macro modules that are long gone; but one sheet at
 * least must be there. */
static int check_sheets(const struct xlsx *b, uint64_t seen, struct tb_err *err)
{
    if (b->sheet_count == 0 && seen > 0)
        return tb_fail(err, "a workbook of charts or dialogs without a "
                            "worksheet; a table is needed");
    if (b->sheet_count == 0)
        return tb_fail(err, "a zip archive, but no .xlsx workbook with sheets");
    for (size_t i = 0; i < b->sheet_count; i++)
        if (!b->sheets[i].is_missing)
            return 0;
    return tb_fail(err, "sheet '%.*s' has no content in the file",
                   TB_STR_ARG(b->sheets[0].name));
}

static int on_workbook(void *ctx, unsigned depth, const char *name,
                       const char **atts)
{
    struct workbook *w = ctx;

    if (depth == 2) {
        w->in_sheets = strcmp(name, "sheets") == 0;
        if (strcmp(name, "workbookPr") == 0)
            w->book->is_1904 = is_true(tb_xml_attribute(atts, "date1904"));
    }
    if (depth == 3 && w->in_sheets && strcmp(name, "sheet") == 0)
        return add_sheet(w, atts);
    return 0;
}

/* Styles: number formats by id, then the list of cell formats. */
struct styles {
    struct xlsx *book;
    struct tb_err *err;
    struct {
        unsigned id;
        struct xlsx_style style;
    } * formats;
    size_t count, room;
    enum { ELSEWHERE, IN_FORMATS, IN_CELL_FORMATS } place;
};

static struct xlsx_style style_of(const struct styles *s, unsigned id)
{
    for (size_t i = s->count; i > 0; i--)
        if (s->formats[i - 1].id == id)
            return s->formats[i - 1].style;
    return (struct xlsx_style){ .kind = (uint8_t)tb_numfmt_builtin(id) };
}

static unsigned number_of(const char *text)
{
    return text ? (unsigned)strtoul(text, NULL, 10) : 0;
}

static void add_format(struct styles *s, const char **atts)
{
    const char *code = tb_xml_attribute(atts, "formatCode");
    unsigned zeros;
    enum tb_numfmt kind = tb_numfmt_code(tb_str(code ? code : ""), &zeros);

    s->formats = tb_grow(s->formats, s->count, &s->room, sizeof *s->formats);
    s->formats[s->count].id = number_of(tb_xml_attribute(atts, "numFmtId"));
    s->formats[s->count].style =
        (struct xlsx_style){ (uint8_t)kind, (uint8_t)zeros };
    s->count++;
}

/* A differential format (<dxf>) has a <numFmt> too, which is no cell's. */
static int on_style(void *ctx, unsigned depth, const char *name,
                    const char **atts)
{
    struct styles *s = ctx;
    struct xlsx *b = s->book;

    if (s->count >= FORMATS_MAX || b->style_count >= STYLES_MAX)
        return tb_fail(s->err, "more cell formats than any workbook has");
    if (depth == 2) {
        s->place = strcmp(name, "numFmts") == 0   ? IN_FORMATS
                   : strcmp(name, "cellXfs") == 0 ? IN_CELL_FORMATS
                                                  : ELSEWHERE;
    } else if (depth == 3 && s->place == IN_FORMATS &&
               strcmp(name, "numFmt") == 0) {
        add_format(s, atts);
    } else if (depth == 3 && s->place == IN_CELL_FORMATS &&
               strcmp(name, "xf") == 0) {
        b->styles = tb_grow(b->styles, b->style_count, &b->style_room,
                            sizeof *b->styles);
        b->styles[b->style_count++] =
            style_of(s, number_of(tb_xml_attribute(atts, "numFmtId")));
    }
    return 0;
}

static int load_styles(struct xlsx *book, struct tb_err *err)
{
    struct styles s = { .book = book, .err = err };
    const struct tb_xml xml = { on_style, nothing, NULL, &s };
    long at =
        book->styles_part.p ? tb_zip_find(book->zip, book->styles_part) : -1;
    int rc = 0;

    if (at >= 0)
        rc = tb_xml_part(book->zip, (size_t)at, book->limits, &xml, err);
    if (rc < 0)
        tb_fail_in(err, "%.*s", TB_STR_ARG(book->styles_part));
    free(s.formats);
    return rc;
}

/* The part that the package calls its office document. */
static int find_workbook(struct xlsx *book, struct tb_str *part,
                         struct tb_err *err)
{
    struct relations r = { .book = book };
    int rc = load_relations(&r, tb_str(""), err);

    *part = tb_str("xl/workbook.xml");
    for (size_t i = 0; rc == 0 && i < r.count; i++)
        if (is_type(&r.list[i], "officeDocument"))
            *part = resolve(book, tb_str(""), r.list[i].target);
    free(r.list);
    return rc;
}

static int load_workbook(struct xlsx *book, struct tb_err *err)
{
    struct relations r = { .book = book };
    struct workbook w = { .book = book, .relations = &r, .err = err };
    const struct tb_xml xml = { on_workbook, nothing, NULL, &w };
    const char *advice;
    long at;
    int rc = -1;

    if (find_workbook(book, &w.part, err) < 0)
        goto done;
    advice = tb_package_advice(book->zip, w.part);
    if (advice) {
        tb_fail(err, "%s", tb_translate(advice));
        goto done;
    }
    at = tb_zip_find(book->zip, w.part);
    if (load_relations(&r, w.part, err) < 0)
        goto done;
    for (size_t i = 0; i < r.count; i++) {
        if (is_type(&r.list[i], "styles"))
            book->styles_part = resolve(book, w.part, r.list[i].target);
        if (is_type(&r.list[i], "sharedStrings"))
            book->strings_part = resolve(book, w.part, r.list[i].target);
    }
    if (tb_xml_part(book->zip, (size_t)at, book->limits, &xml, err) < 0) {
        tb_fail_in(err, "%.*s", TB_STR_ARG(w.part));
        goto done;
    }
    rc = check_sheets(book, w.seen, err);
done:
    free(r.list);
    return rc;
}

int xlsx_open(struct tb_zip *zip, const struct tb_limits *limits,
              struct xlsx **book, struct tb_err *err)
{
    struct xlsx *b = tb_alloc(1, sizeof *b);

    b->zip = zip;
    b->limits = limits;
    if (load_workbook(b, err) < 0 || load_styles(b, err) < 0) {
        b->zip = NULL; /* stays the caller's */
        xlsx_close(b);
        return -1;
    }
    *book = b;
    return 0;
}

void xlsx_close(struct xlsx *b)
{
    if (!b)
        return;
    tb_zip_close(b->zip);
    for (size_t i = 0; i < b->sheet_count; i++)
        free(b->sheets[i].merges);
    free(b->sheets);
    free(b->styles);
    free(b->strings.bytes);
    free(b->strings.at);
    tb_arena_free(&b->arena);
    free(b);
}
