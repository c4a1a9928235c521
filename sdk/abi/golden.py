# SPDX-License-Identifier: MIT
"""A text that is made of something, and the file that has to be equal to it: print, --check, --write."""
import argparse
import difflib
import sys
from pathlib import Path


def main(doc: str, source: str, make, broken, differs: str) -> int:
    """`make(SOURCE)` gives the text and may raise `broken`; `source` says what the argument is, `differs` what a
    difference means. Exit 0, 1 when the file differs, 2 when there is no text."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", help=source)
    parser.add_argument("--check", metavar="FILE", type=Path)
    parser.add_argument("--write", metavar="FILE", type=Path)
    options = parser.parse_args()
    try:
        text = make(options.source)
    except broken as problem:
        print(f"{options.source} cannot be read: {problem}", file=sys.stderr)
        return 2
    if options.write:
        options.write.write_text(text, encoding="utf-8")
        return 0
    if not options.check:
        print(text, end="")
        return 0
    there = options.check.read_text(encoding="utf-8")
    if there == text:
        print(f"{options.check.name} is what {options.source} says ({text.count(chr(10))} lines)")
        return 0
    sys.stdout.writelines(difflib.unified_diff(
        there.splitlines(keepends=True), text.splitlines(keepends=True), str(options.check), options.source))
    print(f"\n{differs}: {sys.argv[0]} {options.source} --write {options.check}")
    return 1
