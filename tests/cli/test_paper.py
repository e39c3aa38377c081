"""Papers that come in are kept as they came, and the case says what they show (R130)."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from pathlib import Path

import pytest

from branchdesk.model.case import Case
from branchdesk.store.codec import from_plain
from tests.desks import DeskAt, a_desk, an_enquiry
from tests.papers.word import text_of

CASE = "XA-2026-00001"
SAID = ("--title", "借款合同", "--proves", "借款关系成立")


def desk_with_case(folder: Path) -> DeskAt:
    """A desk with staff and one case."""
    desk = a_desk(folder, staff=True)
    desk.add(an_enquiry())
    return desk


def a_file(folder: Path, name: str = "张三 合同.PDF", data: bytes = b"%PDF-1.7 contract") -> Path:
    """A file as a customer hands it over."""
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_paper_is_copied_under_a_name_of_our_own(tmp_path: Path) -> None:
    """Name, checksum, what it shows; the customer's name is in no file name (R130)."""
    desk = desk_with_case(tmp_path)

    done = desk.by("li").ok("paper", "add", CASE, a_file(tmp_path), *SAID)

    kept = Path(done["file"])
    assert (done["id"], kept.name) == ("R-1", "R-1.pdf")
    assert kept.read_bytes() == b"%PDF-1.7 contract" and kept.stat().st_mode & 0o077 == 0
    assert hashlib.sha256(kept.read_bytes()).hexdigest() == done["sha256"]
    case = desk.show(CASE)
    assert [(p["title"], p["proves"], p["size"]) for p in case["papers"]] == [
        ("借款合同", "借款关系成立", 17)
    ]
    last = case["timeline"][-1]
    assert (last["kind"], last["authority"]) == ("received", "收存材料") and "R-1" in last["text"]
    assert "R-1.pdf" in desk.run("case", "show", CASE, lang="en").out


def test_whether_it_was_held_against_its_original_is_kept(tmp_path: Path) -> None:
    """Genuine, complete, valid: people judge, the case and the evidence list say it (R130)."""
    desk = desk_with_case(tmp_path)
    add = ("paper", "add", CASE, a_file(tmp_path), *SAID)
    assert desk.ok(*add)["compared"] == ""
    assert desk.ok(*add, "--compared", "doubtful")["compared"] == "doubtful"
    desk.ok(*add, "--compared", "original")

    assert "R-2.pdf  真实性或有效性存疑" in desk.run("case", "show", CASE).out
    desk.by("zhao").ok("bundle", "make", CASE, "--to", tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as bag:
        [name] = [n for n in bag.namelist() if n.endswith("01_evidence_list.docx")]
        told = text_of(bag.read(name))
    assert "与原件核对一致" in told and "只见复印件" not in told


@pytest.mark.parametrize("name", ["x.exe", "x.sh", "none", "x.pdf.lnk", "x.HTML", "x.zip"])
def test_what_could_run_is_kept_under_an_ending_that_does_not(tmp_path: Path, name: str) -> None:
    """A short list of endings; all others become .bin."""
    desk = desk_with_case(tmp_path)

    assert desk.ok("paper", "add", CASE, a_file(tmp_path, name), *SAID)["file"].endswith("R-1.bin")


def test_numbers_in_the_words_are_masked_and_kept(tmp_path: Path) -> None:
    """In lists 139****1202, in the record whole; @FILE gives the words (R181)."""
    desk = desk_with_case(tmp_path)
    words = a_file(tmp_path, "words.txt", "通话录音 13900001202".encode())

    desk.ok("paper", "add", CASE, a_file(tmp_path), "--title", f"@{words}", "--proves", "本人确认")

    assert desk.show(CASE)["papers"][0]["title"] == "通话录音 139****1202"
    assert desk.ok("case", "show", CASE, "--reveal", "核对")["papers"][0]["title"].endswith("1202")


def test_links_folders_and_giants_stay_outside(tmp_path: Path) -> None:
    """No link is followed, nothing over 50 MB, nothing empty; nothing is saved."""
    desk = desk_with_case(tmp_path)
    (tmp_path / "link.pdf").symlink_to(a_file(tmp_path))
    with (tmp_path / "big.pdf").open("wb") as big:
        big.truncate((50 << 20) + 1)
    os.mkfifo(tmp_path / "pipe.pdf")

    for name, code in (
        ("link.pdf", "received.not-a-file"), ("desk", "received.not-a-file"),
        ("pipe.pdf", "received.not-a-file"), ("big.pdf", "received.too-large"),
        ("none.pdf", "file.missing"),
    ):  # fmt: skip
        ran = desk.refused(2, "paper", "add", CASE, tmp_path / name, *SAID)
        assert ran.codes == [code]
    empty = a_file(tmp_path, "e.pdf", b"")
    assert desk.refused(2, "paper", "add", CASE, empty, *SAID).codes == ["received.empty"]


def test_every_fault_of_the_words_is_said(tmp_path: Path) -> None:
    """A paper that shows nothing is no evidence; readers take nothing in (R130, R172)."""
    desk = desk_with_case(tmp_path)
    file = a_file(tmp_path)

    ran = desk.refused(2, "paper", "add", CASE, file, "--title", " ", "--proves", "")
    assert ran.codes == ["received.no-title", "received.no-proves"]
    ran = desk.refused(2, "paper", "add", CASE, file, "--title", "x" * 201, "--proves", "a\nb")
    assert ran.codes == ["text.too-long", "text.line-break"]
    assert desk.by("kan").refused(3, "paper", "add", CASE, file, *SAID).codes == [
        "authority.not-yours"
    ]
    assert desk.refused(2, "paper", "add", "XA-2026-09999", file, *SAID).codes == ["case.none"]


def test_a_case_stored_before_there_were_papers_still_opens(tmp_path: Path) -> None:
    """A record without the key is a case without papers."""
    desk = desk_with_case(tmp_path)
    tables = json.loads((desk.path / "cases.json").read_text("utf-8"))
    [plain] = tables["cases"].values()
    plain.pop("received")

    assert from_plain(plain, Case).received == ()
