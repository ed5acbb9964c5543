/* dossier_text.h - what the two files of the text format share. */
#ifndef TB_DOSSIER_TEXT_H
#define TB_DOSSIER_TEXT_H

#include "dossier_view.h"

/* What is known only when all is counted waits here. */
struct tb_dossier_heap {
    FILE *out; /* NULL: nothing yet */
    char *text;
    size_t size;
    long long count;
};

/* How findings are counted: the explained ones, then by severity. */
#define TB_DOSSIER_GROUPS 5

struct tb_dossier_text {
    bool is_second; /* not the first slice */
    struct tb_dossier_heap kinds[TB_ROW_CHANGE_KINDS];
    struct tb_dossier_heap findings;
    long long groups[TB_DOSSIER_GROUPS];
    size_t group;
    struct tb_buf rule;
    long long in_rule, decisions, versions;
};

struct tb_dossier_text *tb_dossier_text_of(struct tb_dossier_walk *w);

/* Is the NTH of its kind among the samples? */
bool tb_dossier_is_shown(const struct tb_dossier_walk *w, long long nth);

/* Where what waits in HEAP is written. */
FILE *tb_dossier_heap_out(struct tb_dossier_heap *heap);

/* Print what waits there; OUT NULL: drop it.  Forgets its count too. */
void tb_dossier_heap_empty(struct tb_dossier_heap *heap, FILE *out);

/* The day of a time. */
struct tb_str tb_dossier_day(struct tb_str at);

/* w->text, after INDENT columns. */
void tb_dossier_put_line(struct tb_dossier_walk *w, FILE *out, size_t indent);

bool tb_dossier_text_compare(struct tb_dossier_walk *w);
void tb_dossier_text_change(struct tb_dossier_walk *w,
                            const struct tb_row_change *c);
void tb_dossier_text_compare_end(struct tb_dossier_walk *w,
                                 const struct tb_row_counts *counts);

#endif
