"""Archived cases are found without opening their months; the index is never believed over them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from branchdesk.actions import opening
from branchdesk.actions.demo.make import make_demo
from branchdesk.basics.errors import Damaged, DeskError, Fault
from branchdesk.model.case import Case
from branchdesk.model.customer import Customer
from branchdesk.model.follow.grade import Habit
from branchdesk.model.terms import Terms
from branchdesk.reports.caselist import row_of
from branchdesk.store.archive import Archive, Sealed
from branchdesk.store.codec import to_plain
from branchdesk.store.sealed import index
from branchdesk.store.sealed.index import Brief, drawn
from branchdesk.store.snapshot import encode
from tests.builders import (
    DUE,
    TODAY,
    a_case,
    a_checked,
    a_customer,
    a_decision,
    a_loan,
    a_payment,
    a_plan,
    a_sheet,
    an_entry,
    an_item,
    money,
)
from tests.proof import PROOF, full
from tests.rules.test_waiver import a_reversal, a_waiver
from tests.store.engine.crash import Recorder, Story, crashes, found_in, lay
from tests.store.engine.test_faults import Failing, no_room
from tests.store.engine.test_power import pieces
from tests.store.test_archive import a_sealed, an_archive, month_file, numbers

MONTHS = ("2026-09", "2026-10", "2026-11")


@contextmanager
def opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The files of the archive that are opened meanwhile."""
    found: list[str] = []
    before = Path.open

    def noted(self: Path, *args: Any, **more: Any) -> Any:
        if self.parent == folder / "archive":
            found.append(self.name)
        return before(self, *args, **more)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", noted)
        yield found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three months of three cases."""
    archive = an_archive(tmp_path)
    for place, month in enumerate(MONTHS):
        for number in range(3):
            archive.put(a_sealed(f"XA-2026-{place}{number}", month, customer_id=f"C{number}"))
    return tmp_path


def found(archive: Archive) -> list[str]:
    return [row.number for row in archive.rows()]


def test_a_list_opens_no_month_and_a_case_only_its_own(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Found by the index alone; one case is read from its place."""
    with opened(folder, monkeypatch) as months:
        archive = an_archive(folder)
        assert len(list(archive.briefs())) == 9 and found(archive)[0] == "XA-2026-20"
        assert [row.number for row in archive.rows() if row.customer_id == "C1"] == [
            "XA-2026-21", "XA-2026-11", "XA-2026-01",
        ]  # fmt: skip
        assert archive.get("XA-2026-77") is None
        assert months == []
        sealed = archive.get("XA-2026-11")
        assert sealed is not None and sealed.case.number == "XA-2026-11"
        assert months == ["2026-10.json"]
    assert found(archive) == numbers(archive)


def spoil(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-30])


def older(path: Path) -> None:
    path.write_bytes(path.with_name("2026-10.json").read_bytes())


@pytest.mark.parametrize("act", [spoil, older, Path.unlink])
def test_an_index_that_is_missing_or_of_another_file_is_drawn_anew(folder: Path, act: Any) -> None:
    """And kept again for the next time."""
    kept = folder / "index" / "2026-11.json"
    whole = kept.read_bytes()
    act(kept)
    assert found(an_archive(folder)) == numbers(an_archive(folder))
    assert kept.read_bytes() == whole


def test_a_month_that_another_window_changed_is_noticed(folder: Path) -> None:
    """Read-only: drawn in memory, nothing is written."""
    looking = Archive(folder / "archive", lambda _: False)
    assert len(found(looking)) == 9
    an_archive(folder).take(a_sealed("XA-2026-11", "2026-10"))
    an_archive(folder).put(a_sealed("XA-2026-99", "2026-11"))
    (folder / "index" / "2026-11.json").unlink()
    before = found_in(folder)
    assert found(looking) == numbers(looking) and "XA-2026-99" in found(looking)
    assert looking.get("XA-2026-99") is not None and looking.get("XA-2026-11") is None
    assert found_in(folder) == before


