"""A plan followed to its end or declared broken, on the command line (R103)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desks import CHECKED, DeskAt, a_desk, an_enquiry
from tests.tui.driver import desk_open

CASE = "XA-2026-00001"
BREACH = ("plan", "breach", CASE, "--ground", "首期未还，电话无人接听")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A granted plan of three instalments, the first on 2026-12-10."""
    desk = a_desk(tmp_path_factory.mktemp("breach"), staff=True, filled=True).by("wang")
    desk.add(an_enquiry(contract_rate="7.2%", penalty_uplift="50%"))
    desk.ok("case", "verify", CASE, "--from", "-", stdin=CHECKED)
    desk.ok("case", "classify", CASE, "--class", "non_malicious", "--ground", "资金周转")
    desk.ok("plan", "propose", CASE, "--periods", 3, "--first", "2026-12-10", "--income", "30000")
    desk.by("zhao").ok("approval", "grant", "A-1", "--ground", "同意")
    return desk


@pytest.fixture
def desk(made: DeskAt, tmp_path: Path) -> DeskAt:
    return made.copied(tmp_path)


def lines(desk: DeskAt) -> list[tuple[str, str]]:
    return [(i["due"], i["urgency"]) for i in desk.ok("today", "--kind", "instalment")]


def test_a_kept_plan_shows_each_instalment_as_it_stands(desk: DeskAt) -> None:
    """Paid, not due yet, late; and today's work from three days before (R103)."""
    total = desk.show(CASE)["plan"]["schedule"][0]["total"]
    assert lines(desk) == [] and lines(desk.on("2026-12-07")) == [("2026-12-10", "soon")]
    later = desk.on("2026-12-10")
    later.ok("payment", "add", CASE, "--amount", total, "--on", "2026-12-10")

    rows = later.show(CASE)["plan"]["instalments"]
    assert [row["state"] for row in rows] == ["paid", "open", "open"]
    assert lines(later) == []
    assert later.refused(3, *BREACH).codes == ["plan.none-late"]
    assert "P-1 第 1 期 2026-12-10" in later.run("case", "show", CASE).out


def test_a_late_instalment_lets_the_plan_be_declared_broken(desk: DeskAt) -> None:
    """The whole debt is due and dunning is open again, on a ground and an authority (R103)."""
    late = desk.on("2026-12-11")
    assert lines(late) == [("2026-12-10", "late")]
    assert "plan.instalment-late" in [f["code"] for f in late.show(CASE)["findings"]]
    assert late.refused(3, "letter", "draft", CASE, "overdue_notice").codes == [
        "letter.plan-in-force"
    ]
    assert late.by("li").refused(3, *BREACH).codes == ["authority.not-yours"]

    done = late.ok(*BREACH)

    assert (done["state"], done["plan"]) == ("dunning", "P-1")
    shown = late.show(CASE)
    assert (shown["plan"]["state"], shown["timeline"][-1]["kind"]) == ("breached", "plan_breached")
    assert shown["plan"]["instalments"][0]["state"] == "late" and lines(late) == []
    assert late.ok("letter", "draft", CASE, "overdue_notice")["id"]
    agreement = late.refused(3, "letter", "draft", CASE, "repayment_agreement")
    assert agreement.codes == ["letter.no-plan"]
    assert late.refused(3, *BREACH).codes == ["plan.none-in-force"]


async def test_a_plan_is_declared_broken_from_the_screen(desk: DeskAt) -> None:
    """The menu has it while a plan is in force (R103)."""
    async with desk_open(desk.path, staff="wang", day="2026-12-11") as hands:
        await hands.press("f3", "enter")
        assert hands.sees("第 1 期 2026-12-10", "逾期未还"), hands.screen
        await hands.menu("分期违约")
        await hands.put("首期未还")
        await hands.press("f2")
        assert hands.sees("已按违约处理：方案 P-1", "催收中"), hands.screen
