/* test_appraisal.c - tb_appraisal_score(): from counts to scores. */
#include "check.h"

#include "appraisal.h"
#include "buf.h"

/* clang-format off */
static const struct {
    const char *label;
    struct tb_appraisal_row counts;
    const char *want; /* timeliness, completeness, quality, total */
} cases[] = {
    { "nothing due", { 0 }, "-1.0 -1.0 -1.0 -1.0" },
    { "nothing filed", { .due = 2, .missing = 2 }, "0.0 0.0 -1.0 0.0" },
    { "no data, said in time", { .due = 1, .in_time = 1, .nil = 1 },
      "100.0 100.0 -1.0 100.0" },
    { "all well",
      { .due = 2, .in_time = 2, .filed = 2, .required = 10,
        .required_filled = 10, .rows_in = 5, .first_cells = 100,
        .now_cells = 100 },
      "100.0 100.0 100.0 100.0" },
    { "late", { .due = 4, .in_time = 3, .late = 1, .filed = 4, .rows_in = 5 },
      "75.0 100.0 -1.0 85.7" },
    { "empty cells and rejected rows",
      { .due = 2, .in_time = 2, .filed = 2, .required = 10,
        .required_filled = 9, .rows_in = 10, .rejected = 2 },
      "100.0 72.0 -1.0 88.0" },
    { "mended since",
      { .due = 1, .in_time = 1, .filed = 1, .first_cells = 1000,
        .first_issues = 20, .now_cells = 1000 },
      "100.0 100.0 80.0 94.0" },
    { "not mended",
      { .due = 1, .in_time = 1, .filed = 1, .first_cells = 1000,
        .first_issues = 20, .now_cells = 1000, .now_issues = 20 },
      "100.0 100.0 40.0 82.0" },
    { "returned twice",
      { .due = 2, .in_time = 2, .filed = 2, .returns = 2,
        .first_cells = 10, .now_cells = 10 },
      "100.0 100.0 90.0 97.0" },
    { "quality ends at nothing",
      { .due = 1, .in_time = 1, .filed = 1, .first_cells = 10,
        .first_issues = 5, .now_cells = 10, .now_issues = 5 },
      "100.0 100.0 0.0 70.0" },
    { "never checked now, checked before",
      { .due = 1, .in_time = 1, .filed = 1, .first_cells = 1000,
        .first_issues = 10 },
      "100.0 100.0 90.0 97.0" },
};
/* clang-format on */

int main(void)
{
    for (size_t i = 0; i < TB_LEN(cases); i++) {
        struct tb_appraisal_row r = cases[i].counts;
        struct tb_buf got = { 0 };

        tb_appraisal_score(&r);
        tb_buf_addf(&got, "%.1f %.1f %.1f %.1f", r.timeliness, r.completeness,
                    r.quality, r.total);
        CHECK_STR(cases[i].label, tb_buf_text(&got), cases[i].want);
        tb_buf_free(&got);
    }
    return CHECK_END;
}
