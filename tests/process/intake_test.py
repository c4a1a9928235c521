#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every word of a customer is in the history once, with its media, under the customer who wrote it (C1, I1, I2, I6, I8)."""
import base64
import hashlib
import hmac
import json

from local_baton import CONNECTOR, PNID
from moves import Moves, main
from process_case import DAY, people_only


def signed(baton, value: dict, field: str = "messages"):
    """One webhook as Meta signs it, straight to the host: what the sandbox cannot be asked to do a hundred times at once."""
    body = json.dumps({"object": "whatsapp_business_account",
                       "entry": [{"id": "200000000000001", "changes": [{"field": field, "value": value}]}]}).encode()
    signature = "sha256=" + hmac.new(b"sandbox-secret", body, hashlib.sha256).hexdigest()
    return lambda: baton.admin.call("POST", f"/hooks/{CONNECTOR}", body,
                                    {"Content-Type": "application/json", "X-Hub-Signature-256": signature})


def value_of(*messages: dict, number: str = Moves.CUSTOMER) -> dict:
    return {"messaging_product": "whatsapp", "metadata": {"display_phone_number": "15550100001", "phone_number_id": PNID},
            "contacts": [{"profile": {"name": "Dana"}, "wa_id": number}], "messages": list(messages)}


class Intake(Moves):
    def customer_words(self, baton, case_id: str) -> list[dict]:
        return [m for m in baton.messages(case_id) if m["from"] == "customer"]

    def test_an_album_of_ten_is_torn_into_cases_or_loses_a_picture(self):
        baton = self.start()
        pictures = [bytes([i]) * (1000 + i) for i in range(10)]
        now = baton.sandbox.now_ms()
        plays = [lambda i=i, p=p: baton.sandbox.says(self.CUSTOMER, type="image", at_ms=now + 20 * i,
                                                     image={"mime_type": "image/jpeg", "data_base64": base64.b64encode(p).decode()})
                 for i, p in enumerate(pictures)]
        self.at_once(plays)
        cases = baton.cases()
        self.assertEqual(1, len(cases), "an album opened more than one case")
        case_id = cases[0]["id"]

        def all_stored():
            words = self.customer_words(baton, case_id)
            return len(words) == 10 and all(m["attachments"][0]["state"] == "stored" for m in words) and words
        words = baton.until(all_stored, "ten pictures fetched and stored", 60)
        self.assertEqual({hashlib.sha256(p).hexdigest() for p in pictures}, {m["attachments"][0]["sha256"] for m in words})
        for message in words:
            attachment = message["attachments"][0]
            self.assertEqual("image/jpeg", attachment["media_type"])
            blob = baton.ana.get(f"/v1/blobs/{attachment['blob']}")
            self.assertEqual(attachment["sha256"], hashlib.sha256(blob.body).hexdigest())
            self.assertEqual(attachment["size"], len(blob.body))
        baton.sandbox.advance(minutes=1)
        ended = self.events(baton, case_id, "BurstEnded")
        self.assertEqual([10], [e["fragments"] for e in ended], "a burst is one turn (I8)")

    def test_media_that_the_channel_lost_hides_that_there_was_some(self):
        baton = self.start(change=people_only)
        baton.sandbox.fault(kind="error", edge="lookup", count=0, status=404, code=100)
        case_id = self.new_case_of(baton, type="image", image={"caption": "the broken lid"})
        message = baton.until(lambda: next((m for m in self.customer_words(baton, case_id) if m["attachments"][0]["state"] == "lost"), None),
                              "the picture is known to be lost")
        self.assertEqual("the broken lid", message["text"])
        self.assertTrue(message["attachments"][0]["lost"])

    def new_case_of(self, baton, number: str = Moves.CUSTOMER, **message) -> str:
        baton.sandbox.says(number, **message)
        rows = [row for row in baton.cases() if row["id"] not in getattr(self, "seen", set())]
        self.assertEqual(1, len(rows), f"{message} did not open one case")
        self.seen = getattr(self, "seen", set()) | {rows[0]["id"]}
        return rows[0]["id"]

    def test_the_same_webhook_a_hundred_times_at_once_becomes_two_messages(self):
        baton = self.start()
        now = baton.sandbox.now_ms() // 1000
        post = signed(baton, value_of({"id": "wamid.SAME", "from": self.CUSTOMER, "timestamp": str(now), "type": "text", "text": {"body": "hello there"}}))
        answers = self.at_once([post] * 100)
        # 200 says that it is stored; a burst may be told to come again, never to go away.
        self.assertLessEqual({a.status for a in answers}, {200, 503})
        self.assertIn(200, {a.status for a in answers})
        self.assertEqual(200, post().status)
        self.assertEqual(1, len(baton.cases()))
        case_id = baton.cases()[0]["id"]
        self.assertEqual(1, len(self.customer_words(baton, case_id)))
        self.settle(baton)
        self.assertEqual(1, len(self.posted_to_bot(baton)), "the bot was asked twice about one word")
        before = baton.history(case_id)
        self.at_once([post] * 5)
        self.assertEqual(before, baton.history(case_id), "a repeated webhook left a trace")

    def test_a_word_of_the_day_before_yesterday_opens_a_window_or_wakes_the_bot(self):
        baton = self.start()
        old = baton.sandbox.now_ms() - 2 * DAY
        baton.sandbox.says(self.CUSTOMER, "are you there?", at_ms=old)
        self.settle(baton)
        case = baton.case(baton.cases()[0]["id"])
        self.assertEqual(("open", "lead:general"), (case["status"], case["owner"]), "I1: late means a person looks")
        self.assertEqual("closed", case["windows"][0]["state"])
        word = self.customer_words(baton, case["id"])[0]
        self.assertTrue(word["late"])
        self.assertEqual(old // 1000, self.seconds(word["at"]), "it keeps its own time")
        self.assertEqual([], self.posted_to_bot(baton))

    def test_a_late_word_moves_a_case_that_is_under_way(self):
        baton = self.start()
        case_id = self.new_case(baton)
        before = baton.case(case_id)
        baton.sandbox.says(self.CUSTOMER, "I want to talk to a human", at_ms=baton.sandbox.now_ms() - 2 * DAY)
        self.settle(baton)
        after = baton.case(case_id)
        for field in ("owner", "owner_epoch", "status", "windows"):
            self.assertEqual(before[field], after[field], f"{field} moved by a late word")
        self.assertEqual(2, len(self.customer_words(baton, case_id)))

    @staticmethod
    def seconds(text: str) -> int:
        from datetime import datetime
        return int(datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp())

    def test_a_kind_of_message_is_dropped_or_mistaken_for_another(self):
        baton = self.start(change=people_only)
        kinds = {
            "image": {"type": "image", "image": {"caption": "see"}}, "video": {"type": "video", "video": {}},
            "audio": {"type": "audio", "audio": {"voice": True}}, "sticker": {"type": "sticker", "sticker": {}},
            "document": {"type": "document", "document": {"filename": "bill.pdf"}},
            "location": {"type": "location", "location": {"latitude": 52.5, "longitude": 13.4, "name": "Depot"}},
            "contacts": {"type": "contacts", "contacts": [{"name": {"formatted_name": "Eve", "first_name": "Eve"}, "phones": [{"phone": "+44 1"}]}]},
            "button": {"button": {"payload": "yes-1", "text": "Yes"}},
            "list_choice": {"type": "interactive", "interactive": {"type": "list_reply", "list_reply": {"id": "r1", "title": "Row"}}},
            "form": {"type": "interactive", "interactive": {"type": "nfm_reply", "nfm_reply": {"response_json": "{\"a\":1}", "body": "Sent", "name": "flow"}}},
            "order": {"type": "order", "order": {"catalog_id": "c", "product_items": [{"product_retailer_id": "p", "quantity": 1, "item_price": 2, "currency": "EUR"}]}},
            "unsupported": {"type": "unsupported"},
        }
        for number, (kind, message) in enumerate(kinds.items()):
            with self.subTest(kind):
                case_id = self.new_case_of(baton, f"4477009001{number:02}", **message)
                self.assertEqual(kind, self.customer_words(baton, case_id)[0]["kind"])
        with self.subTest("a type that does not exist yet"):
            case_id = self.new_case_of(baton, "447700900190", type="hologram", hologram={"frames": 3})
            word = self.customer_words(baton, case_id)[0]
            self.assertEqual("unsupported", word["kind"])
            self.assertIn("hologram", word["text"], "an unknown type is recorded by its name")

    def test_reaction_edit_and_deletion_become_words_of_their_own_or_vanish(self):
        baton = self.start(change=people_only)
        first = baton.sandbox.says(self.CUSTOMER, "my old words").json["ids"][0]
        case_id = baton.cases()[0]["id"]
        window = baton.case(case_id)["windows"][0]["ends"]
        baton.sandbox.advance(minutes=10)
        baton.sandbox.says(self.CUSTOMER, type="edit", edit={"original_message_id": first, "message": {"type": "text", "text": {"body": "my new words"}}})
        word = self.customer_words(baton, case_id)[0]
        self.assertTrue(word.get("edited"), word)
        self.assertEqual("my new words", word["text"])
        self.assertEqual(window, baton.case(case_id)["windows"][0]["ends"], "K: an edit leaves the window as it is")
        baton.sandbox.says(self.CUSTOMER, type="revoke", revoke={"original_message_id": first})
        self.assertTrue(self.customer_words(baton, case_id)[0].get("deleted"))
        before = len(self.customer_words(baton, case_id))
        baton.sandbox.says(self.CUSTOMER, type="reaction", reaction={"message_id": first, "emoji": "\U0001F44D"})
        self.assertEqual(1, len(baton.cases()))
        self.assertIn("eaction", json.dumps(baton.history(case_id)), "the reaction is nowhere in the history")
        self.assertLessEqual(len(self.customer_words(baton, case_id)) - before, 1)

    def test_where_a_customer_came_from_is_forgotten(self):
        baton = self.start(change=people_only)
        case_id = self.new_case_of(baton, text="I saw your ad", referral={"source_url": "https://fb.me/x", "source_type": "ad", "source_id": "77", "headline": "Spring"})
        received = self.events(baton, case_id, "MessageReceived")[0]
        self.assertTrue(received["referral"], "the referral is not kept with the message")

    def test_a_customer_without_a_number_cannot_be_answered(self):
        baton = self.start(change=people_only)
        self.sent_to_user_id(baton, "GB.1234567890")

    def sent_to_user_id(self, baton, user_id: str):
        baton.sandbox.http.post("/whatsapp/inbound", {"user_id": user_id, "username": "dana", "name": "Dana", "phone": "absent", "text": "hello"})
        case_id = baton.cases()[0]["id"]
        answer = self.reply(baton, case_id, "Hello Dana.")
        self.assertEqual("free", answer["decision"], answer)
        baton.until(lambda: [row for row in baton.sandbox.sent() if row["body"] == "Hello Dana."], "the answer reached the channel")
        # The number becomes known later: the same person, the same case.
        baton.sandbox.http.post("/whatsapp/inbound", {"from": "447700900177", "user_id": user_id, "phone": "normal", "text": "it is me again"})
        self.assertEqual([case_id], [row["id"] for row in baton.cases()])
        self.assertEqual(2, len(self.customer_words(baton, case_id)))

    def test_a_changed_number_makes_a_stranger_of_a_customer(self):
        baton = self.start(change=people_only)
        case_id = self.new_case(baton)
        baton.sandbox.says(self.CUSTOMER, type="system", system={"type": "user_changed_number", "wa_id": "447700900155", "body": "changed"})
        baton.sandbox.says("447700900155", "still waiting")
        self.assertEqual([case_id], [row["id"] for row in baton.cases()], "the new number opened a case of its own")
        self.assertEqual(2, len(self.customer_words(baton, case_id)))

    def test_a_word_that_nobody_said_to_us_opens_a_case_or_a_window(self):
        baton = self.start(change=people_only)
        baton.sandbox.says(self.CUSTOMER, "hello all", group_id="120363000000000001")
        self.settle(baton)
        self.assertEqual([], baton.cases(), "C1: a group chat is no case")
        self.assertTrue(baton.until(lambda: [k for k in self.alarms(baton) if k.startswith("group:")], "the lead is told of the group"))
        baton.sandbox.http.post("/whatsapp/raw", {"field": "weather_forecast", "value": {"sun": True}})
        baton.sandbox.http.post("/whatsapp/status", {"status": "delivered", "wamid": "wamid.NOBODY", "to": "447700900188"})
        self.settle(baton)
        self.assertEqual([], baton.cases())
        baton.sandbox.says("447700900120", type="request_welcome")
        self.settle(baton)
        rows = baton.cases()
        self.assertLessEqual(len(rows), 1)
        for row in rows:
            self.assertEqual("closed", baton.case(row["id"])["windows"][0]["state"], "opening a chat is no word")

    def test_a_call_leaves_no_trace_or_no_window(self):
        baton = self.start(change=people_only)
        baton.sandbox.http.post("/whatsapp/call", {"from": self.CUSTOMER})
        case = baton.case(baton.cases()[0]["id"])
        self.assertEqual("open", case["windows"][0]["state"], "W1: a call opens it as a word does")
        self.assertEqual("call", baton.messages(case["id"])[0]["kind"])
        self.assertEqual("free", self.reply(baton, case["id"], "You called?")["decision"])

    def test_a_batch_of_many_loses_one_on_the_way(self):
        baton = self.start(change=people_only)
        baton.sandbox.http.post("/whatsapp/inbound", {"from": self.CUSTOMER, "text": "line", "batch": 40, "reorder": True, "duplicate": 2})
        case_id = baton.cases()[0]["id"]
        self.assertEqual({f"line #{i}" for i in range(1, 41)}, {m["text"] for m in self.customer_words(baton, case_id)})
        self.assertEqual(40, len(self.customer_words(baton, case_id)))

    def test_a_wrong_signature_is_believed(self):
        baton = self.start(change=people_only)
        for signature in ("wrong", "missing"):
            answer = baton.sandbox.http.post("/whatsapp/inbound", {"from": self.CUSTOMER, "text": "let me in", "signature": signature})
            self.assertEqual([401], [d["status"] for d in answer.json["deliveries"]])
        self.assertEqual([], baton.cases())


if __name__ == "__main__":
    main()
