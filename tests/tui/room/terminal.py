"""A terminal of our own with the program in it: keys go in, what it draws comes out."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
OPEN = ("sh", "-c", 'exec "$@" <>"$TTY" >&0 2>&0', "sh")
"""The first terminal that the leader of a session opens becomes its own."""
PATIENCE = 20.0
"""Seconds until something that was waited for counts as missing."""


class Terminal:
    """One window of 80x24; closing it hangs up on the program."""

    def __init__(self, desk: Path) -> None:
        """Start the program on a desk."""
        self.window, inside = pty.openpty()
        fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.before = termios.tcgetattr(inside)
        env = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLORTERM")}
        env |= {"TERM": "xterm-256color", "LANG": "zh_CN.UTF-8", "PYTHONPATH": str(ROOT / "src")}
        self.child = subprocess.Popen(
            [*OPEN, sys.executable, "-m", "branchdesk", "--data", str(desk), "--as", "li"],
            env=env | {"TTY": os.ttyname(inside)}, start_new_session=True,
        )  # fmt: skip
        self._inside = inside
        self.drawn = b""

    def type(self, text: str | bytes) -> None:
        """Keys, as bytes of the terminal."""
        os.write(self.window, text if isinstance(text, bytes) else text.encode())

    def until(self, words: str, since: int = 0) -> int:
        """Read until the words were drawn; gives back how much was drawn by then."""
        while words.encode() not in self.drawn[since:]:
            assert self.read(), self.drawn[-3000:].decode(errors="replace")
        return len(self.drawn)

    def read(self) -> bool:
        """Take what was drawn; False at the end, or where nothing comes."""
        if not select.select([self.window], [], [], PATIENCE)[0]:
            return False
        try:
            more = os.read(self.window, 1 << 16)
        except OSError:
            return False
        self.drawn += more
        self._let_go()
        return bool(more)

    def ended(self) -> int:
        """The exit code, once the program has drawn its last."""
        while self.child.poll() is None and self.read():
            pass
        return self.child.wait(PATIENCE)

    def as_before(self) -> bool:
        """True where the line is as the shell left it: echo, signals, whole lines."""
        return termios.tcgetattr(self.window)[:4] == self.before[:4]

    def _let_go(self) -> None:
        # Only once the program has it: nobody else may hold the line, or its end goes unnoticed.
        if self._inside >= 0:
            os.close(self._inside)
            self._inside = -1

    def close(self) -> None:
        """The window is shut."""
        if self.window >= 0:
            os.close(self.window)
            self.window = -1

    def end(self) -> None:
        """Nothing of it is left."""
        self._let_go()
        self.close()
        if self.child.poll() is None:
            self.child.kill()
        self.child.wait(PATIENCE)
