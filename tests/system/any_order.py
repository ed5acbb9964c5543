"""Whatever is done, in whatever order, the campaign agrees with its log.

    any_order.py BUILD                  the walks of every test run
    any_order.py BUILD SEED [STEPS]     one walk; its folder stays if it fails

A walk is a random sequence of commands by random persons on a clock that
moves forward; the campaign is closed at its end.  After every command a model
that is fed from `tianbao log` and the exit statuses alone must agree with
`status --all`, `review list` and the database.  (Two things the log does not
say are taken from the command: a return's --deadline, and --accumulate.)
"""
import collections
import concurrent.futures
import datetime
import hashlib
import json
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import traceback

HERE = os.path.dirname(os.path.abspath(__file__))
EDITION = os.path.join(HERE, "..", "cli", "shared", "edition")
MEMORY = "/dev/shm" if os.path.isdir("/dev/shm") else None  # no fsync waits
# Of a hundred: these come by every refusal, a conflict of merge among them.
SEEDS = [14, 24, 29, 44, 46, 48, 50, 58, 68, 77, 83, 97]
STEPS = 60
AFTER_CLOSE = 8  # more steps, none of which may change anything
VERBS = 12       # that are logged: the walks come by all of them
SHOWN = 8        # steps that are printed when a walk fails

# Properties that do not hold yet, and why.  Each line switches one off: take
# the line away when the tool is mended.
LEFT_OUT = {}

LEVELS = ["department", "lead", "school"]
DEPARTMENTS = {"A": "办公室", "B": "甲系", "C": "乙系"}
STAFF = {  # 工号: department, may review
    "0101": ("A", True), "0102": ("A", False), "0103": ("A", True),
    "0201": ("B", True), "0202": ("B", True), "0203": ("B", False),
    "0301": ("C", True), "0302": ("C", False),
}
TASKS = {  # (table, department): who reviews, leads, collects, approves
    ("1.1", "A"): ("A", "B", "0103", "0101"),
    ("1.2", "B"): ("B", "A", "0202", None), ("1.2", "C"): ("C", "A"),
    ("1.4", "A"): ("A", None), ("1.4", "B"): ("B", None),
    ("1.4", "C"): ("C", None),
}
SOURCES = {"1.2": "1.1"}  # what refers to which source table
KEYS = {"1.1": "部门号", "1.2": "工号"}  # 1.4 has 序号 only
FILES = {
    "organisation.csv": "部门代码,部门名称,简称,别名,分组\nA,办公室,,,\n"
                        "B,甲系,,,各系部\nC,乙系,,,各系部\n",
    "staff.csv": "工号,姓名,部门代码,类别,可审核,采集人\n" + "".join(
        f"{id},测试{id},{d},管理人员,{'是' if may else '否'},是\n"
        for id, (d, may) in STAFF.items()),
    "tasks.csv": "数据表单,填表用户,审核用户,牵头部门,采集人,审核人,备注\n"
                 "1.1部门表,办公室,办公室,甲系,0103,0101,\n"
                 "1.2教师表,各系部,各系部,办公室,0202,,\n"
                 "1.3统计表,自动生成,自动生成,,,,自动生成\n"
                 "1.4荣誉表,办公室、各系部,办公室、各系部,,,,\n",
}


class Wrong(Exception):
    """A property that does not hold."""


switched_off = set()  # of LEFT_OUT, those that were seen to fail


def holds(condition, what, name=None):
    """WHAT is said when CONDITION is false; NAME is its line in LEFT_OUT."""
    if condition:
        return
    if name not in LEFT_OUT:
        raise Wrong(f"{name}: {what}" if name else what)
    switched_off.add(name)


def same(got, want, what):
    holds(got == want, f"{what}: {got!r}, and by the log {want!r}")


# ---- what the log says ----


class Slice:
    def __init__(self, reviewer, lead, collector=None, approver=None):
        self.reviewer, self.lead = reviewer, lead
        self.collector, self.approver = collector, approver
        self.deadline = None
        self.state = "missing"
        self.approvals = {}      # of the present version: who, by level
        self.filed = []          # (rows, start of the hash), by version
        self.has_data = False    # the last version is the present one
        self.is_mixed = False    # and has rows of versions before
        self.filers = set()      # 工号 of who filed a version, any


Event = collections.namedtuple("Event", "at actor verb text")


