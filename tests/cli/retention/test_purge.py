"""Cases whose time is over: listed, held, purged by two supervisors (R182, AML law art. 34)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from branchdesk.actions.retention import purge
from branchdesk.basics.errors import Fault
from branchdesk.basics.finding import Finding
from tests.desks import CHECKED, DeskAt, a_desk, an_enquiry
from tests.tui.driver import desk_open

FIRST, SECOND, OFF = "XA-2026-00001", "XA-2026-00002", "XA-2026-00003"
NAME, IDENTITY = "秦小满", "11010519491231002X"
PAID = CHECKED | {"principal": "0", "interest": "0", "penalty": "0.00"}
OVER = "2036-11-23"
"""The first day after ten years."""


def end(desk: DeskAt, number: str, outcome: str) -> None:
    """The case verified, classified, closed and archived."""
    desk.ok("case", "verify", number, "--from", "-", stdin=PAID)
    desk.ok("case", "classify", number, "--class", "malicious", "--ground", "有证据")
    desk.ok("case", "close", number, "--outcome", outcome, "--ground", "办结")
    desk.ok("case", "archive", number)


def complain(desk: DeskAt) -> str:
    """A complaint about the first case; its id."""
    told = {"channel": "phone", "about": "conduct", "text": f"{NAME}说态度不好"}
    identity: str = desk.ok("complaint", "add", FIRST, "--from", "-", stdin=told)["id"]
    return identity


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """Two settled cases of one customer and a written-off one of another, all archived."""
    folder = tmp_path_factory.mktemp("made")
    desk = a_desk(folder, staff=True)
    desk.add(an_enquiry(id_number=IDENTITY))
    desk.add(an_enquiry(id_number=IDENTITY, contract_no="XAGR2025000998"))
    desk.add(an_enquiry(customer_name="韩大雪", contract_no="XAGR2025000997"))
    scan = folder / "scan.pdf"
    scan.write_bytes(b"%PDF-1.4 scan")
    desk.ok("paper", "add", FIRST, scan, "--title", "流水", "--proves", "已还清")
    desk.by("zhao").ok("complaint", "withdraw", complain(desk), "--ground", "误会")
    for number, outcome in ((FIRST, "settled"), (SECOND, "settled"), (OFF, "written_off")):
        end(desk, number, outcome)
    return desk.on(OVER)


@pytest.fixture
def desk(made: DeskAt, tmp_path: Path) -> DeskAt:
    """A copy of it for each test, ten years on."""
    return made.copied(tmp_path)


def ask(*numbers: str) -> tuple[str, ...]:
    """The command that asks for a purge."""
    return ("purge", *numbers, "--ground", "保存期满")


def purged(desk: DeskAt, *numbers: str) -> str:
    """The cases purged by s01 and zhao; the approval's id."""
    asked: str = desk.ok(*ask(*numbers))["id"]
    desk.by("zhao").ok("approval", "grant", asked, "--ground", "核对无误")
    return asked


def states(desk: DeskAt, *options: str) -> dict[str, Any]:
    """What the list says of each case."""
    return {c["number"]: c["state"] for c in desk.ok("purge", "--list", *options)["cases"]}


def test_the_list_tells_what_could_go_and_what_holds_the_rest(desk: DeskAt) -> None:
    """Every hold with its reason; looking changes nothing (R182, PIPL 47)."""
    before = desk.records
    assert states(desk) == {FIRST: "free", SECOND: "free", OFF: "held"}
    assert states(desk, "--as-of", "2036-11-22")[FIRST] == "later"
    [off] = [c for c in desk.ok("purge", "--list")["cases"] if c["number"] == OFF]
    assert [r["code"] for r in off["reasons"]] == ["retention.claim-lives"]
    assert "账销案存" in desk.run("purge", "--list").out
    assert desk.records == before


def test_a_purged_case_leaves_a_tombstone_and_nothing_of_the_customer(desk: DeskAt) -> None:
    """Case, papers, approvals, customer; what remains names nobody (R182, PIPL 47)."""
    asked = purged(desk, FIRST, SECOND)

    [one, two] = desk.ok("purge", "--list")["purged"]
    assert (one["case"], one["asked_by"], one["confirmed_by"]) == (FIRST, "s01", "zhao")
    assert (one["received"], one["approval"], one["swept"], len(one["digest"])) == (
        1, asked, True, 64,
    )  # fmt: skip
    assert (one["customer_too"], two["customer_too"]) == (True, True)
    assert (desk.path / "index" / "2026-11.json").exists()
    for name, data in desk.files.items():
        for trace in (NAME, IDENTITY, "XAGR2025000999", "流水"):
            assert trace.encode() not in data, f"{trace} in {name}"
    assert not (desk.path / "received" / FIRST).exists()
    assert {a["id"] for a in desk.ok("approval", "list") if not a["case"]} == {asked}
    assert desk.refused(2, "case", "show", FIRST).codes == ["case.purged"]
    assert desk.run("check").code == 0
    assert [c["number"] for c in desk.ok("case", "list", "--state", "all")] == [OFF]


def test_the_customer_stays_while_a_case_of_theirs_does(desk: DeskAt) -> None:
    """Only with the last one the customer's record goes."""
    purged(desk, FIRST)
    assert desk.ok("purge", "--list")["purged"][0]["customer_too"] is False
    assert desk.show(SECOND)["customer"]["name"] == NAME

    purged(desk, SECOND)

    assert NAME.encode() not in (desk.path / "cases.json").read_bytes()


