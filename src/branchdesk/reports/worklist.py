"""The worklist: what must be done now, with its urgency and why (thin: list, gaps, next steps)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.basics.money import Money
from branchdesk.basics.wording import Label
from branchdesk.basics.workdays import Deadline
from branchdesk.model.account import Account
from branchdesk.model.approval import Approval
from branchdesk.reports.case import CaseSheet
from branchdesk.rules import deferral, instalment, reversal, waiver
from branchdesk.rules.promise import CLOSED
from branchdesk.rules.severity import days_past_due
from branchdesk.rules.state import ENDS, RESERVED

FATAL_DAYS = 30
KINDS = (
    "next_step", "promise", "to_complete", "no_next_step", "list_new", "list_gone",
    "list_increased", "list_decreased", "approval", "suit", "deferral", "waiver", "instalment",
    "credit_record", "breach", "reminder", "visit", "hand_in", "event", "agency",
)  # fmt: skip
"""Every kind of line, as ``today --kind`` knows it."""
URGENCIES = ("fatal", "late", "today", "soon", "later")


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the worklist."""

    kind: str
    """One of ``KINDS``."""
    urgency: str
    due: date | None = None
    case: str = ""
    contract: str = ""
    customer: str = ""
    severity: str = ""
    days: int | None = None
    text: Finding

    def order(self) -> tuple[int, date, int, str]:
        """Fatal first, then by date, then the longest past due."""
        late = -(self.days or 0)
        number = self.case or self.contract
        return (URGENCIES.index(self.urgency), self.due or date.max, late, number)


def worklist(
    sheets: Iterable[CaseSheet],
    accounts: Iterable[Account],
    approvals: Iterable[Approval],
    labels: Mapping[str, Label],
    today: date,
) -> list[Item]:
    """Everything to do on a day, most urgent first; ``labels`` name the form's fields."""
    sheets = list(sheets)
    known = {sheet.case.loan.contract_no: sheet for sheet in sheets}
    numbered = {sheet.case.number: sheet for sheet in sheets}
    items = [item for sheet in sheets for item in _case_items(sheet, labels, today)]
    for account in accounts:
        items += _list_items(account, known.get(account.contract_no), today)
    items += [_approval_item(a, numbered) for a in approvals if a.state == "open"]
    return sorted(items, key=Item.order)


def urgency(due: date, today: date) -> str:
    """``late``, ``today``, ``soon`` (within 3 days) or ``later``."""
    ahead = (due - today).days
    return "late" if ahead < 0 else "today" if ahead == 0 else "soon" if ahead <= 3 else "later"


def _fatal(due: date, today: date) -> str:
    """A court's clock is fatal from a month before its day on."""
    return "fatal" if (due - today).days <= FATAL_DAYS else "later"


def _of(sheet: CaseSheet, kind: str, urgent: str, text: Finding, due: date | None = None) -> Item:
    return Item(
        kind=kind,
        urgency=urgent,
        due=due,
        case=sheet.case.number,
        contract=sheet.case.loan.contract_no,
        customer=sheet.customer.name,
        severity=sheet.severity,
        days=sheet.days,
        text=text,
    )


