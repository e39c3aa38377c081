"""A year in the life of six loans: every clock on ten days, by tests/situations/year.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from tests.desks import ROOT, DeskAt, branchdesk, fill_in_branch

PAGE = tomllib.loads((ROOT / "tests" / "situations" / "year.toml").read_text("utf-8"))
LOANS: list[dict[str, Any]] = PAGE["loans"]
NO = "XA-2026-00001"
FIRST, LAST = "2026-01-04", "2026-12-31"
LINES = {
    "limitation": "limitation", "guarantor_limitation": "limitation", "guarantee": "guarantee",
    "claim": "suit", "court": "suit",
}  # fmt: skip
"""Which kind of today's lines tells which clock."""


@dataclass(frozen=True)
class Year:
    """A loan, its desk at the end of the year, and what the clocks were on each day itself."""

    loan: dict[str, Any]
    desk: DeskAt
    lived: dict[date, Any]
    shown: dict[date, Any]
    """The clocks of each day as the case shows them at the end of the year."""


@pytest.fixture(scope="module")
def branch(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A desk set up before the year begins: s01, the senior wang, the supervisor zhao."""
    path = tmp_path_factory.mktemp("year") / "desk"
    made = branchdesk(
        "init", path, "--branch", "渭滨支行", "--code", "XA", "--practice",
        env={"BRANCHDESK_TODAY": FIRST},
    )  # fmt: skip
    assert made.code == 0, made.said
    desk = DeskAt(path, FIRST, "s01")
    for member, role in (("wang", "senior"), ("zhao", "supervisor")):
        desk.ok("staff", "add", member, "--role", role, "--from", "-", stdin={"name": member})
    fill_in_branch(path)
    return desk


@pytest.fixture(scope="module", params=LOANS, ids=[loan["name"] for loan in LOANS])
def year(
    request: pytest.FixtureRequest, branch: DeskAt, tmp_path_factory: pytest.TempPathFactory
) -> Year:
    """The year of one loan, played day by day through the commands."""
    loan = request.param
    desk = branch.copied(tmp_path_factory.mktemp(loan["name"]))
    asked = [row["on"] for row in loan["days"] if "learned" not in row]
    lived: dict[date, Any] = {}
    for day in sorted({*asked, *(event["on"] for event in loan["events"])}):
        on = desk.on(day.isoformat())
        for event in loan["events"]:
            if event["on"] == day:
                happens(on, event)
        if day in asked:
            lived[day] = on.ok("case", "clocks", NO)
    end = desk.on(LAST)
    days = [row["on"] for row in loan["days"]]
    shown = {day: end.ok("case", "show", NO, "--as-of", day)["clocks"] for day in days}
    return Year(loan, end, lived, shown)


def happens(desk: DeskAt, event: dict[str, Any]) -> None:
    """One event, by whoever does it."""
    words, told = event["do"].replace("NO", NO).split(), event.get("told")
    if told in ("checked", "paid"):
        nought = dict.fromkeys(("principal", "interest", "penalty"), "0")
        told = PAGE["checked"] | (nought if told == "paid" else {})
        told = told | {"figures_checked_on": desk.day}
    given = ("--from", "-") if told else ()
    desk.by(event.get("by", "wang")).ok(*words, *given, stdin=told or b"")


def written(year: Year, day: date) -> list[str]:
    """The clocks of a day as the page writes them: kind, whom, last day, state, today's line."""
    kinds = set(LINES.values())
    told = [i for i in year.desk.ok("today", "--as-of", day) if i["kind"] in kinds]
    rows = [_written(clock, told) for clock in year.shown[day]]
    assert len(told) == sum(not row.endswith(" -") for row in rows), told
    return sorted(rows)


def _written(clock: dict[str, Any], told: list[dict[str, Any]]) -> str:
    until = (clock["until"] or "-") + "?" * clock["provisional"]
    urgent = "".join(_urgencies(clock, told)) or "-"
    return " ".join(
        (clock["code"] or clock["kind"], clock["who"] or "-", until, clock["state"], urgent)
    )


def _urgencies(clock: dict[str, Any], told: list[dict[str, Any]]) -> Iterator[str]:
    for line in told:
        mine = LINES.get(clock["kind"]) == line["kind"] and line["due"] == clock["until"]
        if mine and (clock["who"] or "") in line["text"]:
            yield line["urgency"]


def test_every_clock_stands_as_the_law_has_it_on_ten_days(year: Year) -> None:
    """Kind, whom, last day, whether it is certain, state, today's line (R126, R162, R163, R183)."""
    wanted = {row["on"]: sorted(row["clocks"]) for row in year.loan["days"]}
    assert len(wanted) == 10
    assert {day: written(year, day) for day in wanted} == wanted


def test_nothing_that_came_later_changes_what_the_day_itself_said(year: Year) -> None:
    """Asked on the day or at the end of the year, the same to the letter; both commands agree."""
    assert {day: year.shown[day] for day in year.lived} == year.lived
    last = list(year.shown)[-1]
    assert year.desk.ok("case", "clocks", NO, "--as-of", last) == year.shown[last]
