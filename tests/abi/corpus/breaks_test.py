#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Do the kept binaries see a break? The other way round, because plugins build faster than a host: the same sources are
built with broken headers, and this host must not get the old answers from them. What is no break must go unnoticed.

    breaks_test.py CORPUS_TEST
"""
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
CORPUS_TEST = sys.argv[1]
sys.path.insert(0, str(HERE.parents[2] / "sdk/abi"))
sys.path.insert(0, str(HERE))
from broken_copy import Copy  # noqa: E402  (found by the lines above)
import keep  # noqa: E402

BREAKS = [
    ("a field is inserted into a record", Copy.replace, "event.h", "  baton_str_t account; ",
     "  uint64_t middle;\n  baton_str_t account; "),
    ("two fields of one type change places", Copy.swap, "event.h", "baton_str_t message_id;", "baton_str_t account;"),
    ("two numbers of a case change places", Copy.swap, "case.h", "uint64_t revision;", "uint64_t owner_epoch;"),
    ("two functions of an instance change places", Copy.swap, "plugin.h", "*init)", "*start)"),
    ("two functions of the host change places", Copy.swap, "ext/timers.h", "*now_unix_ms)", "*monotonic_ms)"),
    ("a status is renumbered", Copy.replace, "types.h", "#define BATON_REJECTED           14",
     "#define BATON_REJECTED           15"),
    ("an event is renumbered", Copy.replace, "event.h", "BATON_EVENT_CALL               9u",
     "BATON_EVENT_CALL              10u"),
    ("an id gets another revision", Copy.replace, "ext/http.h", '"baton.http/1"', '"baton.http/2"'),
]

HARMLESS = [
    ("a field is appended to a record", Copy.replace, "kind/classifier.h", "  uint32_t reserved1;\n",
     "  uint32_t reserved1;\n  uint64_t more;\n"),
    ("an id is added", Copy.replace, "ext/http.h", '#define BATON_HTTP        "baton.http/1"',
     '#define BATON_HTTP        "baton.http/1"\n#define BATON_HTTP_2      "baton.http/2"'),
]


def answers_differ(include: Path, folder: Path) -> bool:
    """Whether any answer differs; not to live long enough for one counts as well."""
    keep.build(keep.current_version(), folder, include, [])
    kept = f"--gtest_filter=*kept_{keep.current_version().replace('.', '_')}_*inside"
    done = subprocess.run([CORPUS_TEST, kept], env={**os.environ, "BATON_CORPUS_BUNDLES": str(folder)},
                          capture_output=True, check=False)
    return done.returncode != 0


class Breaks(unittest.TestCase):
    def expect(self, changes, differs: bool):
        for name, change, header, old, new in changes:
            with self.subTest(name), Copy() as copy, tempfile.TemporaryDirectory() as folder:
                change(copy, header, old, new)
                self.assertEqual(answers_differ(copy.include, Path(folder)), differs)

    def test_a_break_goes_unnoticed(self):
        self.expect(BREAKS, True)

    def test_a_change_that_breaks_nothing_is_noticed(self):
        self.expect(HARMLESS, False)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
