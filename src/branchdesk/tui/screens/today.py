"""Today: what must be done now, one line a customer, most urgent first."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

from textual.binding import Binding
from textual.widgets import Static
from textual.widgets.option_list import Option

from branchdesk.basics.errors import DeskError
from branchdesk.basics.finding import Finding
from branchdesk.tui.plain import SEVERITY, cell, plain
from branchdesk.tui.screen import DeskScreen
from branchdesk.tui.widgets.options import OptionList
from branchdesk.tui.worklist import SCOPES, choose_scope, groups, scope_of

if TYPE_CHECKING:
    # The first picture stands before the rules are loaded that reckon what is due.
    from branchdesk.actions.follow.snooze import Snoozed
    from branchdesk.reports.worklist import Item

SHOWN, MORE = 300, "more"
"""Customers shown at once, the most urgent; the line that shows as many more."""
AT_ONCE, PAUSE = 400, 0.002
"""Cases judged before the screen is shown; seconds left to the keys between two pieces."""
NOTHING = {"mine": "today.nothing-mine", "snoozed": "today.nothing-snoozed"}


class TodayScreen(DeskScreen):
    """The worklist; Enter opens the case at hand, right shows all that a customer has due."""

    place = "today"
    BINDINGS = [
        ("escape", "back", ""),
        Binding("right", "unfold(True)", "", priority=True),
        Binding("left", "unfold(False)", "", priority=True),
        *[(str(n), f"scope('{scope}')", "") for n, scope in enumerate(SCOPES, 1)],
    ]

    def __init__(self) -> None:
        """Nothing is unfolded yet."""
        super().__init__()
        self._shown: dict[str, tuple[Item, ...]] = {}
        self._open_owners: set[str] = set()
        self._snoozed = False
        self._most = SHOWN
        self._begun = False
        self._reckoned: tuple[int, int] | None = None
        """How far the reckoning beside the screen has come; None where there is none."""

    @property
    def scope(self) -> str:
        """Whose work is shown, or what is put off."""
        return "snoozed" if self._snoozed else scope_of(self.house)

    def compose_work(self) -> Iterable[Static | OptionList]:
        """Whose work it is, and one list."""
        yield Static(id="tabs", markup=False)
        yield OptionList(id="items", classes="list", markup=False)

    def tell(self, fault: DeskError | None = None) -> None:
        """The customers under the urgency of what is most urgent with each.

        Where a ``fault`` hindered it stands above what was reckoned before: it asks for no key.
        """
        if self.desk.worklist is None and not self._begun:
            self._begin()
            return
        old = fault is not None or self._reckon_beside()
        self._shown = {}
        options = self.query_one("#items", OptionList)
        at = options.highlighted
        options.clear_options()
        due, broken = self._due(old)
        fault = fault or broken
        notices = [*self._notices(), *(fault.findings if fault else ())]
        for notice in notices:
            options.add_option(Option(plain(self.words.finding(notice), "dim"), disabled=True))
        self._tell_tabs()
        left = heads = 0
        for urgency, found in groupby(due, key=lambda group: group[0].urgency):
            same = list(found)
            head = f"{self.words(f'urgency.{urgency}')} {len(same)}"
            options.add_option(Option(plain(head, "bold"), disabled=True))
            for group in same[: self._most - heads]:
                self._add(options, group)
            left, heads = left + max(0, len(same) - self._most + heads), heads + len(same)
            heads = min(heads, self._most)
        if left:
            more = self.words("today.more", count=left)
            options.add_option(Option(plain(more, "dim"), id=MORE))
        if self._shown:
            first = len(notices) + 1
            options.highlighted = min(at or first, options.option_count - 1)
        elif fault is None:
            code = "today.soon" if old else NOTHING.get(self.scope, "today.nothing")
            options.add_option(Option(plain(self.words(code), "dim"), disabled=True))
        options.focus()

    def _due(self, old: bool) -> tuple[list[tuple[Item, ...]], DeskError | None]:
        """What is due by customer, or what hindered the reckoning."""
        try:
            return groups(self.house, self._snoozed, old), None
        except DeskError as fault:
            return [], fault

    def _begin(self) -> None:
        """The first picture of the program: keys work from here on, the list comes behind it."""
        self._begun = True
        self._tell_tabs()
        options = self.query_one("#items", OptionList)
        options.add_option(Option(plain(self.words("today.soon"), "dim"), disabled=True))
        options.focus()
        # While the app starts nothing is painted: it is asked from behind its start.
        self.app.call_later(self.call_after_refresh, self._go_on)

    def _go_on(self) -> None:
        if self.is_attached and self.house.policies_stand():
            self.retell()

    def _notices(self) -> list[Finding]:
        from branchdesk.actions.account import list_notice
        from branchdesk.actions.due.take import due_notice
        from branchdesk.actions.screen.draft import unfinished_notice

        told = (unfinished_notice(self.desk), list_notice(self.desk), due_notice(self.desk))
        return [notice for notice in told if notice is not None]

    def relay(self) -> None:
        """Cut to the new width."""
        self.tell()

    def _tell_tabs(self) -> None:
        parts = []
        for number, scope in enumerate(SCOPES, 1):
            name = f"{number} {self.words(f'today.scope-{scope}')}"
            parts.append(f"[{name}]" if scope == self.scope else f" {name} ")
        if self._reckoned is not None:
            done, of = self._reckoned
            parts.append(self.words("today.reckoning", done=done, of=of))
        self.query_one("#tabs", Static).update(plain(" " + "  ".join(parts)))

    def _reckon_beside(self) -> bool:
        """True while many cases are still to be judged: keys work meanwhile, what is old stays."""
        from branchdesk.actions.today import is_reckoned

        cases = len(self.desk.book.cases)
        if cases <= AT_ONCE or is_reckoned(self.desk):
            return False
        if self._reckoned is None:
            self._reckoned = (0, cases)
            self.run_worker(self._reckon(), group="reckoning")
        return True

    async def _reckon(self) -> None:
        """Judge piece by piece; the list is told anew at the end, the cursor on its customer."""
        from branchdesk.actions.today import reckoning

        fault: DeskError | None = None
        try:
            for come in reckoning(self.desk, self.desk.today):
                self._reckoned = come
                if not self._shows():
                    return
                self._tell_tabs()
                await asyncio.sleep(PAUSE)
        except DeskError as found:
            fault = found
        finally:
            self._reckoned = None
        if not self._shows():
            return
        owner = next((item.whose for item in self.current()), "")
        self.tell(fault)
        self._go_to(owner)

    def _shows(self) -> bool:
        """False once the screen was left for good, or the desk opened anew beneath it."""
        return bool(self.house.opened) and bool(self.query("#tabs")) and bool(self.query("#items"))

    def _go_to(self, owner: str) -> None:
        """The cursor on a customer's line, where there is one."""
        heads = [key for key, shown in self._shown.items() if shown[0].whose == owner]
        if heads:
            options = self.query_one("#items", OptionList)
            options.highlighted = options.get_option_index(heads[0])

    def _add(self, options: OptionList, group: tuple[Item, ...]) -> None:
        """A customer's line and, where it is unfolded, one for each thing after the first."""
        unfolded = group[0].whose in self._open_owners
        count = "" if len(group) == 1 else "-" if unfolded else f"+{len(group) - 1}"
        head = group[0]
        self._option(options, self._line(head, head.customer or head.case, count), group)
        for item in group[1:] if unfolded else ():
            # Of another loan of the customer, which one.
            other = item.case[-5:] if item.case != head.case else ""
            who = f"  {self.words(f'urgency.{item.urgency}')} {other}"
            self._option(options, self._line(item, who, ""), (item,))

    def _option(self, options: OptionList, line: str, group: tuple[Item, ...]) -> None:
        key = f"i{len(self._shown)}"
        self._shown[key] = group
        options.add_option(Option(plain(line), id=key))

    def _line(self, item: Item, who: str, count: str) -> str:
        from branchdesk.reports.worklist import text_of

        letter = SEVERITY.get(item.severity, (" ", ""))[0]
        days = "" if item.days is None else str(item.days)
        width = max(20, self.size.width - 37)
        text = cell(text_of(item, self.words), width)
        return f"{cell(who, 22)} {cell(count, 3)} {letter}{cell(days, 4, True)} {text}"

    def current(self) -> tuple[Item, ...]:
        """What stands on the line under the cursor, the most urgent first."""
        options = self.query_one("#items", OptionList)
        if options.highlighted is None:
            return ()
        return self._shown.get(options.get_option_at_index(options.highlighted).id or "", ())

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open what the line is about, or show more lines."""
        if event.option.id == MORE:
            self._most += SHOWN
            self.tell()
            return
        self._open(self._shown.get(event.option.id or "", ()))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """The whole sentences below, where the line cuts them."""
        group = self._shown.get(event.option.id or "", ())
        if group:
            from branchdesk.reports.worklist import text_of

            told = dict.fromkeys(text_of(item, self.words) for item in group)
            self.explain(" · ".join(told))

    def action_scope(self, scope: str) -> None:
        """One's own work or the whole branch's, remembered until another signs in; or put off."""
        self._snoozed = scope == "snoozed"
        choose_scope(self.house, scope)
        self.query_one("#items", OptionList).highlighted = None
        self.retell()

    def do_scope(self) -> None:
        """The next of the three."""
        self.action_scope(SCOPES[(SCOPES.index(self.scope) + 1) % len(SCOPES)])

    def action_unfold(self, whole: bool) -> None:
        """Show all that the customer has due, or only the most urgent again."""
        group = self.current()
        if not group or (group[0].whose in self._open_owners) == whole:
            return
        owner = group[0].whose
        (self._open_owners.add if whole else self._open_owners.discard)(owner)
        self.tell()
        self._go_to(owner)

    def do_unfold(self) -> None:
        """Show all that the customer under the cursor has due, or hide it again."""
        group = self.current()
        if group:
            self.action_unfold(group[0].whose not in self._open_owners)

    def allows(self, code: str) -> bool:
        """Put off is what is due, taken up again what is put off; either is of a case."""
        group = self.current()
        if code == "call":
            return bool(group and group[0].case) and self._may_be_called(group[0].case)
        if code not in ("snooze", "wake"):
            return True
        return bool(group and group[0].case) and (code == "wake") == self._snoozed

    def do_snooze(self) -> None:
        """Put off the line under the cursor, with a reason: of a folded customer the first."""
        from branchdesk.actions.follow.snooze import snooze, snooze_form
        from branchdesk.reports.follow.snooze import mark
        from branchdesk.tui.dialogs.form import FormDialog

        item = self.current()[0]
        form = self.house.attempt(lambda: snooze_form(self.desk, item))
        if form is None:
            return

        def work(values: dict[str, Any]) -> Snoozed:
            return snooze(self.desk, item.case, item.kind, values, mark(item))

        what = self.words.finding(item.text)
        dialog = FormDialog("dialog.snooze", form, work, number=item.case, what=what)
        self.app.push_screen(dialog, self._put_off)

    def do_wake(self) -> None:
        """Take up again what the line under the cursor puts off."""
        from branchdesk.actions.follow.snooze import wake
        from branchdesk.reports.follow.snooze import mark

        item = self.current()[0]
        self._put_off(self.house.attempt(lambda: wake(self.desk, item.case, item.kind, mark(item))))

    def _put_off(self, done: Snoozed | None) -> None:
        if done is None:
            return
        code = "snooze.saved" if done.until else "snooze.woken"
        self.house.saved(code, number=done.case.number, what=done.what, until=done.until)
        self.retell()

    def _may_be_called(self, number: str) -> bool:
        """True while the case is worked: as on its own screen."""
        from branchdesk.actions.closing import is_closed
        from branchdesk.actions.sheet import find_case

        case, _, month = find_case(self.desk, number)
        return not month and not is_closed(case)

    def do_call(self) -> None:
        """Call the customer of the line under the cursor; the case lies below the call."""
        number = self.current()[0].case
        self.house.go("case", number)
        self.house.go("call", number)

    def do_next(self) -> None:
        """The most urgent case of the list."""
        items = (item for group in self._shown.values() for item in group)
        self._open(tuple(item for item in items if item.case)[:1])

    def _open(self, group: tuple[Item, ...]) -> None:
        if not group:
            return
        item = group[0]
        if item.kind == "approval":
            self.house.go("approval")
        elif item.kind == "suggestion":
            self.house.go("log")
        elif item.kind == "complaint":
            self.house.go("complaint")
        elif item.kind == "agency":
            self.house.go("agency")
        elif item.case:
            self.house.go("case", item.case)
        elif item.ref:
            self._remind(item.ref)
        elif item.contract:
            self.house.go("enquiry", {"contract_no": item.contract})

    def do_messages(self) -> None:
        """The reminders by SMS as the platform's file."""
        from branchdesk.actions.contact.reminder import Exported, export_reminders, without_number
        from branchdesk.tui.dialogs.message import MessageDialog
        from branchdesk.tui.dialogs.table_file import ask_for_file

        def said(done: Exported) -> None:
            self.house.saved("reminder.exported", count=done.count, file=done.file)
            if done.without_number or done.contracts_without_number:
                self.app.push_screen(MessageDialog(without_number(done)))
            self.retell()

        name, save = f"sms-{self.desk.today}", partial(export_reminders, self.desk)
        ask_for_file(self.house, name, save, said, "dialog.messages")

    def _remind(self, key: str) -> None:
        """Keep that a customer without a case was reminded, once they were."""
        from branchdesk.actions.due.remind import due_view, find_due, phone_of, reminded
        from branchdesk.basics.masking import mask_phone
        from branchdesk.tui.dialogs.choose import ChooseDialog, Chosen

        seen = due_view(find_due(self.desk, key))
        facts = {"customer": seen["customer_name"], "due": seen["due"], "amount": seen["amount"]}
        options = [
            Chosen("given", self.words("due.given")),
            Chosen("", self.words("due.not-given")),
        ]

        def chosen(answer: str | None) -> None:
            if answer and self.house.attempt(lambda: reminded(self.desk, key)) is not None:
                told = {"customer": seen["customer_name"], "due": seen["due"]}
                self.house.saved("due.reminded", **told)
                self.retell()

        phone = mask_phone(phone_of(self.desk, find_due(self.desk, key))) or "—"
        dialog = ChooseDialog("due.which", options, phone=phone, **facts)
        self.app.push_screen(dialog, chosen)


SCREEN = TodayScreen
