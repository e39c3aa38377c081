"""Figures of the quality sheets per member (R194)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import msgspec

from branchdesk.model.case import Case
from branchdesk.model.entry import Entry
from branchdesk.reports.entry import kept_findings
from branchdesk.rules.contact import contact_of
from branchdesk.rules.follow.quality import scorable, sheets

TENTH = Decimal("0.1")


class MemberQuality(msgspec.Struct, frozen=True, kw_only=True):
    """The calls of one member in a time, those that were listened to, and what was found."""

    staff: str
    calls: int
    """That reached somebody."""
    breaches: int
    """Calls among them that broke a rule when they were recorded."""
    scored: int
    score: Decimal | None
    """The mean, 0 to 100, to a tenth; None where none was listened to."""
    courtesy: Decimal | None
    satisfaction: Decimal | None
    kept: dict[str, tuple[int, int]]
    """For each question of yes or no: how often yes, of how many answers."""


def quality(
    cases: Iterable[Case], since: date, until: date, questions: Sequence[str]
) -> list[MemberQuality]:
    """The figures of every member who called; ``questions`` are those of yes or no.

    ``since`` to ``until`` are the days of the calls, whenever somebody listened to them.
    """
    calls: dict[str, list[tuple[Entry, Entry | None]]] = {}
    for case in cases:
        told = sheets(case)
        for call in scorable(case):
            if since <= contact_of(case, call).at.date() <= until:
                calls.setdefault(call.by, []).append((call, told.get(call.seq)))
    return [_member(staff, found, questions) for staff, found in sorted(calls.items())]


def _member(
    staff: str, found: Sequence[tuple[Entry, Entry | None]], questions: Sequence[str]
) -> MemberQuality:
    told = [sheet for _, sheet in found if sheet is not None]
    return MemberQuality(
        staff=staff,
        calls=len(found),
        breaches=sum(bool(kept_findings(call)) for call, _ in found),
        scored=len(told),
        score=_mean(told, "score"),
        courtesy=_mean(told, "courtesy"),
        satisfaction=_mean(told, "satisfaction"),
        kept={key: _kept(told, key) for key in questions},
    )


def _mean(told: Iterable[Entry], key: str) -> Decimal | None:
    values = [Decimal(str(value)) for sheet in told if (value := sheet.facts.get(key)) is not None]
    if not values:
        return None
    return (sum(values, Decimal(0)) / len(values)).quantize(TENTH, ROUND_HALF_UP)


def _kept(told: Iterable[Entry], key: str) -> tuple[int, int]:
    answers = [sheet.facts[key] for sheet in told if key in sheet.facts]
    return sum(answer is True for answer in answers), len(answers)
