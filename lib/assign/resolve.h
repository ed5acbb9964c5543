/* resolve.h - names of departments, groups and classes in a run of text. */
#ifndef TB_RESOLVE_H
#define TB_RESOLVE_H

#include "organisation.h"

#define TB_NAMES_MAX 64 /* in one run without separators */

struct tb_named {
    size_t from, n; /* in the text */
    bool is_group;  /* AT is one of the groups, else of the departments */
    uint32_t at;
};

/* Names that stand one behind the other. */
struct tb_name_run {
    struct tb_named names[TB_NAMES_MAX];
    size_t count;
    size_t end;        /* how far they reach */
    bool is_ambiguous; /* other names, for other departments, fit as well */
};

/* Is NAME, which is normalised (tb_norm_label), a name as a whole? */
bool tb_name_find(const struct tb_organisation *organisation,
                  struct tb_str name, struct tb_named *out);

/*
 * Split WORD (normalised, without separators) at names, the longest in front;
 * 和, 及, 与 and - may stand between them.  False when no split uses it up;
 * then RUN has the names in front that reach farthest, and what is behind is no
 * name: "教务处学籍科".  A name there must be one for itself: not the beginning
 * of another word.
 */
bool tb_names_split(const struct tb_organisation *organisation,
                    struct tb_str word, struct tb_name_run *run);

/* Split WORD at names and at names without their ending (护理信息轮机: 护理系,
 * 信息系, 轮机系), all of it and into two at least; else false. */
bool tb_names_split_short(const struct tb_organisation *organisation,
                          struct tb_str word, struct tb_name_run *run);

/* How many bytes of a word between names (和, 以及) REST begins with. */
size_t tb_names_connector(struct tb_str rest);

/* How many bytes of what is said of a department (牵头, 负责, 等) REST begins
 * with. */
size_t tb_names_duty(struct tb_str rest);

/* Does TEXT end as names of offices do: 学籍科, 教材中心? */
bool tb_names_is_office(struct tb_str text);

#endif
