/* dispatch.c - writing all templates, and the list of them. */
#include "dispatch.h"

#include "file.h"
#include "letter.h"
#include "mime.h"
#include "names.h"
#include "organisation.h"
#include "template.h"
#include "write_csv.h"

struct dispatch {
    struct tb_campaign *campaign;
    const struct tb_dispatch_options *options;
    struct tb_dispatch_result *result;
    struct tb_prefill prefill;
    struct tb_slices slices;
    struct tb_members staff;
    tb_dispatch_told_fn *each;
    void *ctx;
    struct tb_buf manifest;
    struct tb_err *err;
};

/* ---- the manifest ---- */

static void add_manifest_line(struct tb_buf *out, const struct tb_str *cells,
                              size_t count)
{
    for (size_t i = 0; i < count; i++)
        tb_csv_add(out, cells[i], i == 0, true);
    tb_csv_end(out);
}

static void add_manifest_heads(struct tb_buf *out)
{
    const struct tb_str heads[] = {
        tb_str("部门"),   tb_str("工号"),     tb_str("姓名"), tb_str("文件"),
        tb_str("数据表"), tb_str("截止日期"), tb_str("邮箱"),
    };

    tb_buf_adds(out, "\xEF\xBB\xBF");
    add_manifest_line(out, heads, TB_LEN(heads));
}

/* "2022-10-08", or "2022-10-08～2022-10-20". */
static void show_due(const struct tb_workbook_plan *plan, struct tb_buf *out)
{
    struct tb_str first, last;

    tb_plan_due(plan, &first, &last);
    tb_buf_add(out, first);
    if (!tb_str_eq(first, last))
        tb_buf_addf(out, "～%.*s", TB_STR_ARG(last));
}

/* A line for each person who gets FILE; one without a person when there is
 * none. */
