"""Letters of a case: which may be drafted now and why not; drafts to issue, papers to deliver."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from textual.widgets.option_list import Option

from branchdesk.actions.delivery.receipt import CODE as RECEIPT
from branchdesk.actions.delivery.record import (
    Done,
    arrivals_of,
    confirm,
    deliver,
    send,
    suggested,
)
from branchdesk.actions.letter import (
    Kind,
    addressees,
    draft,
    issue,
    kinds,
    open_letter,
    too_old_to_issue,
)
from branchdesk.actions.sheet import find_case
from branchdesk.actions.visit.printed import keep_activity
from branchdesk.basics.finding import Finding
from branchdesk.basics.wording import Lang
from branchdesk.model.case import Letter
from branchdesk.tui.dialogs.choose import ChooseDialog, Chosen
from branchdesk.tui.dialogs.form import FormDialog
from branchdesk.tui.dialogs.message import MessageDialog
from branchdesk.tui.plain import cell, plain
from branchdesk.tui.screen import DeskScreen
from branchdesk.tui.widgets.options import OptionList


class LetterScreen(DeskScreen):
    """Enter on a paper drafts it, on a draft issues it, on an issued one records its delivery."""

    place = "cases"

    def __init__(self, number: str) -> None:
        """Name the case."""
        super().__init__()
        self.number = number

    @property
    def name_of(self) -> str:
        """Its own help."""
        return "letter"

    def compose_work(self) -> Iterable[OptionList]:
        """One list."""
        yield OptionList(id="items", classes="list", markup=False)

    def tell(self) -> None:
        """The papers that can be drafted, then those that exist."""
        words = self.words
        case, customer, month = find_case(self.desk, self.number)
        self._customer, self._month = customer, month
        self._kinds = {k.code: k for k in kinds(self.desk, self.number)}
        self._letters = {p.id: p for p in case.letters}
        options = self.query_one("#items", OptionList)
        stood = options.highlighted_option.id if options.highlighted_option else None
        options.clear_options()
        head = f"{self.number}  {customer.name}"
        options.add_option(Option(plain(head, "bold"), disabled=True))
        if not month:
            options.add_option(Option(plain(words("letter.may"), "bold"), disabled=True))
            for kind in self._kinds.values():
                options.add_option(Option(plain(self._kind_line(kind)), id=f"k-{kind.code}"))
        options.add_option(Option(plain(words("letter.there"), "bold"), disabled=True))
        for letter in reversed(case.letters):
            options.add_option(Option(plain(self._letter_line(letter)), id=letter.id))
        ids = [option.id for option in options.options]
        first = 2 if not month or case.letters else None
        options.highlighted = ids.index(stood) if stood in ids and stood else first
        options.focus()

    def _kind_line(self, kind: Kind) -> str:
        mark = "+" if kind.allowed else "-"
        why = self.words.finding(kind.why[0]) if kind.why else self.words.show(kind.purpose)
        room = max(20, self.size.width - 42)
        return f" {mark} {cell(self.words.show(kind.title), 34)} {cell(why, room)}"

    def _letter_line(self, letter: Letter) -> str:
        state = letter.number or self.words("pane.draft")
        kind = self._kinds.get(letter.code)
        title = self.words.show(kind.title) if kind else letter.code
        head = f"   {cell(letter.id, 6)}{cell(title, 22)} {cell(state, 26)}"
        return f"{head} {letter.lang} {self._delivered(letter) or letter.as_of}"

    def _delivered(self, letter: Letter) -> str:
        found = arrivals_of(self.desk, self._customer, letter)
        return self.words(f"delivery.state-{found[-1].state}") if found else ""

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Draft, issue, or show where it lies."""
        key = event.option.id or ""
        if key.startswith("k-"):
            self._draft(self._kinds[key[2:]])
        elif key in self._letters:
            self._act_on(self._letters[key])

    def _draft(self, kind: Kind) -> None:
        if not kind.allowed:
            self.app.push_screen(MessageDialog(kind.why))
            return
        many = addressees(self.desk, self.number, kind.code)
        if len(many) < 2:
            self._in_language(kind, 0)
            return

        def chosen(no: str | None) -> None:
            if no:
                self._in_language(kind, int(no))

        options = [Chosen(str(no), name) for no, name in enumerate(many, 1)]
        self.app.push_screen(ChooseDialog("letter.to", options), chosen)

    def _in_language(self, kind: Kind, to: int) -> None:
        options = [Chosen("zh", "中文"), Chosen("en", "English")]

        def chosen(lang: str | None) -> None:
            if lang is None:
                return
            tongue = cast(Lang, lang)
            letter = self.house.attempt(
                lambda: draft(self.desk, self.number, kind.code, tongue, to)
            )
            if letter is not None:
                old = too_old_to_issue(self.desk, letter)
                facts = old[0].facts if old else {}
                code = "letter.drafted-old" if old else "letter.drafted"
                self.house.saved(code, id=letter.id, file=letter.file, **facts)
                self.retell()

        self.app.push_screen(ChooseDialog("letter.which-language", options), chosen)

    def _act_on(self, letter: Letter) -> None:
        can: tuple[str, ...] = ("show", "sent", "delivered", "confirmed", "receipt")
        if not letter.number:
            can = ("show", "issue")
        elif self._month:
            can = ("show", "receipt")
        options = [Chosen(code, self.words(f"letter.{code}")) for code in can]

        def chosen(what: str | None) -> None:
            if what == "show":
                self._show(letter)
            elif what == "receipt":
                self._print_receipt(letter)
            elif what in ("sent", "delivered", "confirmed"):
                self._record(what, letter)
            elif what == "issue":
                issued = self.house.attempt(lambda: issue(self.desk, self.number, letter.id))
                if issued is not None:
                    self.house.saved("letter.issued", number=issued.number, file=issued.file)
                    self.retell()

        title, facts = self._about(letter)
        self.app.push_screen(ChooseDialog(title, options, **facts), chosen)

    def _about(self, letter: Letter) -> tuple[str, dict[str, Any]]:
        """The title's code and facts; of a draft also how old its figures are."""
        facts: dict[str, Any] = {"id": letter.id}
        days, total = (letter.facts.get(key) for key in ("days_past_due", "total"))
        if letter.number or not days or not total:
            return "letter.what", facts
        age = (self.desk.today - letter.as_of).days
        facts |= {"as_of": letter.as_of, "age": age, "days": days, "total": total}
        return "letter.what-draft", facts

    def _record(self, what: str, letter: Letter) -> None:
        """The form of a sending, of its result, or of the call that asked for it."""
        act = {"sent": send, "delivered": deliver, "confirmed": confirm}[what]
        given = suggested(self.desk, letter) if what == "sent" else {}

        def work(values: dict[str, Any]) -> Done:
            return act(self.desk, self.number, letter.id, values, screen=True)

        def done(result: Done | None) -> None:
            if result is not None:
                code = "delivery.posted" if what == "sent" else "delivery.kept"
                self.house.saved(
                    code, id=result.delivery.id, due=result.confirm_by, why=result.arrival.why
                )
                self.retell()

        form = self.desk.form(what)
        note = "\n".join(self._lines(letter))
        dialog = FormDialog(
            f"dialog.{what}", form, work, given, note=note, case=self.number, number=letter.number
        )
        self.app.push_screen(dialog, done)

    def _lines(self, letter: Letter) -> list[str]:
        """Each sending with what it proves, above the form."""
        return [
            self.words(
                "delivery.line", id=a.delivery.id, posted=a.delivery.posted_on,
                way=self.desk.form("sent").label("way", a.delivery.way),
                to=a.delivery.to, state=self.words(f"delivery.state-{a.state}"),
            )
            for a in arrivals_of(self.desk, self._customer, letter)[-3:]
        ]  # fmt: skip

    def _print_receipt(self, letter: Letter) -> None:
        lang = self.words.lang
        file = self.house.attempt(
            lambda: keep_activity(self.desk, self.number, RECEIPT, lang, letter.id)
        )
        if file:
            self.house.saved("activity.printed", file=file)

    def _show(self, letter: Letter) -> None:
        path = self.house.attempt(lambda: open_letter(self.desk, self.number, letter.id))
        if path is not None:
            facts = {"file": path, "sha256": letter.sha256}
            self.app.push_screen(MessageDialog([Finding("letter.lies", facts)]))


SCREEN = LetterScreen
