"""PINs on the command line: asked for hidden or taken from the environment, never on argv."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import click
import pytest

from tests.desks import LIST, DeskAt, a_desk, an_enquiry

PIN, OTHER = "85207419", "30481957"
CASE = "XA-2026-00001"


def chosen(desk: DeskAt, staff: str, pin: str = PIN) -> DeskAt:
    """The member at the desk, with a PIN of their own set and given."""
    desk.by(staff).ok("staff", "pin", staff, "--from", "-", stdin={"new_pin": pin})
    return desk.by(staff, pin)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A desk on which li (junior) and zhao (supervisor) have PINs and one case is open."""
    desk = a_desk(tmp_path_factory.mktemp("pin"), staff=True)
    desk.add(an_enquiry())
    chosen(desk, "li")
    chosen(desk, "zhao", OTHER)
    return desk


@pytest.fixture
def desk(made: DeskAt, tmp_path: Path) -> DeskAt:
    """A copy of it for each test."""
    return made.copied(tmp_path)


def at_a_terminal(monkeypatch: pytest.MonkeyPatch, *typed: str) -> list[str]:
    """A person who types these answers unseen; gives back the questions."""
    answers, asked = iter(typed), []

    def prompt(text: str, **how: Any) -> str:
        assert how == {"hide_input": True, "err": True}
        asked.append(text)
        return next(answers)

    monkeypatch.setattr(click, "prompt", prompt)
    monkeypatch.setattr("branchdesk.cli.pin.can_ask", lambda: True)
    monkeypatch.setattr("branchdesk.cli.staff.can_ask", lambda: True)
    return asked


CHANGES: list[tuple[tuple[str, ...], Any]] = [
    (("case", "add", "--from", "-"), an_enquiry(contract_no="XAGR2025000998")),
    (("case", "edit", CASE, "--from", "-", "--ground", "x"), {"reason": "illness"}),
    (("case", "close", CASE, "--outcome", "recorded_in_error", "--ground", "x"), b""),
    (("case", "classify", CASE, "--class", "non_malicious", "--ground", "x"), b""),
    (("contact", "add", CASE, "--from", "-"),
     {"direction": "in", "channel": "call", "result": "paid", "next_none_because": "x"}),
    (("import", str(LIST)), b""),
    (("case", "show", CASE, "--reveal", "核对"), b""),
    (("staff", "add", "a1", "--role", "junior", "--from", "-"), {"name": "甲"}),
    (("staff", "role", "wang", "junior"), b""),
    (("staff", "unlock", "li"), b""),
    (("staff", "pin", "wang", "--issue"), b""),
    (("staff", "pin", "zhao", "--issue"), b""),
    (("staff", "pin", "zhao", "--from", "-"), {"new_pin": "13579246"}),
]  # fmt: skip


@pytest.mark.parametrize(("command", "told"), CHANGES)
def test_no_command_acts_for_a_member_without_their_pin(
    desk: DeskAt, command: tuple[str, ...], told: object
) -> None:
    """Without a terminal and without BRANCHDESK_PIN: exit 2 and how to give it (R172)."""
    ran = desk.by("zhao").refused(2, *command, stdin=told)

    assert ran.codes == ["pin.no-terminal"] and "BRANCHDESK_PIN" in ran.said


def test_with_the_pin_everything_goes_as_before(desk: DeskAt) -> None:
    """And the entry bears the name of the one who gave it (R171)."""
    li = desk.by("li", PIN)
    li.ok(
        "contact",
        "add",
        CASE,
        "--from",
        "-",
        stdin={"direction": "in", "channel": "call", "result": "paid", "next_none_because": "x"},
    )

    assert li.show(CASE)["timeline"][-1]["by"] == "li"


def test_reading_asks_for_no_pin(desk: DeskAt) -> None:
    """Lists and cases are read as before; only numbers in full are an act (R181)."""
    li = desk.by("li")
    for command in (
        ["case", "list"],
        ["case", "show", CASE],
        ["today"],
        ["staff", "list"],
        ["approval", "list"],
        ["debt", CASE],
    ):
        assert li.run(*command, "--json").code == 0
    assert desk.by("").run("case", "list").code == 0


