# SPDX-License-Identifier: MIT
"""A host and its sandbox as local processes, and the few calls it takes to talk to both.

The demo and the process tests stand on this file alone: standard library only, no wait that is longer than it must be.
"""
import http.client
import json
import os
import random
import re
import signal
import socket
import subprocess
import threading
import time
import urllib.parse
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PNID = "100000000000001"
CONNECTOR = "whatsapp-eu"


def build_folder() -> Path:
    return Path(os.environ.get("BATON_BUILD", ROOT / "build"))


def own_ports() -> range:
    """Those the system gives to whoever connects, without asking for one."""
    first, last = Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()
    return range(int(first), int(last) + 1)


def free_port() -> int:
    """None that somebody who connects could be given while nobody listens on it: not they, and not a client that knocks
    in vain and would be connected to itself."""
    given = own_ports()
    for port in random.SystemRandom().sample([port for port in range(10_000, 65_536) if port not in given], 100):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError("a hundred ports were tried, and none of them is free")


class Answer:
    """Status, headers and body of one HTTP answer; `answer["key"]` reads a JSON body."""

    def __init__(self, status: int, headers: dict, body: bytes):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)

    def __getitem__(self, key):
        return self.json[key]

    def __repr__(self):
        return f"{self.status} {self.body[:2000].decode('utf-8', 'replace')}"


class Http:
    """JSON over HTTP/1.1; one connection a call, so that any thread may call."""

    def __init__(self, url: str, token: str = "", timeout_s: float = 90):
        self.url, self.token, self.timeout_s = url, token, timeout_s
        parts = urllib.parse.urlsplit(url)
        self.address = (parts.hostname, parts.port)

    def call(self, method: str, path: str, body=None, headers=None) -> Answer:
        all_headers = dict(headers or {})
        if self.token:
            all_headers.setdefault("Authorization", f"Bearer {self.token}")
        if isinstance(body, (dict, list)):
            body = json.dumps(body).encode()
            all_headers.setdefault("Content-Type", "application/json")
        connection = http.client.HTTPConnection(*self.address, timeout=self.timeout_s)
        try:
            connection.request(method, path, body=body, headers=all_headers)
            response = connection.getresponse()
            return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
        finally:
            connection.close()

    def get(self, path: str, **query) -> Answer:
        known = {k: v for k, v in query.items() if v is not None}
        return self.call("GET", path + ("?" + urllib.parse.urlencode(known) if known else ""))

    def post(self, path: str, body=None, **headers) -> Answer:
        return self.call("POST", path, {} if body is None else body, {k.replace("_", "-"): v for k, v in headers.items()})

    def put(self, path: str, body) -> Answer:
        return self.call("PUT", path, body)

    def delete(self, path: str) -> Answer:
        return self.call("DELETE", path)


