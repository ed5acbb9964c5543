/* tick.h - telling whoever waits how far something long has come. */
#ifndef TB_TICK_H
#define TB_TICK_H

#include <stddef.h>

/* Of TOTAL pieces of WHAT ("校验 规则") DONE are done; all: it is over, and
 * what was shown of it may go. */
typedef void tb_tick_fn(const char *what, size_t done, size_t total, void *ctx);

struct tb_tick {
    tb_tick_fn *told; /* NULL: nobody waits */
    void *ctx;
};

static inline void tb_tick(const struct tb_tick *tick, const char *what,
                           size_t done, size_t total)
{
    if (tick && tick->told)
        tick->told(what, done, total, tick->ctx);
}

#endif
