# SPDX-License-Identifier: MIT
"""Templates: known at start and from notices (T1), an alarm where a purpose has none (T3), one paused in the middle of
sends (T4). The danger is a customer without a word, or with two."""
from process_case import ProcessCase, main, people_only

FIRST, SECOND_CHOICE = "progress_update", "progress_update_positional"


class TemplateCase(ProcessCase):
    def closed(self, **options):
        """A case whose window is closed, so that a reply needs a template."""
        self.baton = self.start(change=people_only, **options)
        self.case = self.new_case(self.baton)
        self.baton.sandbox.advance(hours=25)

    def known(self, name: str, language: str | None = None) -> dict:
        return next(t for t in self.listed() if t["name"] == name and language in (None, t["language"]))

    def listed(self) -> list[dict]:
        """The first listing comes a moment after the host is ready."""
        rows = lambda: self.baton.admin.get("/v1/templates")["templates"]  # noqa: E731
        return self.baton.until(rows, "the templates of the account are listed")

    def used(self) -> list[str]:
        return [row["template"] for row in self.baton.sandbox.sent()]

    def pause_unseen(self, name: str):
        """WhatsApp pauses the template, and the notice has not arrived: the host still believes it usable."""
        self.baton.sandbox.settings(subscribed=False)
        self.baton.sandbox.template(name, status="PAUSED", unpause=False)
        self.baton.sandbox.settings(subscribed=True)


class Known(TemplateCase):
    def test_every_template_of_the_account_is_known_at_start_with_status_category_language_quality(self):
        baton = self.baton = self.start(change=people_only)
        theirs = {(t["name"], t["language"]): t for t in baton.sandbox.http.get("/whatsapp/templates").json}
        ours = {(t["name"], t["language"]): t for t in self.listed()}
        self.assertEqual(set(theirs), set(ours))
        for key, theirs_one in theirs.items():
            self.assertEqual(theirs_one["status"].lower(), ours[key]["status"], key)
            self.assertEqual(theirs_one["category"].lower(), ours[key]["category"], key)
            self.assertTrue(ours[key]["quality"], key)

    def test_a_notice_of_status_category_or_quality_is_taken_up_at_once(self):
        self.baton = self.start(change=people_only)
        self.baton.sandbox.template("reopen", language="en", status="PAUSED", unpause=False)
        self.baton.until(lambda: not self.known("reopen", "en")["usable"], "the pause is known")
        self.assertTrue(self.known("reopen", "es")["usable"])
        self.baton.sandbox.template("reopen", language="en", status="APPROVED")
        self.baton.until(lambda: self.known("reopen", "en")["usable"], "the approval is known")
        self.baton.sandbox.template("resolution", language="en", category="MARKETING")
        self.baton.until(lambda: self.known("resolution", "en")["category"] == "marketing", "the category is known")
        self.baton.sandbox.template("resolution", language="en", quality="RED")
        self.baton.until(lambda: self.known("resolution", "en")["quality"].lower() in ("red", "low"), "the quality is known")

    def test_a_change_whose_notice_is_lost_is_found_by_the_schedule(self):
        self.baton = self.start(change=people_only)
        self.listed()  # or the first listing, still under way, would see the pause
        self.pause_unseen("reopen")
        self.assertTrue(self.known("reopen", "en")["usable"])
        self.baton.sandbox.advance(hours=25)
        self.baton.until(lambda: not self.known("reopen", "en")["usable"], "the schedule finds the pause")

    def test_a_restarted_host_knows_what_changed_while_it_was_away(self):
        self.baton = self.start(change=people_only)
        self.baton.host.stop()
        self.pause_unseen("reopen")
        self.baton.start_host()
        self.baton.until(lambda: not self.known("reopen", "en")["usable"], "the start finds the pause")


