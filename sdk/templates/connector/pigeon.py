#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Plays Pigeon, the invented service, so that the connector can be tried without an account.

    pigeon.py serve PORT          the service: takes what is sent and prints it; GET /messages lists it; 0 is any port
    pigeon.py say HOOK FROM TEXT  a customer writes: posts a signed webhook and prints the host's answer

PIGEON_TOKEN and PIGEON_SECRET are what both sides know.
"""
import hashlib
import hmac
import json
import os
import sys
import time
import urllib.error
import urllib.request
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TOKEN = os.environ.get("PIGEON_TOKEN", "")
SECRET = os.environ.get("PIGEON_SECRET", "")


class Pigeon(BaseHTTPRequestHandler):
    sent: dict = {}  # idempotency key -> message: the same key twice is the same message

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.answer(200, list(self.sent.values()))

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        key = self.headers.get("Idempotency-Key", "")
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            return self.answer(401, {"error": "wrong token"})
        if self.path != "/messages" or not key:
            return self.answer(404, {"error": "POST /messages with an Idempotency-Key"})
        if key not in self.sent:
            self.sent[key] = {"id": f"p-{len(self.sent) + 1}", **json.loads(body)}
            print(f"to {self.sent[key]['to']}: {self.sent[key]['text']}", flush=True)
        return self.answer(201, {"id": self.sent[key]["id"]})

    def answer(self, status: int, document):
        body = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def serve(port: int):
    server = ThreadingHTTPServer(("127.0.0.1", port), Pigeon)
    print(f"ready http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


def say(hook: str, sender: str, text: str, name: str = "Maria") -> int:
    message = {"id": uuid.uuid4().hex, "from": sender, "name": name, "text": text}
    body = json.dumps({**message, "sent_at_ms": int(time.time() * 1000)}).encode()
    signature = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    headers = {"Content-Type": "application/json", "X-Pigeon-Signature": f"sha256={signature}"}
    try:
        with urllib.request.urlopen(urllib.request.Request(hook, body, headers)) as answer:
            print(f"the host answered {answer.status}")
            return 0
    except urllib.error.HTTPError as refusal:
        print(f"the host answered {refusal.code}: {refusal.read().decode()}")
        return 1


if __name__ == "__main__":
    words = sys.argv[1:]
    if words[:1] == ["serve"] and len(words) == 2:
        serve(int(words[1]))
    elif words[:1] == ["say"] and len(words) == 4:
        sys.exit(say(*words[1:]))
    else:
        sys.exit(__doc__)
