"""Every command is in both manuals, by the words a person types."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import click
import pytest

from branchdesk.basics.text import cell_width
from branchdesk.basics.wording import LANGS, Lang, Words, book
from branchdesk.tui.commands import COMMANDS
from branchdesk.tui.commands.spelled import key_table, with_keys
from tests.house.tree import ROOT

MANUALS = [ROOT / "docs" / "manual.zh.md", ROOT / "docs" / "manual.en.md"]


def whole_tree() -> click.Group:
    """The group that ``branchdesk`` is: ``main`` of the package cli, or of its module main."""
    main = importlib.import_module("branchdesk.cli").__dict__.get("main")
    if main is None or isinstance(main, ModuleType):
        module = importlib.import_module("branchdesk.cli.main")
        groups = [v for v in vars(module).values() if isinstance(v, click.Group)]
        main = getattr(module, "main", None) or (groups[0] if len(groups) == 1 else None)
    assert isinstance(main, click.Group), "branchdesk.cli has no click group called main"
    return main


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[str]:
    """The words of every command that people see, such as ``case list``; lazy ones are loaded."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None, f"{' '.join((*path, name))} is listed and cannot be loaded"
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        elif not command.hidden:
            yield " ".join((*path, name))


def unnamed(manual: str, wanted: list[str]) -> list[str]:
    """The commands that a manual nowhere writes as code, such as `branchdesk case list`."""
    code = " \n ".join(re.findall(r"`+[^`]+`+|^ {4}.*$", manual, re.MULTILINE))
    return [words for words in wanted if not re.search(rf"(?<![\w-]){words}(?![\w-])", code)]


@pytest.mark.parametrize("manual", MANUALS, ids=lambda path: path.name)
def test_every_command_is_in_the_manual(manual: Path) -> None:
    """What is not written down is not found."""
    wanted = list(commands(whole_tree()))
    assert manual.exists(), f"docs/{manual.name} is missing"
    assert wanted, "the program has no command"
    assert unnamed(manual.read_text("utf-8"), wanted) == []


@pytest.mark.parametrize("manual", MANUALS, ids=lambda path: path.name)
def test_the_manual_s_tables_of_keys_are_the_commands(manual: Path) -> None:
    """Written by ``make keys``: footer, menu, help and manual say the same words."""
    lang: Lang = "zh" if ".zh." in manual.name else "en"
    assert f"\n{key_table(Words(lang))}\n" in manual.read_text("utf-8"), "run make keys"


def test_every_command_says_what_it_does_and_no_sentence_is_left_over() -> None:
    """A sentence without a command would be a promise that the program does not keep."""
    codes = {command.code for command in COMMANDS}
    assert set(book("does")) == codes
    assert set(book("needs")) <= codes | {"other"}


def test_help_has_one_line_for_each_command_with_a_key() -> None:
    """58 cells beside its keys on the smallest screen; a second line would stand below the keys."""
    for lang in LANGS:
        words = Words(lang)
        wide = [c.code for c in with_keys() if cell_width(words(f"does.{c.code}")) > 58]
        assert wide == []


def a_program() -> click.Group:
    """Two visible commands and a hidden one."""
    case = click.Group("case", commands=[click.Command("list"), click.Command("x", hidden=True)])
    return click.Group("main", commands=[case, click.Command("today")])


def test_the_gate_walks_into_groups_and_leaves_hidden_commands_out() -> None:
    """The words are those that a person types."""
    assert list(commands(a_program())) == ["case list", "today"]


def test_the_gate_sees_a_command_that_the_manual_forgot() -> None:
    """A word of the running text is no mention, nor is a longer word."""
    wanted = list(commands(a_program()))
    assert unnamed("`branchdesk case list` and `today --json`", wanted) == []
    assert unnamed("The case list of today: `case listing`", wanted) == ["case list", "today"]
