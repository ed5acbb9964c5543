/*
 * err.h - what went wrong, in the reader's words, and how grave it is.
 *
 * A function that can fail takes a struct tb_err * last and returns -1 after
 * one of the calls below has filled it.  Wrong data is never an error: it is
 * a finding (finding.h).
 */
#ifndef TB_ERR_H
#define TB_ERR_H

#include <stdarg.h>

/* The exit statuses of the program; none ever changes its meaning. */
enum tb_status {
    TB_OK = 0,
    TB_FINDINGS = 1,   /* findings at or above the gate */
    TB_USAGE = 2,      /* wrong usage */
    TB_BADFILE = 3,    /* a file could not be read, or is not what it should
                          be */
    TB_REFUSED = 4,    /* locked, late, not assigned, stale, closed */
    TB_CONFLICTS = 5,  /* conflicts wait for a decision */
    TB_DICTIONARY = 6, /* the dictionary or a rule is broken */
    TB_PARTLY = 7,     /* some files were taken, others not */
    TB_INTERNAL = 70,  /* internal fault */
    TB_NOMEM = 71,     /* out of memory */
    TB_IO = 74,        /* writing or verifying failed */
    TB_BUSY = 75,      /* another process holds the campaign: try again */
};

struct tb_err {
    enum tb_status status; /* TB_OK until something fails */
    char msg[1024];        /* UTF-8, lower case, no full stop */
};

#define TB_PRINTF(f, a) __attribute__((format(printf, f, a)))

/* MESSAGE in the language of the user, when the program has set one
 * (setlocale, bindtextdomain); else itself. */
const char *tb_translate(const char *message) __attribute__((format_arg(1)));

/* Marks a message for translation, where it cannot be translated yet. */
#define N_(message) message

/* Say what failed: status TB_BADFILE, or STATUS.  Always returns -1. */
int tb_fail(struct tb_err *err, const char *format, ...) TB_PRINTF(2, 3);
int tb_fail_as(struct tb_err *err, enum tb_status status, const char *format,
               ...) TB_PRINTF(3, 4);

/* Add where it failed, in front: "WHERE: what".  Always returns -1. */
int tb_fail_in(struct tb_err *err, const char *format, ...) TB_PRINTF(2, 3);

#endif
