"""What stands around the cases, followed from change to change."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from branchdesk.model.kept.kin import Kin, KinLoan
from branchdesk.reports.neighbours import Neighbours, Placed
from tests.proof import full

CUSTOMERS = ("C1", "C2")
NUMBERS = ("N1", "N2", "N3", "N4")


@dataclass
class Records:
    """A desk's open and archived cases, as the neighbours ask for them."""

    kin: dict[str, Kin] = field(default_factory=dict)
    sealed: dict[str, Placed] = field(default_factory=dict)
    moved: int = 0

    def open(self, number: str, customer: str, state: str, previous: str) -> None:
        """A new case, or one that is another now; a sealed one stays in its month for the time."""
        self.kin[number] = Kin(
            number=number, customer_id=customer, state=state, previous=previous, loan=KinLoan()
        )

    def change(self, number: str, state: str) -> None:
        """Nothing but how it stands."""
        if number in self.kin:
            self.kin[number] = replace(self.kin[number], state=state)

    def seal(self, number: str) -> None:
        """First it lies in the month, then it leaves the open ones."""
        one = self.kin.pop(number, None)
        if one is not None:
            self.sealed[number] = (number, one.customer_id, one.state, one.previous)
            self.moved += 1

    def tidy(self) -> None:
        """The month lets go what is open again."""
        self.sealed = {n: row for n, row in self.sealed.items() if n not in self.kin}
        self.moved += 1

    def shown_to(self, known: Neighbours) -> Neighbours:
        """The neighbours, once they have seen the open and the archived cases."""
        known.follow(list(self.kin.values()))
        rows = (row for number, row in self.sealed.items() if number not in self.kin)
        known.follow_sealed(self.moved, rows)
        return known


def told(known: Neighbours) -> list[Any]:
    """Everything that can be asked."""
    cases = [(known.end_of(number), known.followed_by(number)) for number in NUMBERS]
    return [*cases, *(known.cases_of(customer) for customer in CUSTOMERS)]


NUMBER = st.sampled_from(NUMBERS)
STATE = st.sampled_from(["enquired", "settled"])
STEP = st.one_of(
    st.tuples(
        st.just("open"), NUMBER, st.sampled_from(CUSTOMERS), STATE, st.sampled_from(["", *NUMBERS])
    ),
    st.tuples(st.just("change"), NUMBER, STATE),
    st.tuples(st.just("seal"), NUMBER),
    st.tuples(st.just("tidy")),
)


@given(st.lists(st.lists(STEP, min_size=1, max_size=3), max_size=12))
@settings(max_examples=full(2000, 200), deadline=None)
def test_followed_from_change_to_change_they_are_as_looked_up_anew(
    commits: list[list[tuple[str, ...]]],
) -> None:
    """New, changed, given to another customer, sealed, reopened: whatever happens in a commit."""
    records, followed = Records(), Neighbours()
    for commit in commits:
        for what, *facts in commit:
            getattr(records, what)(*facts)
        assert told(records.shown_to(followed)) == told(records.shown_to(Neighbours()))
