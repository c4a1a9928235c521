#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The contract in Rust: makes baton.rs of the templates from the contract text, or compares it.

    rust_bindings.py GOLDEN                    print
    rust_bindings.py GOLDEN --check BINDINGS   exit 1 and show the difference when they disagree
    rust_bindings.py GOLDEN --write BINDINGS   in the same commit as the contract text
"""
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

import golden

WIDTH = 120

HEAD = """\
// SPDX-License-Identifier: MIT
// baton.rs - the C ABI of Baton in Rust, made by sdk/abi/rust_bindings.py from the contract text; not edited. Names are
// those of the C headers, where every one is explained; what a comment says in brackets is the function's thread tag.
#![allow(dead_code, non_camel_case_types)]

use std::mem::size_of;
use std::os::raw::{c_char, c_void};

/// A record begins with its size, which says how much of it its writer knew.
pub trait Record: Copy {
    /// Nothing in it but its size: every text absent, every pointer null, every number 0.
    fn blank() -> Self;
}
"""

SIZES = """
macro_rules! sizes {
    ($($name:ident $bytes:expr;)*) => { $( const _: () = assert!(size_of::<$name>() == $bytes); )* };
}
sizes! {
"""

RECORDS = """
macro_rules! records {
    ($($name:ident)*) => { $(
        impl Record for $name {
            fn blank() -> Self {
                // Numbers, raw pointers and arrays of them: all of them may be zero.
                let mut record: Self = unsafe { std::mem::zeroed() };
                record.struct_size = size_of::<Self>() as u32;
                record
            }
        }
    )* };
}
records! {
"""

SCALARS = {"void": "c_void", "char": "c_char", "uint8_t": "u8", "uint32_t": "u32", "int32_t": "i32", "uint64_t": "u64",
           "int64_t": "i64", "double": "f64"}
# Words of the headers that Rust keeps for itself.
RENAMED = {"self": "this", "final": "r#final", "type": "r#type", "ref": "r#ref", "match": "r#match"}
# What a number without `u` counts, by the header it stands in.
NUMBERS = {"types.h": "baton_status_t", "entry.h": "u32", "limits.h": "usize"}
# Where a compiler comes in: Rust has words of its own for these.
NOT_BINDINGS = {"BATON_CALL", "BATON_EXPORT", "BATON_BEGIN_C", "BATON_END_C"}


class ContractError(Exception):
    """The contract text says something that has no counterpart here yet."""


@dataclass
class Struct:
    name: str
    size: int
    members: list = field(default_factory=list)  # (offset, size, declaration, tag)


def scalar(name: str) -> str:
    if name in SCALARS:
        return SCALARS[name]
    if re.fullmatch(r"baton_\w+_(t|fn)", name):
        return name
    raise ContractError(f"no type in Rust for {name}")


def word(name: str) -> str:
    return RENAMED.get(name, name)


def pointed(base: str, stars: list[str], base_is_const: bool) -> str:
    """`const T * const *` reads from the inside out: what a star points to is const or not."""
    text, is_const = scalar(base), base_is_const
    for qualifier in stars:
        text = ("*const " if is_const else "*mut ") + text
        is_const = qualifier == "const"
    return text


def variable(declaration: str) -> tuple[str, str]:
    """(name, type) of `const baton_event_t * const *events`, `char message[232]`, `uint32_t kind`."""
    found = re.fullmatch(r"(const )?(\w+) ?((?:\* ?(?:const ?)?)*)(\w+)(?:\[(\d+)\])?", declaration.strip())
    if not found:
        raise ContractError(f"cannot read the declaration {declaration}")
    const, base, stars, name, length = found.groups()
    text = pointed(base, [star.strip() for star in stars.split("*")[1:]], bool(const))
    return word(name), f"[{text}; {length}]" if length else text


def function(declaration: str) -> tuple[str, str]:
    """(name, type) of `baton_status_t (*init)(const baton_instance_t *self, baton_error_t *err)`."""
    found = re.fullmatch(r"(.+?)\(\*(\w+)\)\((.*)\)", declaration.strip())
    if not found:
        raise ContractError(f"cannot read the function {declaration}")
    result, name, listed = found.groups()
    arguments = [] if listed == "void" else [variable(one) for one in listed.split(", ")]
    text = 'unsafe extern "C" fn(' + ", ".join(f"{argument}: {kind}" for argument, kind in arguments) + ")"
    if result.strip() != "void":
        text += " -> " + variable(result.strip() + " result")[1]
    return word(name), text


def member(declaration: str) -> tuple[str, str]:
    return function(declaration) if "(*" in declaration else variable(declaration)


def constant(header: str, name: str, text: str) -> str:
    if re.fullmatch(r"\d+u", text):
        return f"pub const {name}: u32 = {text[:-1]};"
    if re.fullmatch(r"\d+", text) and header in NUMBERS:
        return f"pub const {name}: {NUMBERS[header]} = {text};"
    if re.fullmatch(r'"[^"\\]+"', text):
        return f'pub const {name}: &[u8] = b{text[:-1]}\\0";'
    raise ContractError(f"{header}: no constant in Rust for {name} {text}")


def alias(text: str) -> str:
    """A line for a typedef that is no struct; "" for one of a struct, which has its name already."""
    name, declaration = text.split(" = ", 1)
    if declaration.startswith("struct "):
        return ""
    if "(*" in declaration:
        return f"pub type {name} = {function(declaration)[1]};"
    return f"pub type {name} = {scalar(declaration.split()[0])};"


def structs(contract: str) -> list[Struct]:
    """Every struct of the contract, in its order, with what a layout is made of."""
    found: list[Struct] = []
    for line in contract.splitlines():
        if begins := re.fullmatch(r"  struct (\w+) size (\d+) align \d+", line):
            found.append(Struct(begins[1], int(begins[2])))
        elif inside := re.fullmatch(r"    at (\d+) size (\d+): (.*?)(?: \[([^\[\]]*[a-z][^\[\]]*)\])?", line):
            found[-1].members.append((int(inside[1]), int(inside[2]), inside[3], inside[4] or ""))
    return found


def struct_lines(struct: Struct) -> list[str]:
    lines = ["", "#[repr(C)] #[derive(Clone, Copy)]", f"pub struct {struct.name}_t {{"]
    for _, _, declaration, tag in struct.members:
        if tag:
            lines.append(f"    /// [{tag}]")
        name, kind = member(declaration)
        lines += wrapped(f"    pub {name}: {kind},")
    return lines + ["}"]


def wrapped(line: str) -> list[str]:
    """A long function pointer goes over several lines, broken between its arguments."""
    lines = []
    while len(line) > WIDTH:
        cut = line.rindex(", ", 0, WIDTH) + 1
        lines.append(line[:cut])
        line = " " * 8 + line[cut:].lstrip()
    return lines + [line]


def bindings(contract: str) -> str:
    known = {struct.name: struct for struct in structs(contract)}
    lines, header = [HEAD.rstrip()], ""
    for line in contract.splitlines():
        if begins := re.fullmatch(r"header (\S+)", line):
            header = begins[1]
            lines += ["", f"// {header}", ""]
        elif macro := re.fullmatch(r"  macro (\w+)(\([^)]*\))? ?(.*)", line):
            name, arguments, text = macro.groups()
            if not arguments and name not in NOT_BINDINGS:
                lines.append(constant(header, name, text))
        elif typedef := re.fullmatch(r"  type (\w+ = .*)", line):
            lines += [alias(typedef[1])] if alias(typedef[1]) else []
        elif begins := re.fullmatch(r"  struct (\w+) size .*", line):
            lines += struct_lines(known[begins[1]])
    records = [name for name, struct in known.items() if struct.members[0][2] == "uint32_t struct_size"]
    text = "\n".join(lines) + "\n"
    text += SIZES + "".join(f"    {name}_t {struct.size};\n" for name, struct in known.items()) + "}\n"
    text += RECORDS + "".join(f"    {name}_t\n" for name in records) + "}\n"
    text = re.sub(r"(\n// \S+\n)(?=(\n+// |\Z))", "\n", text)  # a header that declares nothing
    return re.sub(r"\n{3,}", "\n\n", text)


def bindings_of(contract: str) -> str:
    return bindings(Path(contract).read_text(encoding="utf-8"))


if __name__ == "__main__":
    sys.exit(golden.main(__doc__, "the contract as text", bindings_of, ContractError,
                         "The bindings are not those of the contract"))
