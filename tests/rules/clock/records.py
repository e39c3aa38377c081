"""Cases with clocks, for the tests of this room."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import msgspec

from branchdesk.model.case import Case
from branchdesk.model.entry import Entry
from branchdesk.model.loan import Guarantor
from branchdesk.model.suit import Stage, Suit
from branchdesk.model.terms import Terms
from tests.builders import NOW, a_case, a_loan

MATURED = date(2026, 3, 31)
"""The end of the term of the loans here: six months later is 30 September 2026."""


def a_guarantor(**given: Any) -> Guarantor:
    """A joint guarantor whose contract names no period."""
    usual = {"name": "马建国", "kind": "joint", "phone": "13800138001"}
    return Guarantor(**(usual | given))


def a_guaranteed(*many: Guarantor, maturity: date | None = MATURED, **terms: Any) -> Case:
    """A case of a matured loan with these guarantors, one joint one unless told."""
    told = Terms(maturity=maturity, **terms)
    return a_case(loan=a_loan(guarantors=many or (a_guarantor(),), terms=told))


def happened(case: Case, kind: str, on: date | None = None, **facts: Any) -> Case:
    """The case with one more entry; its facts say when it happened."""
    told = facts | ({"on": on.isoformat()} if on else {})
    entry = Entry(
        seq=len(case.timeline) + 1, at=NOW, by="s01", role="senior", authority="x", kind=kind,
        facts=told,
    )  # fmt: skip
    return msgspec.structs.replace(case, timeline=(*case.timeline, entry))


def called(case: Case, on: date, **facts: Any) -> Case:
    """The case with a demand by phone that reached the customer, with a recording."""
    usual = {
        "channel": "call", "direction": "out", "counterpart": "self", "result": "refuses",
        "recording": "REC-7", "at": datetime(on.year, on.month, on.day, 10).isoformat(),
    }  # fmt: skip
    return happened(case, "contact", **(usual | facts))


def claimed(case: Case, on: date, name: str = "马建国", **facts: Any) -> Case:
    """The case with a claim on a guarantor, signed for."""
    usual = {"way": "notice", "evidence": "R-2", "guarantor": name}
    return happened(case, "guarantor_claimed", on, **(usual | facts))


def sued(case: Case, *stages: tuple[str, date]) -> Case:
    """The case with these stages of a suit."""
    made = [Stage(code=code, on=on, by="kan", at=NOW) for code, on in stages]  # type: ignore[arg-type]
    return msgspec.structs.replace(
        case, suit=Suit(since=stages[0][1], approval="A-1", stages=tuple(made))
    )
