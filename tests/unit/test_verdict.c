/* test_verdict.c - what a reviewer wrote on a cover, until it is decided. */
#include "small_store.h"

#include "verdict.h"

static bool keep(struct tb_store *store, long long slice, const char *person,
                 enum tb_action action)
{
    struct tb_err err = { 0 };
    bool done = false;
    const struct tb_cover_verdict v = { .slice = slice,
                                        .person = tb_str(person),
                                        .action = action,
                                        .opinion = tb_str("已核对") };

    CHECK_INT(person, tb_cover_verdict_keep(store, &v, &done, &err), 0);
    CHECK_STR(person, err.msg, "");
    return done;
}

/* What waits for the slice of 甲系: "person action opinion", or "". */
static void check_waits(struct tb_store *store, const char *label,
                        const char *want)
{
    struct tb_slices slices = small_slice(store);
    struct tb_arena arena = { 0 };
    struct tb_buf got = { 0 };
    struct tb_cover_verdict v;
    struct tb_err err = { 0 };

    CHECK_INT(label,
              tb_cover_verdict_read(store, &slices.list[0], &arena, &v, &err),
              0);
    if (v.slice)
        tb_buf_addf(&got, "%.*s %s %.*s %.10s", TB_STR_ARG(v.person),
                    tb_actions[v.action].code, TB_STR_ARG(v.opinion), v.at.p);
    CHECK_STR(label, tb_buf_text(&got), want);
    tb_buf_free(&got);
    tb_arena_free(&arena);
    tb_slices_free(&slices);
}

static void add_version(struct tb_store *store, const char *version)
{
    struct tb_err err = { 0 };
    char row[160];

    CHECK_INT("one stands",
              tb_db_run(store->db, "UPDATE submission SET current = 0", &err),
              0);
    snprintf(row, sizeof row, "(%s, 1, '1.1', '" SMALL_SHA "', 1, '', '', 1)",
             version);
    small_insert(store->db, version, "submission",
                 "id, slice, table_no, file, version, imported_at, actor, "
                 "current",
                 row);
}

int main(void)
{
    struct tb_store store = small_store(&(struct small_texts){ 0 });
    struct tb_err err = { 0 };

    CHECK("nothing is filed", !keep(&store, 1, "0101", TB_APPROVE));
    check_waits(&store, "nothing waits", "");
    add_version(&store, "2");
    CHECK("kept", keep(&store, 1, "0101", TB_APPROVE));
    check_waits(&store, "it waits", "0101 approve 已核对 2022-09-10");
    CHECK("kept", keep(&store, 1, "0102", TB_RETURN));
    check_waits(&store, "the last", "0102 return 已核对 2022-09-10");
    add_version(&store, "3");
    check_waits(&store, "on the version before", "");
    CHECK("kept", keep(&store, 1, "0103", TB_APPROVE));
    check_waits(&store, "on this one", "0103 approve 已核对 2022-09-10");
    CHECK_INT("forget", tb_cover_verdict_forget(&store, 1, &err), 0);
    check_waits(&store, "it was decided", "");
    small_store_free(&store);
    return CHECK_END;
}
