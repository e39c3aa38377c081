"""Today from the command line: grouped by customer, one's own or the whole branch's."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desks import DeskAt, a_desk, an_enquiry

QIN = "610103198802160028"
SENIOR, JUNIOR = "2026-08-12", "2026-11-10"
"""102 and 12 days overdue."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A desk with two loans of one customer, a senior's and a junior's, and a senior's other."""
    desk = a_desk(tmp_path_factory.mktemp("made"), staff=True)
    desk.add(an_enquiry(id_number=QIN, due_date=SENIOR))
    desk.add(an_enquiry(id_number=QIN, contract_no="XAGR2025000998", due_date=JUNIOR))
    desk.add(an_enquiry(customer_name="单雄伟", contract_no="XAGR2025000997", due_date=SENIOR))
    return desk


@pytest.fixture
def desk(made: DeskAt, tmp_path: Path) -> DeskAt:
    """A copy of it for each test."""
    return made.copied(tmp_path)


def test_a_customer_is_named_once_above_all_that_is_due(made: DeskAt) -> None:
    """People see a group, programs a flat list with the role that works each line (R085)."""
    lines = made.run("today").out.splitlines()
    assert sum("秦小满" in line for line in lines) == 1
    at = next(n for n, line in enumerate(lines) if "秦小满" in line)
    assert [("XA-2026-00001" in line, "XA-2026-00002" in line) for line in lines[at : at + 4]] == [
        (True, False), (False, True), (True, False), (False, True),
    ]  # fmt: skip
    assert [line.startswith("  ") for line in lines[at : at + 4]] == [False, True, True, True]

    items = made.ok("today")
    assert {(i["case"], i["assigned"]) for i in items} == {
        ("XA-2026-00001", "senior"), ("XA-2026-00002", "junior"), ("XA-2026-00003", "senior"),
    }  # fmt: skip


def test_each_role_sees_its_own_work_when_it_asks(made: DeskAt) -> None:
    """By age and sum of the case, as case list --assigned has it (R057)."""
    for who, role in (("li", "junior"), ("wang", "senior")):
        mine = {item["case"] for item in made.by(who).ok("today", "--mine")}
        assert mine == {c["number"] for c in made.ok("case", "list", "--assigned", role)}
    assert made.by("zhao").ok("today", "--mine") == []
    assert made.by("").run("today", "--mine").code == 2


def test_a_deputy_sees_the_work_of_the_supervisor_they_stand_in_for(desk: DeskAt) -> None:
    """On the days they were named for (R172)."""
    desk.ok("case", "verify", "XA-2026-00001", "--from", "-", stdin={"evidence": "流水"})
    desk.by("li").ok(
        "case", "classify", "XA-2026-00001", "--class", "malicious", "--ground", "转移"
    )
    asked = ("today", "--mine", "--kind", "approval")
    assert desk.by("wang").ok(*asked) == []
    assert len(desk.by("zhao").ok(*asked)) == 1
    days = ("--from", desk.day, "--until", desk.day)
    desk.by("zhao").ok("staff", "deputy", "wang", "--for", "zhao", *days)
    assert len(desk.by("wang").ok(*asked)) == 1
