# SPDX-License-Identifier: MIT
"""What the kernel says of a host: its memory, its descriptors, its threads, and the processes that are its own."""
import os
from pathlib import Path


def resident_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:")) / 1024


def descriptors(pid: int) -> int:
    return len(os.listdir(f"/proc/{pid}/fd"))


def threads(pid: int) -> int:
    return len(os.listdir(f"/proc/{pid}/task"))


def runners_for(pid: int) -> list[int]:
    """Every process that was started for a plugin of this host, whoever its parent is by now: a fork keeps the words it
    was started with."""
    found = []
    for entry in os.listdir("/proc"):
        if not entry.isdigit():
            continue
        try:
            words = Path(f"/proc/{entry}/cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if words[1:3] == [b"--host", str(pid).encode()] and words[0].endswith(b"baton-runner"):
            found.append(int(entry))
    return found


def plugin_of(pid: int, folder: Path) -> str:
    """Which of the bundles in `folder` this process has loaded; empty when none yet, or when it is gone."""
    try:
        maps = Path(f"/proc/{pid}/maps").read_text()
    except OSError:
        return ""
    return next((bundle.name for bundle in folder.iterdir() if f"/{bundle.name}.so\n" in maps), "")
