# SPDX-License-Identifier: MIT
"""Time as people keep it: promises (G13), dues that pass (G12), waits and ageing of work (C6, G7), the customer's night
(W8), shifts and who stands in (O7, C2), templates that will be missing (T3)."""
import json
from datetime import datetime, timezone

from moves import Moves, main
from process_case import HOUR, MINUTE, people_only

DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def stamp(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def hour_of(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, timezone.utc).strftime("%H:%M")


def shift(now_ms: int, begins_min: int, ends_min: int) -> dict:
    """A week of one shift a day, around now: minutes before it began and until it ends. UTC."""
    slot = f"{hour_of(now_ms - begins_min * MINUTE)}-{hour_of(now_ms + ends_min * MINUTE)}"
    return {day: [slot] for day in DAYS}


class Promises(Moves):
    def setUp(self):
        self.baton = self.start(change=people_only)
        self.case = self.new_case(self.baton)

    def promise(self, due_ms: int, who: str = "ben", **more):
        body = {"epoch": self.baton.case(self.case)["owner_epoch"], "due": stamp(due_ms), **more}
        return getattr(self.baton, who).post(f"/v1/cases/{self.case}/promise", body)

    def test_what_was_promised_is_not_due(self):
        now = self.baton.sandbox.now_ms()
        self.assertEqual(200, self.promise(now + 30 * MINUTE, text="an answer from the depot").status)
        case = self.baton.case(self.case)
        self.assertEqual("promise", case["next_update"]["clock"])
        self.assertEqual(case["next_update_due"], case["promise"]["due"])
        self.assertEqual("an answer from the depot", case["promise"]["text"])
        self.assertEqual("free", self.reply(self.baton, self.case, "The depot has it.")["decision"])
        self.settle(self.baton)
        self.assertIsNone(self.baton.case(self.case)["promise"])
        self.assertEqual(["kept"], [event["how"] for event in self.events(self.baton, self.case, "PromiseEnded")])

    def test_a_broken_promise_passes_in_silence(self):
        now = self.baton.sandbox.now_ms()
        self.promise(now + 30 * MINUTE)
        self.baton.sandbox.advance(minutes=46)
        case = self.baton.case(self.case)
        self.assertTrue(case["next_update"]["overdue"])
        alarm = self.alarms(self.baton)[f"update_overdue:{self.case}"]
        self.assertEqual("lead:general", alarm["for"])
        self.reply(self.baton, self.case, "It took longer.")
        self.settle(self.baton)
        self.assertEqual(["late"], [event["how"] for event in self.events(self.baton, self.case, "PromiseEnded")])

    def test_a_promise_of_the_past_or_of_a_stranger_is_taken(self):
        now = self.baton.sandbox.now_ms()
        self.assert_problem(self.promise(now - HOUR), 422, "due")
        self.assert_problem(self.promise(now + HOUR, who="tess"), 403, "lead:general")

    def test_what_is_typed_freely_is_lost(self):
        """G13: "by tomorrow noon" is offered as a due, and confirming it makes it one."""
        self.reply(self.baton, self.case, "I will write to you by tomorrow noon.")
        proposed = self.baton.case(self.case)["promise_proposed"]
        self.assertEqual("by tomorrow noon", proposed["words"])
        due = datetime.fromisoformat(proposed["due"].replace("Z", "+00:00"))
        self.assertIn(due.hour, (11, 12), "noon in London, where the number is from")
        body = {"epoch": self.baton.case(self.case)["owner_epoch"], "due": proposed["due"]}
        self.assertEqual(200, self.baton.ben.post(f"/v1/cases/{self.case}/promise", body).status)
        case = self.baton.case(self.case)
        self.assertIsNone(case["promise_proposed"])
        self.assertEqual(proposed["due"], case["promise"]["due"])

    def test_the_first_answer_has_no_target(self):
        case = self.baton.case(self.case)
        self.assertEqual("first", case["next_update"]["clock"], "G13: an hour for priority medium")
        self.baton.sandbox.advance(minutes=60)
        settled = self.events(self.baton, self.case, "DueSettled")
        self.assertEqual([False], [event["met"] for event in settled])


class Work(Moves):
    def held(self):
        self.baton = self.start(change=self.with_goal)
        self.case, work = self.escalated_with_work(self.baton)
        self.work = work["id"]
        self.assertEqual(200, self.baton.tess.post(f"/v1/work/{self.work}/claim").status)

    @staticmethod
    def with_goal(document):
        next(lane for lane in document["lanes"] if lane["id"] == "technical")["goal_min"] = 120

    def item(self):
        return next(item for item in self.baton.case(self.case)["work"] if item["id"] == self.work)

    def test_work_past_its_goal_is_nobodys_news(self):
        self.held()
        for minutes, percent in ((60, 50), (30, 75), (30, 100)):
            self.baton.sandbox.advance(minutes=minutes)
            self.assertEqual(percent, self.item()["aged_percent"])
        alarms = self.alarms(self.baton)
        self.assertEqual("agent:tess", alarms[f"ageing:{self.work}"]["for"])
        past = [row for key, row in alarms.items() if key.startswith("past_goal:technical:")]
        self.assertEqual(["lead:technical"], [row["for"] for row in past])
        drafts = [draft for draft in self.baton.case(self.case)["drafts"] if draft["author"] == "host"]
        self.assertEqual(1, len(drafts), "a check-in is prepared, not sent")
        self.assertIn("working on this", drafts[0]["text"])

    def test_a_wait_for_a_third_party_ages_and_is_forgotten(self):
        self.held()
        wait = {"for": "third_party", "reason": "the carrier"}
        self.assert_problem(self.baton.tess.post(f"/v1/work/{self.work}/wait", wait), 422, "until")
        wait["until"] = stamp(self.baton.sandbox.now_ms() + 5 * HOUR)
        self.assertEqual(200, self.baton.tess.post(f"/v1/work/{self.work}/wait", wait).status)
        self.assertEqual("third_party", self.item()["waits_for"])
        self.assertIsNone(self.baton.case(self.case)["sla"]["resolution_due"], "the target is paused (G13)")
        self.baton.sandbox.advance(hours=4)
        self.assertEqual(0, self.item()["aged_percent"])
        self.baton.sandbox.advance(minutes=61)
        self.assertIsNone(self.item()["waits_for"])
        self.assertEqual("agent:tess", self.alarms(self.baton)[f"next_check:{self.work}"]["for"])


class Night(Moves):
    """W8. The night is all day but a minute, so that the tests run at any hour."""

    @staticmethod
    def all_night(document):
        document["quiet_hours"] = {"from": "00:00", "to": "23:59"}

    def test_what_is_automatic_wakes_somebody(self):
        baton = self.start(change=self.all_night)
        case = self.new_case(baton)
        answer = self.bot_says(baton, case, "Which parcel is it?", confidence=0.9)
        self.assertEqual("free", answer["decision"], "who has just written is awake")
        baton.sandbox.advance(minutes=61)
        answer = self.bot_says(baton, case, "Are you still there?", confidence=0.9)
        if answer["decision"] == "free":  # the one minute that is day
            baton.sandbox.advance(minutes=2)
            answer = self.bot_says(baton, case, "Are you still there?", confidence=0.9)
        self.assertEqual("hold", answer["decision"], answer)
        self.assertIn("night", answer["reason"])
        self.assertTrue(answer["until"], "a hold says when it ends")
        self.handoff(baton, case, "helper", {"lane": "general"})
        self.assertEqual("free", self.reply(baton, case, "I am Ben.")["decision"], "a person may, and does not wait")


class Shifts(Moves):
    def test_what_is_due_stays_with_somebody_who_went_home(self):
        def ana_ends_soon(document):
            people_only(document)
            next(agent for agent in document["agents"] if agent["id"] == "ana")["shifts"] = self.shifts
        clock = self.start("clock", change=people_only)
        self.shifts = shift(clock.sandbox.now_ms(), begins_min=120, ends_min=20)
        baton = self.start(change=ana_ends_soon)
        self.come(baton, "ana")
        case = self.new_case(baton)
        self.accept(baton, "ana", "conversation")
        self.assertEqual("agent:ana", baton.case(case)["owner"])
        view = baton.ana.get("/v1/agents/ana/shift").json
        self.assertTrue(view["ending"], view)
        self.assertEqual([case], [row["id"] for row in view["due"]], "O7: from half an hour before its end")
        baton.sandbox.advance(minutes=70)
        agents = {agent["id"]: agent for agent in baton.admin.get("/v1/agents").json["agents"]}
        self.assertFalse(agents["ana"]["present"], "her shift is over")
        shown = baton.case(case)
        held = [shown[key] for key in ("owner", "on_duty", "covered_for")]
        self.assertEqual(["lead:general", "agent:ben", "agent:ana"], held)
        self.come(baton, "ana")
        self.settle(baton)
        self.assertEqual("agent:ana", baton.case(case)["owner"], "back, and nobody wrote meanwhile")

    def test_a_night_shift_ends_at_midnight(self):
        """O7: what a configuration writes as 22:00-00:05 is one shift, and what is due is due after it."""
        def at_night(document):
            people_only(document)
            ana = next(agent for agent in document["agents"] if agent["id"] == "ana")
            ana["shifts"] = {day: ["22:00-00:05"] for day in DAYS}
        baton = self.start(change=at_night)
        quarter_to = (23 * HOUR + 45 * MINUTE - baton.sandbox.now_ms()) % (24 * HOUR)
        baton.sandbox.advance(ms=quarter_to)
        self.come(baton, "ana")
        case = self.new_case(baton)
        self.accept(baton, "ana", "conversation")
        view = baton.ana.get("/v1/agents/ana/shift").json
        self.assertTrue(view["ends"].endswith("T00:05:00Z"), view)
        self.assertTrue(view["next"].endswith("T22:00:00Z"), view)
        self.assertEqual([case], [row["id"] for row in view["due"]], view)

    def test_a_deleted_agent_keeps_the_customer(self):
        baton = self.start(change=people_only)
        self.come(baton, "ana")
        case = self.new_case(baton)
        self.accept(baton, "ana", "conversation")

        def without_ana(document):
            document["agents"] = [agent for agent in document["agents"] if agent["id"] != "ana"]
            tokens = document["access"]["tokens"]
            document["access"]["tokens"] = [token for token in tokens if token.get("agent") != "ana"]
        document = json.loads(baton.config.read_text())
        without_ana(document)
        self.assertEqual(0, baton.host.stop())
        baton.config.write_text(json.dumps(document))
        baton.start_host()
        baton.sandbox.advance(hours=1)
        self.assertEqual("lead:general", baton.case(case)["owner"])

    def test_a_stranger_sees_what_a_shift_leaves_behind(self):
        baton = self.start(change=people_only)
        self.assert_problem(baton.tess.get("/v1/agents/ana/shift"), 403, "lead")
        self.assertEqual(200, baton.ben.get("/v1/agents/ana/shift").status)


class Forecast(Moves):
    def test_a_case_past_18_h_without_a_template_is_found_out_too_late(self):
        """T3: an alarm for the case, and the list that answers the question."""
        def without_templates(document):
            people_only(document)
            document["templates"]["purposes"]["progress_update"]["templates"] = [{"name": "no_such_template"}]
        baton = self.start(change=without_templates)
        case = self.new_case(baton)
        self.assertEqual([], baton.admin.get("/v1/templates/forecast").json["cases"])
        baton.sandbox.advance(hours=18)
        forecast = baton.admin.get("/v1/templates/forecast").json
        self.assertTrue(forecast["complete"])
        self.assertEqual([(case, "progress_update")], [(row["case"], row["purpose"]) for row in forecast["cases"]])
        self.assertIn(f"no_template:progress_update:whatsapp-eu:{case}", self.alarms(baton))


if __name__ == "__main__":
    main()
