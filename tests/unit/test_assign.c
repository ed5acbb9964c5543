/* test_assign.c - a task list becomes slices; people and days change. */
#include "small_campaign.h"
#include "small_school.h"

#include "assign.h"
#include "assign_change.h"
#include "people_load.h"
#include "task_list.h"

#define HEADS \
    "数据表单,填表用户,审核用户,备注,牵头部门,采集人,审核人,截止时间\n"

static struct tb_dict *dict;

/* A campaign that is in memory only: assigning knows no files but the list. */
static void open_school(struct tb_campaign *c)
{
    *c = (struct tb_campaign){ .dict = dict, .context = small_context };
    c->store = (struct tb_store){ small_db(dict), dict, &c->context };
    small_school_people(c->store.db);
}

static void close_school(struct tb_campaign *c)
{
    tb_db_close(c->store.db);
    tb_buf_free(&c->closed);
}

/* clang-format off */
static const struct {
    const char *label, *list;
    bool by_teacher;
    const char *slices, *notes;
} load_cases[] = {
    { "departments, reviewers, a lead, people, days",
      HEADS "1.1甲表,甲系、乙系,办公室,,乙系,0101,0301,2022.10.8；乙系=2022-10-20\n1.2教师表,各系,,,,,,\n", false,
      "1.1 甲系 by 办公室 lead 乙系 0101/0301 2022-10-08;1.1 乙系 by 办公室 lead 乙系 /0301 2022-10-20;"
      "1.2 甲系 by 甲系;1.2 乙系 by 乙系;", "" },
    { "conditions",
      HEADS "甲表,甲系（云端）/乙系（省内）,办公室,,,,,\n教师表,党政办公室,,,,,,\n", false,
      "1.1 甲系（云端） by 办公室;1.1 乙系（省内） by 办公室;1.2 办公室 by 办公室;", "" },
    { "each teacher's own rows",
      HEADS "甲表,甲系,,,,,,\n教师表,教师个人填写/系部审核,,,,,,\n", false,
      "1.1 甲系 by 甲系;1.2 甲系 0101 by 甲系;1.2 甲系 0102 by 甲系;1.2 乙系 0201 by 乙系;", "" },
    { "a class of persons",
      HEADS "甲表,甲系,,,,,,\n教师表,教师,,,,,,\n", true,
      "1.1 甲系 by 甲系;1.2 甲系 0101 by 甲系;1.2 甲系 0102 by 甲系;1.2 乙系 0201 by 乙系;", "" },
    { "the same, filled by their departments",
      HEADS "甲表,甲系,,,,,,\n教师表,教师,,,,,,\n", false,
      "1.1 甲系 by 甲系;1.2 甲系 by 甲系;1.2 乙系 by 乙系;", "" },
    { "two who review, of whom one fills it",
      HEADS "1.1甲表,甲系,甲系 办公室,,,,,\n1.2教师表,办公室,甲系、乙系,,,,,\n", false,
      "1.1 甲系 by 甲系、办公室;1.2 办公室 by 甲系、乙系;", "" },
    { "each its own, whoever is named",
      HEADS "1.1甲表,甲系、乙系,甲系、乙系,,,,,\n1.2教师表,办公室、各系,各系,,,,,\n", false,
      "1.1 甲系 by 甲系;1.1 乙系 by 乙系;1.2 甲系 by 甲系;1.2 乙系 by 乙系;1.2 办公室 by 办公室;", "" },
    { "headings, steps, slipped cells, the line above",
      "附表\n" HEADS "第一步：源数据表,,,,,,,2022年10月8日\n1 甲表,甲系,,,,,,\n,1.2教师表,乙系,办公室,,,,\n附表\n" HEADS
      "1.2教师表,同上,同左,〃,,,,\n", false,
      "1.1 甲系 by 甲系 2022-10-08;1.2 乙系 by 乙系 2022-10-08;",
      "4 A4: 编号 1 在本版本中为 1.1；已按名称“甲表”认定\n"
      "5 B5: 表名在 B 列：本行各格错位，已顺移\n"
      "8 D8: “〃”所指的单元格为空\n" },
    { "no data, derived, the cloud's",
      HEADS "甲表,甲系,,本校无数据,,,,\n教师表,乙系,,云端同步,,,,\n统计表,自动生成,,,,,,\n", false,
      "1.2 乙系 by 乙系;", "" },
    { "what is unknown",
      HEADS "9.9某表,甲系,,,,,,\n2.7甲表,丙系,丁系,,戊系,9999,0102,下周；丙系=2022-10-08\n", false, "",
      "2 A2: 本版本中没有名为“9.9某表”的表\n"
      "3 A3: 编号 2.7 在本版本中为 1.1；已按名称“甲表”认定\n"
      "3 B3: 1.1: 未知部门“丙系”\n"
      "3 C3: 1.1: 未知审核部门“丁系”\n"
      "3 E3: 1.1: 未知归口部门“戊系”\n"
      "3 H3: 1.1: “下周”不是日期，未采用\n"
      "3 H3: 1.1: “丙系=2022-10-08”不是“部门=日期”的写法\n"
      "3 F3: 1.1: unknown 工号 '9999'\n"
      "3 G3: 1.1: 0102 may not review: the staff list does not mark this person\n"
      "3 B3: 1.1 甲表: 没有部门填报\n"
      "0: 清单中没有表 1.2 教师表\n" },
};

