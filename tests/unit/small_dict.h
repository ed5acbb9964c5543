/* small_dict.h - dictionaries from literal texts. */
#ifndef TB_SMALL_DICT_H
#define TB_SMALL_DICT_H

#include "buf.h"
#include "dict.h"

#define TABLES                                                                 \
    "table,name,aliases,category,section,origin,source,filled_by,period,rows," \
    "sheet,note,basis\n"
#define CODES "list,code,label,aliases,basis\n"
#define FIELD_COLUMNS                                                         \
    "table,field,aliases,type,unit,required,length,min,max,pattern,list,key," \
    "reference,mirror,many,applies,stable,tolerance,window,personal,note,"    \
    "basis,source,used"
#define FIELDS FIELD_COLUMNS "\n"
#define TABLES_FROM                                                            \
    "table,name,aliases,category,section,origin,source,filled_by,period,rows," \
    "sheet,note,basis,predecessor\n"
#define FIELDS_FROM FIELD_COLUMNS ",predecessor\n"
#define FIELDS_IN_WORDS FIELD_COLUMNS ",pattern_words\n"
#define RULES                                                              \
    "rule,table,severity,aspect,kind,field,expression,message,hint,basis," \
    "since\n"
#define DERIVED "table,expression,note,basis\n"
#define INDICATORS \
    "indicator,name,unit,expression,better,qualified,limited,note,basis\n"
#define EXAMPLES "rule,example,verdict,table,row\n"

/* One table with a key, a number and a choice. */
#define USUAL_TABLES TABLES "1.1,甲表,,,,filled,0,department,,many,,,\n"
#define USUAL_CODES CODES "是否,0,否,N;无,\n是否,1,是,Y;有,\n"
#define USUAL_FIELDS FIELDS USUAL_FIELD_ROWS
#define USUAL_FIELD_ROWS                                      \
    "1.1,编号,,identifier,,1,,,,,,key,,,,,,,,,编号,,,1\n" \
    "1.1,人数,,integer,,0,,0,100,,,,,,,,,,,,人数,,,1\n"   \
    "1.1,在用,,bool,,0,,,,,是否,,,,,,,,,,在用,,,1\n"

/* The texts of an edition; NULL: the usual one, or none. */
struct small_texts {
    const char *tables, *codes, *fields, *rules, *derived, *indicators,
        *examples;
};

static inline int small_parse(const struct small_texts *t,
                              struct tb_dict **dict,
                              struct tb_complaints *complaints,
                              struct tb_err *err)
{
    const struct tb_str texts[TB_DICT_FILES] = {
        tb_str(t->tables ? t->tables : USUAL_TABLES),
        tb_str(t->codes ? t->codes : USUAL_CODES),
        tb_str(t->fields ? t->fields : USUAL_FIELDS),
        tb_str(t->rules ? t->rules : ""),
        tb_str(t->derived ? t->derived : ""),
        tb_str(t->indicators ? t->indicators : ""),
        tb_str(t->examples ? t->examples : ""),
    };

    return tb_dict_parse(texts, dict, complaints, err);
}

/* "file:line:column: text" of each complaint, one a line. */
static inline void small_show(const struct tb_complaints *all,
                              struct tb_buf *out)
{
    for (size_t i = 0; i < all->count; i++)
        tb_buf_addf(out, "%s:%zu:%s: %.*s\n", all->list[i].file,
                    all->list[i].line, all->list[i].column,
                    TB_STR_ARG(all->list[i].text));
}

#endif
