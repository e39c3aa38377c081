"""The legal side of cases in words: one case whole, and which cases legal or a decision has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from branchdesk.actions.desk import Desk
from branchdesk.actions.find import case_rows
from branchdesk.actions.legal.suit import DECIDE, LegalView
from branchdesk.basics.finding import Finding
from branchdesk.basics.wording import Words
from branchdesk.model.case import Case
from branchdesk.rules.court.legal import triggers
from branchdesk.rules.court.suit import Clock, clocks


class LegalLine(msgspec.Struct, frozen=True, kw_only=True):
    """A case that legal has, that waits for the decision, or that a trigger names."""

    number: str
    customer: str
    days: int | None
    standing: str
    """``with-legal``, ``asked`` or ``trigger``: in this order of urgency."""
    stage: str
    """The last stage reached, or empty."""
    due: date | None
    """Its nearest clock of the proceedings."""


ORDER = ("with-legal", "asked", "trigger")


def legal_cases(desk: Desk) -> list[LegalLine]:
    """What legal has first, the nearest clock before the others; then what may go there (R162)."""
    asked = {a.case for a in desk.book.approvals if a.act == DECIDE and a.state == "open"}
    found = []
    for row in case_rows(desk):
        case = desk.book.cases.get(row.number)
        if case is None:
            continue
        standing = _standing(desk, case, row.days_past_due, asked)
        if standing:
            running = clocks(case.suit, desk.policy, desk.today) if case.suit else []
            stages = case.suit.stages if case.suit else ()
            found.append(
                LegalLine(
                    number=row.number, customer=row.customer, days=row.days_past_due,
                    standing=standing, stage=stages[-1].code if stages else "",
                    due=running[0].due if running else None,
                )
            )  # fmt: skip
    return sorted(found, key=lambda o: (ORDER.index(o.standing), o.due or date.max, o.number))


def _standing(desk: Desk, case: Case, days: int | None, asked: set[str]) -> str:
    if case.suit is not None:
        return "with-legal"
    if case.number in asked:
        return "asked"
    return "trigger" if triggers(case, days, desk.policy, desk.today) else ""


def legal_lines(view: LegalView, words: Words) -> list[str]:
    """Triggers, fees, missing papers, stages and clocks of a case, a line each."""
    sheet, suit = view.sheet, view.case.suit
    lines = [words("suit.triggers" if sheet.fired else "suit.no-trigger")]
    lines += _findings([*(sheet.fired or view.lacking), *view.against], words)
    facts = {"court": sheet.fee, "preservation": view.preservation_fee}
    lines.append(words("suit.fees", claim=sheet.claim, **facts))
    if sheet.missing:
        lines += [words("suit.missing"), *_findings(sheet.missing, words)]
    for one in suit.stages if suit else ():
        parts = (one.on, words.label("suit", one.code), one.number, one.court, one.amount, one.note)
        lines.append("  ".join(words.show(part) for part in parts if part))
    return [*lines, *(clock_line(clock, words) for clock in view.clocks)]


def clock_line(clock: Clock, words: Words) -> str:
    """A clock of the proceedings: what ends, when, by which article."""
    code = "suit.clock-provisional" if clock.provisional else "suit.clock"
    what = words(f"suit.clock-{clock.code}")
    return f"  - {words(code, what=what, due=clock.due, source=clock.source)}"


def _findings(found: Iterable[Finding], words: Words) -> Iterator[str]:
    for one in found:
        yield f"  - {words.finding(one)}{f' [{one.source}]' if one.source else ''}"
