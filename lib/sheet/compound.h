/* compound.h - what the old container of Microsoft (CFB) holds. */
#ifndef TB_COMPOUND_H
#define TB_COMPOUND_H

#include "source.h"

/*
 * What is in SOURCE, which begins like such a container, and what its sender
 * should do: told by the names of its streams.  A workbook is one whatever is
 * embedded in it.
 */
const char *tb_compound_advice(const struct tb_source *source);

#endif
