#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Classifier plugins add labels beside the rules, which stand where none answers in time (I9); one that hangs, lies or
answers twice changes nothing but its own counters (O6, I4). What misbehaves is built from plugins/ beside this file."""
import json
import subprocess

from local_baton import build_folder, demo_config
from moves import Moves, main
from process_case import people_only

BUNDLES = build_folder() / "tests" / "process_plugins" / "lib" / "baton"
PLUGIN = "test.process.classifier"


def behaving(behaviour: str, budget: int = 1000, **settings):
    def change(document):
        document["plugins"]["paths"].append(str(BUNDLES))
        document["strategies"]["classifiers"] = [{"plugin": PLUGIN, "isolate": "inside", "budget": budget,
                                                  "settings": {"behaviour": behaviour, **settings}}]
    return change


def by_examples(document):
    document["strategies"]["classifiers"] = [
        {"plugin": "classifier-examples", "budget": 2000, "labels": {"money_back": "refund"},
         "settings": {"examples": {"money_back": ["you still have what I paid", "where did my savings go"],
                                   "asks_for_person": ["is there anybody with a pulse"]}}}]


class Classifiers(Moves):
    PUZZLE = "Hm. You still have what I paid!"  # no rule knows what this is about

    def plugin(self, baton) -> dict:
        return next(p for p in baton.admin.get("/v1/plugins")["plugins"] if p["id"] == PLUGIN)

    def settled(self, baton, case_id: str) -> dict:
        """What became of the question about the latest message."""
        asked = len(self.events(baton, case_id, "LabelsAsked"))
        self.assertGreater(asked, 0)
        return baton.until(lambda: len(e := self.events(baton, case_id, "LabelsSettled")) >= asked and e[-1],
                           "the question is settled")

    def turn_ends(self, baton):
        baton.sandbox.advance(seconds=6)

    def assert_rules_decided(self, baton, case_id: str):
        """The bot got the message, and no label had a say."""
        baton.until(lambda: self.posted_to_bot(baton), "the bot is asked")
        self.turn_ends(baton)
        case = baton.case(case_id)
        self.assertEqual(("automated", ""), (case["status"], case["triage"]["lane"]))
        self.assertEqual([], [s for t in self.events(baton, case_id, "Triaged") for s in t["signals"] if s["by"]])

    def test_a_message_no_rule_understands_stays_with_the_bot(self):
        baton = self.start(change=by_examples)
        case_id = self.new_case(baton, text=self.PUZZLE)
        self.assertEqual("taken", self.settled(baton, case_id)["outcome"])
        self.turn_ends(baton)
        case = baton.until(lambda: (c := baton.case(case_id))["triage"]["lane"] and c, "triage has decided")
        self.assertEqual(("revenue", "H5", "refund"), tuple(case["triage"][k] for k in ("lane", "rule", "intent")))
        self.assertNotIn("bot:", case["owner"])
        decided = self.events(baton, case_id, "HandoffDecided")[0]
        said = [s for s in decided["signals"] if s["by"]]
        self.assertEqual([("refund", "classifier-examples")], [(s["name"], s["by"]) for s in said], "I9: who said so")
        self.assertTrue(0 < said[0]["weight_permille"] <= 700, "I9: and how much it weighs")
        explained = json.dumps(baton.admin.get(f"/v1/cases/{case_id}/explain").json)
        self.assertIn("classifier-examples", explained)
        self.assertEqual([], self.posted_to_bot(baton))

    def test_a_paraphrase_of_asking_for_a_person_is_left_to_the_bot(self):
        baton = self.start(change=by_examples)
        case_id = self.new_case(baton, text="Is there anybody with a pulse?")
        decided = baton.until(lambda: self.events(baton, case_id, "HandoffDecided"), "H8 by a label")
        self.assertEqual("H8", decided[0]["trigger"])

    def test_first_line_waits_for_labels_or_misses_them(self):
        def change(document):
            people_only(document)
            by_examples(document)
        baton = self.start(change=change)
        self.come(baton, "ana")
        case_id = self.new_case(baton, text=self.PUZZLE)
        self.settled(baton, case_id)
        self.turn_ends(baton)
        case = baton.until(lambda: (c := baton.case(case_id))["status"] == "escalated" and c, "the specialist is asked")
        self.assertEqual({"conversation": "general", "work": "revenue"}, {w["kind"]: w["lane"] for w in case["work"]})
        other = self.new_case(baton, "447700900102", "Good morning")
        self.assertEqual("nothing", self.settled(baton, other)["outcome"])
        baton.until(lambda: baton.case(other)["work"], "first line is sought at once")

    def test_the_bot_waits_for_a_classifier_that_never_answers(self):
        for behaviour in ("silent", "hangs"):
            with self.subTest(behaviour):
                baton = self.start(behaviour, change=behaving(behaviour, budget=200))
                case_id = self.new_case(baton, text=self.PUZZLE)
                self.assertEqual("failed", self.settled(baton, case_id)["outcome"])
                self.assert_rules_decided(baton, case_id)
                self.assertGreaterEqual(self.plugin(baton)["timeouts"], 1)

    def test_nonsense_is_believed_or_stored(self):
        for behaviour, why in (("unknown_intent", "O6"), ("card", "I4"), ("no_language", "O6")):
            with self.subTest(behaviour):
                baton = self.start(behaviour, change=behaving(behaviour), level="debug")
                case_id = self.new_case(baton, text=self.PUZZLE)
                settled = self.settled(baton, case_id)
                self.assertEqual("refused", settled["outcome"], settled)
                self.assertIn(why, settled["broke"])
                self.assert_rules_decided(baton, case_id)
                self.assertEqual(1, self.plugin(baton)["refused_proposals"], "counted against the plugin")
                baton.host.stop()
                for file in sorted(baton.folder.rglob("*")):
                    for secret in (b"4111 1111", b"horoscope", b"what they speak"):
                        if file.is_file() and file.name != "sandbox.log":
                            self.assertNotIn(secret, file.read_bytes(), file)

    def test_what_is_no_answer_at_all_ends_the_case(self):
        for behaviour, counter in (("not_text", "contract_violations"), ("too_sure", "contract_violations"),
                                   ("nothing", "contract_violations"), ("fails", "failures")):
            with self.subTest(behaviour):
                baton = self.start(behaviour, change=behaving(behaviour))
                case_id = self.new_case(baton, text=self.PUZZLE)
                self.assertEqual("failed", self.settled(baton, case_id)["outcome"])
                self.assert_rules_decided(baton, case_id)
                self.assertGreaterEqual(self.plugin(baton)[counter], 1)

    def test_an_answer_twice_counts_twice(self):
        baton = self.start(change=behaving("twice"))
        case_id = self.new_case(baton, text=self.PUZZLE)
        self.assertEqual("taken", self.settled(baton, case_id)["outcome"])
        self.turn_ends(baton)
        self.assertEqual(1, len(self.events(baton, case_id, "LabelsSettled")))
        self.assertEqual(["refund"], [s["name"] for s in self.events(baton, case_id, "HandoffDecided")[0]["signals"]])
        self.assertEqual(1, self.plugin(baton)["double_completions"])

    def test_a_late_answer_changes_what_was_decided(self):
        go = self.folder / "go"
        baton = self.start(change=behaving("late", budget=100, go=str(go)))
        case_id = self.new_case(baton, text=self.PUZZLE)
        self.assertEqual("failed", self.settled(baton, case_id)["outcome"])
        self.assert_rules_decided(baton, case_id)
        go.write_text("")
        baton.until(lambda: self.plugin(baton)["late_completions"] == 1, "dropped, and counted")
        self.turn_ends(baton)
        self.assertEqual("", baton.case(case_id)["triage"]["lane"])

    def test_what_cannot_wait_waits_for_a_classifier(self):
        baton = self.start(change=behaving("silent", budget=4000))
        asks = self.new_case(baton, "447700900111", "I want to talk to a human")
        self.assertEqual("H8", self.events(baton, asks, "HandoffDecided")[0]["trigger"])
        card = self.new_case(baton, "447700900112", "my card is 4111 1111 1111 1111")
        self.assertEqual("H2", self.events(baton, card, "HandoffDecided")[0]["trigger"])
        leaves = self.new_case(baton, "447700900113", "I want to cancel my subscription")
        self.turn_ends(baton)
        self.assertEqual("H6", self.events(baton, leaves, "HandoffDecided")[0]["trigger"])

    def test_a_replay_needs_the_plugin(self):
        baton = self.start(change=by_examples)
        case_id = self.new_case(baton, text=self.PUZZLE)
        self.settled(baton, case_id)
        self.turn_ends(baton)
        self.assertEqual("revenue", baton.case(case_id)["triage"]["lane"])
        baton.host.stop()
        document = json.loads(baton.config.read_text())
        document["strategies"]["classifiers"] = []
        baton.config.write_text(json.dumps(document))
        replayed = subprocess.run([build_folder() / "baton", "replay", "--config", baton.config], capture_output=True,
                                  text=True, timeout=60)
        self.assertEqual(0, replayed.returncode, replayed.stdout + replayed.stderr)

    def simulate(self, baton, change) -> dict:
        config = demo_config(self.folder / "new", 1, baton.sandbox.url, change)
        done = subprocess.run([build_folder() / "baton", "simulate", "--config", config, "--history",
                               baton.folder / "baton.db", "--json"], capture_output=True, text=True, timeout=60)
        self.assertEqual(0, done.returncode, done.stderr)
        return json.loads(done.stdout)

    def test_what_is_recorded_is_decided_otherwise_without_the_plugin_at_hand(self):
        baton = self.start(change=by_examples)
        case_id = self.new_case(baton, text=self.PUZZLE)
        self.settled(baton, case_id)
        self.turn_ends(baton)
        self.assertEqual("revenue", baton.case(case_id)["triage"]["lane"])
        baton.host.stop()
        same = self.simulate(baton, by_examples)
        self.assertEqual(([], 0, 0), (same["changes"], same["unanswered"], same["without_place"]))

    def test_a_classifier_that_was_never_asked_is_guessed_at(self):
        baton = self.start()
        case_id = self.new_case(baton, text=self.PUZZLE)
        self.turn_ends(baton)
        self.assertEqual("automated", baton.case(case_id)["status"])
        baton.host.stop()
        told = self.simulate(baton, by_examples)
        self.assertEqual([], told["changes"], "without an answer the rules' decision stands")
        self.assertGreater(told["unanswered"], 0, "and it is said that nobody answered")


if __name__ == "__main__":
    main()
