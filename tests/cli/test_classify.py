"""The three classes: suggested with reasons, decided by the clerk, malicious only by two (R050)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.desks import DeskAt, a_desk, an_enquiry

CASE = "XA-2026-00001"
MALICIOUS = ("case", "classify", CASE, "--class", "malicious", "--ground", "转移资产，有流水为证")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A desk with staff and one complete case."""
    desk = a_desk(tmp_path_factory.mktemp("made"), staff=True)
    desk.add(an_enquiry())
    return desk


@pytest.fixture
def desk(made: DeskAt, tmp_path: Path) -> DeskAt:
    """A copy of it for each test."""
    return made.copied(tmp_path)


SUGGESTED = [
    ("cash_flow", {}, "non_malicious"),
    ("poor_business", {}, "non_malicious"),
    ("accident", {}, "non_malicious"),
    ("deliberate", {}, "malicious"),
    ("false_facts", {}, "malicious"),
    ("refuses", {}, None),
    ("refuses", {"ability": "proven"}, "malicious"),
    ("system_fault", {}, "technical"),
    ("wrong_data", {}, "technical"),
]


@pytest.mark.parametrize(("reason", "found", "klass"), SUGGESTED)
def test_the_reason_suggests_a_class(
    tmp_path: Path, reason: str, found: dict[str, str], klass: str | None
) -> None:
    """Three kinds (R051, R052, R053), reasons with sources (R001); a refusal: proven ability."""
    desk = a_desk(tmp_path)
    desk.add(an_enquiry(reason=reason, wishes=None))
    if found:
        desk.ok("case", "verify", CASE, "--from", "-", stdin=found)

    suggested = desk.ok("case", "suggest", CASE)

    assert suggested["class"] == klass and suggested["severity"] == "moderate"
    assert all(r["text"] and r["source"] for r in suggested["reasons"])


def test_a_suggestion_tells_what_to_find_out_first(desk: DeskAt) -> None:
    """No history of ours is said to be unknown; the customer's word is not taken for it (R054)."""
    found = {f["code"] for f in desk.ok("case", "suggest", CASE)["next"]}

    assert "classify.no-history" in found
    assert "建议：非恶意" in desk.run("case", "suggest", CASE).out


@pytest.mark.parametrize("klass", ["non_malicious", "technical"])
def test_the_clerk_decides_alone_on_the_mild_classes(desk: DeskAt, klass: str) -> None:
    """With a ground; the decision can be revised and all of them stay (R050, R054)."""
    done = desk.by("li").ok("case", "classify", CASE, "--class", klass, "--ground", "有工资流水")

    assert (done["class"], done["class_confirmed"], done["approval"]) == (klass, True, None)
    desk.by("wang").ok("case", "classify", CASE, "--class", "non_malicious", "--ground", "复核")
    decisions = desk.show(CASE)["decisions"]
    assert [(d["class"], d["by"]) for d in decisions] == [(klass, "li"), ("non_malicious", "wang")]


def test_malicious_is_only_suspected_until_a_second_person_confirms(desk: DeskAt) -> None:
    """Stored unconfirmed, with an approval that another supervisor grants (R148)."""
    asked = desk.ok(*MALICIOUS)
    assert (asked["class"], asked["class_confirmed"], asked["approval"]) == (
        "malicious", False, "A-1",
    )  # fmt: skip
    assert desk.ok("today", "--kind", "approval")[0]["case"] == CASE

    decided = desk.by("zhao").ok("approval", "grant", "A-1", "--ground", "证据充分")

    assert (decided["state"], decided["decided_by"]) == ("granted", "zhao")
    case = desk.show(CASE)
    assert (case["class"], case["class_confirmed"]) == ("malicious", True)
    assert [e["kind"] for e in case["timeline"]] == ["enquired", "classified", "approval_granted"]
    assert case["approvals"][0]["decision_ground"] == "证据充分"


def test_the_maker_never_grants_their_own(desk: DeskAt) -> None:
    """Exit 3, supervisor or not (R148, R172)."""
    desk.ok(*MALICIOUS)

    for act in ("grant", "refuse"):
        ran = desk.refused(3, "approval", act, "A-1", "--ground", "同意")
        assert ran.codes == ["approval.own"]


@pytest.mark.parametrize("member", ["li", "wang", "kan"])
def test_only_a_supervisor_decides_on_it(desk: DeskAt, member: str) -> None:
    """Exit 3, with every reason (R172)."""
    if member != "kan":
        desk = desk.by(member)
    desk.ok(*MALICIOUS)

    ran = desk.by(member).refused(3, "approval", "grant", "A-1", "--ground", "同意")

    own = ["approval.own"] if member != "kan" else []
    assert ran.codes == ["authority.not-yours", *own]
    assert desk.show(CASE)["class_confirmed"] is False


