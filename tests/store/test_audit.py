"""The chain of digests: an edited, deleted or swapped row changes every digest after it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchdesk.model.entry import AuditRow
from branchdesk.store.audit import START, chained
from branchdesk.store.casebook import Casebook
from branchdesk.store.codec import to_plain
from tests.builders import NOW, a_case, a_customer

DIGEST = "114477df1f956150859ca79ade8331c45e098a01ea4015e600c49255a7db71d6"
Link = tuple[AuditRow, str, Any]
"""A row, the salt, and what was saved with it."""


@pytest.fixture(scope="module")
def links(tmp_path_factory: pytest.TempPathFactory) -> list[Link]:
    """Five commits of a real casebook with what each saved."""
    book = Casebook(tmp_path_factory.mktemp("desk") / "cases.json", writable=True)
    kept: list[Link] = []

    def note() -> None:
        row = book.last_audit()
        assert row is not None
        kept.append((row, "", row.parts))

    for number in range(1, 4):
        with book.commit(NOW + timedelta(hours=number), "s01", "senior") as commit:
            case = a_case(number=f"XA-2026-0000{number}", salt=f"salt{number}")
            commit.save(case, "enquiry.add", new=True)
        note()
    for name in ("云帆", "云帆商贸"):
        with book.commit(NOW + timedelta(days=1), "s02", "supervisor") as commit:
            commit.record("case.edit", "C00001", a_customer(name=name))
        note()
    return kept


def digests(links: list[Link]) -> list[str]:
    """The chain computed anew."""
    found, before = [], START
    for row, salt, record in links:
        before = chained(before, row, salt, record)
        found.append(before)
    return found


def written(links: list[Link]) -> list[str]:
    return [row.digest for row, _, _ in links]


def edited(link: Link, **values: Any) -> Link:
    return (msgspec.structs.replace(link[0], **values), link[1], link[2])


def test_the_chain_can_be_computed_again_from_rows_and_records(links: list[Link]) -> None:
    """One row a commit, numbered without a gap."""
    assert digests(links) == written(links)
    assert [row.seq for row, _, _ in links] == [1, 2, 3, 4, 5]
    assert len(set(written(links))) == 5


EDITS = [
    {"seq": 9},
    {"at": NOW - timedelta(seconds=1)},
    {"by": "s03"},
    {"role": "junior"},
    {"verb": "case.close"},
    {"ref": "XA-2026-00009"},
]


@pytest.mark.parametrize("values", EDITS)
@pytest.mark.parametrize("place", range(5))
def test_an_edited_row_changes_its_digest_and_all_after_it(
    links: list[Link], values: dict[str, Any], place: int
) -> None:
    """Who, when, what, which: none can be changed unseen (R171)."""
    forged = [*links[:place], edited(links[place], **values), *links[place + 1 :]]
    same = [a == b for a, b in zip(digests(forged), written(links), strict=True)]
    assert same == [True] * place + [False] * (5 - place)


@pytest.mark.parametrize("place", range(5))
def test_an_edited_record_changes_its_digest_and_all_after_it(
    links: list[Link], place: int
) -> None:
    """The bytes of what was saved stand in the chain, and so does the salt."""
    row, salt, record = links[place]
    for forged in ((row, salt, [record]), (row, salt + "x", record)):
        chain = digests([*links[:place], forged, *links[place + 1 :]])
        same = [a == b for a, b in zip(chain, written(links), strict=True)]
        assert same == [True] * place + [False] * (5 - place)


@pytest.mark.parametrize("place", range(4))
def test_a_deleted_row_breaks_the_chain_from_there_on(links: list[Link], place: int) -> None:
    """All rows after it have other digests than were written."""
    left = [*links[:place], *links[place + 1 :]]
    assert not set(digests(left)[place:]) & set(written(links))


@pytest.mark.parametrize("place", range(4))
def test_two_swapped_rows_break_the_chain_from_there_on(links: list[Link], place: int) -> None:
    """Also where they are neighbours."""
    swapped = [*links]
    swapped[place], swapped[place + 1] = swapped[place + 1], swapped[place]
    assert not set(digests(swapped)[place:]) & set(written(links)[place:])


def test_the_digest_is_the_one_that_printed_papers_bear() -> None:
    """Sixteen of its digits stand on paper: the way it is computed never changes (trust)."""
    row = AuditRow(seq=1, at=NOW, by="s01", role="senior", verb="v", ref="案", digest="")
    assert chained(START, row, "salt", {"b": "货款", "a": "1.00"}) == DIGEST


def test_the_same_record_with_another_salt_has_another_digest() -> None:
    """Digests tell nothing of a case once its salt is erased (trust: erasure)."""
    row = AuditRow(seq=1, at=NOW, by="s01", role="senior", verb="v", ref="r", digest="")
    record = to_plain(a_case())
    assert chained(START, row, "a", record) != chained(START, row, "b", record)


@given(st.text(st.characters(codec=None), max_size=8), st.text(st.characters(codec=None)))
def test_no_text_breaks_the_chain(by: str, ref: str) -> None:
    """Half characters too have a digest."""
    row = AuditRow(seq=1, at=NOW, by=by, role="senior", verb="v", ref=ref, digest="")
    assert len(chained(START, row, by, {ref: by})) == 64


@given(st.lists(st.text(max_size=3), min_size=6, max_size=6))
def test_fields_cannot_run_into_each_other(parts: list[str]) -> None:
    """("ab", "c") and ("a", "bc") are different rows."""

    def digest(by: str, role: str, ref: str) -> str:
        row = AuditRow(seq=1, at=NOW, by=by, role=role, verb="v", ref=ref, digest="")
        return chained(START, row, "", {})

    one, other = parts[:3], parts[3:]
    assert (digest(*one) == digest(*other)) == (one == other)


def test_after_a_lost_row_new_rows_go_on_from_the_last_one(tmp_path: Path) -> None:
    """Damage is not made worse: no row that is there is written over."""
    book = Casebook(tmp_path / "cases.json", writable=True)
    for name in "abcd":
        with book.commit(NOW, "s01", "senior") as commit:
            commit.record("case.edit", name, a_customer(name=name))
    with book.commit(NOW, "s01", "senior") as commit:
        book.audit.drop("2")
        commit.record("case.edit", "e", a_customer(name="e"))
    rows = Casebook(book.path).audit
    assert [(row.seq, row.ref) for row in rows] == [(1, "a"), (3, "c"), (4, "d"), (5, "e")]
