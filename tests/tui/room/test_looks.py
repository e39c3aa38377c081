"""The looks: chosen in the menu, kept for the terminal, plain where a console needs it."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.color import Color
from textual.theme import Theme

from branchdesk.basics.text import safe_text
from branchdesk.store.looks import MOST, Looks
from branchdesk.tui.glyphs import TWINS, plain_glyph
from branchdesk.tui.themes import NAMED, THEMES
from tests.desks import a_desk, an_enquiry
from tests.tui.driver import Hands, desk_open


def colours(hands: Hands) -> set[str]:
    """The colours that reach the terminal."""
    strips = hands.app.screen._compositor.render_strips()
    styles = [s.style for s in chain.from_iterable(strips) if s.style is not None]
    found = {c for s in styles for c in (s.color, s.bgcolor) if c is not None}
    return {c.name for c in found if not c.is_default}


def reversed_words(hands: Hands) -> str:
    """What is shown reversed below the head: all that marks a row where there are no colours."""
    strips = list(hands.app.screen._compositor.render_strips())
    found = [s.text for s in chain.from_iterable(strips[1:]) if s.style and s.style.reverse]
    return "".join(found)


async def test_a_look_is_chosen_in_the_menu_and_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Switched at once, kept for this terminal, and told apart without any colour."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    desk = a_desk(tmp_path, staff=True)
    desk.by("li").add(an_enquiry(customer_name="艾力·买买提"))
    async with desk_open(desk.path, staff="li") as hands:
        assert hands.app.looks.now.code == "calm"
        await hands.menu("外观：颜色和字形")
        assert hands.sees("高对比", "不用颜色", "改用普通字形"), hands.screen
        await hands.press("5")
        assert hands.sees("外观：不用颜色。本终端以后都用它"), hands.screen
        assert (colours(hands), hands.sees("艾力·买买提")) == (set(), True)
        assert "艾力·买买提" in reversed_words(hands), "the row under the cursor"
        await hands.press("f10")
        assert "1  " in reversed_words(hands), "the entry under the cursor, the keyboard elsewhere"
        await hands.press("escape")
        await hands.menu("外观：颜色和字形")
        await hands.press("6")
        assert hands.sees("艾力.买买提"), hands.screen
        assert not [c for c in hands.screen if plain_glyph(c) != c]
    async with desk_open(desk.path, staff="li") as hands:
        assert (hands.app.looks.now.code, colours(hands)) == ("mono+plain", set())


async def test_the_bare_console_of_linux_is_offered_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its font has no Chinese; the question is put in letters that it has."""
    monkeypatch.setenv("TERM", "linux")
    async with desk_open(tmp_path / "none", lang=None) as hands:
        assert hands.sees("This console has no Chinese characters"), hands.screen
    desk = a_desk(tmp_path, staff=True)
    async with desk_open(desk.path, lang=None, staff="li") as hands:
        assert hands.sees("This console has no Chinese characters", "1  English"), hands.screen
        await hands.press("1")
        assert hands.sees("Today", "Cases"), hands.screen
        assert hands.app.looks.now.code == "sixteen+plain"


def test_plain_glyphs_take_one_cell_and_names_stay_readable() -> None:
    """Twins are ASCII, box lines and blocks too; letters of other alphabets keep their shape."""
    assert all(twin.isascii() and cell_len(twin) == 1 for twin in TWINS.values())
    assert [plain_glyph(c) for c in "┌█é①℃Жα中あ№"] == list("+#e1oЖα中あN")
    assert safe_text("张三") == "".join(map(plain_glyph, "张三"))


def test_a_file_of_looks_that_cannot_be_read_counts_as_none(tmp_path: Path) -> None:
    """A look is a convenience: nothing in its file may stop the screens."""
    path = tmp_path / "looks.json"
    for content in (b"\xff", b"[1]", b'{"a": 3}', b"{"):
        path.write_bytes(content)
        assert Looks(path).find("a") == ""
    for number in range(MOST + 5):
        Looks(path).keep(f"t{number}", "calm")
    assert (Looks(path).find("t0"), Looks(path).find(f"t{MOST + 4}")) == ("", "calm")


@pytest.mark.parametrize("theme", [t for t in THEMES if not t.ansi], ids=lambda t: t.name)
def test_words_stand_out_from_their_ground(theme: Theme) -> None:
    """Four and a half to one, seven in high contrast; severity's colours as well."""
    least = 7.0 if theme.name == "contrast" else 4.5
    named = NAMED[theme.name].ansi_colors
    words = [theme.foreground, theme.error, theme.warning, theme.success, theme.accent]
    grounds = [Color.parse(g or "") for g in (theme.background, theme.surface)]
    shown = [Color.parse(w or "") for w in words] + [Color(*named[n]) for n in (1, 2, 3)]
    poor = [(w.hex, g.hex) for w in shown for g in grounds if contrast(w, g) < least]
    assert poor == []


def contrast(one: Color, other: Color) -> float:
    """The ratio of their lightness, from 1 to 21 (WCAG)."""
    dark, light = sorted((_lightness(one), _lightness(other)))
    return (light + 0.05) / (dark + 0.05)


def _lightness(colour: Color) -> float:
    parts = [
        (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4) for c in colour.normalized
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
