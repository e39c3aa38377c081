"""Clocks, guarantors, claims and interruptions on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.desks import DeskAt, a_desk, an_enquiry

CASE = "XA-2026-00001"
GUARANTOR = {"name": "马建国", "kind": "joint", "contract_no": "BZ-1", "maximum": "50000.00",
             "phone": "13800138001"}  # fmt: skip


@pytest.fixture(scope="module")
def matured(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A loan that matured on 2026-06-30, with one joint guarantor: to be claimed on by 12-30."""
    desk = a_desk(tmp_path_factory.mktemp("clock"), staff=True).by("wang")
    desk.add(an_enquiry(due_date="2026-06-30"))
    desk.ok(
        "loan", "edit", CASE, "--from", "-", "--ground", "合同", stdin={"maturity": "2026-06-30"}
    )
    desk.ok("guarantor", "add", CASE, "--from", "-", stdin=GUARANTOR)
    return desk


@pytest.fixture
def desk(matured: DeskAt, tmp_path: Path) -> DeskAt:
    return matured.copied(tmp_path)


def clocks(desk: DeskAt, *args: str) -> dict[str, Any]:
    return {clock["kind"]: clock for clock in desk.ok("case", "clocks", CASE, *args)}


def test_every_clock_stands_with_its_end_and_why(matured: DeskAt) -> None:
    """Limitation and guarantee, as the case shows them too."""
    told = clocks(matured)

    assert (told["limitation"]["until"], told["limitation"]["provisional"]) == ("2029-07-02", True)
    assert (told["guarantee"]["until"], told["guarantee"]["who"]) == ("2026-12-30", "马建国")
    assert told["guarantee"]["source"] == "民法典692" and told["guarantee"]["days_left"] == 38
    assert matured.show(CASE)["clocks"] == matured.ok("case", "clocks", CASE)
    shown = matured.run("case", "clocks", CASE).out
    assert "2029-07-02（暂按周末推算）" in shown and "还有 38 天" in shown
    assert "38 days left" in matured.run("case", "clocks", CASE, lang="en").out


def test_they_are_told_as_of_any_day(matured: DeskAt) -> None:
    """Also after the end."""
    told = clocks(matured, "--as-of", "2026-12-31")
    assert (told["guarantee"]["state"], told["limitation"]["state"]) == ("expired", "running")


def test_today_names_the_guarantee_in_time(matured: DeskAt) -> None:
    """90 days before soon, 30 days before fatal."""
    urgent = {day: [i["urgency"] for i in matured.on(day).ok("today", "--kind", "guarantee")]
              for day in ("2026-09-30", "2026-11-29", "2026-11-30", "2026-12-30")}  # fmt: skip
    assert urgent == {
        "2026-09-30": ["later"], "2026-11-29": ["soon"], "2026-11-30": ["fatal"],
        "2026-12-30": ["fatal"],
    }  # fmt: skip


def test_a_claim_with_evidence_keeps_the_guarantee_and_one_without_is_recorded(
    desk: DeskAt,
) -> None:
    """A fact is always recorded; the program says that it cannot be proved."""
    claim = {"on": "2026-11-20", "way": "notice"}
    weak = desk.ok("guarantor", "claim", CASE, "1", "--from", "-", stdin=claim)
    assert [f["code"] for f in weak["findings"]] == ["clock.counts-not"]
    assert clocks(desk)["guarantee"]["state"] == "running"

    desk.ok("guarantor", "claim", CASE, "1", "--from", "-", stdin=claim | {"evidence": "R-2"})
    told = clocks(desk)
    assert (told["guarantee"]["state"], told["guarantee"]["last"]["evidence"]) == ("met", "R-2")
    assert told["guarantor_limitation"]["from"] == "2026-11-20"
    assert desk.ok("today", "--kind", "guarantee") == []


