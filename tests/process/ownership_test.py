#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The three ownership models over HTTP: which one a case gets, what the desk holds, whose words reach the customer, and
what becomes of answers that contradict each other (O2-O6, G4)."""
from moves import Moves, main


def pods(document):
    """Tess is technical, tom is revenue, ben is at the desk; a desk, and a third team to ask."""
    for lane in document["lanes"]:
        if lane["id"] in ("technical", "revenue", "compliance"):
            lane["team"] = lane["id"]
    for agent in document["agents"]:
        if agent["id"] == "tom":
            agent["skills"] = ["revenue", "compliance"]
    document["desk"] = {"members": ["ben"], "leads": ["tom"], "title": "our escalation desk"}


class Ownership(Moves):
    def owned_by_ana(self, baton) -> str:
        self.come(baton, "ana")
        case_id = self.new_case(baton, text=self.ORDER)
        self.assertEqual(200, self.handoff(baton, case_id, "helper", {"lane": "general"}).status)
        self.accept(baton, "ana", "conversation")
        return case_id

    def at_the_desk(self, baton) -> str:
        self.come(baton, "ben", "tess", "tom")
        case_id = self.new_case(baton, text=self.ORDER)
        answer = self.handoff(baton, case_id, "helper", {"lane": "technical"}, model="control_tower",
            question="Whose fault?")
        self.assertEqual("lead:desk", answer["owner"], answer)
        self.accept(baton, "ben", "conversation")
        return case_id

    def answered(self, baton, who: str, text: str, **more) -> str:
        row = self.accept(baton, who, "work")
        answer = getattr(baton, who).post(f"/v1/work/{row['id']}/answer", {"text": text, "final": True, **more})
        self.assertEqual(200, answer.status, answer)
        return answer["answer"]

    def test_a_desk_that_loses_the_thread_between_its_members_and_pods_that_write(self):
        baton = self.start(change=pods)
        case_id = self.at_the_desk(baton)
        case = baton.case(case_id)
        self.assertEqual(("lead:desk", "agent:ben", "control_tower"), (case["owner"], case["desk_member"],
            case["model"]))
        self.settle(baton)
        self.assertTrue(any("escalation desk" in text for text in self.sent_texts(baton)),
            "C5: told once, after the accept")
        sent = len(baton.sandbox.sent())
        answer = self.reply(baton, case_id, "Dear customer, it was us.", who="tess")
        self.assertEqual("refused", answer["decision"])
        self.settle(baton)
        self.assertEqual(sent, len(baton.sandbox.sent()), "O4: pods never write to the customer")
        self.assertEqual([], baton.case(case_id)["drafts"])
        self.assertIn(("note", "agent:tess"), [(m["from"], m["author"]) for m in baton.messages(case_id)])
        self.assertEqual("free", self.reply(baton, case_id, "We are on it.", who="ben")["decision"])

    def test_two_pods_contradict_each_other_and_the_customer_is_told_both(self):
        baton = self.start(change=pods)
        case_id = self.at_the_desk(baton)
        self.assertEqual(200, self.handoff(baton, case_id, "ben", {"lane": "revenue"},
            question="May we refund it?").status)
        yes = self.answered(baton, "tess", "Ours: refund it.")
        no = self.answered(baton, "tom", "No refund.", contradicts=[yes])
        case = baton.case(case_id)
        self.assertEqual([yes, no], [a["id"] for a in case["answers"]], "collected for the desk, in order")
        self.assertEqual([[yes, no]], [c["answers"] for c in case["conflicts"]])
        self.settle(baton)
        self.assertIn(f"conflict:{case_id}", self.alarms(baton))
        epoch = case["owner_epoch"]
        bare = baton.ben.post(f"/v1/cases/{case_id}/resolve", {"epoch": epoch, "text": "We refund it."})
        self.assert_problem(bare, 403, "cites")
        held = baton.ben.post(f"/v1/cases/{case_id}/resolve", {"epoch": epoch, "text": "We refund it.", "cites": [yes]})
        self.assertEqual((200, "open", True), (held.status, held["status"], held["solve_pending"]), held)
        send = next(m["send"] for m in baton.messages(case_id) if m["text"] == "We refund it.")
        self.assertEqual(("held", "conflict"), (send["state"], send["hold"]))
        self.assert_problem(baton.tess.post(f"/v1/cases/{case_id}/decide-answers", {"answer": yes}), 403, "lead:desk")
        self.assertEqual(200, baton.tom.post(f"/v1/cases/{case_id}/decide-answers", {"answer": yes,
            "reason": "goodwill"}).status)
        self.settle(baton)
        self.assertIn("We refund it.", self.sent_texts(baton))
        done = baton.ben.post(f"/v1/cases/{case_id}/resolve", {"epoch": epoch, "cites": [yes]})
        self.assertEqual("resolved", done["status"], done)

    def test_compliance_is_answered_by_somebody_who_may_not(self):
        baton = self.start(change=pods)
        self.come(baton, "tom")
        case_id = self.new_case(baton, text=self.ORDER)
        decided = self.handoff(baton, case_id, "helper", {"lane": "compliance"})
        self.assertEqual("lead:compliance", decided["owner"], "O3, O4a: compliance owns the conversation itself")
        self.accept(baton, "tom", "conversation")
        case = baton.case(case_id)
        self.assertEqual(("agent:tom", "reassign"), (case["owner"], case["model"]))
        self.assertIn("compliance", case["model_why"])
        assigned = baton.tom.post(f"/v1/cases/{case_id}/assign", {"epoch": case["owner_epoch"], "agent": "ana",
            "reason": "capacity"})
        self.assertEqual(200, assigned.status, assigned)
        self.go(baton, "tom")
        answer = self.reply(baton, case_id, "You may.", who="ana", break_glass="nobody is here")
        self.assertEqual("refused", answer["decision"], "G4: the glass is never broken for compliance")

    def test_the_glass_is_broken_while_a_specialist_is_there(self):
        baton = self.start()
        self.come(baton, "tess")
        case_id = self.new_case(baton)
        self.handoff(baton, case_id, "helper", {"lane": "technical"}, model="reassign")
        self.accept(baton, "tess", "conversation")
        epoch = baton.case(case_id)["owner_epoch"]
        baton.tom.post(f"/v1/cases/{case_id}/assign", {"epoch": epoch, "agent": "ana", "reason": "capacity"})
        answer = self.reply(baton, case_id, "Switch it off.", who="ana", break_glass="smoke")
        self.assertEqual("refused", answer["decision"], "tess is there")
        self.go(baton, "tess")
        answer = self.reply(baton, case_id, "Switch it off now.", who="ana", break_glass="smoke, and nobody is here")
        self.assertEqual("free", answer["decision"], answer)
        self.assertIn(f"break_glass:{case_id}", self.alarms(baton))
        self.assertEqual(["technical"], [e["lane"] for e in self.events(baton, case_id, "GlassBroken")])

    def test_a_specialists_words_are_typed_again_by_the_owner(self):
        baton = self.start()
        self.come(baton, "tess")
        case_id, _ = self.escalated_with_work(baton)
        self.accept(baton, "tess", "work")
        refused = self.reply(baton, case_id, "Replace the fuse.", who="tess")
        self.assertEqual("refused", refused["decision"])
        self.assertNotIn("takeover", refused.json, "the owner is there and in time")
        draft = baton.case(case_id)["drafts"][0]["message_id"]
        relayed = self.reply(baton, case_id, "", who="ana", draft=draft)
        self.assertEqual("free", relayed["decision"], relayed)
        self.settle(baton)
        self.assertIn("Replace the fuse.", self.sent_texts(baton))
        self.assertEqual([], baton.case(case_id)["drafts"])
        self.assert_problem(self.reply(baton, case_id, "", who="ana", draft=draft), 404)

    def test_an_absent_owner_keeps_the_customer_from_the_answer(self):
        baton = self.start()
        self.come(baton, "tess")
        case_id, _ = self.escalated_with_work(baton)
        self.accept(baton, "tess", "work")
        self.go(baton, "ana")
        refused = self.reply(baton, case_id, "Replace the fuse.", who="tess")
        self.assertEqual("refused", refused["decision"])
        taken = baton.tess.post(f"/v1/work/{refused['takeover']['work']}/accept")
        self.assertEqual(200, taken.status, taken)
        case = baton.case(case_id)
        self.assertEqual(("agent:tess", "reassign", "technical"), (case["owner"], case["model"], case["lane"]),
            "O2: A to B")
        relayed = self.reply(baton, case_id, "", who="tess", draft=case["drafts"][0]["message_id"])
        self.assertEqual("free", relayed["decision"], relayed)

    def test_a_model_or_reason_that_does_not_exist_is_taken(self):
        baton = self.start()
        case_id = self.owned_by_ana(baton)
        self.assert_problem(self.handoff(baton, case_id, "ana", {"lane": "technical"}, model="reasign"), 422, "model")
        self.assert_problem(self.handoff(baton, case_id, "ana", {"desk": True}), 422, "desk")
        self.assert_problem(self.handoff(baton, case_id, "ana", {"lane": "technical"}, model="control_tower"), 422,
            "desk")

    def test_a_rule_of_the_configuration_is_not_followed(self):
        def by_rule(document):
            pods(document)
            document["ownership_rules"] = [{"model": "reassign", "lanes": ["technical"], "triggers": ["handoff"]}]
        baton = self.start(change=by_rule)
        self.come(baton, "tess")
        case_id = self.new_case(baton)
        self.assertEqual("lead:technical", self.handoff(baton, case_id, "helper", {"lane": "technical"})["owner"])
        self.accept(baton, "tess", "conversation")
        case = baton.case(case_id)
        self.assertEqual(("reassign", "ownership_rules/0"), (case["model"], case["model_why"]))
        settled = self.events(baton, case_id, "OwnershipSettled")
        self.assertEqual([("reassign", "accepted")], [(e["plugin"], e["outcome"]) for e in settled],
            "by its own plugin")


if __name__ == "__main__":
    main()
