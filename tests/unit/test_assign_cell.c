/* test_assign_cell.c - what a cell of a task list says about departments. */
#include "small_data.h"
#include "small_school.h"

#include "assign_cell.h"

#define S(text)               \
    {                         \
        text, sizeof text - 1 \
    }

static const struct tb_department_line departments[] = {
    { S("1"), S("党委办公室、院长办公室（合署）"), S("两办"),
      S("党政办;党委办公室;院长办公室"), S("机关"), S(""), S("") },
    { S("2"), S("教务处"), S(""), S(""), S("机关"), S(""), S("") },
    { S("3"), S("人事处"), S(""), S(""), S("机关"), S(""), S("") },
    { S("4"), S("信息中心"), S(""), S(""), S(""), S(""), S("") },
    { S("5"), S("学生工作部/学生处/武装部"), S("学工部"), S("学生处"), S(""),
      S(""), S("") },
    { S("6"), S("机电系"), S(""), S("机电"), S("各系部"), S(""), S("") },
    { S("7"), S("护理系"), S(""), S("护理"), S("各系部"), S(""), S("") },
    { S("8"), S("教务处（考试中心）"), S(""), S(""), S(""), S(""), S("") },
    { S("9"), S("招生就业处"), S("招就处"), S(""), S(""), S(""), S("") },
};

static const struct tb_member staff[] = {
    { { S("601"), S("测试甲") }, 6, S("校内教师"), S(""), true, false, false },
    { { S("701"), S("测试乙") },
      7,
      S("校外兼职教师"),
      S(""),
      true,
      false,
      false },
};

