# SPDX-License-Identifier: MIT
"""What the gate answers and whether that is what happens: the answers of POST reply, consent (W7), customers who cannot
be reached (W7), statuses in any order, a provisional solve (C11)."""
import re

from process_case import ProcessCase, main, people_only

TIME = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$")


class Answers(ProcessCase):
    """interfaces.md: {message_id, decision, reason, until, final}."""

    def setUp(self):
        self.baton = self.start(change=people_only)
        self.case = self.new_case(self.baton)

    def check_shape(self, answer, decision: str):
        self.assertEqual(200, answer.status, answer)
        self.assertLessEqual({"message_id", "decision", "reason", "until", "final"}, set(answer.json), answer)
        self.assertEqual(decision, answer["decision"], answer)
        self.assertTrue(answer["reason"], f"no reason for its author: {answer}")
        self.assertIsInstance(answer["final"], bool)
        if answer["until"] is not None:
            self.assertRegex(answer["until"], TIME)

    def test_free_is_dispatched_before_the_answer(self):
        answer = self.reply(self.baton, self.case, "It is on its way.")
        self.check_shape(answer, "free")
        self.assertTrue(answer["final"])
        self.assertEqual(1, len(self.baton.sandbox.sent()))
        self.assertEqual(1, sum(m.get("message_id") == answer["message_id"] for m in self.baton.messages(self.case)))

    def test_template_says_which_one_went(self):
        self.baton.sandbox.advance(hours=24)
        answer = self.reply(self.baton, self.case, "It is on its way.", purpose="resolution")
        self.check_shape(answer, "template")
        self.assertIn("resolution", answer["reason"])
        self.assertTrue(answer["final"])
        self.assertEqual(["resolution"], [row["template"] for row in self.baton.sandbox.sent()])

    def test_hold_names_its_reason_and_its_end_and_is_not_final(self):
        self.baton.sandbox.template("progress_update", status="PAUSED", unpause=False)
        self.baton.sandbox.template("progress_update_positional", status="PAUSED", unpause=False)
        self.baton.sandbox.advance(hours=24)
        answer = self.reply(self.baton, self.case, "It is on its way.")
        self.check_shape(answer, "hold")
        self.assertEqual("no_way", answer["hold"])
        self.assertIsNotNone(answer["until"])
        self.assertFalse(answer["final"])
        self.assertEqual([], self.baton.sandbox.sent())

    def test_a_reply_of_somebody_else_is_refused_and_kept_as_the_owners_draft(self):
        answer = self.reply(self.baton, self.case, "I know this one.", who="tess")
        self.check_shape(answer, "refused")
        self.assertTrue(answer["final"])
        self.assertEqual([], self.baton.sandbox.sent())
        drafts = self.baton.case(self.case)["drafts"]
        self.assertEqual([("agent:tess", "I know this one.")], [(d["author"], d["text"]) for d in drafts])

    def test_a_reply_under_an_old_epoch_is_not_sent_names_the_owner_and_stays_as_a_draft(self):
        old = self.baton.case(self.case)["owner_epoch"]
        body = {"epoch": old, "agent": "ana", "reason": "capacity"}
        self.assertEqual(200, self.baton.ben.post(f"/v1/cases/{self.case}/assign", body).status)
        answer = self.reply(self.baton, self.case, "Written a minute ago.", epoch=old)
        self.assertEqual(409, answer.status, answer)
        self.assertIn("agent:ana", str(answer))
        self.assertEqual([], self.baton.sandbox.sent())
        drafts = self.baton.case(self.case)["drafts"]
        self.assertEqual([("agent:ben", "Written a minute ago.")], [(d["author"], d["text"]) for d in drafts])

    def test_dry_run_tells_the_decision_and_changes_nothing(self):
        self.baton.sandbox.advance(ms=1)  # until nobody is looked for any more who could take the case
        before = self.baton.history(self.case)
        answer = self.reply(self.baton, self.case, "Only asking.", dry_run=True)
        self.check_shape(answer, "free")
        self.assertFalse(answer["final"])
        answer = self.reply(self.baton, self.case, "Only asking.", who="tess", dry_run=True)
        self.check_shape(answer, "refused")
        self.assertEqual(before, self.baton.history(self.case))
        self.assertEqual([], self.baton.case(self.case)["drafts"])
        self.assertEqual([], self.baton.sandbox.sent())

    def test_requests_that_never_reach_the_gate_are_problems_and_not_decisions(self):
        path = f"/v1/cases/{self.case}/reply"
        epoch = self.baton.case(self.case)["owner_epoch"]
        for status, answer in (
                (401, self.baton.host.as_token("nobody").post(path, {"epoch": epoch, "text": "Hello"})),
                (404, self.baton.ben.post("/v1/cases/zzzz-c9/reply", {"epoch": epoch, "text": "Hello"})),
                (422, self.baton.ben.post(path, {"epoch": epoch, "text": "Hello", "purpose": "no_such_purpose"})),
                (422, self.baton.ben.post(path, {"epoch": epoch})),
                (400, self.baton.ben.call("POST", path, b"{"))):
            self.assertEqual(status, answer.status, answer)
            self.assertEqual("application/problem+json", answer.headers["content-type"], answer)
        self.assertEqual([], self.baton.sandbox.sent())

    def test_the_same_idempotency_key_sends_once_and_another_body_is_refused(self):
        path = f"/v1/cases/{self.case}/reply"
        body = {"epoch": self.baton.case(self.case)["owner_epoch"], "text": "Once only."}
        first = self.baton.ben.post(path, body, Idempotency_Key="k1")
        again = self.baton.ben.post(path, body, Idempotency_Key="k1")
        self.assertEqual((first.status, first.json), (again.status, again.json))
        self.assertEqual(1, len(self.baton.sandbox.sent()))
        self.assertEqual(422, self.baton.ben.post(path, {**body, "text": "Other."}, Idempotency_Key="k1").status)


