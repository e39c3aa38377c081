"""The papers that keep a claim alive, drafted and issued (Civil Code 192, 195, 693)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.clock.test_clock import CASE, GUARANTOR
from tests.cli.test_letter import words
from tests.desks import CHECKED, DeskAt, a_desk, an_enquiry


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A technical case with checked figures, two guarantors: joint until 12-30, general over."""
    desk = a_desk(tmp_path_factory.mktemp("alive"), staff=True, filled=True).by("wang")
    desk.add(an_enquiry(due_date="2026-06-30", contract_rate="7.2%", penalty_uplift="50%"))
    desk.ok("case", "verify", CASE, "--from", "-", stdin=CHECKED)
    desk.ok("case", "classify", CASE, "--class", "technical", "--ground", "扣款失败")
    ends = {"maturity": "2026-06-30"}
    desk.ok("loan", "edit", CASE, "--from", "-", "--ground", "合同", stdin=ends)
    desk.ok("guarantor", "add", CASE, "--from", "-", stdin=GUARANTOR)
    over = {"name": "陈丽", "kind": "general", "until": "2026-10-30"}
    desk.ok("guarantor", "add", CASE, "--from", "-", stdin=over)
    return desk


@pytest.fixture
def desk(made: DeskAt, tmp_path: Path) -> DeskAt:
    return made.copied(tmp_path)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", ["马建国：", "我行现要求你方承担保证责任", "BZ-1", "连带责任保证", "50,000.00",
                "2026年12月30日", "12,058.33", "61001020304"]),
        ("en", ["马建国:", "We hereby claim on you under the guarantee", "BZ-1", "joint guarantee",
                "50,000.00", "30 December 2026", "12,058.33", "61001020304"]),
    ],
)  # fmt: skip
def test_the_demand_claims_in_clear_words_with_contract_kind_and_period(
    desk: DeskAt, lang: str, said: list[str]
) -> None:
    """And once it was signed for, it keeps the guarantee; before that it does not (R125, R126)."""
    made = desk.ok("letter", "draft", CASE, "guarantor_notice", "--lang", lang, "--to", "1")
    issued = desk.ok("letter", "issue", CASE, made["id"])
    text = words(issued["file"])
    assert [word for word in said if word not in text] == []

    assert _guarantee(desk)["state"] == "running"
    told = {"signer": "马建国", "relation": "self"}
    proof = ("--on", "2026-11-22", "--proof", "signed", "--from", "-")
    desk.ok("letter", "delivered", CASE, made["id"], *proof, stdin=told)
    assert _guarantee(desk)["state"] == "met"


def _guarantee(desk: DeskAt) -> dict[str, str]:
    clocks = desk.ok("case", "clocks", CASE)
    return next(c for c in clocks if c["kind"] == "guarantee" and c["who"] == "马建国")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_confirmation_asks_for_no_payment_and_its_slip_is_consent(
    desk: DeskAt, lang: str
) -> None:
    """Neutral: no account and no consequences; the slip says that they will pay."""
    made = desk.ok("letter", "draft", CASE, "balance_confirmation", "--lang", lang)
    text = words(desk.ok("letter", "issue", CASE, made["id"])["file"])
    wanted = "属实，愿意依约" if lang == "zh" else "we will pay as agreed"
    assert wanted in text and "12,058.33" in text and "61001020304" not in text

    told = {"signer": "秦小满", "relation": "self", "slip": True}
    proof = ("--on", "2026-11-22", "--proof", "signed", "--from", "-")
    desk.ok("letter", "delivered", CASE, made["id"], *proof, stdin=told)
    [clock] = [c for c in desk.ok("case", "clocks", CASE) if c["kind"] == "limitation"]
    assert (clock["last"]["what"], clock["until"]) == ("letter-balance_confirmation", "2029-11-22")


@pytest.mark.parametrize(
    ("args", "code", "why"),
    [
        (("guarantor_notice",), 2, "letter.which-guarantor"),
        (("guarantor_notice", "--to", "3"), 2, "letter.which-guarantor"),
        (("guarantor_notice", "--to", "2"), 3, "letter.guarantee-over"),
        (("balance_confirmation", "--to", "1"), 2, "letter.to-nobody"),
        (("overdue_notice",), 3, "letter.technical"),
    ],
)
def test_whom_it_goes_to_is_said_and_a_guarantee_that_ended_is_not_claimed_on(
    made: DeskAt, args: tuple[str, ...], code: int, why: str
) -> None:
    """The dunning notice stays refused where these two are not (R149)."""
    assert why in made.refused(code, "letter", "draft", CASE, *args).codes
