/* view_format.h - what a format is made of; for view*.c. */
#ifndef TB_VIEW_FORMAT_H
#define TB_VIEW_FORMAT_H

#include "mem.h"
#include "view.h"

/*
 * A format is a row of formats[] in view.c and these functions; BEGIN is not
 * called before there is a row, or an end without failure.  Cells have
 * TEXT and CODE filled in whatever their kind: numbers rounded for people and
 * as they are for programs.
 */
struct tb_renderer {
    void (*begin)(struct tb_sink *sink);
    void (*row)(struct tb_sink *sink, const struct tb_view_cell *cells);
    void (*end)(struct tb_sink *sink);
};

struct tb_format {
    const char *name;
    const char *endings; /* ".json|.jsonl" */
    const struct tb_renderer *renderer;
    bool needs_path;
};

struct tb_sink {
    const struct tb_view *view;
    struct tb_view_page page;
    struct tb_view_options options;
    const struct tb_format *format;
    FILE *out;
    size_t width, rows;
    struct tb_buf foot, line;
    struct tb_buf rooms[TB_VIEW_COLUMNS], codes[TB_VIEW_COLUMNS];
    struct tb_view_cell cells[TB_VIEW_COLUMNS];
    struct tb_buf groups[3]; /* the headings that hold, by level */
    struct tb_arena arena;
    void *own; /* of the renderer */
    bool is_begun;
    bool owns_out; /* a stream into TEXT, for a path */
    char *text;
    size_t text_size;
    struct tb_err err; /* the first failure */
};

#define TB_FORMAT(name, endings, needs_path) \
    extern const struct tb_renderer tb_view_##name;
#include "formats.def"
#undef TB_FORMAT

#define TB_VIEW_NOTHING "（无）" /* where people expect rows */

/* Is it a number, and set to the right? */
bool tb_kind_is_number(enum tb_col_kind kind);

/* Does it stand in a table for people? */
bool tb_column_is_shown(const struct tb_column *column);

/* The heading of LEVEL that the row CELLS stands under; into OUT, which is
 * replaced. */
void tb_view_heading(const struct tb_view *view,
                     const struct tb_view_cell *cells, int level,
                     struct tb_buf *out);

/* The first level whose heading has changed with CELLS, 0 when none has; the
 * new headings are then in sink->groups. */
int tb_view_regroup(struct tb_sink *sink, const struct tb_view_cell *cells);

/* How many levels of headings there are. */
int tb_view_levels(const struct tb_view *view);

#endif
