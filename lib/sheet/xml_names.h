/*
 * xml_names.h - which names of an XML part are of its root's vocabulary.
 *
 * Expat could resolve namespaces itself, but then refuses a part whose prefix
 * is not declared; here such a prefix is a vocabulary of its own.
 */
#ifndef TB_XML_NAMES_H
#define TB_XML_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A prefix ("" for none), declared by the element at DEPTH. */
struct xml_prefix {
    uint64_t depth;
    char *name;
    size_t length;
    bool is_ours;
};

#define XML_NAMES_MAX 256 /* declared at once: every element looks at them */

/* Starts as { 0 }. */
struct xml_names {
    struct xml_prefix *list;
    size_t count, room;
    char *ours;   /* the root's namespace; NULL: it has none */
    char *prefix; /* of the root, when that was not declared; NULL */
    bool has_root;
};

/* An element begins at DEPTH (the root: 1), with these attributes; false when
 * too many prefixes are declared. */
bool xml_names_open(struct xml_names *names, uint64_t depth, const char *name,
                    const char **attributes);
void xml_names_close(struct xml_names *names, uint64_t depth);

/* Is NAME, prefix and all, of the root's vocabulary? */
bool xml_names_has(const struct xml_names *names, const char *name);

void xml_names_free(struct xml_names *names);

#endif
