"""Legal bundles: what they hold, who may make them, what they leave behind (R128, R129, R165)."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import posixpath
import re
import shutil
import subprocess
import sys
import zipfile
from functools import partial
from pathlib import Path
from urllib.parse import unquote

import bagit
import pytest
from openxml_audit import FileFormat, OpenXmlValidator

from branchdesk.actions import opening
from branchdesk.actions.legal.bundle import make_bundle
from branchdesk.basics.errors import Fault
from tests.cli.bundles import (
    CASE,
    HOSTILE,
    IDENTITY,
    PHONE,
    Page,
    a_full_desk,
    data_of,
    make,
    members,
)
from tests.desks import ROOT, DeskAt, a_desk, an_enquiry
from tests.papers.word import faults, text_of

OWN = {
    "00_index.html", "01_evidence_list.docx", "02_case_summary.docx", "03_overdue_statement.docx",
    "03_overdue_statement.csv", "04_contact_log.csv", "05_timeline.csv", "08_handover_list.docx",
    "case.json",
}  # fmt: skip


def test_a_bundle_holds_the_papers_of_the_case(tmp_path: Path) -> None:
    """Statement, contact log, timeline, notices, evidence, record (R128, R129, R165)."""
    desk = a_full_desk(tmp_path)

    done = make(desk, tmp_path / "b.zip")

    data = data_of(tmp_path / "b.zip")
    assert set(data) == OWN | {"papers/2026-0001-overdue_notice.zh.docx", "evidence/R-1.pdf"}
    assert data["evidence/R-1.pdf"] == b"%PDF-1.7 contract"
    assert "12,058.33" in text_of(data["03_overdue_statement.docx"])
    assert "12,067.79" in text_of(data["03_overdue_statement.docx"])
    assert "11,000.00" in data["03_overdue_statement.csv"].decode()
    listed = text_of(data["01_evidence_list.docx"])
    for name in ("papers/2026-0001-overdue_notice.zh.docx", "evidence/R-1.pdf"):
        assert hashlib.sha256(data[name]).hexdigest()[:8] in listed and "借款关系成立" in listed
    record = json.loads(data["case.json"])
    assert record["schema"] == "branchdesk-case/1" and "salt" not in record["case"]
    assert record["customer"]["id_number"] == IDENTITY and record["customer"]["phones"] == [PHONE]
    assert (done["files"], done["cases"]) == (len(data), [CASE])
    assert all(name.isascii() for name in zipfile.ZipFile(tmp_path / "b.zip").namelist())


def test_making_a_bundle_is_recorded(tmp_path: Path) -> None:
    """Root hash and file name stand in the case; the hand-over list prints the hash (R171)."""
    desk = a_full_desk(tmp_path)

    done = make(desk.by("wang"), tmp_path / "b.zip")

    last = desk.show(CASE)["timeline"][-1]
    assert (last["kind"], last["by"]) == ("bundled", "wang")
    assert done["root"] in last["text"] and "b.zip" in last["text"]
    data = data_of(tmp_path / "b.zip")
    lines = members(tmp_path / "b.zip")["manifest-sha256.txt"].decode().splitlines(True)
    others = "".join(line for line in lines if "08_handover_list.docx" not in line)
    assert hashlib.sha256(others.encode()).hexdigest() == done["root"]
    text = text_of(data["08_handover_list.docx"])
    assert done["root"] in text and "移交人" in text and "接收人" in text
    assert desk.ok("bundle", "verify", tmp_path / "b.zip")["root"] == done["root"]


def test_printed_papers_mask_what_the_record_holds(tmp_path: Path) -> None:
    """No full identity or phone number outside case.json, papers and evidence (R181)."""
    desk = a_full_desk(tmp_path)
    make(desk, tmp_path / "b.zip")

    for name, data in data_of(tmp_path / "b.zip").items():
        text = text_of(data) if name.endswith(".docx") else data.decode("utf-8", "replace")
        full = IDENTITY in text or PHONE in text
        assert full == (name == "case.json"), name


def test_the_bag_is_valid_for_the_library_of_congress(tmp_path: Path) -> None:
    """BagIt 1.0 as RFC 8493 has it; one folder at the top."""
    desk = a_full_desk(tmp_path)
    make(desk, tmp_path / "b.zip")

    zipfile.ZipFile(tmp_path / "b.zip").extractall(tmp_path / "out")

    [base] = (tmp_path / "out").iterdir()
    bag = bagit.Bag(str(base))
    assert bag.validate() and bag.version_info == (1, 0)
    assert bag.info["External-Identifier"] == CASE


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_paper_opens_in_word(tmp_path: Path, lang: str) -> None:
    """The Open XML schema and our own eye, in both languages, with a hostile name."""
    desk = a_full_desk(tmp_path, HOSTILE)
    ran = desk.run("bundle", "make", CASE, "--to", tmp_path / "b.zip", lang=lang)
    assert ran.code == 0 and ("Root hash" in ran.out) == (lang == "en")

    validator = OpenXmlValidator(file_format=FileFormat.OFFICE_2019)
    for name, data in data_of(tmp_path / "b.zip").items():
        if name.endswith(".docx"):
            (tmp_path / "one.docx").write_bytes(data)
            found = [str(e) for e in validator.validate(tmp_path / "one.docx").errors]
            assert found == [] and faults(data) == [], name
    summary = text_of(data_of(tmp_path / "b.zip")["02_case_summary.docx"])
    assert ("案件情况摘要" in summary) == (lang == "zh") and "Timeline" in summary
    head = text_of(data_of(tmp_path / "b.zip")["02_case_summary.docx"], "word/header1.xml")
    assert "PRACTICE" in head and ("READING COPY" in head) == (lang == "en")
    assert '=HYPERLINK("x")<b>秦&小满<U+202E>' in summary


def test_a_hostile_name_is_harmless_in_sheets_and_on_the_page(tmp_path: Path) -> None:
    """No formula cell, no tag, no script; links stay inside."""
    desk = a_full_desk(tmp_path, HOSTILE)
    desk.ok("contact", "add", CASE, "--from", "-",
            stdin={"direction": "in", "channel": "call", "result": "promise",
                   "at": "2026-11-22 10:30", "text": "=1+1", "next_on": "2026-11-25"})  # fmt: skip
    make(desk, tmp_path / "b.zip")
    data = data_of(tmp_path / "b.zip")

    for name in ("03_overdue_statement.csv", "04_contact_log.csv", "05_timeline.csv"):
        assert data[name].startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(io.StringIO(data[name].decode("utf-8-sig"), newline="")))
        assert not [c for row in rows for c in row if re.match(r"[=+\-@\t\r\n＝＋－＠]", c)]
    page = Page(data["00_index.html"].decode())
    assert page.tags.isdisjoint({"b", "script", "img", "iframe", "link"})
    assert set(page.links) == set(data) - {"00_index.html"}
    assert "借款关系成立" in page.text and "Evidence list" in page.text and "证据目录" in page.text


def broken_links(data: dict[str, bytes]) -> list[str]:
    """Every link of every index page that leads to no file of the bundle."""
    pages = {name: Page(page.decode()) for name, page in data.items() if name.endswith(".html")}
    assert pages
    return [
        f"{name}: {link}"
        for name, page in pages.items()
        for link in page.links
        if posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(link))) not in data
    ]


def test_the_same_desk_on_the_same_day_gives_the_same_bytes(tmp_path: Path) -> None:
    """So a bundle that was lost can be made again and proved."""
    desk = a_full_desk(tmp_path)
    shutil.copytree(desk.path, tmp_path / "again")

    make(desk, tmp_path / "a.zip")
    make(DeskAt(tmp_path / "again", desk.day, desk.staff), tmp_path / "b.zip")

    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_several_cases_lie_in_a_folder_each(tmp_path: Path) -> None:
    """One root hash for all, a page that leads to each."""
    desk = a_full_desk(tmp_path)
    desk.add(an_enquiry(customer_name="李二", contract_no="XAGR2"))

    done = make(desk, tmp_path / "b.zip", CASE, "XA-2026-00002", CASE)

    data = data_of(tmp_path / "b.zip")
    assert {f"XA-2026-00002/{name}" for name in OWN} <= set(data)
    assert set(Page(data["00_index.html"].decode()).links) == {
        f"{CASE}/00_index.html", "XA-2026-00002/00_index.html",
    }  # fmt: skip
    assert broken_links(data) == []
    for number in (CASE, "XA-2026-00002"):
        assert "../00_index.html" in Page(data[f"{number}/00_index.html"].decode()).links
        assert done["root"] in text_of(data[f"{number}/08_handover_list.docx"])
        assert desk.show(number)["timeline"][-1]["kind"] == "bundled"
    found = desk.ok("bundle", "verify", tmp_path / "b.zip")
    assert (found["cases"], found["files"]) == ([CASE, "XA-2026-00002"], len(data))


def test_an_archived_case_is_bundled_as_it_was_sealed(tmp_path: Path) -> None:
    """The archive keeps every byte; the audit trail has the case and the hash."""
    desk = a_full_desk(tmp_path)
    desk.ok("case", "close", CASE, "--outcome", "handed_over", "--ground", "移交法务")
    desk.ok("case", "archive", CASE)
    sealed = {n: d for n, d in desk.records.items() if n.startswith("archive")}

    done = make(desk, tmp_path / "b.zip")

    assert {n: d for n, d in desk.records.items() if n.startswith("archive")} == sealed
    audit = json.loads(desk.records["cases.json"])["audit"]
    last = list(audit.values())[-1]
    assert (last["verb"], last["ref"]) == ("bundle.make", f"{CASE} sha256:{done['root']}")


def test_what_speaks_against_a_bundle(tmp_path: Path) -> None:
    """A table of refusals; each leaves the desk and the folder as they were (R172)."""
    desk = a_full_desk(tmp_path)
    (tmp_path / "there.zip").write_bytes(b"mine")
    (tmp_path / "away.zip").symlink_to(tmp_path / "nowhere.zip")
    before = sorted(tmp_path.iterdir())

    for code, staff, number, to, said in (
        (2, "s01", "XA-2026-09999", "b.zip", ["case.none"]),
        (2, "s01", CASE, "there.zip", ["bundle.exists"]),
        (2, "s01", CASE, "away.zip", ["bundle.exists"]),
        (2, "s01", CASE, "none/b.doc", ["bundle.not-zip-name", "bundle.no-folder"]),
        (3, "li", CASE, "b.zip", ["authority.not-yours"]),
        (3, "kan", CASE, "b.zip", ["authority.not-yours"]),
    ):
        ran = desk.by(staff).refused(code, "bundle", "make", number, "--to", tmp_path / to)
        assert ran.codes == said
    assert sorted(tmp_path.iterdir()) == before
    assert (tmp_path / "there.zip").read_bytes() == b"mine"


def test_a_changed_or_lost_paper_stops_the_bundle(tmp_path: Path) -> None:
    """Checksums are compared first: exit 5 with each file, nothing made."""
    desk = a_full_desk(tmp_path)
    notice = next((desk.path / "papers" / CASE).glob("2026-*.docx"))
    notice.write_bytes(notice.read_bytes() + b"x")
    (desk.path / "received" / CASE / "R-1.pdf").unlink()

    ran = desk.refused(5, "bundle", "make", CASE, "--to", tmp_path / "b.zip")

    assert ran.codes == ["desk.paper-changed", "desk.paper-gone"]
    assert not (tmp_path / "b.zip").exists()


def test_whoever_cancels_has_nothing_left_behind(tmp_path: Path) -> None:
    """At the first file, in the middle, at the end: no file, no entry."""
    desk = a_full_desk(tmp_path)
    steps = []

    def until(stop: int, done: int, total: int) -> bool:
        steps.append(total)
        return done != stop

    before = desk.records
    for stop in (0, 5, 15):
        with opening.open_to_write(desk.path, "s01") as at, pytest.raises(Fault) as fault:
            make_bundle(at, [CASE], tmp_path / "b.zip", partial(until, stop))
        assert [f.code for f in fault.value.findings] == ["bundle.cancelled"]
        assert not list(tmp_path.glob("*b.zip*")) and desk.records == before
    assert set(steps) == {15}


def test_a_disk_that_refuses_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record cannot be saved: the file that had landed goes again (trust)."""
    desk = a_full_desk(tmp_path)
    before = desk.records

    def full(*_: object) -> None:
        raise Fault([])

    with opening.open_to_write(desk.path, "s01") as at:
        monkeypatch.setattr("branchdesk.store.journal.JournalStorage._append", full)
        with pytest.raises(Fault):
            make_bundle(at, [CASE], tmp_path / "b.zip")
    assert not list(tmp_path.glob("*b.zip*")) and desk.records == before


