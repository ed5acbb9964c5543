/* words.c - the tables of words. */
#include "words.h"

#include "err.h"

const struct tb_word tb_states[TB_STATES] = {
    [TB_STATE_MISSING] = { "missing", "未提交", N_("missing") },
    [TB_STATE_RETURNED] = { "returned", "已退回", N_("returned") },
    [TB_STATE_SUBMITTED] = { "submitted", "已提交", N_("submitted") },
    [TB_STATE_DEPARTMENT] = { "department", "部门已审",
                              N_("approved by the department") },
    [TB_STATE_LEAD] = { "lead", "归口已审",
                        N_("approved by the lead department") },
    [TB_STATE_SCHOOL] = { "school", "学校已审", N_("approved by the school") },
    [TB_STATE_NIL] = { "nil", "本校无数据", N_("no data") },
};

const struct tb_word tb_levels[TB_LEVELS] = {
    [TB_LEVEL_DEPARTMENT] = { "department", "部门审核", N_("department") },
    [TB_LEVEL_LEAD] = { "lead", "归口审核", N_("lead department") },
    [TB_LEVEL_SCHOOL] = { "school", "学校复审", N_("school") },
};

const struct tb_word tb_actions[TB_ACTIONS] = {
    [TB_APPROVE] = { "approve", "通过", N_("approved") },
    [TB_RETURN] = { "return", "退回", N_("returned") },
    [TB_REOPEN] = { "reopen", "解锁", N_("reopened") },
};

const struct tb_word tb_part_kinds[TB_PART_KINDS] = {
    [TB_PART_WHOLE] = { "whole", "", N_("all") },
    [TB_PART_TEACHER] = { "teacher", "教师", N_("teacher") },
    [TB_PART_CONDITION] = { "condition", "条件", N_("condition") },
    [TB_PART_CLOUD] = { "cloud", "云端", N_("cloud") },
};

const struct tb_word tb_modes[TB_MODES] = {
    [TB_MODE_FILLED] = { "filled", "填报", N_("filled") },
    [TB_MODE_CLOUD] = { "cloud", "云端", N_("cloud") },
    [TB_MODE_DERIVED] = { "derived", "自动生成", N_("derived") },
    [TB_MODE_NONE] = { "none", "本校无数据", N_("no data") },
};

const struct tb_word tb_standings[TB_STANDINGS] = {
    [TB_STANDING_NEW] = { "new", "新发现", N_("new") },
    [TB_STANDING_STILL] = { "still", "仍未改", N_("still") },
    [TB_STANDING_EXPLAINED] = { "explained", "已说明", N_("explained") },
    [TB_STANDING_RESOLVED] = { "resolved", "已改正", N_("resolved") },
};

const struct tb_word tb_severities[TB_SEVERITIES] = {
    [TB_ERROR] = { "error", "错误", N_("error") },
    [TB_EXPLAIN] = { "explain", "需说明", N_("to explain") },
    [TB_WARNING] = { "warning", "警告", N_("warning") },
    [TB_INFO] = { "info", "提示", N_("info") },
};

const struct tb_word tb_verdicts[TB_VERDICTS] = {
    [TB_VERDICT_NONE] = { "none", "", "" },
    [TB_VERDICT_UNKNOWN] = { "unknown", "数据不全", N_("data is missing") },
    [TB_VERDICT_QUALIFIED] = { "qualified", "合格", N_("qualified") },
    [TB_VERDICT_BELOW] = { "below", "低于合格线", N_("below the line") },
    [TB_VERDICT_LIMITED] = { "limited", "低于限制线",
                             N_("below the limiting line") },
    [TB_VERDICT_EXEMPT] = { "exempt", "视为合格", N_("exempt") },
};

const struct tb_word tb_roles[TB_ROLES] = {
    [TB_ROLE_COLLECTOR] = { "collector", "采集人", N_("collector") },
    [TB_ROLE_APPROVER] = { "approver", "审核人", N_("approver") },
};

const struct tb_word tb_rejections[TB_REJECTIONS] = {
    [TB_REJECTED_KEY] = { "key", "主键未填写或无法识别", N_("no key") },
    [TB_REJECTED_TWICE] = { "twice", "主键重复", N_("key twice") },
    [TB_REJECTED_FOREIGN] = { "foreign", "不是本人的行",
                              N_("somebody else's row") },
};

enum tb_state tb_level_state(enum tb_level level)
{
    return (enum tb_state)(TB_STATE_DEPARTMENT + (int)level);
}

enum tb_level tb_state_level(enum tb_state state)
{
    return state >= TB_STATE_DEPARTMENT && state <= TB_STATE_SCHOOL
               ? (enum tb_level)((int)state - TB_STATE_DEPARTMENT)
               : TB_LEVEL_NONE;
}

size_t tb_word_find(const struct tb_word *words, size_t count,
                    struct tb_str code)
{
    size_t i = 0;

    while (i < count && !tb_str_is(code, words[i].code))
        i++;
    return i;
}