def test_a_wrong_pin_says_how_many_tries_are_left_then_how_long_to_wait(desk: DeskAt) -> None:
    """Exit 3; the right one while waiting too (R172)."""
    wrong = desk.by("li", "13579246")
    said = [wrong.refused(3, "case", "add", "--from", "-", stdin=an_enquiry()) for _ in range(3)]

    assert [ran.codes for ran in said] == [["pin.wrong"], ["pin.wrong"], ["pin.wrong-wait"]]
    assert "还可以马上再试 2 次" in said[0].said
    assert re.search(r"(2\d|30) 秒", said[2].said)
    waiting = desk.by("li", PIN).refused(3, "case", "add", "--from", "-", stdin=an_enquiry())
    assert waiting.codes == ["pin.wait"]
    assert "13579246" not in "".join(ran.said for ran in said)


def test_the_only_member_with_a_pin_is_asked_too(tmp_path: Path) -> None:
    """Named or not (R171)."""
    desk = a_desk(tmp_path)
    chosen(desk, "s01")

    assert desk.refused(2, "case", "add", "--from", "-", stdin=an_enquiry()).codes == [
        "pin.no-terminal"
    ]
    assert desk.by("", PIN).run("case", "add", "--from", "-", stdin=an_enquiry()).code == 0


def test_a_person_at_a_terminal_is_asked_unseen(
    desk: DeskAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The question goes to standard error, so that --json stays one document."""
    asked = at_a_terminal(monkeypatch, PIN)

    desk.by("li").ok(
        "case", "edit", CASE, "--from", "-", "--ground", "x", stdin={"reason": "illness"}
    )

    assert asked == ["li 的口令"]


def test_a_new_pin_is_typed_twice(desk: DeskAt, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old one first; a slip changes nothing."""
    asked = at_a_terminal(monkeypatch, PIN, "13579246", "13579247", PIN, "13579246", "13579246")

    assert desk.by("li").refused(2, "staff", "pin", "li").codes == ["pin.not-twice"]
    assert desk.by("li").ok("staff", "pin", "li") == {"id": "li"}

    assert asked[:3] == ["li 的原口令", "新口令（8 至 12 位数字）", "再输入一次"]
    assert desk.by("li", "13579246").run("case", "add", "--from", "-", stdin=an_enquiry()).code == 0


def test_a_pin_is_handed_in_as_json_only_as_a_text_and_alone(desk: DeskAt) -> None:
    """A number would lose its leading zeros; a PIN on argv is not even an option."""
    li = desk.by("li", PIN)

    bad = li.refused(2, "staff", "pin", "li", "--from", "-", stdin={"new_pin": 85207419, "pin": 1})
    assert bad.fields == {"new_pin", "pin"}
    assert li.refused(2, "staff", "pin", "li").codes == ["pin.new-missing"]
    assert li.run("staff", "pin", "li", "--pin", "13579246").code == 2


@pytest.mark.parametrize("pin", ["11111111", "12345678", "19900101", "123456", "abcdefgh"])
def test_a_pin_that_is_guessed_at_once_is_refused(desk: DeskAt, pin: str) -> None:
    """Exit 2 with the reason beside the field, and the PIN is not repeated."""
    ran = desk.by("li", PIN).refused(2, "staff", "pin", "li", "--from", "-", stdin={"new_pin": pin})

    assert ran.fields == {"new_pin"} and (pin not in ran.said or pin == "12345678")


def test_an_issued_pin_is_shown_once_and_changed_by_its_owner(desk: DeskAt) -> None:
    """Six digits at random; the supervisor cannot work with them as another (R172)."""
    issued = desk.by("zhao", OTHER).ok("staff", "pin", "wang", "--issue")["pin"]
    assert len(issued) == 6 and issued.isdigit()

    wang = desk.by("wang", issued)
    refused = wang.refused(3, "case", "add", "--from", "-", stdin=an_enquiry())
    assert refused.codes == ["pin.must-change"]
    wang.ok("staff", "pin", "wang", "--from", "-", stdin={"new_pin": "13579246"})
    assert (
        desk.by("wang", "13579246").run("case", "add", "--from", "-", stdin=an_enquiry()).code == 0
    )
    rows = json.loads((desk.path / "cases.json").read_text("utf-8"))["audit"].values()
    assert [(r["verb"], r["by"]) for r in rows if r["ref"] == "wang"][-2:] == [
        ("pin.issue", "zhao"), ("pin.set", "wang"),
    ]  # fmt: skip


def test_anothers_pin_cannot_be_chosen_and_juniors_issue_none(desk: DeskAt) -> None:
    """Only drawn at random, and only by a supervisor (R172)."""
    li, zhao = desk.by("li", PIN), desk.by("zhao", OTHER)

    chosen_for = zhao.refused(2, "staff", "pin", "wang", "--from", "-", stdin={"new_pin": PIN})
    assert chosen_for.codes == ["pin.only-issue"]
    assert li.refused(3, "staff", "pin", "wang", "--issue").codes == ["authority.not-yours"]
    assert li.refused(3, "staff", "unlock", "zhao").codes == ["authority.not-yours"]
    assert zhao.refused(2, "staff", "unlock", "wang").codes == ["pin.none"]


def test_one_draws_a_pin_for_oneself_and_keeps_it(desk: DeskAt) -> None:
    """Nobody else saw it, so it need not be changed."""
    drawn = desk.by("li", PIN).ok("staff", "pin", "li", "--issue")["pin"]

    assert desk.by("li", drawn).run("case", "add", "--from", "-", stdin=an_enquiry()).code == 0


def test_a_supervisor_unlocks(desk: DeskAt) -> None:
    """The count begins anew (R172)."""
    for _ in range(3):
        desk.by("li", "13579246").run("case", "add", "--from", "-", stdin=an_enquiry())
    listed = {m["id"]: m["pin"] for m in desk.ok("staff", "list")}
    assert listed == {"s01": "none", "wang": "none", "kan": "none", "zhao": "set", "li": "waits"}

    desk.by("zhao", OTHER).ok("staff", "unlock", "li")

    assert desk.by("li", PIN).run("case", "add", "--from", "-", stdin=an_enquiry()).code == 0


def test_the_list_of_staff_tells_how_the_pins_stand_and_nothing_of_them(desk: DeskAt) -> None:
    """Set or not is all that is said; the file is no part of any export."""
    listed = desk.run("staff", "list", "--json")

    assert "已设" in desk.run("staff", "list").out
    for secret in (PIN, OTHER, "salt", "hash", "scrypt"):
        assert secret not in listed.out and secret not in desk.run("case", "show", CASE).out


def test_without_its_file_nobody_with_a_pin_acts(desk: DeskAt) -> None:
    """Exit 5 with the ways out; a PIN set anew leaves a row of its own (R172)."""
    (desk.path / "pins.json").unlink()

    ran = desk.by("li", PIN).refused(5, "case", "add", "--from", "-", stdin=an_enquiry())
    assert ran.codes == ["pin.lost"] and "pins.json" in ran.said
    desk.by("li").ok("staff", "pin", "li", "--from", "-", stdin={"new_pin": OTHER})
    rows = json.loads((desk.path / "cases.json").read_text("utf-8"))["audit"].values()
    assert [r["verb"] for r in rows][-1] == "pin.after_loss"


def test_a_broken_file_opens_for_nobody(desk: DeskAt) -> None:
    """Exit 5, also for setting a new PIN; reading goes on."""
    (desk.path / "pins.json").write_bytes(b"{")

    for command in (
        ["case", "close", CASE, "--outcome", "renewed", "--ground", "x"],
        ["staff", "pin", "li", "--issue"],
    ):
        assert desk.by("li", PIN).refused(5, *command).codes == ["desk.damaged"]
    assert desk.run("case", "list").code == 0


def test_the_command_that_grants_takes_the_approvers_pin(desk: DeskAt) -> None:
    """The PIN given for the command counts as given at the act (R148, R172)."""
    desk.by("wang").ok("case", "classify", CASE, "--class", "malicious", "--ground", "合同系伪造")

    assert desk.by("zhao").refused(2, "approval", "grant", "A-1", "--ground", "属实").codes == [
        "pin.no-terminal"
    ]
    granted = desk.by("zhao", OTHER).ok("approval", "grant", "A-1", "--ground", "属实")
    assert (granted["state"], granted["decided_by"]) == ("granted", "zhao")
