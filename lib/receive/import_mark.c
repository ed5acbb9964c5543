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

int tb_import_check_meta(struct tb_import *im)
{
    struct tb_meta *m = &im->meta;

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
    if (!tb_organisation_find(&im->organisation, m->department))
        return tb_fail_as(im->err, TB_REFUSED,
                          "a template for department '%.*s', which the "
                          "campaign does not know",
                          TB_STR_ARG(m->department));
    return 0;
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
    if (!p->mark[0] || !p->table)
        return 0;
    if (im->meta.is_template) {
        tb_mark_token(im->campaign, p->table->no, im->meta.department,
                      tb_import_part(im, sheet), token);
        if (strncmp(p->mark, token, TB_TEMPLATE_MARK) == 0)
            return 0;
        *foreign = true;
    }
    /* what is no template is believed only about the table that it holds */
    return tb_addressee_of_mark(im->campaign, *foreign ? NULL : p->table,
                                p->mark, &im->marked, im->err);
}
