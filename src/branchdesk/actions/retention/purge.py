"""The purge: what may go is asked for by one supervisor and confirmed by another (PIPL 47)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import msgspec

from branchdesk.actions.change import Change, against, change, refuse
from branchdesk.actions.desk import Desk
from branchdesk.actions.ground import read_ground
from branchdesk.actions.sheet import find_case
from branchdesk.basics.errors import BadInput, DeskError
from branchdesk.basics.finding import Finding
from branchdesk.basics.masking import mask_text
from branchdesk.model.approval import Approval
from branchdesk.model.case import Case
from branchdesk.model.desk.tombstone import Tombstone
from branchdesk.rules.desk.retention import Beside, Standing, standing
from branchdesk.rules.state import ENDS
from branchdesk.store.archive import Sealed
from branchdesk.store.codec import to_plain
from branchdesk.store.files import remove_case

ASK, PURGE = "purge.ask", "purge.confirm"


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """An ended case as the purge list has it."""

    customer: str
    """Masked."""
    month: str
    """The archive month; empty while it is not filed."""
    standing: Standing


def purge_list(desk: Desk, as_of: date | None = None) -> list[Kept]:
    """Every ended case with what holds it on a day: free ones first, then by their date."""
    day = as_of or desk.today
    others, beside = _by_customer(desk), _beside(desk)
    found = [
        Kept(
            customer=mask_text(name),
            month=month,
            standing=_stands(desk, case, others, beside, day),
        )
        for case, name, month in _ended(desk)
    ]
    order = ("free", "later", "held")
    return sorted(
        found,
        key=lambda k: (order.index(k.standing.state), k.standing.free_on or day, k.standing.number),
    )


def _ended(desk: Desk) -> Iterator[tuple[Case, str, str]]:
    for sealed in desk.archive.all():
        yield sealed.case, sealed.customer.name, sealed.month
    for case in desk.book.cases:
        if case.state in ENDS:
            customer = desk.book.customers.get(case.customer_id)
            yield case, customer.name if customer else "", ""


def _by_customer(desk: Desk) -> dict[str, list[Case]]:
    found: dict[str, list[Case]] = {}
    for case in [*desk.book.cases, *(sealed.case for sealed in desk.archive.all())]:
        found.setdefault(case.customer_id, []).append(case)
    return found


def _beside(desk: Desk) -> Beside:
    return Beside(tuple(desk.book.holds), tuple(desk.book.complaints))


def _stands(
    desk: Desk, case: Case, known: dict[str, list[Case]], beside: Beside, day: date
) -> Standing:
    others = [c for c in known.get(case.customer_id, ()) if c.number != case.number]
    return standing(case, others, beside, desk.policies.on(day), day)


def ask_to_purge(desk: Desk, numbers: Sequence[str], ground: str) -> Approval:
    """The question to another supervisor; nothing is removed before the answer.

    Raises BadInput for no such case, no ground or one that names the customer; Refused with every
    reason of every case.
    """
    numbers = list(dict.fromkeys(numbers))
    cases = [find_case(desk, number) for number in numbers]
    ground, faults = read_ground(ground)
    faults += _names_them(ground, [customer.name for _, customer, _ in cases])
    if faults:
        raise BadInput(faults)
    refuse(against(desk, ASK) + _reasons(desk, numbers) + _asked_already(desk, numbers))
    with change(desk) as ch:
        asked = Approval(
            id=f"A-{ch.commit.next('approval')}", case="", act=PURGE, asked_by=desk.me.id,
            asked_on=desk.today, ground=ground, facts={"cases": numbers},
        )  # fmt: skip
        ch.record(ASK, asked.id, asked)
    return asked


def _names_them(ground: str, names: list[str]) -> list[Finding]:
    # The ground outlives the case on its tombstone.
    if mask_text(ground) == ground and not any(name and name in ground for name in names):
        return []
    return [Finding("purge.names", field="ground")]


def _asked_already(desk: Desk, numbers: list[str]) -> list[Finding]:
    waiting = [a for a in desk.book.approvals if a.act == PURGE and a.state == "open"]
    return [
        Finding("purge.asked-already", {"id": a.id})
        for a in waiting
        if not set(numbers).isdisjoint(a.facts["cases"])
    ]


def overtaken(desk: Desk, approval: Approval) -> list[Finding]:
    """What has come up since it was asked for: nothing goes before its time, not even then."""
    return _reasons(desk, approval.facts["cases"])


def _reasons(desk: Desk, numbers: Sequence[str]) -> list[Finding]:
    found = []
    others, beside = _by_customer(desk), _beside(desk)
    for number in numbers:
        case, _, _ = find_case(desk, number)
        for reason in _stands(desk, case, others, beside, desk.today).against:
            found.append(Finding("purge.held", {"number": number, "reason": reason}, reason.source))
    return found


def purge(desk: Desk, ch: Change, approval: Approval, act: str) -> None:
    """The records of the cases leave the casebook; from now on nobody can see them any more."""
    if approval.state != "granted":
        return
    asked = [desk.archive.get(number) for number in approval.facts["cases"]]
    going = [sealed for sealed in asked if sealed is not None]
    numbers = {sealed.case.number for sealed in going}
    staying = [c for many in _by_customer(desk).values() for c in many if c.number not in numbers]
    for sealed in going:
        case = sealed.case
        last = not any(c.customer_id == case.customer_id for c in staying)
        contract = "" if _contract_stays(desk, case, staying) else case.loan.contract_no
        ch.forget(
            act, _stone(desk, sealed, approval, last),
            customer=case.customer_id if last else "", contract=contract,
        )  # fmt: skip


def _contract_stays(desk: Desk, case: Case, staying: list[Case]) -> bool:
    # The register's line stays while the bank's list has it or another case works it.
    account = desk.book.accounts.get(case.loan.contract_no)
    worked = any(c.loan.contract_no == case.loan.contract_no for c in staying)
    return account is None or account.change != "gone" or worked


def _stone(desk: Desk, sealed: Sealed, approval: Approval, last: bool) -> Tombstone:
    case = sealed.case
    stands = standing(case, (), Beside(), desk.policy, desk.today)
    return Tombstone(
        case=case.number, opened_on=case.opened_on, outcome=stands.outcome,
        closed_on=stands.closed_on or desk.today, month=sealed.month, purged_on=desk.today,
        asked_by=approval.asked_by, confirmed_by=approval.decided_by, approval=approval.id,
        ground=approval.ground, entries=len(case.timeline), letters=len(case.letters),
        received=len(case.received), customer_too=last, digest=_digest(to_plain(case), case.salt),
    )  # fmt: skip


def _digest(plain: Any, salt: str) -> str:
    body = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256((salt + body).encode("utf-8", "surrogatepass")).hexdigest()


def sweep(desk: Desk) -> None:
    """The files of purged cases are gone: sealed copies, papers, what was received, drafts.

    Raises Fault.

    What a power cut left is swept when the desk is next opened for writing.
    """
    waiting = [t for t in desk.book.tombstones if not t.swept]
    if waiting:
        desk.book.forget_past()
    for stone in waiting:
        desk.archive.erase(stone.case)
        remove_case(desk.folder.papers, stone.case)
        remove_case(desk.folder.received, stone.case)
        desk.drafts.forget(stone.case)
        # In the name of who confirmed it: it is the end of that act, whoever opens the desk next.
        member = desk.book.staff.get(stone.confirmed_by)
        role = member.role if member else "supervisor"
        with desk.book.commit(desk.now, stone.confirmed_by, role) as commit:
            commit.record("purge.swept", stone.case, msgspec.structs.replace(stone, swept=True))


def finish(desk: Desk) -> None:
    """What a cut left of a purge is swept now; a disk that refuses hinders nobody's work."""
    try:
        sweep(desk)
    except DeskError:
        return
