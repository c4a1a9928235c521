# SPDX-License-Identifier: MIT
"""A vendor's desk for package_test.py: the installed package, and templates built with it outside the tree."""
import os
import re
import shutil
import subprocess
from pathlib import Path

# Nothing of the surroundings may help: no other package, no flags, no cache of an earlier build.
HELPS = ("CFLAGS", "CXXFLAGS", "LDFLAGS", "CMAKE_PREFIX_PATH", "Baton_DIR", "Baton_ROOT", "BATON_PLUGIN_PATH")
CLEAN = {key: value for key, value in os.environ.items() if key not in HELPS}


def run(*words, cwd=None, env=None) -> subprocess.CompletedProcess:
    return subprocess.run([str(word) for word in words], cwd=cwd, env={**CLEAN, **(env or {})}, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, errors="replace", check=False, timeout=300)


def must(*words, **where) -> str:
    done = run(*words, **where)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, words))}: exit {done.returncode}\n{done.stdout[-6000:]}")
    return done.stdout


class Desk:
    """`prefix` holds the installed package and nothing else; `desk` is where the vendor works."""

    def __init__(self, cmake: str, build: Path, folder: Path):
        self.cmake, self.folder, self.prefix = cmake, folder, folder / "prefix"
        must(cmake, "--install", build, "--component", "sdk", "--prefix", self.prefix)
        self.data = self.prefix / "share/baton/sdk"
        configs = list(self.prefix.rglob("baton.pc"))
        if len(configs) != 1:
            raise AssertionError(f"one baton.pc is installed, not {configs}")
        # The search path is replaced, not extended: only the installed package is seen.
        self.pkg_config = {"PKG_CONFIG_LIBDIR": str(configs[0].parent), "PKG_CONFIG_PATH": ""}

    def configure(self, source: Path, build: Path, *options) -> subprocess.CompletedProcess:
        return run(self.cmake, "-G", "Ninja", "-S", source, "-B", build, f"-DCMAKE_PREFIX_PATH={self.prefix}", *options)

    def template(self, name: str = "work") -> Path:
        """A copy of the template, as a vendor makes it."""
        target = self.folder / name
        shutil.copytree(self.data / "template", target)
        return target

    def built_template(self) -> tuple[Path, str]:
        """The template's bundle and what its tests said."""
        source = self.template()
        build = source / "build"
        done = self.configure(source, build)
        if done.returncode != 0:
            raise AssertionError(done.stdout)
        must(self.cmake, "--build", build)
        said = must(Path(self.cmake).with_name("ctest"), "--test-dir", build, "--output-on-failure", "--no-tests=error")
        return build / "lib/baton/com.example.least-busy", said

    def without_cmake(self, compiler: str) -> Path:
        """The C template's bundle, made by its own script with this compiler."""
        source = self.folder / f"c-{compiler}"
        shutil.copytree(self.data / "template_c", source)
        must("sh", source / "build.sh", env={**self.pkg_config, "CC": compiler})
        return source / "build/com.example.always-keep"


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
