/* read_all.c - read every cell of every sheet of the files given. */
#include <stdio.h>

#include "sheet.h"

struct tally {
    unsigned long long rows, cells;
    double sum;
};

static int take(const struct tb_row *row, void *ctx)
{
    struct tally *t = ctx;

    t->rows++;
    t->cells += row->count;
    for (size_t i = 0; i < row->count; i++)
        if (row->cells[i].kind == TB_CELL_NUMBER)
            t->sum += row->cells[i].number;
    return 0;
}

static int read_file(const char *path, const struct tb_limits *limits,
                     struct tally *t, struct tb_err *err)
{
    struct tb_source source;
    struct tb_book *book = NULL;
    int rc = tb_source_open(path, limits->file, &source, err);

    if (rc == 0)
        rc = tb_book_open(&source, limits, &book, err);
    for (size_t i = 0; rc == 0 && i < tb_book_sheets(book); i++)
        rc = tb_book_read(book, i, take, t, err);
    tb_book_close(book);
    tb_source_close(&source);
    return rc < 0 ? tb_fail_in(err, "%s", path) : 0;
}

int main(int argc, char **argv)
{
    struct tb_limits limits = tb_limits_default;
    struct tally t = { 0 };
    struct tb_err err = { 0 };

    for (int i = 1; i < argc; i++)
        if (read_file(argv[i], &limits, &t, &err) < 0) {
            fprintf(stderr, "%s\n", err.msg);
            return 1;
        }
    printf("%llu rows, %llu cells, sum %.6g\n", t.rows, t.cells, t.sum);
    return 0;
}
