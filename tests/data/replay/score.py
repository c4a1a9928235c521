# SPDX-License-Identifier: MIT
"""The host's brief in the shape that tests/data/brief measures, so that both mean the same by recall and precision."""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "brief"))
import measure  # noqa: E402

# Who said an entry of the host, in the words of the data.
SPEAKERS = {"customer": "customer", "agent": "agent", "note": "note"}


def sequences(entries: list[dict], events: list[dict]) -> dict[int, int]:
    """Number of an entry of the case -> place in the dialogue. Both keep a speaker's order; our own words have none."""
    waiting = {speaker: [e["sequence"] for e in events if e["speaker"] == speaker] for speaker in SPEAKERS.values()}
    found = {}
    for entry in sorted(entries, key=lambda entry: entry["number"]):
        speaker = SPEAKERS.get(entry["from"])
        if speaker and waiting[speaker]:
            found[entry["number"]] = waiting[speaker].pop(0)
    return found


def measured_shape(brief: dict, place: dict[int, int]) -> dict:
    def items(listed):
        return [{"label": one.get("label", ""), "value": one["value"], "sequence": place.get(one["source"], 0)}
                for one in listed]

    steps = brief["attempted_steps"]
    listed = steps if isinstance(steps, list) else []
    state = "listed" if listed else "none" if steps == "none attempted" else "unknown"
    words = {name: brief[name] or "" for name in ("intent", "reason", "next_action", "decision_needed")}
    return {**words, "status": brief["status_text"] or "", "details": items(brief["details"]), "steps": items(listed),
            "steps_state": state}


class HostScore(measure.Score):
    """What tests/data/brief counts, and what only a host can tell: is the brief complete to it, and whose is it."""

    def always(self, name: str) -> bool:
        return self.hit[name] == self.all[name]

    def add_brief(self, events: list[dict], gold: list, entries: list[dict], brief: dict):
        shape = measured_shape(brief, sequences(entries, events))
        self.add("brief_complete", brief["complete"])
        self.add("brief_by_strategy", brief["made_by"] == "brief-extractive")
        self.add("brief_within_1000_chars", len(brief["text"]) <= 1000)
        # A reference whose words are not there shows as nothing; nothing would pass for "said in the message it names".
        items = shape["details"] + shape["steps"]
        self.add("brief_with_all_words", bool(shape["intent"]) and all(item["value"] for item in items))
        self.details(events, gold, shape)
        self.steps(events, shape)
