# SPDX-License-Identifier: MIT
"""What a call into a plugin adds, and how long a brief takes."""
from pathlib import Path

import local_baton

from figures import Figures
from programs import one_line, tool


def measured(what: str) -> dict:
    return one_line(tool("strategies"), what, local_baton.build_folder() / "lib/baton")


def plugin_call(figures: Figures, _folder: Path):
    got = measured("plugin_call")
    figures.line("plugin_call", got["call_ns"] - got["direct_ns"], most=1000, unit="ns")
    figures.line("plugin_call.direct", got["direct_ns"], unit="ns")
    figures.line("plugin_call.operation", got["operation_ns"], got["direct_ns"], unit="ns")


def brief(figures: Figures, _folder: Path):
    got = measured("brief")
    figures.line("brief", got["p50_ns"] / 1e6, most=1, unit="ms")
    figures.line("brief.p99", got["p99_ns"] / 1e6, unit="ms")