def test_an_index_of_another_program_is_drawn_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a row holds may have changed since."""
    before = (folder / "index" / "2026-11.json").read_bytes()
    monkeypatch.setattr(index, "LAYOUT", ("9.9.9", 1))
    assert len(found(an_archive(folder))) == 9
    assert (folder / "index" / "2026-11.json").read_bytes() != before


def test_a_case_changed_in_place_is_damage_whatever_the_index_says(folder: Path) -> None:
    """Its own checksum is asked, then that of its month."""
    path = month_file(folder)
    was, data = path.stat(), path.read_bytes()
    with path.open("r+b") as file:
        file.write(data.replace(b'"12000.00"', b'"12000.01"'))
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))
    archive = an_archive(folder)
    with pytest.raises(Damaged):
        archive.get("XA-2026-20")
    assert archive.get("XA-2026-10") is not None


def test_a_disk_that_refuses_the_index_hinders_nobody(folder: Path) -> None:
    """The case is sealed; what cannot be kept is drawn when it is asked for."""
    for number in range(0, 30, full(1, 3)):
        disk = Failing(number, no_room, True)
        name = f"XA-2026-5{number}"
        try:
            an_archive(folder, disk=disk).put(a_sealed(name))
        except Fault:
            assert an_archive(folder).get(name) is None or disk.failed
        else:
            assert an_archive(folder).get(name) is not None
        assert found(an_archive(folder)) == numbers(an_archive(folder))
        if not disk.failed:
            break
    else:
        pytest.fail("the work never ended")


def test_after_every_cut_the_index_says_what_the_months_say(tmp_path: Path) -> None:
    """Between month and index too: the case is sealed or it is not, and found as it is."""
    work, after = tmp_path / "work", tmp_path / "after"
    work.mkdir()
    after.mkdir()
    an_archive(work).put(a_sealed("A"))
    disk = Recorder(root=work)
    story = Story(disk, found_in(work), [])
    archive = an_archive(work, disk=disk)
    archive.put(a_sealed("B"))
    archive.take(a_sealed("A"))
    archive.put(a_sealed("C", "2026-12"))
    told = {(), ("A",), ("A", "B"), ("B",), ("C", "B")}
    for _, left in crashes(story, pieces, full(1, 7)):
        lay(after, left)
        for path in after.rglob("*.json"):
            os.utime(path, (1, 1))  # times are what no model tells
        try:
            again = an_archive(after, disk=Recorder(root=after))
            assert tuple(found(again)) == tuple(numbers(again)) and tuple(found(again)) in told
        except DeskError as fault:
            pytest.fail(f"{fault!r} of {sorted(left)}")


def test_nothing_of_an_erased_case_is_left_in_the_index(folder: Path) -> None:
    """Not even of a month that is gone, or where a cut left the index behind (PIPL 47)."""
    archive = an_archive(folder)
    stale = (folder / "index" / "2026-10.json").read_bytes()
    archive.erase("XA-2026-11")
    (folder / "index" / "2026-10.json").write_bytes(stale)
    month_file(folder, "2026-09").unlink()
    an_archive(folder).erase("XA-2026-11")
    left = {path.name: path.read_bytes() for path in (folder / "index").iterdir()}
    assert sorted(left) == ["2026-10.json", "2026-11.json"]
    assert not any(b"XA-2026-11" in data for data in left.values())


PAID = (a_payment("100.00", seq=3), a_payment("2000.00", TODAY + timedelta(days=3), seq=9))
SEEN = an_entry("verified", principal="1.00")
LINES = [
    a_case(),
    a_case(state="archived", before_archive="settled", decisions=(a_decision(),), previous="X"),
    a_case(decisions=(a_decision("malicious", confirmed=False),), next_on=TODAY),
    a_case(habit=Habit(on=TODAY, by="s01", months_idle=6), extra={"\ud800": "\u2028"}),
    a_case(loan=a_loan(product="credit_card", amount=money("5.00"))),
    a_case(loan=a_loan(terms=Terms(grace_days=90))),
    a_case(loan=a_loan(amount=None, due_date=None)),
    a_case(loan=a_loan(overdue_items=(an_item(DUE, "50.00", "5.00", "5.00"), an_item(DUE, "0")))),
    a_case(plans=(a_plan(state="granted"),), loan=a_loan(checked=(a_checked(),))),
    a_case(payments=PAID, timeline=(SEEN, an_entry("contact", number="029-5550"))),
    a_case(payments=PAID, loan=a_loan(checked=(a_checked(),)), timeline=(SEEN,)),
    a_case(payments=PAID, loan=a_loan(terms=Terms(compound="on_interest"))),
    a_case(payments=PAID, waivers=(a_waiver(),), reversals=(a_reversal(),)),
    a_case(payments=PAID, plans=(a_plan(state="granted"),)),
]


def lines() -> list[tuple[Case, Customer]]:
    """Cases of every kind; in the full proof those of the demonstration too."""
    many = [(case, a_customer(name="\ud800\u2028")) for case in LINES]
    if PROOF:
        with TemporaryDirectory() as folder:
            desk = opening.open_to_read(make_demo(Path(folder) / "desk", "zh", 40), "s01")
            for case in desk.book.cases:
                many.append((case, desk.book.customers.get(case.customer_id) or a_customer()))
    return many


def test_a_line_judged_by_the_index_is_that_of_the_whole_case() -> None:
    """On its day and later, with payments, waivers and plans; older records lack the fields."""
    for case, customer in lines():
        plain = to_plain(Sealed(month="2026-11", case=case, customer=customer))
        for key in [k for k, value in plain["case"].items() if value in ([], "", None)]:
            del plain["case"][key]
        month = Path("2026-11.json")
        brief = Brief(case.number, month.stem, month, drawn(month, encode(plain))).shown()
        for day in (TODAY, TODAY + timedelta(days=40)):
            found, whole = (
                row_of(a_sheet(one, of, as_of=day), "2026-11")
                for one, of in ((brief.case, brief.customer), (case, customer))
            )
            assert found == whole


def test_numbers_and_agencies_are_found_as_the_rules_look_for_them() -> None:
    """The number that was called, or the first on file; contacts taken back may be too many."""
    called = an_entry("contact", number="+86 138 0013 8000")
    raw = encode(
        to_plain(Sealed(month="m", case=a_case(timeline=(called,)), customer=a_customer()))
    )
    row = index._row(drawn(Path("2026-11.json"), raw))
    assert row.numbers == ("13800138000", "02955501201") and row.agencies == ()
    assert (row.customer_id, row.contract, row.end) == ("C00001", "HT-2026-0001", "enquired")
