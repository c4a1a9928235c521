# SPDX-License-Identifier: MIT
"""Thread tags, read from the comments of the headers: which thread may call what, and in which state (host.h)."""
import re
from dataclasses import dataclass

THREADS = ("init", "strand", "any-thread")
STATES = ("created", "initialised", "started", "!started")
POINTER = re.compile(r"\(\s*(BATON_CALL)?\s*\*\s*(\w+)\s*\)\s*\(")
TAG = re.compile(r"\[(%s)(?:\s*&\s*([!\w]+))?\]" % "|".join(THREADS))
LOOKS_LIKE_TAG = re.compile(r"\[[^\]\n]*(?:init|strand|thread)[^\]\n]*\]")


@dataclass
class Pointer:
    """One function pointer of a header and what its own comment says."""
    name: str
    line: int
    has_calling_convention: bool
    tags: list       # "strand & started", ...
    malformed: list  # bracketed words that are no tag


def tokens(source):
    """(is_comment, text, line) pieces of a C source, in order."""
    line = 1
    for piece in re.split(r"(/\*.*?\*/)", source, flags=re.DOTALL):
        yield piece.startswith("/*"), piece, line
        line += piece.count("\n")


def declarations(source):
    """(code, comment, line) per declaration. A comment that starts on the line on which the previous declaration ended
    belongs to that one, so it cannot lend its tag to the next."""
    comment, code, code_line, last_end = "", "", 0, 0
    for is_comment, piece, line in tokens(source):
        if is_comment:
            if line != last_end:
                comment += piece
            continue
        for part in re.split(r"([;{}]|\n)", piece):
            if part == "\n":
                line += 1
            elif part in (";", "{", "}"):
                yield code, comment, code_line
                comment, code, last_end = "", "", line
            elif part.strip():
                code_line = line if not code else code_line
                code += " " + part


def pointers(source):
    """Every function pointer that the source declares."""
    found = []
    for code, comment, line in declarations(source):
        for match in POINTER.finditer(code):
            tags = [f"{thread} & {state}" if state else thread for thread, state in TAG.findall(comment)]
            loose = [text for text in LOOKS_LIKE_TAG.findall(comment) if not TAG.fullmatch(text)]
            found.append(Pointer(match.group(2), line, match.group(1) is not None, tags, loose))
    return found
