"""Whether a promise to pay was broken, as far as the list tells (R103)."""

from __future__ import annotations

from datetime import date

from branchdesk.basics.money import Money
from branchdesk.model.account import Account
from branchdesk.model.entry import Entry


def promise_state(promise: Entry, account: Account | None, today: date) -> str:
    """``open``, ``kept``, ``broken`` or ``unknown`` (past, and no newer list tells).

    A list dated after the promised day proposes what happened; it books nothing by itself.
    """
    due = date.fromisoformat(str(promise.facts["due_on"]))
    if today <= due:
        return "open"
    if account is not None and account.change == "gone" and account.list_date >= promise.at.date():
        return "kept"  # before the promised day or after it
    owed = promise.facts.get("owed")
    if account is None or account.list_date <= due or account.amount is None or owed is None:
        return "unknown"  # nobody is said to have broken their word on a figure nobody has
    fallen = Money(str(owed)) - account.amount
    return "kept" if fallen >= Money(str(promise.facts["amount"])) else "broken"
