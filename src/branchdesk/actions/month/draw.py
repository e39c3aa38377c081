"""A month's figures: from its frozen file, or drawn up from the records as they stand."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from branchdesk.actions.desk import Desk
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.basics.text import half_width
from branchdesk.model.account import ListHead
from branchdesk.model.customer import Customer
from branchdesk.model.month import MonthEnd
from branchdesk.reports.month.drawn import Cutoff, Known, drawn_up
from branchdesk.reports.month.figures import Figures, figures
from branchdesk.store.files import read_kept_list
from branchdesk.store.months import Months

_MONTH = re.compile(r"(20[0-9]{2})-?(0[1-9]|1[0-2])")


def read_month(text: str, today: date) -> str:
    """The month, such as ``2026-10``. Raises BadInput where it is none or has not begun."""
    found = _MONTH.fullmatch(half_width(text.strip()))
    if found is None:
        example = f"{today:%Y-%m}"
        raise BadInput(Finding("month.bad", {"read": text[:40], "example": example}, field="month"))
    month = f"{found[1]}-{found[2]}"
    if month > f"{today:%Y-%m}":
        raise BadInput(Finding("month.ahead", {"month": month, "today": today}, field="month"))
    return month


def bounds(month: str) -> tuple[date, date]:
    """The first and the last day of a month."""
    first = date.fromisoformat(f"{month}-01")
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])


def before(month: str) -> str:
    """The month before."""
    return f"{bounds(month)[0] - timedelta(days=1):%Y-%m}"


def after(month: str) -> str:
    """The month after."""
    return f"{bounds(month)[1] + timedelta(days=1):%Y-%m}"


def month_figures(desk: Desk, month: str) -> Figures:
    """The figures of a month beside those of the stored month before it.

    Raises BadInput where nothing is known of it, Damaged where a stored month or list was changed.
    """
    found = stored(desk, month) or draw_up(desk, month)
    return figures(found, stored(desk, before(month)), desk.policies.on(found.as_of))


def stored(desk: Desk, month: str) -> MonthEnd | None:
    """The month as it was closed, or None. Raises Damaged."""
    return Months(desk.folder.months).get(month)


def draw_up(desk: Desk, month: str) -> MonthEnd:
    """The month from the records as they stand; not stored. Raises BadInput, Damaged."""
    first, last = bounds(month)
    as_of = min(last, desk.today)
    head = list_on(desk, as_of)
    cutoff = Cutoff(month=month, first=first, as_of=as_of, list_as_of=head.as_of if head else None)
    accounts = read_kept_list(desk.folder.lists, head) if head else ()
    drawn = drawn_up(cutoff, _known(desk, month), accounts, desk.policies.on(as_of))
    if head is None and not (drawn.lines or drawn.happenings or drawn.open_before):
        raise BadInput(Finding("month.nothing", {"month": month}, field="month"))
    return drawn


def list_on(desk: Desk, day: date) -> ListHead | None:
    """The newest list up to a day; of two lists of one day, the one imported later."""
    heads = [head for head in desk.book.lists if head.as_of <= day]
    return max(heads, key=lambda head: (head.as_of, head.at), default=None)


def may_end(desk: Desk, month: MonthEnd) -> bool:
    """True where the month is over and its list is dated its last day: then it can be closed."""
    last = bounds(month.month)[1]
    return not month.closed and desk.today > last and month.list_as_of == last


def ended(desk: Desk, month: MonthEnd) -> MonthEnd:
    """The month as it will be frozen, with the head of the audit chain it bears witness to."""
    head = desk.book.last_audit()
    anchor = f"{head.seq}:{head.digest[:16]}" if head else "0"
    return msgspec.structs.replace(month, closed=True, anchor=anchor)


def _known(desk: Desk, month: str) -> Iterator[Known]:
    """Every open case, and the archived ones that may have been open in the month."""
    for case in desk.book.cases:
        customer = desk.book.customers.get(case.customer_id)
        yield case, customer or Customer(id=case.customer_id, name="?")
    for sealed in desk.archive.all(since=month):
        yield sealed.case, sealed.customer
