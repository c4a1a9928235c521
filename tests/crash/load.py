# SPDX-License-Identifier: MIT
"""Customers, a bot and agents who do not mind that the host dies: each repeats what was not answered, exactly as it was,
and remembers what was."""
import http.client
import random
import threading
import time
from dataclasses import dataclass, field

import signed_webhook
from local_baton import Http, Local

CUSTOMERS_AT_ONCE = 12
MESSAGES_EACH = 12
AGENTS = 3
KNOCK_S = 0.03  # between two tries while nobody answers
DOWN = (OSError, http.client.HTTPException)


@dataclass
class Reply:
    """One word to a customer, asked for until it was answered."""
    case: str
    text: str
    status: int = 0
    answer: dict = field(default_factory=dict)
    tries: int = 0

    @property
    def promised(self) -> bool:
        """The answer said that the channel has it."""
        return self.status == 200 and self.answer["decision"] == "free" and self.answer["final"]


@dataclass
class Customer:
    number: str
    name: str
    bots: bool          # the bot serves it, otherwise an agent
    acknowledged: int = 0  # how many of its messages got a 200


class Load:
    def __init__(self, baton: Local, seed: int, customers_at_once: int = CUSTOMERS_AT_ONCE):
        self.sandbox = baton.sandbox
        self.url = baton.host.url
        self.seed = seed
        self.customers: list[Customer] = []
        self.replies: list[Reply] = []
        self.faults: list[str] = []
        self.calls_cut = 0
        self._lock = threading.Lock()
        self._cases: dict[str, str] = {}       # customer's name -> case
        self._asks: list[tuple[str, str]] = []  # (customer's name, text) an agent should send
        self._writing = True
        self._working = True
        self._threads = [self._somebody(self._write, n) for n in range(customers_at_once)]
        self._people = [self._somebody(self._serve_bot, 0)] + [self._somebody(self._serve_agent, n) for n in range(AGENTS)]

    def _somebody(self, work, number: int) -> threading.Thread:
        # A daemon: when the test fails half-way it must end, not wait for people nobody tells to stop.
        return threading.Thread(target=self._guarded, args=(work, number), daemon=True)

    def start(self):
        for thread in self._threads + self._people:
            thread.start()

    def stop(self):
        """Everybody finishes what was begun; the host must be up."""
        self._writing = False
        for thread in self._threads:
            thread.join()
        time.sleep(1)
        self._working = False
        for thread in self._people:
            thread.join()

    def _guarded(self, work, number: int):
        try:
            work(number)
        except BaseException as error:  # noqa: BLE001  (a thread that dies silently would make the test pass)
            self.faults.append(f"{work.__name__} {number}: {error!r}")
            raise

    def _insist(self, token: str, method: str, path: str, body, headers: dict):
        """The same request until somebody answers it for good; the answer, and how often it was asked."""
        tries = 0
        while True:
            tries += 1
            try:
                answer = Http(self.url, token, timeout_s=60).call(method, path, body, headers)
                if answer.status < 500 and not (answer.status == 409 and b"still running" in answer.body):
                    return answer, tries
            except DOWN:
                self.calls_cut += 1
            time.sleep(KNOCK_S)

    # ---- customers ----

    def _write(self, lane: int):
        rng = random.Random(f"{self.seed} customer {lane}")
        count = 0
        while self._writing:
            customer = self._new_customer(lane, count)
            count += 1
            while self._writing and customer.acknowledged < MESSAGES_EACH:
                self._say(customer, rng)
                time.sleep(rng.uniform(0.02, 0.2))

    def _new_customer(self, lane: int, count: int) -> Customer:
        number = f"4477{lane:02d}{count:06d}"
        customer = Customer(number, f"Casey{lane:02d}x{count:06d}", bots=count % 2 == 0)
        # The stand-in does not see what is posted past it: it is told that this customer's window is open.
        self.sandbox.http.post(f"/whatsapp/customers/{number}", {"last_wrote_ms": self.sandbox.now_ms()})
        with self._lock:
            self.customers.append(customer)
        return customer

    def _say(self, customer: Customer, rng: random.Random):
        size = rng.choice((1, 1, 1, 3))
        at_ms = self.sandbox.now_ms()
        texts = [f"{customer.name} says {customer.acknowledged + i + 1}" for i in range(size)]
        messages = [signed_webhook.text_message(customer.number, text, "wamid." + text.replace(" ", "_"), at_ms) for text in texts]
        body = signed_webhook.delivery(signed_webhook.change_of(messages, customer.name))
        copies = 2 if rng.random() < 0.1 else 1
        for _ in range(copies):
            answer, _ = self._insist("", "POST", signed_webhook.HOOK, body, signed_webhook.headers(body))
            if answer.status != 200:
                raise AssertionError(f"a good webhook was refused: {answer}")
        customer.acknowledged += size
        if not customer.bots and rng.random() < 0.5:
            with self._lock:
                self._asks.append((customer.name, f"reply to {customer.name} at {customer.acknowledged}"))

    # ---- the bot: what it is posted comes at least once; its answer carries the message's id as key ----

    def _serve_bot(self, _: int):
        since = 0
        while self._working:
            rows = self.sandbox.http.get("/bot/helper/received", since=since).json
            rows = rows["received"] if isinstance(rows, dict) else rows
            for row in rows:
                since = max(since, row["sequence"])
                self._answer_as_bot(row["body"])
            time.sleep(KNOCK_S)

    def _answer_as_bot(self, post: dict):
        name = post["customer"]["name"]
        with self._lock:
            fresh = name not in self._cases
            self._cases[name] = post["case"]
        customer = next((c for c in self.customers if c.name == name), None)  # a test has customers of its own
        if customer is None or not customer.bots or not self._working:
            return
        text = f"bot to {post['message']['text']}"
        known = any(reply.text == text for reply in self.replies)
        body = {"thread": post["thread"], "epoch": post["epoch"], "text": text, "confidence": 0.9, "fallback": False}
        if not known or fresh:
            self._reply("demo-helper", post["case"], text, body)

    # ---- agents: take the case over, then write ----

    def _serve_agent(self, _: int):
        while True:
            with self._lock:
                ask = next((a for a in self._asks if a[0] in self._cases), None)
                if ask:
                    self._asks.remove(ask)
                    case = self._cases[ask[0]]
            if ask:
                self._answer_as_agent(case, ask[1])
            elif not self._working:
                return
            else:
                time.sleep(KNOCK_S)

    def _answer_as_agent(self, case: str, text: str):
        seen, _ = self._insist("demo-ana", "GET", f"/v1/cases/{case}", None, {})
        if seen["owner"] != "agent:ana":
            body = {"epoch": seen["owner_epoch"], "agent": "ana", "reason": "other"}
            self._insist("demo-ben", "POST", f"/v1/cases/{case}/assign", body, {"Idempotency-Key": f"assign {case} {seen['owner_epoch']}"})
            seen, _ = self._insist("demo-ana", "GET", f"/v1/cases/{case}", None, {})
        body = {"thread": seen["windows"][0]["thread"], "epoch": seen["owner_epoch"], "text": text}
        self._reply("demo-ana", case, text, body)

    def _reply(self, token: str, case: str, text: str, body: dict):
        answer, tries = self._insist(token, "POST", f"/v1/cases/{case}/reply", body, {"Idempotency-Key": f"reply {text}"})
        with self._lock:
            self.replies.append(Reply(case, text, answer.status, answer.json, tries))