def _case_items(sheet: CaseSheet, labels: Mapping[str, Label], today: date) -> Iterator[Item]:
    case = sheet.case
    clock = reversal.credit_open(case)
    if clock is not None:
        # It runs on when the case has ended: the customer's record is still wrong.
        text = Finding("reversal.credit", {"id": clock[0].id, "due": clock[1]}, source="R149")
        yield _of(sheet, "credit_record", urgency(clock[1], today), text, clock[1])
    # After these two the claim lives and so do its promises; other ends ask for nothing more.
    if case.state in ENDS and case.state not in RESERVED:
        return
    for entry, state in sheet.promises:
        due = date.fromisoformat(str(entry.facts["due_on"]))
        if state in CLOSED:
            continue
        amount = Money(str(entry.facts["amount"]))
        text = Finding(f"today.promise-{state}", {"amount": amount, "due": due})
        yield _of(sheet, "promise", urgency(due, today), text, due)
    yield from _deferral_items(sheet, today)
    yield from _waiver_items(sheet, today)
    yield from _instalment_items(sheet, today)
    if case.next_on is not None:
        text = Finding("today.next-step", {"due": case.next_on})
        yield _of(sheet, "next_step", urgency(case.next_on, today), text, case.next_on)
    elif not case.next_none_because:
        yield _of(sheet, "no_next_step", "soon", Finding("today.no-next-step"))
    for one in sheet.clocks:
        day = Deadline(one.due, one.provisional)
        text = Finding(f"today.suit-{one.code}", {"due": day, "source": one.source})
        yield _of(sheet, "suit", _fatal(one.due, today), text, one.due)
    if sheet.to_complete and case.state not in ENDS:
        text = Finding("today.to-complete", {"names": [labels[key] for key in sheet.to_complete]})
        yield _of(sheet, "to_complete", "later", text)


def _deferral_items(sheet: CaseSheet, today: date) -> Iterator[Item]:
    """The day on which a deferral ends; once it has, until somebody followed it up (R094)."""
    running = deferral.in_force(sheet.case, today)
    ended = None if running else deferral.unattended(sheet.case, today)
    one = running or ended
    if one is not None:
        code = "today.deferral-ended" if ended else "today.deferral"
        text = Finding(code, {"id": one.id, "until": one.until})
        yield _of(sheet, "deferral", urgency(one.until, today), text, one.until)


def _waiver_items(sheet: CaseSheet, today: date) -> Iterator[Item]:
    """The day by which the payment must be there, or the waiver falls (R145)."""
    one = waiver.pending(sheet.case, today)
    if one is not None and one.state == "granted":
        text = Finding("today.waiver", {"id": one.id, "day": one.pay_by, "pay": one.pay})
        yield _of(sheet, "waiver", urgency(one.pay_by, today), text, one.pay_by)


def _instalment_items(sheet: CaseSheet, today: date) -> Iterator[Item]:
    """Instalments that are late, and the next one from three days before its date (R103)."""
    if sheet.case.plan_in_force is None:
        return
    ahead = instalment.coming(sheet.instalments)
    wanted = instalment.late(sheet.instalments)
    if ahead is not None and urgency(ahead.one.due, today) != "later":
        wanted.append(ahead)
    for one in wanted:
        code = "today.instalment-late" if one.state == "late" else "today.instalment"
        text = Finding(code, {"no": one.one.no, "due": one.one.due, "missing": one.missing})
        yield _of(sheet, "instalment", urgency(one.one.due, today), text, one.one.due)


def _list_items(account: Account, sheet: CaseSheet | None, today: date) -> Iterator[Item]:
    text: Finding | None = None
    facts = {"on": account.list_date, "before": account.before, "now": account.amount}
    if sheet is None:
        if account.change != "gone":
            text = Finding("today.list-without-case", facts)
    elif sheet.case.state in ENDS and account.change == "gone":
        return  # it is settled, and the list agrees
    elif account.change in ("gone", "increased", "decreased"):
        text = Finding(f"today.list-{account.change}", facts)
    if text is not None:
        yield Item(
            kind="list_new" if sheet is None else f"list_{account.change}",
            urgency="later" if sheet is None else "today",
            case=sheet.case.number if sheet else "",
            contract=account.contract_no,
            customer=account.customer_name,
            severity=sheet.severity if sheet else "",
            days=sheet.days if sheet else days_past_due(account.due_date, today),
            text=text,
        )


def _approval_item(approval: Approval, sheets: Mapping[str, CaseSheet]) -> Item:
    sheet = sheets.get(approval.case)
    text = Finding("today.approval", {"id": approval.id, "by": approval.asked_by})
    if approval.recorded_by:
        facts = {"id": approval.id, "by": approval.recorded_by, "number": approval.external_no}
        text = Finding("today.approval-confirm", facts)
    if sheet is not None:
        return _of(sheet, "approval", "today", text)
    return Item(kind="approval", urgency="today", case=approval.case, text=text)
