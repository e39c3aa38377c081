"""A way out is named as its reader goes it: by the menu at the screens, else by the command."""

from __future__ import annotations

import pytest

from branchdesk.basics.wording import LANGS, Lang, Words, book
from branchdesk.tui.commands import COMMANDS


@pytest.mark.parametrize("lang", LANGS)
def test_a_sentence_names_the_way_of_its_reader(lang: Lang) -> None:
    """Nobody at the screens is sent to a command line."""
    at_screen, by_command = Words(lang, screen=True), Words(lang)
    assert "F10" in at_screen("plan.rate-unknown")
    assert "loan edit" not in at_screen("plan.rate-unknown")
    assert "loan edit" in by_command("plan.rate-unknown")


@pytest.mark.parametrize("lang", LANGS)
def test_a_way_by_the_menu_is_an_entry_of_the_menu(lang: Lang) -> None:
    """The entry bears the very name that the sentence says."""
    names = {Words(lang)(f"command.{command.code}") for command in COMMANDS}
    ways = [text[lang] for code, text in book("way").items() if "F10" in text[lang]]
    assert ways
    assert all(any(way.strip("“”").endswith(name) for name in names) for way in ways)
