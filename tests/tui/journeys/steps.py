"""Steps that the journeys share: who sits, what is verified, what a second person grants."""

from __future__ import annotations

import re

from textual.widgets import OptionList

from tests.tui.driver import Hands


async def sit(hands: Hands, name: str) -> None:
    """Lock, and let another member take the seat."""
    await hands.press("ctrl+k")
    for line in hands.screen.splitlines():
        found = re.search(rf"([1-9])\s+.*{re.escape(name)}", line)
        if found:
            await hands.press(found[1])
            assert hands.sees(name, "今日") or hands.sees(name, "今天"), hands.screen
            return
    raise AssertionError(f"nobody is called {name}:\n{hands.screen}")


async def fill(hands: Hands, entry: str, **answers: str) -> None:
    """The form behind an entry of the menu, filled and saved."""
    await hands.menu(entry)
    await hands.answer(**answers)
    await hands.press("f2")
    assert not hands.app.screen.is_modal, hands.screen


async def verify(hands: Hands, principal: str, interest: str, penalty: str, **more: str) -> None:
    """Figures compared with the core system today."""
    day = hands.app.desk.today.isoformat()
    await fill(
        hands, "核实", figures_checked_on=day, principal=principal, interest=interest,
        penalty=penalty, **more,
    )  # fmt: skip


async def grant_first(hands: Hands, ground: str = "同意") -> None:
    """The first of what waits is granted."""
    await hands.press("f7", "enter")
    for line in hands.screen.splitlines():
        found = re.search(r"([1-9])\s+(批准|同意)", line)
        if found:
            await hands.press(found[1])
            await hands.answer(ground=ground)
            await hands.press("f2")
            return
    raise AssertionError(f"nothing to grant:\n{hands.screen}")


async def draft(hands: Hands, code: str) -> None:
    """From the case to its letters; the paper of this code is drafted in Chinese."""
    await hands.press("f6")
    options = hands.app.screen.query_one("#items", OptionList)
    start = options.highlighted
    assert start is not None
    await hands.press(*["down"] * (options.get_option_index(f"k-{code}") - start))
    await hands.press("enter", "1")
    assert hands.sees("草稿"), hands.screen


async def issue(hands: Hands) -> None:
    """On the letters screen the last paper is issued: its number is given."""
    await hands.press("end", "enter", "2")
    assert hands.sees("西银"), hands.screen
    await hands.press("escape")
