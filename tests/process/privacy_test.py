#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What may show data that does not belong in a chat is seen by few, and each look is known (I4); a restricted lane
keeps its notes to itself (R3); what does not stay on a channel is sent where it belongs (H13)."""
import base64
import json
import re
import subprocess

import local_baton
from moves import Moves, main
from process_case import DAY, people_only

PASSPORT = b"\xff\xd8 a photograph of a passport " + bytes(range(256)) * 600
KEY, OTHER_KEY = "0f" * 32, "1e" * 32
PAGE = "https://id.example.com/start"


def with_key(document):
    people_only(document)
    document["privacy"]["quarantine_key"] = KEY


def restricted(document):
    people_only(document)
    next(lane for lane in document["lanes"] if lane["id"] == "compliance")["restricted"] = True


def with_table(document):
    document["privacy"]["secure_path"] = {"url": PAGE, "key": "sandbox-page-key"}
    document["privacy"]["channels"] = {
        "whatsapp": {"classes": {"iban": "stay", "password": "call"}, "intents": {"data_protection": "email"}},
        "*": {"classes": {"card": "form"}}}


class Quarantine(Moves):
    def with_passport(self, baton) -> tuple[str, str]:
        """A case in lane general with a photograph of a passport; the case and the item."""
        image = {"mime_type": "image/jpeg", "data_base64": base64.b64encode(PASSPORT).decode(),
                 "caption": "here is a photo of my passport"}
        baton.sandbox.says(self.CUSTOMER, type="image", image=image)
        self.settle(baton)
        case_id = baton.cases()[0]["id"]
        self.assertEqual("general", baton.case(case_id)["lane"])
        message = next(m for m in baton.messages(case_id) if m["attachments"])
        return case_id, f"{message['message_id']}-0"

    def attachment(self, baton, case_id: str) -> dict:
        return next(m["attachments"][0] for m in baton.messages(case_id) if m["attachments"])

    def looks(self, baton, case_id: str) -> list[tuple]:
        return [(e["data"]["by"], e["data"]["granted"], e["data"].get("message", ""))
                for e in baton.history(case_id) if e["event"] == "QuarantineLooked" and e["rule"] == "I4"]

    def files(self, baton):
        return [f for f in (baton.folder / "baton.db.blobs").rglob("*") if f.is_file()]

    def test_a_passport_is_shown_to_anybody_or_looked_at_unseen_I4(self):
        # given: a photograph of a passport, and a key
        baton = self.start(change=with_key)
        self.come(baton, "ana", "tess")
        case_id, item = self.with_passport(baton)
        # then: nothing of it is where attachments usually are
        attachment = self.attachment(baton, case_id)
        self.assertEqual("withheld", attachment["state"])
        self.assertNotIn("blob", attachment)
        self.assertEqual({"items": 1, "kept": 1}, baton.case(case_id)["quarantine"])
        self.assertEqual([], self.events(baton, case_id, "AttachmentStored"))
        kept = self.events(baton, case_id, "QuarantineKept")
        self.assertEqual(1, len(kept))
        self.assertEqual(404, baton.ana.get(f"/v1/blobs/{kept[0]['blob']}").status)
        for file in self.files(baton):
            self.assertNotIn(PASSPORT[:40], file.read_bytes())
        # when: somebody with the skill of the case's lane looks
        listed = baton.ana.get(f"/v1/cases/{case_id}/quarantine")
        self.assertEqual(200, listed.status, listed)
        self.assertEqual([item], [one["id"] for one in listed["items"]])
        self.assertEqual("kept", listed["items"][0]["state"])
        shown = baton.ana.get(f"/v1/cases/{case_id}/quarantine/{item}")
        self.assertEqual((200, PASSPORT), (shown.status, shown.body))
        self.assertEqual("no-store", shown.headers["cache-control"])
        # and somebody without it
        self.assert_problem(baton.tess.get(f"/v1/cases/{case_id}/quarantine"), 403, "skill of lane general")
        self.assert_problem(baton.tess.get(f"/v1/cases/{case_id}/quarantine/{item}"), 403, "recorded")
        self.assert_problem(baton.service.get(f"/v1/cases/{case_id}/quarantine"), 403)
        # then: each look is in the history with who and when
        message = item.rsplit("-", 1)[0]
        self.assertEqual([("agent:ana", True, ""), ("agent:ana", True, message), ("agent:tess", False, ""),
                          ("agent:tess", False, message), ("service:service", False, "")], self.looks(baton, case_id))
        self.assert_problem(baton.ana.get(f"/v1/cases/{case_id}/quarantine/{message}-7"), 404)
        self.assert_problem(baton.ana.get(f"/v1/cases/{case_id}/quarantine/nonsense"), 404)

    def test_the_specialists_brief_is_silent_about_what_is_withheld_I4(self):
        baton = self.start(change=with_key)
        self.come(baton, "ana", "ben", "tess")
        case_id, _ = self.with_passport(baton)
        handed = self.handoff(baton, case_id, "ben", {"lane": "technical"}, question="Is it broken?")
        self.assertEqual(200, handed.status, handed)
        self.settle(baton)
        brief = baton.until(lambda: baton.case(case_id)["brief"], "a brief")
        self.assertEqual(1, brief["withheld"])
        self.assertIn("1", brief["text"][brief["text"].index("Withheld"):])

    def test_without_a_key_it_is_kept_or_nobody_is_told_I4(self):
        baton = self.start(change=people_only)
        case_id, item = self.with_passport(baton)
        self.assertEqual({"items": 1, "kept": 0}, baton.case(case_id)["quarantine"])
        self.assertIn("quarantine_key", self.attachment(baton, case_id)["lost"])
        missed = [e for e in baton.history(case_id) if e["event"] == "AttachmentMissed"]
        self.assertEqual(1, len(missed), "the case says so")
        self.assertEqual([], self.files(baton))
        self.assert_problem(baton.ana.get(f"/v1/cases/{case_id}/quarantine/{item}"), 410, "not kept")

    def test_another_key_opens_it_I4(self):
        baton = self.start(change=with_key)
        case_id, item = self.with_passport(baton)
        self.assertEqual(0, baton.host.stop())
        baton.config.write_text(baton.config.read_text().replace(KEY, OTHER_KEY))
        baton.start_host()
        self.assert_problem(baton.ana.get(f"/v1/cases/{case_id}/quarantine/{item}"), 409, "privacy.quarantine_key")

    def test_it_is_kept_longer_than_its_time_P3_I4(self):
        baton = self.start(change=with_key)
        case_id, item = self.with_passport(baton)
        baton.sandbox.advance(ms=14 * DAY - 60_000)
        self.assertEqual(200, baton.ana.get(f"/v1/cases/{case_id}/quarantine/{item}").status)
        baton.sandbox.advance(ms=120_000)
        self.assert_problem(baton.ana.get(f"/v1/cases/{case_id}/quarantine/{item}"), 410, "time")
        forgotten = [e for e in baton.history(case_id) if e["event"] == "MediaForgotten"]
        self.assertEqual([("P3", "quarantine")], [(e["rule"], e["data"]["kept"]) for e in forgotten])
        baton.until(lambda: not self.files(baton), "its file goes")
        self.assertEqual("withheld", self.attachment(baton, case_id)["state"])

    def test_an_erasure_leaves_it_behind_C7_I4(self):
        baton = self.start(change=with_key)
        case_id, item = self.with_passport(baton)
        customer = baton.case(case_id)["customer"]["id"]
        self.assertEqual(200, baton.admin.delete(f"/v1/customers/{customer}").status)
        self.settle(baton)
        baton.until(lambda: not self.files(baton), "its file goes with the rest")
        self.assertNotEqual(200, baton.ana.get(f"/v1/cases/{case_id}/quarantine/{item}").status)


class RestrictedLane(Moves):
    SECRET_NOTE, SECRET_ANSWER = "the police asked about this account", "yes, hold everything"

    def with_work(self, baton) -> str:
        """Ben's conversation, work of lane compliance that tom took and answered, notes of both."""
        self.come(baton, "ana", "ben", "tom")
        case_id = self.new_case(baton)
        handed = self.handoff(baton, case_id, "ben", {"lane": "compliance"}, model="l1_owns", question="May we?")
        self.assertEqual(200, handed.status, handed)
        row = self.accept(baton, "tom", "work")
        self.assertEqual(200, baton.tom.post(f"/v1/cases/{case_id}/note", {"text": self.SECRET_NOTE}).status)
        self.assertEqual(200, baton.ana.post(f"/v1/cases/{case_id}/note", {"text": "called twice"}).status)
        body = {"text": self.SECRET_ANSWER, "final": True, "verdict": "holdup"}
        self.assertEqual(200, baton.tom.post(f"/v1/work/{row['id']}/answer", body).status)
        self.settle(baton)
        return case_id

    def pages(self, who, case_id: str) -> str:
        return "".join(who.get(f"/v1/cases/{case_id}{page}").body.decode()
                       for page in ("", "/messages", "/history", "/explain", "/brief"))

    def test_notes_and_answers_of_a_restricted_lane_are_everybodys_R3(self):
        # given: lane compliance is restricted; when: tom of compliance writes a note and an answer
        baton = self.start(change=restricted)
        case_id = self.with_work(baton)
        # then: who has no skill there sees that something is withheld, and by which lane
        for who in (baton.ana, baton.ben, baton.tess, baton.service):
            told = self.pages(who, case_id)
            for secret in (self.SECRET_NOTE, self.SECRET_ANSWER, "holdup"):
                self.assertNotIn(secret, told)
            shown = [m for m in who.get(f"/v1/cases/{case_id}/messages")["messages"] if "withheld" in m]
            self.assertEqual({"compliance"}, {m["withheld"]["lane"] for m in shown})
            self.assertEqual({"note", "answer"}, {m["from"] for m in shown})
            self.assertTrue(all(m["text"] is None and m["author"] == "agent:tom" for m in shown))
            self.assertEqual("compliance", who.get(f"/v1/cases/{case_id}")["answers"][0]["withheld"]["lane"])
            self.assertIn("called twice", told, "an ordinary note stays ordinary")
            noted = [e["data"] for e in who.get(f"/v1/cases/{case_id}/history")["events"] if e["event"] == "NoteAdded"]
            self.assertEqual("compliance", noted[0]["withheld"]["lane"])
        # and the lane itself, its lead and an admin read all of it
        for who in (baton.tom, baton.admin):
            told = self.pages(who, case_id)
            for words in (self.SECRET_NOTE, self.SECRET_ANSWER, "holdup"):
                self.assertIn(words, told)

    def test_a_brief_tells_what_a_restricted_lane_wrote_R3(self):
        baton = self.start(change=restricted)
        case_id = self.with_work(baton)
        handed = self.handoff(baton, case_id, "ben", {"lane": "technical"}, question="Can it be repaired?")
        self.assertEqual(200, handed.status, handed)
        self.settle(baton)
        brief = baton.until(lambda: (b := baton.tess.get(f"/v1/cases/{case_id}/brief")).status == 200 and b, "a brief")
        self.assertNotIn(self.SECRET_ANSWER, brief.body.decode())
        self.assertNotIn(self.SECRET_NOTE, brief.body.decode())

    def test_a_lane_that_is_not_restricted_withholds_R3(self):
        baton = self.start(change=people_only)
        case_id = self.with_work(baton)
        self.assertIn(self.SECRET_NOTE, self.pages(baton.tess, case_id))
        self.assertIn(self.SECRET_ANSWER, self.pages(baton.tess, case_id))


