"""What stands around every case: the customer's other cases, those of the same loan."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import date

from branchdesk.model.kept.kin import Kin

Placed = tuple[str, str, str, str]
"""A case's number, customer, end (while it is open its state), and the case before it."""


class Family:
    """Cases by customer and by the case before them."""

    def __init__(self, cases: Iterable[Placed] = ()) -> None:
        """Take the cases in their order."""
        self.numbers: dict[str, list[str]] = {}
        self.followed: dict[str, list[str]] = {}
        self.ends: dict[str, str] = {}
        for one in cases:
            self.add(*one)

    def add(self, number: str, customer: str, end: str, previous: str) -> None:
        """One more, behind those that are there."""
        self.numbers.setdefault(customer, []).append(number)
        self.ends[number] = end
        if previous:
            self.followed.setdefault(previous, []).append(number)


class Neighbours:
    """What is asked around every case; only what has changed is looked at again."""

    def __init__(self) -> None:
        """Nothing was looked at yet."""
        self.head: str | None = None
        """The digest of the audit row whose records were looked at."""
        self._kin: list[Kin] = []
        self._open = Family()
        self._back = 0
        """How often a case left the open ones or came back among them."""
        self._state: Hashable = None
        self._sealed = Family()
        self.oldest_list: date | None = None
        """The day of the oldest list of the core system that was taken over."""

    def cases_of(self, customer: str) -> tuple[str, ...]:
        """The numbers of a customer's cases, open ones first."""
        theirs, sealed = self._open.numbers.get(customer, ()), self._sealed.numbers
        return (*theirs, *sealed.get(customer, ()))

    def followed_by(self, number: str) -> tuple[str, ...]:
        """The later cases of the same loan."""
        later, sealed = self._open.followed.get(number, ()), self._sealed.followed
        return (*later, *sealed.get(number, ()))

    def end_of(self, number: str) -> str:
        """How an archived case ended; the state of an open one; empty where there is none."""
        return self._sealed.ends.get(number) or self._open.ends.get(number, "")

    def follow_sealed(self, state: Hashable, rows: Iterable[Placed]) -> None:
        """Take the archived cases; ``rows`` are read only where ``state`` says they are others.

        The archive shows none that is open: after those that are.
        """
        if (state, self._back) != self._state:
            self._sealed = Family(rows)
            self._state = (state, self._back)

    def follow(self, kin: list[Kin]) -> None:
        """Take the open cases in their order."""
        before, self._kin = self._kin, kin
        changed = [(old, new) for old, new in zip(before, kin, strict=False) if old is not new]
        if len(kin) < len(before) or any(_place(old) != _place(new) for old, new in changed):
            self._open, before, changed = Family(), [], []
            self._back += 1
        for _, new in changed:
            self._open.ends[new.number] = _end(new)
        fresh = kin[len(before) :]
        self._back += any(one.number in self._sealed.ends for one in fresh)
        for new in fresh:
            self._open.add(new.number, new.customer_id, _end(new), new.previous)


def _place(one: Kin) -> tuple[str, str, str]:
    return one.number, one.customer_id, one.previous


def _end(one: Kin) -> str:
    return one.before_archive or one.state
