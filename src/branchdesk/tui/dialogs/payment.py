"""A payment: while it is typed, what it would settle and what would be left to pay."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from branchdesk.actions.payment.add import Tried, try_payment
from branchdesk.model.form import Form
from branchdesk.tui.dialogs.form import FormDialog
from branchdesk.tui.panes.money import parts_line
from branchdesk.tui.plain import plain
from branchdesk.tui.widgets.form import FormView
from branchdesk.tui.widgets.prose import Prose


class PaymentDialog(FormDialog):
    """Returns the payment as recorded, or None."""

    def __init__(self, form: Form, number: str, work: Callable[[dict[str, Any]], Any]) -> None:
        """Take the form and the case."""
        super().__init__("dialog.payment", form, work, number=number)
        self._number = number

    def compose(self) -> ComposeResult:
        """Title, fields, what it would settle, the explaining line."""
        with Vertical(classes="dialog"):
            yield Prose(classes="title", id="title")
            yield FormView(self._form, self.house.today)
            yield Prose(id="preview")
            yield Prose(classes="foot", id="foot")

    def tell(self) -> None:
        """The words in the reader's language."""
        super().tell()
        self._preview()

    @on(FormView.Changed)
    def _preview(self) -> None:
        tried = try_payment(self.desk, self._number, self.query_one(FormView).values(), True)
        text = (
            plain(self.words("payment.ask"), "dim")
            if isinstance(tried, list)
            else self._would(tried)
        )
        self.query_one("#preview", Prose).told(text)

    def _would(self, tried: Tried) -> Text:
        words, seen = self.words, tried.receipt
        basis = words("payment.by-us")
        if seen.basis is not None:
            basis = words("payment.by-core", as_of=seen.basis)
        would = words(
            "payment.would", amount=tried.payment.amount, on=tried.payment.on, basis=basis
        )
        text = plain(f"{would}\n", "bold")
        text.append_text(plain(f"  {parts_line(seen.parts, words)}\n"))
        after = words("payment.after", before=tried.before, after=tried.after)
        text.append_text(plain(f"  {after}\n"))
        for finding in seen.findings:
            text.append_text(plain(f"? {words.finding(finding)}\n", "yellow"))
        return text
