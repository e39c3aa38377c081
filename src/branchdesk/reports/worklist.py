"""The worklist: what must be done now, with its urgency and why (thin: list, gaps, next steps)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.basics.money import Money
from branchdesk.basics.wording import Label, Words
from branchdesk.basics.workdays import Deadline
from branchdesk.model.account import Account
from branchdesk.model.approval import Approval
from branchdesk.model.policy import Policy
from branchdesk.reports.case import CaseSheet, Face
from branchdesk.rules import assignment, deferral, instalment, reversal, waiver
from branchdesk.rules.promise import CLOSED
from branchdesk.rules.severity import days_past_due
from branchdesk.rules.state import ENDS, RESERVED

FATAL_DAYS = 30
KINDS = (
    "next_step", "week_plan", "month_plan", "suggestion", "promise", "to_complete", "no_next_step",
    "list_new", "list_gone",
    "list_increased", "list_decreased", "approval", "suit", "deferral", "waiver", "instalment",
    "credit_record", "breach", "reminder", "visit", "hand_in", "event", "agency", "delivery",
    "mandate", "trace",
    "limitation", "guarantee", "complaint",
)  # fmt: skip
"""Every kind of line, as ``today --kind`` knows it."""
CHANGED = ("gone", "increased", "decreased")
"""What the newest list may say of an account that a case asks about."""
URGENCIES = ("fatal", "late", "today", "soon", "later")


class Item(msgspec.Struct, frozen=True, kw_only=True, gc=False):
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
    ref: str = ""
    """What it is about where that is no case: the key of a sum on the due list."""
    owner: str = ""
    """Whose it is: the customer, where unknown the identity number or contract of the list."""
    roles: tuple[str, ...] = ()
    """Whose work it is: who works the case first; empty for everybody's."""
    until: date | None = None
    """The day until which it is put off, or None."""

    @property
    def whose(self) -> str:
        """What it is grouped by; what belongs to no customer stands by itself."""
        return self.owner or self.case or self.contract or f"{self.kind} {self.text.facts}"

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
    policy: Policy,
    today: date,
) -> list[Item]:
    """Everything to do on a day, most urgent first; ``labels`` name the form's fields."""
    sheets = list(sheets)
    items = [item for sheet in sheets for item in case_items(sheet, labels, today)]
    faces = Faces()
    faces.add(sheet.face for sheet in sheets)
    items += list_items(accounts, faces, policy, today)
    items += approval_items(approvals, faces, policy)
    return sorted(items, key=Item.order)


class Faces:
    """The faces of all cases, as the lists beside the cases ask for them."""

    def __init__(self) -> None:
        """None yet."""
        self.numbered: dict[str, Face] = {}
        self.of_contract: dict[str, Face] = {}
        self.customers: dict[str, str] = {}
        """By identity number."""

    def add(self, faces: Iterable[Face]) -> None:
        """Take some more."""
        for face in faces:
            self.numbered[face.number] = self.of_contract[face.contract] = face
            if face.id_number:
                self.customers[face.id_number] = face.customer_id


def list_items(
    accounts: Iterable[Account], faces: Faces, policy: Policy, today: date
) -> Iterator[Item]:
    """What the newest list asks for."""
    for account in accounts:
        face = faces.of_contract.get(account.contract_no)
        if face is None or account.change in CHANGED:
            yield from _list_items(account, face, faces.customers, policy, today)


def approval_items(approvals: Iterable[Approval], faces: Faces, policy: Policy) -> Iterator[Item]:
    """What waits for somebody's decision."""
    for one in approvals:
        if one.state == "open":
            yield _approval_item(one, faces.numbered, policy)


def by_customer(items: Iterable[Item]) -> list[tuple[Item, ...]]:
    """What each customer has due, the most urgent first; the customers by their most urgent.

    ``items`` stand in their order.
    """
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(item.whose, []).append(item)
    return [tuple(group) for group in groups.values()]


def text_of(item: Item, words: Words) -> str:
    """What a line says; of one that is put off, until when."""
    said = words.finding(item.text)
    return words("snooze.until", what=said, until=item.until) if item.until else said


def is_for(wanted: Iterable[str], roles: Collection[str], held: Collection[str]) -> bool:
    """True where what is for ``wanted`` is for one of the ``roles``, or for nobody on the desk.

    ``held`` are the roles that somebody has: what is for none of them is for everybody.
    """
    wanted = [role for role in wanted if role in held]
    return not wanted or any(role in roles for role in wanted)


def urgency(due: date, today: date) -> str:
    """``late``, ``today``, ``soon`` (within 3 days) or ``later``."""
    ahead = (due - today).days
    return "late" if ahead < 0 else "today" if ahead == 0 else "soon" if ahead <= 3 else "later"


def _fatal(due: date, today: date) -> str:
    """A court's clock is fatal from a month before its day on."""
    return "fatal" if (due - today).days <= FATAL_DAYS else "later"


