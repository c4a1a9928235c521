# SPDX-License-Identifier: MIT
"""What plugins that misbehave cost everybody else: webhooks of a healthy connector at half the rate the host can take,
with hostile plugins (tests/hostile/plugins) that are quiet, and with the same at work, turn by turn in one run."""
import itertools
import os
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import local_baton

from figures import Figures
from ingest import CONNECTIONS, CONVERSATIONS, SECONDS, known_customers
from programs import ROOT, fresh, host, load, median, quiet

sys.path.insert(0, str(ROOT / "tests/hostile"))
import deeds  # noqa: E402  (found by the line above)
import signed_webhook  # noqa: E402

ROUNDS = 5
CONNECTORS = 4       # hostile ones, each busy with one deed after the other
SLOWEST_MS = 1000    # what nobody else's request takes longer than
BETWEEN_S = 0.02     # two deeds of one connector


def hostile() -> dict:
    return {"plugin": "test.hostile", "isolate": "runner"}


def among_hostiles(document: dict):
    quiet(document)
    document["plugins"]["paths"].append(str(local_baton.build_folder() / "tests/hostile_plugins/lib/baton"))
    document["plugins"]["restarts"] = {"first_wait_ms": 50, "longest_wait_ms": 200, "max": 1_000_000}
    for number in range(CONNECTORS):
        document["connectors"][f"hostile-{number}"] = hostile()
    document["strategies"]["classifiers"] = [hostile() | {"budget": 300}]


class Tormentors:
    """Ask hostile connectors, and the hostile classifier by a customer's words, for every deed in turn until told to
    stop."""

    def __init__(self, url: str, seed: int):
        self.http = local_baton.Http(url)
        self.done = 0
        self._stop = threading.Event()
        self._numbers = itertools.count(seed * 1_000_000)
        wanted = deeds.deeds(os.geteuid() == 0)
        self._threads = [threading.Thread(target=self._torment, args=(f"/hooks/hostile-{n}", wanted[n::CONNECTORS]))
                         for n in range(CONNECTORS)]
        self._threads.append(threading.Thread(target=self._say, args=(wanted,)))

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _each(self, wanted):
        for deed in itertools.cycle(wanted):
            if self._stop.wait(BETWEEN_S):
                return
            self.done += 1
            yield deed, next(self._numbers)

    def _torment(self, hook: str, wanted: list):
        for deed, number in self._each(wanted):
            self.http.call("POST", hook, f"44780{number:08d} id-{number} hostile:{deed.name}".encode())

    def _say(self, wanted: list):
        for deed, number in self._each(wanted):
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
        with Tormentors(running.url, seed) if misbehaving else nobody() as tormentors:
            result = load(running.port, SECONDS, connections=CONNECTIONS, conversations=CONVERSATIONS, seed=seed,
                          rate=rate)
            return result | {"deeds": tormentors.done if tormentors else 0}


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
