#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The matrix is tested by headers that must not pass it.

    header_matrix_test.py INCLUDE_DIR CONTRACT
"""
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
INCLUDE, CONTRACT = map(Path, sys.argv[1:3])

# (name, header, old text, new text)
DEFECTS = [
    ("a header that leans on another one being included first", "ext/log.h", '#include "../host.h"\n', ""),
    ("hidden padding", "ext/http.h", "  uint32_t struct_size;\n  uint32_t reserved0;\n  baton_str_t name;",
     "  uint32_t struct_size;\n  baton_str_t name;"),
    ("a layout that is not the contract's", "kind/classifier.h", "  uint32_t reserved1;\n",
     "  uint32_t reserved1;\n  uint64_t more;\n"),
    ("a word that C++ keeps for itself", "ext/timers.h", "uint64_t cookie,", "uint64_t class,"),
]


class Matrix(unittest.TestCase):
    def run_on(self, include, header):
        return subprocess.run([sys.executable, "-B", str(HERE / "header_matrix.py"), str(include), str(CONTRACT),
                               "--compiler", "gcc", "--only", header], capture_output=True, text=True, check=False)

    def test_defects_fail(self):
        for name, header, old, new in DEFECTS:
            with self.subTest(name), tempfile.TemporaryDirectory() as folder:
                include = Path(folder) / "include"
                shutil.copytree(INCLUDE, include)
                path = include / "baton" / header
                text = path.read_text(encoding="utf-8")
                self.assertIn(old, text, "the header has changed: adapt the seeded defect")
                path.write_text(text.replace(old, new, 1), encoding="utf-8")
                done = self.run_on(include, header)
                self.assertEqual(self.run_on(INCLUDE, header).returncode, 0, "the sound header passes")
                self.assertEqual(done.returncode, 1, done.stdout + done.stderr)

    def test_a_missing_compiler_is_said_and_skipped(self):
        done = subprocess.run([sys.executable, "-B", str(HERE / "header_matrix.py"), str(INCLUDE), str(CONTRACT),
                               "--compiler", "no-such-compiler"], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 77)
        self.assertIn("SKIPPED: no-such-compiler is not installed", done.stdout)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
