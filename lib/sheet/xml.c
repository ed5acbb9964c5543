/* xml.c - expat with its doors shut. */
#include "xml.h"

#include <expat.h>

#define BLOCK 65536

struct parse {
    const struct tb_limits *limits;
    const struct tb_xml *xml;
    struct tb_err *err;
    XML_Parser parser;
    uint64_t depth;
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
        if (strcmp(tb_xml_local(attributes[i]), name) == 0)
            return attributes[i + 1];
    return NULL;
}

static void stop(struct parse *p, int rc)
{
    if (p->rc == 0)
        p->rc = rc;
    XML_StopParser(p->parser, XML_FALSE);
}

static void XMLCALL on_start(void *ctx, const char *name, const char **atts)
{
    struct parse *p = ctx;
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
    rc = p->xml->start(p->xml->ctx, tb_xml_local(name), atts);
    if (rc != 0)
        stop(p, rc);
}

static void XMLCALL on_end(void *ctx, const char *name)
{
    struct parse *p = ctx;
    int rc;

    p->depth--;
    if (p->rc != 0)
        return;
    rc = p->xml->end(p->xml->ctx, tb_xml_local(name));
    if (rc != 0)
        stop(p, rc);
}

static void XMLCALL on_text(void *ctx, const char *s, int n)
{
    struct parse *p = ctx;
    int rc;

    if (p->rc != 0)
        return;
    rc = p->xml->text(p->xml->ctx, s, (size_t)n);
    if (rc != 0)
        stop(p, rc);
}

static void XMLCALL on_doctype(void *ctx, const char *name, const char *sysid,
                               const char *pubid, int has_subset)
{
    struct parse *p = ctx;

    (void)name;
    (void)sysid;
    (void)pubid;
    (void)has_subset;
    stop(p, tb_fail(p->err, "XML with a DOCTYPE, which no spreadsheet program "
                            "writes: this looks like an attack"));
}

static int begin(struct parse *p)
{
    p->parser = XML_ParserCreate(NULL);
    if (!p->parser)
        return tb_fail_as(p->err, TB_NOMEM, "out of memory");
    XML_SetUserData(p->parser, p);
    XML_SetElementHandler(p->parser, on_start, on_end);
    if (p->xml->text)
        XML_SetCharacterDataHandler(p->parser, on_text);
    XML_SetStartDoctypeDeclHandler(p->parser, on_doctype);
    return 0;
}

static int explain(struct parse *p)
{
    if (p->rc != 0)
        return p->rc;
    return tb_fail(p->err, "broken XML at line %lu: %s",
                   (unsigned long)XML_GetCurrentLineNumber(p->parser),
                   XML_ErrorString(XML_GetErrorCode(p->parser)));
}

/* Bytes that expat holds back because a token is not finished. */
static int check_token(struct parse *p, uint64_t fed)
{
    long long at = (long long)XML_GetCurrentByteIndex(p->parser);

    if (at >= 0 && fed > (uint64_t)at && fed - (uint64_t)at > p->limits->token)
        return tb_fail(p->err, "a piece of XML is longer than %llu KiB",
                       (unsigned long long)(p->limits->token >> 10));
    return 0;
}

int tb_xml_part(struct tb_zip *zip, size_t index,
                const struct tb_limits *limits, const struct tb_xml *xml,
                struct tb_err *err)
{
    struct parse p = { .limits = limits, .xml = xml, .err = err };
    uint64_t fed = 0;
    long n;
    int rc = -1;

    if (tb_zip_start(zip, index, err) < 0 || begin(&p) < 0)
        goto done;
    do {
        void *block = XML_GetBuffer(p.parser, BLOCK);
        if (!block) {
            tb_fail_as(err, TB_NOMEM, "out of memory");
            goto done;
        }
        n = tb_zip_read(zip, block, BLOCK, err);
        if (n < 0)
            goto done;
        fed += (uint64_t)n;
        if (XML_ParseBuffer(p.parser, (int)n, n == 0) != XML_STATUS_OK) {
            rc = explain(&p);
            goto done;
        }
        if (check_token(&p, fed) < 0)
            goto done;
    } while (n != 0);
    rc = tb_zip_finish(zip, err);
done:
    tb_zip_abandon(zip);
    if (p.parser)
        XML_ParserFree(p.parser);
    return rc;
}

int tb_xml_bytes(struct tb_str bytes, const struct tb_limits *limits,
                 const struct tb_xml *xml, struct tb_err *err)
{
    struct parse p = { .limits = limits, .xml = xml, .err = err };
    uint64_t fed = 0;
    int rc = begin(&p);

    while (rc == 0) {
        size_t n = bytes.n - fed < BLOCK ? bytes.n - fed : BLOCK;
        bool last = fed + n == bytes.n;
        if (XML_Parse(p.parser, bytes.p + fed, (int)n, last) != XML_STATUS_OK)
            rc = explain(&p);
        fed += n;
        if (rc == 0 && check_token(&p, fed) < 0)
            rc = -1;
        if (last)
            break;
    }
    if (p.parser)
        XML_ParserFree(p.parser);
    return rc;
}
