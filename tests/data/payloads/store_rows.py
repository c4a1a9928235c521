# SPDX-License-Identifier: MIT
"""What a stopped host had stored at each moment: names of facts by stream. Read only; content is never opened."""
import collections
import re
import sqlite3
from pathlib import Path

FACT_NAME = re.compile(r'"((?:[A-Z][a-z]+)+)"')


def facts_by_time(store: Path) -> dict[int, list[tuple[str, list[str]]]]:
    """Host time in ms -> (stream, names of its facts); an input that changed nothing is there with no names."""
    found = collections.defaultdict(list)
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as database:
        rows = database.execute("SELECT h.at, s.name, h.facts FROM history h JOIN streams s ON s.number = h.stream ORDER BY h.position")
        for at, stream, facts in rows:
            found[at].append((stream, FACT_NAME.findall(facts)))
    return found