static void add_workbook(struct dispatch *d,
                         const struct tb_workbook_plan *plan, const char *file)
{
    static const struct tb_member nobody = { 0 };
    struct tb_buf tables = { 0 }, due = { 0 };

    for (size_t i = 0; i < plan->count; i++)
        tb_buf_addf(&tables, "%s%.*s", i > 0 ? "、" : "",
                    TB_STR_ARG(plan->sheets[i].name));
    show_due(plan, &due);
    for (size_t i = 0; i == 0 || i < plan->receiver_count; i++) {
        const struct tb_member *p =
            plan->receiver_count > 0 ? plan->receivers[i] : &nobody;
        const struct tb_str cells[] = {
            plan->department->shown,
            p->person.id,
            p->person.name,
            tb_str(file),
            tb_buf_str(&tables),
            tb_buf_str(&due),
            p->email,
        };
        add_manifest_line(&d->manifest, cells, TB_LEN(cells));
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

static bool has_address(const struct tb_workbook_plan *plan)
{
    for (size_t i = 0; i < plan->receiver_count; i++)
        if (tb_mime_is_address(plan->receivers[i]->email))
            return true;
    return false;
}

/* FILE is named without its ending, from the folder on. */
static int write_files(struct dispatch *d, struct tb_workbook_plan *plan,
                       const char *file)
{
    const struct tb_dispatch_options *o = d->options;
    const struct tb_template_fill fill = tb_prefill_fill(&d->prefill);
    struct tb_buf path = { 0 }, mail = { 0 };
    int rc = -1;

    tb_buf_addf(&path, "%s/%s.xlsx", o->folder, file);
    tb_buf_addf(&mail, "%s/%s.eml", o->folder, file);
    if (tb_prefill_count(&d->prefill, plan, d->err) < 0 ||
        tb_template_write(d->campaign, plan, path.p, &fill, d->err) < 0 ||
        (o->mails && tb_letter_write(d->campaign, plan, path.p, o->from, mail.p,
                                     d->err) < 0))
        goto done;
    d->result->workbooks++;
    d->result->mails += o->mails;
    d->result->unaddressed += !has_address(plan);
    add_workbook(d, plan, path.p + strlen(o->folder) + 1);
    d->each(path.p, plan->count, d->ctx);
    rc = 0;
done:
    tb_buf_free(&path);
    tb_buf_free(&mail);
    return rc;
}

/* FOLDER/0201_测试丙; the folder is made for the first of them. */
static int write_teacher(struct dispatch *d, struct tb_workbook_plan *plan,
                         const char *folder, struct tb_names *names)
{
    const struct tb_person *p = &plan->teacher->person;
    struct tb_buf text = { 0 }, name = { 0 }, path = { 0 };
    int rc = -1;

    tb_buf_addf(&path, "%s/%s", d->options->folder, folder);
    if (tb_file_mkdir(path.p, d->err) < 0)
        goto done;
    tb_buf_addf(&text, "%.*s_%.*s", TB_STR_ARG(p->id), TB_STR_ARG(p->name));
    tb_names_make(names, tb_buf_str(&text), &name);
    tb_buf_clear(&path);
    tb_buf_addf(&path, "%s/%s", folder, name.p);
    rc = write_files(d, plan, path.p);
done:
    tb_buf_free(&text);
    tb_buf_free(&name);
    tb_buf_free(&path);
    return rc;
}

static bool has_teachers(const struct dispatch *d,
                         const struct tb_department *of)
{
    for (size_t i = 0; i < d->slices.count; i++)
        if (d->slices.list[i].kind == TB_PART_TEACHER &&
            d->slices.list[i].department.id == of->id)
            return true;
    return false;
}

/* The teachers' workbooks of a department, in a folder of its name. */
static int write_teachers(struct dispatch *d, const struct tb_department *of,
                          const char *folder)
{
    struct tb_names names = { 0 };
    int rc = 0;

    for (size_t i = 0; rc == 0 && i < d->staff.count; i++) {
        struct tb_workbook_plan plan;
        tb_plan_make(&d->slices, &d->staff, of, &d->staff.list[i], &plan);
        if (plan.count > 0)
            rc = write_teacher(d, &plan, folder, &names);
        tb_plan_free(&plan);
    }
    tb_names_free(&names);
    return rc;
}

static int write_department(struct dispatch *d, const struct tb_department *of,
                            const char *name)
{
    struct tb_workbook_plan plan;
    int rc = 0;

    tb_plan_make(&d->slices, &d->staff, of, NULL, &plan);
    if (plan.count > 0)
        rc = write_files(d, &plan, name);
    tb_plan_free(&plan);
    return rc == 0 && has_teachers(d, of) ? write_teachers(d, of, name) : rc;
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

static int log_dispatch(struct tb_campaign *c, void *ctx, struct tb_err *err)
{
    const struct tb_dispatch_result *r = ctx;

    if (r->mails > 0)
        return tb_campaign_log(c, err, "export",
                               "templates: %zu workbooks, %zu messages",
                               r->workbooks, r->mails);
    return tb_campaign_log(c, err, "export", "templates: %zu workbooks",
                           r->workbooks);
}

static int read_duties(struct dispatch *d)
{
    struct tb_store *store = &d->campaign->store;

    return tb_slices_read(store, &(struct tb_slice_query){ 0 }, &d->slices,
                          d->err) < 0 ||
                   tb_members_read(store, &(struct tb_member_query){ 0 },
                                   &d->staff, d->err) < 0
               ? -1
               : 0;
}

static int refuse_nobody(const struct tb_department *one, struct tb_err *err)
{
    return tb_fail_as(err, TB_REFUSED,
                      "%.*s is assigned no table; 'tianbao assign' loads a "
                      "task list",
                      TB_STR_ARG(one ? one->shown : tb_str("nobody")));
}

/* Writing takes long and changes no data: only that it was done is a change,
 * at the end, so that nobody has to wait. */
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

    add_manifest_heads(&d.manifest);
    if (tb_organisation_read(c->store.db, &o, err) < 0 ||
        check_options(options, &o, &one, err) < 0 ||
        tb_file_mkdir(options->folder, err) < 0 || read_duties(&d) < 0 ||
        tb_prefill_open(c, options->prefill, &d.prefill, err) < 0 ||
        write_departments(&d, &o, one, &of_one) < 0 ||
        (result->workbooks == 0 && refuse_nobody(one, err) < 0) ||
        write_manifest(&d, one ? of_one.p : NULL) < 0 ||
        tb_record(c, log_dispatch, result, err) < 0)
        goto done;
    result->has_last = d.prefill.last != NULL;
    rc = 0;
done:
    tb_organisation_free(&o);
    tb_slices_free(&d.slices);
    tb_members_free(&d.staff);
    tb_buf_free(&of_one);
    tb_buf_free(&d.manifest);
    tb_prefill_close(&d.prefill);
    return rc;
}

void tb_dispatch_result_free(struct tb_dispatch_result *r)
{
    tb_buf_free(&r->manifest);
    *r = (struct tb_dispatch_result){ 0 };
}
