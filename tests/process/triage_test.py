#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Words, tiers and behaviour choose where a case goes (I7-I9, H1-H6, R1-R4, R7), and data that does not belong in a
chat is kept out of it (H2, H13, I4, I5)."""
import json
import re

from moves import Moves, key, main
from process_case import MINUTE, people_only

PAGE = "https://id.example.com/start"


def with_page(document):
    document["privacy"]["secure_path"] = {"url": PAGE, "key": "sandbox-page-key"}


class Triage(Moves):
    def turn_ends(self, baton):
        """Longer than a burst lasts (I8)."""
        baton.sandbox.advance(seconds=6)

    def triaged(self, baton, case_id):
        return self.events(baton, case_id, "Triaged")

    def signal(self, baton, kind: str, **body):
        who = body.pop("who", "service")
        return getattr(baton, who).post("/v1/signals", {"kind": kind, **body}, Idempotency_Key=key())

    def test_words_go_to_the_wrong_lane(self):
        wanted = {"I was charged twice for the same invoice": ("revenue", "H5", "high"),
                  "Under GDPR please delete all my personal data": ("compliance", "H1", "immediate"),
                  "I want to cancel my subscription": ("retention", "H6", "high"),
                  "Our API integration returns an error since this morning": ("technical", "H4", "medium"),
                  "This is unacceptable, I will post it on Twitter": ("recovery", "H6", "medium"),
                  "quiero cancelar mi suscripción": ("retention", "H6", "high"),
                  "das ist eine Unverschämtheit": ("recovery", "H6", "medium")}
        baton = self.start()
        for number, (words, (lane, rule, priority)) in enumerate(wanted.items()):
            with self.subTest(words):
                case_id = self.new_case(baton, f"44770090020{number}", words)
                self.assertEqual("automated", baton.case(case_id)["status"], "I8: the turn is not over yet")
                self.turn_ends(baton)
                case = baton.case(case_id)
                self.assertEqual((lane, rule), (case["triage"]["lane"], case["triage"]["rule"]))
                self.assertEqual(priority, case["priority"])
                self.assertNotIn("bot:", case["owner"])
                decided = self.events(baton, case_id, "HandoffDecided")[0]
                self.assertEqual((rule, lane), (decided["trigger"], decided["lane"]))
                decisions = baton.admin.get(f"/v1/cases/{case_id}/explain")["decisions"]
                signals = [s for d in decisions for s in d["data"].get("signals", [])]
                self.assertTrue(any(s.get("text") in words for s in signals if s.get("text")), f"I9: {signals}")
                self.assertTrue(all(t["policy"] for t in self.triaged(baton, case_id)), "I9: under which policy")
        self.assertEqual([], self.posted_to_bot(baton), "the bot was not asked")

    def test_small_talk_ends_automation(self):
        baton = self.start()
        said = ("Hello!", "Where is my order ORD-1234567?", "I don't want to cancel my subscription",
                "damn, where is it?")
        for number, words in enumerate(said):
            case_id = self.new_case(baton, f"44770090030{number}", words)
            self.turn_ends(baton)
            self.assertEqual("automated", baton.case(case_id)["status"], words)
        self.assertTrue(baton.case(case_id)["triage"]["tone"], "R7: hard words are a flag, and no more")

    def test_a_burst_is_two_decisions(self):
        baton = self.start()
        case_id = self.new_case(baton, text="I get an error in your app.")
        baton.sandbox.advance(seconds=2)
        baton.sandbox.says(self.CUSTOMER, "And please delete my personal data under GDPR.")
        self.turn_ends(baton)
        self.assertEqual(1, len(self.events(baton, case_id, "HandoffDecided")))
        self.assertEqual(1, len(self.triaged(baton, case_id)))
        case = baton.until(lambda: (c := baton.case(case_id)) and len(c["work"]) == 3 and c, "two issues, one seat")
        lanes = {item["lane"] for item in case["work"] if item["kind"] == "work"}
        self.assertEqual({"technical", "compliance"}, lanes, "R3: two issues, two work items")
        self.assertEqual("technical", case["triage"]["lane"], "R3: the thread stays with the live problem")

    def test_a_case_without_a_bot_waits_for_nobody(self):
        baton = self.start(change=people_only)
        self.come(baton, "ana", "tom")
        case_id = self.new_case(baton, text="I want a refund for the broken blender")
        self.turn_ends(baton)
        case = baton.until(lambda: (c := baton.case(case_id))["status"] == "escalated" and c, "the specialist is asked")
        kinds = {item["kind"]: item["lane"] for item in case["work"]}
        self.assertEqual({"conversation": "general", "work": "revenue"}, kinds, "O2: first line keeps the thread")
        self.accept(baton, "ana", "conversation")
        self.assertEqual("agent:ana", baton.case(case_id)["owner"])

    def test_a_signal_is_weighed_otherwise_than_configured(self):
        def change(document):
            leaks = {"lane": "technical", "weight": 0.7, "phrases": {"en": ["{gadget} ... (leaks|drips)"]}}
            document["triage"] = {"signals": {"cancels": {"enabled": False}, "leaks": leaks},
                                  "words": {"en": {"gadget": "toaster|kettle"}}}
        baton = self.start(change=change)
        stays = self.new_case(baton, "447700900401", "I want to cancel my subscription")
        goes = self.new_case(baton, "447700900402", "My kettle always leaks")
        self.turn_ends(baton)
        self.assertEqual("automated", baton.case(stays)["status"])
        self.assertEqual("technical", baton.case(goes)["triage"]["lane"])

    def test_a_tier_makes_no_difference(self):
        baton = self.start()
        case_id = self.new_case(baton)
        self.assertEqual("automated", baton.case(case_id)["status"])
        customer = baton.case(case_id)["customer"]["id"]
        answer = self.signal(baton, "tier_changed", customer=customer, attributes={"tier": "enterprise"})
        self.assertEqual((200, True), (answer.status, answer["changed"]), answer)
        case = baton.case(case_id)
        now = (case["customer"]["segment"], case["status"], case["owner"])
        self.assertEqual(("enterprise", "open", "lead:vip"), now, "R7: a person at once")
        trial = self.new_case(baton, "447700900501", "hello")
        answer = self.signal(baton, "tier_changed", address="+447700900501", attributes={"tier": "trial"})
        self.assertEqual(200, answer.status, answer)
        baton.sandbox.says("447700900501", "I was charged twice")
        self.turn_ends(baton)
        self.assertEqual("automated", baton.case(trial)["status"], "R7: automation's hurdles first")
        baton.sandbox.says("447700900501", "then I cancel my subscription")
        self.turn_ends(baton)
        self.assertIn(baton.case(trial)["status"], ("open", "escalated"), "H6 beats it")

    def test_behaviour_is_told_in_vain(self):
        baton = self.start()
        case_id = self.new_case(baton)
        self.assertEqual(200, self.signal(baton, "cancel_flow_visit", address="+" + self.CUSTOMER).status)
        self.turn_ends(baton)
        decided = self.events(baton, case_id, "HandoffDecided")[0]
        self.assertEqual(("retention", "cancel_flow_visit"), (decided["lane"], decided["signals"][0]["name"]))

    def test_a_customer_at_risk_waits_in_general_support(self):  # R7, I7
        baton = self.start()
        case_id = self.new_case(baton)
        answer = self.signal(baton, "at_risk", address="+" + self.CUSTOMER)
        self.assertEqual((200, True), (answer.status, answer["changed"]), answer)
        self.turn_ends(baton)
        decided = self.events(baton, case_id, "HandoffDecided")[0]
        self.assertEqual(("R7", "retention", "at_risk"),
                         (decided["trigger"], decided["lane"], decided["signals"][0]["name"]))
        self.assertTrue(baton.case(case_id)["customer"]["at_risk"])
        again = self.signal(baton, "at_risk", address="+" + self.CUSTOMER)
        self.assertEqual((200, False), (again.status, again["changed"]), "told twice it is said once")

    def test_a_threat_to_persons_is_an_item_in_a_queue(self):  # R7
        baton = self.start()
        case_id = self.new_case(baton, text="I know where you live and I will hurt you")
        decided = self.events(baton, case_id, "HandoffDecided")[0]
        self.assertEqual(("R7", "ben"), (decided["trigger"], decided["agent"]), "at once, to the lead")
        self.assertTrue(baton.case(case_id)["triage"]["threat"])
        baton.until(lambda: f"threat:{case_id}" in self.alarms(baton), "and an alarm")

    def test_profanity_makes_a_case_urgent(self):  # R7
        baton = self.start(change=people_only)
        calm = self.new_case(baton, "447700900601", "where is my order?")
        rude = self.new_case(baton, "447700900602", "where the hell is my damn order?")
        self.turn_ends(baton)
        self.assertEqual(baton.case(calm)["priority"], baton.case(rude)["priority"])
        self.assertEqual((False, True), (baton.case(calm)["triage"]["tone"], baton.case(rude)["triage"]["tone"]))
        self.assertEqual("", baton.case(rude)["triage"]["lane"])

    def test_a_vip_who_is_also_a_gdpr_request_gets_one_item(self):  # K, R3, R7
        def enterprise(document):
            document.setdefault("organisation", {})["segment"] = "enterprise"
        baton = self.start(change=enterprise)
        case_id = self.new_case(baton, text="Under GDPR please delete all my personal data")
        self.turn_ends(baton)
        case = baton.until(lambda: (c := baton.case(case_id)) and len(c["work"]) >= 2 and c, "two items")
        self.assertEqual({("vip", "conversation"), ("compliance", "work")},
                         {(w["lane"], w["kind"]) for w in case["work"]})
        self.assertEqual("lead:vip", case["owner"], "the thread stays with the pod")

    def test_a_second_turn_that_helped_nobody_stays_with_the_bot(self):  # H3
        baton = self.start()
        case_id = self.new_case(baton, text="That did not help")
        self.turn_ends(baton)
        self.assertEqual("automated", baton.case(case_id)["status"], "once is a turn")
        baton.sandbox.advance(minutes=1)
        baton.sandbox.says(self.CUSTOMER, "no, you do not understand")
        self.turn_ends(baton)
        self.assertEqual("H3", self.events(baton, case_id, "HandoffDecided")[0]["trigger"])

    def test_a_signal_that_says_nothing_is_taken(self):
        baton = self.start()
        case_id = self.new_case(baton)
        customer = baton.case(case_id)["customer"]["id"]
        self.assert_problem(self.signal(baton, "horoscope", customer=customer), 422, "triage.behaviours")
        wrong = self.signal(baton, "tier_changed", customer=customer, attributes={"tier": "emperor"})
        self.assert_problem(wrong, 422, "segments")
        self.assert_problem(self.signal(baton, "tier_changed", customer=customer), 422, "attributes")
        data = self.signal(baton, "payment_failed", customer=customer, attributes={"card": "4111"})
        self.assert_problem(data, 422, "card")
        self.assert_problem(self.signal(baton, "payment_failed", customer="k0"), 404)
        self.assert_problem(self.signal(baton, "payment_failed", address="+4915112345678"), 404)
        self.assert_problem(self.signal(baton, "payment_failed"), 422, "customer")
        self.assert_problem(self.signal(baton, "payment_failed", customer=customer, who="ana"), 403)

    def test_two_messages_in_another_language_are_answered_in_english(self):
        baton = self.start()
        case_id = self.new_case(baton, text="Hola, tengo una pregunta sobre mi pedido")
        baton.sandbox.advance(minutes=1)
        baton.sandbox.says(self.CUSTOMER, "¿Cuándo llega? Quiero hablar con una persona")
        self.settle(baton)
        self.assertEqual("es", baton.case(case_id)["windows"][0]["language"])
        self.assertTrue(any("Una persona" in text for text in self.sent_texts(baton)), self.sent_texts(baton))

    def test_a_card_in_the_chat_is_left_at_that(self):
        baton = self.start(change=with_page)
        case_id = self.new_case(baton, text="my card is 4111 1111 1111 1111")
        case = baton.case(case_id)
        self.assertEqual(("H2", "compliance"), (case["triage"]["rule"], case["triage"]["lane"]))
        self.settle(baton)
        links = [t for t in self.sent_texts(baton) if PAGE in t]
        self.assertEqual(1, len(links), "H13: the customer is pointed to the page")
        token = re.search(r"token=(\S+)", links[0]).group(1)
        told = json.dumps([baton.messages(case_id), baton.history(case_id)])
        self.assertNotIn(token, told, "the token is the customer's alone")
        baton.sandbox.says(self.CUSTOMER, "or take 5500 0055 5555 5559")
        self.turn_ends(baton)
        self.assertEqual(1, len([t for t in self.sent_texts(baton) if PAGE in t]), "once")
        forged = self.signal(baton, "secure_path", attributes={"token": token + "0", "result": "passed"})
        self.assert_problem(forged, 403, "token")
        answer = self.signal(baton, "secure_path", attributes={"token": token, "result": "passed", "level": "high"})
        self.assertEqual(200, answer.status, answer)
        path = baton.case(case_id)["secure_path"]
        self.assertEqual(("passed", "high"), (path["result"], path["level"]))
        again = self.signal(baton, "secure_path", attributes={"token": token, "result": "failed"})
        self.assert_problem(again, 422, "used already")

    def test_a_token_is_good_for_ever(self):
        baton = self.start(change=with_page)
        self.new_case(baton, text="my card is 4111 1111 1111 1111")
        self.settle(baton)
        token = re.search(r"token=(\S+)", next(t for t in self.sent_texts(baton) if PAGE in t)).group(1)
        baton.sandbox.advance(ms=31 * MINUTE)
        late = self.signal(baton, "secure_path", attributes={"token": token, "result": "passed"})
        self.assert_problem(late, 422, "expired")

    def test_somebody_asks_for_a_card_number_in_the_chat(self):
        baton = self.start(change=with_page)
        case_id = self.new_case(baton)
        answer = self.bot_says(baton, case_id, "Please send me your card number and CVV", confidence=0.9)
        self.assertEqual((200, "refused"), (answer.status, answer["decision"]), answer)
        self.assertIn("does not belong in a chat", answer["reason"])
        self.settle(baton)
        texts = self.sent_texts(baton)
        self.assertFalse([t for t in texts if "CVV" in t], texts)
        self.assertEqual(1, len([t for t in texts if PAGE in t]), "I5: the secure path is offered")
        answer = self.bot_says(baton, case_id, "Please never send card numbers here.", confidence=0.9)
        self.assertEqual("free", answer["decision"])

    def test_a_number_that_is_nobodys_business_is_said_by_an_agent(self):
        baton = self.start(change=people_only)
        case_id = self.new_case(baton)
        answer = self.reply(baton, case_id, "Is it still 4111 1111 1111 1111?")
        self.assertEqual("refused", answer["decision"], answer)
        self.settle(baton)
        self.assertEqual([], [t for t in self.sent_texts(baton) if "1111" in t])
        self.assertIn("ending 1111", json.dumps(baton.case(case_id)["drafts"]))

    def test_national_ids_and_passwords_are_stored(self):
        baton = self.start(change=people_only)
        case_id = self.new_case(baton, text="my SSN is 078-05-1120 and my password is Hunter2!x")
        texts = json.dumps(baton.messages(case_id))
        self.assertIn("[SSN]", texts)
        self.assertIn("[password]", texts)
        for file in sorted(baton.folder.rglob("*")):
            if file.is_file() and file.name != "sandbox.log":
                self.assertNotIn(b"078-05-1120", file.read_bytes(), file)
                self.assertNotIn(b"Hunter2!x", file.read_bytes(), file)

    def test_a_photo_of_a_passport_is_kept(self):
        baton = self.start(change=people_only)
        case_id = self.new_case(baton, text="Here comes my passport")
        baton.sandbox.says(self.CUSTOMER, type="image", image={})
        self.settle(baton)
        photo = baton.messages(case_id)[-1]["attachments"][0]
        self.assertEqual("withheld", photo["state"], photo)
        self.assertNotIn("blob", photo)
        self.come(baton, "ana")
        self.accept(baton, "ana", "conversation")
        self.assertEqual(1, baton.case(case_id)["brief"]["withheld"], "the brief says so")


if __name__ == "__main__":
    main()
