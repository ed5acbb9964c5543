/*
 * dossier_view.h - between dossier_report.c, which walks through a dossier,
 * and its formats.
 */
#ifndef TB_DOSSIER_VIEW_H
#define TB_DOSSIER_VIEW_H

#include "changes.h"
#include "dossier_report.h"
#include "finding.h"

/* Where the walk is. */
struct tb_dossier_walk {
    const struct tb_dossier_options *options;
    FILE *out;
    const struct tb_slice *slice;
    struct tb_changes changes[TB_AGAINSTS]; /* up to the present one */
    enum tb_against against;                /* the present one */
    bool is_stale; /* the last validation is older than the data */
    struct tb_buf text, part;
    void *view; /* the format's own */
};

/* The calls of a format, in the order in which they come.  A list's _end comes
 * after its last element, and when there is none. */
struct tb_dossier_view {
    const char *name;
    void (*open)(struct tb_dossier_walk *w); /* of all */
    void (*close)(struct tb_dossier_walk *w);
    void (*head)(struct tb_dossier_walk *w);
    /* is the present comparison to be made, or said otherwise? */
    bool (*compare)(struct tb_dossier_walk *w);
    void (*change)(struct tb_dossier_walk *w, const struct tb_row_change *c);
    void (*compare_end)(struct tb_dossier_walk *w,
                        const struct tb_row_counts *counts);
    void (*finding)(struct tb_dossier_walk *w, const struct tb_found *f);
    void (*findings_end)(struct tb_dossier_walk *w);
    void (*decision)(struct tb_dossier_walk *w, const struct tb_decision *d);
    void (*decisions_end)(struct tb_dossier_walk *w);
    void (*version)(struct tb_dossier_walk *w, const struct tb_submission *v);
    void (*versions_end)(struct tb_dossier_walk *w);
};

extern const struct tb_dossier_view tb_dossier_text, tb_dossier_json;

/* Add VALUE of FIELD (NULL: of none) to OUT, masked unless asked otherwise. */
void tb_dossier_add_value(const struct tb_dossier_walk *w,
                          const struct tb_field *field, struct tb_str value,
                          struct tb_buf *out);

/* A person's NAME, likewise. */
void tb_dossier_add_name(const struct tb_dossier_walk *w, struct tb_str name,
                         struct tb_buf *out);

#endif
