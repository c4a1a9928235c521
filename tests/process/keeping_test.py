#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Nothing is kept longer than its time, and nothing goes before it (P1-P4); what happened stays, and replay agrees
before and after (P5)."""
import base64
import sqlite3
import subprocess

import local_baton
from moves import Moves, main
from process_case import DAY, HOUR, people_only

PHOTO = b"\xff\xd8 a photograph of the broken lid " + bytes(range(256)) * 40
MONTH = 31 * DAY  # the longest


class Keeping(Moves):
    WORDS = "My parcel ORD-123456 has not come."

    def closed(self, baton, text: str = WORDS) -> str:
        """A case with a word, a photograph, a note and a reply, resolved and closed."""
        case_id = self.new_case(baton, text=text)
        photo = {"mime_type": "image/jpeg", "data_base64": base64.b64encode(PHOTO).decode()}
        baton.sandbox.says(self.CUSTOMER, type="image", image=photo)
        self.settle(baton)
        self.assertEqual(200, baton.ben.post(f"/v1/cases/{case_id}/note", {"text": "the carrier lost it"}).status)
        self.assertEqual(200, self.reply(baton, case_id, "We send another.").status)
        self.settle(baton)
        epoch = baton.case(case_id)["owner_epoch"]
        self.assertEqual(200, baton.ben.post(f"/v1/cases/{case_id}/resolve", {"epoch": epoch}).status)
        baton.sandbox.advance(ms=49 * HOUR)
        self.assertEqual("closed", baton.case(case_id)["status"])
        return case_id

    def blob(self, baton, case_id: str) -> dict:
        return next(m["attachments"][0] for m in baton.messages(case_id) if m["attachments"])

    def rows(self, baton, question: str, *values) -> list:
        store = sqlite3.connect(f"file:{baton.folder / 'baton.db'}?mode=ro", uri=True, timeout=20)
        try:
            return store.execute(question, values).fetchall()
        finally:
            store.close()

    def content(self, baton, customer: str) -> int:
        question = "SELECT count(*) FROM content JOIN streams ON number = stream WHERE name = ?"
        return self.rows(baton, question, customer)[0][0]

    def rules(self, baton, case_id: str, event: str) -> list[str]:
        return [e["rule"] for e in baton.history(case_id) if e["event"] == event]

    def replay(self, baton):
        """With the host stopped; it runs again afterwards."""
        self.assertEqual(0, baton.host.stop())
        words = [local_baton.build_folder() / "baton", "replay", "--config", baton.config]
        done = subprocess.run(words, capture_output=True, text=True)
        self.assertEqual(0, done.returncode, done.stdout + done.stderr)
        self.assertIn("the same", done.stdout)
        baton.start_host()

    def told(self, baton, case_id: str) -> str:
        return "".join(baton.admin.get(f"/v1/cases/{case_id}{page}").body.decode()
                       for page in ("", "/messages", "/history", "/explain", "/brief"))

    def test_a_photograph_is_kept_longer_than_12_months_P2(self):
        baton = self.start(change=people_only)
        case_id = self.closed(baton)
        blob = self.blob(baton, case_id)["blob"]
        baton.sandbox.advance(ms=11 * 30 * DAY)
        self.assertEqual(200, baton.ben.get(f"/v1/blobs/{blob}").status, "not before its time")
        baton.sandbox.advance(ms=MONTH + 6 * DAY)
        self.assertEqual(["P2"], self.rules(baton, case_id, "MediaForgotten"))
        self.assertEqual(("lost", True), ((a := self.blob(baton, case_id))["state"], "time" in a["lost"]))
        baton.until(lambda: baton.ben.get(f"/v1/blobs/{blob}").status == 404, "it is gone")
        self.assertEqual([], [f for f in baton.folder.rglob(f"{blob}*")])
        self.assertEqual(self.WORDS, baton.messages(case_id)[0]["text"], "words have their own time")

    def test_words_are_kept_longer_than_24_months_after_closing_P1(self):
        # given: a case that closed, and a second one of the same customer a year later
        baton = self.start(change=people_only)
        first = self.closed(baton)
        customer = baton.case(first)["customer"]["id"]
        baton.sandbox.advance(ms=12 * 30 * DAY)
        second = self.closed(baton, "Another parcel, ORD-654321, is broken.")
        self.assertEqual(customer, baton.case(second)["customer"]["id"])
        self.assertEqual(self.WORDS, baton.messages(first)[0]["text"])
        self.replay(baton)
        stored = self.content(baton, customer)
        # when: 24 months have passed since the first closed
        baton.sandbox.advance(ms=12 * MONTH)
        # then: its words are gone, and those of the other and who it was are not
        self.assertEqual(["P1"], self.rules(baton, first, "ContentForgotten"))
        baton.until(lambda: self.content(baton, customer) < stored, "the words leave the store")
        self.settle(baton)
        told = self.told(baton, first)
        for words in ("ORD-123456", "carrier lost it", "We send another"):
            self.assertNotIn(words, told)
        self.assertIn("ORD-654321", self.told(baton, second))
        self.assertTrue(baton.case(second)["customer"]["name"])
        self.assertTrue(baton.case(first)["words_deleted"])
        self.assertIsNone(baton.case(second)["words_deleted"])
        self.assertTrue(self.events(baton, first, "MessageReceived"), "P5: facts stay")
        self.replay(baton)
        self.assert_problem(baton.ben.post(f"/v1/cases/{first}/note", {"text": "late"}), 422, "deleted")
        # when: the time of the last case is over, too
        baton.sandbox.advance(ms=13 * MONTH)
        # then: name and addresses have nothing left to serve
        self.assertEqual(["P1"], self.rules(baton, second, "Erased"))
        self.assertEqual("", baton.case(second)["customer"]["name"])
        baton.until(lambda: self.content(baton, customer) == 0, "nothing of theirs is left")
        question = "SELECT hash FROM addresses JOIN streams ON number = stream WHERE name = ?"
        self.assertEqual([], self.rows(baton, question, customer))
        self.assertTrue(self.events(baton, second, "MessageReceived"), "P5: facts stay")
        self.replay(baton)
        self.assertEqual(2, len(baton.every_case()))

    def test_other_times_are_configured_in_vain_P1_P2(self):
        def shorter(document):
            people_only(document)
            document["privacy"].update(content_months=2, media_months=1)

        baton = self.start(change=shorter)
        case_id = self.closed(baton)
        baton.sandbox.advance(ms=MONTH)
        self.assertEqual(["P2"], self.rules(baton, case_id, "MediaForgotten"))
        self.assertEqual([], self.rules(baton, case_id, "ContentForgotten"))
        baton.sandbox.advance(ms=MONTH)
        self.assertIn("P1", self.rules(baton, case_id, "ContentForgotten"))

    def test_many_customers_whose_time_is_over_keep_somebody_waiting_P1(self):
        def short(document):
            people_only(document)
            document["privacy"].update(content_months=1)

        baton = self.start(change=short)
        numbers = [f"4477009{n:05}" for n in range(40)]
        for number in numbers:
            baton.sandbox.says(number, "where is ORD-111111?")
        self.settle(baton)
        for row in baton.cases():
            body = {"epoch": baton.case(row["id"])["owner_epoch"]}
            self.assertEqual(200, baton.ben.post(f"/v1/cases/{row['id']}/resolve", body).status)
        baton.sandbox.advance(ms=49 * HOUR)
        baton.sandbox.advance(ms=MONTH + DAY)
        fresh = self.new_case(baton, text="I am new here")
        self.assertEqual("I am new here", baton.messages(fresh)[0]["text"], "traffic goes on beside it")
        gone = [row for row in baton.every_case() if row["id"] != fresh]
        self.assertEqual(len(numbers), len(gone))
        for row in gone:
            self.assertNotIn("ORD-111111", self.told(baton, row["id"]))
        self.replay(baton)

    def test_duplicate_keys_are_kept_for_ever_or_too_short_P4(self):
        baton = self.start(change=people_only)
        self.new_case(baton)
        keys = "SELECT count(*) FROM history WHERE duplicates IS NOT NULL"
        self.assertGreater(self.rows(baton, keys)[0][0], 0)
        baton.sandbox.advance(ms=29 * DAY)
        self.pause(0.5)
        self.assertGreater(self.rows(baton, keys)[0][0], 0, "a channel may still repeat itself")
        baton.sandbox.advance(ms=2 * DAY)
        baton.until(lambda: self.rows(baton, keys)[0][0] == 0, "the keys go")
        event = "SELECT facts FROM history JOIN streams ON number = stream WHERE name = 'upkeep'"
        told = baton.until(lambda: self.rows(baton, event), "a deletion is an event")
        self.assertIn("DuplicateKeysForgotten", told[0][0])
        self.assertIn("P4", told[0][0])
        self.replay(baton)

    def test_replay_differs_where_words_are_gone_P5(self):
        baton = self.start(change=people_only)
        case_id = self.closed(baton)
        self.replay(baton)
        events = len(baton.history(case_id))
        baton.sandbox.advance(ms=25 * MONTH)
        baton.until(lambda: baton.case(case_id)["customer"]["erased"], "the last case took its customer along")
        self.assertGreater(len(baton.history(case_id)), events, "the deletions are events, and none went")
        self.replay(baton)


if __name__ == "__main__":
    main()
