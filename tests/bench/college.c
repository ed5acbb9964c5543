/*
 * college.c - a synthetic college, consistent in itself, on the real
 * templates: one workbook per department, ready to be imported.
 *
 *     college FOLDER EDITION [SCALE [FAULTS]]
 *
 * SCALE 1 is a real college: 30,000 students, 1,500 teachers, 3,000 courses,
 * 60,000 teaching rows, 32 departments.  The campaign is made in
 * FOLDER/campaign, the filled workbooks in FOLDER/filled.  FAULTS plants that
 * many known mistakes of each kind; FOLDER/faults.csv lists them as the
 * findings that must come out.
 *
 * Everything follows from counters: the same call makes the same data.  No
 * person in it exists; ID numbers begin with 99, which is no region.
 */
#include <stdio.h>
#include <stdlib.h>

#include "assign.h"
#include "campaign.h"
#include "create.h"
#include "file.h"
#include "ids.h"
#include "mem.h"
#include "template.h"
#include "types.h"

#define OFFICES 12
#define FACULTIES 20
#define MAJORS_EACH 3   /* of a faculty */
#define CLASSES_EACH 10 /* of a major and year, at scale 1: 500 / 3 / 50 */

/* clang-format off */
static const char *const offices[OFFICES] = {
    "党政办公室", "教务处", "学生处", "招生就业处", "财务处", "后勤处",
    "图书信息中心", "合作发展处", "培训中心", "安全保卫处", "宣传部", "科研处",
};
/* clang-format on */

struct college {
    struct tb_campaign *campaign;
    const struct tb_dict *dict;
    long scale, faults;
    FILE *fault_list;
    struct tb_arena arena; /* texts of one workbook */
    int faculty;           /* whose workbook is being made; -1: an office */
    const char *department;
};

static struct tb_value text(struct college *c, const char *format, ...)
    TB_PRINTF(2, 3);

static struct tb_value text(struct college *c, const char *format, ...)
{
    char out[256];
    va_list args;

    va_start(args, format);
    vsnprintf(out, sizeof out, format, args);
    va_end(args);
    return (struct tb_value){ .kind = TB_TEXT,
                              .text = tb_arena_copy(&c->arena, tb_str(out)) };
}

static struct tb_value integer(long n)
{
    return (struct tb_value){ .kind = TB_INTEGER, .integer = n };
}

static struct tb_value real(double n)
{
    return (struct tb_value){ .kind = TB_REAL, .real = n };
}

/* ---- who there is ---- */

static long students_each(const struct college *c)
{
    return 1500 * c->scale; /* of a faculty */
}

static long teachers_each(const struct college *c)
{
    return 75 * c->scale;
}

static long courses_each(const struct college *c)
{
    return 150 * c->scale; /* of a faculty: 50 of each major */
}

static struct tb_value major_no(struct college *c, long faculty, long k)
{
    return text(c, "Z%02ld%02ld", faculty + 1, k + 1);
}

static struct tb_value major_code(struct college *c, long faculty, long k)
{
    return text(c, "%06ld", 510101 + faculty * 100 + k);
}

static struct tb_value major_name(struct college *c, long faculty, long k)
{
    return text(c, "样例专业%02ld%02ld", faculty + 1, k + 1);
}

static struct tb_value teacher_no(struct college *c, long faculty, long i)
{
    return text(c, "%02ld%05ld", faculty + 1, i + 1);
}

static struct tb_value student_no(struct college *c, long faculty, long i)
{
    long year = 2019 + i % 3;

    return text(c, "%ld%02ld%06ld", year, faculty + 1, i + 1);
}

static struct tb_value course_no(struct college *c, long faculty, long i)
{
    return text(c, "K%02ld%05ld", faculty + 1, i + 1);
}

static struct tb_value idcard(struct college *c, long serial, const char *birth,
                              bool male)
{
    char digits[32];

    snprintf(digits, sizeof digits, "99%04ld%.8s%02ld%d", serial / 100 % 10000,
             birth, serial % 100, male ? 1 : 2);
    digits[17] = '\0';
    return text(c, "%s%c", digits, tb_idcard_check(digits));
}

