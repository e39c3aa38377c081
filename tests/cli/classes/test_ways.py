"""A case goes the ways of its table alone, whatever came between asking and deciding."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desks import CHECKED, DeskAt, a_desk, an_enquiry

CASE = "XA-2026-00001"
OWED = CHECKED | {"principal": "89000.00"}
PAID = CHECKED | {"principal": "0", "interest": "0", "penalty": "0.00"}
BIG = {"amount": "90000.00", "overdue_principal": "89000.00", "overdue_interest": "1000.00",
       "due_date": "2026-06-01", "contract_rate": "0.0435", "penalty_uplift": "0.5"}  # fmt: skip
PLAN = ("plan", "propose", CASE, "--periods", 6, "--first", "2026-12-20", "--income", "80000")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A large severe case, checked and classified; wang asks, zhao decides."""
    desk = a_desk(tmp_path_factory.mktemp("ways"), staff=True, filled=True).by("wang")
    desk.add(an_enquiry(**BIG))
    desk.ok("case", "verify", CASE, "--from", "-", stdin=OWED)
    desk.ok("case", "classify", CASE, "--class", "non_malicious", "--ground", "流水")
    return desk


@pytest.fixture
def desk(made: DeskAt, tmp_path: Path) -> DeskAt:
    """A copy of it for each test."""
    return made.copied(tmp_path)


def settled(desk: DeskAt, klass: str) -> None:
    """The case paid, checked, of this class, and closed."""
    desk.ok("payment", "add", CASE, "--amount", "90000", "--on", "2026-11-22")
    desk.ok("case", "classify", CASE, "--class", klass, "--ground", "核实")
    desk.ok("case", "verify", CASE, "--from", "-", stdin=PAID)
    desk.ok("case", "close", CASE, "--outcome", "settled", "--ground", "已还清")


@pytest.mark.parametrize(
    ("klass", "state"), [("non_malicious", "dunning"), ("technical", "classified")]
)
def test_a_payment_that_came_back_opens_a_settled_case_again(
    desk: DeskAt, klass: str, state: str
) -> None:
    """It is on today's work at once; a technical one is put right, never dunned (R182, R149)."""
    settled(desk, klass)

    taken = desk.ok("payment", "reverse", CASE, "PAY-1", "--ground", "支票被退回")

    shown = desk.show(CASE)
    assert (shown["state"], shown["next_on"]) == (state, desk.day)
    assert "payment.reopened" in [f["code"] for f in taken["findings"]]


def test_no_suit_is_granted_over_a_plan_that_came_meanwhile(desk: DeskAt) -> None:
    """The plan is kept or declared broken first; nothing changes (R162, R103)."""
    asked = desk.ok("legal", "hand-over", CASE, "--ground", "多次催收无效")
    plan = desk.ok(*PLAN)
    zhao = desk.by("zhao")
    zhao.ok("approval", "grant", plan["approval"], "--ground", "同意")

    ran = zhao.refused(3, "approval", "grant", asked["approval"], "--ground", "同意")

    assert ran.codes == ["state.no-place"] and "还款安排中" in ran.said
    assert desk.show(CASE)["state"] == "in_arrangement"
    zhao.ok("approval", "refuse", asked["approval"], "--ground", "已有安排")


def test_no_plan_is_granted_once_the_class_is_another(desk: DeskAt) -> None:
    """Plans are for the non-malicious on the day of the grant too (R140, R054)."""
    plan = desk.ok(*PLAN)
    desk.ok("case", "classify", CASE, "--class", "technical", "--ground", "系统扣款失败")

    ran = desk.by("zhao").refused(3, "approval", "grant", plan["approval"], "--ground", "同意")

    assert ran.codes == ["approval.overtaken"]


def test_what_turns_out_to_be_technical_is_no_longer_dunned(desk: DeskAt) -> None:
    """Its state goes back with its class (R149)."""
    letter = desk.ok("letter", "draft", CASE, "overdue_notice")
    desk.ok("letter", "issue", CASE, letter["id"])
    assert desk.show(CASE)["state"] == "dunning"

    desk.ok("case", "classify", CASE, "--class", "technical", "--ground", "系统扣款失败")

    assert desk.show(CASE)["state"] == "classified"


def test_a_closed_case_is_neither_visited_nor_sued(desk: DeskAt) -> None:
    """What has ended leaves room for facts alone (R182)."""
    settled(desk, "non_malicious")
    visit = {"at": "2026-11-25 10:00", "visitors": "wang, li", "goal": "x", "agreed_how": "call"}

    sued = desk.refused(3, "legal", "hand-over", CASE, "--ground", "x")
    planned = desk.refused(3, "visit", "plan", CASE, "--from", "-", stdin=visit)

    assert "state.no-place" in sued.codes
    assert planned.codes == ["state.no-place"]
