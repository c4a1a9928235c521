#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`baton new` as a vendor meets it: each kind in each language is a project that builds, passes its tests and works
in a real host, with nothing but what is installed and the commands its README names.

    new_test.py CMAKE BUILD_FOLDER SDK_FOLDER
"""
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from vendor import NO_RUSTC, Desk, Project, exported, must, needed, run

CMAKE, BUILD, SDK = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
os.environ["BATON_BUILD"] = str(BUILD)
sys.path.insert(0, str(SDK.parent / "host/demo"))
import local_baton  # noqa: E402  (finds the programs by BATON_BUILD)

KINDS = ("connector", "ownership", "summarizer", "classifier")
LANGUAGES = ("c", "cpp", "rust") if shutil.which("rustc") else ("c", "cpp")
# What a library may share with the host: the C library, and the unwinder that a panic of Rust needs.
SHARED = {"libc.so.6", "libm.so.6", "libgcc_s.so.1", "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"}
SECRETS = {"PIGEON_TOKEN": "try-token", "PIGEON_SECRET": "try-secret"}
CUSTOMER = "+447700900101"


class Pigeon:
    """The service that a connector project brings along to be tried with."""

    def __init__(self, connector: Project):
        self.script = connector.folder / "pigeon.py"
        self.process = subprocess.Popen([sys.executable, self.script, "serve", "0"], stdout=subprocess.PIPE, text=True,
                                        env={**os.environ, **SECRETS})
        self.url = self.process.stdout.readline().split()[1]

    def say(self, hook: str, text: str, **secrets) -> subprocess.CompletedProcess:
        return run(sys.executable, self.script, "say", hook, CUSTOMER, text, env={**SECRETS, **secrets})

    def sent(self) -> list[dict]:
        return local_baton.Http(self.url).get("/messages").json

    def stop(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


class Projects(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="baton-new-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        cls.desk = Desk(CMAKE, BUILD, cls.folder)
        cls.projects = {(kind, language): cls.desk.project(kind, f"{kind}-{language}", language)
                        for kind in KINDS for language in LANGUAGES}
        with ThreadPoolExecutor(2) as pool:
            cls.said = dict(zip(cls.projects, pool.map(cls.build, cls.projects.values())))

    @classmethod
    def build(cls, project: Project) -> str:
        try:
            return cls.desk.built(project)
        except AssertionError as failure:
            return str(failure)

    def each(self, check):
        for key, project in self.projects.items():
            with self.subTest(" ".join(key)):
                check(project)

    # What is made

    def test_a_project_does_not_build_or_pass_its_tests(self):
        def check(project):
            said = self.said[project.kind, project.language]
            self.assertRegex(said, r"100% tests passed, 0 tests failed out of [1-9]", said)
            self.assertNotIn("warning", said.replace(" 0 warnings,", ""))
        self.each(check)

    def test_a_word_of_the_template_is_left_as_it_stands(self):
        def check(project):
            for path in project.folder.rglob("*"):
                if path.is_file() and "build" not in path.relative_to(project.folder).parts:
                    self.assertNotRegex(path.read_text(), r"\{\{[a-z_]+\}\}", path)
                    self.assertFalse(path.name.startswith("_"), path)
        self.each(check)

    def test_the_readme_names_a_file_that_is_not_there_or_hides_one(self):
        def check(project):
            readme = re.sub(r"^```.*?^```$", "", (project.folder / "README.md").read_text(), flags=re.M | re.S)
            rows = re.findall(r"^\| (`[^|]*`) \|", readme, re.M)
            there = {path.name for path in project.folder.iterdir() if path.is_file()}
            self.assertEqual({name for row in rows for name in re.findall(r"`([^`]+)`", row)} - there, set())
            hidden = there - set(re.findall(r"`([^`]+)`", readme))
            self.assertEqual(hidden, {"README.md", "CMakeLists.txt", ".gitignore"})
        self.each(check)

    def test_a_library_exports_more_than_its_entry_or_shares_a_runtime(self):
        def check(project):
            self.assertEqual(exported(project.library), ["baton_entry_v0"])
            self.assertLessEqual(needed(project.library), SHARED)
            self.assertEqual(project.manifest["sha256"], hashlib.sha256(project.library.read_bytes()).hexdigest())
        self.each(check)

    def test_the_host_does_not_list_it(self):
        paths = ":".join(str(project.bundle.parent) for project in self.projects.values())
        said = must("baton", "plugins", "--json", env={**self.desk.path, "HOME": str(self.folder),
                                                       "BATON_PLUGIN_PATH": paths})
        rows = {row["id"]: row for row in json.loads(said)}

        def check(project):
            row = rows[project.id]
            self.assertEqual((row["why_not"], row["healthy"], row["kinds"], row["version"]),
                             ("", True, [project.kind], "0.1.0"))
        self.each(check)

    # In a host

    def use(self, language: str, pigeon: Pigeon, place: str):
        """All four kinds in this language, in the configuration of one host."""
        of = {kind: self.projects[kind, language] for kind in KINDS}

        def change(document):
            paths = [str(one.bundle.parent) for one in of.values()] + [str(BUILD / "lib/baton")]
            trusted = {key: value for one in of.values() for key, value in one.trusted.items()}
            document["plugins"] = {"paths": paths, "trusted": trusted if place == "in-process" else {}}
            document["connectors"]["pigeon"] = {
                "plugin": of["connector"].id,
                "settings": {"api_base": pigeon.url, "token": SECRETS["PIGEON_TOKEN"],
                             "signing_secret": SECRETS["PIGEON_SECRET"]}}
            document["strategies"] = {
                "brief": {"plugin": of["summarizer"].id},
                "ownership": {"default": {"plugin": of["ownership"].id, "settings": {"max_load_permille": 900}}},
                "classifiers": [{"plugin": of["classifier"].id, "budget": 4000,
                                 "settings": {"intent": "refund", "phrases": ["what I paid"]}}]}
        return change

    def works_in_a_host(self, language: str):
        """In the host's own process, whose trust it has, and in processes of their own."""
        for place in ("in-process", "isolated"):
            with self.subTest(place):
                pigeon = Pigeon(self.projects["connector", language])
                self.addCleanup(pigeon.stop)
                folder = self.folder / f"host-{language}-{place}"
                with local_baton.Local(folder, change=self.use(language, pigeon, place)) as baton:
                    self.goes_through(baton, language, pigeon)
                    rows = baton.admin.get("/v1/plugins")["plugins"]
                    ours = {row["id"]: row for row in rows if row["id"].endswith(f"-{language}")}
                    self.assertEqual([row["place"] for row in ours.values()], [place] * len(KINDS))
                    faults = sum(row["contract_violations"] + row["crashes"] + row["failures"] for row in ours.values())
                    self.assertEqual(faults, 0, ours)
                    self.assertEqual(baton.host.stop(), 0, "the host stops with the plugins in it")

    def good(self, answer):
        self.assertLess(answer.status, 300, answer)
        return answer

    def goes_through(self, baton, language: str, pigeon: Pigeon):
        hook = f"{baton.host.url}/hooks/pigeon"
        for agent in ("ana", "tom"):
            self.good(getattr(baton, agent).put(f"/v1/agents/{agent}/presence", {"state": "present"}))
        self.assertEqual(baton.every_case(), [])
        refused = pigeon.say(hook, "I am somebody else", PIGEON_SECRET="guessed")
        self.assertEqual((refused.returncode, "401" in refused.stdout), (1, True), refused.stdout)
        self.assertEqual(baton.every_case(), [], "what is not signed is nobody's word")

        said = pigeon.say(hook, "You still have what I paid for ORD-123456!")
        self.assertEqual((said.returncode, "200" in said.stdout), (0, True), said.stdout)
        case_id = baton.until(baton.cases, "the case is there")[0]["id"]
        baton.until(lambda: self.events(baton, case_id, "LabelsSettled"), "the classifier has answered")
        baton.sandbox.advance(seconds=10)
        settled = self.events(baton, case_id, "LabelsSettled")[0]
        self.assertEqual((settled["plugin"], settled["outcome"]), (f"com.example.classifier-{language}", "taken"))

        seat = baton.until(lambda: self.offered_to_tom(baton, case_id), "the specialist is offered the conversation")
        proposal = self.events(baton, case_id, "OwnershipSettled")[0]
        self.assertEqual((proposal["plugin"], proposal["outcome"], proposal["action"]),
                         (f"com.example.ownership-{language}", "accepted", "agent"))
        brief = baton.tom.get(f"/v1/cases/{case_id}/brief").json
        self.assertEqual(brief["made_by"], f"com.example.summarizer-{language}", brief)
        self.assertIn("ORD-123456", brief["text"])

        self.good(baton.tom.post(f"/v1/work/{seat['id']}/accept"))
        body = {"epoch": baton.case(case_id)["owner_epoch"], "text": "The money is on its way."}
        self.assertEqual(self.good(baton.tom.post(f"/v1/cases/{case_id}/reply", body))["decision"], "free")
        words = baton.until(lambda: [m for m in pigeon.sent() if m["text"] == body["text"]], "the reply is delivered")
        self.assertEqual([message["to"] for message in words], [CUSTOMER])

    @staticmethod
    def events(baton, case_id: str, name: str) -> list[dict]:
        return [event["data"] for event in baton.history(case_id) if event["event"] == name]

    @staticmethod
    def offered_to_tom(baton, case_id: str):
        return next((item for item in baton.case(case_id)["work"] if item["offered_to"] == "agent:tom"), None)

    def test_what_is_made_in_c_fails_in_a_host(self):
        self.works_in_a_host("c")

    def test_what_is_made_in_cpp_fails_in_a_host(self):
        self.works_in_a_host("cpp")

    def test_what_is_made_in_rust_fails_in_a_host(self):
        if "rust" not in LANGUAGES:
            self.skipTest(NO_RUSTC)
        self.works_in_a_host("rust")

    # The command

    def new(self, *words, folder=None):
        return run("baton", "new", *words, cwd=folder or self.folder, env=self.desk.path)

    def test_a_wrong_wish_is_taken_for_another(self):
        wishes = {("conector", "x"): "did you mean connector", ("ownership", "x", "--lang", "java"): "c, cpp or rust",
                  ("ownership", "Round Robin"): "round-robin", ("ownership", "../x"): "round-robin",
                  ("ownership", "x\ny"): "round-robin", ("ownership",): "KIND NAME", (): "KIND NAME",
                  ("ownership", "x", "y"): "KIND NAME", ("ownership", "x", "--language", "c"): "--help"}
        folder = self.folder / "wishes"
        folder.mkdir()
        for words, mend in wishes.items():
            with self.subTest(" ".join(words)):
                done = self.new(*words, folder=folder)
                self.assertEqual(done.returncode, 1, done.stdout)
                self.assertRegex(done.stdout, r"^baton: [^\n]+; [^\n]+\n$", "one line: what, and the mend")
                self.assertIn(mend, done.stdout)
        self.assertEqual(list(folder.iterdir()), [], "and nothing is made")

    def test_somebodys_work_is_overwritten(self):
        mine = self.folder / "mine"
        mine.mkdir()
        (mine / "rule.cpp").write_text("years of work\n")
        done = self.new("ownership", "mine")
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertIn("not empty", done.stdout)
        self.assertEqual([path.name for path in mine.iterdir()], ["rule.cpp"])
        self.assertEqual((mine / "rule.cpp").read_text(), "years of work\n")

    def test_a_reversed_domain_name_is_changed(self):
        said = self.new("classifier", "org.acme-inc.3d-words", "--lang", "c")
        self.assertEqual(said.returncode, 0, said.stdout)
        project = Project(self.folder / "org.acme-inc.3d-words", "classifier", "c")
        self.assertIn("org.acme-inc.3d-words", said.stdout)
        self.desk.built(project)
        self.assertEqual((project.manifest["id"], project.manifest["vendor"], project.manifest["name"]),
                         ("org.acme-inc.3d-words", "Acme inc", "3d words"))

    def test_the_commands_it_prints_are_not_those_of_the_readme(self):
        said = self.new("classifier", "printed", "--lang", "c").stdout
        project = Project(self.folder / "printed", "classifier", "c")
        for line in ["cd printed", *self.desk.commands(project).splitlines()]:
            self.assertIn(f"    {line}\n", said)

    def test_the_program_in_the_build_folder_makes_nothing_that_builds(self):
        folder = self.folder / "tree"
        folder.mkdir()
        must(BUILD / "baton", "new", "classifier", "of-the-tree", "--lang", "c", cwd=folder)
        project = Project(folder / "of-the-tree", "classifier", "c")
        self.assertIn(str(BUILD / "prefix"), self.desk.commands(project))
        self.assertIn("100% tests passed", self.desk.built(project))

    def test_a_program_without_the_sdk_is_silent_about_it(self):
        alone = self.folder / "alone/bin"
        alone.mkdir(parents=True)
        shutil.copy(self.desk.prefix / "bin/baton", alone)
        done = run(alone / "baton", "new", "ownership", "x", cwd=alone)
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertIn("--component sdk --prefix", done.stdout)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
