"""Start to first usable screen and memory: the desk beside a bare Textual app, interleaved.

Each run starts a fresh Python in a pseudo-terminal of 80x24. A screen is usable when its line of
keys stands: from then on keys work; how long its list takes behind it, and the memory when it
stands, are printed beside. Cases are lean ones of about 3 KB; one row has cases
with the whole histories of the demonstration. Where ``posting`` is installed it is started
too. Linux only: it needs a pty. Numbers of cases may be given as arguments.
"""

from __future__ import annotations

import fcntl
import os
import platform
import pty
import re
import select
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
from results import keep
from worklist import grown

ROOT = Path(__file__).resolve().parents[1]
RUNS, SIZES = 15, (40, 10_000, -10_000, 100_000)
"""A size below nothing: so many cases with their whole histories."""
FEW = 400
"""Up to so many cases they are the demonstration's own."""
KEYS, SOON = b"F10", 0.5
PATIENCE = 600
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


class Terminal:
    """A command on a terminal of its own."""

    def __init__(self, command: list[str], env: dict[str, str]) -> None:
        """Start it."""
        self._ours, theirs = pty.openpty()
        size = struct.pack("HHHH", 24, 80, 0, 0)
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, size)
        self.begin = time.perf_counter()
        self.process = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, env=env, close_fds=True
        )
        os.close(theirs)
        self.seen = b""

    def read(self, wait: float) -> bytes:
        """What it writes within so many seconds, perhaps nothing."""
        ready, _, _ = select.select([self._ours], [], [], wait)
        come = os.read(self._ours, 65536) if ready else b""
        self.seen += come
        return come

    def until(self, words: bytes) -> Seen:
        """Wait for words."""
        while words not in self.seen:
            if not self.read(60):
                raise SystemExit(f"no first screen within 60 s: {self.seen[-300:]!r}")
        return self.now()

    def quiet(self) -> Seen:
        """Wait until nothing is written any more: the list stands."""
        last = self.now()
        while time.perf_counter() - self.begin < PATIENCE:
            if self.read(SOON):
                last = self.now()
            elif not self._works():
                break
        return Seen(last.seconds, self.now().megabytes)

    def _works(self) -> bool:
        """True while it takes time of the processor."""
        before = self._ticks()
        time.sleep(SOON)
        return self._ticks() - before > 2

    def _ticks(self) -> int:
        stat = Path(f"/proc/{self.process.pid}/stat").read_text("utf-8").rsplit(")", 1)[1].split()
        return int(stat[11]) + int(stat[12])

    def now(self) -> Seen:
        """How long it has run, and what it holds."""
        took = time.perf_counter() - self.begin
        status = Path(f"/proc/{self.process.pid}/status").read_text("utf-8")
        held = re.search(r"VmRSS:\s+(\d+) kB", status)
        return Seen(took, int(held[1]) / 1024 if held else 0.0)

    def end(self) -> None:
        """Take it away."""
        self.process.kill()
        self.process.wait()
        os.close(self._ours)


def started(command: list[str], words: bytes, env: dict[str, str]) -> Seen:
    """Start a command on a terminal of its own and wait for the words on it."""
    terminal = Terminal(command, env)
    seen = terminal.until(words)
    terminal.end()
    return seen


def measured(size: int, folder: Path, env: dict[str, str]) -> list[str]:
    """A line of the table for a desk of so many cases."""
    desk = grown(folder, abs(size), whole=size < 0 or size <= FEW)
    program = [sys.executable, "-m", "branchdesk", "--data", str(desk), "--as", "s01"]
    bare, own = [], []
    for run in range(RUNS + 1):
        one = started([sys.executable, "-c", BARE], b"READY", env)
        other = started(program, KEYS, env)
        # The first pair warms the disk and the .pyc files, and folds what plain TinyDB wrote.
        if run:
            bare.append(one)
            own.append(other)
    terminal = Terminal(program, env)
    terminal.until(KEYS)
    whole = terminal.quiet()
    terminal.end()
    low, high = (statistics.median(s.seconds for s in many) for many in (bare, own))
    # Machines run quicker and slower by turns: what is compared stood next to each other.
    ratio = statistics.median(b.seconds / a.seconds for a, b in zip(bare, own, strict=True))
    less, more = (statistics.median(s.megabytes for s in many) for many in (bare, own))
    file = (desk / "cases.json").stat().st_size / 1e6
    shutil.rmtree(desk)
    cells = [f"{abs(size):,}", f"{file:.0f}", f"{low:.2f}", f"{high:.2f}", f"{ratio:.2f} x"]
    return [*cells, *(f"{n:.0f}" for n in (less, more)), f"{whole.seconds:.1f}",
            f"{whole.megabytes:.0f}"]  # fmt: skip


def neighbour(env: dict[str, str]) -> str:
    """How long ``posting`` takes where it is installed, as a sentence; else empty."""
    found = shutil.which("posting")
    if found is None:
        return ""
    with tempfile.TemporaryDirectory() as folder:
        command = [found, "--collection", folder]
        try:
            seen = [started(command, b"Send", env) for _ in range(RUNS + 1)][1:]
        except OSError:
            return "posting is installed here and does not start."
    seconds = statistics.median(one.seconds for one in seen)
    megabytes = statistics.median(one.megabytes for one in seen)
    return (
        f"posting, with an empty collection, in the same run: {seconds:.2f} s, {megabytes:.0f} MB."
    )


def main() -> None:
    """Measure, print, keep."""
    day = "2026-11-22"
    os.environ["BRANCHDESK_TODAY"] = day
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "TERM": "xterm-256color",
           "COLUMNS": "80", "LINES": "24", "BRANCHDESK_LANG": "en",
           "PYTHONDONTWRITEBYTECODE": ""}  # fmt: skip
    sizes = [int(word) for word in sys.argv[1:]] or list(SIZES)
    head = ["cases", "cases.json, MB", "bare app, s", "branchdesk, s", "ratio", "bare, MB",
            "branchdesk, MB", "its list, s", "with its list, MB"]  # fmt: skip
    rows = [head, ["---"] * len(head)]
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            rows.append(measured(size, Path(folder), env))
            print(f"{abs(size):,} cases done", file=sys.stderr)
    beside = neighbour(env)
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    print(table, beside, sep="\n\n")
    if tuple(sizes) == SIZES:
        told = (
            f"Written by `benchmarks/start.py` on {platform.system()}, Python "
            f"{platform.python_version()}, {os.cpu_count()} processors: medians of {RUNS} pairs, "
            "the ratio that of each pair. "
            "The bare app is Header, Footer and DataTable, with nothing in it. The first screen is "
            "usable when its line of keys stands; its list is reckoned behind it, piece by piece, "
            "while keys work. Cases have about 3 KB, in the second row of 10,000 whole histories "
            "of 8 KB. "
        )
        keep("Start beside a bare Textual app", f"{told}{beside}\n\n{table}")


if __name__ == "__main__":
    main()
