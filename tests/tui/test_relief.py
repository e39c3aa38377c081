"""What eases a debt, from the case on the screen (R094, R140)."""

from __future__ import annotations

from pathlib import Path

from tests.desks import a_desk, an_enquiry
from tests.tui.driver import desk_open

CASE = "XA-2026-00001"


async def test_a_deferral_is_given_and_shown_in_both_languages(tmp_path: Path) -> None:
    """A junior's day holds at once, a longer one waits for a supervisor (R094)."""
    desk = a_desk(tmp_path, staff=True)
    desk.add(an_enquiry())
    desk.ok("case", "classify", CASE, "--class", "non_malicious", "--ground", "资金周转")
    async with desk_open(desk.path, staff="li") as hands:
        await hands.press("f3", "enter")
        await hands.menu("延期")
        await hands.answer(days="1", ground="明天发工资")
        await hands.press("f2")
        assert hands.sees("已保存：延期 DEF-1，到 2026-11-23"), hands.screen
        assert hands.sees("2026-11-22 至 2026-11-23", "生效中"), hands.screen
        await hands.press("f12")
        assert hands.sees("Deferral DEF-1: 2026-11-22 to 2026-11-23", "in force"), hands.screen
        await hands.menu("Defer")
        await hands.answer(days="5", ground="later")
        await hands.press("f2")
        assert hands.sees("asked for", "A-1 waits"), hands.screen
    assert [d["state"] for d in desk.show(CASE)["deferrals"]] == ["granted", "asked"]


async def test_a_waiver_is_asked_for_with_its_condition(tmp_path: Path) -> None:
    """Every missing condition stands below the form; the override passes it on (R141, R145)."""
    desk = a_desk(tmp_path, staff=True)
    told = {"overdue_principal": "11000", "overdue_interest": "1000"}
    desk.add(an_enquiry(**told, contract_rate="7.2%", penalty_uplift="50%"))
    desk.ok("case", "classify", CASE, "--class", "non_malicious", "--ground", "患病")
    async with desk_open(desk.path, staff="wang") as hands:
        await hands.press("f3", "enter")
        await hands.menu("减免罚息")
        await hands.answer(share="20%", ground="患病")
        await hands.press("f2")
        assert hands.sees("超过 30 天"), hands.screen
        await hands.press("escape")
        await hands.answer(override="重病，证明在卷")
        await hands.press("f2")
        assert hands.sees("已提出减免 W-1", "A-1"), hands.screen
        assert hands.sees("例外审批", "待审批"), hands.screen
    assert desk.show(CASE)["waivers"][0]["state"] == "asked"


async def test_a_penalty_of_the_banks_doing_is_reversed_from_the_screen(tmp_path: Path) -> None:
    """Verified first, then in full; the money pane has its line (R149)."""
    desk = a_desk(tmp_path, staff=True)
    told = {"overdue_principal": "11000", "overdue_interest": "1000"}
    desk.add(an_enquiry(**told, contract_rate="7.2%", penalty_uplift="50%"))
    desk.ok("case", "classify", CASE, "--class", "technical", "--ground", "系统故障")
    fault = {"fault_party": "bank", "evidence": "系统日志"}
    desk.ok("case", "verify", CASE, "--from", "-", stdin=fault)
    async with desk_open(desk.path, staff="wang") as hands:
        await hands.press("f3", "enter")
        await hands.menu("冲正罚息")
        await hands.put("扣款系统故障")
        await hands.press("f2")
        assert hands.sees("已提出冲正罚息 RV-1", "A-1"), hands.screen
    desk.by("zhao").ok("approval", "grant", "A-1", "--ground", "证据充分")
    async with desk_open(desk.path, staff="wang") as hands:
        await hands.press("f3", "enter", "5")
        assert hands.sees("已冲正", "罚息 0.00"), hands.screen
