"""A list of cases, found while typing by name, initials, numbers or phone; marked for a bundle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from time import perf_counter
from typing import Any

from rich.text import Text
from textual import events, on
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widgets import Input, Static

from branchdesk.actions.caselist.glance import glance
from branchdesk.actions.caselist.letters import titles
from branchdesk.actions.caselist.lines import Lines
from branchdesk.actions.caselist.search import Search
from branchdesk.basics.text import cut
from branchdesk.basics.wording import Words
from branchdesk.reports.caselist import COLUMNS, FILTERS, RISING, asked
from branchdesk.tui.dialogs.bundle import bundle_dialog
from branchdesk.tui.dialogs.choose import ChooseDialog, Chosen
from branchdesk.tui.dialogs.letter_batch import batch_dialog
from branchdesk.tui.plain import SEVERITY, cell, plain
from branchdesk.tui.screen import BROAD, DeskScreen
from branchdesk.tui.widgets.entry import OneLine
from branchdesk.tui.widgets.prose import Prose
from branchdesk.tui.widgets.rowlist import RowList

WIDTHS = {
    "number": 14, "customer": 19, "severity": 5, "days": 5, "state": 9, "class": 11, "amount": 15,
}  # fmt: skip
"""Cells of each column, the blank behind it among them; wider lists give the rest to the name."""
RIGHT = ("days", "amount")
LEAST_NAME = 7
FIRST, SLICE, PAUSE = 0.04, 0.02, 0.001
"""Seconds that a search takes at once, at its beginning and later, and what it leaves to the keys
before it goes on: at ten thousand cases it is over in the first of them, and painted once."""
TALL = 32
"""Lines from which on what stands beside the list has blank lines in it."""
TELLS = 10
"""After how many of those it says how far it is."""


def widths(cells: int) -> dict[str, int]:
    """The columns of a list so many cells wide."""
    rest = cells + 1 - sum(WIDTHS.values())  # no blank behind the last
    return WIDTHS | {"customer": max(LEAST_NAME, WIDTHS["customer"] + rest)}


def _parts(told: Mapping[str, str], width: Mapping[str, int]) -> dict[str, str]:
    """What stands in each column, cut to it, with the blank behind it."""
    return {head: cell(said, width[head] - 1, head in RIGHT) + " " for head, said in told.items()}


def heads(words: Words, order: tuple[str, bool], width: Mapping[str, int]) -> dict[str, str]:
    """The headings; of the one that orders the list the word is cut and the mark never."""
    column, down = order
    names = {head: words(f"head.{head}") for head in width}
    if column in names:
        names[column] = cut(names[column], width[column] - 2) + ("-" if down else "+")
    return _parts(names, width)


class CaseList(DeskScreen):
    """The list with its search line; Enter opens the case."""

    place = "cases"
    which = "open"
    BINDINGS = [
        ("escape", "back", ""),
        ("down,pagedown", "into_list", ""),
        # An input method in full-width mode sends the wide blank.
        ("space,ideographic_space", "app.command('mark')", ""),
    ]

    def __init__(self) -> None:
        """Nothing is marked yet, and nothing left out."""
        super().__init__()
        self._marked: dict[str, None] = {}
        """Numbers in the order in which they were marked; a search keeps them."""
        self._wanted: dict[str, str] = {}
        self._order = ("number", True)
        self._timer: Timer | None = None
        self._done = self._entered = False

    def compose_work(self) -> Iterable[Any]:
        """Search line, what is left out and in which order, the list."""
        yield OneLine(id="search", classes="search", compact=True, select_on_focus=False)
        yield Static(id="holding", markup=False)
        with Horizontal(id="work"):
            yield RowList(self._head_line, self._line, id="rows", classes="list")
            yield Prose(id="preview", classes="side preview")

    @property
    def rows(self) -> RowList:
        """The list."""
        return self.query_one("#rows", RowList)

    def tell(self) -> None:
        """Heads and rows in the reader's language."""
        search = self.query_one("#search", Input)
        search.placeholder = self.words("screen.search")
        self._lines = Lines(self.desk, self.which)
        if self._marked:
            known = set(self._lines.numbers)
            self._marked = {number: None for number in self._marked if number in known}
        self._seek(self.rows.current)
        if self.focused is None:
            search.focus()

    def relay(self) -> None:
        """The line above the list, and beside it the case where there is room now."""
        self._hold()
        self._glance()

    def _glance(self) -> None:
        """The case under the cursor beside a broad list."""
        number = self.rows.current
        if self.size.width < BROAD:
            return
        text = Text()
        found = glance(self.desk, self._lines, number, self.words) if number else ()
        gap = "\n\n" if self.size.height >= TALL else "\n"
        for at, parts in enumerate(found):
            text.append_text(plain("\n".join(parts) + gap, "" if at else "bold"))
        self.query_one("#preview", Prose).told(text)

    # ------------------------------------------------------------ looking through the lines

    def _seek(self, at: str = "") -> None:
        """Look for what is asked now; the search before this one is let go."""
        if self._timer is not None:
            self._timer.stop()
        what = asked(self.query_one("#search", Input).value, self._wanted)
        self._search = Search(self._lines, what, *self._order)
        self._shown, self._entered, self._slices = False, False, 0
        self._hold()
        self._go_on(at)

    def _go_on(self, at: str = "") -> None:
        """Search for a moment, show what was found, and go on once the keys had their turn."""
        if not self.is_current:
            return  # it begins anew when the dialog above is gone
        until = perf_counter() + (SLICE if self._slices else FIRST)
        self._done = self._search.step()
        while not self._done and perf_counter() < until:
            self._done = self._search.step()
        self._slices += 1
        if self._shown:
            self.rows.grown()
        elif self._done or self._search.found:
            # Until then the rows before stay in sight: a list that goes blank at each key blinks.
            self.rows.show(self._search.found, at)
            self._shown = True
            self._glance()
        if self._done or self._slices % TELLS == 1:
            self.explain(self._found())
        if self._entered and self._search.found:
            self._open(self._search.found[0])
        elif not self._done:
            self._timer = self.set_timer(PAUSE, self._go_on)

    def _found(self) -> str:
        count, whole = len(self._search.found), len(self._lines.numbers)
        if self._marked:
            return self.words("screen.marked", count=len(self._marked))
        if not self._done and count < whole:
            looked = self._lines.judged
            return self.words("screen.looking", count=count, looked=looked, all=whole)
        told = self.words("screen.found", count=count, all=whole)
        fewer = self.query_one("#search", Input).value or self._wanted
        return f"{told}  {self.words('screen.found-fewer')}" if fewer else told

    def _hold(self) -> None:
        told = plain(self._holding(), "dim")
        self.query_one("#holding", Static).update(told, layout=False)

    def _holding(self) -> str:
        words, (column, down) = self.words, self._order
        way = words("screen.order-down" if down else "screen.order-up")
        told = [words("screen.order", column=words(f"head.{column}"), way=way)]
        for field, value in self._wanted.items():
            noun = FILTERS[field][0]
            told.append(f"{words(f'head.{_head(field)}')}: {words.label(noun, value)}")
        return cell(" " + "  ".join(told), self.size.width or 80)

    # ------------------------------------------------------------ what a line shows

    def _head_line(self, cells: int) -> Text:
        parts = heads(self.words, self._order, widths(cells))
        return plain("".join(parts.values()), "bold")

    def _line(self, number: str, cells: int) -> Text:
        row, words = self._lines.row(number), self.words
        letter, colour = SEVERITY.get(row.severity, ("-", ""))
        klass = words.label("class", row.klass)
        told = {
            "number": number,
            "customer": row.customer,
            "severity": letter,
            "days": "" if row.days_past_due is None else str(row.days_past_due),
            "state": words.label("state", row.state),
            "class": klass if row.confirmed else f"{klass}?",
            "amount": "" if row.amount is None else row.amount.grouped,
        }
        parts = _parts(told, widths(cells))
        if number in self._marked:
            # Colour alone is no sign: a star behind the number.
            parts["number"] = parts["number"][:-1] + "*"
        text = plain("".join(parts.values()))
        at = len(parts["number"]) + len(parts["customer"])
        text.stylize(colour, at, at + 1)
        if number in self._marked:
            text.stylize("bold", 0, len(parts["number"]))
        return text

    # ------------------------------------------------------------ keys and mouse

    @on(Input.Changed, "#search")
    def search(self, event: Input.Changed) -> None:
        """Filter while typing."""
        self._seek()

    @on(Input.Submitted, "#search")
    def first(self) -> None:
        """Enter in the search line opens the first hit, as soon as there is one."""
        if self._done and self.rows.current:
            self._open(self.rows.current)
        elif self._search.found:
            self._open(self._search.found[0])
        else:
            self._entered = True

    def on_key(self, event: events.Key) -> None:
        """What is typed while the cursor stands in the list goes into the search line."""
        # A blank marks.
        if self.rows.has_focus and event.is_printable and (event.character or "").strip():
            search = self.query_one("#search", Input)
            search.focus()
            search.insert_text_at_cursor(event.character or "")
            event.stop()

    def action_into_list(self) -> None:
        """From the search line into the list."""
        self.rows.focus()

    @on(RowList.Chosen)
    def chosen(self, event: RowList.Chosen) -> None:
        """Open the case."""
        self._open(event.key)

    @on(RowList.Highlighted)
    def named(self, event: RowList.Highlighted) -> None:
        """The whole name below, where the list cuts it."""
        if self.rows.has_focus:
            row = self._lines.row(event.key)
            count = f"{self._found()}  " if self._marked else ""
            self.explain(f"{count}{row.number}  {row.customer}")
        self._glance()

    @on(RowList.HeadClicked)
    def head_clicked(self, event: RowList.HeadClicked) -> None:
        """A click on a heading orders by it; another turns the order round."""
        left = 0
        for head, width in widths(self.rows.scrollable_content_region.width).items():
            left += width
            if event.cells < left:
                self._order_by(head)
                return

    def _open(self, number: str) -> None:
        self._entered = False
        self.house.go("case", number)

    async def action_back(self) -> None:
        """The marks go first, then what leaves cases out; then back to the screen before."""
        search = self.query_one("#search", Input)
        if self._marked:
            self._marked.clear()
            self.rows.refresh()
            self.explain(self._found())
        elif search.value or self._wanted:
            self._wanted.clear()
            with search.prevent(Input.Changed):
                search.value = ""
            self._seek(self.rows.current)
        else:
            await super().action_back()
            return
        self.show_keys()

    def allows(self, code: str) -> bool:
        """Bundle and letters are made of marked cases; only a row can be marked."""
        if code in ("bundle", "letter_batch"):
            return bool(self._marked)
        return code != "mark" or bool(self.rows.current)

    def do_mark(self) -> None:
        """Mark the row of the cursor, or take its mark away, and go one down."""
        number = self.rows.current
        if number in self._marked:
            del self._marked[number]
        else:
            self._marked[number] = None
        self.rows.refresh()
        self.rows.move_to(self.rows.cursor + 1)
        self.explain(self._found())
        self.show_keys()

    def do_bundle(self) -> None:
        """One legal bundle of all marked cases (R128)."""
        self.app.push_screen(
            bundle_dialog(self.house, tuple(self._marked)), lambda _: self.retell()
        )

    def do_letter_batch(self) -> None:
        """One letter drafted for all marked cases: which, then where copies go."""

        def chosen(code: str | None) -> None:
            if code:
                dialog = batch_dialog(self.house, tuple(self._marked), code)
                self.app.push_screen(dialog, lambda _: self.retell())

        options = [
            Chosen(code, self.words.show(title)) for code, title in titles(self.desk).items()
        ]
        self.app.push_screen(ChooseDialog("letter.batch-which", options), chosen)

    def do_find(self) -> None:
        """The cursor into the search line."""
        self.query_one("#search", Input).focus()

    def do_order(self) -> None:
        """Order by a column; the same again turns the order round."""

        def chosen(column: str | None) -> None:
            if column:
                self._order_by(column)

        options = [Chosen(column, self.words(f"head.{column}")) for column in COLUMNS]
        self.app.push_screen(ChooseDialog("screen.order-by", options), chosen)

    def _order_by(self, column: str) -> None:
        again = column == self._order[0]
        self._order = (column, not self._order[1] if again else column not in RISING)
        self._seek()

    def do_filter(self) -> None:
        """Leave out all cases but those with one value of a field: which field, then which."""

        def chosen(field: str | None) -> None:
            if field:
                self._narrow(field)

        options = [Chosen(field, self.words(f"head.{_head(field)}")) for field in FILTERS]
        self.app.push_screen(ChooseDialog("screen.filter-by", options), chosen)

    def _narrow(self, field: str) -> None:
        noun, values = FILTERS[field]

        def chosen(value: str | None) -> None:
            if value is None:
                return
            self._wanted.pop(field, None)
            if value:
                self._wanted[field] = value
            self._seek(self.rows.current)

        options = [Chosen(value, self.words.label(noun, value)) for value in values]
        options.append(Chosen("", self.words("screen.filter-any")))
        self.app.push_screen(ChooseDialog("screen.filter-by", options), chosen)


def _head(field: str) -> str:
    return "class" if field == "klass" else field
