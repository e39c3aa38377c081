"""Cases and accounts as plain values to be shown: masked unless someone gave a reason (R181)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from branchdesk.actions.desk import Desk
from branchdesk.actions.follow.complaint import complaints_of
from branchdesk.actions.follow.complaint_view import complaint_view
from branchdesk.actions.masked import masked
from branchdesk.actions.retention.hold import told_holds
from branchdesk.basics.finding import Finding
from branchdesk.basics.masking import mask_text
from branchdesk.basics.wording import Words
from branchdesk.model.account import Account
from branchdesk.model.agency.mandate import Mandate
from branchdesk.model.approval import Approval
from branchdesk.model.case import Letter, Received
from branchdesk.model.customer import Customer
from branchdesk.model.entry import Entry
from branchdesk.model.loan import Loan
from branchdesk.model.payment import PARTS, Payment
from branchdesk.model.policy import Policy
from branchdesk.model.row import CaseRow
from branchdesk.model.visit import Visit
from branchdesk.model.waiver import Waiver
from branchdesk.reports.agency.work import outside
from branchdesk.reports.case import CaseSheet
from branchdesk.reports.clock import clock_view
from branchdesk.reports.entry import basis_text, told_text
from branchdesk.reports.relief import relief, stand_of
from branchdesk.rules.deferral import in_force
from branchdesk.rules.delivery import arrivals
from branchdesk.rules.instalment import shown_plan
from branchdesk.rules.promise import named
from branchdesk.store.codec import to_plain

NOTHING: Mapping[int, int] = MappingProxyType({})


def debt_view(sheet: CaseSheet) -> dict[str, Any]:
    """The debt of the sheet's day; an unknown part is None, and then so is the total."""
    debt = sheet.debt
    view: dict[str, Any] = {
        "as_of": debt.as_of,
        "principal": debt.principal,
        "interest": debt.interest,
        "penalty": debt.penalty,
        "compound": debt.compound,
        "fees": debt.fees,
        "total": debt.total,
        "per_day": debt.per_day,
        "findings": debt.findings,
        "paid": debt.paid,
        "open": debt.open,
        "overpaid": debt.over,
        "waived": debt.waived,
        "reversed": debt.reversed,
        "segments": [
            {
                "kind": s.kind, "base": s.base, "rate": s.rate, "from": s.since, "to": s.until,
                "days": s.days, "basis": s.basis, "amount": s.amount,
            }
            for s in debt.segments
        ],
    }  # fmt: skip
    if debt.total is None:
        view["known_total"] = debt.known_total
    if debt.checked is not None:
        view["core"] = to_plain(debt.checked) | {"total": debt.checked.total}
        view["core_passed"] = debt.core_passed
        view["difference"] = debt.difference
    return view


def suggestion_view(desk: Desk, sheet: CaseSheet, words: Words) -> dict[str, Any]:
    """The suggested class with its reasons, their clauses, and what to do next."""
    policy = desk.policies.on(sheet.as_of)
    reasons = [
        {
            "code": reason.code.partition(".")[2],
            "class": reason.klass,
            "weight": reason.weight,
            "text": words.show(policy.labels[reason.code]),
            "source": words.show(policy.sources[reason.code].label),
        }
        for reason in sheet.suggestion.reasons
    ]
    return {
        "class": sheet.suggestion.klass or None,
        "reasons": reasons,
        "severity": sheet.severity or None,
        "next": [*(_step(step, policy, words) for step in sheet.standing.steps),
                 *sheet.next_step, *sheet.suggestion.findings],
        "standing": standing_view(sheet),
    }  # fmt: skip


def _step(code: str, policy: Policy, words: Words) -> dict[str, str]:
    """A step of policy/strategy.toml, as a finding is shown."""
    key = f"strategy.{code}"
    source = words.show(policy.sources[key].label)
    return {"code": key, "text": words.show(policy.labels[key]), "source": source}


def standing_view(sheet: CaseSheet) -> dict[str, Any]:
    """Who works the case and who decides, its level, book and watch."""
    found = sheet.standing
    return {
        "assigned_to": found.assigned.works,
        "decided_by": found.assigned.decides,
        "reasons": list(found.assigned.reasons),
        "level": found.level or None,
        "large": found.large,
        "periods_overdue": found.periods,
        "book": found.book or None,
        "restructured_until": found.restructured_until,
    }


def customer_view(customer: Customer, full: bool) -> dict[str, Any]:
    """The customer, numbers masked."""
    view: dict[str, Any] = masked(customer, "", full)
    return view


def loan_view(loan: Loan, full: bool) -> dict[str, Any]:
    """The loan with the source of each figure."""
    view: dict[str, Any] = masked(loan, "", full, loan.product == "credit_card")
    return view


