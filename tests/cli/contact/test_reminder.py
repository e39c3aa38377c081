"""Reminders on today's work and in the SMS platform's file (R080-R082)."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.desks import DeskAt, a_desk, an_enquiry

REMIND = ("today", "--kind", "reminder")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """Three loans that fall due in three days, in one, and one without a number."""
    desk = a_desk(tmp_path_factory.mktemp("made"), staff=True, filled=True)
    due = {"contract_no": "XAGR2025000111", "due_date": "2026-11-25", "phone": "139-0000-1202"}
    desk.add(an_enquiry(**due, amount="5000"))
    desk.add(an_enquiry(contract_no="B", due_date="2026-11-23", phone="13900001203"))
    desk.add(an_enquiry(contract_no="C", due_date="2026-11-25", customer_name="无号码"))
    return desk


@pytest.fixture
def desk(made: DeskAt, tmp_path: Path) -> DeskAt:
    """A copy of it for each test."""
    return made.copied(tmp_path)


def test_today_lists_who_is_to_be_reminded_and_how(desk: DeskAt) -> None:
    """Three days before by SMS, the day before by phone (R081)."""
    texts = [item["text"] for item in desk.ok(*REMIND)]
    assert texts == [
        "2026-11-23 到期 12,000.00：电话提醒",
        "2026-11-25 到期 5,000.00：短信提醒",
        "2026-11-25 到期 12,000.00：短信提醒",
    ]


def test_the_platforms_file_has_number_and_text(desk: DeskAt, tmp_path: Path) -> None:
    """Amount, deadline, whom to ask; the contract by its tail, no name (R082, R181)."""
    file = tmp_path / "sms.csv"

    done = desk.ok(*REMIND, "--csv", file)

    assert (done["count"], done["without_number"]) == (1, ["XA-2026-00003"])
    data = file.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    [head, row] = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    assert head == ["号码 Number", "内容 Text"] and row[0] == "13900001202"
    assert all(part in row[1] for part in ("5,000.00", "2026-11-25", "029-55501000", "0111"))
    assert "秦小满" not in row[1]
    assert "reminder.export" in desk.records["cases.json"].decode()


def test_a_message_that_begins_like_a_formula_is_harmless(desk: DeskAt, tmp_path: Path) -> None:
    """A bank's name cannot run anything in a spreadsheet (R082)."""
    page = desk.path / "branch.toml"
    page.write_text(page.read_text("utf-8").replace("029-55501000", "=1+1"), "utf-8")
    desk.ok(*REMIND, "--csv", tmp_path / "sms.csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "sms.csv").read_text("utf-8-sig"))))
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_who_was_reminded_is_not_reminded_again(desk: DeskAt, tmp_path: Path) -> None:
    """Once the message is recorded as a contact (R080)."""
    sent = {"direction": "out", "channel": "sms", "result": "call_back", "next_on": "2026-11-25",
            "at": "2026-11-22 09:00"}  # fmt: skip
    desk.ok("contact", "add", "XA-2026-00001", "--from", "-", stdin=sent)
    assert desk.ok(*REMIND, "--csv", tmp_path / "sms.csv")["count"] == 0


def test_what_speaks_against_the_file(desk: DeskAt, tmp_path: Path) -> None:
    """Name, existing file, another kind, the reader (R172)."""
    there = tmp_path / "there.csv"
    there.write_text("x", "utf-8")
    assert desk.refused(2, *REMIND, "--csv", there).codes == ["bundle.exists"]
    assert desk.refused(2, *REMIND, "--csv", tmp_path / "a.txt").codes == ["reminder.not-csv"]
    lost = desk.refused(2, *REMIND, "--csv", tmp_path / "no" / "a.csv")
    assert lost.codes == ["bundle.no-folder"]
    other = desk.refused(2, "today", "--csv", tmp_path / "a.csv")
    assert other.codes == ["reminder.only-reminders"]
    refused = desk.by("kan").refused(3, *REMIND, "--csv", tmp_path / "a.csv")
    assert refused.codes == ["authority.not-yours"] and not (tmp_path / "a.csv").exists()


def test_an_unknown_kind_is_refused_with_those_there_are(desk: DeskAt) -> None:
    """Exit 2; an empty answer would look like no work."""
    refused = desk.refused(2, "today", "--kind", "remindr")
    assert refused.codes == ["today.unknown-kind"] and "reminder" in refused.said
