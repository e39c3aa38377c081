"""The civil complaint on the command line: once legal has the case, numbers whole (R128, R166)."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.cli.legal.test_suit import BIG, CASE, sued
from tests.cli.test_letter import words
from tests.desks import CHECKED, DeskAt, a_desk, an_enquiry

IDENTITY, PHONE = "11010119900307109X", "13900001205"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A person's large loan with its terms and a guarantor, checked today, given to legal."""
    desk = a_desk(tmp_path_factory.mktemp("suit"), staff=True, filled=True).by("wang")
    debtor = {"name": "高翔", "kind": "joint", "phone": "13900001999"}
    told = {"id_number": IDENTITY, "customer_kind": "person", "phone": PHONE}
    desk.add(an_enquiry(**BIG, **told, guarantors=[debtor]))
    desk.ok("case", "classify", CASE, "--class", "non_malicious", "--ground", "流水")
    figures = {"principal": "89000.00", "interest": "1000.00", "penalty": "2800.00"}
    desk.ok("case", "verify", CASE, "--from", "-", stdin=CHECKED | figures)
    refused = desk.refused(3, "letter", "draft", CASE, "civil_complaint_loan")
    assert refused.codes == ["letter.no-suit"]
    return sued(desk)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_complaint_shows_every_number_whole(desk: DeskAt, lang: str) -> None:
    """Parties, claims and the sum; what is unknown stays a blank (R128, R166)."""
    text = words(desk.ok("letter", "draft", CASE, "civil_complaint_loan", "--lang", lang)["file"])
    for printed in (IDENTITY, PHONE, "XAGR2025000999", "高翔", "13900001999", "92,800.00"):
        assert printed in text
    assert "＿＿" in text


def test_another_letter_of_the_same_case_masks_them(desk: DeskAt) -> None:
    """Only papers for the court know the whole numbers."""
    text = words(desk.ok("letter", "draft", CASE, "final_demand")["file"])
    assert IDENTITY not in text and PHONE not in text


def test_a_loan_takes_the_form_for_loans(desk: DeskAt) -> None:
    """The court has another form for cards (R129)."""
    refused = desk.refused(3, "letter", "draft", CASE, "civil_complaint_card")
    assert refused.codes == ["letter.only-card"]


def test_a_complaint_is_issued_with_checked_figures(tmp_path: Path, desk: DeskAt) -> None:
    """Its number stands in the case; the bundle takes it along (R125, R128)."""
    mine = desk.copied(tmp_path)
    draft = mine.ok("letter", "draft", CASE, "civil_complaint_loan")
    issued = mine.ok("letter", "issue", CASE, draft["id"])
    assert "西银" in issued["number"]
    assert "草稿" not in words(issued["file"])
    bundle = tmp_path / "bundle.zip"
    mine.ok("bundle", "make", CASE, "--to", bundle)
    with zipfile.ZipFile(bundle) as whole:
        assert any(n.endswith("/06_civil_complaint.docx") for n in whole.namelist())