def entry_view(
    desk: Desk, entry: Entry, words: Words, full: bool, gone: Mapping[int, int] = NOTHING
) -> dict[str, Any]:
    """An entry with its text in the reader's language; ``gone`` are contacts taken back."""
    text = told_text(entry, words, desk.form, gone)
    deputy: dict[str, Any] = {"deputy_for": entry.deputy_for} if entry.deputy_for else {}
    deputy |= {"reversed_by": gone[entry.seq]} if entry.seq in gone else {}
    return {
        "seq": entry.seq,
        "at": entry.at,
        "by": entry.by,
        "role": entry.role,
        "authority": basis_text(entry, desk.policy.labels, words),
        "kind": entry.kind,
        "text": text if full else mask_text(text),
        **deputy,
    }


def case_view(desk: Desk, sheet: CaseSheet, words: Words, full: bool = False) -> dict[str, Any]:
    """The whole case for ``case show``; identity, phone and card numbers masked unless ``full``."""
    case = sheet.case
    return {
        "number": case.number,
        "state": case.state,
        "version": case.version,
        "as_of": sheet.as_of,
        "opened_on": case.opened_on,
        "customer": customer_view(sheet.customer, full),
        "enquiry": masked(case.enquiry, "", full, case.loan.product == "credit_card"),
        "loan": loan_view(case.loan, full),
        "overdue": sheet.overdue,
        **_verdict(desk, sheet, words, full),
        "next_on": case.next_on,
        "next_none_because": masked(case.next_none_because, "", full),
        **_happened(desk, sheet, words, full),
        "previous": case.previous or None,
        "followed_by": sheet.around.followed_by,
        "other_cases": sheet.around.other_cases,
        "extra": {masked(k, "", full): masked(v, "", full) for k, v in case.extra.items()},
        "findings": sheet.findings,
        "timeline": [entry_view(desk, e, words, full, case.taken_back) for e in case.timeline],
    }


def _verdict(desk: Desk, sheet: CaseSheet, words: Words, full: bool) -> dict[str, Any]:
    """What the rules and the clerk say of the case."""
    case = sheet.case
    return {
        "days_past_due": sheet.days,
        "severity": sheet.severity or None,
        "regulator_class": sheet.regulator_class or None,
        "core_class": case.loan.core_class or None,
        "standing": standing_view(sheet),
        "habit_grade": sheet.habit_grade.grade or None,
        "arrears_grade": sheet.arrears_grade.grade or None,
        "month_plan": masked(case.month_plans[-1], "", full) if case.month_plans else None,
        "class": sheet.klass or None,
        "class_confirmed": sheet.confirmed,
        "decisions": [_decision(d, full) for d in case.decisions],
        "suggestion": suggestion_view(desk, sheet, words),
        "debt": debt_view(sheet),
        "identity_verified": sheet.identity_verified,
        "verification": case.verification,
        "indicators": masked(case.indicators, "", full),
        "to_complete": sheet.to_complete,
    }


def _happened(desk: Desk, sheet: CaseSheet, words: Words, full: bool) -> dict[str, Any]:
    """What was done in the case, by kind; kinds that nothing records yet are empty."""
    case = sheet.case
    gone = case.taken_back
    contacts = [
        masked(e.facts, "", full) | {"by": e.by, "seq": e.seq, "reversed_by": gone.get(e.seq)}
        for e in case.entries("contact")
    ]
    return {
        "contacts": contacts,
        "promises": _promises(sheet, full),
        "payments": [payment_view(p, full) for p in case.payments],
        "plan": _plan(sheet),
        "relief": relief(sheet),
        "holds": told_holds(desk, sheet.case.number),
        "outside": outside(sheet),
        "deferrals": [
            masked(d, "", full) | {"running": d == in_force(case, sheet.as_of)}
            for d in case.deferrals
        ],
        "waivers": [
            *({"plan": p.id, "amount": p.waive, "state": p.state} for p in case.plans if p.waive),
            *(_waiver(sheet, w, full) for w in case.waivers),
        ],
        "reversals": [masked(r, "", full) for r in case.reversals],
        "letters": [_letter(desk, sheet, p, full) for p in case.letters],
        "approvals": [masked(a, "", full) for a in approvals_of(desk, case.number)],
        "clocks": clocks_view(sheet, words),
        "complaints": [complaint_view(desk, c, full) for c in complaints_of(desk, case)],
        "visits": [_visit(v, full) for v in case.visits],
        "searches": [masked(s, "", full) for s in case.searches],
        "assets": [masked(a, "", full) for a in case.assets],
        "police": [masked(r, "", full) for r in case.police],
        "mandates": [_mandate(m, full) for m in case.mandates],
        "legal": to_plain(case.suit),
        "papers": [_received(p, full) for p in case.received],
    }


def clocks_view(sheet: CaseSheet, words: Words) -> list[dict[str, Any]]:
    """Every clock of the case on the sheet's day, the most pressing first."""
    return [clock_view(clock, sheet.as_of, words) for clock in sheet.clocks]


