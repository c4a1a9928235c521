#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Masking of cards and IBANs (I4) on texts whose sensitive parts people or a generator marked. One line a figure:

    data NAME set=SET value=V n=N

Exits 1 where a valid card or IBAN got through, 77 where the data is not there.
"""
import argparse
import collections
import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]
from check_digits import digits_of, is_card, is_iban  # noqa: E402
from data_folder import ROOT, SKIPPED, figure, part  # noqa: E402

MASKS = ("[card ending ", "[IBAN]")


def pii(file: Path):
    """(text, marked parts)"""
    for entry in json.loads((file / "generated_small.json").read_text()):
        parts = [(span["entity_type"].lower(), span["entity_value"].replace("\n", " ")) for span in entry["spans"]]
        yield entry["full_text"].replace("\n", " "), parts


def parts_of(text: str, slots: list[str]):
    """Neighbouring words of one slot are one value: "5424 1812 7971 4441"."""
    words = text.split()
    if len(words) != len(slots):
        return None
    found = []
    for place, (word, slot) in enumerate(zip(words, slots)):
        if slot == "O":
            continue
        if place and slots[place - 1] == slot:
            found[-1] = (slot, found[-1][1] + " " + word)
        else:
            found.append((slot, word))
    return found


def multidogo(folder: Path):
    for file in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                for turn in json.loads(line)["customer_turns"]:
                    parts = parts_of(turn["t"], turn["slots"])
                    if parts is not None:
                        yield " ".join(turn["t"].split()), parts


def masked_by(probe: str, texts: list[str]) -> list[str]:
    done = subprocess.run([probe], input="\n".join(texts) + "\n", capture_output=True, text=True, check=True)
    answers = done.stdout.split("\n")[:-1]
    if len(answers) != len(texts):
        raise SystemExit(f"masking_probe answered {len(answers)} of {len(texts)} texts")
    return answers


class Count:
    def __init__(self, show: bool):
        self.hit, self.all, self.show = collections.Counter(), collections.Counter(), show

    def add(self, name: str, hit: bool, shown_if: bool, text: str, masked: str):
        self.all[name] += 1
        self.hit[name] += hit
        if self.show and hit == shown_if:
            print(f"  {name}: {text!r} -> {masked!r}")


def measure(probe: str, which: str, entries: list, show: bool) -> bool:
    count = Count(show)
    for (text, parts), masked in zip(entries, masked_by(probe, [text for text, _ in entries])):
        secrets = [value for _, value in parts if is_card(value) or is_iban(value)]
        for kind, value in parts:
            if is_card(value):
                count.add("card_recall", digits_of(value) not in digits_of(masked), False, text, masked)
            elif is_iban(value):
                count.add("iban_recall", value not in masked, False, text, masked)
            elif any(c.isdigit() for c in value):
                marked = kind in ("card_number", "credit_card")
                name = "marked_card_not_valid_masked" if marked else "other_number_masked"
                count.add(name, value not in masked, True, text, masked)
        if not secrets:
            count.add("text_without_card_masked", any(mask in masked for mask in MASKS), True, text, masked)
    for name, n in count.all.items():
        figure(f"masking_{name}", which, count.hit[name] / n, n)
    return all(count.hit[name] == count.all[name] for name in ("card_recall", "iban_recall"))


def main(words=None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    build = Path(os.environ.get("BATON_BUILD", ROOT / "build"))
    parser.add_argument("--probe", default=str(build / "tests" / "masking_probe"))
    parser.add_argument("--show", action="store_true", help="print what was missed and what was masked wrongly")
    options = parser.parse_args(words)
    sets = {"pii": pii, "multidogo": multidogo}
    found = [(name, read(folder)) for name, read in sets.items() if (folder := part(name)) is not None]
    if not found:
        return SKIPPED
    good = [measure(options.probe, name, list(entries), options.show) for name, entries in found]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
