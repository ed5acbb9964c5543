/* import_mark.c - what a file says of itself, and whether that is true. */
#include "import_parts.h"
#include "mark.h"

static const struct tb_meta_claim *claim_of(const struct tb_import *im,
                                            struct tb_str sheet)
{
    for (size_t i = 0; i < im->meta.count; i++)
        if (tb_str_eq(im->meta.claims[i].sheet, sheet))
            return &im->meta.claims[i];
    return NULL;
}

static bool is_valid_claim(const struct tb_import *im,
                           const struct tb_meta_claim *c)
{
    char token[33];

    tb_mark_token(im->campaign, c->table_no, im->meta.department, c->part,
                  token);
    return tb_str_is(c->token, token);
}

/* ---- against what the user says ---- */

#define MEANT                                                               \
    N_("a template for %s '%.*s', not for '%s'; leave the option away, or " \
       "say "                                                               \
       "--ignore-mark if it is meant")

static int deny(struct tb_import *im, const char *what, struct tb_str is,
                const char *said)
{
    return tb_fail_as(im->err, TB_REFUSED, MEANT, tb_translate(what),
                      TB_STR_ARG(is), said);
}

/* A sheet of the template is another table's, or another teacher's. */
static int check_claims(struct tb_import *im, const struct tb_department *is)
{
    const struct tb_import_options *o = im->options;
    const struct tb_meta *m = &im->meta;
    const struct tb_table *said =
        o->table ? tb_dict_find(im->campaign->dict, tb_str(o->table)) : NULL;

    for (size_t i = 0; i < m->count; i++) {
        const struct tb_meta_claim *c = &m->claims[i];
        if (!is_valid_claim(im, c))
            continue;
        if (said && !tb_str_eq(c->table_no, said->no))
            return deny(im, N_("table"), c->table_no, o->table);
        if (o->teacher && !tb_str_is(c->part, o->teacher))
            return deny(im, N_("person"), c->part.n > 0 ? c->part : is->shown,
                        o->teacher);
    }
    return 0;
}

/* A slip of the arrow key must not replace another department's data. */
static int check_options(struct tb_import *im, const struct tb_department *is)
{
    const char *said = im->options->department;

    if (!im->is_genuine)
        return 0; /* nothing vouches for what it says */
    if (im->options->cloud)
        return tb_fail_as(im->err, TB_REFUSED,
                          "a template for department '%.*s', not data of the "
                          "cloud; leave --cloud away, or say --ignore-mark if "
                          "it is meant",
                          TB_STR_ARG(is->shown));
    if (said && tb_organisation_find(&im->organisation, tb_str(said)) != is)
        return deny(im, N_("department"), is->shown, said);
    return check_claims(im, is);
}

static bool deny_sheet(struct tb_import *im, struct tb_import_sheet *s,
                       const char *said)
{
    const struct tb_slice *is = im->marked.slice;

    tb_import_say(im, s, TB_IMPORT_REFUSED,
                  "表上的标识说这是%.*s%s%.*s的 %.*s，命令说是“%s”，没有收；"
                  "请去掉命令中的选项，确要照命令收的请加 --ignore-mark",
                  TB_STR_ARG(is->department.shown), is->part.n > 0 ? " " : "",
                  TB_STR_ARG(is->part), TB_STR_ARG(is->table->no), said);
    return true;
}

bool tb_import_is_denied(struct tb_import *im, struct tb_import_sheet *s)
{
    const struct tb_import_options *o = im->options;
    const struct tb_slice *is = im->marked.slice;
    const struct tb_department *d = tb_import_sender(im);

    if (!is || im->meta.is_template)
        return false;
    if (o->department && d && d->id != is->department.id)
        return deny_sheet(im, s, o->department);
    if (o->table && is->table != s->table)
        return deny_sheet(im, s, o->table);
    if (o->teacher && !tb_str_is(is->part, o->teacher))
        return deny_sheet(im, s, o->teacher);
    return o->cloud && deny_sheet(im, s, "云端");
}

/* ---- what a template says ---- */

int tb_import_check_meta(struct tb_import *im)
{
    struct tb_meta *m = &im->meta;
    const struct tb_department *d;

    if (!m->is_template)
        return 0;
    if (!tb_str_eq(m->campaign, tb_buf_str(&im->campaign->id)))
        return tb_fail_as(im->err, TB_REFUSED,
                          "a template of another campaign (%.*s); send the "
                          "department this campaign's template",
                          TB_STR_ARG(m->year));
    for (size_t i = 0; i < m->count && !im->is_genuine; i++)
        if ((im->is_genuine = is_valid_claim(im, &m->claims[i])) &&
            !tb_str_eq(m->person, m->claims[i].part))
            m->person = tb_str(""); /* no mark vouches for it */
    im->result->is_old = !tb_str_is(m->dictionary, im->campaign->dict->hash);
    d = tb_organisation_find(&im->organisation, m->department);
    return d ? check_options(im, d)
             : tb_fail_as(im->err, TB_REFUSED,
                          "a template for department '%.*s', which the "
                          "campaign does not know",
                          TB_STR_ARG(m->department));
}

const struct tb_department *tb_import_sender(struct tb_import *im)
{
    if (im->options->department)
        return tb_organisation_find(&im->organisation,
                                    tb_str(im->options->department));
    if (im->meta.is_template && im->is_genuine)
        return tb_organisation_find(&im->organisation, im->meta.department);
    return im->marked.slice ? &im->marked.slice->department : NULL;
}

const struct tb_table *tb_import_hint(const struct tb_import *im,
                                      struct tb_str sheet)
{
    const struct tb_meta_claim *claim = claim_of(im, sheet);
    const struct tb_dict *dict = im->campaign->dict;

    if (claim)
        return tb_dict_table(dict, claim->table_no);
    return im->options->table ? tb_dict_find(dict, tb_str(im->options->table))
                              : NULL;
}

struct tb_str tb_import_part(const struct tb_import *im, struct tb_str sheet)
{
    const struct tb_meta_claim *claim = claim_of(im, sheet);

    if (claim)
        return claim->part;
    if (im->meta.is_template)
        return im->is_genuine ? im->meta.person : tb_str("");
    return im->marked.slice ? im->marked.slice->part : tb_str("");
}

bool tb_import_is_genuine(const struct tb_import *im, struct tb_str sheet)
{
    const struct tb_meta_claim *claim = claim_of(im, sheet);

    return !claim || is_valid_claim(im, claim);
}

int tb_import_read_mark(struct tb_import *im, struct tb_str sheet,
                        const struct tb_sheet_plan *p, bool *foreign)
{
    char token[33];

    *foreign = false;
    tb_addressee_free(&im->marked);
    if (!p->mark[0] || !p->table || im->options->ignores_mark)
        return 0;
    if (im->meta.is_template) {
        tb_mark_token(im->campaign, p->table->no, im->meta.department,
                      tb_import_part(im, sheet), token);
        if (strncmp(p->mark, token, TB_TEMPLATE_MARK) == 0)
            return 0;
        *foreign = true;
    }
    /* what is no template is believed only about the table that it holds; but
     * the user may say that it is another */
    return tb_addressee_of_mark(
        im->campaign, *foreign || im->options->table ? NULL : p->table, p->mark,
        &im->marked, im->err);
}
