"""The next step in the order of the department whose case it is (R091, R092)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from branchdesk.basics.finding import Finding
from branchdesk.basics.wording import Term
from branchdesk.model.case import Case
from branchdesk.model.policy import Policy
from branchdesk.rules.court.legal import contacts
from branchdesk.rules.severity import Severity
from branchdesk.rules.state import OPEN

RESTING = ("in_arrangement", "with_agency")
"""Who keeps a plan, or is with an agency, is not walked up the steps."""


def ladder_of(case: Case, klass: str, severity: Severity) -> str:
    """Whose order counts: credit, legal or preservation; empty where none does.

    ``klass`` is the class decided, else the one suggested: what is technical is put right (R149).
    """
    if case.state not in OPEN or case.state in RESTING or klass == "technical":
        return ""
    if case.state == "with_legal":
        return "preservation"
    if not severity:
        return ""
    return "credit" if severity in ("none", "light") else "legal"


def next_step(
    case: Case, klass: str, severity: Severity, policy: Policy, today: date
) -> list[Finding]:
    """The step whose turn it is, or that all were taken; empty where no order counts."""
    ladder = ladder_of(case, klass, severity)
    if not ladder:
        return []
    at_court = ladder == "preservation"
    rungs: Sequence[str] = getattr(policy.ladder, ladder)
    taken = _reached(case, rungs) if at_court else _climbed(case, rungs, today)
    source, name = policy.sources[f"ladder.{ladder}"].ref, Term("ladder", ladder)
    if taken == len(rungs):
        return [Finding("ladder.done", {"ladder": name}, source)]
    step = Term("suit" if at_court else "ladder", rungs[taken])
    facts = {"ladder": name, "no": taken + 1, "of": len(rungs), "step": step}
    return [Finding("ladder.next", facts, source)]


def _climbed(case: Case, rungs: Sequence[str], today: date) -> int:
    """How many steps our contacts have taken, each by the one whose turn it was."""
    taken = 0
    for _, entry in contacts(case, today):
        ours = entry.facts.get("direction") == "out"
        if ours and taken < len(rungs) and entry.facts.get("channel") == rungs[taken]:
            taken += 1
    return taken


def _reached(case: Case, rungs: Sequence[str]) -> int:
    """How many steps the suit has behind it: up to the last stage that was reached."""
    if case.suit is None:
        return 0
    reached = [n for n, code in enumerate(rungs, 1) if case.suit.reached(code) is not None]
    return max(reached, default=0)
