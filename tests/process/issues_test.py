#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""One case an issue: split, merged, linked, and each of it undone with one call; one owner for what one thread joins
(C2, C8, I3)."""
from moves import Moves, main
from process_case import people_only


class Issues(Moves):
    def split(self, baton, case_id: str, *messages: str, **more):
        body = {"epoch": baton.case(case_id)["owner_epoch"], "messages": list(messages), **more}
        return baton.ben.post(f"/v1/cases/{case_id}/split", body)

    def two_issues(self, baton) -> tuple[str, str, str]:
        """The case, the message that is another issue, and the case it was split into."""
        case_id = self.new_case(baton)
        baton.sandbox.says(self.CUSTOMER, "And my invoice is wrong.")
        message = baton.messages(case_id)[-1]
        self.assertTrue(message["joined_because"], "I3: it is shown why it joined")
        answer = self.split(baton, case_id, message["message_id"])
        self.assertEqual(200, answer.status, answer)
        return case_id, message["message_id"], next(link["case"] for link in answer["links"] if link["kind"] == "split")

    def test_two_issues_stay_one_case_or_one_thread_gets_two_owners(self):
        baton = self.start(change=people_only)
        case_id, message, other_id = self.two_issues(baton)
        case, other = baton.case(case_id), baton.case(other_id)
        self.assertEqual((case["owner"], case["owner_epoch"], case["hand"]), (other["owner"], other["owner_epoch"],
            other["hand"]))
        self.assertEqual([message], [m["message_id"] for m in baton.messages(other_id)])
        self.assertEqual([other_id], [m["moved_to"] for m in baton.messages(case_id) if m.get("message_id") == message])
        assigned = baton.ben.post(f"/v1/cases/{case_id}/assign", {"epoch": case["owner_epoch"], "agent": "ana",
            "reason": "capacity"})
        self.assertEqual(200, assigned.status)
        self.assertEqual("agent:ana", baton.case(other_id)["owner"], "C2: all cases of the thread change together")

    def test_a_split_cannot_be_undone(self):
        baton = self.start(change=people_only)
        case_id, message, other_id = self.two_issues(baton)
        undone = baton.ben.post(f"/v1/cases/{case_id}/undo", {"act": 1})
        self.assertEqual(200, undone.status, undone)
        self.assertEqual([], [link for link in undone["links"] if link["kind"] == "split"])
        self.assertNotIn("moved_to", next(m for m in baton.messages(case_id) if m.get("message_id") == message))
        self.assertEqual("resolved", baton.case(other_id)["status"])
        baton.sandbox.says(self.CUSTOMER, "Well?")
        self.assertEqual("Well?", baton.messages(case_id)[-1]["text"])
        self.assert_problem(baton.ben.post(f"/v1/cases/{case_id}/undo", {"act": 1}), 404)

    def test_merged_cases_lose_their_work_or_keep_it_twice(self):
        baton = self.start(change=people_only)
        case_id, _, other_id = self.two_issues(baton)
        self.escalate(baton, other_id)
        body = {"epoch": baton.case(case_id)["owner_epoch"], "case": other_id}
        merged = baton.ben.post(f"/v1/cases/{case_id}/merge", body)
        self.assertEqual((200, "escalated"), (merged.status, merged["status"]), merged)
        other = baton.case(other_id)
        self.assertEqual(("resolved", []), (other["status"], [w for w in other["work"] if w["kind"] == "work"]))
        act = next(link["act"] for link in merged["links"] if link["kind"] == "merge")
        undone = baton.ben.post(f"/v1/cases/{case_id}/undo", {"act": act})
        self.assertEqual((200, "open"), (undone.status, undone["status"]), undone)
        self.assertEqual("escalated", baton.case(other_id)["status"])
        self.assertEqual(["CasesMerged", "MergeUndone"],
                         [e["event"] for e in baton.history(case_id) if e["event"] in ("CasesMerged", "MergeUndone")])

    def test_a_stranger_arranges_cases(self):
        baton = self.start(change=people_only)
        case_id, _, other_id = self.two_issues(baton)
        epoch = baton.case(case_id)["owner_epoch"]
        self.assert_problem(baton.tess.post(f"/v1/cases/{case_id}/merge", {"epoch": epoch, "case": other_id}), 403)
        self.assert_problem(baton.ben.post(f"/v1/cases/{case_id}/merge", {"epoch": epoch + 1, "case": other_id}), 409)
        self.assert_problem(baton.ben.post(f"/v1/cases/{case_id}/merge", {"epoch": epoch, "case": case_id}), 422)
        self.assert_problem(self.split(baton, case_id, "no-such-message"), 422)

    def test_a_claimed_link_to_another_customer_shows_or_merges_something(self):
        baton = self.start(change=people_only)
        case_id = self.new_case(baton)
        other_id = self.new_case(baton, number="447700900777", text="Same person, other phone.")
        linked = baton.ben.post(f"/v1/cases/{case_id}/link", {"case": other_id, "kind": "same_person"})
        self.assertEqual(200, linked.status, linked)
        self.assertEqual([(other_id, True)], [(link["case"], link["claimed"]) for link in linked["links"]])
        self.assertNotIn("Same person", str(linked.json))
        epoch = baton.case(case_id)["owner_epoch"]
        self.assert_problem(baton.ben.post(f"/v1/cases/{case_id}/merge", {"epoch": epoch, "case": other_id}), 404)
        act = linked["links"][0]["act"]
        self.assertEqual([], baton.ben.post(f"/v1/cases/{case_id}/undo", {"act": act})["links"])


if __name__ == "__main__":
    main()
