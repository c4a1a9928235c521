# SPDX-License-Identifier: MIT
"""What it costs to read a message."""
from pathlib import Path

from figures import Figures
from programs import one_line, tool


def run(figures: Figures, _folder: Path):
    got = one_line(tool("triage"))
    figures.line("triage", got["shipped_us"], most=50, unit="us")
    ratio = got["phrases_us"] / got["shipped_us"]
    figures.line("triage.phrases", got["phrases_us"], got["shipped_us"], ratio=ratio, most=3, unit="us")
