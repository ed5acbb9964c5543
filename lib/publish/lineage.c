/* lineage.c - running a derivation's lineage, finding where its rows stand. */
#include "lineage.h"

#include <stdlib.h>

#include "engine.h"
#include "lineage_sql.h"
#include "mask.h"
#include "mem.h"
#include "place.h"
#include "reader.h"

struct lineage {
    struct tb_campaign *campaign;
    const struct tb_derived *derived;
    const struct tb_field *field;
    struct tb_lineage_key *keys;
    size_t count;
    bool unmask;
    tb_lineage_fn *each;
    void *ctx;
    struct tb_err *err;
    struct tb_places *places;
    struct tb_buf key, contribution;
};

/* ---- what is asked ---- */

static int find_field(struct lineage *l, const char *text)
{
    const struct tb_dict *d = l->campaign->dict;
    struct tb_str s = tb_str(text);
    const struct tb_table *t;
    size_t dot = s.n;

    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == '.')
            dot = i;
    t = tb_dict_find(d, tb_str_n(s.p, dot));
    for (size_t i = 0; t && i < d->derived_count; i++)
        if (d->derived[i].table == t)
            l->derived = &d->derived[i];
    if (!l->derived)
        return tb_fail_as(l->err, TB_USAGE,
                          "'%s' is of no derived table; write TABLE.FIELD, as "
                          "1.5.2.女生数",
                          text);
    l->field = tb_table_field(t, tb_str_from(s, dot + 1));
    if (!l->field)
        return tb_fail_as(l->err, TB_USAGE, "table %.*s has no field '%.*s'",
                          TB_STR_ARG(t->no), (int)(s.n - dot - 1),
                          s.p + dot + 1);
    return 0;
}

static int find_keys(struct lineage *l, const char *const *texts, size_t count)
{
    const struct tb_table *t = l->derived->table;

    l->keys = tb_alloc(count, sizeof *l->keys);
    for (l->count = 0; l->count < count; l->count++) {
        struct tb_str text = tb_str(texts[l->count]);
        size_t eq = tb_str_find(text, "=");
        const struct tb_field *f = tb_table_field(t, tb_str_n(text.p, eq));
        if (!f || !f->is_key || eq == text.n)
            return tb_fail_as(l->err, TB_USAGE,
                              "'%s' is no key of table %.*s; write FIELD=VALUE",
                              text.p, TB_STR_ARG(t->no));
        l->keys[l->count] =
            (struct tb_lineage_key){ f, tb_str_from(text, eq + 1) };
    }
    return 0;
}

static int check_lineage(struct lineage *l, struct tb_db *reader)
{
    bool has;

    if (tb_lineage_has(reader, l->derived, l->field, &has, l->err) < 0)
        return -1;
    return has ? 0
               : tb_fail_as(l->err, TB_USAGE,
                            "the dictionary does not say which rows are behind "
                            "'%.*s'",
                            TB_STR_ARG(l->field->name));
}

/* ---- what is told ---- */

/* VALUE of FIELD as it may be shown. */
static void add_shown(const struct lineage *l, const struct tb_field *field,
                      struct tb_str value, struct tb_buf *out)
{
    tb_mask(l->unmask ? tb_str("") : field->personal, value, out);
}

static void add_key_shown(const struct tb_field *field, struct tb_str value,
                          void *ctx)
{
    struct lineage *l = ctx;

    tb_buf_adds(&l->key, l->key.n ? " " : "");
    add_shown(l, field, value, &l->key);
}

static void show_contribution(struct lineage *l, const struct tb_value *v)
{
    struct tb_buf text = { 0 };

    tb_value_show(v, &text);
    tb_buf_clear(&l->contribution);
    add_shown(l, l->field, tb_buf_str(&text), &l->contribution);
    tb_buf_free(&text);
}

/* Tell of row ROW of T. */
static int tell_source(struct lineage *l, const struct tb_table *t,
                       long long row)
{
    struct tb_spot spot;
    struct tb_place place;

    tb_buf_clear(&l->key);
    if (tb_spot_and_key(l->places, t, row, &spot, add_key_shown, l, l->err) <
            0 ||
        tb_place_at(l->places, &spot, tb_str(""), &place, l->err) < 0)
        return -1;
    if (!spot.submission)
        return 0; /* the lineage says a row that is not there */
    return l->each(
        &(struct tb_lineage_row){
            .table = t,
            .department = place.department,
            .file = place.file,
            .sheet = place.sheet,
            .line = place.line,
            .key = tb_buf_str(&l->key),
            .contribution = tb_buf_str(&l->contribution),
        },
        l->ctx);
}

static int tell_sources(struct lineage *l, struct tb_stmt *s)
{
    int rc;

    while ((rc = tb_stmt_step(s, l->err)) == 1) {
        const struct tb_table *t =
            tb_dict_find(l->campaign->dict, tb_stmt_text(s, TB_LINEAGE_TABLE));
        struct tb_value v = tb_stmt_value(s, TB_LINEAGE_CONTRIBUTION);
        show_contribution(l, &v);
        if (t && tell_source(l, t, tb_stmt_int(s, TB_LINEAGE_ROW)) < 0)
            return -1;
    }
    return rc;
}

int tb_lineage_run(struct tb_campaign *c, const char *field,
                   const char *const *keys, size_t count, bool unmask,
                   tb_lineage_fn *each, void *ctx, struct tb_err *err)
{
    struct lineage l = {
        .campaign = c, .unmask = unmask, .each = each, .ctx = ctx, .err = err
    };
    struct tb_db *reader = NULL;
    struct tb_stmt *s = NULL;
    int rc = -1;

    if (find_field(&l, field) < 0 || find_keys(&l, keys, count) < 0 ||
        tb_reader_open(c->folder, c->dict, false, &reader, err) < 0 ||
        check_lineage(&l, reader) < 0 ||
        tb_lineage_prepare(reader, l.derived, l.field, l.keys, l.count, &s,
                           err) < 0)
        goto done;
    tb_rules_bind(s, &c->windows);
    l.places = tb_places_new(&c->store);
    rc = tell_sources(&l, s);
done:
    tb_stmt_free(s);
    tb_db_close(reader);
    tb_places_free(l.places);
    free(l.keys);
    tb_buf_free(&l.key);
    tb_buf_free(&l.contribution);
    return rc;
}
