"""Looking at cases, correcting them, and verifying what they say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import msgspec

from branchdesk.actions.change import change
from branchdesk.actions.desk import Desk
from branchdesk.actions.enquiry import open_case_of, read_partial, without_amounts
from branchdesk.actions.ground import read_ground, the_ground
from branchdesk.actions.sheet import find_case, open_case
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.basics.money import ZERO, Money
from branchdesk.intake.form import fill_in
from branchdesk.model.case import Case, Verification
from branchdesk.model.customer import Customer
from branchdesk.model.enquiry import Enquiry
from branchdesk.model.loan import Checked, Guarantor, Loan, Source
from branchdesk.rules.enquiry import check
from branchdesk.rules.identity import identity_verified

IN_CUSTOMER = (
    "customer_name", "customer_kind", "id_number", "contact_person", "phone", "email", "address",
)  # fmt: skip
IN_ENQUIRY = ("channel", "reason", "reason_text", "wishes", "first_overdue", "came_forward")
IN_LOAN = frozenset(Loan.__struct_fields__)
INDICATORS = (
    "ability", "willingness", "fault_party", "evidence", "cause", "put_right",
    "put_right_on", "credit_applied_on",
)  # fmt: skip
DONE_ON = ("put_right_on", "credit_applied_on")
PARTS = ("overdue_principal", "overdue_interest")
FIGURES = ("principal", "interest", "penalty", "compound", "fees")


def edit(
    desk: Desk, number: str, raw: Mapping[str, Any], ground: str, screen: bool = False
) -> Case:
    """The corrected case, in the keys of the enquiry; what stood before is kept in the entry.

    Raises BadInput with every fault.
    """
    case = open_case(desk, number)
    values, extra, faults = read_partial(desk, raw, screen)
    ground, wrong = read_ground(ground)
    faults += wrong + _not_here(case, values) + _wrong(desk, case, values)
    if not values and not extra and not faults:
        faults.append(Finding("case.nothing-given"))
    if faults:
        raise BadInput(faults)
    changed = _edited(case, values, extra, desk)
    before = {key: _before(case, key) for key in values} | {k: case.extra.get(k) for k in extra}
    with change(desk) as ch:
        return ch.save(
            changed, "case.edit", "edited", keys=sorted([*values, *extra]), before=before,
            ground=ground,
        )  # fmt: skip


def _not_here(case: Case, values: dict[str, Any]) -> list[Finding]:
    """The answers that are kept elsewhere: they are corrected there, not passed over here."""
    found = []
    for key in values:
        if key in IN_CUSTOMER:
            facts = {"key": key, "id": case.customer_id}
            found.append(Finding("case.edit-customer", facts, field=key))
        elif key in Verification.__struct_fields__:
            facts = {"key": key, "number": case.number}
            found.append(Finding("case.edit-verify", facts, field=key))
    return found


def _wrong(desk: Desk, case: Case, values: dict[str, Any]) -> list[Finding]:
    """What the door would refuse of a new enquiry too, as far as it was corrected."""
    # An amount alone is held against the parts that the case knows.
    parts = {key: getattr(case.loan, key) for key in PARTS} if "amount" in values else {}
    enquiry = Enquiry(**{"channel": "", **parts, **values})
    faults = check(enquiry, desk.policy, desk.today)
    found = [f for f in faults if f.field.partition("[")[0] in values]
    if values.get("channel") == "bank_list":
        found.append(Finding("enquiry.bank-list", field="channel"))
    other = open_case_of(desk, values.get("contract_no", ""))
    if other is not None and other.number != case.number:
        facts = {"other": other.number}
        found.append(Finding("case.contract-taken", facts, field="contract_no"))
    return found


def _edited(case: Case, values: dict[str, Any], extra: dict[str, str], desk: Desk) -> Case:
    told = {key: value for key, value in values.items() if key in IN_ENQUIRY}
    loan = {key: value for key, value in values.items() if key in IN_LOAN}
    if "due_date" not in loan and "days_overdue" in values:
        loan["due_date"] = desk.today - timedelta(days=values["days_overdue"])
    parts = [loan.get(key, getattr(case.loan, key)) for key in PARTS]
    if "amount" not in loan and not loan.keys().isdisjoint(PARTS) and None not in parts:
        loan["amount"] = Money.total(parts)
    sources = case.loan.sources | {key: Source("stated", desk.today) for key in loan}
    if "guarantors" in loan:
        loan["guarantors"] = _same_guarantors(case, loan["guarantors"])
    return msgspec.structs.replace(
        case,
        enquiry=msgspec.structs.replace(case.enquiry, **told),
        loan=msgspec.structs.replace(case.loan, sources=sources, **loan),
        extra=case.extra | extra,
    )


def _same_guarantors(case: Case, told: tuple[Guarantor, ...]) -> tuple[Guarantor, ...]:
    """Those told, each with what the guarantee contract said of the one of that name."""
    known = {name: one for one in case.loan.guarantors for name in one.names}
    return tuple(
        msgspec.structs.replace(
            known[one.name], name=one.name, kind=one.kind, phone=one.phone, until=one.until
        )
        if one.name in known
        else one
        for one in told
    )


def _before(case: Case, key: str) -> Any:
    holder: Any = case.loan if key in IN_LOAN else case.enquiry
    return getattr(holder, key, None)


def verify(desk: Desk, number: str, raw: Mapping[str, Any]) -> tuple[Case, list[Finding]]:
    """The case with its checks: identity, papers seen, figures of the core system (R036, R037).

    Raises BadInput with every fault. The findings say what is still not verified.
    """
    case = open_case(desk, number)
    filled, faults = fill_in(desk.form("verify"), _lifted(raw), desk.today)
    faults += _figure_gaps(filled) + _ahead(filled, desk)
    if not faults:
        faults += _nothing_checked(case, filled)
    if faults:
        raise BadInput(faults)
    filled = without_amounts(filled)
    checked = _checked(filled, desk)
    verified = _with_checks(case, filled, desk)
    if checked is not None:
        verified = msgspec.structs.replace(verified, loan=_with_figures(verified.loan, checked))
    ok = identity_verified(
        verified.verification.identity_checked, verified.verification.caller_relation, desk.policy
    ) or (case.enquiry.channel == "bank_list" and checked is not None)
    if case.state == "enquired" and ok:
        verified = msgspec.structs.replace(verified, state="verified")
    with change(desk) as ch:
        saved = ch.save(verified, "case.verify", "verified", **filled)
    return saved, [] if ok else [Finding("case.identity-not-verified", source="R036")]


def _nothing_checked(case: Case, filled: Mapping[str, Any]) -> list[Finding]:
    """Who was asked is no check: the form brings it along filled in (R036)."""
    if not filled:
        return [Finding("case.nothing-given")]
    known = {"caller_relation": case.verification.caller_relation}
    if filled.items() <= known.items():
        return [Finding("case.nothing-checked", source="R036", field="identity_checked")]
    return []


def _lifted(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Figures may stand flat or in an object of their own."""
    flat = dict(raw)
    for key in ("figures", "figures_checked"):
        if isinstance(raw.get(key), Mapping):
            flat |= flat.pop(key)
    return flat


