"""The tables that the screens show, by their code in wording/table.toml."""

from __future__ import annotations

from collections.abc import Callable

from branchdesk.actions.desk import Desk
from branchdesk.actions.tables.of_case import assets_page, events_page, searches_page
from branchdesk.actions.tables.page import Page
from branchdesk.actions.tables.register import causes_page, dues_page, register_page, warnings_page
from branchdesk.actions.tables.work import books_page, quality_page, week_page
from branchdesk.basics.wording import Words

TABLES: dict[str, Callable[[Desk, Words], Page]] = {
    "register": register_page,
    "warnings": warnings_page,
    "dues": dues_page,
    "week": week_page,
    "books": books_page,
    "causes": causes_page,
    "quality": quality_page,
}
"""Of the whole desk."""

OF_CASE: dict[str, Callable[[Desk, Words, str], Page]] = {
    "events": events_page,
    "searches": searches_page,
    "assets": assets_page,
}
"""Of one case, by its number."""


BY_TIME: dict[str, Callable[[Desk, Words, int], Page]] = {
    "week": week_page,
    "quality": quality_page,
}
"""Of the same, those of another week or month too."""


def told(code: str, desk: Desk, words: Words, number: str, step: int = 0) -> Page:
    """The table of a code as it stands now.

    ``number`` names the case of one that is about one, ``step`` a week or month before or after.
    """
    if number:
        return OF_CASE[code](desk, words, number)
    return BY_TIME[code](desk, words, step) if code in BY_TIME else TABLES[code](desk, words)
