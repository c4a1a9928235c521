# SPDX-License-Identifier: MIT
"""`kill -9` at the moments that matter most, one by one: between two statuses, while a send is under way, while an
attachment is fetched, between a reply's commit and its answer."""
import hashlib
import threading
import time

import local_baton
from mortal_host import MortalHost
from process_case import ProcessCase, main

KEY = {"Idempotency-Key": "the same key"}


class CrashPoints(ProcessCase):
    def begin(self, **options):
        self.baton = self.start(**options)
        self.mortal = MortalHost(self.baton)
        return self.baton

    def case_of_ana(self) -> dict:
        """A customer wrote, and Ben gave the thread to Ana."""
        self.baton.sandbox.says(self.CUSTOMER, "Hello, my parcel is late.", name="Nina")
        row = self.baton.until(self.baton.cases, "a case")[0]
        self.baton.ben.post(f"/v1/cases/{row['id']}/assign", {"epoch": self.baton.case(row["id"])["owner_epoch"], "agent": "ana", "reason": "other"})
        case = self.baton.case(row["id"])
        self.assertEqual("agent:ana", case["owner"])
        return case

    @staticmethod
    def reply_of(case: dict, text: str) -> dict:
        return {"thread": case["windows"][0]["thread"], "epoch": case["owner_epoch"], "text": text}

    def ask_in_vain(self, path: str, body: dict) -> threading.Thread:
        """A request that will be cut off by the kill."""
        def ask():
            try:
                self.baton.ana.call("POST", path, body, KEY)
            except local_baton.http.client.HTTPException:
                pass
            except OSError:
                pass
        thread = threading.Thread(target=ask)
        thread.start()
        return thread

    def send_of(self, case: dict, text: str) -> dict:
        found = [m for m in self.baton.messages(case["id"]) if m["text"] == text and "send" in m]
        self.assertEqual(1, len(found), found)
        return found[0]["send"]

    def kill_while_sending(self, fault: str, text: str):
        """The send is in the channel's hands when the host dies."""
        case = self.case_of_ana()
        before = len(self.baton.sandbox.requests())
        self.baton.sandbox.fault(kind=fault, edge="messages", type="text")
        asking = self.ask_in_vain(f"/v1/cases/{case['id']}/reply", self.reply_of(case, text))
        self.baton.until(lambda: any(r["path"].endswith("/messages") for r in self.baton.sandbox.requests()[before:]) or
                         [r for r in self.baton.sandbox.sent(self.CUSTOMER) if r["body"] == text] or self.fault_struck(), "the send reached the channel")
        time.sleep(0.2)
        self.mortal.kill()
        asking.join()
        self.mortal.start()
        return case

    def fault_struck(self) -> bool:
        faults = self.baton.sandbox.http.get("/whatsapp/faults").json
        return not (faults["faults"] if isinstance(faults, dict) else faults)

    def bodies(self, text: str) -> int:
        return len([row for row in self.baton.sandbox.sent(self.CUSTOMER) if row["body"] == text])

    def test_a_kill_between_two_statuses_loses_the_second_or_sends_again(self):
        self.begin()
        case = self.case_of_ana()
        answer = self.baton.ana.call("POST", f"/v1/cases/{case['id']}/reply", self.reply_of(case, "It is on its way."), KEY)
        self.assertTrue(answer["final"], answer)
        self.baton.sandbox.advance(ms=200)  # `sent` has come, `delivered` has not
        self.mortal.kill()
        self.baton.sandbox.advance(ms=2000)
        self.mortal.start()
        self.baton.sandbox.advance(minutes=2)
        self.assertIn(self.send_of(case, "It is on its way.")["state"], ("delivered", "read"))
        self.assertEqual(1, self.bodies("It is on its way."))

    def test_a_send_whose_answer_the_kill_swallowed_is_sent_again(self):
        self.begin()
        case = self.kill_while_sending("hang_after", "We are looking into it.")
        self.baton.sandbox.advance(minutes=20)
        self.assertEqual(1, self.bodies("We are looking into it."))
        self.assertIn(self.send_of(case, "We are looking into it.")["state"], ("sent", "delivered", "read", "accepted"))

    def test_a_send_nobody_knows_of_is_sent_again_by_itself_or_forgotten(self):
        self.begin()
        case = self.kill_while_sending("hang_before", "One moment, please.")
        self.baton.sandbox.advance(minutes=20)
        self.assertEqual(0, self.bodies("One moment, please."))
        send = self.send_of(case, "One moment, please.")
        self.assertEqual("unknown", send["state"], send)
        message = next(m["message_id"] for m in self.baton.messages(case["id"]) if m["text"] == "One moment, please.")
        self.assertEqual(200, self.baton.ana.post(f"/v1/messages/{message}/settle", {"send_again": True}).status)
        self.baton.until(lambda: self.bodies("One moment, please.") == 1, "the author's decision is carried out")

    def test_a_reply_repeated_with_its_key_after_a_kill_reaches_the_customer_twice(self):
        self.begin()
        case = self.kill_while_sending("hang_after", "Your refund is booked.")
        again = self.baton.ana.call("POST", f"/v1/cases/{case['id']}/reply", self.reply_of(case, "Your refund is booked."), KEY)
        self.assertEqual(200, again.status, again)
        self.baton.sandbox.advance(minutes=20)
        self.assertEqual(1, self.bodies("Your refund is booked."))
        known = next(m["message_id"] for m in self.baton.messages(case["id"]) if m["text"] == "Your refund is booked.")
        self.assertEqual(known, again["message_id"])

    def test_an_act_repeated_with_its_key_after_a_kill_is_done_twice(self):
        self.begin()
        case = self.case_of_ana()
        for _ in range(5):
            asking = self.ask_in_vain(f"/v1/cases/{case['id']}/note", {"text": "asked the depot"})
            self.mortal.kill()
            asking.join()
            self.mortal.start()
        answer = self.baton.ana.call("POST", f"/v1/cases/{case['id']}/note", {"text": "asked the depot"}, KEY)
        self.assertEqual(200, answer.status, answer)
        self.assertEqual(1, len([m for m in self.baton.messages(case["id"]) if m["text"] == "asked the depot"]))

    def test_an_attachment_is_lost_or_doubled_by_a_kill_while_it_is_fetched(self):
        for moment in ("hang_before", "cut_after"):
            with self.subTest(moment):
                self.begin(name=moment)
                picture = bytes(range(256)) * 400
                self.baton.sandbox.fault(kind=moment, edge="download")
                encoded = local_baton_base64(picture)
                self.baton.sandbox.says(self.CUSTOMER, type="image", image={"mime_type": "image/jpeg", "data_base64": encoded})
                case = self.baton.until(self.baton.cases, "a case")[0]
                self.baton.until(self.fault_struck, "the download began")
                self.mortal.kill()
                self.mortal.start()
                self.baton.sandbox.advance(minutes=5)
                self.check_picture(case, picture)

    def check_picture(self, case: dict, picture: bytes):
        messages = [m for m in self.baton.messages(case["id"]) if m["from"] == "customer"]
        self.assertEqual(1, len(messages))
        attachment = messages[0]["attachments"][0]
        self.assertEqual("stored", attachment["state"], attachment)
        self.assertEqual(hashlib.sha256(picture).hexdigest(), attachment["sha256"])
        self.assertEqual(picture, self.baton.ana.get(f"/v1/blobs/{attachment['blob']}").body)
        fetched = [e for e in self.baton.history(case["id"]) if e["event"] == "AttachmentStored"]
        self.assertLessEqual(len(fetched), 1)


def local_baton_base64(data: bytes) -> str:
    import base64
    return base64.b64encode(data).decode()


if __name__ == "__main__":
    main()
