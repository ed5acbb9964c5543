/* who.h - who did something, and when: what every change keeps. */
#ifndef TB_WHO_H
#define TB_WHO_H

#include "buf.h"

/* What the surroundings say: the library reads no clock and no user. */
struct tb_context {
    char now[32];    /* 2022-09-10T08:00:00 */
    char actor[64];  /* the login that runs the program */
    char person[32]; /* the 工号 of who does this (--by), or "" */
};

/* As it was kept.  A 工号 says more than a login. */
struct tb_who {
    struct tb_str actor;
    struct tb_str person; /* 工号, or "" */
    struct tb_str name;   /* the person's, or "" */
};

/* The 工号, or else the login. */
struct tb_str tb_who_shown(const struct tb_who *who);

/* "user" or "user/工号", as the log shows it.  OUT is replaced. */
const char *tb_who_text(struct tb_str actor, struct tb_str person,
                        struct tb_buf *out);

#endif
