# SPDX-License-Identifier: MIT
"""What plugins that misbehave cost everybody else: webhooks of a healthy connector at half the rate the host can take,
with hostile plugins (tests/hostile/plugins) that are quiet, and with the same at work, turn by turn in one run. One
deed begins after the other; one that hangs goes on beside the next."""
import functools
import itertools
import os
import random
import sys
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import local_baton

from figures import Figures
from ingest import CONNECTIONS, CONVERSATIONS, SECONDS, known_customers
from programs import ROOT, fresh, host, load, median, quiet

sys.path.insert(0, str(ROOT / "tests/hostile"))
import deeds  # noqa: E402  (found by the line above)
import signed_webhook  # noqa: E402

ROUNDS = 5
CONNECTORS = 4       # hostile ones, taking turns: while one comes back from its deed, the next is there for another
SLOWEST_MS = 1000    # what nobody else's request takes longer than
BETWEEN_S = 0.005    # two deeds
PATIENCE_S = 0.25    # before a deed that hangs is left to the host, and the next begins


def hostile() -> dict:
    return {"plugin": "test.hostile", "isolate": "runner"}


def among_hostiles(document: dict):
    quiet(document)
    document["plugins"]["paths"].append(str(local_baton.build_folder() / "tests/hostile_plugins/lib/baton"))
    document["plugins"]["restarts"] = {"first_wait_ms": 50, "longest_wait_ms": 200, "max": 1_000_000}
    for number in range(CONNECTORS):
        document["connectors"][f"hostile-{number}"] = hostile()
    document["strategies"]["classifiers"] = [hostile() | {"budget": 300}]


class Tormentor:
    """Asks hostile connectors, and the hostile classifier by a customer's words, for one deed after the other until
    told to stop."""

    def __init__(self, url: str, seed: int):
        self.http = local_baton.Http(url, timeout_s=PATIENCE_S)
        self.done = 0
        self._stop = threading.Event()
        self._numbers = itertools.count(seed * 1_000_000)
        self._random = random.Random(seed)
        self._thread = threading.Thread(target=self._torment)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join()

    def _torment(self):
        turns = itertools.cycle([*(functools.partial(self._ask, f"/hooks/hostile-{n}") for n in range(CONNECTORS)),
                                 self._say])
        for ask, deed, number in zip(turns, self._wanted(), self._numbers):
            if self._stop.wait(BETWEEN_S):
                return
            with suppress(TimeoutError):
                ask(deed, number)
            self.done += 1

    def _wanted(self):
        """Every deed as often as any other, in an order that gives each plugin others every time."""
        wanted = deeds.deeds(os.geteuid() == 0)
        while True:
            self._random.shuffle(wanted)
            yield from wanted

    def _ask(self, hook: str, deed, number: int):
        self.http.call("POST", hook, f"44780{number:08d} id-{number} hostile:{deed.name}".encode())

    def _say(self, deed, number: int):
        text, now_ms = f"hostile:{deed.name} {number}", int(time.time() * 1000)
        message = signed_webhook.text_message(f"44790{number:08d}", text, f"wamid.{number}", now_ms)
        signed_webhook.post(self.http, signed_webhook.delivery(signed_webhook.change_of([message])))


@contextmanager
def nobody():
    yield None


def offered(folder: Path, seed: int, rate: float, misbehaving: bool) -> dict:
    """The even load on a host of its own."""
    with host(fresh(folder / "host"), among_hostiles) as running:
        known_customers(running.port)
        with Tormentor(running.url, seed) if misbehaving else nobody() as tormentor:
            result = load(running.port, SECONDS, connections=CONNECTIONS, conversations=CONVERSATIONS, seed=seed,
                          rate=rate)
            return result | {"deeds": tormentor.done if tormentor else 0}


def saturated(folder: Path) -> float:
    with host(fresh(folder / "host"), among_hostiles) as running:
        known_customers(running.port)
        done = load(running.port, SECONDS, connections=CONNECTIONS, conversations=CONVERSATIONS, seed=900)
        return done["per_second"]


def run(figures: Figures, folder: Path):
    rate = saturated(folder) / 2
    calm, rough = [], []
    for number in range(ROUNDS):
        calm.append(offered(folder, 10 + number, rate, misbehaving=False))
        rough.append(offered(folder, 30 + number, rate, misbehaving=True))
    calm_p99, rough_p99 = (median(one["p99_ms"] for one in runs) for runs in (calm, rough))
    figures.line("hostile.p99", rough_p99, calm_p99, rough_p99 / calm_p99, most=3, unit="ms")
    figures.line("hostile.slowest", max(one["max_ms"] for one in rough), most=SLOWEST_MS, unit="ms")
    figures.line("hostile.slowest_quiet", max(one["max_ms"] for one in calm), unit="ms")
    figures.line("hostile.rate", rate, unit="/s")
    figures.line("hostile.deeds", median(one["deeds"] for one in rough) / SECONDS, unit="/s")
