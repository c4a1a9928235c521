#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The style that can be counted, as a test. What was worse before the rule came stands in the exceptions, which may
shrink and never grow: a file that got better must have its line lowered, which --shrink does.

    tidy.py ROOT [--exceptions FILE] [--shrink]
"""
import argparse
import re
import sys
from pathlib import Path

import functions
import tree

WIDTH, LENGTH, FUNCTION = 120, 500, 70

# Spelled backwards, so that this list is not its own first finding. Marks of unfinished work, and words that are about
# how something was written instead of what it is.
BACKWARDS = ("ODOT", "EMXIF", "IA", "MLL", "TPG", "TPGtahC", "edualC", "ciporhtnA", "IAnepO", "tolipoC", "tnegabus",
             "derohtua-oC")
WORDS = re.compile(r"\b(" + "|".join(word[::-1] for word in BACKWARDS) + r")\b")
# Paths of one machine. A person's home in an example is called /home/me.
PATHS = re.compile(r"(?<![\w.}])/(?:" + "krow"[::-1] + r"/|root/|home/(?!me\b))[\w.]*")
MADE = re.compile(r"\bmade by [\w/]+\.py\b")  # by a program of the tree: as long as what it is made from
ISSUE = re.compile(r"\b(?:" + "eussi"[::-1] + r"|task|session)\s+#?\d+\b", re.I)


class Tree:
    def __init__(self, root: Path):
        self.root = root
        self.paths = tree.files(root)
        self.findings: list[str] = []           # can have no exception
        self.counted: dict[str, int] = {}       # "width host/x.cpp" -> how many; compared with the exceptions
        self.where: dict[str, str] = {}

    def name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def count(self, kind: str, path: Path, number: int, where: str, part: str = ""):
        if number:
            key = f"{kind} {self.name(path)}" + (f" {part}" if part else "")
            self.counted[key] = max(number, self.counted.get(key, 0))
            self.where.setdefault(key, where)

    def look(self):
        sources = set()
        for path in self.paths:
            language = tree.language(path)
            if not language:
                continue
            text = tree.read(path)
            self.words(path, text)
            if language == "other":
                continue
            sources.add(path.parent)
            self.shape(path, language, text)
            self.beginning(path, language, text)
            self.functions(path, language, text)
        for folder in sorted(sources):
            if folder != self.root and folder.name != ".ci" and not self.told(folder):
                self.findings.append(f"{self.name(folder)}: a folder with sources has a README.md, or is named by that "
                                     "of its parent")

    @staticmethod
    def told(folder: Path) -> bool:
        above = folder.parent / "README.md"
        return (folder / "README.md").is_file() or (above.is_file() and f"`{folder.name}" in tree.read(above))

    def words(self, path: Path, text: str):
        if path.name == "tidy_exceptions.txt":
            return
        for number, line in enumerate(text.splitlines(), 1):
            for pattern in (WORDS, PATHS, ISSUE):
                if found := pattern.search(line):
                    self.findings.append(f"{self.name(path)}:{number}: \"{found.group(0)}\" has no place in the tree")

    def shape(self, path: Path, language: str, text: str):
        name, lines = self.name(path), text.split("\n")
        if not text.endswith("\n") or text.endswith("\n\n"):
            self.findings.append(f"{name}: ends with one line end, neither none nor more")
        if len(lines) - 1 > LENGTH and not MADE.search("\n".join(lines[:3])):
            self.findings.append(f"{name}: {len(lines) - 1} lines, at most {LENGTH}")
        for number, line in enumerate(lines, 1):
            if line != line.rstrip():
                self.findings.append(f"{name}:{number}: blanks at the end")
            if "\t" in line and language != "shell":
                self.findings.append(f"{name}:{number}: a tab")
        wide = [number for number, line in enumerate(lines, 1) if len(line) > WIDTH]
        self.count("width", path, len(wide), f"lines {', '.join(map(str, wide[:8]))} have more than {WIDTH} characters")

    def beginning(self, path: Path, language: str, text: str):
        """The licence first, then what the file is for. A .cpp may leave that to the header of its name."""
        lines = [line for line in text.splitlines()[:8] if not line.startswith("#!")]
        if not lines or "SPDX-License-Identifier: MIT" not in lines[0]:
            self.findings.append(f"{self.name(path)}: the first line is the SPDX line of MIT")
            return
        second = next((line.strip(" */\\") for line in lines[1:3] if line.strip(" */")), "")
        marks = {"c": ("//", "/*", "*", " *"), "rust": ("//",), "python": ("#", '"""', "'''")}.get(language, ("#",))
        said = second != "" and next(line for line in lines[1:3] if line.strip(" */")).startswith(marks)
        header = path.with_name(re.sub(r"(_test)?\.cpp$", "", path.name) + ".h")
        if language == "c" and path.suffix == ".cpp" and header.is_file():
            said = True
        if language == "cmake" and len(text.splitlines()) <= 12:
            said = True  # a list of a few lines says itself
        self.count("comment", path, 0 if said else 1, "the first comment says what the file is for")

    def functions(self, path: Path, language: str, text: str):
        for name, line, length in functions.of(language, text):
            if length > FUNCTION:
                self.count("function", path, length, f"line {line}: {name} has {length} lines, at most {FUNCTION}",
                           name.replace(" ", ""))


def read_exceptions(path: Path) -> dict[str, int]:
    """Lines "width host/x.cpp 3"; the last word is what is allowed."""
    allowed = {}
    if path.is_file():
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                key, number = line.rsplit(" ", 1)
                allowed[key] = int(number)
    return allowed


HEADING = """# What was worse before the rule came (tidy.py). Lines may be lowered and removed, never raised or added.
# SPDX-License-Identifier: MIT
"""


def write_exceptions(path: Path, allowed: dict[str, int]):
    path.write_text(HEADING + "".join(f"{key} {number}\n" for key, number in sorted(allowed.items())), encoding="utf-8")


def compare(looked: Tree, allowed: dict[str, int], file: str) -> list[str]:
    findings = list(looked.findings)
    for key, number in sorted(looked.counted.items()):
        if number > allowed.get(key, 0):
            excepted = f" ({number}, excepted are {allowed[key]})" if key in allowed else ""
            findings.append(f"{key}: {looked.where[key]}{excepted}")
    for key, number in sorted(allowed.items()):
        if looked.counted.get(key, 0) < number:
            findings.append(f"{file}: \"{key} {number}\" is now {looked.counted.get(key, 0)}: "
                            "run tests/lint/tidy.py . --shrink")
    return findings


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", type=Path)
    parser.add_argument("--exceptions", type=Path, default=Path(__file__).with_name("tidy_exceptions.txt"))
    parser.add_argument("--shrink", action="store_true", help="lower the exceptions to what is there now")
    options = parser.parse_args()
    looked = Tree(options.root.resolve())
    looked.look()
    allowed = read_exceptions(options.exceptions)
    if options.shrink:
        allowed = {key: min(number, looked.counted[key]) for key, number in allowed.items() if key in looked.counted}
        write_exceptions(options.exceptions, allowed)
    findings = compare(looked, allowed, options.exceptions.name)
    print("\n".join(findings + [f"{len(looked.paths)} files, {len(findings)} findings, {len(allowed)} exceptions"]))
    return 1 if findings or not looked.paths else 0


if __name__ == "__main__":
    sys.exit(main())
