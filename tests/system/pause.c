/* pause.c - preloaded, it halts a process for PAUSE_MS after every COMMIT:
 * others pass where they seldom would. */
#include <dlfcn.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int sqlite3_exec(sqlite3 *db, const char *sql,
                 int (*each)(void *, int, char **, char **), void *ctx,
                 char **message)
{
    int (*real)(sqlite3 *, const char *, int (*)(void *, int, char **, char **),
                void *, char **);
    const char *ms = getenv("PAUSE_MS");
    int rc;

    *(void **)&real = dlsym(RTLD_NEXT, "sqlite3_exec");
    rc = real(db, sql, each, ctx, message);
    if (ms && strcmp(sql, "COMMIT") == 0)
        usleep((useconds_t)atoi(ms) * 1000);
    return rc;
}
