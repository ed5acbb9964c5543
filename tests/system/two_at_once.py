"""For two_at_once.sh, in its folder: look on while it runs, and afterwards.

    two_at_once.py watch SECONDS
    two_at_once.py check
    two_at_once.py between

`watch` halts one of the running processes for a moment, again and again, as a
loaded machine does, and between reads the database: whatever moment it is,
what stands there must agree.  `check` compares what every process said with
what is on record.  `between` lets one process pass another that rests after
its COMMIT, and looks whether that has done what it says.
"""
import collections
import csv
import glob
import hashlib
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

AWAITED = 15000  # ms that a process waits before it ends with 75
LONGEST = 60000  # ms that any may take
LEVELS = ("department", "lead", "school")

faults = collections.Counter()


def fault(text):
    faults[text] += 1


def connect(campaign="c"):
    return sqlite3.connect(f"file:{campaign}/tianbao.db?mode=ro", uri=True,
                           timeout=30, isolation_level=None)


def column(db, sql):
    return [r[0] for r in db.execute(sql)]


# ---- while it runs ----


def running():
    """The processes of ours that are there now."""
    found = []
    for path in glob.glob("runs/*.pid"):
        if os.path.exists(path[:-3] + "rc"):
            continue
        with open(path) as f:
            pid = f.read().strip()
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as f:
                if os.getcwd().encode() in f.read():
                    found.append(int(pid))
        except OSError:
            pass
    return found


def halt(pids):
    pid = random.choice(pids)
    try:
        os.kill(pid, signal.SIGSTOP)
        time.sleep(random.choice([0.002, 0.01, 0.05]))
        os.kill(pid, signal.SIGCONT)
    except ProcessLookupError:
        pass


def derived(db, prefix, condition=""):
    """Does table 1.3 say what follows from 1.2?"""
    want = db.execute(f'SELECT 部门号, count(*) FROM "{prefix}_1.2" GROUP BY '
                      "1 ORDER BY 1").fetchall()
    got = db.execute(f'SELECT 部门号, 教师数 FROM "{prefix}_1.3" {condition} '
                     "ORDER BY 1").fetchall()
    return want == got


def is_validated(db):
    """Has the last validation seen all data, then it has derived from it."""
    fresh = column(db, "SELECT last_submission = (SELECT max(id) FROM "
                   "submission) FROM validation ORDER BY id DESC LIMIT 1")
    return fresh != [1] or derived(db, "d")


def look(db):
    """One moment."""
    db.execute("BEGIN")
    last = db.execute("SELECT id || ' ' || hash FROM event ORDER BY id DESC "
                      "LIMIT 1").fetchone()[0]
    head, = column(db, "SELECT value FROM setting WHERE key = 'log_head'")
    if head != last:
        fault("the log's end is not the one on record")
    for state, present, decided in db.execute(
            "SELECT s.state, (SELECT count(*) FROM submission u WHERE u.slice "
            "= s.id AND u.current), (SELECT d.action = 'approve' AND "
            "d.submission IN (SELECT id FROM submission WHERE current) FROM "
            "decision d WHERE d.slice = s.id ORDER BY d.id DESC LIMIT 1) FROM "
            "slice s"):
        if present != (state not in ("missing", "nil")) and not (
                state == "returned" and present == 0):
            fault(f"{state}, with {present} present versions")
        if state in LEVELS and decided != 1:
            fault(f"{state}, and the last decision is another")
    for table in ("1.1", "1.2", "1.4"):
        for id, rows in db.execute(
                "SELECT id, rows_filed + rows_kept FROM submission WHERE "
                "current AND table_no = ?", (table,)):
            there, = column(db, f'SELECT count(*) FROM "d_{table}" WHERE '
                            f"_submission = {id}")
            if there != rows:
                fault(f"{rows} rows filed, {there} there")
    if not is_validated(db):
        fault("validated, and what was derived is older than the data")
    merged = column(db, "SELECT value FROM setting WHERE key = 'merged_at'")
    if merged not in ([], [""]) and not derived(db, "m"):
        fault("merged, and what was derived is older than that")
    db.execute("COMMIT")