class Model:
    """The campaign as its events tell it.  An event that ought not to be
    there is wrong."""

    def __init__(self):
        self.slices = {k: Slice(*v) for k, v in TASKS.items()}
        self.is_fresh = False    # a validation is younger than all data,
                                 # and than what is declared not to be
        self.merged = None       # what was merged
        self.closed = False
        self.decisions = []      # (table, department, level, action, person)
        self.files = set()       # sha256
        self.counts = None       # of the last validation

    def take(self, event, facts):
        holds(not self.closed or event.verb == "export",
              f"{event.verb} after the campaign was closed")
        take = getattr(self, "take_" + event.verb, None)
        holds(take, f"{event.verb}: not an event that this test knows")
        take(event, facts)

    def take_init(self, event, facts):
        pass

    def take_close(self, event, facts):
        self.closed = True
        count, _, reason = event.text.partition(" open; ")
        same(int(count), len(self.open_slices()), "open when closed")
        holds(count == "0" or reason, "closed with open slices, no reason")

    def take_assign(self, event, facts):
        day = re.match(r"deadline (\S+): (\S*) (\S*): ", event.text)
        person = re.match(r"(\S+) (\S*) (collector|approver) (\d+): ",
                          event.text)
        if day:
            for s in self.meant(day[2], day[3]):
                s.deadline = day[1]
        elif person:
            self.name_person(person)

    def name_person(self, person):
        table, role, id = person[1], person[3], person[4]
        home, may = STAFF[id]
        holds(may or role == "collector", f"{id} may not review")
        of_role = "reviewer" if role == "approver" else None
        for (no, d), s in self.slices.items():
            if no != table or person[2] not in ("", DEPARTMENTS[d]):
                continue
            if (getattr(s, of_role) if of_role else d) != home:
                continue
            setattr(s, role, id)
            holds(s.collector != s.approver,
                  f"{id} both collects and reviews {no} {d}")

    def meant(self, table, department):
        return [s for (no, d), s in self.slices.items()
                if table in ("", no) and department in ("", DEPARTMENTS[d])]

    def find(self, table, department):
        for (no, d), s in self.slices.items():
            if (no, DEPARTMENTS[d]) == (table, department):
                return s
        raise Wrong(f"the log names {table} {department}: no such slice")

    def take_import(self, event, facts):
        file, *parts = event.text.split("; ")
        late = parts and parts[-1].startswith("late: ") and parts.pop()
        self.files.add(file.split(" ")[0])
        self.is_fresh = False
        holds(parts, "an import of nothing is logged")
        for part in parts:
            table, department, rows, hash = part.split(" ")
            if table == "1.3":
                continue  # typed by a department: nobody's slice
            s = self.find(table, department)
            holds(not s.approvals, f"{table} {department} is approved, and "
                  "something was filed in it")
            self.check_day(s, event, late)
            added = s.has_data and facts.get("accumulates")
            holds(s.state != "submitted" or s.is_mixed and not added
                  or s.filed[-1] != (int(rows), hash),
                  f"{table} {department}: the same rows are a new version")
            s.is_mixed = added
            s.filers |= set(event.actor.split("/")[1:])
            s.filed.append((int(rows), hash))
            s.has_data, s.state = True, "submitted"

    @staticmethod
    def check_day(s, event, late):
        holds(late or not s.deadline or event.at[:10] <= s.deadline,
              f"it was due on {s.deadline}: {event.text}")

    def take_nil(self, event, facts):
        s = self.find(*event.text.split(":")[0].split(" "))
        holds(s.state in ("missing", "returned", "nil"),
              f"nil, but it is {s.state}")
        self.check_day(s, event, "; late: " in event.text)
        self.is_fresh = False
        s.state, s.has_data = "nil", False

    def take_validate(self, event, facts):
        self.is_fresh = True
        self.counts = [int(n) for n in re.findall(r"\d+", event.text)]

    def decision(self, event):
        table, department, rest = event.text.split(" ", 2)
        level, rest = rest.split(" ", 1)
        by = re.match(r"by (\d{4}) ", rest)
        s = self.find(table, department)
        self.decisions.append((table, department, level, event.verb,
                               by and by[1]))
        self.check_person(s, level, by and by[1], event)
        return s, level, by and by[1]

    def check_person(self, s, level, by, event):
        what = f"{by} decides: {event.text}"
        if not by:
            holds(level != "department" or not s.approver
                  or event.text.endswith(("请改正后重新提交",
                                          "恢复审核结果")), what)
            return
        home, may = STAFF[by]
        needed = {"department": s.reviewer, "lead": s.lead}.get(level)
        holds(may and needed in (None, home), what)
        holds(level != "department" or s.approver in (None, by), what)
        holds(by != s.collector and by not in s.filers, what)

    def take_approve(self, event, facts):
        s, level, by = self.decision(event)
        holds(s.has_data and s.state in ["submitted"] + LEVELS[:2],
              f"approved, but it was {s.state}")
        same(level, LEVELS[len(s.approvals)], "the level approved")
        holds(self.is_fresh, "nothing is approved on an older validation")
        holds(not self.awaited(event.text.split(" ")[0]),
              f"approved before its source table: {event.text}")
        holds(not by or by not in s.approvals.values(),
              f"{by} approves at two levels: {event.text}")
        s.approvals[level] = by
        s.state = level

    def awaited(self, table):
        return [s for (no, _), s in self.slices.items()
                if no == SOURCES.get(table) and s.state not in
                ("school", "nil")]

    def take_return(self, event, facts):
        s, _, _ = self.decision(event)
        holds(s.state not in ("missing", "returned"),
              f"returned, but it was {s.state}")
        s.was = None
        if event.text.endswith("请改正后重新提交"):
            s.was = s.state, s.approvals
        s.state, s.approvals = "returned", {}
        if facts.get("deadline"):
            s.deadline = facts["deadline"]
        elif s.deadline and s.deadline < event.at[:10]:
            day = datetime.date.fromisoformat(event.at[:10])
            s.deadline = str(day + datetime.timedelta(2))

    def take_restore(self, event, facts):
        """What a validation returned by itself it gives back as it was."""
        s, level, _ = self.decision(event)
        holds(s.state == "returned" and s.was,
              f"given back, but it was {s.state}")
        s.state, s.approvals = s.was
        same(level, s.state, "the level given back")

    def take_reopen(self, event, facts):
        s, level, _ = self.decision(event)
        holds(s.approvals, f"reopened, but it was {s.state}")
        same(level, [*s.approvals][-1], "the level reopened")
        s.state, s.approvals = "submitted", {}

    def take_explain(self, event, facts):
        pass

    def now(self):
        return [(s.state, s.has_data and len(s.filed))
                for s in self.slices.values()]

    def take_merge(self, event, facts):
        self.merged = self.now()

    def take_export(self, event, facts):
        holds(not event.text.startswith(("csv", "workbook"))
              or self.merged == self.now(),
              "exported what is older than the data")

    def open_slices(self):
        return [s for s in self.slices.values()
                if s.state not in ("school", "nil")]


