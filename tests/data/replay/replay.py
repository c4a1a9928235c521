#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Plays STAR dialogues through a host: signed WhatsApp webhooks in, the agent's turns over the API, a handoff to the
technical lane at a random point. Prints what was lost (nothing may be) and how good the briefs are. One line a figure:

    data NAME set=SET value=V n=N

Exits 1 where a message, a case or a brief is missing; 77 where the data is not there.
"""
import argparse
import collections
import concurrent.futures
import re
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "brief"), str(HERE.parents[2] / "host" / "demo")]
import star  # noqa: E402
from conversation import Conversation, Office  # noqa: E402
from data_folder import SKIPPED, data_folder, figure, part  # noqa: E402
from local_baton import CONNECTOR, Local  # noqa: E402
from score import HostScore  # noqa: E402
from stored_history import replay_agrees  # noqa: E402

PROGRESS_S = 10
FAST_PER_S = 1000  # the upgraded throughput of a number: what is measured is not its ordinary limit
# The queue lists settled cases only where they are asked for by status.
STATUSES = ("automated", "open", "escalated", "waiting_customer", "resolved", "closed")


def without_bot(config: dict):
    """The data's agents are people; there is room for every conversation that is open at once, and a fast number."""
    config["automation"].pop("bots")
    config["access"]["tokens"] = [token for token in config["access"]["tokens"] if "bot" not in token]
    for agent in config["agents"]:
        agent["capacity_units"] = 1000
    config["connectors"][CONNECTOR]["settings"]["limits"] = {"sends_per_second": FAST_PER_S}


def cuts_of(options) -> list:
    """(dialogue id, all events, events before the cut, gold), as tests/data/brief cuts them."""
    found = []
    for dialogue in star.dialogues(data_folder(), options.which):
        cut = star.cut(dialogue, options.seed)
        if cut is not None:
            found.append((dialogue["id"], star.conversation(dialogue), cut[0], cut[1]))
        if options.dialogues and len(found) == options.dialogues:
            break
    return found


def play_all(office: Office, cuts: list, threads: int) -> tuple[list[Conversation], list[str]]:
    played, failures = [], []
    begun = told = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(threads) as pool:
        waiting = {}
        for number, events, before, _ in cuts:
            talk = Conversation(office, number, events, len(before))
            waiting[pool.submit(talk.play)] = talk
        for done in concurrent.futures.as_completed(waiting):
            talk = waiting[done]
            played.append(talk)
            try:
                done.result()
            except Exception as error:  # one conversation that goes wrong must not hide the others
                failures.append(f"{talk.name}, cut after {talk.cut} of {len(talk.events)} turns: {error!r}")
            if time.monotonic() - told > PROGRESS_S:
                told = time.monotonic()
                far = f"{len(played)} of {len(cuts)} dialogues after {told - begun:.0f} s"
                print(f"replay: {far}, {len(failures)} failed", flush=True)
    return played, failures


def compare_words(local, played: list[Conversation]) -> collections.Counter:
    """What was said against what the host kept, customer by customer and in order."""
    count = collections.Counter()
    for talk in played:
        said = [event["text"] for event in talk.events if event["speaker"] == "customer"]
        count["in"] += len(said)
        if not talk.case_id:
            continue
        kept = [entry["text"] for entry in local.messages(talk.case_id) if entry["from"] == "customer"]
        count["entries"] += len(kept)
        count["received"] += sum(event["event"] == "MessageReceived" for event in local.history(talk.case_id))
        count["same"] += sum(a == b for a, b in zip(said, kept))
        count["masked"] += sum(a != b and "[" in b for a, b in zip(said, kept))
    return count


def print_log(text: str):
    """What the host warned of, each kind once; ids and numbers differ from line to line."""
    kinds = collections.Counter(re.sub(r"[a-z0-9]+-[a-z]\d+|\d+", "N", line[25:]) for line in text.splitlines())
    for kind, n in kinds.most_common(20):
        print(f"replay: the host's log, {n} times: {kind}")


