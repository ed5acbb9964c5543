/*
 * small_office.h - a campaign in memory, with departments, staff and slices,
 * for what works on the store alone.
 *
 * Table 1.1 is a source; 1.2 refers to it.  甲系 (1) and 乙系 (2) fill both,
 * 办公室 (3) reviews, 督导处 (4) leads.  Slice 1 is 1.1 of 甲系, 2 is 1.1 of
 * 乙系, 3 is 1.2 of 甲系, 4 the rows of teacher 0102 of 1.2.
 */
#ifndef TB_SMALL_OFFICE_H
#define TB_SMALL_OFFICE_H

#include "campaign.h"
#include "small_data.h"

#define OFFICE_TODAY "2022-10-08T09:00:00"

static const struct small_texts office_texts = {
    .tables = TABLES "1.1,甲表,,,,filled,1,department,,many,,,\n"
                     "1.2,乙表,,,,filled,0,department,,many,,,\n",
    .fields =
        USUAL_FIELDS "1.2,编号,,identifier,,1,,,,,,key,,,,,,,,,n,,,1\n"
                     "1.2,甲编号,,identifier,,1,,,,,,,1.1.编号,,,,,,,,n,,,1\n",
};

static inline void office_people(struct tb_db *db)
{
    small_insert(db, "departments", "department", "id, code, name, short",
                 "(1, 'A', '甲系', NULL), (2, 'B', '乙系', NULL),"
                 "(3, 'C', '学校办公室', '办公室'), (4, 'D', '督导处', NULL)");
    small_insert(db, "staff", "staff",
                 "id, name, department, kind, can_review, is_collector",
                 "('0101', '测试一', 1, NULL, 1, 1),"
                 "('0102', '测试二', 1, '校内教师', 0, 0),"
                 "('0301', '测试三', 3, NULL, 1, 0),"
                 "('0302', '测试四', 3, NULL, 1, 0),"
                 "('0401', '测试五', 4, NULL, 1, 0)");
    small_insert(db, "slices", "slice",
                 "id, table_no, department, kind, part, reviewer, lead,"
                 " deadline",
                 "(1, '1.1', 1, 'whole', '', 3, 4, '2022-10-20'),"
                 "(2, '1.1', 2, 'whole', '', 3, 4, '2022-10-01'),"
                 "(3, '1.2', 1, 'whole', '', 3, 4, NULL),"
                 "(4, '1.2', 1, 'teacher', '0102', 3, NULL, '2022-10-01')");
}

/* LEVELS are "department,lead".  C starts as { 0 }. */
static inline void office_open(struct tb_campaign *c, struct tb_dict *dict,
                               const char *levels)
{
    struct tb_str rest = tb_str(levels), level;

    c->dict = dict;
    c->context = (struct tb_context){ .now = OFFICE_TODAY, .actor = "user" };
    c->store = (struct tb_store){ small_db(dict), dict, &c->context };
    while (tb_str_next(&rest, ",", &level))
        c->levels[tb_word_find(tb_levels, TB_LEVELS, level)] = true;
    office_people(c->store.db);
}

static inline void office_close(struct tb_campaign *c)
{
    tb_buf_free(&c->closed);
    tb_db_close(c->store.db);
}

static inline void office_run(struct tb_campaign *c, const char *label,
                              const char *sql)
{
    struct tb_err err = { 0 };

    if (sql && tb_db_run(c->store.db, sql, &err) < 0)
        CHECK_STR(label, err.msg, "");
}

/* Version VERSION of SLICE, from file NAME.csv, is submission ID. */
static inline void office_file(struct tb_campaign *c, int id, int slice,
                               int version, const char *more)
{
    char sql[800];

    snprintf(sql, sizeof sql,
             "INSERT OR IGNORE INTO file VALUES ('h%d', 'f%d.csv', 1, '"
             "2022-10-0%d', 'user', NULL);"
             "UPDATE submission SET current = 0 WHERE slice = %d;"
             "INSERT INTO submission (id, slice, table_no, file, version,"
             " imported_at, actor, rows_in, rows_filed, content_hash, current)"
             " SELECT %d, id, table_no, 'h%d', %d, '2022-10-0%dT08:00:00',"
             " 'user', 2, 2, 'hash', 1 FROM slice WHERE id = %d;"
             "UPDATE slice SET state = 'submitted', submitted_at ="
             " '2022-10-0%dT08:00:00' WHERE id = %d; %s",
             id, id, version, slice, id, id, version, version, slice, version,
             slice, more ? more : "");
    office_run(c, "file", sql);
}

/* What is filed now has been validated. */
static inline void office_validate(struct tb_campaign *c)
{
    struct tb_err err = { 0 };

    CHECK_INT("validated",
              tb_db_do(c->store.db, &err,
                       "INSERT INTO validation (at, actor, dictionary,"
                       " last_submission) SELECT '2022-10-08', 'user', ?1,"
                       " max(id) FROM submission",
                       "s", c->dict->hash),
              0);
}

/* A finding of SEVERITY in SUBMISSION. */
static inline void office_find(struct tb_campaign *c, int submission,
                               int severity, const char *status)
{
    char rows[400];

    snprintf(rows, sizeof rows,
             "('f' || (SELECT count(*) FROM finding), 'T001', %d, '合理性',"
             " (SELECT table_no FROM submission WHERE id = %d), %d, 'm', '%s',"
             " '2022-10-08', '2022-10-08')",
             severity, submission, submission, status);
    small_insert(c->store.db, "finding", "finding",
                 "fingerprint, rule, severity, aspect, table_no, submission,"
                 " message, status, first_seen, last_seen",
                 rows);
}

#endif
