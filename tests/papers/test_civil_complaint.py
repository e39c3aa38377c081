"""The civil complaint: every element of the court's form, alike in both languages."""

from __future__ import annotations

import re

import pytest

from branchdesk.papers.court.facts import WHOLE
from tests.papers.test_shipped_templates import FIGURE, letter
from tests.papers.word import a_letter, text_of

LOAN = ("principal", "contract_rate", "penalty_uplift", "compound_agreed", "repayment_method",
        "disbursed_on", "jurisdiction", "loan_balance", "paid_since", "court_fee",
        "missing_papers", "contact_counts", "service_address")  # fmt: skip
SECTIONS = "Parties$|Claims |Jurisdiction|Facts and|Mediation$"
CARD = ("last_contact", "contact_counts", "paid_since", "jurisdiction", "court_fee")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("code", "names", "claims", "facts"), [("loan", LOAN, 8, 19), ("card", CARD, 7, 16)]
)
def test_every_element_stands_in_its_order(
    code: str, names: tuple[str, ...], claims: int, facts: int, lang: str
) -> None:
    """Claims, then facts, each with its number; what is known is filled in (R128, R129, R166)."""
    wanted = {name: f"<{name}>" for name in (*names, "defendant_identity", "contract_no_whole")}
    text = text_of(letter(f"civil_complaint_{code}.{lang}.docx", a_letter(**wanted)))

    assert not [name for name, value in wanted.items() if value not in text]
    # The sections of the English copy bear numbers too.
    numbers = re.findall(rf"(?m)^(\d+)\. (?!{SECTIONS})", text)
    assert [int(n) for n in numbers] == [*range(1, claims + 1), *range(1, facts + 1)]


@pytest.mark.parametrize("code", ["loan", "card"])
def test_both_languages_claim_the_same_figures(code: str) -> None:
    """The English one is a reading copy and says so."""
    files = [f"civil_complaint_{code}.{lang}.docx" for lang in ("zh", "en")]
    zh, en = (FIGURE.findall(text_of(letter(file, a_letter()))) for file in files)
    assert zh == en and zh
    assert "READING COPY" in text_of(letter(files[1], a_letter()))


@pytest.mark.parametrize("person", [True, False])
def test_a_person_and_a_company_are_asked_other_things(person: bool) -> None:
    """Birth and sex of the one, the legal representative of the other."""
    facts = a_letter(borrower_is_person=person, **{name: f"<{name}>" for name in WHOLE})
    text = text_of(letter("civil_complaint_loan.zh.docx", facts))
    assert ("<defendant_birth>" in text) is person
    assert ("<defendant_contact>" in text) is not person
