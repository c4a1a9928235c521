# SPDX-License-Identifier: MIT
"""Webhooks that are wrong: unsigned, broken, absurd. Unsigned ones are refused unread; signed ones are taken or refused,
and never break what comes after them."""
import json

import signed_webhook
from hostile_case import CONNECTOR, WORD, HostileCase
from process_case import main

ABSURD_TIMES = (0, "0", -1, "-1", "9999999999999999999999", 1 << 70, "253402300799", 253402300799000, 1.5, 1e308, -1e308, "1790000000.5",
                "now", "", " 1790000000", "0x6aaf", None, True, [], {}, ["1790000000"], "9223372036854775807", "-9223372036854775808", "١٧٩")


class Webhook(HostileCase):
    GROWTH_MB = 192  # bodies of up to 4 MB, several copies of one at a time, and a thousand customers

    number = 447912000000

    def message(self, text: str = "hello", **changes) -> dict:
        Webhook.number += 1
        message = signed_webhook.text_message(str(Webhook.number), text, f"wamid.h.{Webhook.number}", self.baton.sandbox.now_ms())
        message.update(changes)
        return message

    def envelope(self, message) -> bytes:
        return signed_webhook.delivery(signed_webhook.change_of([message]) if isinstance(message, dict) and "from" in message
                                       else {"field": "messages", "value": {"messaging_product": "whatsapp", "metadata": {"phone_number_id": signed_webhook.PNID}, "messages": [message]}})

    def count_of_cases(self) -> int:
        return len(self.baton.cases(limit=200))

    def test_an_unsigned_webhook_is_read(self):
        body = self.envelope(self.message(WORD))
        good = signed_webhook.signature(body)
        wrong = "sha256=" + ("1" if good[7] == "0" else "0") + good[8:]
        before = self.count_of_cases()

        def attempt():
            for what, headers in (
                ("missing", {}), ("wrong", {"X-Hub-Signature-256": wrong}), ("empty", {"X-Hub-Signature-256": ""}),
                ("another secret", {"X-Hub-Signature-256": signed_webhook.signature(body, b"other")}),
                ("of another body", {"X-Hub-Signature-256": signed_webhook.signature(body + b" ")}),
                ("sha1", {"X-Hub-Signature": "sha1=" + "0" * 40}), ("no prefix", {"X-Hub-Signature-256": good[7:]}),
                ("prefix in capitals", {"X-Hub-Signature-256": "SHA256=" + good[7:]}), ("too short", {"X-Hub-Signature-256": good[:-2]}),
                ("too long", {"X-Hub-Signature-256": good + "00"}), ("no hexadecimal", {"X-Hub-Signature-256": "sha256=" + "g" * 64}),
                ("spaces inside", {"X-Hub-Signature-256": "sha256= " + good[7:]}), ("the word itself", {"X-Hub-Signature-256": WORD}),
                ("very long", {"X-Hub-Signature-256": "sha256=" + "a" * 20000}),
            ):
                with self.subTest(what):
                    answer = self.baton.admin.call("POST", signed_webhook.HOOK, body, headers)
                    self.assertEqual(401, answer.status, answer)
        self.assert_counted("baton_webhooks_total", CONNECTOR + ',outcome="unsigned"', attempt, at_least=14)
        two = self.raw(b"POST /hooks/whatsapp-eu HTTP/1.1\r\nHost: baton\r\nConnection: close\r\nX-Hub-Signature-256: " + good.encode() +
                       b"\r\nX-Hub-Signature-256: " + wrong.encode() + b"\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        self.assertIn(b"HTTP/1.1 401 ", two)
        self.assertEqual(before, self.count_of_cases())
        self.assertIn("signature", self.baton.host.errors(), "the log says nothing of it")
        self.assert_goes_on()

    def test_a_signature_in_capital_letters_is_refused(self):
        # The digits are the same number in either case (the reference says nothing else); only the prefix is fixed.
        body = self.envelope(self.message())
        answer = self.hook(body, **{"X-Hub-Signature-256": "sha256=" + signed_webhook.signature(body)[7:].upper()})
        self.assertEqual(200, answer.status, answer)
        self.assert_goes_on()

    def test_a_handshake_with_a_wrong_word_is_answered(self):
        for query in ("", "?hub.mode=subscribe&hub.verify_token=" + WORD + "&hub.challenge=1", "?hub.mode=subscribe&hub.verify_token=&hub.challenge=1",
                      "?hub.mode=unsubscribe&hub.verify_token=sandbox-verify&hub.challenge=1", "?hub.mode=subscribe&hub.verify_token=sandbox-verify",
                      "?hub.mode[]=subscribe&hub.verify_token[]=sandbox-verify", "?%00=%00&hub.mode=%ff", "?" + "&" * 5000, "?" + "a=b&" * 4000):
            answer = self.baton.admin.call("GET", signed_webhook.HOOK + query)
            self.assertEqual(403, answer.status, query[:60])
        self.assert_goes_on()

    def test_a_signed_body_that_is_no_json_is_taken(self):
        def attempt():
            for body in (b"", b" ", b"{", b"[", b'{"object":', b"nul", WORD.encode(), b'"', b"{}}", b"{'a':1}", b"\0", b"\xff\xfe\x00\x01", b"[" * 100000,
                         b'{"a":' * 50000, b"[" * 65 + b"]" * 65, b"\x1f\x8b\x08\x00gzip", b"<xml/>", b'{"entry":[],}', b"NaN", b"1" * 100000 + b"x"):
                with self.subTest(body[:30]):
                    answer = self.hook(body)
                    self.assertEqual(400, answer.status, answer)
        self.assert_counted("baton_webhooks_total", CONNECTOR + ',outcome="refused"', attempt, at_least=15)
        self.assert_goes_on()

    def test_a_signed_body_of_another_shape_is_answered_with_an_error(self):
        for value in (None, True, 0, -1, 1e308, "", WORD, [], {}, [[]], [None], {"object": "whatsapp_business_account"},
                      {"object": "whatsapp_business_account", "entry": None}, {"object": "whatsapp_business_account", "entry": {}},
                      {"object": "whatsapp_business_account", "entry": [None]}, {"object": "whatsapp_business_account", "entry": [{"changes": [None, 1, "x", []]}]},
                      {"object": "whatsapp_business_account", "entry": [{"changes": [{"field": 7, "value": 7}]}]},
                      {"object": 5, "entry": 5}, {"object": WORD, "entry": [{"changes": [{"field": WORD}]}]}):
            with self.subTest(str(value)[:60]):
                answer = self.hook(json.dumps(value).encode())
                self.assertIn(answer.status, (200, 400), answer)
        self.assert_goes_on()

    def test_a_message_without_one_of_its_fields_breaks_the_host(self):
        whole = self.message(WORD)
        for field in list(whole):
            for value in (None, 0, -1, 1e300, True, "", [], {}, [whole], {"body": whole}, "\0", "\ud800"):
                message = self.message(WORD)
                message[field] = value
                with self.subTest(f"{field} = {str(value)[:20]}"):
                    self.assertEqual(200, self.hook(self.envelope(message)).status)
            message = self.message(WORD)
            del message[field]
            self.assertEqual(200, self.hook(self.envelope(message)).status)
        self.assert_goes_on()

    def test_an_absurd_timestamp_opens_a_window_or_stops_the_clock(self):
        for at in ABSURD_TIMES:
            with self.subTest(repr(at)):
                message = self.message("what time is it?", timestamp=at)
                name = f"Time {Webhook.number}"
                answer = self.hook(signed_webhook.delivery(signed_webhook.change_of([message], name)))
                self.assertEqual(200, answer.status, answer)
                self.assertEqual(1, len(self.words_of(name)))
        self.baton.sandbox.advance(hours=30)
        self.assert_goes_on()

    def test_words_that_are_no_text_are_shown_as_they_came(self):
        cases = ((b"caf\xe9", "caf\ufffd"), (b"\\ud83d alone", "\ufffd alone"), (b"a\\u0000b", None), (b"a\0b", None), (b"tab\there", "tab\there"),
                 (b"\xed\xa0\x80", None), (b"\xf8\x88\x80\x80\x80", None), (b"\xc0\x80", None), (b"right \\u202e left", "right \u202e left"))
        for raw, shown in cases:
            with self.subTest(raw):
                message = self.message("PLACE")
                name = f"Bytes {Webhook.number}"
                body = signed_webhook.delivery(signed_webhook.change_of([message], name)).replace(b"PLACE", raw)
                self.assertEqual(200, self.hook(body).status)
                words = self.words_of(name)
                self.assertEqual([shown] if shown is not None else words, words)
        self.assert_goes_on()

    def test_a_key_that_comes_twice_lets_two_readers_disagree(self):
        message = json.dumps(self.message("first"))
        doubled = message.replace('"text": {"body": "first"}', '"text": {"body": "first"}, "text": {"body": "second"}').replace('"type": "text"', '"type": "text", "type": "image"')
        body = signed_webhook.delivery(signed_webhook.change_of([self.message("PLACE")])).decode()
        start, end = body.index('{"from"'), body.index('}]}', body.index('{"from"'))
        self.assertEqual(200, self.hook((body[:start] + doubled[:-1] + body[end:]).encode()).status)
        self.assert_goes_on()

    def test_numbers_and_depths_without_end_use_up_the_host(self):
        self.play_numbers()
        before = self.rss_mb()
        self.play_numbers()
        self.assert_grown_less(before, 48)  # what is played again leaves no more behind
        self.assert_goes_on()

    def play_numbers(self):
        deep = b"[" * 60 + b"]" * 60
        for raw in (b"1" * 100000, b"1e" + b"9" * 1000, b"-" + b"9" * 5000 + b"." + b"9" * 5000, deep, b'"' + b"\\u0000" * 100000 + b'"',
                    b"{" + b",".join(b'"k%d":%d' % (i, i) for i in range(50000)) + b"}", b"[" + b",".join([b"{}"] * 200000) + b"]"):
            for field in ("timestamp", "text", "type", "id", "from", "context", "errors"):
                message = self.message(WORD)
                message[field] = "PLACE"
                body = signed_webhook.delivery({"field": "messages", "value": {"metadata": {"phone_number_id": signed_webhook.PNID}, "messages": [message]}})
                answer = self.hook(body.replace(b'"PLACE"', raw))
                self.assertIn(answer.status, (200, 400), answer)

    def test_a_delivery_of_very_many_messages_is_half_stored(self):
        messages = [self.message(f"of many {k}") for k in range(900)]
        answer = self.hook(signed_webhook.delivery(*[signed_webhook.change_of([m], "Many") for m in messages]))
        self.assertEqual(200, answer.status, answer)
        self.assert_goes_on()

    def test_a_connector_nobody_configured_is_answered(self):
        body = self.envelope(self.message(WORD))

        def attempt():
            for name in ("whatsapp", "WHATSAPP-EU", WORD, "whatsapp-eu%2f", "x" * 500, "%ff", "'; drop table cases; --".replace(" ", "%20")):
                answer = self.baton.admin.call("POST", f"/hooks/{name}", body, signed_webhook.headers(body))
                self.assertIn(answer.status, (400, 404), answer)
        series = self.baton.admin.get("/metrics").body.count(b"baton_webhooks_total{")
        self.assert_counted("baton_webhooks_total", 'connector="unknown",outcome="refused"', attempt, at_least=4)
        self.assertEqual(series, self.baton.admin.get("/metrics").body.count(b"baton_webhooks_total{"), "a stranger made a series")
        self.assert_goes_on()


if __name__ == "__main__":
    main()
