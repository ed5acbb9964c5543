/* baseline.c - reading last year's campaign or workbook. */
#include "baseline.h"

#include <stdlib.h>
#include <unistd.h>

#include "assign_change.h"
#include "export.h"
#include "file.h"
#include "intake.h"
#include "last.h"
#include "mem.h"
#include "store.h"
#include "template.h"

struct load {
    const struct tb_dict *dict;
    struct tb_db *db; /* last.db, being made */
    struct tb_baseline *result;
    struct tb_err *err;
    bool *there;        /* by table */
    const char *folder; /* of the new campaign */
};

/* The rows of one table on their way. */
struct rows {
    struct load *load;
    const struct tb_table *table;
    const struct tb_field **fields; /* by column of the source; NULL: lost */
    size_t columns;
    size_t header_row;
    struct tb_stmt *insert;
    struct tb_value *values; /* by field */
    struct tb_buf *texts;    /* by field */
    long long count;
};

static int open_rows(struct rows *r)
{
    r->values = tb_alloc(r->table->count, sizeof *r->values);
    r->texts = tb_alloc(r->table->count, sizeof *r->texts);
    return tb_last_insert(r->load->db, r->table, &r->insert, r->load->err);
}

static int close_rows(struct rows *r, int rc)
{
    struct load *l = r->load;

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
static void lose(struct load *l, struct tb_str name)
{
    tb_buf_addf(&l->result->lost, "%s%.*s", l->result->lost.n ? "、" : "",
                TB_STR_ARG(name));
}

static void clear_values(struct rows *r)
{
    for (size_t i = 0; i < r->table->count; i++)
        r->values[i] = (struct tb_value){ .kind = TB_NULL };
}

/* What stands in column AT, as this year's field reads it. */
static void take_cell(struct rows *r, size_t at, const struct tb_cell *cell)
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

static int insert_row(struct rows *r, long long line, struct tb_str department)
{
    const struct tb_table *t = r->table;
    const struct tb_value place[] = {
        { .kind = TB_INTEGER, .integer = line },
        { .kind = department.n ? TB_TEXT : TB_NULL, .text = department },
    };
    int at = 1;

    tb_stmt_reset(r->insert);
    tb_stmt_bind_value(r->insert, at++, &place[0]);
    tb_stmt_bind_value(r->insert, at++, &place[1]);
    for (size_t i = 0; i < t->count; i++)
        if (t->fields[i].used)
            tb_stmt_bind_value(r->insert, at++, &r->values[i]);
    r->count++;
    return tb_stmt_step(r->insert, r->load->err) < 0 ? -1 : 0;
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

static int copy_rows(struct rows *r, struct tb_stmt *s)
{
    int rc;

    while ((rc = tb_stmt_step(s, r->load->err)) == 1) {
        clear_values(r);
        for (size_t i = 0; i < r->columns; i++) {
            struct tb_value v = tb_stmt_value(s, (int)i + 2);
            struct tb_buf text = { 0 };
            tb_value_show(&v, &text);
            take_cell(r, i,
                      &(struct tb_cell){ .kind = TB_CELL_TEXT,
                                         .raw = tb_buf_str(&text) });
            tb_buf_free(&text);
        }
        if (insert_row(r, tb_stmt_int(s, 0), tb_stmt_text(s, 1)) < 0)
            return -1;
    }
    return rc;
}

/* The rows of OLD, each with the department that filed it. */
static void select_sql(const struct tb_table *old, bool merged,
                       struct tb_buf *sql)
{
    static const char who[] =
        "(SELECT d.code FROM submission u JOIN slice s ON s.id = u.slice JOIN "
        "department d ON d.id = s.department WHERE u.id = ";

    tb_buf_adds(sql, "SELECT _id, ");
    if (merged)
        tb_buf_addf(sql,
                    "%s(SELECT coalesce((SELECT _submission FROM \"d_%.*s\" "
                    "WHERE _id = o.data_id), (SELECT _submission FROM "
                    "\"h_%.*s\" WHERE _id = o.data_id)) FROM merged_source o "
                    "WHERE o.table_no = '%.*s' AND o.merged_id = t._id LIMIT "
                    "1)), ",
                    who, TB_STR_ARG(old->no), TB_STR_ARG(old->no),
                    TB_STR_ARG(old->no));
    else
        tb_buf_addf(sql, "%s t._submission), ", who);
    tb_store_columns(old, sql);
    tb_buf_addf(sql, " FROM \"%c_%.*s\" t", merged ? 'm' : 'd',
                TB_STR_ARG(old->no));
    if (!merged && old->origin == TB_ORIGIN_DERIVED) /* not what was typed */
        tb_buf_adds(sql, " WHERE _submission IN (SELECT id FROM submission "
                         "WHERE file IS NULL)");
    tb_buf_adds(sql, " ORDER BY _id");
}

static int copy_table(struct load *l, struct tb_db *from,
                      const struct tb_table *old, bool merged)
{
    struct rows r = { .load = l, .table = successor(l->dict, old) };
    struct tb_buf sql = { 0 };
    struct tb_stmt *s = NULL;
    int rc;

    if (!r.table) {
        lose(l, old->name);
        return 0;
    }
    r.fields = tb_alloc(old->count, sizeof *r.fields);
    for (size_t i = 0; i < old->count; i++)
        if (old->fields[i].used)
            r.fields[r.columns++] = heir(r.table, &old->fields[i]);
    select_sql(old, merged, &sql);
    rc = open_rows(&r);
    if (rc == 0)
        rc = tb_db_prepare(from, sql.p, &s, l->err);
    if (rc == 0)
        rc = copy_rows(&r, s);
    rc = close_rows(&r, rc);
    tb_stmt_free(s);
    tb_buf_free(&sql);
    free(r.fields);
    return rc;
}

/* A database and what SQLite keeps beside it. */
static void unlink_db(const char *path)
{
    static const char *const ends[] = { "", "-wal", "-shm" };
    struct tb_buf one = { 0 };

    for (size_t i = 0; i < TB_LEN(ends); i++) {
        tb_buf_clear(&one);
        tb_buf_addf(&one, "%s%s", path, ends[i]);
        unlink(one.p);
    }
    tb_buf_free(&one);
}

/*
 * A copy of last year's database, brought up to the present layout: last
 * year's campaign is not touched.
 */
static int open_copy(struct load *l, const char *folder,
                     const struct tb_dict *old, const char *copy,
                     struct tb_db **db)
{
    struct tb_buf path = { 0 };
    struct tb_db *from = NULL;
    int rc = -1;

    tb_buf_addf(&path, "%s/tianbao.db", folder);
    unlink_db(copy);
    if (tb_db_open(path.p, TB_DB_READ, &from, l->err) == 0 &&
        tb_db_backup(from, copy, l->err) == 0 &&
        tb_db_open(copy, TB_DB_WRITE, db, l->err) == 0)
        rc = tb_store_upgrade(*db, old, l->err);
    tb_db_close(from);
    tb_buf_free(&path);
    return rc;
}

/* Last year's task list, as it stood at the end, into FOLDER/assignment.csv;
 * days are this year's to give. */
static int copy_assignment(struct load *l, struct tb_campaign *c)
{
    struct tb_view_options options = { .format = tb_format_find("csv") };
    struct tb_buf list = { 0 };
    int rc;

    tb_buf_addf(&list, "%s/" TB_BASELINE_LIST, l->folder);
    options.path = list.p;
    rc = tb_assign_print(c, false, &options, l->err);
    tb_buf_free(&list);
    return rc;
}

static int from_campaign(struct load *l, const char *folder)
{
    struct tb_buf path = { 0 }, copy = { 0 }, merged = { 0 };
    struct tb_complaints complaints = { 0 };
    struct tb_campaign c = { 0 };
    int rc = -1;

    tb_buf_addf(&path, "%s/schema", folder);
    tb_buf_addf(&copy, "%s/" TB_LAST_FILE ".copy", l->folder);
    if (tb_dict_load(path.p, &c.dict, &complaints, l->err) < 0)
        goto done;
    if (complaints.count > 0) {
        tb_fail_as(l->err, TB_DICTIONARY, "its dictionary has %zu faults",
                   complaints.count);
        goto done;
    }
    if (open_copy(l, folder, c.dict, copy.p, &c.db) < 0 ||
        tb_store_get(c.db, "merged_at", &merged, l->err) < 0)
        goto done;
    rc = 0;
    for (size_t i = 0; i < c.dict->table_count && rc == 0; i++)
        rc = copy_table(l, c.db, &c.dict->tables[i], merged.n > 0);
    if (rc == 0)
        rc = copy_assignment(l, &c);
done:
    tb_db_close(c.db);
    unlink_db(copy.p);
    tb_dict_free(c.dict);
    tb_complaints_free(&complaints);
    tb_buf_free(&path);
    tb_buf_free(&copy);
    tb_buf_free(&merged);
    return rc;
}

/* ---- from a workbook ---- */

static int on_row(const struct tb_row *row, void *ctx)
{
    struct rows *r = ctx;
    bool any = false;

    if (row->number <= r->header_row)
        return 0;
    clear_values(r);
    for (size_t i = 0; i < row->count; i++)
        take_cell(r, row->cells[i].column, &row->cells[i]);
    for (size_t i = 0; i < r->table->count; i++)
        any = any || r->values[i].kind != TB_NULL;
    return any ? insert_row(r, (long long)row->number, tb_str("")) : 0;
}

static int take_sheet(struct load *l, struct tb_book *book, size_t index)
{
    struct tb_str name = tb_book_sheet(book, index).name;
    struct tb_intake_plan plan = { 0 };
    struct rows r = { .load = l };
    int rc = -1;

    if (tb_template_is_furniture(name) || tb_str_is(name, TB_EXPORT_MANIFEST))
        return 0;
    if (tb_intake_plan_sheet(book, index, l->dict, tb_dict_find(l->dict, name),
                             &plan, l->err) < 0)
        goto done;
    rc = 0;
    if (!plan.table || plan.header_row == 0) {
        lose(l, name);
        goto done;
    }
    r.table = plan.table;
    r.fields = plan.fields;
    r.columns = plan.columns;
    r.header_row = plan.header_row;
    rc = open_rows(&r);
    if (rc == 0)
        rc = tb_book_read(book, index, on_row, &r, l->err);
    rc = close_rows(&r, rc);
done:
    tb_intake_plan_free(&plan);
    return rc;
}

static int from_workbook(struct load *l, const char *path)
{
    struct tb_source source = { .fd = -1 };
    struct tb_book *book = NULL;
    int rc = -1;

    if (tb_source_open(path, tb_limits_default.file, &source, l->err) < 0 ||
        tb_book_open(&source, &tb_limits_default, &book, l->err) < 0)
        goto done;
    rc = 0;
    for (size_t i = 0; i < tb_book_sheets(book) && rc == 0; i++)
        rc = take_sheet(l, book, i);
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

static int fill(struct load *l, const char *last)
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
    struct load l = {
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
        rc = fill(&l, last);
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
