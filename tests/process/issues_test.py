#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""One case an issue: split, merged, linked, and each of it undone with one call; one owner for what one thread joins
(C2, C8, I3)."""
from moves import Moves, main
from process_case import people_only


class Issues(Moves):
    ERROR, REFUND = "Our API integration returns an error", "I want a refund for the broken blender"

    def turn_ends(self, baton):
        baton.sandbox.advance(seconds=6)

    def ana_has(self, baton, text: str) -> str:
        """A case that ana has taken before anybody knew what it is about, and then the customer says."""
        self.come(baton, "ana")
        case_id = self.new_case(baton, text="Hello, one question please")
        self.turn_ends(baton)
        self.accept(baton, "ana", "conversation")
        baton.sandbox.says(self.CUSTOMER, text)
        self.turn_ends(baton)
        self.assertEqual("agent:ana", baton.case(case_id)["owner"])
        return case_id

    def resolve(self, baton, case_id: str, who: str = "ana"):
        body = {"epoch": baton.case(case_id)["owner_epoch"]}
        answer = getattr(baton, who).post(f"/v1/cases/{case_id}/resolve", body)
        self.assertEqual(200, answer.status, answer)

    def work(self, baton, case_id: str) -> list[str]:
        return [w["lane"] for w in baton.case(case_id)["work"] if w["kind"] == "work"]

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

    def test_a_new_issue_beside_an_open_one_is_nobodys_work(self):  # I3, R3
        baton = self.start(change=people_only)
        case_id = self.ana_has(baton, self.ERROR)
        self.assertEqual([], self.work(baton, case_id), "what it is about is its owner's")
        baton.sandbox.says(self.CUSTOMER, self.REFUND)
        self.turn_ends(baton)
        case = baton.until(lambda: (c := baton.case(case_id))["status"] == "escalated" and c, "a work item beside it")
        self.assertEqual(("agent:ana", ["revenue"]), (case["owner"], self.work(baton, case_id)))
        baton.sandbox.says(self.CUSTOMER, "And Under GDPR please delete all my personal data")
        self.turn_ends(baton)
        self.assertEqual({"revenue", "compliance"}, set(self.work(baton, case_id)))
        self.assertEqual(1, len(baton.cases()), "one conversation is one case")

    def test_a_conversation_becomes_several_cases(self):  # I3: in doubt it is the same issue
        baton = self.start(change=people_only)
        case_id = self.ana_has(baton, self.ERROR)
        for words in ("It is about ORD-123456", "Still that error", "this is unacceptable", "and?", "thanks"):
            baton.sandbox.says(self.CUSTOMER, words)
            self.turn_ends(baton)
        self.assertEqual([case_id], [row["id"] for row in baton.cases()])
        self.assertEqual([], self.work(baton, case_id))

    def test_another_issue_after_resolving_is_lost_in_the_old_case(self):  # I3, C10
        baton = self.start(change=people_only)
        case_id = self.ana_has(baton, self.ERROR)
        self.resolve(baton, case_id)
        baton.sandbox.advance(hours=1)
        baton.sandbox.says(self.CUSTOMER, self.REFUND)
        self.turn_ends(baton)
        self.assertEqual("resolved", baton.case(case_id)["status"])
        other_id = next(row["id"] for row in baton.cases() if row["id"] != case_id)
        case = baton.until(lambda: (c := baton.case(other_id))["owner"] == "agent:ana" and c, "under the same owner")
        self.assertIn({"kind": "follows", "case": case_id}, case["links"])
        self.assertEqual(["revenue"], self.work(baton, other_id))
        self.assertIn("another issue", baton.messages(other_id)[0]["joined_because"])

    def test_the_same_issue_after_resolving_becomes_a_second_case(self):  # C10, G3
        baton = self.start(change=people_only)
        case_id = self.ana_has(baton, self.ERROR)
        self.resolve(baton, case_id)
        baton.sandbox.advance(hours=1)
        baton.sandbox.says(self.CUSTOMER, "The integration still returns that error")
        self.settle(baton)
        self.assertEqual([case_id], [row["id"] for row in baton.cases() if row["status"] != "resolved"])
        self.assertIn("intent of the case", baton.messages(case_id)[-1]["joined_because"])

    def test_a_message_goes_to_the_newest_case_though_it_names_or_quotes_another(self):  # I3
        baton = self.start(change=people_only)
        case_id = self.new_case(baton, text="Where is ORD-123456?")
        baton.sandbox.says(self.CUSTOMER, "And my invoice is wrong.")
        message = baton.messages(case_id)[-1]["message_id"]
        self.assertEqual(200, self.split(baton, case_id, message).status)
        other_id = next(row["id"] for row in baton.cases() if row["id"] != case_id)
        baton.sandbox.says(self.CUSTOMER, "Well?")
        doubt = baton.messages(other_id)[-1]["joined_because"]
        self.assertEqual("open case of the thread", doubt, "in doubt the newest")
        baton.sandbox.says(self.CUSTOMER, "I mean order 123456")
        self.assertEqual("it names the same order", baton.messages(case_id)[-1]["joined_because"])
        kept = [e["data"]["objects"] for e in baton.history(case_id) if e["event"] == "MessageReceived"]
        self.assertNotIn("123456", str(kept), "C7: by its hash")
        answer = self.reply(baton, case_id, "It is on its way.")
        self.settle(baton)
        sent = next(row for row in baton.sandbox.sent() if "on its way" in row["body"])
        baton.sandbox.says(self.CUSTOMER, "When?", quoted=sent["wamid"])
        self.assertEqual(200, answer.status)
        self.assertEqual("it quotes a message of the case", baton.messages(case_id)[-1]["joined_because"])

    def test_a_message_that_joined_wrongly_takes_more_than_one_click(self):  # I3
        baton = self.start(change=people_only)
        case_id = self.new_case(baton)
        baton.sandbox.says(self.CUSTOMER, "By the way, where is my other parcel?")
        message = baton.messages(case_id)[-1]["message_id"]
        undone = baton.ben.post(f"/v1/cases/{case_id}/undo", {"message": message})
        self.assertEqual(200, undone.status, undone)
        other = next(link for link in undone["links"] if link["kind"] == "split")
        self.assertEqual([message], [m["message_id"] for m in baton.messages(other["case"])])
        back = baton.ben.post(f"/v1/cases/{case_id}/undo", {"act": other["act"]})
        self.assertEqual([], [link for link in back["links"] if link["kind"] == "split"])
        first = baton.messages(case_id)[0]["message_id"]
        self.assert_problem(baton.ben.post(f"/v1/cases/{case_id}/undo", {"message": first}), 422, "began")
        self.assert_problem(baton.ben.post(f"/v1/cases/{case_id}/undo", {}), 422, "act")


if __name__ == "__main__":
    main()
