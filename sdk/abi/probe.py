#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes probe.c, or compares it: one exported variable of every public type, so that no type hides behind a pointer
that says nothing of it. What the compiler writes about them is the baseline of the binaries (baseline.py).

    probe.py INCLUDE_DIR                    print
    probe.py INCLUDE_DIR --check probe.c    exit 1 and show the difference when they disagree
    probe.py INCLUDE_DIR --write probe.c    in the same commit as the contract text
"""
import sys

import golden
import headers

HEAD = """\
/* SPDX-License-Identifier: MIT
 *
 * probe.c - one variable of every public type, made by sdk/abi/probe.py from the headers. Compiled with debug
 * information for libabigail; nobody loads it.
 */
#include <baton/baton.h>
"""


def types(header) -> list[str]:
    """Every type the header names: structs by their typedef, numbers and functions by theirs."""
    return [alias for alias, _ in header.typedefs]


def probe_text(include) -> str:
    lines = [HEAD]
    for name, header in sorted(headers.load(include).items()):
        if header.typedefs:
            lines += [f"/* {name} */"] + [f"{alias} probe_{alias};" for alias in types(header)] + [""]
    return "\n".join(lines[:-1]) + "\n"


if __name__ == "__main__":
    sys.exit(golden.main(__doc__, "folder that holds baton/baton.h", probe_text, headers.HeaderError,
                         "The probe lacks types, or has some too many"))