/* ---- one cell by table and field ---- */

struct cell {
    struct college *college;
    const struct tb_table *table;
    const struct tb_field *field;
    long i; /* the row, from 0 */
};

static bool named(const struct cell *x, const char *name)
{
    return tb_str_is(x->field->name, name);
}

/* What every table that repeats a major's facts has to say of it. */
static bool major_facts(const struct cell *x, long k, struct tb_value *v)
{
    struct college *c = x->college;
    long faculty = c->faculty < 0 ? x->i / MAJORS_EACH : c->faculty;

    if (named(x, "专业编号"))
        *v = major_no(c, faculty, k);
    else if (named(x, "专业名称"))
        *v = major_name(c, faculty, k);
    else if (named(x, "专业代码"))
        *v = major_code(c, faculty, k);
    else if (named(x, "专业层次"))
        *v = text(c, "高职专科");
    else if (named(x, "学制"))
        *v = text(c, "三年制");
    else if (named(x, "培养方式"))
        *v = text(c, "普通班");
    else if (named(x, "生源类型"))
        *v = text(c, "普通高中生");
    else
        return false;
    return true;
}

static bool school_cell(const struct cell *x, struct tb_value *v)
{
    struct college *c = x->college;

    if (named(x, "学校标识码"))
        *v = text(c, "4199000001");
    else if (named(x, "统一社会信用代码"))
        *v = text(c, "1299000000000001%c%c", '0',
                  tb_uscc_check("12990000000000010"));
    else if (named(x, "学校名称"))
        *v = text(c, "样例职业学院");
    else if (named(x, "所在省"))
        *v = text(c, "四川省");
    else if (named(x, "现有学生数"))
        *v = integer(students_each(c) * FACULTIES);
    else if (named(x, "教职工总数"))
        *v = integer(teachers_each(c) * FACULTIES);
    else
        return false;
    return true;
}

static bool unit_cell(const struct cell *x, struct tb_value *v)
{
    struct college *c = x->college;

    if (named(x, "机构代码"))
        *v = text(c, "B%02ld", x->i + 1);
    else if (named(x, "机构名称"))
        *v = x->i < FACULTIES ? text(c, "样例学院%02ld", x->i + 1)
                              : text(c, "%s", offices[x->i - FACULTIES]);
    else if (named(x, "机构类别"))
        *v = text(c, x->i < FACULTIES ? "教学单位" : "党政单位");
    else if (named(x, "专职教职工数"))
        *v = integer(x->i < FACULTIES ? teachers_each(c) : 0);
    else
        return false;
    return true;
}

static bool major_cell(const struct cell *x, struct tb_value *v)
{
    struct college *c = x->college;

    if (major_facts(x, x->i % MAJORS_EACH, v))
        return true;
    if (named(x, "所属系部代码"))
        *v = text(c, "B%02ld", x->i / MAJORS_EACH + 1);
    else if (named(x, "批准设置年月") || named(x, "首次招生年月"))
        *v = text(c, "2010-03");
    else if (named(x, "修业年限"))
        *v = integer(3);
    else if (named(x, "班级总数"))
        *v = integer(3 * CLASSES_EACH);
    else if (named(x, "订单（定向）培养人数"))
        *v = integer(0);
    else
        return false;
    return true;
}

static bool course_cell(const struct cell *x, struct tb_value *v)
{
    struct college *c = x->college;

    if (major_facts(x, x->i % MAJORS_EACH, v))
        return true;
    if (named(x, "授课年级"))
        *v = text(c, "%ld", 2019 + x->i % 3);
    else if (named(x, "课程代码"))
        *v = course_no(c, c->faculty, x->i);
    else if (named(x, "课程名称"))
        *v = text(c, "样例课程%02d%05ld", c->faculty + 1, x->i + 1);
    else if (named(x, "课程类型"))
        *v = text(c, "B类（理论+实践课）");
    else if (named(x, "课程属性"))
        *v = text(c, "专业技能课");
    else if (named(x, "专业技能课类别"))
        *v = text(c, "专业核心课");
    else if (named(x, "课程性质"))
        *v = text(c, "必修课");
    else if (named(x, "开课学期"))
        *v = text(c, "%ld", x->i % 2 + 1);
    else if (named(x, "开课单位名称"))
        *v = text(c, "样例学院%02d", c->faculty + 1);
    else if (named(x, "课程总学时"))
        *v = integer(64);
    else if (named(x, "实践教学学时"))
        *v = integer(32);
    else if (named(x, "学分"))
        *v = real(4);
    else if (named(x, "是否专业核心课程"))
        *v = text(c, "是");
    else
        return false;
    return true;
}

