#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What a plugin author gets, seen from outside: Baton is installed into an empty prefix, a project of `baton new` is
built with it alone, and the host of this build finds what came out. No network, nothing but Debian's packages.

    package_test.py CMAKE BUILD_FOLDER SDK_FOLDER
"""
import hashlib
import json
import os
import re
import shutil
import sys
import tempfile
import unittest
from pathlib import Path

from vendor import NO_RUSTC, Desk, exported, fenced, must, needed, run

CMAKE, BUILD, SDK = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
os.environ["BATON_BUILD"] = str(BUILD)
sys.path.insert(0, str(SDK.parent / "host/demo"))
import local_baton  # noqa: E402  (finds the programs by BATON_BUILD)

LOADERS = ("ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1")
LEAST_BUSY = "com.example.least-busy"
PROJECT = "cmake_minimum_required(VERSION 3.25)\nproject(probe LANGUAGES CXX)\nfind_package(Baton {} REQUIRED)\n"


class Package(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="baton-package-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        cls.desk = Desk(CMAKE, BUILD, cls.folder)
        cls.project = cls.desk.project("ownership", "least-busy")
        cls.desk.built(cls.project)
        cls.bundle, cls.library, cls.manifest = cls.project.bundle, cls.project.library, cls.project.manifest

    # The package

    def test_a_header_of_the_tree_is_missing_in_the_package(self):
        headers = {path.relative_to(root) for root in (SDK / "include", SDK / "cpp") for path in root.rglob("*")
                   if path.suffix in (".h", ".hpp") and path.parent != SDK / "cpp"}
        target = self.desk.prefix / "include"
        installed = {path.relative_to(target) for path in target.rglob("*") if path.is_file()}
        self.assertEqual(headers, installed)
        self.assertGreater(len(headers), 40)

    def test_what_the_readme_points_at_is_not_there(self):
        for name in ("README.md", "RULES.md", "COMPATIBILITY.md", "SHIPPING.md", "wire/PROTOCOL.md", "LICENSE",
                     "plugin.schema.json", "contract.golden.txt", "templates/every/.gitignore",
                     "templates/rust/baton.rs"):
            self.assertTrue((self.desk.data / name).is_file(), name)

    def test_the_schema_that_editors_are_pointed_at_is_not_there(self):
        readme = (SDK.parent / "config/README.md").read_text()
        named = re.search(r'"\$schema": "/usr/local/(\S+?)"', readme).group(1)
        schema = self.desk.prefix / named
        self.assertEqual(schema.read_text(), (SDK.parent / "config/baton.schema.json").read_text())
        example = self.desk.prefix / "share/baton/examples/whatsapp-live.jsonc"
        self.assertIn(f'"$schema": "/usr/local/{named}"', example.read_text())

    def test_a_path_of_the_build_machine_leaks_into_the_package(self):
        program = (self.desk.prefix / "bin", self.desk.prefix / "lib/baton")  # where a debugger looks for sources
        for path in self.desk.prefix.rglob("*"):
            if path.is_file() and not any(path.is_relative_to(folder) for folder in program):
                for folder in (SDK.parent, BUILD, self.desk.prefix):
                    self.assertNotIn(str(folder).encode(), path.read_bytes(), path)

    def test_the_readme_shows_code_that_does_not_compile(self):
        readme = self.desk.data / "README.md"
        flags = must("pkg-config", "--cflags", "baton", env=self.desk.pkg_config).split()
        blocks = [("cpp", block, ["c++", "-x", "c++", "-std=c++17"]) for block in fenced(readme, "cpp")]
        blocks += [("c", block, ["cc", "-x", "c", "-std=c11"]) for block in fenced(readme, "c")]
        self.assertGreaterEqual(len(blocks), 2)
        for number, (kind, block, command) in enumerate(blocks):
            source = self.folder / f"snippet-{number}.{kind}"
            source.write_text(block)
            must(*command, "-Wall", "-Wextra", "-pedantic", "-Werror", "-fsyntax-only", *flags, source)

    def test_the_package_is_taken_for_another_minor_or_major(self):
        accepted, refused = ("0.9", "0.9.0"), ("0.8", "0.10", "1.0", "0.9...<1")
        for version in accepted + refused:
            with self.subTest(version):
                source = self.folder / f"asks-{version}"
                source.mkdir()
                (source / "CMakeLists.txt").write_text(PROJECT.format(version))
                done = self.desk.configure(source, source / "build")
                if version in accepted:
                    self.assertEqual(done.returncode, 0, done.stdout)
                else:
                    self.assertNotEqual(done.returncode, 0, f"{version} was accepted")
                    self.assertIn("Baton", done.stdout)

    # What was built with it

    def test_the_bundle_lacks_what_only_the_build_knows(self):
        schema = json.loads((self.desk.data / "plugin.schema.json").read_text())
        for key in schema["required"]:
            self.assertIn(key, self.manifest)
        self.assertEqual(set(self.manifest) - set(schema["properties"]), set())
        machine = os.uname()
        self.assertEqual(self.manifest["platform"], f"{machine.sysname}-{machine.machine}".lower())
        self.assertEqual([self.manifest[key] for key in ("abi", "abi_min", "version")], ["0.9", "0.9", "0.1.0"])
        self.assertEqual(self.manifest["sha256"], hashlib.sha256(self.library.read_bytes()).hexdigest())
        self.assertEqual((self.bundle / self.manifest["config_schema"]).read_text(),
                         (self.project.folder / "config.schema.json").read_text())
        self.assertEqual(sorted(path.name for path in self.bundle.iterdir()),
                         [f"{LEAST_BUSY}.so", "config.schema.json", "plugin.json"])

    def test_the_library_exports_more_than_its_entry_or_shares_a_runtime(self):
        self.assertEqual(exported(self.library), ["baton_entry_v0"])
        self.assertLessEqual(needed(self.library), {"libc.so.6", "libm.so.6", *LOADERS})

    def test_a_manifest_of_another_plugin_is_built_into_a_bundle(self):
        for language in ("cpp", "rust"):  # each has a function of its own
            with self.subTest(language):
                if language == "rust" and not shutil.which("rustc"):
                    self.skipTest(NO_RUSTC)
                project = self.desk.project("ownership", f"other-id-{language}", language)
                manifest = project.folder / "plugin.json"
                manifest.write_text(manifest.read_text().replace(project.id, "com.example.other"))
                done = self.desk.configure(project.folder, project.folder / "build")
                self.assertNotEqual(done.returncode, 0)
                self.assertIn('id is "com.example.other", but', " ".join(done.stdout.split()))  # CMake wraps its lines

    def test_a_plugin_without_cmake_is_another_plugin(self):
        project = self.desk.project("ownership", "plain-c", "c")
        self.desk.built(project)
        for compiler in ("gcc", "clang"):
            with self.subTest(compiler):
                if not shutil.which(compiler):
                    self.skipTest(f"{compiler} is not installed")
                bundle = self.desk.without_cmake(project, compiler)
                library = bundle / project.library.name
                self.assertEqual(exported(library), ["baton_entry_v0"])
                self.assertLessEqual(needed(library), {"libc.so.6"})
                entry = self.listed(self.config(f"list-{compiler}", [bundle.parent]))[project.id]
                self.assertEqual((entry["why_not"], entry["kinds"], entry["sdk_version"]), ("", ["ownership"], "0.9"))

    # The host

    def config(self, name: str, paths, change=None) -> Path:
        def edit(document):
            document["plugins"] = {"paths": [str(path) for path in paths] + [str(BUILD / "lib/baton")]}
            if change:
                change(document)
        return local_baton.demo_config(self.folder / name, 1, "http://127.0.0.1:9", edit)

    def listed(self, config: Path) -> dict:
        # Without HOME nothing of the person who runs the test is found.
        said = must(BUILD / "baton", "plugins", "--json", "--config", config, env={"HOME": str(self.folder)})
        rows = json.loads(said)
        return {row["id"]: row for row in rows}

    def test_the_host_does_not_find_the_bundle(self):
        entry = self.listed(self.config("list", [self.bundle.parent]))[LEAST_BUSY]
        self.assertEqual((entry["why_not"], entry["healthy"], entry["version"], entry["sha256"]),
                         ("", True, "0.1.0", self.manifest["sha256"]))
        self.assertEqual(entry["place"], "isolated", "nobody has trusted this file")
        by_environment = {"HOME": str(self.folder), "BATON_PLUGIN_PATH": str(self.bundle.parent)}
        self.assertIn(LEAST_BUSY, must(BUILD / "baton", "plugins", env=by_environment))
        one = self.listed(self.config("list-one", [self.bundle]))  # a path may also be one bundle
        self.assertEqual(one[LEAST_BUSY]["why_not"], "")

    def test_a_library_that_was_changed_after_the_build_is_accepted(self):
        bundle = self.folder / "changed" / LEAST_BUSY
        shutil.copytree(self.bundle, bundle)
        with open(bundle / f"{LEAST_BUSY}.so", "ab") as library:
            library.write(b"more")
        self.assertIn("hash", self.listed(self.config("list-changed", [bundle]))[LEAST_BUSY]["why_not"])

    def place_of(self, name: str, trusted: dict) -> str:
        """Where a host runs the strategy, with what is trusted."""
        def use(document):
            document["plugins"] = {"paths": [str(self.bundle.parent), str(BUILD / "lib/baton")], "trusted": trusted}
            document["strategies"]["ownership"]["default"] = {"plugin": LEAST_BUSY}
        with local_baton.Local(self.folder / name, change=use) as baton:
            rows = baton.admin.get("/v1/plugins")["plugins"]
            return next(row["place"] for row in rows if row["id"] == LEAST_BUSY)

    def test_a_strangers_code_runs_inside_the_host_unasked(self):
        self.assertEqual(self.place_of("stranger", {}), "isolated")
        self.assertEqual(self.place_of("trusted", self.project.trusted), "in-process")

    def test_another_file_runs_under_the_trust_of_a_plugin(self):
        with self.assertRaises(RuntimeError) as refused:
            self.place_of("other-file", {LEAST_BUSY: ["0" * 64]})
        self.assertIn(self.manifest["sha256"], str(refused.exception))
        self.assertIn("plugins.trusted", str(refused.exception))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
