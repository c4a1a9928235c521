#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Rule code -> tests that cite it -> what became of them in the last run.

    tests/rules/table.py [--results build/tests.xml] [--full] [--strict]

A test cites a code in its name (a_word_of_it_I3) and in its line, its comment or its docstring; what the head of a file
cites counts for the file where no test of it says more. `--full` lists every test; `--strict` exits 1 when a row is
empty that nobody has marked `later` in codes.txt, or when a cited test failed.
"""
import argparse
import re
import sys
import xml.etree.ElementTree as tree
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
CODE = re.compile(r"(?<![\w.:/-])([CWTIHBROGJMP]\d{1,2}[a-z]?|K)(?:\s?-\s?([CWTIHBROGJMP]\d{1,2}))?(?![\w/])")
CPP_TEST = re.compile(r"^TEST(?:_P|_F)?\(\s*(\w+)\s*,\s*(\w+)\s*\)(.*)$")
PY_TEST = re.compile(r"^\s+def (test\w+)\(")
PY_CLASS = re.compile(r"^class (\w+)")
UNITTEST = re.compile(r"^(test\w+) \(([\w.]+)\)[^\n]*(?:\n[^\n]*)?? \.\.\. (\w+)", re.M)
SKIPPED = {"build", "build-asan", "build-tsan", ".git"}


class Code:
    def __init__(self, line: str):
        parts = [part.strip() for part in line.split(";")]
        self.code, self.title = parts[0], parts[1]
        self.note = parts[2] if len(parts) > 2 else ""

    @property
    def parts(self) -> list[str]:
        return self.note.removeprefix("see:").split() if self.note.startswith("see:") else []

    @property
    def later(self) -> bool:
        return self.note.startswith("later:")


def read_codes(path: Path = HERE / "codes.txt") -> list[Code]:
    lines = [line.strip() for line in path.read_text().splitlines()]
    return [Code(line) for line in lines if line and not line.startswith("#")]


def cited(text: str, known: set[str]) -> set[str]:
    """Codes in a text; "H8-H11" is all four. A reading of a figure (M1h) is its figure."""
    found = set()
    for match in CODE.finditer(text):
        first, last = match.groups()
        names = [first]
        if last and last[0] == first[0] and last[1:].isdigit() and first[1:].isdigit():
            names = [first[0] + str(number) for number in range(int(first[1:]), int(last[1:]) + 1)]
        for name in names:
            plain = name if name in known else name.rstrip("abcdefghijklmnopqrstuvwxyz")
            if plain in known:
                found.add(plain)
    return found


def comment_of(line: str, mark: str) -> str:
    """What stands after the mark of a comment; a mark inside quotes is none."""
    quoted = re.sub(r'"(?:[^"\\]|\\.)*"', '""', line)
    at = quoted.find(mark)
    return quoted[at + len(mark):] if at >= 0 else ""


def head_of(lines: list[str], mark: str) -> str:
    head = []
    for line in lines:
        if not line.startswith(mark) and head:
            break
        if line.startswith(mark):
            head.append(line)
    return " ".join(head)


def tests_of_cpp(lines: list[str], known: set[str]) -> dict[str, set[str]]:
    tests, name = {}, ""
    before = ""
    for line in lines:
        match = CPP_TEST.match(line)
        if match:
            name = f"{match.group(1)}.{match.group(2)}"
            tests[name] = cited(f"{match.group(2).replace('_', ' ')} {match.group(3)} {before}", known)
        elif line.startswith("}"):
            name = ""
        elif name:
            tests[name] |= cited(comment_of(line, "//"), known)
        before = line if line.startswith("//") and not name else ""
    return tests


def tests_of_python(text: str, known: set[str]) -> dict[str, set[str]]:
    tests, klass, name, class_doc = {}, "", "", set()
    quoted = False
    for line in text.splitlines():
        match = PY_CLASS.match(line)
        if match:
            klass, name, class_doc = match.group(1), "", set()
        match = PY_TEST.match(line)
        if match:
            name = f"{klass}.{match.group(1)}"
            tests[name] = set(class_doc)
        marks = line.count('"""')
        words = line if quoted or marks else comment_of(line, "#")
        quoted = quoted != (marks % 2 == 1)
        if name:
            tests[name] |= cited(words, known)
        elif klass:
            class_doc |= cited(words, known)
    return tests


