# SPDX-License-Identifier: MIT
"""`kill -9` of the processes plugins run in, at random moments under the load of under_load_test.py: what was promised
when the host itself dies holds no less when its plugins do.

BATON_CRASH_ROUNDS says how many are killed, BATON_CRASH_SEED repeats a run; the seed is printed.
"""
import os
import random
import signal
import sys
import time

import under_load_test as host_dies
from isolation_test import in_runners, runners_of
from load import Load
from mortal_host import MortalHost
from process_case import main

SEED = host_dies.SEED
ROUNDS = host_dies.ROUNDS
APART_MOST_S = 0.4


def brittle(document: dict):
    host_dies.no_limits(document)
    in_runners(document)
    document["plugins"]["restarts"] = {"first_wait_ms": 1, "longest_wait_ms": 50, "max": 1_000_000}


class RunnersUnderLoad(host_dies.CrashUnderLoad):
    played = None

    def play(self):
        rng = random.Random(SEED)
        print(f"crash: seed {SEED}, {ROUNDS} runners (BATON_CRASH_SEED repeats them)", file=sys.stderr, flush=True)
        baton = self.start(ticking=True, change=brittle, level="error",
                           sandbox_settings={"pair_burst": 0, "throughput_per_s": 0, "read_after_ms": 700})
        load = Load(baton, SEED)
        load.start()
        kills = 0
        while kills < ROUNDS:
            time.sleep(rng.uniform(0.02, APART_MOST_S))
            alive = sorted(runners_of(baton.host.process.pid))
            if alive:
                os.kill(rng.choice(alive), signal.SIGKILL)
                kills += 1
        load.stop()
        self.settle(baton, load)
        self.collect(baton, load)
        crashes = sum(row["crashes"] for row in baton.admin.get("/v1/plugins")["plugins"])
        mortal = MortalHost(baton)
        mortal.kill()
        replay = mortal.replay()
        mortal.start()  # what ProcessCase stops
        type(self).played.update(load=load, replay=replay, kills=kills, crashes=crashes)
        print(f"crash: {kills} runners killed; {len(load.customers)} customers, "
              f"{sum(c.acknowledged for c in load.customers)} messages acknowledged, {len(load.replies)} replies, "
              f"{len(self.played['sent'])} sent", file=sys.stderr, flush=True)

    def test_00_everybody_who_made_the_load_lived(self):
        self.assertEqual([], self.load.faults)
        self.assertEqual(ROUNDS, self.kills)
        self.assertGreaterEqual(self.crashes, ROUNDS * 9 // 10, "one killed twice before it was seen counts once")


if __name__ == "__main__":
    main()
