/* dispatch.c - writing all templates, and the list of them. */
#include "dispatch.h"

#include <stdlib.h>

#include "file.h"
#include "letter.h"
#include "mime.h"
#include "names.h"
#include "template.h"
#include "write_csv.h"

struct dispatch {
    struct tb_campaign *campaign;
    const struct tb_dispatch_options *options;
    struct tb_dispatch_result *result;
    struct tb_prefill *prefill;
    tb_dispatch_told_fn *each;
    void *ctx;
    struct tb_buf manifest;
    struct tb_err *err;
};

/* ---- the manifest ---- */

static void add_line(struct tb_buf *out, const struct tb_str *cells,
                     size_t count)
{
    for (size_t i = 0; i < count; i++)
        tb_csv_add(out, cells[i], i == 0, true);
    tb_csv_end(out);
}

static void add_heads(struct tb_buf *out)
{
    const struct tb_str heads[] = {
        tb_str("部门"),   tb_str("工号"),     tb_str("姓名"), tb_str("文件"),
        tb_str("数据表"), tb_str("截止日期"), tb_str("邮箱"),
    };

    tb_buf_adds(out, "\xEF\xBB\xBF");
    add_line(out, heads, TB_LEN(heads));
}

/* A line for each person who gets FILE; one without a person when there is
 * none. */
static void add_portion(struct dispatch *d, const struct tb_portion *portion,
                        const char *file)
{
    static const struct tb_portion_person nobody = { 0 };
    struct tb_buf tables = { 0 }, due = { 0 };
    struct tb_str first, last;

    for (size_t i = 0; i < portion->count; i++)
        tb_buf_addf(&tables, "%s%.*s", i > 0 ? "、" : "",
                    TB_STR_ARG(portion->slices[i].sheet));
    tb_portion_due(portion, &first, &last);
    tb_buf_add(&due, first);
    if (!tb_str_eq(first, last))
        tb_buf_addf(&due, "～%.*s", TB_STR_ARG(last));
    for (size_t i = 0; i == 0 || i < portion->receiver_count; i++) {
        const struct tb_portion_person *p =
            portion->receiver_count > 0 ? &portion->receivers[i] : &nobody;
        const struct tb_str cells[] = {
            portion->department->shown,
            p->id,
            p->name,
            tb_str(file),
            tb_buf_str(&tables),
            tb_buf_str(&due),
            p->email,
        };
        add_line(&d->manifest, cells, TB_LEN(cells));
    }
    tb_buf_free(&tables);
    tb_buf_free(&due);
}

static int write_manifest(struct dispatch *d, const char *of_department)
{
    struct tb_buf *path = &d->result->manifest;

    tb_buf_addf(path, "%s/" TB_DISPATCH_MANIFEST "%s%s.csv", d->options->folder,
                of_department ? "_" : "", of_department ? of_department : "");
    return tb_file_write(path->p, tb_buf_str(&d->manifest), d->err);
}

/* ---- the files ---- */

static bool has_address(const struct tb_portion *portion)
{
    for (size_t i = 0; i < portion->receiver_count; i++)
        if (tb_mime_is_address(portion->receivers[i].email))
            return true;
    return false;
}

/* FILE is named without its ending, from the folder on. */
static int write_files(struct dispatch *d, const struct tb_portion *portion,
                       const char *file)
{
    const struct tb_dispatch_options *o = d->options;
    struct tb_buf path = { 0 }, mail = { 0 };
    struct tb_template_fill fill;
    int rc;

    tb_buf_addf(&path, "%s/%s.xlsx", o->folder, file);
    tb_buf_addf(&mail, "%s/%s.eml", o->folder, file);
    fill = tb_prefill_fill(d->prefill, portion);
    rc = tb_template_write(d->campaign, portion, path.p, &fill, d->err);
    if (rc == 0)
        rc = tb_prefill_check(d->prefill, d->err);
    if (rc == 0 && o->mails)
        rc = tb_letter_write(d->campaign, portion, path.p, o->from, mail.p,
                             d->err);
    if (rc == 0) {
        d->result->workbooks++;
        d->result->mails += o->mails;
        d->result->unaddressed += !has_address(portion);
        add_portion(d, portion, path.p + strlen(o->folder) + 1);
        d->each(path.p, portion->count, d->ctx);
    }
    tb_buf_free(&path);
    tb_buf_free(&mail);
    return rc;
}

static int write_person(struct dispatch *d, const struct tb_department *of,
                        const char *folder, struct tb_names *names,
                        struct tb_str person)
{
    struct tb_portion portion;
    struct tb_buf text = { 0 }, name = { 0 }, file = { 0 };
    int rc = tb_portion_read(d->campaign, of, person, &portion, d->err);

    if (rc == 0 && portion.count > 0) {
        tb_buf_addf(&text, "%.*s_%.*s", TB_STR_ARG(person),
                    TB_STR_ARG(tb_portion_name(&portion)));
        tb_names_make(names, tb_buf_str(&text), &name);
        tb_buf_addf(&file, "%s/%s", folder, name.p);
        rc = write_files(d, &portion, file.p);
    }
    tb_portion_free(&portion);
    tb_buf_free(&text);
    tb_buf_free(&name);
    tb_buf_free(&file);
    return rc;
}

