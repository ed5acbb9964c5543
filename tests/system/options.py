#!/usr/bin/python3
"""No option is taken and does nothing.

    options.py PROGRAM SOURCE

For every verb and sub-verb and every option of any other: it is refused
(status 2), and the error names whose it is.  For every one of its own: the
program reads what it sets, and its section of the manual describes it, with
the same letter and argument; and describes no other.  Its forms are among
those of the page's SYNOPSIS.
"""
import os
import re
import subprocess
import sys

program, source = os.path.abspath(sys.argv[1]), sys.argv[2]
man, cli = os.path.join(source, "man"), os.path.join(source, "cli")
environment = {**os.environ, "LC_ALL": "C.UTF-8"}
environment.pop("LANGUAGE", None)
passed = failed = 0


def check(ok, what):
    global passed, failed
    passed += bool(ok)
    failed += not ok
    if not ok:
        print(what)


def run(*words):
    done = subprocess.run([program, *words], capture_output=True, text=True,
                          env=environment, stdin=subprocess.DEVNULL,
                          check=False)
    return done.returncode, done.stdout, done.stderr


class Verb:
    """What its help says."""

    def __init__(self, *words):
        self.words, self.name = words, " ".join(words)
        _, text, _ = run(*words, "-h")
        usage = re.match(r"usage: (.*(?:\n +\S.*)*)", text)[1]
        self.forms = re.sub(r"\s+", " ", usage)
        self.options = {  # name: (letter, argument)
            name: (letter, argument or "") for letter, name, argument in
            re.findall(r"^  (?:-(.), |    )--([\w-]+)(?: ([A-Z]+))? ", text,
                       re.M)}
        self.subs = [Verb(*words, sub) for sub in
                     re.findall(r"^  ([a-z][\w-]*) ", text, re.M)
                     if words]


def read(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


def section(page, title):
    """Of the page; "" is what stands before its first sub-section."""
    parts = re.split(r"^\.S([hs]) (.*)\n", page, flags=re.M)
    parts = list(zip(parts[1::3], parts[2::3], parts[3::3]))
    for kind, name, text in parts:
        if kind == "s" and name == title or not title and name == "DESCRIPTION":
            return text
    return None


def described(text):
    """Of a section's list of options: name: (letter, argument)."""
    found = {}
    for item in re.findall(r"^\.It (Fl .*)", text, re.M):
        for letter, name, argument in re.findall(
                r"(?:Fl (\w)(?: Ar \S+)? , )?Fl -([\w-]+)(?: Ar (\w+))?",
                item):
            found[name] = letter, argument
    return found


def same_as_manual(verb):
    page = read(os.path.join(man, f"tianbao-{verb.words[0]}.1"))
    text = section(page, verb.name if len(verb.words) > 1 else "")
    check(text is not None, f"{verb.name}: no section")
    check(described(text or "") == verb.options,
          f"{verb.name}: its section has {described(text or '')}, "
          f"its help {verb.options}")
    synopsis = re.search(r"^\.Sh SYNOPSIS\n\.Bd.*\n((?s:.*?))\.Ed", page,
                         re.M)[1]
    check(verb.forms in re.sub(r"\s+", " ", synopsis),
          f"{verb.name}: not in the SYNOPSIS: {verb.forms}")


def refuses(verb, verbs):
    """What others have."""
    for name in {name for v in verbs for name in v.options}:
        if any(own.startswith(name) for own in verb.options):
            continue  # or short for one
        owners = [v.name for v in verbs if name in v.options]
        status, _, said = run(*verb.words, f"--{name}", "1")
        if re.search(rf"^tianbao: '.* --{name}' is now", said, re.M):
            continue
        check(status == 2 and f"'--{name}' belongs to" in said and
              any(f"'tianbao {owner}'" in said for owner in owners),
              f"{verb.name} --{name}: {status}: {said}")


def are_read():
    """Is every member that an option sets read in a function that has the
    options as its own?"""
    for path in sorted(os.listdir(cli)):
        text = read(os.path.join(cli, path))
        functions = re.findall(r"^\w[^;{}]*\)\n\{\n(?s:.*?)^\}", text, re.M)
        rows = re.findall(
            r"CLI_(?:FLAG|TEXT|NUMBER)\(\s*[^,]+, (\"[\w-]+\"), struct (\w+),"
            r"\s*(\w+)", text)
        for option, struct, member in rows:
            if struct == "cli":
                continue
            check(any(re.search(rf"struct {struct} \*o\b", f) and
                      re.search(rf"\bo->{member}\b", f) for f in functions),
                  f"{path}: {option} sets {struct}.{member}, which is not read")
        for member in re.findall(r"type,\s*wishes\.(\w+),", text):
            body = read(os.path.join(cli, "verb_assign_change.c"))
            check(f"w->{member}" in body, f"{path}: {member} is not read")


everyone = Verb()
verbs = [Verb(name) for name in re.findall(r"^(\w+) ", run("help")[1], re.M)]
verbs = [v for verb in verbs for v in (verb, *verb.subs)]
for page, title in (("tianbao.1", "Options of every verb"),
                    ("zh_CN/tianbao.1", "各命令共有的选项")):
    check(described(section(read(os.path.join(man, page)), title)) ==
          everyone.options, f"{page}: not the options of every verb")
for one in verbs:
    same_as_manual(one)
    refuses(one, verbs)
are_read()
pairs = sum(len(v.options) for v in verbs)
print(f"{len(verbs)} verbs and sub-verbs, {pairs} options taken")
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0 or len(verbs) < 30)
