#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A configuration that is wrong is refused before a customer notices: every problem at once, where it stands and how to mend it."""
import json
import os
import re
import subprocess

from local_baton import ROOT, build_folder, demo_config, free_port
from process_case import ProcessCase, main

LINE = re.compile(r"^(?P<file>.+):(?P<line>\d+):(?P<column>\d+): (?P<pointer>/\S*|): (?P<what>[^;]+); (?P<mend>.+)$")


class Config(ProcessCase):
    def baton(self, *words, env=None):
        return subprocess.run([build_folder() / "baton", *words], capture_output=True, text=True, timeout=120, cwd=self.folder,
                              env={**os.environ, **(env or {})})

    def file(self, change=None):
        return demo_config(self.folder, free_port(), "http://127.0.0.1:1", change)

    def check(self, path):
        """Exit code and the problems as parsed lines; a line of another form fails the test."""
        done = self.baton("check", "--config", str(path))
        found = []
        for line in done.stdout.splitlines():
            parsed = LINE.match(line)
            self.assertTrue(parsed, f"not FILE:LINE:COLUMN: /pointer: what; mend: {line}")
            found.append(parsed.groupdict())
        return done.returncode, found

    def problem(self, change, pointer: str, *words: str):
        """This change makes exactly one problem, at this pointer, said in these words."""
        path = self.file(change)
        code, found = self.check(path)
        self.assertEqual(1, code)
        self.assertEqual([pointer], [p["pointer"] for p in found], found)
        for word in words:
            self.assertIn(word, found[0]["what"] + found[0]["mend"])
        text = path.read_text().splitlines()
        self.assertEqual(str(path), found[0]["file"])
        self.assertLessEqual(int(found[0]["line"]), len(text))
        return found[0], text

    def test_a_good_file_is_refused(self):
        for path in (self.file(), ROOT / "config/examples/sandbox.jsonc"):
            code, found = self.check(path)
            if path.is_relative_to(ROOT):  # its plugins lie in ROOT/build, which need not be the folder under test
                found = [p for p in found if "plugin" not in p["pointer"]]
                self.assertEqual([], found)
            else:
                self.assertEqual((0, []), (code, found))

    def test_a_misspelt_key_is_ignored(self):
        def change(document):
            document["server"]["lissten"] = document["server"].pop("listen")
        found, text = self.problem(change, "/server/lissten", "listen")
        self.assertIn("lissten", text[int(found["line"]) - 1])

    def test_a_problem_is_shown_at_the_wrong_place(self):
        found, text = self.problem(lambda d: d["agents"][1].update(name=7), "/agents/1/name")
        line = text[int(found["line"]) - 1]
        self.assertEqual("7", line[int(found["column"]) - 1], line)

    def test_one_problem_hides_the_others(self):
        def change(document):
            document["lanes"][1]["leads"] = ["nobody"]
            document["agents"][0]["skills"] = ["no-such-lane"]
            document["strategies"]["brief"]["plugin"] = "no-such-plugin"
            document["connectors"]["whatsapp-eu"]["settings"]["waba_idd"] = "1"
            document["access"]["tokens"][1]["agent"] = "nobody"
        code, found = self.check(self.file(change))
        self.assertEqual(1, code)
        pointers = {p["pointer"] for p in found}
        for pointer in ("/lanes/1/leads/0", "/agents/0/skills/0", "/strategies/brief/plugin", "/connectors/whatsapp-eu/settings/waba_idd", "/access/tokens/1/agent"):
            self.assertIn(pointer, pointers)

    def test_automation_without_a_way_to_a_person_is_allowed(self):
        code, found = self.check(self.file(lambda d: d["automation"].update(escapes={})))
        self.assertEqual(1, code)
        self.assertIn("/automation/escapes", {p["pointer"] for p in found})

    def lane(self, document, name: str) -> dict:
        return next(lane for lane in document["lanes"] if lane["id"] == name)

    def test_automation_leads_to_a_lane_without_anybody(self):
        """G10a: from every automated state there is a transfer: a lane nobody works in is none."""
        def nobody(document):
            for agent in document["agents"]:
                agent["skills"] = [skill for skill in agent["skills"] if skill != "revenue"]
        self.problem(nobody, "/lanes/3", "revenue", "no agent holds its skill", "G10a")

    def test_automation_leads_to_a_lead_who_is_not_there_at_night(self):
        """G10a: in every opening-hours situation, with nobody online."""
        def day_only(document):
            document["rotas"] = {"day": {"turns": [{"week": {"mon": ["09:00-17:00"]}, "on_duty": "ben"}]}}
            self.lane(document, "general")["leads"] = ["day"]
        self.problem(day_only, "/lanes/0/leads", "nobody leads the lane", "G10a")

    def test_automation_leads_to_a_backup_that_does_not_work(self):
        """G10a: a working backup."""
        for kind, way in (("phone", "call us"), ("email", "care at example"), ("web", "example.com")):
            with self.subTest(kind):
                self.problem(lambda d: d["automation"].update(escapes={kind: way}), f"/automation/escapes/{kind}")

    def test_fallback_lanes_go_round_in_a_circle(self):
        """G10a: a cycle of fallbacks has no end, and no transfer."""
        def circle(document):
            self.lane(document, "revenue")["fallback"] = "technical"
            self.lane(document, "technical")["fallback"] = "retention"
            self.lane(document, "retention")["fallback"] = "revenue"
        self.problem(circle, "/lanes/3/fallback", "revenue > technical > retention > revenue", "G10a")

    def test_a_lane_without_lead_a_wrong_tier_or_an_unknown_agent_is_taken(self):
        """G10a, R7, C2: each refused with its mend."""
        self.problem(lambda d: self.lane(d, "technical").update(leads=[]), "/lanes/5", "has no lead", "leads")
        self.problem(lambda d: self.lane(d, "technical").update(leads=["tomm"]), "/lanes/5/leads/0", "tom")
        self.problem(lambda d: d.update(ownership_rules=[{"model": "reassign", "segments": ["entreprise"]}]),
                     "/ownership_rules/0/segments/0", "enterprise")
        self.problem(lambda d: d["organisation"].update(segment="platinum"), "/organisation/segment", "platinum")
        self.problem(lambda d: d.update(sla={"tiers": {"platinum": {"high": {"first_min": 1}}}}), "/sla/tiers/platinum",
                     "platinum")

    def test_a_rule_that_can_never_match_is_taken(self):
        """G10a, O5, I9: two rules of which the second is covered, and a signal that takes itself back."""
        rules = [{"model": "reassign", "lanes": ["technical"]},
                 {"model": "l1_owns", "lanes": ["technical"], "triggers": ["H4"]}]
        self.problem(lambda d: d.update(ownership_rules=rules), "/ownership_rules/1", "can never match")
        signal = {"lane": "technical", "rule": "H4", "phrases": {"en": ["broken kettle"]},
                  "unless": {"en": ["broken kettle"]}}
        self.problem(lambda d: d.update(triage={"signals": {"kettle": signal}}), "/triage/signals/kettle/phrases/en/0",
                     "can never match")

    def test_what_always_holds_is_switched(self):
        """G14: C2, C3, C7, I1, I4, I5, B2, G2 and, behind the gate, W are refused; elsewhere W may be watched."""
        for rule in ("C2", "C3", "C7", "I1", "I4", "I5", "B2", "G2"):
            with self.subTest(rule):
                self.problem(lambda d: self.lane(d, "general").update(rules={rule: "observe"}),
                             f"/lanes/0/rules/{rule}", "G14")
        for rule in ("W", "W1", "W3", "W6"):
            with self.subTest(rule):
                self.problem(lambda d: self.lane(d, "general").update(rules={rule: "suggest"}),
                             f"/lanes/0/rules/{rule}", "gate")
        self.problem(lambda d: self.lane(d, "general").update(rules={"H99": "observe"}), "/lanes/0/rules/H99", "H9")

        def overlay(document):
            document["connectors"]["whatsapp-eu"]["topology"] = "overlay"
            self.lane(document, "general").update(mode="suggest", rules={"W6": "enforce"})
        self.assertEqual((0, []), self.check(self.file(overlay)))

    def test_a_store_that_is_not_built_is_silently_another(self):
        self.problem(lambda d: d["store"].update(kind="postgres"), "/store/kind", "postgres")

    def test_a_secret_is_printed_or_a_missing_one_unnoticed(self):
        secret = "s3cr3t-" + "x" * 20

        def change(document):
            settings = document["connectors"]["whatsapp-eu"]["settings"]
            settings["access_token"] = "${BATON_TEST_TOKEN}"
            settings["verify_token"] = "${BATON_TEST_ABSENT}"
            settings["mark_read"] = secret
        path = self.file(change)
        done = self.baton("check", "--config", str(path), env={"BATON_TEST_TOKEN": secret})
        self.assertEqual(1, done.returncode)
        self.assertIn("BATON_TEST_ABSENT", done.stdout)
        self.assertNotIn(secret, self.baton("check", "--config", str(self.file(lambda d: d["connectors"]["whatsapp-eu"]["settings"].update(access_token="${BATON_TEST_TOKEN}", waba_id=7))),
                                            env={"BATON_TEST_TOKEN": secret}).stdout)

    def test_secrets_by_reference_are_not_understood(self):
        (self.folder / "token").write_text("sandbox-token\n")

        def change(document):
            settings = document["connectors"]["whatsapp-eu"]["settings"]
            settings["access_token"] = "${file:" + str(self.folder / "token") + "}"
            settings["verify_token"] = "${BATON_TEST_VERIFY}"
        done = self.baton("check", "--config", str(self.file(change)), env={"BATON_TEST_VERIFY": "word"})
        self.assertEqual(0, done.returncode, done.stdout)

    def test_literal_secrets_pass_where_real_customers_write(self):
        code, found = self.check(self.file(lambda d: d["server"].update(test_clock=False)))
        self.assertEqual(1, code)
        self.assertIn("/connectors/whatsapp-eu/settings/access_token", {p["pointer"] for p in found})

    def test_a_file_that_is_no_json_kills_the_command(self):
        for number, content in enumerate(("", "{", "[]", '{"server": }', "\xff", '{"server": {}} trailing', '{"a":' * 200 + "1" + "}" * 200)):
            path = self.folder / f"bad-{number}.jsonc"
            path.write_bytes(content.encode("latin-1"))
            code, found = self.check(path)
            self.assertEqual(1, code)
            self.assertTrue(found, repr(content))
        done = self.baton("check", "--config", str(self.folder / "not-there.jsonc"))
        self.assertEqual(1, done.returncode)

    def test_a_comment_or_a_doubled_key_is_misread(self):
        text = self.file().read_text()
        path = self.folder / "commented.jsonc"
        path.write_text("/* at the top */\n" + text + "\n// at the end\n")
        self.assertEqual((0, []), self.check(path))
        path.write_text(text.replace('"organisation": {', '"organisation": {}, "organisation": {', 1))
        code, found = self.check(path)
        self.assertEqual(1, code)
        self.assertIn("/organisation", {p["pointer"] for p in found})

    def test_a_host_starts_on_a_bad_configuration(self):
        path = self.file(lambda d: d["agents"][0].update(skills=["no-such-lane"]))
        done = self.baton("serve", "--config", str(path))
        self.assertEqual(1, done.returncode)
        self.assertNotIn("ready", done.stdout)
        self.assertIn("/agents/0/skills/0", done.stderr)
        self.assertRegex(done.stderr.splitlines()[-1], r"^baton: .+; .+$")

    def test_the_test_clock_is_taken_in_earnest(self):
        def change(document):
            document["server"].pop("test_clock")
            document["connectors"] = {}
            document["access"]["tokens"] = []
            document["automation"] = {}
        path = self.file(change)
        done = self.baton("serve", "--config", str(path), "--clock", "http://127.0.0.1:1")
        self.assertEqual(1, done.returncode)
        self.assertIn("test_clock", done.stderr)


if __name__ == "__main__":
    main()
