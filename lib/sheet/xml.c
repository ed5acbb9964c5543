/* xml.c - expat with its doors shut. */
#include "xml.h"

#include <expat.h>
#include <stdlib.h>
#include <strings.h>

#include "mem.h"
#include "xml_names.h"

#define BLOCK 65536

struct tb_xml_parser {
    const struct tb_limits *limits;
    const struct tb_xml *xml;
    struct tb_err *err;
    XML_Parser parser;
    struct xml_names names;
    uint64_t depth, fed;
    uint64_t foreign; /* the depth of what is passed over; 0: nothing is */
    bool other_encoding;
    int rc; /* what stopped the parse */
};

const char *tb_xml_local(const char *name)
{
    const char *colon = strchr(name, ':');

    return colon ? colon + 1 : name;
}

const char *tb_xml_attribute(const char **attributes, const char *name)
{
    for (size_t i = 0; attributes[i]; i += 2)
        if (strcmp(attributes[i], name) == 0)
            return attributes[i + 1];
    return NULL;
}

static void stop(struct tb_xml_parser *p, int rc)
{
    if (p->rc == 0)
        p->rc = rc;
    XML_StopParser(p->parser, XML_FALSE);
}

static void XMLCALL on_start(void *ctx, const char *name, const char **atts)
{
    struct tb_xml_parser *p = ctx;
    int rc;

    if (++p->depth > p->limits->depth) {
        stop(p, tb_fail(p->err, "XML is nested too deeply"));
        return;
    }
    if (atts[0] && (uint64_t)XML_GetSpecifiedAttributeCount(p->parser) / 2 >
                       p->limits->attributes) {
        stop(p, tb_fail(p->err, "an XML element has too many attributes"));
        return;
    }
    if (p->foreign)
        return;
    if (!xml_names_open(&p->names, p->depth, name, atts)) {
        stop(p, tb_fail(p->err, "XML with too many namespaces"));
        return;
    }
    if (!xml_names_has(&p->names, name) ||
        strcmp(tb_xml_local(name), "extLst") == 0) {
        p->foreign = p->depth;
        return;
    }
    rc = p->xml->start(p->xml->ctx, (unsigned)p->depth, tb_xml_local(name),
                       atts);
    if (rc != 0)
        stop(p, rc);
}

static void XMLCALL on_end(void *ctx, const char *name)
{
    struct tb_xml_parser *p = ctx;
    uint64_t depth = p->depth--;
    int rc;

    if (depth == p->foreign || !p->foreign)
        xml_names_close(&p->names, depth);
    if (p->foreign) {
        p->foreign = depth == p->foreign ? 0 : p->foreign;
        return;
    }
    if (p->rc != 0)
        return;
    rc = p->xml->end(p->xml->ctx, tb_xml_local(name));
    if (rc != 0)
        stop(p, rc);
}

static void XMLCALL on_text(void *ctx, const char *s, int n)
{
    struct tb_xml_parser *p = ctx;
    int rc;

    if (p->rc != 0 || p->foreign)
        return;
    rc = p->xml->text(p->xml->ctx, s, (size_t)n);
    if (rc != 0)
        stop(p, rc);
}

static void XMLCALL on_doctype(void *ctx, const char *name, const char *sysid,
                               const char *pubid, int has_subset)
{
    struct tb_xml_parser *p = ctx;

    (void)name;
    (void)sysid;
    (void)pubid;
    (void)has_subset;
    stop(p, tb_fail(p->err, "XML with a DOCTYPE, which no spreadsheet program "
                            "writes: this looks like an attack"));
}

static void XMLCALL on_declaration(void *ctx, const char *version,
                                   const char *encoding, int standalone)
{
    struct tb_xml_parser *p = ctx;

    (void)version;
    (void)standalone;
    p->other_encoding = encoding && strcasecmp(encoding, "UTF-8") != 0;
}

struct tb_xml_parser *tb_xml_new(const struct tb_limits *limits,
                                 const struct tb_xml *xml, struct tb_err *err)
{
    struct tb_xml_parser *p = tb_alloc(1, sizeof *p);

    p->limits = limits;
    p->xml = xml;
    p->err = err;
    p->parser = XML_ParserCreate(NULL);
    if (!p->parser) {
        p->rc = tb_fail_as(err, TB_NOMEM, "out of memory");
        return p;
    }
    XML_SetUserData(p->parser, p);
    XML_SetElementHandler(p->parser, on_start, on_end);
    if (xml->text)
        XML_SetCharacterDataHandler(p->parser, on_text);
    XML_SetStartDoctypeDeclHandler(p->parser, on_doctype);
    XML_SetXmlDeclHandler(p->parser, on_declaration);
    return p;
}

void tb_xml_free(struct tb_xml_parser *p)
{
    if (!p)
        return;
    if (p->parser)
        XML_ParserFree(p->parser);
    xml_names_free(&p->names);
    free(p);
}

bool tb_xml_is_plain(const struct tb_xml_parser *p, unsigned depth)
{
    return !p->other_encoding && !p->foreign && p->depth == depth &&
           xml_names_has(&p->names, "");
}

/* Bytes that expat holds back because a token is not finished. */
static int check_token(struct tb_xml_parser *p)
{
    long long at = (long long)XML_GetCurrentByteIndex(p->parser);

    if (at >= 0 && p->fed > (uint64_t)at &&
        p->fed - (uint64_t)at > p->limits->token)
        return tb_fail(p->err, "a piece of XML is longer than %llu KiB",
                       (unsigned long long)(p->limits->token >> 10));
    return 0;
}

int tb_xml_feed(struct tb_xml_parser *p, struct tb_str bytes, bool last)
{
    do {
        size_t n = bytes.n < BLOCK ? bytes.n : BLOCK;
        bool final = last && n == bytes.n;
        if (p->rc != 0)
            return p->rc;
        p->fed += n;
        if (XML_Parse(p->parser, bytes.p, (int)n, final) != XML_STATUS_OK) {
            if (p->rc == 0)
                p->rc = tb_fail(p->err, "broken XML: %s",
                                XML_ErrorString(XML_GetErrorCode(p->parser)));
        } else {
            p->rc = check_token(p);
        }
        bytes = tb_str_from(bytes, n);
    } while (bytes.n > 0);
    return p->rc;
}

int tb_xml_part(struct tb_zip *zip, size_t index,
                const struct tb_limits *limits, const struct tb_xml *xml,
                struct tb_err *err)
{
    struct tb_xml_parser *p = tb_xml_new(limits, xml, err);
    char block[BLOCK];
    long n;
    int rc = tb_zip_start(zip, index, err);

    while (rc == 0) {
        n = tb_zip_read(zip, block, sizeof block, err);
        rc = n < 0 ? -1 : tb_xml_feed(p, tb_str_n(block, (size_t)n), n == 0);
        if (n == 0)
            break;
    }
    if (rc == 0)
        rc = tb_zip_finish(zip, err);
    tb_zip_abandon(zip);
    tb_xml_free(p);
    return rc;
}
