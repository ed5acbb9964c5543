/*
 * dict_book.h - an edition as one workbook, for offices that edit in Excel.
 *
 * One sheet per file, in the order in which people read them.  The header
 * has the Chinese title and, below it in the same cell, the column's name in
 * the CSV file; all cells are texts, so that 1.10 stays 1.10.
 */
#ifndef TB_DICT_BOOK_H
#define TB_DICT_BOOK_H

#include "dict.h"

/* Write the CSV files in FOLDER as the workbook PATH. */
int tb_dict_book_write(const char *folder, const char *path,
                       struct tb_err *err);

/*
 * Read the workbook PATH back into CSV texts, in the order of tb_dict_files;
 * a sheet that is missing gives an empty text.  Sheets are known by their
 * names; columns that are not ours are left out.  Free each text.
 */
int tb_dict_book_read(const char *path, struct tb_buf texts[TB_DICT_FILES],
                      struct tb_err *err);

/* The texts of the edition at PATH: a workbook (.xlsx), or a folder of CSV
 * files. */
int tb_dict_texts(const char *path, struct tb_buf texts[TB_DICT_FILES],
                  struct tb_err *err);

/* The edition at PATH, a workbook or a folder, as tb_dict_load() does it. */
int tb_dict_read(const char *path, struct tb_dict **dict,
                 struct tb_complaints *complaints, struct tb_err *err);

#endif
