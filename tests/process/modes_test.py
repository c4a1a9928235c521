#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Rules that run as observe, suggest or enforce in a lane: one that only watches acts or speaks, one that acts is
held back, and one that is never switched is switched (G14)."""
from moves import Moves, main
from process_case import people_only


def in_mode(mode: str, *lanes: str, rules=None):
    """A `change` for start(): these lanes (all, if none is named) run in this mode."""
    def change(document):
        for lane in document["lanes"]:
            if not lanes or lane["id"] in lanes:
                lane.update({"mode": mode} if mode else {}, **({"rules": rules} if rules else {}))
    return change


def both(*changes):
    def change(document):
        for one in changes:
            one(document)
    return change


class Modes(Moves):
    def held(self, baton, case_id: str) -> list[tuple]:
        return [(e["held"], e["mode"], e["would"]) for e in self.events(baton, case_id, "RuleHeld")]

    def codes(self, baton, case_id: str) -> set[str]:
        return {held for held, _, _ in self.held(baton, case_id)}

    def test_a_lane_that_observes_ends_automation_or_speaks(self):
        """G14. Given every lane observes; when a customer of the bot asks for a person; then the bot goes on, nothing
        is said by Baton, and the history says what H8 would have done."""
        baton = self.start(change=in_mode("observe"))
        case_id = self.new_case(baton, text="I want to talk to a human")
        self.settle(baton)
        case = baton.case(case_id)
        self.assertEqual(("automated", "bot:helper"), (case["status"], case["owner"]))
        self.assertEqual([], self.sent_texts(baton, self.CUSTOMER))
        self.assertIn("H8", self.codes(baton, case_id))
        self.assertEqual([], self.events(baton, case_id, "HandoffDecided"))
        self.assertEqual([], [m for m in baton.messages(case_id) if m["from"] == "note"], "record only")
        told = baton.admin.get(f"/v1/cases/{case_id}/explain").json["decisions"]
        self.assertIn("RuleHeld", [d["event"] for d in told], "explain says so")
        answer = self.bot_says(baton, case_id, "Which parcel is it?", confidence=0.9)
        self.assertEqual("free", answer["decision"], "the bot's words pass the gate as ever")

    def test_a_lane_that_suggests_leaves_no_note_or_tells_the_customer(self):
        """G14. Given every lane suggests; when the customer asks for a person; then a note says so to the team, and
        the customer hears nothing."""
        baton = self.start(change=in_mode("suggest"))
        case_id = self.new_case(baton, text="I want to talk to a human")
        self.settle(baton)
        notes = [m for m in baton.messages(case_id) if m["from"] == "note"]
        self.assertTrue(any("H8" in note["text"] for note in notes), notes)
        self.assertEqual({"host"}, {note["author"] for note in notes})
        self.assertEqual("bot:helper", baton.case(case_id)["owner"])
        self.assertEqual([], self.sent_texts(baton, self.CUSTOMER))

    def test_enforce_is_not_the_default(self):
        """G14. Given a configuration that says nothing; when the customer asks for a person; then it happens."""
        baton = self.start()
        case_id = self.new_case(baton, text="I want to talk to a human")
        self.assertEqual("open", baton.case(case_id)["status"])
        self.assertEqual([], self.held(baton, case_id))

    def test_agents_are_gated_otherwise_where_rules_observe(self):
        """G14, W3. Given every lane observes; when ana claims and writes, in the window and after it; then her words
        go free and then as a template, as ever."""
        baton = self.start(change=both(people_only, in_mode("observe")))
        self.come(baton, "ana")
        case_id = self.new_case(baton)
        self.settle(baton)
        seat = next(item for item in baton.case(case_id)["work"] if item["kind"] == "conversation")
        self.assertIsNone(seat["offered_to"], "R5 only watches: nobody is offered anything")
        self.assertEqual(200, baton.ana.post(f"/v1/work/{seat['id']}/claim").status)
        self.assertEqual("free", self.reply(baton, case_id, "I am looking into it.", "ana")["decision"])
        baton.sandbox.advance(hours=25)
        self.assertEqual("template", self.reply(baton, case_id, "Still on it.", "ana")["decision"])

    def test_baton_checks_in_by_itself_where_rules_observe(self):
        """G14, W6. Given every lane observes behind the gate; when an escalated case nears the end of its window;
        then the plan is made (W is never switched) and its words are not said."""
        baton = self.start(change=both(people_only, in_mode("observe")))
        case_id = self.new_case(baton)
        self.assertEqual("free", self.reply(baton, case_id, "I am asking our technicians.")["decision"])
        self.escalate(baton, case_id)
        said = len(baton.sandbox.sent())
        baton.sandbox.advance(hours=25)
        self.assertEqual(said, len(baton.sandbox.sent()))
        self.assertEqual(1, len(self.events(baton, case_id, "PlanMade")))
        self.assertIn("W6", self.codes(baton, case_id))

    def test_one_rule_cannot_be_switched_alone(self):
        """G14. Given only H10 observes in the general lane; when the bot is unsure, and then the customer asks for a
        person; then the first is noted and the second happens."""
        baton = self.start(change=in_mode("", "general", rules={"H10": "observe"}))
        case_id = self.new_case(baton)
        self.assertEqual("free", self.bot_says(baton, case_id, "Maybe this?", confidence=0.2)["decision"])
        self.assertEqual({"H10"}, self.codes(baton, case_id))
        baton.sandbox.says(self.CUSTOMER, "let me talk to a human")
        self.assertEqual("open", baton.case(case_id)["status"])

    def test_an_overlay_enforces_unasked(self):
        """G14. Given a number on which another system sends (overlay) and nothing is said; when the customer asks for
        a person; then Baton only watches; a lane that says enforce acts there."""
        def overlay(document):
            document["connectors"]["whatsapp-eu"]["topology"] = "overlay"
        baton = self.start(change=overlay)
        case_id = self.new_case(baton, text="I want to talk to a human")
        self.settle(baton)
        self.assertEqual("bot:helper", baton.case(case_id)["owner"])
        self.assertIn("H8", self.codes(baton, case_id))
        self.assertEqual([], self.sent_texts(baton, self.CUSTOMER))
        acts = self.start("acts", change=both(overlay, in_mode("enforce")))
        case_id = self.new_case(acts, text="I want to talk to a human")
        self.assertEqual("open", acts.case(case_id)["status"])

    def test_sensitive_data_is_stored_where_rules_observe(self):
        """G14, I4, I5. Given every lane observes; when a card is sent and an agent asks for one; then it is masked
        and refused as ever."""
        baton = self.start(change=both(people_only, in_mode("observe")))
        case_id = self.new_case(baton, text="my card is 4111 1111 1111 1111")
        self.assertNotIn("4111 1111", str(baton.messages(case_id)))
        answer = self.reply(baton, case_id, "Please send me your card number and CVV")
        self.assertEqual("refused", answer["decision"], answer)


if __name__ == "__main__":
    main()
