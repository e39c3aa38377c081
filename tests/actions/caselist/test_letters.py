"""One letter for many cases: each saved by itself, and those that get none named with the why."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from branchdesk.actions import opening
from branchdesk.actions.caselist.letters import Begun, draft_many, read_asked
from branchdesk.basics.errors import BadInput, Fault
from branchdesk.basics.finding import Finding
from branchdesk.basics.wording import Words
from branchdesk.store.disk import NewFile, new_file
from branchdesk.tui.dialogs.letter_batch import batch_text
from tests.desks import DAY, DeskAt, a_desk, an_enquiry

NOTICE = "overdue_notice"
ONE, TWO, THREE = (f"XA-2026-0000{n}" for n in (1, 2, 3))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """Three cases; the last is not classified."""
    desk = a_desk(tmp_path_factory.mktemp("made"), staff=True, filled=True)
    for n in (1, 2, 3):
        told = {"id_number": None, "days_overdue": 10 * n, "due_date": None}
        desk.add(an_enquiry(customer_name=f"客户{n}", contract_no=f"HT{n}", **told))
    for number in (ONE, TWO):
        desk.ok("case", "classify", number, "--class", "non_malicious", "--ground", "资金周转")
    return desk


def test_each_case_that_may_have_it_gets_its_draft_and_a_copy(made: DeskAt, tmp_path: Path) -> None:
    """The condition narrows; the refusal names the case; the drafts stand in their cases."""
    desk, folder = made.copied(tmp_path), tmp_path / "out"
    folder.mkdir()
    done = desk.ok("letter", "batch", NOTICE, "--where", "severity=light", "--to", folder)

    assert [one["number"] for one in done["drafted"]] == [TWO, ONE]
    assert [one["number"] for one in done["left"]] == [THREE] and done["left"][0]["why"]
    copies = sorted(file.name for file in folder.iterdir())
    assert copies == [f"{ONE}-D-2-{NOTICE}.zh.docx", f"{TWO}-D-1-{NOTICE}.zh.docx"]
    assert [p["id"] for p in desk.show(ONE)["letters"]] == ["D-2"]
    assert (
        desk.run("letter", "batch", NOTICE, "--where", "state=enquired", "--to", folder).code == 3
    )


def test_what_cannot_be_understood_drafts_nothing(made: DeskAt, tmp_path: Path) -> None:
    """Letter, folder and condition are looked at first; a reader may not draft."""
    desk = made.copied(tmp_path)
    before = desk.records
    for wrong in (("nothing",), (NOTICE, "--where", "severity=grave"), (NOTICE, "--where", "x=y")):
        desk.refused(2, "letter", "batch", *wrong, "--to", tmp_path)
    desk.refused(2, "letter", "batch", NOTICE, "--to", tmp_path / "nowhere")
    desk.by("kan").refused(3, "letter", "batch", NOTICE, "--to", tmp_path)
    assert desk.records == before


def test_after_a_fault_only_the_others_are_drafted(
    made: DeskAt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy of the second fails: its draft is kept, and the next try only copies it."""
    desk, out = made.copied(tmp_path), tmp_path / "out"
    out.mkdir()
    monkeypatch.setenv("BRANCHDESK_TODAY", DAY)
    begun, real = Begun(), new_file

    def full(path: Path) -> AbstractContextManager[NewFile]:
        if path.name.startswith(TWO):
            raise Fault(Finding("desk.not-written", {"file": path.name, "fault": "full"}))
        return real(path)

    with opening.open_to_write(desk.path, "s01") as held:
        with monkeypatch.context() as patch, pytest.raises(Fault) as fault:
            patch.setattr("branchdesk.actions.caselist.letters.new_file", full)
            draft_many(held, [ONE, TWO], NOTICE, out, begun=begun)
        assert fault.value.findings[-1].facts == {"count": 1, "number": TWO}
        batch = draft_many(held, [ONE, TWO], NOTICE, out, begun=begun)
        assert [one.number for one in batch.drafted] == [ONE, TWO] and not batch.stopped
    assert [len(desk.show(number)["letters"]) for number in (ONE, TWO)] == [1, 1]
    assert len(list(out.iterdir())) == 2


def test_a_stop_keeps_what_was_drafted(
    made: DeskAt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Case by case: the sentence says how many there are and how many were not looked at."""
    monkeypatch.setenv("BRANCHDESK_TODAY", DAY)
    copy = made.copied(tmp_path)
    with opening.open_to_write(copy.path, "s01") as desk:
        folder, lang = read_asked(desk, {"lang": "en"})
        many = [ONE, TWO, THREE]
        done = draft_many(desk, many, NOTICE, folder, lang, progress=lambda done, _: done < 1)
        with pytest.raises(BadInput):
            draft_many(desk, [ONE], NOTICE, tmp_path / "nowhere")
    said = batch_text(done, Words("zh"))
    assert (len(done.drafted), done.stopped) == (1, 2) and "还有 2 户没有处理" in said
    letters = [[one["lang"] for one in copy.show(number)["letters"]] for number in (ONE, TWO)]
    assert letters == [["en"], []]
