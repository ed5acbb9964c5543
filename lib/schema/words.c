/* words.c - the tables of words. */
#include "words.h"

const struct tb_word tb_states[TB_STATES] = {
    [TB_STATE_MISSING] = { "missing", "未提交" },
    [TB_STATE_RETURNED] = { "returned", "已退回" },
    [TB_STATE_SUBMITTED] = { "submitted", "已提交" },
    [TB_STATE_DEPARTMENT] = { "department", "部门已审" },
    [TB_STATE_LEAD] = { "lead", "归口已审" },
    [TB_STATE_SCHOOL] = { "school", "学校已审" },
    [TB_STATE_NIL] = { "nil", "本校无数据" },
};

const struct tb_word tb_levels[TB_LEVELS] = {
    [TB_LEVEL_DEPARTMENT] = { "department", "部门审核" },
    [TB_LEVEL_LEAD] = { "lead", "归口审核" },
    [TB_LEVEL_SCHOOL] = { "school", "学校复审" },
};

const struct tb_word tb_actions[TB_ACTIONS] = {
    [TB_APPROVE] = { "approve", "通过" },
    [TB_RETURN] = { "return", "退回" },
    [TB_REOPEN] = { "reopen", "解锁" },
    [TB_RESTORE] = { "restore", "恢复" },
};

const struct tb_word tb_part_kinds[TB_PART_KINDS] = {
    [TB_PART_WHOLE] = { "whole", "" },
    [TB_PART_TEACHER] = { "teacher", "教师" },
    [TB_PART_CONDITION] = { "condition", "条件" },
    [TB_PART_CLOUD] = { "cloud", "云端" },
};

const struct tb_word tb_modes[TB_MODES] = {
    [TB_MODE_FILLED] = { "filled", "填报" },
    [TB_MODE_CLOUD] = { "cloud", "云端" },
    [TB_MODE_DERIVED] = { "derived", "自动生成" },
    [TB_MODE_NONE] = { "none", "本校无数据" },
};

const struct tb_word tb_standings[TB_STANDINGS] = {
    [TB_STANDING_NEW] = { "new", "新发现" },
    [TB_STANDING_STILL] = { "still", "仍未改" },
    [TB_STANDING_EXPLAINED] = { "explained", "已说明" },
    [TB_STANDING_RESOLVED] = { "resolved", "已改正" },
};

const struct tb_word tb_severities[TB_SEVERITIES] = {
    [TB_ERROR] = { "error", "错误" },
    [TB_EXPLAIN] = { "explain", "需说明" },
    [TB_WARNING] = { "warning", "警告" },
    [TB_INFO] = { "info", "提示" },
};

const struct tb_word tb_verdicts[TB_VERDICTS] = {
    [TB_VERDICT_NONE] = { "none", "" },
    [TB_VERDICT_UNKNOWN] = { "unknown", "数据不全" },
    [TB_VERDICT_QUALIFIED] = { "qualified", "合格" },
    [TB_VERDICT_BELOW] = { "below", "低于合格线" },
    [TB_VERDICT_LIMITED] = { "limited", "低于限制线" },
    [TB_VERDICT_EXEMPT] = { "exempt", "视为合格" },
};

const struct tb_word tb_roles[TB_ROLES] = {
    [TB_ROLE_COLLECTOR] = { "collector", "采集人" },
    [TB_ROLE_APPROVER] = { "approver", "审核人" },
};

const struct tb_word tb_rejections[TB_REJECTIONS] = {
    [TB_REJECTED_KEY] = { "key", "编号未填写或无法识别" },
    [TB_REJECTED_TWICE] = { "twice", "编号重复" },
    [TB_REJECTED_FOREIGN] = { "foreign", "不是本人的行" },
    [TB_REJECTED_TOTAL] = { "total", "像是合计行，请删去" },
    [TB_REJECTED_REMARK] = { "remark", "像是表尾的说明，请删去" },
    [TB_REJECTED_HEADER] = { "header", "像是重复的表头，请删去" },
};

enum tb_level tb_level_find(struct tb_str word)
{
    static const char *const shorts[TB_LEVELS] = { "部门", "归口", "学校" };

    for (int i = 0; i < TB_LEVELS; i++)
        if (tb_str_is(word, tb_levels[i].code) ||
            tb_str_is(word, tb_levels[i].chinese) || tb_str_is(word, shorts[i]))
            return (enum tb_level)i;
    return TB_LEVEL_NONE;
}

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

/* The checks that are none of a dictionary's rules. */
static const struct tb_word checks[] = {
    { "required", "未填写" },      { "type", "类型不符" },
    { "digits", "位数丢失" },      { "zeros", "丢了开头的0" },
    { "formula", "公式未计算" },   { "error-cell", "错误值" },
    { "list", "不在选项中" },      { "unit", "单位" },
    { "month", "月份不明" },       { "mark", "应留空" },
    { "picture", "图片" },         { "merged", "合并单元格" },
    { "ditto", "写了同上" },       { "empty-word", "没有内容" },
    { "serial", "日期成了数字" },  { "format", "号码不对" },
    { "length", "长度不符" },      { "range", "超出范围" },
    { "pattern", "写法不对" },     { "window", "超出统计时期" },
    { "unique", "重复" },          { "key", "两部门重报" },
    { "reference", "查无此项" },   { "mirror", "与登记不一致" },
    { "waiting", "等待对方报送" }, { "rejected", "整行未收" },
    { "stable", "不应变化" },      { "tolerance", "变化过大" },
    { "derived", "与汇总不符" },
};

struct tb_str tb_check_name(struct tb_str id)
{
    size_t at = tb_word_find(checks, TB_LEN(checks), id);

    return at < TB_LEN(checks) ? tb_str(checks[at].chinese) : id;
}

size_t tb_word_find(const struct tb_word *words, size_t count,
                    struct tb_str code)
{
    size_t i = 0;

    while (i < count && !tb_str_is(code, words[i].code))
        i++;
    return i;
}
