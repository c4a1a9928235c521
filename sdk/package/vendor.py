# SPDX-License-Identifier: MIT
"""A vendor's desk for the tests here: Baton as it is installed, and projects of `baton new` built with it outside the
tree by the commands that their README names."""
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

# Nothing of the surroundings may help: no other package, no flags, no cache of an earlier build.
HELPS = ("CFLAGS", "CXXFLAGS", "LDFLAGS", "RUSTFLAGS", "CMAKE_PREFIX_PATH", "Baton_DIR", "Baton_ROOT",
         "BATON_PLUGIN_PATH")
CLEAN = {key: value for key, value in os.environ.items() if key not in HELPS}
VENDOR = "com.example"
NO_RUSTC = "rustc is not installed (Debian: apt-get install rustc), so Rust is left out"


def run(*words, cwd=None, env=None) -> subprocess.CompletedProcess:
    return subprocess.run([str(word) for word in words], cwd=cwd, env={**CLEAN, **(env or {})}, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, errors="replace", check=False, timeout=300)


def must(*words, **where) -> str:
    done = run(*words, **where)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, words))}: exit {done.returncode}\n{done.stdout[-6000:]}")
    return done.stdout


class Project:
    """A folder that `baton new` made, and its bundle once it is built."""

    def __init__(self, folder: Path, kind: str, language: str):
        self.folder, self.kind, self.language = folder, kind, language
        self.id = folder.name if "." in folder.name else f"{VENDOR}.{folder.name}"
        self.bundle = folder / "build/lib/baton" / self.id
        self.library = self.bundle / f"{self.id}.so"

    @property
    def manifest(self) -> dict:
        return json.loads((self.bundle / "plugin.json").read_text())

    @property
    def trusted(self) -> dict:
        """For `plugins.trusted`: this very file may run inside the host."""
        return {self.id: [self.manifest["sha256"]]}


class Desk:
    """`prefix` holds what `cmake --install` puts there and nothing else; `folder` is where the vendor works."""

    def __init__(self, cmake: str, build: Path, folder: Path):
        self.cmake, self.folder, self.prefix = cmake, folder, folder / "prefix"
        must(cmake, "--install", build, "--prefix", self.prefix)
        self.data = self.prefix / "share/baton/sdk"
        configs = list(self.prefix.rglob("baton.pc"))
        if len(configs) != 1:
            raise AssertionError(f"one baton.pc is installed, not {configs}")
        # The search path is replaced, not extended: only the installed package is seen.
        self.pkg_config = {"PKG_CONFIG_LIBDIR": str(configs[0].parent), "PKG_CONFIG_PATH": ""}
        self.path = {"PATH": f"{self.prefix}/bin:{Path(cmake).parent}:{CLEAN['PATH']}"}

    def configure(self, source: Path, build: Path, *options) -> subprocess.CompletedProcess:
        return run(self.cmake, "-G", "Ninja", "-S", source, "-B", build, f"-DCMAKE_PREFIX_PATH={self.prefix}", *options)

    def project(self, kind: str, name: str, language: str = "cpp") -> Project:
        must("baton", "new", kind, name, "--lang", language, cwd=self.folder, env=self.path)
        return Project(self.folder / name, kind, language)

    def commands(self, project: Project) -> str:
        """What the README tells to build, test and validate with, to the letter."""
        return fenced(project.folder / "README.md", "sh")[0]

    def built(self, project: Project) -> str:
        """Builds it and runs its tests; what was said meanwhile."""
        return must("sh", "-ec", self.commands(project), cwd=project.folder, env=self.path)

    def without_cmake(self, project: Project, compiler: str) -> Path:
        """The bundle of a C project that is built, made by this compiler and pkg-config alone."""
        bundle = self.folder / f"without-cmake-{compiler}" / project.id
        shutil.copytree(project.bundle, bundle)
        flags = must("pkg-config", "--cflags", "baton", env=self.pkg_config).split()
        link = must("pkg-config", "--variable=plugin_ldflags", "baton", env=self.pkg_config).split()
        sources = [path for path in project.folder.glob("*.c") if not path.name.endswith("_test.c")]
        library = bundle / project.library.name
        must(compiler, "-std=c11", "-O2", "-Wall", "-Wextra", "-pedantic", "-Werror", "-fPIC", "-fvisibility=hidden",
             *flags, f"-I{project.folder}/build/{project.id}-generated", *sources, *link, "-o", library)
        manifest = {**project.manifest, "sha256": must("sha256sum", library).split()[0]}
        (bundle / "plugin.json").write_text(json.dumps(manifest))
        return bundle


def exported(library: Path) -> list[str]:
    """Defined dynamic symbols, version names aside."""
    names = []
    for line in must("readelf", "--dyn-syms", "--wide", library).splitlines():
        words = line.split()
        if len(words) >= 8 and words[4] in ("GLOBAL", "WEAK", "UNIQUE") and words[6] not in ("UND", "ABS"):
            names.append(words[7].split("@")[0])
    return sorted(names)


def needed(library: Path) -> set[str]:
    return set(re.findall(r"\(NEEDED\).*\[(.+?)\]", must("readelf", "--dynamic", "--wide", library)))


def fenced(readme: Path, language: str) -> list[str]:
    """The code of a README in one language, block by block."""
    return re.findall(rf"^```{re.escape(language)}\n(.*?)^```$", readme.read_text(encoding="utf-8"), re.M | re.S)
