# SPDX-License-Identifier: MIT
"""Every body of the API with every field replaced by every kind of JSON value: what does not fit is named by pointer in a
problem document; nothing is ever answered with a 5xx."""
import json

from hostile_case import WORD, HostileCase
from process_case import main

KINDS = {
    "null": None, "truth": True, "integer": 7, "negative": -1, "huge": 1 << 63, "fraction": 1.5, "text": WORD, "empty": "", "list": [], "texts": [WORD],
    "object": {}, "nested": {"a": {"b": [WORD]}},
}
TEXT, INTEGER, FRACTION, TRUTH, TEXTS, TIME = "text", "integer", "fraction", "truth", "texts", "time"
FITS = {
    TEXT: {"text", "empty", "null"}, INTEGER: {"integer", "negative", "huge", "null"}, FRACTION: {"integer", "negative", "huge", "fraction", "null"},
    TRUTH: {"truth", "null"}, TEXTS: {"list", "texts", "null"}, TIME: {"integer", "negative", "huge", "text", "empty", "null"},
}
EPOCH_TEXT = {"epoch": INTEGER, "text": TEXT}
REPLY = {**EPOCH_TEXT, "thread": TEXT, "purpose": TEXT, "template": TEXT, "cites": TEXTS, "draft": TEXT,
    "break_glass": TEXT, "dry_run": TRUTH}
REASON = {"reason": TEXT}

# path, who, kinds of the fields, a body in which every field fits
CALLS = [
    ("/v1/cases/{case}/reply", "ana", REPLY, {"epoch": 1, "text": "hello", "dry_run": True}),
    ("/v1/cases/{case}/reply", "helper", {**EPOCH_TEXT, "thread": TEXT, "confidence": FRACTION, "fallback": TRUTH, "intent": TEXT}, {"epoch": 1, "text": "hello"}),
    ("/v1/cases/{case}/note", "ana", {"text": TEXT}, {"text": "a note"}),
    ("/v1/cases/{case}/handoff", "ana", {"epoch": INTEGER, "model": TEXT, "reason": TEXT, "question": TEXT, "to/lane": TEXT, "to/agent": TEXT, "to/desk": TRUTH, "to/bot": TEXT},
     {"epoch": 1, "to": {"lane": "technical"}}),
    ("/v1/cases/{case}/assign", "ben", {"epoch": INTEGER, "agent": TEXT, "reason": TEXT}, {"epoch": 1, "agent": "ana", "reason": "other"}),
    ("/v1/cases/{case}/update-plan", "ana", {"epoch": INTEGER, "at": TIME, "purpose": TEXT, "text": TEXT}, {"epoch": 1, "at": "2030-01-01T00:00:00Z", "text": "soon"}),
    ("/v1/cases/{case}/resolve", "ana", {**EPOCH_TEXT, "cites": TEXTS}, {"epoch": 1}),
    ("/v1/cases/{case}/merge", "ana", {"epoch": INTEGER, "case": TEXT}, {"epoch": 1, "case": "k1-c9"}),
    ("/v1/cases/{case}/split", "ana", {"epoch": INTEGER, "messages": TEXTS, "work": TEXTS, "thread": TEXT},
        {"epoch": 1, "messages": ["m1"]}),
    ("/v1/cases/{case}/link", "ana", {"case": TEXT, "kind": TEXT}, {"case": "k1-c9"}),
    ("/v1/cases/{case}/undo", "ana", {"act": INTEGER}, {"act": 1}),
    ("/v1/cases/{case}/evidence-request", "ana", {**EPOCH_TEXT, "expires": TIME, "work": TEXT}, {"epoch": 1,
        "text": "a photo, please"}),
    ("/v1/cases/{case}/approval", "ana", {"epoch": INTEGER, "question": TEXT, "options": TEXTS, "about": TEXT,
        "expires": TIME, "work": TEXT},
     {"epoch": 1, "question": "may we?", "expires": "2030-01-01T00:00:00Z"}),
    ("/v1/cases/{case}/decide-answers", "ana", {"answer": TEXT, "reason": TEXT}, {"answer": "w1.1"}),
    ("/v1/cases/{case}/reopen", "ana", {}, {}),
    ("/v1/cases/{case}/wait", "ana", {"epoch": INTEGER, "until": TIME}, {"epoch": 1}),
    ("/v1/messages/{case}-m1/settle", "ana", {"send_again": TRUTH}, {}),
    ("/v1/work/{case}-w1/claim", "tess", REASON, {}),
    ("/v1/work/{case}-w1/accept", "tess", REASON, {}),
    ("/v1/work/{case}-w1/decline", "tess", REASON, {}),
    ("/v1/work/{case}-w1/release", "tess", REASON, {}),
    ("/v1/work/{case}-w1/answer", "tess", {"text": TEXT, "final": TRUTH, "verdict": TEXT, "contradicts": TEXTS},
        {"text": "an answer"}),
    ("/v1/work/{case}-w1/done", "tess", REASON, {}),
    ("/v1/alarms/none/acknowledge", "ben", {}, {}),
    ("/v1/dead-letters/7/retry", "ben", {}, {}),
]
PUTS = [("/v1/agents/ana/presence", "ana", {"state": TEXT}, {"state": "present"})]
READS_NO_BODY = ("/acknowledge", "/retry")