def _promises(sheet: CaseSheet, full: bool) -> list[dict[str, Any]]:
    ids = {entry.seq: id_ for id_, entry in named(sheet.case).items()}
    return [
        masked(e.facts, "", full) | {"id": ids.get(e.seq), "state": s} for e, s in sheet.promises
    ]


def _plan(sheet: CaseSheet) -> Any:
    """The plan that counts; with what came in for each instalment, once it was granted."""
    plan = to_plain(sheet.case.plan)
    followed = shown_plan(sheet.case)
    if plan is None or followed is None or followed.id != plan["id"]:
        return plan
    rows = [
        {
            "no": k.one.no, "due": k.one.due, "total": k.one.total, "paid": k.paid,
            "missing": k.missing, "state": k.state, "paid_on": k.paid_on,
        }
        for k in sheet.instalments
    ]  # fmt: skip
    return plan | {"instalments": rows}


def _waiver(sheet: CaseSheet, waiver: Waiver, full: bool) -> dict[str, Any]:
    """A waiver outside a plan, with how it stands on the sheet's day."""
    view: dict[str, Any] = masked(waiver, "", full)
    return view | {"plan": None, "state": stand_of(sheet, waiver)}


def _mandate(mandate: Mandate, full: bool) -> dict[str, Any]:
    due = mandate.next_report if mandate.state == "granted" else None
    view: dict[str, Any] = masked(mandate, "", full)
    return view | {"next_report": due}


def _visit(visit: Visit, full: bool) -> dict[str, Any]:
    state = "cancelled" if visit.cancelled else "recorded" if visit.entry else "planned"
    view: dict[str, Any] = masked(visit, "", full)
    return view | {"state": state}


def payment_view(payment: Payment, full: bool = False) -> dict[str, Any]:
    """A payment with its parts; the part that nobody knows is None."""
    parts: dict[str, Any] = {part: payment.parts.of(part) for part in PARTS}
    return {
        "id": payment.id,
        "amount": payment.amount,
        "on": payment.on,
        "by": payment.by,
        "at": payment.at,
        "source": payment.source or None,
        "note": masked(payment.note, "", full),
        "parts": parts,
        "rest": payment.parts.rest,
        "open": payment.parts.open,
        "overpaid": payment.parts.over,
        "basis": payment.basis,
        "entry": payment.seq,
        "reversed_by": payment.reversed_by,
    }


def _decision(decision: Any, full: bool) -> dict[str, Any]:
    plain: dict[str, Any] = masked(decision, "", full)
    return {"class" if k == "klass" else k: v for k, v in plain.items()}


def _letter(desk: Desk, sheet: CaseSheet, letter: Letter, full: bool) -> dict[str, Any]:
    """A letter with each sending and what that proves on the sheet's day."""
    plain: dict[str, Any] = to_plain(letter)
    plain.pop("facts")
    kind = sheet.customer.kind
    person = kind == "person" if kind else None
    policy = desk.policies.on(sheet.as_of).delivery
    sent = [
        masked(a.delivery, "", full) | {"arrival": a.state, "arrived_on": a.on, "why": a.why}
        for a in arrivals(letter, person, policy, sheet.as_of)
    ]
    return plain | {"number": letter.number or None, "deliveries": sent}


def _received(paper: Received, full: bool) -> dict[str, Any]:
    words = {"title": masked(paper.title, "", full), "proves": masked(paper.proves, "", full)}
    plain: dict[str, Any] = to_plain(paper)
    return plain | words


def approval_view(approval: Approval) -> dict[str, Any]:
    """An approval with its grounds as they may stand in a list."""
    view: dict[str, Any] = masked(approval, "", False)
    return view


def approvals_of(desk: Desk, number: str) -> list[Approval]:
    """The approvals asked for a case."""
    return [a for a in desk.book.approvals if a.case == number]


def account_view(account: Account, words: Words, full: bool) -> dict[str, Any]:
    """An account of the register, masked, with our own severity beside the core's words."""
    view: dict[str, Any] = masked(account, "", full, account.product == "credit_card")
    return view | {
        "amount": account.amount,
        "change_label": words.show(Finding(f"change.{account.change}")),
    }


def row_view(row: CaseRow) -> dict[str, Any]:
    """A line of the case list."""
    return {
        "number": row.number,
        "customer": row.customer,
        "state": row.state,
        "class": row.klass or None,
        "class_confirmed": row.confirmed,
        "severity": row.severity or None,
        "days_past_due": row.days_past_due,
        "amount": row.amount,
        "assigned_to": row.assigned_to,
        "level": row.level or None,
        "book": row.book or None,
        "habit_grade": row.habit_grade or None,
        "arrears_grade": row.arrears_grade or None,
        "month": row.month or None,
    }
