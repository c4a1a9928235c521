#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Prints the whole contract as text, or compares it with the golden file.

    contract.py INCLUDE_DIR                        print
    contract.py INCLUDE_DIR --check GOLDEN         exit 1 and show the difference when they disagree
    contract.py INCLUDE_DIR --write GOLDEN         changing the golden file is the act of changing the ABI
"""
import sys

import golden
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


if __name__ == "__main__":
    sys.exit(golden.main(__doc__, "folder that holds baton/baton.h", contract_text, headers.HeaderError,
                         "The ABI differs. If that is meant, in the same commit, with a second reviewer"))
