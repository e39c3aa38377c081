"""Waivers outside a plan and reversals on the command line (R141, R145, R146, R149)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from branchdesk.basics.money import Money
from tests.desks import DeskAt, a_desk, an_enquiry

CASE = "XA-2026-00001"
ASK = ("waiver", "ask", CASE, "--ground", "患病住院，愿意归还")
HEAD = "客户名称,合同编号,逾期本金,逾期利息,应还日期\n"
LATE = {"contract_rate": "7.2%", "penalty_uplift": "50%", "overdue_principal": "11000",
        "overdue_interest": "1000"}  # fmt: skip


def imported(desk: DeskAt, row: str, day: str) -> None:
    """A list of a day with one row."""
    file = desk.path.parent / f"list-{day}.csv"
    file.write_text(HEAD + row + "\n", "utf-8")
    desk.ok("import", file, "--as-of", day)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A case 20 days overdue whose contract turned up on the second list: the first time."""
    desk = a_desk(tmp_path_factory.mktemp("waiver"), staff=True, filled=True)
    imported(desk, "旁人,XAGR2025000001,100.00,1.00,2026-10-01", "2026-10-31")
    imported(desk, "秦小满,XAGR2025000999,11000.00,1000.00,2026-11-02", "2026-11-20")
    desk.add(an_enquiry(due_date="2026-11-02", caller_relation="self", amount=None,
                        contract_rate="7.2%", penalty_uplift="50%"))  # fmt: skip
    desk.ok("case", "classify", CASE, "--class", "non_malicious", "--ground", "患病")
    return desk


@pytest.fixture
def desk(made: DeskAt, tmp_path: Path) -> DeskAt:
    return made.copied(tmp_path).by("wang")


def waivers(desk: DeskAt) -> list[Any]:
    return [(w["id"], w["state"]) for w in desk.show(CASE)["waivers"]]


def test_a_waiver_within_the_conditions_waits_for_another_person(desk: DeskAt) -> None:
    """20 % of the penalty, on condition of the rest by a day; nobody grants their own (R145)."""
    before = desk.ok("debt", CASE)
    done = desk.ok(*ASK, "--share", "20%", "--pay-by", "2026-12-01")

    assert Money(done["amount"]) <= Money(before["penalty"]) * 2 / 10
    assert (done["id"], done["approval"], done["findings"]) == ("W-1", "A-1", [])
    assert Money(done["pay"]) == Money(before["total"]) - Money(done["amount"])
    (approval,) = desk.ok("approval", "list")
    assert approval["act"] == "waiver.approve"
    desk.refused(3, "approval", "grant", "A-1", "--ground", "同意")
    desk.by("zhao").ok("approval", "grant", "A-1", "--ground", "同意")

    assert waivers(desk) == [("W-1", "conditional")]
    assert desk.ok("debt", CASE)["total"] == before["total"], "only a payment makes it effective"
    assert [(i["due"], i["urgency"]) for i in desk.ok("today", "--kind", "waiver")] == [
        ("2026-12-01", "later")
    ]
    said = desk.run("case", "show", CASE).out
    assert "减免 W-1" in said and "等待到账" in said


def test_paid_in_time_it_takes_effect_and_stands_by_itself(desk: DeskAt) -> None:
    """The debt is nothing, the waived sum has its own line (R145, R146)."""
    done = desk.ok(*ASK, "--share", "20%", "--pay-by", "2026-12-01")
    desk.by("zhao").ok("approval", "grant", "A-1", "--ground", "同意")
    paid = desk.ok("payment", "add", CASE, "--amount", done["pay"], "--on", "2026-11-22")

    owed = desk.ok("debt", CASE)

    assert (owed["total"], owed["waived"], paid["debt_after"]) == ("0.00", done["amount"], "0.00")
    assert "已减免" in desk.run("debt", CASE).out
    assert waivers(desk) == [("W-1", "effective")]
    assert desk.refused(3, *ASK, "--share", "10%").codes[0] == "waiver.before"


def test_unpaid_by_its_day_it_falls_whole(desk: DeskAt) -> None:
    """The debt is what it would be without it, and it leaves today's work (R145)."""
    plain = desk.on("2026-12-02").ok("debt", CASE)["total"]
    desk.ok(*ASK, "--amount", "5.00", "--pay-by", "2026-12-01")
    desk.by("zhao").ok("approval", "grant", "A-1", "--ground", "同意")
    later = desk.on("2026-12-02")

    assert waivers(later) == [("W-1", "fallen")]
    assert later.ok("debt", CASE)["total"] == plain
    assert later.ok("today", "--kind", "waiver") == []


