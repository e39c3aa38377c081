"""Complaints: both clocks, who may look into one, what may follow (R174-R178)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.basics.workdays import Deadline, add_workdays
from branchdesk.model.case import Case
from branchdesk.model.follow.complaint import UPHELD, Complaint
from branchdesk.model.policy import Policy

RULES = "消费投诉处理管理办法"
CONDUCT = ("conduct", "privacy")
"""What a complaint is about that keeps its subject from calling the customer."""
WORKED = (
    "contact.add", "promise.add", "visit.plan", "visit.record", "letter.draft", "letter.issue",
    "case.classify", "plan.propose", "deferral.give", "waiver.ask", "suit.ask", "penalty.reverse",
)  # fmt: skip
"""Acts after which one has worked a case; who only decided on a question has not."""


class Clocks(msgspec.Struct, frozen=True):
    """The branch's two clocks and the law's, all from the receipt."""

    respond_by: datetime
    investigate_by: Deadline
    decide_by: date
    """The complainant is told the result by then."""


def clocks(one: Complaint, policy: Policy) -> Clocks:
    """When a complaint is to be answered, investigated and decided (R174, R175)."""
    received = one.received_at.date()
    terms = policy.complaint
    longer = {extension.to for extension in one.extensions}
    days = terms.complex_days if longer else terms.simple_days
    days += terms.special_days if "special" in longer else 0
    return Clocks(
        one.received_at + timedelta(hours=terms.respond_hours),
        add_workdays(received, terms.investigate_workdays, policy.calendar),
        received + timedelta(days=days),
    )


def late(one: Complaint, policy: Policy, now: datetime) -> list[str]:
    """Which clocks were or are overrun: ``respond``, ``investigate``, ``decide``."""
    by, found = clocks(one, policy), []
    ended = one.withdrawn_on or one.told_on or now.date()
    answered = one.response.at if one.response else min(now, _end_of(ended))
    if answered > by.respond_by:
        found.append("respond")
    looked = one.inquiries[0].on if one.inquiries else ended
    if looked > by.investigate_by.day:
        found.append("investigate")
    return [*found, "decide"] if ended > by.decide_by else found


def _end_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 23, 59)


def interest(member: str, one: Complaint, cases: Iterable[Case]) -> list[Finding]:
    """Why a member has an interest in the matter; empty for who may look into it.

    ``cases`` are those that the complaint is about.
    """
    if member in one.against:
        return [Finding("complaint.accused", {"id": one.id}, source=RULES)]
    mine = [c.number for c in cases if _worked(member, c)]
    facts = {"id": one.id, "numbers": mine}
    return [Finding("complaint.worked", facts, source=RULES)] if mine else []


def _worked(member: str, case: Case) -> bool:
    return any(e.by == member and e.authority in WORKED for e in case.timeline)


def over(one: Complaint) -> list[Finding]:
    """Nothing more is done about a complaint that was closed or withdrawn."""
    if one.is_open:
        return []
    return [Finding(f"complaint.is-{one.state}", {"id": one.id})]


def may_close(one: Complaint) -> list[Finding]:
    """The result is told after the investigation (R175, R176)."""
    if one.inquiry is not None or not one.is_open:
        return over(one)
    return [Finding("complaint.not-investigated", {"id": one.id}, source="R175")]


def may_extend(one: Complaint, filled: Mapping[str, Any], by: date) -> list[Finding]:
    """A special extension comes after the complex one, both before the time is over."""
    to, known = filled.get("to"), [extension.to for extension in one.extensions]
    found = over(one)
    if to in known:
        found.append(Finding("complaint.extended-already", {"id": one.id}, source=RULES))
    if to == "special" and "complex" not in known:
        found.append(Finding("complaint.complex-first", {"id": one.id}, source=RULES))
    if filled["on"] > by:
        found.append(Finding("complaint.too-late", {"id": one.id, "by": by}, source=RULES))
    return found


def may_sanction(one: Complaint) -> list[Finding]:
    """A sanction rests on what an investigation found (R178)."""
    if one.inquiry is not None and one.inquiry.finding in UPHELD:
        return []
    return [Finding("complaint.not-upheld", {"id": one.id}, source="R178")]


def no_calls(member: str, customer: str, complaints: Iterable[Complaint]) -> list[Finding]:
    """Why a member does not plan to contact a customer: their conduct is complained of."""
    return [
        Finding("complaint.no-call", {"id": one.id, "on": one.received_at.date()}, source=RULES)
        for one in complaints
        if one.is_open and one.customer_id == customer and one.about in CONDUCT
        and member in one.against
    ]  # fmt: skip


def answered(complaints: Iterable[Complaint]) -> Complaint | None:
    """The last complaint whose investigation has ended and whose reply may be written (R176)."""
    done = [c for c in complaints if c.inquiry is not None and c.state != "withdrawn"]
    return max(done, key=lambda c: (c.is_open, c.received_at), default=None)


def may_reply(complaints: Iterable[Complaint]) -> list[Finding]:
    """The reply is written once a complaint of the case was investigated (R176)."""
    if answered(complaints) is not None:
        return []
    return [Finding("complaint.nothing-to-reply", source="R176")]
