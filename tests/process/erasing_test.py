#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""One customer's data is gone, what happened stays (C7): words, name, address and attachments cannot be had from the
host nor from its files, the history tells the same story without them, and who writes next from there is new."""
import base64
import subprocess

import local_baton
from moves import Moves, main
from process_case import people_only

PHOTO = b"\xff\xd8 a photograph of the broken lid " + bytes(range(256)) * 40


class Erasing(Moves):
    WORDS = "My parcel ORD-123456 has not come."

    def erased(self, **options):
        """A case with words both ways, a photograph and work for a specialist; then its customer is erased."""
        baton = self.start(change=people_only, **options)
        self.come(baton, "ana", "ben")
        case_id = self.new_case(baton, text=self.WORDS)
        photo = {"mime_type": "image/jpeg", "data_base64": base64.b64encode(PHOTO).decode()}
        baton.sandbox.says(self.CUSTOMER, type="image", image=photo)
        self.settle(baton)
        blob = next(a["blob"] for m in baton.messages(case_id) for a in m["attachments"])
        case = baton.case(case_id)
        self.assertTrue(case["customer"]["name"])
        self.assertEqual(200, self.reply(baton, case_id, "I am looking into it.").status)
        handed = self.handoff(baton, case_id, "ben", {"lane": "technical"}, question="Where is it?")
        self.assertEqual(200, handed.status, handed)
        self.settle(baton)
        self.assertEqual("escalated", baton.case(case_id)["status"])
        answer = baton.admin.delete(f"/v1/customers/{case['customer']['id']}")
        self.assertEqual(200, answer.status, answer)
        self.settle(baton)
        return baton, case_id, case["customer"]["id"], blob

    def assert_empty(self, baton, case_id: str, blob: str):
        case = baton.case(case_id)
        self.assertEqual("", case["customer"]["name"])
        self.assertTrue(case["customer"]["erased"])
        self.assertEqual("resolved", case["status"])
        for page in ("", "/messages", "/history", "/explain", "/brief"):
            told = baton.admin.get(f"/v1/cases/{case_id}{page}").body.decode()
            for word in (self.WORDS, "ORD-123456", "looking into", "Where is it", self.CUSTOMER.lstrip("+")):
                self.assertNotIn(word, told, page)
        self.assertEqual(404, baton.admin.get(f"/v1/blobs/{blob}").status)
        self.assertEqual([], [f for f in baton.folder.rglob(f"{blob}*")], "the photograph's file")

    def test_words_name_address_and_photograph_are_still_there_after_an_erasure(self):
        baton, case_id, customer, blob = self.erased()
        self.assert_empty(baton, case_id, blob)
        self.assertEqual(["C7"], [event["rule"] for event in baton.history(case_id) if event["event"] == "Erased"])
        self.assertTrue(self.events(baton, case_id, "MessageReceived"), "what happened stays")
        work = [w for w in baton.case(case_id)["work"] if w["state"] not in ("done", "cancelled")]
        self.assertEqual([], work, "nobody works for somebody who is gone")

    def test_replay_differs_or_something_comes_back_when_the_host_starts_again(self):
        baton, case_id, customer, blob = self.erased()
        self.assertEqual(0, baton.host.stop())
        words = [local_baton.build_folder() / "baton", "replay", "--config", baton.config]
        done = subprocess.run(words, capture_output=True, text=True)
        self.assertEqual(0, done.returncode, done.stdout + done.stderr)
        baton.start_host()
        self.assert_empty(baton, case_id, blob)

    def test_the_same_number_is_taken_for_the_customer_who_was_erased(self):
        baton, case_id, customer, _ = self.erased()
        baton.sandbox.says(self.CUSTOMER, "Hello, I am new here.")
        self.settle(baton)
        fresh = [c for c in baton.every_case() if c["id"] != case_id]
        self.assertEqual(1, len(fresh))
        self.assertNotEqual(customer, baton.case(fresh[0]["id"])["customer"]["id"])
        self.assertEqual(0, sum(1 for m in baton.messages(case_id) if m["text"] == "Hello, I am new here."))

    def test_an_act_on_what_is_left_goes_unanswered(self):
        baton, case_id, customer, _ = self.erased()
        self.assert_problem(self.reply(baton, case_id, "hello?"), 422, "erased")
        self.assertEqual(200, baton.admin.delete(f"/v1/customers/{customer}").status, "the second time changes nothing")
        self.assertEqual(1, len(self.events(baton, case_id, "Erased")))

    def test_anybody_but_an_admin_erases_or_somebody_unknown_is_erased(self):
        baton = self.start(change=people_only)
        case_id = self.new_case(baton)
        customer = baton.case(case_id)["customer"]["id"]
        self.assert_problem(baton.ben.delete(f"/v1/customers/{customer}"), 403, "admin")
        self.assert_problem(baton.admin.delete("/v1/customers/kffffff"), 404, "no such customer")
        self.assertIsNone(baton.case(case_id)["customer"]["erased"])


if __name__ == "__main__":
    main()
