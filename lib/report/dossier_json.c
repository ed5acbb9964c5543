/* dossier_json.c - a dossier for programs: one object a line. */
#include "dossier_view.h"

static void json_add_text(struct tb_dossier_walk *w, const char *name,
                          struct tb_str value)
{
    tb_buf_addf(&w->text, ",\"%s\":\"", name);
    tb_buf_add_json(&w->text, value);
    tb_buf_addc(&w->text, '"');
}

static void json_add_number(struct tb_dossier_walk *w, const char *name,
                            long long value)
{
    tb_buf_addf(&w->text, ",\"%s\":%lld", name, value);
}

static void json_add_flag(struct tb_dossier_walk *w, const char *name,
                          bool value)
{
    tb_buf_addf(&w->text, ",\"%s\":%s", name, value ? "true" : "false");
}

/* Each line says of which slice it is. */
static void json_begin(struct tb_dossier_walk *w, const char *record)
{
    tb_buf_clear(&w->text);
    tb_buf_addf(&w->text, "{\"v\":1,\"record\":\"%s\"", record);
    json_add_text(w, "table_no", w->slice->table->no);
    tb_buf_clear(&w->part);
    tb_slice_show(w->slice, &w->part);
    json_add_text(w, "department", tb_buf_str(&w->part));
    json_add_text(w, "part", w->slice->part);
}

static void json_end(struct tb_dossier_walk *w)
{
    fprintf(w->out, "%s}\n", w->text.p);
}

static void json_nothing(struct tb_dossier_walk *w)
{
    (void)w;
}

static void json_head(struct tb_dossier_walk *w)
{
    const struct tb_slice *s = w->slice;

    json_begin(w, "slice");
    json_add_text(w, "table_name", s->table->name);
    json_add_text(w, "state", tb_str(tb_states[s->state].code));
    json_add_text(w, "reason", s->reason);
    json_add_text(w, "file", s->now.file);
    json_add_text(w, "sheet", s->now.sheet);
    json_add_number(w, "version", s->now.version);
    json_add_number(w, "rows", tb_slice_rows(s));
    json_add_text(w, "submitted_at", s->submitted_at);
    json_add_text(w, "deadline", s->deadline);
    json_add_text(w, "collector", s->collector.id);
    json_add_text(w, "approver", s->approver.id);
    json_add_flag(w, "is_stale", w->is_stale);
    json_end(w);
}

/* ---- changes ---- */

static const char *const kinds[] = {
    [TB_ROW_CHANGED] = "changed",
    [TB_ROW_ADDED] = "added",
    [TB_ROW_GONE] = "gone",
};

static bool json_compare(struct tb_dossier_walk *w)
{
    (void)w;
    return true;
}

static void json_add_value(struct tb_dossier_walk *w, const char *name,
                           const struct tb_field *f, struct tb_str value)
{
    tb_buf_clear(&w->part);
    tb_dossier_add_value(w, f, value, &w->part);
    json_add_text(w, name, tb_buf_str(&w->part));
}

static void json_add_key(struct tb_dossier_walk *w,
                         const struct tb_row_change *c)
{
    const struct tb_str *row = c->kind == TB_ROW_GONE ? c->then : c->now;
    bool first = true;

    tb_buf_adds(&w->text, ",\"key\":{");
    for (size_t i = 0; i < c->table->count; i++) {
        const struct tb_field *f = &c->table->fields[i];
        if (!f->used || !f->is_key)
            continue;
        tb_buf_adds(&w->text, first ? "\"" : ",\"");
        tb_buf_add_json(&w->text, f->name);
        tb_buf_adds(&w->text, "\":\"");
        tb_buf_clear(&w->part);
        tb_dossier_add_value(w, f, row[i], &w->part);
        tb_buf_add_json(&w->text, tb_buf_str(&w->part));
        tb_buf_addc(&w->text, '"');
        first = false;
    }
    tb_buf_addc(&w->text, '}');
}

static void json_change(struct tb_dossier_walk *w,
                        const struct tb_row_change *c)
{
    bool first = true;

    json_begin(w, "change");
    json_add_text(w, "against", tb_str(tb_against_name(w->against)));
    json_add_text(w, "change", tb_str(kinds[c->kind]));
    json_add_number(w, "line", c->line);
    json_add_number(w, "line_then", c->line_then);
    json_add_key(w, c);
    tb_buf_adds(&w->text, ",\"cells\":[");
    for (size_t i = 0; i < c->table->count; i++) {
        const struct tb_field *f = &c->table->fields[i];
        if (!tb_row_change_has(c, i))
            continue;
        tb_buf_adds(&w->text, first ? "{\"field\":\"" : ",{\"field\":\"");
        tb_buf_add_json(&w->text, f->name);
        tb_buf_addc(&w->text, '"');
        json_add_value(w, "then", f, c->then[i]);
        json_add_value(w, "now", f, c->now[i]);
        tb_buf_addc(&w->text, '}');
        first = false;
    }
    tb_buf_addc(&w->text, ']');
    json_end(w);
}

