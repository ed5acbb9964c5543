/* dossier_report.c - the walk through a dossier, whatever its format. */
#include "dossier_report.h"

#include <stdlib.h>

#include "dossier_view.h"
#include "engine.h"
#include "freshness.h"
#include "mask.h"
#include "reader.h"

struct tour {
    const struct tb_dossier_view *view;
    struct tb_dossier_walk walk;
    struct tb_store store; /* all of one moment */
    bool *there;           /* by table: last year has it */
    struct tb_err *err;
};

static const struct tb_dossier_view *const views[] = { &tb_dossier_text,
                                                       &tb_dossier_json };

static const struct tb_dossier_view *find_view(const char *name)
{
    for (size_t i = 0; i < TB_LEN(views); i++)
        if (strcmp(views[i]->name, name) == 0)
            return views[i];
    return NULL;
}

bool tb_report_has_dossier_format(const char *name)
{
    return find_view(name) != NULL;
}

void tb_dossier_add_value(const struct tb_dossier_walk *w,
                          const struct tb_field *f, struct tb_str value,
                          struct tb_buf *out)
{
    tb_mask(f && !w->options->unmask ? f->personal : tb_str(""), value, out);
}

void tb_dossier_add_name(const struct tb_dossier_walk *w, struct tb_str name,
                         struct tb_buf *out)
{
    tb_mask(tb_str(w->options->unmask ? "" : "name"), name, out);
}

/* ---- each element to the view ---- */

static int show_change(const struct tb_row_change *c, void *ctx)
{
    struct tour *t = ctx;

    t->view->change(&t->walk, c);
    return 0;
}

/* What is open in the slice, and in no department's data. */
static int show_finding(const struct tb_found *f, void *ctx)
{
    struct tour *t = ctx;

    if (!f->submission || f->submission == t->walk.slice->now.id)
        t->view->finding(&t->walk, f);
    return 0;
}

/* ---- the walk ---- */

static int walk_comparison(struct tour *t, const struct tb_history *h,
                           enum tb_against against)
{
    struct tb_changes *x = &t->walk.changes[against];
    struct tb_row_counts counts = { 0 };

    t->walk.against = against;
    if (tb_changes_find(&t->store, h, against, t->there, x, t->err) < 0)
        return -1;
    if (!t->view->compare(&t->walk))
        return 0;
    if (x->is_there &&
        tb_changes_run(&t->store, x, show_change, t, &counts, t->err) < 0)
        return -1;
    t->view->compare_end(&t->walk, &counts);
    return 0;
}

static int walk_findings(struct tour *t)
{
    const struct tb_slice *s = t->walk.slice;
    const struct tb_finding_query q = { .table = s->table,
                                        .submission = s->now.id,
                                        .explained = true,
                                        .explained_first = true,
                                        .sight = t->walk.options->unmask
                                                     ? TB_SIGHT_ALL
                                                     : TB_SIGHT_STARS };

    if (tb_findings_each(&t->store, &q, show_finding, t, t->err) < 0)
        return -1;
    t->view->findings_end(&t->walk);
    return 0;
}

static void walk_history(struct tour *t, const struct tb_history *h)
{
    for (size_t i = 0; i < h->decisions.count; i++)
        t->view->decision(&t->walk, &h->decisions.list[i]);
    t->view->decisions_end(&t->walk);
    for (size_t i = 0; i < h->versions.count; i++)
        t->view->version(&t->walk, &h->versions.list[i]);
    t->view->versions_end(&t->walk);
}

/* A declaration of no data too: of what was there, all is gone. */
static bool is_comparable(const struct tb_slice *s)
{
    return s->now.id != 0 || s->state == TB_STATE_NIL;
}

static int walk_slice(struct tour *t, const struct tb_slice *s)
{
    struct tb_history h = { 0 };
    int rc = -1;

    t->walk.slice = s;
    if (tb_history_read(&t->store, s, &h, t->err) < 0)
        goto done;
    t->view->head(&t->walk);
    for (int i = 0; i < TB_AGAINSTS && is_comparable(s); i++)
        if (walk_comparison(t, &h, (enum tb_against)i) < 0)
            goto done;
    if (walk_findings(t) < 0)
        goto done;
    walk_history(t, &h);
    rc = 0;
done:
    tb_history_free(&h);
    return rc;
}

int tb_report_dossiers(struct tb_campaign *c, const struct tb_slices *slices,
                       const struct tb_dossier_options *options, FILE *out,
                       struct tb_err *err)
{
    struct tour t = { .view = find_view(options->format),
                      .walk = { .options = options, .out = out },
                      .err = err };
    int rc = -1;

    if (tb_changes_connect(c, &t.store, err) < 0 ||
        tb_reader_last_year(c->folder, c->dict, &t.there, err) < 0 ||
        tb_validate_is_stale(&c->store, &t.walk.is_stale, err) < 0)
        goto done;
    t.view->open(&t.walk);
    rc = 0;
    for (size_t i = 0; i < slices->count && rc == 0; i++)
        rc = walk_slice(&t, &slices->list[i]);
    t.view->close(&t.walk);
done:
    tb_db_close(t.store.db);
    free(t.there);
    tb_buf_free(&t.walk.text);
    tb_buf_free(&t.walk.part);
    return rc;
}
