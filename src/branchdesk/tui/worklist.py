"""Whose work the screens show, and what stands on it, for Today and for the way to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from branchdesk.actions.staff.sign_in import begins_with_own
from branchdesk.tui.house import House

if TYPE_CHECKING:
    from branchdesk.reports.worklist import Item

SCOPES = ("mine", "branch", "snoozed")
"""The last is of the branch, and never where somebody begins."""


def scope_of(house: House) -> str:
    """Whose work is shown: as the member at the seat last chose, else as their role begins."""
    member = house.desk.member
    if member is None:
        return "branch"
    who, chosen = house.scope
    if who == member.id:
        return chosen
    return "mine" if begins_with_own(house.desk) else "branch"


def choose_scope(house: House, scope: str) -> None:
    """The choice counts until another member takes the seat; what is put off is a glance."""
    if scope == "snoozed":
        return
    house.scope = (house.desk.member.id if house.desk.member else "", scope)


def groups(house: House, snoozed: bool = False, known: bool = False) -> list[tuple[Item, ...]]:
    """What is shown, a tuple for each customer; ``snoozed``: what the branch put off instead.

    ``known`` shows what was reckoned last, however old.
    """
    from branchdesk.actions.today import today
    from branchdesk.reports.worklist import by_customer

    if snoozed:
        return by_customer(today(house.desk, snoozed=True, known=known))
    return by_customer(today(house.desk, mine=scope_of(house) == "mine", known=known))
