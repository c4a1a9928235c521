# SPDX-License-Identifier: MIT
"""A host that is killed without warning, at a moment of a seeded generator, and started again upon the same store."""
import os
import signal
import subprocess
import time

import local_baton

START_LIMIT_S = 120


def is_sanitized() -> bool:
    return str(local_baton.build_folder()).rstrip("/").endswith(("-asan", "-tsan"))


class MortalHost:
    """Kills and restarts the host of a local_baton.Local. Its log, store and port stay the same."""

    def __init__(self, baton: local_baton.Local):
        self.baton = baton
        self.kills = 0

    def kill(self):
        follower = f"host-{self.baton.host.process.pid}"
        self.baton.host.kill()
        self.kills += 1
        # A dead host is forgotten by the clock in time; a test that moves the clock next does not wait for that.
        self.baton.sandbox.http.delete(f"/clock/followers/{follower}")

    def start(self):
        """Ready, and followed by the clock: a move that came before would not wait for it."""
        self.baton.start_host()
        follower = f"host-{self.baton.host.process.pid}"
        clock = self.baton.sandbox.http
        self.baton.until(lambda: follower in clock.get("/clock")["followers"], "the clock is followed", START_LIMIT_S)

    def start_and_kill_early(self, after_s: float):
        """A kill while the host is still reading its store, or just after."""
        words = [str(local_baton.build_folder() / "baton"), "serve", "--config", str(self.baton.config), "--clock", self.baton.sandbox.url]
        with open(self.baton.folder / "host.log", "ab") as log:
            process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=log, cwd=local_baton.ROOT)
        time.sleep(after_s)
        process.send_signal(signal.SIGKILL)
        process.wait()
        self.kills += 1
        self.baton.sandbox.http.delete(f"/clock/followers/host-{process.pid}")

    def replay(self) -> subprocess.CompletedProcess:
        """`baton replay` upon the store of a host that does not run."""
        words = [str(local_baton.build_folder() / "baton"), "replay", "--config", str(self.baton.config)]
        return subprocess.run(words, capture_output=True, text=True, timeout=START_LIMIT_S * 5, cwd=local_baton.ROOT, env=os.environ)
