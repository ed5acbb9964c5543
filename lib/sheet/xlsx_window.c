/* xlsx_window.c - a part of a workbook, a piece at a time. */
#include "xlsx.h"

#define WINDOW 131072
#define WINDOW_MAX ((size_t)8 << 20)

bool xlsx_is_plain_head(struct tb_str head)
{
    struct tb_str body = tb_str_from(head, 5); /* after "<?xml" */

    return tb_str_find(head, "<!") == head.n &&
           tb_str_find(body, "<?") == body.n;
}

int xlsx_window_fill(struct xlsx_window *w)
{
    size_t left = w->bytes.n - w->at;
    long n;

    if (w->is_end)
        return 0;
    if (w->at > 0)
        memmove(w->bytes.p, w->bytes.p + w->at, left);
    w->bytes.n = left;
    w->at = 0;
    n = tb_zip_read(w->zip, tb_buf_room(&w->bytes, WINDOW), WINDOW, w->err);
    if (n < 0)
        return -1;
    w->bytes.n += (size_t)n;
    w->is_end = n == 0;
    return w->bytes.n > WINDOW_MAX ? 1 : 0;
}

int xlsx_window_rest(struct xlsx_window *w, struct tb_xml_parser *xml)
{
    int rc = 0;

    while (rc == 0) {
        struct tb_str rest = tb_str_from(tb_buf_str(&w->bytes), w->at);
        rc = tb_xml_feed(xml, rest, w->is_end);
        w->at = w->bytes.n;
        if (w->is_end)
            break;
        if (rc == 0 && xlsx_window_fill(w) < 0)
            rc = -1;
    }
    return rc;
}
