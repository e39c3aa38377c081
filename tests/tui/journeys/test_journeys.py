"""Whole journeys by keyboard at 80x24, from the first word to the paper in the hand."""

from __future__ import annotations

from pathlib import Path

from tests.cli.relief.test_waiver import imported
from tests.desks import DeskAt, a_desk
from tests.tui.driver import Hands, desk_open
from tests.tui.journeys.steps import draft, fill, grant_first, issue, sit, verify

CASE = "XA-2026-00001"
CALLER = {
    "channel": "1",
    "customer_name": "秦小满",
    "customer_kind": "2",
    "phone": "13900001205",
    "contract_no": "XAGR2025000999",
    "caller_relation": "1",
    "identity_checked": "13",
    "product": "8",
}


async def _enquiry(hands: Hands, **answers: str) -> None:
    await hands.press("ctrl+e")
    await hands.answer(**CALLER | answers)
    await hands.press("f2")
    assert hands.sees(CASE, "已受理"), hands.screen


async def _reopen(hands: Hands) -> None:
    await hands.press("f3", "enter")
    assert hands.sees(CASE), hands.screen


def _letters(desk: DeskAt) -> list[tuple[str, bool]]:
    return [(one["code"], one["number"] is not None) for one in desk.show(CASE)["letters"]]


async def test_a_call_becomes_a_plan_and_a_signed_agreement(tmp_path: Path) -> None:
    """Enquiry, terms, class, plan; another grants it; the agreement has its number (R142, R147)."""
    desk = a_desk(tmp_path, staff=True, filled=True)
    async with desk_open(desk.path, staff="wang") as hands:
        await _enquiry(
            hands, amount="12000", due_date="2026-10-18", reason="1", reason_text="下月发工资",
            wishes="2", id_number="11010119900307109X",
        )  # fmt: skip
        await fill(hands, "借款要素", contract_rate="7.2%", penalty_uplift="50%", ground="合同")
        await verify(hands, "11000", "1000", "58.33")
        await fill(hands, "定性", **{"class": "1", "ground": "周转困难，愿意归还"})
        await hands.press("f5")
        await hands.answer(first="+28", income="9000")
        assert hands.sees("2026-12-20", "2027-05-20"), hands.screen
        await hands.press("f2")
        await sit(hands, "员工zhao")
        await grant_first(hands)
        await sit(hands, "员工wang")
        await _reopen(hands)
        assert hands.sees("还款安排中"), hands.screen
        await draft(hands, "repayment_agreement")
        await issue(hands)
    assert _letters(desk) == [("repayment_agreement", True)]


async def test_a_walk_in_gets_a_waiver_on_condition_of_a_payment(tmp_path: Path) -> None:
    """First overdue by our own lists; asked, granted by another, kept by the payment (R146)."""
    desk = a_desk(tmp_path, staff=True, filled=True)
    imported(desk, "旁人,XAGR2025000001,100.00,1.00,2026-10-01", "2026-10-31")
    imported(desk, "秦小满,XAGR2025000999,11000.00,1000.00,2026-11-02", "2026-11-20")
    async with desk_open(desk.path, staff="wang") as hands:
        await _enquiry(
            hands, channel="2", identity_checked="4", amount="", reason="4", wishes="4",
            reason_text="住院，已出院", id_number="11010119900307109X",
        )  # fmt: skip
        await fill(hands, "借款要素", contract_rate="7.2%", penalty_uplift="50%", ground="合同")
        await verify(hands, "11000", "1000", "62.70")
        await fill(hands, "定性", **{"class": "1", "ground": "因病，愿意归还"})
        await fill(hands, "减免罚息", share="20%", pay_by="+1", ground="因病，首次逾期")
        assert hands.sees("已提出减免 W-1"), hands.screen
        await sit(hands, "员工zhao")
        await grant_first(hands)
        await sit(hands, "员工wang")
        await _reopen(hands)
        pay = desk.show(CASE)["waivers"][0]["pay"]
        await hands.press("f9")
        await hands.answer(amount=pay, source="1")
        await hands.press("f2")
        await hands.press("5")
        assert hands.sees("0.00"), hands.screen
    shown = desk.show(CASE)
    assert (shown["waivers"][0]["state"], shown["debt"]["total"]) == ("effective", "0.00")


async def test_a_refusal_ends_at_legal(tmp_path: Path) -> None:
    """Refused, final demand issued, suit asked for and granted, stage recorded (R150, R162)."""
    desk = a_desk(tmp_path, staff=True, filled=True)
    async with desk_open(desk.path, staff="wang") as hands:
        await _enquiry(
            hands, amount="90000", due_date="2026-07-01", reason="8", reason_text="不还了",
            id_number="11010119900307109X",
        )  # fmt: skip
        await fill(hands, "借款要素", contract_rate="7.2%", penalty_uplift="50%", ground="合同")
        await verify(hands, "80000", "10000", "3000")
        await fill(hands, "定性", **{"class": "1", "ground": "能力不清，先按非恶意"})
        await draft(hands, "final_demand")
        await issue(hands)
        await fill(hands, "申请起诉", ground="明确拒绝，催收无效")
        await sit(hands, "员工zhao")
        await grant_first(hands)
        await sit(hands, "员工wang")
        await _reopen(hands)
        await fill(hands, "诉讼进展", stage="1", on="2026-11-22")
        assert hands.sees("诉讼中"), hands.screen
    assert _letters(desk) == [("final_demand", True)]


async def test_a_technical_case_is_put_right_and_explained(tmp_path: Path) -> None:
    """The bank's fault verified, the penalty reversed by another, the letter sent (R117, R149)."""
    desk = a_desk(tmp_path, staff=True, filled=True)
    async with desk_open(desk.path, staff="wang") as hands:
        await _enquiry(
            hands, amount="12000", due_date="2026-10-18", reason="系统",
            reason_text="扣款失败，卡里有钱", id_number="11010119900307109X",
        )  # fmt: skip
        await fill(hands, "借款要素", contract_rate="7.2%", penalty_uplift="50%", ground="合同")
        await verify(
            hands, "11000", "1000", "58.33", fault_party="1", evidence="系统日志", cause="1",
            put_right="重新扣款，罚息冲正", put_right_on="2026-11-22",
        )  # fmt: skip
        await fill(hands, "定性", **{"class": "3", "ground": "系统故障，日志为证"})
        await fill(hands, "冲正罚息", ground="扣款系统故障")
        await sit(hands, "员工zhao")
        await grant_first(hands, "证据充分")
        await sit(hands, "员工wang")
        await _reopen(hands)
        await draft(hands, "technical_letter")
        await issue(hands)
    assert _letters(desk) == [("technical_letter", True)]
