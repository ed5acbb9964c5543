/* ids.h - numbers with check digits, by their national standards. */
#ifndef TB_IDS_H
#define TB_IDS_H

#include <stdbool.h>

#include "date.h"

/* GB 11643: 17 digits and ISO 7064 MOD 11-2 (0-9, X); the birth date must
 * be a day that exists.  BIRTH may be NULL. */
bool tb_idcard_is_valid(struct tb_str s, struct tb_date *birth);

/* GB 32100: 18 of 0-9 A-Z without I O S V Z, MOD 31-3. */
bool tb_uscc_is_valid(struct tb_str s);

/* The check characters themselves, for generators: of 17 characters. */
char tb_idcard_check(const char *first17);
char tb_uscc_check(const char *first17);

#endif
