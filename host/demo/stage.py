# SPDX-License-Identifier: MIT
"""The stage of the demo: customers who write on WhatsApp, a bot, agents, and a line on the screen for everything that moves."""
import sys
import time
from datetime import datetime, timezone


class Customer:
    def __init__(self, stage, name, number):
        self.stage, self.name, self.number = stage, name, number
        self.case_id = ""

    def says(self, text, **message):
        self.stage.show(self.name, text if "4111" not in text else text.replace("4111 1111 1111 1111", "(a card number)"))
        answer = self.stage.baton.sandbox.says(self.number, text, name=self.name, **message)
        self.stage.delivered(answer)
        self.stage.settle()
        self.find_case()

    def sends_album(self, count):
        self.stage.show(self.name, f"({count} pictures at once)")
        answer = self.stage.baton.sandbox.says(self.number, name=self.name, messages=[{"type": "image", "image": {}} for _ in range(count)], split="posts")
        self.stage.delivered(answer)
        self.stage.settle()

    def find_case(self):
        """The customer's newest case. A customer is found by name: the queue shows ids only, so each case is opened once."""
        for row in reversed(self.stage.baton.every_case()):
            if self.stage.name_of(row["id"]) == self.name:
                self.case_id = row["id"]
                break
        self.stage.show_case(self)


