#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Who is offered what next (R2, R5-R7), who counts as there (O7), what takes longer than the window (H7), and whether
automation ever hands over (H12)."""
from moves import Moves, main
from process_case import DAY, HOUR, MINUTE, people_only


EVERYBODY = "This is broken for all our users, and there is no workaround."


def one_unit(document):
    people_only(document)
    document.update(capacity={"units": 1}, queue={"max_overtaken": 2})


def with_signs(document):
    people_only(document)
    document["offer"]["away_after_min"] = 10


def with_pod(document):
    people_only(document)
    for agent in ("ana", "tess"):
        next(one for one in document["agents"] if one["id"] == agent)["skills"].append("vip")


class Queue(Moves):
    def rows(self, baton) -> dict:
        return {row["case"]: row for row in baton.admin.get("/v1/work").json["work"]}

    def test_what_waits_longest_is_overtaken_for_ever(self):  # R6
        baton = self.start(change=one_unit)
        old = self.new_case(baton, "447700900601", "Hello there")
        baton.sandbox.advance(minutes=1)
        urgent = []
        for i in range(3):
            urgent.append(self.new_case(baton, f"44770090061{i}", EVERYBODY))
            baton.sandbox.advance(minutes=1)
        rows = self.rows(baton)
        self.assertTrue(all(rows[case]["priority"] in ("high", "immediate") for case in urgent), rows)
        self.assertEqual(("medium", 0), (rows[old]["priority"], rows[old]["overtaken"]))
        self.come(baton, "ana")
        for count, case in enumerate(urgent[:2], 1):
            row = self.offered(baton, "ana", "conversation")
            self.assertEqual(case, row["case"], "R6: priority before arrival, across customers")
            self.assertEqual(count, self.rows(baton)[old]["overtaken"])
            self.accept(baton, "ana", "conversation")
            epoch = baton.case(case)["owner_epoch"]
            self.assertEqual(200, baton.ana.post(f"/v1/cases/{case}/resolve", {"epoch": epoch}).status)
        row = self.offered(baton, "ana", "conversation")
        self.assertEqual(old, row["case"], "R6: at max_overtaken it goes first")
        self.assertEqual(2, self.events(baton, old, "OfferMade")[-1]["overtaken"], "and the record says so (I9)")
        self.assertEqual(2, baton.ana.post(f"/v1/work/{row['id']}/accept").json["overtaken"])

    def test_an_offer_is_forgotten_by_a_restart(self):  # R5, R6
        baton = self.start(change=one_unit)
        self.come(baton, "ana")
        first = self.new_case(baton, "447700900601")
        second = self.new_case(baton, "447700900602")
        row = self.offered(baton, "ana", "conversation")
        self.assertEqual(first, row["case"])
        self.assertEqual(0, baton.host.stop())
        baton.start_host()
        self.settle(baton)
        self.assertEqual([], self.events(baton, second, "OfferMade"), "the open offer still fills her room")
        baton.sandbox.advance(seconds=121)
        self.assertEqual("timed_out", self.events(baton, first, "OfferEnded")[0]["how"])
        self.assertEqual(second, self.offered(baton, "ana", "conversation")["case"])

    def test_what_becomes_free_waits_for_a_round(self):  # R5
        baton = self.start(change=one_unit)
        self.come(baton, "ana")
        first = self.new_case(baton, "447700900601")
        self.accept(baton, "ana", "conversation")
        second = self.new_case(baton, "447700900602")
        self.settle(baton)
        self.assertEqual([], self.events(baton, second, "OfferMade"))
        epoch = baton.case(first)["owner_epoch"]
        self.assertEqual(200, baton.ana.post(f"/v1/cases/{first}/resolve", {"epoch": epoch}).status)
        self.assertEqual(second, self.offered(baton, "ana", "conversation")["case"], "no clock moved meanwhile")

    def test_an_answered_conversation_leaves_room_for_the_next_customer(self):  # R5
        baton = self.start(change=one_unit)
        self.come(baton, "ana")
        first = self.new_case(baton, "447700900601")
        self.accept(baton, "ana", "conversation")
        second = self.new_case(baton, "447700900602")
        self.settle(baton)
        self.assertEqual([], self.events(baton, second, "OfferMade"), "she owes the first customer a word")
        self.assertEqual((1, 1.0), self.load(baton, "ana"))
        self.assertEqual("free", self.reply(baton, first, "Where shall we send it?", who="ana")["decision"])
        self.settle(baton)
        self.assertEqual(second, self.offered(baton, "ana", "conversation")["case"])
        self.assertEqual((1, 0.0), self.load(baton, "ana"))

    def load(self, baton, agent: str) -> tuple:
        known = next(one for one in baton.admin.get("/v1/agents").json["agents"] if one["id"] == agent)
        return known["cases"], known["load"]


class Presence(Moves):
    def present(self, baton) -> dict:
        return {agent["id"]: agent["present"] for agent in baton.admin.get("/v1/agents").json["agents"]}

    def test_somebody_of_whom_nothing_is_heard_is_offered_work(self):  # O7, R5
        baton = self.start(change=with_signs)
        self.come(baton, "ana")
        case = self.new_case(baton)
        self.offered(baton, "ana", "conversation")
        baton.sandbox.advance(minutes=9)
        self.assertEqual(200, baton.ana.get("/v1/cases").status)
        baton.sandbox.advance(minutes=9)
        self.assertTrue(self.present(baton)["ana"], "whatever she calls is a sign")
        baton.sandbox.advance(minutes=1)
        self.assertFalse(self.present(baton)["ana"], "O7: ten minutes without one")
        other = self.new_case(baton, "447700900602")
        baton.sandbox.advance(minutes=3)
        self.assertEqual([], self.events(baton, other, "OfferMade"))
        self.assertEqual(200, baton.ana.get("/v1/cases").status)
        baton.until(lambda: self.present(baton)["ana"], "her next sign brings her back")
        self.offered(baton, "ana", "conversation")
        self.assertEqual("lead:general", baton.case(case)["owner"])

    def test_who_said_that_they_go_is_called_back_by_a_look(self):  # O7
        baton = self.start(change=with_signs)
        self.come(baton, "ana")
        self.go(baton, "ana")
        self.assertEqual(200, baton.ana.get("/v1/cases").status)
        self.settle(baton)
        self.assertFalse(self.present(baton)["ana"])

    def test_an_offer_stays_with_somebody_who_went(self):  # O7, R5
        baton = self.start(change=people_only)
        self.come(baton, "ana")
        case = self.new_case(baton)
        row = self.offered(baton, "ana", "conversation")
        self.come(baton, "ben")
        self.go(baton, "ana")
        self.assertEqual(row["id"], self.offered(baton, "ben", "conversation")["id"])
        self.assertEqual("away", self.events(baton, case, "OfferEnded")[0]["how"])


class Vips(Moves):
    def vip_case(self, baton) -> tuple[str, dict]:
        """A new case of a customer of tier enterprise, and its seat."""
        first = self.new_case(baton)
        customer = baton.case(first)["customer"]["id"]
        answer = baton.service.post("/v1/signals", {"kind": "tier_changed", "customer": customer,
                                    "attributes": {"tier": "enterprise"}}, Idempotency_Key="tier")
        self.assertEqual(200, answer.status, answer)
        epoch = baton.case(first)["owner_epoch"]
        self.assertEqual(200, baton.ben.post(f"/v1/cases/{first}/resolve", {"epoch": epoch}).status)
        baton.sandbox.advance(hours=49)
        baton.sandbox.says(self.CUSTOMER, "Hello, it is me again")
        case = next(row["id"] for row in baton.cases() if row["id"] != first)
        seat = baton.until(lambda: next((w for w in baton.case(case)["work"] if w["lane"] == "vip"), None), "a seat")
        return case, seat

    def test_a_vip_waits_for_one_after_the_other(self):  # R2, R7, G2
        baton = self.start(change=with_pod)
        self.come(baton, "ana", "tess")
        case, seat = self.vip_case(baton)
        row = baton.until(lambda: next((r for r in baton.admin.get("/v1/work").json["work"]
                                        if r["id"] == seat["id"] and r["offered_to"]), None), "it is offered")
        self.assertEqual({"agent:ana", "agent:tess"}, {row["offered_to"], *row["also_offered"]})
        for agent in ("ana", "tess"):
            listed = baton.admin.get("/v1/work", agent=agent).json["work"]
            self.assertIn(seat["id"], [one["id"] for one in listed])
        self.assertEqual(200, baton.tess.post(f"/v1/work/{seat['id']}/accept").status)
        late = baton.ana.post(f"/v1/work/{seat['id']}/accept")
        self.assert_problem(late, 409, "agent:tess")
        self.assertEqual("agent:tess", baton.case(case)["owner"])
        self.assertEqual(["taken"], [e["how"] for e in self.events(baton, case, "OfferEnded")])

    def test_a_vip_waits_when_nobody_takes_it(self):  # R2
        baton = self.start(change=with_pod)
        self.come(baton, "ana")
        case, seat = self.vip_case(baton)
        self.offered(baton, "ana", "conversation")
        baton.sandbox.advance(seconds=30)
        self.assertEqual(seat["id"], self.offered(baton, "ben", "conversation")["id"], "who is on call, present or not")
        self.assertEqual("agent:ben", self.alarms(baton)[f"on_call:{seat['id']}"]["for"])
        self.assertEqual(200, baton.ben.post(f"/v1/work/{seat['id']}/accept").status)
        self.assertEqual("agent:ben", baton.case(case)["owner"])


class Late(Moves):
    def test_work_that_ends_after_the_window_has_no_plan(self):  # H7, W6
        baton = self.start()
        case, item = self.escalated_with_work(baton)
        expected = baton.sandbox.now_ms() + 30 * HOUR
        answer = baton.tess.post(f"/v1/work/{item['id']}/claim", {"expected": expected})
        self.assertEqual(200, answer.status, answer)
        self.assertIsNotNone(answer["expected"])
        past = baton.tess.post(f"/v1/work/{item['id']}/claim", {"expected": expected - 31 * HOUR})
        self.assert_problem(past, 422, "future")
        self.assertEqual([], self.events(baton, case, "PlanMade"))
        baton.sandbox.advance(minutes=61)
        late = self.events(baton, case, "FinishLate")
        self.assertEqual([("owner", item["id"])], [(one["source"], one["item"]) for one in late])
        self.assertEqual(1, len(self.events(baton, case, "PlanMade")), "W6: a check-in inside the window")

    def test_first_line_sits_on_what_it_cannot_answer_in_time(self):  # H7
        def slow(document):
            people_only(document)
            document["lanes"][0]["finish_min"] = 30 * 60
        baton = self.start(change=slow)
        self.come(baton, "ana")
        case = self.new_case(baton)
        self.accept(baton, "ana", "conversation")
        baton.sandbox.advance(minutes=61)
        self.assertEqual("configured", self.events(baton, case, "FinishLate")[0]["source"])
        decided = self.events(baton, case, "HandoffDecided")[-1]
        self.assertEqual(("H7", "technical"), (decided["trigger"], decided["lane"]))
        shown = baton.until(lambda: (c := baton.case(case))["status"] == "escalated" and c, "a specialist is asked")
        self.assertEqual("agent:ana", shown["owner"])
        self.assertTrue(self.events(baton, case, "PlanMade"))

    def test_what_a_lane_takes_is_not_learned(self):  # H7
        baton = self.start(change=people_only)
        items = []
        for i in range(20):
            case = self.new_case(baton, f"4477009007{i:02}")
            self.escalate(baton, case)
            items += [w["id"] for w in baton.case(case)["work"] if w["kind"] == "work"]
        baton.sandbox.advance(hours=26)
        for item in items:
            self.assertEqual(200, baton.tess.post(f"/v1/work/{item}/claim").status)
            self.assertEqual(200, baton.tess.post(f"/v1/work/{item}/done").status)
        baton.sandbox.advance(hours=24)  # over a midnight
        self.settle(baton)
        case = self.new_case(baton, "447700900799")
        self.escalate(baton, case)
        self.settle(baton)
        baton.sandbox.advance(minutes=61)
        late = self.events(baton, case, "FinishLate")
        self.assertEqual(["lane"], [one["source"] for one in late], "the 75th percentile of twenty items")
        self.assertGreaterEqual(late[0]["expected"], late[0]["closes"])


class Watched(Moves):
    def m4(self, baton) -> dict:
        return next(m for m in baton.admin.get("/v1/metrics").json["metrics"] if m["code"] == "M4")

    def test_nobody_hears_that_automation_hands_nobody_over(self):  # H12
        baton = self.start()
        cases = [self.new_case(baton, f"4477009008{i:02}", "Hello") for i in range(50)]
        for case in cases:
            self.assertEqual(200, self.bot_says(baton, case, "Hello! What is it about?", confidence=0.9).status)
        self.assertEqual("too_few_cases", self.m4(baton)["health"])
        baton.sandbox.advance(hours=26)
        baton.until(lambda: "escalation_rate" in self.alarms(baton), "an alarm")
        self.assertEqual("red", self.m4(baton)["health"])
        for case in cases[:3]:
            self.assertEqual(200, self.handoff(baton, case, "helper", {"lane": "general"}).status)
        baton.sandbox.advance(hours=2)
        baton.until(lambda: "escalation_rate" not in self.alarms(baton), "the alarm is cleared")
        over = {row["key"]: row for row in baton.admin.get("/v1/alarms", all="true").json["alarms"]}["escalation_rate"]
        self.assertIn("3 of 50", over["cleared"])
        self.assertEqual("healthy", self.m4(baton)["health"])


if __name__ == "__main__":
    main()
