"""Reminder, waiver form and certificate of settlement as papers (R082, R145, R182)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_letter import words
from tests.desks import CHECKED, DeskAt, a_desk, an_enquiry

CASE = "XA-2026-00001"
NOTHING = {"figures_checked_on": "2026-11-22", "principal": "0", "interest": "0", "penalty": "0"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A classified case with checked figures."""
    desk = a_desk(tmp_path_factory.mktemp("papers"), staff=True, filled=True).by("wang")
    desk.add(an_enquiry(contract_rate="7.2%", penalty_uplift="50%"))
    desk.ok("case", "verify", CASE, "--from", "-", stdin=CHECKED)
    desk.ok("case", "classify", CASE, "--class", "non_malicious", "--ground", "资金周转")
    return desk


@pytest.fixture
def desk(made: DeskAt, tmp_path: Path) -> DeskAt:
    return made.copied(tmp_path)


def issued(desk: DeskAt, code: str, lang: str) -> str:
    """The words of a paper drafted and issued."""
    draft = desk.ok("letter", "draft", CASE, code, "--lang", lang)
    return words(desk.ok("letter", "issue", CASE, draft["id"])["file"])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_reminder_names_sum_day_account_and_contact(desk: DeskAt, lang: str) -> None:
    """Of the next instalment, and not before three days ahead of it (R081, R082)."""
    plan = ("plan", "propose", CASE, "--periods", 3, "--first", "2026-11-25", "--income", "30000")
    desk.ok(*plan)
    desk.by("zhao").ok("approval", "grant", "A-1", "--ground", "同意")
    total = desk.show(CASE)["plan"]["schedule"][0]["total"]

    text = issued(desk, "payment_reminder", lang)

    sum_ = f"{total[:-6]},{total[-6:]}"
    assert all(word in text for word in (f"¥{sum_}", "61001020304", "029-55501000"))
    assert (
        ("11月25日" in text and "分期第1期" in text)
        if lang == "zh"
        else ("25 November 2026" in text and "instalment 1" in text)
    )
    assert desk.show(CASE)["state"] == "in_arrangement"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_waiver_form_shows_conditions_override_and_what_it_waits_for(
    desk: DeskAt, lang: str
) -> None:
    """Every condition as our records show it, and the special reason (R141, R145, R146)."""
    draft = ("letter", "draft", CASE, "waiver_form")
    assert desk.refused(3, *draft).codes == ["letter.no-waiver"]
    told = ("--amount", "50.00", "--pay-by", "2026-12-01", "--override", "重大事故")
    asked = desk.ok("waiver", "ask", CASE, "--ground", "愿意一次还清", *told)

    text = issued(desk, "waiver_form", lang)

    assert (asked["penalty"], asked["cap"]) == ("58.33", "11.66")
    assert all(word in text for word in ("58.33", "50.00", "11.66", "85.72%", "重大事故", "W-1"))
    assert ("12月1日" in text) if lang == "zh" else ("1 December 2026" in text)
    assert "12,008.33" in text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_settlement_is_certified_once_nothing_is_owed(desk: DeskAt, lang: str) -> None:
    """Not while the last checked figures owe anything (R182)."""
    draft = ("letter", "draft", CASE, "settlement_certificate")
    assert desk.refused(3, *draft).codes == ["letter.still-owed"]
    desk.ok("case", "verify", CASE, "--from", "-", stdin=NOTHING)
    desk.ok("case", "close", CASE, "--outcome", "settled", "--ground", "结清")

    text = issued(desk, "settlement_certificate", lang)

    assert "XAGR2025000999" in text and "0.00" in text
    assert ("结清证明" in text) if lang == "zh" else ("Certificate of Settlement" in text)
    assert desk.show(CASE)["state"] == "settled"


def test_a_waiver_that_waited_when_the_case_was_closed_keeps_nothing_open(desk: DeskAt) -> None:
    """The question lapses with its case, and the certificate is free (R148, R182)."""
    told = ("--amount", "50.00", "--override", "重大事故")
    desk.ok("waiver", "ask", CASE, "--ground", "愿意一次还清", *told)
    desk.ok("case", "verify", CASE, "--from", "-", stdin=NOTHING)
    draft = ("letter", "draft", CASE, "settlement_certificate")
    assert desk.refused(3, *draft).codes == ["letter.relief-open"]
    desk.ok("case", "close", CASE, "--outcome", "settled", "--ground", "结清")

    assert [w["state"] for w in desk.show(CASE)["waivers"]] == ["lapsed"]
    assert desk.ok(*draft)["id"] == "D-1"
