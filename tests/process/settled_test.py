#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The settled situations of section K, each from outside: what rules leave open and people argue about. (Two channels
at once waits for mail, a helpdesk that is down for helpdesks.)"""
from moves import Moves, key, main
from process_case import DAY, HOUR, people_only


class Settled(Moves):
    def customer_words(self, baton, case_id: str) -> list[dict]:
        return [m for m in baton.messages(case_id) if m["from"] == "customer"]

    def lane_work(self, baton, case_id: str) -> dict[str, dict]:
        return {item["lane"]: item for item in baton.case(case_id)["work"] if item["kind"] == "work"}

    def test_a_customer_who_changes_the_language_is_answered_in_the_old_one(self):
        """K, language change. Given an English thread; when the customer asks for Spanish; then the host's own words
        switch at once."""
        baton = self.start()
        case_id = self.new_case(baton, text="Where is my parcel ORD-123456?")
        baton.sandbox.says(self.CUSTOMER, "En español, por favor")
        self.assertEqual("es", baton.case(case_id)["windows"][0]["language"])
        baton.sandbox.advance(minutes=1)
        baton.sandbox.says(self.CUSTOMER, "Quiero hablar con una persona")
        self.settle(baton)
        self.assertTrue(any("Una persona" in text for text in self.sent_texts(baton)), self.sent_texts(baton))

    def test_a_reply_crosses_an_owner_change_and_reaches_the_customer(self):
        """K, C3. Given ana writes while ben assigns the case to somebody else; when her reply arrives after it; then
        it is refused and is a draft of the new owner under her name."""
        baton = self.start(change=people_only)
        case_id = self.new_case(baton)
        epoch = baton.case(case_id)["owner_epoch"]
        body = {"epoch": epoch, "agent": "ana", "reason": "capacity"}
        self.assertEqual(200, baton.ben.post(f"/v1/cases/{case_id}/assign", body).status)
        answer = self.reply(baton, case_id, "It is on its way.", "ben", epoch=epoch)
        self.assert_problem(answer, 409, "agent:ana")
        self.assertIn(("agent:ben", "It is on its way."),
                      [(d["author"], d["text"]) for d in baton.case(case_id)["drafts"]])
        self.settle(baton)
        self.assertNotIn("It is on its way.", self.sent_texts(baton, self.CUSTOMER))

    def test_a_human_solves_over_work_that_must_be_finished(self):
        """K, C6. Given work in a must-finish lane is open; when the owner resolves; then the case stays and says so;
        the last item done lets it be resolved."""
        def must_finish(document):
            next(lane for lane in document["lanes"] if lane["id"] == "technical")["must_finish"] = True
        baton = self.start(change=must_finish)
        case_id, work = self.escalated_with_work(baton)
        self.assertEqual(200, baton.tess.post(f"/v1/work/{work['id']}/claim").status)
        resolve = lambda: baton.ana.post(f"/v1/cases/{case_id}/resolve",  # noqa: E731
                                         {"epoch": baton.case(case_id)["owner_epoch"]})
        stays = resolve()
        self.assertEqual((200, "escalated", True), (stays.status, stays["status"], stays["solve_pending"]), stays)
        self.assertEqual(200, baton.tess.post(f"/v1/work/{work['id']}/done").status)
        self.assertEqual("resolved", resolve()["status"])

    def test_a_burst_is_many_turns(self):
        """K, I8. Given a bot; when the customer sends three fragments two seconds apart; then they are one turn."""
        baton = self.start()
        case_id = self.new_case(baton, text="I have")
        for text in ("a problem with", "my parcel ORD-123456"):
            baton.sandbox.advance(seconds=2)
            baton.sandbox.says(self.CUSTOMER, text)
        baton.sandbox.advance(seconds=6)
        self.assertEqual([3], [e["fragments"] for e in self.events(baton, case_id, "BurstEnded")])
        self.assertEqual(3, len(self.customer_words(baton, case_id)), "every message is stored")

    def test_a_late_message_opens_a_window_or_wakes_the_bot(self):
        """K, I1. Given nothing; when a message two days old arrives first; then it is shown as late under its own
        time, the case is people's, and no window is open."""
        baton = self.start()
        baton.sandbox.says(self.CUSTOMER, "Where is it?", at_ms=baton.sandbox.now_ms() - 2 * DAY)
        case = baton.case(baton.cases()[0]["id"])
        self.assertEqual(("open", "lead:general"), (case["status"], case["owner"]))
        self.assertTrue(self.customer_words(baton, case["id"])[0]["late"])
        self.assertEqual("closed", case["windows"][0]["state"])
        self.assertEqual([], self.posted_to_bot(baton), "the bot is not asked")

    def test_a_photo_of_a_passport_lies_about(self):
        """K, I4. Given the customer speaks of a passport; when a photo follows; then it is withheld and nowhere kept
        in the clear."""
        baton = self.start(change=people_only)
        case_id = self.new_case(baton, text="Here is a photo of my passport")
        baton.sandbox.says(self.CUSTOMER, type="image", image={})
        self.settle(baton)
        self.assertEqual("withheld", baton.messages(case_id)[-1]["attachments"][0]["state"])

    def test_an_edited_message_keeps_its_old_reading(self):
        """K. Given a bot has the turn; when the customer edits the message into a request that is a lane's, and
        deletes it later; then triage reads it again, the window stays, and the deleted words are kept, shown
        struck."""
        baton = self.start()
        first = baton.sandbox.says(self.CUSTOMER, "Where is my parcel?").json["ids"][0]
        case_id = baton.cases()[0]["id"]
        window = baton.case(case_id)["windows"][0]["ends"]
        baton.sandbox.advance(minutes=2)
        baton.sandbox.says(self.CUSTOMER, type="edit", edit={
            "original_message_id": first,
            "message": {"type": "text", "text": {"body": "I was charged twice for the same invoice"}}})
        baton.sandbox.advance(seconds=31)
        self.assertEqual("revenue", baton.case(case_id)["triage"]["lane"], "triage again")
        self.assertEqual(window, baton.case(case_id)["windows"][0]["ends"])
        baton.sandbox.says(self.CUSTOMER, type="revoke", revoke={"original_message_id": first})
        word = self.customer_words(baton, case_id)[0]
        self.assertTrue(word["deleted"])
        self.assertIn("charged twice", word["text"], "kept for audit")
        self.assertEqual(window, baton.case(case_id)["windows"][0]["ends"])

    def test_a_stranger_on_another_number_reopens_the_case(self):
        """K. Given a resolved case; when an unknown number says it is the same person; then it is another customer's
        case; when the channel itself vouches for the new number, it is the same."""
        baton = self.start(change=people_only)
        case_id = self.new_case(baton)
        baton.ben.post(f"/v1/cases/{case_id}/resolve", {"epoch": baton.case(case_id)["owner_epoch"]})
        other = self.new_case(baton, "447700900188", "It is Dana, my parcel ORD-123456 still has not come.")
        self.assertNotEqual(baton.case(case_id)["customer"]["id"], baton.case(other)["customer"]["id"])
        self.assertEqual("resolved", baton.case(case_id)["status"])
        baton.sandbox.says(self.CUSTOMER, type="system",
                           system={"type": "user_changed_number", "wa_id": "447700900155", "body": "changed"})
        baton.sandbox.says("447700900155", "It still has not come.")
        self.assertEqual("open", baton.case(case_id)["status"], "verified by the channel: the same case")

    def test_a_template_that_pauses_after_the_plan_leaves_the_customer_without_a_word(self):
        """K, T3, T4. Given a template update is planned after the window; when its first template pauses; then the
        plan goes out with the next; when the last one pauses too, the alarm comes at once and not when the plan is
        due."""
        baton = self.start(change=people_only)
        case_id = self.new_case(baton)
        self.escalate(baton, case_id)
        body = {"epoch": baton.case(case_id)["owner_epoch"], "at": baton.sandbox.now_ms() + 30 * HOUR,
                "purpose": "progress_update"}
        self.assertEqual("template", baton.ben.post(f"/v1/cases/{case_id}/update-plan", body)["plan"]["kind"])
        baton.sandbox.template("progress_update", status="PAUSED", unpause=False)
        templates = lambda: baton.admin.get("/v1/templates")["templates"]  # noqa: E731
        listed = lambda name: next(t for t in templates() if t["name"] == name)  # noqa: E731
        baton.until(lambda: not listed("progress_update")["usable"], "the pause is known")
        self.assertNotIn("no_template:progress_update:whatsapp-eu", self.alarms(baton))
        baton.sandbox.template("progress_update_positional", status="PAUSED", unpause=False)
        baton.until(lambda: "no_template:progress_update:whatsapp-eu" in self.alarms(baton), "an alarm at once")
        baton.sandbox.template("progress_update_positional", status="APPROVED")
        baton.until(lambda: listed("progress_update_positional")["usable"], "it is back")
        baton.sandbox.advance(hours=31)
        self.assertEqual(["progress_update_positional"],
                         [row["template"] for row in baton.sandbox.sent(self.CUSTOMER) if row["template"]])

    def test_an_answer_at_night_waits_for_who_went_home(self):
        """K, O7, G4. Given L2 answers while the owner is away; then the answer is ready at the office, is its next
        action, and the deputy relays it with the specialist's authority."""
        baton = self.start()
        case_id, work = self.escalated_with_work(baton)
        self.assertEqual(200, baton.tess.post(f"/v1/work/{work['id']}/claim").status)
        self.go(baton, "ana")
        answer = baton.tess.post(f"/v1/work/{work['id']}/answer", {"text": "It lies at the depot."})
        self.assertEqual(200, answer.status, answer)
        self.settle(baton)
        case = baton.case(case_id)
        self.assertEqual(("lead:general", "agent:ana"), (case["owner"], case["covered_for"]))
        self.assertIn("relay the answer", case["next_action"]["verb"])
        relayed = self.reply(baton, case_id, "It lies at the depot.", "ben", cites=[answer["answer"]])
        self.assertEqual("free", relayed["decision"], relayed)

    def test_an_answer_nobody_could_be_told_in_time_is_lost(self):
        """K, W5. Given the answer comes when the window is closed; when the owner sends it; then it goes as a template
        with a button, and the tap brings the words."""
        baton = self.start(change=people_only)
        case_id = self.new_case(baton)
        baton.sandbox.advance(hours=25)
        answer = self.reply(baton, case_id, "It lies at the depot.")
        self.assertEqual("template", answer["decision"], answer)
        self.settle(baton)
        sent = baton.sandbox.sent(self.CUSTOMER)[-1]
        baton.sandbox.says(self.CUSTOMER, button={"payload": f"baton:{answer['message_id']}:0", "text": "Yes"},
                           quoted=sent["wamid"])
        self.settle(baton)
        self.assertEqual("It lies at the depot.", self.sent_texts(baton, self.CUSTOMER)[-1])

    def test_a_vip_who_asks_for_their_data_gets_one_of_two_things(self):
        """K, R3. Given an enterprise customer with a live problem; when the same message asks for erasure under the
        GDPR; then there are two work items, each with a clock of its own, and the thread stays with the live
        problem."""
        def with_goals(document):
            for lane in document["lanes"]:
                lane["goal_min"] = {"compliance": 600, "technical": 120}.get(lane["id"], 0)
        baton = self.start(change=with_goals)
        case_id = self.new_case(baton, text="hello")
        told = {"kind": "tier_changed", "customer": baton.case(case_id)["customer"]["id"],
                "attributes": {"tier": "enterprise"}}
        answer = baton.service.post("/v1/signals", told, Idempotency_Key=key())
        self.assertEqual(200, answer.status, answer)
        baton.sandbox.says(self.CUSTOMER, "Your API returns error 500 for every request. Also delete all my personal "
                                          "data, as the GDPR says.")
        baton.sandbox.advance(seconds=31)
        lanes = baton.until(lambda: (w := self.lane_work(baton, case_id)) and {"compliance"} <= set(w) and w,
                            "the request is work of compliance")
        due = {lane: item["goal_due"] for lane, item in lanes.items()}
        self.assertTrue(all(due.values()), due)
        self.assertEqual(len(due), len(set(due.values())), f"clocks of their own: {due}")
        self.assertNotEqual("lead:compliance", baton.case(case_id)["owner"], "the thread stays with the live problem")


if __name__ == "__main__":
    main()
