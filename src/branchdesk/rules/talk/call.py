"""A call in its order: the stages, which of them are open to whoever answered, and the tone.

Nothing of the debt is in reach before the identity suffices (R036, R084): until then only greeting,
identity and closing are open.
"""

from __future__ import annotations

from collections.abc import Sequence

from branchdesk.basics.masking import national
from branchdesk.model.case import Case
from branchdesk.model.customer import Customer
from branchdesk.model.follow.talk import STAGES, Route, Stage, Tone
from branchdesk.model.policy import Policy
from branchdesk.rules.contact import is_third
from branchdesk.rules.court.legal import UNREACHED
from branchdesk.rules.identity import identity_verified

NOBODY = tuple(one for one in UNREACHED if one != "third_party")
"""What may answer in the place of a person."""
PROMISED = ("promise", "partial_promise")


def route(answered: str, checked: Sequence[str], customer: Customer, policy: Policy) -> Route:
    """Where a call may go by who answered and what of them was checked (R036, R177)."""
    if not answered:
        return "begin"
    if answered in NOBODY:
        return "voicemail" if answered == "voicemail" else "unreached"
    if identity_verified(tuple(checked), answered, policy):
        return "open"
    return "third" if is_third(answered, customer) else "unverified"


def whose(number: str, customer: Customer, case: Case) -> str:
    """Who is called by a number, as far as the records know: else it is a third person's."""
    wanted = national(number) if number else ""
    if not wanted or wanted in {national(phone) for phone in customer.phones}:
        return "self"
    theirs = {national(g.phone) for g in case.loan.guarantors if g.phone}
    return "guarantor" if wanted in theirs else "other"


def open_stages(way: Route) -> tuple[Stage, ...]:
    """The stages that such a call has, in their order."""
    if way == "open":
        return STAGES
    if way == "begin":
        return STAGES[:2]
    if way in ("unverified", "third"):
        return (*STAGES[:3], "close")
    return (*STAGES[:2], "close")


def after(stage: Stage, way: Route) -> Stage:
    """The stage that follows; the last one stays."""
    later = STAGES[STAGES.index(stage) + 1 :]
    return next((one for one in later if one in open_stages(way)), stage)


def before(stage: Stage, way: Route) -> Stage:
    """The stage before it; the first one stays: what was dialled is not prepared again."""
    earlier = STAGES[1 : STAGES.index(stage)]
    return next((one for one in reversed(earlier) if one in open_stages(way)), stage)


def nearest(stage: Stage, way: Route) -> Stage:
    """The stage itself while it is open, else the last open one before it."""
    return stage if stage in open_stages(way) else before(stage, way)


def tone(case: Case, klass: str, severity: str) -> Tone:
    """How to speak: by what forbids dunning first, then by class and severity (R083, R087, R117).

    ``klass`` is the class decided, else the one suggested. Malicious counts only once a second
    person confirmed it; till then the severity sets the tone.
    """
    if klass == "technical":
        return "technical"
    if case.plan_in_force is not None:
        return "arranged"
    decided = case.decision
    if decided is not None and decided.klass == "malicious" and decided.confirmed:
        return "malicious"
    if severity == "light":
        return "light"
    if severity == "moderate":
        return "moderate"
    return "severe" if severity == "severe" else "none"


def minutes(seconds: int) -> int:
    """The length of a call as records have it: minutes begun."""
    return max(1, -(-seconds // 60))


def still_running(seconds: int, most_minutes: int) -> bool:
    """True while a call keeps the screens from locking themselves."""
    return 0 <= seconds < most_minutes * 60
