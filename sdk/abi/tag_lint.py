#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every function pointer of the headers has the calling convention and exactly one thread tag in its own comment.

    tag_lint.py INCLUDE_DIR
"""
import sys
from pathlib import Path

import tags


def problems_of(pointer):
    if not pointer.has_calling_convention:
        yield "lacks BATON_CALL"
    if len(pointer.tags) != 1:
        yield f"has {len(pointer.tags)} thread tags, must have exactly one of [init], [strand], [any-thread]"
    for tag in pointer.tags:
        state = tag.partition(" & ")[2]
        if state and state not in tags.STATES:
            yield f"names an unknown state: {state}"
    for text in pointer.malformed:
        yield f"has what looks like a tag and is none: {text}"


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    root = Path(sys.argv[1])
    seen = 0
    findings = []
    for header in sorted(root.rglob("*.h")):
        for pointer in tags.pointers(header.read_text(encoding="utf-8")):
            seen += 1
            findings += [f"{header}:{pointer.line}: {pointer.name} {what}" for what in problems_of(pointer)]
    print("\n".join(findings + [f"{seen} function pointers, {len(findings)} findings"]))
    return 1 if findings or seen == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
