/* baseline.c - reading last year's campaign or workbook. */
#include "baseline.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "export.h"
#include "file.h"
#include "last.h"
#include "last_from.h"
#include "mark.h"
#include "mem.h"
#include "recognise.h"
#include "task_list.h"

struct baseline_load {
    const struct tb_dict *dict;
    struct tb_db *db; /* last.db, being made */
    struct tb_baseline *result;
    struct tb_err *err;
    bool *there;        /* by table */
    const char *folder; /* of the new campaign */
};

/* The rows of one table on their way. */
struct baseline_rows {
    struct baseline_load *load;
    const struct tb_table *table;
    const struct tb_field **fields; /* by column of the source; NULL: lost */
    size_t columns;
    size_t header_row;
    struct tb_stmt *insert;
    struct tb_value *values; /* by field */
    struct tb_buf *texts;    /* by field */
    long long count;
};

static int open_rows(struct baseline_rows *r)
{
    r->values = tb_alloc(r->table->count, sizeof *r->values);
    r->texts = tb_alloc(r->table->count, sizeof *r->texts);
    return tb_last_insert(r->load->db, r->table, &r->insert, r->load->err);
}

static int close_rows(struct baseline_rows *r, int rc)
{
    struct baseline_load *l = r->load;

    if (rc == 0)
        rc = tb_last_there(l->db, r->table, r->count, l->err);
    if (rc == 0) {
        l->result->tables += !l->there[r->table - l->dict->tables];
        l->there[r->table - l->dict->tables] = true;
        l->result->rows += r->count;
    }
    tb_stmt_free(r->insert);
    for (size_t i = 0; r->texts && i < r->table->count; i++)
        tb_buf_free(&r->texts[i]);
    free(r->texts);
    free(r->values);
    return rc;
}

/* A table that this year does not have. */
static void lose(struct baseline_load *l, struct tb_str name)
{
    tb_buf_addf(&l->result->lost, "%s%.*s", l->result->lost.n ? "、" : "",
                TB_STR_ARG(name));
}

static void clear_values(struct baseline_rows *r)
{
    for (size_t i = 0; i < r->table->count; i++)
        r->values[i] = (struct tb_value){ .kind = TB_NULL };
}

/* What stands in column AT, as this year's field reads it. */
static void take_cell(struct baseline_rows *r, size_t at,
                      const struct tb_cell *cell)
{
    const struct tb_field *f = at < r->columns ? r->fields[at] : NULL;
    bool changed;

    /* two columns of last year's may have become one: the filled one counts */
    if (!f || r->values[f->index].kind != TB_NULL)
        return;
    if (tb_value_read(f, cell, &r->texts[f->index], &r->values[f->index],
                      &changed) != TB_FINE)
        r->load->result->unread++;
}

static int put_row(struct baseline_rows *r, long long line,
                   struct tb_str department)
{
    r->count++;
    return tb_last_put(r->insert, r->table, line, department, r->values,
                       r->load->err);
}

/* ---- from a campaign's folder ---- */

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

static const struct tb_field *heir(const struct tb_table *t,
                                   const struct tb_field *old)
{
    const struct tb_field *f = tb_table_column(t, old->name);
    struct tb_str rest = old->aliases, alias;

    while (!f && tb_str_next(&rest, ";；", &alias))
        if (alias.n > 0)
            f = tb_table_column(t, alias);
    return f;
}

/* A value of last year's, as this year's field reads its text. */
static int take_old_row(const struct tb_last_row *row, void *ctx)
{
    struct baseline_rows *r = ctx;
    struct tb_buf text = { 0 };

    clear_values(r);
    for (size_t i = 0; i < r->columns; i++) {
        tb_value_show(&row->values[i], &text);
        take_cell(r, i,
                  &(struct tb_cell){ .kind = TB_CELL_TEXT,
                                     .raw = tb_buf_str(&text) });
    }
    tb_buf_free(&text);
    return put_row(r, row->line, row->department);
}

static int copy_table(struct baseline_load *l, struct tb_last_from *from,
                      const struct tb_table *old)
{
    struct baseline_rows r = { .load = l, .table = successor(l->dict, old) };
    int rc;

    if (!r.table) {
        lose(l, old->name);
        return 0;
    }
    r.fields = tb_alloc(old->count, sizeof *r.fields);
    for (size_t i = 0; i < old->count; i++)
        if (old->fields[i].used)
            r.fields[r.columns++] = heir(r.table, &old->fields[i]);
    rc = open_rows(&r);
    if (rc == 0)
        rc = tb_last_from_each(from, old, take_old_row, &r, l->err);
    rc = close_rows(&r, rc);
    free(r.fields);
    return rc;
}

/* Last year's task list, as it stood at the end, into FOLDER/assignment.csv;
 * days are this year's to give. */
static int copy_assignment(struct baseline_load *l, struct tb_last_from *from,
                           struct tb_dict *dict)
{
    struct tb_store store = { from->store.db, dict, NULL };
    struct tb_buf path = { 0 };
    struct tb_view_options view = { 0 };
    int rc;

    tb_buf_addf(&path, "%s/" TB_BASELINE_LIST, l->folder);
    rc = tb_view_choose(&view, "csv", path.p, l->err);
    if (rc == 0)
        rc = tb_task_list_print(&store, false, &view, l->err);
    tb_buf_free(&path);
    return rc;
}

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

