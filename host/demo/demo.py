# SPDX-License-Identifier: MIT
"""The demo behind ./host/run: a host and its sandbox, a story played through both, and one JSON line of what it came to."""
import argparse
import json
import shutil
import signal
import sys
from pathlib import Path

import local_baton
import story
from stage import Stage, fail, lost, summary

HINTS = """
The host goes on at {url} (API tokens demo-ana, demo-ben, demo-tess, demo-tom, demo-admin), the sandbox at {sandbox}.
Look around, or play on:

  curl -s -H 'Authorization: Bearer demo-admin' {url}/v1/cases
  curl -s -H 'Authorization: Bearer demo-admin' {url}/v1/cases/{case}/explain
  curl -s -d '{{"from": "4915112345699", "name": "You", "text": "Can I talk to a person?"}}' {sandbox}/whatsapp/inbound
  curl -s -d '{{"advance_ms": 3600000}}' {sandbox}/clock

Ctrl-C ends both."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="host/run", description=__doc__)
    parser.add_argument("--once", action="store_true", help="play to the end without pauses, print a summary as JSON, and exit")
    parser.add_argument("--port", type=int, default=0, help="port of the host (8080; with --once a free one)")
    options = parser.parse_args()
    folder = local_baton.build_folder() / "demo"
    shutil.rmtree(folder, ignore_errors=True)  # every showing begins with an empty store
    port = options.port or (0 if options.once else 8080)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        with local_baton.Local(folder, host_port=port, sandbox_port=0) as baton:
            return play(baton, options)
    except RuntimeError as error:
        return fail(f"{error}; see {folder / 'host.log'}")
    except KeyboardInterrupt:
        return 0


def play(baton, options) -> int:
    stage = Stage(baton, pause_s=0 if options.once else 0.5)
    for person in ("ana", "ben", "tess", "tom"):
        getattr(baton, person).put(f"/v1/agents/{person}/presence", {"state": "present"})
    stage.settle()
    for scene in story.SCENES:
        print(f"\n-- {scene.__name__.replace('_', ' ')}\n   {scene.__doc__}", flush=True)
        scene(stage)
    baton.sandbox.advance(minutes=5)
    figures = summary(stage)
    if options.once:
        wrong = lost(figures)
        code = baton.host.stop()
        if code != 0:
            wrong.append(f"the host ended with {code}")
        for line in wrong:
            fail(line)
        print(json.dumps(figures))
        return 1 if wrong else 0
    print("\n" + json.dumps(figures))
    print(HINTS.format(url=baton.host.url, sandbox=baton.sandbox.url, case=baton.every_case()[0]["id"]), flush=True)
    baton.sandbox.http.post("/clock", {"ticking": True})
    while baton.host.running:
        signal.sigtimedwait([], 1)
    return fail(f"the host ended by itself; see {Path(baton.folder) / 'host.log'}")


if __name__ == "__main__":
    sys.exit(main())
