# SPDX-License-Identifier: MIT
"""What a stopped host had stored at each moment: names of facts by stream. Read only; content is never opened."""
import collections
import re
import sqlite3
from pathlib import Path

FACT_NAME = re.compile(r'"((?:[A-Z][a-z]+)+)"')
# What happens later because of it, or because time passes, is not what a webhook said.
FROM_OUTSIDE = {"CustomerWrote", "CustomerEdited", "CustomerDeleted", "DeliveryReported", "CallReported", "IdentityChanged",
                "PreferenceChanged", "OutsideWordSeen", "ChannelNoticed"}


def is_office(stream: str) -> bool:
    """Channels, alarms and presence have streams of their own; all others are customers."""
    return ":" in stream or stream in ("alarms", "roster", "upkeep")


def facts_by_time(store: Path) -> dict[int, list[tuple[str, list[str]]]]:
    """Host time in ms -> (stream, names of its facts); an input that changed nothing is there with no names."""
    found = collections.defaultdict(list)
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as database:
        rows = database.execute("SELECT h.at, s.name, h.cause, h.facts FROM history h JOIN streams s ON s.number = h.stream "
                                "ORDER BY h.position")
        for at, stream, cause, facts in rows:
            names = FACT_NAME.findall(facts)
            if is_office(stream) or not names or cause.split(" ")[0] in FROM_OUTSIDE:
                found[at].append((stream, names))
    return found
