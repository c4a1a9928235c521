# SPDX-License-Identifier: MIT
"""What a routing decision costs in a large office, over a small one."""
from pathlib import Path

from figures import Figures
from programs import one_line, tool


def run(figures: Figures, _folder: Path):
    got = one_line(tool("routing"))
    figures.line("routing", got["large_ns"], got["small_ns"], got["ratio"], most=2, unit="ns")
