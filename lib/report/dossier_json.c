/* dossier_json.c - a dossier for programs: one object a line. */
#include "dossier_view.h"

static void add_text(struct tb_dossier_walk *w, const char *name,
                     struct tb_str value)
{
    tb_buf_addf(&w->text, ",\"%s\":\"", name);
    tb_buf_add_json(&w->text, value);
    tb_buf_addc(&w->text, '"');
}

static void add_number(struct tb_dossier_walk *w, const char *name,
                       long long value)
{
    tb_buf_addf(&w->text, ",\"%s\":%lld", name, value);
}

static void add_flag(struct tb_dossier_walk *w, const char *name, bool value)
{
    tb_buf_addf(&w->text, ",\"%s\":%s", name, value ? "true" : "false");
}

/* Each line says of which slice it is. */
static void begin(struct tb_dossier_walk *w, const char *record)
{
    tb_buf_clear(&w->text);
    tb_buf_addf(&w->text, "{\"v\":1,\"record\":\"%s\"", record);
    add_text(w, "table_no", w->slice->table->no);
    tb_buf_clear(&w->part);
    tb_slice_show(w->slice, &w->part);
    add_text(w, "department", tb_buf_str(&w->part));
    add_text(w, "part", w->slice->part);
}

static void end(struct tb_dossier_walk *w)
{
    fprintf(w->out, "%s}\n", w->text.p);
}

static void nothing(struct tb_dossier_walk *w)
{
    (void)w;
}

static void head(struct tb_dossier_walk *w)
{
    const struct tb_slice *s = w->slice;

    begin(w, "slice");
    add_text(w, "table_name", s->table->name);
    add_text(w, "state", tb_str(tb_states[s->state].code));
    add_text(w, "reason", s->reason);
    add_text(w, "file", s->now.file);
    add_text(w, "sheet", s->now.sheet);
    add_number(w, "version", s->now.version);
    add_number(w, "rows", tb_slice_rows(s));
    add_text(w, "submitted_at", s->submitted_at);
    add_text(w, "deadline", s->deadline);
    add_text(w, "collector", s->collector.id);
    add_text(w, "approver", s->approver.id);
    add_flag(w, "is_stale", w->is_stale);
    end(w);
}

/* ---- changes ---- */

static const char *const kinds[] = {
    [TB_ROW_CHANGED] = "changed",
    [TB_ROW_ADDED] = "added",
    [TB_ROW_GONE] = "gone",
};

static bool compare(struct tb_dossier_walk *w)
{
    (void)w;
    return true;
}

static void add_value(struct tb_dossier_walk *w, const char *name,
                      const struct tb_field *f, struct tb_str value)
{
    tb_buf_clear(&w->part);
    tb_dossier_add_value(w, f, value, &w->part);
    add_text(w, name, tb_buf_str(&w->part));
}

static void add_key(struct tb_dossier_walk *w, const struct tb_row_change *c)
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

static void change(struct tb_dossier_walk *w, const struct tb_row_change *c)
{
    bool first = true;

    begin(w, "change");
    add_text(w, "against", tb_str(tb_against_name(w->against)));
    add_text(w, "change", tb_str(kinds[c->kind]));
    add_number(w, "line", c->line);
    add_number(w, "line_then", c->line_then);
    add_key(w, c);
    tb_buf_adds(&w->text, ",\"cells\":[");
    for (size_t i = 0; i < c->table->count; i++) {
        const struct tb_field *f = &c->table->fields[i];
        if (!tb_row_change_has(c, i))
            continue;
        tb_buf_adds(&w->text, first ? "{\"field\":\"" : ",{\"field\":\"");
        tb_buf_add_json(&w->text, f->name);
        tb_buf_addc(&w->text, '"');
        add_value(w, "then", f, c->then[i]);
        add_value(w, "now", f, c->now[i]);
        tb_buf_addc(&w->text, '}');
        first = false;
    }
    tb_buf_addc(&w->text, ']');
    end(w);
}

