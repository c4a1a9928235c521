#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A card or account number that reached a disk, a log, a bot or a specialist cannot be taken back (I4): it is masked before the
first write, wherever in a message it stands."""
import json

from moves import Moves, main
from process_case import people_only

CARD, CARD_SPACED = "4111111111111111", "5500 0055 5555 5559"
IBAN, IBAN_SPACED = "DE89370400440532013000", "GB82 WEST 1234 5698 7654 32"


class Masking(Moves):
    def assert_nowhere(self, baton, *secrets: str):
        """Files of the store, its journal, its attachments' folder, and the log: looked at while the host runs and after."""
        for moment in ("running", "stopped"):
            if moment == "stopped":
                baton.host.stop()
            for file in sorted(baton.folder.rglob("*")):
                if not file.is_file() or file.name == "sandbox.log":
                    continue
                found = file.read_bytes()
                for secret in secrets:
                    for form in {secret, secret.replace(" ", ""), secret.replace(" ", "-")}:
                        self.assertNotIn(form.encode(), found, f"{form} stands in {file.name} ({moment})")

    def assert_not_told(self, baton, case_id: str, *secrets: str):
        """Everything the API says of the case, to whoever asks."""
        pages = ["", "/messages", "/history", "/explain", "/brief"]
        told = [baton.admin.get(f"/v1/cases/{case_id}{page}").body.decode() for page in pages]
        told += [baton.admin.get(path).body.decode() for path in ("/v1/cases", "/v1/work", "/v1/alarms", "/v1/dead-letters")]
        for text in told:
            for secret in secrets:
                self.assertNotIn(secret, text)
                self.assertNotIn(secret.replace(" ", ""), text)

    def test_a_card_or_account_number_reaches_the_disk_the_bot_or_the_specialist(self):
        baton = self.start(level="debug")
        secrets = (CARD, CARD_SPACED, IBAN, IBAN_SPACED)
        case_id = self.new_case(baton, text=f"charge {CARD} please")
        baton.sandbox.says(self.CUSTOMER, f"or {CARD_SPACED}, refund to {IBAN}")
        baton.sandbox.says(self.CUSTOMER, f"no: {IBAN_SPACED}. I want to talk to a human")
        self.settle(baton)
        texts = [m["text"] for m in baton.messages(case_id) if m["from"] == "customer"]
        self.assertIn("ending 1111", texts[0], "the last four digits may stay, and help")
        self.assertIn("[IBAN]", texts[1])
        self.assertNotIn("WEST", json.dumps(texts))
        posted = json.dumps(self.posted_to_bot(baton))
        for secret in secrets:
            self.assertNotIn(secret, posted, "the bot was told")
        self.assert_not_told(baton, case_id, *secrets)
        self.assertEqual(200, baton.admin.get(f"/v1/cases/{case_id}/brief").status)
        self.assert_nowhere(baton, *secrets)

    def test_a_number_hides_in_a_part_of_a_message_that_is_not_its_text(self):
        baton = self.start(change=people_only, level="debug")
        hiding = {
            "caption": {"type": "image", "image": {"caption": f"pay with {CARD}"}},
            "file name": {"type": "document", "document": {"filename": f"card {CARD}.pdf"}},
            "button": {"button": {"payload": f"card {CARD}", "text": f"use {CARD}"}},
            "form": {"type": "interactive", "interactive": {"type": "nfm_reply", "nfm_reply": {"response_json": json.dumps({"card": CARD, "iban": IBAN}), "body": "Sent", "name": "flow"}}},
            "location": {"type": "location", "location": {"latitude": 1.5, "longitude": 2.5, "name": f"card {CARD}", "address": f"iban {IBAN}"}},
            "contact": {"type": "contacts", "contacts": [{"name": {"formatted_name": f"Card {CARD}"}, "phones": [{"phone": "+44 1"}]}]},
            "referral": {"text": "hello", "referral": {"source_url": f"https://shop.example/?card={CARD}", "source_type": "ad", "source_id": "1", "headline": f"card {CARD}"}},
            "order": {"type": "order", "order": {"catalog_id": "c", "text": f"charge {CARD}", "product_items": []}},
            "name": {"text": "hello", "name": f"Dana {CARD}"},
            "unknown type": {"type": "hologram", "hologram": {"note": f"card {CARD}"}},
        }
        for number, (place, message) in enumerate(hiding.items()):
            baton.sandbox.says(f"4477009001{number:02}", **message)
        self.settle(baton)
        cases = baton.cases()
        self.assertEqual(len(hiding), len(cases))
        for case in cases:
            self.assert_not_told(baton, case["id"], CARD, IBAN)
        self.assert_nowhere(baton, CARD, IBAN)

    def test_an_edit_brings_the_number_in_by_the_back_door(self):
        baton = self.start(change=people_only, level="debug")
        first = baton.sandbox.says(self.CUSTOMER, "my card").json["ids"][0]
        case_id = baton.cases()[0]["id"]
        baton.sandbox.says(self.CUSTOMER, type="edit", edit={"original_message_id": first, "message": {"type": "text", "text": {"body": f"my card {CARD}"}}})
        self.assertIn("ending 1111", baton.messages(case_id)[0]["text"])
        self.assert_nowhere(baton, CARD)

    def test_what_people_write_is_stored_as_they_typed_it(self):
        baton = self.start(change=people_only, level="debug")
        case_id = self.new_case(baton)
        baton.ben.post(f"/v1/cases/{case_id}/note", {"text": f"customer said {CARD} on the phone"}, Idempotency_Key="n1")
        self.handoff(baton, case_id, "ben", {"lane": "technical"}, reason=f"charge {CARD}", question=f"which of {CARD} and {IBAN}?")
        baton.ben.post(f"/v1/cases/{case_id}/update-plan", {"epoch": baton.case(case_id)["owner_epoch"], "at": baton.sandbox.now_ms() + 3600_000, "text": f"call about {CARD}"})
        self.settle(baton)
        self.assert_not_told(baton, case_id, CARD, IBAN)
        self.assert_nowhere(baton, CARD, IBAN)

    def test_an_agent_or_a_bot_tells_the_customer_a_card_number(self):
        baton = self.start(level="debug")
        case_id = self.new_case(baton)
        self.bot_says(baton, case_id, f"Your card {CARD} is on file.", confidence=0.9)
        self.settle(baton)
        self.assertNotIn(CARD, json.dumps(baton.sandbox.sent()), "I5: the same holds outbound")
        self.assert_not_told(baton, case_id, CARD)
        self.assert_nowhere(baton, CARD)

    def test_the_organisations_own_numbers_are_masked_away(self):
        baton = self.start(change=lambda d: (people_only(d), d["privacy"].update(own_ids=["\\b4111[0-9]{12}\\b"])))
        case_id = self.new_case(baton, text=f"order {CARD}, phone +44 20 7946 0000")
        self.assertEqual(f"order {CARD}, phone +44 20 7946 0000", baton.messages(case_id)[0]["text"])


if __name__ == "__main__":
    main()
