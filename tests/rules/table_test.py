#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The table of rules and tests leaves something out, or counts what does not cite."""
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import table

KNOWN = {"C2", "C4", "H8", "H9", "H10", "M1", "K", "G10a", "G10"}


class Citing(unittest.TestCase):
    def test_a_code_is_not_seen(self):
        for text, wanted in (("// C2, C4", {"C2", "C4"}), ("(H8-H10)", {"H8", "H9", "H10"}), ("M1h: people", {"M1"}),
                             ("G10a", {"G10a"}), ("# K", {"K"})):
            self.assertEqual(wanted, table.cited(text, KNOWN), text)

    def test_what_is_no_code_counts(self):
        for text in ("ORD-C2", "AC2", "C22", "k7f3-c2", "UTF-H8", "OK", "C2x_y", "M1/2"):
            self.assertEqual(set(), table.cited(text, KNOWN), text)

    def test_a_comment_in_a_test_is_overlooked_or_a_string_counts(self):
        lines = ['TEST(Gate, one) {  // C2', '  say("C4");', '  // H8: at once', '}', '', '// H9',
                 'TEST_P(Gate, two) {', '}']
        self.assertEqual({"Gate.one": {"C2", "H8"}, "Gate.two": {"H9"}}, table.tests_of_cpp(lines, KNOWN))

    def test_a_code_in_a_name_is_overlooked_or_a_word_counts(self):
        lines = ["TEST(Gate, a_word_is_lost_C2_K) {", "}", "TEST_F(Gate, H8_c4_ok) {", "}"]
        wanted = {"Gate.a_word_is_lost_C2_K": {"C2", "K"}, "Gate.H8_c4_ok": {"H8"}}
        self.assertEqual(wanted, table.tests_of_cpp(lines, KNOWN))

    def test_a_docstring_is_overlooked(self):
        text = ('class Some(Case):\n    """All of C2."""\n    def test_a(self):\n'
                '        """H8, told\n        over two: H9."""\n'
                '    def test_b(self):\n        x = "C4"  # K\n')
        wanted = {"Some.test_a": {"C2", "H8", "H9"}, "Some.test_b": {"C2", "K"}}
        self.assertEqual(wanted, table.tests_of_python(text, KNOWN))

    def test_the_head_of_a_file_counts_where_a_test_says_it_itself(self):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            (root / "gate_test.cpp").write_text("// gate_test.cpp - the gate (C2, C4).\n#include <gate.h>\n"
                                                "TEST(Gate, one) {  // C2\n}\nTEST(Gate, two) {\n}\n")
            codes = [table.Code("C2; owner"), table.Code("C4; handoff"), table.Code("H8; person; later: helpdesk")]
            rows = table.citations(root, codes)
            self.assertEqual({"C2": ["Gate.one"], "C4": ["Gate.one", "Gate.two"], "H8": []}, rows)


class Results(unittest.TestCase):
    XML = """<testsuite><testcase name="core_test" status="run"><system-out>[ RUN      ] Gate.one
[       OK ] Gate.one (1 ms)
[  FAILED  ] Every/Ledger.two/sqlite (2 ms)
[       OK ] Every/Ledger.two/memory (2 ms)
</system-out></testcase><testcase name="process_x" status="run"><system-out>test_a (__main__.Some.test_a) ... ok
test_b (__main__.Some)
What it is about. ... FAIL
</system-out></testcase></testsuite>"""

    def ran(self) -> dict:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "tests.xml"
            path.write_text(self.XML)
            return table.results(path)

    def test_a_failure_is_lost(self):
        ran = self.ran()
        wanted = {"Gate.one": "passed", "Ledger.two": "failed", "Some.test_a": "passed", "Some.test_b": "failed"}
        self.assertEqual(wanted, ran)

    def test_an_empty_row_looks_full(self):
        self.assertEqual(("C2    owner: EMPTY", False), table.row_of(table.Code("C2; owner"), [], {}, False))
        later = table.row_of(table.Code("C9; links; later: helpdesk"), [], {}, False)
        self.assertEqual(("C9    links: later: helpdesk", True), later)
        tests = ["Ledger.two", "Gate.one", "Gate.new"]
        line, good = table.row_of(table.Code("C4; handoff"), tests, self.ran(), False)
        self.assertFalse(good)
        self.assertIn("3 tests, 1 passed, 1 failed, 1 not run", line)
        self.assertIn("failed: Ledger.two", line)


class Codes(unittest.TestCase):
    def test_a_code_is_listed_twice_or_out_of_shape(self):
        codes = table.read_codes()
        names = [code.code for code in codes]
        self.assertEqual(len(names), len(set(names)))
        self.assertGreater(len(names), 100)
        for code in codes:
            self.assertEqual({code.code}, table.cited(code.code, set(names)))
            self.assertTrue(code.title)
            self.assertTrue(not code.note or code.note.startswith(("later: ", "part: ", "see: ")), code.note)
            self.assertLessEqual(set(code.parts), set(names))

    def test_the_command_does_not_run(self):
        done = subprocess.run([sys.executable, "-B", table.HERE / "table.py", "--full"], capture_output=True, text=True)
        self.assertEqual(0, done.returncode, done.stderr)
        self.assertIn("rules,", done.stdout.splitlines()[-1])


if __name__ == "__main__":
    unittest.main(verbosity=2)
