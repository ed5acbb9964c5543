/* verb_export.c - tianbao export: templates, the workbook, CSV, papers. */
#include "verbs.h"

static const struct cli_verb *const subs[] = {
    &verb_export_templates,
    &verb_export_workbook,
    &verb_export_csv,
    &verb_export_summary,
    &verb_export_lineage,
    &verb_export_dictionary,
    &verb_export_permissions,
    &verb_export_responsibility,
    &verb_export_review_sheets,
    &verb_export_verify,
    NULL,
};

const struct cli_verb verb_export = {
    .name = "export",
    .summary = N_("write templates, the upload workbook, summaries, papers"),
    .subs = subs,
};
