# SPDX-License-Identifier: MIT
"""Where the real data is: BATON_DATA, or ../shared/data beside the checkout. Nothing in the tree needs it."""
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SKIPPED = 77  # SKIP_RETURN_CODE of the tests


def data_folder() -> Path | None:
    named = os.environ.get("BATON_DATA", "")
    folder = Path(named) if named else ROOT.parent / "shared" / "data"
    return folder if folder.is_dir() else None


def part(name: str) -> Path | None:
    """A folder or file of the data, or None with one clear line that says what is missing."""
    folder = data_folder()
    found = folder / name if folder else None
    if found is not None and found.exists():
        return found
    where = folder or os.environ.get("BATON_DATA") or "../shared/data, and BATON_DATA is not set"
    print(f"data skipped: no {name} below {where}", flush=True)
    return None


def figure(name: str, which: str, value, n: int):
    shown = f"{value:.4f}" if isinstance(value, float) else value
    print(f"data {name} set={which} value={shown} n={n}", flush=True)