/* The teachers' workbooks of a department, in a folder of its name. */
static int write_persons(struct dispatch *d, const struct tb_department *of,
                         const char *name)
{
    struct tb_arena arena = { 0 };
    struct tb_names names = { 0 };
    struct tb_buf folder = { 0 };
    struct tb_str *persons = NULL;
    size_t count = 0;
    int rc =
        tb_portion_persons(d->campaign, of, &arena, &persons, &count, d->err);

    tb_buf_addf(&folder, "%s/%s", d->options->folder, name);
    if (rc == 0 && count > 0)
        rc = tb_file_mkdir(folder.p, d->err);
    for (size_t i = 0; rc == 0 && i < count; i++)
        rc = write_person(d, of, name, &names, persons[i]);
    free(persons);
    tb_buf_free(&folder);
    tb_names_free(&names);
    tb_arena_free(&arena);
    return rc;
}

static int write_department(struct dispatch *d, const struct tb_department *of,
                            const char *name)
{
    struct tb_portion portion;
    int rc = tb_portion_read(d->campaign, of, tb_str(""), &portion, d->err);

    if (rc == 0 && portion.count > 0)
        rc = write_files(d, &portion, name);
    tb_portion_free(&portion);
    return rc == 0 ? write_persons(d, of, name) : rc;
}

/* Every department gives out its name, whether it is written or not: so the
 * files are called the same each time.  Those of ONE: its name. */
static int write_departments(struct dispatch *d,
                             const struct tb_organisation *o,
                             const struct tb_department *one,
                             struct tb_buf *of_one)
{
    struct tb_names names = { 0 };
    struct tb_buf name = { 0 };
    int rc = 0;

    for (size_t i = 0; i < o->count && rc == 0; i++) {
        tb_names_make(&names, o->departments[i].shown, &name);
        if (one == &o->departments[i])
            tb_buf_add(of_one, tb_buf_str(&name));
        if (!one || one == &o->departments[i])
            rc = write_department(d, &o->departments[i], name.p);
    }
    tb_names_free(&names);
    tb_buf_free(&name);
    return rc;
}

/* ---- the whole ---- */

static int check_options(const struct tb_dispatch_options *o,
                         const struct tb_organisation *organisation,
                         const struct tb_department **one, struct tb_err *err)
{
    *one = o->department
               ? tb_organisation_find(organisation, tb_str(o->department))
               : NULL;
    if (o->department && !*one)
        return tb_fail_as(err, TB_USAGE, "unknown department '%s'",
                          o->department);
    if (o->from && !o->mails)
        return tb_fail_as(err, TB_USAGE, "a sender is for messages only");
    if (o->from && !tb_mime_is_address(tb_str(o->from)))
        return tb_fail_as(err, TB_USAGE, "'%s' is no e-mail address", o->from);
    return 0;
}

static int log_it(struct dispatch *d)
{
    const struct tb_dispatch_result *r = d->result;
    struct tb_buf text = { 0 };
    int rc;

    tb_buf_addf(&text, "templates: %zu workbooks", r->workbooks);
    if (r->mails > 0)
        tb_buf_addf(&text, ", %zu messages", r->mails);
    rc = tb_db_begin(d->campaign->db, d->err);
    if (rc == 0)
        rc = tb_campaign_log(d->campaign, d->err, "export", "%s", text.p);
    if (rc == 0)
        rc = tb_db_commit(d->campaign->db, d->err);
    tb_db_rollback(d->campaign->db);
    tb_buf_free(&text);
    return rc;
}

int tb_dispatch_templates(struct tb_campaign *c,
                          const struct tb_dispatch_options *options,
                          tb_dispatch_told_fn *each, void *ctx,
                          struct tb_dispatch_result *result, struct tb_err *err)
{
    struct dispatch d = { .campaign = c,
                          .options = options,
                          .result = result,
                          .each = each,
                          .ctx = ctx,
                          .err = err };
    struct tb_organisation o = { 0 };
    const struct tb_department *one = NULL;
    struct tb_buf of_one = { 0 };
    int rc = -1;

    if (tb_organisation_read(c->db, &o, err) < 0 ||
        check_options(options, &o, &one, err) < 0 ||
        tb_file_mkdir(options->folder, err) < 0)
        goto done;
    add_heads(&d.manifest);
    if (tb_prefill_open(c, options->prefill, &d.prefill, err) < 0 ||
        write_departments(&d, &o, one, &of_one) < 0)
        goto done;
    if (result->workbooks == 0) {
        tb_fail_as(err, TB_REFUSED,
                   "%.*s is assigned no table; 'tianbao assign' loads a task "
                   "list",
                   TB_STR_ARG(one ? one->shown : tb_str("nobody")));
        goto done;
    }
    if (write_manifest(&d, one ? of_one.p : NULL) == 0)
        rc = log_it(&d);
done:
    tb_organisation_free(&o);
    tb_buf_free(&of_one);
    tb_buf_free(&d.manifest);
    tb_prefill_close(d.prefill);
    return rc;
}

void tb_dispatch_result_free(struct tb_dispatch_result *r)
{
    tb_buf_free(&r->manifest);
    *r = (struct tb_dispatch_result){ 0 };
}
