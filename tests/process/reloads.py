# SPDX-License-Identifier: MIT
"""What tests of a reload share: the file rewritten, SIGHUP waited for, customers who keep writing meanwhile."""
import json
import os
import re
import signal
import threading
from pathlib import Path

from local_baton import build_folder
from moves import Moves

BUNDLES = build_folder() / "tests" / "process_plugins" / "lib" / "baton"


def rewrite(baton, change):
    """`change` edits the configuration the host was started with."""
    document = json.loads(baton.config.read_text())
    change(document)
    fresh = baton.config.with_suffix(".new")
    fresh.write_text(json.dumps(document, indent=2))
    fresh.replace(baton.config)  # whole at every moment


def nothing(document):
    """A `change` for start(), so that the file is one that rewrite() can read."""


def metrics(baton) -> dict[str, float]:
    """Every series of GET /metrics by its name and labels."""
    lines = baton.admin.get("/metrics").body.decode().splitlines()
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))}


def reloads(baton) -> float:
    now = metrics(baton)
    return sum(now[f'baton_reloads_total{{outcome="{outcome}"}}'] for outcome in ("taken", "refused"))


class Crowd:
    """Customers who write one word after the other, each with a text of its own, until they are stopped."""

    def __init__(self, baton, customers: int = 4, first: int = 447700910000):
        self.baton, self.said, self.stopping = baton, {}, threading.Event()
        self.errors = []
        self.threads = [threading.Thread(target=self._write, args=(str(first + i),)) for i in range(customers)]
        for thread in self.threads:
            thread.start()

    def _write(self, number: str):
        texts = self.said.setdefault(number, [])
        while not self.stopping.is_set():
            text = f"Word {len(texts)} of {number}."
            try:
                self.baton.sandbox.says(number, text)
            except Exception as error:  # noqa: BLE001 (told by the test, whatever it is)
                self.errors.append(error)
                return
            texts.append(text)

    def stop(self):
        self.stopping.set()
        for thread in self.threads:
            thread.join()


class Reloads(Moves):
    def plugins(self, baton) -> dict[str, dict]:
        return {row["instance"]: row for row in baton.admin.get("/v1/plugins")["plugins"]}

    def hang_up(self, baton) -> dict:
        """SIGHUP; what the reload came to."""
        before = reloads(baton)
        os.kill(baton.host.process.pid, signal.SIGHUP)
        baton.until(lambda: reloads(baton) > before, "the reload is done")
        return baton.admin.get("/v1/plugins")["reload"]

    def taken(self, baton, change) -> dict:
        rewrite(baton, change)
        report = self.hang_up(baton)
        self.assertTrue(report["taken"], report)
        return report

    def all_left(self, baton):
        baton.until(lambda: not baton.admin.get("/v1/plugins")["leaving"], "what was replaced has ended")

    def everything_said_is_there_once(self, baton, crowd: Crowd):
        """Also what the channel had to send again."""
        self.assertEqual([], crowd.errors)
        wanted = {text for texts in crowd.said.values() for text in texts}
        self.assertTrue(all(crowd.said.values()), "a customer said nothing")

        def stored():
            cases = baton.every_case()
            self.assertTrue(all(case["owner"] for case in cases), "a case without an owner")
            return [m["text"] for case in cases for m in baton.messages(case["id"]) if m["from"] == "customer"]

        def complete():
            baton.sandbox.advance(seconds=10)  # what was answered 503 or 404 is sent again
            return wanted <= set(stored())
        baton.until(complete, "every word is there", 60)
        once = [text for text in stored() if text in wanted]
        self.assertEqual(sorted(wanted), sorted(once), "a word is there twice")


def runners(host_pid: int) -> list[int]:
    """The processes the host started for plugins."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            text = status.read_text()
        except OSError:
            continue
        if "baton-runner" in text.split("\n", 1)[0] and re.search(rf"^PPid:\t{host_pid}$", text, re.M):
            found.append(int(status.parent.name))
    return found


def held(host_pid: int) -> dict[str, int]:
    """Threads, descriptors and plugin processes of the host."""
    process = Path(f"/proc/{host_pid}")
    return {"threads": len(list((process / "task").iterdir())), "descriptors": len(list((process / "fd").iterdir())),
            "processes": len(runners(host_pid))}
