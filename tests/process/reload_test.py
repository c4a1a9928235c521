#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A reload exchanges models, summarizers and connectors while customers write: nothing is lost or doubled, every case
has an owner at every look, and what begins afterwards goes by the new configuration."""
import hashlib
import json
import os
import signal
import subprocess
import time

from local_baton import build_folder
from model_stand_in import ModelStandIn
from moves import main, key
from reloads import BUNDLES, Crowd, Reloads, held, metrics, nothing, reloads, rewrite, runners

# What a host may hold more after a while, whatever it was told.
GROWTH = {"threads": 8, "descriptors": 8, "processes": 0}


def other_strategies(model: ModelStandIn):
    """The desk owns, and a model writes the briefs."""
    def change(document):
        document["strategies"]["ownership"]["default"] = {"plugin": "control-tower"}
        document["strategies"]["brief"] = {
            "plugin": "brief-llm", "budget": 20_000, "fallback": {"plugin": "brief-extractive"},
            "settings": {"url": model.url, "model": "stand-in", "api_key": "key"}}
    return change


def connector(enabled: bool = True, **settings):
    def change(document):
        document["connectors"]["whatsapp-eu"]["enabled"] = enabled
        document["connectors"]["whatsapp-eu"]["settings"].update(settings)
    return change


class UnderLoad(Reloads):
    def handed_over(self, baton, number: str) -> str:
        case_id = self.new_case(baton, number, self.ORDER)
        self.assertEqual(200, self.handoff(baton, case_id, "helper", {"lane": "technical"}, question="Where?").status)
        baton.until(lambda: self.events(baton, case_id, "OwnershipSettled"), "somebody has said who owns it")
        return case_id

    def answers(self, baton) -> list[str]:
        """What went out to the customer, without what a bot adds to say how to reach people."""
        return [text.split("\n")[0] for text in self.sent_texts(baton, self.CUSTOMER)]

    def strategy_of(self, baton, case_id: str) -> str:
        return self.events(baton, case_id, "OwnershipSettled")[-1]["plugin"]

    def test_a_model_and_a_summarizer_are_exchanged_only_by_a_restart(self):
        """Given customers who keep writing; when the file names the control tower and brief-llm and the host is told;
        then the next handover goes by both, every word is there once, and no case is without an owner."""
        model = ModelStandIn()
        self.addCleanup(model.stop)
        baton = self.start(change=nothing)
        self.come(baton, "ana", "tess")
        before = self.handed_over(baton, "447700900201")
        policy = baton.admin.get(f"/v1/cases/{before}/explain")["policy"]
        crowd = Crowd(baton)
        try:
            report = self.taken(baton, other_strategies(model))
            after = self.handed_over(baton, "447700900202")
        finally:
            crowd.stop()
        self.assertEqual({"brief", "ownership.default"}, set(report["replaced"]), report)
        self.assertEqual(["brief.fallback"], report["started"], report)
        self.assertNotEqual(policy, report["policy"])
        self.assertEqual("l1-owns", self.strategy_of(baton, before))
        self.assertEqual("control-tower", self.strategy_of(baton, after))
        self.assertEqual(report["policy"], baton.admin.get(f"/v1/cases/{after}/explain")["policy"])
        def by_model():
            brief = baton.case(after)["brief"]
            return brief if "brief-llm" in brief["made_by"] else None
        brief = baton.until(by_model, "the model's brief")
        self.assertEqual("wants to know where the order is", brief["intent"])
        self.everything_said_is_there_once(baton, crowd)
        self.all_left(baton)

    def test_messages_are_lost_while_a_connector_is_given_other_settings(self):
        """Given customers who keep writing and agents who answer; when the connector's settings change again and again;
        then each word arrives once, and so does each answer."""
        baton = self.start(change=nothing)
        case_id = self.new_case(baton)
        crowd = Crowd(baton)
        answers = []
        try:
            for turn in range(5):
                report = self.taken(baton, connector(verify_token=f"token-{turn}"))
                self.assertEqual(["whatsapp-eu"], report["replaced"], report)
                answers.append(f"Answer {turn}.")
                body = {"epoch": baton.case(case_id)["owner_epoch"], "text": answers[-1]}
                answer = baton.helper.post(f"/v1/cases/{case_id}/reply", body, Idempotency_Key=key())
                self.assertEqual(200, answer.status, answer)
        finally:
            crowd.stop()
        self.everything_said_is_there_once(baton, crowd)
        baton.until(lambda: set(answers) <= set(self.answers(baton)), "every answer went out")
        self.assertEqual(answers, self.answers(baton), "in their order, and once")
        self.all_left(baton)

    def test_a_connector_that_is_taken_away_and_given_back_lost_something(self):
        baton = self.start(change=nothing)
        case_id = self.new_case(baton)
        self.assertEqual(["whatsapp-eu"], self.taken(baton, connector(enabled=False))["stopped"])
        self.assertNotIn("whatsapp-eu", self.plugins(baton))
        first = baton.sandbox.says(self.CUSTOMER, "Are you there?")
        self.assertEqual([404], [delivery["status"] for delivery in first["deliveries"]])
        body = {"epoch": baton.case(case_id)["owner_epoch"], "text": "One moment."}
        self.assertEqual(200, baton.helper.post(f"/v1/cases/{case_id}/reply", body, Idempotency_Key=key()).status)
        self.assertEqual([], self.answers(baton))
        self.assertEqual(["whatsapp-eu"], self.taken(baton, connector())["started"])
        baton.sandbox.advance(minutes=2)
        baton.until(lambda: "Are you there?" in [m["text"] for m in baton.messages(case_id)], "the word is there")
        baton.until(lambda: self.answers(baton) == ["One moment."], "the answer went out, once")

    def test_a_second_connector_takes_no_messages_until_a_restart(self):
        baton = self.start(change=nothing)

        def second(document):
            document["connectors"]["whatsapp-two"] = {
                "plugin": "whatsapp", "isolate": "runner",
                "settings": {**document["connectors"]["whatsapp-eu"]["settings"], "verify_token": "another"}}
        self.assertEqual(["whatsapp-two"], self.taken(baton, second)["started"])
        query = "hub.mode=subscribe&hub.verify_token=another&hub.challenge=7"
        answer = baton.admin.call("GET", f"/hooks/whatsapp-two?{query}")
        self.assertEqual((200, b"7"), (answer.status, answer.body))
        self.assertIn('baton_webhooks_total{connector="whatsapp-two",outcome="accepted"}', metrics(baton))

    def test_reloads_leave_threads_descriptors_or_processes_behind(self):
        def spread(document):
            document["connectors"]["whatsapp-eu"]["isolate"] = "runner"
            document["strategies"]["brief"]["isolate"] = "runner"
        baton = self.start(change=spread)
        pid = baton.host.process.pid

        def turned(turn: int):
            def change(document):
                document["connectors"]["whatsapp-eu"]["settings"]["verify_token"] = f"token-{turn}"
                document["strategies"]["ownership"]["default"]["plugin"] = ("l1-owns", "control-tower")[turn % 2]
            return change
        self.taken(baton, turned(1))
        self.taken(baton, turned(0))
        self.all_left(baton)
        before = held(pid)
        self.assertEqual(2, before["processes"], before)
        for turn in range(1, 21):
            self.taken(baton, turned(turn))
        self.all_left(baton)

        # Pools grow with what happens to be asked at once; what a reload leaves behind would be there 20 times.
        def more():
            now = held(pid)
            return {what: now[what] - before[what] for what in before if now[what] > before[what] + GROWTH[what]}
        baton.until(lambda: not more(), "no more is held than before", 20)
        self.new_case(baton)


class Refused(Reloads):
    def what_runs(self, baton) -> list[dict]:
        """Every plugin, but for the work it is given meanwhile: a connector asks for its templates on its own time."""
        of_the_work = ("calls", "under_way")
        return [{name: value for name, value in row.items() if name not in of_the_work}
                for row in self.plugins(baton).values()]

    def broken(self):
        """A bundle that a check of the file cannot see through: its hash is right, and its library is none."""
        folder = self.folder / "broken" / "com.example.broken"
        folder.mkdir(parents=True)
        (folder / "plugin.so").write_text("no library at all")
        manifest = json.loads((BUNDLES / "test.process.summarizer" / "plugin.json").read_text())
        schema = {"type": "object", "additionalProperties": False}
        manifest.update(id="com.example.broken", library="plugin.so", config_schema=schema,
                        sha256=hashlib.sha256(b"no library at all").hexdigest())
        (folder / "plugin.json").write_text(json.dumps(manifest))

        def change(document):
            document["plugins"]["paths"].append(str(folder.parent))
            document["strategies"]["brief"] = {"plugin": "com.example.broken"}
            document["lanes"][0]["title"] = "another title"
        return change

    def test_a_plugin_that_does_not_start_takes_the_place_of_one_that_runs(self):
        baton = self.start(change=nothing)
        policy = self.hang_up(baton)["policy"]
        rewrite(baton, self.broken())
        report = self.hang_up(baton)
        self.assertFalse(report["taken"])
        self.assertEqual(["brief"], [refusal["instance"] for refusal in report["refusals"]])
        self.assertIn("inspect-library", report["refusals"][0]["why"])
        self.assertEqual(policy, report["policy"], "taken whole or not at all")
        brief = self.plugins(baton)["brief"]
        self.assertEqual(("brief-extractive", True, 1), (brief["id"], brief["healthy"], brief["refused_loads"]))
        self.assertIn("inspect-library", brief["not_replaced"])
        self.assertIn("com.example.broken", baton.host.errors())
        self.assertEqual(1, metrics(baton)['baton_plugin_refused_loads_total{instance="brief"}'])
        baton.until(lambda: "reload" in self.alarms(baton), "somebody is told")
        self.assert_problem(baton.admin.post("/v1/plugins/reload"), 422, "inspect-library", "brief")
        self.taken(baton, lambda document: document["strategies"].update(brief={"plugin": "brief-extractive"}))
        baton.until(lambda: "reload" not in self.alarms(baton), "the alarm is over")
        self.assertEqual("", self.plugins(baton)["brief"]["not_replaced"])

    def test_a_file_with_problems_changes_something(self):
        baton = self.start(change=nothing)
        before = self.what_runs(baton)

        def wrong(document):
            document["lanes"][0]["leads"] = ["nobody"]
            document["strategies"]["ownership"]["default"] = {"plugin": "l2-owns"}
        rewrite(baton, wrong)
        answer = baton.admin.post("/v1/plugins/reload")
        self.assert_problem(answer, 422, "l2-owns", "nobody")
        told = [f"{p['file']}:{p['line']}:{p['column']}: {p['pointer']}: {p['what']}; {p['mend']}"
                for p in answer["problems"]]
        checked = subprocess.run([str(build_folder() / "baton"), "check", "--config", str(baton.config)],
                                 capture_output=True, text=True, check=False).stdout.splitlines()
        self.assertEqual(checked, told)
        self.assertEqual(before, self.what_runs(baton))
        baton.config.write_text("{")
        self.assertFalse(self.hang_up(baton)["taken"])
        self.new_case(baton)

    def test_what_holds_only_from_the_next_start_is_taken_in_silence(self):
        baton = self.start(change=nothing)
        number = baton.port

        def moved(document):
            document["server"]["listen"] = "127.0.0.1:1"
            document["store"]["path"] = str(self.folder / "elsewhere.db")
            document["organisation"]["name"] = "Another name"
        report = self.taken(baton, moved)
        self.assertEqual(["/server/listen", "/store/path"], report["at_restart"])
        self.assertEqual(number, baton.port)
        self.assertFalse((self.folder / "elsewhere.db").exists())
        self.assertIn("/store/path", baton.host.errors())
        self.new_case(baton)

    def test_anybody_may_reload_or_a_repeat_does_it_twice(self):
        baton = self.start(change=nothing)
        for who in ("ana", "ben"):
            self.assertEqual(403, getattr(baton, who).post("/v1/plugins/reload").status)
        first = baton.admin.post("/v1/plugins/reload", Idempotency_Key="once")
        again = baton.admin.post("/v1/plugins/reload", Idempotency_Key="once")
        self.assertEqual((200, 200, first.json), (first.status, again.status, again.json))
        self.assertEqual(1, reloads(baton))

    def test_a_quarantined_plugin_stays_down_for_ever(self):
        def brittle(document):
            document["strategies"]["brief"]["isolate"] = "runner"
            document["plugins"]["restarts"] = {"max": 1}
        baton = self.start(change=brittle)
        for pid in runners(baton.host.process.pid):
            os.kill(pid, signal.SIGKILL)
        baton.until(lambda: not self.plugins(baton)["brief"]["healthy"], "it is down")
        self.assertIn("reload the plugins", self.plugins(baton)["brief"]["why_not"])
        report = self.taken(baton, nothing)
        self.assertEqual(["brief"], report["replaced"], "what runs well is left alone")
        brief = self.plugins(baton)["brief"]
        self.assertEqual((True, 1), (brief["healthy"], brief["crashes"]), "its count does not fall")
        self.assertEqual(1, metrics(baton)['baton_plugin_crashes_total{instance="brief"}'])

    def test_a_host_that_reloads_does_not_stop(self):
        baton = self.start(change=nothing)
        for turn in range(3):
            rewrite(baton, connector(verify_token=f"token-{turn}"))
            os.kill(baton.host.process.pid, signal.SIGHUP)
        started = time.monotonic()
        self.assertEqual(0, baton.host.stop())
        self.assertLess(time.monotonic() - started, 30)


if __name__ == "__main__":
    main()
