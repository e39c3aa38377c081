"""The audit's finished months are one chain with the casebook: none is lost in the move (R171)."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from branchdesk.model.entry import AuditRow
from branchdesk.store.audit import START, chained
from branchdesk.store.codec import from_plain
from branchdesk.store.snapshot import Snapshot, encode, pieces
from tests.cli.bundles import CASE, a_full_desk
from tests.desks import DeskAt

NOVEMBER, DECEMBER = "2026-11", "2026-12"
Rows = dict[str, Any]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A desk that was worked at in three months; two of them are finished."""
    desk = a_full_desk(tmp_path_factory.mktemp("full"))
    for day in ("2026-12-02", "2026-12-03", "2026-12-04", "2027-01-04"):
        desk = desk.on(day)
        desk.ok("case", "show", CASE, "--reveal", "核对")
    return desk


@pytest.fixture
def desk(full: DeskAt, tmp_path: Path) -> DeskAt:
    """A copy to spoil."""
    return full.copied(tmp_path / "copy")


def month_file(desk: DeskAt, month: str) -> Path:
    return desk.path / "audit" / f"{month}.json"


def rows_of(desk: DeskAt, month: str) -> Rows:
    """The rows of a month as plain TinyDB reads them."""
    with TinyDB(month_file(desk, month), access_mode="r", encoding="utf-8") as db:
        return {str(row.doc_id): dict(row) for row in db.table("audit")}


def lay(desk: DeskAt, month: str, rows: Rows) -> None:
    """The month has these rows now, its checksum made right."""
    raw = {key: encode(row) for key, row in rows.items()}
    data = b"".join(pieces(Snapshot({"audit": raw}, generation=0)))
    month_file(desk, month).write_bytes(data)


def test_finished_months_leave_the_casebook_and_the_chain_stays_one(desk: DeskAt) -> None:
    """Each row once, in its month; the newest row stays; counted and in order as before."""
    kept = desk.tables()["audit"]
    found = desk.ok("check")
    november, december = rows_of(desk, NOVEMBER), rows_of(desk, DECEMBER)
    assert [row["at"][:10] for row in kept.values()] == ["2027-01-04"]
    assert {row["at"][:7] for row in november.values()} == {NOVEMBER}
    assert [row["at"][:10] for row in december.values()] == [f"2026-12-0{n}" for n in (2, 3, 4)]
    assert found["faults"] == [] and found["rows"] == len({**november, **december}) + 1
    assert desk.run("check", "--anchor", found["anchor"]).code == 0
    head = list(november.values())[-1]
    assert desk.run("check", "--anchor", f"{head['seq']}:{head['digest'][:16]}").code == 0


def edit(rows: Rows) -> None:
    rows[min(rows, key=int)]["by"] = "wang"


def delete(rows: Rows) -> None:
    del rows[sorted(rows, key=int)[1]]


def delete_the_first(rows: Rows) -> None:
    del rows[min(rows, key=int)]


def cut_the_tail(rows: Rows) -> None:
    del rows[max(rows, key=int)]


def swap(rows: Rows) -> None:
    one, two = sorted(rows, key=int)[:2]
    first, second = rows[one], rows[two]
    rows[one], rows[two] = second | {"seq": int(one)}, first | {"seq": int(two)}


def swap_the_keys(rows: Rows) -> None:
    one, two = sorted(rows, key=int)[:2]
    rows[one], rows[two] = rows[two], rows[one]


@pytest.mark.parametrize("month", [NOVEMBER, DECEMBER])
@pytest.mark.parametrize(
    ("spoil", "codes"),
    [
        (edit, {"check.row"}),
        (delete, {"check.gap", "check.row"}),
        (delete_the_first, {"check.gap", "check.row"}),
        (cut_the_tail, {"check.gap", "check.row"}),
        (swap, {"check.row"}),
        (swap_the_keys, {"desk.damaged", "check.gap"}),
    ],
)
def test_a_month_changed_by_other_means_is_found(
    desk: DeskAt, month: str, spoil: Callable[[Rows], None], codes: set[str]
) -> None:
    """Edited, deleted, cut, swapped, even where the file's own checksum was made right."""
    rows = rows_of(desk, month)
    spoil(rows)
    lay(desk, month, rows)
    assert set(desk.refused(5, "check").codes) >= codes


def missing(desk: DeskAt) -> None:
    month_file(desk, NOVEMBER).unlink()


def no_folder(desk: DeskAt) -> None:
    shutil.rmtree(desk.path / "audit")


def last_missing(desk: DeskAt) -> None:
    month_file(desk, DECEMBER).unlink()


def renamed(desk: DeskAt) -> None:
    month_file(desk, NOVEMBER).rename(month_file(desk, "2026-10"))


def turned(desk: DeskAt) -> None:
    data = month_file(desk, NOVEMBER).read_bytes()
    month_file(desk, NOVEMBER).write_bytes(data.replace(b'"s01"', b'"s02"', 1))


