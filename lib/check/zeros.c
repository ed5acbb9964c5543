/* zeros.c - from the staff list to findings. */
#include "zeros.h"

#include "mask.h"
#include "person.h"
#include "staff_zeros.h"
#include "types.h"

struct zeros {
    const struct tb_table *table;
    const struct tb_field *field;
    tb_finding_fn *each;
    void *ctx;
    struct tb_buf message;
};

/* Does FIELD say a 工号? */
static bool is_person(const struct tb_table *t, const struct tb_field *f)
{
    if (!f->used || f->many || !tb_types[f->type].is_identifier)
        return false;
    if (f == tb_table_person(t))
        return true;
    for (size_t i = 0; i < f->reference_count; i++) {
        const struct tb_reference *r = &f->references[i];
        if (r->table && r->field && r->field->is_key &&
            r->field == tb_table_person(r->table))
            return true;
    }
    return false;
}

static int report_lost(long long row, struct tb_str value, struct tb_str id,
                       void *ctx)
{
    struct zeros *z = ctx;
    const struct tb_trouble_text *text = &tb_trouble_texts[TB_TROUBLE_ZEROS];
    struct tb_finding f = { .rule = tb_str(text->id),
                            .aspect = tb_str(text->aspect),
                            .severity = TB_ERROR,
                            .table = z->table,
                            .field = z->field,
                            .row = row,
                            .value = value,
                            .expected = id,
                            .hint = tb_str(text->hint) };

    tb_buf_clear(&z->message);
    tb_buf_adds(&z->message, "“");
    tb_mask(z->field->personal, value, &z->message);
    tb_buf_adds(&z->message, "”应为“");
    tb_mask(z->field->personal, id, &z->message);
    tb_buf_adds(&z->message, "”（花名册）");
    f.message = tb_buf_str(&z->message);
    return z->each(&f, z->ctx);
}

int tb_zeros_run(struct tb_store *store, tb_finding_fn *each, void *ctx,
                 struct tb_err *err)
{
    const struct tb_dict *d = store->dict;
    struct zeros z = { .each = each, .ctx = ctx };
    int rc = 0;

    for (size_t i = 0; i < d->table_count && rc == 0; i++) {
        z.table = &d->tables[i];
        if (z.table->origin == TB_ORIGIN_DERIVED)
            continue;
        for (size_t k = 0; k < z.table->count && rc == 0; k++) {
            z.field = &z.table->fields[k];
            if (is_person(z.table, z.field))
                rc = tb_staff_zeros(store, z.table, z.field, report_lost, &z,
                                    err);
        }
    }
    tb_buf_free(&z.message);
    return rc < 0 ? -1 : 0;
}
