"""A month drawn up from dated facts: the lines of its cut-off day and what happened in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import msgspec

from branchdesk.basics.money import Money
from branchdesk.model.account import Account
from branchdesk.model.case import Case
from branchdesk.model.customer import Customer
from branchdesk.model.entry import Entry
from branchdesk.model.month import Happening, LoanLine, MonthEnd
from branchdesk.model.policy import Policy
from branchdesk.rules.severity import days_past_due, overdue_days, severity

Known = tuple[Case, Customer]
TURNS = ("closed", "reopened")
PLANS = {"approval_granted": "plan_granted", "approval_refused": "plan_refused"}
WAIVERS = ("waiver.approve", "waiver.override")
PAYMENTS = {"payment": "paid", "payment_reversed": "pay_reversed"}


class Cutoff(msgspec.Struct, frozen=True, kw_only=True):
    """Which month, its cut-off day, and the list that counts for it."""

    month: str
    first: date
    as_of: date
    list_as_of: date | None = None
    closed: bool = False
    anchor: str = ""


def drawn_up(
    cutoff: Cutoff, cases: Iterable[Known], accounts: Iterable[Account], policy: Policy
) -> MonthEnd:
    """The month of these cases (archived ones too) and the accounts of its list.

    A figure stands on dated facts alone, so a month drawn up late says what it would have said.
    """
    known = list(cases)
    before = cutoff.first - timedelta(days=1)
    happened = [h for pair in known for h in happenings(pair, cutoff.first, cutoff.as_of)]
    return MonthEnd(
        month=cutoff.month,
        as_of=cutoff.as_of,
        list_as_of=cutoff.list_as_of,
        closed=cutoff.closed,
        open_before=sum(was_open(case, before) for case, _ in known),
        lines=tuple(_lines(cutoff, known, accounts, policy)),
        happenings=tuple(sorted(happened, key=lambda h: (h.on, h.case, h.kind))),
        anchor=cutoff.anchor,
    )


def was_open(case: Case, day: date) -> bool:
    """True where the case was open at the end of a day."""
    if case.opened_on > day:
        return False
    turns = [e.kind for e in case.timeline if e.kind in TURNS and e.at.date() <= day]
    return not turns or turns[-1] == "reopened"


def happenings(known: Known, first: date, last: date) -> Iterator[Happening]:
    """What was recorded in a case from one day to another."""
    case, customer = known
    if first <= case.opened_on <= last:
        yield Happening(
            on=case.opened_on, kind="received", case=case.number, customer=customer.name,
            contract_no=case.loan.contract_no, amount=case.loan.amount,
        )  # fmt: skip
    for entry in case.timeline:
        if first <= entry.at.date() <= last:
            yield from _of_entry(case, customer, entry)


def _of_entry(case: Case, customer: Customer, entry: Entry) -> Iterator[Happening]:
    kind, outcome, amount = entry.kind, "", case.loan.amount
    if kind == "closed":
        outcome = str(entry.facts.get("outcome", ""))
    elif kind == "plan_proposed":
        amount = next((p.debt for p in case.plans if p.id == entry.facts.get("id")), None)
    elif kind in PAYMENTS:
        kind, paid = PAYMENTS[kind], case.payment(str(entry.facts.get("id")))
        amount = paid.amount if paid else None
    elif kind in PLANS and entry.facts.get("what") == "plan.approve":
        asked = entry.facts.get("id")
        kind, amount = PLANS[kind], next((p.debt for p in case.plans if p.approval == asked), None)
    elif kind == "approval_granted" and entry.facts.get("what") in WAIVERS:
        asked = entry.facts.get("id")
        kind, amount = "waiver_granted", _waived(case, asked)
    elif kind != "reopened":
        return
    yield Happening(
        on=entry.at.date(), kind=kind, outcome=outcome, case=case.number, customer=customer.name,
        contract_no=case.loan.contract_no, amount=amount,
    )  # fmt: skip


def _waived(case: Case, approval: object) -> Money | None:
    return next((w.amount for w in case.waivers if w.approval == approval), None)


def _lines(
    cutoff: Cutoff, known: list[Known], accounts: Iterable[Account], policy: Policy
) -> Iterator[LoanLine]:
    """Every account of the list with its case, if it has one, then the cases on no list."""
    still = sorted(
        (pair for pair in known if was_open(pair[0], cutoff.as_of)), key=lambda pair: pair[0].number
    )
    by_contract: dict[str, Known] = {}
    for pair in still:
        by_contract.setdefault(pair[0].loan.contract_no, pair)
    by_contract.pop("", None)
    met = set()
    for account in sorted(accounts, key=lambda a: a.contract_no):
        line = _listed(account, by_contract.get(account.contract_no), cutoff, policy)
        met.add(line.case)
        yield line
    for case, customer in still:
        if case.number not in met:
            yield _unlisted(case, customer, cutoff, policy)


def _listed(account: Account, pair: Known | None, cutoff: Cutoff, policy: Policy) -> LoanLine:
    # The list is the bank's own word: its days and amounts count, the case gives the class.
    days = days_past_due(account.due_date, cutoff.as_of)
    if days is None and account.core_days is not None:
        days = account.core_days + (cutoff.as_of - account.list_date).days
    loan = pair[0].loan if pair else None
    return LoanLine(
        case=pair[0].number if pair else "",
        contract_no=account.contract_no,
        customer=account.customer_name,
        product=account.product or (loan.product if loan else ""),
        klass=class_on(pair[0], cutoff.as_of) if pair else "",
        severity=severity(days, policy),
        days=days,
        amount=account.amount,
        manager=account.manager or (loan.manager if loan else ""),
        listed=True,
    )


def _unlisted(case: Case, customer: Customer, cutoff: Cutoff, policy: Policy) -> LoanLine:
    loan = case.loan
    days = overdue_days(loan, cutoff.as_of, policy)
    return LoanLine(
        case=case.number,
        contract_no=loan.contract_no,
        customer=customer.name,
        product=loan.product,
        klass=class_on(case, cutoff.as_of),
        severity=severity(days, policy),
        days=days,
        amount=loan.amount,
        manager=loan.manager,
    )


def class_on(case: Case, day: date) -> str:
    """The class decided by the end of a day; ``suspected`` while a second person is awaited."""
    decision = next((d for d in reversed(case.decisions) if d.on <= day), None)
    if decision is None:
        return ""
    if decision.klass != "malicious":
        return decision.klass
    answers = [
        e for e in case.entries("approval_granted")
        if e.facts.get("id") == decision.approval and e.at.date() <= day
    ]  # fmt: skip
    return "malicious" if answers else "suspected"
