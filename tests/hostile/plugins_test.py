# SPDX-License-Identifier: MIT
"""Hostile plugins of every kind at work in a host that others rely on: the load of tests/crash goes through a healthy
connector while the plugin of plugins/, in processes of its own, does everything of deeds.py as a connector and as the
strategies of the very cases that are looked at. What was promised under `kill -9` holds no less, each incident is seen
and counted, and the host is afterwards what it was before.

BATON_CRASH_SEED repeats a load; the seed is printed.
"""
import collections
import itertools
import os
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import local_baton
import signed_webhook
import under_load_test as host_dies
import vitals
from deeds import CLASSIFIER, CONNECTOR, OWNERSHIP, SUMMARIZER, THE_END, deeds
from load import Load
from mortal_host import MortalHost, is_sanitized
from moves import key
from process_case import main

BUNDLES = local_baton.build_folder() / "tests" / "hostile_plugins" / "lib" / "baton"
CUSTOMERS_AT_ONCE = 2  # of the load
CONNECTORS = 4         # hostile ones, each with its own share of the deeds
PATIENCE_S = 40        # for what must happen some time
GROWTH_MB = 160        # of the host over thousands of messages and every deed
SLACK = 16             # descriptors and threads that come and go by themselves
PEOPLE = {"bot:helper", "agent:ana", "agent:ben", "agent:tess", "agent:tom"}


def hostile(**settings) -> dict:
    return {"plugin": "test.hostile", "isolate": "runner", "settings": settings}


def among_hostiles(go):
    """`go`: while this file is there, two plugins do not come up again."""
    def change(document):
        host_dies.no_limits(document)
        document["plugins"]["paths"].append(str(BUNDLES))
        document["plugins"]["restarts"] = {"first_wait_ms": 1, "longest_wait_ms": 50, "max": 1_000_000}
        for number in range(CONNECTORS):
            document["connectors"][f"hostile-{number}"] = hostile()
        document["connectors"] |= {
            "hangs-in-init": hostile(when="init", deed="hangs", once_there=str(go)),
            "falls-in-start": hostile(when="start", deed="segfault", once_there=str(go)),
            "hangs-in-stop": hostile(when="stop", deed="hangs"),
            "falls-in-stop": hostile(when="stop", deed="exits"),
            "threads-after-stop": hostile(when="stop", deed="starts_threads_without_end"),
            "hangs-in-destroy": hostile(when="destroy", deed="hangs"),
        }
        document["strategies"]["ownership"]["default"] = hostile()
        document["strategies"]["brief"] = hostile()
        document["strategies"]["classifiers"] = [hostile() | {"budget": 300}]
    return change


