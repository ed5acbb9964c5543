/* small_store.h - a store in memory with a slice of table 1.1, and versions of
 * it. */
#ifndef TB_SMALL_STORE_H
#define TB_SMALL_STORE_H

#include "filing.h"
#include "small_data.h"

#define SMALL_SHA \
    "0000000000000000000000000000000000000000000000000000000000000001"

static const struct tb_context small_store_context = {
    .now = "2022-09-10T08:00:00",
    .actor = "测试甲",
};

/* Free with small_store_free(). */
static inline struct tb_store small_store(const struct small_texts *texts)
{
    struct tb_dict *dict = small_load(texts);
    struct tb_store store = { small_db(dict), dict, &small_store_context };
    struct tb_err err = { 0 };

    small_insert(store.db, "department", "department", "id, code, name",
                 "(1, 'A', '甲系'), (2, 'B', '乙系')");
    small_insert(store.db, "slice", "slice", "table_no, department",
                 "('1.1', 1), ('1.1', 2)");
    CHECK_INT("file", tb_file_add(&store, SMALL_SHA, "a.csv", 10, &err), 0);
    return store;
}

static inline void small_store_free(struct tb_store *store)
{
    tb_db_close(store->db);
    tb_dict_free((struct tb_dict *)store->dict);
}

/* The slice of 甲系, as it is now; free with tb_slices_free(). */
static inline struct tb_slices small_slice(struct tb_store *store)
{
    struct tb_slices slices = { 0 };
    struct tb_err err = { 0 };

    CHECK_INT("slice",
              tb_slices_read(store,
                             &(struct tb_slice_query){ .department = 1,
                                                       .uncounted = true },
                             &slices, &err),
              0);
    CHECK_INT("one slice", slices.count, 1);
    return slices;
}

/* Every value of QUERY with '|' between them, ';' behind a row. */
static inline int small_show_row(struct tb_stmt *s, void *ctx)
{
    struct tb_buf *out = ctx;

    for (int i = 0; i < tb_stmt_columns(s); i++)
        tb_buf_addf(out, "%s%s", i > 0 ? "|" : "", tb_stmt_chars(s, i));
    tb_buf_adds(out, ";");
    return 0;
}

static inline void small_check_rows(struct tb_store *store, const char *label,
                                    const char *query, const char *want)
{
    struct tb_buf got = { 0 };
    struct tb_err err = { 0 };

    tb_buf_adds(&got, "");
    CHECK_INT(label,
              tb_db_each(store->db, small_show_row, &got, &err, query, ""), 0);
    CHECK_STR(label, err.msg, "");
    CHECK_STR(label, got.p, want);
    tb_buf_free(&got);
}

#endif