def print_quality(played: list[Conversation], cuts: list, which: str) -> HostScore:
    gold_of = {f"star-{number}": (before, gold) for number, _, before, gold in cuts}
    score = HostScore()
    for talk in played:
        if talk.brief:
            before, gold = gold_of[talk.name]
            score.add_brief(before, gold, talk.before_handoff, talk.brief)
    for name, n in score.all.items():
        figure(f"replay_{name}", which, score.hit[name] / n, n)
    return score


def options_of(words):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=["dev", "tune"], default="dev", dest="which",
                        help="dev: star_dev, held out (default); tune: a fifth of star_train")
    parser.add_argument("--dialogues", type=int, default=0, metavar="N", help="only the first N (default: all)")
    parser.add_argument("--seed", type=int, default=1, help="where each dialogue is handed over")
    parser.add_argument("--threads", type=int, default=6, help="conversations at once")
    return parser.parse_args(words)


def main(words=None) -> int:
    options = options_of(words)
    if part("star") is None:
        return SKIPPED
    which = "star_dev" if options.which == "dev" else "star_train_fifth"
    cuts = cuts_of(options)
    print(f"replay: {len(cuts)} dialogues of {which}, {options.threads} at once, seed {options.seed}", flush=True)
    begun = time.monotonic()
    fast = {"throughput_per_s": FAST_PER_S}
    with tempfile.TemporaryDirectory(prefix="baton-replay-") as folder:
        with Local(Path(folder), change=without_bot, ticking=True, sandbox_settings=fast, level="warning") as local:
            for agent in ("ana", "ben", "tess", "tom"):
                local.people[agent].put(f"/v1/agents/{agent}/presence", {"state": "present"})
            played, failures = play_all(Office(local), cuts, options.threads)
            words_kept = compare_words(local, played)
            cases = sum(len(local.cases(limit=200, status=status)) for status in STATUSES)
            sent = sum(row["type"] == "text" for row in local.sandbox.sent())
        agrees = replay_agrees(local.config)
        print_log(local.host.errors())

    gates = collections.Counter(gate for talk in played for gate in talk.gates)
    turns = sum(gates.values())
    for failure in failures:
        print("replay: failed:", failure)
    figure("replay_conversations", which, len(cuts), len(cuts))
    figure("replay_cases", which, cases, len(cuts))
    figure("replay_messages_in", which, words_kept["in"], len(cuts))
    figure("replay_messages_in_history", which, words_kept["received"], words_kept["in"])
    figure("replay_messages_word_for_word", which, words_kept["same"] / max(words_kept["in"], 1), words_kept["in"])
    figure("replay_webhooks_asked_again", which, sum(talk.asked_again for talk in played), words_kept["in"])
    figure("replay_messages_masked", which, words_kept["masked"], words_kept["in"])
    figure("replay_replies_free", which, gates["free"] / max(turns, 1), turns)
    figure("replay_replies_asking_for_a_secret", which, gates["asks for a secret"], turns)
    figure("replay_replies_reached_channel", which, sent, turns)
    figure("replay_handoffs", which, sum(bool(talk.brief) for talk in played), len(cuts))
    score = print_quality(played, cuts, which)
    figure("replay_seconds", which, round(time.monotonic() - begun, 1), len(cuts))

    whole = {
        "every conversation ended as it should": not failures,
        "cases = conversations": cases == len(cuts),
        "messages in = messages in the history": words_kept["in"] == words_kept["received"] == words_kept["entries"],
        "what was kept is what was said, or masked": words_kept["same"] + words_kept["masked"] == words_kept["in"],
        "every reply went out": gates["free"] + gates["asks for a secret"] == turns,
        "every handoff has a complete brief": score.hit["brief_complete"] == len(cuts),
        "every brief has its words": score.always("brief_with_all_words"),
        "every detail is in the message it names": score.always("brief_detail_support"),
        "baton replay agrees": agrees,
    }
    for what, holds in whole.items():
        if not holds:
            print(f"replay: does not hold: {what}")
    return 0 if all(whole.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
