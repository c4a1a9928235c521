# SPDX-License-Identifier: MIT
"""What a plugin in a process of its own costs: a call, a restart, and ingest with every connector isolated."""
from pathlib import Path

import local_baton

from figures import Figures
from ingest import CONNECTIONS, CONVERSATIONS, SECONDS, known_customers
from programs import fresh, host, load, median, one_line, quiet, tool

ROUNDS = 3


def isolated(document: dict):
    quiet(document)
    for use in document["connectors"].values():
        use["isolate"] = "runner"


def ingest_rate(folder: Path, seed: int, change) -> float:
    with host(fresh(folder / "host"), change) as running:
        known_customers(running.port)
        done = load(running.port, SECONDS, connections=CONNECTIONS, conversations=CONVERSATIONS, seed=seed)
        return done["per_second"]


def run(figures: Figures, folder: Path):
    build = local_baton.build_folder()
    got = one_line(tool("runner"), build / "baton-runner", build / "lib/baton/l1-owns")
    for where, name in (("together", "runner.call"), ("apart", "runner.call_apart")):
        p50, p99 = got[where]["call_p50_us"], got[where]["call_p99_us"]
        bare_p50, bare_p99 = got[where]["bare_p50_us"], got[where]["bare_p99_us"]
        figures.line(name, p50, bare_p50, p50 / bare_p50, most=1.5, unit="us")
        figures.line(f"{name}_p99", p99, bare_p99, p99 / bare_p99, most=4, unit="us")
    figures.line("runner.call_bytes", got["together"]["bytes"], unit="B")
    figures.line("runner.restart", got["restart_ms"], most=10, unit="ms")
    figures.line("runner.restart_max", got["restart_max_ms"], unit="ms")
    rounds = [(ingest_rate(folder, seed, quiet), ingest_rate(folder, seed, isolated)) for seed in range(1, ROUNDS + 1)]
    figures.line("runner.ingest", median(apart for _, apart in rounds), median(inside for inside, _ in rounds),
                 median(apart / inside for inside, apart in rounds), least=0.6, unit="/s")
