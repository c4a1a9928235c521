#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compiles every public header alone, in every language level a plugin may use, with gcc and clang.

    header_matrix.py INCLUDE_DIR CONTRACT [--compiler gcc --compiler clang] [--only HEADER] [--jobs 2]

Each translation unit includes one header and asserts the sizes and offsets that the contract states for it, so that
the layout in contract.golden.txt is also what the compilers think.
"""
import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

WARNINGS = ["-Wall", "-Wextra", "-pedantic", "-Wpadded", "-Werror"]
LEVELS = [
    ("c", ["-x", "c", "-std=c11"]),
    ("c", ["-x", "c", "-std=c17"]),
    ("c++", ["-x", "c++", "-std=c++17", "-fno-exceptions", "-fno-rtti"]),
    ("c++", ["-x", "c++", "-std=c++20", "-fno-exceptions", "-fno-rtti"]),
]


def layouts(contract):
    """{header: [(struct, size, [(offset, member)])]} as the contract states them."""
    found, header = {}, None
    for line in contract.read_text(encoding="utf-8").splitlines():
        if match := re.fullmatch(r"header (\S+)", line):
            header = found.setdefault(match.group(1), [])
        elif match := re.fullmatch(r"  struct (\w+) size (\d+) align \d+", line):
            header.append((match.group(1), match.group(2), []))
        elif match := re.match(r"    at (\d+) size \d+: (.*)", line):
            declaration = match.group(2)
            pointer = re.search(r"\(\*(\w+)\)", declaration)
            plain = re.search(r"(\w+)(?:\[\d+\])?$", declaration)
            header[-1][2].append((match.group(1), (pointer or plain).group(1)))
    return found


def unit(header, structs):
    """The text of one translation unit."""
    lines = [f"#include <baton/{header}>"]
    for struct, size, members in structs:
        lines.append(f'BATON_STATIC_ASSERT(sizeof(struct {struct}) == {size}, "size of {struct}");')
        lines += [f'BATON_STATIC_ASSERT(offsetof(struct {struct}, {member}) == {offset}, "{struct}.{member}");'
                  for offset, member in members]
    lines.append("typedef int baton_the_unit_is_not_empty;")
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("include", type=Path)
    parser.add_argument("contract", type=Path)
    parser.add_argument("--compiler", action="append")
    parser.add_argument("--only", help="one header, e.g. ext/http.h")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    compilers = options.compiler or ["gcc", "clang"]
    present = [name for name in compilers if shutil.which(name)]
    for name in set(compilers) - set(present):
        print(f"SKIPPED: {name} is not installed; its column of the matrix was not checked")
    if not present:
        return 77
    stated = layouts(options.contract)
    root = options.include / "baton"
    names = sorted(str(p.relative_to(root)) for p in root.rglob("*.h"))
    if options.only:
        names = [name for name in names if name == options.only]
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        def compile_one(job):
            compiler, (_, flags), name = job
            source = Path(folder) / (name.replace("/", "_") + ".unit")
            command = [compiler, "-fsyntax-only", f"-I{options.include}", *WARNINGS, *flags, str(source)]
            return command, subprocess.run(command, capture_output=True, text=True, check=False)

        for name in names:
            (Path(folder) / (name.replace("/", "_") + ".unit")).write_text(unit(name, stated.get(name, [])))
        jobs = [(compiler, level, name) for compiler in present for level in LEVELS for name in names]
        with ThreadPoolExecutor(options.jobs) as pool:
            for command, done in pool.map(compile_one, jobs):
                if done.returncode != 0:
                    failures.append(f"{' '.join(command)}\n{done.stderr}")
    print("\n".join(failures))
    print(f"{len(names)} headers, {len(present)} compilers, {len(LEVELS)} levels: "
          f"{len(jobs) - len(failures)} units compiled, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