def test_an_interruption_moves_the_limitation_and_is_taken_back(desk: DeskAt) -> None:
    """Both stay in the history."""
    before = clocks(desk)["limitation"]["until"]
    told = {"event": "police_report", "on": "2026-11-20", "evidence": "受案回执 R-3"}
    desk.ok("case", "interrupt", CASE, "--from", "-", stdin=told)
    moved = clocks(desk)["limitation"]
    assert (moved["until"], moved["last"]["what"]) == ("2029-11-20", "police_report")

    entry = str(moved["last"]["entry"])
    desk.ok("case", "interrupt", CASE, "--reverse", entry, "--ground", "记错案卷")
    assert clocks(desk)["limitation"]["until"] == before
    gone = desk.refused(2, "case", "interrupt", CASE, "--reverse", entry, "--ground", "再撤")
    assert gone.codes == ["clock.no-entry"]
    kinds = [e["kind"] for e in desk.show(CASE)["timeline"]]
    assert {"interrupted", "interruption_reversed"} <= set(kinds)


def test_a_guarantor_is_corrected_with_a_ground_and_keeps_their_claims(desk: DeskAt) -> None:
    """The older name stays known, the enquiry's own list does not lose the contract (R128)."""
    claim = {"on": "2026-11-20", "way": "notice", "evidence": "R-2"}
    desk.ok("guarantor", "claim", CASE, "1", "--from", "-", stdin=claim)
    edit = ("guarantor", "edit", CASE, "1", "--from", "-", "--ground", "按保证合同更正")
    desk.ok(*edit, stdin={"name": "马建国商行", "until": "2027-03-31"})

    [one] = desk.ok("guarantor", "list", CASE)
    assert (one["name"], one["contract_no"], one["until"]) == ("马建国商行", "BZ-1", "2027-03-31")
    assert clocks(desk)["guarantee"]["state"] == "met"
    told = [{"name": "马建国商行", "kind": "joint"}]
    desk.ok("case", "edit", CASE, "--from", "-", "--ground", "复核", stdin={"guarantors": told})
    assert desk.ok("guarantor", "list", CASE)[0]["contract_no"] == "BZ-1"


@pytest.mark.parametrize(
    ("args", "told", "code"),
    [
        (("guarantor", "add", CASE, "--from", "-"), GUARANTOR, "clock.name-there"),
        (("guarantor", "claim", CASE, "2", "--from", "-"),
         {"on": "2026-11-20", "way": "notice"}, "clock.no-guarantor"),
        (("guarantor", "claim", CASE, "1", "--from", "-"),
         {"on": "2026-11-23", "way": "notice"}, "clock.ahead"),
        (("guarantor", "edit", CASE, "1", "--from", "-", "--ground", "x"), {},
         "clock.nothing-given"),
        (("case", "interrupt", CASE, "--from", "-"),
         {"event": "demand", "on": "2026-12-01"}, "clock.ahead"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_saved(
    matured: DeskAt, args: tuple[str, ...], told: dict[str, str], code: str
) -> None:
    """What has not happened, who is not there, who is there already."""
    assert code in matured.refused(2, *args, stdin=told).codes


def test_a_reader_records_nothing(matured: DeskAt) -> None:
    """Only who may (policy/authority.toml)."""
    told = {"event": "demand", "on": "2026-11-20", "evidence": "R-1"}
    ran = matured.by("kan").refused(3, "case", "interrupt", CASE, "--from", "-", stdin=told)
    assert ran.codes == ["authority.not-yours"]


def test_a_case_written_off_and_filed_away_keeps_its_clocks_on_todays_work(desk: DeskAt) -> None:
    """The claim lives on; of a settled one nothing would run (R162)."""
    desk.ok("case", "classify", CASE, "--class", "non_malicious", "--ground", "流水")
    desk.by("zhao").ok("case", "close", CASE, "--outcome", "written_off", "--ground", "批复")
    desk.by("zhao").ok("case", "archive", CASE)
    assert [i["case"] for i in desk.ok("today", "--kind", "guarantee")] == [CASE]
    assert clocks(desk)["limitation"]["state"] == "running"
