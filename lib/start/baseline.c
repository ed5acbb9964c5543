/* baseline.c - reading last year's campaign or workbook. */
#include "baseline.h"

#include <stdlib.h>
#include <unistd.h>

#include "baseline_parts.h"
#include "file.h"
#include "mem.h"

static bool is_campaign(const char *path)
{
    struct tb_buf db = { 0 };
    bool is;

    tb_buf_addf(&db, "%s/tianbao.db", path);
    is = tb_file_exists(db.p);
    tb_buf_free(&db);
    return is;
}

static int fill_last(struct baseline_load *l, const char *last)
{
    if (tb_db_begin(l->db, l->err) < 0 ||
        (is_campaign(last) ? baseline_from_campaign(l, last)
                           : baseline_from_workbook(l, last)) < 0)
        return -1;
    return tb_db_commit(l->db, l->err);
}

static void free_load(struct baseline_load *l)
{
    for (size_t i = 0; i < l->source_count; i++)
        free(l->sources[i].columns);
    free(l->sources);
    free(l->links);
    free(l->there);
    free(l->is_declared);
    tb_arena_free(&l->arena);
}

int tb_baseline_load(const char *folder, const struct tb_dict *dict,
                     const char *last, struct tb_baseline *result,
                     struct tb_err *err)
{
    struct baseline_load l = {
        .dict = dict, .result = result, .err = err, .folder = folder
    };
    struct tb_buf draft = { 0 }, final = { 0 }, list = { 0 };
    int rc = -1;

    tb_buf_addf(&draft, "%s/" TB_LAST_FILE ".new", folder);
    tb_buf_addf(&final, "%s/" TB_LAST_FILE, folder);
    l.there = tb_alloc(dict->table_count, sizeof *l.there);
    l.is_declared = tb_alloc(dict->table_count, sizeof *l.is_declared);
    unlink(draft.p);
    tb_buf_addf(&list, "%s/" TB_BASELINE_LIST, folder);
    unlink(list.p);
    if (tb_last_create(draft.p, dict, &l.db, err) == 0)
        rc = fill_last(&l, last);
    tb_db_close(l.db);
    if (rc == 0)
        rc = tb_file_replace(draft.p, final.p, err);
    if (rc < 0) {
        unlink(draft.p);
        unlink(list.p);
        tb_fail_in(err, "%s", last);
    }
    free_load(&l);
    tb_buf_free(&draft);
    tb_buf_free(&final);
    tb_buf_free(&list);
    return rc;
}

void tb_baseline_free(struct tb_baseline *r)
{
    free(r->notes);
    tb_arena_free(&r->arena);
    *r = (struct tb_baseline){ 0 };
}
