"""The end of a case: closed, archived, reopened (R182)."""

from __future__ import annotations

import msgspec

from branchdesk.actions.change import against, change, refuse
from branchdesk.actions.desk import Desk
from branchdesk.actions.enquiry import open_case_of
from branchdesk.actions.ground import read_ground, the_ground
from branchdesk.actions.sheet import find_case, open_case
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.model.case import Case, State
from branchdesk.rules.deferral import lapse
from branchdesk.rules.desk.archive import may_archive
from branchdesk.rules.state import ENDS, RESERVED, may_close
from branchdesk.store.archive import Sealed


def close(desk: Desk, number: str, outcome: str, ground: str) -> Case:
    """The case in its end state. Raises BadInput, Refused with every reason."""
    case = open_case(desk, number)
    ground, faults = read_ground(ground)
    if outcome not in ENDS:
        faults.append(Finding("close.no-outcome", {"read": outcome, "codes": list(ENDS)}))
    if faults:
        raise BadInput(faults)
    act = "case.close_reserved" if outcome in RESERVED else "case.close"
    refuse(against(desk, act) + may_close(case, outcome))
    closed = msgspec.structs.replace(
        lapse(case), state=_state(outcome), next_on=None, next_none_because=ground
    )
    with change(desk) as ch:
        saved = ch.save(closed, act, "closed", outcome=outcome, ground=ground)
        lapsed = [
            msgspec.structs.replace(a, state="lapsed", decision_ground=ground)
            for a in desk.book.approvals
            if a.case == number and a.state == "open"
        ]
        if lapsed:
            ch.record(act, number, *lapsed)
    return saved


def _state(outcome: str) -> State:
    state: State = msgspec.convert(outcome, State)
    return state


def is_closed(case: Case) -> bool:
    """True where the case has an end state and waits for filing."""
    return case.state in ENDS


def archive(desk: Desk, number: str) -> str:
    """The month into which the case is sealed now. Raises Refused unless it is closed."""
    case = open_case(desk, number)
    refuse(against(desk, "case.archive") + may_archive(case))
    customer = desk.book.customers.get(case.customer_id)
    if customer is None:
        raise BadInput(Finding("customer.none", {"id": case.customer_id}))
    month = desk.today.strftime("%Y-%m")
    ended = msgspec.structs.replace(case, state="archived", before_archive=case.state)
    with change(desk) as ch:
        sealed = ch.seal(ended, "case.archive", "archived", month=month)
        # The month's file first: a cut between the two leaves the case open, and only open.
        desk.archive.put(Sealed(month=month, case=sealed, customer=customer))
    return month


def reopen(desk: Desk, number: str, ground: str) -> Case:
    """The archived case, open again in the state it was dunned or classified in.

    Raises BadInput without a ground or for a case that is not archived, Refused for want of role.
    """
    case, _, month = find_case(desk, number)
    if not month:
        raise BadInput(Finding("reopen.not-archived", {"number": number}))
    ground = the_ground(ground)
    refuse(against(desk, "case.reopen") + _open_already(desk, case))
    state: State = "classified" if case.decisions else "enquired"
    opened = msgspec.structs.replace(
        case, state=state, before_archive="", next_none_because="", next_on=desk.today
    )
    sealed = desk.archive.get(number)
    with change(desk) as ch:
        saved = ch.save(opened, "case.reopen", "reopened", is_new=True, month=month, ground=ground)
    # Only now may the sealed copy go; left behind by a cut, it is waste that nobody sees.
    if sealed is not None:
        desk.archive.take(sealed)
    return saved


def _open_already(desk: Desk, case: Case) -> list[Finding]:
    # One loan, one open case: a relapse that came in meanwhile has its own.
    other = open_case_of(desk, case.loan.contract_no)
    return [Finding("reopen.open-already", {"other": other.number})] if other else []
