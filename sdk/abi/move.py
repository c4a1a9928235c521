#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Moves every text that stands for the contract after a deliberate change of the headers: contract text, probe,
baseline of the types, Rust bindings. The lints are asked first: what they refuse is not moved.

    move.py        then commit the headers and everything it changed together, with a second reviewer

The kept binaries (tests/abi/corpus) are not moved: they are what a change must not break. Where it has to, which is
allowed before 1.0 only, tests/abi/corpus/keep.py makes them anew.
"""
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
INCLUDE = HERE.parent / "include"
LINTS = ("tag_lint.py", "id_lint.py", "shape_lint.py")
MOVES = (
    ("contract.py", INCLUDE, "--write", HERE / "contract.golden.txt"),
    ("probe.py", INCLUDE, "--write", HERE / "probe.c"),
    ("baseline.py", INCLUDE, "--write", HERE / "baseline"),
    ("rust_bindings.py", HERE / "contract.golden.txt", "--write", HERE.parent / "templates/rust/baton.rs"),
)


def run(script: str, *arguments) -> int:
    return subprocess.run([sys.executable, "-B", HERE / script, *arguments], check=False).returncode


def main() -> int:
    if len(sys.argv) != 1:
        print(__doc__)
        return 2
    for lint in LINTS:
        if run(lint, INCLUDE) != 0:
            return 1
    for script, *arguments in MOVES:
        if (code := run(script, *arguments)) != 0:
            print(f"{script} ended with {code}; what came before it has moved", file=sys.stderr)
            return 1
    return subprocess.run(["git", "-C", HERE, "status", "--short", "--", ".."], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
