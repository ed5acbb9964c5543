/*
 * create.h - making a campaign: its folders, its copy of the dictionary, its
 * database, and last year's data if there was one.
 */
#ifndef TB_CREATE_H
#define TB_CREATE_H

#include "baseline.h"
#include "dict.h"
#include "people_load.h"
#include "who.h"

struct tb_campaign_plan {
    const char *folder;
    const char *edition_path; /* a folder or workbook with the dictionary */
    const char *edition;      /* "2022" */
    const char *year;         /* "2021-2022" */
    const char *school;
    const char *organisation; /* file, or NULL */
    const char *staff;        /* file, or NULL */
    const char *levels;       /* "department" or "department,lead,school" */
    const char *identity;     /* 64 hexadecimal digits, or NULL: random */
    const char *windows;      /* other windows (value_check.h), or NULL */
    const char *last;         /* last year's campaign or workbook, or NULL */
    struct tb_baseline *baseline;    /* what was taken from it; LAST only */
    struct tb_people_result *people; /* what came of both lists; or NULL */
};

/*
 * Create a campaign.  Refuses a folder that holds one.  Complaints about the
 * dictionary come in COMPLAINTS, with status TB_DICTIONARY.  What fails leaves
 * no database, so that it can be tried again.
 */
int tb_campaign_create(const struct tb_campaign_plan *plan,
                       const struct tb_context *context,
                       struct tb_complaints *complaints, struct tb_err *err);

#endif
