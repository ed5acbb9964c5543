/* dossier_report.c - the walk through a dossier, whatever its format. */
#include "dossier_report.h"

#include <stdlib.h>

#include "dossier_view.h"
#include "engine.h"
#include "freshness.h"
#include "mask.h"
#include "reader.h"

struct tour {
    struct tb_campaign *campaign;
    const struct tb_dossier_view *view;
    struct tb_dossier_walk walk;
    struct tb_db *db;
    bool *there; /* by table: last year has it */
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

static int on_change(const struct tb_row_change *c, void *ctx)
{
    struct tour *t = ctx;

    t->view->change(&t->walk, c);
    return 0;
}

static int on_finding(const struct tb_dossier_finding *f, void *ctx)
{
    struct tour *t = ctx;

    t->view->finding(&t->walk, f);
    return 0;
}

static int on_decision(const struct tb_dossier_decision *d, void *ctx)
{
    struct tour *t = ctx;

    t->view->decision(&t->walk, d);
    return 0;
}

static int on_version(const struct tb_dossier_version *v, void *ctx)
{
    struct tour *t = ctx;

    t->view->version(&t->walk, v);
    return 0;
}

/* ---- the walk ---- */

static int compare(struct tour *t, enum tb_against against)
{
    const struct tb_review_slice *s = t->walk.slice;
    struct tb_changes *x = &t->walk.changes[against];
    struct tb_row_counts counts = { 0 };

    t->walk.against = against;
    *x = (struct tb_changes){ .slice = s->id,
                              .submission = s->submission,
                              .table = s->table,
                              .against = against };
    if (tb_changes_find(t->db, t->campaign->dict, t->there, x, t->err) < 0)
        return -1;
    if (!t->view->compare(&t->walk))
        return 0;
    if (x->is_there &&
        tb_changes_run(t->db, x, on_change, t, &counts, t->err) < 0)
        return -1;
    t->view->compare_end(&t->walk, &counts);
    return 0;
}

static int walk_lists(struct tour *t)
{
    const struct tb_review_slice *s = t->walk.slice;

    if (tb_dossier_findings(t->db, s->table, s->submission, on_finding, t,
                            t->err) < 0)
        return -1;
    t->view->findings_end(&t->walk);
    if (tb_dossier_decisions(t->db, s->id, on_decision, t, t->err) < 0)
        return -1;
    t->view->decisions_end(&t->walk);
    if (tb_dossier_versions(t->db, s->id, on_version, t, t->err) < 0)
        return -1;
    t->view->versions_end(&t->walk);
    return 0;
}

/* A declaration of no data too: of what was there, all is gone. */
static bool is_comparable(const struct tb_review_slice *s)
{
    return s->submission != 0 || tb_str_is(s->state, "nil");
}

static int walk(struct tour *t, const struct tb_review_slice *s)
{
    struct tb_dossier_head head = { 0 };
    int rc = tb_dossier_head(t->db, s->id, &head, t->err);

    t->walk.slice = s;
    t->walk.head = &head;
    if (rc == 0)
        t->view->head(&t->walk);
    for (int i = 0; i < TB_AGAINSTS && rc == 0 && is_comparable(s); i++)
        rc = compare(t, (enum tb_against)i);
    if (rc == 0)
        rc = walk_lists(t);
    tb_dossier_head_free(&head);
    return rc;
}

int tb_report_dossiers(struct tb_campaign *c, const struct tb_review_list *l,
                       const struct tb_dossier_options *options, FILE *out,
                       struct tb_err *err)
{
    struct tour t = { .campaign = c,
                      .view = find_view(options->format),
                      .walk = { .options = options, .out = out },
                      .err = err };
    int rc = -1;

    if (tb_changes_connect(c, &t.db, err) < 0 ||
        tb_reader_last_year(c->folder, c->dict, &t.there, err) < 0 ||
        tb_validate_is_stale(&c->store, &t.walk.is_stale, err) < 0)
        goto done;
    t.view->open(&t.walk);
    rc = 0;
    for (size_t i = 0; i < l->count && rc == 0; i++)
        rc = walk(&t, &l->slices[i]);
    t.view->close(&t.walk);
done:
    tb_db_close(t.db);
    free(t.there);
    tb_buf_free(&t.walk.text);
    tb_buf_free(&t.walk.part);
    return rc;
}