class Consent(ProcessCase):
    """W7: after an opt-out only free answers inside a window the customer opened."""

    def setUp(self):
        self.baton = self.start(change=people_only)
        self.case = self.new_case(self.baton)

    def opted_out(self) -> bool:
        return self.baton.case(self.case)["windows"][0]["opted_out"]

    def check_no_template_after_the_window(self):
        self.assertTrue(self.opted_out())
        said = len(self.baton.sandbox.sent())
        self.assertEqual("free", self.reply(self.baton, self.case, "As you wish.")["decision"])
        self.baton.sandbox.advance(hours=25)
        answer = self.reply(self.baton, self.case, "One more thing.")
        self.assertEqual("refused", answer["decision"], answer)
        self.assertIn("opted out", answer["reason"])
        self.assertEqual(said + 1, len(self.baton.sandbox.sent()))

    def test_no_template_reaches_a_customer_who_wrote_stop(self):
        self.baton.sandbox.says(self.CUSTOMER, "STOP")
        self.check_no_template_after_the_window()

    def test_no_template_reaches_a_customer_who_stopped_us_in_whatsapp(self):
        self.baton.sandbox.http.post("/whatsapp/preference", {"from": self.CUSTOMER, "value": "stop"})
        self.check_no_template_after_the_window()

    def test_a_refusal_for_consent_is_remembered_and_its_words_are_a_draft(self):
        self.baton.sandbox.advance(hours=25)
        self.baton.sandbox.fault(kind="fail_later", code=131050, edge="messages", type="template")
        self.assertEqual("template", self.reply(self.baton, self.case, "News for you.")["decision"])
        self.baton.sandbox.advance(seconds=5)
        self.assertTrue(self.opted_out())
        self.assertEqual(["News for you."], [d["text"] for d in self.baton.case(self.case)["drafts"]])
        self.assertEqual("refused", self.reply(self.baton, self.case, "And again.")["decision"])
        self.assertEqual(1, len(self.baton.sandbox.sent()))

    def test_taking_the_stop_back_opens_the_way_again(self):
        for value in ("stop", "resume"):
            self.baton.sandbox.http.post("/whatsapp/preference", {"from": self.CUSTOMER, "value": value})
        self.baton.sandbox.advance(hours=25)
        self.assertEqual("template", self.reply(self.baton, self.case, "News for you.")["decision"])


