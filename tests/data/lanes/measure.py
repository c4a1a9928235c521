#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Which lane the shipped triage chooses, on requests that people labelled. One line a figure:

    data NAME set=SET part=tuned|held_out value=V n=N

BATON_DATA names the folder with lane_mapping.json and the sets; what is not there is skipped, and said so.
"""

import argparse
import csv
import hashlib
import json
import os
import pathlib
import subprocess

ORDER = ["compliance", "retention", "revenue", "technical", "recovery", "general"]
HELD_OUT_OF = 5


def banking77(folder, mapping):
    with open(folder / "banking77" / "train.csv", newline="") as rows:
        for row in csv.DictReader(rows):
            yield row["text"], row["category"], mapping.get(row["category"])


def clinc150(folder, mapping):
    for entries in json.loads((folder / "clinc150" / "train_val.json").read_text()).values():
        for text, label in entries:
            yield text, label, mapping.get(label) or mapping.get("_default")


def nlupp(folder, mapping):
    """Several intents a request: R3 chooses among their lanes; where one of them is left open, so is the request."""
    for name in sorted((folder / "nlupp").glob("*/*.json")):
        for entry in json.loads(name.read_text()):
            intents = entry.get("intents", [])
            wanted = [mapping[intent] for intent in intents if intent in mapping]
            lanes = [one for one in wanted if one["lane"]]
            if not wanted:
                yield entry["text"], "_default", mapping.get("_default")
            elif not lanes:
                yield entry["text"], " ".join(intents), None
            else:
                best = min(lanes, key=lambda one: ORDER.index(one["lane"]))
                defensible = {lane for one in wanted for lane in [one["lane"], *one["also_ok"]] if lane}
                yield entry["text"], " ".join(intents), {"lane": best["lane"], "also_ok": sorted(defensible)}


def gdpr_letters(folder, _):
    for name in sorted((folder / "gdpr_letters").glob("*/*.txt")):
        yield name.read_text(), name.parent.name, {"lane": "compliance", "also_ok": []}


SETS = {"banking77": banking77, "clinc150": clinc150, "nlupp": nlupp, "gdpr_letters": gdpr_letters}


def chosen_for(probe, texts):
    lines = "\n".join(text.replace("\n", " ").replace("\r", " ") for text in texts) + "\n"
    answers = subprocess.run([probe], input=lines, capture_output=True, text=True, check=True).stdout.splitlines()
    if len(answers) != len(texts):
        raise SystemExit(f"lanes_probe answered {len(answers)} of {len(texts)} texts")
    return [answer.split("\t") for answer in answers]


def held_out(text):
    return hashlib.md5(text.encode()).digest()[0] % HELD_OUT_OF == 0


def share(part, name, data_set, hits, of):
    if of:
        print(f"data {name} set={data_set} part={part} value={hits / of:.4f} n={of}")


def report(data_set, part, rows):
    strict = sum(lane == wanted["lane"] for _, _, wanted, lane, _ in rows)
    lenient = sum(lane in [wanted["lane"], *wanted["also_ok"]] for _, _, wanted, lane, _ in rows)
    general = [lane for _, _, wanted, lane, _ in rows if wanted["lane"] == "general"]
    other = [lane for _, _, wanted, lane, _ in rows if wanted["lane"] != "general"]
    share(part, "lanes_strict", data_set, strict, len(rows))
    share(part, "lanes_lenient", data_set, lenient, len(rows))
    share(part, "lanes_false_escalation", data_set, sum(lane != "general" for lane in general), len(general))
    share(part, "lanes_missed_escalation", data_set, sum(lane == "general" for lane in other), len(other))


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--probe", required=True, help="path of lanes_probe")
    arguments.add_argument("--show", nargs="+", metavar="SET",
                           help="print what went wrong in the tuned part: a set, and a label of it")
    options = arguments.parse_args()
    folder = pathlib.Path(os.environ.get("BATON_DATA", "no-data"))
    if not (folder / "lane_mapping.json").is_file():
        print("data lanes skipped: no lane_mapping.json in BATON_DATA")
        return
    mapping = json.loads((folder / "lane_mapping.json").read_text())
    for name, read in SETS.items():
        if not (folder / name).is_dir():
            print(f"data lanes set={name} skipped: no {name}/ in BATON_DATA")
            continue
        rows = [row for row in read(folder, mapping.get(name, {})) if row[2] and row[2]["lane"]]
        answers = chosen_for(options.probe, [text for text, _, _ in rows])
        rows = [(*row, lane, signals) for row, (lane, _, signals) in zip(rows, answers)]
        report(name, "tuned", [row for row in rows if not held_out(row[0])])
        report(name, "held_out", [row for row in rows if held_out(row[0])])
        for text, label, wanted, lane, signals in rows:
            shown = options.show and options.show[0] == name and options.show[1:] in ([], [label])
            if shown and lane != wanted["lane"] and not held_out(text):
                print(f"  {label}: {wanted['lane']} -> {lane}: {text[:160]!r} {signals}")


if __name__ == "__main__":
    main()
