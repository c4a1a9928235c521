#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A bot that traps people, guesses, or talks over a colleague (H8-H11, H14), and what a bot is told of a customer."""
import hashlib
import hmac

from moves import Moves, key, main
from process_case import HOUR, MINUTE


class Automation(Moves):
    def test_a_bot_is_asked_by_somebody_who_is_not_the_host(self):
        baton = self.start()
        case_id = self.new_case(baton)
        posted = baton.until(lambda: self.posted_to_bot(baton), "the bot is asked")
        self.assertEqual(1, len(posted))
        headers = {name.lower(): value for name, value in posted[0]["headers"].items()}
        signature = hmac.new(b"sandbox-bot-secret", posted[0]["raw"].encode(), hashlib.sha256).hexdigest()
        self.assertEqual(f"sha256={signature}", headers["x-baton-signature"])
        body = posted[0]["body"]
        case = baton.case(case_id)
        self.assertEqual((case_id, "helper", case["owner_epoch"]), (body["case"], body["bot"], body["epoch"]))
        self.assertEqual(("text", "My parcel ORD-123456 has not come."), (body["message"]["kind"], body["message"]["text"]))

    def test_a_bots_words_go_out_without_the_way_to_a_person(self):
        baton = self.start()
        case_id = self.new_case(baton)
        for turn in range(1, 6):
            baton.sandbox.advance(minutes=1)
            answer = self.bot_says(baton, case_id, f"turn {turn}", confidence=0.9)
            self.assertEqual("free", answer["decision"], answer)
        self.settle(baton)
        shown = [("+44 20 7946 0000" in text) for text in self.sent_texts(baton)]
        self.assertEqual([True, False, False, False, True], shown, "H11: on the first message and every fifth turn")

    def test_a_customer_who_asks_for_a_person_stays_with_the_bot(self):
        for number, words in enumerate(("Can I talk to a human please?", "agent", "quiero hablar con una persona")):
            with self.subTest(words):
                baton = self.start(f"asks-{number}")
                case_id = self.new_case(baton)
                self.settle(baton)
                baton.sandbox.says(self.CUSTOMER, words)
                case = baton.case(case_id)
                self.assertEqual(("lead:general", "open"), (case["owner"], case["status"]))
                self.settle(baton)
                self.assertEqual(1, len(self.posted_to_bot(baton)), "automation ends at once")
                decided = self.events(baton, case_id, "HandoffDecided")[0]
                self.assertEqual("H8", decided["trigger"])
                signals = [s for d in baton.admin.get(f"/v1/cases/{case_id}/explain")["decisions"] for s in d["data"].get("signals", [])]
                self.assertTrue(any(s.get("text") for s in signals), f"I9: the words that decided are shown: {signals}")

    def test_a_travel_agent_or_a_human_error_ends_automation(self):
        baton = self.start()
        case_id = self.new_case(baton, text="My travel agent booked it; must be a human error. I don't want to talk to a person.")
        self.assertEqual("bot:helper", baton.case(case_id)["owner"])

    def test_a_fourth_fallback_is_possible(self):
        baton = self.start()
        case_id = self.new_case(baton)
        for strike in (1, 2):
            answer = self.bot_says(baton, case_id, "I did not get that.", fallback=True)
            self.assertEqual("free", answer["decision"], answer)
            self.assertEqual("automated", baton.case(case_id)["status"])
            baton.sandbox.advance(minutes=2)
            baton.sandbox.says(self.CUSTOMER, f"once more, in other words {strike}")
        answer = self.bot_says(baton, case_id, "I did not get that.", fallback=True)
        self.assertEqual("refused", answer["decision"], "a third fallback is not said")
        self.assertIn("H9", answer["reason"])
        case = baton.case(case_id)
        self.assertEqual(("lead:general", "open"), (case["owner"], case["status"]))

    def test_the_same_words_again_and_again_lead_nowhere(self):
        baton = self.start()
        case_id = self.new_case(baton, text="where is my parcel")
        for _ in range(3):
            self.bot_says(baton, case_id, "It is on its way.", confidence=0.9)
            baton.sandbox.advance(minutes=1)
            baton.sandbox.says(self.CUSTOMER, "Where is my parcel?")
        baton.sandbox.advance(minutes=1)
        case = baton.case(case_id)
        self.assertEqual("lead:general", case["owner"])
        self.assertEqual(["H9"], [e["trigger"] for e in self.events(baton, case_id, "HandoffDecided")])

    def test_a_burst_of_five_words_is_five_strikes(self):
        baton = self.start()
        case_id = self.new_case(baton, text="hm")
        for word in ("it", "does", "not", "work"):
            baton.sandbox.advance(seconds=1)
            baton.sandbox.says(self.CUSTOMER, word)
            self.bot_says(baton, case_id, "Sorry?", fallback=True)
        self.assertEqual("automated", baton.case(case_id)["status"], "I8: a burst is one strike")
        self.assertEqual([1], [e["strikes"] for e in self.events(baton, case_id, "StrikeCounted")])

    def test_a_guess_is_said_to_the_customer(self):
        baton = self.start()
        case_id = self.new_case(baton)
        answer = self.bot_says(baton, case_id, "Perhaps it was the weather.", confidence=0.59)
        self.assertEqual((200, "refused"), (answer.status, answer["decision"]), answer)
        self.settle(baton)
        self.assertNotIn("Perhaps it was the weather.", str(baton.sandbox.sent()))
        self.assertEqual("lead:general", baton.case(case_id)["owner"])
        self.assertEqual(["H10"], [e["trigger"] for e in self.events(baton, case_id, "HandoffDecided")])
        other = self.new_case(baton, "447700900102")
        self.assertEqual("free", self.bot_says(baton, other, "It was the weather.", confidence=0.6)["decision"])

    def test_a_bot_talks_over_the_people_who_took_over(self):
        baton = self.start()
        case_id = self.new_case(baton)
        old = baton.case(case_id)["owner_epoch"]
        self.handoff(baton, case_id, "helper", {"lane": "general"})
        self.settle(baton)
        sent = len(baton.sandbox.sent())
        baton.sandbox.says(self.CUSTOMER, "hello?")
        self.settle(baton)
        self.assertEqual(1, len(self.posted_to_bot(baton)), "H14: the bot is not asked any more")
        for turn in range(3):
            for epoch in (old, baton.case(case_id)["owner_epoch"]):
                if turn and epoch == old:
                    continue
                self.assert_problem(self.bot_says(baton, case_id, "me again", epoch=epoch, confidence=0.9), 409, "lead:general")
        self.settle(baton)
        self.assertEqual(sent, len(baton.sandbox.sent()))
        self.assertIn(f"bot_stale:{case_id}", self.alarms(baton))
        self.assertEqual(1, len(self.events(baton, case_id, "BotMuted")))

    def test_three_stale_words_in_three_hours_are_an_alarm(self):
        baton = self.start()
        case_id = self.new_case(baton)
        self.handoff(baton, case_id, "helper", {"lane": "general"})
        for _ in range(3):
            self.bot_says(baton, case_id, "late", confidence=0.9)
            baton.sandbox.advance(ms=HOUR)
        self.assertNotIn(f"bot_stale:{case_id}", self.alarms(baton))

    def test_a_bot_that_is_down_keeps_the_customer(self):
        baton = self.start()
        baton.sandbox.http.post("/bot/helper/answer", {"status": 500})
        case_id = self.new_case(baton)
        self.assertEqual("bot:helper", baton.case(case_id)["owner"])
        baton.sandbox.advance(ms=3 * MINUTE)
        case = baton.until(lambda: (c := baton.case(case_id))["owner"] == "lead:general" and c, "a person is sought")
        self.assertEqual("open", case["status"])
        self.assertIn("bot_unreachable:helper", self.alarms(baton))
        self.assertGreater(len(self.posted_to_bot(baton)), 1, "it was tried more than once")

    def test_a_bots_request_is_carried_out_twice_or_without_a_key(self):
        baton = self.start()
        case_id = self.new_case(baton)
        body = {"epoch": baton.case(case_id)["owner_epoch"], "text": "once", "confidence": 0.9}
        self.assert_problem(baton.helper.post(f"/v1/cases/{case_id}/reply", body), 400, "Idempotency-Key")
        same = key()
        first = baton.helper.post(f"/v1/cases/{case_id}/reply", body, Idempotency_Key=same)
        again = baton.helper.post(f"/v1/cases/{case_id}/reply", body, Idempotency_Key=same)
        self.assertEqual((200, first.json), (again.status, again.json))
        self.settle(baton)
        self.assertEqual(1, len(baton.sandbox.sent()))

    def test_a_bot_speaks_where_it_does_not_serve_or_resolves_anothers_case(self):
        baton = self.start()
        case_id = self.new_case(baton)
        answer = self.bot_says(baton, case_id, "elsewhere", thread="zzzz-t9", confidence=0.9)
        self.assert_problem(answer, 404)
        self.assert_problem(self.bot_says(baton, case_id, "sure", confidence=7), 422, "confidence")
        self.handoff(baton, case_id, "helper", {"lane": "general"})
        epoch = baton.case(case_id)["owner_epoch"]
        answer = baton.helper.post(f"/v1/cases/{case_id}/resolve", {"epoch": epoch}, Idempotency_Key=key())
        self.assert_problem(answer, 403, "lead:general")

    def test_a_bot_cannot_settle_what_it_owns(self):
        baton = self.start()
        case_id = self.new_case(baton)
        epoch = baton.case(case_id)["owner_epoch"]
        answer = baton.helper.post(f"/v1/cases/{case_id}/resolve", {"epoch": epoch, "text": "Done."}, Idempotency_Key=key())
        self.assertEqual((200, "resolved"), (answer.status, answer["status"]), answer)
        baton.sandbox.advance(hours=1)
        baton.sandbox.says(self.CUSTOMER, "it is not done at all")
        case = baton.case(case_id)
        self.assertEqual("open", case["status"], "C2: a reopened case is people's")
        self.assertEqual("lead:general", case["owner"])


if __name__ == "__main__":
    main()
