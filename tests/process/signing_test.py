#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Bundles are signed by the commands that sdk/SIGNING.md prints, and the host makes of it what its table says."""
import json
import re
import shutil
import subprocess

from local_baton import ROOT, build_folder, demo_config, free_port
from moves import main
from reloads import BUNDLES, Reloads, rewrite

PLUGIN = "test.process.summarizer"


def printed_commands() -> list[str]:
    """The shell blocks of the document, in order: keys, signature, a look by hand."""
    return re.findall(r"```sh\n(.*?)```", (ROOT / "sdk/SIGNING.md").read_text(), re.S)


class Signing(Reloads):
    def bundle(self):
        """A copy of a plugin that did not come with the host, signed as printed."""
        folder = self.folder / "vendor" / PLUGIN
        shutil.copytree(BUNDLES / PLUGIN, folder)
        keys, sign, look = printed_commands()
        self.shell(keys, self.folder)
        self.shell(sign.replace("vendor.key", str(self.folder / "vendor.key")), folder)
        said = self.shell(look.replace("vendor.pub", str(self.folder / "vendor.pub")), folder)
        self.assertIn("Verified Successfully", said)
        return folder

    def shell(self, commands: str, folder) -> str:
        done = subprocess.run(["sh", "-e"], input=commands, cwd=folder, capture_output=True, text=True, check=False)
        self.assertEqual(0, done.returncode, done.stderr)
        return done.stdout + done.stderr

    def use(self, signatures: str = "optional", ids=("test.process.*",), inside: bool = False):
        def change(document):
            plugins = document["plugins"]
            plugins["paths"] = [str(self.folder / "vendor"), str(build_folder() / "lib" / "baton")]
            plugins["signatures"] = signatures
            plugins["keys"] = {"acme": {"key": f"${{file:{self.folder / 'vendor.pub'}}}", "ids": list(ids),
                                        "inside": inside}}
            document["strategies"]["brief"] = {"plugin": PLUGIN, "settings": {"behaviour": "good"}}
        return change

    def baton(self, *words) -> subprocess.CompletedProcess:
        return subprocess.run([str(build_folder() / "baton"), *words], capture_output=True, text=True, check=False)

    def looked_at(self, change) -> tuple[str, dict]:
        """What `baton check` says of a configuration, and `baton plugins` of the plugin."""
        config = demo_config(self.folder / "look", free_port(), "http://127.0.0.1:1", change)
        rows = json.loads(self.baton("plugins", "--config", str(config), "--json").stdout or "[]")
        return self.baton("check", "--config", str(config)).stdout, next((r for r in rows if r["id"] == PLUGIN), {})

    def test_a_signed_bundle_is_refused_or_let_in_where_nobody_said_so(self):
        self.bundle()
        for inside, place in ((False, "isolated"), (True, "in-process")):
            said, row = self.looked_at(self.use(inside=inside))
            self.assertEqual(("", "signed by acme", place), (said, row["signature"], row["place"]))
        said, _ = self.looked_at(self.use(ids=["com.other.*"], signatures="required"))
        self.assertIn("/strategies/brief/plugin: plugins.signatures is \"required\", and no key", said)

    def test_a_changed_bundle_is_taken(self):
        folder = self.bundle()
        schema = folder / "config.schema.json"
        schema.write_text(schema.read_text() + "\n")
        for signatures in ("optional", "required"):
            said, _ = self.looked_at(self.use(signatures=signatures))
            self.assertIn("/strategies/brief/plugin: plugin.sig is not what the key \"acme\" signed", said)
        (folder / "plugin.sig").unlink()
        self.assertEqual("", self.looked_at(self.use())[0])
        self.assertIn("has no plugin.sig", self.looked_at(self.use(signatures="required"))[0])

    def test_a_key_that_is_none_is_taken_for_one(self):
        self.bundle()
        (self.folder / "vendor.pub").write_text("no key")
        said, _ = self.looked_at(self.use())
        self.assertIn("/plugins/keys/acme/key: is no Ed25519 public key", said)

    def test_a_reload_takes_a_bundle_that_was_changed_under_it(self):
        folder = self.bundle()
        baton = self.start(change=self.use(signatures="required"))
        self.assertEqual("signed by acme", self.plugins(baton)["brief"]["signature"])
        manifest = json.loads((folder / "plugin.json").read_text())
        (folder / "plugin.json").write_text(json.dumps({**manifest, "vendor": "Somebody else"}))
        report = self.hang_up(baton)
        self.assertFalse(report["taken"])
        self.assertIn("plugin.sig", report["problems"][0]["what"])
        rewrite(baton, lambda document: document["plugins"].update(keys={}, signatures="optional"))
        self.assertTrue(self.hang_up(baton)["taken"])


if __name__ == "__main__":
    main()
