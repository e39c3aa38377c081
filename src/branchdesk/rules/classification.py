"""The suggested class with its reasons (R050-R054); the decision is the clerk's."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.model.case import Case
from branchdesk.model.form import Form
from branchdesk.model.policy import Policy
from branchdesk.rules.enquiry import NEEDED_TO_CLASSIFY
from branchdesk.rules.state import out_of_place

CLASSES = ("non_malicious", "malicious", "technical")
NO_RELAPSE = ("recorded_in_error", "technical_resolved")
"""End states after which a new case is none: the first was no fault of the customer's."""
RAISED = {"light": "moderate", "moderate": "severe"}
"""A relapse is treated one severity further on; the severity itself stays what the days say."""


class Reason(msgspec.Struct, frozen=True):
    """One indicator that spoke: its key in policy/classification.toml."""

    code: str
    klass: str
    weight: int


class Suggestion(msgspec.Struct, frozen=True):
    """The class that the indicators speak for; empty where they speak for none or are even."""

    klass: str
    reasons: tuple[Reason, ...]
    findings: tuple[Finding, ...]
    """What to find out before deciding."""


def class_word(case: Case) -> str:
    """The decided class as rules weigh it: ``suspected`` until the second person, ``undecided``."""
    decision = case.decision
    if decision is None:
        return "undecided"
    return decision.klass if decision.confirmed else "suspected"


def may_classify(case: Case, klass: str, to_complete: Collection[str], form: Form) -> list[Finding]:
    """Every reason against a class now (R053, R054); ``klass`` empty where none is meant yet.

    ``to_complete`` are the keys of the enquiry that are still empty, ``form`` names them.
    """
    found = []
    if klass == "technical" and case.indicators.get("fault_party") in ("customer", "third"):
        found.append(Finding("classify.not-the-bank", source="R053"))
    found += out_of_place(case, "case.classify", "classify.closed")
    lacks = [key for key in to_complete if key in NEEDED_TO_CLASSIFY]
    if case.enquiry.channel == "bank_list":
        # Nobody spoke yet: the bank's own list gives no reason.
        lacks = [key for key in lacks if key != "reason"]
    if lacks:
        names = [field.label for key in lacks if (field := form.field(key))]
        found.append(Finding("classify.incomplete", {"names": names}, source="R054"))
    return found


def is_relapse(case: Case, previous_end: str) -> bool:
    """True where a loan is overdue again by its customer's doing (R104).

    ``previous_end`` is how the case before it ended; empty where that is no longer known.
    """
    return bool(case.previous) and previous_end not in NO_RELAPSE


def steps(severity: str, klass: str, policy: Policy, again: bool = False) -> tuple[str, ...]:
    """The keys of policy/strategy.toml that are meant for a case (R070, R117, R149).

    ``again``: overdue again after an archived case, so one severity further on (R104).
    """
    if again and klass != "technical":
        severity = RAISED.get(severity, severity)
    chosen = policy.strategy.items()
    return tuple(key for key, step in chosen if step.fits(severity, klass, again))


def suggest(facts: Mapping[str, str], policy: Policy) -> Suggestion:
    """The class with the greatest weight of indicators (R050-R053), and every reason.

    ``facts``: reason, wishes, ability, fault_party, first_overdue, came_forward, broken_promises,
    each as a word; an unknown fact is absent or ``unknown``.
    """
    reasons = tuple(
        Reason(f"classification.{code}", indicator.klass, indicator.weight)
        for code, indicator in policy.classification.items()
        if indicator.speaks(facts)
    )
    weights = {k: sum(r.weight for r in reasons if r.klass == k) for k in CLASSES}
    best = max(weights.values())
    leaders = [klass for klass, weight in weights.items() if weight == best]
    klass = leaders[0] if best > 0 and len(leaders) == 1 else ""
    return Suggestion(klass, reasons, tuple(_to_find_out(facts, klass)))


def _to_find_out(facts: Mapping[str, str], klass: str) -> list[Finding]:
    found = []
    if facts.get("reason") == "refuses" and facts.get("ability") != "proven":
        found.append(Finding("classify.refusal-needs-ability", source="R052"))
    if klass == "malicious":
        found.append(Finding("classify.second-person", source="R148"))
    if klass == "technical" and facts.get("fault_party") != "bank":
        found.append(Finding("classify.cause-not-verified", source="R053"))
    if facts.get("first_overdue", "unknown") == "unknown":
        found.append(Finding("classify.no-history", source="R145"))
    if facts.get("reason", "unknown") in ("", "unknown"):
        found.append(Finding("classify.no-reason", source="R032"))
    return found
