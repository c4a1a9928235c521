# SPDX-License-Identifier: MIT
"""Durable ingest: the host against the bare three rows behind the same server, turn by turn in one run."""
from pathlib import Path

from figures import Figures
from programs import beside, floor, fresh, fsync, host, load, median

CONNECTIONS = 64
CONVERSATIONS = 10_000
ROUNDS = 3
SECONDS = 6
DRAIN_LIMIT_S = 30
FSYNCS_PER_SECOND = 100  # beside the even load: enough for a p99, too few to be a load of their own


def known_customers(port: int):
    """Each customer's first word, before anything is measured; what a first word costs is a figure of `scale`."""
    load(port, 120, warmup=0, connections=CONNECTIONS, conversations=CONVERSATIONS, each_once=1, count=CONVERSATIONS,
         seed=500)  # not one of the rounds': the same message id twice is one message


def measure_floor(kind: str, folder: Path, seed: int) -> dict:
    with floor(kind, folder / "floor") as port:
        known_customers(port)
        return load(port, SECONDS, connections=CONNECTIONS, conversations=CONVERSATIONS, seed=seed + 1)


def offered_evenly(port: int, folder: Path, seed: int, rate: float) -> dict:
    """The load, and what an fsync takes meanwhile: it waits for the same disk and the same processors."""

    def offer():
        return load(port, SECONDS, connections=CONNECTIONS, conversations=CONVERSATIONS, seed=seed, rate=rate)

    offered, disk = beside(offer, lambda: fsync(folder, SECONDS, FSYNCS_PER_SECOND))
    return offered | {"fsync_p99_ms": disk["p99_ms"]}


def measure_even_floor(folder: Path, seed: int, rate: float) -> dict:
    with floor("rows", folder / "floor") as port:
        known_customers(port)
        return offered_evenly(port, folder, seed + 1, rate)


def measure_host(folder: Path, seed: int) -> dict:
    with host(fresh(folder / "host")) as running:
        known_customers(running.port)
        first_words = running.drained_s(DRAIN_LIMIT_S)
        before = running.cpu_s()
        closed = load(running.port, SECONDS, connections=CONNECTIONS, conversations=CONVERSATIONS, seed=seed + 1)
        cpu_us = (running.cpu_s() - before) * 1e6 / closed["good"]
        drained = max(first_words, running.drained_s(DRAIN_LIMIT_S))
        even = offered_evenly(running.port, folder, seed + 1000, closed["per_second"] / 2)
        return {"closed": closed, "even": even, "cpu_us": cpu_us, "drained_s": drained,
                "log_mib": running.log_mib()}


def run(figures: Figures, folder: Path):
    rounds = []
    for number in range(ROUNDS):
        rounds.append({"fsync": fsync(folder, 2), "signature": measure_floor("signature", folder, number),
                       "rows": measure_floor("rows", folder, number), "host": measure_host(folder, number)})
        rounds[-1]["even"] = measure_even_floor(folder, number, rounds[-1]["host"]["closed"]["per_second"] / 2)
    rate = median(r["host"]["closed"]["per_second"] for r in rounds)
    floor_rate = median(r["rows"]["per_second"] for r in rounds)
    p99 = median(r["host"]["closed"]["p99_ms"] for r in rounds)
    floor_p99 = median(r["rows"]["p99_ms"] for r in rounds)
    even_p99 = median(r["host"]["even"]["p99_ms"] for r in rounds)
    even_rows_p99 = median(r["even"]["p99_ms"] for r in rounds)
    quiet_p99 = median(r["fsync"]["p99_ms"] for r in rounds)
    signature = median(r["signature"]["per_second"] for r in rounds)

    def of_rounds(over, under):
        return median(over(r) / under(r) for r in rounds)  # both of one round: the machine is shared

    figures.line("ingest.rate", rate, floor_rate, of_rounds(lambda r: r["host"]["closed"]["per_second"], lambda r: r["rows"]["per_second"]),
                 least=0.5, unit="/s")
    figures.line("ingest.p99", p99, floor_p99, of_rounds(lambda r: r["host"]["closed"]["p99_ms"], lambda r: r["rows"]["p99_ms"]),
                 most=3, unit="ms")
    figures.line("ingest.even_p99", even_p99, median(r["host"]["even"]["fsync_p99_ms"] for r in rounds),
                 of_rounds(lambda r: r["host"]["even"]["p99_ms"], lambda r: r["host"]["even"]["fsync_p99_ms"]),
                 most=10, unit="ms")
    figures.line("ingest.lag", max(r["host"]["drained_s"] for r in rounds), most=2, unit="s")
    figures.line("ingest.log", max(r["host"]["log_mib"] for r in rounds), most=200, unit="MiB")
    figures.line("ingest.signature", signature, floor_rate, signature / floor_rate, unit="/s")
    figures.line("ingest.cpu", median(r["host"]["cpu_us"] for r in rounds), unit="us")
    # The same two against the fsync of a machine that does nothing else: what the load on the same cores adds.
    figures.line("ingest.even_p99_quiet", even_p99, quiet_p99,
                 of_rounds(lambda r: r["host"]["even"]["p99_ms"], lambda r: r["fsync"]["p99_ms"]), unit="ms")
    figures.line("ingest.even_rows_p99", even_rows_p99, median(r["even"]["fsync_p99_ms"] for r in rounds),
                 of_rounds(lambda r: r["even"]["p99_ms"], lambda r: r["even"]["fsync_p99_ms"]), unit="ms")
    figures.line("ingest.even_rows_p99_quiet", even_rows_p99, quiet_p99,
                 of_rounds(lambda r: r["even"]["p99_ms"], lambda r: r["fsync"]["p99_ms"]), unit="ms")
    figures.line("ingest.even_p50", median(r["host"]["even"]["p50_ms"] for r in rounds),
                 median(r["fsync"]["p50_ms"] for r in rounds), unit="ms")
    return rounds