class Program:
    """One `baton` process that says `ready URL` on its first line; standard error goes to a file."""

    def __init__(self, words, log: Path, ready_s: float = 60, env=None):
        self.log = log
        log.parent.mkdir(parents=True, exist_ok=True)
        with open(log, "ab") as errors:
            self.process = subprocess.Popen([str(build_folder() / "baton"), *words], stdout=subprocess.PIPE, stderr=errors,
                                            env={**os.environ, **(env or {})}, cwd=ROOT)
        line: list[bytes] = []
        reader = threading.Thread(target=lambda: line.append(self.process.stdout.readline()), daemon=True)
        reader.start()
        reader.join(ready_s)
        said = line[0].decode().strip() if line else ""
        if not said.startswith("ready "):
            self.kill()
            raise RuntimeError(f"baton {words[0]} did not start: {said or self.errors()[-2000:]}")
        self.url = said.split(" ", 1)[1]

    def errors(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    @property
    def running(self) -> bool:
        return self.process.poll() is None

    def kill(self):
        if self.running:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()

    def stop(self, limit_s: float = 40) -> int:
        """SIGTERM and its exit code; a process that does not end is killed and reported as -9."""
        if self.running:
            self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(limit_s)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = self.process.wait()
        self.process.stdout.close()
        return code


class Sandbox(Program):
    """The stand-ins. Customers write through `says`; time passes by `advance`."""

    def __init__(self, folder: Path, host_port: int, port: int = 0, ticking: bool = False, settings=None):
        words = ["sandbox", "--port", str(port), "--callback", f"http://127.0.0.1:{host_port}/hooks/{CONNECTOR}"]
        words += [] if ticking else ["--frozen"]
        super().__init__(words, folder / "sandbox.log")
        self.http = Http(self.url)
        if settings:
            self.settings(**settings)

    def settings(self, **changes):
        self._good(self.http.post("/whatsapp/settings", changes))

    def says(self, number: str, text: str = "", **message) -> Answer:
        """The customer of this number writes; see host/sandbox/README.md for what a message may be."""
        body = {"from": number, **message}
        if text:
            body["text"] = text
        return self._good(self.http.post("/whatsapp/inbound", body))

    def advance(self, hours: float = 0, minutes: float = 0, seconds: float = 0, ms: float = 0) -> dict:
        """Moves the clock; answers when the host has decided everything that fell due on the way."""
        span = int(((hours * 60 + minutes) * 60 + seconds) * 1000 + ms)
        answer = self._good(self.http.post("/clock", {"advance_ms": span})).json
        if not answer.get("settled", True):
            raise RuntimeError(f"the clock moved, but not everything due was decided: {answer}")
        return answer

    def now_ms(self) -> int:
        return self.http.get("/clock")["now_ms"]

    def sent(self, to: str | None = None) -> list[dict]:
        """What the channel accepted, oldest first; `to` limits it to one customer."""
        rows = self.http.get("/whatsapp/sent").json
        rows = rows["sent"] if isinstance(rows, dict) else rows
        return [row for row in rows if to is None or row["to"] == to]

    def requests(self) -> list[dict]:
        rows = self.http.get("/whatsapp/requests").json
        return rows["requests"] if isinstance(rows, dict) else rows

    def fault(self, **fault):
        self._good(self.http.post("/whatsapp/faults", fault))

    def template(self, name: str, **state):
        self._good(self.http.post(f"/whatsapp/templates/{name}", state))

    @staticmethod
    def _good(answer: Answer) -> Answer:
        if answer.status >= 300:
            raise RuntimeError(f"the sandbox refused it: {answer}")
        return answer


class Host(Program):
    """`baton serve`, followed by the clients of its people."""

    def __init__(self, config: Path, log: Path, clock: str = "", level: str = "info"):
        words = ["serve", "--config", str(config), "--log-level", level] + (["--clock", clock] if clock else [])
        super().__init__(words, log)
        self.config = config

    def as_token(self, token: str) -> Http:
        return Http(self.url, token)


def demo_config(folder: Path, host_port: int, sandbox_url: str, change=None) -> Path:
    """config/examples/sandbox.jsonc with these addresses and a store in `folder`. `change` edits the parsed document."""
    text = (ROOT / "config/examples/sandbox.jsonc").read_text()
    text = text.replace("127.0.0.1:8080", f"127.0.0.1:{host_port}").replace("http://127.0.0.1:9800", sandbox_url)
    text = text.replace("../../build/demo/baton.db", str(folder / "baton.db"))
    text = text.replace("../../build/lib/baton", str(build_folder() / "lib" / "baton"))
    text = text.replace("../baton.schema.json", str(ROOT / "config/baton.schema.json"))
    if change:
        # The example keeps every comment on a line of its own or after two spaces; no value holds "  //".
        document = json.loads(re.sub(r"(^|\s\s)//[^\n]*", "", text, flags=re.M))
        change(document)
        text = json.dumps(document, indent=2)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / "baton.jsonc"
    target.write_text(text)
    return target


class Local:
    """A sandbox and a host beside it, in one folder. `with Local(folder) as baton:` stops both."""

    PEOPLE = ("admin", "ana", "ben", "tess", "tom", "service", "helper")

    def __init__(self, folder: Path, host_port: int = 0, sandbox_port: int = 0, ticking: bool = False, change=None,
                 sandbox_settings=None, level: str = "info"):
        self.folder = Path(folder)
        self.level = level
        self.port = host_port or free_port()
        self.sandbox = Sandbox(self.folder, self.port, sandbox_port, ticking, sandbox_settings)
        try:
            self.config = demo_config(self.folder, self.port, self.sandbox.url, change)
            self.start_host()
        except BaseException:
            self.sandbox.kill()
            raise

    def start_host(self):
        self.host = Host(self.config, self.folder / "host.log", self.sandbox.url, self.level)
        self.people = {name: self.host.as_token(f"demo-{name}") for name in self.PEOPLE}

    def __getattr__(self, name):
        people = self.__dict__.get("people", {})
        if name in people:
            return people[name]
        raise AttributeError(name)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.host.stop()
        self.sandbox.stop()

    def cases(self, **query) -> list[dict]:
        rows, cursor = [], None
        while True:
            page = self.admin.get("/v1/cases", cursor=cursor, **query).json
            rows += page["cases"]
            cursor = page["next_cursor"]
            if not cursor:
                return rows

    def every_case(self) -> list[dict]:
        """Settled ones too; the queue itself shows what is open."""
        return self.cases(sort="opened") + self.cases(sort="opened", status="resolved") + self.cases(sort="opened", status="closed")

    def case(self, case_id: str) -> dict:
        return self.admin.get(f"/v1/cases/{case_id}").json

    def history(self, case_id: str) -> list[dict]:
        return self.admin.get(f"/v1/cases/{case_id}/history").json["events"]

    def messages(self, case_id: str) -> list[dict]:
        return self.admin.get(f"/v1/cases/{case_id}/messages").json["messages"]

    def until(self, check, what: str, limit_s: float = 20):
        """Asks until `check()` is true and returns it; for what happens in real time beside the clock of the sandbox."""
        end = time.monotonic() + limit_s
        while True:
            found = check()
            if found:
                return found
            if time.monotonic() > end:
                raise AssertionError(f"not within {limit_s} s: {what}")
            time.sleep(0.02)