def test_what_is_refused_stays_suspected(desk: DeskAt) -> None:
    """The refusal and its ground are kept; nothing is decided twice (R148)."""
    desk.ok(*MALICIOUS)
    desk.by("zhao").ok("approval", "refuse", "A-1", "--ground", "证据不足")

    case = desk.show(CASE)
    assert (case["class_confirmed"], case["approvals"][0]["state"]) == (False, "refused")
    again = desk.by("zhao").refused(3, "approval", "grant", "A-1", "--ground", "改变主意")
    assert again.codes == ["approval.decided"]


def test_a_decision_of_the_upper_branch_is_recorded(desk: DeskAt) -> None:
    """Number, name and date of it, entered by a second person (R148)."""
    desk.ok(*MALICIOUS)

    decided = desk.by("zhao").ok(
        "approval", "grant", "A-1", "--ground", "分行批复", "--external-no", "陕分〔2026〕18号",
        "--decided-by", "-", "--decided-on", "2026-11-20", stdin="何处长",
    )  # fmt: skip

    assert (decided["external_by"], decided["decided_on"]) == ("何处长", "2026-11-20")
    assert decided["state"] == "open", "another person confirms it"
    assert "陕分〔2026〕18号" in desk.show(CASE)["timeline"][-1]["text"]


def test_a_decision_of_tomorrow_is_none(desk: DeskAt) -> None:
    """Exit 2 (R148)."""
    desk.ok(*MALICIOUS)

    ran = desk.by("zhao").refused(2, "approval", "grant", "A-1", "--ground", "x",
                                  "--decided-on", "2026-11-23")  # fmt: skip
    assert ran.codes[-1] == "approval.ahead"


def test_a_question_that_was_overtaken_is_refused_not_granted(desk: DeskAt) -> None:
    """The case was classified anew meanwhile: exit 3 for the grant (R148)."""
    desk.ok(*MALICIOUS)
    desk.ok("case", "classify", CASE, "--class", "non_malicious", "--ground", "补充流水")

    ran = desk.by("zhao").refused(3, "approval", "grant", "A-1", "--ground", "同意")

    assert ran.codes == ["approval.overtaken"]
    assert desk.by("zhao").ok("approval", "refuse", "A-1", "--ground", "已重新定性")["state"] == (
        "refused"
    )


def test_classification_waits_for_what_it_rests_on(tmp_path: Path) -> None:
    """Exit 3: product, amount, due date and reason are named (R054)."""
    desk = a_desk(tmp_path)
    desk.add({"channel": "phone", "customer_name": "秦小满", "wishes": "none"})

    ran = desk.refused(3, "case", "classify", CASE, "--class", "technical", "--ground", "x")

    text = ran.json["errors"][0]["text"]
    assert ran.codes == ["classify.incomplete"]
    assert all(word in text for word in ("业务品种", "逾期金额", "应还日期", "逾期原因"))


def test_who_may_not_classify_hears_every_reason(tmp_path: Path) -> None:
    """Want of authority does not hide what else is missing (R172)."""
    desk = a_desk(tmp_path, staff=True)
    desk.add({"channel": "phone", "customer_name": "秦小满", "wishes": "none"})

    ran = desk.by("kan").refused(3, *MALICIOUS)

    assert ran.codes == ["authority.not-yours", "classify.incomplete"]


WRONG: list[tuple[list[str], list[str]]] = [
    (["--class", "wicked", "--ground", "x"], ["cli.usage"]),
    (["--class", "technical"], ["cli.usage"]),
    (["--class", "technical", "--ground", " "], ["case.no-ground"]),
    (["--class", "technical", "--ground", "a\x1bb"], ["text.control-character"]),
    (["--class", "technical", "--ground", "a\udcff"], ["text.surrogate"]),
]


@pytest.mark.parametrize(("options", "codes"), WRONG)
def test_a_class_and_a_ground_are_needed(
    desk: DeskAt, options: list[str], codes: list[str]
) -> None:
    """Exit 2, nothing saved (R171)."""
    assert desk.refused(2, "case", "classify", CASE, *options).codes == codes


def test_unknown_approvals_are_refused(desk: DeskAt) -> None:
    """Exit 2, for an unknown number and for nonsense."""
    for name in ("A-9", "x", ""):
        assert desk.refused(2, "approval", "grant", name, "--ground", "x").codes == [
            "approval.none"
        ]


def test_the_open_question_stands_first_on_the_list(desk: DeskAt) -> None:
    """Whoever decides sees what waits (R148); both faces of the list."""
    desk.ok(*MALICIOUS)
    desk.by("zhao").ok("approval", "refuse", "A-1", "--ground", "证据不足")
    desk.ok(*MALICIOUS)

    listed: list[dict[str, Any]] = desk.ok("approval", "list")

    assert [(a["id"], a["state"]) for a in listed] == [("A-2", "open"), ("A-1", "refused")]
    assert "A-2" in desk.run("approval", "list").out
