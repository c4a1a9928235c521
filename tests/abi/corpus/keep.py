#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The reference plugins as they are kept: built once for a version of the ABI, then run by every later host.

    keep.py build OUT [INCLUDE] [MACRO]   bundles of the current version's sources in OUT, with other headers if named
    keep.py keep BUILD                    builds the current version's bundles anew, records what the host of this build
                                          makes of them, and writes the list of hashes
    keep.py check                         every kept file is the one in the list, and every library what it has to be

`keep` is for the first binaries of a version, and for a deliberate break before 1.0 (README.md). BUILD holds
tests/corpus_test; the compiler is Debian 12's gcc on x86-64.
"""
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SDK = HERE.parents[2] / "sdk"
KINDS = ("connector", "ownership", "summarizer", "classifier")
SUMS = "SHA256SUMS"
MAX_BYTES = 40 * 1024
FLAGS = ("-std=c11", "-Os", "-Wall", "-Wextra", "-Werror", "-fPIC", "-fvisibility=hidden", "-ffreestanding", "-s")
LINK = ("-shared", "-nostartfiles", "-static-libgcc", "-Wl,-z,defs", "-Wl,-z,now", "-Wl,-z,relro",
        "-Wl,--build-id=none", "-Wl,-z,noseparate-code")


def current_version() -> str:
    text = (SDK / "include/baton/entry.h").read_text(encoding="utf-8")
    return ".".join(re.search(rf"#define BATON_ABI_{part}\s+(\d+)", text).group(1) for part in ("MAJOR", "MINOR"))


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def said(source: str, macro: str) -> str:
    """The text of a macro of a source, as its compiler puts it together."""
    body = re.search(rf"#define {macro}((?:.*\\\n)*.*)", source).group(1)
    return "".join(json.loads(piece) for piece in re.findall(r'"(?:[^"\\]|\\.)*"', body))


def build(version: str, out: Path, include: Path, macros: list[str]):
    for kind in KINDS:
        source = HERE / version / f"{kind}.c"
        text = source.read_text(encoding="utf-8")
        plugin = said(text, "PLUGIN_ID")
        bundle = out / plugin
        shutil.rmtree(bundle, ignore_errors=True)
        bundle.mkdir(parents=True)
        library = bundle / f"{plugin}.so"
        subprocess.run(["gcc", *FLAGS, *(f"-D{macro}" for macro in macros), f"-I{include}", str(source), *LINK,
                        f"-Wl,--version-script={SDK / 'plugin.map'}", "-o", str(library)], check=True)
        manifest = {"id": plugin, "name": "Reference of ABI " + version, "version": "1.0.0", "kinds": [kind],
                    "abi": version, "abi_min": version, "platform": "linux-x86_64", "library": library.name,
                    "sha256": sha256(library), "capabilities": json.loads(said(text, "CAPABILITIES")),
                    "config_schema": json.loads(said(text, "SCHEMA")), "owner": "Baton"}
        if kind == "connector":
            manifest["http_hosts"] = ["api.example.com"]
        (bundle / "plugin.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def kept_files(version: Path) -> list[Path]:
    return sorted(path for path in version.rglob("*") if path.is_file() and path.name != SUMS)


def write_sums(version: Path):
    lines = [f"{sha256(path)}  {path.relative_to(version)}\n" for path in kept_files(version)]
    (version / SUMS).write_text("".join(lines), encoding="utf-8")


def faults_of(version: Path) -> list[str]:
    listed = {}
    for line in (version / SUMS).read_text(encoding="utf-8").splitlines():
        digest, name = line.split("  ", 1)
        listed[name] = digest
    there = {str(path.relative_to(version)): path for path in kept_files(version)}
    faults = [f"{name}: is in the list and gone" for name in sorted(set(listed) - set(there))]
    for name, path in there.items():
        if listed.get(name) != sha256(path):
            faults.append(f"{name}: is not the file that was kept; a later version has a folder of its own")
        if path.suffix == ".so" and path.stat().st_size >= MAX_BYTES:
            faults.append(f"{name}: {path.stat().st_size} bytes, at most {MAX_BYTES}")
        if path.suffix == ".so" and json.loads(path.with_name("plugin.json").read_text())["sha256"] != sha256(path):
            faults.append(f"{name}: its manifest states another hash")
    if len([name for name in there if name.endswith(".so")]) != len(KINDS):
        faults.append(f"{version.name}: there is not one library for each kind")
    return faults


def versions() -> list[Path]:
    return sorted(path.parent for path in HERE.glob(f"*/{SUMS}"))


def main() -> int:
    what, *words = sys.argv[1:] or [""]
    version = HERE / current_version()
    if what == "build" and words:
        build(version.name, Path(words[0]), Path(words[1]) if len(words) > 1 else SDK / "include", words[2:])
        return 0
    if what == "keep" and len(words) == 1:
        build(version.name, version / "bundles", SDK / "include", [])
        named = f"--gtest_filter=*kept_{version.name.replace('.', '_')}*inside"
        subprocess.run([str(Path(words[0]) / "tests/corpus_test"), named],
                       env={**os.environ, "BATON_CORPUS_RECORD": "1"}, check=True)
        write_sums(version)
        return 0
    if what == "check" and not words:
        faults = [f"{folder.name}/{fault}" for folder in versions() for fault in faults_of(folder)]
        print("\n".join(faults + [f"{len(versions())} versions, {len(faults)} faults"]))
        return 1 if faults or version not in versions() else 0
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main())
