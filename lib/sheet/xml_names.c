/* xml_names.c - namespaces, as far as they are needed. */
#include "xml_names.h"

#include <stdlib.h>
#include <string.h>

#include "mem.h"

static char *copy(const char *p, size_t n)
{
    char *out = tb_alloc(n + 1, 1);

    memcpy(out, p, n);
    return out;
}

static size_t prefix_length(const char *name)
{
    const char *colon = strchr(name, ':');

    return colon ? (size_t)(colon - name) : 0;
}

/* The prefix that attribute NAME declares, or NULL. */
static const char *declared(const char *name)
{
    if (strncmp(name, "xmlns", 5) != 0)
        return NULL;
    return name[5] == '\0' ? name + 5 : name[5] == ':' ? name + 6 : NULL;
}

static bool is_prefix(const char *name, size_t n, const char *prefix)
{
    return strlen(prefix) == n && memcmp(name, prefix, n) == 0;
}

/* The namespace that the root's own attributes give NAME, or NULL. */
static const char *namespace_of(const char *name, const char **atts)
{
    for (size_t i = 0; atts[i]; i += 2) {
        const char *prefix = declared(atts[i]);
        if (prefix && is_prefix(name, prefix_length(name), prefix))
            return atts[i + 1];
    }
    return NULL;
}

static void take_root(struct xml_names *n, const char *name, const char **atts)
{
    const char *space = namespace_of(name, atts);

    n->has_root = true;
    if (space && *space)
        n->ours = copy(space, strlen(space));
    else
        n->prefix = copy(name, prefix_length(name));
}

bool xml_names_open(struct xml_names *n, uint64_t depth, const char *name,
                    const char **atts)
{
    if (!n->has_root)
        take_root(n, name, atts);
    for (size_t i = 0; atts[i]; i += 2) {
        const char *prefix = declared(atts[i]), *space = atts[i + 1];
        if (!prefix)
            continue;
        if (n->count >= XML_NAMES_MAX)
            return false;
        n->list = tb_grow(n->list, n->count, &n->room, sizeof *n->list);
        n->list[n->count++] = (struct xml_prefix){
            .depth = depth,
            .name = copy(prefix, strlen(prefix)),
            .length = strlen(prefix),
            .is_ours = n->ours ? strcmp(space, n->ours) == 0
                               : *space == '\0' && *n->prefix == '\0',
        };
    }
    return true;
}

void xml_names_close(struct xml_names *n, uint64_t depth)
{
    while (n->count > 0 && n->list[n->count - 1].depth == depth)
        free(n->list[--n->count].name);
}

bool xml_names_has(const struct xml_names *n, const char *name)
{
    size_t length = prefix_length(name);

    for (size_t i = n->count; i > 0; i--)
        if (n->list[i - 1].length == length &&
            memcmp(name, n->list[i - 1].name, length) == 0)
            return n->list[i - 1].is_ours;
    return n->prefix && is_prefix(name, length, n->prefix);
}

void xml_names_free(struct xml_names *n)
{
    while (n->count > 0)
        free(n->list[--n->count].name);
    free(n->list);
    free(n->ours);
    free(n->prefix);
    *n = (struct xml_names){ 0 };
}
