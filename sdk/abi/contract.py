#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Prints the whole contract as text, or compares it with the golden file.

    contract.py INCLUDE_DIR                        print
    contract.py INCLUDE_DIR --check GOLDEN         exit 1 and show the difference when they disagree
    contract.py INCLUDE_DIR --write GOLDEN         changing the golden file is the act of changing the ABI
"""
import argparse
import difflib
import sys
from pathlib import Path

import headers


def describe(name, header):
    """The text of one header. Comments are no part of it; every byte that matters to a binary is."""
    lines = [f"header {name}"]
    lines += [f"  macro {macro} {text}".rstrip() for macro, text in header.macros]
    lines += [f"  type {alias} = {text}" for alias, text in header.typedefs]
    lines += [f"  function {text}" for text in header.functions]
    for struct in header.structs:
        lines.append(f"  struct {struct.name} size {struct.size} align {struct.align}")
        lines += [f"    at {m.offset} size {m.size}: {m.declaration}" + (f" [{m.tag}]" if m.tag else "")
                  for m in struct.members]
    return lines


def contract_text(include):
    lines = ["# The Baton ABI as text, made by sdk/abi/contract.py from the headers. A change here is a change of the ABI."]
    for name, header in sorted(headers.load(include).items()):
        lines += [""] + describe(name, header)
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("include", help="folder that holds baton/baton.h")
    parser.add_argument("--check", metavar="GOLDEN", type=Path)
    parser.add_argument("--write", metavar="GOLDEN", type=Path)
    options = parser.parse_args()
    try:
        text = contract_text(options.include)
    except headers.HeaderError as problem:
        print(f"the headers cannot be read: {problem}", file=sys.stderr)
        return 2
    if options.write:
        options.write.write_text(text, encoding="utf-8")
        return 0
    if not options.check:
        print(text, end="")
        return 0
    golden = options.check.read_text(encoding="utf-8")
    if golden == text:
        print(f"the headers keep the contract of {options.check.name} ({text.count(chr(10))} lines)")
        return 0
    sys.stdout.writelines(difflib.unified_diff(
        golden.splitlines(keepends=True), text.splitlines(keepends=True), str(options.check), "the headers"))
    print(f"\nThe ABI differs. If that is meant: {sys.argv[0]} {options.include} --write {options.check}, in the same"
          " commit, with a second reviewer.")
    return 1


if __name__ == "__main__":
    sys.exit(main())
