# SPDX-License-Identifier: MIT
"""One line a figure, and whether all of them met their targets."""


def shown(value) -> str:
    if value is None:
        return "-"
    if isinstance(value, str):
        return value
    if value == 0 or value == float("inf"):
        return f"{value:g}"
    return f"{value:.0f}" if abs(value) >= 1000 else f"{value:.3g}"


class Figures:
    def __init__(self):
        self.short = 0

    def line(self, name: str, value, floor=None, ratio=None, most=None, least=None, unit: str = ""):
        """`most` and `least` bound the ratio, or the value where there is none; without either it is for reading."""
        judged = value if ratio is None else ratio
        good = (most is None or judged <= most) and (least is None or judged >= least)
        target = f"<={most:g}" if most is not None else f">={least:g}" if least is not None else "none"
        self.short += 0 if good else 1
        print(f"bench {name} value={shown(value)}{unit} floor={shown(floor)}{unit if floor is not None else ''} ratio={shown(ratio)} "
              f"target={target} {'ok' if good else 'short'}", flush=True)