class Incidents:
    """Asks for deeds and keeps what was seen of each. Threads ask at the same time, each for its own plugins."""

    def __init__(self, baton):
        self.baton = baton
        self.faults: list[str] = []   # what should have been seen, and was not
        self.said = collections.defaultdict(list)  # (number, text) -> statuses of what was sent
        self.handed: dict = {}        # case -> deed, of the hostile strategies
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._posted = 0              # how far what the bot was posted has been read
        self._cases: dict[str, str] = {}

    def rows(self) -> dict:
        return {row["instance"]: row for row in self.baton.admin.get("/v1/plugins")["plugins"]}

    def of_kind(self, kind: str) -> str:
        """The instance of the hostile strategy of this kind."""
        return next(row["instance"] for row in self.rows().values()
                    if row["id"] == "test.hostile" and row["kind"] == kind)

    def counted(self, deed, before: dict, instance: str):
        """Until what is to be seen of the deed is seen of this instance."""
        def moved(names):
            now = self.rows()[instance]
            return any(now[name] > before[instance][name] for name in names)
        if deed.counts:
            self.wait(lambda: moved(deed.counts), f"{deed.name} of {instance} is counted by {deed.counts}")
        if deed.ended:
            self.wait(lambda: moved(["crashes"]), f"the process of {instance} is ended for {deed.name}")

    def wait(self, check, what: str) -> bool:
        try:
            self.baton.until(check, what, PATIENCE_S)
        except AssertionError as error:
            self.faults.append(str(error))
            return False
        return True

    def up(self, *instances: str):
        self.wait(lambda: all(self.rows()[name]["healthy"] for name in instances), f"{instances} run again")

    # ---- as a connector ----

    def ask_connector(self, connector: str, deed):
        self.up(connector)
        before = self.rows()
        with self._lock:
            number = f"44780{next(self._numbers):07d}"
        text = f"My words. hostile:{deed.name}"
        body = f"{number} id-{number} {text}".encode()
        answer = local_baton.Http(self.baton.host.url).call("POST", f"/hooks/{connector}", body)
        self.said[number, text].append(answer.status)
        if CONNECTOR in deed.by:
            self.counted(deed, before, connector)
        if deed.came and answer.body.decode() != deed.came:
            self.faults.append(f"{connector} {deed.name}: {answer} instead of {deed.came}")
        if answer.status not in (200, 503):
            self.faults.append(f"{connector} {deed.name}: {answer}")
        if deed.spoils:
            self.ask_connector(connector, THE_END)
        self.up(connector)

    # ---- as the strategies of a case ----

    def ask_strategies(self, deed):
        instances = {kind: self.of_kind(kind) for kind in (OWNERSHIP, SUMMARIZER, CLASSIFIER)}
        self.up(*instances.values())
        before = self.rows()
        case = self.case_of_somebody(deed)
        if case is None:
            return
        self.handed[case] = deed
        body = {"epoch": self.baton.case(case)["owner_epoch"], "to": {"lane": "technical"},
                "question": f"hostile:{deed.name}"}
        answer = self.baton.helper.post(f"/v1/cases/{case}/handoff", body, Idempotency_Key=key())
        if answer.status != 200:
            self.faults.append(f"{deed.name}: the handoff was answered {answer}")
        if not self.wait(lambda: "OwnershipSettled" in self.events(case), f"{deed.name}: an owner is settled upon"):
            return
        for kind in instances:
            if kind in deed.by:
                self.counted(deed, before, instances[kind])
        self.wait(lambda: "BriefReady" in self.events(case), f"{deed.name}: a brief is there")
        if deed.spoils:
            self.ask_strategies(THE_END)
        self.up(*instances.values())

    def events(self, case: str) -> list[str]:
        return [event["event"] for event in self.baton.history(case)]

    def case_of_somebody(self, deed) -> str | None:
        """A customer of the healthy connector says the word; the case, once the bot has it."""
        sandbox = self.baton.sandbox
        with self._lock:
            number = f"44790{next(self._numbers):07d}"
        name = f"Hostile {number}"
        sandbox.http.post(f"/whatsapp/customers/{number}", {"last_wrote_ms": sandbox.now_ms()})
        # Each text another, for what a process crashed over twice it does not get again; and by letters, since a word
        # before a number may be the code of an error (H4).
        another = number[-5:].translate(str.maketrans("0123456789", "bcdfghjkmn"))
        text = f"My order ORD-123456 has not come. hostile:{deed.name} {another}"
        message = signed_webhook.text_message(number, text, f"wamid.hostile.{number}", sandbox.now_ms())
        body = signed_webhook.delivery(signed_webhook.change_of([message], name))
        answer = signed_webhook.post(local_baton.Http(self.baton.host.url), body)
        if answer.status != 200:
            self.faults.append(f"{deed.name}: a good webhook was answered {answer}")
            return None
        self.wait(lambda: self.case_posted(name), f"{deed.name}: the bot is asked")
        return self.case_posted(name)

    def case_posted(self, name: str) -> str | None:
        """The case of this customer, once the bot was posted its word."""
        for row in self.baton.sandbox.http.get("/bot/helper/received", since=self._posted).json:
            self._posted = row["sequence"]
            self._cases[row["body"]["customer"]["name"]] = row["body"]["case"]
        return self._cases.get(name)


