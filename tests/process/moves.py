# SPDX-License-Identifier: MIT
"""The moves that several tests make: a bot's turn, people coming and going, an offer taken, a specialist's answer."""
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

from process_case import ProcessCase, main  # noqa: F401  (main is for the tests)


def key() -> str:
    return uuid.uuid4().hex


class Moves(ProcessCase):
    ORDER = "My order ORD-123456 has not arrived yet."

    def settle(self, baton):
        """Until everything that is due now, and all that follows from it, has been decided."""
        baton.sandbox.advance(ms=1)

    def at_once(self, calls) -> list:
        """Runs the calls at the same moment, each on a thread of its own; their results in order."""
        with ThreadPoolExecutor(len(calls)) as pool:
            return [future.result() for future in [pool.submit(call) for call in calls]]

    def bot_says(self, baton, case_id: str, text: str, epoch=None, **more):
        """A turn of the bot `helper`."""
        epoch = baton.case(case_id)["owner_epoch"] if epoch is None else epoch
        body = {"epoch": epoch, "text": text, **more}
        return baton.helper.post(f"/v1/cases/{case_id}/reply", body, Idempotency_Key=key())

    def posted_to_bot(self, baton) -> list[dict]:
        return baton.sandbox.http.get("/bot/helper/received").json

    def come(self, baton, *agents: str):
        for agent in agents:
            answer = getattr(baton, agent).put(f"/v1/agents/{agent}/presence", {"state": "present"})
            self.assertEqual(200, answer.status, answer)

    def go(self, baton, *agents: str):
        for agent in agents:
            self.assertEqual(200, getattr(baton, agent).put(f"/v1/agents/{agent}/presence", {"state": "away"}).status)

    def offered(self, baton, agent: str, kind: str) -> dict:
        """The work row that is offered to this agent."""
        def look():
            rows = baton.admin.get("/v1/work").json["work"]
            return next((row for row in rows if row["offered_to"] == f"agent:{agent}" and row["kind"] == kind), None)
        return baton.until(look, f"{kind} is offered to {agent}")

    def accept(self, baton, agent: str, kind: str) -> dict:
        row = self.offered(baton, agent, kind)
        answer = getattr(baton, agent).post(f"/v1/work/{row['id']}/accept")
        self.assertEqual(200, answer.status, answer)
        return row

    def handoff(self, baton, case_id: str, who: str, to: dict, **more):
        body = {"epoch": baton.case(case_id)["owner_epoch"], "to": to, **more}
        headers = {"Idempotency_Key": key()} if who in ("helper", "service") else {}
        return getattr(baton, who).post(f"/v1/cases/{case_id}/handoff", body, **headers)

    def escalated_with_work(self, baton, question: str = "Where is it?") -> tuple[str, dict]:
        """Ana owns the conversation, the technical lane has an open work item: model A as it comes (O2)."""
        self.come(baton, "ana")
        case_id = self.new_case(baton, text=self.ORDER)
        self.assertEqual(200, self.handoff(baton, case_id, "helper", {"lane": "technical"}, question=question).status)
        self.accept(baton, "ana", "conversation")
        case = baton.until(lambda: (c := baton.case(case_id))["status"] == "escalated" and c, "the case is escalated")
        self.assertEqual("agent:ana", case["owner"])
        return case_id, next(item for item in case["work"] if item["kind"] == "work")

    def assert_problem(self, answer, status: int, *words: str):
        """RFC 9457: media type, members, and the words a caller needs to go on."""
        self.assertEqual(status, answer.status, answer)
        self.assertEqual("application/problem+json", answer.headers.get("content-type", "").split(";")[0])
        body = answer.json
        self.assertEqual(status, body["status"])
        for member in ("type", "title", "detail"):
            self.assertTrue(body[member], f"{member} is missing: {body}")
        for word in words:
            self.assertIn(word, str(body))

    def sent_texts(self, baton, to=None) -> list[str]:
        return [row["body"] for row in baton.sandbox.sent(to)]

    @staticmethod
    def pause(seconds: float):
        """Real time for what must not happen."""
        time.sleep(seconds)
