# SPDX-License-Identifier: MIT
"""The programs a measurement starts, and what the kernel says of them."""
import json
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "host/demo"))
import local_baton  # noqa: E402

HOOK = f"/hooks/{local_baton.CONNECTOR}"
NOBODY = "http://127.0.0.1:9"  # where the channel would be: nothing listens, nothing is sent


def tool(name: str) -> str:
    return str(local_baton.build_folder() / "tests/bench" / f"bench_{name}")


def one_line(*words) -> dict:
    """Runs a program of this folder that prints one JSON line."""
    done = subprocess.run([str(word) for word in words], stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{words[0]} ended with {done.returncode}")
    return json.loads(done.stdout)


def load(port: int, seconds: float, **options) -> dict:
    words = [tool("load"), "--port", port, "--path", HOOK, "--seconds", seconds]
    for name, value in options.items():
        words += ["--" + name.replace("_", "-"), value]
    result = one_line(*words)
    answered = sum(result["statuses"].values())
    if result["good"] != answered:
        raise RuntimeError(f"of {answered} webhooks only {result['good']} were taken: {result['statuses']}")
    return result


def fsync(folder: Path, seconds: float, *per_second: float) -> dict:
    file = folder / "fsync.tmp"
    try:
        return one_line(tool("fsync"), file, seconds, *per_second)
    finally:
        file.unlink(missing_ok=True)


def beside(measure, other):
    """Both at the same time; gives what each gave."""
    with ThreadPoolExecutor(1) as pool:
        second = pool.submit(other)
        return measure(), second.result()


@contextmanager
def floor(kind: str, folder: Path):
    """The bare server on a fresh store; gives its port."""
    store = fresh(folder) / "floor.db"
    words = [tool("floor"), kind] + ([str(store)] if kind == "rows" else [])
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    try:
        said = process.stdout.readline().strip()
        if not said.startswith("ready "):
            raise RuntimeError(f"bench_floor {kind} did not start")
        yield int(said.rsplit(":", 1)[1])
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()
        shutil.rmtree(folder, ignore_errors=True)


def fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def quiet(document: dict):
    """The demo's configuration without its bot, and with people's tokens only."""
    document["automation"].pop("bots", None)
    document["access"]["tokens"] = [token for token in document["access"]["tokens"] if "bot" not in token]


def config(folder: Path, port: int, change=quiet) -> Path:
    return local_baton.demo_config(folder, port, NOBODY, change)


class Host(local_baton.Host):
    """`baton serve` in real time on the store of this folder."""

    def __init__(self, folder: Path, change=quiet):
        self.folder, self.port = folder, local_baton.free_port()
        file = config(folder, self.port, change)
        started = time.monotonic()
        super().__init__(file, folder / "host.log", "", "warn")
        self.ready_s = time.monotonic() - started

    def cpu_s(self) -> float:
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory_mib(self) -> float:
        """What is its own: pages of the store that are mapped or cached by the system do not count."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("RssAnon:"):
                return int(line.split()[1]) / 1024
        return 0.0

    def waiting(self) -> int:
        """Effects that are stored and not carried out."""
        with self.store() as db:
            return db.execute("SELECT count(*) FROM outbox").fetchone()[0]

    def log_mib(self) -> float:
        """The write-ahead log: it grows without end where checkpoints do not keep up."""
        wal = self.folder / "baton.db-wal"
        return wal.stat().st_size / 2**20 if wal.exists() else 0.0

    @contextmanager
    def store(self):
        db = sqlite3.connect(f"file:{self.folder}/baton.db?mode=ro", uri=True, timeout=10)
        try:
            yield db
        finally:
            db.close()

    def drained_s(self, limit_s: float) -> float:
        """How long until nothing waits any more."""
        start = time.monotonic()
        while self.waiting() > 0:
            if time.monotonic() - start > limit_s:
                return float("inf")
            time.sleep(0.02)
        return time.monotonic() - start


@contextmanager
def host(folder: Path, change=quiet):
    running = Host(folder, change)
    try:
        yield running
    finally:
        running.stop()


def median(values):
    return statistics.median(list(values))