def item_of(
    sheet: CaseSheet | Face,
    kind: str,
    urgent: str,
    text: Finding,
    due: date | None = None,
    roles: tuple[str, ...] = (),
) -> Item:
    """A line of the worklist about a case; ``roles`` where it is not for who works the case."""
    face = sheet.face if isinstance(sheet, CaseSheet) else sheet
    return Item(
        kind=kind,
        urgency=urgent,
        due=due,
        case=face.number,
        contract=face.contract,
        customer=face.customer,
        severity=face.severity,
        days=face.days,
        text=text,
        owner=face.customer_id,
        roles=roles or (face.worker,),
    )


def case_items(sheet: CaseSheet, labels: Mapping[str, Label], today: date) -> Iterator[Item]:
    """What a case itself asks for."""
    case = sheet.case
    clock = reversal.credit_open(case)
    if clock is not None:
        # It runs on when the case has ended: the customer's record is still wrong.
        text = Finding("reversal.credit", {"id": clock[0].id, "due": clock[1]}, source="R149")
        yield item_of(sheet, "credit_record", urgency(clock[1], today), text, clock[1])
    # After these two the claim lives and so do its promises; other ends ask for nothing more.
    if case.state in ENDS and case.state not in RESERVED:
        return
    for entry, state in sheet.promises:
        due = date.fromisoformat(str(entry.facts["due_on"]))
        if state in CLOSED:
            continue
        amount = Money(str(entry.facts["amount"]))
        text = Finding(f"today.promise-{state}", {"amount": amount, "due": due})
        yield item_of(sheet, "promise", urgency(due, today), text, due)
    yield from _deferral_items(sheet, today)
    yield from _waiver_items(sheet, today)
    yield from _instalment_items(sheet, today)
    if case.next_on is not None:
        text = Finding("today.next-step", {"due": case.next_on})
        yield item_of(sheet, "next_step", urgency(case.next_on, today), text, case.next_on)
    elif not case.next_none_because:
        yield item_of(sheet, "no_next_step", "soon", Finding("today.no-next-step"))
    for one in sheet.court_clocks:
        if one.warn:
            continue  # long ones are told by reports/clockwork.py, in steps
        day = Deadline(one.due, one.provisional)
        text = Finding(f"today.suit-{one.code}", {"due": day, "source": one.source})
        roles = (sheet.worker, "legal")
        yield item_of(sheet, "suit", _fatal(one.due, today), text, one.due, roles)
    if sheet.to_complete and case.state not in ENDS:
        text = Finding("today.to-complete", {"names": [labels[key] for key in sheet.to_complete]})
        yield item_of(sheet, "to_complete", "later", text)


def _deferral_items(sheet: CaseSheet, today: date) -> Iterator[Item]:
    """The day on which a deferral ends; once it has, until somebody followed it up (R094)."""
    running = deferral.in_force(sheet.case, today)
    ended = None if running else deferral.unattended(sheet.case, today)
    one = running or ended
    if one is not None:
        code = "today.deferral-ended" if ended else "today.deferral"
        text = Finding(code, {"id": one.id, "until": one.until})
        yield item_of(sheet, "deferral", urgency(one.until, today), text, one.until)


def _waiver_items(sheet: CaseSheet, today: date) -> Iterator[Item]:
    """The day by which the payment must be there, or the waiver falls (R145)."""
    one = waiver.pending(sheet.case, today)
    if one is not None and one.state == "granted":
        text = Finding("today.waiver", {"id": one.id, "day": one.pay_by, "pay": one.pay})
        yield item_of(sheet, "waiver", urgency(one.pay_by, today), text, one.pay_by)


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
        yield item_of(sheet, "instalment", urgency(one.one.due, today), text, one.one.due)


def _list_items(
    account: Account,
    face: Face | None,
    owners: Mapping[str, str],
    policy: Policy,
    today: date,
) -> Iterator[Item]:
    code = ""
    if face is None:
        code = "" if account.change == "gone" else "without-case"
    elif face.state in ENDS and account.change == "gone":
        return  # it is settled, and the list agrees
    elif account.change in CHANGED:
        code = account.change
    if not code:
        return
    facts = {"on": account.list_date, "before": account.before, "now": account.amount}
    text = Finding(f"today.list-{code}", facts)
    if face is not None:
        yield item_of(face, f"list_{account.change}", "today", text)
        return
    days = days_past_due(account.due_date, today)
    yield Item(
        kind="list_new",
        urgency="later",
        contract=account.contract_no,
        customer=account.customer_name,
        days=days,
        text=text,
        owner=owners.get(account.id_number) or account.id_number or account.contract_no,
        roles=(assignment.works("", days, account.amount, policy),),
    )


def _approval_item(approval: Approval, faces: Mapping[str, Face], policy: Policy) -> Item:
    act = "approval.confirm_external" if approval.recorded_by else approval.act
    roles = policy.authority.get(act, ())
    face = faces.get(approval.case)
    text = Finding("today.approval", {"id": approval.id, "by": approval.asked_by})
    if approval.recorded_by:
        facts = {"id": approval.id, "by": approval.recorded_by, "number": approval.external_no}
        text = Finding("today.approval-confirm", facts)
    if face is not None:
        return item_of(face, "approval", "today", text, roles=roles)
    return Item(kind="approval", urgency="today", case=approval.case, text=text, roles=roles)
