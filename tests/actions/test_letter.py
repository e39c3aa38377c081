"""Papers kept beside the case: what was issued is what lies there (R131)."""

from __future__ import annotations

from pathlib import Path

import pytest

from branchdesk.actions import opening
from branchdesk.actions.letter import open_letter
from branchdesk.basics.errors import BadInput, Damaged
from tests.desks import CHECKED, DeskAt, a_desk, an_enquiry

CASE = "XA-2026-00001"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A desk with one issued notice."""
    desk = a_desk(tmp_path_factory.mktemp("made"), filled=True)
    desk.add(an_enquiry())
    desk.ok("case", "verify", CASE, "--from", "-", stdin=CHECKED)
    desk.ok("case", "classify", CASE, "--class", "non_malicious", "--ground", "有流水")
    desk.ok("letter", "draft", CASE, "overdue_notice")
    desk.ok("letter", "issue", CASE, "D-1")
    return desk


@pytest.fixture
def issued(made: DeskAt, tmp_path: Path) -> DeskAt:
    """A copy of it for each test."""
    return made.copied(tmp_path)


def test_an_issued_paper_is_opened_after_its_checksum_was_compared(issued: DeskAt) -> None:
    """The file as it was issued; an unknown paper is exit 2 (R131)."""
    desk = opening.open_to_read(issued.path)

    path = open_letter(desk, CASE, "D-1")

    assert path.name == "2026-0001-overdue_notice.zh.docx" and path.is_file()
    with pytest.raises(BadInput):
        open_letter(desk, CASE, "D-2")


@pytest.mark.parametrize(
    ("gone", "code"), [(False, "desk.paper-changed"), (True, "desk.paper-gone")]
)
def test_a_changed_or_missing_paper_is_damage(issued: DeskAt, gone: bool, code: str) -> None:
    """Exit 5: nobody posts a paper that is not the one of the record (R131)."""
    desk = opening.open_to_read(issued.path)
    path = open_letter(desk, CASE, "D-1")
    if gone:
        path.unlink()
    else:
        path.write_bytes(path.read_bytes() + b" ")

    with pytest.raises(Damaged) as damaged:
        open_letter(desk, CASE, "D-1")

    assert damaged.value.exit_code == 5
    assert [f.code for f in damaged.value.findings] == [code]


def test_a_filed_case_still_opens_its_papers(issued: DeskAt) -> None:
    """The paper stays where it was; the sealed case names it (R182)."""
    paid = CHECKED | {"principal": "0", "interest": "0", "penalty": "0"}
    issued.ok("case", "verify", CASE, "--from", "-", stdin=paid)
    issued.ok("case", "close", CASE, "--outcome", "settled", "--ground", "付清")
    issued.ok("case", "archive", CASE)

    assert open_letter(opening.open_to_read(issued.path), CASE, "D-1").is_file()


def test_a_cut_between_paper_and_record_gives_the_number_once(
    issued: DeskAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The orphan file is used again by the retry: one number, one paper (R121)."""
    issued.ok("letter", "draft", CASE, "overdue_notice")
    write = "branchdesk.store.journal.JournalStorage._append"
    with monkeypatch.context() as cut:
        cut.setattr(write, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        assert issued.run("letter", "issue", CASE, "D-2").code == 1

    assert issued.ok("letter", "issue", CASE, "D-2")["number"].endswith("第0002号")
    names = sorted(p.name for p in (issued.path / "papers" / CASE).iterdir())
    assert names == ["2026-0001-overdue_notice.zh.docx", "2026-0002-overdue_notice.zh.docx"]
