/* file.h - whole files: read with a limit, replaced only when whole. */
#ifndef TB_FILE_H
#define TB_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "buf.h"

/* Read all of PATH; refuses what is no plain file or above LIMIT bytes. */
int tb_file_read(const char *path, size_t limit, struct tb_buf *out,
                 struct tb_err *err);

/*
 * Write PATH whole or not at all: a temporary file beside it, fsync,
 * rename, fsync of the folder.  Mode 0600.
 */
int tb_file_write(const char *path, struct tb_str bytes, struct tb_err *err);

/* Put the finished file TMP in PATH's place: fsync, rename, fsync. */
int tb_file_replace(const char *tmp, const char *path, struct tb_err *err);

/* Make one folder (mode 0700); that it is there already is no failure. */
int tb_file_mkdir(const char *path, struct tb_err *err);

bool tb_file_exists(const char *path);
bool tb_file_is_folder(const char *path);

/* May we write to PATH, a file or a folder?  Not on a medium that is read
 * only, whoever we are. */
bool tb_file_is_writable(const char *path);

/* The folder that PATH lies in; "." for a name alone.  OUT is replaced. */
const char *tb_file_folder(const char *path, struct tb_buf *out);

/* The names in folder PATH in byte order, "." and ".." and hidden ones left
 * out.  Free each and the array. */
int tb_file_list(const char *path, char ***names, size_t *count,
                 struct tb_err *err);

/* The part of PATH after its last slash. */
const char *tb_file_name(const char *path);

/* Make NAME (UTF-8) fit for a file's name: no separators, no control
 * characters, no leading dot or dash, at most 200 bytes. */
void tb_file_safe_name(struct tb_str name, struct tb_buf *out);

#endif
