"""A case on its way to court, on the command line (R150-R156, R162-R166)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desks import CHECKED, DeskAt, a_desk, an_enquiry

CASE = "XA-2026-00001"
BIG = {"amount": "90000.00", "overdue_principal": "89000.00", "overdue_interest": "1000.00",
       "due_date": "2026-06-01", "contract_rate": "0.0435", "penalty_uplift": "0.5"}  # fmt: skip


@pytest.fixture(scope="module")
def classified(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A large severe case, classified; zhao is supervisor, wang senior."""
    desk = a_desk(tmp_path_factory.mktemp("suit"), staff=True, filled=True).by("wang")
    desk.add(an_enquiry(**BIG))
    desk.ok("case", "classify", CASE, "--class", "non_malicious", "--ground", "流水")
    return desk


@pytest.fixture
def desk(classified: DeskAt, tmp_path: Path) -> DeskAt:
    return classified.copied(tmp_path)


def sued(desk: DeskAt) -> DeskAt:
    asked = desk.ok("legal", "hand-over", CASE, "--ground", "多次催收无效")
    desk.by("zhao").ok("approval", "grant", asked["approval"], "--ground", "同意")
    return desk


def test_a_suit_is_asked_for_by_one_and_decided_by_the_supervisor(desk: DeskAt) -> None:
    """Triggers named, another person decides, the clock of the papers runs (R151, R162, R164)."""
    asked = desk.ok("legal", "hand-over", CASE, "--ground", "多次催收无效")
    assert asked["triggers"] == ["legal.amount"]
    assert desk.show(CASE)["state"] == "classified"
    desk.refused(3, "approval", "grant", asked["approval"], "--ground", "自己批")

    desk.by("zhao").ok("approval", "grant", asked["approval"], "--ground", "同意")

    shown = desk.show(CASE)
    assert shown["state"] == "with_legal" and shown["legal"]["since"] == "2026-11-22"
    assert [c["due"] for c in desk.ok("legal", "show", CASE)["clocks"]] == ["2026-11-25"]


def test_without_a_trigger_every_lacking_one_is_named(tmp_path: Path) -> None:
    """Exit 3, all reasons, nothing saved (R150-R152)."""
    desk = a_desk(tmp_path, staff=True).by("wang")
    desk.add(an_enquiry())
    ran = desk.refused(3, "legal", "hand-over", CASE, "--ground", "x")

    assert ran.codes == [
        "suit.not-classified", "legal.not-time", "legal.not-amount", "legal.not-refused",
    ]  # fmt: skip


def test_a_junior_may_not_ask_and_one_question_waits_at_a_time(desk: DeskAt) -> None:
    """Junior: calls and letters only (R170)."""
    desk.by("li").refused(3, "legal", "hand-over", CASE, "--ground", "x")
    desk.ok("legal", "hand-over", CASE, "--ground", "x")

    again = desk.refused(3, "legal", "hand-over", CASE, "--ground", "x")
    assert again.codes == ["suit.asked-already"]


def test_a_refused_suit_leaves_the_case_where_it_was(desk: DeskAt) -> None:
    asked = desk.ok("legal", "hand-over", CASE, "--ground", "x")
    desk.by("zhao").ok("approval", "refuse", asked["approval"], "--ground", "先谈分期")

    shown = desk.show(CASE)
    assert (shown["state"], shown["legal"]) == ("classified", None)


def test_the_stages_are_followed_with_their_clocks(desk: DeskAt) -> None:
    """Suit, judgment, enforcement (R163), court and its number (R019); Today has what is fatal."""
    sued(desk)
    later = desk.on("2027-04-01")
    later.ok("legal", "stage", CASE, "papers_ready", "--on", "2026-11-24")
    told = {"number": "(2026)陕0113民初1号", "court": "雁塔区法院", "amount": "9.2万"}
    later.ok("legal", "stage", CASE, "filed", "--on", "2026-11-25", "--from", "-", stdin=told)
    done = later.ok("legal", "stage", CASE, "judgment", "--on", "2027-03-30")

    assert [f["code"] for f in done["findings"]] == ["suit.order"]
    assert [(c["code"], c["due"]) for c in done["clocks"]] == [("appeal", "2027-04-14")]
    item = next(i for i in later.ok("today") if i["kind"] == "suit")
    assert (item["urgency"], item["due"]) == ("fatal", "2027-04-14")
    stages = later.show(CASE)["legal"]["stages"]
    assert stages[1]["number"] == told["number"] and stages[1]["amount"] == "92000.00"


def test_a_stage_to_come_or_of_an_unknown_kind_is_no_fact(desk: DeskAt) -> None:
    sued(desk)
    assert desk.refused(2, "legal", "stage", CASE, "filed", "--on", "2026-11-23").fields == {"on"}
    ran = desk.refused(2, "legal", "stage", CASE, "filled", "--on", "2026-11-22")
    assert ran.fields == {"stage"}


def test_a_stage_needs_the_supervisors_decision_first(desk: DeskAt) -> None:
    """Nobody sues by themself (R162)."""
    ran = desk.refused(3, "legal", "stage", CASE, "filed", "--on", "2026-11-22")

    assert ran.codes == ["suit.not-there"]


def test_the_page_for_legal_says_all_in_both_languages(desk: DeskAt) -> None:
    """Triggers, missing papers, fees (R165, R166); the court decides."""
    zh, en = desk.run("legal", "show", CASE).out, desk.run("legal", "show", CASE, lang="en").out
    data = desk.ok("legal", "show", CASE)

    assert "已达到的诉讼条件" in zh and "起诉材料还缺" in zh and "保全费约" in zh
    assert "Triggers that fired" in en and "court fee about" in en
    assert data["court_fee"] is not None and len(data["missing"]) >= 3


def test_credit_is_listed_only_after_a_notice(desk: DeskAt) -> None:
    """征信业管理条例 15 (R155)."""
    boss = desk.by("zhao")
    ran = boss.refused(3, "legal", "credit-record", CASE, "--ground", "逾期")
    assert ran.codes == ["suit.no-notice"]
    desk.by("li").refused(3, "legal", "credit-record", CASE, "--ground", "逾期")

    figures = CHECKED | {"principal": "89000.00"}
    desk.ok("case", "verify", CASE, "--from", "-", stdin=figures)
    paper = desk.ok("letter", "draft", CASE, "overdue_notice")
    desk.ok("letter", "issue", CASE, paper["id"])
    boss.ok("legal", "credit-record", CASE, "--ground", "逾期")

    assert desk.show(CASE)["timeline"][-1]["kind"] == "credit_listed"
