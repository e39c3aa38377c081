"""What is done in contact with a customer from the case on the screen."""

from __future__ import annotations

from functools import partial
from typing import Any

from branchdesk.actions.contact.add import LEGAL, Recorded, add_contact
from branchdesk.actions.contact.call import kept_call
from branchdesk.actions.contact.check import check
from branchdesk.actions.contact.complete import complete, gap_form
from branchdesk.actions.contact.promise import Promised, add_promise, promises, reverse_promise
from branchdesk.actions.contact.reverse import reverse_contact, standing
from branchdesk.actions.contact.review import review, to_review
from branchdesk.actions.sheet import open_case
from branchdesk.basics.money import Money
from branchdesk.basics.wording import Label
from branchdesk.model.form import Form
from branchdesk.reports.contactwork import open_gaps
from branchdesk.reports.entry import kept_findings
from branchdesk.tui.dialogs.choose import ChooseDialog, Chosen
from branchdesk.tui.dialogs.form import FormDialog
from branchdesk.tui.screen import DeskScreen


def labels(form: Form, key: str) -> Label | str:
    """The name of a field; a key that the form no longer knows stands for itself."""
    field = form.field(key)
    return field.label if field else key


class ContactWork(DeskScreen):
    """Contacts and promises of one case; ``number`` names it."""

    number: str

    def do_call(self) -> None:
        """Call the customer; an unfinished call of one's own goes on."""
        self.house.go("call", self.number)

    def unfinished_call(self) -> bool:
        """True where the one at the desk has a call of this case that is not saved yet."""
        return kept_call(self.desk, self.number) is not None

    def do_contact(self) -> None:
        """Record a contact; above it stands whether one may call now, and how often it was done."""
        given = {"direction": "out", "channel": "call", "counterpart": "self"}

        def work(values: dict[str, Any]) -> Any:
            return add_contact(self.desk, self.number, values, True)

        def done(result: Recorded | None) -> None:
            if result is None:
                return
            if result.breaches:
                self.house.saved("screen.contact-broke", what=list(result.breaches))
            elif result.missing:
                self.house.saved("screen.contact-gaps", what=list(result.missing))
            else:
                self.house.saved("screen.saved", number=self.number)
            self.retell()

        form, note = self.desk.form("contact"), self._may_i()
        dialog = FormDialog("dialog.contact", form, work, given, note=note, number=self.number)
        self.app.push_screen(dialog, done)

    def do_legal_call(self) -> None:
        """Record a call of the legal department by its own form (R043)."""

        def work(values: dict[str, Any]) -> Any:
            return add_contact(self.desk, self.number, values, True, LEGAL)

        def done(result: Recorded | None) -> None:
            if result is not None and result.breaches:
                self._kept("screen.contact-broke", result, what=list(result.breaches))
            elif result is not None and result.missing:
                self._kept("screen.contact-gaps", result, what=list(result.missing))
            else:
                self._kept("contact.legal-kept", result)

        form, note = self.desk.form(LEGAL), self._may_i()
        given = {"direction": "out", "counterpart": "self"}
        dialog = FormDialog("dialog.legal_call", form, work, given, note=note, number=self.number)
        self.app.push_screen(dialog, done)

    def _may_i(self) -> str:
        """May I call now, why not, counters, and what to say first (R036)."""
        seen = check(self.desk, self.number)
        code = "contact.allowed" if seen.allowed else "contact.not-allowed"
        lines = [self.words(code, number=seen.number or "—")]
        lines += [f"! {self.words.finding(f)}" for f in seen.findings]
        lines.append(
            self.words(
                "contact.counted", attempts=seen.attempts, attempts_limit=seen.attempts_limit,
                talks=seen.talks, talks_limit=seen.talks_limit, total=seen.total,
            )
        )  # fmt: skip
        lines += [f"? {self.words.finding(f)}" for f in seen.notes]
        return "\n".join([*lines, self.words("contact.identity-first")])

    def do_review(self) -> None:
        """A supervisor looks at a contact that broke a rule: which one, then what follows."""
        options = [
            Chosen(
                str(e.seq),
                self.words("contact.line", entry=e.seq, at=e.at, by=e.by, what=kept_findings(e)),
            )
            for e in to_review(self.desk, self.number)
        ]

        def chosen(seq: str | None) -> None:
            if seq:
                work, form = partial(self._review, int(seq)), self.desk.form("ground")
                dialog = FormDialog("dialog.review", form, work, number=self.number, entry=seq)
                self.app.push_screen(dialog, partial(self._kept, "contact.reviewed", entry=seq))

        self.app.push_screen(ChooseDialog("contact.which", options), chosen)

    def _review(self, seq: int, values: dict[str, Any]) -> Any:
        return review(self.desk, self.number, seq, str(values.get("ground", "")))

    def do_fill_gaps(self) -> None:
        """Add what the record of a contact lacked: which one, then the empty fields alone."""
        form = self.desk.form("contact")
        options = [
            Chosen(
                str(seq),
                self.words("contact.lacks", entry=seq, names=[labels(form, key) for key in keys]),
            )
            for seq, keys in open_gaps(open_case(self.desk, self.number)).items()
        ]

        def chosen(seq: str | None) -> None:
            if seq:
                work = partial(self._complete, int(seq))
                lacking = gap_form(self.desk, self.number, int(seq))
                dialog = FormDialog(
                    "dialog.fill_gaps", lacking, work, number=self.number, entry=seq
                )
                self.app.push_screen(dialog, partial(self._kept, "contact.completed", entry=seq))

        self.app.push_screen(ChooseDialog("contact.which-gaps", options), chosen)

    def _complete(self, seq: int, values: dict[str, Any]) -> Any:
        return complete(self.desk, self.number, seq, values, screen=True)

    def do_uncontact(self) -> None:
        """Take a wrong contact back: which one, the newest first, then why."""
        form = self.desk.form("contact")
        options = [
            Chosen(
                str(e.seq),
                self.words(
                    "contact.was", entry=e.seq, at=str(e.facts.get("at", e.at))[:16],
                    by=e.by, what=form.label("result", str(e.facts.get("result", ""))),
                ),
            )
            for e in reversed(standing(self.desk, self.number))
        ]  # fmt: skip

        def chosen(seq: str | None) -> None:
            if seq:
                work = partial(self._uncontact, int(seq))
                form = self.desk.form("ground")
                dialog = FormDialog("dialog.uncontact", form, work, number=self.number, entry=seq)
                self.app.push_screen(dialog, partial(self._kept, "contact.reversed", entry=seq))

        self.app.push_screen(ChooseDialog("contact.which-wrong", options), chosen)

    def _uncontact(self, seq: int, values: dict[str, Any]) -> Any:
        return reverse_contact(self.desk, self.number, seq, str(values.get("ground", "")))

    def do_promise(self) -> None:
        """Record a promise to pay."""

        def work(values: dict[str, Any]) -> Any:
            return add_promise(self.desk, self.number, values, True)

        def done(result: Promised | None) -> None:
            if result is not None and result.replaces:
                ids = list(result.replaces)
                self._kept("screen.promise-replaced", result, id=result.id, ids=ids)
            else:
                self._kept("screen.saved", result)

        dialog = FormDialog("dialog.promise", self.desk.form("promise"), work, number=self.number)
        self.app.push_screen(dialog, done)

    def do_unpromise(self) -> None:
        """Take a wrong promise back: which one, then why."""
        options = [
            Chosen(
                id_,
                self.words(
                    "promise.line", id=id_, amount=Money(str(entry.facts["amount"])),
                    due=entry.facts["due_on"], state=self.words(f"promise.state-{state}"),
                ),
            )
            for id_, entry, state in promises(self.desk, self.number)
            if state != "reversed"
        ]  # fmt: skip

        def chosen(promise_id: str | None) -> None:
            if promise_id:
                work, form = partial(self._unpromise, promise_id), self.desk.form("ground")
                dialog = FormDialog(
                    "dialog.unpromise", form, work, number=self.number, entry=promise_id
                )
                self.app.push_screen(dialog, partial(self._kept, "promise.reversed", id=promise_id))

        self.app.push_screen(ChooseDialog("promise.which", options), chosen)

    def _unpromise(self, promise_id: str, values: dict[str, Any]) -> Any:
        return reverse_promise(self.desk, self.number, promise_id, str(values.get("ground", "")))

    def _kept(self, code: str, result: Any, **facts: object) -> None:
        """Say what was saved, and show the case anew."""
        if result is not None:
            self.house.saved(code, number=self.number, **facts)
            self.retell()
