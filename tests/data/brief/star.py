# SPDX-License-Identifier: MIT
"""STAR dialogues as conversations cut at a handoff, with the data's own labels as gold."""

import gzip
import json
import pathlib
import random
import re

# Query arguments that name the operation itself, not something the customer told.
OPERATION_ARGUMENTS = {"RequestType"}
# Must never stand in a brief (I4), so a perfect brief does not have them.
SECRET_ARGUMENTS = {"PIN"}
TALK_LABELS = re.compile(r"^(hello|anything_else|goodbye.*|.*_bye|out_of_scope)$")
DONE_WORDS = ("inform", "success", "fail", "confirm", "available", "provide", "rating", "details", "instructions_done")


def dialogues(folder, which):
    """which: dev (held out), or tune: every fifth dialogue of train, the only ones to look at while writing rules."""
    name = "star_dev" if which == "dev" else "star_train"
    with gzip.open(pathlib.Path(folder) / "star" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if which == "dev" or number % 5 == 0:
                yield json.loads(line)


def plain(value):
    """'api.is_equal_to("Monday")' -> 'Monday'; other conditions are not values."""
    text = str(value).strip()
    wrapped = re.fullmatch(r'api\.is_equal_to\(\[?"([^"]*)"\]?\)', text)
    if wrapped:
        return wrapped.group(1).strip()
    return "" if text.startswith("api.") or text in ("null", "None") else text


def occurs(value, text):
    """As whole words, whatever the case."""
    return re.search(r"(?<!\w)" + re.escape(value.casefold()) + r"(?!\w)", text.casefold()) is not None


def arguments(dialogue):
    """Distinct (name, value) of all queries of the dialogue."""
    seen = {}
    for turn in dialogue["turns"]:
        if turn["s"] == "action":
            for name, value in (turn.get("args") or {}).items():
                text = plain(value)
                if text:
                    seen.setdefault((name, text.casefold()), text)
    return [(name, text) for (name, _), text in seen.items()]


def conversation(dialogue):
    """Turns that a host would have: customer, agent, and the agent's queries as internal notes."""
    events = []
    for turn in dialogue["turns"]:
        speaker = {"customer": "customer", "agent": "agent", "action": "note"}.get(turn["s"])
        if speaker and (turn.get("t") or "").strip():
            events.append({"sequence": len(events) + 1, "speaker": speaker, "text": turn["t"], "label": turn.get("label")})
    return events


def cut(dialogue, seed):
    """(events before the cut, arguments the customer had said by then), or None when nothing was ever said."""
    events = conversation(dialogue)
    wanted = arguments(dialogue)
    first = None
    said = ""
    for place, event in enumerate(events):
        if event["speaker"] == "customer":
            said += "\n" + event["text"]
            if any(occurs(text, event["text"]) for _, text in wanted):
                first = place + 1
                break
    if first is None:
        return None
    events = events[: random.Random(f"{seed}:{dialogue['id']}").randint(first, len(events))]
    said = "\n".join(e["text"] for e in events if e["speaker"] == "customer")
    return events, [(name, text) for name, text in wanted if occurs(text, said)]


def is_talk(event):
    return event["speaker"] == "agent" and bool(event["label"]) and TALK_LABELS.match(event["label"]) is not None


def is_step(event):
    """A query, or a labelled turn of the agent that informs or does something."""
    if event["speaker"] == "note":
        return True
    label = event["label"]
    return event["speaker"] == "agent" and bool(label) and not is_talk(event) and any(w in label for w in DONE_WORDS)


def is_turn_with_purpose(event):
    """The wider reading: every labelled turn of the agent that is no talk, questions included."""
    return is_step(event) or (event["speaker"] == "agent" and bool(event["label"]) and not is_talk(event) and event["label"] != "custom")