static bool teacher_cell(const struct cell *x, struct tb_value *v)
{
    struct college *c = x->college;
    bool male = x->i % 2 == 0;

    if (named(x, "教工号"))
        *v = teacher_no(c, c->faculty, x->i);
    else if (named(x, "姓名"))
        *v = text(c, "样例教师%02d%05ld", c->faculty + 1, x->i + 1);
    else if (named(x, "性别"))
        *v = text(c, male ? "男" : "女");
    else if (named(x, "出生年月"))
        *v = text(c, "%ld-%02ld", 1965 + x->i % 30, x->i % 12 + 1);
    else if (named(x, "民族"))
        *v = text(c, "汉族");
    else if (named(x, "所属部门代码"))
        *v = text(c, "B%02d", c->faculty + 1);
    else if (named(x, "教师类别"))
        *v = text(c, "校内专任教师");
    else if (named(x, "编制类型"))
        *v = text(c, "在编");
    else if (named(x, "教职工状态"))
        *v = text(c, "在职");
    else if (named(x, "入校年月") || named(x, "参加工作年月"))
        *v = text(c, "2018-07");
    else if (named(x, "学历"))
        *v = text(c, "硕士研究生");
    else if (named(x, "学位"))
        *v = text(c, "硕士");
    else if (named(x, "专业技术职务等级"))
        *v = text(c, x->i % 4 == 0 ? "副高级" : "中级");
    else
        return false;
    return true;
}

static bool student_cell(const struct cell *x, struct tb_value *v)
{
    struct college *c = x->college;
    long i = x->i, year = 2019 + i % 3, k = i / 3 % MAJORS_EACH;
    bool male = i % 2 == 0;

    if (major_facts(x, k, v))
        return true;
    if (named(x, "学号"))
        *v = student_no(c, c->faculty, i);
    else if (named(x, "姓名"))
        *v = text(c, "样例学生%02d%06ld", c->faculty + 1, i + 1);
    else if (named(x, "性别"))
        *v = text(c, male ? "男" : "女");
    else if (named(x, "出生日期"))
        *v = text(c, "%ld-%02ld-%02ld", year - 18, i % 12 + 1, i % 28 + 1);
    else if (named(x, "民族"))
        *v = text(c, i % 20 == 0 ? "回族" : "汉族");
    else if (named(x, "身份证件号")) {
        char birth[32];
        snprintf(birth, sizeof birth, "%04ld%02ld%02ld", year - 18, i % 12 + 1,
                 i % 28 + 1);
        *v = idcard(c, c->faculty * students_each(c) + i, birth, male);
    } else if (named(x, "所属系部代码"))
        *v = text(c, "B%02d", c->faculty + 1);
    else if (named(x, "班级名称"))
        *v = text(c, "样例%ld级%02d%02ld%02ld班", year, c->faculty + 1, k + 1,
                  i / 9 % CLASSES_EACH + 1);
    else if (named(x, "年级"))
        *v = text(c, "%ld", year);
    else if (named(x, "入学年月"))
        *v = text(c, "%ld-09", year);
    else if (named(x, "预计毕业年份"))
        *v = integer(year + 3);
    else if (named(x, "招生方式"))
        *v = text(c, "单独考试招生");
    else if (named(x, "学籍状态"))
        *v = text(c, year == 2019 ? "毕业" : "在读");
    else if (named(x, "生源地"))
        *v = text(c, i % 10 == 0 ? "重庆市" : "四川省");
    else
        return false;
    return true;
}

