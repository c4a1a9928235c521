#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Which gate sees which change of the headers. Each change is made in a copy, every gate looks at it, and the answer is
held against the table: a gate that goes blind fails here, and so does one that begins to cry for nothing.

    gates_test.py      (needs nothing but the SDK's folder and abigail-tools)
"""
import platform
import shutil
import subprocess
import sys
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from broken_copy import INCLUDE, Copy

HERE = Path(__file__).resolve().parent
GATES = {
    "contract": ("contract.py", "--check", HERE / "contract.golden.txt"),
    "probe": ("probe.py", "--check", HERE / "probe.c"),
    "types": ("baseline.py", "--check", HERE / "baseline"),
    "tags": ("tag_lint.py",),
    "ids": ("id_lint.py",),
    "shapes": ("shape_lint.py",),
}
EVERY = set(GATES) - {"tags", "ids", "shapes"}
LAYOUT = {"contract", "types"}
TEXT = {"contract"}  # what no type shows: macros, ids, tags

CHANGES = [  # (what is done, header, old text, new text, who sees it)
    ("a field is appended to a record", "kind/classifier.h",
     "  uint32_t reserved1;\n", "  uint32_t reserved1;\n  uint64_t more;\n", LAYOUT),
    ("a field is inserted into a record", "event.h",
     "  baton_str_t account; ", "  uint64_t middle;\n  baton_str_t account; ", LAYOUT),
    ("a field is inserted and its padding hidden", "event.h",
     "  baton_str_t account; ", "  uint32_t middle;\n  baton_str_t account; ", LAYOUT | {"shapes"}),
    ("a field is removed", "case.h", "  int64_t given_unix_ms;", "", LAYOUT),
    ("a field gets another name", "case.h", "int64_t given_unix_ms;", "int64_t given_at_unix_ms;", LAYOUT),
    ("a field gets another sign", "case.h", "int64_t given_unix_ms;", "uint64_t given_unix_ms;", LAYOUT),
    ("a number gets another name of the same type", "event.h",
     "  baton_event_kind_t kind;", "  uint32_t kind;", LAYOUT),
    ("a function takes one more parameter", "ext/log.h",
     "baton_log_level_t level);", "baton_log_level_t level, uint32_t more);", LAYOUT),
    ("a function answers something else", "ext/secrets.h", "  uint32_t(BATON_CALL *exists)",
     "  uint64_t(BATON_CALL *exists)", LAYOUT),
    ("a table grows", "ext/log.h", "baton_str_t fields_json);\n",
     "baton_str_t fields_json);\n  /* More. [any-thread] */\n  void(BATON_CALL *more)(const baton_host_t *host);\n",
     LAYOUT),
    ("a parameter is no longer const", "ext/http.h",
     "const baton_http_request_t *request", "baton_http_request_t *request", LAYOUT),
    ("an enumeration becomes wider", "event.h",
     "typedef uint32_t baton_event_kind_t", "typedef uint64_t baton_event_kind_t", LAYOUT | {"shapes"}),
    ("a type is added", "case.h", "typedef uint32_t baton_topology_t;",
     "typedef uint32_t baton_topology_t;\ntypedef uint32_t baton_weather_t;", {"contract", "probe"}),
    ("a type is removed", "kind/ownership.h", "typedef uint32_t baton_writers_t;", "#define baton_writers_t uint32_t",
     EVERY),
    ("a constant is renumbered", "types.h",
     "#define BATON_CONFLICT            5", "#define BATON_CONFLICT            6", TEXT),
    ("two constants change places", "event.h", "BATON_EVENT_HISTORIC     2u", "BATON_EVENT_HISTORIC     4u", TEXT),
    ("a limit becomes smaller", "limits.h",
     "BATON_ID_MAX_BYTES           512u", "BATON_ID_MAX_BYTES           256u", TEXT),
    ("an array becomes longer", "limits.h",
     "BATON_ERROR_CODE_BYTES       64", "BATON_ERROR_CODE_BYTES       72", LAYOUT),
    ("an id gets another revision", "ext/http.h", '"baton.http/1"', '"baton.http/2"', TEXT | {"ids"}),
    ("an id gets another name", "ext/http.h", '"baton.http/1"', '"baton.web/1"', TEXT | {"ids"}),
    ("a function moves to another thread", "ext/media.h", "is DATA_LOSS. [strand & started]",
     "is DATA_LOSS. [any-thread]", TEXT),
    ("a thread is no longer said", "ext/media.h", "is DATA_LOSS. [strand & started]", "is DATA_LOSS.", TEXT | {"tags"}),
    ("a comment is edited", "event.h", "what happened in a conversation", "what went on in a conversation", set()),
    ("white space moves", "event.h", "  baton_str_t text;    ", "  baton_str_t   text;  ", set()),
]

SWAPS = [  # (what is done, header, one text, the other, who sees it)
    ("two fields of one type change places", "event.h", "baton_str_t message_id;", "baton_str_t account;", LAYOUT),
    ("two functions of one type change places", "plugin.h", "*init)", "*start)", LAYOUT),
    ("two functions of different types change places", "ext/signature.h", "*verify)", "*sign)", LAYOUT),
]


def complains(gate: str, include: Path) -> bool:
    script, *more = GATES[gate]
    done = subprocess.run([sys.executable, "-B", str(HERE / script), str(include), *map(str, more)],
                          capture_output=True, text=True, check=False)
    if "Traceback" in done.stderr or done.returncode not in (0, 1, 2):
        raise AssertionError(f"{script}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return done.returncode != 0


def seen_by(include: Path) -> set[str]:
    return {gate for gate in GATES if complains(gate, include)}


@unittest.skipUnless(shutil.which("abidiff") and platform.machine() == "x86_64",
                     "needs abidiff (Debian: apt-get install abigail-tools) on x86-64")
class Gates(unittest.TestCase):
    def expect(self, changes, change):
        def attempt(row):
            name, header, old, new, wanted = row
            with Copy() as copy:
                change(copy, header, old, new)
                return name, wanted, seen_by(copy.include)

        with ThreadPoolExecutor(max_workers=2) as pool:
            for name, wanted, seen in pool.map(attempt, changes):
                with self.subTest(name):
                    self.assertEqual(sorted(seen), sorted(wanted), name)

    def test_a_change_goes_past_the_gate_that_should_see_it(self):
        self.expect(CHANGES, Copy.replace)

    def test_two_things_change_places_unseen(self):
        self.expect(SWAPS, Copy.swap)

    def test_a_gate_complains_of_the_headers_as_they_are(self):
        self.assertEqual(seen_by(INCLUDE), set())


if __name__ == "__main__":
    unittest.main()