def _ahead(filled: dict[str, Any], desk: Desk) -> list[Finding]:
    # What will stand in the core system tomorrow, nobody has compared today.
    days = {key: filled[key] for key in ("figures_checked_on", "as_of") if key in filled}
    found = [
        Finding("case.figures-ahead", {"read": day}, field=key)
        for key, day in days.items()
        if day > desk.today
    ]
    done = {key: filled[key] for key in DONE_ON if key in filled}
    return found + [
        Finding("case.done-ahead", {"read": day}, field=key)
        for key, day in done.items()
        if day > desk.today
    ]


def _figure_gaps(filled: dict[str, Any]) -> list[Finding]:
    given = [key for key in FIGURES if key in filled]
    if not given and "figures_checked_on" not in filled and "as_of" not in filled:
        return []
    needed = [key for key in ("principal", "interest", "penalty") if key not in filled]
    return [Finding("case.figures-incomplete", field=key) for key in needed]


def _checked(filled: dict[str, Any], desk: Desk) -> Checked | None:
    if "principal" not in filled:
        return None
    on = filled.get("figures_checked_on") or filled.get("as_of") or desk.today
    figures = {key: filled.get(key, ZERO) for key in FIGURES}
    return Checked(as_of=filled.get("as_of") or on, by=desk.me.id, on=desk.today, **figures)


def _with_checks(case: Case, filled: dict[str, Any], desk: Desk) -> Case:
    old = case.verification
    items = {*old.identity_checked, *filled.get("identity_checked", ())}
    if filled.get("caller_relation", old.caller_relation) != old.caller_relation:
        # Another person was checked: what was checked of the first does not count for them.
        items = set(filled.get("identity_checked", ()))
    # A day is kept as it is written in the file: the same before and after it was saved.
    indicators = {
        k: filled[k].isoformat() if k in DONE_ON else filled[k] for k in INDICATORS if k in filled
    }
    return msgspec.structs.replace(
        case,
        verification=Verification(
            identity_checked=tuple(sorted(items)),
            caller_relation=filled.get("caller_relation", old.caller_relation),
            papers_seen=tuple(sorted({*old.papers_seen, *filled.get("papers_seen", ())})),
            by=desk.me.id,
            on=desk.today,
        ),
        indicators=case.indicators | indicators,
    )


def _with_figures(loan: Loan, checked: Checked) -> Loan:
    source = Source("core_checked", checked.as_of)
    keys = ("overdue_principal", "overdue_interest", "amount")
    return msgspec.structs.replace(
        loan,
        overdue_principal=checked.principal,
        overdue_interest=checked.interest,
        amount=checked.principal + checked.interest,
        checked=(*loan.checked, checked),
        sources=loan.sources | dict.fromkeys(keys, source),
    )


def reveal(desk: Desk, number: str, reason: str) -> None:
    """Record that a case's full numbers are shown, and why; they may be shown after it (R181).

    Raises BadInput for an unknown case or without a reason, Refused for want of authority.
    """
    reason = the_ground(reason, "reveal")
    case, _, month = find_case(desk, number)
    with change(desk) as ch:
        if month:
            ch.record("number.reveal", f"{number}: {reason}")
        else:
            ch.save(case, "number.reveal", "revealed", reason=reason)


def customer_of(desk: Desk, case: Case) -> Customer | None:
    """The customer of an open case."""
    return desk.book.customers.get(case.customer_id)
