# SPDX-License-Identifier: MIT
"""The public headers as data: macros, typedefs, structs with layout and member types, function signatures.

The compiler's preprocessor reads baton.h, pycparser gives the declarations as written (const and typedef names
included), cffi computes the layout. Nothing is listed by hand, so nothing can be forgotten.
"""
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import cffi
from pycparser import c_ast, c_generator, c_parser

import tags

# Fixed-width names that pycparser must take for types; the system headers' own definitions are left out.
PRELUDE = "".join(
    f"typedef {base} {name};\n"
    for name, base in [
        ("int8_t", "signed char"), ("uint8_t", "unsigned char"), ("int16_t", "short"), ("uint16_t", "unsigned short"),
        ("int32_t", "int"), ("uint32_t", "unsigned int"), ("int64_t", "long"), ("uint64_t", "unsigned long"),
        ("size_t", "unsigned long"),
    ]
)


class HeaderError(Exception):
    """The headers cannot be read as a contract."""


@dataclass
class Member:
    name: str
    declaration: str
    offset: int
    size: int
    node: object
    tag: str = ""  # thread tag of a function pointer


@dataclass
class Struct:
    name: str
    size: int
    align: int
    members: list


@dataclass
class Header:
    """What one file of include/baton declares, in its order."""
    macros: list = field(default_factory=list)     # (name, text)
    typedefs: list = field(default_factory=list)   # (name, declaration)
    structs: list = field(default_factory=list)
    functions: list = field(default_factory=list)  # declarations


def preprocess(include, compiler="gcc"):
    """baton.h with its macros kept (-dD); only lines of files below include/baton, as (file, line) pairs."""
    command = [compiler, "-E", "-dD", "-std=c11", f"-I{include}", str(Path(include) / "baton" / "baton.h")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise HeaderError(done.stderr.strip())
    root = Path(include).resolve() / "baton"
    current = None
    lines = []
    for line in done.stdout.splitlines():
        marker = re.match(r'# \d+ "([^"]*)"', line)
        if marker:
            path = Path(marker.group(1)).resolve()
            current = str(path.relative_to(root)) if path.is_relative_to(root) else None
        elif current is not None:
            lines.append((current, line))
    return lines


def strip_static_asserts(text):
    """_Static_assert(...); out of the text: no part of the contract, and not known to cffi."""
    out = []
    at = 0
    while (start := text.find("_Static_assert", at)) >= 0:
        out.append(text[at:start])
        depth = 0
        at = text.index("(", start)
        while True:
            depth += {"(": 1, ")": -1}.get(text[at], 0)
            at += 1
            if depth == 0:
                break
        at = text.index(";", at) + 1
    out.append(text[at:])
    return "".join(out)


def split_source(include):
    """Per header: its macros and its declarations as C text."""
    macros, code = {}, {}
    for name, line in preprocess(include):
        macros.setdefault(name, [])
        define = re.match(r"#define (\w+)(\([^)]*\))?\s*(.*)", line)
        if define:
            symbol, arguments, text = define.groups()
            if not symbol.endswith("_H_"):
                macros[name].append((symbol + (arguments or ""), " ".join(text.split())))
        elif line.strip() and not line.startswith("#"):
            # A header's own declarations follow its includes, so first seen is in order of dependence.
            code.setdefault(name, []).append(line)
    text = {name: strip_static_asserts("\n".join(lines)) for name, lines in code.items()}
    return macros, {name: re.sub(r"__attribute__\(\(.*?\)\)\)?", "", body) for name, body in text.items()}


def load(include):
    """{header name: Header}, in the order in which baton.h reaches them. Raises HeaderError."""
    macros, code = split_source(include)
    on_disk = {str(p.relative_to(Path(include) / "baton")) for p in (Path(include) / "baton").rglob("*.h")}
    stable = {name for name in on_disk if not name.startswith("draft/")}
    if missing := sorted(stable - set(macros)):
        raise HeaderError(f"baton.h does not include {', '.join(missing)}")
    if drafts := sorted(set(macros) - stable):
        raise HeaderError(f"baton.h includes drafts: {', '.join(drafts)}")
    ffi = cffi.FFI()
    ffi.cdef("\n".join(code.values()))
    source = PRELUDE + "".join(f'# 1 "{name}"\n{body}\n' for name, body in code.items())
    tree = c_parser.CParser().parse(source)
    generator = c_generator.CGenerator()
    headers = {name: Header(macros=macros[name]) for name in macros}
    for node in tree.ext:
        if node.coord.file in headers:
            add_declaration(headers[node.coord.file], node, generator, ffi)
    for name, header in headers.items():
        add_tags(header, (Path(include) / "baton" / name).read_text(encoding="utf-8"))
    return headers


def add_tags(header, source):
    """Thread tags are part of the contract too; pointers stand in the text in the order of their declarations."""
    members = [m for struct in header.structs for m in struct.members if is_function_pointer(m)]
    names = {m.name for m in members}
    for member, pointer in zip(members, [p for p in tags.pointers(source) if p.name in names]):
        member.tag = ", ".join(pointer.tags)


def struct_of(node):
    """The struct a declaration defines, or None."""
    inner = node
    while isinstance(inner, (c_ast.Typedef, c_ast.Decl, c_ast.TypeDecl)):
        inner = inner.type
    return inner if isinstance(inner, c_ast.Struct) and inner.decls else None


def add_declaration(header, node, generator, ffi):
    struct = struct_of(node)
    if struct is not None:
        layout = dict(ffi.typeof(f"struct {struct.name}").fields)
        members = [
            Member(decl.name, " ".join(generator.visit(decl).split()), layout[decl.name].offset,
                   ffi.sizeof(layout[decl.name].type), decl)
            for decl in struct.decls
        ]
        ctype = f"struct {struct.name}"
        header.structs.append(Struct(struct.name, ffi.sizeof(ctype), ffi.alignof(ctype), members))
    if isinstance(node, c_ast.Typedef):
        if struct is not None:
            header.typedefs.append((node.name, f"struct {struct.name}"))
        else:
            header.typedefs.append((node.name, " ".join(generator.visit(node).split()).removeprefix("typedef ")))
    elif isinstance(node, c_ast.Decl) and isinstance(node.type, c_ast.FuncDecl):
        header.functions.append(" ".join(generator.visit(node).split()))


def is_function_pointer(member):
    """True for `status (*name)(...)`."""
    inner = member.node.type
    return isinstance(inner, c_ast.PtrDecl) and isinstance(inner.type, c_ast.FuncDecl)
