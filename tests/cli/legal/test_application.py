"""The application to sue in the legal bundle (R122, R150-R152)."""

from __future__ import annotations

from pathlib import Path

from tests.cli.bundles import CASE, Page, a_full_desk, data_of, make
from tests.desks import CHECKED, a_desk, an_enquiry
from tests.papers.word import text_of

APPLICATION = "07_litigation_application.docx"


def test_the_application_to_sue_is_drawn_up_where_a_trigger_fired(tmp_path: Path) -> None:
    """07: a draft that says so; without a trigger the index gives the reasons (R122, R150)."""
    desk = a_full_desk(tmp_path)
    desk.add(an_enquiry(customer_name="李二", contract_no="XAGR2", amount="90000.00",
                        overdue_principal="89000.00", due_date="2026-06-01"))  # fmt: skip
    number = "XA-2026-00002"
    desk.ok("case", "classify", number, "--class", "non_malicious", "--ground", "有流水")
    make(desk, tmp_path / "b.zip", CASE, number)

    data = data_of(tmp_path / "b.zip")
    drawn = text_of(data[f"{number}/{APPLICATION}"])
    assert "诉讼申请书" in drawn and "90,000.00" in drawn
    assert APPLICATION in Page(data[f"{number}/00_index.html"].decode()).links
    assert f"{CASE}/{APPLICATION}" not in data
    assert "没有诉讼申请书" in Page(data[f"{CASE}/00_index.html"].decode()).text


def test_an_issued_application_to_sue_is_the_one_in_the_bundle(tmp_path: Path) -> None:
    """07 is then the very paper that was signed, byte for byte (R122)."""
    desk = a_desk(tmp_path, staff=True, filled=True)
    desk.add(an_enquiry(amount="90000.00", overdue_principal="89000.00", due_date="2026-06-01"))
    desk.ok("case", "classify", CASE, "--class", "non_malicious", "--ground", "有流水")
    figures = CHECKED | {"principal": "89000.00"}
    desk.ok("case", "verify", CASE, "--from", "-", stdin=figures)
    paper = desk.ok("letter", "draft", CASE, "litigation_application")
    desk.ok("letter", "issue", CASE, paper["id"])
    make(desk, tmp_path / "b.zip")

    data = data_of(tmp_path / "b.zip")
    (kept,) = (desk.path / "papers" / CASE).iterdir()
    assert data[APPLICATION] == kept.read_bytes()
    assert not any(name.startswith("papers/") for name in data)
