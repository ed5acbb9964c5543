/* err.c - fill a struct tb_err. */
#include "err.h"

#include <libintl.h>
#include <stdio.h>
#include <string.h>

#include "utf8.h"

const char *tb_translate(const char *message)
{
    return message[0] ? dgettext("tianbao", message) : message;
}

/* Cut MSG at a character's edge, without control characters: it is shown to
 * people. */
static void cut(char *msg)
{
    msg[tb_utf8_cut(msg, strlen(msg), strlen(msg))] = '\0';
    for (char *p = msg; *p; p++) /* a terminal must not obey it */
        if ((unsigned char)*p < 0x20 || *p == 0x7F)
            *p = '?';
}

static void set(struct tb_err *err, enum tb_status status, const char *format,
                va_list args)
{
    err->status = status;
    vsnprintf(err->msg, sizeof err->msg, tb_translate(format), args);
    cut(err->msg);
}

int tb_fail(struct tb_err *err, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    set(err, TB_BADFILE, format, args);
    va_end(args);
    return -1;
}

int tb_fail_as(struct tb_err *err, enum tb_status status, const char *format,
               ...)
{
    va_list args;

    va_start(args, format);
    set(err, status, format, args);
    va_end(args);
    return -1;
}

int tb_fail_in(struct tb_err *err, const char *format, ...)
{
    char what[sizeof err->msg];
    char where[512];
    va_list args;

    va_start(args, format);
    vsnprintf(where, sizeof where, tb_translate(format), args);
    va_end(args);
    memcpy(what, err->msg, sizeof what);
    snprintf(err->msg, sizeof err->msg, "%s: %.*s", where,
             (int)(sizeof err->msg - sizeof where - 3), what);
    cut(err->msg);
    return -1;
}
