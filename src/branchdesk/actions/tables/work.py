"""The week, the books, and the figures of the members of staff."""

from __future__ import annotations

from datetime import timedelta

import msgspec

from branchdesk.actions.desk import Desk
from branchdesk.actions.find import book_counts
from branchdesk.actions.follow.quality import staff_quality
from branchdesk.actions.follow.week import week
from branchdesk.actions.month.draw import before
from branchdesk.actions.tables.page import Leads, Page, page
from branchdesk.basics.wording import Label, Words, named

STANDS = {"open": "week.open", "planned": "week.planned-state", "done": "week.done"}
"""What a line of the week says of its turn."""
FIGURES = ("calls", "breaches", "scored", "mean")


def week_page(desk: Desk, words: Words, step: int = 0) -> Page:
    """Whose turn it is by arrears grade, this week or so many weeks later."""
    seen = week(desk, desk.today + timedelta(weeks=step))
    rows = [
        (
            Leads("case", one.number),
            [one.number, one.customer, one.arrears_grade, one.days,
             words(STANDS[one.turn.stand], on=one.turn.on)],
        )
        for one in seen.lines
    ]  # fmt: skip
    heads = ("head.number", "head.customer", "head.grade", "head.days", "head.state")
    notes = [words("week.head", day=seen.as_of, week=seen.week, grades=list(seen.grades))]
    if not rows:
        notes.append(words("week.none"))
    notes.append(words("week.goals", **msgspec.structs.asdict(seen.goals)))
    return page("table.week", heads, rows, words, (3,), notes)


def books_page(desk: Desk, words: Words) -> Page:
    """The three books: paying, overdue, sued."""
    rows = [
        (Leads(), [words(f"book.{one.book}"), one.count, one.amount]) for one in book_counts(desk)
    ]
    return page("table.books", ("head.book", "month.count", "head.amount"), rows, words, (1, 2))


def quality_page(desk: Desk, words: Words, step: int = 0) -> Page:
    """Calls of a month, their quality sheets and what these say, by member of staff.

    This month, or so many before where ``step`` is negative; there is none after.
    """
    month = f"{desk.today:%Y-%m}"
    for _ in range(-step):
        month = before(month)
    found, form = staff_quality(desk, month), desk.form("quality")
    asked = [form.field(key) for key in found[0].kept] if found else []
    rows = [
        (
            Leads(),
            [one.staff, one.calls, one.breaches, one.scored, one.score if one.scored else "",
             *(f"{yes}/{of}" for yes, of in one.kept.values())],
        )
        for one in found
    ]  # fmt: skip
    heads = ("head.id", *(f"quality.{key}" for key in FIGURES))
    notes = [month] if found else [words("quality.none", month=month)]
    made = page("table.quality", heads, rows, words, (1, 2, 3, 4), notes)
    names = tuple(field.label if field else Label("", "") for field in asked)
    return _with_heads(made, (*(named(head) for head in heads), *names))


def _with_heads(made: Page, heads: tuple[Label, ...]) -> Page:
    table = msgspec.structs.replace(
        made.table, heads=heads, widths=(170 // len(heads),) * len(heads)
    )
    return msgspec.structs.replace(made, table=table)
