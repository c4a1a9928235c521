# SPDX-License-Identifier: MIT
"""Valid webhooks made wrong in small ways, by a seeded generator: bits, bytes, types, keys, lengths."""
import json
import random
from pathlib import Path

import signed_webhook

TESTDATA = Path(__file__).resolve().parents[2] / "connectors/whatsapp/testdata/webhooks"
VALUES = (None, True, False, 0, -1, 1 << 63, 1 << 64, 1.5, -0.0, 1e308, "", "x", "0", "\0", "\ud800", "\u202e", "é" * 300, "a" * 5000, [], {}, [[]], [None], {"": None}, ["x", 1, {}])
SNIPPETS = (b"\0", b"\xff", b"\"", b"\\", b"{", b"}", b"[", b"]", b",", b":", b"\\u0000", b"\\ud800", b"1e999", b"-", b"null", b"\xf0\x9f\x92\xa9", b"\xed\xa0\x80", b"\r\n", b" " * 50)


def seeds() -> list[bytes]:
    """The deliveries of the connector's own test data, addressed to the stand-in's number."""
    found = []
    for file in sorted(TESTDATA.glob("*.json")):
        fixture = json.loads(file.read_text().replace('"pn-1"', f'"{signed_webhook.PNID}"').replace('"1001"', f'"{signed_webhook.ACCOUNT}"'))
        if "field" in fixture and "value" in fixture:
            found.append(signed_webhook.delivery({"field": fixture["field"], "value": fixture["value"]}))
    return found


class Mutator:
    def __init__(self, seed: int):
        self.rng = random.Random(seed)
        self.seeds = seeds()
        self.count = 0

    def next(self) -> bytes:
        self.count += 1
        body = self.rng.choice(self.seeds)
        for _ in range(self.rng.choice((1, 1, 1, 2, 3, 8))):
            change = self.rng.choice((self.flip_bit, self.cut, self.repeat, self.insert, self.drop, self.swap_type, self.swap_type, self.swap_type,
                                      self.lose_key, self.double_key, self.move, self.fresh_ids))
            body = change(body)
        return body

    # ---- bytes ----

    def flip_bit(self, body: bytes) -> bytes:
        at = self.rng.randrange(max(1, len(body)))
        return body[:at] + bytes([body[at] ^ (1 << self.rng.randrange(8))]) + body[at + 1:] if body else body

    def cut(self, body: bytes) -> bytes:
        return body[:self.rng.randrange(len(body) + 1)]

    def drop(self, body: bytes) -> bytes:
        at = self.rng.randrange(len(body) + 1)
        return body[:at] + body[at + self.rng.randrange(1, 20):]

    def repeat(self, body: bytes) -> bytes:
        a, b = sorted(self.rng.randrange(len(body) + 1) for _ in range(2))
        return body[:b] + body[a:b] + body[b:]

    def insert(self, body: bytes) -> bytes:
        at = self.rng.randrange(len(body) + 1)
        return body[:at] + self.rng.choice(SNIPPETS) + body[at:]

    # ---- structure; bytes that are no JSON any more stay as they are ----

    def swap_type(self, body: bytes) -> bytes:
        return self.on_place(body, lambda inside, key: inside.__setitem__(key, self.rng.choice(VALUES)))

    def lose_key(self, body: bytes) -> bytes:
        return self.on_place(body, lambda inside, key: inside.__delitem__(key))

    def move(self, body: bytes) -> bytes:
        other = json.loads(self.rng.choice(self.seeds))
        inside, key = self.rng.choice(list(places(other)))
        piece = inside[key]
        return self.on_place(body, lambda there, name: there.__setitem__(name, piece))

    def fresh_ids(self, body: bytes) -> bytes:
        """Another customer and message, so that not all but the first are duplicates."""
        number = str(self.rng.randrange(10**8, 10**9)).encode()
        return body.replace(b"16505550101", b"447" + number).replace(b"wamid.", b"wamid." + number)

    def double_key(self, body: bytes) -> bytes:
        at = body.find(b"{", self.rng.randrange(len(body) + 1))
        end = body.find(b",", at)
        return body if at < 0 or end < 0 else body[:at + 1] + body[at + 1:end] + b"," + body[at + 1:]

    def on_place(self, body: bytes, change) -> bytes:
        try:
            document = json.loads(body)
            found = list(places(document))
        except (ValueError, RecursionError):
            return body
        if not found:
            return body
        change(*self.rng.choice(found))
        return json.dumps(document).encode()


def places(value):
    """Every (container, key) of a document."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(items):
        yield value, key
        yield from places(inner)
