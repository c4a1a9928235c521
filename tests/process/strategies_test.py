#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A strategy that fails, lies or never answers holds up no case and breaks no rule (O6, B2, B3). The plugins that do so are
built from plugins/ beside this file; their setting `behaviour` names what they do wrong."""
import time

from local_baton import build_folder
from moves import Moves, main

BUNDLES = build_folder() / "tests" / "process_plugins" / "lib" / "baton"
CARD = "4111 1111 1111 1111"


def ownership(behaviour: str):
    def change(document):
        document["plugins"]["paths"].append(str(BUNDLES))
        document["strategies"]["ownership"]["default"] = {"plugin": "test.process.ownership", "isolate": "inside", "settings": {"behaviour": behaviour}}
    return change


def summarizer(behaviour: str, brief_wait_ms: int = 3000, **settings):
    def change(document):
        document["plugins"]["paths"].append(str(BUNDLES))
        document["strategies"]["brief"] = {"plugin": "test.process.summarizer", "isolate": "inside", "settings": {"behaviour": behaviour, **settings}}
        document["offer"] = {"brief_wait_ms": brief_wait_ms}
    return change


class Strategies(Moves):
    def plugin(self, baton, plugin_id: str) -> dict:
        return next(p for p in baton.admin.get("/v1/plugins")["plugins"] if p["id"] == plugin_id)

    def handed_over(self, baton) -> str:
        """A bot asks for the specialists; ana is there. The case, once it is with her and the work is open."""
        self.come(baton, "ana", "tess")
        case_id = self.new_case(baton, text=self.ORDER)
        self.assertEqual(200, self.handoff(baton, case_id, "helper", {"lane": "technical"}, question="Where is it?").status)
        return case_id

    def assert_default_used(self, baton, case_id: str):
        """Model A as built in: an L1 owner from the general lane, a work item for the specialists."""
        self.accept(baton, "ana", "conversation")
        self.accept(baton, "tess", "work")
        case = baton.case(case_id)
        self.assertEqual(("agent:ana", "escalated"), (case["owner"], case["status"]))
        self.assertEqual(["Where is it?"], [w["question"] for w in case["work"] if w["kind"] == "work"])

    def refused(self, behaviour: str, rule: str):
        baton = self.start(f"owner-{behaviour}", change=ownership(behaviour))
        case_id = self.handed_over(baton)
        self.assert_default_used(baton, case_id)
        settled = self.events(baton, case_id, "OwnershipSettled")
        self.assertEqual(["refused"], [e["outcome"] for e in settled])
        self.assertIn(rule, settled[0]["broke"])
        self.assertEqual(1, self.plugin(baton, "test.process.ownership")["refused_proposals"], "counted against the plugin")

    def not_taken(self, behaviour: str, counter: str):
        baton = self.start(f"owner-{behaviour}", change=ownership(behaviour))
        case_id = self.handed_over(baton)
        self.assert_default_used(baton, case_id)
        self.assertEqual(["failed"], [e["outcome"] for e in self.events(baton, case_id, "OwnershipSettled")])
        self.assertGreaterEqual(self.plugin(baton, "test.process.ownership")[counter], 1)

    def test_nobody_owns_a_case_because_a_plugin_said_so(self):
        # "An agent", and none named, is no proposal at all; a way to own that does not exist is one, and is refused.
        self.not_taken("nobody", "contract_violations")
        self.refused("unknown_action", "C2: it names no owner")

    def test_a_case_goes_to_a_lane_or_agent_that_does_not_exist(self):
        for behaviour, rule in (("no_such_lane", "C2"), ("no_such_agent", "C2"), ("unskilled_work", "R3")):
            with self.subTest(behaviour):
                self.refused(behaviour, rule)

    def test_a_plugin_that_fails_or_answers_garbage_stops_the_handoff(self):
        for behaviour, counter in (("fails", "failures"), ("not_text", "contract_violations"), ("nothing", "contract_violations")):
            with self.subTest(behaviour):
                self.not_taken(behaviour, counter)

    def test_a_plugin_that_never_answers_stops_the_handoff(self):
        for behaviour in ("silent", "hangs"):
            with self.subTest(behaviour):
                baton = self.start(f"owner-{behaviour}", change=ownership(behaviour))
                case_id = self.handed_over(baton)
                self.assertEqual("lead:general", baton.case(case_id)["owner"], "C2: an owner while nobody answers")
                self.assert_default_used(baton, case_id)
                self.assertGreaterEqual(self.plugin(baton, "test.process.ownership")["timeouts"], 1)
                other = baton.sandbox.says("447700900109", "and me?")
                self.assertEqual([200], [d["status"] for d in other["deliveries"]], "the host never blocks on a plugin")
                started = time.monotonic()
                baton.host.stop()
                self.assertLess(time.monotonic() - started, 40, "a hanging plugin keeps the host from stopping")
                baton.start_host()
                self.assertEqual("agent:ana", baton.case(case_id)["owner"])

    def assert_minimal(self, baton, case_id: str) -> dict:
        self.accept(baton, "ana", "conversation")
        brief = baton.ana.get(f"/v1/cases/{case_id}/brief").json
        self.assertEqual(("host", True, True), (brief["made_by"], brief["minimal"], brief["complete"]), brief)
        self.assertEqual(self.ORDER, brief["intent"])
        self.assertTrue(all(e["brief_complete"] for e in self.events(baton, case_id, "ItemTaken")))
        return brief

    def test_a_summarizer_that_hangs_or_is_silent_keeps_the_work_from_everybody(self):
        for behaviour in ("hangs", "silent"):
            with self.subTest(behaviour):
                baton = self.start(f"brief-{behaviour}", change=summarizer(behaviour))
                case_id = self.handed_over(baton)
                # The host's clock: three seconds, then the minimal brief goes (B2).
                baton.sandbox.advance(seconds=3)
                self.assert_minimal(baton, case_id)
                baton.until(lambda: self.plugin(baton, "test.process.summarizer")["timeouts"] >= 1, "the budget ends and is counted")

    def test_a_summarizer_that_crashes_or_breaks_a_rule_is_believed(self):
        for behaviour in ("fails", "nothing", "not_text", "no_steps", "no_intent", "invented_source"):
            with self.subTest(behaviour):
                baton = self.start(f"brief-{behaviour}", change=summarizer(behaviour))
                case_id = self.handed_over(baton)
                self.assert_minimal(baton, case_id)
                self.assertEqual(1, len(self.events(baton, case_id, "BriefRefused")))
                self.assertEqual(1, self.plugin(baton, "test.process.summarizer")["refused_proposals"])

    def test_a_card_number_comes_back_in_a_brief(self):
        baton = self.start(change=summarizer("card"), level="debug")
        case_id = self.handed_over(baton)
        self.accept(baton, "ana", "conversation")
        for page in ("", "/brief", "/history", "/explain"):
            self.assertNotIn(CARD, baton.ana.get(f"/v1/cases/{case_id}{page}").body.decode(), "B3: nothing sensitive")

    def test_the_better_brief_comes_late_and_is_thrown_away(self):
        go = self.folder / "go"
        # The clock runs by itself here, so that the wait for the brief ends while the plugin still thinks.
        baton = self.start(ticking=True, change=summarizer("late", brief_wait_ms=200, go=str(go)))
        case_id = self.handed_over(baton)
        self.offered(baton, "ana", "conversation")
        first = baton.ana.get(f"/v1/cases/{case_id}/brief").json
        self.assertEqual(("host", True), (first["made_by"], first["minimal"]))
        go.write_text("")
        better = baton.until(lambda: (b := baton.ana.get(f"/v1/cases/{case_id}/brief").json)["made_by"] != "host" and b, "the better brief replaces it")
        self.assertEqual(("the better intent", False, first["number"] + 1), (better["intent"], better["minimal"], better["number"]))

    def test_a_strategy_switched_off_leaves_nobody_to_decide(self):
        def off(document):
            document["strategies"]["ownership"]["default"]["enabled"] = False
            document["strategies"]["brief"]["enabled"] = False
        baton = self.start(change=off)
        case_id = self.handed_over(baton)
        self.assert_minimal(baton, case_id)
        self.assertEqual("escalated", baton.case(case_id)["status"])


if __name__ == "__main__":
    main()
