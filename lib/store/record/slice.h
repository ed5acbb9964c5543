/*
 * slice.h - what one department (or teacher, or condition) files of a table:
 * who answers for it, until when, how far it is, what is filed and what was
 * found in it.
 */
#ifndef TB_SLICE_H
#define TB_SLICE_H

#include "people.h"
#include "submission.h"

/* Open findings; EXPLAINED of any severity, and in none of the others. */
struct tb_counts {
    long long errors, explains, warnings, infos, explained;
};

struct tb_slice {
    long long id;
    const struct tb_table *table;
    struct tb_department department;
    struct tb_department reviewer, lead; /* ID 0: nobody is named */
    struct tb_department *co_reviewers;  /* beside the first; in the slices */
    size_t co_count;
    enum tb_part_kind kind;
    struct tb_str part;       /* a teacher's 工号, a condition; "" */
    struct tb_person teacher; /* of a teacher's slice */
    struct tb_person collector, approver;
    struct tb_str starts_on, deadline; /* 2022-10-08, or "" */
    struct tb_str responsible;         /* whom the task list names so */
    struct tb_str submitted_at; /* when it was filed or declared empty; "" */
    enum tb_state state;
    struct tb_str reason; /* of a return, or why there is no data */
    enum tb_state was;    /* from where a validation sent it back; TB_STATES */
    struct tb_submission now; /* what is filed; ID 0: nothing */
    struct tb_counts open;    /* in what is filed */
};

struct tb_slices {
    struct tb_slice *list; /* by table, department and part */
    size_t count, room;
    struct tb_arena arena;
};

/* What is not said (NULL, 0) is any. */
struct tb_slice_query {
    const struct tb_table *table;
    long long department; /* that fills it */
    long long id;
    bool uncounted; /* OPEN is not wanted, and stays 0 */
};

/* OUT starts as { 0 }; free it whatever happens. */
int tb_slices_read(struct tb_store *store, const struct tb_slice_query *query,
                   struct tb_slices *out, struct tb_err *err);
void tb_slices_free(struct tb_slices *slices);

/* In the order of tables, departments and parts; for qsort. */
int tb_slice_order(const void *a, const void *b);

/* Rows that are filed: its own file's and those that were kept. */
long long tb_slice_rows(const struct tb_slice *slice);

/* Is it handed in: filed and not returned, or declared to be empty? */
bool tb_slice_is_handed(const struct tb_slice *slice);

/* The part in words: "测试丙" has the id "0201"; "云端"; "省内"; "".  What
 * stands in lists beside the department. */
struct tb_str tb_slice_part(const struct tb_slice *slice);

/* Who reviews it: "党政办、教务处"; added to OUT. */
void tb_slice_show_reviewers(const struct tb_slice *slice, struct tb_buf *out);

/* "护理系（省内）", "护理系 0201", "护理系": added to OUT. */
void tb_slice_show(const struct tb_slice *slice, struct tb_buf *out);

/* How many slices there are of QUERY that are neither approved at level LAST
 * nor nil. */
int tb_slices_count_open(struct tb_store *store, enum tb_level last,
                         long long *open, struct tb_err *err);

/*
 * Who has still to get TABLE approved at level LAST: names of departments
 * with 、 between them, "甲系、乙系、丙系、丁系等" when there are more than 4;
 * "" when nobody.  OUT is replaced.
 */
int tb_slices_awaited(struct tb_store *store, const struct tb_table *table,
                      enum tb_level last, struct tb_buf *out,
                      struct tb_err *err);

/* How many there are. */
int tb_slices_count(struct tb_store *store, const struct tb_slice_query *query,
                    long long *count, struct tb_err *err);

/* ---- changes; inside the caller's transaction ---- */

/*
 * SLICE becomes STATE because of REASON (NULL: none), due on DEADLINE (NULL:
 * as before).  *DONE is false when it is no longer in the state, or has no
 * longer the submission, that it was read with: somebody else was faster.
 */
int tb_slice_move(struct tb_store *store, const struct tb_slice *slice,
                  enum tb_state state, const char *reason, const char *deadline,
                  bool *done, struct tb_err *err);

/* A validation has just sent back slice ID, which was in state WAS: when its
 * errors go again it is given back. */
int tb_slice_remember(struct tb_store *store, long long id, enum tb_state was,
                      struct tb_err *err);

/* Something was filed for slice ID. */
int tb_slice_filed(struct tb_store *store, long long id, struct tb_err *err);

/* Slice ID is declared to have no data; *DONE is false when it is in another
 * state than missing, returned (with RETURNED) or nil.  What was validated
 * before does not hold then. */
int tb_slice_declare_nil(struct tb_store *store, long long id, bool returned,
                         struct tb_str reason, bool *done, struct tb_err *err);

/* The slice for what the cloud sends of TABLE, made for the department that is
 * named for the table when it is not there yet; nothing when the task list does
 * not say that TABLE comes from the cloud. */
int tb_slice_add_cloud(struct tb_store *store, const struct tb_table *table,
                       struct tb_err *err);

/* What the cloud sent of TABLE is filed: a department that may not supplement
 * it has nothing to hand in. */
int tb_slices_cloud_filed(struct tb_store *store, const struct tb_table *table,
                          struct tb_err *err);

/* Does the day on which SLICE is to be begun still lie before us at NOW? */
bool tb_slice_is_early(const struct tb_slice *slice, const char *now);

/* Has the day of SLICE passed at NOW (2022-10-08T09:30:00)? */
bool tb_slice_is_late(const struct tb_slice *slice, const char *now);

#endif
