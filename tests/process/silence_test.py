# SPDX-License-Identifier: MIT
"""A month without a word from anybody: cases end where C6 and C10 say, nobody is written to who should not be, and every
open case still has a next action and no due that passed in silence (C12, G12)."""
import datetime

from process_case import DAY, MINUTE, ProcessCase, main

BOT, UNANSWERED, ANSWERED, ESCALATED, RESOLVED, WAITING = (f"44770090040{n}" for n in range(6))


def instant_ms(text: str) -> int:
    return int(datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp() * 1000)


class AMonthOfSilence(ProcessCase):
    def setUp(self):
        self.baton = self.start()
        self.cases = {number: self.new_case(self.baton, number) for number in (BOT, UNANSWERED, ANSWERED, ESCALATED, RESOLVED, WAITING)}
        bot = {"epoch": self.baton.case(self.cases[BOT])["owner_epoch"], "text": "Which parcel is it?", "confidence": 0.9}
        answer = self.baton.helper.post(f"/v1/cases/{self.cases[BOT]}/reply", bot, Idempotency_Key="bot-1")
        self.assertEqual("free", answer["decision"], answer)
        for number in (UNANSWERED, ANSWERED, ESCALATED, RESOLVED, WAITING):
            self.act(number, "assign", {"agent": "ana", "reason": "capacity"}, who="ben")
        for number in (ANSWERED, ESCALATED, RESOLVED, WAITING):
            self.assertEqual("free", self.reply(self.baton, self.cases[number], "I am looking into it.", who="ana")["decision"])
        self.escalate(self.baton, self.cases[ESCALATED], who="ana")
        self.act(RESOLVED, "resolve", {})
        self.act(WAITING, "wait", {})
        self.baton.sandbox.advance(seconds=10)
        self.before = len(self.baton.sandbox.sent())

    def act(self, number: str, act: str, body: dict, who: str = "ana"):
        case = self.cases[number]
        epoch = self.baton.case(case)["owner_epoch"]
        answer = getattr(self.baton, who).post(f"/v1/cases/{case}/{act}", {"epoch": epoch, **body})
        self.assertEqual(200, answer.status, answer)

    def status(self, number: str) -> str:
        return self.baton.case(self.cases[number])["status"]

    def check_open_cases(self, when: str):
        now = self.baton.sandbox.now_ms()
        queue = self.baton.cases()
        overdue = []
        for number, case_id in self.cases.items():
            case = self.baton.case(case_id)
            self.assertTrue(case["owner"], f"{when}: {number} has no owner")
            if case["status"] in ("resolved", "closed"):
                continue
            action = case["next_action"]
            self.assertTrue(action["verb"] and action["party"], f"{when}: {number} has no next action: {action}")
            due = case["next_update_due"]
            self.assertEqual(due, next(row for row in queue if row["id"] == case_id)["next_update_due"], f"{when}: {number}")
            if due and instant_ms(due) <= now:
                overdue.append(case_id)
                self.assertTrue(case["next_update"]["overdue"], f"{when}: {number} does not say that it is overdue")
                if instant_ms(due) <= now - 16 * MINUTE:  # G12, M11: never silently in the past
                    self.assertIn(f"update_overdue:{case_id}", self.alarms(self.baton), f"{when}: {number} in silence")
        # G11: what is overdue stands first; nobody has to look for it.
        self.assertEqual(sorted(overdue), sorted(row["id"] for row in queue[:len(overdue)]), when)

    def check_the_end(self):
        self.assertEqual("closed", self.status(RESOLVED))
        self.assertEqual("open", self.status(WAITING))
        self.assertEqual("escalated", self.status(ESCALATED))
        self.assertEqual("open", self.status(ANSWERED))
        self.assertEqual("open", self.status(UNANSWERED))
        self.assertEqual("automated", self.status(BOT))
        written = [row["to"] for row in self.baton.sandbox.sent()[self.before:]]
        self.assertEqual([ESCALATED], written, "only the escalated case is owed a word (W6), and one")
        self.assertTrue(self.baton.host.running)
        for number, case in self.cases.items():
            self.assertEqual("closed", self.baton.case(case)["windows"][0]["state"], number)

    def test_a_month_passed_in_one_step_leaves_no_case_lost_and_nobody_spammed(self):
        self.baton.sandbox.advance(hours=31 * 24)
        self.check_open_cases("after 31 days")
        self.check_the_end()

    def test_no_day_of_the_month_has_a_case_without_next_action_or_with_a_silent_due(self):
        for hour in range(1, 31 * 24):
            if hour <= 26 or hour % 24 == 0:
                self.move_to_hour(hour)
                self.check_open_cases(f"hour {hour}")
        self.check_the_end()

    def move_to_hour(self, hour: int):
        self.began = getattr(self, "began", self.baton.sandbox.now_ms())
        self.move_to(self.baton, self.began + hour * DAY // 24)

    def test_resolved_is_closed_after_two_days_and_not_a_second_earlier(self):
        at = instant_ms(self.baton.case(self.cases[RESOLVED])["resolved_at"])
        self.move_to(self.baton, at + 2 * DAY - 1000)
        self.assertEqual("resolved", self.status(RESOLVED))
        self.move_to(self.baton, at + 2 * DAY)
        self.assertEqual("closed", self.status(RESOLVED))

    def test_a_customer_who_comes_back_after_a_month_gets_a_new_case_with_a_link_or_the_one_still_open(self):
        self.baton.sandbox.advance(hours=31 * 24)
        for number in (RESOLVED, ANSWERED):
            self.baton.sandbox.says(number, "It is about another parcel now.")
        fresh = [row["id"] for row in self.baton.cases() if row["id"] not in self.cases.values()]
        self.assertEqual(1, len(fresh))
        self.assertEqual([self.cases[RESOLVED]], [link["case"] for link in self.baton.case(fresh[0])["links"]])
        self.assertIn("It is about another parcel now.", [m["text"] for m in self.baton.messages(self.cases[ANSWERED])])
        self.assertEqual("open", self.baton.case(self.cases[ANSWERED])["windows"][0]["state"])


if __name__ == "__main__":
    main()