/* What is wished after the first list of above. */
static const struct {
    const char *label, *table;
    struct tb_assign_wishes wishes;
    enum tb_status status;
    const char *message, *slices;
} change_cases[] = {
    { "two people", "1.2", { .department = "甲系", .people = { "0102", "0101" }, .reason = "换人" }, TB_OK, "",
      "1.2 甲系 by 甲系 0102/0101;" },
    { "a day", NULL, { .department = "甲系", .deadline = "2022.11.1", .reason = "延期" }, TB_OK, "",
      "1.2 甲系 by 甲系 2022-11-01;" },
    { "days of review", NULL, { .review_days = "5", .until = { NULL, "2022-11-01", "2022-11-10" } }, TB_OK, "", NULL },
    { "the second person may not", "1.2", { .department = "甲系", .people = { "0101", "0102" }, .reason = "换人" }, TB_REFUSED,
      "0102 may not review: the staff list does not mark this person", NULL },
    { "the same person twice", "1.2", { .people = { "0101", "0101" }, .reason = "换人" }, TB_REFUSED,
      "0101 cannot both collect and review it", NULL },
    { "of another department", "1.2", { .people = { "0302" }, .reason = "换人" }, TB_REFUSED,
      "0302 is of a department that does not fill it", NULL },
    { "review of another department", "1.2", { .people = { NULL, "0301" }, .reason = "换人" }, TB_REFUSED,
      "0301 is of a department that does not review it", NULL },
    { "nobody", "1.2", { .people = { "9999" }, .reason = "换人" }, TB_USAGE, "unknown 工号 '9999'", NULL },
    { "no department", "1.2", { .department = "丙系", .people = { "0101" }, .reason = "换人" }, TB_USAGE, "unknown department '丙系'", NULL },
    { "no reason", "1.2", { .people = { "0101" } }, TB_USAGE, "a change needs a --reason", NULL },
    { "no day", NULL, { .review_days = "5", .deadline = "下周", .reason = "延期" }, TB_USAGE, "'下周' is no day; write 2022-10-08", NULL },
    { "a day without a reason", NULL, { .deadline = "2022-10-30", .reason = "" }, TB_USAGE, "a change needs a --reason", NULL },
    { "nobody's day", "1.2", { .department = "办公室", .deadline = "2022-10-30", .reason = "延期" }, TB_REFUSED, "there is no such slice", NULL },
    { "no number", NULL, { .review_days = "1000" }, TB_USAGE, "'1000' is no number of days", NULL },
    { "no day for a level", NULL, { .review_days = "5", .until = { NULL, "x" } }, TB_USAGE, "'x' is no day; write 2022-10-08", NULL },
};
/* clang-format on */

static void load(struct tb_campaign *c, const char *label, const char *list,
                 bool by_teacher, bool dry_run, struct tb_buf *notes)
{
    struct tb_assign_result r = { 0 };
    struct tb_err err = { 0 };

    small_write("l.csv", tb_str(list));
    CHECK_INT(label,
              tb_assign_load(c, small_path("l.csv"),
                             &(struct tb_assign_options){
                                 .dry_run = dry_run, .by_teacher = by_teacher },
                             &r, &err),
              0);
    CHECK_STR(label, err.msg, "");
    tb_buf_clear(notes);
    tb_buf_adds(notes, "");
    for (size_t i = 0; i < r.note_count; i++)
        tb_buf_addf(notes, "%zu%s%s: %s\n", r.notes[i].line,
                    r.notes[i].cell[0] ? " " : "", r.notes[i].cell,
                    r.notes[i].text.p);
    tb_assign_result_free(&r);
}

/* The task list as it is now, added to OUT. */
static void write_list(struct tb_campaign *c, struct tb_buf *out)
{
    struct tb_view_options view = { .format = tb_format_find("csv") };
    struct tb_err err = { 0 };
    char *text = NULL;
    size_t n = 0;

    view.out = open_memstream(&text, &n);
    CHECK_INT("written", tb_task_list_print(&c->store, true, &view, &err), 0);
    fclose(view.out);
    tb_buf_add(out, tb_str_n(text, n));
    free(text);
}

