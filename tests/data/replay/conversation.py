# SPDX-License-Identifier: MIT
"""One dialogue of the data, lived through a host: the customer writes on WhatsApp, an agent answers over the API, hands
over at the cut, and goes on to the end. What the host made of it is kept for the score."""
import re
import threading
import time

# Long, for machines that are busy and sanitizers; nothing waits so long where all is well.
PATIENCE_S = 60
PACE_S = 0.03


class Unexpected(Exception):
    """The host answered something that this conversation should never see."""


def asks_for_secret(text: str) -> bool:
    """Agents of the data ask for a PIN now and then; here no such question reaches a customer (I5)."""
    return re.search(r"\b(pin|password|passcode|security code)\b", text, re.IGNORECASE) is not None


def wait_for(check, what: str):
    end = time.monotonic() + PATIENCE_S
    while True:
        found = check()
        if found:
            return found
        if time.monotonic() > end:
            raise Unexpected(f"not within {PATIENCE_S} s: {what}")
        time.sleep(PACE_S)


class Office:
    """What the conversations share: the host and its sandbox, and who opens a case at a time."""

    def __init__(self, local):
        self.local = local
        self.opening = threading.Lock()
        self.seen: set[str] = set()

    def open_case(self, number: str, name: str, text: str) -> str:
        """The customer's first word. The case it opened is the one that is new; so one at a time."""
        with self.opening:
            self.local.sandbox.says(number, text, name=name)
            new = wait_for(self.new_cases, f"the first word of {name} opens a case")
            if len(new) != 1:
                raise Unexpected(f"the first word of {name} opened {len(new)} cases")
            self.seen.update(new)
            return new[0]

    def new_cases(self) -> list[str]:
        rows = self.local.admin.get("/v1/cases", sort="-opened", limit=200)["cases"]
        return [row["id"] for row in rows if row["id"] not in self.seen]


class Conversation:
    def __init__(self, office: Office, dialogue_id: int, events: list[dict], cut: int):
        self.office, self.local = office, office.local
        self.name = f"star-{dialogue_id}"
        self.number = f"4479{dialogue_id:08d}"
        self.events, self.cut = events, cut
        self.case_id = ""
        self.agent = ""
        self.brief: dict = {}
        self.before_handoff: list[dict] = []   # the case's entries when it was handed over
        self.gates: list[str] = []             # what became of each reply at the gate
        self.said = 1                          # the customer's words; the first opens the case
        self.asked_again = 0                   # webhooks answered 503 at first

    def play(self):
        first, *rest = self.events
        self.case_id = self.office.open_case(self.number, self.name, first["text"])
        self.take_seat()
        for event in rest[: self.cut - 1]:
            self.say(event)
        self.hand_over()
        for event in rest[self.cut - 1:]:
            self.say(event)
        self.resolve()

    def say(self, event: dict):
        speaker, text = event["speaker"], event["text"]
        if speaker == "customer":
            told = self.local.sandbox.says(self.number, text)
            self.said += 1
            statuses = [delivery["status"] for delivery in told["deliveries"]]
            if statuses == [200]:
                return
            # "Send it again" is an honest answer of a busy host: the channel does, and here nobody speaks meanwhile.
            if statuses != [503]:
                raise Unexpected(f"{self.name}: a webhook was answered {statuses}")
            self.asked_again += 1
            self.until(lambda: self.kept() >= self.said, "a webhook that was answered 503 arrives after all")
            return
        if speaker == "note":
            self.act("note", {"text": text})
            return
        answer = self.act("reply", {"epoch": self.case()["owner_epoch"], "text": text})
        refused_rightly = answer["decision"] == "refused" and answer["reason"].startswith("it asks for data") \
            and asks_for_secret(text)
        self.gates.append("asks for a secret" if refused_rightly else answer["decision"])

    def kept(self) -> int:
        return sum(entry["from"] == "customer" for entry in self.local.messages(self.case_id))

    def take_seat(self):
        """The conversation is somebody's before the first reply."""
        self.take(self.until(self.offered_seat, "the conversation is offered to first line"))

    def take(self, seat: dict):
        """Whoever is offered the conversation accepts, and owns it."""
        self.agent = seat["offered_to"].split(":", 1)[1]
        accepted = self.person().post(f"/v1/work/{seat['id']}/accept")
        if accepted.status != 200:
            raise Unexpected(f"{self.name}: accept: {accepted}")
        owner = self.case()["owner"]
        if owner != f"agent:{self.agent}":
            raise Unexpected(f"{self.name}: {self.agent} accepted, but {owner} owns it")

    def offered_seat(self):
        case = self.case()
        if case["customer"]["name"] != self.name:
            raise Unexpected(f"{self.case_id} is of {case['customer']['name']}, not of {self.name}")
        seats = [item for item in case["work"] if item["kind"] == "conversation" and item["offered_to"]]
        return seats[0] if seats else None

    def hand_over(self):
        case = self.case()
        known = case["brief"]["number"] if case["brief"] else 0
        self.act("handoff", {"epoch": case["owner_epoch"], "to": {"lane": "technical"}, "reason": "next_step"})
        # The strategy and the summarizer are asked side by side; either may answer first.
        self.until(lambda: (self.case()["brief"] or {"number": 0})["number"] > known, "the brief of the handoff")
        # Triage may have found a reason for `reassign` (O4a): then the conversation moves (O3), else work alone (O2).
        moves = self.case()["model"] == "reassign"
        kind = "conversation" if moves else "work"
        item = self.until(lambda: self.in_technical(kind), f"the {kind} comes to the technical lane")
        self.brief = self.local.admin.get(f"/v1/cases/{self.case_id}/brief").json
        self.before_handoff = self.local.messages(self.case_id)
        if moves:
            self.take(item)
        elif self.case()["owner"] != f"agent:{self.agent}":
            raise Unexpected(f"{self.name}: a work item, but {self.case()['owner']} owns the conversation")

    def in_technical(self, kind: str):
        return next((item for item in self.case()["work"] if (item["lane"], item["kind"]) == ("technical", kind)
                     and (kind == "work" or item["offered_to"])), None)

    def resolve(self):
        """Nothing of this conversation counts against anybody's capacity afterwards."""
        self.act("resolve", {"epoch": self.case()["owner_epoch"]})

    def act(self, what: str, body: dict):
        answer = self.person().post(f"/v1/cases/{self.case_id}/{what}", body)
        if answer.status != 200:
            raise Unexpected(f"{self.name} {self.case_id}: {what}: {answer}")
        return answer

    def person(self):
        return self.local.people[self.agent]

    def case(self) -> dict:
        return self.local.case(self.case_id)

    def until(self, check, what: str):
        return wait_for(check, f"{self.name} {self.case_id}: {what}")
