# SPDX-License-Identifier: MIT
"""A test that drives a host and its sandbox as processes: a folder of its own, both stopped at the end, and the last
lines of the host's log when it fails."""
import shutil
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "host" / "demo"))
import local_baton  # noqa: E402  (found by the line above)

LOG_LINES = 40


class ProcessCase(unittest.TestCase):
    """`self.start()` gives a running `local_baton.Local`; `self.folder` lives as long as the test."""

    CUSTOMER = "447700900101"

    def run(self, result=None):
        result = result if result is not None else self.defaultTestResult()
        bad_before = len(result.failures) + len(result.errors)
        self.folder = Path(tempfile.mkdtemp(prefix="baton-process-"))
        try:
            return super().run(result)
        finally:
            if len(result.failures) + len(result.errors) > bad_before:
                self._show_logs()
            shutil.rmtree(self.folder, ignore_errors=True)

    def _show_logs(self):
        for log in sorted(self.folder.rglob("*.log")):
            lines = log.read_text(errors="replace").splitlines()[-LOG_LINES:]
            print(f"--- {self.id()}: end of {log.name}", *lines, sep="\n", file=sys.stderr, flush=True)

    def start(self, name: str = "local", **options) -> local_baton.Local:
        """A sandbox and a host, stopped when the test ends. `options` are those of local_baton.Local."""
        baton = local_baton.Local(self.folder / name, **options)
        self.addCleanup(self._stop, baton)
        return baton

    @staticmethod
    def _stop(baton):
        baton.host.stop()
        baton.sandbox.stop()


def main():
    """For `if __name__ == "__main__"`: ctest counts the lines this prints."""
    unittest.main(verbosity=2)