def plain(desk: DeskAt) -> None:
    """Without its checksum, as another program would write it."""
    month_file(desk, NOVEMBER).write_text(json.dumps({"audit": rows_of(desk, NOVEMBER)}), "utf-8")


def emptied(desk: DeskAt) -> None:
    month_file(desk, DECEMBER).write_bytes(b"")


@pytest.mark.parametrize(
    ("spoil", "codes"),
    [
        (missing, {"check.gap"}),
        (last_missing, {"check.gap"}),
        (no_folder, {"check.gap"}),
        (renamed, {"desk.damaged", "check.gap"}),
        (turned, {"desk.damaged", "check.gap"}),
        (plain, {"desk.damaged", "check.gap"}),
        (emptied, {"desk.damaged", "check.gap"}),
    ],
)
def test_a_month_that_is_missing_or_not_ours_is_named_and_hinders_nobodys_work(
    desk: DeskAt, spoil: Callable[[DeskAt], None], codes: set[str]
) -> None:
    """The records are not said to be unknown for it; saving goes on."""
    spoil(desk)
    ran = desk.refused(5, "check")
    assert codes <= set(ran.codes) <= codes | {"check.row"}, ran.said
    assert ("audit/20" in ran.said) == ("desk.damaged" in codes)
    desk.on("2027-02-01").ok("case", "show", CASE, "--reveal", "核对")
    assert codes <= set(desk.refused(5, "check").codes)


def test_a_chain_made_anew_in_all_its_months_is_found_by_the_printed_code(desk: DeskAt) -> None:
    """Everything in order by itself; the paper is the witness."""
    anchor = desk.ok("check")["anchor"]
    tables, before = desk.tables(), START
    months = {month: rows_of(desk, month) for month in (NOVEMBER, DECEMBER)}
    months[NOVEMBER]["1"]["by"] = "wang"
    for rows in (*months.values(), tables["audit"]):
        for key in sorted(rows, key=int):
            row = from_plain(rows[key], AuditRow)
            before = rows[key]["digest"] = chained(before, row, "", row.parts)
    for month, rows in months.items():
        lay(desk, month, rows)
    desk.lay_tables(tables)
    assert desk.run("check", "--json").code == 0
    assert desk.refused(5, "check", "--anchor", anchor).codes == ["check.anchor-differs"]


def test_an_older_casebook_beside_newer_months_is_found_without_any_paper(desk: DeskAt) -> None:
    """Rolled back alone, or its end cut off: the months know of later rows."""
    old = desk.tables()
    for day in ("2027-01-05", "2027-02-01"):
        desk.on(day).ok("case", "show", CASE, "--reveal", "核对")
    desk.lay_tables(old)
    assert "check.behind" in desk.refused(5, "check").codes
    desk.on("2027-02-02").ok("case", "show", CASE, "--reveal", "核对")
    assert "check.twice" in desk.refused(5, "check").codes


def test_a_row_in_both_places_counts_once_and_is_moved_when_the_desk_is_opened(
    desk: DeskAt,
) -> None:
    """As a cut between the two steps leaves it."""
    tables, rows = desk.tables(), desk.ok("check")["rows"]
    tables["audit"] = rows_of(desk, DECEMBER) | tables["audit"]
    desk.lay_tables(tables)
    assert desk.ok("check")["rows"] == rows
    desk.ok("case", "show", CASE, "--reveal", "核对")
    assert {row["at"][:10] for row in desk.tables()["audit"].values()} == {"2027-01-04"}
    assert desk.ok("check")["rows"] == rows + 1


def test_a_month_that_is_damaged_is_never_written_over(desk: DeskAt) -> None:
    """The rows stay in the casebook, the desk says so, the file is kept for whoever looks."""
    turned_file = month_file(desk, "2027-01")
    turned_file.write_bytes(b"{}")
    ran = desk.on("2027-02-01").run("case", "show", CASE, "--reveal", "核对", lang="en")
    assert ran.code == 0 and "audit/2027-01.json" in ran.said
    assert turned_file.read_bytes() == b"{}"
    assert len(desk.tables()["audit"]) == 2
    turned_file.unlink()
    desk.on("2027-02-01").ok("case", "show", CASE, "--reveal", "核对")
    assert desk.run("check").code == 0 and len(desk.tables()["audit"]) == 2


def test_backup_and_restore_take_the_months_along(desk: DeskAt, tmp_path: Path) -> None:
    """What came after the backup goes with its rows; the chain is whole again."""
    file = desk.ok("backup", "--to", tmp_path / "stick")["file"]
    months = {p.name: p.read_bytes() for p in (desk.path / "audit").iterdir()}
    desk.on("2027-02-01").ok("case", "show", CASE, "--reveal", "核对")
    month_file(desk, NOVEMBER).unlink()
    desk.on("2027-02-01").ok("restore", file)
    after = {p.name: p.read_bytes() for p in (desk.path / "audit").iterdir()}
    # The restored desk says that it was restored, in February: January is finished then.
    assert {name: after[name] for name in months} == months
    assert desk.run("check").code == 0
