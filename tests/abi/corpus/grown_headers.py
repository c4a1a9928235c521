#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The public headers of a later minor, as far as a record can tell: every record has got two more fields at its end.

    grown_headers.py INCLUDE OUT      prints how many records grew
"""
import re
import shutil
import sys
from pathlib import Path

RECORD = re.compile(r"(typedef struct (\w+) \{\n  uint32_t struct_size;.*?)(\n\} \2_t;)", re.DOTALL)
MORE = "\n  uint64_t grown_number;\n  baton_str_t grown_text;"


def main() -> int:
    include, out = map(Path, sys.argv[1:3])
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(include, out)
    grown = 0
    for header in out.rglob("*.h"):
        text, count = RECORD.subn(rf"\1{MORE}\3", header.read_text(encoding="utf-8"))
        header.write_text(text, encoding="utf-8")
        grown += count
    print(f"{grown} records grew")
    return 0 if grown else 1


if __name__ == "__main__":
    sys.exit(main())