def test_what_meets_no_condition_is_refused_with_every_reason(desk: DeskAt) -> None:
    """Unless a special reason is given in writing (R141, R145, R146)."""
    late = desk.on("2026-12-05")
    refused = late.refused(3, *ASK, "--share", "50%")
    assert refused.codes == ["waiver.over-cap", "waiver.too-late"]


def test_an_override_is_marked_and_decided_under_an_act_of_its_own(desk: DeskAt) -> None:
    """The special reason, and the supervisor's own reason beside it (R141, R171)."""
    late = desk.on("2026-12-05")
    done = late.ok(*ASK, "--share", "50%", "--override", "遭遇重大事故，县级证明在卷")

    assert done["override"] is True
    assert [f["code"] for f in done["findings"]] == ["waiver.over-cap", "waiver.too-late"]
    late.by("zhao").ok("approval", "grant", "A-1", "--ground", "情况属实，例外同意")
    shown = late.show(CASE)
    last = shown["timeline"][-1]
    assert (last["authority"], shown["waivers"][0]["override"]) == (
        "例外减免罚息", "遭遇重大事故，县级证明在卷",
    )  # fmt: skip
    assert "情况属实，例外同意" in last["text"]
    assert "例外审批" in late.run("case", "show", CASE).out


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ((), "amount"),
        (("--amount", "5", "--share", "20%"), "amount"),
        (("--amount", "-5"), "amount"),
        (("--share", "20"), "share"),
        (("--share", "x"), "share"),
    ],
)
def test_an_amount_or_a_share_is_needed(desk: DeskAt, told: tuple[str, ...], field: str) -> None:
    """Input that cannot be read is exit 2 and named (R146)."""
    assert field in desk.refused(2, *ASK, *told).fields


def test_no_plan_while_a_waiver_waits_for_its_payment(desk: DeskAt) -> None:
    """One relief after the other (R145, R148)."""
    desk.ok(*ASK, "--share", "20%")
    plan = ("plan", "propose", CASE, "--periods", 3, "--first", "2026-12-10", "--income", "30000")
    assert desk.refused(3, *plan).codes == ["plan.waiver-open"]


def test_a_junior_asks_for_no_waiver(desk: DeskAt) -> None:
    """Calls and letters only (R170)."""
    refused = desk.by("li").refused(3, *ASK, "--share", "20%")
    assert refused.codes == ["authority.not-yours"]


@pytest.fixture
def technical(tmp_path: Path) -> DeskAt:
    """A debit that failed through the bank's fault, not yet verified as that."""
    desk = a_desk(tmp_path, staff=True).by("wang")
    desk.add(an_enquiry(**LATE))
    desk.ok("case", "classify", CASE, "--class", "technical", "--ground", "系统故障")
    return desk


REVERSE = ("waiver", "reverse-penalty", CASE, "--ground", "扣款系统故障")
FAULT = {"fault_party": "bank", "evidence": "系统日志第17号"}


def test_a_penalty_of_the_banks_own_doing_is_reversed_in_full(technical: DeskAt) -> None:
    """Verified fault and evidence, a supervisor, no cap; and a clock for the record (R149)."""
    refused = technical.refused(3, *REVERSE)
    assert refused.codes == ["reversal.fault-not-bank", "reversal.no-evidence"]
    technical.ok("case", "verify", CASE, "--from", "-", stdin=FAULT)
    penalty = technical.ok("debt", CASE)["penalty"]

    done = technical.ok(*REVERSE)
    assert (done["id"], done["amount"]) == ("RV-1", penalty)
    assert technical.ok("debt", CASE)["penalty"] == penalty
    technical.by("zhao").ok("approval", "grant", "A-1", "--ground", "证据充分")

    owed = technical.ok("debt", CASE)
    assert (owed["penalty"], owed["reversed"], owed["waived"]) == ("0.00", penalty, "0.00")
    clock = technical.ok("today", "--kind", "credit_record")
    assert [(i["due"], i["urgency"]) for i in clock] == [("2026-12-12", "later")]
    technical.ok("case", "verify", CASE, "--from", "-", stdin={"credit_applied_on": "2026-11-22"})
    assert technical.ok("today", "--kind", "credit_record") == []


def test_the_clock_runs_on_when_the_case_has_ended(technical: DeskAt) -> None:
    """The customer's record is still wrong (R149)."""
    done = FAULT | {"put_right": "已补扣"}
    technical.ok("case", "verify", CASE, "--from", "-", stdin=done)
    technical.ok(*REVERSE)
    technical.by("zhao").ok("approval", "grant", "A-1", "--ground", "证据充分")
    technical.ok("case", "close", CASE, "--outcome", "technical_resolved", "--ground", "已更正")

    assert [i["due"] for i in technical.ok("today", "--kind", "credit_record")] == ["2026-12-12"]
    refused = technical.refused(3, "case", "archive", CASE)
    assert refused.codes == ["reversal.credit-open"]
