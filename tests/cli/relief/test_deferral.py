"""Deferrals on the command line: given, asked for, granted, and what follows (R094, R140)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_letter import words
from tests.desks import CHECKED, DeskAt, a_desk, an_enquiry

CASE = "XA-2026-00001"
WHO = "610103198802160028"
GROUND = ("--ground", "货款周五到账")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A classified case with checked figures, staff, and a page that is filled in."""
    desk = a_desk(tmp_path_factory.mktemp("defer"), staff=True, filled=True)
    desk.add(an_enquiry(id_number=WHO, contract_rate="7.2%", penalty_uplift="50%"))
    desk.ok("case", "verify", CASE, "--from", "-", stdin=CHECKED)
    desk.ok("case", "classify", CASE, "--class", "non_malicious", "--ground", "资金周转")
    return desk


@pytest.fixture
def desk(made: DeskAt, tmp_path: Path) -> DeskAt:
    return made.copied(tmp_path).by("li")


def lines(desk: DeskAt, kind: str = "deferral") -> list[Any]:
    return [(i["due"], i["urgency"]) for i in desk.ok("today", "--kind", kind)]


def test_a_junior_gives_one_day_at_once(desk: DeskAt) -> None:
    """It stands in the case with its basis, and on today's work with its day (R094, R171)."""
    done = desk.ok("defer", CASE, "--days", 1, *GROUND)

    assert (done["state"], done["until"], done["approval"]) == ("granted", "2026-11-23", None)
    shown = desk.show(CASE)
    assert [(d["id"], d["running"]) for d in shown["deferrals"]] == [("DEF-1", True)]
    last = shown["timeline"][-1]
    assert (last["kind"], last["role"], last["authority"]) == ("deferred", "junior", "给予延期")
    assert "2026-11-23" in last["text"] and "DEF-1" in desk.run("case", "show", CASE).out
    assert lines(desk) == [("2026-11-23", "soon")]
    assert lines(desk.on("2026-11-26")) == [("2026-11-23", "late")]


def test_more_than_ones_own_waits_for_a_supervisor(desk: DeskAt) -> None:
    """Nothing is deferred before another person granted it (R094, R148)."""
    done = desk.ok("defer", CASE, "--days", 5, *GROUND)
    assert (done["state"], done["approval"]) == ("asked", "A-1")
    assert desk.ok("letter", "draft", CASE, "overdue_notice")["id"] == "D-1"

    desk.refused(3, "approval", "grant", "A-1", "--ground", "同意")
    desk.by("zhao").ok("approval", "grant", "A-1", "--ground", "同意")

    assert desk.show(CASE)["deferrals"][0]["state"] == "granted"
    assert desk.refused(3, "letter", "draft", CASE, "overdue_notice").codes == ["letter.deferred"]
    issued = desk.refused(3, "letter", "issue", CASE, "D-1")
    assert issued.codes == ["letter.deferred"]


def test_after_its_day_the_papers_are_open_again(desk: DeskAt) -> None:
    """The last day still counts (R094)."""
    desk.ok("defer", CASE, "--days", 1, *GROUND)
    desk.on("2026-11-23").refused(3, "letter", "draft", CASE, "overdue_notice")
    assert desk.on("2026-11-24").ok("letter", "draft", CASE, "overdue_notice")["id"] == "D-1"


def test_a_second_day_is_beyond_a_juniors_authority(desk: DeskAt) -> None:
    """Day after day would be a longer deferral (R094, R172)."""
    desk.ok("defer", CASE, "--days", 1, *GROUND)
    again = desk.on("2026-11-23").ok("defer", CASE, "--days", 1, *GROUND)
    assert (again["state"], again["approval"]) == ("asked", "A-1")


def test_a_refused_deferral_defers_nothing(desk: DeskAt) -> None:
    """It is kept with its ground (R148)."""
    desk.ok("defer", CASE, "--days", 5, *GROUND)
    desk.by("zhao").ok("approval", "refuse", "A-1", "--ground", "无还款来源")
    shown = desk.show(CASE)["deferrals"][0]
    assert (shown["state"], shown["running"], lines(desk)) == ("refused", False, [])


def test_a_deferral_whose_day_has_passed_is_no_longer_granted(desk: DeskAt) -> None:
    """A late decision would write down a day that is over (R148)."""
    desk.ok("defer", CASE, "--days", 2, *GROUND)
    late = desk.by("zhao").on("2026-11-25")
    refused = late.refused(3, "approval", "grant", "A-1", "--ground", "同意")
    assert refused.codes == ["deferral.overtaken"]


@pytest.mark.parametrize("days", ["0", "-1", "31", "x", "1.5"])
def test_what_is_no_number_of_days_is_refused(desk: DeskAt, days: str) -> None:
    """With the field, and nothing saved (R094)."""
    ran = desk.run("defer", CASE, "--days", days, *GROUND, "--json")
    assert ran.code in (2, 3) and ran.fields == {"days"}
    assert desk.show(CASE)["deferrals"] == []


@pytest.mark.parametrize("role", ["kan"])
def test_a_reader_gives_nothing(desk: DeskAt, role: str) -> None:
    """Beyond authority (R172)."""
    refused = desk.by(role).refused(3, "defer", CASE, "--days", 1, *GROUND)
    assert refused.codes == ["authority.not-yours"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_agreement_names_the_day_and_lets_interest_run(desk: DeskAt, lang: str) -> None:
    """Debt, later day, interest, default, who signs by the whole number; of its deferral (R127)."""
    desk.ok("defer", CASE, "--days", 10, *GROUND)
    assert desk.refused(3, "letter", "draft", CASE, "deferral_agreement").codes == [
        "letter.no-deferral"
    ]
    desk.by("zhao").ok("approval", "grant", "A-1", "--ground", "同意")
    draft = desk.ok("letter", "draft", CASE, "deferral_agreement", "--lang", lang)
    ended = desk.on("2026-12-03").refused(3, "letter", "issue", CASE, draft["id"])
    assert "letter.deferral-changed" in ended.codes

    text = words(desk.ok("letter", "issue", CASE, draft["id"])["file"])

    assert "12,058.33" in text and "DEF-1" in text and WHO in text
    assert ("12月2日" in text and "10天" in text) if lang == "zh" else "2 December 2026" in text
    assert desk.show(CASE)["state"] == "classified"
