/* compound.c - the directory of a compound file, as far as its names. */
#include "compound.h"

#define DIRECTORY_MAX 256 /* sectors of it that are looked at */
#define HEADER 512
#define ENTRY 128
#define SECTOR_MAX 4096

/* The first that is there says what it is. */
static const struct {
    const char *stream, *advice;
} kinds[] = {
    { "EncryptedPackage",
      N_("an encrypted workbook; open it with its password, remove the "
         "password and send it again") },
    { "Workbook",
      N_("an old .xls (or .et) workbook, or an encrypted one; open it in Excel "
         "or WPS and save it as .xlsx without a password") },
    { "Book", N_("an old .xls (or .et) workbook, or an encrypted one; open it "
                 "in Excel or WPS and save it as .xlsx without a password") },
    { "WordDocument", N_("a Word document, no spreadsheet") },
    { "PowerPoint Document", N_("a PowerPoint document, no spreadsheet") },
    { "__properties_version1.0",
      N_("an e-mail message; save its attachment and import that") },
};

static const char unknown[] =
    N_("an old .xls (or .et) workbook, or an encrypted one; open it in Excel "
       "or WPS and save it as .xlsx without a password");

static uint32_t number_at(const unsigned char *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
           (uint32_t)p[3] << 24;
}

/* Is NAME the name of ENTRY?  UTF-16, with its length in bytes and a NUL. */
static bool is_named(const unsigned char *entry, const char *name)
{
    size_t n = strlen(name), bytes = entry[64] | (size_t)entry[65] << 8;

    if (bytes != 2 * n + 2 || bytes > 64)
        return false;
    for (size_t i = 0; i < n; i++)
        if (entry[2 * i] != (unsigned char)name[i] || entry[2 * i + 1] != 0)
            return false;
    return true;
}

static void look_at(const unsigned char *sector, size_t size, size_t *best)
{
    for (size_t at = 0; at + ENTRY <= size; at += ENTRY)
        for (size_t k = 0; k < *best; k++)
            if (is_named(sector + at, kinds[k].stream))
                *best = k;
}

/* The sector that follows SECTOR, by the table that HEADER points to. */
static uint32_t next_sector(const struct tb_source *source,
                            const unsigned char *header, size_t size,
                            uint32_t sector)
{
    size_t entries = size / 4, table = sector / entries;
    unsigned char next[4];
    uint64_t at;

    if (table >= 109)
        return UINT32_MAX;
    at = ((uint64_t)number_at(header + 76 + 4 * table) + 1) * size +
         4 * (sector % entries);
    return tb_source_read(source, at, next, sizeof next) == sizeof next
               ? number_at(next)
               : UINT32_MAX;
}

const char *tb_compound_advice(const struct tb_source *source)
{
    unsigned char header[HEADER], sector[SECTOR_MAX];
    size_t size, best = TB_LEN(kinds);
    uint32_t at;

    if (tb_source_read(source, 0, header, HEADER) != HEADER ||
        (header[30] != 9 && header[30] != 12))
        return unknown;
    size = (size_t)1 << header[30];
    at = number_at(header + 48);
    for (size_t i = 0; i < DIRECTORY_MAX && at < 0xFFFFFFF0; i++) {
        long n =
            tb_source_read(source, ((uint64_t)at + 1) * size, sector, size);
        if (n <= 0)
            break;
        look_at(sector, (size_t)n, &best);
        at = next_sector(source, header, size, at);
    }
    return best < TB_LEN(kinds) ? kinds[best].advice : unknown;
}
