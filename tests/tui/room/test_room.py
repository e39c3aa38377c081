"""Windows of every size: too small is said, nothing typed is lost."""

from __future__ import annotations

import random
from pathlib import Path

from branchdesk.tui.dialogs.form import FormDialog
from branchdesk.tui.widgets.form import FormView
from tests.desks import a_desk
from tests.proof import full
from tests.tui.driver import Hands, desk_open


async def resized(hands: Hands, width: int, height: int) -> None:
    """The window has another size."""
    await hands._pilot.resize_terminal(width, height)
    await hands.settle()


async def asked(hands: Hands) -> FormView:
    """A form over Today, the cursor in its first field."""
    form = hands.app.desk.form("ground")
    hands.app.push_screen(FormDialog("dialog.hold", form, lambda values: None, number="XA-1"))
    await hands.settle()
    return hands.app.screen.query_one(FormView)


async def test_a_window_too_small_says_so_in_both_languages_and_keeps_what_is_typed(
    tmp_path: Path,
) -> None:
    """Typing goes on under the cover; what cannot be seen is not done."""
    desk = a_desk(tmp_path, staff=True)
    async with desk_open(desk.path, staff="li", size=(70, 20)) as hands:
        view = await asked(hands)
        await hands.type("欧阳")
        await resized(hands, 40, 10)
        assert hands.sees("窗口太小（40×10）", "too small (40x10)", "60x16"), hands.screen
        assert not hands.sees("欧阳")
        await hands.type("娜娜")
        await hands.press("f2", "enter", "f10", "escape")
        await resized(hands, 60, 16)
        assert hands.sees("欧阳娜娜", "F2 保存"), hands.screen
        assert list(view.values().values()) == ["欧阳娜娜"]


async def test_many_sizes_while_chinese_is_typed_lose_nothing(tmp_path: Path) -> None:
    """From 20x5 to 200x60, two hundred of them in the full proof."""
    desk, dice, typed = a_desk(tmp_path, staff=True), random.Random(7), ""
    async with desk_open(desk.path, staff="li", size=(70, 20)) as hands:
        view = await asked(hands)
        for _ in range(full(200, 6)):
            await hands._pilot.resize_terminal(dice.randint(20, 200), dice.randint(5, 60))
            character = chr(dice.randint(0x4E00, 0x9FA5))
            typed += character
            await hands.type(character)
        await resized(hands, 70, 20)
        assert list(view.values().values()) == [typed]
        assert hands.sees("F2 保存"), hands.screen
