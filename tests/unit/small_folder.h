/* small_folder.h - a folder below /tmp, and files in it. */
#ifndef TB_SMALL_FOLDER_H
#define TB_SMALL_FOLDER_H

#include "check.h"

#include <dirent.h>
#include <ftw.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file.h"

static char small_folder[] = "/tmp/tianbao-unit-XXXXXX";

static inline void small_folder_make(void)
{
    CHECK("a folder", mkdtemp(small_folder) != NULL);
}

static inline int small_remove_one(const char *path, const struct stat *s,
                                   int kind, struct FTW *place)
{
    (void)s;
    (void)kind;
    (void)place;
    return remove(path);
}

/* NAME in the folder and all below it; that it is not there is no fault. */
static inline void small_remove(const char *name)
{
    char path[160];

    snprintf(path, sizeof path, "%s/%s", small_folder, name);
    nftw(path, small_remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static inline void small_folder_free(void)
{
    small_remove(".");
    rmdir(small_folder);
}

/* The path of NAME: valid until the 16th call from now. */
static inline const char *small_path(const char *name)
{
    static char paths[16][1024];
    static size_t next;
    char *path = paths[next++ % 16];

    snprintf(path, sizeof paths[0], "%s/%s", small_folder, name);
    return path;
}

static inline void small_write(const char *name, struct tb_str bytes)
{
    struct tb_err err = { 0 };

    CHECK_INT(name, tb_file_write(small_path(name), bytes, &err), 0);
}

static inline void small_mkdir(const char *name)
{
    struct tb_err err = { 0 };

    CHECK_INT(name, tb_file_mkdir(small_path(name), &err), 0);
}

/* How many entries the folder NAME has, hidden ones too. */
static inline int small_count(const char *name)
{
    DIR *dir = opendir(small_path(name));
    struct dirent *entry;
    int count = 0;

    while (dir && (entry = readdir(dir)))
        count +=
            strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    if (dir)
        closedir(dir);
    return count;
}

/* Cut the file NAME to its first PERCENT. */
static inline void small_truncate(const char *name, long percent)
{
    struct stat s = { 0 };

    CHECK_INT(name, stat(small_path(name), &s), 0);
    CHECK_INT(name, truncate(small_path(name), s.st_size * percent / 100), 0);
}

#endif
