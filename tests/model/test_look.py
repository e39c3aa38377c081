"""Which look fits a terminal, told from its environment."""

from __future__ import annotations

import pytest

from branchdesk.model.desk.look import (
    CODES,
    Look,
    fitting_look,
    has_no_chinese,
    read_look,
    terminal_of,
)


@pytest.mark.parametrize(
    ("env", "windows", "code"),
    [
        ({"TERM": "xterm-256color"}, False, "calm"),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, False, "calm"),
        ({"TERM": "xterm"}, False, "sixteen"),
        ({"TERM": "linux"}, False, "sixteen+plain"),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, False, "mono"),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, False, "calm"),
        ({"TERM": "linux", "NO_COLOR": "1"}, False, "mono+plain"),
        ({"WT_SESSION": "x"}, True, "calm"),
        ({}, True, "sixteen+plain"),
        ({}, False, "sixteen"),
    ],
)
def test_a_terminal_gets_the_look_that_it_can_show(
    env: dict[str, str], windows: bool, code: str
) -> None:
    """NO_COLOR takes the colours, the old console of Windows and Linux's own get plain glyphs."""
    assert fitting_look(env, windows).code == code


def test_every_code_is_a_look_and_nothing_else_is() -> None:
    """``plain`` alone goes with the terminal's own colours."""
    assert [read_look(code) is not None for code in CODES] == [True] * len(CODES)
    assert read_look("plain") == Look("sixteen", plain=True)
    assert [read_look(code) for code in ("", "dark", "calm+", "+plain", "PLAIN")] == [None] * 5


def test_another_terminal_of_the_same_machine_may_have_another_look() -> None:
    """What was chosen in a window must not follow to the bare console."""
    places = {terminal_of(env, "pc1") for env in ({"TERM": "xterm"}, {"TERM": "linux"}, {})}
    assert (len(places), has_no_chinese({"TERM": "linux"})) == (3, True)
