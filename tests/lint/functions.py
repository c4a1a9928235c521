# SPDX-License-Identifier: MIT
"""Where functions begin and end. Not a parser: good enough to count lines, wrong only for code nobody should write."""
import ast
import re

TOKENS = re.compile(r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', re.S)
DIGIT_MARKS = re.compile(r"(?<=[0-9a-fA-F])'(?=[0-9a-fA-F])")  # 1'000'000 is no character
DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", re.M)
NO_FUNCTION = re.compile(r"\b(namespace|class|struct|union|enum)\b[^()]*$|\bextern\s*$")


def blanked(text: str) -> str:
    """The same text with comments, literals and directives made of spaces: only the code's own braces are left."""
    def spaces(match):
        return re.sub(r"[^\n]", " ", match.group(0))
    return DIRECTIVE.sub(spaces, TOKENS.sub(spaces, DIGIT_MARKS.sub(" ", text)))


def in_c(text: str) -> list[tuple[str, int, int]]:
    """(name, first line, lines) of each outermost function."""
    code, found, depth, head, start = blanked(text), [], 0, 0, None
    for match in re.finditer(r"[{};]", code):
        at, mark = match.start(), match.group(0)
        if start is None:
            if mark == "{":
                words = code[head:at]
                if "(" in words and not NO_FUNCTION.search(words):
                    start = (head + len(words) - len(words.lstrip()), words)
                    depth = 1
            head = at + 1
            continue
        depth += {"{": 1, "}": -1}.get(mark, 0)
        if depth == 0:
            begin, words = start
            first = code.count("\n", 0, begin) + 1
            # A test's two words are its name; literals were blanked, so the source is asked.
            said = " ".join(text[begin:begin + len(words)].split())
            name = re.search(r"(TEST\w*\s*\([^)]*\)|[\w:~]+(?=\s*\())", said)
            found.append((name.group(1) if name else "?", first, code.count("\n", 0, at) + 2 - first))
            start, head = None, at + 1
    return found


def in_python(text: str) -> list[tuple[str, int, int]]:
    try:
        nodes = ast.walk(ast.parse(text))
    except SyntaxError:
        return []
    return [(node.name, node.lineno, node.end_lineno - node.lineno + 1) for node in nodes
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]


def _between(text: str, begin: str, end: str) -> list[tuple[str, int, int]]:
    found, name, first = [], None, 0
    for number, line in enumerate(text.splitlines(), 1):
        if name is None and (match := re.match(begin, line)):
            name, first = match.group(1), number
        elif name is not None and re.match(end, line):
            found.append((name, first, number - first + 1))
            name = None
    return found


def of(language: str, text: str) -> list[tuple[str, int, int]]:
    if language == "c":
        return in_c(text)
    if language == "python":
        return in_python(text)
    if language == "shell":
        return _between(text, r"(\w+)\s*\(\)\s*\{\s*$", r"\}")
    if language == "cmake":
        return _between(text, r"(?:function|macro)\((\w+)", r"end(?:function|macro)\(")
    return []
