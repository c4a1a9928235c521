#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The types as the compiler lays them out, held against those of the release that binaries were built with: probe.c is
compiled, abidw writes down what its debug information says, abidiff compares. Of the package abigail-tools.

    baseline.py INCLUDE_DIR --check [FOLDER]    exit 1 and show the difference; 77 where there is no abidiff
    baseline.py INCLUDE_DIR --write [FOLDER]    moves the baseline, in the same commit as the headers

FOLDER (default: baseline, beside this script) holds one file a version of the ABI: 0.9.abi.
"""
import argparse
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROBE = HERE / "probe.c"
SKIPPED = 77  # for CTest
QUIET = ("--no-corpus-path", "--no-comp-dir-path", "--no-show-locs", "--no-architecture", "--no-elf-needed")


class CannotTell(Exception):
    """The headers do not even compile, which is a break as well."""


def version_of(include: Path) -> str:
    """"0.9", from entry.h."""
    text = (include / "baton/entry.h").read_text(encoding="utf-8")
    return ".".join(re.search(rf"#define BATON_ABI_{part}\s+(\d+)", text).group(1) for part in ("MAJOR", "MINOR"))


def described(include: Path, folder: Path) -> Path:
    """The probe, compiled with these headers, as abidw sees it; a file in `folder`."""
    library, text = folder / "probe.so", folder / "probe.abi"
    # Compiled where its path says nothing about this machine.
    shutil.copy(PROBE, folder / "probe.c")
    flags = ["-std=c11", "-g", "-O0", "-shared", "-fPIC", f"-I{include.resolve()}"]
    for command in (["gcc", *flags, "-o", library, "probe.c"],
                    ["abidw", *QUIET, "--out-file", text, library]):
        done = subprocess.run([str(word) for word in command], cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise CannotTell(done.stderr.strip() or done.stdout.strip())
    return text


def check(include: Path, baseline: Path) -> int:
    if not baseline.is_file():
        print(f"there is no {baseline}: a new version of the ABI has a baseline of its own, see --write")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        # --harmless: also what keeps every layout, such as another name for the same number.
        done = subprocess.run(["abidiff", "--harmless", str(baseline), str(described(include, Path(folder)))],
                              capture_output=True, text=True, check=False)
    if done.returncode == 0:
        print(f"the types are those of {baseline.name}")
        return 0
    print(done.stdout + done.stderr)
    print(f"abidiff {done.returncode}: the types are not those of {baseline.name}. If that is meant: sdk/abi/move.py, "
          "in the same commit, with a second reviewer")
    return 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("include", type=Path)
    what = parser.add_mutually_exclusive_group(required=True)
    for option in ("--check", "--write"):
        what.add_argument(option, nargs="?", type=Path, const=HERE / "baseline", metavar="FOLDER")
    options = parser.parse_args()
    if not shutil.which("abidiff") or platform.machine() != "x86_64":
        print("skipped: needs abidiff (Debian: apt-get install abigail-tools) on x86-64, whose baseline this is")
        return SKIPPED
    baseline = (options.check or options.write) / f"{version_of(options.include)}.abi"
    try:
        if options.check:
            return check(options.include, baseline)
        with tempfile.TemporaryDirectory() as folder:
            baseline.parent.mkdir(exist_ok=True)
            shutil.copy(described(options.include, Path(folder)), baseline)
        return 0
    except CannotTell as problem:
        print(f"{options.include} cannot be described: {problem}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