def watch(seconds):
    db = connect()
    end = time.monotonic() + seconds
    looks = halts = most = 0
    while time.monotonic() < end:
        look(db)
        looks += 1
        pids = running()
        most = max(most, len(pids))
        if pids:
            halt(pids)
            halts += 1
        time.sleep(0.005)
    print(f"{looks} looks, {halts} halts, {most} processes at once")


# ---- afterwards ----


def runs():
    """(label, status, ms, words, out, err) of every process."""
    for path in sorted(glob.glob("runs/*.rc")):
        with open(path, encoding="utf-8") as f:
            status, ms, *words = f.read().split()
        with open(path[:-2] + "out", encoding="utf-8") as f:
            out = f.read()
        with open(path[:-2] + "err", encoding="utf-8") as f:
            err = f.read()
        yield (os.path.basename(path)[:-3], int(status), int(ms), words, out,
               err)


def check_ends():
    statuses = collections.Counter()
    for label, status, ms, words, out, err in runs():
        statuses[status] += 1
        shown = f"{label}: {' '.join(words)}"
        # of three files for one slice two are held
        held = label.startswith("many.") and status == 7
        if (status not in (0, 1, 4, 75) and not held) or "Sanitizer" in err or \
                "runtime error" in err:
            fault(f"{shown} ended with {status}: {err}")
        if status in (4, 75) and not err:
            fault(f"{shown} ended with {status} and no word")
        if status == 75 and ms < AWAITED:
            fault(f"{shown} gave up after {ms} ms: {err}")
        if ms > LONGEST:
            fault(f"{shown} took {ms} ms")
    print("exit statuses:", ", ".join(
        f"{s}: {n}" for s, n in sorted(statuses.items())))
    for loop in ("night", "office", "final", "other", "same", "twice", "nil",
                 "yes", "both", "many"):
        if len(glob.glob(f"runs/{loop}.*.rc")) < 2:
            fault(f"the loop {loop} did next to nothing")


def said():
    """What the processes say they did, as the log would: (verb, what)."""
    for _, status, _, words, out, _ in runs():
        verb = words[0]
        if verb == "import" and words[1] == "nil":
            yield from [("nil", words[2])] * (status == 0)
        elif verb == "import":
            for name, sheet in re.findall(
                    r"^(\S+\.csv) .*\n(?: .*\n)*?  已收 +\S+ \((\S+?)\)",
                    out, re.M):
                yield "import", (digest(name_of(words, name)), sheet)
        elif verb == "review":
            done = {"通过": "approve", "退回": "return", "解锁": "reopen"}
            for word, table, department in re.findall(
                    r"^(\w+) (\S+) \S+ \((\S+)\)$", out, re.M):
                yield done[word], (table, department)
        elif verb in ("validate", "merge", "export"):
            yield from [(verb, "")] * (status in (0, 1))


def name_of(words, name):
    return next(w for w in words if os.path.basename(w) == name)


def digest(path):
    with open(path, "rb") as f:
        return hashlib.sha256(f.read()).hexdigest()


def logged(db):
    """The same of the log, since the loops began."""
    begun, = column(db, "SELECT max(id) FROM event WHERE verb = 'approve' AND "
                    "text LIKE '1.1 %'")
    for verb, text in db.execute("SELECT verb, text FROM event WHERE id > ?",
                                 (begun,)):
        if verb == "import":
            file, *parts = text.split("; ")
            for part in parts:
                yield verb, (file.split()[0], part.split()[1])
        elif verb == "nil":
            yield verb, text.split()[0]
        elif verb in ("approve", "return", "reopen"):
            yield verb, tuple(text.split()[:2])
        else:
            yield verb, ""


def check_said(db):
    on_record, claimed = (collections.Counter(x) for x in (logged(db),
                                                           said()))
    for what, n in (claimed - on_record).items():
        fault(f"said and not logged: {what} {n} times")
    for what, n in (on_record - claimed).items():
        fault(f"logged and not said: {what} {n} times")
    print("events:", ", ".join(f"{v} {n}" for v, n in collections.Counter(
        e[0] for e in logged(db)).most_common()))


