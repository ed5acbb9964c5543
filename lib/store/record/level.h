/*
 * level.h - the levels of review as this office has them: what each is called,
 * who may act at it, and, at the first, which departments must all approve.
 */
#ifndef TB_LEVEL_H
#define TB_LEVEL_H

#include "slice.h"

/* What the office calls LEVEL, else its usual word.  OUT is replaced. */
int tb_level_name(struct tb_store *store, enum tb_level level,
                  struct tb_buf *out, struct tb_err *err);

/* Who may act at LEVEL; nobody in it: nobody is named, whoever may review may.
 * OUT starts as { 0 }; free it with tb_members_free(). */
int tb_level_people(struct tb_store *store, enum tb_level level,
                    struct tb_members *out, struct tb_err *err);

/* May PERSON (a 工号) act at LEVEL?  NAMED: is anybody named for it at all? */
int tb_level_allows(struct tb_store *store, enum tb_level level,
                    const char *person, bool *named, bool *allows,
                    struct tb_err *err);

/* Has ACTOR, without saying who it is, approved what is filed for SLICE, and
 * does that stand?  At which level, the last of them; TB_LEVEL_NONE: no. */
int tb_level_of_actor(struct tb_store *store, const struct tb_slice *slice,
                      const char *actor, enum tb_level *level,
                      struct tb_err *err);

/* ---- several departments at the first level ---- */

struct tb_co_review {
    bool several;   /* must more than the slice's reviewer approve? */
    bool is_one;    /* is the department that was asked about one of them, */
    bool has_done;  /* and has it approved what is filed? */
    size_t awaited; /* of the others */
    struct tb_buf names; /* of those, 、 between them */
};

/* How far the departments that review SLICE are, seen from DEPARTMENT (0: from
 * none).  OUT starts as { 0 }; free it whatever happens. */
int tb_co_review_read(struct tb_store *store, const struct tb_slice *slice,
                      long long department, struct tb_co_review *out,
                      struct tb_err *err);
void tb_co_review_free(struct tb_co_review *review);

/* ---- changes; inside the caller's transaction ---- */

int tb_level_rename(struct tb_store *store, enum tb_level level,
                    struct tb_str name, struct tb_err *err);
/* Nobody is named any more. */
int tb_level_clear(struct tb_store *store, enum tb_level level,
                   struct tb_err *err);
/* PERSON too; that they are named already is no failure. */
int tb_level_add(struct tb_store *store, enum tb_level level,
                 struct tb_str person, struct tb_err *err);

#endif
