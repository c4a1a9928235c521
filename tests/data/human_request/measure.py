#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Who asks for a person (H8), on requests that people labelled. One line a figure:

    data NAME set=SET value=V n=N

BATON_DATA names the folder with nlupp/, clinc150/, banking77/; what is not there is skipped, and said so.
"""

import argparse
import csv
import glob
import json
import os
import pathlib
import subprocess


def nlupp(folder):
    for name in sorted(glob.glob(str(folder / "nlupp" / "*" / "*.json"))):
        for entry in json.loads(pathlib.Path(name).read_text()):
            yield entry["text"], "handoff" in entry.get("intents", [])


def clinc150(folder):
    for entries in json.loads((folder / "clinc150" / "train_val.json").read_text()).values():
        for text, _ in entries:
            yield text, False


def banking77(folder):
    with open(folder / "banking77" / "train.csv", newline="") as rows:
        for row in csv.DictReader(rows):
            yield row["text"], False


def found_in(probe, texts):
    lines = "\n".join(text.replace("\n", " ") for text in texts) + "\n"
    answers = subprocess.run([probe], input=lines, capture_output=True, text=True, check=True).stdout.splitlines()
    if len(answers) != len(texts):
        raise SystemExit(f"human_request_probe answered {len(answers)} of {len(texts)} texts")
    return answers


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--probe", required=True, help="path of human_request_probe")
    arguments.add_argument("--show", action="store_true", help="print what was missed and what was found wrongly")
    options = arguments.parse_args()
    folder = pathlib.Path(os.environ.get("BATON_DATA", "no-data"))
    for name, read in (("nlupp", nlupp), ("clinc150", clinc150), ("banking77", banking77)):
        if not (folder / name).is_dir():
            print(f"data human_request set={name} skipped: no {name}/ in BATON_DATA")
            continue
        entries = list(read(folder))
        answers = found_in(options.probe, [text for text, _ in entries])
        asked = [(text, answer) for (text, wanted), answer in zip(entries, answers) if wanted]
        other = [(text, answer) for (text, wanted), answer in zip(entries, answers) if not wanted]
        missed = [pair for pair in asked if pair[1] == "-"]
        wrong = [pair for pair in other if pair[1] != "-"]
        if asked:
            print(f"data human_request_recall set={name} value={1 - len(missed) / len(asked):.4f} n={len(asked)}")
        print(f"data human_request_false_rate set={name} value={len(wrong) / len(other):.5f} n={len(other)}")
        if options.show:
            for text, answer in missed + wrong:
                print(f"  {answer}: {text}")


if __name__ == "__main__":
    main()
