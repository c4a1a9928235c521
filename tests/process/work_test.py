#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A piece of work is with one person at a time, comes to somebody, and ends (G2, R5, B2, O2); so does the case (C6, C10)."""
from moves import Moves, main
from process_case import DAY, HOUR, people_only


def many_specialists(document):
    """Ten more agents with the technical skill, all behind the service token."""
    document["agents"] += [{"id": f"spec-{i}", "skills": ["technical"]} for i in range(10)]


class Work(Moves):
    def act(self, baton, who: str, item: str, act: str, **body):
        return getattr(baton, who).post(f"/v1/work/{item}/{act}", body)

    def item(self, baton, case_id: str, item_id: str) -> dict:
        return next(w for w in baton.case(case_id)["work"] if w["id"] == item_id)

    def test_two_of_twenty_get_the_same_item(self):
        baton = self.start(change=many_specialists)
        case_id, item = self.escalated_with_work(baton)
        names = [f"spec-{i}" for i in range(10)]

        def claim(agent, n):
            return lambda: baton.service.call("POST", f"/v1/work/{item['id']}/claim", {},
                                              {"X-Baton-Agent": agent, "Idempotency-Key": f"{agent}-{n}"})
        answers = self.at_once([claim(name, n) for n in range(2) for name in names])
        owner = self.item(baton, case_id, item["id"])["owner"]
        winners = {name for (name, answer) in zip(names * 2, answers) if answer.status == 200}
        self.assertEqual({owner.removeprefix("agent:")}, winners)
        lost = [a for a in answers if a.status != 200]
        self.assertEqual(18, len(lost), "the winner's second claim changes nothing and is no error")
        for answer in lost:
            self.assert_problem(answer, 409, owner)
            self.assertEqual(owner, answer["owner"], "the loser is told who has it (G2)")
        self.assertEqual(1, len(self.events(baton, case_id, "ItemTaken")) - 1, "one taking beside ana's seat")

    def test_twenty_cases_are_claimed_by_two_people_each(self):
        baton = self.start(change=people_only)
        cases = [self.new_case(baton, f"4477009002{i:02}") for i in range(20)]
        rows = {row["case"]: row["id"] for row in baton.admin.get("/v1/work").json["work"]}
        calls = [(lambda who=who, item=rows[case]: (item, who, self.act(baton, who, item, "claim"))) for case in cases for who in ("ana", "ben")]
        won = {}
        for item, who, answer in self.at_once(calls):
            self.assertIn(answer.status, (200, 409, 403), answer)
            if answer.status == 200:
                self.assertNotIn(item, won, "two people were told that they have it")
                won[item] = who
        self.assertEqual(20, len(won))
        for case_id in cases:
            self.assertEqual(f"agent:{won[rows[case_id]]}", baton.case(case_id)["owner"])

    def test_a_step_of_the_work_can_be_skipped_or_done_by_another(self):
        baton = self.start()
        case_id, item = self.escalated_with_work(baton)
        work = item["id"]
        self.assert_problem(self.act(baton, "ana", work, "claim"), 403, "skill")
        self.assert_problem(self.act(baton, "tess", work, "answer", text="too early"), 403, "nobody")
        self.assert_problem(self.act(baton, "tess", work, "done"), 403)
        self.assert_problem(self.act(baton, "tess", work, "decline"), 403, "offered")
        self.assert_problem(self.act(baton, "tess", work, "accept"), 403, "claim")
        taken = self.act(baton, "tess", work, "claim")
        self.assertEqual(("agent:tess", "claimed"), (taken["owner"], taken["state"]))
        self.assert_problem(self.act(baton, "tom", work, "claim"), 409, "agent:tess")
        self.assert_problem(self.act(baton, "tom", work, "answer", text="not mine"), 403, "agent:tess")
        self.assert_problem(self.act(baton, "tom", work, "release"), 403, "agent:tess")
        released = self.act(baton, "tess", work, "release", reason="capacity")
        self.assertEqual((None, "open"), (released["owner"], released["state"]))
        self.assertEqual(200, self.act(baton, "tom", work, "claim").status)
        first = self.act(baton, "tom", work, "answer", text="Looking into it.")
        self.assertEqual("escalated", baton.case(case_id)["status"])
        self.assertEqual(200, self.act(baton, "tom", work, "done").status)
        self.assertEqual("open", baton.case(case_id)["status"], "C6: the last unfinished item is done")
        self.assertEqual([first["answer"]], [a["id"] for a in self.item(baton, case_id, work)["answers"]])
        self.assert_problem(self.act(baton, "tess", work, "claim"), 403)

    def test_an_answer_is_heard_by_the_customer(self):
        baton = self.start()
        case_id, item = self.escalated_with_work(baton)
        self.settle(baton)
        sent = len(baton.sandbox.sent())
        self.act(baton, "tess", item["id"], "claim")
        self.act(baton, "tess", item["id"], "answer", text="The depot lost it.", final=True)
        self.settle(baton)
        self.assertEqual(sent, len(baton.sandbox.sent()))
        self.assertIn(("answer", "The depot lost it."), [(m["from"], m["text"]) for m in baton.messages(case_id)])

    def test_an_offer_that_nobody_takes_stays_where_it_is(self):
        baton = self.start(change=people_only)
        self.come(baton, "ana")
        baton.sandbox.advance(seconds=5)
        self.come(baton, "ben")
        case_id = self.new_case(baton)
        first = self.offered(baton, "ana", "conversation")
        self.assertEqual("lead:general", baton.case(case_id)["owner"], "offered is not taken")
        baton.sandbox.advance(seconds=121)
        second = self.offered(baton, "ben", "conversation")
        self.assertEqual(first["id"], second["id"])
        self.assertEqual([("agent:ana", "timed_out")], [("agent:" + e["agent"], e["how"]) for e in self.events(baton, case_id, "OfferEnded")])
        self.assert_problem(self.act(baton, "ana", first["id"], "accept"), 403)
        self.assertEqual(200, self.act(baton, "ben", second["id"], "accept").status)
        self.assertEqual("agent:ben", baton.case(case_id)["owner"])

    def test_a_declined_offer_comes_back_to_who_declined_it(self):
        baton = self.start(change=people_only)
        self.come(baton, "ana")
        baton.sandbox.advance(seconds=5)
        self.come(baton, "ben")
        case_id = self.new_case(baton)
        row = self.offered(baton, "ana", "conversation")
        self.assertEqual(200, self.act(baton, "ana", row["id"], "decline").status)
        again = self.offered(baton, "ben", "conversation")
        self.assertEqual((row["id"], row["opened"]), (again["id"], again["opened"]), "a decline keeps the age")
        self.assertEqual(["declined"], [e["how"] for e in self.events(baton, case_id, "OfferEnded")])

    def test_nobody_hears_of_work_that_came_while_nobody_was_there(self):
        baton = self.start(change=people_only)
        case_id = self.new_case(baton)
        baton.sandbox.advance(hours=9)
        self.assertEqual("lead:general", baton.case(case_id)["owner"], "C2: an owner all night")
        self.come(baton, "ana")
        self.accept(baton, "ana", "conversation")
        self.assertEqual("agent:ana", baton.case(case_id)["owner"])

    def test_somebody_is_offered_more_than_they_can_hold_or_while_away(self):
        baton = self.start(change=lambda d: (people_only(d), d.update(capacity={"units": 2})))
        self.come(baton, "ana")
        for i in range(2):
            self.new_case(baton, f"44770090020{i}")
            self.accept(baton, "ana", "conversation")
        third = self.new_case(baton, "447700900209")
        self.settle(baton)
        baton.sandbox.advance(minutes=5)
        self.assertEqual([], self.events(baton, third, "OfferMade"), "R5: nobody is offered more than they can hold")
        agents = {a["id"]: a for a in baton.admin.get("/v1/agents")["agents"]}
        self.assertEqual((True, 2, 2.0), tuple(agents["ana"][k] for k in ("present", "cases", "capacity")))
        self.come(baton, "ben")
        self.offered(baton, "ben", "conversation")
        self.go(baton, "ben")
        fourth = self.new_case(baton, "447700900210")
        baton.sandbox.advance(minutes=5)
        self.assertNotIn("ben", [e["agent"] for e in self.events(baton, fourth, "OfferMade")])

    def test_an_offer_goes_out_without_a_brief(self):
        baton = self.start()
        self.come(baton, "ana", "tess")
        case_id = self.new_case(baton, text=self.ORDER)
        self.bot_says(baton, case_id, "Have you looked at the tracking page?", confidence=0.9)
        self.handoff(baton, case_id, "helper", {"lane": "technical"}, question="Where is it?")
        self.accept(baton, "ana", "conversation")
        self.accept(baton, "tess", "work")
        events = baton.history(case_id)
        for offer in [e for e in events if e["event"] == "OfferMade"]:
            before = [e["data"]["brief"] for e in events if e["event"] == "BriefReady" and e["sequence"] < offer["sequence"]]
            self.assertIn(offer["data"]["brief"], [b["number"] for b in before], "B2: a hard gate")
        brief = baton.tess.get(f"/v1/cases/{case_id}/brief").json
        self.assertTrue(brief["complete"])
        self.assertEqual("brief-extractive", brief["made_by"])
        self.assertIn("ORD-123456", str(brief["details"]))
        self.assertNotEqual("unknown", brief["attempted_steps"])
        self.assertLessEqual(len(brief["text"]), 1000)
        for taken in self.events(baton, case_id, "ItemTaken"):
            self.assertTrue(taken["brief_complete"])

    def test_a_case_ends_or_comes_back_at_the_wrong_word(self):
        baton = self.start(change=people_only)
        case_id = self.new_case(baton)
        self.act(baton, "ana", baton.case(case_id)["work"][0]["id"], "claim")
        case = baton.case(case_id)
        self.assert_problem(baton.tess.post(f"/v1/cases/{case_id}/resolve", {"epoch": case["owner_epoch"]}), 403, "agent:ana")
        resolved = baton.ana.post(f"/v1/cases/{case_id}/resolve", {"epoch": case["owner_epoch"], "text": "It arrives tomorrow."})
        self.assertEqual((200, "resolved"), (resolved.status, resolved["status"]), resolved)
        self.settle(baton)
        self.assertIn("It arrives tomorrow.", self.sent_texts(baton))
        baton.sandbox.says(self.CUSTOMER, "thanks!")
        self.settle(baton)
        self.assertEqual("resolved", baton.case(case_id)["status"], "C10: thanks changes nothing")
        self.assertEqual([], baton.cases())
        baton.sandbox.advance(hours=40)
        self.come(baton, "ana")
        baton.sandbox.says(self.CUSTOMER, "It has not arrived after all. Where is it?")
        back = baton.until(lambda: (c := baton.case(case_id))["owner"] == "agent:ana" and c, "the case is back with its last owner")
        self.assertEqual("open", back["status"])
        self.assertEqual([case_id], [row["id"] for row in baton.cases()])

    def test_a_solve_stands_although_its_words_never_arrived(self):
        baton = self.start(change=people_only)
        case_id = self.new_case(baton)
        baton.sandbox.fault(kind="fail_later", edge="messages", code=131026)
        answer = baton.ben.post(f"/v1/cases/{case_id}/resolve", {"epoch": baton.case(case_id)["owner_epoch"], "text": "Solved."})
        self.assertEqual((200, "resolved"), (answer.status, answer["status"]), answer)
        baton.sandbox.advance(minutes=1)
        case = baton.case(case_id)
        self.assertEqual(("open", "lead:general"), (case["status"], case["owner"]), "C11: provisional until delivered")
        self.assertEqual(1, len(self.events(baton, case_id, "CaseReopened")))

    def test_work_goes_on_in_a_case_that_is_solved(self):
        baton = self.start()
        case_id, item = self.escalated_with_work(baton)
        self.act(baton, "tess", item["id"], "claim")
        case = baton.case(case_id)
        self.assertEqual("resolved", baton.ana.post(f"/v1/cases/{case_id}/resolve", {"epoch": case["owner_epoch"]})["status"])
        self.assertEqual("cancelled", self.item(baton, case_id, item["id"])["state"], "C6: others are cancelled")
        self.assertEqual([], [row for row in baton.admin.get("/v1/work")["work"] if row["case"] == case_id])
        self.assertIn(self.act(baton, "tess", item["id"], "answer", text="too late").status, (403, 409))

    def test_a_new_issue_long_after_reopens_the_old_case_or_forgets_it(self):
        baton = self.start(change=people_only)
        case_id = self.new_case(baton)
        baton.ben.post(f"/v1/cases/{case_id}/resolve", {"epoch": baton.case(case_id)["owner_epoch"]})
        baton.sandbox.advance(hours=49)
        self.assertEqual("closed", baton.case(case_id)["status"], "48 h of silence close it")
        self.assert_problem(baton.ben.post(f"/v1/cases/{case_id}/reopen"), 422)
        baton.sandbox.says(self.CUSTOMER, "Something else is broken now.")
        rows = baton.cases()
        self.assertEqual(1, len(rows))
        self.assertNotEqual(case_id, rows[0]["id"])
        self.assertEqual([{"kind": "follows", "case": case_id}], baton.case(rows[0]["id"])["links"])

    def test_a_resolved_case_cannot_be_taken_back_by_an_agent(self):
        baton = self.start(change=people_only)
        case_id = self.new_case(baton)
        baton.ben.post(f"/v1/cases/{case_id}/resolve", {"epoch": baton.case(case_id)["owner_epoch"]})
        reply = self.reply(baton, case_id, "One more thing.")
        self.assertEqual("refused", reply["decision"], "nothing is said in a resolved case")
        self.assertEqual(200, baton.ben.post(f"/v1/cases/{case_id}/reopen").status)
        self.assertEqual("open", baton.case(case_id)["status"])

    def test_waiting_for_the_customer_has_no_end(self):
        baton = self.start(change=people_only)
        case_id = self.new_case(baton)
        epoch = baton.case(case_id)["owner_epoch"]
        until = baton.sandbox.now_ms() + 5 * HOUR
        waiting = baton.ben.post(f"/v1/cases/{case_id}/wait", {"epoch": epoch, "until": until})
        self.assertEqual("waiting_customer", waiting["status"])
        baton.sandbox.says(self.CUSTOMER, "thanks")
        self.assertEqual("waiting_customer", baton.case(case_id)["status"])
        baton.sandbox.advance(hours=6)
        self.assertEqual("open", baton.case(case_id)["status"], "the follow-up date brings it back")
        baton.ben.post(f"/v1/cases/{case_id}/wait", {"epoch": epoch, "until": baton.sandbox.now_ms() + DAY})
        baton.sandbox.says(self.CUSTOMER, "Here is the number: ORD-222222")
        self.assertEqual("open", baton.case(case_id)["status"])


if __name__ == "__main__":
    main()