class NoneLeft(TemplateCase):
    def test_a_purpose_without_a_usable_template_raises_an_alarm_at_start(self):
        def no_such_template(document):
            people_only(document)
            document["templates"]["purposes"]["resolution"]["templates"] = [{"name": "never_made", "variables": {}}]
        self.baton = self.start(change=no_such_template)
        self.baton.until(lambda: "no_template:resolution:whatsapp-eu" in self.alarms(self.baton), "an alarm for the purpose")
        self.assertNotIn("no_template:reopen:whatsapp-eu", self.alarms(self.baton))

    def test_a_pause_that_leaves_a_purpose_without_template_raises_an_alarm_before_anybody_needs_it(self):
        self.baton = self.start(change=people_only)
        self.assertNotIn("no_template:no_answer_yet:whatsapp-eu", self.alarms(self.baton))
        self.baton.sandbox.template("no_answer_yet", status="PAUSED", unpause=False)
        self.baton.until(lambda: "no_template:no_answer_yet:whatsapp-eu" in self.alarms(self.baton), "an alarm for the purpose")

    def test_a_flip_to_marketing_makes_a_utility_purpose_unusable_and_is_not_sent(self):
        self.closed()
        for name in (FIRST, SECOND_CHOICE):
            self.baton.sandbox.template(name, category="MARKETING")
        self.baton.until(lambda: self.known(SECOND_CHOICE)["category"] == "marketing", "the flip is known")
        answer = self.reply(self.baton, self.case, "Still on it.")
        self.assertEqual(("hold", "no_way"), (answer["decision"], answer["hold"]), answer)
        self.assertEqual([], self.used())

    def test_a_word_without_a_way_is_held_with_an_alarm_and_goes_when_a_template_is_usable_again(self):
        self.closed()
        for name in (FIRST, SECOND_CHOICE):
            self.baton.sandbox.template(name, status="PAUSED", unpause=False)
        self.baton.until(lambda: not self.known(SECOND_CHOICE)["usable"], "the pause is known")
        answer = self.reply(self.baton, self.case, "Still on it.")
        self.assertEqual(("hold", "no_way"), (answer["decision"], answer["hold"]), answer)
        self.assertIn("no_template:progress_update:whatsapp-eu", self.alarms(self.baton))
        self.baton.sandbox.advance(hours=10)
        self.assertEqual([], self.used())
        self.baton.sandbox.template(SECOND_CHOICE, status="APPROVED")
        self.baton.sandbox.advance(hours=2)
        self.assertEqual([SECOND_CHOICE], self.used())
        self.baton.sandbox.advance(hours=24 * 4)
        self.assertEqual([SECOND_CHOICE], self.used())

    def test_a_word_without_a_way_becomes_a_draft_when_the_customer_writes_and_is_not_sent_by_itself(self):
        self.closed()
        for name in (FIRST, SECOND_CHOICE):
            self.baton.sandbox.template(name, status="PAUSED", unpause=False)
        self.baton.until(lambda: not self.known(SECOND_CHOICE)["usable"], "the pause is known")
        self.reply(self.baton, self.case, "Still on it.")
        self.baton.sandbox.says(self.CUSTOMER, "Hello, is anybody there?")
        self.baton.sandbox.advance(hours=5)
        self.assertEqual([], self.baton.sandbox.sent())
        self.assertEqual(["Still on it."], [d["text"] for d in self.baton.case(self.case)["drafts"]])

    def test_a_word_without_a_way_ends_as_a_draft_and_not_in_silence(self):
        self.closed()
        for name in (FIRST, SECOND_CHOICE):
            self.baton.sandbox.template(name, status="PAUSED", unpause=False)
        self.baton.until(lambda: not self.known(SECOND_CHOICE)["usable"], "the pause is known")
        answer = self.reply(self.baton, self.case, "Still on it.")
        self.baton.sandbox.advance(hours=73)
        self.assertEqual("refused", self.send_of(self.baton, self.case, answer["message_id"])["state"])
        self.assertEqual(["Still on it."], [d["text"] for d in self.baton.case(self.case)["drafts"]])
        self.assertEqual([], self.used())


class PausedInTheMiddle(TemplateCase):
    """T4: the next one is tried, once each; at most one message leaves."""

    def test_the_next_template_is_tried_once_and_one_message_leaves(self):
        self.closed()
        self.pause_unseen(FIRST)
        answer = self.reply(self.baton, self.case, "Still on it.")
        self.assertEqual("template", answer["decision"], answer)
        self.assertEqual([SECOND_CHOICE], self.used())
        self.baton.until(lambda: self.known(FIRST)["failed_with"] == "132015", "the template is marked")
        self.baton.sandbox.advance(hours=1)
        self.assertEqual([SECOND_CHOICE], self.used())
        self.assertFalse(self.known(FIRST)["usable"])
        self.assertEqual(SECOND_CHOICE, self.send_of(self.baton, self.case, answer["message_id"])["template"])
        self.assertEqual([FIRST], [e["name"] for e in self.events(self.baton, self.case, "TemplateFailed")])

    def test_when_the_last_template_fails_too_the_word_is_held_with_an_alarm_and_none_is_tried_again(self):
        self.closed()
        self.pause_unseen(FIRST)
        self.pause_unseen(SECOND_CHOICE)
        answer = self.reply(self.baton, self.case, "Still on it.")
        self.assertEqual(("hold", "no_way"), (answer["decision"], answer["hold"]), answer)
        self.baton.until(lambda: "no_template:progress_update:whatsapp-eu" in self.alarms(self.baton), "an alarm")
        sends = lambda: [r for r in self.baton.sandbox.requests() if r["path"].endswith("/messages")]  # noqa: E731
        self.assertEqual(2, len(sends()))
        self.baton.sandbox.advance(hours=3)
        self.assertEqual(2, len(sends()))
        self.baton.sandbox.template(FIRST, status="APPROVED")
        self.baton.sandbox.advance(hours=2)
        self.assertEqual([FIRST], self.used())

    def test_a_pause_between_many_sends_costs_no_customer_a_word_and_gives_none_two(self):
        numbers = [f"4477009002{i:02d}" for i in range(12)]
        self.baton = self.start(change=people_only)
        cases = {number: self.new_case(self.baton, number) for number in numbers}
        self.baton.sandbox.advance(hours=25)
        for at, number in enumerate(numbers):
            if at == 5:
                self.pause_unseen(FIRST)
            self.assertEqual("template", self.reply(self.baton, cases[number], f"News {at}.")["decision"])
        self.baton.sandbox.advance(hours=2)
        self.assertEqual(sorted(numbers), sorted(row["to"] for row in self.baton.sandbox.sent()))
        self.assertEqual([FIRST] * 5 + [SECOND_CHOICE] * 7, self.used())
        refused = [r for r in self.baton.sandbox.requests() if r["error_code"] == 132015]
        self.assertEqual(1, len(refused), "a template known to be paused was tried again")

    def test_a_template_that_fails_after_it_was_taken_is_followed_by_the_next_one_only(self):
        self.closed()
        self.baton.sandbox.fault(kind="fail_later", code=132015, edge="messages", type="template")
        self.assertEqual("template", self.reply(self.baton, self.case, "Still on it.")["decision"])
        self.baton.sandbox.advance(minutes=5)
        self.assertEqual([FIRST, SECOND_CHOICE], self.used())
        self.assertEqual(["failed", "read"], [row["status"] for row in self.baton.sandbox.sent()])


if __name__ == "__main__":
    main()