def put_at(body: dict, path: str, value) -> dict:
    copy = json.loads(json.dumps(body))
    *above, last = path.split("/")
    inner = copy
    for name in above:
        inner = inner.setdefault(name, {})
    inner[last] = value
    return copy


class ApiTypes(HostileCase):
    keys = 0

    def case_id(self) -> str:
        if not hasattr(type(self), "case"):
            self.baton.sandbox.says("447913000001", "Hello, my order is late.", name="Api")
            type(self).case = self.case_of("Api")
        return type(self).case

    def ask(self, method: str, who: str, path: str, body):
        ApiTypes.keys += 1
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        return getattr(self.baton, who).call(method, path.replace("{case}", self.case_id()), raw,
                                             {"Content-Type": "application/json", "Idempotency-Key": f"types {ApiTypes.keys}"})

    def assert_problem(self, answer, pointer=None):
        self.assertTrue(400 <= answer.status < 500, answer)
        self.assertEqual("application/problem+json", answer.headers.get("content-type"), answer)
        problem = answer.json
        self.assertEqual(answer.status, problem["status"])
        self.assertTrue(problem["title"] and problem["type"])
        if pointer is not None:
            self.assertEqual(pointer, problem.get("pointer"), answer)

    def each(self):
        yield from (("POST", *call) for call in CALLS)
        yield from (("PUT", *call) for call in PUTS)

    def test_a_value_of_the_wrong_kind_is_taken_or_breaks_the_request(self):
        for method, path, who, fields, body in self.each():
            for field, kind in fields.items():
                for name, value in KINDS.items():
                    with self.subTest(f"{method} {path} as {who}: {field} = {name}"):
                        answer = self.ask(method, who, path, put_at(body, field, value))
                        if name not in FITS[kind]:
                            self.assert_problem(answer, "/" + field)
                        elif answer.status != 200:
                            self.assert_problem(answer)
        self.assert_goes_on()

    def test_an_inner_object_of_the_wrong_kind_breaks_the_request(self):
        for name, value in KINDS.items():
            with self.subTest(name):
                answer = self.ask("POST", "ana", "/v1/cases/{case}/handoff", {"epoch": 1, "to": value})
                self.assert_problem(answer)
                self.assertTrue(answer["pointer"].startswith("/to"), answer)
        self.assert_goes_on()

    def test_a_body_of_the_wrong_kind_is_taken(self):
        for method, path, who, fields, _ in self.each():
            if path.endswith(READS_NO_BODY):
                continue
            for raw in (b"null", b"true", b"7", b'"text"', b"[]", b"[{}]", b"{", b"{]", b"\xff", b"\0", b"{\"epoch\": 1,}", b"{\"a\": \"\xff\"}", WORD.encode()):
                with self.subTest(f"{path} {raw}"):
                    self.assert_problem(self.ask(method, who, path, raw))
        self.assert_goes_on()

    def test_a_field_nobody_knows_is_ignored(self):
        for method, path, who, fields, body in self.each():
            if path.endswith(READS_NO_BODY):
                continue
            with self.subTest(path):
                self.assert_problem(self.ask(method, who, path, {**body, WORD: 1}), "/" + WORD)
        self.assert_goes_on()

    def test_a_required_field_that_is_missing_is_made_up(self):
        for path, required in (("reply", ("epoch", "text")), ("note", ("text",)), ("handoff", ("epoch", "to")), ("update-plan", ("epoch", "at")), ("resolve", ("epoch",)), ("wait", ("epoch",))):
            method, _, who, _, body = next(call for call in self.each() if call[1].endswith("/" + path) and call[2] == "ana")
            for field in required:
                with self.subTest(f"{path} without {field}"):
                    self.assert_problem(self.ask(method, who, "/v1/cases/{case}/" + path, {k: v for k, v in body.items() if k != field}), "/" + field)
        self.assert_goes_on()

    def test_an_id_nobody_has_is_answered_with_an_error_of_the_host(self):
        for method, path, who, _, body in self.each():
            for wrong in ("none", "none-c1", "x-c99999999999999999999", "-c1", "c1", "-", "a" * 4000, "%F0%9F%92%A9-c1", "0-c0", "k7f3-c-1", "k7f3--c1"):
                if "{case}" not in path:
                    continue
                with self.subTest(f"{path} {wrong[:20]}"):
                    self.assert_problem(self.ask(method, who, path.replace("{case}", wrong), body))
        for path in ("/v1/cases/{}", "/v1/cases/{}/messages", "/v1/cases/{}/history", "/v1/cases/{}/explain", "/v1/cases/{}/brief", "/v1/blobs/{}"):
            for wrong in ("none", "-c1", "a" * 4000, "%F0%9F%92%A9", "..", "b-0"):
                with self.subTest(path.format(wrong[:20])):
                    self.assert_problem(self.baton.admin.get(path.format(wrong)))
        self.assert_goes_on()

    def test_a_query_that_is_absurd_breaks_a_list(self):
        for path in ("/v1/cases", "/v1/work", "/v1/agents", "/v1/alarms", "/v1/templates", "/v1/plugins", "/v1/dead-letters"):
            for query in ("limit=0", "limit=-1", "limit=99999999999999999999", "limit=x", "limit=", "cursor=" + WORD, "cursor=%ff%fe", "cursor=AAAA", "status=" + WORD,
                          "sort=" + WORD, "due_before=" + WORD, "due_before=9999999999999999999", "due_before=-9223372036854775808", "due_before=9999-12-31T23:59:59Z",
                          "due_before=0000-00-00T00:00:00Z", "owner=%00", "lane='%20or%201=1--", "segment=%ff", "agent=%f0%28", "all=%ff", "&&&===&", "%=%", "a=b&" * 5000):
                with self.subTest(f"{path}?{query[:40]}"):
                    answer = self.baton.ben.get(path + "?" + query)
                    if answer.status != 200:
                        self.assert_problem(answer)
        self.assert_goes_on()

    def test_bodies_without_bottom_use_up_the_stack(self):
        for inner in (b"[" * 1_000_000 + b"]" * 1_000_000, b'{"a":' * 400_000 + b"1" + b"}" * 400_000):
            for method, path, who, fields, body in self.each():
                for field in list(fields)[:1] + [f for f in fields if "/" in f][:1]:
                    raw = json.dumps(put_at(body, field, "PLACE")).encode().replace(b'"PLACE"', inner)
                    with self.subTest(f"{path} {field}"):
                        self.assert_problem(self.ask(method, who, path, raw))
            answer = self.ask("POST", "ana", "/v1/cases/{case}/handoff", b'{"epoch": 1, "to": ' + inner + b"}")
            self.assert_problem(answer)
        self.assert_goes_on()

    def test_absurd_times_and_epochs_stop_the_clock(self):
        epoch = self.baton.case(self.case_id())["owner_epoch"]
        for at in (0, -1, 1, (1 << 63) - 1, -(1 << 63), 1 << 64, "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "2026-13-45T99:99:99Z", "2026-11-24T10:00:00+02:00", "9223372036854775807",
                   "2026-11-24T10:00:00.999999999999999999999Z"):
            for path, field, more in (("update-plan", "at", {"text": "soon"}), ("wait", "until", {})):
                for number in (epoch, 0, -1, (1 << 63) - 1):
                    with self.subTest(f"{path} {at} {number}"):
                        answer = self.ask("POST", "ana", "/v1/cases/{case}/" + path, {"epoch": number, field: at, **more})
                        if answer.status != 200:
                            self.assert_problem(answer)
        self.assertEqual(200, self.baton.admin.get(f"/v1/cases/{self.case_id()}/explain").status)
        self.baton.sandbox.advance(hours=1)
        self.assert_goes_on()

    def test_an_idempotency_key_of_any_bytes_breaks_the_store(self):
        for key in ("x" * 257, "x" * 5000, "a\tb", "caf\xe9", "\xff", "'; drop table answers; --", " "):
            for who in ("ana", "service"):
                with self.subTest(f"{who} {key[:20]!r}"):
                    answer = getattr(self.baton, who).call("POST", f"/v1/cases/{self.case_id()}/note", b'{"text": "key"}', {"Idempotency-Key": key})
                    if answer.status != 200:
                        self.assert_problem(answer)
        self.assert_goes_on()

    def test_a_token_nobody_gave_out_is_named_in_the_log(self):
        for value in ("Bearer " + WORD, "bearer", "Basic " + WORD, "Bearer  demo-ana", "Bearer demo-ana x", WORD):
            answer = self.baton.admin.call("GET", "/v1/cases", None, {"Authorization": value})
            self.assert_problem(answer)
            self.assertEqual(401, answer.status)
        self.assertGreaterEqual(self.metric("baton_api_answers_total", 'status="401"'), 6)
        self.assert_goes_on()


if __name__ == "__main__":
    main()
