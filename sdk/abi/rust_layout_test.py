#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The bindings of the Rust template against the contract: as rustc lays them out, and a contract that moved on.

    rust_layout_test.py
"""
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

import rust_bindings

HERE = Path(__file__).resolve().parent
GOLDEN = HERE / "contract.golden.txt"
BINDINGS = HERE.parent / "templates" / "rust" / "baton.rs"


def probe(structs) -> str:
    """A program that says where rustc puts every member, in the words of the contract."""
    lines = ["mod baton;", "use std::mem::{size_of_val, MaybeUninit};", "use std::ptr::addr_of;", "",
             "fn main() { unsafe {"]
    for struct in structs:
        lines += ["    {", f"        let space = MaybeUninit::<baton::{struct.name}_t>::zeroed();",
                  "        let at = space.as_ptr();",
                  f'        println!("{struct.name} {{}}", size_of_val(&space));']
        for _, _, declaration, _ in struct.members:
            name, _ = rust_bindings.member(declaration)
            lines += ["        {", f"            let member = addr_of!((*at).{name});",
                      "            let offset = member as usize - at as usize;",
                      f'            println!("{struct.name}.{name} {{}} {{}}", offset, size_of_val(&*member));',
                      "        }"]
        lines.append("    }")
    return "\n".join(lines + ["} }", ""])


def wanted(structs) -> list[str]:
    lines = []
    for struct in structs:
        lines.append(f"{struct.name} {struct.size}")
        lines += [f"{struct.name}.{rust_bindings.member(declaration)[0]} {offset} {size}"
                  for offset, size, declaration, _ in struct.members]
    return lines


class RustBindings(unittest.TestCase):
    def setUp(self):
        self.contract = GOLDEN.read_text(encoding="utf-8")

    def test_a_struct_or_a_member_of_the_contract_has_no_counterpart(self):
        text = BINDINGS.read_text(encoding="utf-8")
        structs = rust_bindings.structs(self.contract)
        self.assertEqual(self.contract.count("\n  struct "), len(structs))
        self.assertEqual(self.contract.count("\n    at "), sum(len(struct.members) for struct in structs))
        for struct in structs:
            self.assertIn(f"pub struct {struct.name}_t {{", text)

    def test_rustc_lays_a_record_out_otherwise_than_the_headers(self):
        if not shutil.which("rustc"):
            self.skipTest("rustc is not installed (Debian: apt-get install rustc)")
        structs = rust_bindings.structs(self.contract)
        with tempfile.TemporaryDirectory(prefix="baton-rust-") as folder:
            main = Path(folder) / "main.rs"
            main.write_text(probe(structs))
            shutil.copy(BINDINGS, main.with_name("baton.rs"))
            subprocess.run(["rustc", "--edition", "2021", "-o", str(main.with_name("probe")), str(main)], check=True,
                           timeout=300)
            said = subprocess.run([str(main.with_name("probe"))], capture_output=True, text=True, check=True,
                                  timeout=60)
        self.assertEqual(wanted(structs), said.stdout.splitlines())

    def test_a_contract_that_moved_on_leaves_the_bindings_as_they_are(self):
        changes = {"  macro BATON_CASE_OPEN 1u": "  macro BATON_CASE_OPEN 9u",
                   "    at 4 size 4: uint32_t final": "    at 4 size 4: int32_t final",
                   "const baton_trigger_t *trigger": "baton_trigger_t *trigger",
                   " [any-thread & started]": " [strand]",
                   '"baton.http/1"': '"baton.http/2"'}
        there = rust_bindings.bindings(self.contract)
        for old, new in changes.items():
            with self.subTest(old):
                self.assertIn(old, self.contract)
                self.assertNotEqual(there, rust_bindings.bindings(self.contract.replace(old, new, 1)))

    def test_a_type_without_a_counterpart_is_passed_over(self):
        for old, new in (("uint32_t final", "long double final"), ("BATON_CASE_OPEN 1u", "BATON_CASE_OPEN (1 << 3)"),
                         ("uint32_t final", "uint32_t final : 3")):
            with self.subTest(new), self.assertRaises(rust_bindings.ContractError):
                rust_bindings.bindings(self.contract.replace(old, new, 1))


if __name__ == "__main__":
    unittest.main(verbosity=2)
