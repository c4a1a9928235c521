# SPDX-License-Identifier: MIT
"""M1-M13 over HTTP: what the host says of a day is what its history says, counted again from the events themselves."""
import datetime
import re
import zoneinfo

from moves import Moves, main
from process_case import people_only

DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
ASKED, BOT_SOLVED, UNANSWERED = "447700900501", "447700900502", "447700900503"


def ms(text: str) -> int:
    return int(datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp() * 1000)


def percentile(values: list, percent: int):
    """Nearest rank."""
    return sorted(values)[(len(values) * percent + 99) // 100 - 1] if values else None


class Recount:
    """The figures again, from nothing but the histories that the API shows."""

    def __init__(self, histories: dict, now_ms: int):
        self.histories, self.now = histories, now_ms

    def events(self, case_id: str, *names: str) -> list[dict]:
        return [event for event in self.histories[case_id] if event["event"] in names]

    def first(self, case_id: str, name: str, wanted=lambda event: True):
        return next((event for event in self.events(case_id, name) if wanted(event)), None)

    def first_word(self, case_id: str) -> int:
        return self.first(case_id, "MessageReceived")["data"]["occurred"]

    def answers(self, people_only: bool) -> tuple[list, int]:
        """M1, M1h: seconds of those answered; how many count against the target unanswered."""
        values, waiting = [], 0
        for case_id in self.histories:
            owners = ("agent:", "lead:") if people_only else ("agent:", "lead:", "bot:")
            written = {e["data"]["message"] for e in self.events(case_id, "SendQueued")
                       if e["data"]["author"].startswith(owners)}
            taken = self.first(case_id, "SendConfirmed", lambda e: e["data"]["message"] in written)
            word = self.first_word(case_id)
            if taken:
                values.append((taken["data"]["at"] - word) // 1000)
            elif not (people_only and not self.first(case_id, "HandoffDecided")) and self.now > word + 300_000:
                waiting += 1
        return values, waiting

    def specialist(self) -> list:
        """M2: seconds from the first word until an item of a specialist lane was taken."""
        values = []
        for case_id in self.histories:
            lanes = {e["data"]["item"]: e["data"]["lane"] for e in self.events(case_id, "WorkOpened", "SeatOpened")}
            taken = self.first(case_id, "ItemTaken", lambda e: lanes[e["data"]["item"]] != "general")
            if taken:
                values.append((ms(taken["at"]) - self.first_word(case_id)) // 1000)
        return values

    def by_automation(self) -> tuple[int, int]:
        """M4: handed over, of those that ended or are older than a day."""
        handed = ended = 0
        for case_id in self.histories:
            opened = self.first(case_id, "CaseOpened")
            if "bot:" not in str(opened["data"]["owner"]):
                continue
            handoff = self.first(case_id, "HandoffDecided")
            resolved = self.first(case_id, "CaseResolved")
            handed += 1 if handoff else 0
            ended += 1 if handoff or resolved or self.now >= ms(opened["at"]) + 86_400_000 else 0
        return handed, ended

    def gate(self) -> tuple[int, int]:
        """M13: agents' replies that were not free, of all; by what the gate said first."""
        judged, held = {}, 0
        for case_id in self.histories:
            words = self.events(case_id, "SendQueued", "ReplyDrafted")
            author = {e["data"]["message"]: e["data"]["author"] for e in words}
            for event in self.events(case_id, "GateDecided"):
                message = event["data"]["message"]
                if author.get(message, "").startswith(("agent:", "lead:")) and message not in judged:
                    judged[message] = event["data"]["decision"]
        held = sum(decision != "free" for decision in judged.values())
        return held, len(judged)


class Metrics(Moves):
    def setUp(self):
        self.baton = self.start()
        self.live()

    def live(self):
        """A day of three customers: one escalated and answered, one whom the bot helped, one whom nobody answers."""
        baton = self.baton
        self.come(baton, "ana")
        self.asked = self.new_case(baton, ASKED, self.ORDER)
        baton.sandbox.advance(seconds=20)
        said = self.bot_says(baton, self.asked, "Which order is it?", confidence=0.9, intent="order_status")
        self.assertEqual("free", said.json["decision"])
        baton.sandbox.advance(minutes=2)
        handed = self.handoff(baton, self.asked, "helper", {"lane": "technical"}, question="Where is it?")
        self.assertEqual(200, handed.status, handed)
        self.accept(baton, "ana", "conversation")
        baton.sandbox.advance(minutes=7)
        self.come(baton, "tom")
        self.accept(baton, "tom", "work")
        self.assertEqual("free", self.reply(baton, self.asked, "We are looking into it.", who="ana")["decision"])
        self.assertEqual("refused", self.reply(baton, self.asked, "It is in Leeds.", who="tom")["decision"])
        self.solved = self.new_case(baton, BOT_SOLVED, "When are you open?")
        said = self.bot_says(baton, self.solved, "From nine to five.", confidence=0.95, intent="hours")
        self.assertEqual("free", said.json["decision"])
        epoch = {"epoch": baton.case(self.solved)["owner_epoch"]}
        solved = baton.helper.post(f"/v1/cases/{self.solved}/resolve", epoch, Idempotency_Key="solved-1")
        self.assertEqual(200, solved.status, solved)
        self.unanswered = self.new_case(baton, UNANSWERED, "Hello?")
        baton.sandbox.advance(minutes=6)

    def figures(self, query: str = "") -> dict:
        answer = self.baton.admin.get(f"/v1/metrics{query}")
        self.assertEqual(200, answer.status, answer)
        return {metric["code"]: metric for metric in answer["metrics"]}

    def recount(self) -> Recount:
        cases = (self.asked, self.solved, self.unanswered)
        return Recount({case: self.baton.history(case) for case in cases}, self.baton.sandbox.now_ms())

    def test_a_figure_is_not_what_the_history_adds_up_to(self):
        """M1, M1h, M2, M4, M13, recounted."""
        figures, again = self.figures(), self.recount()
        for code, people_only in (("M1", False), ("M1h", True)):
            values, waiting = again.answers(people_only)
            shown = figures[code]
            self.assertTrue(values, code)
            self.assertEqual(percentile(values, 50), shown["median"], code)
            self.assertEqual(percentile(values, 90), shown["p90"], code)
            self.assertEqual(len(values) + waiting, shown["denominator"], code)
            within = {"numerator": sum(value <= 300 for value in values), "denominator": len(values) + waiting}
            self.assertEqual(within, {name: shown["within_target"][name] for name in within}, code)
        self.assertEqual(percentile(again.specialist(), 50), figures["M2"]["median"])
        self.assertEqual(again.by_automation(), (figures["M4"]["numerator"], figures["M4"]["denominator"]))
        self.assertEqual(again.gate(), (figures["M13"]["numerator"], figures["M13"]["denominator"]))
        self.assertIn("refused:O2", figures["M13"]["splits"])

    def test_a_figure_does_not_open_the_cases_behind_it(self):
        figures = self.figures()
        for code, wanted in (("M4", {self.asked, self.solved}), ("M2", {self.asked})):
            self.assertEqual(wanted, {row["case"] for row in figures[code]["cases"]}, code)
            listed = self.baton.admin.get(figures[code]["all_cases"])
            self.assertEqual(200, listed.status, listed)
            self.assertEqual(wanted, {row["case"] for row in listed["cases"]}, code)
            self.assertEqual(figures[code]["denominator"], sum(row["denominator"] for row in listed["cases"]), code)

    def test_a_breakdown_does_not_add_up(self):
        """By lane, model and intent; the groups of one figure are all of it."""
        for by in ("lane", "intent", "lane,channel,segment", "work_type", "model"):
            figures = self.figures(f"?by={by}")
            for code in ("M1", "M4", "M4b"):
                groups = sum(group["denominator"] for group in figures[code]["groups"])
                self.assertEqual(figures[code]["denominator"], groups, (code, by))
        intents = {group["group"]["intent"] for group in self.figures("?by=intent")["M4"]["groups"]}
        self.assertEqual({"order_status", "hours"}, intents)

    def test_other_days_are_counted(self):
        yesterday = self.figures("?from=2001-01-01&to=2001-01-02")
        self.assertTrue(all(metric["denominator"] == 0 for metric in yesterday.values() if "as_of" not in metric))

    def test_a_figure_changes_when_the_host_starts_again(self):
        before = self.figures()
        self.assertEqual(0, self.baton.host.stop())
        self.baton.start_host()
        after = self.figures()
        for code, metric in before.items():
            self.assertEqual(metric, after[code], code)

    def test_prometheus_says_something_else(self):
        text = self.baton.admin.get("/metrics").body.decode()
        figures = self.figures()
        for kind in ("numerator", "denominator"):
            shown = dict(re.findall(rf'baton_metric_{kind}\{{code="(\w+)"\}} (\S+)', text))
            wanted = {code: metric[kind] for code, metric in figures.items()}
            self.assertEqual(wanted, {code: float(value) for code, value in shown.items()})

    def test_a_duration_has_one_reading_and_a_share_no_target(self):
        """M: calendar and business hours; nobody keeps hours here, so both are the same."""
        figures = self.figures()
        for code in ("M1", "M1h", "M2", "M2d", "M8"):
            for name in ("n", "median", "p90"):
                self.assertEqual(figures[code][name], figures[code]["business_hours"][name], (code, name))
        self.assertEqual({"within_s": 300}, figures["M1"]["target_is"])
        self.assertEqual("5-10 %, 0 % is red", figures["M4"]["target"])
        self.assertEqual({"at_least_percent": 5, "at_most_percent": 10}, figures["M4"]["target_is"])
        self.assertFalse(figures["M4"]["target_met"], "one of two was handed over")
        self.assertIsNone(figures["M9"]["target_met"])
        text = self.baton.admin.get("/metrics").body.decode()
        self.assertIn('baton_metric_target_met{code="M4"} 0', text)
        for clock in ("calendar", "business"):
            self.assertIn(f'baton_metric_value{{code="M1",clock="{clock}",quantile="0.5"}}', text)

    def test_a_question_nobody_can_answer_is_answered(self):
        self.assert_problem(self.baton.admin.get("/v1/metrics?by=colour"), 400, "colour", "lane")
        self.assert_problem(self.baton.admin.get("/v1/metrics?from=soon"), 400, "from")
        self.assert_problem(self.baton.admin.get("/v1/metrics?from=2026-02-02&to=2026-02-01"), 400, "from")
        self.assert_problem(self.baton.admin.get("/v1/metrics/M99/cases"), 404, "M99")
        self.assert_problem(self.baton.admin.get("/v1/metrics/M1/cases?cursor=nonsense"), 400, "cursor")


class OtherHours(Moves):
    def change(self, config: dict):
        """Open for an hour a day, and midnight is where it is day in London."""
        people_only(config)
        config["hours"] = {"zone": "Pacific/Auckland", "week": {day: ["03:00-04:00"] for day in DAYS}}
        config["metrics"] = {"targets": {"first_response_min": 600}}

    def test_a_night_is_charged_to_those_who_were_not_there(self):
        """M: business hours beside the calendar, targets as configured, days of the organisation's zone."""
        baton = self.start(change=self.change)
        case = self.new_case(baton, text="Hello?")
        opened = baton.sandbox.now_ms()
        baton.sandbox.advance(hours=20)
        self.assertEqual("free", self.reply(baton, case, "Good morning.")["decision"])
        self.settle(baton)
        zone = zoneinfo.ZoneInfo("Pacific/Auckland")
        day = datetime.datetime.fromtimestamp(opened / 1000, zone).strftime("%Y-%m-%d")
        answer = baton.admin.get(f"/v1/metrics?from={day}&to={day}")
        first = next(metric for metric in answer["metrics"] if metric["code"] == "M1")
        self.assertEqual((1, 20 * 3600), (first["denominator"], first["median"]))
        self.assertLessEqual(first["business_hours"]["median"], 3600)
        self.assertEqual(0, first["within_target"]["numerator"])
        self.assertEqual(1, first["business_hours"]["within_target"]["numerator"])
        self.assertEqual("within 600 minutes", first["target"])
        behind = baton.admin.get(f"/v1/metrics/M1/cases?from={day}&to={day}")["cases"]
        self.assertEqual([(case, 20 * 3600, first["business_hours"]["median"])],
                         [(row["case"], row["value"], row["business_hours_value"]) for row in behind])


class Apart(Moves):
    def test_spam_and_tests_are_mixed_with_the_cases_that_count(self):
        """M. Given a case that is spam, one that was a try and one that is neither; when each is resolved as what it
        is; then the figures are those of the third, and the others stand beside them."""
        baton = self.start(change=people_only)
        self.come(baton, "ana")
        for number, as_what in ((1, "spam"), (2, "test"), (3, "solved")):
            case = self.new_case(baton, f"44770090060{number}", "Hello?")
            self.accept(baton, "ana", "conversation")
            resolve = {"epoch": baton.case(case)["owner_epoch"], "as": as_what}
            self.refused(baton, case, {**resolve, "as": "nonsense"}, "as", "solved, spam or test")
            if as_what == "spam":
                self.refused(baton, case, {**resolve, "text": "Go away."}, "spam")
            self.assertEqual(200, baton.ana.post(f"/v1/cases/{case}/resolve", resolve).status)
            self.assertEqual(as_what, self.events(baton, case, "CaseResolved")[0]["as"])
        baton.sandbox.advance(hours=1)
        figures = {one["code"]: one for one in baton.admin.get("/v1/metrics").json["metrics"]}
        for shown in (figures["M6"], figures["M6"]["spam"][0], figures["M6"]["test"][0]):
            self.assertEqual(1, shown["denominator"], figures["M6"])
        self.assertNotIn("overlay", figures["M6"])

    def refused(self, baton, case: str, body: dict, *words: str):
        self.assert_problem(baton.ana.post(f"/v1/cases/{case}/resolve", body), 422, *words)


if __name__ == "__main__":
    main()
