"""Start to first screen: the desk beside a bare Textual app, interleaved, as a ratio.

Each run starts a fresh Python in a pseudo-terminal of 80x24 and waits for the words that the first
screen shows. Linux only: it needs a pty.
"""

from __future__ import annotations

import os
import pty
import select
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUNS = 9
BARE = """
from textual.app import App
from textual.widgets import Label
class Bare(App):
    def compose(self):
        yield Label("READY")
Bare().run()
"""


def seconds_until(command: list[str], words: bytes, env: dict[str, str]) -> float:
    """Seconds from the start of a command to the first sight of the words on its terminal."""
    ours, theirs = pty.openpty()
    begin = time.perf_counter()
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=env, close_fds=True
    ) as process:
        os.close(theirs)
        seen = b""
        while words not in seen:
            ready, _, _ = select.select([ours], [], [], 30)
            if not ready:
                raise SystemExit(f"no first screen within 30 s: {seen[-300:]!r}")
            seen += os.read(ours, 65536)
        took = time.perf_counter() - begin
        process.kill()
    os.close(ours)
    return took


def main() -> None:
    """Print the medians and their ratio."""
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "TERM": "xterm-256color",
           "COLUMNS": "80", "LINES": "24", "BRANCHDESK_LANG": "en"}  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        desk = str(Path(folder) / "desk")
        program = [sys.executable, "-m", "branchdesk", "--data", desk]
        made = [*program, "init", "--branch", "Bench", "--code", "XA", "--practice"]
        subprocess.run(made, env=env, check=True, capture_output=True)
        ours, bare = [], []
        for run in range(RUNS + 1):
            one = seconds_until([sys.executable, "-c", BARE], b"READY", env)
            other = seconds_until(program, b"No list has been imported", env)
            # The first pair warms the disk and the .pyc files.
            if run:
                bare.append(one)
                ours.append(other)
    low, high = statistics.median(bare), statistics.median(ours)
    print("| start to first screen | median s | ratio |\n|---|---|---|")
    print(f"| bare Textual app, one label | {low:.2f} | 1.00 |")
    print(f"| branchdesk, Today | {high:.2f} | {high / low:.2f} |")


if __name__ == "__main__":
    main()
