#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A lint that cannot fail is none: a small tree that is in order, one defect seeded at a time, each of which must be
found and nothing else with it."""
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import functions
import rooms
import tidy

HERE = Path(__file__).resolve().parent
SPDX = "// SPDX-License-Identifier: MIT\n"

CLEAN = {
    "host/core/case.h": SPDX + "// case.h - a case.\n#pragma once\n#include <string>\n",
    "host/core/case.cpp": SPDX + '#include "host/core/case.h"\n\n#include <vector>\n\nint count() {\n  return 1;\n}\n',
    "host/core/case_test.cpp": SPDX + '#include <gtest/gtest.h>\n#include "host/core/case.h"\n',
    "host/core/CMakeLists.txt": "# SPDX-License-Identifier: MIT\nbaton_room(core)\n",
    "host/ledger/ledger.h": SPDX + "// ledger.h - what is kept.\n#include <sqlite3.h>\n#include \"host/core/case.h\"\n",
    "host/ledger/CMakeLists.txt":
        "# SPDX-License-Identifier: MIT\nbaton_room(ledger LINKS baton::core PkgConfig::SQLITE3 PCH <string>)\n",
    "host/net/client.cpp": SPDX + "// client.cpp - calls out.\n#include <httplib.h>\n#include <unistd.h>\n",
    "host/net/CMakeLists.txt": "# SPDX-License-Identifier: MIT\nbaton_room(net LINKS PkgConfig::HTTPLIB)\n",
    "host/plugin/library.cpp":
        SPDX + "// library.cpp - opens a library.\n#include <boost/dll/shared_library.hpp>\n#include <baton/baton.h>\n",
    "host/plugin/CMakeLists.txt": "# SPDX-License-Identifier: MIT\nbaton_room(plugin LINKS baton::abi)\n",
    "sdk/include/baton/baton.h":
        "/* SPDX-License-Identifier: MIT\n *\n * baton.h - all of it.\n */\n#include <stdint.h>\n",
    "sdk/cpp/baton/plugin.hpp": SPDX + "// plugin.hpp - on top.\n#include <baton/baton.h>\n#include <string>\n",
    "sdk/templates/README.md": "# Templates\n\n`c`, `rule-c` and `rust` hold files.\n",
    "sdk/templates/c/glue.h": SPDX + "// glue.h - shared.\n#include <baton/baton.h>\n",
    "sdk/templates/rule-c/plugin.c": SPDX + '// plugin.c - glue.\n#include "glue.h"\n#include "{{id}}_schema.h"\n',
    "sdk/templates/rust/lib.rs": SPDX + "// lib.rs - the crate.\nmod glue;\n",
    "plugins/one/plugin.cpp": SPDX + '// plugin.cpp - glue.\n#include <baton/plugin.hpp>\n#include "one_schema.h"\n',
    "plugins/one/CMakeLists.txt":
        "# SPDX-License-Identifier: MIT\nbaton_add_plugin(one SOURCES plugin.cpp LINKS baton::sdk)\n",
    "plugins/two/rule.h": SPDX + "// rule.h - another plugin's.\n",
    "connectors/mail/plugin.cpp": SPDX + "// plugin.cpp - glue.\n#include <openssl/hmac.h>\n#include <baton/baton.h>\n",
    "tests/tool.py": '# SPDX-License-Identifier: MIT\n"""A tool."""\n\n\ndef act():\n    return 1\n',
    "tests/run": "#!/bin/sh\n# SPDX-License-Identifier: MIT\n# Runs.\nexit 0\n",
    "notes.md": "# Notes\n\nAn example in /home/me/x, a build in ../shared.\n",
}

# (what is wrong, file, old text or "" for the end, new text, words of the finding)
ARROWS = [
    ("the core includes a room", "host/core/case.h", "<string>", '"host/ledger/ledger.h"', "may not know host/ledger"),
    ("the core includes a system header", "host/core/case.h", "<string>", "<unistd.h>", "is pure"),
    ("the core includes a C header", "host/core/case.cpp", "<vector>", "<stdio.h>", "is pure"),
    ("the core includes the SDK", "host/core/case.h", "<string>", "<baton/baton.h>", "may not know sdk/include"),
    ("the core includes JSON", "host/core/case.h", "<string>", "<nlohmann/json.hpp>", "belongs to"),
    ("an arrow runs back by a relative path", "host/core/case.h", "<string>", '"../ledger/ledger.h"',
     "may not know host/ledger"),
    ("an arrow runs back in angle brackets", "host/core/case.h", "<string>", "<host/ledger/ledger.h>",
     "may not know host/ledger"),
    ("a second file knows the HTTP library", "host/ledger/ledger.h", "<sqlite3.h>", "<httplib.h>",
     "belongs to host/net/client.cpp"),
    ("Beast is used outside net", "host/plugin/library.cpp", "<boost/dll/shared_library.hpp>", "<boost/beast.hpp>",
     "belongs to host/net/"),
    ("Boost.DLL is used in a second file", "host/net/client.cpp", "<unistd.h>", "<boost/dll.hpp>",
     "belongs to host/plugin/library.cpp"),
    ("SQLite is used outside the ledger", "host/net/client.cpp", "<unistd.h>", "<sqlite3.h>",
     "belongs to host/ledger/"),
    ("a plugin includes the host", "plugins/one/plugin.cpp", "<baton/plugin.hpp>", '"host/core/case.h"',
     "may not know host/core"),
    ("a connector includes the host", "connectors/mail/plugin.cpp", "<baton/baton.h>", '"host/net/client.cpp"',
     "may not know host/net"),
    ("a plugin includes another", "plugins/one/plugin.cpp", "<baton/plugin.hpp>", '"../two/rule.h"',
     "may not know plugins/two"),
    ("the C headers include the helper", "sdk/include/baton/baton.h", "<stdint.h>", "<baton/plugin.hpp>",
     "may not know sdk/cpp"),
    ("the C headers include a system header", "sdk/include/baton/baton.h", "<stdint.h>", "<stdio.h>", "is pure"),
    ("a template includes what no project has", "sdk/templates/rule-c/plugin.c", "glue.h", "gleu.h", "is nowhere"),
    ("a template includes the host", "sdk/templates/c/glue.h", "<baton/baton.h>", '"host/core/case.h"',
     "may not know host/core"),
    ("the host includes the helper", "host/plugin/library.cpp", "<baton/baton.h>", "<baton/plugin.hpp>",
     "may not know sdk/cpp"),
    ("product code includes the test library", "host/ledger/ledger.h", "<sqlite3.h>", "<gtest/gtest.h>", "belongs to"),
    ("a new library comes in unseen", "host/net/client.cpp", "<unistd.h>", "<curl/curl.h>", "does not know"),
    ("an include leads nowhere", "host/core/case.cpp", '"host/core/case.h"', '"host/core/cases.h"', "is nowhere"),
    ("a room links what it may not know", "host/core/CMakeLists.txt", "(core)", "(core LINKS baton::ledger)",
     "may not know host/ledger"),
    ("a room links a library it may not include", "host/core/CMakeLists.txt", "(core)", "(core LINKS SQLiteCpp)",
     "may not include SQLiteCpp/"),
    ("a room links what it never includes", "host/ledger/ledger.h", '#include "host/core/case.h"\n', "",
     "includes nothing of it"),
    ("a room includes what it does not link", "host/ledger/CMakeLists.txt", "baton::core ", "", "does not link it"),
    ("a plugin links the host", "plugins/one/CMakeLists.txt", "baton::sdk", "baton::core", "may not know host/core"),
    ("a link goes round the alias", "host/ledger/CMakeLists.txt", "PCH", "baton_net PCH", "past its alias"),
    ("a link is added by the long way", "host/core/CMakeLists.txt", "",
     "target_link_libraries(baton_core PUBLIC baton::net)\n", "may not know host/net"),
]

TIDY = [
    ("a C++ file without licence", "host/core/case.h", SPDX, "", "SPDX line"),
    ("a script without licence", "tests/run", "# SPDX-License-Identifier: MIT\n", "", "SPDX line"),
    ("a Python file without purpose", "tests/tool.py", '"""A tool."""\n', "", "says what the file is for"),
    ("a header without purpose", "host/core/case.h", "// case.h - a case.\n", "", "says what the file is for"),
    ("a file of 501 lines", "host/core/case.cpp", "", "\n" * 492 + "int more;\n", "at most 500"),
    ("a Rust file of 501 lines", "sdk/templates/rust/lib.rs", "", "\n" * 498 + "mod more;\n", "at most 500"),
    ("a Rust file without purpose", "sdk/templates/rust/lib.rs", "// lib.rs - the crate.\n", "",
     "says what the file is for"),
    ("a line of 121 characters", "host/core/case.cpp", "", "// " + "x" * 118 + "\n", "more than 120"),
    ("a blank at a line's end", "host/core/case.cpp", "return 1;", "return 1; ", "blanks at the end"),
    ("a tab", "host/core/case.cpp", "  return", "\treturn", "a tab"),
    ("no line end at the end", "tests/tool.py", "    return 1\n", "    return 1", "ends with one line end"),
    ("a mark of unfinished work", "host/core/case.cpp", "", "// " + "ODOT"[::-1] + ": later\n", "no place in the tree"),
    ("a path of one machine", "notes.md", "", "See /" + "krow"[::-1] + "/main.\n", "no place in the tree"),
    ("a person's home", "notes.md", "/home/me/x", "/ho" + "me/anybody/x", "no place in the tree"),
    ("a number of a ticket", "host/core/case.h", "a case.", "a case, see " + "eussi"[::-1] + " 12.",
     "no place in the tree"),
    ("a function of 71 lines", "host/core/case.cpp", "  return 1;\n", "  f();\n" * 69, "at most 70"),
    ("a Python function of 71 lines", "tests/tool.py", "    return 1\n", "    act()\n" * 70, "at most 70"),
    ("a folder without README", "tests/README.md", None, None, "has a README.md"),
    ("a folder that its parent's README names in passing", "plugins/one/README.md", None, None, "has a README.md"),
]


class Seeded(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="baton-lint-")
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name) / "tree"
        for name, text in CLEAN.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
            (path.parent / "README.md").write_text("# A folder\n")
        self.exceptions = Path(folder.name) / "tidy_exceptions.txt"

    def run_lint(self, lint: str, *more) -> tuple[int, list[str]]:
        words = ["--exceptions", str(self.exceptions), *more] if lint == "tidy" else []
        done = subprocess.run([sys.executable, "-B", str(HERE / f"{lint}.py"), str(self.root), *words],
                              capture_output=True, text=True, check=False)
        self.assertEqual(done.stderr, "")
        return done.returncode, done.stdout.splitlines()[:-1]

    def edit(self, name: str, old: str | None, new: str | None):
        path = self.root / name
        if old is None:
            path.unlink()
            return
        text = path.read_text()
        self.assertIn(old, text, "the clean tree has changed: adapt the defect")
        path.write_text(text.replace(old, new, 1) if old else text + new)

    def each(self, lint: str, defects):
        self.assertEqual(self.run_lint(lint), (0, []), "the clean tree is clean")
        for what, name, old, new, words in defects:
            with self.subTest(what):
                path = self.root / name
                before = path.read_text()
                self.edit(name, old, new)
                code, findings = self.run_lint(lint)
                path.write_text(before)
                self.assertEqual(code, 1, what)
                self.assertTrue(any(words in finding for finding in findings), findings)
                self.assertLessEqual(len(findings), 3, findings)  # one wrong arrow may show at both ends

    def test_an_arrow_that_runs_the_wrong_way_passes(self):
        self.each("arrows", ARROWS)

    def test_untidiness_passes(self):
        self.each("tidy", TIDY)

    def test_a_file_in_no_room_passes(self):
        path = self.root / "host/attic/thing.h"
        path.parent.mkdir()
        path.write_text(SPDX + "// thing.h - stands nowhere.\n")
        code, findings = self.run_lint("arrows")
        self.assertEqual((code, len(findings)), (1, 1), findings)
        self.assertIn("is in no room", findings[0])

    def test_what_a_program_makes_must_be_short(self):
        self.edit("sdk/templates/rust/lib.rs", "the crate.", "the crate, made by tests/tool.py.")
        self.edit("sdk/templates/rust/lib.rs", "", "mod more;\n" * 500)
        self.assertEqual(self.run_lint("tidy"), (0, []))

    def test_an_exception_lets_more_pass_than_it_names(self):
        wide = "// " + "x" * 130 + "\n"
        self.edit("host/core/case.cpp", "", wide)
        self.exceptions.write_text("width host/core/case.cpp 1\n")
        self.assertEqual(self.run_lint("tidy"), (0, []))
        self.edit("host/core/case.cpp", "", wide)
        code, findings = self.run_lint("tidy")
        self.assertEqual((code, len(findings)), (1, 1), findings)
        self.assertIn("excepted are 1", findings[0])

    def test_an_exception_outlives_its_reason(self):
        self.exceptions.write_text("width host/core/case.cpp 1\n")
        code, findings = self.run_lint("tidy")
        self.assertEqual(code, 1)
        self.assertIn("--shrink", findings[0])
        self.assertEqual(self.run_lint("tidy", "--shrink"), (0, []))
        self.assertEqual(tidy.read_exceptions(self.exceptions), {})

    def test_shrinking_adds_an_exception(self):
        self.edit("host/core/case.cpp", "", "// " + "x" * 130 + "\n")
        code, _ = self.run_lint("tidy", "--shrink")
        self.assertEqual((code, tidy.read_exceptions(self.exceptions)), (1, {}))

    def test_an_empty_tree_counts_as_clean(self):
        shutil.rmtree(self.root)
        self.root.mkdir()
        self.assertEqual(self.run_lint("tidy")[0], 1)
        self.assertEqual(self.run_lint("arrows")[0], 1)


class Table(unittest.TestCase):
    def test_two_rooms_know_each_other(self):
        done: set[str] = set()
        rest = dict(rooms.MAY_KNOW)
        while rest:
            free = [room for room, known in rest.items() if set(known) <= done]
            self.assertTrue(free, f"a circle among {sorted(rest)}")
            for room in free:
                done.add(room)
                del rest[room]

    def test_the_pure_rooms_know_somebody(self):
        for room in rooms.PURE:
            self.assertEqual(rooms.MAY_KNOW[room], ())


class Functions(unittest.TestCase):
    def test_braces_in_words_and_comments_are_taken_for_code(self):
        text = """namespace a {
int f(char c) {
  // {
  g("}{", '{', R"(}})", 1'000);
}
struct B {
  void h() const {
  }
};
}
"""
        self.assertEqual(functions.in_c(text), [("f", 2, 4), ("h", 7, 2)])

    def test_a_macro_hides_the_end_of_a_function(self):
        text = "#define OPEN \\\n  if (x) {\nint f() {\n  return 1;\n}\nint g() {\n}\n"
        self.assertEqual(functions.in_c(text), [("f", 3, 3), ("g", 6, 2)])

    def test_a_table_is_taken_for_a_function(self):
        self.assertEqual(functions.in_c("constexpr int kAll[] = {\n  1,\n};\nenum class E : int {\n  one,\n};\n"), [])

    def test_a_test_loses_its_name(self):
        self.assertEqual(functions.in_c("TEST(Gate, holds) {\n}\n"), [("TEST(Gate, holds)", 1, 2)])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
