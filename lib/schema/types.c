/* types.c - the types of fields, a row each. */
#include "types.h"

#include "ids.h"
#include "types_parts.h"

/* Rows in the order of the enum and not by [TB_TYPE_...]: a forgotten one is
 * then missing at the end, which the assertion sees, and no hole of zeros. */
/* clang-format off */
const struct tb_type_def tb_types[] = {
    { TB_TYPE_TEXT, "text", "文字", .example = "样例",
      .sql = "TEXT", .shape = TB_SHAPE_TEXT, .width = 16,
      .read = tb_value_read_text },
    { TB_TYPE_IDENTIFIER, "identifier", "编号", .example = "0012",
      .sql = "TEXT", .shape = TB_SHAPE_TEXT, .width = 11,
      .is_identifier = true, .read = tb_value_read_identifier },
    { TB_TYPE_INTEGER, "integer", "整数", .expects = "整数", .example = "12",
      .sql = "INTEGER", .shape = TB_SHAPE_WHOLE, .width = 11,
      .read = tb_value_read_integer },
    { TB_TYPE_DECIMAL, "decimal", "小数", .expects = "数字", .example = "12.5",
      .sql = "REAL", .shape = TB_SHAPE_DECIMAL, .width = 11,
      .read = tb_value_read_decimal },
    { TB_TYPE_MONEY, "money", "金额", .expects = "金额数字",
      .example = "1234.5",
      .sql = "REAL", .shape = TB_SHAPE_DECIMAL, .width = 11,
      .read = tb_value_read_decimal },
    { TB_TYPE_DATE, "date", "日期", .example = "2021-09-01",
      .sql = "TEXT", .shape = TB_SHAPE_DATE, .width = 11,
      .read = tb_value_read_date },
    { TB_TYPE_MONTH, "month", "年月", .example = "2021-09",
      .sql = "TEXT", .shape = TB_SHAPE_MONTH, .width = 11,
      .read = tb_value_read_month },
    { TB_TYPE_YEAR, "year", "年份", .example = "2021",
      .sql = "INTEGER", .shape = TB_SHAPE_YEAR, .width = 11,
      .read = tb_value_read_year },
    { TB_TYPE_BOOL, "bool", "是或否", .example = "是",
      .sql = "TEXT", .shape = TB_SHAPE_TEXT, .width = 11,
      .needs_list = true, .read = tb_value_read_code },
    { TB_TYPE_CODE, "code", "选项",
      .sql = "TEXT", .shape = TB_SHAPE_TEXT, .width = 11,
      .needs_list = true, .read = tb_value_read_code },
    { TB_TYPE_IDCARD, "idcard", "身份证号", .example = "990101199003070015",
      .sql = "TEXT", .shape = TB_SHAPE_TEXT, .length = 18, .width = 21,
      .is_identifier = true, .read = tb_value_read_capitals,
      .check = tb_value_is_idcard },
    { TB_TYPE_USCC, "uscc", "统一社会信用代码",
      .example = "91350100M000100Y43",
      .sql = "TEXT", .shape = TB_SHAPE_TEXT, .length = 18, .width = 21,
      .is_identifier = true, .read = tb_value_read_capitals,
      .check = tb_uscc_is_valid },
    { TB_TYPE_SCHOOL_CODE, "school_code", "学校标识码",
      .example = "4151010001",
      .sql = "TEXT", .shape = TB_SHAPE_TEXT, .length = 10, .width = 11,
      .is_identifier = true, .read = tb_value_read_identifier,
      .check = tb_value_is_digits },
    { TB_TYPE_MAJOR_CODE, "major_code", "专业代码", .example = "510201",
      .sql = "TEXT", .shape = TB_SHAPE_TEXT, .length = 6, .width = 11,
      .is_identifier = true, .read = tb_value_read_identifier,
      .check = tb_value_is_digits },
    { TB_TYPE_PHONE, "phone", "电话", .example = "0831-1234567",
      .sql = "TEXT", .shape = TB_SHAPE_TEXT, .width = 11,
      .is_identifier = true, .read = tb_value_read_identifier,
      .check = tb_value_is_phone },
    { TB_TYPE_EMAIL, "email", "电子邮箱", .example = "a@example.com",
      .sql = "TEXT", .shape = TB_SHAPE_TEXT, .width = 11,
      .read = tb_value_read_compact, .check = tb_value_is_email },
    { TB_TYPE_URL, "url", "网址", .example = "www.example.com",
      .sql = "TEXT", .shape = TB_SHAPE_TEXT, .width = 11,
      .read = tb_value_read_compact, .check = tb_value_is_url },
};
/* clang-format on */
_Static_assert(TB_LEN(tb_types) == TB_TYPES, "a type without its row");

bool tb_type_parse(struct tb_str name, enum tb_type *type)
{
    for (size_t i = 0; i < TB_LEN(tb_types); i++)
        if (tb_str_is(name, tb_types[i].name)) {
            *type = tb_types[i].type;
            return true;
        }
    return false;
}
