#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Interface ids follow the grammar baton.name/revision, are unique, and their macros are named after them.

    id_lint.py INCLUDE_DIR
"""
import re
import sys
from pathlib import Path

DEFINE = re.compile(r'^\s*#\s*define\s+(\w+)\s+"([^"]*)"', re.MULTILINE)
GRAMMAR = re.compile(r"baton\.([a-z][a-z0-9]*(?:-[a-z0-9]+)*)/([1-9][0-9]*)")
NOT_IDS = {"BATON_ENTRY_SYMBOL"}  # a symbol's name


def problems_of(macro, value, owner):
    match = GRAMMAR.fullmatch(value)
    if match is None:
        yield f'"{value}" is not of the form baton.name/revision'
    else:
        expected = "BATON_" + match.group(1).upper().replace("-", "_")
        if match.group(2) != "1":
            expected += "_" + match.group(2)
        if macro != expected:
            yield f'"{value}" must be called {expected}'
    if value in owner:
        yield f'"{value}" is already the id of {owner[value]}'


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    owner = {}
    findings = []
    for header in sorted(Path(sys.argv[1]).rglob("*.h")):
        text = header.read_text(encoding="utf-8")
        for match in DEFINE.finditer(text):
            macro, value = match.groups()
            if macro in NOT_IDS:
                continue
            line = text.count("\n", 0, match.start()) + 1
            findings += [f"{header}:{line}: {macro}: {what}" for what in problems_of(macro, value, owner)]
            owner.setdefault(value, macro)
    print("\n".join(findings + [f"{len(owner)} ids, {len(findings)} findings"]))
    return 1 if findings or not owner else 0


if __name__ == "__main__":
    sys.exit(main())