/* clang-format off */
static const struct {
    const char *cell;
    const char *want; /* shares by code, * behind those of a class; classes; reviewers; notes */
} cases[] = {
    /* names as a whole, whatever signs they have */
    { "党委办公室、院长办公室（合署）",               "1" },
    { "党委办公室、院长办公室(合署)",                 "1" },
    { "党委办公室、院长办公室（合署）、教务处",       "1 2" },
    { "教务处、党委办公室、院长办公室（合署）",       "2 1" },
    { "教务处党委办公室、院长办公室（合署）",         "2 1" },
    { "党委办公室、院长办公室（合署）（文秘科）",     "1(文秘科)" },
    { "学生工作部/学生处/武装部",                     "5" },
    { "学生工作部/学生处/武装部，教务处",             "5 2" },
    { "党委办公室、教务处",                           "1 2" },
    { "教务处（考试中心）",                           "8" },
    { "教务处（学籍科）",                             "2(学籍科)" },
    { "教 务 处",                                     "2" },
    { "教务处 人事处",                                "2 3" },
    { "教务处\n人事处",                               "2 3" },
    { "教务处和人事处以及信息中心",                   "2 3 4" },
    { "教务处；人事处。",                             "2 3" },
    /* brackets that hold separators: F1 */
    { "教务处（学籍科、教材科）",                     "2(学籍科、教材科)" },
    { "教务处（学籍科/教材科）",                      "2(学籍科/教材科)" },
    { "教务处（学籍科，教材科）",                     "2(学籍科，教材科)" },
    { "教务处（学籍科；教材科）",                     "2(学籍科；教材科)" },
    { "教务处（学籍科 教材科）",                      "2(学籍科 教材科)" },
    { "教务处[学籍科、教材科]",                       "2(学籍科、教材科)" },
    { "教务处【学籍科、教材科】",                     "2(学籍科、教材科)" },
    { "教务处 （学籍科）",                            "2(学籍科)" },
    { "教务处（高职、五年制）/招生就业处（中职）",    "2(高职、五年制) 9(中职)" },
    { "学生处(2021级、2022级)；招就处（2020级）",     "5(2021级、2022级) 9(2020级)" },
    { "党政办（通常来源人事处、教务处）",             "1(通常来源人事处、教务处)" },
    { "教务处（学籍科（含教材））、人事处",           "2(学籍科（含教材）) 3" },
    { "教务处（省内）、教务处（省外）",               "2(省内) 2(省外)" },
    { "各系部（2021级）",                             "6(2021级) 7(2021级)" },
    { "各系部（省外）",                               "6(省外) 7(省外)" },
    { "教务处（学籍科",                               "2(学籍科)|括号没有右半边，“学籍科”作为说明保留" },
    { "教务处（学籍科{教材",                          "2(学籍科教材)|括号没有右半边，“学籍科教材”作为说明保留" },
    { "（省内）教务处",                               "2|“（省内）”之前没有部门，未采用" },
    { "教务处）",                                     "2|多了一个右括号，未采用" },
    /* nothing between: F2 */
    { "教务处（牵头）人事处（配合）",                 "2(牵头) 3(配合)" },
    { "教务处（学籍科）人事处（劳资科）",             "2(学籍科) 3(劳资科)" },
    { "教务处（学籍科、教材科）人事处",               "2(学籍科、教材科) 3" },
    { "教务处人事处（劳资科）",                       "2 3(劳资科)" },
    { "护理系机电系",                                 "7 6" },
    { "护理机电",                                     "7 6" },
    { "教务处各系部",                                 "2 6 7" },
    /* exceptions: F3 */
    { "各系部（除护理系）",                           "6" },
    { "各系部（护理系除外）",                         "6" },
    { "各系部（除护理系外）",                         "6" },
    { "各系部（不含护理系）",                         "6" },
    { "各系部（机电系、护理系除外）",                 "" },
    { "各系部（除机电系、护理系）、教务处",           "2" },
    { "各系部除护理系",                               "6" },
    { "各系部除护理系、机电系外，教务处",             "2" },
    { "除护理系外的各系部",                           "6" },
    { "各系部（除毕业班）",                           "6(除毕业班) 7(除毕业班)|“毕业班”中没有这样的部门，未除去" },
    { "各系部除外聘（",                               "6(除外聘) 7(除外聘)|“外”中没有这样的部门，未除去|“各系部”后的“除外聘”作为说明保留|括号没有右半边，“”作为说明保留" },
    { "教务处（除留学生外）",                         "2(除留学生外)" },
    /* words beside a name: F4 */
    { "信息中心部门",                                 "4(部门)|“信息中心”后的“部门”作为说明保留" },
    { "教务处学籍科",                                 "2(学籍科)|“教务处”后的“学籍科”作为说明保留" },
    { "人事处、教务处学籍科",                         "3 2(学籍科)|“教务处”后的“学籍科”作为说明保留" },
    { "教务处等",                                     "2(等)|“教务处”后的“等”作为说明保留" },
    { "教务处负责",                                   "2(负责)|“教务处”后的“负责”作为说明保留" },
    { "教务处牵头，人事处配合",                       "2(牵头) 3(配合)|“教务处”后的“牵头”作为说明保留|“人事处”后的“配合”作为说明保留" },
    { "教务处牵头人事处配合",                         "2(牵头) 3(配合)|“教务处”后的“牵头”作为说明保留|“人事处”后的“配合”作为说明保留" },
    { "教务处学籍科人事处劳资科",                     "2(学籍科) 3(劳资科)|“教务处”后的“学籍科”作为说明保留|“人事处”后的“劳资科”作为说明保留" },
    { "教务处学籍科（高职）",                         "2(学籍科；高职)|“教务处”后的“学籍科”作为说明保留" },
    { "由教务处牵头",                                 "2(牵头)|“教务处”后的“牵头”作为说明保留" },
    /* but not inside other names */
    { "图书信息中心",                                 "|未知部门“图书信息中心”，您是指“信息中心”？" },
    { "机电系统工程处",                               "|未知部门“机电系统工程处”" },
    { "护理学院",                                     "|未知部门“护理学院”" },
    { "教务处图书信息中心",                           "2(图书信息中心)|“教务处”后的“图书信息中心”作为说明保留" },
    { "2号楼",                                        "|未知部门“2号楼”" },
    { "人事外",                                       "|未知部门“人事外”，您是指“人事处”？" },
    { "教务出（学籍科、教材科）、人事处",             "3|未知部门“教务出（学籍科、教材科）”，您是指“教务处”？" },
    { "机电糸",                                       "|未知部门“机电糸”，您是指“机电系”？" },
    /* persons: several classes, departments beside them */
    { "校内教师",                                     "6* 校内教师" },
    { "校内教师和校外兼职教师",                       "6* 7* 校内教师 校外兼职教师" },
    { "校内教师、校外兼职教师",                       "6* 7* 校内教师 校外兼职教师" },
    { "校内教师，教务处",                             "6* 2 校内教师" },
    { "校内教师、机电系",                             "6 校内教师" },
    { "教师个人填写",                                 "each" },
    { "教师个人填写/系部审核",                        "each own" },
    { "校内教师填写、教务处审核",                     "6* 校内教师 by:2" },
    /* groups by other names */
    { "各二级学院",                                   "6 7|“各二级学院”按“各系部”认定" },
    { "教学单位组织",                                 "6 7|“教学单位”按“各系部”认定" },
    { "各部门",                                       "1 2 3 4 5 6 7 8 9" },
    { "参与数据采集的所有部门",                       "1 2 3 4 5 6 7 8 9" },
    { "",                                             "" },
    { "、",                                           "" },
};
/* clang-format on */