class HostilePlugins(host_dies.CrashUnderLoad):
    played = None

    def play(self):
        print(f"hostile: seed {host_dies.SEED} (BATON_CRASH_SEED repeats the load)", file=sys.stderr, flush=True)
        go = self.folder / "go"
        baton = self.start(ticking=True, change=among_hostiles(go), level="info",
                           sandbox_settings={"pair_burst": 0, "throughput_per_s": 0, "read_after_ms": 700})
        os.chmod(self.folder, 0o755)  # so that plugins see whether the file is there
        for agent in ("ana", "tess"):
            getattr(baton, agent).put(f"/v1/agents/{agent}/presence", {"state": "present"})
        pid = baton.host.process.pid
        before = (vitals.resident_mb(pid), vitals.descriptors(pid), vitals.threads(pid))
        incidents, load, began = Incidents(baton), Load(baton, host_dies.SEED, CUSTOMERS_AT_ONCE), time.monotonic()
        load.start()
        self.let_loose(baton, incidents, go)
        spent = time.monotonic() - began
        load.stop()
        self.settle(baton, load)
        self.collect(baton, load)
        after = self.vitals_again(baton, before)
        counted = incidents.rows()
        metrics = baton.admin.get("/metrics").body.decode()
        code = baton.host.stop(PATIENCE_S)
        left = vitals.runners_for(pid)
        replay = MortalHost(baton).replay()
        log = baton.host.errors()
        baton.start_host()  # what ProcessCase stops
        type(self).played.update(load=load, replay=replay, kills=0, incidents=incidents, before=before, after=after,
                                 counted=counted, metrics=metrics, code=code, left=left, log=log, pid=pid)
        print(f"hostile: {len(incidents.said) + len(incidents.handed)} incidents in {spent:.0f} s; "
              f"{len(load.customers)} customers, {sum(c.acknowledged for c in load.customers)} messages acknowledged, "
              f"{len(load.replies)} replies; memory, descriptors, threads {before} -> {after}",
              file=sys.stderr, flush=True)

    def let_loose(self, baton, incidents: Incidents, go):
        wanted = deeds(os.geteuid() == 0)

        def as_connector(number: int):
            for deed in wanted[number::CONNECTORS]:
                incidents.ask_connector(f"hostile-{number}", deed)

        def as_strategies():
            for deed in wanted:
                if deed.by != (CONNECTOR,):
                    incidents.ask_strategies(deed)
        with ThreadPoolExecutor(CONNECTORS + 2) as pool:
            work = [pool.submit(as_connector, number) for number in range(CONNECTORS)]
            work += [pool.submit(as_strategies), pool.submit(self.do_not_come_up, baton, incidents, go)]
            for one in work:
                one.result()

    def do_not_come_up(self, baton, incidents: Incidents, go):
        """Two plugins are killed whose next start fails, and come up when what ailed them is over."""
        names = ("hangs-in-init", "falls-in-start")
        before = incidents.rows()
        go.write_text("")
        for name in names:
            local_baton.Http(baton.host.url).call("POST", f"/hooks/{name}", b"447800000001 last hostile:kills_itself")
        for name in names:
            incidents.wait(lambda: incidents.rows()[name]["crashes"] >= before[name]["crashes"] + 2,
                           f"{name}: the start that failed is counted")
        go.unlink()
        incidents.up(*names)

    def vitals_again(self, baton, before: tuple) -> tuple:
        pid = baton.host.process.pid
        try:
            baton.until(lambda: vitals.descriptors(pid) <= before[1] + SLACK
                        and vitals.threads(pid) <= before[2] + SLACK, "what was taken is let go of", PATIENCE_S)
        except AssertionError:
            pass  # a test below says it with the figures
        return vitals.resident_mb(pid), vitals.descriptors(pid), vitals.threads(pid)

    def collect(self, baton, load):
        """What hostile plugins' customers said is looked at apart from the load's."""
        super().collect(baton, load)
        played = type(self).played
        known = {customer.name for customer in load.customers}
        played["all_names"] = played["names"]
        played["names"] = {case: name for case, name in played["names"].items() if name in known}
        played["histories"] = {case: baton.history(case) for case, name in played["all_names"].items()
                               if name not in known}

    # ---- looking ----

    def test_00_everybody_who_made_the_load_lived(self):
        self.assertEqual([], self.load.faults)
        self.assertGreater(len(self.load.customers), 20, "the load is too small")

    def test_an_incident_is_not_seen_or_does_something(self):
        self.assertEqual([], self.incidents.faults)

    def test_a_hostile_connectors_message_is_taken_and_lost_or_doubled(self):
        for (number, text), statuses in self.incidents.said.items():
            stored = self.texts[f"+{number}"].count(text)
            wanted = (1,) if 200 in statuses else (0, 1)
            self.assertIn(stored, wanted, f"{text}: answered {statuses}")

    def test_a_question_is_answered_twice_or_never(self):
        for case, deed in self.incidents.handed.items():
            asked = [event["data"]["ask"] for event in self.histories[case] if event["event"] == "OwnershipAsked"]
            settled = [event["data"] for event in self.histories[case] if event["event"] == "OwnershipSettled"]
            self.assertEqual(set(asked), {one["ask"] for one in settled}, deed.name)
            taken = [one["ask"] for one in settled if one["outcome"] != "late"]
            self.assertEqual([], host_dies.doubles(taken), deed.name)

    def test_somebody_owns_a_case_who_was_never_offered(self):
        for case, (owner, changes) in self.owners.items():
            for who in [owner] + [change["to"] for change in changes]:
                self.assertTrue(who in PEOPLE or who.startswith("lead:"), f"{case}: {who}")
        for case in self.incidents.handed:
            self.assertNotIn(self.owners[case][0], ("agent:tom", "agent:mallory"), case)

    def test_the_host_keeps_what_hostile_plugins_took(self):
        memory, files, threads = self.after
        self.assertLess(memory - self.before[0], GROWTH_MB * (8 if is_sanitized() else 1), "megabytes more")
        self.assertLessEqual(files, self.before[1] + SLACK, "descriptors")
        self.assertLessEqual(threads, self.before[2] + SLACK, "threads")

    def test_a_plugin_that_does_not_stop_keeps_the_host_or_itself_alive(self):
        self.assertEqual(0, self.code)
        self.assertEqual([], self.left)
        self.assertIn("it did not come back from stop", self.log)

    def test_the_healthy_connector_is_counted_for_what_others_did(self):
        row = self.counted["whatsapp-eu"]
        faults = {name: row[name] for name in ("crashes", "timeouts", "contract_violations", "double_completions")}
        self.assertEqual(0, sum(faults.values()), faults)


if __name__ == "__main__":
    main()