static int from_campaign(struct baseline_load *l, const char *folder)
{
    struct tb_last_from from = { 0 };
    struct tb_dict *dict = NULL;
    struct tb_buf copy = { 0 };
    int rc = -1;

    tb_buf_addf(&copy, "%s/" TB_LAST_FILE ".copy", l->folder);
    if (load_old_dictionary(l, folder, &dict) < 0 ||
        tb_last_from_open(&from, folder, copy.p, dict, l->err) < 0)
        goto done;
    for (size_t i = 0; i < dict->table_count; i++)
        if (copy_table(l, &from, &dict->tables[i]) < 0)
            goto done;
    rc = copy_assignment(l, &from, dict);
done:
    tb_last_from_close(&from);
    tb_dict_free(dict);
    tb_buf_free(&copy);
    return rc;
}

/* ---- from a workbook ---- */

static int take_sheet_row(const struct tb_row *row, void *ctx)
{
    struct baseline_rows *r = ctx;
    bool any = false;

    if (row->number <= r->header_row)
        return 0;
    clear_values(r);
    for (size_t i = 0; i < row->count; i++)
        take_cell(r, row->cells[i].column, &row->cells[i]);
    for (size_t i = 0; i < r->table->count; i++)
        any = any || (r->values[i].kind != TB_NULL &&
                      !tb_str_is(r->table->fields[i].name, TB_ROW_NUMBER));
    return any ? put_row(r, (long long)row->number, tb_str("")) : 0;
}

static int take_book_sheet(struct baseline_load *l, struct tb_book *book,
                           size_t index)
{
    struct tb_str name = tb_book_sheet(book, index).name;
    struct tb_sheet_plan plan = { 0 };
    struct baseline_rows r = { .load = l };
    int rc = -1;

    if (tb_mark_is_furniture(name) || tb_str_is(name, TB_EXPORT_MANIFEST))
        return 0;
    if (tb_recognise_sheet(book, index, l->dict, tb_dict_find(l->dict, name),
                           &plan, l->err) < 0)
        goto done;
    rc = 0;
    if (!plan.table || plan.header_row == 0) {
        lose(l, name);
        goto done;
    }
    if (plan.above > 0) {
        rc = tb_fail(l->err,
                     "sheet '%.*s': %zu rows of data stand above the header in "
                     "row %zu; move the header above them",
                     TB_STR_ARG(name), plan.above, plan.header_row);
        goto done;
    }
    r.table = plan.table;
    r.fields = plan.fields;
    r.columns = plan.columns;
    r.header_row = plan.header_row;
    rc = open_rows(&r);
    if (rc == 0)
        rc = tb_book_read(book, index, take_sheet_row, &r, l->err);
    rc = close_rows(&r, rc);
done:
    tb_sheet_plan_free(&plan);
    return rc;
}

static int from_workbook(struct baseline_load *l, const char *path)
{
    struct tb_source source = { .fd = -1 };
    struct tb_book *book = NULL;
    int rc = -1;

    if (tb_source_open(path, tb_limits_default.file, &source, l->err) < 0 ||
        tb_book_open(&source, &tb_limits_default, &book, l->err) < 0)
        goto done;
    rc = 0;
    for (size_t i = 0; i < tb_book_sheets(book) && rc == 0; i++)
        rc = take_book_sheet(l, book, i);
    if (rc == 0 && l->result->tables == 0)
        rc = tb_fail(l->err, "no sheet has the header of a table of this "
                             "edition");
done:
    tb_book_close(book);
    tb_source_close(&source);
    return rc;
}

/* ---- both ---- */

static bool is_campaign(const char *path)
{
    struct tb_buf db = { 0 };
    bool is;

    tb_buf_addf(&db, "%s/tianbao.db", path);
    is = tb_file_exists(db.p);
    tb_buf_free(&db);
    return is;
}

static int fill_last(struct baseline_load *l, const char *last)
{
    if (tb_db_begin(l->db, l->err) < 0 ||
        (is_campaign(last) ? from_campaign(l, last) : from_workbook(l, last)) <
            0)
        return -1;
    return tb_db_commit(l->db, l->err);
}

int tb_baseline_load(const char *folder, const struct tb_dict *dict,
                     const char *last, struct tb_baseline *result,
                     struct tb_err *err)
{
    struct baseline_load l = {
        .dict = dict, .result = result, .err = err, .folder = folder
    };
    struct tb_buf draft = { 0 }, final = { 0 }, list = { 0 };
    int rc = -1;

    tb_buf_addf(&draft, "%s/" TB_LAST_FILE ".new", folder);
    tb_buf_addf(&final, "%s/" TB_LAST_FILE, folder);
    l.there = tb_alloc(dict->table_count, sizeof *l.there);
    unlink(draft.p);
    tb_buf_addf(&list, "%s/" TB_BASELINE_LIST, folder);
    unlink(list.p);
    if (tb_last_create(draft.p, dict, &l.db, err) == 0)
        rc = fill_last(&l, last);
    tb_db_close(l.db);
    if (rc == 0)
        rc = tb_file_replace(draft.p, final.p, err);
    if (rc < 0) {
        unlink(draft.p);
        unlink(list.p);
        tb_fail_in(err, "%s", last);
    }
    free(l.there);
    tb_buf_free(&draft);
    tb_buf_free(&final);
    tb_buf_free(&list);
    return rc;
}

void tb_baseline_free(struct tb_baseline *r)
{
    tb_buf_free(&r->lost);
    *r = (struct tb_baseline){ 0 };
}
