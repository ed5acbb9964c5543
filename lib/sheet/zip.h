/*
 * zip.h - the parts of a workbook's archive, over minizip.
 *
 * The directory is walked once when the archive is opened.  Names are only
 * ever compared (ASCII case and backslashes folded), never used as paths.
 * Refused: too many entries, duplicates, overlapping data, encryption,
 * methods other than stored and deflated, local headers that name another
 * file than the directory does.
 */
#ifndef TB_ZIP_H
#define TB_ZIP_H

#include "sheet.h"

struct tb_zip;

int tb_zip_open(const struct tb_source *source, const struct tb_limits *limits,
                struct tb_zip **zip, struct tb_err *err);
void tb_zip_close(struct tb_zip *zip);

/* The index of part NAME (no leading slash), or -1. */
long tb_zip_find(const struct tb_zip *zip, struct tb_str name);
size_t tb_zip_count(const struct tb_zip *zip);
struct tb_str tb_zip_name(const struct tb_zip *zip, size_t index);

/* Read one part at a time: start, read until 0, finish (checks the CRC). */
int tb_zip_start(struct tb_zip *zip, size_t index, struct tb_err *err);
long tb_zip_read(struct tb_zip *zip, void *out, size_t n, struct tb_err *err);
int tb_zip_finish(struct tb_zip *zip, struct tb_err *err);
void tb_zip_abandon(struct tb_zip *zip); /* instead of finish */

#endif
