/* read_one.c - read or refuse one file, scanner against expat; for corpora.
 * With -j print the rows as JSON, keyed by the first row. */
#include "fuzz.h"

struct print {
    struct tb_buf heads[64], line;
    size_t count;
    bool has_head, later;
};

static int print_row(const struct tb_row *row, void *ctx)
{
    struct print *p = ctx;

    if (!p->has_head) {
        for (size_t i = 0; i < row->count && i < 64; i++)
            tb_buf_add(&p->heads[p->count++], row->cells[i].raw);
        p->has_head = true;
        return 0;
    }
    tb_buf_clear(&p->line);
    tb_buf_adds(&p->line, p->later ? ",{" : "{");
    for (size_t i = 0; i < p->count; i++) {
        const struct tb_cell *c = tb_row_at(row, (uint32_t)i);
        tb_buf_addf(&p->line, "%s\"", i > 0 ? "," : "");
        tb_buf_add_json(&p->line, tb_buf_str(&p->heads[i]));
        tb_buf_adds(&p->line, "\":\"");
        tb_buf_add_json(&p->line, c ? c->raw : tb_str(""));
        tb_buf_addc(&p->line, '"');
    }
    tb_buf_addc(&p->line, '}');
    puts(p->line.p);
    p->later = true;
    return 0;
}

static int print_json(const struct tb_source *source, struct tb_err *err)
{
    struct print p = { 0 };
    struct tb_book *book = NULL;
    int rc = tb_book_open(source, &tb_limits_default, &book, err);

    puts("[");
    if (rc == 0)
        rc = tb_book_read(book, 0, print_row, &p, err);
    puts("]");
    tb_book_close(book);
    for (size_t i = 0; i < 64; i++)
        tb_buf_free(&p.heads[i]);
    tb_buf_free(&p.line);
    return rc;
}

int main(int argc, char **argv)
{
    bool json = argc > 2 && strcmp(argv[1], "-j") == 0;
    struct tb_source source = { .fd = -1 };
    struct seen seen = { 0 };
    struct tb_err err = { 0 };
    int rc;

    if (argc < 2 || tb_source_open(argv[argc - 1], tb_limits_default.file,
                                   &source, &err) < 0) {
        fprintf(stderr, "%s\n", err.msg);
        return 2;
    }
    rc = json ? print_json(&source, &err) : see_twice(&source, &seen, &err);
    tb_source_close(&source);
    if (rc < 0 && err.msg[0] == '\0') {
        fputs("refused without a word\n", stderr);
        return 2;
    }
    if (rc < 0)
        fprintf(stderr, "refused: %s\n", err.msg);
    else if (!json)
        printf("%llu rows, %llu cells\n", (unsigned long long)seen.rows,
               (unsigned long long)seen.cells);
    return rc < 0;
}
