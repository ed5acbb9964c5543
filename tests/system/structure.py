#!/usr/bin/python3
"""The house, measured on a build: rooms, who calls whom, circles.

    structure.py BUILD [--print]

Fails when functions of two source files call each other in a circle, when a
room calls one that comes after it, or when a room holds more than a fifth of
the code.  --print shows the figures: rooms with lines and arrows, functions,
files.
"""
import os
import re
import subprocess
import sys
from collections import defaultdict

ROOMS = ("text sheet view schema store record rules campaign assign send "
         "receive check review publish follow start report cli").split()
LARGEST = 0.20  # of all lines in lib and cli


def objects(build):
    """(room, module, path) of every object that the program is made of."""
    for folder, _, files in os.walk(os.path.join(build, "CMakeFiles")):
        m = re.search(r"tianbao\.dir/cli$|tb_\w+\.dir/lib/(?:store/)?(\w+)$", folder)
        if not m:
            continue
        for name in files:
            if name.endswith(".c.o"):
                yield m[1] or "cli", name[:-4], os.path.join(folder, name)


def symbols(path):
    """The functions that an object defines, and what it wants of others.  Data
    is no call: a table may point to the functions of those who read it."""
    defined, wanted = set(), set()
    out = subprocess.run(["nm", path], capture_output=True, text=True,
                         check=True).stdout
    for line in out.splitlines():
        kind, name = line.split()[-2:]
        if kind == "U":
            wanted.add(name)
        elif kind == "T":
            defined.add(name)
    return defined, wanted


def calls(build):
    owner, wants, room = {}, {}, {}
    for where, module, path in objects(build):
        defined, wanted = symbols(path)
        room[module] = where
        wants[module] = wanted
        for name in defined:
            owner[name] = module
    return room, {m: {owner[n] for n in w if owner.get(n, m) != m}
                  for m, w in wants.items()}


def circles(graph):
    """Tarjan: the sets of modules that reach each other."""
    index, low, stack, found = {}, {}, [], []

    def visit(v):
        index[v] = low[v] = len(index)
        stack.append(v)
        for w in sorted(graph.get(v, ())):
            if w not in index:
                visit(w)
                low[v] = min(low[v], low[w])
            elif w in stack:
                low[v] = min(low[v], index[w])
        if low[v] == index[v]:
            ring = []
            while True:
                ring.append(stack.pop())
                if ring[-1] == v:
                    break
            if len(ring) > 1:
                found.append(sorted(ring))

    sys.setrecursionlimit(10000)
    for v in sorted(graph):
        if v not in index:
            visit(v)
    return found


def lines_of(source):
    count = defaultdict(int)
    for base in ("lib", "cli"):
        for folder, _, files in os.walk(os.path.join(source, base)):
            for name in files:
                if name.endswith((".c", ".h", ".sql")):
                    room = os.path.basename(folder)
                    with open(os.path.join(folder, name)) as f:
                        count[room] += sum(1 for _ in f)
    return count


def main():
    build = sys.argv[1]
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../..")
    room, graph = calls(build)
    lines = lines_of(source)
    whole = sum(lines.values())
    order = {name: i for i, name in enumerate(ROOMS)}
    faults = []
    for name in sorted(set(room.values()) - set(ROOMS)):
        faults.append(f"room {name} has no place in the order of rooms")
    for v in sorted(graph):
        for w in sorted(graph[v]):
            if order.get(room[v], 99) < order.get(room[w], 99):
                faults.append(f"upwards: {room[v]}/{v} calls {room[w]}/{w}")
    for ring in circles(graph):
        faults.append("circle: " + " ".join(ring))
    for name, n in sorted(lines.items(), key=lambda x: -x[1]):
        if n > LARGEST * whole:
            faults.append(f"room {name} holds {100 * n / whole:.0f} % of the "
                          "code")
    if "--print" in sys.argv:
        arrows = defaultdict(set)
        for v in graph:
            for w in graph[v]:
                arrows[room[v]].add(room[w])
        for name in ROOMS:
            to = sorted(arrows[name] - {name}, key=order.get)
            print(f"{name:10} {lines[name]:6} {100 * lines[name] / whole:4.1f} %"
                  f"  {sum(r == name for r in room.values()):3} files -> "
                  + " ".join(to))
        print(f"{'all':10} {whole:6}         {len(room):3} files, "
              f"{sum(len(a - {r}) for r, a in arrows.items())} arrows between "
              "rooms")
    for fault in faults:
        print(fault)
    print(f"{0 if faults else 1} passed, {len(faults)} failed")
    return 1 if faults else 0


sys.exit(main())
