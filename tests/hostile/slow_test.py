# SPDX-License-Identifier: MIT
"""Clients that are slow, half gone or far too large: they hold a little memory for a limited time and nobody's turn."""
import socket
import time

import signed_webhook
from hostile_case import WORD, HostileCase, read_all
from process_case import main

SLOW_CLIENTS = 200
SLOW_FOR_S = 14      # longer than the 10 s a request may take for its headers
GOOD_LIMIT_S = 10    # a good client's answer meanwhile; far more than it takes, far less than the slow ones hold on
TEN_MB = 10 * 1024 * 1024
HEAD = b"POST /hooks/whatsapp-eu HTTP/1.1\r\nHost: baton\r\nContent-Type: application/json\r\n"


class Slow(HostileCase):
    GROWTH_MB = 96

    def test_clients_of_one_byte_a_second_starve_the_good_one(self):
        headers = b"POST /hooks/whatsapp-eu HTTP/1.1\r\nHost: baton\r\nX-Word: " + WORD.encode() * 20 + b"\r\nContent-Length: 100\r\n\r\n"
        body = HEAD + b"Content-Length: 100000\r\n\r\n"
        peers = [self.connect() for _ in range(SLOW_CLIENTS)]
        for peer in peers[1::2]:
            peer.sendall(body)
        began, sent, slowest = time.monotonic(), 0, 0.0
        while time.monotonic() - began < SLOW_FOR_S:
            for number, peer in enumerate(peers):
                try:
                    peer.sendall(headers[sent:sent + 1] if number % 2 == 0 else b"a")
                except OSError:
                    pass  # it was cut off, as it should be
            sent += 1
            asked = time.monotonic()
            self.assertEqual(200, self.baton.admin.get("/healthz").status)
            self.good_webhook()
            slowest = max(slowest, time.monotonic() - asked)
            time.sleep(max(0.0, began + sent - time.monotonic()))
        self.assertLess(slowest, GOOD_LIMIT_S)
        refused = 0
        for peer in peers[::2]:
            peer.settimeout(5)
            refused += b" 408 " in read_all(peer)
        self.assertGreater(refused, SLOW_CLIENTS // 4, "a request without end of its headers is not given up")
        for peer in peers:
            peer.close()
        self.assertGreater(self.metric("baton_http_refused_total", 'reason="timed_out"'), 0)
        self.assert_goes_on()

    def test_a_client_that_closes_its_side_early_is_waited_for(self):
        for what, data in (
            ("nothing", b""), ("half a line", b"POST /hoo"), ("half the headers", HEAD),
            ("half a body", HEAD + b"Content-Length: 1000\r\n\r\n" + WORD.encode()),
            ("half a chunk", HEAD + b"Transfer-Encoding: chunked\r\n\r\n400\r\n" + WORD.encode()),
            ("no last chunk", HEAD + b"Transfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n"),
        ):
            with self.subTest(what):
                began = time.monotonic()
                answer = self.raw(data, close_write=True)
                self.assertLess(time.monotonic() - began, 8, "the host waited for what cannot come")
                self.assertTrue(answer == b"" or b"HTTP/1.1 400 " in answer, answer[:200])
        self.assert_goes_on()

    def test_a_whole_request_of_a_half_closed_client_is_not_answered(self):
        message = signed_webhook.text_message("447911000002", "half closed", "wamid.half", self.baton.sandbox.now_ms())
        body = signed_webhook.delivery(signed_webhook.change_of([message], "Half"))
        data = HEAD + b"X-Hub-Signature-256: " + signed_webhook.signature(body).encode() + b"\r\nContent-Length: %d\r\n\r\n" % len(body) + body
        self.assertIn(b"HTTP/1.1 200 ", self.raw(data, close_write=True))
        self.assert_goes_on()

    def test_clients_that_leave_before_the_answer_leak(self):
        for k in range(300):
            message = signed_webhook.text_message("447911000003", f"gone {k}", f"wamid.gone.{k}", self.baton.sandbox.now_ms())
            body = signed_webhook.delivery(signed_webhook.change_of([message], "Gone"))
            peer = self.connect()
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # closing resets
            peer.sendall(HEAD + b"X-Hub-Signature-256: " + signed_webhook.signature(body).encode() + b"\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
            peer.close()
        self.baton.until(lambda: self.metric("baton_http_connections") < 20, "the connections are let go of")
        self.assert_goes_on()

    def test_bodies_of_ten_megabytes_are_read_whole(self):
        def attempt():
            body = (WORD * (TEN_MB // len(WORD) + 1)).encode()[:TEN_MB]
            whole = HEAD + b"Content-Length: %d\r\n\r\n" % TEN_MB + body
            chunked = HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + b"".join(b"10000\r\n" + body[:65536] + b"\r\n" for _ in range(TEN_MB // 65536)) + b"0\r\n\r\n"
            one_chunk = HEAD + b"Transfer-Encoding: chunked\r\n\r\na00000\r\n" + body + b"\r\n0\r\n\r\n"
            api = b"POST /v1/cases/none-c1/note HTTP/1.1\r\nHost: baton\r\nAuthorization: Bearer demo-ana\r\nContent-Length: %d\r\n\r\n" % TEN_MB + body
            for _ in range(5):
                for what, data in (("whole", whole), ("chunked", chunked), ("one chunk", one_chunk), ("api", api)):
                    answer = self.raw(data)
                    self.assertTrue(answer == b"" or b"HTTP/1.1 413 " in answer, f"{what}: {answer[:200]}")
        self.assert_counted("baton_http_refused_total", 'reason="too_large"', attempt, at_least=20)
        self.assert_goes_on()

    def test_a_body_just_within_the_limit_is_refused(self):
        text = "y" * (1 << 20)
        message = signed_webhook.text_message("447911000004", text, "wamid.large", self.baton.sandbox.now_ms())
        self.assertEqual(200, self.hook(signed_webhook.delivery(signed_webhook.change_of([message], "Large"))).status)
        self.assertEqual(1, len(self.words_of("Large")))
        self.assert_goes_on()

    def test_many_idle_connections_keep_the_good_one_out(self):
        peers = [self.connect() for _ in range(800)]
        self.assertEqual(200, self.baton.admin.get("/healthz").status)
        self.good_webhook()
        for peer in peers:
            peer.close()
        self.assert_goes_on()


if __name__ == "__main__":
    main()