# ---- what the database says ----


def read_database(path):
    """Every table, as a list of rows."""
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    db.row_factory = sqlite3.Row
    tables = [r[0] for r in db.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1")]
    all = {t: db.execute(f'SELECT * FROM "{t}" ORDER BY 1').fetchall()
           for t in tables}
    same(db.execute("PRAGMA foreign_key_check").fetchall(), [], "dangling")
    db.close()
    return all


def without_log(all):
    """What no refusal and no export may change."""
    return {t: [tuple(r) for r in rows if "log_head" not in tuple(r)]
            for t, rows in all.items() if t != "event"}


def by_key(rows, key):
    found = collections.defaultdict(list)
    for r in rows:
        found[r[key]].append(r)
    return found


class Check:
    """One reading of the database against the model."""

    def __init__(self, model, all):
        self.model, self.all = model, all
        self.home = {r["id"]: r["code"] for r in all["department"]}
        self.states = {r["id"]: r["state"] for r in all["slice"]}
        self.submissions = by_key(all["submission"], "slice")
        self.current = {r["id"]: r for r in all["submission"]
                        if r["current"]}

    def slices(self):
        rows = {(r["table_no"], self.home[r["department"]]): r
                for r in self.all["slice"]}
        same(sorted(rows), sorted(self.model.slices), "slices")
        for key, r in rows.items():
            s = self.model.slices[key]
            for name in ("state", "collector", "approver", "deadline"):
                same(r[name], getattr(s, name), f"{name} of {key}")
            self.versions(key, s, self.submissions[r["id"]])

    def versions(self, key, s, rows):
        rows = sorted(rows, key=lambda r: r["version"])
        same([r["version"] for r in rows],
             list(range(1, len(s.filed) + 1)), f"versions of {key}")
        same([r["version"] for r in rows if r["current"]],
             [len(s.filed)] if s.has_data else [], f"present one of {key}")
        for r, (filed, hash) in zip(rows, s.filed):
            same((r["rows_filed"], r["content_hash"][:12]), (filed, hash),
                 f"rows of {key}, version {r['version']}")
            self.rows(r)

    def rows(self, r):
        id = r["id"]
        rejected = sum(n["kind"] == "row" for n in self.all["cell_note"]
                       if n["submission"] == id)
        same(r["rows_in"], r["rows_filed"] + r["rows_rejected"],
             f"rows in of submission {id}")
        same(rejected, r["rows_rejected"], f"rejected of submission {id}")
        for prefix in "dh":
            stored = [x for x in self.all[f"{prefix}_{r['table_no']}"]
                      if x["_submission"] == id]
            want = (r["rows_filed"] + r["rows_kept"]
                    if (prefix == "d") == bool(r["current"]) else 0)
            same(len(stored), want, f"rows of submission {id} in {prefix}_")

    def decisions(self):
        names = {r["id"]: (r["table_no"],
                           DEPARTMENTS[self.home[r["department"]]])
                 for r in self.all["slice"]}
        same([(*names[r["slice"]], r["level"], r["action"], r["person"])
              for r in self.all["decision"]], self.model.decisions,
             "decisions")

    def findings(self):
        for f in self.all["finding"]:
            holds(f["severity"] > 0 or f["status"] != "explained",
                  f"an error is explained: {f['message']}")

    def files(self, archive):
        same({r["sha256"] for r in self.all["file"]}, self.model.files,
             "files on record")
        same(set(os.listdir(archive)), self.model.files, "archive")

    def open_errors(self, severity):
        return collections.Counter(
            f["submission"] for f in self.all["finding"]
            if f["severity"] == severity and f["status"] in ("new", "still"))

    def with_errors(self):
        """The slices that have open errors."""
        errors = self.open_errors(0)
        return {(r["table_no"], self.home[r["department"]])
                for r in self.all["slice"]
                if any(errors[u["id"]] for u in self.submissions[r["id"]]
                       if u["current"])}

    def validated(self):
        """After a validation: its findings are of what is there, what it
        derived is so, and what is approved has none."""
        counted = collections.Counter(
            f["severity"] for f in self.all["finding"]
            if f["status"] in ("new", "still"))
        same([counted[i] for i in range(3)], self.model.counts,
             "open findings")
        for f in self.all["finding"]:
            holds(f["status"] == "resolved" or not f["submission"]
                  or f["submission"] in self.current,
                  f"a finding in a version that is gone: {f['message']}")
        nobody = {r["id"] for r in self.all["submission"] if not r["file"]}
        self.derived("d_1.2", [r for r in self.all["d_1.3"]
                               if r["_submission"] in nobody])
        self.returned()

    def returned(self):
        """What is approved has no errors; but those of references may last
        until the source tables are approved."""
        is_final = not self.model.awaited("1.2")
        for f in self.all["finding"]:
            if f["severity"] or f["status"] not in ("new", "still"):
                continue
            u = self.current.get(f["submission"])
            s = u and u["slice"] and self.states[u["slice"]]
            holds(s not in LEVELS or not is_final
                  and f["rule"] in ("reference", "mirror"),
                  f"{s}, and has an error: {f['message']}")

    def derived(self, source, rows):
        want = collections.Counter(r["部门号"] for r in self.all[source])
        same({r["部门号"]: r["教师数"] for r in rows}, dict(want),
             f"derived from {source}")

    def merged(self, text):
        """After a merge: exactly what is approved at the last level."""
        approved = {u["id"] for r in self.all["slice"]
                    if r["state"] == "school"
                    for u in self.submissions[r["id"]] if u["current"]}
        total = conflicts = 0
        for table in ("1.1", "1.2", "1.4"):
            rows = [r for r in self.all["d_" + table]
                    if r["_submission"] in approved]
            got = self.all["m_" + table]
            total += len(got)
            if table not in KEYS:
                same(len(got), len(rows), f"merged {table}")
                continue
            groups = by_key(rows, KEYS[table])
            good = {k for k, g in groups.items() if self.agree(g)}
            conflicts += len(groups) - len(good)
            same({r[KEYS[table]] for r in got}, good, f"merged {table}")
            same(len(got), len(good), f"rows merged of {table}")
        found = re.fullmatch(r"(\d+ rows, \d+ conflicts), (\d+) changed, "
                             r"(\d+) errors", text)
        holds(found, f"the merge says '{text}'")
        same(found[1], f"{total} rows, {conflicts} conflicts", "the merge")
        same(found[2], "0", "rows changed behind the program")
        faults = [r for r in self.all["merge_fault"] if r["kind"] == "check"]
        same(len(faults), int(found[3]), "errors that are kept")
        for line in self.all["merged_table"]:
            same(line["rows_in"], line["rows_out"] + line["rows_folded"] +
                 line["rows_conflict"], f"rows of {line['table_no']}")
        same(sum(r["rows_in"] for r in self.all["merged_table"]),
             sum(r["_submission"] in approved for t in ("1.1", "1.2", "1.4")
                 for r in self.all["d_" + t]), "rows that were approved")
        self.derived("m_1.2", self.all["m_1.3"])

    @staticmethod
    def agree(rows):
        return all(len({r[c] for r in rows if r[c] is not None}) < 2
                   for c in rows[0].keys() if not c.startswith("_"))


# ---- a walk ----


class Walk:
    def __init__(self, build, seed, folder):
        self.random = random.Random(seed)
        self.folder = folder
        self.program = os.path.join(os.path.abspath(build), "tianbao")
        self.model = Model()
        self.events = []
        self.history = collections.deque(maxlen=SHOWN)
        self.clock = datetime.datetime(2022, 10, 1, 8)
        self.number = 0
        self.sent = []      # files that were imported before
        self.known = []     # (fingerprint, severity) of the last list
        self.statuses = collections.Counter()
        self.all = None     # the database after the last step

    def write(self, name, text):
        with open(os.path.join(self.folder, name), "w",
                  encoding="utf-8") as f:
            f.write(text)
        return name

    def tianbao(self, *words, by=None):
        verb = words[0]
        command = [self.program, "--as-of",
                   self.clock.isoformat(timespec="seconds")]
        command += ["--by", by] if by else []
        command += [] if verb == "init" else ["-C", "c"]
        try:
            done = subprocess.run(
                command + list(words), cwd=self.folder, timeout=60,
                stdin=subprocess.DEVNULL, capture_output=True,
                env=dict(os.environ, LC_ALL="C.UTF-8", TZ="UTC"))
        except subprocess.TimeoutExpired:
            raise Wrong(f"{verb} does not end")
        return (done.returncode, done.stdout.decode("utf-8-sig"),
                done.stderr.decode("utf-8"))

    def step(self, *words, by=None, expect=None, **facts):
        """One command, and all that must hold after it.  EXPECT: the exit
        statuses that are right for it; else any of the data's own."""
        self.number += 1
        status, out, err = self.tianbao(*words, by=by)
        self.history.append((self.number, self.clock, by, words, status, err))
        self.statuses[status] += 1
        holds(status in (expect or (0, 1, 2, 3, 4, 5, 7)),
              f"it ended with {status}")
        holds(status not in (2, 3, 4, 7) or err, "no word of why")
        holds("Sanitizer" not in err and "runtime error" not in err, err)
        before, seen = self.all, len(self.events)
        self.all = read_database(os.path.join(self.folder, "c/tianbao.db"))
        changed = not before or without_log(before) != without_log(self.all)
        if before and len(self.all["event"]) == len(before["event"]):
            holds(not changed, "it is not logged, and something changed")
        if not before or len(self.all["event"]) > seen:
            self.read_log(facts)
        verbs = [e.verb for e in self.events[seen:]]
        if status in (2, 3, 4):
            verb = words[1] if words[0] == "review" else words[0]
            holds(not verbs and not changed, f"it ended with {status}, and "
                  f"did something: {verbs}",
                  f"a refused {verb} changes nothing")
        if verbs:
            self.check(verbs)
        return status, out

    def read_log(self, facts):
        status, out, _ = self.tianbao("log")
        same(status, 0, "status of log")
        same(len(out.splitlines()), len(self.all["event"]), "events")
        lines = [Event(*re.fullmatch(r"(\S+) (\S+) (\w+): (.*)", line)
                       .groups()) for line in out.splitlines()]
        same(lines[:len(self.events)], self.events, "events before")
        for e in lines[len(self.events):]:
            same(e.at, self.clock.isoformat(), "time of an event")
            self.model.take(e, facts)
        self.events = lines

    def check(self, verbs):
        check = Check(self.model, self.all)
        check.slices()
        check.decisions()
        check.findings()
        check.files(os.path.join(self.folder, "c/archive"))
        if verbs[-1] == "validate":
            check.validated()
        if verbs[-1] == "merge":
            check.merged(self.events[-1].text)
        for e in self.events[-len(verbs):]:
            if e.verb == "approve":
                key = next(k for k in TASKS if e.text.startswith(
                    f"{k[0]} {DEPARTMENTS[k[1]]} "))
                holds(key not in check.with_errors(),
                      f"approved with open errors: {e.text}")
        status, out, _ = self.tianbao("log", "verify")
        same((status, out.split(" ")[0]), (0, str(len(self.events))),
             "log verify")
        self.compare_status(check)

    def compare_status(self, check):
        errors, explains = check.open_errors(0), check.open_errors(1)
        want = []
        for r in sorted(self.all["slice"], key=lambda r: (
                r["table_no"], r["department"])):
            key = r["table_no"], check.home[r["department"]]
            now = [u for u in check.submissions[r["id"]] if u["current"]]
            want.append((
                key[0], DEPARTMENTS[key[1]], self.model.slices[key].state,
                sum(u["rows_filed"] + u["rows_kept"] for u in now),
                sum(errors[u["id"]] for u in now),
                sum(explains[u["id"]] for u in now)))
        _, status, _ = self.tianbao("status", "--all", "--json")
        same([tuple(s[k] for k in ("table", "department", "state", "rows",
                                   "errors", "explains"))
              for s in map(json.loads, status.splitlines())], want, "status")
        _, listed, _ = self.tianbao("review", "list", "--format", "json")
        same([(s["table"], s["department"], s["state"],
               *(s[k] or 0 for k in ("rows", "errors", "explains")))
              for s in map(json.loads, listed.splitlines())], want,
             "review list")

    # ---- what may be done ----

    def chance(self, percent):
        return self.random.randrange(100) < percent

    def pick(self, choices):
        return self.random.choice(list(choices))

    def person(self):
        return self.pick(list(STAFF) + [None] * 4)

    def person_of(self, department):
        """Rather one of DEPARTMENT."""
        home = [id for id, (d, _) in STAFF.items() if d == department]
        return self.pick(home if self.chance(75) else list(STAFF))

    def some_slice(self, *states):
        """A slice; rather one in STATES."""
        fit = [k for k, s in self.model.slices.items() if s.state in states]
        return self.pick(fit if fit and self.chance(70) else
                         self.model.slices)

    def rows_of(self, table, department, clean):
        """Rows as a department fills them; some of them wrong, if not
        CLEAN."""
        r, wrong = self.random, lambda: not clean and self.chance(12)
        if table == "1.1":
            rows = [[f"{i:02}", f"第{i}部", 0 if wrong() else
                     r.randrange(20, 40)] for i in range(1, 5)
                    if not (wrong() or wrong())]
        elif table == "1.2":
            first = 1 if department == "B" else 3
            rows = [[f"{i:04}", f"测试{i}", "不明" if wrong() else
                     self.pick("男女"), "09" if wrong() else
                     f"{r.randrange(1, 5):02}",
                     60000 if self.chance(10) else r.randrange(3, 6) * 1000]
                    for i in range(first, first + r.randrange(2, 6))]
        else:
            rows = [["" if self.chance(20) else i, f"奖{r.randrange(9)}",
                     "2010-02-02" if wrong() else
                     f"2022-0{r.randrange(1, 9)}-01"]
                    for i in range(1, r.randrange(2, 6))]
        if rows and wrong():
            rows.append(list(rows[0]))  # the key again
        if rows and wrong() and table in KEYS:
            rows[0][0] = ""
        return rows

    def file_of(self, table, department, clean=False):
        heads = {"1.1": "部门号,部门名称,人数", "1.4": "序号,名称,获奖日期",
                 "1.2": "工号,姓名,性别,部门号,课酬"}
        rows = self.rows_of(table, department, clean)
        text = "\n".join([heads[table]] + [",".join(map(str, r))
                                           for r in rows])
        name = self.write(f"f{self.number}.{len(self.sent)}.csv", text + "\n")
        self.sent.append((name, table, department))
        return name

    def do_import(self):
        table, department = self.some_slice("missing", "submitted",
                                            "returned")
        files = [self.file_of(table, department)]
        if self.sent and self.chance(20):  # the same as before
            name, table, department = self.pick(self.sent)
            files = [name]
        if self.chance(8):  # and another's
            files.append(self.file_of(*self.some_slice()))
        words = []
        if self.chance(90):
            words += ["-d", DEPARTMENTS[
                self.pick(DEPARTMENTS) if self.chance(8) else department]]
        if self.chance(25):
            words += ["--accumulate"]
        if self.chance(35):
            words += ["--late", "补交"]
        if self.chance(30):
            words += ["--deletions", str(self.random.randrange(5))]
        self.step("import", *words, *files, by=self.person(),
                  accumulates="--accumulate" in words)

    def do_typed(self):
        name = self.write(f"f{self.number}.csv", "部门号,教师数\n" + "".join(
            f"0{i},{self.random.randrange(4)}\n" for i in (1, 2)))
        self.step("import", "-d", DEPARTMENTS[self.pick(DEPARTMENTS)], "-t",
                  "1.3", name, by=self.person())

    def do_nil(self):
        table, department = self.some_slice("missing", "returned")
        department = self.pick(DEPARTMENTS) if self.chance(15) else department
        self.step("import", "nil", table, "-d", DEPARTMENTS[department],
                  "--reason", "本年没有",
                  *(["--late", "才知道"] if self.chance(35) else []),
                  by=self.person())

    def do_validate(self):
        level = self.pick(["error", "error", "explain", "never"])
        status, out = self.step("validate", "-f", "json", "--fail-on", level)
        if self.model.closed:
            return
        rows = [json.loads(line) for line in out.splitlines()]
        self.known = [(r["fingerprint"], r["severity"]) for r in rows]
        bad = {"error": ["error"], "explain": ["error", "explain"],
               "never": []}[level]
        same(status, int(any(r["severity"] in bad and r["status"] in
                             ("new", "still") for r in rows)),
             "status of validate")

    def which(self, words, states):
        """The slices that a decision is on."""
        table, department = self.some_slice(*states)
        if self.chance(60):
            words += ["-d", DEPARTMENTS[department]]
        if self.chance(85) or "-d" not in words:
            words += [table]

    def decide(self, action, states, *words):
        words = list(words)
        if self.chance(30) and action != "reopen":
            words += ["--level", self.pick(LEVELS)]
        if self.chance(60):
            words += ["--by", self.who_knows(states)]
        if action == "approve" and self.chance(20):
            words += ["--all"]
        else:
            self.which(words, states)
        day = words[words.index("--deadline") + 1] if "--deadline" in words \
            else None
        self.step("review", action, *words, deadline=day,
                  by=self.person() if self.chance(30) else None)

    def who_knows(self, states):
        """Rather one who had to do with a slice in STATES."""
        s = self.model.slices[self.some_slice(*states)]
        met = {s.collector, s.approver, *s.filers, *s.approvals.values()}
        met = sorted(id for id in met if id)
        return self.pick(met if met and self.chance(50)
                         else list(STAFF) + ["9999"])

    def do_approve(self):
        self.decide("approve", ["submitted"] + LEVELS[:2],
                    *(["-r", "同意"] if self.chance(50) else []))

    def do_return(self):
        words = ["--reason", "人数不对"] if self.chance(95) else []
        if self.chance(30):
            words += ["--deadline", self.day(0, 5)]
        words += ["--cells", "C2"] if self.chance(20) else []
        self.decide("return", LEVELS + ["nil"], *words)

    def do_reopen(self):
        self.decide("reopen", LEVELS, "--reason", "漏了一行")

    def do_explain(self):
        if not self.known:
            return self.do_validate()
        ids = [id for id, severity in self.known
               if severity != "error" or self.chance(30)]
        ids = ids or [id for id, _ in self.known]
        ids = self.random.sample(ids, min(len(ids), self.pick([1, 1, 3])))
        self.step("review", "explain", "--reason", "情况属实", *ids,
                  by=self.person())

    def day(self, least, most):
        return str(self.clock.date() + datetime.timedelta(
            self.random.randrange(least, most + 1)))

    def do_assign(self):
        table, department = self.some_slice()
        words = ["--reason", "换人"] if self.chance(95) else []
        words += ["--table", table] if self.chance(85) else []
        words += ["-d", DEPARTMENTS[department]] if self.chance(60) else []
        kind = self.random.randrange(10)
        if kind < 5:
            words += ["--deadline", self.day(-1, self.pick([1, 12]))]
        if kind in (5, 6, 9):
            words += ["--collector", self.person_of(department)]
        if kind > 6:
            words += ["--approver",
                      self.person_of(TASKS[table, department][0])]
        self.step("assign", "change", *words)

    def do_merge(self):
        self.step("merge", expect=(4,) if self.model.closed else (0, 1, 5))

    def do_export(self):
        kind = self.pick(["csv", "csv", "workbook", "templates", "summary"])
        right = kind == "templates" or self.model.merged == self.model.now()
        clean = not (self.all["conflict"] or self.all["merge_fault"])
        draft = kind != "templates" and self.chance(30)
        self.step("export", kind, *(["--draft"] if draft else []),
                  expect=(4,) if not right and
                  not (draft and self.model.closed and self.has_merged()) else
                  (0,) if clean or draft or kind == "templates" else (5,))

    def has_merged(self):
        return any(r["key"] == "merged_at" and r["value"]
                   for r in self.all["setting"])

    def do_look(self):
        """Whatever is shown or printed on paper, it changes nothing."""
        table, department = self.some_slice()
        words = self.pick([
            "export permissions", "export responsibility",
            "export review-sheets", "export lineage 1.3.教师数",
            "status --late", "status appraisal", "status --json",
            f"status --department {DEPARTMENTS[department]}",
            f"review show {table} --format json", "review list",
            "validate rules", "assign show --csv", "log"])
        self.step(*words.split())

    def do_close(self):
        """Without a reason: refused, but when nothing is missing (and there
        may be papers that are)."""
        self.step("close", expect=(4,) if self.model.closed or
                  self.model.open_slices() or
                  self.model.merged != self.model.now() or
                  self.all["conflict"] or self.all["merge_fault"] else (0, 4))

    def do_forward(self):
        """The step that leads on, which must be taken as it is meant."""
        m = self.model
        if m.closed:
            return self.do_approve()
        idle = [k for k, s in m.slices.items()
                if s.state in ("missing", "returned")]
        ready = self.ready()
        if idle and self.chance(30 if m.is_fresh else 60):
            table, department = self.pick(idle)
            return self.step(
                "import", "-d", DEPARTMENTS[department], "--deletions", "99",
                *(["--late", "补交"] if self.is_late(table, department)
                  else []), self.file_of(table, department, True),
                by=self.person(), expect=(0,))
        if m.merged != m.now() and self.chance(
                15 * sum(s.state == "school" for s in m.slices.values())):
            return self.do_merge()
        if m.merged == m.now() and self.chance(30):
            return self.do_export()
        if not m.is_fresh or not ready:
            return self.do_validate()
        if self.chance(50):  # the most advanced
            ready.sort(key=lambda k: -len(k[1].approvals))
            del ready[1:]
        (table, department), s = self.pick(ready)
        level = LEVELS[len(s.approvals)]
        may = [id for id in STAFF if self.may_decide(s, level, id)]
        if level != "department" or not s.approver:
            may.append(None)
        if not may:
            return self.do_assign()
        id = self.pick(may)
        self.step("review", "approve", "--level", level, "-d",
                  DEPARTMENTS[department], table,
                  *(["--by", id] if id else []), expect=(0,))

    def is_late(self, table, department):
        day = self.model.slices[table, department].deadline
        return day and day < str(self.clock.date())

    def do_forbidden(self):
        """A step that must be refused."""
        (table, d), s = self.pick(list(self.model.slices.items()))
        slice = ["-d", DEPARTMENTS[d], table]
        others = [o for o in DEPARTMENTS if (table, o) not in TASKS]
        bad = []
        if ((table, d), s) not in self.ready() or not self.model.is_fresh:
            bad.append(["review", "approve", *slice])
        else:
            level = LEVELS[len(s.approvals)]
            bad += [["review", "approve", "--by", id, *slice] for id in STAFF
                    if not self.may_decide(s, level, id)]
            bad += [["review", "approve", "--level", other, *slice]
                    for other in LEVELS if other != level]
        if s.approvals or self.is_late(table, d):
            bad.append(["import", *slice[:2], self.file_of(table, d)])
        if others:
            bad.append(["import", "-d", DEPARTMENTS[self.pick(others)],
                        "--late", "补交", self.file_of(table, d)])
        if s.state in ("missing", "returned"):
            bad.append(["review", "return", "-r", "退", *slice])
        if not s.approvals:
            bad.append(["review", "reopen", "-r", "漏", *slice])
        if s.has_data and s.state != "returned":
            bad.append(["import", "nil", table, *slice[:2]])
        self.step(*self.pick(bad), expect=(4,))

    def ready(self):
        """Slices that can be approved at their next level."""
        bad = Check(self.model, self.all).with_errors()
        return [(k, s) for k, s in self.model.slices.items()
                if s.state in ["submitted"] + LEVELS[:2] and k not in bad
                and not self.model.awaited(k[0])]

    @staticmethod
    def may_decide(s, level, id):
        home, may = STAFF[id]
        needed = {"department": s.reviewer, "lead": s.lead}.get(level)
        return (may and needed in (None, home) and id != s.collector
                and id not in s.filers and id not in s.approvals.values()
                and (level != "department" or s.approver in (None, id)))

    weights = {"forward": 25, "forbidden": 12, "import": 18, "typed": 2,
               "nil": 6, "validate": 5, "approve": 10, "return": 6,
               "reopen": 5, "explain": 6, "assign": 8, "merge": 2,
               "export": 2, "look": 5, "close": 1}

    def any_step(self):
        self.clock += datetime.timedelta(
            minutes=self.random.choice([0, 1, 90, 60 * 10, 60 * 30]))
        name, = self.random.choices(list(self.weights),
                                    list(self.weights.values()))
        if self.number < STEPS / 2 and self.chance(75):
            name = "forward"
        getattr(self, "do_" + name)()

    def begin(self):
        for name, text in FILES.items():
            self.write(name, text)
        self.tianbao("init", "--edition", EDITION, "--year", "2021-2022",
                     "--school", "测试学校", "--levels", ",".join(LEVELS),
                     "--organisation", "organisation.csv", "--staff",
                     "staff.csv", "--identity", "0" * 63 + "1", "c")
        self.step("assign", "tasks.csv", expect=(0,))

    def run(self, steps):
        self.begin()
        while self.number < steps and not self.model.closed:
            self.any_step()
        if self.chance(50):
            self.do_merge()
        if not self.model.closed:
            self.step("close", "--reason", "按期结束", expect=(0,))
        rest, files = without_log(self.all), self.other_files()
        for _ in range(AFTER_CLOSE):
            self.any_step()
            holds(without_log(self.all) == rest, "changed after the close")
            same(self.other_files(), files, "files after the close")

    def other_files(self):
        found = {}
        for place in ("schema", "archive"):
            for name in os.listdir(os.path.join(self.folder, "c", place)):
                with open(os.path.join(self.folder, "c", place, name),
                          "rb") as f:
                    found[name] = hashlib.sha256(f.read()).hexdigest()
        return found

    def tell(self):
        """The last steps, and the end of the log."""
        for number, clock, by, words, status, err in self.history:
            shown = " ".join(words if not by else ("--by", by) + words)
            yield (f"  {number:3} --as-of {clock.isoformat()} {shown}"
                   f"  -> {status}")
            yield from ("        " + line for line in err.splitlines()[:3])
        yield "  the log ends:"
        for e in self.events[-SHOWN:]:
            yield f"        {e.at} {e.actor} {e.verb}: {e.text}"


def walk(build, seed, steps, keep):
    """The walk, and what went wrong with it."""
    folder = tempfile.mkdtemp(prefix=f"any_order.{seed}.", dir=MEMORY)
    w = Walk(build, seed, folder)
    try:
        w.run(steps)
        keep = False
        return w, None
    except Exception as e:
        what = e if isinstance(e, Wrong) else traceback.format_exc()
        return w, "\n".join(
            [f"seed {seed}, step {w.number}: {what}", *w.tell(),
             f"again: any_order.py {build} {seed} {steps}"]
            + [f"its folder: {folder}"] * keep)
    finally:
        if not keep:
            shutil.rmtree(folder)


def main():
    build, *rest = sys.argv[1:]
    seeds = [int(rest[0])] if rest else list(SEEDS)
    if not rest and os.environ.get("SANITIZED"):
        seeds = seeds[:4]  # a process takes many times as long
    steps = int(rest[1]) if len(rest) > 1 else STEPS
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        walks = list(pool.map(
            lambda seed: walk(build, seed, steps, bool(rest)), seeds))
    faults = [fault for _, fault in walks if fault]
    did = collections.Counter(e.verb for w, _ in walks for e in w.events)
    ended = sum((w.statuses for w, _ in walks), collections.Counter())
    print("events:", ", ".join(f"{v} {n}" for v, n in did.most_common()))
    print("exit statuses:", ", ".join(
        f"{s}: {n}" for s, n in sorted(ended.items())))
    for name in sorted(switched_off):
        print(f"does not hold yet: {name} ({LEFT_OUT[name]})")
    if len(seeds) == len(SEEDS) and not faults and len(did) < VERBS:
        faults.append("the walks do not come by everything any more")
    print(*faults, sep="\n", end="\n" * bool(faults))
    print(f"{len(walks) - len(faults)} passed, {len(faults)} failed")
    return len(faults) > 0


sys.exit(main())
