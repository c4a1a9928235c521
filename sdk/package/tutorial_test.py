#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""TUTORIAL.md as a new user follows it: every block is run as it is printed, in one shell, with what is installed; what
it says a block prints has to be printed, and code it shows has to be the project's.

    tutorial_test.py CMAKE BUILD_FOLDER SDK_FOLDER
"""
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest
from dataclasses import dataclass, field
from pathlib import Path

from vendor import CLEAN, NO_RUSTC, Desk

CMAKE, BUILD, SDK = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
sys.path.insert(0, str(SDK.parent / "host/demo"))
from local_baton import free_port  # noqa: E402  (found by the line above)

ONE_LANGUAGE = "\n## 4."  # what comes before it is the same in every language


@dataclass
class Step:
    """One block of commands, and the lines that it is said to print."""
    commands: str
    prints: list = field(default_factory=list)


def blocks(text: str) -> list[tuple[str, str]]:
    return re.findall(r"^```(\w+)\n(.*?)^```$", text, re.M | re.S)


def steps(text: str) -> list[Step]:
    found: list[Step] = []
    for language, body in blocks(text):
        if language == "sh":
            found.append(Step(body))
        elif language == "text":
            found[-1].prints += body.splitlines()
    return found


def follow(text: str, folder: Path, desk: Desk) -> list[str]:
    """What each step printed; ends with the first that failed."""
    script = "".join(f"echo '@@ {number}'\n{step.commands}" for number, step in enumerate(steps(text)))
    folder.mkdir()
    env = {**CLEAN, **desk.path, "HOST_PORT": str(free_port()), "PIGEON_PORT": str(free_port())}
    log = folder / "shell.log"
    with open(log, "wb") as out:
        shell = subprocess.Popen(["bash", "-euo", "pipefail", "-c", script], cwd=folder, env=env, stdout=out,
                                 stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, start_new_session=True)
    try:
        code = shell.wait(300)
    finally:
        try:
            os.killpg(shell.pid, signal.SIGKILL)  # host and service, where the tutorial broke off before its end
        except ProcessLookupError:
            pass
    said = re.split(r"^@@ \d+\n", log.read_text(errors="replace"), flags=re.M)[1:]
    if code != 0:
        host = "".join(path.read_text(errors="replace")[-3000:] for path in folder.rglob("host.log"))
        raise AssertionError(f"step {len(said)} of the tutorial failed ({code}):\n{said[-1][-3000:]}\n{host}")
    return said


class Tutorial(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="baton-tutorial-", ignore_cleanup_errors=True)
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        cls.desk = Desk(CMAKE, BUILD, cls.folder)
        cls.text = (cls.desk.data / "TUTORIAL.md").read_text()

    def assert_prints(self, text: str, said: list[str]):
        for number, (step, printed) in enumerate(zip(steps(text), said)):
            rest = printed
            for line in step.prints:
                pattern = ".*".join(re.escape(part) for part in line.split("..."))
                found = re.search(pattern, rest)
                self.assertTrue(found, f"step {number} does not print {line!r} in its place, but:\n{printed[-2000:]}")
                rest = rest[found.end():]

    def test_the_tutorial_does_not_work_as_it_is_printed(self):
        said = follow(self.text, self.folder / "cpp", self.desk)
        self.assertEqual(len(said), len(steps(self.text)))
        self.assert_prints(self.text, said)
        sources = [path.read_text() for path in (self.folder / "cpp").rglob("*.cpp")]
        shown = [body for language, body in blocks(self.text) if language == "cpp"]
        self.assertGreaterEqual(len(shown), 4)
        for body in shown:
            self.assertTrue(any(body in source for source in sources), f"no source has:\n{body}")

    def in_language(self, language: str):
        text = self.text[:self.text.index(ONE_LANGUAGE)].replace("--lang cpp", f"--lang {language}")
        self.assertIn(f"--lang {language}", text)
        self.assert_prints(text, follow(text, self.folder / language, self.desk))

    def test_the_connector_of_the_tutorial_does_not_work_in_c(self):
        self.in_language("c")

    def test_the_connector_of_the_tutorial_does_not_work_in_rust(self):
        if not shutil.which("rustc"):
            self.skipTest(NO_RUSTC)
        self.in_language("rust")

    def test_a_line_that_is_not_printed_passes(self):
        text = "```sh\ntrue\n```\n\n```text\na ... c\nd\n```\n"
        self.assert_prints(text, ["a b c\nx\nd\n"])
        for wrong in ("a b\nd\n", "d\na b c\n", ""):
            with self.subTest(wrong), self.assertRaises(AssertionError):
                self.assert_prints(text, [wrong])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
