"""The casebook: records change by whole commits, each with its audit row (R171)."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings

from branchdesk.basics.errors import Damaged, Fault, HeldElsewhere
from branchdesk.basics.money import Money
from branchdesk.basics.wording import LANGS, Words
from branchdesk.model.account import ListHead
from branchdesk.model.case import Case
from branchdesk.model.kept.kin import Kin
from branchdesk.model.staff import Member
from branchdesk.store import journal
from branchdesk.store.casebook import Casebook, Commit, Counter
from branchdesk.store.codec import from_plain, to_plain
from branchdesk.store.seam import Disk
from branchdesk.store.snapshot import FORMAT
from branchdesk.store.storage import Tables, dump, load
from tests.builders import NOW, TODAY, a_case, a_customer, an_account, an_approval, codes, money
from tests.proof import full
from tests.store.records import HOSTILE, cases

CASE = a_case()


@pytest.fixture
def book(tmp_path: Path) -> Casebook:
    """A new desk's casebook, open for writing."""
    opened = Casebook(tmp_path / "cases.json", writable=True)
    with opened.commit(NOW, "s01", "supervisor") as commit:
        commit.record("desk.init", "XA", Member(id="s01", role="supervisor"))
    return opened


def again(book: Casebook) -> Casebook:
    """The same file, read anew."""
    return Casebook(book.path)


def content(book: Casebook) -> dict[str, list[Any]]:
    """Every record in memory."""
    names = ("cases", "customers", "accounts", "staff", "approvals", "lists", "counters")
    return {name: list(getattr(book, name)) for name in (*names, "audit")}


def save(book: Casebook, case: Case = CASE, new: bool = True) -> Case:
    with book.commit(NOW, "s01", "senior") as commit:
        return commit.save(case, "enquiry.add", new=new)


def failing_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Disk, "write", full)


def test_a_saved_case_is_there_when_the_file_is_opened_again(book: Casebook) -> None:
    """One version on, whole, with its row in the audit trail (R171)."""
    saved = save(book)

    assert saved.version == 1
    assert again(book).cases.get("XA-2026-00001") == saved
    row = again(book).last_audit()
    assert row is not None
    assert (row.seq, row.by, row.role) == (2, "s01", "senior")
    assert (row.verb, row.ref) == ("enquiry.add", "XA-2026-00001")
    assert len(row.digest) == 64


def test_every_kind_of_record_is_kept(book: Casebook) -> None:
    """Customers, staff, approvals, lists, accounts; each commit writes one row a record (R171)."""
    head = ListHead(as_of=TODAY, file="x.json", sha256="0", rows=1, at="", by="s01")
    with book.commit(NOW, "s01", "senior") as commit:
        commit.put_accounts([an_account()])
        commit.record("list.import", "x.json", head)
        commit.record("case.edit", "C00001", a_customer(), an_approval())

    fresh = again(book)
    assert fresh.accounts.get("HT-2026-0001") == an_account()
    assert fresh.customers.get("C00001") == a_customer()
    assert fresh.approvals.get("A-1") == an_approval()
    assert fresh.newest_list() == head
    assert [row.verb for row in fresh.audit] == ["desk.init", "list.import", "case.edit"]


def test_a_record_that_no_table_takes_is_not_dropped_in_silence(book: Casebook) -> None:
    """Nor is its commit half done."""
    before = content(book)
    with pytest.raises(TypeError), book.commit(NOW, "s01", "senior") as commit:
        commit.record("list.import", "x", a_customer(), an_account())
    assert content(book) == content(again(book)) == before


@pytest.mark.parametrize("version", [0, 2])
def test_a_case_changed_meanwhile_is_not_overwritten(book: Casebook, version: int) -> None:
    """The version says so; nothing is lost (house style 7)."""
    saved = save(book)
    stale = msgspec.structs.replace(saved, version=version, customer_id="C00009")

    with pytest.raises(HeldElsewhere) as held:
        save(book, stale, new=False)

    assert codes(held.value.findings) == ["case.changed-elsewhere"]
    assert again(book).cases.get(saved.number) == saved == book.cases.get(saved.number)


def test_a_new_case_never_takes_the_place_of_one(book: Casebook) -> None:
    """Nor is a case saved that is not there."""
    saved = save(book)
    for case, new in ((saved, True), (a_case(number="XA-2026-00002"), False)):
        with pytest.raises(HeldElsewhere):
            save(book, case, new=new)
    assert list(again(book).cases) == [saved]


