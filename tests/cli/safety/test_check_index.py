"""What is found of archived cases without opening them, and what the check says of it (R182)."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest

from branchdesk.actions import opening
from branchdesk.actions.find import case_rows
from branchdesk.actions.today import today
from branchdesk.store.snapshot import Snapshot, pieces, read_own
from tests.cli.bundles import CASE, a_full_desk
from tests.desks import DeskAt, an_enquiry

OTHER = "XA-2026-00002"


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A desk with two archived cases of two months: one written off, one wrongly recorded."""
    desk = a_full_desk(tmp_path_factory.mktemp("full"))
    desk.ok("case", "close", CASE, "--outcome", "written_off", "--ground", "核销批复")
    desk.ok("case", "archive", CASE)
    desk = desk.on("2026-12-01")
    desk.add(an_enquiry(contract_no="XAGR2025000111", customer_name="陆建国"))
    desk.ok("case", "close", OTHER, "--outcome", "recorded_in_error", "--ground", "重复")
    desk.ok("case", "archive", OTHER)
    return desk


@pytest.fixture
def desk(full: DeskAt, tmp_path: Path) -> DeskAt:
    """A copy to work on."""
    return full.copied(tmp_path / "copy")


def test_lists_and_todays_work_open_no_month_but_for_a_claim_that_lives(
    desk: DeskAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A written-off case is read from its place for its clocks; the other stays unopened."""
    months: list[str] = []
    before = Path.open

    def noted(self: Path, *args: Any, **more: Any) -> Any:
        if self.parent.name == "archive":
            months.append(self.name)
        return before(self, *args, **more)

    monkeypatch.setenv("BRANCHDESK_TODAY", "2029-11-01")
    monkeypatch.setattr(Path, "open", noted)
    with opening.open_to_write(desk.path, "s01") as held:
        assert list(held.archive.rows())  # a copy's files are others: drawn and kept once
    months.clear()
    looking = opening.open_to_read(desk.path, "s01")
    assert [row.number for row in case_rows(looking, "", "archived")] == [OTHER, CASE]
    assert [row.number for row in case_rows(looking, "陆", "all")] == [OTHER]
    assert months == []
    assert {item.case for item in today(looking)} == {CASE}
    assert set(months) == {"2026-11.json"}


def test_a_loan_and_a_customer_are_found_again_in_the_archive(desk: DeskAt) -> None:
    """The case before, by its contract; contacts of its customer, by their number (R104, R090)."""
    again = desk.on("2026-12-02").add(an_enquiry(phone="13900001202"))
    assert desk.show(again["number"])["previous"] == CASE
    assert desk.ok("case", "list", "--state", "archived")[0]["number"] == OTHER


def test_an_index_changed_by_other_means_is_named(desk: DeskAt) -> None:
    """Whose lists would hide a case; it is in no backup, and deleting it puts it right."""
    with opening.open_to_write(desk.path, "s01") as held:
        assert len(list(held.archive.rows())) == 2
    path = desk.path / "index" / "2026-11.json"
    found = read_own(path)
    assert found is not None and desk.run("check").code == 0
    found.tables["rows"].clear()
    path.write_bytes(b"".join(pieces(Snapshot(found.tables, generation=0))))
    assert desk.refused(5, "check").codes == ["check.index"]
    path.unlink()
    assert desk.run("check").code == 0
    with zipfile.ZipFile(desk.ok("backup", "--to", desk.path.parent / "stick")["file"]) as packed:
        assert not any(name.startswith("index") for name in packed.namelist())
