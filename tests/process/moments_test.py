#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The moments of a case: its first words (J1), evidence and decisions asked of the customer and among ourselves (J2,
J4), checkpoints (J3), calls (J5) and the closing words (J6)."""
from moves import Moves, main
from process_case import DAY, HOUR, people_only


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


class FirstWords(Moves):
    def asked(self, baton) -> list[str]:
        return [text for text in self.sent_texts(baton, self.CUSTOMER) if "please tell us" in text]

    def test_who_only_greets_is_asked_twice_or_never(self):
        """J1. Given people serve the thread; when the customer only greets, waits, greets again and comes back after
        the case was resolved; then they are asked once for what is missing."""
        baton = self.start(change=people_only)
        case_id = self.new_case(baton, text="Hello!")
        self.assertEqual([], self.asked(baton), "not before they have stopped writing")
        baton.sandbox.advance(seconds=6)
        self.assertEqual(1, len(self.asked(baton)))
        for words in ("what it is about", "order, invoice or ticket number", "how urgent it is"):
            self.assertIn(words, self.asked(baton)[0])
        self.assertEqual(["intent", "ids", "urgency"], baton.case(case_id)["intake"]["asked"])
        baton.sandbox.says(self.CUSTOMER, "Hello? Please help me")
        baton.sandbox.advance(minutes=5)
        baton.ben.post(f"/v1/cases/{case_id}/resolve", {"epoch": baton.case(case_id)["owner_epoch"]})
        baton.sandbox.says(self.CUSTOMER, "Hi")
        baton.sandbox.advance(minutes=5)
        self.assertEqual(1, len(self.asked(baton)), "never again in that case")

    def test_who_said_it_is_asked_for_it(self):
        """J1. Given the customer greets and goes on; when they have said what it is about; then nothing is asked, and
        the case shows what is known."""
        baton = self.start(change=people_only)
        case_id = self.new_case(baton, text="Hello!")
        baton.sandbox.advance(seconds=2)
        baton.sandbox.says(self.CUSTOMER, "My parcel ORD-123456 is late and it is urgent")
        baton.sandbox.advance(minutes=5)
        self.assertEqual([], self.asked(baton))
        self.assertEqual(["ids", "intent", "urgency"], sorted(baton.case(case_id)["intake"]["known"]))

    def test_nobody_can_switch_the_question_off(self):
        """J1. Given `intake.ask` is empty; when the customer only greets; then nothing is asked."""
        def silent(document):
            people_only(document)
            document["intake"] = {"ask": []}
        baton = self.start(change=silent)
        self.new_case(baton, text="Hello!")
        baton.sandbox.advance(minutes=5)
        self.assertEqual([], self.asked(baton))

    def test_a_reply_to_another_systems_notice_comes_without_it(self):
        """J1. Given the shop's own system sent a notice on the number; when the customer answers it by quoting it;
        then the case and the brief show its words."""
        baton = self.start(change=people_only)
        value = {"messaging_product": "whatsapp",
                 "metadata": {"display_phone_number": "15550100001", "phone_number_id": "100000000000001"},
                 "message_echoes": [{"from": "15550100001", "to": self.CUSTOMER, "id": "wamid.shop-1",
                                     "timestamp": str(baton.sandbox.now_ms() // 1000), "type": "text",
                                     "text": {"body": "Your parcel ORD-123456 arrives today."}}]}
        echo = baton.sandbox.http.post("/whatsapp/raw", {"field": "smb_message_echoes", "value": value})
        self.assertLess(echo.status, 300, echo)
        self.settle(baton)
        baton.sandbox.says(self.CUSTOMER, "It did not come!", quoted="wamid.shop-1")
        case_id = baton.cases()[0]["id"]
        context = baton.case(case_id)["context"]
        self.assertEqual("Your parcel ORD-123456 arrives today.", context["text"])
        self.escalate(baton, case_id)
        look = lambda: baton.admin.get(f"/v1/cases/{case_id}/brief").json  # noqa: E731
        brief = baton.until(lambda: (b := look()).get("context") and b, "a brief")
        self.assertIn("Context: Your parcel ORD-123456 arrives today.", brief["text"])

    def test_a_template_we_did_not_send_is_answered_into_nothing(self):
        """J1. Given a template that Baton never sent; when the customer taps its button; then the message is taken,
        and the case shows the button and that it was another system's."""
        baton = self.start(change=people_only)
        baton.sandbox.says(self.CUSTOMER, button={"payload": "deliver-tomorrow", "text": "Deliver tomorrow"},
                           quoted="wamid.not-ours")
        case_id = baton.cases()[0]["id"]
        context = baton.case(case_id)["context"]
        self.assertEqual((None, "deliver-tomorrow"), (context["text"], context["payload"]))
        self.escalate(baton, case_id)
        look = lambda: baton.admin.get(f"/v1/cases/{case_id}/brief").json  # noqa: E731
        brief = baton.until(lambda: (b := look()).get("context") and b, "a brief")
        self.assertEqual("a message of another system", brief["context"])


