# SPDX-License-Identifier: MIT
"""Bytes that are no request, or two requests to somebody who reads them otherwise: each is refused or cut off, and the
next good one is served."""
import signed_webhook
from hostile_case import WORD, HostileCase
from process_case import main

HOST = b"Host: baton\r\n"
CLOSE = b"Connection: close\r\n"


def request(line: bytes, *headers: bytes, body: bytes = b"") -> bytes:
    return line + b"\r\n" + HOST + b"".join(header + b"\r\n" for header in headers) + CLOSE + b"\r\n" + body


class Wire(HostileCase):
    def refused(self, what: str, data: bytes, allowed=range(400, 500), **options):
        """One refusal and no second answer, or a closed connection."""
        with self.subTest(what):
            statuses = self.statuses(data, **options)
            self.assertLessEqual(len(statuses), 1, f"{what}: {statuses}")
            for status in statuses:
                self.assertIn(status, allowed, what)

    def test_smuggled_requests_are_answered(self):
        self.assert_counted("baton_http_refused_total", 'reason="malformed"', self.smuggle, at_least=10)
        self.assert_goes_on()

    def smuggle(self):
        hidden = b"GET /v1/cases HTTP/1.1\r\n" + HOST + b"Authorization: Bearer demo-admin\r\n" + CLOSE + b"\r\n"
        hook = b"POST /hooks/whatsapp-eu HTTP/1.1"
        chunked = b"0\r\n\r\n" + hidden
        for what, headers, body in (
            ("content-length and transfer-encoding", (b"Content-Length: 5", b"Transfer-Encoding: chunked"), chunked),
            ("transfer-encoding and content-length", (b"Transfer-Encoding: chunked", b"Content-Length: 5"), chunked),
            ("two content-lengths", (b"Content-Length: 0", b"Content-Length: %d" % len(hidden)), hidden),
            ("a list of content-lengths", (b"Content-Length: 0, %d" % len(hidden),), hidden),
            ("a negative content-length", (b"Content-Length: -1",), hidden),
            ("a content-length with a sign", (b"Content-Length: +0",), hidden),
            ("a content-length in hexadecimal", (b"Content-Length: 0x0",), hidden),
            ("a content-length that overflows", (b"Content-Length: 18446744073709551616",), hidden),
            ("an unknown transfer-encoding", (b"Transfer-Encoding: xchunked",), chunked),
            ("chunked twice", (b"Transfer-Encoding: chunked", b"Transfer-Encoding: chunked"), chunked),
            ("chunked before identity", (b"Transfer-Encoding: chunked, identity",), chunked),
            ("a space before the colon", (b"Transfer-Encoding : chunked",), chunked),
            ("a folded header", (b"Transfer-Encoding:\r\n chunked",), chunked),
            ("a chunk size that overflows", (b"Transfer-Encoding: chunked",), b"FFFFFFFFFFFFFFFFF\r\n" + hidden),
            ("a chunk size that is none", (b"Transfer-Encoding: chunked",), b"zz\r\n" + hidden),
            ("a chunk without its end", (b"Transfer-Encoding: chunked",), b"3\r\nabcdef\r\n0\r\n\r\n" + hidden),
        ):
            line = hook + b"\r\n" + HOST + b"".join(header + b"\r\n" for header in headers) + b"\r\n"
            with self.subTest(what):
                answer = self.raw(line + body)
                self.assertNotIn(b'"cases"', answer, f"{what}: the hidden request was served")
                self.assertNotIn(b"HTTP/1.1 2", answer, f"{what}: {answer[:300]}")
                self.assertNotIn(b"HTTP/1.1 5", answer, f"{what}: {answer[:300]}")

    def test_lines_that_end_in_a_bare_feed_are_read_as_headers(self):
        for what, data in (
            ("bare feeds", b"GET /healthz HTTP/1.1\nHost: baton\nConnection: close\n\n"),
            ("a bare feed in a header", b"GET /healthz HTTP/1.1\r\nHost: baton\r\nX: a\nY: b\r\nConnection: close\r\n\r\n"),
            ("a bare return in a header", b"GET /healthz HTTP/1.1\r\nHost: baton\r\nX: a\rY: b\r\nConnection: close\r\n\r\n"),
            ("a nul in a header", b"GET /healthz HTTP/1.1\r\nHost: baton\r\nX: a\0b\r\nConnection: close\r\n\r\n"),
            ("a nul in a header's name", b"GET /healthz HTTP/1.1\r\nHost: baton\r\nX\0: a\r\nConnection: close\r\n\r\n"),
        ):
            self.refused(what, data)
        self.assert_goes_on()

    def test_a_first_line_that_is_none_is_served(self):
        for what, line in (
            ("no version", b"GET /healthz"), ("version 3", b"GET /healthz HTTP/3.0"), ("version 1.1.1", b"GET /healthz HTTP/1.1.1"),
            ("two spaces", b"GET  /healthz HTTP/1.1"), ("a tab", b"GET\t/healthz HTTP/1.1"), ("no path", b"GET HTTP/1.1"),
            ("a lower-case protocol", b"GET /healthz http/1.1"), ("only spaces", b"   "), ("a nul", b"GET /\0healthz HTTP/1.1"),
            ("bytes of another protocol", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(range(200))),
            ("a very long method", b"G" * 40000 + b" / HTTP/1.1"), ("a very long path", b"GET /" + b"a" * 70000 + b" HTTP/1.1"),
        ):
            self.refused(what, request(line))
        self.assert_goes_on()

    def test_hello_of_tls_on_a_plain_port_hangs_or_kills_the_host(self):
        import ssl
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        for _ in range(20):
            with self.connect() as peer, self.assertRaises((ssl.SSLError, OSError)):
                context.wrap_socket(peer)
        self.assert_goes_on()

    def test_unknown_methods_are_served(self):
        for method in (b"BREW", b"TRACE", b"CONNECT", b"PATCH", b"DELETE", b"PROPFIND", b"get", b"G\xc3\x89T", b"PRI"):
            for path in (b"/healthz", b"/hooks/whatsapp-eu", b"/v1/cases", b"/nowhere"):
                self.refused(f"{method!r} {path!r}", request(method + b" " + path + b" HTTP/1.1"))
        self.refused("the preface of another version", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
        self.assert_goes_on()

    def test_paths_that_climb_or_hide_bytes_reach_anything(self):
        auth = b"Authorization: Bearer demo-admin"
        for path in (b"/../../etc/passwd", b"/v1/blobs/..%2f..%2fbaton.db", b"/v1/blobs/../../baton.db", b"/v1/blobs/%2e%2e%2f%2e%2e%2fbaton.db",
                     b"/v1/blobs/..%5c..%5cbaton.db", b"/v1/blobs/%00", b"/v1/blobs/" + b"a" * 5000, b"/v1/cases/%00", b"/v1/cases/k7f3-c1%00/x",
                     b"/v1/cases/%ff%fe", b"/v1/cases/%c0%ae%c0%ae", b"/v1/cases/..", b"/v1/cases/%", b"/v1/cases/%zz", b"/v1/cases/%2e%2e",
                     b"/v1/cases/\xff\xfe", b"/v1//cases", b"//v1/cases/x", b"/hooks/", b"/hooks/..%2f", b"/hooks/%00", b"/hooks/\xff",
                     b"/v1/agents/%ff/presence", b"/v1/alarms/%ff/acknowledge", b"/v1/cases/" + b"%41" * 3000,
                     b"/hooks/" + WORD.encode()):
            for method in (b"GET", b"POST"):
                self.refused(f"{method!r} {path[:60]!r}", request(method + b" " + path + b" HTTP/1.1", auth, b"Content-Length: 0"))
        self.assert_goes_on()

    def test_a_flood_of_headers_is_kept_in_memory(self):
        def flood():
            for what, headers in (
                ("many headers", [b"X-%d: %s" % (i, WORD.encode()) for i in range(5000)]),
                ("one long header", [b"X: " + b"a" * 300000]),
                ("one long name", [b"X" * 100000 + b": a"]),
                ("a long bearer", [b"Authorization: Bearer " + b"a" * 20000]),
                ("long cookies", [b"Cookie: " + b"c=1; " * 20000]),
            ):
                for _ in range(20):
                    self.refused(what, request(b"GET /v1/cases HTTP/1.1", *headers))
        self.assert_counted("baton_http_refused_total", 'reason="headers_too_large"', flood, at_least=60)
        self.assert_goes_on()

    def test_bytes_of_no_encoding_in_headers_break_an_answer(self):
        for name in (b"Authorization", b"X-Baton-Agent", b"Idempotency-Key", b"X-Hub-Signature-256", b"Content-Type", b"Accept", b"Expect", b"User-Agent"):
            for value in (b"\xff\xfe\xfd", b"Bearer \xc3\x28" + WORD.encode(), b"", b"\x80" * 500, b"sha256=" + b"\xff" * 64):
                data = request(b"POST /v1/cases/none-c1/reply HTTP/1.1", name + b": " + value, b"Content-Length: 2", body=b"{}")
                self.refused(f"{name!r}", data)
                data = request(b"POST /hooks/whatsapp-eu HTTP/1.1", name + b": " + value, b"Content-Length: 2", body=b"{}")
                self.refused(f"{name!r} at the hook", data)
        self.assert_goes_on()

    def test_pipelined_requests_are_mixed_up(self):
        good = b"GET /healthz HTTP/1.1\r\nHost: baton\r\n\r\n"
        bad = b"GET /v1/cases HTTP/1.1\r\nHost: baton\r\n\r\n"
        last = request(b"GET /nowhere HTTP/1.1")
        self.assertEqual([200, 401, 200, 401, 404], self.statuses(good + bad + good + bad + last))
        many = self.statuses(good * 2000 + last)
        self.assertEqual(2000, many.count(200))
        self.assertEqual(404, many[-1])
        broken = self.statuses(good * 3 + b"\0\0\0\0\r\n\r\n" + good * 3)
        self.assertEqual([200, 200, 200], broken[:3])
        self.assertNotIn(200, broken[3:])
        self.assert_goes_on()

    def test_pipelined_webhooks_are_stored_once_each(self):
        at_ms = self.baton.sandbox.now_ms()
        data = b""
        for k in range(50):
            message = signed_webhook.text_message("447911000001", f"line {k}", f"wamid.pipe.{k}", at_ms)
            body = signed_webhook.delivery(signed_webhook.change_of([message], "Pipe"))
            head = b"POST /hooks/whatsapp-eu HTTP/1.1\r\n" + HOST + b"X-Hub-Signature-256: " + signed_webhook.signature(body).encode()
            data += head + b"\r\nContent-Length: %d\r\n" % len(body) + (CLOSE if k == 49 else b"") + b"\r\n" + body
        self.assertEqual([200] * 50, self.statuses(data))
        self.assertEqual([f"line {k}" for k in range(50)], self.words_of("Pipe"))
        self.assert_goes_on()


if __name__ == "__main__":
    main()
