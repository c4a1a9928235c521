#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every struct is a value, a table or a record, and holds only what every language and compiler agrees about.

    value    frozen for ever; listed below
    table    has function pointers; frozen, a change is a new id
    record   begins with uint32_t struct_size and grows at its end only

    shape_lint.py INCLUDE_DIR
"""
import sys

from pycparser import c_ast

import headers

VALUES = {"baton_str", "baton_bytes", "baton_version", "baton_header", "baton_kv_write", "baton_media_limit"}
PLAIN = {"uint8_t", "uint32_t", "int32_t", "uint64_t", "int64_t", "double", "char", "void"}


def leaf_type(node):
    """(type name, pointer depth) of a member or parameter."""
    depth = 0
    while isinstance(node, (c_ast.Decl, c_ast.Typename, c_ast.PtrDecl, c_ast.ArrayDecl, c_ast.TypeDecl)):
        depth += isinstance(node, c_ast.PtrDecl)
        node = node.type
    if isinstance(node, c_ast.IdentifierType):
        return " ".join(node.names), depth
    return type(node).__name__, depth  # Enum, Union, Struct: never plain


class Shapes:
    def __init__(self, loaded):
        structs = [(name, struct) for name, header in loaded.items() for struct in header.structs]
        self.structs = structs
        self.kinds = {struct.name + "_t": self.kind(struct) for _, struct in structs}
        self.aliases = {alias for header in loaded.values() for alias, _ in header.typedefs}

    @staticmethod
    def kind(struct):
        if any(headers.is_function_pointer(m) for m in struct.members):
            return "table"
        return "value" if struct.name in VALUES else "record"

    def type_problem(self, node):
        name, depth = leaf_type(node)
        if name not in PLAIN | self.aliases:
            return f"{name} is not one of the fixed types"
        if self.kinds.get(name) == "record" and depth == 0:
            return f"{name} is a record and may grow: hold a pointer to it"
        return None

    def member_problems(self, member):
        if member.node.bitsize is not None:
            yield "is a bit-field"
        if not headers.is_function_pointer(member):
            if problem := self.type_problem(member.node):
                yield problem
            return
        function = member.node.type.type
        for parameter in function.args.params:
            if isinstance(parameter, c_ast.EllipsisParam):
                yield "has varargs"
            elif problem := self.type_problem(parameter):
                yield problem
        returned, depth = leaf_type(function.type)
        if depth == 0 and returned in self.kinds:
            yield f"returns {returned} by value"

    def problems(self):
        for header, struct in self.structs:
            where = f"{header}: {struct.name}"
            first = struct.members[0]
            if self.kind(struct) == "record" and first.declaration != "uint32_t struct_size":
                yield f"{where}: a record begins with uint32_t struct_size (values are listed in shape_lint.py)"
            for member in struct.members:
                for problem in self.member_problems(member):
                    yield f"{where}.{member.name}: {problem}"
            end = 0
            for member in struct.members:
                if member.offset != end:
                    yield f"{where}.{member.name}: hidden padding before it"
                end = member.offset + member.size
            if end != struct.size:
                yield f"{where}: hidden padding at its end"


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        shapes = Shapes(headers.load(sys.argv[1]))
    except headers.HeaderError as problem:
        print(f"the headers cannot be read: {problem}", file=sys.stderr)
        return 2
    findings = list(shapes.problems())
    print("\n".join(findings + [f"{len(shapes.structs)} structs, {len(findings)} findings"]))
    return 1 if findings or not shapes.structs else 0


if __name__ == "__main__":
    sys.exit(main())
