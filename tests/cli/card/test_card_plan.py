"""A plan for a credit card: proposed with six items, granted, written down (card rules art. 70)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_letter import words
from tests.desks import CHECKED, DeskAt, a_desk, an_enquiry
from tests.tui.driver import desk_open

CASE = "XA-2026-00001"
WHO = "610103198802160028"
PROPOSE = ("plan", "propose", CASE, "--periods", 24, "--first", "2026-12-20", "--income", "9000")
TERMS = {
    "beyond_means": "yes", "currency": "cny", "method": "auto_debit", "charges": "go_on",
    "charge_rate": "18.25%", "no_new_card": "yes", "duties_told": "yes", "other": "每季核对一次",
    "agreed_by": "written",
}  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A classified card of 12,058.33 with the core system's figures of the day."""
    desk = a_desk(tmp_path_factory.mktemp("card"), staff=True, filled=True).by("wang")
    desk.add(an_enquiry(product="credit_card", contract_no="6250940000001234", id_number=WHO))
    desk.ok("case", "verify", CASE, "--from", "-", stdin=CHECKED)
    desk.ok("case", "classify", CASE, "--class", "non_malicious", "--ground", "失业")
    return desk


@pytest.fixture
def desk(made: DeskAt, tmp_path: Path) -> DeskAt:
    """A copy of it for each test."""
    return made.copied(tmp_path)


def test_a_card_s_plan_without_its_items_is_refused_with_each(desk: DeskAt) -> None:
    """Nothing is saved (R140, card rules art. 70)."""
    refused = desk.refused(3, *PROPOSE)
    assert set(refused.codes) == {"plan.card-lacks"} and len(refused.codes) == 8
    assert "结清前不向任何银行申领信用卡" in refused.said
    told = TERMS | {"agreed_by": "oral", "charge_rate": None}
    refused = desk.refused(3, *PROPOSE, "--from", "-", stdin=told)
    assert refused.codes == ["plan.card-rate", "plan.card-recording"]


def test_a_loan_is_not_asked_for_a_card_s_items(tmp_path: Path) -> None:
    """They belong to cards alone (R140)."""
    desk = a_desk(tmp_path, staff=True).by("wang")
    desk.add(an_enquiry(contract_rate="7.2%", penalty_uplift="50%"))
    refused = desk.refused(2, *PROPOSE, "--from", "-", stdin={"currency": "cny"})
    assert refused.codes == ["form.unknown-key"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_agreement_says_the_six_items_and_dunning_stops(desk: DeskAt, lang: str) -> None:
    """Balance, structure, currency, method, charges, promise, duties, other (R127, R140)."""
    plan = desk.ok(*PROPOSE, "--from", "-", stdin=TERMS)
    assert len(plan["schedule"]) == 24
    [asked] = desk.ok("approval", "list")
    assert (asked["facts"]["charges"], asked["facts"]["agreed_by"]) == ("go_on", "written")
    desk.by("zhao").ok("approval", "grant", plan["approval"], "--ground", "同意")
    assert desk.show(CASE)["plan"]["card"]["method"] == "auto_debit"

    draft = desk.ok("letter", "draft", CASE, "repayment_agreement", "--lang", lang)
    text = words(desk.ok("letter", "issue", CASE, draft["id"])["file"])

    said = {
        "zh": (
            "信用卡领用合约",
            "人民币",
            "自动扣款",
            "18.25%",
            "不向任何银行申领信用卡",
            "违约责任",
            "停止催收",
        ),
        "en": (
            "card agreement",
            "yuan (RMB)",
            "automatic debit",
            "18.25%",
            "apply to no bank",
            "does not dun",
        ),
    }
    assert all(part in text for part in (*said[lang], "每季核对一次", "12,058.33", "1234", WHO))
    assert "6250940000001234" not in text and "不因本协议停止" not in text
    assert (
        "letter.plan-in-force" in desk.refused(3, "letter", "draft", CASE, "overdue_notice").codes
    )


def test_an_oral_plan_reminds_of_its_recording_while_it_runs(desk: DeskAt) -> None:
    """Kept until all is settled (card rules art. 70)."""
    oral = TERMS | {"agreed_by": "oral", "recording": "LY-20261122-03"}
    plan = desk.ok(*PROPOSE, "--from", "-", stdin=oral)
    assert "plan.card-oral" in [f["code"] for f in plan["findings"]]
    desk.by("zhao").ok("approval", "grant", plan["approval"], "--ground", "同意")
    found = [f["text"] for f in desk.show(CASE)["findings"]]
    assert any("LY-20261122-03" in text for text in found)


async def test_the_designer_asks_a_card_s_items_live(desk: DeskAt) -> None:
    """What lacks stands below the answers and goes as it is given (R140)."""
    async with desk_open(desk.path, staff="wang", size=(100, 40)) as hands:
        await hands.press("2", "down", "enter")
        await hands.press("f5")
        await hands.answer(first="2026-12-20", income="9000")
        assert hands.sees("信用卡分期须写明：币种"), hands.screen
        await hands.answer(**TERMS)
        assert not hands.sees("信用卡分期须写明"), hands.screen
        await hands.press("f2")
        assert hands.sees("已提出"), hands.screen
    assert desk.show(CASE)["plan"]["card"]["other"] == "每季核对一次"
