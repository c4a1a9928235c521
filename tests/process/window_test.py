# SPDX-License-Identifier: MIT
"""The service window: its edge to the second (W3), the channel's word against our clock (W4), the reply that is kept
until the customer taps (W5), plans before it closes (W6), and a month without a word."""
from process_case import DAY, HOUR, SECOND, ProcessCase, main, people_only

MARGIN = 300 * SECOND


def wrote_at(baton) -> int:
    """WhatsApp's timestamps are whole seconds."""
    return baton.sandbox.now_ms() // SECOND * SECOND


class TheEdge(ProcessCase):
    def setUp(self):
        self.baton = self.start(change=people_only)
        self.edge = wrote_at(self.baton) + DAY - MARGIN
        self.case = self.new_case(self.baton)

    def test_a_reply_one_second_before_the_edge_goes_out_as_it_is(self):
        self.move_to(self.baton, self.edge - SECOND)
        answer = self.reply(self.baton, self.case, "Just in time.")
        self.assertEqual("free", answer["decision"], answer)
        self.assertEqual(["Just in time."], [row["body"] for row in self.baton.sandbox.sent()])

    def test_a_reply_in_the_closing_second_is_not_sent_as_it_is(self):
        self.move_to(self.baton, self.edge)
        answer = self.reply(self.baton, self.case, "One second late.")
        self.assertEqual("template", answer["decision"], answer)
        self.assertEqual(["progress_update"], [row["template"] for row in self.baton.sandbox.sent()])

    def test_the_last_millisecond_before_the_edge_is_open_and_the_case_shows_the_same_edge(self):
        self.move_to(self.baton, self.edge - 1)
        self.assertNotEqual("closed", self.baton.case(self.case)["windows"][0]["state"])
        self.assertEqual("free", self.reply(self.baton, self.case, "Yes?", dry_run=True)["decision"])
        self.move_to(self.baton, self.edge)
        self.assertEqual("closed", self.baton.case(self.case)["windows"][0]["state"])
        self.assertEqual("template", self.reply(self.baton, self.case, "Yes?", dry_run=True)["decision"])

    def test_a_new_word_of_the_customer_moves_the_edge_and_a_late_one_does_not(self):
        self.baton.sandbox.advance(hours=20)
        second = wrote_at(self.baton)
        self.baton.sandbox.says(self.CUSTOMER, "Any news about my parcel?")
        self.baton.sandbox.advance(hours=2)
        self.baton.sandbox.says(self.CUSTOMER, "An older word, arriving now.", at_ms=second - HOUR)
        self.move_to(self.baton, second + DAY - MARGIN - SECOND)
        self.assertEqual("free", self.reply(self.baton, self.case, "Yes.", dry_run=True)["decision"])
        self.move_to(self.baton, second + DAY - MARGIN)
        self.assertEqual("template", self.reply(self.baton, self.case, "Yes.", dry_run=True)["decision"])


class TheChannelKnowsBetter(ProcessCase):
    """131047 although our clock says open (W4), and how the word goes on (W5)."""

    def refused(self, mode: str, purpose: str = "reopen"):
        self.baton = self.start(change=people_only, sandbox_settings={"window_mode": mode})
        self.case = self.new_case(self.baton)
        long_ago = self.baton.sandbox.now_ms() - 25 * HOUR
        self.baton.sandbox.http.post(f"/whatsapp/customers/{self.CUSTOMER}", {"last_wrote_ms": long_ago})
        self.answer = self.reply(self.baton, self.case, "Your parcel is at the depot.", purpose=purpose)
        self.assertEqual(200, self.answer.status, self.answer)
        self.baton.sandbox.advance(seconds=2)

    def templates(self):
        return [row for row in self.baton.sandbox.sent() if row["type"] == "template"]

    def arrived(self) -> list[str]:
        return [row["body"] for row in self.baton.sandbox.sent() if row["type"] == "text" and row["status"] != "failed"]

    def tap(self):
        button = {"payload": "Go on", "text": "Go on"}
        self.baton.sandbox.says(self.CUSTOMER, button=button, quoted=self.templates()[0]["wamid"])

    def check_goes_as_template(self):
        self.assertEqual(["reopen"], [row["template"] for row in self.templates()])
        self.assertEqual([], self.arrived())
        self.assertEqual("closed", self.baton.case(self.case)["windows"][0]["state"])
        self.assertEqual(1, len(self.events(self.baton, self.case, "WindowCorrected")))
        self.assertEqual("template", self.send_of(self.baton, self.case, self.answer["message_id"])["decision"])

    def test_refused_at_once_the_word_goes_as_a_template_and_the_answer_says_so(self):
        self.refused("sync")
        self.check_goes_as_template()
        self.assertEqual("template", self.answer["decision"], self.answer)
        self.assertEqual(0, len([row for row in self.baton.sandbox.sent() if row["type"] == "text"]))

    def test_refused_later_by_a_status_the_word_goes_as_a_template(self):
        self.refused("async")
        self.assertEqual("free", self.answer["decision"], self.answer)
        self.check_goes_as_template()

    def test_the_corrected_window_holds_for_the_next_word_too(self):
        self.refused("sync")
        self.assertEqual("template", self.reply(self.baton, self.case, "And more.")["decision"])
        self.assertEqual([], self.arrived())

    def test_a_tap_on_our_button_sends_the_kept_reply_once(self):
        self.refused("async")
        self.baton.sandbox.advance(hours=1)
        self.tap()
        self.baton.sandbox.advance(seconds=5)
        self.assertEqual(["Your parcel is at the depot."], self.arrived())
        self.tap()
        self.baton.sandbox.advance(hours=1)
        self.assertEqual(["Your parcel is at the depot."], self.arrived())
        self.assertEqual([], self.baton.case(self.case)["drafts"])

    def check_kept_as_draft(self):
        self.baton.sandbox.advance(seconds=5)
        self.assertEqual([], self.arrived())
        drafts = self.baton.case(self.case)["drafts"]
        self.assertEqual([("agent:ben", "Your parcel is at the depot.")], [(d["author"], d["text"]) for d in drafts])

    def test_other_words_make_the_kept_reply_a_draft_and_do_not_send_it(self):
        self.refused("sync")
        self.baton.sandbox.says(self.CUSTOMER, "It came this morning.")
        self.check_kept_as_draft()

    def test_a_tap_after_the_owner_changed_does_not_send_the_old_owners_words(self):
        self.refused("sync")
        case = self.baton.case(self.case)
        body = {"epoch": case["owner_epoch"], "agent": "ana", "reason": "capacity"}
        self.assertEqual(200, self.baton.ben.post(f"/v1/cases/{self.case}/assign", body).status)
        self.tap()
        self.check_kept_as_draft()

    def test_a_tap_after_another_public_word_does_not_send_the_kept_one(self):
        self.refused("sync")
        self.assertEqual("template", self.reply(self.baton, self.case, "", template="no_answer_yet")["decision"])
        self.baton.sandbox.advance(seconds=5)
        self.tap()
        self.check_kept_as_draft()

    def test_a_tap_after_a_day_does_not_send_stale_words(self):
        self.refused("sync")
        self.baton.sandbox.advance(hours=24, seconds=1)
        self.tap()
        self.check_kept_as_draft()


