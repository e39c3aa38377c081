"""Nobody at the screens is sent to a command line."""

from __future__ import annotations

import re
import tomllib

from tests.house.test_manual import commands, whole_tree
from tests.house.tree import ROOT

NOT_ON_SCREENS = {
    "cli": "what the command line alone says",
    "demo": "the demonstration is made by a command",
    "way": "the ways themselves, by command and by the menu",
    "pin": "names both ways; the screens sign in by their own dialog",
    "bundle.note-handover": "printed for who compares a bundle elsewhere",
    "desk.none": "the screens set a desk up instead",
    "desk.who": "the screens ask who it is",
    "does.find": "English words that look like a command",
    "letter.to-nobody": "the screens name no addressee where there is none",
    "letter.which-guarantor": "the screens ask by a list",
    "purge.usage": "the screens list the cases first",
    "received.no-proves": "a field that the form requires",
    "received.no-title": "a field that the form requires",
    "reminder.only-reminders": "the screens write that file from its own list",
}
"""Sentences, or all of a file, that may name a command, and why."""


def spoken_of(words: list[str]) -> re.Pattern[str]:
    """A command of two words, the program with any command, or an option."""
    two = "|".join(re.escape(w) for w in words if " " in w)
    return re.compile(rf"(?<![A-Za-z])({two})(?![a-z_-])|branchdesk [a-z]|(?<![\w-])--[a-z]")


def test_no_sentence_told_on_screens_names_a_command() -> None:
    """It names {way_…} instead: the menu's entry there, the command at the command line."""
    command = spoken_of(list(commands(whole_tree())))
    found = set()
    for path in (ROOT / "wording").glob("*.toml"):
        for short, both in tomllib.loads(path.read_text("utf-8")).items():
            code = f"{path.stem}.{short}"
            if any(command.search(sentence) for sentence in both.values()):
                found.add(path.stem if path.stem in NOT_ON_SCREENS else code)

    assert found == set(NOT_ON_SCREENS)
