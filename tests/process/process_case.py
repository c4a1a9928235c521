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
SECOND, MINUTE, HOUR, DAY = 1000, 60_000, 3_600_000, 86_400_000


def people_only(document):
    """A `change` for start(): no bot, so a new case is open and the lead of the general lane answers it."""
    document["automation"].pop("bots")
    document["access"]["tokens"] = [token for token in document["access"]["tokens"] if "bot" not in token]


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

    def new_case(self, baton, number: str = CUSTOMER, text: str = "My parcel ORD-123456 has not come.") -> str:
        """A customer writes the first word of a case; its id."""
        before = {row["id"] for row in baton.cases()}
        baton.sandbox.says(number, text)
        opened = [row["id"] for row in baton.cases() if row["id"] not in before]
        self.assertEqual(1, len(opened), "the first word did not open one case")
        return opened[0]

    def reply(self, baton, case_id: str, text: str, who: str = "ben", epoch=None, **more) -> local_baton.Answer:
        """A public reply under the present epoch; ben writes for the office of the general lane."""
        epoch = baton.case(case_id)["owner_epoch"] if epoch is None else epoch
        body = {"epoch": epoch, **({"text": text} if text else {}), **more}
        return getattr(baton, who).post(f"/v1/cases/{case_id}/reply", body)

    def escalate(self, baton, case_id: str, who: str = "ben") -> dict:
        """Hands the case to the technical lane: a work item there, the conversation stays. The case afterwards."""
        body = {"epoch": baton.case(case_id)["owner_epoch"], "to": {"lane": "technical"}, "reason": "next_step"}
        answer = getattr(baton, who).post(f"/v1/cases/{case_id}/handoff", body)
        self.assertEqual(200, answer.status, answer)
        return baton.until(lambda: (c := baton.case(case_id))["status"] == "escalated" and c, "the case is escalated")

    @staticmethod
    def send_of(baton, case_id: str, message_id: str) -> dict:
        """What the host knows of one of its words: state, decision, reason, hold, code, template."""
        return next(m["send"] for m in baton.messages(case_id) if m.get("message_id") == message_id)

    @staticmethod
    def events(baton, case_id: str, name: str) -> list[dict]:
        return [event["data"] for event in baton.history(case_id) if event["event"] == name]

    @staticmethod
    def alarms(baton) -> dict[str, dict]:
        return {row["key"]: row for row in baton.admin.get("/v1/alarms")["alarms"]}

    @staticmethod
    def move_to(baton, at_ms: int):
        """The sandbox's clock to this very moment."""
        baton.sandbox.advance(ms=at_ms - baton.sandbox.now_ms())


def main():
    """For `if __name__ == "__main__"`: ctest counts the lines this prints."""
    unittest.main(verbosity=2)
