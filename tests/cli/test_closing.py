"""The end of a case: closed by its rules, filed into its month, found and opened again (R182)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.desks import CHECKED, DeskAt, a_desk, an_enquiry

CASE = "XA-2026-00001"
PAID = CHECKED | {"principal": "0", "interest": "0", "penalty": "0.00"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A desk with staff and one verified and classified case."""
    desk = a_desk(tmp_path_factory.mktemp("made"), staff=True)
    desk.add(an_enquiry())
    desk.ok("case", "verify", CASE, "--from", "-", stdin=CHECKED)
    desk.ok("case", "classify", CASE, "--class", "non_malicious", "--ground", "有流水")
    return desk


@pytest.fixture
def desk(made: DeskAt, tmp_path: Path) -> DeskAt:
    """A copy of it for each test."""
    return made.copied(tmp_path)


def close(outcome: str) -> tuple[str, ...]:
    """The command that closes the case."""
    return ("case", "close", CASE, "--outcome", outcome, "--ground", "办结")


def settled(desk: DeskAt) -> DeskAt:
    """The same desk with the case paid, checked and closed."""
    desk.ok("case", "verify", CASE, "--from", "-", stdin=PAID)
    desk.ok(*close("settled"))
    return desk


def test_settled_needs_checked_figures_of_nought(desk: DeskAt) -> None:
    """Exit 3 while anything is owed; then settled and off the worklist (R182)."""
    ran = desk.refused(3, *close("settled"))
    assert ran.codes == ["close.still-owed"] and "12,058.33" in ran.json["errors"][0]["text"]

    settled(desk)

    case = desk.show(CASE)
    assert (case["state"], case["next_none_because"]) == ("settled", "办结")
    assert "no_next_step" not in [i["kind"] for i in desk.ok("today")]


def test_an_unchecked_case_is_not_settled(tmp_path: Path) -> None:
    """Every reason at once: the state, the figures, and who asks (R172, R182)."""
    desk = a_desk(tmp_path, staff=True)
    desk.add(an_enquiry())

    ran = desk.by("li").refused(3, *close("settled"))

    assert ran.codes == ["authority.not-yours", "state.no-way", "close.not-checked"]


@pytest.mark.parametrize("outcome", ["written_off", "handed_over"])
def test_some_ends_are_the_supervisors(desk: DeskAt, outcome: str) -> None:
    """Exit 3 for a senior, done for a supervisor (R162)."""
    assert desk.by("wang").refused(3, *close(outcome)).codes == ["authority.not-yours"]

    assert desk.by("zhao").ok(*close(outcome))["state"] == outcome


def test_a_technical_end_needs_the_technical_class(desk: DeskAt) -> None:
    """Exit 3 until it is so classified and the record says what was put right (R149)."""
    assert desk.refused(3, *close("technical_resolved")).codes == ["close.not-technical"]
    desk.ok("case", "classify", CASE, "--class", "technical", "--ground", "系统扣款失败")
    assert desk.refused(3, *close("technical_resolved")).codes == ["close.not-put-right"]
    desk.ok("case", "verify", CASE, "--from", "-", stdin={"put_right": "已补扣，账户恢复正常"})

    assert desk.ok(*close("technical_resolved"))["state"] == "technical_resolved"


@pytest.mark.parametrize("outcome", ["transferred", "renewed", "debt_asset", "recorded_in_error"])
def test_the_other_ends_are_open_to_a_senior(desk: DeskAt, outcome: str) -> None:
    """Each with its ground in the history (R182)."""
    desk.by("wang").ok(*close(outcome))

    entry = desk.show(CASE)["timeline"][-1]
    assert (entry["kind"], entry["by"]) == ("closed", "wang") and "办结" in entry["text"]


def test_a_case_just_taken_in_can_only_be_an_error(tmp_path: Path) -> None:
    """There is no way from enquired to another end; wrong words are exit 2 (R182)."""
    desk = a_desk(tmp_path)
    desk.add(an_enquiry())

    assert desk.refused(3, *close("renewed")).codes == ["state.no-way"]
    assert desk.refused(2, *close("lost")).codes == ["close.no-outcome"]
    assert desk.refused(2, *close("archived")[:-1], " ").codes == [
        "case.no-ground", "close.no-outcome",
    ]  # fmt: skip
    assert desk.ok(*close("recorded_in_error"))["state"] == "recorded_in_error"


