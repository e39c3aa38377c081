"""One field of a form: label, answer, the understood value beside it, the fault below it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.message import Message
from textual.widgets import Input, Static

from branchdesk.basics.finding import Finding
from branchdesk.basics.wording import Words
from branchdesk.model.form import Field
from branchdesk.tui.plain import cell, plain
from branchdesk.tui.widgets.answered import (
    as_typed,
    fault_line,
    hint,
    last_key,
    meant,
    understood,
    unread,
)
from branchdesk.tui.widgets.entry import OneLine, Paragraph
from branchdesk.tui.widgets.prose import Prose

NARROW, WIDE = 10, 20
"""Cells for the labels of a form: this many where they are short, never more than that."""


class Lines(Paragraph):
    """Several lines of text; Enter goes on to the next field, pasted line breaks are kept."""

    class Submitted(Message):
        """Enter was pressed."""

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.Submitted())
            return
        await super()._on_key(event)


class FieldRow(Container):
    """A field on the screen; its value is what the form's reader understands."""

    def __init__(self, field: Field, today: date, masked: bool = False) -> None:
        """Take the field and the business date (dates may be short: 1125, +3, 周五)."""
        super().__init__()
        self.field = field
        self._today, self._masked = today, masked
        self._words = Words("zh")
        self._fault: Finding | None = None

    def compose(self) -> ComposeResult:
        """Label, answer, echo, fault."""
        yield Static(classes="label", markup=False)
        if self.field.kind == "text":
            yield Lines(compact=True, show_line_numbers=False, tab_behavior="focus")
        else:
            # A choice is typed anew; an amount or a name is mended where the cursor is put.
            anew = self._masked or bool(self.field.choices)
            yield OneLine(compact=True, select_on_focus=anew, password=self._masked)
        yield Static(classes="echo", markup=False)
        yield Prose(classes="error")

    @property
    def answer(self) -> Input | Lines:
        """The widget that takes the answer."""
        lines = self.query(Lines)
        return lines.first() if lines else self.query_one(Input)

    @property
    def typed(self) -> str:
        """What was typed."""
        answer = self.answer
        return answer.text if isinstance(answer, Lines) else answer.value

    @typed.setter
    def typed(self, text: str) -> None:
        answer = self.answer
        if isinstance(answer, Lines):
            answer.text = text
        else:
            answer.value = text

    def value(self) -> Any:
        """What to hand in: codes for choices, else the text as typed."""
        return meant(self.field, self.typed)

    def fill(self, value: Any) -> None:
        """Put a stored value in, as a person would type it."""
        self.typed = as_typed(self.field, value)

    def label(self, words: Words) -> str:
        """The field's name, with a star where it must be filled."""
        return self.field.label.of(words.lang) + ("*" if self.field.required else "")

    def tell(self, words: Words, room: int = NARROW) -> None:
        """Label, as wide as ``room`` cells, and echo in the reader's language."""
        self._words = words
        label = self.query_one(".label", Static)
        label.update(plain(cell(self.label(words), room)))
        label.styles.width = room + 1
        self.styles.grid_columns = f"{room + 1} 1fr auto"
        self.query_one(".error").styles.padding = (0, 0, 0, room + 1)
        self.echo()
        if self._fault is not None:
            self.fault(self._fault)

    def echo(self) -> None:
        """Show at once how the answer is understood."""
        told = understood(self.field, self.typed, self._words, self._today)
        self.query_one(".echo", Static).update(plain(told))

    def fault(self, finding: Finding | None) -> None:
        """Show what is wrong below the field, or that nothing is."""
        self._fault = finding
        self.set_class(finding is not None, "wrong")
        told = fault_line(self.field, self.typed, finding, self._words) if finding else ""
        text = f"! {told}" if told else ""
        self.query_one(".error", Prose).told(plain(text))

    def fault_if_unread(self) -> None:
        """Say why the answer cannot be read, where it cannot and nothing is said yet."""
        if self._fault is None and not self._masked:
            self.fault(unread(self.field, self.typed, self._today))

    def type_anew(self) -> None:
        """What cannot be seen cannot be mended: the next key replaces it."""
        if self._masked and isinstance(self.answer, Input):
            self.answer.select_all()

    def take_last_key(self) -> None:
        """A digit typed over a chosen one replaces it: 1 and then 2 means 2."""
        if (last := last_key(self.field, self.typed)) is not None:
            self.typed = last

    def hint(self, without: Collection[str] = ()) -> str:
        """What may be typed here; some choices may be left unsaid."""
        return hint(self.field, self.typed, self._words, without)
