# SPDX-License-Identifier: MIT
"""What every hostile test needs: bytes on a bare socket, and the proof that the host goes on - alive, within its memory,
counting, and with a log that repeats nothing it was sent."""
import re
import shutil
import socket
import tempfile
from pathlib import Path

import local_baton
import signed_webhook
from mortal_host import is_sanitized
from process_case import ProcessCase

WORD = "zebrafinch"  # planted in everything hostile; neither it nor a secret may ever be logged
SECRETS = ("sandbox-secret", "sandbox-token", "sandbox-verify", "sandbox-bot-secret",
           "demo-admin", "demo-ana", "demo-ben", "demo-tess", "demo-tom", "demo-service", "demo-helper")
CONNECTOR = 'connector="whatsapp-eu"'
SANITIZED_FACTOR = 12  # a sanitizer keeps what was freed, and a shadow of it all


class HostileCase(ProcessCase):
    """One host for all tests of a class; each test ends with `assert_goes_on`."""

    LOG_LEVEL = "debug"
    GROWTH_MB = 64  # what resident memory may grow by over a whole class; each says its own
    baton = None

    @classmethod
    def tearDownClass(cls):
        if cls.baton is not None:
            cls.baton.host.stop()
            cls.baton.sandbox.stop()
            cls.baton = None
            shutil.rmtree(cls.class_folder, ignore_errors=True)

    def setUp(self):
        cls = type(self)
        if cls.baton is None:
            cls.class_folder = Path(tempfile.mkdtemp(prefix="baton-hostile-"))
            cls.baton = local_baton.Local(cls.class_folder, level=cls.LOG_LEVEL)
            cls.good, cls.names = 0, {}
            self.good_webhook()
            cls.rss_at_start = self.rss_mb()
        if not cls.baton.host.running:
            cls.baton.start_host()  # another test killed it and has failed for it

    # ---- sending ----

    def connect(self, timeout_s: float = 30) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.baton.port), timeout=timeout_s)

    def raw(self, request: bytes, close_write: bool = False, timeout_s: float = 30) -> bytes:
        """Sends these bytes and reads until the host closes, or `b""` when it just closes."""
        with self.connect(timeout_s) as peer:
            try:
                peer.sendall(request)
                if close_write:
                    peer.shutdown(socket.SHUT_WR)
            except OSError:
                pass  # the host may refuse before it has read everything
            return read_all(peer)

    def statuses(self, request: bytes, **options) -> list[int]:
        """The statuses of all answers to these bytes; the last request should ask for `Connection: close`."""
        return [int(code) for code in re.findall(rb"(?:^|\r\n\r\n|\})HTTP/1\.1 (\d{3}) ", self.raw(request, **options))]

    def hook(self, body: bytes, **headers):
        return self.baton.admin.call("POST", signed_webhook.HOOK, body, {**signed_webhook.headers(body), **headers})

    # ---- what must hold afterwards ----

    def good_webhook(self) -> None:
        """A good webhook is taken, stored and decided."""
        cls = type(self)
        cls.good += 1
        name = f"Good {cls.__name__} {cls.good}"
        message = signed_webhook.text_message(f"4478{cls.good:08d}", "Hello, where is my order?", f"wamid.good.{cls.__name__}.{cls.good}", self.baton.sandbox.now_ms())
        answer = self.hook(signed_webhook.delivery(signed_webhook.change_of([message], name)))
        self.assertEqual(200, answer.status, answer)
        self.case_of(name)

    def case_of(self, name: str) -> str:
        """The case of the customer of this name."""
        if name not in self.names:
            known = set(self.names.values())
            for row in self.baton.cases(limit=200):
                if row["id"] not in known:
                    self.names[self.baton.case(row["id"])["customer"]["name"]] = row["id"]
        self.assertIn(name, self.names)
        return self.names[name]

    def words_of(self, name: str) -> list[str]:
        """What the customer of this name wrote, as the thread shows it."""
        return [m["text"] for m in self.baton.messages(self.case_of(name)) if m["from"] == "customer"]

    def assert_goes_on(self):
        self.assertTrue(self.baton.host.running, f"the host died: {self.baton.host.errors()[-20000:]}")
        self.assertEqual(200, self.baton.admin.get("/healthz").status)
        self.good_webhook()
        self.assert_grown_less(self.rss_at_start, self.GROWTH_MB)
        self.assert_log_is_clean()
        self.assertNotIn(WORD, self.baton.admin.get("/metrics").body.decode())

    def assert_grown_less(self, before_mb: float, limit_mb: float):
        grown = self.rss_mb() - before_mb
        self.assertLess(grown, limit_mb * (SANITIZED_FACTOR if is_sanitized() else 1), f"resident memory grew by {grown:.0f} MB")

    def assert_log_is_clean(self):
        log = self.baton.host.errors()
        for word in (WORD, *SECRETS):
            at = log.find(word)
            self.assertEqual(-1, at, f"the log repeats {word}: {log[max(0, at - 200):at + 200]!r}")

    def rss_mb(self) -> float:
        with open(f"/proc/{self.baton.host.process.pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS:")) / 1024

    def metric(self, name: str, labels: str = "") -> float:
        """The sum of the samples of this family whose labels hold `labels`."""
        text = self.baton.admin.get("/metrics").body.decode()
        rows = re.findall(rf"^{name}(?:\{{([^}}]*)\}})? (\S+)$", text, flags=re.M)
        self.assertTrue(rows, f"no metric {name}")
        return sum(float(value) for found, value in rows if labels in found)

    def assert_counted(self, name: str, labels: str, act, at_least: int = 1):
        before = self.metric(name, labels)
        result = act()
        self.assertGreaterEqual(self.metric(name, labels) - before, at_least, f"{name}{{{labels}}}")
        return result


def read_all(peer: socket.socket) -> bytes:
    parts = []
    while True:
        try:
            part = peer.recv(65536)
        except (ConnectionResetError, socket.timeout):
            break
        if not part:
            break
        parts.append(part)
    return b"".join(parts)