class Checkpoints(Moves):
    def test_a_customer_whose_case_is_worked_on_hears_nothing(self):
        """J3, G12. Given an escalated case; when nobody writes; then an update is due by the progress target, is
        planned or told as overdue, and each word of the owner moves it."""
        baton = self.start(change=people_only)
        case_id = self.new_case(baton)
        self.reply(baton, case_id, "I am asking our technicians.")
        self.escalate(baton, case_id)
        first = baton.case(case_id)["next_update"]
        self.assertEqual("progress", first["clock"], first)
        baton.sandbox.advance(hours=4)
        self.assertEqual("free", self.reply(baton, case_id, "They are looking at it now.")["decision"])
        self.settle(baton)
        second = baton.case(case_id)["next_update"]
        self.assertGreater(second["due"], first["due"], "a checkpoint reached sets the next")
        baton.sandbox.advance(hours=8, minutes=16)
        self.assertIn(f"update_overdue:{case_id}", self.alarms(baton))
        self.assertTrue(baton.case(case_id)["next_update"]["overdue"], "never silently in the past")

    def test_a_checkpoint_the_owner_set_is_not_the_next(self):
        """J3, W6. Given an escalated case; when its owner plans an update in two hours; then that is when the
        customer hears, once, in the owner's words."""
        baton = self.start(change=people_only)
        case_id = self.new_case(baton)
        self.reply(baton, case_id, "I am asking our technicians.")
        self.escalate(baton, case_id)
        body = {"epoch": baton.case(case_id)["owner_epoch"], "at": baton.sandbox.now_ms() + 2 * HOUR,
                "text": "The part is on its way."}
        self.assertEqual(200, baton.ben.post(f"/v1/cases/{case_id}/update-plan", body).status)
        self.assertEqual("plan", baton.case(case_id)["next_update"]["clock"])
        baton.sandbox.advance(hours=3)
        self.assertEqual(1, self.sent_texts(baton, self.CUSTOMER).count("The part is on its way."))


class InternalApprovals(Moves):
    def begin(self):
        def refunds(document):
            people_only(document)
            document["approvals"] = {"refund": {"lanes": ["revenue", "technical"], "agents_up_to": 100,
                                                "leads_up_to": 500, "currency": "EUR", "expires_h": 24}}
        self.baton = self.start(change=refunds)
        self.case = self.new_case(self.baton)
        self.assertEqual("free", self.reply(self.baton, self.case, "We are looking into it.")["decision"])

    def ask(self, amount=50, who: str = "ben", to=None, **more):
        body = {"epoch": self.baton.case(self.case)["owner_epoch"], "question": "May I refund the parcel?",
                "about": "refund", "amount": amount, "to": to or {}, **more}
        return getattr(self.baton, who).post(f"/v1/cases/{self.case}/approval", body)

    def decide(self, who: str, approve: bool = True, number: int = 1):
        return getattr(self.baton, who).post(f"/v1/cases/{self.case}/approval/{number}/decide",
                                             {"approve": approve, "reason": "the carrier lost it"})

    def request(self) -> dict:
        return self.baton.case(self.case)["requests"][-1]

    def test_an_approval_is_given_by_somebody_who_may_not(self):
        """J4: who may, how much. Given 250.00 is asked; when somebody without the skill, then one under the limit,
        then a lead decides; then only the lead's word counts, and the customer heard nothing."""
        self.begin()
        said = len(self.baton.sandbox.sent())
        asked = self.ask(250)
        self.assertEqual((200, "open"), (asked.status, asked["status"]), asked)
        self.assertEqual(("internal", 250.0, "open"), tuple(self.request()[k] for k in ("kind", "amount", "state")))
        self.assertEqual("decide on approval 1", self.baton.case(self.case)["next_action"]["verb"])
        self.assert_problem(self.decide("ana"), 403, "250.00 EUR")
        self.assert_problem(self.decide("tess"), 403, "250.00 EUR")
        decided = self.decide("tom")
        self.assertEqual(200, decided.status, decided)
        request = self.request()
        self.assertEqual((True, "agent:tom", "the carrier lost it"),
                         tuple(request[k] for k in ("approved", "decided_by", "reason")))
        self.assert_problem(self.decide("tom"), 409, "agent:tom")
        self.assertEqual(said, len(self.baton.sandbox.sent()))

    def test_more_than_anybody_may_is_asked_for(self):
        """J4. Given limits; when 900.00 is asked, of nobody or of a person under the limit; then it is refused at
        once and says who."""
        self.begin()
        self.assert_problem(self.ask(900), 422, "900.00 EUR")
        self.assert_problem(self.ask(250, to={"agent": "tess"}), 422, "tess")
        self.assert_problem(self.ask(10, to={"lane": "general"}), 422, "general")
        self.assert_problem(self.ask(10, who="ana"), 403)
        body = {"epoch": self.baton.case(self.case)["owner_epoch"], "question": "?", "about": "holiday", "to": {}}
        self.assert_problem(self.baton.ben.post(f"/v1/cases/{self.case}/approval", body), 422, "refund")
        self.assertEqual([], self.baton.case(self.case)["requests"])

    def test_an_approval_nobody_gave_is_waited_for(self):
        """J4: until when. Given an approval; when nobody decides; then who may is told again at half time, it
        expires, the owner is told, and the case says what is next."""
        self.begin()
        self.assertEqual(200, self.ask(50).status)
        self.settle(self.baton)  # who may is told after the answer
        alarms = self.alarms(self.baton)
        self.assertEqual("lead:revenue", alarms[f"approval:{self.case}:1"]["for"])
        self.baton.sandbox.advance(hours=12)
        self.assertIn(f"approval:{self.case}:1:half", self.alarms(self.baton))
        self.reply(self.baton, self.case, "I am asking whether we may refund it.")
        self.baton.sandbox.advance(hours=12, minutes=1)
        self.assertEqual("expired", self.request()["state"])
        self.assertEqual("lead:general", self.alarms(self.baton)[f"approval:{self.case}:1:expired"]["for"])
        self.assertEqual("ask again for approval 1, or do without it",
                         self.baton.case(self.case)["next_action"]["verb"])
        self.assert_problem(self.decide("tom"), 409)