/* Loaded, the list gives the slices; written and loaded again, the same. */
static void test_load(size_t i)
{
    struct tb_campaign c;
    struct tb_buf got = { 0 }, notes = { 0 }, list = { 0 }, again = { 0 };
    const char *label = load_cases[i].label;

    open_school(&c);
    load(&c, label, load_cases[i].list, load_cases[i].by_teacher, true, &notes);
    CHECK_STR(label, notes.p, load_cases[i].notes);
    small_school_slices(&c.store, &got);
    CHECK_STR("nothing when it was only tried", got.p, "");
    load(&c, label, load_cases[i].list, load_cases[i].by_teacher, false,
         &notes);
    CHECK_STR(label, notes.p, load_cases[i].notes);
    small_school_slices(&c.store, &got);
    CHECK_STR(label, got.p, load_cases[i].slices);
    write_list(&c, &list);
    load(&c, label, list.p, load_cases[i].by_teacher, false, &notes);
    small_school_slices(&c.store, &got);
    CHECK_STR("loaded again", got.p, load_cases[i].slices);
    write_list(&c, &again);
    CHECK_STR("written again", again.p, list.p);
    tb_buf_free(&got);
    tb_buf_free(&notes);
    tb_buf_free(&list);
    tb_buf_free(&again);
    close_school(&c);
}

/* A change is whole, and in the log; what is refused has done nothing. */
static void test_change(size_t i)
{
    struct tb_campaign c;
    struct tb_assign_wishes w = change_cases[i].wishes;
    struct tb_buf before = { 0 }, got = { 0 }, notes = { 0 };
    const char *label = change_cases[i].label;
    struct tb_assign_changed changed = { 0 };
    struct tb_err err = { 0 };
    long long events, after;

    open_school(&c);
    load(&c, label, HEADS "1.2教师表,甲系,,,,,,\n", false, false, &notes);
    small_school_slices(&c.store, &before);
    tb_db_int(c.store.db, &events, 0, &err, "SELECT count(*) FROM event", "");
    if (change_cases[i].table)
        w.table = tb_dict_table(dict, tb_str(change_cases[i].table));
    CHECK_INT(label, tb_assign_change(&c, &w, &changed, &err),
              change_cases[i].status == TB_OK ? 0 : -1);
    CHECK_INT(label, err.status, change_cases[i].status);
    CHECK_STR(label, err.msg, change_cases[i].message);
    small_school_slices(&c.store, &got);
    CHECK_STR(label, got.p,
              change_cases[i].slices ? change_cases[i].slices : before.p);
    tb_db_int(c.store.db, &after, 0, &err, "SELECT count(*) FROM event", "");
    CHECK_INT(label, after > events, change_cases[i].status == TB_OK);
    tb_assign_changed_free(&changed);
    tb_buf_free(&before);
    tb_buf_free(&got);
    tb_buf_free(&notes);
    close_school(&c);
}

/* What was filed stays, and tables that the list does not have. */
static void test_forgotten(void)
{
    struct tb_campaign c;
    struct tb_buf got = { 0 }, notes = { 0 };
    struct tb_err err = { 0 };

    open_school(&c);
    load(&c, "first", HEADS "甲表,甲系、乙系,,,,,,\n教师表,甲系,,,,,,\n", false,
         false, &notes);
    CHECK_INT("filed", tb_slice_filed(&c.store, 1, &err), 0);
    load(&c, "second", HEADS "甲表,党政办公室,,,,,,\n", false, false, &notes);
    CHECK_STR(
        "told", notes.p,
        "0: 清单中已没有的填报单元中，有 1 个予以保留：其中已有提交或审核记录"
        "\n");
    small_school_slices(&c.store, &got);
    CHECK_STR("slices", got.p,
              "1.1 甲系 by 甲系;1.1 办公室 by 办公室;1.2 甲系 by 甲系;");
    tb_buf_free(&got);
    tb_buf_free(&notes);
    close_school(&c);
}

static void test_nobody(void)
{
    struct tb_campaign c;
    struct tb_assign_result r = { 0 };
    struct tb_err err = { 0 };

    open_school(&c);
    tb_db_run(c.store.db, "DELETE FROM staff; DELETE FROM department", &err);
    CHECK_INT("no departments",
              tb_assign_load(&c, small_path("l.csv"),
                             &(struct tb_assign_options){ 0 }, &r, &err),
              -1);
    CHECK_STR("no departments", err.msg,
              "the campaign knows no departments; give 'tianbao init' an "
              "--organisation");
    tb_assign_result_free(&r);
    close_school(&c);
}

