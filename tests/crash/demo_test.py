# SPDX-License-Identifier: MIT
"""The whole story of ./host/run, every plugin in a process of its own, while those are killed at random: strategies at
any moment, the connector whenever nothing is under way (a word that is would rightly wait until it is known whether it
went out, W9, and the story with it). It comes to what it comes to without a kill, and replay agrees.

BATON_CRASH_SEED repeats a run; the seed is printed.
"""
import contextlib
import io
import os
import random
import signal
import sys
import threading

import local_baton
import stage
import story
import vitals
from isolation_test import in_runners
from mortal_host import MortalHost
from process_case import ProcessCase, main

SEED = int(os.environ.get("BATON_CRASH_SEED", random.SystemRandom().randrange(1 << 32)))
APART_MOST_S = 0.3   # of two kills of strategies
SHARE = 0.5          # of the moments of rest at which the connector is killed
CONNECTOR = "whatsapp"


def brittle(document: dict):
    in_runners(document)
    document["plugins"]["restarts"] = {"first_wait_ms": 1, "longest_wait_ms": 50, "max": 1_000_000}


class Killer:
    """Of the runners of one host."""

    def __init__(self, baton):
        self.baton, self.kills = baton, 0
        self._random, self._connectors_turn = random.Random(SEED), random.Random(SEED + 1)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._kill_strategies, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join()

    def runners(self, wanted) -> list[int]:
        bundles = local_baton.build_folder() / "lib" / "baton"
        alive = sorted(vitals.runners_for(self.baton.host.process.pid))
        named = [(pid, vitals.plugin_of(pid, bundles)) for pid in alive]
        return [pid for pid, name in named if name and wanted(name)]

    def _kill_strategies(self):
        while not self._stop.wait(self._random.uniform(0.02, APART_MOST_S)):
            alive = self.runners(lambda name: name != CONNECTOR)
            if alive:
                self._kill(self._random.choice(alive))

    def _kill(self, pid: int):
        try:
            os.kill(pid, signal.SIGKILL)
            self.kills += 1
        except ProcessLookupError:
            pass

    def kill_connector(self):
        """And waits for the next one: a webhook meanwhile would be sent again by the channel when the clock moves."""
        if self._connectors_turn.random() >= SHARE:
            return
        before = self.crashes()
        for pid in self.runners(lambda name: name == CONNECTOR):
            self._kill(pid)
            self.baton.until(lambda: self.crashes() > before and self.row()["healthy"], "the connector runs again")

    def row(self) -> dict:
        return next(row for row in self.baton.admin.get("/v1/plugins")["plugins"] if row["id"] == CONNECTOR)

    def crashes(self) -> int:
        return self.row()["crashes"]


class RestlessStage(stage.Stage):
    """Where the connector's process may be another one after each move."""

    def __init__(self, baton, killer):
        super().__init__(baton, pause_s=0)
        self.killer = killer

    def settle(self):
        super().settle()
        self.baton.sandbox.advance(ms=1)
        self.killer.kill_connector()


class Demo(ProcessCase):
    def played(self, name: str, killing: bool) -> tuple[dict, int]:
        """The story from its first scene to its last; what it came to, and how many were killed."""
        baton = self.start(name, change=brittle, level="warn")
        for person in ("ana", "ben", "tess", "tom"):
            getattr(baton, person).put(f"/v1/agents/{person}/presence", {"state": "present"})
        killer = Killer(baton)
        actors = RestlessStage(baton, killer) if killing else stage.Stage(baton, pause_s=0)
        with killer if killing else contextlib.nullcontext():
            with contextlib.redirect_stdout(io.StringIO()):  # nobody watches
                actors.settle()
                for scene in story.SCENES:
                    scene(actors)
            baton.sandbox.advance(minutes=5)
        figures = stage.summary(actors)
        self.assertEqual([], stage.lost(figures))
        mortal = MortalHost(baton)
        mortal.kill()
        replay = mortal.replay()
        self.assertEqual(0, replay.returncode, replay.stdout + replay.stderr)
        return figures, killer.kills

    def test_a_story_ends_otherwise_when_its_plugins_die_on_the_way(self):
        quiet, _ = self.played("quiet", killing=False)
        print(f"crash: seed {SEED} (BATON_CRASH_SEED repeats the kills)", file=sys.stderr, flush=True)
        rough, kills = self.played("rough", killing=True)
        print(f"crash: {kills} runners killed; {rough}", file=sys.stderr, flush=True)
        self.assertGreater(kills, 20, "the story was over before anybody died")
        for figure in ("cases", "messages_in", "messages_stored", "handoffs", "cases_without_owner", "sent_twice"):
            self.assertEqual(quiet[figure], rough[figure], figure)
        self.assertEqual(rough["handoffs"], rough["briefs_complete"], "a brief is complete, whoever made it (B2)")
        self.assertEqual(quiet["sent"], rough["sent"], "each word went out once")


if __name__ == "__main__":
    main()
