#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Who says the next word, at every step of a handoff (C2-C5), and what becomes of the words of everybody else (C3, O2, G4)."""
from moves import Moves, main
from process_case import people_only


def ben_is_first_line(document):
    """Whoever holds other skills too is asked for those (l1-owns)."""
    ben, tom = (next(agent for agent in document["agents"] if agent["id"] == name) for name in ("ben", "tom"))
    tom["skills"] += [skill for skill in ben["skills"] if skill != "general"]  # G10a: somebody holds them
    ben["skills"] = ["general"]


class Handoff(Moves):
    def owners(self, baton, case_id: str) -> list[tuple[str, int]]:
        return [(e["to"], e["epoch"]) for e in self.events(baton, case_id, "OwnerChanged")]

    def test_a_bot_goes_on_owning_what_it_gave_away(self):
        baton = self.start()
        self.come(baton, "ana")
        case_id = self.new_case(baton)
        first = baton.case(case_id)
        self.assertEqual(("bot:helper", "automated"), (first["owner"], first["status"]))
        answer = self.handoff(baton, case_id, "helper", {"lane": "general"}, reason="next_step")
        self.assertEqual(200, answer.status, answer)
        decided = answer.json
        self.assertEqual("lead:general", decided["owner"], "C4: a bot stops at the decision")
        self.assertEqual(first["owner_epoch"] + 1, decided["owner_epoch"])
        self.accept(baton, "ana", "conversation")
        taken = baton.case(case_id)
        self.assertEqual(("agent:ana", first["owner_epoch"] + 2), (taken["owner"], taken["owner_epoch"]))
        self.assertEqual("open", taken["status"])

    def test_the_customer_is_told_too_early_too_often_or_never(self):
        baton = self.start()
        case_id = self.new_case(baton)
        self.handoff(baton, case_id, "helper", {"lane": "general"})
        self.settle(baton)
        self.assertEqual(1, len(baton.sandbox.sent()), "the acknowledgement goes at once, before anybody accepts (C5)")
        self.come(baton, "ana")
        self.accept(baton, "ana", "conversation")
        self.settle(baton)
        purposes = [m["send"]["purpose"] for m in baton.messages(case_id) if "send" in m]
        self.assertEqual(1, purposes.count("acknowledgement"))
        self.assertLessEqual(purposes.count("announcement"), 1)
        before = len(baton.sandbox.sent())
        baton.sandbox.says(self.CUSTOMER, "and now?")
        self.settle(baton)
        self.assertEqual(before, len(baton.sandbox.sent()), "told again within the same wait")

    def test_a_human_owner_loses_the_thread_while_it_is_only_offered(self):
        baton = self.start(change=ben_is_first_line)
        self.come(baton, "ana", "ben")
        case_id = self.new_case(baton)
        self.handoff(baton, case_id, "helper", {"lane": "general"})
        self.accept(baton, "ana", "conversation")
        before = baton.case(case_id)
        self.assertEqual(200, self.handoff(baton, case_id, "ana", {"agent": "ben"}, reason="capacity").status)
        row = self.offered(baton, "ben", "conversation")
        during = baton.case(case_id)
        self.assertEqual(("agent:ana", before["owner_epoch"]), (during["owner"], during["owner_epoch"]))
        self.assertEqual("free", self.reply(baton, case_id, "Still me.", who="ana")["decision"])
        self.assertEqual(200, baton.ben.post(f"/v1/work/{row['id']}/accept").status)
        after = baton.case(case_id)
        self.assertEqual(("agent:ben", before["owner_epoch"] + 1), (after["owner"], after["owner_epoch"]))

    def test_words_under_an_old_epoch_reach_the_customer_or_are_lost(self):
        baton = self.start(change=people_only)
        case_id = self.new_case(baton)
        old = baton.case(case_id)["owner_epoch"]
        self.assertEqual(200, baton.ben.post(f"/v1/cases/{case_id}/assign", {"epoch": old, "agent": "ana", "reason": "capacity"}).status)
        answer = self.reply(baton, case_id, "Written before the change.", epoch=old)
        self.assert_problem(answer, 409, "agent:ana")
        self.assertEqual(("agent:ana", old + 1), (answer["owner"], answer["owner_epoch"]))
        self.settle(baton)
        self.assertEqual([], baton.sandbox.sent())
        drafts = baton.case(case_id)["drafts"]
        self.assertEqual([("agent:ben", "Written before the change.")], [(d["author"], d["text"]) for d in drafts])

    def test_an_act_under_an_old_epoch_changes_the_case(self):
        baton = self.start(change=people_only)
        case_id = self.new_case(baton)
        old = baton.case(case_id)["owner_epoch"]
        baton.ben.post(f"/v1/cases/{case_id}/assign", {"epoch": old, "agent": "ana", "reason": "capacity"})
        before = baton.case(case_id)
        acts = {"handoff": {"to": {"lane": "technical"}}, "assign": {"agent": "ben", "reason": "other"}, "resolve": {},
                "wait": {}, "update-plan": {"at": baton.sandbox.now_ms() + 3600_000, "text": "soon"}}
        for act, body in acts.items():
            with self.subTest(act):
                answer = baton.ben.post(f"/v1/cases/{case_id}/{act}", {"epoch": old, **body})
                self.assert_problem(answer, 409)
                self.assertEqual(("agent:ana", old + 1), (answer["owner"], answer["owner_epoch"]))
        self.assertEqual(before, baton.case(case_id))

    def test_a_specialist_writes_past_the_owner(self):
        baton = self.start()
        self.come(baton, "tess")
        case_id, item = self.escalated_with_work(baton)
        self.accept(baton, "tess", "work")
        self.settle(baton)
        sent = len(baton.sandbox.sent())
        answer = self.reply(baton, case_id, "I am the specialist.", who="tess")
        self.assertEqual((200, "refused"), (answer.status, answer["decision"]), answer)
        self.assertTrue(answer["reason"])
        self.settle(baton)
        self.assertEqual(sent, len(baton.sandbox.sent()), "O2: it never reaches the customer")
        self.assertIn(("agent:tess", "I am the specialist."), [(d["author"], d["text"]) for d in baton.case(case_id)["drafts"]])
        note = baton.tess.post(f"/v1/cases/{case_id}/note", {"text": "internal: the depot has it"})
        self.assertEqual(200, note.status)
        self.settle(baton)
        self.assertEqual(sent, len(baton.sandbox.sent()), "a note is for colleagues")
        self.assertIn("note", [m["from"] for m in baton.messages(case_id)])

    def test_a_reply_claims_authority_that_its_author_has_not(self):
        baton = self.start()
        self.come(baton, "tess")
        # Model B: the conversation itself moves to the specialists, so its lane is technical from then on.
        case_id = self.new_case(baton)
        self.handoff(baton, case_id, "helper", {"lane": "technical"}, model="reassign")
        self.assertEqual("lead:technical", baton.case(case_id)["owner"])
        self.accept(baton, "tess", "conversation")
        case = baton.case(case_id)
        self.assertEqual(("agent:tess", "technical"), (case["owner"], case["lane"]))
        self.assertEqual("free", self.reply(baton, case_id, "From the specialist.", who="tess")["decision"])
        baton.tom.post(f"/v1/cases/{case_id}/assign", {"epoch": case["owner_epoch"], "agent": "ana", "reason": "capacity"})
        answer = self.reply(baton, case_id, "It is the fuse.", who="ana")
        self.assertEqual("refused", answer["decision"], "G4: ana does not hold the skill")
        self.assertIn("cite", answer["reason"])
        answer = self.reply(baton, case_id, "It is the fuse.", who="ana", cites=["no-such-answer"])
        self.assertEqual("refused", answer["decision"])

    def test_a_cited_answer_does_not_carry_its_authority(self):
        baton = self.start()
        self.come(baton, "tess")
        case_id, item = self.escalated_with_work(baton)
        self.accept(baton, "tess", "work")
        answer = baton.tess.post(f"/v1/work/{item['id']}/answer", {"text": "Replace the fuse.", "final": True})
        self.assertEqual(200, answer.status, answer)
        case = baton.case(case_id)
        self.assertEqual(("agent:ana", "open"), (case["owner"], case["status"]), "answered: back to the owner, who relays")
        reply = self.reply(baton, case_id, "Our specialists say: replace the fuse.", who="ana", cites=[answer["answer"]])
        self.assertEqual("free", reply["decision"], reply)
        queued = [e for e in self.events(baton, case_id, "SendQueued") if e["message"] == reply["message_id"]]
        self.assertEqual([answer["answer"]], queued[0]["cites"])

    def test_somebody_who_does_not_own_it_gives_the_conversation_away(self):
        baton = self.start(change=people_only)
        case_id = self.new_case(baton)
        baton.ben.post(f"/v1/cases/{case_id}/assign", {"epoch": baton.case(case_id)["owner_epoch"], "agent": "ana", "reason": "other"})
        for who in ("tess", "ben"):
            self.assert_problem(self.handoff(baton, case_id, who, {"lane": "technical"}), 403, "agent:ana")
        self.assert_problem(baton.ana.post(f"/v1/cases/{case_id}/assign", {"epoch": 2, "agent": "ben", "reason": "other"}), 403)
        self.assertEqual("agent:ana", baton.case(case_id)["owner"])

    def test_a_bot_gets_an_escalated_case(self):
        baton = self.start()
        case_id, _ = self.escalated_with_work(baton)
        answer = self.handoff(baton, case_id, "ana", {"bot": "helper"})
        self.assert_problem(answer, 422, "C4")
        self.assertEqual("agent:ana", baton.case(case_id)["owner"])

    def test_a_handoff_to_nobody_that_exists_is_taken(self):
        baton = self.start(change=people_only)
        case_id = self.new_case(baton)
        before = baton.case(case_id)
        for to in ({}, {"lane": "nowhere"}, {"agent": "nobody"}, {"desk": True}, {"bot": "nobody"}):
            with self.subTest(str(to)):
                self.assert_problem(self.handoff(baton, case_id, "ben", to), 422)
        self.assertEqual(before, baton.case(case_id))


if __name__ == "__main__":
    main()