static void compare_end(struct tb_dossier_walk *w,
                        const struct tb_row_counts *counts)
{
    const struct tb_changes *x = &w->changes[w->against];

    begin(w, "comparison");
    add_text(w, "against", tb_str(tb_against_name(w->against)));
    add_flag(w, "is_there", x->is_there);
    add_flag(w, "is_part", x->is_part);
    add_flag(w, "knows_own", x->knows_own);
    add_number(w, "version", x->base ? x->base->version : 0);
    add_text(w, "at", x->at);
    add_text(w, "level",
             tb_str(x->level == TB_LEVEL_NONE ? "" : tb_levels[x->level].code));
    for (size_t i = 0; i < TB_LEN(kinds); i++)
        add_number(w, kinds[i], counts->by_kind[i]);
    add_number(w, "same", counts->same);
    add_number(w, "cells", counts->cells);
    end(w);
}

/* ---- the rest ---- */

/* The key is one text of several cells: all of it or, when one of them is
 * personal, nothing. */
static struct tb_str key_of(const struct tb_dossier_walk *w,
                            const struct tb_found *f)
{
    const struct tb_table *t = w->slice->table;

    for (size_t i = 0; i < t->count && !w->options->unmask; i++)
        if (t->fields[i].used && t->fields[i].is_key &&
            t->fields[i].personal.n > 0)
            return tb_str("");
    return f->key;
}

static void finding(struct tb_dossier_walk *w, const struct tb_found *f)
{
    char cell[TB_PLACE_CELL];

    tb_place_show(&f->place, cell);
    begin(w, "finding");
    add_text(w, "id", f->fingerprint);
    add_text(w, "status", tb_str(tb_standings[f->standing].code));
    add_text(w, "severity", tb_str(tb_severities[f->severity].code));
    add_text(w, "rule", f->rule);
    add_text(w, "aspect", f->aspect);
    add_flag(w, "is_of_table", f->submission == 0);
    add_text(w, "cell", tb_str(cell));
    add_text(w, "file", f->place.is_kept ? f->place.file : tb_str(""));
    add_text(w, "field", f->field_name);
    add_text(w, "key", key_of(w, f));
    add_value(w, "value", f->field, f->value);
    add_text(w, "message", f->message);
    add_text(w, "hint", f->hint);
    add_text(w, "first_seen", f->first_seen);
    add_text(w, "explanation", f->explanation);
    add_text(w, "explained_by", tb_who_shown(&f->explained_by));
    add_text(w, "explained_at", f->explained_at);
    end(w);
}

static void add_who(struct tb_dossier_walk *w, const struct tb_who *who)
{
    add_text(w, "who", tb_who_shown(who));
    tb_buf_clear(&w->part);
    tb_dossier_add_name(w, who->name, &w->part);
    add_text(w, "name", tb_buf_str(&w->part));
}

static void decision(struct tb_dossier_walk *w, const struct tb_decision *d)
{
    begin(w, "decision");
    add_text(w, "at", d->at);
    add_text(w, "level", tb_str(tb_levels[d->level].code));
    add_text(w, "action", tb_str(tb_actions[d->action].code));
    add_who(w, &d->who);
    add_number(w, "version", d->version);
    add_text(w, "reason", d->reason);
    end(w);
}

static void version(struct tb_dossier_walk *w, const struct tb_submission *v)
{
    begin(w, "version");
    add_number(w, "version", v->version);
    add_text(w, "at", v->at);
    add_who(w, &v->who);
    add_text(w, "file", v->file);
    add_text(w, "sheet", v->sheet);
    add_number(w, "rows", v->filed + v->kept);
    add_number(w, "kept", v->kept);
    add_number(w, "rejected", v->rejected);
    add_text(w, "late", v->late);
    add_flag(w, "is_current", v->is_current);
    end(w);
}

const struct tb_dossier_view tb_dossier_json = {
    .name = "json",
    .open = nothing,
    .close = nothing,
    .head = head,
    .compare = compare,
    .change = change,
    .compare_end = compare_end,
    .finding = finding,
    .findings_end = nothing,
    .decision = decision,
    .decisions_end = nothing,
    .version = version,
    .versions_end = nothing,
};
