/*
 * dispatch.h - all templates of a campaign: which files there are, and who
 * gets which.
 */
#ifndef TB_DISPATCH_H
#define TB_DISPATCH_H

#include "campaign.h"
#include "prefill.h"

#define TB_DISPATCH_MANIFEST "清单"

struct tb_dispatch_options {
    const char *folder;
    const char *department; /* this one only; NULL: all */
    bool mails;             /* a message (.eml) beside each workbook */
    const char *from;       /* its sender's address; NULL: whoever sends it */
    enum tb_prefill_kind prefill; /* what stands in them already */
};

struct tb_dispatch_result {
    size_t workbooks, mails;
    size_t unaddressed;     /* workbooks that nobody with an address gets */
    bool has_last;          /* there is a last year, if it was asked for */
    struct tb_buf manifest; /* its path */
};

/* Hears of each workbook. */
typedef void tb_dispatch_told_fn(const char *path, size_t tables, void *ctx);

/*
 * Write a workbook for each department that fills a table, FOLDER/甲系.xlsx,
 * and one for each teacher who does, FOLDER/甲系/0201_测试丙.xlsx; then the
 * manifest, FOLDER/清单.csv (清单_甲系.csv when it is for one department).
 * Refused when nobody is assigned a table.
 */
int tb_dispatch_templates(struct tb_campaign *campaign,
                          const struct tb_dispatch_options *options,
                          tb_dispatch_told_fn *each, void *ctx,
                          struct tb_dispatch_result *result,
                          struct tb_err *err);
void tb_dispatch_result_free(struct tb_dispatch_result *result);

#endif
