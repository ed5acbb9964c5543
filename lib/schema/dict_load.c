/* dict_load.c - an edition's CSV files become a dictionary. */
#include "dict_load.h"

#include <stdlib.h>

#include "encoding.h"
#include "file.h"
#include "hash.h"
#include "read_csv.h"

#define FILE_LIMIT ((size_t)64 << 20)

#define COLUMNS(names, optional) \
    names, TB_LEN(names), TB_LEN(names) - (optional)

static const struct {
    const char *name;
    const char *const *columns;
    size_t count, needed_count;
    void (*take)(struct tb_load *load);
    bool needed;
} files[TB_DICT_FILES] = {
    { "tables.csv", COLUMNS(tb_table_columns, 1), tb_load_table, true },
    { "codes.csv", COLUMNS(tb_code_columns, 1), tb_load_code, true },
    { "fields.csv", COLUMNS(tb_field_columns, 2), tb_load_field, true },
    { "rules.csv", COLUMNS(tb_rule_columns, 1), tb_load_rule, false },
    { "derived.csv", COLUMNS(tb_derived_columns, 1), tb_load_derived, false },
    { "indicators.csv", COLUMNS(tb_indicator_columns, 4), tb_load_indicator,
      false },
    { "examples.csv", COLUMNS(tb_example_columns, 0), tb_load_example, false },
};

const char *const tb_dict_files[TB_DICT_FILES] = {
    "tables.csv",  "codes.csv",      "fields.csv",  "rules.csv",
    "derived.csv", "indicators.csv", "examples.csv"
};

static void take_header(struct tb_load *l)
{
    l->has_header = true;
    for (size_t k = 0; k < l->column_count; k++) {
        l->at[k] = -1;
        for (size_t i = 0; i < l->row->count; i++)
            if (tb_str_is(tb_str_trim(l->row->cells[i].raw), l->columns[k]))
                l->at[k] = (long)l->row->cells[i].column;
        if (k < l->needed_count && l->at[k] < 0)
            TB_LOAD_COMPLAIN(l, k, "the column is missing");
    }
}

static int on_row(const struct tb_row *row, void *ctx)
{
    struct tb_load *l = ctx;

    l->row = row;
    if (!l->has_header)
        take_header(l);
    else
        l->take(l);
    return 0;
}

static void hash_files(const struct tb_str *texts, char hash[65])
{
    struct tb_buf all = { 0 };

    for (size_t i = 0; i < TB_DICT_FILES; i++) {
        char one[65];
        tb_sha256(texts[i], one);
        tb_buf_addf(&all, "%s %s\n", tb_dict_files[i], one);
    }
    tb_sha256(tb_buf_str(&all), hash);
    tb_buf_free(&all);
}

int tb_dict_parse(const struct tb_str texts[TB_DICT_FILES],
                  struct tb_dict **dict, struct tb_complaints *complaints,
                  struct tb_err *err)
{
    struct tb_dict *d = tb_alloc(1, sizeof *d);
    struct tb_buf text = { 0 };
    int rc = -1;

    for (size_t i = 0; i < TB_DICT_FILES; i++) {
        struct tb_load l = { .dict = d,
                             .complaints = complaints,
                             .file = files[i].name,
                             .columns = files[i].columns,
                             .column_count = files[i].count,
                             .needed_count = files[i].needed_count,
                             .take = files[i].take };
        const char *encoding;
        if (tb_decode(texts[i], &text, &encoding, err) < 0 ||
            tb_csv_read(tb_buf_str(&text), &tb_limits_default, on_row, &l,
                        err) < 0) {
            err->status = TB_DICTIONARY;
            tb_fail_in(err, "%s", files[i].name);
            goto done;
        }
        if (!l.has_header && files[i].needed)
            tb_complain(complaints, files[i].name, 1, "", "the file is empty");
    }
    tb_dict_resolve(d, complaints);
    hash_files(texts, d->hash);
    *dict = d;
    d = NULL;
    rc = 0;
done:
    tb_buf_free(&text);
    tb_dict_free(d);
    return rc;
}

int tb_dict_read_folder(const char *folder, struct tb_buf texts[TB_DICT_FILES],
                        struct tb_err *err)
{
    struct tb_buf path = { 0 };
    int rc = 0;

    for (size_t i = 0; i < TB_DICT_FILES && rc == 0; i++) {
        tb_buf_clear(&path);
        tb_buf_addf(&path, "%s/%s", folder, files[i].name);
        tb_buf_clear(&texts[i]);
        if (files[i].needed || tb_file_exists(path.p))
            rc = tb_file_read(path.p, FILE_LIMIT, &texts[i], err);
    }
    if (rc < 0)
        err->status = TB_DICTIONARY;
    tb_buf_free(&path);
    return rc;
}

int tb_dict_load(const char *folder, struct tb_dict **dict,
                 struct tb_complaints *complaints, struct tb_err *err)
{
    struct tb_buf bytes[TB_DICT_FILES] = { { 0 } };
    struct tb_str texts[TB_DICT_FILES];
    int rc = tb_dict_read_folder(folder, bytes, err);

    for (size_t i = 0; i < TB_DICT_FILES; i++)
        texts[i] = tb_buf_str(&bytes[i]);
    if (rc == 0 && (rc = tb_dict_parse(texts, dict, complaints, err)) < 0)
        tb_fail_in(err, "%s", folder);
    for (size_t i = 0; i < TB_DICT_FILES; i++)
        tb_buf_free(&bytes[i]);
    return rc;
}
