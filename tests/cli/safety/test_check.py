"""Whatever was changed behind the program's back is found (R171, R182)."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from branchdesk.model.entry import AuditRow
from branchdesk.store.audit import START, chained
from branchdesk.store.codec import from_plain
from branchdesk.store.snapshot import FORMAT, pieces, read_own
from tests.cli.bundles import CASE, a_full_desk
from tests.desks import DeskAt

Tables = dict[str, Any]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A desk with a case, its letter and what came in."""
    return a_full_desk(tmp_path_factory.mktemp("full"))


@pytest.fixture
def desk(full: DeskAt, tmp_path: Path) -> DeskAt:
    """A copy to spoil."""
    return full.copied(tmp_path / "copy")


def anchor_of(desk: DeskAt) -> str:
    found: str = desk.ok("check")["anchor"]
    return found


def test_a_sound_desk_is_said_to_be_sound(desk: DeskAt) -> None:
    """Rows, cases, files counted; the code that papers bear; nothing is changed."""
    before = desk.records
    found = desk.ok("check")
    assert found["faults"] == [] and found["cases"] == 1 and found["files"] >= 2
    assert found["anchor"].startswith(f"{found['rows']}:")
    assert desk.run("check", "--anchor", found["anchor"], lang="en").code == 0
    assert desk.records == before


def edit(tables: Tables) -> None:
    next(iter(tables["cases"].values()))["loan"]["amount"] = "1.00"


def edit_customer(tables: Tables) -> None:
    next(iter(tables["customers"].values()))["phones"] = ["13900000000"]


def delete(tables: Tables) -> None:
    tables["cases"].clear()


def invent(tables: Tables) -> None:
    tables["staff"]["99"] = next(iter(tables["staff"].values())) | {"id": "s99"}


def swap(tables: Tables) -> None:
    tables["audit"]["2"], tables["audit"]["3"] = tables["audit"]["3"], tables["audit"]["2"]


def lose_a_row(tables: Tables) -> None:
    del tables["audit"]["2"]


def edit_a_row(tables: Tables) -> None:
    tables["audit"]["2"]["by"] = "wang"


@pytest.mark.parametrize(
    ("spoil", "codes"),
    [
        (edit, {"check.record"}),
        (edit_customer, {"check.record"}),
        (delete, {"check.missing"}),
        (invent, {"check.unknown"}),
        (swap, {"check.gap", "check.row"}),
        (lose_a_row, {"check.gap", "check.row"}),
        (edit_a_row, {"check.row"}),
    ],
)
def test_a_record_changed_by_other_means_is_named(
    desk: DeskAt, spoil: Callable[[Tables], None], codes: set[str]
) -> None:
    """Edited, deleted, invented, swapped: exit 5 with the record's name."""
    tables = desk.tables()
    spoil(tables)
    desk.lay_tables(tables)
    assert set(desk.refused(5, "check").codes) >= codes


def rebuilt(tables: Tables) -> None:
    """The whole chain written anew, as one would who knows how it is made."""
    before = START
    for number in sorted(tables["audit"], key=int):
        row = from_plain(tables["audit"][number], AuditRow)
        before = tables["audit"][number]["digest"] = chained(before, row, "", row.parts)


def cut_the_tail(tables: Tables) -> None:
    tables["audit"].popitem()


def rebuild(tables: Tables) -> None:
    tables["audit"]["2"]["by"] = "wang"
    rebuilt(tables)


@pytest.mark.parametrize(
    ("spoil", "code"),
    [(cut_the_tail, "check.anchor-ahead"), (rebuild, "check.anchor-differs")],
)
def test_what_is_in_order_by_itself_is_found_by_the_printed_code(
    desk: DeskAt, spoil: Callable[[Tables], None], code: str
) -> None:
    """The paper is the witness: a cut end, a chain made anew."""
    anchor = anchor_of(desk)
    tables = desk.tables()
    spoil(tables)
    desk.lay_tables(tables)
    assert code in desk.refused(5, "check", "--anchor", anchor).codes


def test_an_older_copy_in_its_place_is_found_by_the_printed_code(desk: DeskAt) -> None:
    """Rolled back: everything in order, and yet not what was printed."""
    old = desk.tables()
    desk.ok("case", "show", CASE, "--reveal", "核对")
    anchor = anchor_of(desk)
    desk.lay_tables(old)
    assert desk.run("check", "--json").code == 0
    assert desk.refused(5, "check", "--anchor", anchor).codes == ["check.anchor-ahead"]


@pytest.mark.parametrize("anchor", ["x", "12", "12:", "12:xyz", ":abcdef12"])
def test_a_code_that_is_none_is_asked_again(desk: DeskAt, anchor: str) -> None:
    """Exit 2 with an example."""
    assert desk.refused(2, "check", "--anchor", anchor).codes == ["check.bad-anchor"]


@pytest.mark.parametrize("folder", ["papers", "received"])
def test_a_changed_or_lost_paper_is_named(desk: DeskAt, folder: str) -> None:
    """One byte is enough; so is its absence."""
    file = next(p for p in sorted((desk.path / folder).rglob("*")) if p.is_file())
    data = file.read_bytes()
    file.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    assert desk.refused(5, "check").codes == ["desk.paper-changed"]
    file.unlink()
    assert desk.refused(5, "check").codes == ["desk.paper-gone"]


def test_rows_of_before_are_counted_and_said(desk: DeskAt) -> None:
    """An older desk has no digests of its records: that is said, not passed over."""
    tables = desk.tables()
    for row in tables["audit"].values():
        del row["parts"]
    desk.lay_tables(tables)
    found = desk.ok("check")
    assert found["rows_before"] == found["rows"] > 0
    assert str(found["rows"]) in desk.run("check", lang="en").out
    assert json.loads((desk.path / "cases.json").read_text("utf-8")) == tables and FORMAT == 2


@pytest.mark.parametrize("table", ["accounts", "counters", "dues"])
def test_a_record_that_is_none_is_named_in_every_table(desk: DeskAt, table: str) -> None:
    """Also where no audit row has its digest, in a file whose checksum is right (R171)."""
    path = desk.path / "cases.json"
    found = read_own(path)
    assert found is not None
    found.tables.setdefault(table, {})["900"] = b'{"x":1}'
    found.marks[table] = 900
    path.write_bytes(b"".join(pieces(found)))
    assert table in desk.refused(5, "check").said