static void json_compare_end(struct tb_dossier_walk *w,
                             const struct tb_row_counts *counts)
{
    const struct tb_changes *x = &w->changes[w->against];

    json_begin(w, "comparison");
    json_add_text(w, "against", tb_str(tb_against_name(w->against)));
    json_add_flag(w, "is_there", x->is_there);
    json_add_flag(w, "is_part", x->is_part);
    json_add_flag(w, "knows_own", x->knows_own);
    json_add_number(w, "version", x->base ? x->base->version : 0);
    json_add_text(w, "at", x->at);
    json_add_text(
        w, "level",
        tb_str(x->level == TB_LEVEL_NONE ? "" : tb_levels[x->level].code));
    for (size_t i = 0; i < TB_LEN(kinds); i++)
        json_add_number(w, kinds[i], counts->by_kind[i]);
    json_add_number(w, "same", counts->same);
    json_add_number(w, "cells", counts->cells);
    json_end(w);
}

/* ---- the rest ---- */

/* The key is one text of several cells: all of it or, when one of them is
 * personal, nothing. */
static struct tb_str json_key_of(const struct tb_dossier_walk *w,
                                 const struct tb_found *f)
{
    const struct tb_table *t = w->slice->table;

    for (size_t i = 0; i < t->count && !w->options->unmask; i++)
        if (t->fields[i].used && t->fields[i].is_key &&
            t->fields[i].personal.n > 0)
            return tb_str("");
    return f->key;
}

static void json_finding(struct tb_dossier_walk *w, const struct tb_found *f)
{
    char cell[TB_PLACE_CELL];

    tb_place_show(&f->place, cell);
    json_begin(w, "finding");
    json_add_text(w, "id", f->fingerprint);
    json_add_text(w, "status", tb_str(tb_standings[f->standing].code));
    json_add_text(w, "severity", tb_str(tb_severities[f->severity].code));
    json_add_text(w, "rule", f->rule);
    json_add_text(w, "aspect", f->aspect);
    json_add_flag(w, "is_of_table", f->submission == 0);
    json_add_text(w, "cell", tb_str(cell));
    json_add_text(w, "file", f->place.is_kept ? f->place.file : tb_str(""));
    json_add_text(w, "field", f->field_name);
    json_add_text(w, "key", json_key_of(w, f));
    json_add_text(w, "who", f->who);
    json_add_value(w, "value", f->field, f->value);
    json_add_text(w, "message", f->message);
    json_add_text(w, "hint", f->hint);
    json_add_text(w, "first_seen", f->first_seen);
    json_add_text(w, "explanation", f->explanation);
    json_add_text(w, "explained_by", tb_who_shown(&f->explained_by));
    json_add_text(w, "explained_at", f->explained_at);
    json_end(w);
}

static void json_add_who(struct tb_dossier_walk *w, const struct tb_who *who)
{
    json_add_text(w, "who", tb_who_shown(who));
    tb_buf_clear(&w->part);
    tb_dossier_add_name(w, who->name, &w->part);
    json_add_text(w, "name", tb_buf_str(&w->part));
}

static void json_decision(struct tb_dossier_walk *w,
                          const struct tb_decision *d)
{
    json_begin(w, "decision");
    json_add_text(w, "at", d->at);
    json_add_text(w, "level", tb_str(tb_levels[d->level].code));
    json_add_text(w, "action", tb_str(tb_actions[d->action].code));
    json_add_who(w, &d->who);
    json_add_number(w, "version", d->version);
    json_add_text(w, "reason", d->reason);
    json_end(w);
}

static void json_version(struct tb_dossier_walk *w,
                         const struct tb_submission *v)
{
    json_begin(w, "version");
    json_add_number(w, "version", v->version);
    json_add_text(w, "at", v->at);
    json_add_who(w, &v->who);
    json_add_text(w, "file", v->file);
    json_add_text(w, "sheet", v->sheet);
    json_add_number(w, "rows", v->filed + v->kept);
    json_add_number(w, "kept", v->kept);
    json_add_number(w, "rejected", v->rejected);
    json_add_text(w, "late", v->late);
    json_add_flag(w, "is_current", v->is_current);
    json_end(w);
}

const struct tb_dossier_view tb_dossier_json = {
    .name = "json",
    .open = json_nothing,
    .close = json_nothing,
    .head = json_head,
    .compare = json_compare,
    .change = json_change,
    .compare_end = json_compare_end,
    .finding = json_finding,
    .findings_end = json_nothing,
    .decision = json_decision,
    .decisions_end = json_nothing,
    .version = json_version,
    .versions_end = json_nothing,
};