class ChannelTable(Moves):
    def turn_ends(self, baton):
        baton.sandbox.advance(seconds=6)

    def test_a_bot_asks_for_what_may_stay_or_goes_elsewhere_and_is_treated_alike_H13(self):
        baton = self.start(change=with_table)
        case_id = self.new_case(baton)
        answer = self.bot_says(baton, case_id, "Please send me your IBAN", confidence=0.9)
        self.assertEqual("free", answer["decision"], answer)
        answer = self.bot_says(baton, case_id, "Please tell me your password", confidence=0.9)
        self.assertEqual("other_channel", answer["decision"], answer)
        self.assertIn("call", answer["reason"])
        self.settle(baton)
        self.bot_says(baton, case_id, "Then give me the password", confidence=0.9)
        self.settle(baton)
        texts = self.sent_texts(baton)
        self.assertFalse([t for t in texts if "password" in t], texts)
        called = [t for t in texts if "Call us instead: +44 20 7946 0000" in t]
        self.assertEqual(1, len(called), "the way is named, once")
        answer = self.bot_says(baton, case_id, "Please send me your card number", confidence=0.9)
        self.assertEqual("refused", answer["decision"])
        self.settle(baton)
        self.assertEqual(1, len([t for t in self.sent_texts(baton) if PAGE in t]), "I5: the secure path")

    def test_a_customer_is_sent_away_with_what_may_stay_H13(self):
        baton = self.start(change=with_table)
        case_id = self.new_case(baton, text="refund to DE89370400440532013000 please, account of mine")
        self.turn_ends(baton)
        self.assertFalse([t for t in self.sent_texts(baton) if PAGE in t])
        self.assertIn("[IBAN]", baton.messages(case_id)[0]["text"], "I4: it is masked all the same")
        self.assertEqual([], [e for e in self.events(baton, case_id, "HandoffDecided") if e["trigger"] == "H2"])

    def test_an_intent_that_belongs_elsewhere_is_gone_on_with_in_the_chat_H13(self):
        baton = self.start(change=with_table)
        self.come(baton, "tom")
        case_id = self.new_case(baton, text="Under GDPR please delete all my personal data")
        self.turn_ends(baton)
        told = [t for t in self.sent_texts(baton) if "care@example.com" in t and "email instead" in t]
        self.assertEqual(1, len(told), self.sent_texts(baton))
        named = [e for e in baton.history(case_id) if e["event"] == "OtherWayNamed"]
        self.assertEqual([("H13", "email", "data_protection", "whatsapp")],
                         [(e["rule"], e["data"]["way"], e["data"]["about"], e["data"]["channel"]) for e in named])
        decisions = baton.admin.get(f"/v1/cases/{case_id}/explain")["decisions"]
        self.assertIn("OtherWayNamed", [d["event"] for d in decisions])
        baton.sandbox.says(self.CUSTOMER, "Did you read it? GDPR!")
        self.turn_ends(baton)
        self.assertEqual(1, len([t for t in self.sent_texts(baton) if "email instead" in t]), "once")

    def test_baton_check_lets_a_wrong_table_or_key_pass_H13_I4(self):
        def problems(change) -> list[str]:
            folder, port = self.folder / "check", local_baton.free_port()
            config = local_baton.demo_config(folder, port, "http://127.0.0.1:1", change)
            words = [local_baton.build_folder() / "baton", "check", "--config", config]
            done = subprocess.run(words, capture_output=True, text=True)
            return re.findall(r"\d+:\d+: (\S+): (.*)", done.stdout)

        table = {"fax": {"classes": {"card": "stay"}},
                 "whatsapp": {"classes": {"crad": "stay", "card": "form"}, "intents": {"refunding": "stay"}}}
        found = dict(problems(lambda d: d["privacy"].update(channels=table)))
        self.assertEqual({"/privacy/channels/fax", "/privacy/channels/whatsapp/classes/crad",
                          "/privacy/channels/whatsapp/classes/card", "/privacy/channels/whatsapp/intents/refunding"},
                         set(found), found)
        self.assertIn("did you mean \"card\"", found["/privacy/channels/whatsapp/classes/crad"])
        self.assertIn("privacy.secure_path.url", found["/privacy/channels/whatsapp/classes/card"])
        found = problems(lambda d: d["privacy"].update(quarantine_key="abc123"))
        self.assertEqual(["/privacy/quarantine_key"], [pointer for pointer, _ in found])
        self.assertIn("openssl rand -hex 32", found[0][1])
        self.assertNotIn("abc123", json.dumps(found))


if __name__ == "__main__":
    main()
