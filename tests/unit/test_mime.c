/* test_mime.c - messages: headers that cannot be broken into. */
#include "check.h"

#include "mime.h"

/* clang-format off */
static const struct {
    const char *address;
    bool is_one;
} addresses[] = {
    { "a@b.cn", true },
    { "zhang.san+x@mail.example.edu.cn", true },
    { "", false },
    { "a", false },
    { "@b.cn", false },
    { "a@", false },
    { "a@b..cn", false },
    { ".a@b.cn", false },
    { "a@b@c.cn", false },
    { "a b@c.cn", false },
    { "a@b.cn, c@d.cn", false },
    { "a@b.cn>\r\nBcc: x@y.cn", false },
    { "a@b.cn\r\n", false },
    { "张@b.cn", false },
};

static const struct {
    const char *now, *want;
} dates[] = {
    { "2022-10-08T08:00:00", "Sat, 08 Oct 2022 08:00:00 +0800" },
    { "2024-02-29T23:59:59", "Thu, 29 Feb 2024 23:59:59 +0800" },
    { "2022-10-09", "Sun, 09 Oct 2022 00:00:00 +0800" },
    { "yesterday", "" },
};

/* The headers To and Subject for a name, an address, a subject. */
static const struct {
    const char *label, *name, *address, *subject, *want;
} heads[] = {
    { "plain", "Zhang San", "a@b.cn", "Hello", 
      "To: Zhang San\r\n <a@b.cn>\r\nSubject: Hello\r\n" },
    { "Chinese", "测试丙", "a@b.cn", "填报",
      "To: =?UTF-8?B?5rWL6K+V5LiZ?=\r\n <a@b.cn>\r\n"
      "Subject: =?UTF-8?B?5aGr5oql?=\r\n" },
    { "long: cut between characters", "", "a@b.cn",
      "一二三四五六七八九十一二三四五",
      "To: <a@b.cn>\r\nSubject: =?UTF-8?B?5LiA5LqM5LiJ5Zub5LqU5YWt5LiD5YWr"
      "5Lmd5Y2B5LiA5LqM5LiJ?=\r\n =?UTF-8?B?5Zub5LqU?=\r\n" },
    { "a line end starts no header", "a\r\nBcc: x@y.cn", "a@b.cn",
      "x\r\nBcc: y@z.cn",
      "To: =?UTF-8?B?YSAgQmNjOiB4QHkuY24=?=\r\n <a@b.cn>\r\n"
      "Subject: x  Bcc: y@z.cn\r\n" },
    { "a comma starts no address", "a, b@c.cn", "a@b.cn", "x",
      "To: =?UTF-8?B?YSwgYkBjLmNu?=\r\n <a@b.cn>\r\nSubject: x\r\n" },
    { "what looks encoded is encoded", "", "a@b.cn", "=?UTF-8?B?QQ==?=",
      "To: <a@b.cn>\r\nSubject: =?UTF-8?B?PT9VVEYtOD9CP1FRPT0/PQ==?=\r\n" },
    { "no address, no receiver", "a", "无", "x", "Subject: x\r\n" },
};
/* clang-format on */

static void check_head(size_t i)
{
    const struct tb_mime_person to = { tb_str(heads[i].name),
                                       tb_str(heads[i].address) };
    const struct tb_mime m = { .to = &to,
                               .to_count = 1,
                               .subject = tb_str(heads[i].subject),
                               .date = tb_str("D"),
                               .id = tb_str("1") };
    struct tb_buf out = { 0 };

    tb_mime_write(&m, &out);
    out.p[tb_str_find(tb_buf_str(&out), "Date: ")] = '\0';
    CHECK_STR(heads[i].label, out.p, heads[i].want);
    tb_buf_free(&out);
}

/* Whatever is attached comes in lines that every server takes. */
static void check_whole(void)
{
    struct tb_mime m = { .from = tb_str("office@b.cn"),
                         .subject = tb_str("x"),
                         .body = tb_str("您好"),
                         .date = tb_str("D"),
                         .id = tb_str("1"),
                         .file_name = tb_str("甲系 测试丙的很长很长很长很长的"
                                             "名字.xlsx"),
                         .file_type = tb_str("application/octet-stream") };
    struct tb_buf out = { 0 };
    char bytes[256];
    size_t longest = 0, line = 0;

    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)i;
    m.file = tb_str_n(bytes, sizeof bytes);
    tb_mime_write(&m, &out);
    for (size_t i = 0; i < out.n; i++) {
        line = out.p[i] == '\n' ? 0 : line + 1;
        longest = line > longest ? line : longest;
    }
    CHECK("no line is longer than 78", longest <= 79);
    CHECK_HAS("from", out.p, "From: office@b.cn\r\n");
    CHECK_HAS("body", out.p, "\r\n\r\n5oKo5aW9\r\n--=_tianbao\r\n");
    CHECK_HAS("name", out.p, "filename*0*=UTF-8''%E7%94%B2%E7%B3%BB%20");
    CHECK_HAS("bytes", out.p, "\r\n\r\nAAECAwQFBgcICQ");
    CHECK_HAS("end", out.p, "+/w==\r\n--=_tianbao--\r\n");
    tb_buf_free(&out);
}

int main(void)
{
    char date[40];

    for (size_t i = 0; i < TB_LEN(addresses); i++)
        CHECK_INT(addresses[i].address,
                  tb_mime_is_address(tb_str(addresses[i].address)),
                  addresses[i].is_one);
    for (size_t i = 0; i < TB_LEN(dates); i++) {
        tb_mime_date(tb_str(dates[i].now), date);
        CHECK_STR(dates[i].now, date, dates[i].want);
    }
    for (size_t i = 0; i < TB_LEN(heads); i++)
        check_head(i);
    check_whole();
    return CHECK_END;
}