static bool teaching_cell(const struct cell *x, struct tb_value *v)
{
    struct college *c = x->college;
    long course = x->i % courses_each(c), k = course % MAJORS_EACH;
    long n = x->i / courses_each(c); /* the n-th class of this course */

    if (major_facts(x, k, v))
        return true;
    if (named(x, "授课教师工号"))
        *v = teacher_no(c, c->faculty, x->i % teachers_each(c));
    else if (named(x, "授课教师姓名"))
        *v = text(c, "样例教师%02d%05ld", c->faculty + 1,
                  x->i % teachers_each(c) + 1);
    else if (named(x, "教师类别"))
        *v = text(c, "校内专任教师");
    else if (named(x, "授课年级"))
        *v = text(c, "%ld", 2019 + course % 3);
    else if (named(x, "课程代码"))
        *v = course_no(c, c->faculty, course);
    else if (named(x, "课程名称"))
        *v = text(c, "样例课程%02d%05ld", c->faculty + 1, course + 1);
    else if (named(x, "授课学期"))
        *v = text(c, "%s", n / CLASSES_EACH % 2 ? "春季学期" : "秋季学期");
    else if (named(x, "班级名称"))
        *v = text(c, "样例%ld级%02d%02ld%02ld班", 2019 + course % 3,
                  c->faculty + 1, k + 1, n % CLASSES_EACH + 1);
    else if (named(x, "教学工作量"))
        *v = real(16 + (double)(x->i % 4) / 2);
    else if (named(x, "教学班人数"))
        *v = integer(40 + x->i % 10);
    else
        return false;
    return true;
}

static const struct {
    const char *no;
    bool by_faculty;
    bool (*cell)(const struct cell *x, struct tb_value *v);
} makers[] = {
    { "1.1.1", false, school_cell },  { "1.1.3", false, unit_cell },
    { "1.2.1", false, major_cell },   { "1.3.1", true, course_cell },
    { "1.4.1", true, teacher_cell },  { "1.5.1", true, student_cell },
    { "2.1.1", true, teaching_cell },
};

static long row_count(const struct college *c, size_t maker)
{
    const long counts[] = { 1,
                            FACULTIES + OFFICES,
                            FACULTIES * MAJORS_EACH,
                            courses_each(c),
                            teachers_each(c),
                            students_each(c),
                            courses_each(c) * 20 };

    return counts[maker];
}

/* A required field that no maker knows: something of its type. */
static struct tb_value anything(struct college *c, const struct tb_field *f)
{
    if (f->list)
        return (struct tb_value){ .kind = TB_TEXT,
                                  .text = f->list->codes[0].label };
    switch (tb_types[f->type].shape) {
    case TB_SHAPE_WHOLE:
        return integer(0);
    case TB_SHAPE_DECIMAL:
        return real(0);
    case TB_SHAPE_MONTH:
        return text(c, "2000-09");
    default:
        return text(c, "%s", tb_types[f->type].example);
    }
}

/* ---- faults ---- */

struct fault {
    const char *table, *field, *rule;
    struct tb_value (*bad)(struct college *c);
};

static struct tb_value bad_text(struct college *c)
{
    return text(c, "不在列表中的值");
}

static struct tb_value bad_number(struct college *c)
{
    return text(c, "300学时");
}

static struct tb_value bad_date(struct college *c)
{
    return text(c, "2003.13.1");
}

static struct tb_value bad_reference(struct college *c)
{
    return text(c, "NOSUCH");
}

static struct tb_value lost_digits(struct college *c)
{
    (void)c;
    return real(9.9E17);
}

static struct tb_value nothing(struct college *c)
{
    (void)c;
    return (struct tb_value){ .kind = TB_NULL };
}

