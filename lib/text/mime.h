/*
 * mime.h - a message with an attachment, as mail programs read it (RFC 5322,
 * 2045 to 2047, 2231).
 *
 * Nothing that is handed in can start a header of its own: control characters
 * become spaces, what is not plain ASCII is encoded, and an address that is
 * none is left out.
 */
#ifndef TB_MIME_H
#define TB_MIME_H

#include "buf.h"

struct tb_mime_person {
    struct tb_str name, address;
};

struct tb_mime {
    struct tb_str from; /* an address; "": whoever sends it */
    const struct tb_mime_person *to;
    size_t to_count;
    struct tb_str subject, body; /* UTF-8; lines of BODY end in LF */
    struct tb_str date;          /* tb_mime_date() */
    struct tb_str id;            /* letters and digits: of this message only */
    struct tb_str file_name, file_type, file;
};

/* Is S one address (someone@example.cn), in ASCII? */
bool tb_mime_is_address(struct tb_str s);

/* "2022-10-08T08:00:00", the clock of China, as a message writes it; "" when
 * NOW is no time. */
void tb_mime_date(struct tb_str now, char out[40]);

/* Add MESSAGE to OUT, ready to be sent: the same for the same message. */
void tb_mime_write(const struct tb_mime *message, struct tb_buf *out);

#endif
