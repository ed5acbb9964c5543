/* package.h - what a zip archive is that holds no .xlsx workbook. */
#ifndef TB_PACKAGE_H
#define TB_PACKAGE_H

#include "zip.h"

/*
 * PART is what the package calls its document.  Returns what the archive is and
 * what its sender should do, or NULL when PART may be a workbook.
 */
const char *tb_package_advice(struct tb_zip *zip, struct tb_str part);

#endif
