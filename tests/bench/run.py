"""Measure tianbao against its peers and print the table.

    python3 tests/bench/run.py BUILD [ROUNDS]

CPU seconds (user and system) of whole processes, interleaved, medians; the
claims are the ratios.  Nothing here fails for being slow.
"""
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import zipfile

BUILD = os.path.abspath(sys.argv[1])
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 3
HERE = os.path.dirname(os.path.abspath(__file__))
EDITION = os.path.join(HERE, "..", "..", "schemas", "2022")
PYTHON = "/usr/bin/python3"


def bench(name):
    return os.path.join(BUILD, "tests", "bench", "bench_" + name)


def run(*command):
    """CPU seconds and peak MiB of one process, its last line."""
    with tempfile.TemporaryFile() as out:
        child = subprocess.Popen(command, stdout=out)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        lines = out.read().decode("utf-8", "replace").splitlines()
    if child.returncode not in (0, 1):
        sys.exit(f"{command[0]} ended with status {child.returncode}")
    return (usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024,
            lines[-1] if lines else "")


def interleaved(tasks):
    """Median CPU, largest peak of each task over the rounds, A B A B ..."""
    seen = {name: [] for name, _ in tasks}
    for _ in range(ROUNDS):
        for name, task in tasks:
            seen[name].append(task())
    return {name: (statistics.median(r[0] for r in results),
                   max(r[1] for r in results), results[-1][2])
            for name, results in seen.items()}


def line(what, result, base=None):
    cpu, peak, said = result
    ratio = f"{base / cpu:6.1f}x" if base else "      -"
    print(f"{what:38} {cpu:8.2f} {ratio} {peak:8.0f}  {said}")


def sheet_xml(rows, columns, shared):
    """A sheet of unique texts and numbers, for the memory table."""
    yield ('<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://'
           'schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>')
    n = 0
    for r in range(1, rows + 1):
        cells = []
        for c in range(columns):
            ref = chr(65 + c) + str(r)
            if c % 5:
                cells.append(f'<c r="{ref}"><v>{r * c}</v></c>')
            elif shared:
                cells.append(f'<c r="{ref}" t="s"><v>{n}</v></c>')
                n += 1
            else:
                cells.append(f'<c r="{ref}" t="inlineStr"><is><t>text {r} {c}'
                             f'</t></is></c>')
        yield f'<row r="{r}">{"".join(cells)}</row>'
    yield "</sheetData></worksheet>"


def strings_xml(rows, columns):
    yield ('<?xml version="1.0" encoding="UTF-8"?><sst xmlns="http://schemas.'
           'openxmlformats.org/spreadsheetml/2006/main">')
    for r in range(1, rows + 1):
        yield "".join(f"<si><t>text {r} {c}</t></si>"
                      for c in range(0, columns, 5))
    yield "</sst>"


def big_workbook(path, rows, columns, shared):
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        def put(name, pieces):
            with z.open(name, "w", force_zip64=False) as f:
                for piece in pieces:
                    f.write(piece.encode())
        put("_rels/.rels", [f'<Relationships xmlns="{package}"><Relationship '
                            f'Id="r1" Type="{rel}/officeDocument" '
                            'Target="xl/workbook.xml"/></Relationships>'])
        put("xl/_rels/workbook.xml.rels", [
            f'<Relationships xmlns="{package}"><Relationship Id="r1" '
            f'Type="{rel}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="r2" Type="{rel}/sharedStrings" '
            'Target="sharedStrings.xml"/></Relationships>'])
        put("xl/workbook.xml", [
            '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/'
            f'2006/main" xmlns:r="{rel}"><sheets><sheet name="S" sheetId="1" '
            'r:id="r1"/></sheets></workbook>'])
        if shared:
            put("xl/sharedStrings.xml", strings_xml(rows, columns))
        else:
            put("xl/sharedStrings.xml", ["<sst/>"])
        put("xl/worksheets/sheet1.xml", sheet_xml(rows, columns, shared))


def files_in(folder):
    return [os.path.join(folder, n) for n in sorted(os.listdir(folder))]


def school(work):
    """The whole job on a real college's size."""
    tianbao = os.path.join(BUILD, "tianbao")
    college = os.path.join(work, "college")
    run(bench("college"), college, EDITION)
    filled = files_in(os.path.join(college, "filled"))
    fresh = os.path.join(college, "campaign")

    def whole():
        campaign = os.path.join(work, "campaign")
        shutil.rmtree(campaign, ignore_errors=True)
        shutil.copytree(fresh, campaign)
        a = run(tianbao, "-C", campaign, "-q", "import", *filled)
        b = run(tianbao, "-C", campaign, "validate", "-n", "1")
        return a[0] + b[0], max(a[1], b[1]), b[2]

    result = interleaved([
        ("inflate", lambda: run(bench("inflate_all"), *filled)),
        ("read", lambda: run(bench("read_all"), *filled)),
        ("openpyxl", lambda: run(PYTHON, HERE + "/openpyxl_read.py",
                                 *filled)),
        ("whole", whole),
        ("script", lambda: run(PYTHON, HERE + "/openpyxl_check.py", EDITION,
                               *filled)),
    ])
    base = result["openpyxl"][0]
    print(f"college: {len(filled)} workbooks; medians of {ROUNDS} interleaved "
          "rounds")
    print(f"{'':38} {'CPU s':>8} {'ratio':>7} {'peak MiB':>8}")
    line("read: openpyxl, read-only", result["openpyxl"], base)
    line("read: tianbao", result["read"], base)
    line("read: inflate only (zlib)", result["inflate"])
    print(f"  tianbao / inflate only: "
          f"{result['read'][0] / result['inflate'][0]:.1f} (floor <= 11); "
          f"openpyxl / tianbao: {base / result['read'][0]:.1f} (floor >= 8)")
    base = result["script"][0]
    line("import + validate: openpyxl script", result["script"], base)
    line("import + validate: tianbao", result["whole"], base)
    print(f"  openpyxl script / tianbao: {base / result['whole'][0]:.1f} "
          "(floor >= 6)")


def memory(work):
    """Peak memory against the number of rows."""
    print(f"\n{'read, 20 columns':38} {'CPU s':>8} {'':>7} {'peak MiB':>8}")
    for shared in (False, True):
        for rows in (10000, 100000, 1000000):
            path = os.path.join(work, "big.xlsx")
            big_workbook(path, rows, 20, shared)
            kind = "shared" if shared else "inline"
            line(f"{rows:>9,} rows, {kind} strings",
                 run(bench("read_all"), path))
            os.unlink(path)


with tempfile.TemporaryDirectory() as work:
    school(work)
    memory(work)