static const struct fault faults[] = {
    { "1.5.1", "民族", "list", bad_text },
    { "1.5.1", "出生日期", "type", bad_date },
    { "1.5.1", "身份证件号", "digits", lost_digits },
    { "1.5.1", "班级名称", "required", nothing },
    { "1.3.1", "课程总学时", "unit", bad_number },
    { "2.1.1", "教师类别", "list", bad_text },
    { "2.1.1", "授课教师姓名", "mirror", bad_text },
    { "1.4.1", "所属部门代码", "reference", bad_reference },
};

/* Fault number F sits in the rows F * 7 + 1, F * 7 + 1 + 101, ... of the
 * first faculty. */
static void plant(struct cell *x, struct tb_value *v)
{
    struct college *c = x->college;

    if (c->faculty != 0)
        return;
    for (size_t f = 0; f < TB_LEN(faults); f++) {
        long from = (long)f * 7 + 1, n = (x->i - from) / 101;
        if (!tb_str_is(x->table->no, faults[f].table) ||
            !tb_str_is(x->field->name, faults[f].field) || x->i < from ||
            (x->i - from) % 101 != 0 || n >= c->faults)
            continue;
        *v = faults[f].bad(c);
        fprintf(c->fault_list, "%s,%s,%s,%ld\n", faults[f].rule,
                faults[f].table, faults[f].field,
                x->i + TB_TEMPLATE_HEADER_ROW + 1);
    }
}

/* ---- workbooks ---- */

static void make_row(struct college *c, const struct tb_table *t, size_t maker,
                     long index, struct tb_value *values)
{
    for (size_t i = 0; i < t->count; i++) {
        struct cell x = { c, t, &t->fields[i], index };
        values[i] = (struct tb_value){ .kind = TB_NULL };
        if (!makers[maker].cell(&x, &values[i]) && t->fields[i].required)
            values[i] = anything(c, &t->fields[i]);
        plant(&x, &values[i]);
    }
}

static int rows(const struct tb_slice *slice, tb_row_values_fn *put,
                void *put_ctx, void *ctx, struct tb_err *err)
{
    const struct tb_table *t = slice->table;
    struct tb_value *values = tb_alloc(t->count, sizeof *values);
    struct college *c = ctx;
    size_t m = 0;
    int rc = 0;

    (void)err;
    while (m < TB_LEN(makers) && !tb_str_is(t->no, makers[m].no))
        m++;
    for (long i = 0; m < TB_LEN(makers) && i < row_count(c, m) && rc == 0;
         i++) {
        make_row(c, t, m, i, values);
        rc = put(values, put_ctx);
    }
    free(values);
    return rc;
}

static int write_text(const char *folder, const char *name,
                      const struct tb_buf *content, struct tb_buf *path,
                      struct tb_err *err)
{
    tb_buf_clear(path);
    tb_buf_addf(path, "%s/%s", folder, name);
    return tb_file_write(path->p, tb_buf_str(content), err);
}

static int write_lists(const char *folder, struct tb_buf *organisation,
                       struct tb_buf *tasks, struct tb_err *err)
{
    struct tb_buf o = { 0 }, t = { 0 };
    int rc;

    tb_buf_adds(&o, "部门代码,部门名称,分组\n");
    for (int i = 0; i < FACULTIES; i++)
        tb_buf_addf(&o, "B%02d,样例学院%02d,各系部\n", i + 1, i + 1);
    for (int i = 0; i < OFFICES; i++)
        tb_buf_addf(&o, "B%02d,%s,\n", FACULTIES + i + 1, offices[i]);
    tb_buf_adds(&t, "数据表单,填表用户,审核用户,备注\n");
    for (size_t i = 0; i < TB_LEN(makers); i++)
        tb_buf_addf(&t, "%s,%s,教务处,\n", makers[i].no,
                    makers[i].by_faculty ? "各系部"
                    : i == 2             ? "教务处"
                                         : "党政办公室");
    for (int i = 2; i < OFFICES; i++) /* every office has something to do */
        tb_buf_addf(&t, "2.17.%d,%s,教务处,\n", i % 2 + 1, offices[i]);
    rc = write_text(folder, "organisation.csv", &o, organisation, err);
    if (rc == 0)
        rc = write_text(folder, "tasks.csv", &t, tasks, err);
    tb_buf_free(&o);
    tb_buf_free(&t);
    return rc;
}

