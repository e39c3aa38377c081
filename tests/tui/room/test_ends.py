"""The screens' ends from outside: what is half typed is kept, terminal and desk are free again."""

from __future__ import annotations

import json
import os
import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from branchdesk.actions import opening
from tests.desks import DeskAt, a_desk

if sys.platform == "win32":
    pytest.skip("Windows has neither terminals nor signals of this kind", allow_module_level=True)

from tests.proof import full
from tests.tui.room.terminal import Terminal

NAME = "欧阳娜娜"


@pytest.fixture
def desk(tmp_path: Path) -> DeskAt:
    """A desk with staff."""
    return a_desk(tmp_path, staff=True)


@pytest.fixture
def terminal(desk: DeskAt) -> Iterator[Terminal]:
    """The program with a half-typed enquiry."""
    window = Terminal(desk.path)
    try:
        window.until("F10")
        window.type(b"\x05")
        window.until("客户名称")
        window.type(NAME)
        window.until(NAME[-1])
        yield window
    finally:
        window.end()


def kept(desk: DeskAt) -> str:
    """The one answer in the author's draft."""
    draft = json.loads((desk.path / "drafts" / "li-enquiry.json").read_text())
    return "".join(map(str, draft.values()))


def free(desk: DeskAt) -> bool:
    """True where another window may write."""
    with opening.open_to_write(desk.path, "li") as opened:
        return opened.writable


def test_suspended_resumed_strange_bytes_and_the_end_by_a_signal(
    desk: DeskAt, terminal: Terminal
) -> None:
    """Ctrl+C ends nothing; a GBK byte is a �; SIGTERM keeps the draft and restores the line."""
    os.kill(terminal.child.pid, signal.SIGTSTP)
    _, status = os.waitpid(terminal.child.pid, os.WUNTRACED)
    assert (os.WIFSTOPPED(status), kept(desk)) == (True, NAME)
    assert terminal.as_before()
    drawn = len(terminal.drawn)
    os.kill(terminal.child.pid, signal.SIGCONT)
    terminal.until("F10", drawn)
    terminal.type("中文".encode("gbk"))
    drawn = terminal.until("�", drawn)
    terminal.type(b"\x03")
    terminal.until("Ctrl+Q", drawn)
    terminal.child.send_signal(signal.SIGTERM)
    assert terminal.ended() == 128 + signal.SIGTERM
    assert terminal.as_before()
    assert terminal.drawn.rindex(b"\x1b[?1049l") > terminal.drawn.rindex(b"\x1b[?1049h")
    assert (kept(desk).startswith(NAME), free(desk)) == (True, True)
    assert b"Traceback" not in terminal.drawn
    # With the Kitty protocol five characters committed at once would arrive as garbage.
    assert re.search(rb"\x1b\[>\d+u", terminal.drawn) is None


@pytest.mark.parametrize("way", full(["window", "SIGHUP", "SIGINT", "SIGTERM"], ["window"]))
def test_a_closed_window_keeps_the_draft_and_frees_the_desk(
    desk: DeskAt, terminal: Terminal, way: str
) -> None:
    """The program does not live on without a terminal."""
    if way == "window":
        terminal.close()
    else:
        terminal.child.send_signal(getattr(signal, way))
    assert terminal.child.wait(60) in (129, 130, 143)
    assert (kept(desk), free(desk)) == (NAME, True)
