#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The gates are tested by breaking what they guard: each seeded defect in a copy of the headers must be caught.

    abi_tools_test.py      (needs nothing but the SDK's folder)
"""
import subprocess
import sys
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from broken_copy import Copy

HERE = Path(__file__).resolve().parent
GOLDEN = HERE / "contract.golden.txt"

# (name, header, old text, new text): changes of the ABI.
BREAKS = [
    ("a field is appended", "kind/classifier.h", "  uint32_t reserved1;\n", "  uint32_t reserved1;\n  uint64_t more;\n"),
    ("a field is inserted in the middle", "event.h", "  baton_str_t account; ", "  uint64_t middle;\n  baton_str_t account; "),
    ("a function takes one more parameter", "ext/log.h",
     "baton_log_level_t level);", "baton_log_level_t level, uint32_t more);"),
    ("a parameter is no longer const", "ext/http.h",
     "const baton_http_request_t *request", "baton_http_request_t *request"),
    ("a status is renumbered", "types.h", "#define BATON_CONFLICT            5", "#define BATON_CONFLICT            6"),
    ("a flag changes its bit", "event.h", "BATON_EVENT_HISTORIC     2u", "BATON_EVENT_HISTORIC     8u"),
    ("an interface id changes", "ext/http.h", '"baton.http/1"', '"baton.http/2"'),
    ("a limit changes", "limits.h", "BATON_ID_MAX_BYTES           512u", "BATON_ID_MAX_BYTES           513u"),
    ("an array's size changes", "limits.h", "BATON_ERROR_CODE_BYTES       64", "BATON_ERROR_CODE_BYTES       72"),
    ("an enumeration's type changes", "event.h",
     "typedef uint32_t baton_event_kind_t", "typedef uint64_t baton_event_kind_t"),
    ("the exported symbol is renamed", "entry.h", "baton_entry_v0(void)", "baton_entry_v1(void)"),
    ("the ABI version moves", "entry.h", "#define BATON_ABI_MINOR 9", "#define BATON_ABI_MINOR 10"),
    ("a function moves to another thread", "ext/media.h", "is DATA_LOSS. [strand & started]", "is DATA_LOSS. [any-thread]"),
    ("a header is no longer included", "baton.h", '#include "ext/metrics.h"\n', ""),
]

# Two names change places: sizes and offsets stay, and every binary breaks.
SWAPS = [
    ("two fields of one type change places", "event.h", "baton_str_t message_id;", "baton_str_t account;"),
    ("two function pointers of one type change places", "plugin.h", "*init)", "*start)"),
    ("two function pointers change places", "ext/signature.h", "*verify)", "*sign)"),
]

# Changes that no binary can see.
HARMLESS = [
    ("a comment is edited", "event.h", "what happened in a conversation", "what went on in a conversation"),
    ("white space moves", "event.h", "  baton_str_t text;    ", "  baton_str_t   text;  "),
]

BAD_TAGS = [
    ("a tag is missing", "ext/log.h", " may drop under load. [any-thread] */", " may drop under load. */"),
    ("a tag is doubled", "ext/log.h", "skip formatting. [any-thread] */", "skip formatting. [any-thread] [strand] */"),
    ("a tag is misspelt", "ext/log.h", "skip formatting. [any-thread] */", "skip formatting. [any thread] */"),
    ("a state is unknown", "plugin.h", "[strand & created]", "[strand & born]"),
    ("two functions share one comment", "ext/blob.h",
     "  /* Begins a new blob; it becomes readable at `finish`. [any-thread] */\n", ""),
    ("a trailing comment lends its tag", "ext/secrets.h",
     "  /* Grows whenever the value changes; 0 when it does not exist. [any-thread] */\n  uint64_t(BATON_CALL *version)"
     "(const baton_host_t *host, baton_str_t name);",
     "  uint64_t(BATON_CALL *version)(const baton_host_t *host, baton_str_t name); /* [any-thread] */"),
    ("the calling convention is missing", "ext/http.h", "void(BATON_CALL *cancel)", "void(*cancel)"),
]

BAD_IDS = [
    ("an id has no revision", "ext/log.h", '"baton.log/1"', '"baton.log"'),
    ("an id starts its revisions at 0", "ext/log.h", '"baton.log/1"', '"baton.log/0"'),
    ("an id has capitals", "ext/log.h", '"baton.log/1"', '"baton.Log/1"'),
    ("an id is used twice", "ext/log.h", '"baton.log/1"', '"baton.http/1"'),
    ("a macro is named after something else", "ext/log.h", '"baton.log/1"', '"baton.logs/1"'),
]

BAD_SHAPES = [
    ("a record has no size", "case.h",
     "typedef struct baton_lane {\n  uint32_t struct_size;", "typedef struct baton_lane {\n  uint32_t size;"),
    ("padding is hidden", "ext/http.h",
     "  uint32_t struct_size;\n  uint32_t reserved0;\n  baton_str_t name;", "  uint32_t struct_size;\n  baton_str_t name;"),
    ("a record is held by value", "event.h",
     "const baton_identity_t *previous_identity;", "baton_identity_t previous_identity;"),
    ("an int crosses", "ext/metrics.h", "uint32_t metric_id, double value", "int metric_id, double value"),
    ("a size_t crosses", "ext/kv.h", "uint64_t capacity, uint64_t *size", "size_t capacity, uint64_t *size"),
    ("varargs cross", "ext/log.h", "baton_str_t fields_json);", "baton_str_t fields_json, ...);"),
    ("a bit-field crosses", "case.h", "  uint32_t kept;", "  uint32_t kept : 32;"),
]


def run(script, *arguments):
    return subprocess.run([sys.executable, "-B", str(HERE / script), *map(str, arguments)], capture_output=True, text=True,
                          check=False)


class Seeded(unittest.TestCase):
    def expect(self, cases, exit_codes, script, *more, change=Copy.replace):
        def attempt(case):
            name, *what = case
            with Copy() as copy:
                change(copy, *what)
                return name, run(script, copy.include, *more)

        with ThreadPoolExecutor(max_workers=2) as pool:
            for name, done in pool.map(attempt, cases):
                with self.subTest(name):
                    self.assertIn(done.returncode, exit_codes, f"{name}\n{done.stdout}{done.stderr}")
                    self.assertNotIn("Traceback", done.stderr)

    def test_every_break_of_the_abi_changes_the_contract(self):
        self.expect(BREAKS, (1, 2), "contract.py", "--check", GOLDEN)
        self.expect(SWAPS, (1,), "contract.py", "--check", GOLDEN, change=Copy.swap)

    def test_comments_and_white_space_do_not(self):
        self.expect(HARMLESS, (0,), "contract.py", "--check", GOLDEN)

    def test_bad_thread_tags_are_found(self):
        self.expect(BAD_TAGS, (1,), "tag_lint.py")

    def test_bad_ids_are_found(self):
        self.expect(BAD_IDS, (1,), "id_lint.py")

    def test_bad_shapes_are_found(self):
        self.expect(BAD_SHAPES, (1,), "shape_lint.py")


if __name__ == "__main__":
    unittest.main()
