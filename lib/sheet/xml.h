/*
 * xml.h - parse one part of a workbook with expat, safely.
 *
 * A DOCTYPE is refused, so no entity but the five of XML is ever expanded;
 * depth, attributes and the size of a token are limited.
 *
 * A part is written in the vocabulary of its root: that of ECMA-376, in the
 * transitional or the strict form.  An element of any other vocabulary, and
 * an <extLst>, is passed over with all that it holds: later programs put
 * there what has the same names and means something else.
 */
#ifndef TB_XML_H
#define TB_XML_H

#include "zip.h"

struct tb_xml {
    /* Names without prefix; the root has DEPTH 1.  Return 0, or non-zero to
     * stop. */
    int (*start)(void *ctx, unsigned depth, const char *name,
                 const char **attributes);
    int (*end)(void *ctx, const char *name);
    int (*text)(void *ctx, const char *p, size_t n); /* may be NULL */
    void *ctx;
};

/* Returns 0, what a handler returned, or -1 with ERR. */
int tb_xml_part(struct tb_zip *zip, size_t index,
                const struct tb_limits *limits, const struct tb_xml *xml,
                struct tb_err *err);

/* Piece by piece: new, feed (LAST with the last piece), free. */
struct tb_xml_parser;

struct tb_xml_parser *tb_xml_new(const struct tb_limits *limits,
                                 const struct tb_xml *xml, struct tb_err *err);
int tb_xml_feed(struct tb_xml_parser *parser, struct tb_str bytes, bool last);
void tb_xml_free(struct tb_xml_parser *parser);

/* May something simpler read on here?  So far no encoding but UTF-8 was
 * declared, DEPTH elements are open, none of which is passed over, and a name
 * without prefix is of the part's vocabulary. */
bool tb_xml_is_plain(const struct tb_xml_parser *parser, unsigned depth);

/* NAME without its prefix. */
const char *tb_xml_local(const char *name);

/* The value of attribute NAME, prefix and all, or NULL. */
const char *tb_xml_attribute(const char **attributes, const char *name);

#endif
