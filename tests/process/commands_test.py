#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The commands of `baton` as an operator meets them: exit codes, what they print, and that looking never disturbs a host."""
import json
import os
import signal
import subprocess

from local_baton import build_folder, demo_config, free_port
from moves import Moves, main
from process_case import people_only


class Commands(Moves):
    def baton(self, *words):
        return subprocess.run([build_folder() / "baton", *map(str, words)], capture_output=True, text=True, timeout=300, cwd=self.folder)

    def assert_error(self, done, code: int = 1):
        self.assertEqual(code, done.returncode, done)
        self.assertRegex(done.stderr.strip().splitlines()[-1], r"^baton: .+; .+$", "errors are `baton: what; mend`")

    def test_a_command_does_not_explain_itself(self):
        for words in (("--help",), ("help",), ("serve", "--help"), ("check", "--help"), ("plugins", "--help"), ("explain", "--help"), ("replay", "--help"), ("sandbox", "--help"),
                      ("simulate", "--help"), ("new", "--help")):
            done = self.baton(*words)
            self.assertEqual(0, done.returncode, words)
            self.assertIn("baton", done.stdout)
            self.assertGreater(len(done.stdout.splitlines()), 2)
        listed = self.baton("--help").stdout
        for command in ("serve", "check", "plugins", "new", "explain", "replay", "simulate", "sandbox"):
            self.assertIn(f"baton {command}", listed)

    def test_a_wrong_command_line_looks_like_success(self):
        for words in (("srve",), ("serve",), ("serve", "--confg", "x"), ("check",), ("explain",), ("replay",), ("explain", "a", "b"), ("serve", "--config"), ("new",),
                      ("new", "ownership")):
            with self.subTest(" ".join(words)):
                self.assert_error(self.baton(*words))
        self.assertNotEqual(0, self.baton().returncode)
        self.assertNotEqual(0, self.baton("sandbox", "--prot", "1").returncode)

    def test_the_plugins_command_hides_a_plugin_or_why_it_is_bad(self):
        done = self.baton("plugins", "--json")
        self.assertEqual(0, done.returncode, done.stderr)
        listed = json.loads(done.stdout)
        rows = {p["id"]: p for p in (listed["plugins"] if isinstance(listed, dict) else listed)}
        for plugin in ("whatsapp", "l1-owns", "brief-extractive"):
            self.assertIn(plugin, rows)
            for field in ("version", "file", "sha256"):
                self.assertTrue(rows[plugin][field])
        broken = self.folder / "plugins" / "broken-one"
        broken.mkdir(parents=True)
        (broken / "plugin.json").write_text("{}")
        config = demo_config(self.folder, free_port(), "http://127.0.0.1:1", lambda d: d["plugins"]["paths"].append(str(broken.parent)))
        done = self.baton("plugins", "--config", config)
        self.assertEqual(0, done.returncode, done.stderr)
        self.assertIn("broken-one", done.stdout)
        self.assertIn("l1-owns", done.stdout)

    def test_explain_works_only_when_nobody_needs_it(self):
        baton = self.start()
        self.come(baton, "ana")
        case_id = self.new_case(baton)
        baton.sandbox.says(self.CUSTOMER, "I want to talk to a human")
        self.accept(baton, "ana", "conversation")
        self.settle(baton)
        before = baton.history(case_id)
        while_running = self.baton("explain", case_id, "--config", baton.config)
        self.assertEqual(0, while_running.returncode, while_running.stderr)
        for word in (case_id, "agent:ana", "H8", "C4", "HandoffDecided", "talk to a human", "the customer wrote",
                     "a handoff was decided (H8)", "ana took"):
            self.assertIn(word, while_running.stdout)
        as_json = self.baton("explain", case_id, "--config", baton.config, "--json")
        told = json.loads(as_json.stdout)
        asked = baton.admin.get(f"/v1/cases/{case_id}/explain").json
        self.assertEqual((asked["owner"], asked["status"], asked["policy"]), (told["owner"], told["status"], told["policy"]))
        self.assertEqual(asked["decisions"], told["decisions"], "one command and one click show the same")
        self.assertEqual(before, baton.history(case_id), "looking changes nothing")
        self.assertEqual("free", self.reply(baton, case_id, "Here I am.", who="ana")["decision"], "and keeps nobody from working")
        baton.host.stop()
        self.assertEqual(0, self.baton("explain", case_id, "--config", baton.config).returncode)
        baton.start_host()
        self.assertEqual("agent:ana", baton.case(case_id)["owner"])

    def test_explain_invents_a_case(self):
        baton = self.start(change=people_only)
        self.new_case(baton)
        for case_id in ("zzzz-c1", "nonsense", baton.cases()[0]["id"][:-1] + "9"):
            done = self.baton("explain", case_id, "--config", baton.config)
            self.assert_error(done)
            self.assertIn("no case", done.stderr)

    def test_replay_finds_another_state_than_the_one_that_is_shown(self):
        baton = self.start()
        self.come(baton, "tess")
        case_id, item = self.escalated_with_work(baton)
        self.accept(baton, "tess", "work")
        baton.tess.post(f"/v1/work/{item['id']}/answer", {"text": "Replace the fuse.", "final": True})
        self.reply(baton, case_id, "Replace the fuse.", who="ana")
        baton.sandbox.advance(hours=30)  # past a window, a plan, and enough facts for a snapshot
        for i in range(30):
            baton.sandbox.says(self.CUSTOMER, f"line {i}")
        running = self.baton("replay", "--config", baton.config)
        self.assertEqual(0, running.returncode, running.stderr + running.stdout)
        self.assertIn("the same", running.stdout)
        baton.host.stop()
        stopped = self.baton("replay", "--config", baton.config)
        self.assertEqual(0, stopped.returncode, stopped.stderr + stopped.stdout)
        self.assertRegex(stopped.stdout, r"replayed 1 cases of 1 customers from \d+ facts: the same")

    def test_replay_agrees_with_a_history_that_was_tampered_with(self):
        import sqlite3
        baton = self.start(change=people_only)
        for i in range(80):
            baton.sandbox.says(self.CUSTOMER, f"line {i}")
        baton.host.stop()
        with sqlite3.connect(baton.folder / "baton.db") as store:
            changed = store.execute("UPDATE snapshots SET state = replace(state, '\"standard\"', '\"enterprise\"')").rowcount
        store.close()
        self.assertGreater(changed, 0, "the test needs a snapshot")
        done = self.baton("replay", "--config", baton.config)
        self.assertEqual(1, done.returncode)
        self.assertIn("differ", done.stdout)

    def test_a_store_that_is_not_there_is_made_by_looking(self):
        config = demo_config(self.folder, free_port(), "http://127.0.0.1:1")
        for words in (("explain", "zzzz-c1"), ("replay",)):
            self.assert_error(self.baton(*words, "--config", config))
        self.assertFalse((self.folder / "baton.db").exists())

    def test_a_second_host_on_the_same_store_starts(self):
        baton = self.start(change=people_only)
        other = self.folder / "other.jsonc"
        other.write_text(baton.config.read_text().replace(f"127.0.0.1:{baton.port}", f"127.0.0.1:{free_port()}"))
        done = self.baton("serve", "--config", other)
        self.assert_error(done)
        self.assertIn("another host uses this store", done.stderr)
        self.new_case(baton)

    def test_a_taken_port_is_reported_as_something_else(self):
        baton = self.start(change=people_only)
        config = demo_config(self.folder / "two", baton.port, baton.sandbox.url)
        done = self.baton("serve", "--config", config, "--clock", baton.sandbox.url)
        self.assert_error(done)
        self.assertIn(str(baton.port), done.stderr)

    def test_a_hangup_ends_the_host_or_a_kill_damages_it(self):
        baton = self.start(change=people_only)
        case_id = self.new_case(baton)
        os.kill(baton.host.process.pid, signal.SIGHUP)
        self.assertEqual(200, baton.admin.get(f"/v1/cases/{case_id}").status)
        baton.host.kill()
        looked = self.baton("explain", case_id, "--config", baton.config)
        self.assertEqual(0, looked.returncode, looked.stderr)
        baton.start_host()
        self.assertEqual("open", baton.case(case_id)["status"])


if __name__ == "__main__":
    main()
