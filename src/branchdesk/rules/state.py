"""The states of a case in two tables: the ways between them, and what may be done in each."""

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
OPEN = ("enquired", "verified", *WORKING)
CLAIM = ("written_off", "handed_over")
"""End states after which the claim lives on."""
KEPT = (*OPEN, *ENDS)
"""Every state of a case that is not filed away."""

WAYS: dict[str, tuple[str, ...]] = {
    "enquired": ("verified", "classified", "recorded_in_error"),
    "verified": ("classified", "recorded_in_error"),
    "classified": ("dunning", "in_arrangement", "with_legal", "with_agency", *ENDS),
    "dunning": ("classified", "in_arrangement", "with_legal", "with_agency", *ENDS),
    "in_arrangement": ("dunning", *ENDS),
    "with_legal": ("in_arrangement", *ENDS),
    "with_agency": ("dunning", *ENDS),
    # A payment came back: what is technical is put right, the rest is dunned again.
    "settled": ("archived", "dunning", "classified"),
    **{end: ("archived",) for end in ENDS if end != "settled"},
    "archived": ("enquired", "classified"),
}

SUED_FROM = ("classified", "dunning", "with_legal")
"""Who keeps a plan or is with an agency is not sued before that has ended."""
ENTRUSTED_FROM = ("classified", "dunning", "with_legal", "with_agency")
"""What keeps a plan is not dunned by others either; a law firm may come to an agency or a suit."""
ACTS: dict[str, tuple[str, ...]] = {
    # A fact is recorded in every case that is not filed away.
    **dict.fromkeys(
        (
            "enquiry.add", "case.edit", "case.verify", "contact.add", "contact.review",
            "contact.reverse", "case.grade", "contact.score",
            "promise.add", "promise.reverse", "visit.record", "payment.add", "payment.reverse",
            "paper.add", "suit.stage", "credit.list", "letter.draft", "letter.issue", "event.add",
            "event.close", "letter.deliver", "today.snooze", "police.file", "search.add",
            "asset.add", "trace.see", "agency.report", "agency.review", "agency.recall",
            "guarantor.edit", "clock.record",
        ),
        KEPT,
    ),
    "bundle.make": (*KEPT, "archived"),
    "number.reveal": (*KEPT, "archived"),
    "case.classify": OPEN,
    "case.close": OPEN,
    "case.close_reserved": WORKING,
    "case.archive": ENDS,
    "case.reopen": ("archived",),
    "visit.plan": (*OPEN, *CLAIM),
    "case.plan_month": OPEN,
    "plan.propose": ("classified", "dunning", "in_arrangement", "with_legal"),
    "plan.approve": ("classified", "dunning", "in_arrangement", "with_legal"),
    "plan.breach": WORKING,
    "deferral.give": OPEN,
    "deferral.approve": OPEN,
    "waiver.ask": WORKING,
    "waiver.approve": WORKING,
    "waiver.override": WORKING,
    "penalty.reverse": (*WORKING, "technical_resolved"),
    "penalty.reverse_approve": (*WORKING, "technical_resolved"),
    "suit.ask": SUED_FROM,
    "suit.decide": SUED_FROM,
    "class.malicious": OPEN,
    "police.ask": (*WORKING, *CLAIM),
    "police.decide": (*WORKING, *CLAIM),
    "agency.mandate": ENTRUSTED_FROM,
    "agency.decide": ENTRUSTED_FROM,
}  # fmt: skip
"""In which states an act has its place, by the acts of policy/authority.toml that touch one case.

What else speaks against an act stands with its noun; which letter may still be drafted, with the
letters; which end state may be given, in WAYS.
"""


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


def has_place(case: Case, act: str) -> bool:
    """True where the state of a case leaves room for an act."""
    return case.state in ACTS[act]


def out_of_place(case: Case, act: str, code: str = "state.no-place") -> list[Finding]:
    """Why the state of a case leaves no room for an act; ``code`` where its noun says it itself."""
    if has_place(case, act):
        return []
    return [Finding(code, {"number": case.number, "state": Term("state", case.state)})]


def may_close(case: Case, outcome: str) -> list[Finding]:
    """Every reason against an end state (R182): settled needs checked figures of 0.00.

    Technical needs the technical class and what was put right (R149); recorded_in_error may come
    from any open state.
    """
    if outcome == "recorded_in_error" and has_place(case, "case.close"):
        return []
    found = may_move(case, outcome)
    if outcome == "settled":
        found += _settled(case)
    if outcome == "technical_resolved" and (
        case.decision is None or case.decision.klass != "technical"
    ):
        found.append(Finding("close.not-technical", source="R149"))
    elif outcome == "technical_resolved" and not case.indicators.get("put_right"):
        found.append(Finding("close.not-put-right", source="R149"))
    return found


def _settled(case: Case) -> list[Finding]:
    checked = case.loan.checked[-1] if case.loan.checked else None
    if checked is None:
        return [Finding("close.not-checked", source="R182")]
    if checked.total != ZERO:
        facts = {"total": checked.total, "as_of": checked.as_of}
        return [Finding("close.still-owed", facts, source="R182")]
    return []
