"""An account of the register: everything the list says of it; a case is opened from here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.text import Text
from textual.containers import VerticalScroll

from branchdesk.actions.account import account, reveal_account
from branchdesk.actions.enquiry import open_case_of, open_from_register
from branchdesk.actions.tables.register import account_lines
from branchdesk.basics.wording import Words
from branchdesk.tui.dialogs.form import FormDialog
from branchdesk.tui.dialogs.text import TextDialog
from branchdesk.tui.plain import cell, plain
from branchdesk.tui.screen import DeskScreen
from branchdesk.tui.widgets.prose import Prose

LABEL = 16


class AccountScreen(DeskScreen):
    """One text, numbers masked."""

    place = "account"

    def __init__(self, contract: str) -> None:
        """Name the contract."""
        super().__init__()
        self._contract = contract

    def compose_work(self) -> Iterable[VerticalScroll]:
        """One text."""
        yield VerticalScroll(Prose(id="text"), classes="pane", id="scroll")

    def tell(self) -> None:
        """A line each, and the case that works it."""
        self._case = open_case_of(self.desk, self._contract)
        text = self._text(self.words, full=False)
        number = self._case.number if self._case else self.words("change.no-case")
        text.append_text(plain(f"\n{number}\n", "bold"))
        self.query_one("#text", Prose).told(text)
        self.query_one("#scroll", VerticalScroll).focus()

    def _text(self, words: Words, full: bool) -> Text:
        text = Text()
        for label, value in account_lines(self.desk, self._contract, words, full):
            text.append_text(plain(f"{cell(label, LABEL)} ", "dim"))
            text.append_text(plain(f"{value}\n"))
        return text

    def allows(self, code: str) -> bool:
        """A case is opened where there is none yet and the list still has the account."""
        if code != "account_open":
            return True
        listed = account(self.desk, self._contract).change != "gone"
        return listed and open_case_of(self.desk, self._contract) is None

    def do_account_open(self) -> None:
        """Open a case for it as the bank's list has it; nobody called."""
        added = self.house.attempt(lambda: open_from_register(self.desk, self._contract))
        if added is not None:
            self.house.saved("cli.case-added", number=added.number)
            self.house.go("case", added.number)

    def do_enquiry(self) -> None:
        """Somebody called about it: the enquiry, with its contract filled in."""
        self.house.go("enquiry", {"contract_no": self._contract})

    def do_reveal(self) -> None:
        """Full numbers, once the reason is recorded (R181)."""

        def work(values: dict[str, Any]) -> bool:
            reveal_account(self.desk, self._contract, str(values.get("ground", "")))
            return True

        def done(allowed: bool | None) -> None:
            if allowed:
                self.app.push_screen(TextDialog(lambda words: self._text(words, full=True)))

        self.app.push_screen(
            FormDialog("dialog.reveal", self.desk.form("ground"), work, draft=False), done
        )


SCREEN = AccountScreen