def module_doc(text: str) -> str:
    match = re.search(r'^"""(.*?)"""', text, re.S | re.M)
    return match.group(1) if match else ""


def citations(root: Path, codes: list[Code]) -> dict[str, list[str]]:
    known = {code.code for code in codes}
    rows: dict[str, list[str]] = {code.code: [] for code in codes}
    files = [path for path in root.rglob("*_test.*") if not SKIPPED & set(path.relative_to(root).parts)]
    for path in sorted(files):
        text = path.read_text(errors="replace")
        if path.suffix == ".cpp":
            tests, head = tests_of_cpp(text.splitlines(), known), head_of(text.splitlines(), "//")
        elif path.suffix == ".py":
            tests, head = tests_of_python(text, known), module_doc(text)
        else:
            continue
        said = set().union(*tests.values()) if tests else set()
        for name, found in tests.items():
            for code in found | (cited(head, known) - said):
                rows[code].append(name)
    for code in codes:
        for part in code.parts:
            rows[code.code] += [test for test in rows[part] if test not in rows[code.code]]
    return rows


def results(path: Path) -> dict[str, str]:
    """Of single tests, by the names that programs print."""
    if not path.exists():
        return {}
    found = {}
    for case in tree.parse(path).getroot().iter("testcase"):
        output = case.findtext("system-out") or ""
        for word, name in re.findall(r"\[ +(OK|FAILED|SKIPPED) +\] ([\w./]+)", output):
            plain = ".".join(part for part in re.sub(r"^\w+/", "", name).split("/")[0].split(".")[:2])
            # A test with parameters passed when all of them did.
            bad = word == "FAILED" or found.get(plain) == "failed"
            found[plain] = "failed" if bad else word.lower().replace("ok", "passed")
        for test, place, word in UNITTEST.findall(output):
            klass = place.removesuffix(f".{test}").split(".")[-1]
            found[f"{klass}.{test}"] = {"ok": "passed", "skipped": "skipped"}.get(word, "failed")
    return found


def row_of(code: Code, tests: list[str], ran: dict[str, str], full: bool) -> tuple[str, bool]:
    if not tests:
        told = code.note if code.later else "EMPTY" + (f"  ({code.note})" if code.note else "")
        return f"{code.code:5} {code.title}: {told}", code.later
    states = [ran.get(test, "not run") for test in tests]
    bad = [test for test, state in zip(tests, states) if state == "failed"]
    kinds = [kind for kind in ("passed", "failed", "skipped", "not run") if kind in states]
    counts = ", ".join(f"{states.count(kind)} {kind}" for kind in kinds)
    line = f"{code.code:5} {code.title}: {len(tests)} tests, {counts}" + (f"  ({code.note})" if code.note else "")
    if bad:
        line += "\n      failed: " + ", ".join(bad)
    if full:
        line += "".join(f"\n      {state:8} {test}" for test, state in zip(tests, states))
    return line, not bad


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--root", type=Path, default=ROOT)
    parser.add_argument("--results", type=Path, default=ROOT / "build" / "tests.xml")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--strict", action="store_true")
    options = parser.parse_args()
    codes = read_codes()
    rows, ran = citations(options.root, codes), results(options.results)
    good, empty = True, []
    for code in codes:
        line, fine = row_of(code, rows[code.code], ran, options.full)
        good = good and fine
        if not rows[code.code] and not code.later:
            empty.append(code.code)
        print(line)
    print(f"{len(codes)} rules, {len(empty)} without a test" + (": " + " ".join(empty) if empty else ""))
    return 0 if good or not options.strict else 1


if __name__ == "__main__":
    sys.exit(main())