class Stage:
    """Every method does one thing over the public interfaces, waits until it is decided, and shows what came of it."""

    def __init__(self, baton, pause_s: float):
        self.baton, self.pause_s = baton, pause_s
        self.webhook_ids: set[str] = set()
        self.names: dict[str, str] = {}
        self.shown: dict[str, str] = {}
        self.bot_cursor = 0
        self.sent_cursor = 0
        self.said: set[str] = set()

    # What is seen

    def line(self, text):
        at = datetime.fromtimestamp(self.baton.sandbox.now_ms() / 1000, timezone.utc)
        print(f"{at:%a %H:%M}  {text}", flush=True)
        time.sleep(self.pause_s)

    def show(self, who, text):
        self.said.add(text)
        self.line(f"{who:<14} {text}")

    def show_sent(self):
        """What reached the channel beyond the words just shown: the host's own, and replies that went as a template."""
        for row in self.baton.sandbox.http.get("/whatsapp/sent", since=self.sent_cursor).json:
            self.sent_cursor = row["sequence"]
            message = row["message"]
            if row["type"] == "template":
                values = [p.get("text", "") for part in message["template"].get("components", []) if part["type"] == "body" for p in part["parameters"]]
                self.line(f"{'':<14}   -> WhatsApp: template {row['template']} ({', '.join(values)})")
            elif row["type"] == "text" and message["text"]["body"] not in self.said:
                self.line(f"{'':<14}   -> WhatsApp: {message['text']['body']}")

    def show_case(self, customer):
        if not customer.case_id:
            return
        case = self.baton.case(customer.case_id)
        window = case["windows"][0]["state"] if case["windows"] else "-"
        state = (f"{case['status']}, owner {case['owner']} (epoch {case['owner_epoch']}), lane {case['lane']}, window {window}, "
                 f"next: {case['next_action']['verb']} by {case['next_action']['party']}")
        if self.shown.get(customer.case_id) != state:
            self.shown[customer.case_id] = state
            self.line(f"{'':<14}   [{customer.case_id}] {state}")

    def name_of(self, case_id):
        if case_id not in self.names:
            self.names[case_id] = self.baton.case(case_id)["customer"]["name"]
        return self.names[case_id]

    # What happens

    def customer(self, name, number):
        return Customer(self, name, number)

    def delivered(self, answer):
        for delivery in answer["deliveries"]:
            if delivery["status"] != 200:
                raise AssertionError(f"a webhook was answered {delivery['status']}")
        self.webhook_ids.update(answer["ids"])

    def settle(self):
        """Lets statuses, bursts and offers happen: ten seconds of the sandbox's clock."""
        self.baton.sandbox.advance(seconds=10)
        self.show_sent()

    def time_passes(self, hours, why):
        self.line(f"{'':<14} ... {hours} hours later: {why}")
        self.baton.sandbox.advance(hours=hours)
        self.show_sent()

    def epoch_of(self, customer):
        return self.baton.case(customer.case_id)["owner_epoch"]

    def bot_answers(self, customer, text, confidence):
        """The bot answers the newest message that was posted to it, if one was."""
        asked = self.baton.until(lambda: [m for m in self.baton.sandbox.http.get("/bot/helper/received", since=self.bot_cursor).json
                                          if m["body"]["case"] == customer.case_id], "the message is posted to the bot")[-1]
        self.bot_cursor = asked["sequence"]
        self.show("bot", f"{text}  (confidence {confidence})")
        answer = self.baton.helper.post(f"/v1/cases/{customer.case_id}/reply", {"thread": asked["body"]["thread"], "epoch": asked["body"]["epoch"],
                                        "text": text, "confidence": confidence}, Idempotency_Key=f"demo-bot-{asked['sequence']}")
        self._good(answer)
        if answer["decision"] == "refused":
            self.line(f"{'':<14}   not sent: {answer['reason']}")
        self.settle()
        self.show_case(customer)

    def takes_seat(self, agent, customer):
        self._takes(agent, customer, "conversation", "takes the conversation")

    def takes_work(self, agent, customer):
        self._takes(agent, customer, "work", "takes the work item")
        brief = self.baton.case(customer.case_id)["brief"]
        made_by = brief["made_by"]
        self.line(f"{'':<14}   brief by {made_by}:")
        for text in brief["text"].splitlines():
            print(f"{'':<26}   | {text}", flush=True)

    def _takes(self, agent, customer, kind, words):
        item = self._open_item(customer, kind)
        self.show(agent, words)
        # Whoever has been offered it accepts; anybody else with the skill claims it.
        act = "accept" if item["offered_to"] == f"agent:{agent}" else "claim"
        self._good(getattr(self.baton, agent).post(f"/v1/work/{item['id']}/{act}"))
        self.settle()
        self.show_case(customer)

    def _open_item(self, customer, kind):
        def found():
            return [item for item in self.baton.case(customer.case_id)["work"] if item["kind"] == kind and item["state"] in ("open", "offered")]
        return self.baton.until(found, f"a {kind} item of {customer.case_id} waits for somebody")[-1]

    def replies(self, agent, customer, text, epoch=None, cites_latest=False):
        case = self.baton.case(customer.case_id)
        body = {"epoch": epoch or case["owner_epoch"], "text": text}
        if cites_latest:
            body["cites"] = [answer["id"] for item in case["work"] for answer in item["answers"]][-1:]
        self.show(agent, text)
        answer = getattr(self.baton, agent).post(f"/v1/cases/{customer.case_id}/reply", body)
        if answer.status == 409:
            self.line(f"{'':<14}   gate: refused, {answer['detail'] if 'detail' in answer.json else answer['title']}; kept as a draft")
        else:
            self._good(answer)
            self.line(f"{'':<14}   gate: {answer['decision']}, {answer['reason']}")
            if answer["decision"] != "free":
                self.said.discard(text)  # when it goes out after all, that is news
        self.settle()
        self.show_case(customer)

    def hands_over(self, agent, customer, lane, question):
        self.show(agent, f"hands over to {lane}: {question}")
        self._good(getattr(self.baton, agent).post(f"/v1/cases/{customer.case_id}/handoff", {
            "epoch": self.epoch_of(customer), "to": {"lane": lane}, "reason": "authority", "question": question}))
        self.settle()
        self.show_case(customer)

    def answers_work(self, agent, customer, text):
        work = [item for item in self.baton.case(customer.case_id)["work"] if item["kind"] == "work" and item["owner"] == f"agent:{agent}"][-1]
        self.show(agent, f"answers inside: {text}")
        client = getattr(self.baton, agent)
        self._good(client.post(f"/v1/work/{work['id']}/answer", {"text": text, "final": True}))  # final: the item is done
        self.settle()
        self.show_case(customer)

    def assigns(self, lead, customer, to, reason):
        self.show(lead, f"assigns it to {to} ({reason})")
        self._good(getattr(self.baton, lead).post(f"/v1/cases/{customer.case_id}/assign", {
            "epoch": self.epoch_of(customer), "agent": to, "reason": reason}))
        self.settle()
        self.show_case(customer)

    def resolves(self, agent, customer, text=""):
        self.show(agent, f"resolves it{': ' + text if text else ''}")
        body = {"epoch": self.epoch_of(customer)}
        self._good(getattr(self.baton, agent).post(f"/v1/cases/{customer.case_id}/resolve", body | ({"text": text} if text else {})))
        self.settle()
        self.show_case(customer)

    def taps_newest_template(self, customer):
        template = [row for row in self.baton.sandbox.sent(to=customer.number) if row["type"] == "template"][-1]
        buttons = [button for part in template["message"]["template"].get("components", []) if part.get("type") == "button"
                   for button in part.get("parameters", [])]
        payload = buttons[0].get("payload", "Yes") if buttons else "Yes"
        self.show(customer.name, f"(taps the button under template {template['template']})")
        answer = self.baton.sandbox.says(customer.number, name=customer.name, type="button", button={"payload": payload, "text": "Yes"},
                                         quoted=template["wamid"])
        self.delivered(answer)
        self.settle()
        self.show_case(customer)

    def templates(self, status):
        self.line(f"{'':<14} (WhatsApp says: templates {status.lower()})")
        for template in self.baton.sandbox.http.get("/whatsapp/templates").json:
            if template["name"].startswith("progress_update"):
                self.baton.sandbox.template(template["name"], language=template["language"], status=status)
        self.settle()

    @staticmethod
    def _good(answer):
        if answer.status >= 300:
            raise AssertionError(f"the host refused it: {answer}")


