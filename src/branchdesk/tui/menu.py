"""Opens the menu of a screen: what can be done here, everywhere, and what cannot be done now."""

from __future__ import annotations

from typing import Any

from branchdesk.basics.wording import named, sentences
from branchdesk.reports.menu import Entry
from branchdesk.tui.commands import COMMANDS, Command
from branchdesk.tui.commands.spelled import spelled
from branchdesk.tui.dialogs.menu import MenuDialog


def open_menu(app: Any) -> None:
    """Show the menu of the screen on top and carry out what is chosen."""

    def run(code: str | None) -> None:
        if code:
            app.call_later(app.action_command, code)

    app.push_screen(MenuDialog(entries(app.screen)), run)


def entries(screen: Any) -> list[Entry]:
    """What the screen itself offers, what is offered everywhere, what it offers at other times."""
    offered = [c for c in screen.offered() if c.code != "menu"]
    own = [c for c in COMMANDS if c.code != "menu" and hasattr(screen, f"do_{c.code}")]
    here = [c for c in own if c in offered]
    everywhere = [c for c in offered if c not in here]
    return [
        *(_entry(c) for c in (*here, *everywhere)),
        *(_entry(c, withheld=True) for c in own if c not in offered),
    ]


def _entry(command: type[Command], withheld: bool = False) -> Entry:
    return Entry(
        code=command.code,
        name=named(f"command.{command.code}"),
        does=named(f"does.{command.code}"),
        key=spelled(command.keys[0]) if command.keys else "",
        needs=named(_needs(command.code)) if withheld else None,
    )


def _needs(code: str) -> str:
    try:
        sentences(f"needs.{code}")
    except KeyError:
        return "needs.other"
    return f"needs.{code}"
