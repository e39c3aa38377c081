"""The states of a case and the ways between them, in one table."""

from __future__ import annotations

from branchdesk.basics.finding import Finding
from branchdesk.basics.money import ZERO
from branchdesk.basics.wording import Term
from branchdesk.model.case import Case

ENDS = (
    "settled", "written_off", "technical_resolved", "handed_over",
    "transferred", "renewed", "debt_asset", "recorded_in_error",
)  # fmt: skip
RESERVED = ("written_off", "handed_over")
"""End states that only a supervisor gives (R162)."""
WORKING = ("classified", "dunning", "in_arrangement", "with_legal", "with_agency")

WAYS: dict[str, tuple[str, ...]] = {
    "enquired": ("verified", "classified", "recorded_in_error"),
    "verified": ("classified", "recorded_in_error"),
    "classified": ("dunning", "in_arrangement", "with_legal", "with_agency", *ENDS),
    "dunning": ("classified", "in_arrangement", "with_legal", "with_agency", *ENDS),
    "in_arrangement": ("dunning", *ENDS),
    "with_legal": ("in_arrangement", *ENDS),
    "with_agency": ("dunning", *ENDS),
    "settled": ("archived", "dunning"),
    **{end: ("archived",) for end in ENDS if end != "settled"},
    "archived": (),
}


def may_move(case: Case, to: str) -> list[Finding]:
    """Why a case may not go to a state; empty where it may."""
    if to in WAYS[case.state]:
        return []
    return [
        Finding(
            "state.no-way",
            {"number": case.number, "now": Term("state", case.state), "to": Term("state", to)},
        )
    ]


def may_close(case: Case, outcome: str) -> list[Finding]:
    """Every reason against an end state (R182): settled needs checked figures of 0.00.

    Technical needs the technical class; recorded_in_error may come from any open state.
    """
    if outcome == "recorded_in_error" and case.state not in (*ENDS, "archived"):
        return []
    found = may_move(case, outcome)
    if outcome == "settled":
        found += _settled(case)
    if outcome == "technical_resolved" and (
        case.decision is None or case.decision.klass != "technical"
    ):
        found.append(Finding("close.not-technical", source="R149"))
    return found


def _settled(case: Case) -> list[Finding]:
    checked = case.loan.checked[-1] if case.loan.checked else None
    if checked is None:
        return [Finding("close.not-checked", source="R182")]
    if checked.total != ZERO:
        facts = {"total": checked.total, "as_of": checked.as_of}
        return [Finding("close.still-owed", facts, source="R182")]
    return []