KILLED = """
import os, signal, sys
from pathlib import Path
from branchdesk.actions import opening
from branchdesk.actions.legal.bundle import make_bundle

def until(done, total):
    if done == int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)
    return True

with opening.open_to_write(Path(sys.argv[1]), "s01") as desk:
    make_bundle(desk, ["XA-2026-00001"], Path(sys.argv[2]), until)
"""


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is POSIX's")
def test_a_kill_leaves_no_half_bundle_under_its_name(tmp_path: Path) -> None:
    """In the middle and at the end: no file of its name, no entry; the next bundle tidies up."""
    desk = a_full_desk(tmp_path)
    before = desk.records
    env = {**os.environ, "BRANCHDESK_TODAY": desk.day, "PYTHONPATH": str(ROOT / "src")}

    for stop in ("7", "15"):
        command = [sys.executable, "-c", KILLED, str(desk.path), str(tmp_path / "b.zip"), stop]
        assert subprocess.run(command, env=env, check=False).returncode == -9
        assert not (tmp_path / "b.zip").exists() and desk.records == before
        assert list(tmp_path.glob(".b.zip.*.tmp"))

    make(desk, tmp_path / "b.zip")
    assert not list(tmp_path.glob(".b.zip*"))
    assert desk.run("bundle", "verify", tmp_path / "b.zip").code == 0