def test_nothing_goes_before_its_day_nor_while_it_is_held(desk: DeskAt) -> None:
    """Exit 3 with every reason of every case (R182, AML law art. 34)."""
    early = desk.on("2036-11-22").refused(3, *ask(FIRST, OFF))
    assert early.codes == ["purge.held"] * 3

    desk.ok("case", "hold", FIRST, "--ground", "审计调阅")
    held = desk.refused(3, *ask(FIRST))
    assert held.codes == ["purge.held"] and "审计调阅" in held.json["errors"][0]["text"]

    [told] = desk.ok("case", "show", FIRST)["holds"]
    assert told["code"] == "retention.hold" and "审计调阅" in desk.run("case", "show", FIRST).out

    desk.by("zhao").ok("case", "unhold", FIRST, "--ground", "审计结束")
    desk.ok(*ask(FIRST))


def test_an_open_complaint_stops_the_purge(desk: DeskAt) -> None:
    """Whenever it came in (R176)."""
    complain(desk)
    stopped = desk.refused(3, *ask(FIRST)).json["errors"]
    assert any("投诉 CP-2 还没有办结" in error["text"] for error in stopped)


def test_a_hold_needs_a_case_and_is_lifted_by_a_supervisor(desk: DeskAt) -> None:
    """Who may is policy (R172); lifting what is not there is refused."""
    desk.by("wang").ok("case", "hold", FIRST, "--ground", "涉诉")
    assert desk.by("wang").refused(3, "case", "unhold", FIRST, "--ground", "x").codes == [
        "authority.not-yours"
    ]
    assert desk.refused(3, "case", "unhold", SECOND, "--ground", "x").codes == ["hold.none"]
    assert desk.refused(2, "case", "hold", "XA-2026-09999", "--ground", "x").codes == ["case.none"]


def test_one_supervisor_asks_and_another_confirms(desk: DeskAt) -> None:
    """Never the same person, never anybody else (R172)."""
    assert desk.by("wang").refused(3, *ask(FIRST)).codes == ["authority.not-yours"]
    asked = desk.ok(*ask(FIRST))["id"]
    grant = ("approval", "grant", asked, "--ground", "同意")
    assert desk.refused(3, *grant).codes == ["approval.own"]
    assert desk.by("wang").refused(3, *grant).codes == ["authority.not-yours"]
    assert desk.refused(3, *ask(FIRST, SECOND)).codes == ["purge.asked-already"]
    assert desk.show(FIRST)["state"] == "archived"


def test_what_came_up_after_the_question_stops_the_purge(desk: DeskAt) -> None:
    """The rules are asked again at the act; refused, the case stays as it was (R182)."""
    asked = desk.ok(*ask(FIRST, SECOND))["id"]
    desk.ok("case", "hold", SECOND, "--ground", "客户来函")
    zhao = desk.by("zhao")
    assert zhao.refused(3, "approval", "grant", asked, "--ground", "好").codes == ["purge.held"]

    zhao.ok("approval", "refuse", asked, "--ground", "有异议")

    assert states(desk)[FIRST] == "free" and desk.ok("purge", "--list")["purged"] == []


def test_the_ground_names_nobody(desk: DeskAt) -> None:
    """It stays on the tombstone (R181)."""
    for ground in (f"{NAME}已结清", "电话 13800138000"):
        assert desk.refused(2, "purge", FIRST, "--ground", ground).codes == ["purge.names"]


def test_a_cut_within_a_purge_is_finished_when_the_desk_is_next_opened(
    desk: DeskAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the commit on nobody sees the case; its files go at the next opening (R182)."""
    asked = desk.ok(*ask(FIRST))["id"]

    def full(*_: object) -> None:
        raise Fault(Finding("desk.not-written", {"file": FIRST, "fault": "EIO"}))

    with monkeypatch.context() as patch:
        patch.setattr(purge, "remove_case", full)
        ran = desk.by("zhao").run("approval", "grant", asked, "--ground", "核对", "--json")
        assert ran.code == 1
    assert (desk.path / "received" / FIRST).exists()
    assert desk.refused(2, "case", "show", FIRST).codes == ["case.purged"]

    desk.ok("case", "hold", SECOND, "--ground", "审计")

    assert not (desk.path / "received" / FIRST).exists()
    assert [t["swept"] for t in desk.ok("purge", "--list")["purged"]] == [True]


def test_a_number_once_purged_is_never_given_again(desk: DeskAt) -> None:
    """A new enquiry about the same loan is a new case."""
    purged(desk, FIRST)
    assert desk.add(an_enquiry(due_date="2036-10-18"))["number"] == "XA-2036-00001"


@pytest.mark.parametrize("wrong", [(), ("--list", FIRST), (FIRST,)])
def test_the_list_or_cases_with_a_reason(desk: DeskAt, wrong: tuple[str, ...]) -> None:
    """Exit 2: nobody purges by a slip."""
    assert desk.refused(2, "purge", *wrong).codes == ["cli.usage"]


async def test_the_purge_is_asked_for_by_keys_with_every_reason_in_view(desk: DeskAt) -> None:
    """Only a free case can be marked, the count is typed once more; nothing goes yet (PIPL 47)."""
    async with desk_open(desk.path, staff="zhao", day=OVER) as hands:
        await hands.menu("到期销毁")
        assert hands.sees("可以销毁", "没有原因阻止销毁"), hands.screen
        await hands.press("space", "end", "space")
        assert hands.sees(f"{FIRST} *", f"{OFF}  "), hands.screen
        await hands.menu("提出销毁")
        await hands.answer(ground="保存期满", word="2")
        await hands.press("f2")
        assert hands.sees("请输入 1 确认"), hands.screen
        await hands.press("backspace", "1", "f2")
        assert hands.sees("已提出销毁 1 个案卷"), hands.screen
    [asked] = [a for a in desk.ok("approval", "list") if a["act"] == "purge.confirm"]
    assert (asked["state"], asked["facts"]["cases"]) == ("open", [FIRST])
