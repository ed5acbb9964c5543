#!/usr/bin/python3
"""What the C sources below some folders say, as lines FILE:LINE:TEXT.

    c_text.py code FOLDER...     without comments and what literals contain
    c_text.py strings FOLDER...  string literals only, adjacent ones as one
"""
import pathlib
import re
import sys

TOKEN = re.compile(
    r"""(?P<comment>/\*.*?\*/|//(?:\\\n|[^\n])*)
    |(?P<include>^[ \t]*\#[ \t]*include[ \t]*(?:<[^>\n]*>|"[^"\n]*"))
    |(?P<string>"(?:\\.|[^"\\\n])*")
    |(?P<char>'(?:\\.|[^'\\\n])+')""",
    re.DOTALL | re.MULTILINE | re.VERBOSE)
ESCAPE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]+)|(.))", re.DOTALL)
BETWEEN = re.compile(r"(?:\s|\\\n)*(?:L|u8?|U)?")  # adjacent literals


def unescape(m):
    octal, hexadecimal, one = m.groups()
    if one is None:
        return chr((int(octal, 8) if octal else int(hexadecimal, 16)) & 0xFF)
    return {"n": " ", "t": " ", "v": " ", "f": " ", "r": " ",
            "\n": ""}.get(one, one)


def blank(m):
    kind, text = m.lastgroup, m[0]
    if kind == "include":
        return text
    ends = text[0] * 2 if kind in ("string", "char") else " "
    return ends + "\n" * text.count("\n")


def code(text):
    lines = TOKEN.sub(blank, text).split("\n")
    return [(i, line) for i, line in enumerate(lines, 1) if line.strip()]


def strings(text):
    said = []
    end = None  # of the literal before, if nothing but blanks followed yet
    for m in TOKEN.finditer(text):
        adjacent = end is not None and BETWEEN.fullmatch(text, end, m.start())
        if m.lastgroup == "comment" and adjacent:
            end = m.end()
            continue
        end = None
        if m.lastgroup != "string":
            continue
        one = ESCAPE.sub(unescape, m[0][1:-1])
        if adjacent:
            said[-1][1] += one
        else:
            said.append([text.count("\n", 0, m.start()) + 1, one])
        end = m.end()
    return [(i, " ".join(one.split())) for i, one in said]


def main():
    kind, *folders = sys.argv[1:]
    paths = [p for f in folders for p in sorted(pathlib.Path(f).rglob("*.[ch]"))]
    if not paths:
        sys.exit("c_text.py: no sources below " + " ".join(folders))
    read = {"code": code, "strings": strings}[kind]
    for path in paths:
        for i, line in read(path.read_text(encoding="utf-8")):
            print(f"{path}:{i}:{line}")


main()
