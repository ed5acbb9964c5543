/*
 * export.h - what leaves the campaign: the upload workbook, CSV files.
 *
 * Both come from the merged tables, every table in numbered order, with a
 * manifest: edition, campaign, rows and SHA-256 of every table.
 */
#ifndef TB_EXPORT_H
#define TB_EXPORT_H

#include "campaign.h"

struct tb_export_result {
    size_t tables;
    long long rows;
    struct tb_buf path;
};

#define TB_EXPORT_MANIFEST "清单"

struct tb_export_options {
    const char *path; /* NULL: see below */
    bool safe;        /* of CSV: formulas are defused (write_csv.h) */
    bool draft; /* to be looked at: what may not go up is written too, and says
                   草稿 on every sheet and in every file's name */
};

/* To out/<school>_<year>.xlsx.  Refused as tb_fresh_merged() has it.  The
 * workbook is read back before it is in place. */
int tb_export_workbook(struct tb_campaign *campaign,
                       const struct tb_export_options *options,
                       struct tb_export_result *result, struct tb_err *err);

/* One CSV per table (UTF-8 with a byte-order mark) and 清单.csv into the folder
 * out/csv. */
int tb_export_csv(struct tb_campaign *campaign,
                  const struct tb_export_options *options,
                  struct tb_export_result *result, struct tb_err *err);

#endif
