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

/* PATH NULL: out/<school>_<year>.xlsx.  Refused when merge has not run since
 * the data changed.  The workbook is read back before it is in place. */
int tb_export_workbook(struct tb_campaign *campaign, const char *path,
                       struct tb_export_result *result, struct tb_err *err);

/* One CSV per table (UTF-8 with a byte-order mark) and 清单.csv into FOLDER
 * (NULL: out/csv).  SAFE: formulas are defused (write_csv.h). */
int tb_export_csv(struct tb_campaign *campaign, const char *folder, bool safe,
                  struct tb_export_result *result, struct tb_err *err);

#endif