/* clang-format off */
static const struct {
    const char *label, *organisation, *staff, *said; /* "DEPARTMENTS PEOPLE", then faults or notes */
} people_cases[] = {
    { "both", "部门代码,部门名称,分组\nA,甲系,各系\n", "工号,姓名,部门,可审核\n01,测试甲,甲系,是\n", "1 1" },
    { "no code", "部门代码,部门名称\n,甲系\n", NULL, "0 0;2 部门须有代码和名称" },
    { "a name twice", "部门代码,部门名称\nA,甲系\nB,甲系\n", NULL, "1 0;3 部门名称或代码重复：“甲系”" },
    { "an alias twice", "部门代码,部门名称,别名\nA,甲系,甲\nB,乙系,甲\n", NULL, "2 0;0 “甲”是两个部门的名称" },
    { "no name", "部门代码,部门名称\nA,甲系\n", "工号,姓名,部门\n01,,甲系\n", "1 0;2 人员须有工号和姓名" },
    { "of nowhere", "部门代码,部门名称\nA,甲系\n", "工号,姓名,部门\n01,测试甲,图书馆\n", "1 0;2 未知部门“图书馆”" },
    { "of a place with a slip in it", "部门代码,部门名称\nA,轮机系\n", "工号,姓名,部门\n01,测试甲,轮机糸\n", "1 0;2 未知部门“轮机糸”，您是指“轮机系”？" },
    { "somebody twice", "部门代码,部门名称\nA,甲系\n", "工号,姓名,部门\n01,测试甲,A\n01,测试乙,A\n", "1 1;3 工号重复：“01”" },
    { "all faults at once", "部门代码,部门名称\nA,甲系\n", "工号,姓名,部门\n01,,A\n02,测试乙,X\n02,测试乙,A\n02,测试丙,A\n", "1 1;2 人员须有工号和姓名;3 未知部门“X”;5 工号重复：“02”" },
    { "faults of departments at once", "部门代码,部门名称\nA,甲系\nA,乙系\n,丙系\n", NULL, "1 0;3 部门名称或代码重复：“乙系”;4 部门须有代码和名称" },
    { "totals and who made it", "部门代码,部门名称\nA,甲系\n合计,1\n", "序号,工号,姓名,部门\n1,01,测试甲,A\n合计,1,,\n制表人：测试乙,,,\n",
      "1 1;3 合计行，已跳过：“合计”;3 合计行，已跳过：“合计”;4 没有代码和名称，已跳过：“制表人：测试乙”" },
    { "a department for several lines", "部门代码,部门名称\nA,甲系\nB,乙系\n", "工号,姓名,部门\n01,测试甲,甲系\n02,测试乙,\n03,测试丙,乙系\n04,测试丁,\n",
      "2 4;3 起有 2 人的部门为空（合并单元格），按上一行计" },
};
/* clang-format on */

static void add_people_notes(const struct tb_people_notes *notes,
                             struct tb_buf *out)
{
    for (size_t i = 0; i < notes->count; i++)
        tb_buf_addf(out, ";%zu %s", notes->list[i].line, notes->list[i].text.p);
}

static void test_people(size_t i)
{
    const char *label = people_cases[i].label;
    struct tb_people_result r = { 0 };
    struct tb_db *db = small_db(dict);
    struct tb_buf said = { 0 };
    struct tb_err err = { 0 };
    int rc;

    small_write("o.csv", tb_str(people_cases[i].organisation));
    rc = tb_organisation_load(db, small_path("o.csv"), &r, &err);
    if (rc == 0 && people_cases[i].staff) {
        small_write("s.csv", tb_str(people_cases[i].staff));
        rc = tb_staff_load(db, small_path("s.csv"), &r, &err);
    }
    CHECK_INT(label, rc, r.faults.count > 0 ? -1 : 0);
    tb_buf_addf(&said, "%zu %zu", r.departments, r.people);
    add_people_notes(&r.faults, &said);
    add_people_notes(&r.notes, &said);
    CHECK_STR(label, said.p, people_cases[i].said);
    tb_buf_free(&said);
    tb_people_result_free(&r);
    tb_db_close(db);
}

/* A list of people needs the list of their departments. */
static void test_people_alone(void)
{
    struct tb_people_result r = { 0 };
    struct tb_db *db = small_db(dict);
    struct tb_err err = { 0 };

    CHECK_INT("alone", tb_staff_load(db, small_path("s.csv"), &r, &err), -1);
    CHECK_STR("alone", err.msg,
              "a list of staff needs the list of their departments: "
              "--organisation");
    tb_people_result_free(&r);
    tb_db_close(db);
}

int main(void)
{
    small_folder_make();
    dict = small_load(&small_school_texts);
    for (size_t i = 0; i < TB_LEN(load_cases); i++)
        test_load(i);
    for (size_t i = 0; i < TB_LEN(change_cases); i++)
        test_change(i);
    test_forgotten();
    test_nobody();
    for (size_t i = 0; i < TB_LEN(people_cases); i++)
        test_people(i);
    test_people_alone();
    tb_dict_free(dict);
    small_folder_free();
    return CHECK_END;
}
