/*
 * words.h - every word of the campaign once: the code that is stored, logged
 * and found in JSON, which is the English word, and the Chinese.
 *
 * An enumerator is the place of its row.  What is said of data is Chinese
 * whatever the locale.
 */
#ifndef TB_WORDS_H
#define TB_WORDS_H

#include <stdbool.h>

#include "str.h"

struct tb_word {
    const char *code, *chinese;
};

/* How far a slice has come.  What is approved at a level has the level's
 * name; the last of a campaign's levels (or nil) is the end. */
enum tb_state {
    TB_STATE_MISSING,
    TB_STATE_RETURNED,
    TB_STATE_SUBMITTED,
    TB_STATE_DEPARTMENT, /* approved by the reviewing department, */
    TB_STATE_LEAD,       /* by the lead department, */
    TB_STATE_SCHOOL,     /* by the school */
    TB_STATE_NIL,        /* declared to have no data */
    TB_STATES,
};
extern const struct tb_word tb_states[TB_STATES];

/* The levels of review, in their order; a campaign has some of them. */
enum tb_level {
    TB_LEVEL_DEPARTMENT,
    TB_LEVEL_LEAD,
    TB_LEVEL_SCHOOL,
    TB_LEVELS,
    TB_LEVEL_NONE = TB_LEVELS, /* there is none, or it is not said */
};
extern const struct tb_word tb_levels[TB_LEVELS];

/* The level that WORD means: its code, its Chinese word, or 部门, 归口, 学校;
 * TB_LEVEL_NONE when none. */
enum tb_level tb_level_find(struct tb_str word);

/* What SLICE becomes when it is approved at LEVEL. */
enum tb_state tb_level_state(enum tb_level level);
/* At which level a slice in STATE is approved; TB_LEVEL_NONE: at none. */
enum tb_level tb_state_level(enum tb_state state);

/* What is decided on a slice.  A validation that sent it back gives it back. */
enum tb_action { TB_APPROVE, TB_RETURN, TB_REOPEN, TB_RESTORE, TB_ACTIONS };
extern const struct tb_word tb_actions[TB_ACTIONS];

/* Which share of a table a slice is. */
enum tb_part_kind {
    TB_PART_WHOLE,     /* all that its department files */
    TB_PART_TEACHER,   /* the rows of one teacher */
    TB_PART_CONDITION, /* what the task list says: 省内 */
    TB_PART_CLOUD,     /* what the ministry's cloud sends */
    TB_PART_KINDS,
};
extern const struct tb_word tb_part_kinds[TB_PART_KINDS];

/* How a table comes to be, says the task list. */
enum tb_mode {
    TB_MODE_FILLED,
    TB_MODE_CLOUD,
    TB_MODE_DERIVED,
    TB_MODE_NONE, /* the school has no data */
    TB_MODES,
};
extern const struct tb_word tb_modes[TB_MODES];

/* What became of a finding since the validation before. */
enum tb_standing {
    TB_STANDING_NEW,
    TB_STANDING_STILL,
    TB_STANDING_EXPLAINED,
    TB_STANDING_RESOLVED,
    TB_STANDINGS,
};
extern const struct tb_word tb_standings[TB_STANDINGS];

enum tb_severity { TB_ERROR, TB_EXPLAIN, TB_WARNING, TB_INFO, TB_SEVERITIES };
extern const struct tb_word tb_severities[TB_SEVERITIES];

/* What an indicator's value amounts to. */
enum tb_verdict {
    TB_VERDICT_NONE,      /* no threshold for this type of school */
    TB_VERDICT_UNKNOWN,   /* the inputs are not there */
    TB_VERDICT_QUALIFIED, /* 合格 */
    TB_VERDICT_BELOW,     /* below 合格, not yet limited */
    TB_VERDICT_LIMITED,   /* below the line at which admissions are limited */
    TB_VERDICT_EXEMPT,    /* below 合格, but an exception holds */
    TB_VERDICTS,
};
extern const struct tb_word tb_verdicts[TB_VERDICTS];

/* Who is named for a slice. */
enum tb_role { TB_ROLE_COLLECTOR, TB_ROLE_APPROVER, TB_ROLES };
extern const struct tb_word tb_roles[TB_ROLES];

/* Why a row was not filed. */
enum tb_rejection {
    TB_REJECTED_KEY,     /* its key is missing or unreadable */
    TB_REJECTED_TWICE,   /* another row has its key */
    TB_REJECTED_FOREIGN, /* somebody else's, in a teacher's own file */
    TB_REJECTED_TOTAL,   /* 合计: no row of data */
    TB_REJECTED_REMARK,  /* 填表人：…, 注：…, below the data */
    TB_REJECTED_HEADER,  /* the header once more */
    TB_REJECTIONS,
};
extern const struct tb_word tb_rejections[TB_REJECTIONS];

/* What the check or rule ID is called: 未填写, 不在选项中; a rule is called by
 * its number. */
struct tb_str tb_check_name(struct tb_str id);

/* The place of CODE among COUNT words; COUNT when it is none of them. */
size_t tb_word_find(const struct tb_word *words, size_t count,
                    struct tb_str code);

#endif
