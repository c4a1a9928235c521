# SPDX-License-Identifier: MIT
"""A stand-in for a chat completions endpoint, in this process: it answers as a good model would, or misbehaves as the
test says. What it was sent is kept, and who still waits for it is let go at the end."""
import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from local_baton import free_port

PATH = "/v1/chat/completions"


def good(document: dict) -> dict:
    """The brief of a model that does what it was asked, from the case it was sent."""
    said = [entry for entry in document["conversation"] if entry.get("from") == "customer" and entry.get("text")]
    order = re.search(r"ORD-\d{6}", said[0]["text"])
    details = [{"label": "order number", "value": order.group(), "source": said[0]["source"]}] if order else []
    return {"language": document["language"],
            "intent": {"text": "wants to know where the order is", "source": said[0]["source"]},
            "status": "the customer waits for an answer",
            "reason": "it has to be looked for",
            "next_action": "find the parcel and tell the customer",
            "decision_needed": "whether it is lost",
            "details": details, "steps": []}


def completion(content: str, finish: str = "stop") -> str:
    message = {"role": "assistant", "content": content}
    choice = {"index": 0, "message": message, "finish_reason": finish}
    return json.dumps({"object": "chat.completion", "choices": [choice]})


class ModelStandIn:
    """`answer(document)` gives (status, headers, body) and may wait for `let_go`; a test puts another in its place."""

    def __init__(self):
        self.requests: list[dict] = []  # headers and the parsed body of each
        self.let_go = threading.Event()
        self.answer = self.answers_well
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                stand_in.requests.append({"path": self.path, "headers": dict(self.headers), "body": body})
                status, headers, text = stand_in.answer(json.loads(body["messages"][1]["content"]))
                data = text.encode()
                self.send_response(status)
                usual = {"Content-Type": "application/json", "Content-Length": str(len(data))}
                for name, value in {**usual, **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                try:
                    self.wfile.write(data)
                except OSError:
                    pass  # the host has gone on without it
                self.close_connection = True

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", free_port()), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}{PATH}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def stop(self):
        self.let_go.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    @staticmethod
    def answers_well(document: dict):
        return 200, {}, completion(json.dumps(good(document)))

    @staticmethod
    def changed(change):
        """An answer whose brief was changed by `change(brief)` on its way."""
        def answer(document: dict):
            brief = good(document)
            change(brief)
            return 200, {}, completion(json.dumps(brief))
        return answer

    def hangs(self, document: dict):
        self.let_go.wait(60)
        return self.answers_well(document)
