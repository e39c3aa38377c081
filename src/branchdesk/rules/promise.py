"""Whether a promise to pay was kept, by recorded payments and by what the list tells (R103)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from branchdesk.basics.finding import Finding
from branchdesk.basics.money import ZERO, Money
from branchdesk.model.account import Account
from branchdesk.model.case import Case
from branchdesk.model.entry import Entry
from branchdesk.model.payment import Payment

CLOSED = ("kept", "replaced", "reversed")
"""States of a promise that nobody waits for any more."""


def named(case: Case) -> dict[str, Entry]:
    """The promises of a case by their ids, oldest first; older records have none of their own."""
    promises = case.entries("promise")
    return {str(e.facts.get("id") or f"PR-{n}"): e for n, e in enumerate(promises, 1)}


def ended(case: Case) -> dict[int, str]:
    """The promises that stand no more, by their entry: replaced by a new one, or reversed."""
    known = named(case)
    gone = [(id_, "replaced") for e in known.values() for id_ in e.facts.get("replaces", ())]
    gone += [(str(e.facts["id"]), "reversed") for e in case.entries("promise_reversed")]
    return {known[id_].seq: state for id_, state in gone if id_ in known}


def may_reverse(case: Case, promise_id: str, state: str) -> list[Finding]:
    """Why a promise cannot be taken back; empty where it can."""
    if state != "reversed":
        return []
    return [Finding("promise.reversed-already", {"number": case.number, "id": promise_id})]


def promise_states(
    promises: Sequence[Entry],
    payments: Iterable[Payment],
    account: Account | None,
    today: date,
    gone: Mapping[int, str] | None = None,
) -> tuple[tuple[Entry, str], ...]:
    """Each promise with its state; a sum that kept one promise does not keep another.

    Recorded payments from the day of the promise to the promised day count, the earliest promise
    first. ``gone`` are the promises that stand no more: no payment is counted for them.
    """
    gone = gone or {}
    left = {p.id: (p.on, p.amount) for p in payments if p.stands and p.on <= today}
    states = {}
    for entry in sorted(promises, key=lambda e: (str(e.facts["due_on"]), e.seq)):
        if entry.seq in gone:
            states[entry.seq, id(entry)] = gone[entry.seq]
            continue
        made, due = _made(entry), date.fromisoformat(str(entry.facts["due_on"]))
        wanted = came = Money(str(entry.facts["amount"]))
        for key, (on, sum_) in left.items():
            if made <= on <= due and wanted:
                left[key] = (on, sum_ - min(sum_, wanted))
                wanted -= min(sum_, wanted)
        states[entry.seq, id(entry)] = promise_state(entry, account, today, came - wanted)
    return tuple((entry, states[entry.seq, id(entry)]) for entry in promises)


def promise_state(promise: Entry, account: Account | None, today: date, came: Money = ZERO) -> str:
    """``open``, ``kept``, ``part``, ``broken`` or ``unknown`` (past, and nothing tells).

    ``came`` is what was recorded as paid for it in time. A list dated after the promised day
    proposes what happened beside it; it books nothing by itself.
    """
    if came >= Money(str(promise.facts["amount"])):
        return "kept"
    state = _by_list(promise, account, today)
    return "part" if came and state in ("broken", "unknown") else state


def _by_list(promise: Entry, account: Account | None, today: date) -> str:
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


def _made(promise: Entry) -> date:
    on = promise.facts.get("made_on")
    return date.fromisoformat(str(on)) if on else promise.at.date()