class Calls(Moves):
    def begin(self):
        self.baton = self.start(change=people_only)
        self.case = self.new_case(self.baton)
        self.assertEqual("free", self.reply(self.baton, self.case, "We are looking into it.")["decision"])

    def verb(self) -> str:
        return self.baton.case(self.case)["next_action"]["verb"]

    def ask(self, who: str = "ben", **more):
        body = {"epoch": self.baton.case(self.case)["owner_epoch"], "to": "call", **more}
        return getattr(self.baton, who).post(f"/v1/cases/{self.case}/switch-channel", body)

    def call(self, event: str, **extra):
        self.baton.sandbox.http.post("/whatsapp/call", {"from": self.CUSTOMER, "event": event, "extra": extra})

    def test_the_customer_is_called_without_being_asked(self):
        """J5. Given an open case; when the owner asks whether to call, and the customer allows it for a week; then
        the channel got the request, and the case says until when, and what to do."""
        self.begin()
        asked = self.ask()
        self.assertEqual(200, asked.status, asked)
        self.settle(self.baton)
        sent = self.baton.sandbox.sent(self.CUSTOMER)[-1]
        self.assertEqual("call_permission_request", sent["message"]["interactive"]["type"], sent)
        until = self.baton.sandbox.now_ms() + 7 * DAY
        self.baton.sandbox.says(self.CUSTOMER, type="interactive", quoted=sent["wamid"], interactive={
            "type": "call_permission_reply", "call_permission_reply": {
                "response": "accept", "is_permanent": False, "expiration_timestamp": str(until // 1000),
                "response_source": "user_action"}})
        self.settle(self.baton)
        window = self.baton.case(self.case)["windows"][0]
        self.assertTrue(window["calls_allowed"], window)
        self.assertTrue(window["calls_until"])
        self.assertEqual("call the customer", self.verb())
        self.assert_problem(self.ask(), 422, "already")
        self.baton.sandbox.advance(hours=7 * 24 + 1)
        self.assertFalse(self.baton.case(self.case)["windows"][0]["calls_allowed"], "the permission ended")

    def test_the_customer_is_asked_again_and_again(self):
        """J5. Given the customer was asked today; when they are asked again, by a stranger, or over a channel that is
        not there; then it is refused."""
        self.begin()
        self.assertEqual(200, self.ask(text="May we call you about the parcel?").status)
        self.assert_problem(self.ask(), 403, "once a day")
        self.assert_problem(self.ask(who="tess"), 403, "lead:general")
        body = {"epoch": self.baton.case(self.case)["owner_epoch"], "to": "email"}
        self.assert_problem(self.baton.ben.post(f"/v1/cases/{self.case}/switch-channel", body), 422, "call")

    def test_a_call_leaves_no_outcome_and_opens_no_window(self):
        """J5, W1. Given a case whose window is nearly over; when the customer calls and is spoken to; then the window
        is open for a day, the case shows the call, nobody owes an answer, and the owner is to note what came of
        it."""
        self.begin()
        self.baton.sandbox.advance(hours=23)
        before = self.baton.case(self.case)["windows"][0]["ends"]
        self.call("connect")
        self.settle(self.baton)
        self.assertGreater(self.baton.case(self.case)["windows"][0]["ends"], before, "W1: a call opens the window")
        now = self.baton.sandbox.now_ms() // 1000
        self.call("terminate", status="COMPLETED", start_time=str(now), end_time=str(now + 120), duration=120)
        self.settle(self.baton)
        self.assertIn("completed", [e["outcome"] for e in self.events(self.baton, self.case, "CallRecorded")])
        self.assertEqual("note what came of the call", self.verb())
        self.assertEqual(200, self.baton.ben.post(f"/v1/cases/{self.case}/note", {"text": "They will wait."}).status)
        self.assertNotEqual("note what came of the call", self.verb())


class Closure(Moves):
    def begin(self):
        self.baton = self.start(change=people_only)
        self.case = self.new_case(self.baton)

    def resolve(self, **more):
        return self.baton.ben.post(f"/v1/cases/{self.case}/resolve",
                                   {"epoch": self.baton.case(self.case)["owner_epoch"], **more})

    def test_a_case_closes_without_saying_what_changed(self):
        """J6, C10. Given a case; when its owner closes it in parts; then the customer reads what was wrong, what
        changed and what comes next; the case keeps them, and opens again when they write."""
        self.begin()
        answer = self.resolve(closure={"wrong": "The parcel went to another depot.",
                                       "changed": "It was sent to you today.", "next": "It arrives tomorrow."})
        self.assertEqual((200, "resolved"), (answer.status, answer["status"]), answer)
        self.settle(self.baton)
        said = self.sent_texts(self.baton, self.CUSTOMER)[-1]
        for words in ("What was wrong: The parcel went to another depot.", "What we changed: It was sent to you today.",
                      "What comes next: It arrives tomorrow."):
            self.assertIn(words, said)
        self.assertEqual("It was sent to you today.", self.baton.case(self.case)["closure"]["changed"])
        self.baton.sandbox.says(self.CUSTOMER, "thanks!")
        self.assertEqual("resolved", self.baton.case(self.case)["status"], "C10")
        self.baton.sandbox.says(self.CUSTOMER, "It is still not here.")
        self.assertEqual("open", self.baton.case(self.case)["status"], "C10")

    def test_the_facts_of_the_case_are_typed_again(self):
        """J6. Given the customer said what is wrong and tapped what they want; when the owner closes with nothing but
        `closure`; then the parts come from the case."""
        self.begin()
        body = {"epoch": self.baton.case(self.case)["owner_epoch"], "question": "What shall we do?",
                "options": ["Send again", "Refund"], "expires": self.baton.sandbox.now_ms() + 4 * HOUR}
        self.assertEqual(200, self.baton.ben.post(f"/v1/cases/{self.case}/approval", body).status)
        self.settle(self.baton)
        sent = self.baton.sandbox.sent(self.CUSTOMER)[-1]
        button = sent["message"]["interactive"]["action"]["buttons"][1]["reply"]
        self.baton.sandbox.says(self.CUSTOMER, type="interactive", quoted=sent["wamid"],
                                interactive={"type": "button_reply", "button_reply": button})
        self.settle(self.baton)
        self.assertEqual(200, self.resolve(closure={}).status)
        self.settle(self.baton)
        said = self.sent_texts(self.baton, self.CUSTOMER)[-1]
        self.assertIn("What was wrong: My parcel ORD-123456 has not come.", said)
        self.assertIn("What we changed: Refund", said)
        self.assertIn("within 48 hours", said)

    def test_what_a_specialist_noted_is_sent_to_the_customer(self):
        """J6, O2. Given only a specialist's internal answer says what changed; when the owner closes with nothing but
        `closure`; then it is refused: the owner says it."""
        self.begin()
        self.assert_problem(self.resolve(closure={}), 422, "what changed")
        self.assert_problem(self.resolve(closure={"changed": "x"}, text="y"), 422, "closure")
        self.assertEqual("open", self.baton.case(self.case)["status"])


if __name__ == "__main__":
    main()
