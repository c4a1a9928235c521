# SPDX-License-Identifier: MIT
"""`kill -9` of the host at random moments while customers write and people answer; what was promised must hold.

BATON_CRASH_ROUNDS says how often it is killed, BATON_CRASH_SEED repeats a run; the seed is printed.
"""
import collections
import os
import random
import sys
import time

import local_baton
from load import Load
from mortal_host import MortalHost, is_sanitized
from process_case import ProcessCase, main

ROUNDS = int(os.environ.get("BATON_CRASH_ROUNDS", "20" if is_sanitized() else "100"))
SEED = int(os.environ.get("BATON_CRASH_SEED", random.SystemRandom().randrange(1 << 32)))
UP_MOST_S = 4.0 if is_sanitized() else 1.6
EARLY_SHARE = 0.15   # kills before the host says that it is ready
WAY_TO_GO_MIN = 40   # by then every status was repeated and every lost answer looked up (5 s, 60 s, 15 min)


def no_limits(document: dict):
    """Limits of the channel are not what is tested here, and would only slow the load down."""
    document["connectors"]["whatsapp-eu"]["settings"]["limits"] = {"pair_burst": 1000, "pair_refill_ms": 100}


def doubles(values) -> list:
    return [value for value, count in collections.Counter(values).items() if count > 1]


class CrashUnderLoad(ProcessCase):
    """One load, looked at from every side: the rounds are played once, by the first test that runs."""

    played = None

    def setUp(self):
        cls = type(self)
        if cls.played is None:
            cls.played = {}
            self.play()
        if "kills" not in cls.played:
            self.skipTest("the load was not played to its end")
        for name, value in cls.played.items():
            setattr(self, name, value)

    # ---- playing ----

    def play(self):
        rng = random.Random(SEED)
        print(f"crash: seed {SEED}, {ROUNDS} rounds (BATON_CRASH_SEED repeats them)", file=sys.stderr, flush=True)
        baton = self.start(ticking=True, change=no_limits, level="warn",
                           sandbox_settings={"pair_burst": 0, "throughput_per_s": 0, "read_after_ms": 700})
        mortal = MortalHost(baton)
        load = Load(baton, SEED)
        load.start()
        began = time.monotonic()
        for _ in range(ROUNDS):
            time.sleep(rng.uniform(0.05, UP_MOST_S))
            mortal.kill()
            if rng.random() < EARLY_SHARE:
                mortal.start_and_kill_early(rng.uniform(0, 0.3))
            mortal.start()
        load.stop()
        self.settle(baton, load)
        self.collect(baton, load)
        mortal.kill()
        replay = mortal.replay()
        mortal.start()  # what ProcessCase stops
        type(self).played.update(load=load, replay=replay, kills=mortal.kills)
        print(f"crash: {mortal.kills} kills in {time.monotonic() - began:.0f} s; {len(load.customers)} customers, "
              f"{sum(c.acknowledged for c in load.customers)} messages acknowledged, {len(load.replies)} replies, "
              f"{len(self.played['sent'])} sent, {load.calls_cut} calls cut off", file=sys.stderr, flush=True)

    def settle(self, baton, load):
        """Time for repeats of statuses and look-ups of lost answers."""
        baton.sandbox.http.post("/clock", {"ticking": False})
        for _ in range(WAY_TO_GO_MIN // 10):
            baton.sandbox.advance(minutes=10)

    def collect(self, baton, load):
        texts, sends, owners = collections.defaultdict(list), {}, {}
        cases = baton.cases(limit=200, sort="opened")
        names = {}
        for row in cases:
            names[row["id"]] = baton.case(row["id"])["customer"]["name"]
            for message in baton.messages(row["id"]):
                if message["from"] == "customer":
                    texts[names[row["id"]]].append(message["text"])
                elif "send" in message:
                    sends[message["message_id"]] = message
            changes = [e["data"] for e in baton.history(row["id"]) if e["event"] == "OwnerChanged"]
            owners[row["id"]] = (row["owner"], changes)
        type(self).played.update(texts=texts, names=names, sends=sends, owners=owners, sent=baton.sandbox.sent(), cases=cases)

    # ---- looking ----

    def test_00_everybody_who_made_the_load_lived(self):
        self.assertEqual([], self.load.faults)
        self.assertGreaterEqual(self.kills, ROUNDS)
        self.assertGreater(self.load.calls_cut, 0, "no kill met anybody: the load is too small")

    def test_no_acknowledged_message_is_lost_doubled_or_out_of_order(self):
        for customer in self.load.customers:
            expected = [f"{customer.name} says {k + 1}" for k in range(customer.acknowledged)]
            self.assertEqual(expected, self.texts[customer.name], f"the thread of {customer.name}")

    def test_no_customer_is_split_into_two_cases(self):
        self.assertEqual([], doubles(self.names.values()))
        self.assertEqual({c.name for c in self.load.customers if c.acknowledged}, set(self.names.values()))

    def test_nothing_the_channel_confirmed_is_sent_again(self):
        self.assertEqual([], doubles(row["biz_opaque_callback_data"] for row in self.sent))

    def test_no_customer_reads_one_reply_twice_because_its_author_had_to_ask_again(self):
        bodies = doubles((row["to"], row["body"]) for row in self.sent if "reply to" in row["body"] or "bot to" in row["body"])
        self.assertEqual([], bodies)

    def test_every_reply_answered_free_and_final_was_sent(self):
        promised = [reply for reply in self.load.replies if reply.promised]
        self.assertGreater(len(promised), ROUNDS // 2, "too few replies to say anything")
        sent = {row["biz_opaque_callback_data"] for row in self.sent}
        self.assertEqual([], [reply for reply in promised if reply.answer["message_id"] not in sent])

    def test_every_reply_taken_is_sent_or_says_why_not(self):
        sent = {row["biz_opaque_callback_data"] for row in self.sent}
        for reply in self.load.replies:
            if reply.status != 200 or reply.answer["decision"] == "refused":
                continue
            message = self.sends.get(reply.answer["message_id"])
            self.assertIsNotNone(message, f"no trace of {reply}")
            if message["message_id"] not in sent:
                self.assertIn(message["send"]["state"], ("held", "unknown", "failed", "refused"), message)
                self.assertTrue(message["send"]["reason"], message)

    def test_what_the_channel_has_is_known_to_be_sent(self):
        for row in self.sent:
            message = self.sends.get(row["biz_opaque_callback_data"])
            if message is not None:
                self.assertIn(message["send"]["state"], ("sent", "accepted", "delivered", "read"), message)

    def test_each_case_has_exactly_one_owner_at_every_step(self):
        for case, (owner, changes) in self.owners.items():
            self.assertRegex(owner, r"^(bot:helper|agent:[a-z]+|lead:[a-z]+)$", case)
            epochs = [change["epoch"] for change in changes]
            self.assertEqual(list(range(epochs[0], epochs[0] + len(epochs))) if epochs else [], epochs, f"the epochs of {case}")
            if changes:
                self.assertEqual(changes[-1]["to"], owner, case)

    def test_replay_agrees_after_the_last_kill(self):
        self.assertEqual(0, self.replay.returncode, self.replay.stdout + self.replay.stderr)


if __name__ == "__main__":
    main()
