/* small_school.h - two tables, three departments and five people. */
#ifndef TB_SMALL_SCHOOL_H
#define TB_SMALL_SCHOOL_H

#include "organisation.h"
#include "slice.h"
#include "small_data.h"

static const struct small_texts small_school_texts = {
    .tables = USUAL_TABLES "1.2,教师表,,,,filled,0,department,,many,,,\n"
                           "1.3,统计表,,,,derived,0,none,,many,,,\n",
    .fields = USUAL_FIELDS "1.2,工号,,identifier,,1,,,,,,key,,,,,,,,,工号,,,1\n"
                           "1.2,姓名,,text,,0,,,,,,,,,,,,,,,姓名,,,1\n"
                           "1.3,个数,,integer,,1,,,,,,key,,,,,,,,,个数,,,1\n",
    .derived = DERIVED "1.3,SELECT count(*) AS 个数 FROM 教师表,,\n",
};

static inline void small_school_people(struct tb_db *db)
{
    static const struct tb_department_line departments[] = {
        { { "A", 1 },
          { "甲系", 6 },
          { "", 0 },
          { "", 0 },
          { "各系", 6 },
          { "", 0 },
          { "", 0 } },
        { { "B", 1 },
          { "乙系", 6 },
          { "", 0 },
          { "乙", 3 },
          { "各系", 6 },
          { "", 0 },
          { "", 0 } },
        { { "C", 1 },
          { "党政办公室", 15 },
          { "办公室", 9 },
          { "", 0 },
          { "", 0 },
          { "", 0 },
          { "", 0 } },
    };
    static const struct tb_member staff[] = {
        { { { "0101", 4 }, { "测试甲", 9 } },
          1,
          { "教师", 6 },
          { "a@example.com", 13 },
          true,
          true,
          false },
        { { { "0102", 4 }, { "测试乙", 9 } },
          1,
          { "教师", 6 },
          { "", 0 },
          false,
          true,
          false },
        { { { "0201", 4 }, { "测试丙", 9 } },
          2,
          { "教师", 6 },
          { "", 0 },
          true,
          false,
          false },
        { { { "0301", 4 }, { "测试丁", 9 } },
          3,
          { "管理人员", 12 },
          { "", 0 },
          true,
          false,
          false },
        { { { "0302", 4 }, { "测试戊", 9 } },
          3,
          { "管理人员", 12 },
          { "", 0 },
          false,
          false,
          false },
    };
    struct tb_err err = { 0 };

    for (size_t i = 0; i < TB_LEN(departments); i++)
        CHECK_INT(departments[i].name.p,
                  tb_department_add(db, &departments[i], &err), 0);
    for (size_t i = 0; i < TB_LEN(staff); i++)
        CHECK_INT(staff[i].person.id.p, tb_member_add(db, &staff[i], &err), 0);
    CHECK_STR("people", err.msg, "");
}

/* "1.1 甲系（省内） by 办公室 0101/0301 2022-10-08;" of each slice. */
static inline void small_school_slices(struct tb_store *store,
                                       struct tb_buf *out)
{
    struct tb_slices all = { 0 };
    struct tb_err err = { 0 };

    tb_buf_clear(out);
    tb_buf_adds(out, "");
    CHECK_INT("slices",
              tb_slices_read(store, &(struct tb_slice_query){ 0 }, &all, &err),
              0);
    for (size_t i = 0; i < all.count; i++) {
        const struct tb_slice *s = &all.list[i];
        tb_buf_addf(out, "%s ", s->table->no.p);
        tb_slice_show(s, out);
        if (s->reviewer.id) {
            tb_buf_adds(out, " by ");
            tb_slice_show_reviewers(s, out);
        }
        if (s->lead.id)
            tb_buf_addf(out, " lead %s", s->lead.shown.p);
        if (s->collector.id.n || s->approver.id.n)
            tb_buf_addf(out, " %.*s/%.*s", TB_STR_ARG(s->collector.id),
                        TB_STR_ARG(s->approver.id));
        if (s->deadline.n)
            tb_buf_addf(out, " %.*s", TB_STR_ARG(s->deadline));
        tb_buf_adds(out, ";");
    }
    tb_slices_free(&all);
}

#endif
