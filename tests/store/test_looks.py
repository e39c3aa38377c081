"""A look at some fields of all records: kept from change to change, whatever happens to them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from branchdesk.model.kept.kin import Kin
from branchdesk.store import shelf
from branchdesk.store.casebook import Casebook, Commit
from tests.builders import NOW, a_case
from tests.proof import full

NUMBER = st.sampled_from("ABCDE")
STEP = st.tuples(st.sampled_from(["put", "drop", "look"]), NUMBER)
ROUND = st.tuples(st.booleans(), st.lists(STEP, min_size=1, max_size=5))


class _TakenBack(Exception):
    """The commit fails at its end."""


def _anew(book: Casebook) -> list[Kin]:
    """What the records say when every one is read."""
    return [
        Kin(
            number=case.number, customer_id=case.customer_id, state=case.state,
            before_archive=case.before_archive, previous=case.previous,
            loan=type(kin.loan)(contract_no=case.loan.contract_no),
        )
        for case, kin in zip(book.cases, book.cases.seen_as(Kin), strict=True)
    ]  # fmt: skip


def _step(book: Casebook, commit: Commit, what: str, number: str, count: int) -> None:
    if what == "look":
        assert book.cases.seen_as(Kin) == _anew(book)
    elif what == "drop":
        book.cases.drop(number)
    else:
        book.cases.put([a_case(number=number, customer_id=f"C{count}")])
    commit.record("x", number)


@given(st.lists(ROUND, max_size=8), st.booleans())
@settings(max_examples=full(1000, 100), deadline=None)
def test_a_kept_look_is_what_the_records_say(
    rounds: list[tuple[bool, list[tuple[str, str]]]], first: bool
) -> None:
    """Put, dropped, come back, a commit taken back: in the order of the records each time."""
    with TemporaryDirectory() as folder:
        book = Casebook(Path(folder) / "cases.json", writable=True)
        if first:
            assert book.cases.seen_as(Kin) == []
        for at, (fails, steps) in enumerate(rounds):
            with suppress(_TakenBack), book.commit(NOW, "s01", "senior") as commit:
                for count, (what, number) in enumerate(steps):
                    _step(book, commit, what, number, 10 * at + count)
                if fails:
                    raise _TakenBack
            if at % 2:
                assert book.cases.seen_as(Kin) == _anew(book)
        assert book.cases.seen_as(Kin) == _anew(book)


@given(st.lists(ROUND, max_size=4), st.integers(0, 4))
@settings(max_examples=full(1000, 100), deadline=None)
def test_a_first_look_in_pieces_sees_what_is_saved_meanwhile(
    rounds: list[tuple[bool, list[tuple[str, str]]]], left: int
) -> None:
    """Between its pieces commits come, are taken back, and others look; it may be left off."""
    with pytest.MonkeyPatch.context() as patch, TemporaryDirectory() as folder:
        patch.setattr(shelf, "MANY", 1)
        book = Casebook(Path(folder) / "cases.json", writable=True)
        with book.commit(NOW, "s01", "senior") as commit:
            for count, number in enumerate("ABCD"):
                _step(book, commit, "put", number, count)
        looking: Iterator[int] = book.cases.looking_as(Kin)
        for at, (fails, steps) in enumerate(rounds):
            next(looking, None)
            with suppress(_TakenBack), book.commit(NOW, "s01", "senior") as commit:
                for count, (what, number) in enumerate(steps):
                    _step(book, commit, what, number, 10 * at + count)
                if fails:
                    raise _TakenBack
        for _ in zip(range(left), looking, strict=False):
            pass
        assert book.cases.seen_as(Kin) == _anew(book)
