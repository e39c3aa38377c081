"""One writer at a time, and what is said when the disk or the files fail."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from branchdesk.store.lock import DeskLock
from tests.desks import CHECKED, DeskAt, a_desk, an_enquiry

CASE = "XA-2026-00001"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A desk with one classified case."""
    desk = a_desk(tmp_path_factory.mktemp("made"), filled=True)
    desk.add(an_enquiry())
    desk.ok("case", "verify", CASE, "--from", "-", stdin=CHECKED)
    desk.ok("case", "classify", CASE, "--class", "non_malicious", "--ground", "有流水")
    return desk


@pytest.fixture
def desk(made: DeskAt, tmp_path: Path) -> DeskAt:
    """A copy of it for each test."""
    return made.copied(tmp_path)


def test_a_desk_open_elsewhere_says_who_and_since_when(desk: DeskAt) -> None:
    """Exit 4 for changes, in both languages; reading goes on."""
    lock = DeskLock(desk.path)
    lock.take("wang", "2026-11-22 09:15:00")
    try:
        ran = desk.refused(4, "case", "add", "--from", "-", stdin=an_enquiry())
        assert ran.codes == ["desk.held"]
        assert "wang" in ran.said and "2026-11-22 09:15" in ran.said
        english = desk.run("case", "archive", CASE, lang="en")
        assert english.code == 4 and "wang" in english.err
        for reading in (["case", "list"], ["case", "show", CASE], ["today"], ["letter", "kinds"]):
            assert desk.run(*reading, "--json").code == 0
        assert desk.refused(4, "case", "show", CASE, "--reveal", "核对").codes == ["desk.held"]
    finally:
        lock.free()

    assert desk.run("case", "add", "--from", "-", stdin=an_enquiry()).code == 0


def test_the_only_member_is_named_although_nobody_asked(desk: DeskAt) -> None:
    """Without --as the holder is the one member of staff, not a question mark."""
    desk.add(an_enquiry())

    assert DeskLock(desk.path).holder()["who"] == "s01"


@pytest.mark.parametrize(
    "data",
    [
        b"", b"null", b"[]", b"{", b'{"cases": 1}', b'{"cases": {"1": {"number": 1}}}', b"\xff\xfe",
        b'{"a": {}, "a": {}}', b'{"cases": {"1": {"x": NaN}}}',
    ],
)  # fmt: skip
def test_damaged_records_are_refused_and_left_untouched(desk: DeskAt, data: bytes) -> None:
    """Exit 5, for reading and for changing; the file stays for the rescue."""
    cases = desk.path / "cases.json"
    cases.write_bytes(data)

    for command in (["case", "list"], ["today"], ["case", "add", "--from", "-"]):
        ran = desk.refused(5, *command, stdin=an_enquiry())
        assert ran.codes == ["desk.damaged"]
        assert cases.read_bytes() == data


def test_lost_records_are_damage_and_no_empty_desk(desk: DeskAt) -> None:
    """Exit 5: nobody goes on working on nothing."""
    (desk.path / "cases.json").unlink()

    for command in (["case", "list"], ["case", "add", "--from", "-"]):
        assert desk.refused(5, *command, stdin=an_enquiry()).codes == ["desk.records-gone"]


def test_records_of_a_newer_program_are_left_alone(desk: DeskAt) -> None:
    """Exit 5, said so."""
    cases = desk.path / "cases.json"
    cases.write_bytes(cases.read_bytes().replace(b'"format":2', b'"format":99'))

    assert desk.refused(5, "case", "list").codes == ["desk.newer"]


def test_a_changed_archive_is_found(desk: DeskAt) -> None:
    """Exit 5 where a byte of a sealed month was changed (R182)."""
    desk.ok("case", "close", CASE, "--outcome", "recorded_in_error", "--ground", "重复登记")
    desk.ok("case", "archive", CASE)
    month = desk.path / "archive" / "2026-11.json"
    month.write_bytes(month.read_bytes().replace("秦小满".encode(), "秦小美".encode()))

    assert desk.refused(5, "case", "list", "--state", "all").codes == ["desk.damaged"]


