"""Plans on the command line: proposed by one, granted by another."""

from __future__ import annotations

from pathlib import Path

import pytest

from branchdesk.basics.money import Money
from tests.desks import DeskAt, a_desk, an_enquiry

CASE = "XA-2026-00001"
PROPOSE = ("plan", "propose", CASE, "--periods", 6, "--first", "2026-12-20")


@pytest.fixture
def desk(tmp_path: Path) -> DeskAt:
    """A classified case of 12,000 at 7.2 % and 50 %, with staff."""
    made = a_desk(tmp_path, staff=True).by("wang")
    made.add(an_enquiry(contract_rate="7.2%", penalty_uplift="50%"))
    made.ok("case", "classify", CASE, "--class", "non_malicious", "--ground", "资金周转")
    return made


def test_a_plan_is_proposed_and_asks_for_approval(desk: DeskAt) -> None:
    """The answer is the schedule, and the question goes to a supervisor (R142, R147, R148)."""
    plan = desk.ok(*PROPOSE, "--income", "20000")

    assert (plan["id"], plan["approval"], len(plan["schedule"])) == ("P-1", "A-1", 6)
    assert set(plan["schedule"][0]) == {"no", "due", "principal", "interest", "total", "balance"}
    whole = Money.total(Money(row["principal"]) for row in plan["schedule"])
    assert str(whole) == desk.ok("debt", CASE)["total"]
    (approval,) = desk.ok("approval", "list")
    assert (approval["act"], approval["state"]) == ("plan.approve", "open")


def test_nobody_grants_their_own_plan(desk: DeskAt) -> None:
    """The approver is another person and a supervisor (R147, R172)."""
    zhao = desk.by("zhao")
    zhao.ok(*PROPOSE, "--income", "20000")

    zhao.refused(3, "approval", "grant", "A-1", "--ground", "同意")
    desk.refused(3, "approval", "grant", "A-1", "--ground", "同意")
    desk.by("s01").ok("approval", "grant", "A-1", "--ground", "同意")

    shown = desk.show(CASE)
    assert (shown["state"], shown["plan"]["state"]) == ("in_arrangement", "granted")
    assert [e["kind"] for e in shown["timeline"]][-2:] == ["plan_proposed", "approval_granted"]
    assert shown["timeline"][-1]["authority"]


def test_a_refused_plan_leaves_the_case_as_it_was(desk: DeskAt) -> None:
    """A refusal is kept with its ground (R148)."""
    desk.ok(*PROPOSE, "--income", "20000")
    desk.by("zhao").ok("approval", "refuse", "A-1", "--ground", "收入证明不足")

    shown = desk.show(CASE)
    assert (shown["state"], shown["plan"]) == ("classified", None)


def test_a_new_proposal_takes_the_place_of_one_that_waits(desk: DeskAt) -> None:
    """Only the newest can be granted."""
    desk.ok(*PROPOSE, "--income", "20000")
    desk.ok("plan", "propose", CASE, "--periods", 3, "--first", "2026-12-10", "--income", "30000")

    desk.by("zhao").refused(3, "approval", "grant", "A-1", "--ground", "同意")
    desk.by("zhao").ok("approval", "grant", "A-2", "--ground", "同意")

    assert desk.show(CASE)["plan"]["id"] == "P-2"


def test_a_granted_plan_stays_in_force_until_a_new_one_is_granted(desk: DeskAt) -> None:
    """A wish for another plan does not undo the first."""
    desk.ok(*PROPOSE, "--income", "20000")
    desk.by("zhao").ok("approval", "grant", "A-1", "--ground", "同意")
    desk.ok("plan", "propose", CASE, "--periods", 5, "--first", "2026-12-10", "--income", "30000")

    assert desk.show(CASE)["state"] == "in_arrangement"


def test_a_junior_may_not_propose(desk: DeskAt) -> None:
    """Calls and letters only (R170)."""
    refused = desk.by("li").refused(3, *PROPOSE, "--income", "20000")
    assert refused.codes == ["authority.not-yours"]


def test_every_reason_is_told_and_nothing_is_saved(desk: DeskAt) -> None:
    """Periods, date and income in one refusal (R142, R143)."""
    refused = desk.refused(
        3, "plan", "propose", CASE, "--periods", 8, "--first", "2027-06-01", "--income", "3000"
    )
    assert refused.codes == ["plan.periods", "plan.first-date", "plan.over-income-share"]


