/* explain.c - words for findings that are unusual but right. */
#include "explain.h"

#include "explanation.h"
#include "finding.h"
#include "listing.h"

#define ID_MIN 8 /* characters of a fingerprint that must be given */

static int check_id(struct tb_campaign *c, struct tb_str id, struct tb_err *err)
{
    struct tb_explainable found;

    if (id.n < ID_MIN || strspn(id.p, "0123456789abcdef") < id.n)
        return tb_fail_as(err, TB_USAGE, "'%.*s' is no id of a finding",
                          TB_STR_ARG(id));
    if (tb_explanation_find(&c->store, id, &found, err) < 0)
        return -1;
    if (found.faults == 0)
        return tb_fail_as(err, TB_USAGE, "no open finding has the id '%.*s'",
                          TB_STR_ARG(id));
    if (found.faults > 1)
        return tb_fail_as(err, TB_USAGE,
                          "'%.*s' is the id of several findings; give more of "
                          "it",
                          TB_STR_ARG(id));
    if (found.severity == TB_ERROR)
        return tb_fail_as(err, TB_REFUSED,
                          "%.*s is an error: it is to be mended",
                          TB_STR_ARG(id));
    return 0;
}

static int explain_id(struct tb_campaign *c, struct tb_str id,
                      struct tb_str text, struct tb_err *err)
{
    if (check_id(c, id, err) < 0 ||
        tb_explanation_add(&c->store, id, text, err) < 0)
        return -1;
    return tb_campaign_log(c, err, "explain", TB_FINDING_ID "%.*s: %.*s",
                           TB_STR_ARG(id), TB_STR_ARG(text));
}

/* F-0033b52a, f-0033B52A or 0033b52a into ROOM, as it is kept. */
static struct tb_str bare_id(struct tb_str given, struct tb_buf *room)
{
    if (given.n > 2 && (given.p[0] == 'F' || given.p[0] == 'f') &&
        given.p[1] == '-')
        given = tb_str_from(given, 2);
    tb_buf_adds(room, "");
    for (size_t i = 0; i < given.n; i++)
        tb_buf_addc(room, (char)(given.p[i] >= 'A' && given.p[i] <= 'F'
                                     ? given.p[i] - 'A' + 'a'
                                     : given.p[i]));
    return tb_buf_str(room);
}

static int explain_one(struct tb_campaign *c, struct tb_str given,
                       struct tb_str text, struct tb_err *err)
{
    struct tb_buf room = { 0 };
    struct tb_str id = bare_id(given, &room);
    int rc = explain_id(c, id, text, err);

    tb_buf_free(&room);
    return rc;
}

struct explain {
    char *const *ids;
    const char *text;
};

static int explain_ids(struct tb_campaign *c, void *ctx, struct tb_err *err)
{
    const struct explain *x = ctx;

    for (char *const *id = x->ids; *id; id++)
        if (explain_one(c, tb_str(*id), tb_str(x->text), err) < 0)
            return -1;
    return 0;
}

int tb_explain(struct tb_campaign *c, char *const *ids, const char *text,
               struct tb_err *err)
{
    struct explain x = { ids, text };

    if (!text || !text[0])
        return tb_fail_as(err, TB_USAGE, "an explanation needs a --reason");
    return tb_change(c, explain_ids, &x, err);
}

/* ---- from the list of findings, with words in its last column ---- */

enum { E_ID, E_TEXT };

static const struct tb_listing_column columns[] = {
    [E_ID] = { "fingerprint|编号", true },
    [E_TEXT] = { "explanation|说明|情况说明", true },
};

struct explain_list {
    struct tb_campaign *campaign;
    const char *path;
    long long count;
};

static int explain_row(const struct tb_listing_row *row, void *ctx,
                       struct tb_err *err)
{
    struct explain_list *l = ctx;

    if (row->cells[E_ID].n == 0 || row->cells[E_TEXT].n == 0)
        return 0;
    l->count++;
    return explain_one(l->campaign, row->cells[E_ID], row->cells[E_TEXT], err);
}

static int explain_list(struct tb_campaign *c, void *ctx, struct tb_err *err)
{
    struct explain_list *l = ctx;

    (void)c;
    return tb_listing_read(l->path, columns, TB_LEN(columns), explain_row, l,
                           err);
}

int tb_explain_file(struct tb_campaign *c, const char *path, long long *count,
                    struct tb_err *err)
{
    struct explain_list l = { .campaign = c, .path = path };
    int rc = tb_change(c, explain_list, &l, err);

    *count = l.count;
    return rc;
}
