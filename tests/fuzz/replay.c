/* replay.c - run a fuzz target over files, without a fuzzer. */
#include <stdint.h>
#include <stdio.h>

#include "file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int main(int argc, char **argv)
{
    struct tb_buf bytes = { 0 };
    struct tb_err err = { 0 };

    for (int i = 1; i < argc; i++) {
        if (tb_file_read(argv[i], (size_t)64 << 20, &bytes, &err) < 0) {
            fprintf(stderr, "%s\n", err.msg);
            return 1;
        }
        LLVMFuzzerTestOneInput((const uint8_t *)bytes.p, bytes.n);
    }
    tb_buf_free(&bytes);
    printf("%d passed, 0 failed\n", argc - 1);
    return 0;
}