class Unreachable(ProcessCase):
    """W7: undeliverable twice over 24 h or more marks the thread; any inbound clears it."""

    def setUp(self):
        self.baton = self.start(change=people_only)
        self.case = self.new_case(self.baton)
        self.baton.sandbox.http.post(f"/whatsapp/customers/{self.CUSTOMER}", {"on_whatsapp": False})

    def say(self, text: str) -> str:
        decision = self.reply(self.baton, self.case, text)["decision"]
        self.baton.sandbox.advance(seconds=5)
        return decision

    def unreachable(self) -> bool:
        return self.baton.case(self.case)["windows"][0]["unreachable"]

    def test_two_failures_within_a_day_do_not_give_a_customer_up(self):
        self.say("First.")
        self.baton.sandbox.advance(hours=22)
        self.say("Second.")
        self.assertFalse(self.unreachable())
        self.assertEqual({"First.", "Second."}, {d["text"] for d in self.baton.case(self.case)["drafts"]})

    def test_two_failures_over_a_day_hold_further_words_until_the_customer_writes(self):
        self.say("First.")
        self.baton.sandbox.advance(hours=24)
        self.say("Second.")
        self.assertTrue(self.unreachable())
        tried = len(self.baton.sandbox.requests())
        answer = self.reply(self.baton, self.case, "Third.")
        self.assertEqual(("hold", "no_way"), (answer["decision"], answer["hold"]), answer)
        self.assertEqual(tried, len(self.baton.sandbox.requests()))
        self.baton.sandbox.http.post(f"/whatsapp/customers/{self.CUSTOMER}", {"on_whatsapp": True})
        self.baton.sandbox.says(self.CUSTOMER, "I have a new phone.")
        self.assertFalse(self.unreachable())
        self.assertEqual("free", self.say("Welcome back."))
        self.assertEqual(["Welcome back."], [r["body"] for r in self.baton.sandbox.sent() if r["status"] != "failed"])


class Statuses(ProcessCase):
    """Statuses arrive before their message, reversed and twice; a word never goes back in rank."""

    def state_after(self, **settings) -> str:
        baton = self.start(change=people_only, sandbox_settings=settings)
        case = self.new_case(baton)
        answer = self.reply(baton, case, "It is on its way.")
        self.assertEqual("free", answer["decision"], answer)
        baton.sandbox.advance(seconds=10)
        self.assertEqual(1, len(baton.sandbox.sent()))
        self.assertEqual(1, len([m for m in baton.messages(case) if m["from"] == "agent"]))
        return self.send_of(baton, case, answer["message_id"])["state"]

    def test_a_status_before_the_answer_to_the_send_is_not_lost_and_nothing_is_sent_twice(self):
        self.assertEqual("read", self.state_after(status_before_response=True))

    def test_reversed_statuses_end_at_the_highest(self):
        self.assertEqual("read", self.state_after(reverse_statuses=True))

    def test_repeated_statuses_and_webhooks_count_once(self):
        self.assertEqual("read", self.state_after(duplicate_statuses=3, duplicate_webhooks=2))

    def test_a_skipped_status_does_not_leave_the_word_behind(self):
        self.assertEqual("read", self.state_after(skip_delivered=True))

    def test_failed_after_sent_wins_and_the_words_are_a_draft(self):
        baton = self.start(change=people_only, sandbox_settings={"failed_after_sent": 131000})
        case = self.new_case(baton)
        answer = self.reply(baton, case, "It is on its way.")
        baton.sandbox.settings(failed_after_sent=0)
        baton.sandbox.advance(minutes=30)
        send = self.send_of(baton, case, answer["message_id"])
        arrived = [row for row in baton.sandbox.sent() if row["status"] != "failed"]
        drafts = baton.case(case)["drafts"]
        self.assertEqual(1, len(arrived) + len(drafts), f"lost or doubled: {send} {arrived} {drafts}")

    def test_failed_after_delivered_changes_nothing(self):
        baton = self.start(change=people_only)
        case = self.new_case(baton)
        answer = self.reply(baton, case, "It is on its way.")
        baton.sandbox.advance(seconds=1)
        wamid = baton.sandbox.sent()[0]["wamid"]
        baton.sandbox.http.post("/whatsapp/status", {"status": "failed", "wamid": wamid, "code": 131026})
        self.assertEqual("delivered", self.send_of(baton, case, answer["message_id"])["state"])
        self.assertEqual([], baton.case(case)["drafts"])

    def test_a_status_of_a_message_nobody_sent_is_taken_and_changes_no_case(self):
        baton = self.start(change=people_only)
        case = self.new_case(baton)
        answer = baton.sandbox.http.post("/whatsapp/status", {"status": "delivered", "wamid": "wamid.unknown", "to": self.CUSTOMER})
        self.assertEqual([200], [d["status"] for d in answer["deliveries"]])
        self.assertEqual("open", baton.case(case)["status"])


