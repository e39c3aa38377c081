"""Deputies: a senior decides in a supervisor's place, on named days (R171, R172)."""

from __future__ import annotations

from pathlib import Path

import pytest

from branchdesk.model.staff import Deputyship, Member
from branchdesk.rules.authority import deputy_of
from tests.builders import TODAY, a_policy
from tests.desks import DeskAt, a_desk, an_enquiry

CASE = "XA-2026-00001"
NAME = ("staff", "deputy", "chen", "--for", "zhao", "--from", "2026-11-20", "--until", "2026-11-24")
GRANT = ("approval", "grant", "A-1", "--ground", "同意")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """Two seniors, two supervisors, and a plan that wang proposed."""
    desk = a_desk(tmp_path_factory.mktemp("deputy"), staff=True)
    desk.ok("staff", "add", "chen", "--role", "senior", "--from", "-", stdin={"name": "陈"})
    desk.by("wang").add(an_enquiry(contract_rate="7.2%", penalty_uplift="50%"))
    told = ("--class", "non_malicious", "--ground", "资金周转")
    desk.by("wang").ok("case", "classify", CASE, *told)
    return desk


@pytest.fixture
def desk(made: DeskAt, tmp_path: Path) -> DeskAt:
    return made.copied(tmp_path)


def propose(desk: DeskAt, by: str) -> None:
    plan = ("plan", "propose", CASE, "--periods", 6, "--first", "2026-12-20", "--income", "20000")
    desk.by(by).ok(*plan)


def test_a_deputy_decides_on_the_named_days_and_the_basis_says_so(desk: DeskAt) -> None:
    """The entry names in whose place, on the authority of the supervisor (R171, R172)."""
    propose(desk, "wang")
    assert desk.by("chen").refused(3, *GRANT).codes == ["authority.not-yours"]
    desk.ok(*NAME)

    decided = desk.by("chen").ok(*GRANT)

    assert (decided["decided_by"], decided["deputy_for"]) == ("chen", "zhao")
    last = desk.show(CASE)["timeline"][-1]
    assert (last["by"], last["role"], last["deputy_for"]) == ("chen", "senior", "zhao")
    assert last["authority"] == "审批分期方案（代 zhao）"
    assert desk.show(CASE)["state"] == "in_arrangement"


@pytest.mark.parametrize(
    ("day", "code"), [("2026-11-19", 3), ("2026-11-20", 0), ("2026-11-24", 0), ("2026-11-25", 3)]
)
def test_the_first_and_the_last_day_count(desk: DeskAt, day: str, code: int) -> None:
    """Before and after them the senior is a senior (R172)."""
    propose(desk.on("2026-11-19"), "wang")
    desk.on("2026-11-19").ok(*NAME)
    assert desk.on(day).by("chen").run(*GRANT).code == code


def test_a_deputy_never_decides_their_own_nor_the_supervisors_request(desk: DeskAt) -> None:
    """Nobody checks themself, not by another's hand either (R172)."""
    desk.ok(*NAME)
    propose(desk, "chen")
    assert desk.by("chen").refused(3, *GRANT).codes == ["approval.own"]
    propose(desk, "zhao")
    grant = ("approval", "grant", "A-2", "--ground", "同意")
    assert desk.by("chen").refused(3, *grant).codes == ["approval.own-principal"]


def test_a_deputy_does_nothing_else_in_the_supervisors_place(desk: DeskAt) -> None:
    """Decisions on requests, not the supervisor's other acts (R172)."""
    desk.ok(*NAME)
    end = ("case", "close", CASE, "--outcome", "written_off", "--ground", "核销")
    assert desk.by("chen").refused(3, *end).codes == ["authority.not-yours"]


@pytest.mark.parametrize(
    ("args", "code", "found"),
    [
        (("li", "--for", "zhao"), 3, "authority.not-yours"),
        (("chen", "--for", "wang"), 3, "staff.not-supervisor"),
        (("zhao", "--for", "zhao"), 3, "staff.own-deputy"),
        (("nobody", "--for", "zhao"), 2, "desk.no-staff"),
    ],
)
def test_only_a_senior_stands_in_and_only_for_a_supervisor(
    desk: DeskAt, args: tuple[str, ...], code: int, found: str
) -> None:
    """By policy/authority.toml (R172)."""
    days = ("--from", "2026-11-22", "--until", "2026-11-24")
    assert found in desk.refused(code, "staff", "deputy", *args, *days).codes


@pytest.mark.parametrize(
    ("since", "until"), [("2026-11-25", "2026-11-24"), ("2026-11-10", "2026-11-21")]
)
def test_the_days_are_in_order_and_not_over(desk: DeskAt, since: str, until: str) -> None:
    """Exit 2 (R172)."""
    args = ("staff", "deputy", "chen", "--for", "zhao", "--from", since, "--until", until)
    assert desk.refused(2, *args).codes == ["staff.deputy-days"]


def test_only_a_supervisor_names_one_and_may_end_it_early(desk: DeskAt) -> None:
    """Named again, the days that are not over are replaced; the list shows them (R172)."""
    assert desk.by("chen").refused(3, *NAME).codes == ["authority.not-yours"]
    desk.ok(*NAME)
    desk.ok(*NAME[:-1], "2026-11-22")

    (chen,) = [m for m in desk.ok("staff", "list") if m["id"] == "chen"]
    assert [d["until"] for d in chen["deputy"]] == ["2026-11-22"]
    assert "代 zhao" in desk.run("staff", "list").out
    propose(desk, "wang")
    assert desk.on("2026-11-23").by("chen").run(*GRANT).code == 3


def test_the_supervisor_must_be_one_still() -> None:
    """Who lost the role has nobody in their place, who was moved down stands for nobody (R172)."""
    days = Deputyship(principal="zhao", since=TODAY, until=TODAY, named_by="s01", named_on=TODAY)
    chen = Member(id="chen", role="senior", deputyships=(days,))
    zhao, moved = (Member(id="zhao", role=role) for role in ("supervisor", "records"))
    low = Member(id="chen", role="junior", deputyships=(days,))

    assert deputy_of("plan.approve", chen, [chen, zhao], a_policy(), TODAY) == zhao
    assert deputy_of("plan.approve", chen, [chen, moved], a_policy(), TODAY) is None
    assert deputy_of("plan.approve", low, [low, zhao], a_policy(), TODAY) is None
    assert deputy_of("desk.unknown", chen, [chen, zhao], a_policy(), TODAY) is None
