# SPDX-License-Identifier: MIT
"""Runs the measurements that are named, or all, and prints one line a figure. Started by ./run, which builds first."""
import sys
from pathlib import Path

import programs
import hostile
import ingest
import routing
import runner
import scale
import strategies
import triage
from figures import Figures

MEASUREMENTS = {"ingest": ingest.run, "scale": scale.run, "plugin_call": strategies.plugin_call, "brief": strategies.brief,
                "start": scale.start, "routing": routing.run, "triage": triage.run, "runner": runner.run,
                "hostile": hostile.run}


def main(names: list[str]) -> int:
    folder = programs.local_baton.build_folder() / "tests/bench/work"
    folder.mkdir(parents=True, exist_ok=True)
    figures = Figures()
    for name in names or list(MEASUREMENTS):
        MEASUREMENTS[name](figures, Path(folder))
    print("# rates, times and costs are of this machine in this run; ratios are of one run, each of values taken turn by turn")
    return 1 if figures.short else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