class ProvisionalSolve(ProcessCase):
    """C11: a solve with a reply stands when the reply is delivered, and not before."""

    def setUp(self):
        self.baton = self.start(change=people_only)
        self.case = self.new_case(self.baton)

    def resolve(self, text: str):
        body = {"epoch": self.baton.case(self.case)["owner_epoch"], "text": text}
        answer = self.baton.ben.post(f"/v1/cases/{self.case}/resolve", body)
        self.assertEqual(200, answer.status, answer)
        return answer

    def test_a_solve_whose_reply_arrives_stands(self):
        self.assertTrue(self.resolve("Your parcel has arrived. Goodbye.")["provisional"])
        self.baton.sandbox.advance(seconds=10)
        case = self.baton.case(self.case)
        self.assertEqual(("resolved", False), (case["status"], case["provisional"]))

    def test_a_solve_whose_reply_fails_later_comes_back_with_its_words(self):
        self.baton.sandbox.fault(kind="fail_later", code=131026, edge="messages")
        self.resolve("Your parcel has arrived. Goodbye.")
        self.baton.sandbox.advance(seconds=10)
        case = self.baton.case(self.case)
        self.assertEqual(("open", False), (case["status"], case["provisional"]))
        self.assertEqual(["Your parcel has arrived. Goodbye."], [d["text"] for d in case["drafts"]])
        self.assertIn("131026", str(self.events(self.baton, self.case, "CaseReopened")))

    def test_a_solve_whose_reply_is_refused_at_once_is_not_left_resolved(self):
        self.baton.sandbox.fault(kind="error", code=131009, edge="messages")
        self.resolve("Your parcel has arrived. Goodbye.")
        case = self.baton.until(lambda: (c := self.baton.case(self.case))["status"] == "open" and c, "the case comes back")
        self.assertEqual(["Your parcel has arrived. Goodbye."], [d["text"] for d in case["drafts"]])

    def test_a_solve_whose_reply_finds_no_way_does_not_close_silently(self):
        for name in ("resolution", "resolution_positional"):
            self.baton.sandbox.template(name, status="PAUSED", unpause=False)
        self.baton.sandbox.advance(hours=25)
        self.resolve("Your parcel has arrived. Goodbye.")
        self.baton.sandbox.advance(hours=24 * 4)
        case = self.baton.case(self.case)
        self.assertEqual([], self.baton.sandbox.sent())
        self.assertEqual("open", case["status"])
        self.assertEqual(["Your parcel has arrived. Goodbye."], [d["text"] for d in case["drafts"]])


if __name__ == "__main__":
    main()
