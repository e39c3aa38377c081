"""The register of agencies on the screens (R159, R161)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.agency.test_mandate import CASE, MANDATE, TOLD, granted, prepared
from tests.desks import DeskAt, a_desk
from tests.tui.driver import desk_open


@pytest.fixture
def entrusted(tmp_path: Path) -> DeskAt:
    """A case with the agency."""
    desk = prepared(tmp_path)
    desk.ok(*MANDATE, stdin=TOLD)
    granted(desk)
    return desk


async def test_an_agency_is_registered_with_paper_and_evaluation_by_keys(tmp_path: Path) -> None:
    """What is lacking stands below the list until it is there (R159, R161)."""
    desk = a_desk(tmp_path, staff=True)
    async with desk_open(desk.path, staff="zhao") as hands:
        await hands.menu("催收机构和律所")
        assert hands.sees("还没有登记机构或律所"), hands.screen
        await hands.menu("登记机构")
        await hands.answer(kind="2", name="泾河律师事务所")
        await hands.press("f2")
        assert hands.sees("已登记 AG-1", "! 没有执业许可证。", "! 还没有评估。"), hands.screen
        for kind in ("2", "3"):
            await hands.press("enter", "1")
            await hands.answer(kind=kind, expires_on="2027-03-01")
            await hands.press("f2")
        await hands.press("enter", "2")
        await hands.answer(on="2026-11-22", occasion="1", passed="是", text="合规")
        await hands.press("f2")
        assert hands.sees("AG-1   律师事务所", "可以委托", "有效至 2027-03-01"), hands.screen
    assert desk.ok("agency", "show", "AG-1")["allowed"]


async def test_a_case_is_entrusted_reported_on_and_taken_back_by_keys(entrusted: DeskAt) -> None:
    """A supervisor sees where it is, takes a report in, takes it back (R161, R162)."""
    async with desk_open(entrusted.path, staff="zhao", size=(80, 30)) as hands:
        hands.app.go("case", CASE)
        await hands.settle()
        assert hands.sees("委外中", "委托 M-1：渭川资产服务有限公司"), hands.screen
        await hands.menu("委托第三方")
        await hands.press("2")
        await hands.answer(on="2026-11-22", text="已联系")
        await hands.press("f2")
        assert hands.sees("机构报告 RP-1"), hands.screen
        await hands.menu("委托第三方")
        await hands.press("4")
        await hands.answer(ground="客户愿意协商")
        await hands.press("f2")
        assert hands.sees("已收回", "催收中"), hands.screen


async def test_an_asset_is_recorded_and_seen_by_keys(entrusted: DeskAt) -> None:
    """Behind one entry of the menu of the case; it stands on the overview (R113, R012)."""
    async with desk_open(entrusted.path, staff="wang", size=(80, 30)) as hands:
        hands.app.go("case", CASE)
        await hands.settle()
        await hands.menu("查找与资产")
        await hands.press("2")
        await hands.answer(on="2026-11-22", kind="2", name="挖掘机", place="西安市工地", source="1")
        await hands.press("f2")
        assert hands.sees("资产线索 AS-1", "资产 AS-1：挖掘机，西安市工地"), hands.screen
    assert entrusted.ok("asset", "list", CASE)[0]["seen_by"] == ""