static void show(const struct tb_organisation *o, const struct tb_shares *s,
                 struct tb_buf *out)
{
    const char *blank = "";

    tb_buf_adds(out, "");
    for (size_t i = 0; i < s->count; i++, blank = " ") {
        const struct tb_assign_share *x = &s->list[i];
        tb_buf_addf(out, "%s%s%s", blank, o->departments[x->department].code.p,
                    x->by_class ? "*" : "");
        if (x->condition.n > 0)
            tb_buf_addf(out, "(%s)", x->condition.p);
    }
    for (size_t i = 0; i < s->class_count; i++, blank = " ")
        tb_buf_addf(out, "%s%s", blank, s->classes[i].p);
    if (s->is_individual)
        tb_buf_addf(out, "%seach", blank);
    if (s->reviews_own)
        tb_buf_adds(out, " own");
    for (size_t i = 0; i < o->count; i++)
        if (s->reviews[i])
            tb_buf_addf(out, " by:%s", o->departments[i].code.p);
    for (size_t i = 0; i < s->note_count; i++)
        tb_buf_addf(out, "|%s", s->notes[i].p);
}

int main(void)
{
    static const struct tb_cell_sense sense = { "部门", false };
    struct tb_dict *dict = small_load(&small_school_texts);
    struct tb_db *db = small_db(dict);
    struct tb_organisation o = { 0 };
    struct tb_err err = { 0 };

    for (size_t i = 0; i < TB_LEN(departments); i++)
        CHECK_INT("department", tb_department_add(db, &departments[i], &err),
                  0);
    for (size_t i = 0; i < TB_LEN(staff); i++)
        CHECK_INT("staff", tb_member_add(db, &staff[i], &err), 0);
    CHECK_INT("read", tb_organisation_read(db, &o, &err), 0);
    for (size_t i = 0; i < TB_LEN(cases); i++) {
        struct tb_shares s;
        struct tb_buf got = { 0 };
        tb_assign_cell(&o, tb_str(cases[i].cell), &sense, &s);
        show(&o, &s, &got);
        CHECK_STR(cases[i].cell, got.p, cases[i].want);
        tb_buf_free(&got);
        tb_shares_free(&s);
    }
    tb_organisation_free(&o);
    tb_db_close(db);
    tb_dict_free(dict);
    return CHECK_END;
}
