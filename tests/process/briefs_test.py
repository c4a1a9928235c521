#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Briefs and those who read them: what is new, in their language, judged by one click, and details asked for again
(B4, B5)."""
from moves import Moves, main
from process_case import HOUR


class Briefs(Moves):
    def brief(self, baton, case_id: str) -> dict:
        return baton.admin.get(f"/v1/cases/{case_id}/brief").json

    def test_the_next_brief_tells_everything_again(self):
        """B4. Given a specialist was offered a brief; when the customer adds an order and the case is handed on; then
        the next brief says since which it changed, and what."""
        baton = self.start()
        self.come(baton, "tess")
        case_id, work = self.escalated_with_work(baton)
        self.offered(baton, "tess", "work")
        first = self.brief(baton, case_id)
        baton.sandbox.says(self.CUSTOMER, "The carrier is DHL and the second order is ORD-777777.")
        self.assertEqual(200, self.handoff(baton, case_id, "ana", {"lane": "revenue"}, reason="next_step",
                                           question="Who pays?").status)
        after = baton.until(lambda: (b := self.brief(baton, case_id))["number"] > first["number"]
                            and b["changes"] and b, "the next brief says what changed")
        self.assertGreaterEqual(after["since"], 1)
        self.assertIn("decision", [change["what"] for change in after["changes"]])
        self.assertIn("Changed since brief", after["text"])
        self.assertLessEqual(len(after["text"]), 1000)

    def test_a_team_reads_another_language(self):
        """B4. Given the technical lane reads German; when a case comes to it; then the brief's own words are German
        and the customer's stay as they were written."""
        def german(document):
            next(lane for lane in document["lanes"] if lane["id"] == "technical")["language"] = "de"
        baton = self.start(change=german)
        case_id, _ = self.escalated_with_work(baton)
        brief = baton.until(lambda: (b := self.brief(baton, case_id))["language"] == "de" and b, "a brief in German")
        self.assertIn("Anliegen:", brief["text"])
        self.assertIn("My order ORD-123456", brief["text"])

    def test_a_click_on_a_brief_is_lost_or_counted_twice(self):
        """B5. Given a brief; when it is marked, and marked otherwise by the same person; then the last mark stands,
        once; a mark that is none, or of a brief that never was, is refused."""
        baton = self.start()
        case_id, _ = self.escalated_with_work(baton)
        mark = f"/v1/cases/{case_id}/brief/mark"
        self.assertEqual(200, baton.tess.post(mark, {"mark": "useful"}).status)
        answer = baton.tess.post(mark, {"mark": "missing", "text": "the carrier"})
        self.assertEqual(200, answer.status, answer)
        self.assertEqual([("missing", "agent:tess", "the carrier")],
                         [(m["mark"], m["by"], m["text"]) for m in self.brief(baton, case_id)["marks"]])
        self.assert_problem(baton.tess.post(mark, {"mark": "great"}), 422, "useful")
        self.assert_problem(baton.tess.post(mark, {"mark": "wrong", "brief": 99}), 404)
        self.assert_problem(baton.admin.post(mark, {"mark": "wrong"}), 403)
        self.assertEqual(2, len(self.events(baton, case_id, "BriefMarked")))
        counted = baton.admin.get("/metrics").body.decode()
        self.assertIn('baton_brief_marks_total{mark="missing"} 1', counted)

    def test_a_detail_that_stood_in_the_brief_is_asked_for_again_unseen(self):
        """B5. Given the customer said the order number when asked; when the owner asks for it again; then it is
        counted; another question is not."""
        baton = self.start()
        self.come(baton, "ana")
        case_id = self.new_case(baton, text="My parcel is late")
        asked = self.bot_says(baton, case_id, "What is your order number?", confidence=0.9)
        self.assertEqual("free", asked["decision"])
        baton.sandbox.says(self.CUSTOMER, "ORD-123456")
        handed = self.handoff(baton, case_id, "helper", {"lane": "technical"}, question="Where is it?")
        self.assertEqual(200, handed.status, handed)
        self.accept(baton, "ana", "conversation")
        brief = baton.until(lambda: (b := self.brief(baton, case_id))["details"] and b, "a brief with details")
        labels = [detail.get("label", "") for detail in brief["details"]]
        label = next(label for label in labels if "order" in label.lower())
        self.assertEqual("free", self.reply(baton, case_id, "Is somebody at home on Friday?", "ana")["decision"])
        self.assertEqual(0, self.brief(baton, case_id)["asked_again"])
        body = {"epoch": baton.case(case_id)["owner_epoch"], "text": f"Please send us your {label}.",
                "expires": baton.sandbox.now_ms() + HOUR}
        self.assertEqual(200, baton.ana.post(f"/v1/cases/{case_id}/evidence-request", body).status)
        self.assertEqual(1, self.brief(baton, case_id)["asked_again"])
        self.assertEqual(1, len(self.events(baton, case_id, "DetailAskedAgain")))


if __name__ == "__main__":
    main()
