"""How keys are written, and the tables of commands that help and both manuals show."""

from __future__ import annotations

import re
from collections.abc import Iterator

from branchdesk.basics.wording import Words
from branchdesk.tui.commands import COMMANDS
from branchdesk.tui.commands.base import Command


def spelled(key: str) -> str:
    """A key as people write it: ``Ctrl+S``, ``F2``, ``Insert``."""
    if key.startswith("ctrl+"):
        return f"Ctrl+{key[-1].upper()}"
    return key.upper() if re.fullmatch("f[0-9]+", key) else key.capitalize()


def with_keys() -> list[type[Command]]:
    """The commands that have a key: function keys by their number, then the others by name."""
    return sorted((c for c in COMMANDS if c.keys), key=lambda c: _place(c.keys[0]))


def _place(key: str) -> tuple[int, int, str]:
    number = re.fullmatch("f([0-9]+)", key)
    if number:
        return 0, int(number[1]), key
    return 2 if key.startswith("ctrl+") else 1, 0, key


def key_table(words: Words) -> str:
    """The manual's two tables: the commands with a key, then those that only the menu has."""
    heads = [words(f"help.table-{head}") for head in ("key", "second", "command", "does")]
    lines = [*_table(heads, _keyed(words)), ""]
    lines += _table(heads[2:], ([*_said(c, words)] for c in COMMANDS if not c.keys))
    return "\n".join(lines) + "\n"


def _keyed(words: Words) -> Iterator[list[str]]:
    for command in with_keys():
        first, *more = [spelled(key) for key in command.keys]
        yield [first, *(more or [""]), *_said(command, words)]
    yield ["Esc", "", words("help.back"), words("help.back-does")]


def _said(command: type[Command], words: Words) -> tuple[str, str]:
    return words(f"command.{command.code}"), words(f"does.{command.code}")


def _table(heads: list[str], rows: Iterator[list[str]]) -> list[str]:
    lines = [heads, ["---"] * len(heads), *rows]
    return [f"| {' | '.join(cells)} |".replace("|  |", "| |") for cells in lines]
