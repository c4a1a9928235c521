# SPDX-License-Identifier: MIT
"""Plugins in processes of their own (`isolate`): the host does with them what it does without, and loses nothing when
one of them ends."""
import os
import signal
import time
from pathlib import Path

from moves import Moves, main, key


def in_runners(document):
    """Every plugin of the configuration in a process of its own."""
    uses = [*document["connectors"].values(), *document["strategies"]["ownership"].values(),
            *document["strategies"].get("classifiers", [])]
    if "brief" in document["strategies"]:
        uses.append(document["strategies"]["brief"])
    for use in uses:
        use["isolate"] = "runner"


def runners_of(host_pid: int) -> dict[int, str]:
    """The processes the host started for plugins: pid and state."""
    found = {}
    for entry in os.listdir("/proc"):
        if not entry.isdigit():
            continue
        try:
            stat = Path(f"/proc/{entry}/stat").read_text()
        except OSError:
            continue
        name, rest = stat[stat.index("(") + 1:stat.rindex(")")], stat[stat.rindex(")") + 2:].split()
        if name == "baton-runner" and int(rest[1]) == host_pid:
            found[int(entry)] = rest[0]
    return found


class Isolated(Moves):
    def plugins(self, baton) -> dict:
        return {row["instance"]: row for row in baton.admin.get("/v1/plugins")["plugins"]}

    def kill_all(self, baton):
        """While nothing is under way: a word that is would wait until it is known whether it went out (W9)."""
        self.settle(baton)
        for pid in runners_of(baton.host.process.pid):
            os.kill(pid, signal.SIGKILL)

    def all_up(self, baton, crashes: int):
        """Once every process has ended so often, and the next one runs."""
        def up(row):
            return row["healthy"] and row["crashes"] == crashes
        baton.until(lambda: all(up(row) for row in self.plugins(baton).values()), "every plugin runs again")

    def test_a_case_goes_another_way_when_its_plugins_are_elsewhere(self):
        """Given every plugin in a runner; when a customer writes, is handed over with a brief and answered; then it is
        the story of a host with its plugins inside."""
        baton = self.start(change=in_runners)
        plugins = self.plugins(baton)
        self.assertEqual({"isolated"}, {row["place"] for row in plugins.values()}, plugins)
        self.assertEqual(len(plugins), len(runners_of(baton.host.process.pid)))
        case_id, item = self.escalated_with_work(baton)
        self.come(baton, "tess")
        self.accept(baton, "tess", "work")
        brief = baton.case(case_id)["brief"]
        self.assertIn("ORD-123456", str(brief), "the extractive brief")
        self.assertEqual("free", self.reply(baton, case_id, "It is in Leeds.", who="ana")["decision"])
        self.settle(baton)
        self.assertIn("It is in Leeds.", [row.get("body") for row in baton.sandbox.sent()])
        counted = self.plugins(baton).values()
        faults = sum(row["contract_violations"] + row["crashes"] + row["failures"] for row in counted)
        self.assertEqual(0, faults, counted)

    def test_processes_outlive_their_host(self):
        baton = self.start(change=in_runners)
        runners = runners_of(baton.host.process.pid)
        self.assertTrue(runners)
        baton.host.kill()
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline and any(os.path.exists(f"/proc/{pid}") for pid in runners):
            time.sleep(0.02)
        self.assertEqual([], [pid for pid in runners if os.path.exists(f"/proc/{pid}")])

    def test_a_plugin_that_dies_takes_messages_or_owners_with_it(self):
        """Given a conversation with an owner; when every plugin's process is killed; then the owner stays, a message is
        taken as soon as the connector is back, and the next handover goes by the strategy again."""
        baton = self.start(change=in_runners)
        case_id, item = self.escalated_with_work(baton)
        owner = baton.case(case_id)["owner"]
        self.kill_all(baton)
        self.all_up(baton, crashes=1)
        self.assertEqual(owner, baton.case(case_id)["owner"])
        baton.sandbox.says(self.CUSTOMER, "Are you there?")
        texts = [m["text"] for m in baton.messages(case_id) if m["from"] == "customer"]
        self.assertEqual("Are you there?", texts[-1])
        self.assertEqual("free", self.reply(baton, case_id, "We are.", who="ana")["decision"])

    def test_a_connector_that_is_down_loses_what_it_was_sent(self):
        """Given a connector whose process falls at once whenever it is started; when a customer writes and an agent
        answers; then the channel is told to send again, the answer waits, and both arrive when it is back."""
        def slow(document):
            in_runners(document)
            document["plugins"]["restarts"] = {"first_wait_ms": 3000, "longest_wait_ms": 3000, "max": 100}
        baton = self.start(change=slow)
        case_id = self.new_case(baton)
        self.kill_all(baton)
        self.all_up(baton, crashes=1)
        self.kill_all(baton)  # the second time within a minute: it waits three seconds
        baton.until(lambda: not self.plugins(baton)["whatsapp-eu"]["healthy"], "the connector is down")
        why = self.plugins(baton)["whatsapp-eu"]["why_not"]
        self.assertIn("killed by signal 9", why)
        self.assertIn("started again", why)
        body = {"epoch": baton.case(case_id)["owner_epoch"], "text": "One moment."}
        answer = baton.helper.post(f"/v1/cases/{case_id}/reply", body, Idempotency_Key=key())
        self.assertEqual(200, answer.status, answer)
        baton.sandbox.says(self.CUSTOMER, "Hello?")
        self.all_up(baton, crashes=2)
        baton.sandbox.advance(minutes=2)
        baton.until(lambda: "Hello?" in [m["text"] for m in baton.messages(case_id)], "the customer's word is there")
        baton.until(lambda: "One moment." in str([row.get("body") for row in baton.sandbox.sent()]), "so is ours")

    def test_a_strategy_that_is_down_is_waited_for(self):
        """Given ownership and brief plugins that stay down; when a bot hands over; then the built-in model and the
        host's own brief stand (O6, B2)."""
        def brittle(document):
            in_runners(document)
            document["plugins"]["restarts"] = {"max": 1}
            document["connectors"]["whatsapp-eu"]["isolate"] = "inside"
        baton = self.start(change=brittle)
        self.kill_all(baton)
        def down():
            rows = [row for row in self.plugins(baton).values() if row["place"] == "isolated"]
            return rows and not any(row["healthy"] for row in rows)
        baton.until(down, "they are down")
        self.come(baton, "ana", "tess")
        case_id = self.new_case(baton, text=self.ORDER)
        self.assertEqual(200, self.handoff(baton, case_id, "helper", {"lane": "technical"}, question="Where?").status)
        self.accept(baton, "ana", "conversation")
        self.accept(baton, "tess", "work")
        self.assertEqual(("agent:ana", "escalated"), (baton.case(case_id)["owner"], baton.case(case_id)["status"]))
        down = [row["why_not"] for row in self.plugins(baton).values() if row["place"] == "isolated"]
        self.assertTrue(down and all("too often" in why for why in down), down)


if __name__ == "__main__":
    main()
