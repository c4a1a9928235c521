# SPDX-License-Identifier: MIT
"""What a host has stored, asked of the host's own command."""
import subprocess
from pathlib import Path

from local_baton import build_folder


def replay_agrees(config: Path) -> bool:
    """`baton replay` on the store of a stopped host; its last line is shown."""
    words = [str(build_folder() / "baton"), "replay", "--config", str(config)]
    done = subprocess.run(words, capture_output=True, text=True)
    print("baton replay:", (done.stdout.strip() or done.stderr.strip()).splitlines()[-1], flush=True)
    return done.returncode == 0
