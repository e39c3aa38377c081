"""What a case still lacks before each step, held against what the step itself says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.desks import CHECKED, DAY, DeskAt, a_desk, an_enquiry

CASE = "XA-2026-00001"
RATES = {"contract_rate": "0.0435", "penalty_uplift": "0.5"}
PLAN = ("plan", "propose", CASE, "--periods", 3, "--first", "2026-12-20", "--income", "80000")
DEATH = {"kind": "deceased", "on": DAY, "evidence": "死亡证明"}
ACTS: dict[str, tuple[object, ...]] = {
    "classification": ("case", "classify", CASE, "--class", "non_malicious", "--ground", "流水"),
    "letter": ("letter", "draft", CASE, "overdue_notice"),
    "plan": PLAN,
    "legal": ("legal", "hand-over", CASE, "--ground", "多次催收无效"),
    "archive": ("case", "archive", CASE),
}


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A case of which the caller said little."""
    desk = a_desk(tmp_path_factory.mktemp("lacks"), staff=True, filled=True).by("wang")
    desk.add(an_enquiry(product=None, amount=None, due_date=None, overdue_principal="11000.00"))
    return desk


@pytest.fixture(scope="module")
def told(raw: DeskAt, tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """The same, completed and classified; its figures are not yet checked."""
    desk = raw.copied(tmp_path_factory.mktemp("told"))
    full = {"product": "consumer", "amount": "12000.00", "due_date": "2026-06-18"}
    desk.ok("case", "edit", CASE, "--from", "-", "--ground", "合同", stdin=full | RATES)
    desk.ok(*ACTS["classification"])
    return desk


@pytest.fixture(scope="module")
def checked(told: DeskAt, tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """The same, with the core system's figures, and three attempts in vain."""
    desk = told.copied(tmp_path_factory.mktemp("checked"))
    desk.ok("case", "verify", CASE, "--from", "-", stdin=CHECKED)
    for hour in (13, 14, 15):
        call = {"channel": "call", "direction": "out", "at": f"{DAY} {hour}:05",
                "result": "no_answer", "next_on": "2026-11-23"}  # fmt: skip
        desk.ok("contact", "add", CASE, "--from", "-", stdin=call)
    return desk


@pytest.fixture(scope="module")
def gone(checked: DeskAt, tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """The same; then the borrower died."""
    desk = checked.copied(tmp_path_factory.mktemp("gone"))
    desk.ok("event", "add", CASE, "--from", "-", stdin=DEATH)
    return desk


@pytest.fixture
def stage(request: pytest.FixtureRequest) -> DeskAt:
    """The case at the stage that a row names."""
    made: DeskAt = request.getfixturevalue(request.param)
    return made


def before(desk: DeskAt, step: str) -> dict[str, Any]:
    """The step as ``case lacks`` tells it."""
    [gate] = desk.ok("case", "lacks", CASE, "--before", step)["gates"]
    found: dict[str, Any] = gate
    return found


@pytest.mark.parametrize("stage", ["raw", "told", "checked", "gone"], indirect=True)
@pytest.mark.parametrize("step", ACTS)
def test_the_list_names_what_the_step_is_refused_for(
    stage: DeskAt, step: str, tmp_path: Path
) -> None:
    """The same reasons in the same order, up to filing; no lack, no refusal (R023, R054)."""
    gate = before(stage, step)
    blocks = [one["code"] for one in gate["lacks"] if one["blocks"]]
    desk = stage.copied(tmp_path)

    ran = desk.run(*ACTS[step], "--json")
    if step == "letter" and ran.code == 0:
        ran = desk.run("letter", "issue", CASE, ran.json["id"], "--json")

    assert gate["ready"] == (ran.code == 0) == (not blocks), ran.said
    assert ran.code in (0, 3)
    # A draft refused hides what the issue would say; the list says both.
    said = ran.codes if ran.code else []
    assert blocks[: len(said)] == said if step == "letter" else blocks == said


def test_each_lack_names_the_command_that_fills_it(raw: DeskAt, told: DeskAt) -> None:
    """Identity, papers seen and the answers that the form asks for (R036, R037, R038, R054)."""
    gate = before(raw, "classification")
    fills = {one["code"]: one["fills"] for one in gate["lacks"]}
    assert fills == {
        "classify.incomplete": "case edit", "gate.identity": "case verify",
        "gate.papers": "case verify", "gate.to-complete": "case edit",
    }  # fmt: skip
    texts = " ".join(one["text"] for one in gate["lacks"])
    assert all(
        name in texts for name in ("业务品种", "应还日期", "贷款合同", "还款记录", "证件号码")
    )
    assert before(told, "letter")["lacks"][0]["fills"] == "case verify"


def test_people_read_the_steps_in_both_languages(raw: DeskAt) -> None:
    """Each step, whether it is open, and each lack with its clause and command."""
    zh, en = (raw.run("case", "lacks", CASE, lang=lang).out for lang in ("zh", "en"))
    assert "定性: 还不能办理" in zh and "[R054] → branchdesk case edit" in zh
    assert "Classify: not yet" in en and "One of the triggers" in en


def test_a_case_that_is_not_there_is_named(raw: DeskAt) -> None:
    """The error says which; nothing changes."""
    assert raw.refused(2, "case", "lacks", "XA-2026-00009").codes == ["case.none"]