@pytest.mark.parametrize("wrong", [("--income", "-5"), ("--income", "1e5"), ("--waive", "abc")])
def test_wrong_amounts_are_named(desk: DeskAt, wrong: tuple[str, str]) -> None:
    """Input that cannot be read is exit 2."""
    refused = desk.refused(2, *PROPOSE, *wrong)
    assert refused.fields == {wrong[0].removeprefix("--")}


def test_outgoings_debts_and_consent_come_from_a_file(desk: DeskAt) -> None:
    """Outgoings and debts are asked and kept (R144)."""
    told = {"outgoings": "5000", "debts": "1.2万", "guarantor_consents": True}
    desk.ok(*PROPOSE, "--income", "20000", "--from", "-", stdin=told)

    plan = desk.show(CASE)["plan"]
    assert (plan["outgoings"], plan["debts"], plan["guarantor_consents"]) == (
        "5000.00", "12000.00", True,
    )  # fmt: skip


def test_people_read_the_schedule(desk: DeskAt) -> None:
    """A table with the estimate named as such."""
    said = desk.run(*PROPOSE, "--income", "20000").said
    assert "估算" in said and "2026-12-20" in said


CHECKED = {
    "figures_checked_on": "2026-11-22", "principal": "12000", "interest": "0", "penalty": "126",
}  # fmt: skip


@pytest.fixture
def ready(tmp_path: Path) -> DeskAt:
    """The same with checked figures and a filled branch.toml."""
    made = a_desk(tmp_path, staff=True, filled=True).by("wang")
    made.add(an_enquiry(contract_rate="7.2%", penalty_uplift="50%"))
    made.ok("case", "verify", CASE, "--from", "-", stdin=CHECKED)
    made.ok("case", "classify", CASE, "--class", "non_malicious", "--ground", "资金周转")
    return made


def test_an_agreement_is_drafted_from_the_proposal_and_issued_after_the_grant(
    ready: DeskAt,
) -> None:
    """Not before another person granted it (R127, R147, R148)."""
    ready.refused(3, "letter", "draft", CASE, "repayment_agreement")
    ready.ok(*PROPOSE, "--income", "20000")
    drafted = ready.ok("letter", "draft", CASE, "repayment_agreement")

    refused = ready.refused(3, "letter", "issue", CASE, drafted["id"])
    assert refused.codes == ["letter.plan-not-granted"]
    ready.by("zhao").ok("approval", "grant", "A-1", "--ground", "同意")
    issued = ready.ok("letter", "issue", CASE, drafted["id"])

    assert issued["number"] == "西银催字〔2026〕第0001号"
    assert ready.show(CASE)["state"] == "in_arrangement"


def test_an_agreement_of_a_changed_plan_is_never_issued(ready: DeskAt) -> None:
    """A new proposal needs a new draft (R147)."""
    ready.ok(*PROPOSE, "--income", "20000")
    drafted = ready.ok("letter", "draft", CASE, "repayment_agreement")
    ready.by("zhao").ok("approval", "grant", "A-1", "--ground", "同意")
    ready.ok("plan", "propose", CASE, "--periods", 4, "--first", "2026-12-15", "--income", "30000")

    refused = ready.refused(3, "letter", "issue", CASE, drafted["id"])

    assert refused.codes == ["letter.plan-changed"]


def test_nobody_is_dunned_while_the_plan_is_in_force(ready: DeskAt) -> None:
    """A granted plan blocks the dunning papers, not the others."""
    ready.ok(*PROPOSE, "--income", "20000")
    before = {k["code"]: k["allowed"] for k in ready.ok("letter", "kinds", CASE)}
    ready.by("zhao").ok("approval", "grant", "A-1", "--ground", "同意")
    after = {k["code"]: k for k in ready.ok("letter", "kinds", CASE)}

    assert before["overdue_notice"] is True
    assert after["overdue_notice"]["why"][0]["code"] == "letter.plan-in-force"
    assert after["repayment_agreement"]["allowed"] is True
    ready.refused(3, "letter", "draft", CASE, "overdue_notice")


def test_no_income_is_not_an_income_of_nothing(desk: DeskAt) -> None:
    """Whoever has none says why; the answer names the field for it (R144)."""
    ran = desk.refused(2, *PROPOSE, "--income", "0")
    assert (ran.codes, ran.fields) == (["plan.income-zero"], {"income"})