def test_an_empty_case_has_a_bundle_too(tmp_path: Path) -> None:
    """Unknown stays unknown, nothing is guessed."""
    desk = a_desk(tmp_path)
    desk.add(an_enquiry(amount=None, due_date=None))

    make(desk, tmp_path / "b.zip")

    data = data_of(tmp_path / "b.zip")
    assert set(data) == OWN and "不详" in text_of(data["03_overdue_statement.docx"])


def test_verify_needs_no_desk_and_tells_every_fault(tmp_path: Path) -> None:
    """Exit 5 with codes for what was touched, exit 2 where there is no file."""
    desk = a_full_desk(tmp_path)
    make(desk, tmp_path / "b.zip")
    spoilt = (tmp_path / "b.zip").read_bytes().replace(b"%PDF-1.7", b"%PDF-1.8")
    (tmp_path / "c.zip").write_bytes(spoilt)
    (tmp_path / "d.zip").write_bytes(b"no zip")
    os.mkfifo(tmp_path / "e.zip")
    nowhere = DeskAt(tmp_path / "no desk")

    assert nowhere.run("bundle", "verify", tmp_path / "b.zip").code == 0
    for name, code, said in (
        ("c.zip", 5, ["bundle.changed"]), ("d.zip", 5, ["bundle.not-a-zip"]),
        ("e.zip", 2, ["file.missing"]), ("none.zip", 2, ["file.missing"]),
    ):  # fmt: skip
        ran = nowhere.run("bundle", "verify", tmp_path / name, "--json")
        assert (ran.code, ran.codes[:1]) == (code, said), ran.said
    found = nowhere.run("bundle", "verify", tmp_path / "c.zip", lang="en")
    assert "evidence/R-1.pdf" in found.err and "it was changed" in found.err