def test_a_sealed_case_leaves_the_casebook_at_its_last_version_only(book: Casebook) -> None:
    """Its row stays in the trail (R182)."""
    saved = save(book)
    sealed = to_plain(msgspec.structs.replace(saved, version=2, state="archived"))
    with pytest.raises(HeldElsewhere), book.commit(NOW, "s01", "senior") as commit:
        commit.seal(saved.number, "case.archive", sealed | {"version": 5})
    assert book.cases.get(saved.number) == saved

    with book.commit(NOW, "s01", "senior") as commit:
        commit.seal(saved.number, "case.archive", sealed)
    assert list(again(book).cases) == []
    assert [row.verb for row in again(book).audit][-1] == "case.archive"


def test_after_an_error_inside_a_commit_memory_and_file_are_as_before(book: Casebook) -> None:
    """Cases, customers, numbers and audit rows alike."""
    save(book)
    before, bytes_before = content(book), book.path.read_bytes()

    with pytest.raises(RuntimeError), book.commit(NOW, "s01", "senior") as commit:
        commit.next("case-2026")
        commit.save(a_case(number="XA-2026-00002"), "enquiry.add", new=True)
        commit.record("case.edit", "C00001", a_customer())
        commit.put_accounts([an_account()])
        raise RuntimeError

    assert content(book) == before == content(again(book))
    assert book.path.read_bytes() == bytes_before