class Plans(ProcessCase):
    """W2, W6: the customer of an escalated case hears before the window closes, or it is on record that nobody did."""

    def setUp(self):
        self.baton = self.start(change=people_only)
        self.wrote = wrote_at(self.baton)
        self.case = self.new_case(self.baton)
        self.assertEqual("free", self.reply(self.baton, self.case, "I am asking our technicians.")["decision"])

    def test_an_escalated_case_without_a_plan_gets_one_check_in_before_its_window_closes(self):
        self.escalate(self.baton, self.case)
        said = len(self.baton.sandbox.sent())
        self.move_to(self.baton, self.wrote + 18 * HOUR - SECOND)
        self.assertEqual("open", self.baton.case(self.case)["windows"][0]["state"])
        self.assertIsNone(self.baton.case(self.case)["plan"])
        self.move_to(self.baton, self.wrote + 18 * HOUR)
        self.assertEqual("at_risk", self.baton.case(self.case)["windows"][0]["state"])
        self.assertEqual("check_in", self.baton.case(self.case)["plan"]["kind"])
        self.assertEqual(said, len(self.baton.sandbox.sent()))
        self.move_to(self.baton, self.wrote + DAY)
        after = self.baton.sandbox.sent()[said:]
        self.assertEqual(["text"], [row["type"] for row in after])
        self.assertLess(after[0]["at_ms"], self.wrote + DAY - MARGIN)
        self.assertEqual([], self.events(self.baton, self.case, "PlanMissing"))

    def test_the_owners_own_plan_after_the_window_is_kept_as_a_template_and_no_check_in_doubles_it(self):
        self.escalate(self.baton, self.case)
        said = len(self.baton.sandbox.sent())
        body = {"epoch": self.baton.case(self.case)["owner_epoch"], "at": self.wrote + 30 * HOUR, "purpose": "no_answer_yet"}
        answer = self.baton.ben.post(f"/v1/cases/{self.case}/update-plan", body)
        self.assertEqual(200, answer.status, answer)
        self.assertEqual("template", answer["plan"]["kind"])
        self.move_to(self.baton, self.wrote + 30 * HOUR - SECOND)
        self.assertEqual(said, len(self.baton.sandbox.sent()))
        self.move_to(self.baton, self.wrote + 30 * HOUR)
        self.assertEqual(["no_answer_yet"], [row["template"] for row in self.baton.sandbox.sent()[said:]])
        self.assertEqual([], self.events(self.baton, self.case, "PlanMissing"))
        self.assertIsNone(self.baton.case(self.case)["plan"])

    def test_a_window_that_closes_without_a_plan_is_a_defect_on_record_with_an_alarm(self):
        self.baton.sandbox.says(self.CUSTOMER, "STOP")
        self.wrote = wrote_at(self.baton)
        self.escalate(self.baton, self.case)
        said = len(self.baton.sandbox.sent())
        self.move_to(self.baton, self.wrote + DAY)
        self.assertEqual(1, len(self.events(self.baton, self.case, "PlanMissing")))
        self.assertIn(f"no_plan:{self.case}", self.alarms(self.baton))
        self.assertEqual(said, len(self.baton.sandbox.sent()))

    def test_a_new_word_of_the_customer_makes_the_hosts_plan_needless_and_nothing_is_sent_for_it(self):
        self.escalate(self.baton, self.case)
        self.move_to(self.baton, self.wrote + 19 * HOUR)
        self.assertIsNotNone(self.baton.case(self.case)["plan"])
        said = len(self.baton.sandbox.sent())
        self.baton.sandbox.says(self.CUSTOMER, "One more thing about my parcel.")
        self.assertIsNone(self.baton.case(self.case)["plan"])
        self.move_to(self.baton, self.wrote + 25 * HOUR)
        self.assertEqual(said, len(self.baton.sandbox.sent()))


if __name__ == "__main__":
    main()
