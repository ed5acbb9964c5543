/* cover_head.h - the columns of a workbook's cover, as the template heads them
 * and import finds them. */
#ifndef TB_COVER_HEAD_H
#define TB_COVER_HEAD_H

#define TB_COVER_SHEET "工作表"
#define TB_COVER_NIL "本校无数据（写原因）"
#define TB_COVER_PERSON "审核人工号"
#define TB_COVER_VERDICT "审核结论"
#define TB_COVER_OPINION "审核意见"

#endif
