/* baseline_campaign.c - last year's data from its campaign's folder. */
#include "baseline_parts.h"
#include "last_from.h"
#include "mem.h"

static int load_old_dictionary(struct baseline_load *l, const char *folder,
                               struct tb_dict **dict)
{
    struct tb_complaints complaints = { 0 };
    struct tb_buf path = { 0 };
    int rc;

    tb_buf_addf(&path, "%s/schema", folder);
    rc = tb_dict_load(path.p, dict, &complaints, l->err);
    if (rc == 0 && complaints.count > 0)
        rc = tb_fail_as(l->err, TB_DICTIONARY, "its dictionary has %zu faults",
                        complaints.count);
    tb_complaints_free(&complaints);
    tb_buf_free(&path);
    return rc;
}

/* ---- which table ---- */

static void add_sources(struct baseline_load *l, const struct tb_dict *dict)
{
    for (size_t i = 0; i < dict->table_count; i++) {
        const struct tb_table *old = &dict->tables[i];
        struct baseline_source *s = baseline_add_source(l);
        struct tb_buf name = { 0 };
        tb_buf_addf(&name, "%.*s%.*s", TB_STR_ARG(old->no),
                    TB_STR_ARG(old->name));
        s->no = old->no;
        s->name = tb_arena_copy(&l->arena, tb_buf_str(&name));
        s->old = old;
        s->columns = tb_alloc(old->count + 1, sizeof *s->columns);
        for (size_t k = 0; k < old->count; k++)
            if (old->fields[k].used)
                s->columns[s->count++] = (struct baseline_column){
                    .name = old->fields[k].name,
                    .aliases = old->fields[k].aliases,
                    .unit = old->fields[k].unit,
                    .other_unit = tb_str(""),
                };
        tb_buf_free(&name);
    }
}

/* The table of DICT that OLD became: by its name, then by its aliases. */
static const struct tb_table *successor(const struct tb_dict *dict,
                                        const struct tb_table *old)
{
    const struct tb_table *t = tb_dict_find(dict, old->name);
    struct tb_str rest = old->aliases, alias;

    while (!t && tb_str_next(&rest, ";；", &alias))
        if (alias.n > 0)
            t = tb_dict_find(dict, alias);
    return t;
}

/* Is OLD's edition that of T?  Then what T continues is two years ago, and its
 * number may be another table's by now. */
static bool is_of_this_edition(const struct tb_dict *old,
                               const struct tb_table *t)
{
    const struct tb_table *same = tb_dict_table(old, t->no);

    return same && tb_str_eq(same->name, t->name) &&
           tb_str_eq(same->predecessor, t->predecessor);
}

/* The table that T calls its predecessor NO.  One that has the number and not
 * its fields is of an edition that T does not know. */
static struct baseline_source *source_numbered(struct baseline_load *l,
                                               const struct tb_table *t,
                                               struct tb_str no)
{
    for (size_t i = 0; i < l->source_count; i++) {
        struct baseline_source *s = &l->sources[i];
        size_t n = 0;
        if (no.n == 0 || !tb_str_eq(s->no, no))
            continue;
        for (size_t k = 0; k < s->count; k++)
            n += tb_predecessor_heir(t, no, s->columns[k].name,
                                     s->columns[k].aliases) != NULL;
        return n >= BASELINE_ALIKE ? s : NULL;
    }
    return NULL;
}

/* ---- rows ---- */

/* A value of last year's, as this year's field reads its text. */
static int take_old_row(const struct tb_last_row *row, void *ctx)
{
    struct baseline_rows *r = ctx;
    struct tb_buf text = { 0 };
    struct tb_cell cell = { .kind = TB_CELL_TEXT };
    bool is_wanted;

    if (r->condition >= 0)
        tb_value_show(&row->values[r->condition], &text);
    cell.raw = tb_buf_str(&text);
    is_wanted = baseline_wants(r, &cell);
    if (is_wanted)
        baseline_row(r);
    for (size_t i = 0; i < r->source->count && is_wanted; i++) {
        tb_value_show(&row->values[i], &text);
        cell.raw = tb_buf_str(&text);
        baseline_cell(r, i, &cell);
    }
    tb_buf_free(&text);
    return is_wanted ? baseline_put(r, row->line, row->department) : 0;
}

static int read_source(struct baseline_rows *r, struct tb_last_from *from,
                       struct baseline_source *s,
                       const struct tb_predecessor *p)
{
    baseline_begin(r, s, p);
    return tb_last_from_each(from, s->old, take_old_row, r, r->load->err);
}

/* How many of what T says that it continues are there? */
static size_t count_declared(struct baseline_load *l, const struct tb_table *t)
{
    struct tb_str rest = t->predecessor;
    struct tb_predecessor one;
    size_t n = 0;

    while (tb_predecessor_next(&rest, &one))
        n += source_numbered(l, t, one.no) != NULL;
    return n;
}

static int copy_declared(struct baseline_load *l, struct tb_last_from *from,
                         const struct tb_table *t)
{
    struct baseline_rows r = { .load = l, .table = t };
    struct tb_str rest = t->predecessor;
    struct tb_predecessor one;
    size_t n = count_declared(l, t);
    int rc;

    if (n == 0)
        return 0;
    l->is_declared[t - l->dict->tables] = l->is_former = true;
    rc = baseline_open(&r, t->is_one_row && n > 1);
    while (rc == 0 && tb_predecessor_next(&rest, &one)) {
        struct baseline_source *s = source_numbered(l, t, one.no);
        if (s)
            rc = read_source(&r, from, s, &one);
    }
    return baseline_close(&r, rc);
}

static int count_old_row(const struct tb_last_row *row, void *ctx)
{
    (void)row;
    ++*(long long *)ctx;
    return 0;
}

static int copy_named(struct baseline_load *l, struct tb_last_from *from,
                      struct baseline_source *s)
{
    struct baseline_rows r = { .load = l, .table = successor(l->dict, s->old) };
    int rc;

    if (!r.table || l->is_declared[r.table - l->dict->tables])
        return tb_last_from_each(from, s->old, count_old_row, &s->rows, l->err);
    rc = baseline_open(&r, false);
    if (rc == 0)
        rc = read_source(&r, from, s, NULL);
    return baseline_close(&r, rc);
}

static int copy_tables(struct baseline_load *l, struct tb_last_from *from,
                       const struct tb_dict *old)
{
    for (size_t i = 0; i < l->dict->table_count; i++)
        if (!is_of_this_edition(old, &l->dict->tables[i]) &&
            copy_declared(l, from, &l->dict->tables[i]) < 0)
            return -1;
    for (size_t i = 0; i < l->source_count; i++)
        if (!l->sources[i].is_continued &&
            copy_named(l, from, &l->sources[i]) < 0)
            return -1;
    return 0;
}

int baseline_from_campaign(struct baseline_load *l, const char *folder)
{
    struct tb_last_from from = { 0 };
    struct tb_dict *dict = NULL;
    struct tb_buf copy = { 0 };
    int rc = -1;

    tb_buf_addf(&copy, "%s/" TB_LAST_FILE ".copy", l->folder);
    if (load_old_dictionary(l, folder, &dict) < 0 ||
        tb_last_from_open(&from, folder, copy.p, dict, l->err) < 0)
        goto done;
    add_sources(l, dict);
    rc = copy_tables(l, &from, dict);
    if (rc == 0)
        baseline_say(l); /* names are the old dictionary's */
    if (rc == 0)
        rc = baseline_copy_list(l, from.store.db, dict);
done:
    tb_last_from_close(&from);
    tb_dict_free(dict);
    tb_buf_free(&copy);
    return rc;
}