# What an event needs the slice to be, and what it makes of it.
STEPS = {
    "import": (("missing", "submitted", "returned", "nil"), "submitted"),
    "nil": (("missing", "returned", "nil"), "nil"),
    "approve": (("submitted",), "approved"),
    "return": (("submitted", "approved", "nil"), "returned"),
    "reopen": (("approved",), "submitted"),
}


def check_order(db):
    """Each step in its turn: none was taken on what had just changed."""
    states = collections.defaultdict(lambda: "missing")
    for verb, text in db.execute("SELECT verb, text FROM event ORDER BY id"):
        if verb not in STEPS:
            continue
        from_, to = STEPS[verb]
        for part in text.split("; ")[verb == "import":]:
            slice = tuple(part.split(":")[0].split()[:2])
            if states[slice] not in from_:
                fault(f"{verb} of {slice}, which was {states[slice]}")
            states[slice] = to


def check_files(db):
    names = set(os.listdir("c/archive"))
    if names != set(column(db, "SELECT sha256 FROM file")):
        fault("the archive is not what is on record")
    for name in names:
        if digest(f"c/archive/{name}") != name:
            fault(f"{name} in the archive is another file")


def check_rows(db):
    """Every version that was filed, with its file's rows."""
    for table, at, name in (("1.2", 4, "CAST(课酬 AS INTEGER) || ''"),
                            ("1.4", 1, "名称")):
        for id, sha, present in db.execute(
                "SELECT id, file, current FROM submission WHERE table_no = ? "
                "AND file IS NOT NULL", (table,)):
            with open(f"c/archive/{sha}", encoding="utf-8") as f:
                want = [r[at] for r in csv.reader(f)][1:]
            got = column(db, f'SELECT {name} FROM '
                         f'"{"d" if present else "h"}_{table}" WHERE '
                         f"_submission = {id} ORDER BY _line")
            if got != want:
                fault(f"version {id} has {got}, its file {want}")
    for slice, versions, last, present in db.execute(
            "SELECT slice, count(*), max(version), sum(version * current) "
            "FROM submission WHERE slice IS NOT NULL GROUP BY 1"):
        if versions != last or present not in (0, last):
            fault(f"slice {slice}: {versions} versions, the last {last}, "
                  f"present {present}")


def check():
    check_ends()
    db = connect()
    check_said(db)
    check_order(db)
    check_files(db)
    check_rows(db)
    if column(db, "PRAGMA integrity_check") != ["ok"]:
        fault("the database is damaged")
    if column(db, "PRAGMA foreign_key_check"):
        fault("references lead nowhere")


# ---- one rests, the other passes ----


def tianbao(*words, **env):
    return subprocess.Popen(["tianbao", "-C", "resting", *words],
                            stdout=subprocess.DEVNULL,
                            stderr=subprocess.DEVNULL,
                            env=dict(os.environ, **env))


def pass_by(resting, other):
    """Run RESTING and, while it rests after its first commit, OTHER.  The
    database and the exit status of RESTING."""
    shutil.rmtree("resting", ignore_errors=True)
    shutil.copytree("quiet", "resting")
    db = connect("resting")
    before = column(db, "PRAGMA data_version")
    first = tianbao(*resting, LD_PRELOAD=os.environ["PAUSE"], PAUSE_MS="500")
    while (first.poll() is None
           and column(db, "PRAGMA data_version") == before):
        time.sleep(0.001)
    second = tianbao(*other)
    second.wait(60)
    return db, first.wait(60)


def between():
    db, status = pass_by(["validate"], ["import", "-d", "系1", "quiet.csv"])
    if not is_validated(db):
        fault("validated, but what was derived is older than the data")
    db, status = pass_by(["merge"], ["close", "--reason", "完"])
    merges, = column(db, "SELECT count(*) FROM event WHERE verb = 'merge'")
    if status != (0 if merges else 4):
        fault("merge was refused, and has merged")


def main():
    if sys.argv[1] == "watch":
        watch(float(sys.argv[2]))
    elif sys.argv[1] == "check":
        check()
    else:
        between()
    for text, n in faults.items():
        print(f"{text} ({n} times)" if n > 1 else text)
    return len(faults) > 0


sys.exit(main())