def test_a_closed_case_is_closed_once(desk: DeskAt) -> None:
    """Exit 3; and an open one is not filed."""
    assert desk.refused(3, "case", "archive", CASE).codes == ["state.no-way"]
    settled(desk)

    assert "state.no-way" in desk.refused(3, *close("written_off")).codes
    assert desk.refused(
        3, "case", "classify", CASE, "--class", "technical", "--ground", "x"
    ).codes == ["classify.closed"]


def test_a_closed_case_is_filed_into_the_month_of_filing(desk: DeskAt) -> None:
    """The month's file has it, the casebook no longer (R182)."""
    settled(desk)

    done = desk.on("2026-12-01").ok("case", "archive", CASE)

    assert done == {"number": CASE, "state": "archived", "month": "2026-12"}
    month = json.loads((desk.path / "archive" / "2026-12.json").read_text("utf-8"))
    assert [s["case"]["number"] for s in month["sealed"].values()] == [CASE]
    assert CASE not in json.loads((desk.path / "cases.json").read_text("utf-8"))["cases"]


def test_a_filed_case_is_found_and_read_but_not_changed(desk: DeskAt) -> None:
    """case list --state, --search, case show; every change is exit 2 (R182)."""
    settled(desk).ok("case", "archive", CASE)

    assert desk.ok("case", "list") == []
    for which in ("archived", "all"):
        found = desk.ok("case", "list", "--state", which, "--search", "秦小满")
        assert [(r["number"], r["month"]) for r in found] == [(CASE, "2026-11")]
    case = desk.show(CASE)
    assert (case["state"], case["customer"]["name"]) == ("archived", "秦小满")
    changes = [
        ("case", "edit", CASE, "--from", "-", "--ground", "x"),
        ("case", "verify", CASE, "--from", "-"),
        ("contact", "add", CASE, "--from", "-"),
        ("promise", "add", CASE, "--from", "-"),
        ("case", "archive", CASE),
        ("letter", "draft", CASE, "overdue_notice"),
    ]
    for change in changes:
        assert desk.refused(2, *change, stdin={"reason": "illness"}).codes == ["case.archived"]


def test_the_loan_of_a_filed_case_gets_a_new_one_linked_to_it(desk: DeskAt) -> None:
    """A relapse is a case of its own; each names the other, and the strategy is raised (R104)."""
    settled(desk).ok("case", "archive", CASE)

    added = desk.add(an_enquiry())

    assert (added["number"], added["existing"]) == ("XA-2026-00002", False)
    new, old = desk.show(added["number"]), desk.show(CASE)
    assert (new["previous"], old["followed_by"]) == (CASE, [added["number"]])
    found = {f["code"]: f["text"] for f in (*new["findings"], *old["findings"])}
    assert CASE in found["case.relapse"] and added["number"] in found["case.followed"]
    # 35 days are moderate; overdue again they are treated as severe.
    steps = [step["code"] for step in new["suggestion"]["next"]]
    assert new["severity"] == "moderate"
    assert {"strategy.again", "strategy.legal_or_agency"} <= set(steps)


def test_a_loan_recorded_in_error_before_has_not_relapsed(desk: DeskAt) -> None:
    """The link stays; nothing is held against the customer (R104)."""
    desk.by("zhao").ok(*close("recorded_in_error"))
    desk.ok("case", "archive", CASE)

    new = desk.show(desk.add(an_enquiry())["number"])

    assert new["previous"] == CASE
    assert "case.relapse" not in [f["code"] for f in new["findings"]]
    assert "strategy.again" not in [step["code"] for step in new["suggestion"]["next"]]


def test_a_supervisor_opens_a_filed_case_again_with_a_ground(desk: DeskAt) -> None:
    """It goes on where it was classified and leaves the archive (R182)."""
    settled(desk).ok("case", "archive", CASE)
    reopen = ("case", "reopen", CASE, "--ground", "还款被退回")

    assert desk.by("wang").refused(3, *reopen).codes == ["authority.not-yours"]
    assert desk.refused(2, *reopen[:-1], " ").codes == ["case.no-ground"]
    done = desk.ok(*reopen)

    assert done["state"] == desk.show(CASE)["state"] == "classified"
    assert desk.ok("case", "list", "--state", "archived") == []
    assert desk.show(CASE)["timeline"][-1]["text"].endswith("还款被退回")
    assert desk.refused(2, *reopen).codes == ["reopen.not-archived"]


def test_one_loan_never_has_two_open_cases(desk: DeskAt) -> None:
    """Exit 3: the relapse has its own case already (R104)."""
    settled(desk).ok("case", "archive", CASE)
    desk.add(an_enquiry())

    ran = desk.refused(3, "case", "reopen", CASE, "--ground", "还款被退回")

    assert ran.codes == ["reopen.open-already"]
