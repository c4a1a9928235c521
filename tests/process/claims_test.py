# SPDX-License-Identifier: MIT
"""Two hundred agents claim one work item at the same moment, each on a connection of its own: one has it, and the
others are told who (R5, R6, G2)."""
from moves import Moves, main

AGENTS, ROUNDS = 200, 5


def two_hundred_specialists(document):
    document["agents"] += [{"id": f"spec-{i}", "skills": ["technical"]} for i in range(AGENTS)]


class Claims(Moves):
    def claim(self, baton, item: str, agent: str):
        headers = {"X-Baton-Agent": agent, "Idempotency-Key": f"{item}-{agent}"}
        return lambda: baton.service.call("POST", f"/v1/work/{item}/claim", {}, headers)

    def test_two_of_two_hundred_get_the_same_item(self):
        baton = self.start(change=two_hundred_specialists)
        self.come(baton, "ana")
        for round_ in range(ROUNDS):
            case_id = self.new_case(baton, f"4477009008{round_:02}", self.ORDER)
            self.assertEqual(200, self.handoff(baton, case_id, "helper", {"lane": "technical"}).status)
            self.settle(baton)
            case = baton.case(case_id)
            item = next(row["id"] for row in case["work"] if row["kind"] == "work")
            agents = [f"spec-{i}" for i in range(AGENTS)]
            answers = self.at_once([self.claim(baton, item, agent) for agent in agents])
            won = [agent for agent, answer in zip(agents, answers) if answer.status == 200]
            self.assertEqual(1, len(won), [answer.status for answer in answers])
            for answer in answers:
                if answer.status != 200:
                    self.assert_problem(answer, 409, f"agent:{won[0]}")
                    self.assertEqual(f"agent:{won[0]}", answer["owner"])
            taken = [e for e in self.events(baton, case_id, "ItemTaken") if e["item"] == item]
            self.assertEqual([won[0]], [event["agent"] for event in taken])


if __name__ == "__main__":
    main()