def handoffs_of(history) -> tuple[int, int]:
    """How many handoffs were decided, and for how many of them a brief with intent, attempted steps and status was ready (B2)."""
    briefed = []
    for event in history:
        if event["event"] == "HandoffDecided":
            briefed.append(False)
        elif event["event"] == "BriefReady" and briefed:
            brief = event["data"]["brief"]
            has_intent = bool(brief["intent_words"]) or bool(brief["intent"] and brief["intent"]["id"])
            briefed[-1] = briefed[-1] or (has_intent and brief["steps_state"] != "unknown" and bool(brief["status"]))
    return len(briefed), sum(briefed)


def summary(stage) -> dict:
    """What the whole demo came to, counted from outside: from the API of the host and the books of the sandbox."""
    baton = stage.baton
    cases = baton.every_case()
    stored, gate, complete, handoffs, ownerless = [], {}, 0, 0, 0
    for row in cases:
        case = baton.case(row["id"])
        ownerless += not case["owner"]
        history = baton.history(row["id"])
        stored += [event["data"]["message"] for event in history if event["event"] == "MessageReceived"]
        for event in history:
            if event["event"] == "GateDecided":
                decision = event["data"]["decision"]
                gate[decision] = gate.get(decision, 0) + 1
        decided, briefed = handoffs_of(history)
        handoffs += decided
        complete += briefed
    sent = baton.sandbox.sent()
    keys = [row["biz_opaque_callback_data"] for row in sent if row.get("biz_opaque_callback_data")]
    return {"cases": len(cases), "messages_in": len(stage.webhook_ids), "messages_stored": len(set(stored)), "handoffs": handoffs,
            "briefs_complete": complete, "cases_without_owner": ownerless, "sent": len(sent), "sent_twice": len(keys) - len(set(keys)),
            "gate": dict(sorted(gate.items()))}


def lost(figures: dict) -> list[str]:
    """What must not be, in words; empty when all is well."""
    wrong = []
    if figures["messages_in"] != figures["messages_stored"]:
        wrong.append(f"{figures['messages_in']} messages came in, {figures['messages_stored']} are stored")
    if figures["cases_without_owner"]:
        wrong.append(f"{figures['cases_without_owner']} cases have no owner")
    if figures["sent_twice"]:
        wrong.append(f"{figures['sent_twice']} messages went out twice")
    return wrong


def fail(text):
    print(f"baton: {text}", file=sys.stderr)
    return 1
