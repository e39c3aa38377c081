"""Closed cases, sealed month by month (R182)."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from branchdesk.basics.errors import Damaged, Fault
from branchdesk.model.case import Case
from branchdesk.store.archive import Archive, Sealed
from branchdesk.store.seam import Disk
from branchdesk.store.snapshot import Snapshot, encode, pieces
from branchdesk.store.storage import dump, load
from tests.builders import a_case, a_customer, a_decision, an_entry, codes


def a_sealed(number: str = "XA-2026-00001", month: str = "2026-11", **given: Any) -> Sealed:
    case = a_case(
        number=number,
        state="archived",
        before_archive="settled",
        decisions=(a_decision(),),
        timeline=(an_entry("closed", outcome="settled", ground="已结清"),),
        **given,
    )
    return Sealed(month=month, case=case, customer=a_customer())


def an_archive(folder: Path, *open_numbers: str, disk: Disk | None = None) -> Archive:
    """An archive beside a casebook in which these cases are open, the desk held."""
    places = folder / "archive"
    return Archive(places, lambda number: number in open_numbers, writable=True, disk=disk)


def month_file(folder: Path, month: str = "2026-11") -> Path:
    return folder / "archive" / f"{month}.json"


def numbers(archive: Archive) -> list[str]:
    return [sealed.case.number for sealed in archive.all()]


def found(archive: Archive) -> list[str]:
    return [row.number for row in archive.rows()]


def test_a_sealed_case_is_kept_whole_with_its_customer(tmp_path: Path) -> None:
    """Enquiry, decisions and history, found again by its number (R182)."""
    sealed = a_sealed()
    an_archive(tmp_path).put(sealed)

    fresh = an_archive(tmp_path)
    assert fresh.get("XA-2026-00001") == sealed
    assert fresh.get("XA-2026-00002") is None
    assert fresh.months() == ["2026-11"]


def test_each_month_is_a_file_and_the_newest_comes_first(tmp_path: Path) -> None:
    """A case is archived into the month in which it was archived."""
    archive = an_archive(tmp_path)
    for number, month in (("A", "2026-09"), ("B", "2026-11"), ("C", "2026-10"), ("D", "2026-11")):
        archive.put(a_sealed(number, month))
    assert archive.months() == ["2026-09", "2026-10", "2026-11"]
    assert numbers(archive) == ["B", "D", "C", "A"] == numbers(an_archive(tmp_path))
    assert sorted(p.name for p in (tmp_path / "archive").iterdir()) == [
        f"{m}.json" for m in archive.months()
    ]


def test_a_case_put_again_takes_its_own_place(tmp_path: Path) -> None:
    """A retry leaves one copy."""
    archive = an_archive(tmp_path)
    archive.put(a_sealed())
    archive.put(a_sealed(version=7))
    assert [s.case.version for s in an_archive(tmp_path).all()] == [7]


def test_a_case_taken_out_is_gone_and_its_neighbours_stay(tmp_path: Path) -> None:
    """Reopened, it lives in the casebook again (R182)."""
    archive = an_archive(tmp_path)
    for number in "ABC":
        archive.put(a_sealed(number))
    archive.take(a_sealed("B"))
    archive.take(a_sealed("X"))
    assert numbers(archive) == ["A", "C"] == numbers(an_archive(tmp_path))


def test_a_case_in_both_places_counts_as_open(tmp_path: Path) -> None:
    """A power cut between the two files leaves it twice; the casebook counts."""
    an_archive(tmp_path).put(a_sealed("A"))
    an_archive(tmp_path).put(a_sealed("B"))
    archive = an_archive(tmp_path, "A")
    assert numbers(archive) == ["B"]
    assert archive.get("A") is None


def test_a_case_in_two_months_counts_once_in_the_newest(tmp_path: Path) -> None:
    """What a cut left behind when it was reopened is waste."""
    archive = an_archive(tmp_path)
    archive.put(a_sealed("A", "2026-09"))
    archive.put(a_sealed("A", "2026-11", version=9))
    assert [(s.month, s.case.version) for s in an_archive(tmp_path).all()] == [("2026-11", 9)]


def bytes_of(path: Path) -> list[int]:
    """Places of the file to change: every seventh byte, so that each kind of place is met."""
    return list(range(0, path.stat().st_size, 7))


def test_any_changed_byte_of_a_record_is_found(tmp_path: Path) -> None:
    """The checksum stands in the file; the file is left as it is (trust: changed afterwards)."""
    an_archive(tmp_path).put(a_sealed())
    path = month_file(tmp_path)
    whole = path.read_bytes()
    end = whole.index(b'"_meta"')
    for place in [n for n in bytes_of(path) if n < end]:
        # A letter for a letter: most changes keep the JSON well-formed.
        other = b"y" if whole[place : place + 1] == b"x" else b"x"
        path.write_bytes(whole[:place] + other + whole[place + 1 :])
        with pytest.raises(Damaged) as damage:
            numbers(an_archive(tmp_path))
        assert codes(damage.value.findings) == ["desk.damaged"]
        assert damage.value.findings[0].facts["file"] == "2026-11.json"


def test_a_month_without_its_checksum_or_cut_short_is_damage(tmp_path: Path) -> None:
    """Nothing is taken on trust."""
    an_archive(tmp_path).put(a_sealed())
    path = month_file(tmp_path)
    whole = path.read_bytes()
    tables = load(path) or {}
    tables["_meta"] = {}
    for damaged in (dump(tables), whole[:-40], b"", b"{}"):
        path.write_bytes(damaged)
        with pytest.raises(Damaged):
            an_archive(tmp_path).get("XA-2026-00001")
        assert path.read_bytes() == damaged


def test_a_record_that_cannot_be_a_case_is_damage_and_no_crash(tmp_path: Path) -> None:
    """Even where somebody made the checksum fit."""
    archive = an_archive(tmp_path)
    archive.put(a_sealed())
    path = month_file(tmp_path)
    sealed = (load(path) or {})["sealed"]["1"]
    sealed["case"]["loan"]["amount"] = [1]
    path.write_bytes(b"".join(pieces(Snapshot({"sealed": {"1": encode(sealed)}}, generation=0))))
    for look in (numbers, lambda a: a.get("XA-2026-00001"), lambda a: next(a.briefs()).shown()):
        with pytest.raises(Damaged):
            look(an_archive(tmp_path))


def test_a_full_disk_leaves_the_month_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In memory too: the case that could not be sealed is not sealed."""
    archive = an_archive(tmp_path)
    archive.put(a_sealed("A"))

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        for change in (archive.put, archive.take):
            with pytest.raises(Fault):
                change(a_sealed("B" if change == archive.put else "A"))
    assert numbers(archive) == ["A"] == numbers(an_archive(tmp_path))


def test_hostile_text_has_a_checksum_too(tmp_path: Path) -> None:
    """Half characters, quotes and line ends are sealed as they are."""
    case: Case = a_case(number="A", extra={"\ud800": '"}\n\u2028'})
    an_archive(tmp_path).put(Sealed(month="2026-11", case=case, customer=a_customer()))
    assert [s.case for s in an_archive(tmp_path).all()] == [case]
    assert json.loads((month_file(tmp_path)).read_bytes())["sealed"]["1"]["month"] == "2026-11"
