/* ticker.c - a sign of life for who waits at a terminal. */
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "cli.h"

#define FIRST_MS 1000 /* what is faster needs none */
#define NEXT_MS 100

static struct {
    long long begun, last; /* milliseconds */
    bool is_shown;
} ticker;

static long long now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void cli_tick_wipe(void)
{
    if (ticker.is_shown)
        fputs("\r\033[K", stderr);
    ticker.is_shown = false;
}

static void show(const char *what, size_t done, size_t total, void *ctx)
{
    long long now = now_ms();

    (void)ctx;
    if (done >= total) {
        cli_tick_wipe();
        return;
    }
    if (now - ticker.begun < FIRST_MS || now - ticker.last < NEXT_MS)
        return;
    ticker.last = now;
    ticker.is_shown = true;
    fprintf(stderr, "\r%s %zu/%zu\033[K", what, done, total);
    fflush(stderr);
}

void cli_tick_begin(const struct cli *cli)
{
    const char *term = getenv("TERM");

    ticker.begun = now_ms();
    if (!cli->quiet && isatty(STDERR_FILENO) && term &&
        strcmp(term, "dumb") != 0)
        cli->campaign->tick.told = show;
}