static int write_workbooks(struct college *c, const char *folder,
                           struct tb_err *err)
{
    struct tb_store *store = &c->campaign->store;
    const struct tb_template_fill fill = { .rows = rows, .ctx = c };
    struct tb_departments all = { 0 };
    struct tb_slices slices = { 0 };
    struct tb_members staff = { 0 };
    int rc = -1;

    if (tb_departments_read(store, &all, err) < 0 ||
        tb_slices_read(store, &(struct tb_slice_query){ 0 }, &slices, err) < 0)
        goto done;
    rc = 0;
    for (size_t i = 0; rc == 0 && i < all.count; i++) {
        struct tb_buf path = { 0 };
        struct tb_workbook_plan plan;
        c->faculty = i < FACULTIES ? (int)i : -1;
        tb_buf_addf(&path, "%s/filled/%.*s.xlsx", folder,
                    TB_STR_ARG(all.list[i].shown));
        tb_plan_make(&slices, &staff, &all.list[i], NULL, &plan);
        rc = tb_template_write(c->campaign, &plan, path.p, &fill, err);
        tb_plan_free(&plan);
        tb_arena_free(&c->arena);
        tb_buf_free(&path);
    }
done:
    tb_departments_free(&all);
    tb_slices_free(&slices);
    return rc;
}

static int make(struct college *c, const char *folder, const char *edition,
                struct tb_err *err)
{
    const struct tb_context context = { .now = "2022-09-01T08:00:00",
                                        .actor = "bench" };
    struct tb_complaints complaints = { 0 };
    struct tb_buf organisation = { 0 }, tasks = { 0 }, path = { 0 };
    struct tb_assign_result assigned = { 0 };
    struct tb_campaign_plan plan = { .edition_path = edition,
                                     .edition = "2022",
                                     .year = "2021-2022",
                                     .school = "样例职业学院",
                                     .levels = "department" };
    int rc = -1;

    if (tb_file_mkdir(folder, err) < 0 ||
        write_lists(folder, &organisation, &tasks, err) < 0)
        goto done;
    tb_buf_addf(&path, "%s/filled", folder);
    if (tb_file_mkdir(path.p, err) < 0)
        goto done;
    tb_buf_clear(&path);
    tb_buf_addf(&path, "%s/faults.csv", folder);
    c->fault_list = fopen(path.p, "w");
    tb_buf_clear(&path);
    tb_buf_addf(&path, "%s/campaign", folder);
    plan.folder = path.p;
    plan.organisation = organisation.p;
    if (!c->fault_list ||
        tb_campaign_create(&plan, &context, &complaints, err) < 0 ||
        tb_campaign_open(path.p, &context, &complaints, &c->campaign, err) <
            0 ||
        tb_assign_load(c->campaign, tasks.p,
                       &(struct tb_assign_options){ .dry_run = false },
                       &assigned, err) < 0)
        goto done;
    c->dict = c->campaign->dict;
    rc = write_workbooks(c, folder, err);
done:
    if (c->fault_list)
        fclose(c->fault_list);
    tb_campaign_close(c->campaign);
    tb_complaints_free(&complaints);
    tb_assign_result_free(&assigned);
    tb_buf_free(&organisation);
    tb_buf_free(&tasks);
    tb_buf_free(&path);
    return rc;
}

int main(int argc, char **argv)
{
    struct college c = { .scale = 1 };
    struct tb_err err = { 0 };

    if (argc < 3) {
        fputs("usage: college FOLDER EDITION [SCALE [FAULTS]]\n", stderr);
        return TB_USAGE;
    }
    if (argc > 3)
        c.scale = strtol(argv[3], NULL, 10);
    if (argc > 4)
        c.faults = strtol(argv[4], NULL, 10);
    if (c.scale < 1 || make(&c, argv[1], argv[2], &err) < 0) {
        fprintf(stderr, "college: %s\n", err.msg);
        return 1;
    }
    return 0;
}
