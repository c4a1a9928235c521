# SPDX-License-Identifier: MIT
"""A copy of the public headers that may be broken, for the tests of the gates."""
import shutil
import tempfile
from pathlib import Path

INCLUDE = Path(__file__).resolve().parent.parent / "include"


class Copy:
    """A copy of the headers in which one text is replaced."""

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.include = Path(self.folder.name) / "include"
        shutil.copytree(INCLUDE, self.include)
        return self

    def __exit__(self, *_):
        self.folder.cleanup()

    def replace(self, header, old, new):
        path = self.include / "baton" / header
        text = path.read_text(encoding="utf-8")
        if old not in text:
            raise AssertionError(f"{header} has changed: adapt the seeded defect, \"{old}\" is not in it")
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def swap(self, header, left, right):
        self.replace(header, left, "\0")
        self.replace(header, right, left)
        self.replace(header, "\0", right)
