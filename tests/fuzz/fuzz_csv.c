/* fuzz_csv.c - any bytes as text: decoded, split, never crashing. */
#include "encoding.h"
#include "read_csv.h"

static int count(const struct tb_row *row, void *ctx)
{
    *(size_t *)ctx += row->count;
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct tb_buf text = { 0 };
    struct tb_err err = { 0 };
    const char *encoding;
    size_t cells = 0;

    if (tb_decode(tb_str_n((const char *)data, size), &text, &encoding, &err) ==
        0)
        tb_csv_read(tb_buf_str(&text), &tb_limits_default, count, &cells, &err);
    tb_buf_free(&text);
    return 0;
}
