#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The rules of ../RULES.md: numbered without a gap, and whoever is said to enforce one exists under that name.

    rules_test.py
"""
import re
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
SDK, TREE = HERE.parent, HERE.parent.parent
ROW = re.compile(r"\| (\d+) \| (.+?) \| (.+?) \|")


def text(name: str) -> str:
    return (TREE / name).read_text(encoding="utf-8")


def rules() -> list[tuple[int, str, str]]:
    return [(int(row[1]), row[2], row[3]) for row in map(ROW.fullmatch, text("sdk/RULES.md").splitlines()) if row]


def enforcers() -> list[tuple[int, str, str]]:
    """(rule, word, name): "compiler: `-z,defs`; loader: 8" is two. A word that needs no name has ""."""
    found = []
    for number, _, column in rules():
        for part in column.split("; "):
            word, _, names = part.partition(": ")
            found += [(number, word, name.strip("`")) for name in names.split(", ")] if names else [(number, word, "")]
    return found


def validate_checks() -> set[str]:
    """The ids of `baton validate`, from the tables of host/validate."""
    ids = set()
    for source in (TREE / "host/validate").glob("*_checks.cpp"):
        ids.update(re.findall(r'\{"([a-z0-9]+(?:-[a-z0-9]+)*)",', source.read_text(encoding="utf-8")))
    return ids


def counters() -> set[str]:
    body = re.search(r"struct Health \{(.*?)\n\};", text("host/plugin/health.h"), re.DOTALL).group(1)
    return set(re.findall(r"(\w+)(?: = \w+)?;", body))


class Rules(unittest.TestCase):
    def named(self, word: str) -> list[tuple[int, str]]:
        found = [(number, name) for number, what, name in enforcers() if what == word]
        self.assertTrue(found, f"no rule names a {word}")
        return found

    def all_exist(self, word: str, exists):
        for number, name in self.named(word):
            self.assertTrue(exists(name), f"rule {number}: there is no {word} \"{name}\"")

    def test_a_number_is_missing_or_used_twice(self):
        self.assertEqual([number for number, _, _ in rules()], list(range(1, len(rules()) + 1)))
        self.assertGreater(len(rules()), 40)

    def test_somebody_unknown_enforces_a_rule(self):
        known = {"compiler", "lint", "loader", "validate", "host", "runner", "helper", "review"}
        for number, word, _ in enforcers():
            self.assertIn(word, known, f"rule {number}")

    def test_a_compiler_flag_is_set_nowhere(self):
        places = text("sdk/BatonPlugin.cmake") + text("tests/abi_headers/header_matrix.py")
        self.all_exist("compiler", lambda flag: flag in places)

    def test_a_lint_is_not_there(self):
        def runs(script):
            places = (TREE / "sdk/abi/CMakeLists.txt", TREE / "tests/abi/corpus/CMakeLists.txt")
            return any((place.parent / script).is_file() and script in place.read_text(encoding="utf-8")
                       for place in places)
        self.all_exist("lint", runs)

    def test_a_step_of_the_loader_is_not_there_or_has_no_test(self):
        steps = re.search(r"enum class LoadStep \{(.*?)\n\};", text("host/plugin/load_refusal.h"), re.DOTALL).group(1)
        last = len(re.findall(r"^  k\w+", steps, re.MULTILINE))
        tests = text("tests/abi/bad_plugins/loader_test.cpp")
        for number, step in self.named("loader"):
            self.assertIn(int(step), range(1, last + 1), f"rule {number}")
            self.assertIn(f"TEST_F(Loading, step_{step}_", tests, f"rule {number}: nothing breaks step {step}")

    def test_a_check_of_baton_validate_is_not_there(self):
        self.all_exist("validate", validate_checks().__contains__)

    def test_a_counter_is_counted_nowhere(self):
        self.all_exist("host", counters().__contains__)

    def test_a_file_of_helper_or_runner_is_not_there(self):
        self.all_exist("helper", lambda name: (SDK / "cpp/baton" / name).is_file())
        self.all_exist("runner", lambda name: (TREE / "host/runner" / name).is_file())

    def test_the_protocol_s_numbers_are_not_those_of_the_code(self):
        body = re.search(r"enum : KindNumber \{(.*?)\n  \};", text("sdk/wire/frame.h"), re.DOTALL).group(1)
        body = re.sub(r"//.*", "", body)
        names = [name.split("=")[0].strip() for name in body.replace("\n", " ").split(",") if name.strip()]
        written = text("sdk/wire/PROTOCOL.md")
        for number, name in enumerate(names):
            if name not in ("none", "reply"):
                self.assertRegex(written, rf"\b{number} `{name}`|`{name}` {number}\b", name)


if __name__ == "__main__":
    unittest.main()
