#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Evidence and decisions asked of the customer: what counts as an answer, what an old button does, and what arrives
(J2, J4, J5)."""
from moves import Moves, main
from process_case import HOUR, people_only


class Moments(Moves):
    def asked(self, baton, **more) -> tuple[str, dict]:
        """Ben asks for a decision; the case and what the channel got."""
        case_id = self.new_case(baton)
        body = {"epoch": baton.case(case_id)["owner_epoch"], "question": "May we send it again?",
                "expires": baton.sandbox.now_ms() + 4 * HOUR, **more}
        answer = baton.ben.post(f"/v1/cases/{case_id}/approval", body)
        self.assertEqual((200, "waiting_customer"), (answer.status, answer["status"]), answer)
        self.settle(baton)
        return case_id, baton.sandbox.sent(self.CUSTOMER)[-1]

    def tap(self, baton, sent: dict, index: int):
        button = sent["message"]["interactive"]["action"]["buttons"][index]["reply"]
        baton.sandbox.says(self.CUSTOMER, type="interactive", quoted=sent["wamid"],
                           interactive={"type": "button_reply", "button_reply": button})
        self.settle(baton)

    def request(self, baton, case_id: str) -> dict:
        return baton.case(case_id)["requests"][-1]

    def test_a_tap_is_not_the_answer_or_an_old_one_counts(self):
        baton = self.start(change=people_only)
        case_id, sent = self.asked(baton, options=["Send again", "Refund"])
        self.assertEqual("interactive", sent["type"], sent)
        self.tap(baton, sent, 1)
        request = self.request(baton, case_id)
        self.assertEqual(("answered", "Refund"), (request["state"], request["chosen"]))
        self.assertEqual("open", baton.case(case_id)["status"])
        self.tap(baton, sent, 0)
        self.assertEqual("Refund", self.request(baton, case_id)["chosen"], "an old button changes nothing")
        self.assertIn("closed", self.sent_texts(baton, self.CUSTOMER)[-1], "and says so")

    def test_words_decide_about_money(self):
        baton = self.start(change=people_only)
        case_id, sent = self.asked(baton, about="money")
        baton.sandbox.says(self.CUSTOMER, "yes")
        self.assertEqual("open", self.request(baton, case_id)["state"])
        self.tap(baton, sent, 0)
        self.assertEqual("Yes", self.request(baton, case_id)["chosen"])

    def test_a_plain_yes_is_not_understood(self):
        baton = self.start(change=people_only)
        case_id, _ = self.asked(baton)
        baton.sandbox.says(self.CUSTOMER, "Yes!")
        self.assertEqual("Yes", self.request(baton, case_id)["chosen"])

    def test_the_customer_is_reminded_twice_or_waited_for_without_end(self):
        baton = self.start(change=people_only)
        case_id, _ = self.asked(baton)
        baton.sandbox.advance(hours=3)
        reminded = [text for text in self.sent_texts(baton, self.CUSTOMER) if "waiting for your answer" in text]
        self.assertEqual(1, len(reminded))
        baton.sandbox.advance(hours=2)
        self.assertEqual("expired", self.request(baton, case_id)["state"])
        self.assertEqual("open", baton.case(case_id)["status"])
        reminded = [text for text in self.sent_texts(baton, self.CUSTOMER) if "waiting for your answer" in text]
        self.assertEqual(1, len(reminded))

    def test_a_photo_that_was_asked_for_lies_about_unnoticed(self):
        baton = self.start(change=people_only)
        case_id = self.new_case(baton)
        body = {"epoch": baton.case(case_id)["owner_epoch"], "text": "Please send a photo of the label."}
        answer = baton.ben.post(f"/v1/cases/{case_id}/evidence-request", body)
        self.assertEqual((200, "waiting_customer"), (answer.status, answer["status"]), answer)
        baton.sandbox.says(self.CUSTOMER, "one moment")
        self.assertEqual([], self.request(baton, case_id)["evidence"])
        baton.sandbox.says(self.CUSTOMER, type="image", image={"mime_type": "image/jpeg"})
        photo = baton.messages(case_id)[-1]
        self.assertEqual([photo["message_id"]], self.request(baton, case_id)["evidence"])
        self.assertEqual("answered", self.request(baton, case_id)["state"])

    def test_a_missed_call_is_forgotten(self):
        baton = self.start(change=people_only)
        case_id = self.new_case(baton)
        self.assertEqual("free", self.reply(baton, case_id, "We are looking into it.")["decision"])
        baton.sandbox.http.post("/whatsapp/call", {"from": self.CUSTOMER, "event": "connect"})
        baton.sandbox.http.post("/whatsapp/call", {"from": self.CUSTOMER, "event": "terminate"})
        case = baton.until(lambda: (c := baton.case(case_id))["next_action"]["verb"] == "call the customer back" and c,
                           "the call leaves a follow-up")
        self.assertEqual("lead:general", case["next_action"]["party"])

    def test_nonsense_is_asked_of_the_customer(self):
        baton = self.start(change=people_only)
        case_id = self.new_case(baton)
        epoch, soon = baton.case(case_id)["owner_epoch"], baton.sandbox.now_ms() + HOUR
        ask = f"/v1/cases/{case_id}/approval"
        bad = ({"options": ["one"]}, {"options": ["a", "b", "c", "d"]}, {"options": ["x" * 21, "no"]},
               {"about": "love"}, {"expires": baton.sandbox.now_ms() - 1})
        for more in bad:
            with self.subTest(str(more)):
                body = {"epoch": epoch, "question": "?", "expires": soon, **more}
                self.assert_problem(baton.ben.post(ask, body), 422)
        body = {"epoch": epoch, "question": "?", "expires": soon}
        self.assert_problem(baton.tess.post(ask, body), 403, "lead:general")
        self.assertEqual([], baton.case(case_id)["requests"])


if __name__ == "__main__":
    main()
