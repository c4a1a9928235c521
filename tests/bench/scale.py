# SPDX-License-Identifier: MIT
"""The cost of one event with a thousand and with a million open cases, and what it takes to start with the latter."""
import os
import subprocess
import sys
import time
from pathlib import Path

from figures import Figures
from programs import config, fresh, host, load, median, tool

SMALL, LARGE = 1_000, 1_000_000
IN_WORK = 1_000      # customers who write while it is measured, evenly among all
FRESH_FOR_S = 12 * 3600  # an older store has dues of its own: windows that close
ROUNDS = 3
SECONDS = 5


def filled(folder: Path, count: int) -> Path:
    """A store with so many open cases, made by the host's own rooms; one of an earlier run is taken while it is young."""
    mark = folder / "filled"
    newest = max(Path(tool("fill")).stat().st_mtime, time.time() - FRESH_FOR_S)
    if mark.exists() and mark.stat().st_mtime > newest and mark.read_text() == str(count):
        return folder
    print(f"filling a store with {count} open cases", file=sys.stderr, flush=True)
    fresh(folder)
    subprocess.run([tool("fill"), str(config(folder, 1)), str(count)], check=True)
    mark.write_text(str(count))
    return folder


class Measured:
    """The same load on one store, time after time."""

    def __init__(self, store: Path, count: int):
        self.store, self.count = store, count
        self.known, self.rates, self.newcomers, self.memory, self.cold = [], [], [], [], []
        self.next_newcomer = 2 * LARGE
        self.next_sleeper = 0

    def cost(self, running, seconds: float, **options) -> tuple[float, dict]:
        before = running.cpu_s()
        result = load(running.port, seconds, warmup=0, **options)
        running.drained_s(30)
        return (running.cpu_s() - before) * 1e6 / result["good"], result

    def round(self, seed: int):
        spread = {"conversations": IN_WORK, "stride": self.count // IN_WORK}
        with host(self.store) as running:
            load(running.port, 1, warmup=0, each_once=1, seed=seed + 500, **spread)  # all of them are in memory
            cost, result = self.cost(running, SECONDS, seed=seed, **spread)
            self.known.append(cost)
            self.rates.append(result["per_second"])
            self.memory.append(running.memory_mib())
            cost, result = self.cost(running, 60, seed=seed + 1000, each_once=1, first=self.next_newcomer, conversations=LARGE, count=5_000)
            self.newcomers.append(cost)
            self.next_newcomer += result["good"]
            if self.count > 20 * IN_WORK:  # customers who sleep: read from the disk, each once
                cost, result = self.cost(running, 60, seed=seed + 1500, each_once=1, first=self.next_sleeper, stride=7, conversations=LARGE // 7, count=5_000)
                self.cold.append(cost)
                self.next_sleeper += 7 * 5_500


def run(figures: Figures, folder: Path):
    small = Measured(filled(folder / "small", SMALL), SMALL)
    large = Measured(filled(folder / "large", LARGE), LARGE)
    seed = int(time.time())  # the stores outlive a run: message ids must be new to them
    for number in range(ROUNDS):
        small.round(seed + 10_000 * number)
        large.round(seed + 10_000 * number)

    def ratio(a, b):
        return median(x / y for x, y in zip(a, b))

    figures.line("scale.event", median(large.known), median(small.known), ratio(large.known, small.known), most=1.3, unit="us")
    figures.line("scale.new_case", median(large.newcomers), median(small.newcomers), ratio(large.newcomers, small.newcomers), most=1.3, unit="us")
    figures.line("scale.sleeper", median(large.cold), median(small.known), ratio(large.cold, small.known), unit="us")
    figures.line("scale.rate", median(large.rates), median(small.rates), ratio(large.rates, small.rates), unit="/s")
    figures.line("scale.memory", median(large.memory), median(small.memory), ratio(large.memory, small.memory), unit="MiB")


def drop_from_cache(file: Path):
    """What a machine that has just been started has not in memory either."""
    with open(file, "rb") as store:
        os.fdatasync(store.fileno())
        os.posix_fadvise(store.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def start(figures: Figures, folder: Path):
    store = filled(folder / "large", LARGE)
    warm, cold = [], []
    for _ in range(ROUNDS):
        drop_from_cache(store / "baton.db")
        with host(store) as running:
            cold.append(running.ready_s)
        with host(store) as running:
            warm.append(running.ready_s)
    figures.line("start.cold", median(cold), most=2, unit="s")
    figures.line("start.warm", median(warm), most=2, unit="s")
