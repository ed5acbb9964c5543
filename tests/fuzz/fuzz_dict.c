/*
 * fuzz_dict.c - a dictionary out of one input: its files one after another,
 * each ended by a line "====".  What loads without complaint is linted too.
 */
#include "dict.h"
#include "lint.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct tb_str rest = tb_str_n((const char *)data, size);
    struct tb_str texts[TB_DICT_FILES];
    struct tb_complaints complaints = { 0 };
    struct tb_dict *dict = NULL;
    struct tb_err err = { 0 };

    for (size_t i = 0; i < TB_DICT_FILES; i++) {
        size_t end = tb_str_find(rest, "====\n");
        texts[i] = tb_str_n(rest.p, end);
        rest = tb_str_from(rest, end + 5);
    }
    if (tb_dict_parse(texts, &dict, &complaints, &err) == 0 &&
        complaints.count == 0)
        tb_dict_lint(dict, &complaints, &err);
    tb_dict_free(dict);
    tb_complaints_free(&complaints);
    return 0;
}
