"""A form on the screen: one column of fields in the order of the conversation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from textual import events, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Input, TextArea

from branchdesk.basics.errors import BadInput, DeskError, Refused
from branchdesk.basics.finding import Finding
from branchdesk.basics.text import cell_width
from branchdesk.basics.wording import Words
from branchdesk.model.form import Form
from branchdesk.tui.widgets.field import NARROW, WIDE, FieldRow, Lines


class FormView(VerticalScroll, can_focus=False):
    """The fields of a form; Enter goes on, Shift+Tab goes back, the last Enter asks to save."""

    class Changed(Message):
        """An answer changed."""

    class Entered(Message):
        """Another field has the focus; ``row`` is it."""

        def __init__(self, row: FieldRow) -> None:
            """Name the field."""
            super().__init__()
            self.row = row

    class Finished(Message):
        """Enter was pressed in the last field."""

    def __init__(
        self,
        form: Form,
        today: date,
        keys: Sequence[str] | None = None,
        masked: Sequence[str] = (),
    ) -> None:
        """Take the form; ``keys`` keeps to some of its fields, ``masked`` are not shown."""
        super().__init__()
        self._fields = [f for f in form.fields if f.show and (keys is None or f.key in keys)]
        self._today, self._masked = today, masked
        self._thrown: dict[str, str] = {}
        self.passed: frozenset[str] = frozenset()
        """The fields that Enter passes over while they are empty; Tab and Shift+Tab stop there."""

    def compose(self) -> ComposeResult:
        """One row a field."""
        for field in self._fields:
            yield FieldRow(field, self._today, field.key in self._masked)

    @property
    def rows(self) -> list[FieldRow]:
        """The rows in their order."""
        return list(self.query(FieldRow))

    @property
    def shown(self) -> list[FieldRow]:
        """The rows that are in view."""
        return [row for row in self.rows if row.display]

    def show(self, keys: Sequence[str]) -> None:
        """Keep only these fields in view; the answers of the others stay."""
        for row in self.rows:
            row.display = row.field.key in keys

    def row(self, key: str) -> FieldRow | None:
        """The row of a key, or None where the form does not show it."""
        return next((r for r in self.rows if r.field.key == key), None)

    def values(self) -> dict[str, Any]:
        """The answers by key, those that were given."""
        return {r.field.key: r.value() for r in self.rows if r.typed.strip()}

    def fill(self, values: Mapping[str, Any]) -> None:
        """Put answers in."""
        for row in self.rows:
            if row.field.key in values:
                row.fill(values[row.field.key])

    def typed(self) -> dict[str, str]:
        """What stands in every field, as it was typed."""
        return {r.field.key: r.typed for r in self.rows}

    def retype(self, typed: Mapping[str, str]) -> None:
        """Put back what was typed."""
        for row in self.rows:
            if row.field.key in typed:
                row.typed = typed[row.field.key]

    def clear(self) -> None:
        """Empty every answer."""
        for row in self.rows:
            row.fill("")
            row.fault(None)

    def begin_anew(self, given: Mapping[str, str]) -> bool:
        """Keep only what was given; done twice, what was thrown away is back, and it is False."""
        now = self.typed()
        fresh = dict.fromkeys(now, "") | dict(given)
        thrown, self._thrown = self._thrown, {}
        if now == fresh and thrown:
            self.retype(thrown)
            return False
        if now != fresh and not self._masked:
            self._thrown = now
        self.clear()
        self.retype(given)
        return True

    def tell(self, words: Words) -> None:
        """Labels, in a column that fits the longest, and echoes in the reader's language."""
        widest = max((cell_width(row.label(words)) for row in self.shown), default=NARROW)
        for row in self.rows:
            row.tell(words, min(WIDE, max(NARROW, widest)))

    def focus_first(self) -> None:
        """The cursor into the first field in view."""
        for row in self.shown[:1]:
            row.answer.focus()

    def show_fault(self, fault: DeskError, say: Callable[[DeskError], None]) -> None:
        """The reasons beside their fields; what belongs to none is said by ``say``."""
        if not isinstance(fault, BadInput | Refused):
            say(fault)
            return
        left = self.show_faults(fault.findings)
        if left:
            say(type(fault)(left))

    def show_faults(self, findings: Sequence[Finding]) -> list[Finding]:
        """Each fault beside its field, the cursor into the first; gives back those without one."""
        left = list(findings)
        first = None
        for row in self.rows:
            mine = [f for f in findings if f.field.partition("[")[0] == row.field.key]
            row.fault(mine[0] if mine else None)
            left = [f for f in left if f not in mine]
            first = first or (row if mine else None)
        if first is not None:
            first.answer.focus()
            first.type_anew()
            # What is wrong stands below the answer: it has its line only after the next refresh.
            self.call_after_refresh(first.scroll_visible, animate=False)
        return left

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _changed(self, event: Input.Changed | TextArea.Changed) -> None:
        event.stop()
        row = self._row_of(event.control)
        if row is not None:
            row.fault(None)
            row.take_last_key()
            row.echo()
            self.post_message(self.Changed())
            if row.answer.has_focus:
                self.post_message(self.Entered(row))

    @on(Input.Submitted)
    @on(Lines.Submitted)
    def _submitted(self, event: Message) -> None:
        event.stop()
        rows = self.shown
        here = next((n for n, r in enumerate(rows) if r.answer.has_focus), None)
        if here is None:
            return
        later = [r for r in rows[here + 1 :] if r.typed.strip() or self._asks(r)]
        if later:
            later[0].answer.focus()
        else:
            self.post_message(self.Finished())

    def focus_open(self) -> None:
        """The cursor into the first field that still waits for its answer."""
        waiting = [r for r in self.rows if not r.typed.strip() and self._asks(r)]
        (waiting or self.rows)[0].answer.focus()

    def _asks(self, row: FieldRow) -> bool:
        return row.field.key not in self.passed

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Tell which field the cursor is in."""
        row = self._row_of(event.widget)
        if row is not None:
            row.scroll_visible(animate=False)
            self.post_message(self.Entered(row))

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Who leaves a field is told at once what in it cannot be read."""
        row = self._row_of(event.widget)
        if row is not None and row.is_mounted and self.is_attached:
            row.fault_if_unread()

    def _row_of(self, widget: Any) -> FieldRow | None:
        return next((r for r in self.rows if widget is r.answer), None)
