#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Runs measurements by name, on the data folder of BATON_DATA or ../shared/data, with what the build folder holds."""
import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from data_folder import ROOT, SKIPPED, data_folder  # noqa: E402

HERE = Path(__file__).resolve().parent
BUILD = Path(os.environ.get("BATON_BUILD", ROOT / "build"))
MEASUREMENTS = {
    "brief": ["brief/measure.py", "--probe", str(BUILD / "tests" / "brief_probe")],
    "human_request": ["human_request/measure.py", "--probe", str(BUILD / "tests" / "human_request_probe")],
    "lanes": ["lanes/measure.py", "--probe", str(BUILD / "tests" / "lanes_probe")],
    "masking": ["masking/measure.py"],
    "payloads": ["payloads/payloads.py"],
    "replay": ["replay/replay.py"],
}


def run(name: str, folder: Path) -> int:
    script, *words = MEASUREMENTS[name]
    environment = {**os.environ, "BATON_DATA": str(folder), "BATON_BUILD": str(BUILD)}
    return subprocess.run([sys.executable, "-B", str(HERE / script), *words], env=environment).returncode


def main(names: list[str]) -> int:
    skip_code = 0
    if names[:1] == ["--skip-code"]:  # for ctest, which counts what was not run
        skip_code, names = SKIPPED, names[1:]
    unknown = [name for name in names if name not in MEASUREMENTS]
    if unknown:
        print(f"baton: no measurement {unknown[0]}; known: {' '.join(MEASUREMENTS)}", file=sys.stderr)
        return 2
    folder = data_folder()
    if folder is None:
        print(f"data skipped: no data at {os.environ.get('BATON_DATA') or '../shared/data'}; set BATON_DATA=DIR")
        return skip_code
    codes = {name: run(name, folder) for name in names or MEASUREMENTS}
    failed = [name for name, code in codes.items() if code not in (0, SKIPPED)]
    for name in failed:
        print(f"data {name} failed: the lines above say why")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
