#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`baton validate` as a vendor and a build server meet it: ids that stay, three forms of report, exit codes, and the
plugins that come with the host, which must be good."""
import json
import re
import shlex
import shutil
import subprocess
import xml.etree.ElementTree as xml
from pathlib import Path

from local_baton import build_folder
from process_case import ProcessCase, main

IDS = Path(__file__).with_name("validate_ids.txt")
RESULTS = {"pass", "fail", "warn", "skip", "crash", "timeout"}
PLACES = {"file", "inside", "runner", "both"}


def bundles():
    """Those that come with the host."""
    return sorted(file.parent for file in (build_folder() / "lib" / "baton").glob("*/plugin.json"))


def is_sanitized() -> bool:
    cache = build_folder() / "CMakeCache.txt"
    return bool(cache.is_file() and re.search(r"^BATON_SANITIZE:\w+=.+$", cache.read_text(errors="replace"), re.M))


class Validate(ProcessCase):
    def validate(self, *words):
        words = [build_folder() / "baton", "validate", *words]
        return subprocess.run(list(map(str, words)), capture_output=True, text=True, timeout=600, cwd=self.folder)

    def bundle(self, name: str = "l1-owns", change=None) -> Path:
        """A copy of one that comes with the host; `change` gets its manifest."""
        copy = self.folder / name
        if not copy.exists():
            shutil.copytree(build_folder() / "lib" / "baton" / name, copy)
        if change:
            manifest = json.loads((copy / "plugin.json").read_text())
            change(manifest)
            (copy / "plugin.json").write_text(json.dumps(manifest))
        return copy

    def assert_refused(self, done):
        """The command could not do what it was asked: code 2, nothing looked at, and a mend."""
        self.assertEqual(2, done.returncode, done)
        self.assertEqual("", done.stdout)
        self.assertRegex(done.stderr.strip().splitlines()[-1], r"^baton: .+; .+$")

    def test_an_id_that_documents_cite_is_gone(self):
        done = self.validate("--list")
        self.assertEqual(0, done.returncode, done.stderr)
        listed = [line.split(": ", 1) for line in done.stdout.splitlines()]
        ids = [words[0] for words in listed]
        self.assertEqual(len(ids), len(set(ids)), "an id stands for one check")
        for name, promise in listed:
            self.assertRegex(name, r"^[a-z0-9]+(-[a-z0-9]+)*$")
            self.assertGreater(len(promise), 10, name)
        known = [line for line in IDS.read_text().splitlines() if not line.startswith("#")]
        self.assertEqual([], sorted(set(known) - set(ids)), "an id never goes and is never renamed")
        self.assertEqual([], sorted(set(ids) - set(known)), f"write the new id into {IDS.name}")

    def test_a_plugin_of_the_host_breaks_a_promise(self):
        found = bundles()
        self.assertGreaterEqual(len(found), 6)
        spared = ("--exclude", "^(needs-only-system-libraries|create-destroy-1000)$") if is_sanitized() else ()
        for bundle in found:
            with self.subTest(bundle.name):
                done = self.validate(bundle, "--json", *spared)
                report = json.loads(done.stdout)
                bad = [check for check in report["checks"] if check["result"] not in ("pass", "skip", "warn")]
                self.assertEqual([], bad)
                self.assertEqual(0, done.returncode)
                self.assertEqual(bundle.name, report["plugin"])

    def test_programs_cannot_read_the_report(self):
        broken = self.bundle(change=lambda manifest: manifest.update(sha256="0" * 64))
        done = self.validate(broken, "--json", "--include", "hash|hardened|entry|starts|honours", "--seed", "5")
        self.assertEqual(1, done.returncode, done)
        report = json.loads(done.stdout)
        self.assertEqual(("l1-owns", str(broken), 5), (report["plugin"], report["folder"], report["seed"]))
        counted = {"passed": 0, "failed": 0, "warnings": 0, "skipped": 0}
        for check in report["checks"]:
            self.assertIn(check["result"], RESULTS)
            self.assertIn(check["place"], PLACES)
            self.assertTrue(check["check"] and check["promise"])
            counted[{"pass": "passed", "warn": "warnings", "skip": "skipped"}.get(check["result"], "failed")] += 1
            if check["result"] not in ("pass", "skip", "warn"):
                self.assertTrue(check["what"] and check["mend"])
        self.assertEqual(counted, {name: report[name] for name in counted})
        wrong = next(check for check in report["checks"] if check["check"] == "library-hash-matches")
        self.assertEqual("fail", wrong["result"])
        again = self.validate(*shlex.split(wrong["reproduce"])[2:])
        self.assertEqual(1, again.returncode, "the line that reproduces it finds it again")
        self.assertIn("library-hash-matches", again.stdout)

    def test_the_build_server_cannot_read_the_report(self):
        broken = self.bundle(change=lambda manifest: manifest.update(sha256="0" * 64))
        file = self.folder / "junit.xml"
        done = self.validate(broken, "--include", "hash|hardened|honours|starts", "--junit", file)
        self.assertEqual(1, done.returncode, done)
        suite = xml.parse(file).getroot()
        cases = suite.findall("testcase")
        self.assertEqual(int(suite.get("tests")), len(cases))
        self.assertEqual(int(suite.get("failures")), len(suite.findall("testcase/failure")))
        self.assertEqual(int(suite.get("skipped")), len(suite.findall("testcase/skipped")))
        failed = [case.get("name") for case in cases if case.find("failure") is not None]
        self.assertIn("library-hash-matches", failed)
        self.assertNotIn("hardened", failed)
        done = self.validate(broken, "--include", "hash", "--junit", "/nonexistent/x.xml")
        self.assertEqual(2, done.returncode, done)
        self.assertIn("/nonexistent/x.xml", done.stderr)

    def test_what_was_chosen_is_not_what_is_looked_at(self):
        def told(what, *words):
            done = self.validate(self.bundle(), "--json", *words)
            return [check[what] for check in json.loads(done.stdout)["checks"]]

        self.assertEqual(["hardened"], told("check", "--include", "^hardened$"))
        three = ("--include", "^(single-export|hardened|schema-is-closed)$")
        self.assertEqual(["single-export", "schema-is-closed"], told("check", *three, "--exclude", "hard"))
        one_of_each = ("--include", "^(starts|single-export|load-time)$")
        self.assertEqual(["file", "inside", "both"], told("place", *one_of_each))
        self.assertEqual(["file", "inside", "inside"], told("place", *one_of_each, "--in-process"))
        self.assertEqual(["file", "runner"], told("place", *one_of_each, "--via-runner"))
        quiet = self.validate(self.bundle(), "--only-failed", "--include", "^(hardened|starts)$")
        self.assertEqual(1, len(quiet.stdout.splitlines()), "the summary alone")

    def test_the_same_seed_gives_another_report(self):
        words = (self.bundle(), "--json", "--include", "^(odd-settings-without-crash|storm)$", "--in-process")
        reports = [json.loads(self.validate(*words, "--seed", seed).stdout) for seed in (3, 3, 4)]
        self.assertEqual(reports[0], reports[1])
        self.assertEqual([3, 3, 4], [report["seed"] for report in reports])

    def test_a_wrong_command_line_looks_like_a_finding(self):
        bundle = self.bundle()
        (self.folder / "empty").mkdir()
        (self.folder / "broken.json").write_text("{")
        for words in ((), (bundle, bundle), ("/nonexistent/plugin",), (self.folder / "empty",),
                      (bundle, "--include", "("), (bundle, "--include", "^no-such-check$"), (bundle, "--seed", "soon"),
                      (bundle, "--time-limit", "0"), (bundle, "--time-limit", "3601"), (bundle, "--colour"),
                      (bundle, "--in-process", "--via-runner"), (bundle, "--samples", "/nonexistent.json"),
                      (bundle, "--samples", self.folder / "broken.json")):
            with self.subTest(" ".join(map(str, words))):
                self.assert_refused(self.validate(*words))

    def test_a_bundle_that_cannot_be_read_is_no_finding(self):
        broken = self.bundle(change=lambda manifest: manifest.update(kinds=["oracle"]))
        done = self.validate(broken, "--json")
        self.assertEqual(1, done.returncode, done)
        results = {check["check"]: check["result"] for check in json.loads(done.stdout)["checks"]}
        self.assertEqual("fail", results.pop("manifest-present-and-valid"))
        self.assertEqual({"skip"}, set(results.values()), "nothing else is known of it")
        (broken / "plugin.json").write_text("{")
        self.assertEqual(1, self.validate(broken).returncode)

    def test_a_library_is_not_taken_for_its_bundle(self):
        bundle = self.bundle()
        library = next(bundle.glob("*.so"))
        self.assertEqual(0, self.validate(library, "--include", "^hardened$").returncode)

    def test_samples_beside_the_bundle_are_passed_over(self):
        samples = self.folder / "samples.json"
        samples.write_text(json.dumps({"settings": {"colour": "red"}}))
        done = self.validate(self.bundle(), "--samples", samples, "--include", "^(settings-from-defaults|starts)$")
        self.assertEqual(1, done.returncode, done)
        self.assertIn("/colour", done.stdout)


if __name__ == "__main__":
    main()
