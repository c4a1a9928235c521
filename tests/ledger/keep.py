#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Plays the demo and keeps the store it leaves, with what its host showed of it: keep.py NAME"""
import json
import sqlite3
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "host" / "demo"))
import local_baton  # noqa: E402  (found by the line above)
import story  # noqa: E402
from shown import shown  # noqa: E402
from stage import Stage  # noqa: E402


def main() -> int:
    store, told = (HERE / f"{sys.argv[1]}.{ending}" for ending in ("db", "json"))
    if store.exists():
        print(f"{store} is kept already: a store is never made anew", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder, local_baton.Local(Path(folder)) as baton:
        stage = Stage(baton, pause_s=0)
        for person in ("ana", "ben", "tess", "tom"):
            getattr(baton, person).put(f"/v1/agents/{person}/presence", {"state": "present"})
        stage.settle()
        for scene in story.SCENES:
            scene(stage)
        baton.sandbox.advance(minutes=5)
        told.write_text(json.dumps(shown(baton), indent=1, ensure_ascii=False) + "\n")
        baton.host.stop()
        sqlite3.connect(Path(folder) / "baton.db").execute("VACUUM INTO ?", (str(store),))
    return 0


if __name__ == "__main__":
    sys.exit(main())
