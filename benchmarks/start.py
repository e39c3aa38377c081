"""Start to first usable screen and memory then: the desk beside a bare Textual app, interleaved.

Each run starts a fresh Python in a pseudo-terminal of 80x24 and waits for the words that the first
screen shows: with few cases those of its list, with many those of its line of keys, for keys work
while the list is reckoned. Linux only: it needs a pty. Numbers of cases may be given as arguments.
"""

from __future__ import annotations

import os
import platform
import pty
import re
import select
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
from results import keep
from worklist import grown

ROOT = Path(__file__).resolve().parents[1]
RUNS, SIZES = 7, (40, 10_000, 100_000)
FEW = 400
"""Up to so many cases the list stands in the first picture."""
BARE = """
from textual.app import App
from textual.widgets import DataTable, Footer, Header
class Bare(App):
    BINDINGS = [("f1", "quit", "Leave")]
    def compose(self):
        yield Header()
        yield DataTable()
        yield Footer()
    def on_mount(self):
        self.query_one(DataTable).add_columns("READY")
Bare().run()
"""


class Seen(NamedTuple):
    """One start: seconds until the words are seen, and the MB that the process holds then."""

    seconds: float
    megabytes: float


def started(command: list[str], words: bytes, env: dict[str, str]) -> Seen:
    """Start a command on a terminal of its own and wait for the words on it."""
    ours, theirs = pty.openpty()
    begin = time.perf_counter()
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=env, close_fds=True
    ) as process:
        os.close(theirs)
        seen = b""
        while words not in seen:
            ready, _, _ = select.select([ours], [], [], 60)
            if not ready:
                raise SystemExit(f"no first screen within 60 s: {seen[-300:]!r}")
            seen += os.read(ours, 65536)
        took = time.perf_counter() - begin
        status = Path(f"/proc/{process.pid}/status").read_text("utf-8")
        held = re.search(r"VmRSS:\s+(\d+) kB", status)
        process.kill()
    os.close(ours)
    return Seen(took, int(held[1]) / 1024 if held else 0.0)


def measured(size: int, folder: Path, env: dict[str, str]) -> list[str]:
    """A line of the table for a desk of so many cases."""
    desk = grown(folder, size)
    program = [sys.executable, "-m", "branchdesk", "--data", str(desk), "--as", "s01"]
    words = b"as of" if size <= FEW else b"F10"
    bare, own = [], []
    for run in range(RUNS + 1):
        one = started([sys.executable, "-c", BARE], b"READY", env)
        other = started(program, words, env)
        # The first pair warms the disk and the .pyc files, and folds what plain TinyDB wrote.
        if run:
            bare.append(one)
            own.append(other)
    low, high = (statistics.median(s.seconds for s in many) for many in (bare, own))
    less, more = (statistics.median(s.megabytes for s in many) for many in (bare, own))
    file = (desk / "cases.json").stat().st_size / 1e6
    shutil.rmtree(desk)
    return [f"{size:,}", f"{low:.2f}", f"{high:.2f}", f"{high / low:.2f} x", f"{less:.0f}",
            f"{more:.0f}", f"{file:.0f}"]  # fmt: skip


def main() -> None:
    """Measure, print, keep."""
    day = "2026-11-22"
    os.environ["BRANCHDESK_TODAY"] = day
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "TERM": "xterm-256color",
           "COLUMNS": "80", "LINES": "24", "BRANCHDESK_LANG": "en",
           "PYTHONDONTWRITEBYTECODE": ""}  # fmt: skip
    sizes = [int(word) for word in sys.argv[1:]] or list(SIZES)
    head = ["cases", "bare app, s", "branchdesk, s", "ratio", "bare, MB", "branchdesk, MB",
            "cases.json, MB"]  # fmt: skip
    rows = [head, ["---"] * len(head)]
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            rows.append(measured(size, Path(folder), env))
            print(f"{size:,} cases done", file=sys.stderr)
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    print(table)
    if tuple(sizes) in (SIZES, SIZES[:2]):
        told = (
            f"Written by `benchmarks/start.py` on {platform.system()}, Python "
            f"{platform.python_version()}, {os.cpu_count()} processors: medians of {RUNS} pairs. "
            "The bare app is Header, Footer and DataTable. Memory is what stands when the first "
            "screen is seen; the list of many cases is reckoned after that, while keys work."
        )
        keep("Start beside a bare Textual app", f"{told}\n\n{table}")


if __name__ == "__main__":
    main()
