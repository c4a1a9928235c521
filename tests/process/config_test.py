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
