#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Recall and precision of briefs on STAR, cut at a random point. One line a figure:

    data NAME set=SET value=V n=N

BATON_DATA names the folder with star/; without it, or without the data, one line says that it is skipped.
"""

import argparse
import collections
import json
import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import star  # noqa: E402


def briefs_of(probe, cases):
    lines = [json.dumps({"events": events, "owner": "bot:star", "rule": "handoff"}) for events, _ in cases]
    done = subprocess.run([probe], input="\n".join(lines) + "\n", capture_output=True, text=True, check=True)
    made = [json.loads(line) for line in done.stdout.splitlines()]
    if len(made) != len(cases):
        raise SystemExit(f"brief_probe answered {len(made)} of {len(cases)} conversations")
    return made


def holds(detail, value):
    return star.occurs(value, detail["value"])


def is_gold(detail, gold):
    return any(holds(detail, text) or star.occurs(detail["value"], text) for _, text in gold)


class Score:
    def __init__(self):
        self.hit = collections.Counter()
        self.all = collections.Counter()
        self.missed = collections.Counter()

    def add(self, name, hit):
        self.all[name] += 1
        self.hit[name] += bool(hit)

    def details(self, events, gold, brief):
        text_of = {event["sequence"]: event for event in events}
        for name, value in gold:
            found = any(holds(detail, value) for detail in brief["details"])
            if name in star.SECRET_ARGUMENTS:
                everything = json.dumps([brief["details"], brief["steps"], brief["intent"], brief["decision_needed"]])
                self.add("brief_secret_withheld", not star.occurs(value, everything))
                continue
            self.add("brief_detail_recall_with_operation", found or star.occurs(value, brief["intent"]))
            if name in star.OPERATION_ARGUMENTS:
                continue
            self.add("brief_detail_recall", found)
            if not found:
                self.missed[name] += 1
        for detail in brief["details"]:
            self.add("brief_detail_precision", is_gold(detail, gold))
            source = text_of.get(detail["sequence"])
            said = source is not None and source["speaker"] == "customer" and detail["value"] in source["text"]
            self.add("brief_detail_support", said)

    def steps(self, events, brief):
        sourced = {step["sequence"] for step in brief["steps"]}
        same = {(e["speaker"], e["text"].casefold()) for e in events if e["sequence"] in sourced}
        for event in events:
            shown = event["sequence"] in sourced or (event["speaker"], event["text"].casefold()) in same
            if star.is_step(event):
                self.add("brief_step_recall", shown)
            if star.is_turn_with_purpose(event):
                self.add("brief_step_recall_with_questions", shown)
        steps = {event["sequence"]: event for event in events}
        for step in brief["steps"]:
            self.add("brief_step_support", steps.get(step["sequence"], {}).get("speaker") in ("agent", "note"))

    def whole(self, brief):
        complete = brief["intent"] and brief["status"] and brief["steps_state"] != "unknown"
        self.add("brief_complete", complete)
        fields = [f"{k}: {brief[k]}" for k in ("intent", "status", "reason", "next_action", "decision_needed")]
        details = [f"{i['label']}: {i['value']}" for i in brief["details"]]
        steps = [f"attempted: {i['value']}" for i in brief["steps"]]
        self.add("brief_within_1000_chars", len("\n".join(fields + details + steps)) <= 1000)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--probe", default=os.environ.get("BATON_BRIEF_PROBE", "build/tests/brief_probe"))
    parser.add_argument("--set", choices=["dev", "tune"], default="dev", dest="which")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="show N conversations with what was missed")
    options = parser.parse_args()

    folder = os.environ.get("BATON_DATA", "")
    if not folder or not (pathlib.Path(folder) / "star").is_dir():
        print("data brief skipped: no star/ below BATON_DATA")
        return 0
    cuts = [c for c in (star.cut(d, options.seed) for d in star.dialogues(folder, options.which)) if c]
    made = briefs_of(options.probe, cuts)
    score = Score()
    for (events, gold), brief in zip(cuts, made):
        score.whole(brief)
        score.details(events, gold, brief)
        score.steps(events, brief)
    name = "star_dev" if options.which == "dev" else "star_train_fifth"
    for figure, n in score.all.items():
        print(f"data {figure} set={name} value={score.hit[figure] / n:.4f} n={n}")
    if options.misses:
        show_misses(cuts, made, score, options.misses)
    return 0


def show_misses(cuts, made, score, count):
    print("missed:", score.missed.most_common(40))
    for (events, gold), brief in zip(cuts, made):
        missed = [g for g in gold if g[0] not in star.SECRET_ARGUMENTS | star.OPERATION_ARGUMENTS
                  and not any(holds(d, g[1]) for d in brief["details"])]
        if missed and count:
            count -= 1
            print("=" * 20, missed)
            for event in events:
                print(event["sequence"], event["speaker"][:3], "|", event["text"])
            print(json.dumps(brief, indent=None, ensure_ascii=False))


if __name__ == "__main__":
    sys.exit(main())