def test_a_page_that_cannot_be_read_is_named_with_its_line(desk: DeskAt) -> None:
    """branch.toml is edited by hand: exit 2 and the line."""
    page = desk.path / "branch.toml"
    page.write_text("bank = \n", "utf-8")

    ran = desk.refused(2, "case", "list")
    assert ran.codes == ["file.not-readable"] and "branch.toml" in ran.said


COMMANDS: list[tuple[tuple[str, ...], Any]] = [
    (("case", "add", "--from", "-"), an_enquiry(contract_no="XAGR2025000998")),
    (("case", "add", "--from", "-"), an_enquiry()),
    (("case", "edit", CASE, "--from", "-", "--ground", "x"), {"reason": "illness"}),
    (("case", "verify", CASE, "--from", "-"), CHECKED),
    (("case", "close", CASE, "--outcome", "renewed", "--ground", "x"), b""),
    (("contact", "add", CASE, "--from", "-"),
     {"direction": "in", "channel": "call", "result": "paid", "next_none_because": "x"}),
    (("letter", "draft", CASE, "overdue_notice"), b""),
    (("staff", "add", "li", "--role", "junior", "--from", "-"), {"name": "李"}),
    (("case", "show", CASE, "--reveal", "核对"), b""),
]  # fmt: skip


class FailingWrite:
    """An os.write that works so many times and then no more."""

    def __init__(self, good: int, fault: int) -> None:
        self.left, self.fault, self.write = good, fault, os.write

    def __call__(self, handle: int, data: memoryview) -> int:
        self.left -= 1
        if self.left < 0:
            raise OSError(self.fault, os.strerror(self.fault))
        return self.write(handle, data)


@pytest.mark.parametrize(("command", "told"), COMMANDS)
@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_is_full_or_broken_changes_nothing(
    desk: DeskAt, command: tuple[str, ...], told: object, fault: int, monkeypatch: Any
) -> None:
    """At every write: exit 1, a sentence, the records as before, and it works again afterwards."""
    before = desk.records["cases.json"]

    for failing in range(20):
        with monkeypatch.context() as patched:
            patched.setattr(os, "write", FailingWrite(failing, fault))
            ran = desk.run(*command, "--json", stdin=told)
        if ran.code == 0:
            break
        assert ran.code == 1 and ran.codes == ["desk.not-written"], ran.said
        assert desk.records["cases.json"] == before
        assert not [name for name in desk.records if name.endswith(".tmp")]
    else:
        pytest.fail("it never succeeded")
    assert desk.run("case", "list", "--json").code == 0


def test_a_write_that_takes_only_half_is_finished(desk: DeskAt, monkeypatch: Any) -> None:
    """os.write may take less than it was given."""
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, data[:1000]))

    added = desk.add(an_enquiry(contract_no="XAGR2025000998", reason_text="还" * 5_000))

    monkeypatch.undo()
    assert desk.show(added["number"])["enquiry"]["reason_text"] == "还" * 5_000


def test_a_folder_that_may_not_be_written_is_still_read(desk: DeskAt, monkeypatch: Any) -> None:
    """Exit 1 for changes with a sentence, reading goes on."""
    opened = os.open

    def read_only(path: Any, flags: int, *rest: int, **more: Any) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return opened(path, flags, *rest, **more)

    monkeypatch.setattr(os, "open", read_only)

    ran = desk.refused(1, "case", "add", "--from", "-", stdin=an_enquiry())
    assert ran.codes == ["desk.not-written"]
    assert desk.run("case", "list").code == desk.run("case", "show", CASE).code == 0


def test_an_unforeseen_fault_is_a_sentence(desk: DeskAt, monkeypatch: Any) -> None:
    """Exit 1 and never a traceback, as JSON too; --debug shows it."""
    monkeypatch.setattr("branchdesk.actions.policy.policy_rows", None)

    plain, asked = desk.run("policy", "show", lang="en"), desk.run("policy", "show", "--json")
    assert plain.code == asked.code == 1 and asked.codes == ["cli.unforeseen"]
    assert "Traceback" not in plain.said and "TypeError" in plain.err
    with pytest.raises(TypeError):
        desk.run("--debug", "policy", "show")
