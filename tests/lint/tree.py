# SPDX-License-Identifier: MIT
"""The files of the tree, as the lints see them: sources by language, and every other text."""
import os
import re
from pathlib import Path

C_LIKE = {".c", ".h", ".cpp", ".hpp"}
TEXT = {".md", ".json", ".jsonc", ".txt", ".service", ".map", ".supp", ".in", ".xml", ".yml", ".yaml", ".sql", ".html",
        ".css", ".js"}
NOT_OURS = {".git", ".cache", "__pycache__", "node_modules"}


def language(path: Path) -> str:
    """"c", "python", "shell", "cmake", "rust", "other" (some text), or "" for what no lint reads."""
    name = path.name
    if name.endswith(".in") and not name.endswith(".json.in"):
        name = name[:-3]
    suffix = Path(name).suffix
    if suffix in C_LIKE:
        return "c"
    if suffix == ".rs":
        return "rust"
    if suffix == ".py":
        return "python"
    if suffix == ".sh" or (not suffix and _begins_as_script(path)):
        return "shell"
    if suffix == ".cmake" or name == "CMakeLists.txt":
        return "cmake"
    return "other" if suffix in TEXT or suffix == ".pc" or path.suffix == ".in" else ""


def _begins_as_script(path: Path) -> bool:
    with open(path, "rb") as file:
        return re.match(rb"#!.*\b(ba|da)?sh\b", file.readline(200)) is not None


def files(root: Path) -> list[Path]:
    """Every file of the tree, without builds and what tools leave behind; test data is data and left out as well."""
    found = []
    for folder, below, names in os.walk(root):
        at = Path(folder)
        below[:] = sorted(name for name in below if name not in NOT_OURS and name != "testdata"
                          and not (at == root and re.fullmatch(r"build(-.*)?", name)))
        found += [at / name for name in sorted(names) if not (at / name).is_symlink()]
    return found


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