def test_a_full_disk_loses_nothing_and_the_retry_works(
    book: Casebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was not saved is in neither memory nor file; the form is saved once there is room."""
    before = content(book)
    with monkeypatch.context() as patch:
        failing_disk(patch)
        with pytest.raises(Fault):
            save(book, a_case(extra={"text": "货" * journal.FIRST}))
    assert content(book) == before == content(again(book))
    assert save(book) == again(book).cases.get("XA-2026-00001")


def test_a_number_is_never_given_twice(book: Casebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each run counts for itself; a failed commit gave no number to anybody."""
    given = []

    def take(commit: Commit) -> None:
        numbers = [commit.next("case-2026"), commit.next("case-2026"), commit.next("letter-2026")]
        given.append(numbers)

    with book.commit(NOW, "s01", "senior") as commit:
        take(commit)
    with monkeypatch.context() as patch:
        failing_disk(patch)
        with pytest.raises(Fault), book.commit(NOW, "s01", "senior") as commit:
            take(commit)
            commit.save(a_case(extra={"text": "货" * journal.FIRST}), "add", new=True)
    with book.commit(NOW, "s01", "senior") as commit:
        take(commit)
    assert given == [[1, 2, 1], [3, 4, 2], [3, 4, 2]]
    assert list(again(book).counters) == [Counter("case-2026", 4), Counter("letter-2026", 2)]


def test_records_stay_in_the_order_in_which_they_came(book: Casebook) -> None:
    """Saved again, a case keeps its place: before and after the file is opened again."""
    first = save(book)
    save(book, a_case(number="XA-2026-00002"))
    save(book, first, new=False)
    order = [case.number for case in book.cases]
    assert order == ["XA-2026-00001", "XA-2026-00002"] == [c.number for c in again(book).cases]


def test_a_newer_format_is_refused_and_left_untouched(book: Casebook) -> None:
    """An older program must not write into what it does not understand (house style 8)."""
    book.close()
    tables = load(book.path) or {}
    tables["_meta"]["1"]["format"] = FORMAT + 1
    tables["_meta"]["1"]["hologram"] = True
    book.path.write_bytes(dump(tables))
    before = book.path.read_bytes()

    with pytest.raises(Damaged) as damage:
        Casebook(book.path, writable=True)

    [finding] = damage.value.findings
    assert finding.code == "desk.newer"
    assert all(str(FORMAT + 1) in Words(lang).finding(finding) for lang in LANGS)
    assert book.path.read_bytes() == before


def plainly(book: Casebook) -> Tables:
    """The tables as plain TinyDB has them; of the book only the file is left."""
    book.close()
    tables = load(book.path) or {}
    del tables["_meta"]
    for beside in book.path.parent.glob("cases.json.*"):
        beside.unlink()
    return tables


def changed(book: Casebook, table: str, **values: Any) -> None:
    """The file with another value in the first record of a table."""
    tables = plainly(book)
    tables[table]["1"] |= values
    book.path.write_bytes(dump(tables))


@pytest.mark.parametrize(
    "values",
    [
        {"opened_on": "2026-13-01"},
        {"state": "lost"},
        {"loan": {"amount": 1.5}},
        {"loan": {"amount": [1]}},
        {"loan": {"amount": True}},
        {"loan": {"amount": "12000.005"}},
        {"loan": {"amount": "1e5"}},
        {"loan": None},
        {"timeline": [{}]},
        {"number": 7},
    ],
)
def test_a_record_of_the_wrong_shape_is_damage_and_no_crash(
    book: Casebook, values: dict[str, Any]
) -> None:
    """Named with its place, the file untouched."""
    save(book)
    changed(book, "cases", **values)
    before = book.path.read_bytes()
    with pytest.raises(Damaged) as damage:
        list(again(book).cases)
    assert codes(damage.value.findings) == ["desk.damaged"]
    assert book.path.read_bytes() == before


def test_the_same_case_twice_is_damage(book: Casebook) -> None:
    """One of the two would never be seen again."""
    save(book)
    tables = plainly(book)
    tables["cases"]["2"] = tables["cases"]["1"]
    book.path.write_bytes(dump(tables))
    with pytest.raises(Damaged):
        again(book)


def test_a_window_that_only_reads_changes_nothing(book: Casebook) -> None:
    """The fault says so and memory stays as it was."""
    reader = again(book)
    before = content(reader)
    with pytest.raises(Fault):
        save(reader)
    assert content(reader) == before == content(again(book))


def test_money_is_text_with_two_decimals_and_a_day_is_iso(book: Casebook) -> None:
    """In JSON money is a string (house style 3)."""
    save(book)
    book.close()
    stored = json.loads(book.path.read_text("utf-8"))["cases"]["1"]
    assert stored["loan"]["amount"] == "12000.00"
    assert stored["opened_on"] == "2026-11-25"
    assert stored["loan"]["contract_rate"] == "0.0435"


@given(cases)
@settings(max_examples=full(200, 20))
def test_a_case_is_read_as_it_was_written(case: Case) -> None:
    """read(write(case)) == case, with Chinese and hostile text in every place (R182)."""
    plain = json.loads(dump({"cases": {"1": to_plain(case)}}))["cases"]["1"]
    assert from_plain(plain, Case) == case


@given(cases)
@settings(max_examples=full(100, 10))
def test_a_case_survives_the_file_itself(case: Case) -> None:
    """Saved, the program ended, opened again."""
    with TemporaryDirectory() as folder:
        book = Casebook(Path(folder) / "cases.json", writable=True)
        saved = save(book, case)
        assert again(book).cases.get(case.number) == saved
        assert saved == msgspec.structs.replace(case, version=case.version + 1)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_stored_exactly(book: Casebook, name: str) -> None:
    """Stored as given, shown harmless elsewhere (trust: hostile names)."""
    with book.commit(NOW, name, "senior") as commit:
        commit.record("case.edit", name, a_customer(name=name))
    assert [c.name for c in again(book).customers] == [name]


@pytest.mark.parametrize("value", ["-0.01", "9999999999999.99", "0.00"])
def test_a_sum_comes_back_as_money(value: str) -> None:
    """Not as text and not as a plain number."""
    back = from_plain(to_plain(money(value)), Money)
    assert isinstance(back, Money)
    assert back == money(value)


def test_a_look_at_some_fields_sees_what_the_whole_records_say(tmp_path: Path) -> None:
    """After saves, removals and a commit taken back; nothing more of them is read."""
    book = Casebook(tmp_path / "cases.json", writable=True)
    for number in ("A", "B", "C"):
        with book.commit(NOW, "s01", "senior") as commit:
            commit.save(a_case(number=number, extra={"\ud800": "\u2028"}), "add", new=True)
    assert [kin.number for kin in book.cases.seen_as(Kin)] == ["A", "B", "C"]
    first = book.cases.seen_as(Kin)[0]
    with suppress(KeyError), book.commit(NOW, "s01", "senior") as commit:
        stored = book.cases.get("B")
        assert stored is not None
        commit.save(msgspec.structs.replace(stored, state="verified"), "edit")
        assert book.cases.seen_as(Kin)[1].state == "verified"
        raise KeyError
    assert [kin.state for kin in book.cases.seen_as(Kin)] == ["enquired"] * 3
    book.cases.drop("C")
    found = book.cases.seen_as(Kin)
    assert [(k.number, k.customer_id, k.loan.contract_no) for k in found] == [
        (case.number, case.customer_id, case.loan.contract_no) for case in book.cases
    ]
    assert found[0] is first
