"""Putting off a line of today's work from the command line (R085, R171)."""

from __future__ import annotations

from pathlib import Path

import pytest

from branchdesk.actions.follow.snooze import snooze_form
from branchdesk.actions.opening import open_to_read
from branchdesk.actions.today import whole
from branchdesk.basics.errors import Refused
from tests.desks import DeskAt, a_desk, an_enquiry

CASE = "XA-2026-00001"
KIND = "no_next_step"
UNTIL, BACK = "2026-11-24", "2026-11-25"
SNOOZE = ("today", "snooze", CASE, "--kind", KIND, "--ground", "等客户回国", "--until")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A desk with a case without a next step, put off until the 24th by a junior."""
    desk = a_desk(tmp_path_factory.mktemp("made"), staff=True).by("li")
    desk.add(an_enquiry(due_date="2026-11-10"))
    desk.ok(*SNOOZE, UNTIL)
    return desk


@pytest.fixture
def desk(made: DeskAt, tmp_path: Path) -> DeskAt:
    """A copy of it for each test."""
    return made.copied(tmp_path)


def kinds(desk: DeskAt, *asked: str) -> set[str]:
    """The kinds of work that the list shows."""
    return {item["kind"] for item in desk.ok("today", *asked)}


def test_what_is_put_off_leaves_the_list_until_its_day(made: DeskAt) -> None:
    """It is shown when it is asked for, with its day; other work stays (R085)."""
    assert KIND not in kinds(made) and "to_complete" in kinds(made)
    (put_off,) = made.ok("today", "--snoozed")
    assert (put_off["kind"], put_off["case"], put_off["until"]) == (KIND, CASE, UNTIL)
    assert f"暂缓到 {UNTIL}" in made.run("today", "--snoozed").out
    assert KIND in kinds(made.on(UNTIL)) and made.on(UNTIL).ok("today", "--snoozed") == []


def test_the_case_tells_who_put_it_off_and_why(made: DeskAt) -> None:
    """In both languages, with the act that allowed it (R171)."""
    entry = made.show(CASE)["timeline"][-1]
    assert (entry["kind"], entry["by"], entry["authority"]) == ("snoozed", "li", "暂缓待办")
    for lang, said in (("zh", "没有下次跟进日期"), ("en", "no date for the next step")):
        told = made.run("case", "show", CASE, lang=lang).out
        assert said in told and "等客户回国" in told


def test_another_fact_brings_it_back_at_once(desk: DeskAt) -> None:
    """What was put off is not what is due now."""
    desk.ok("today", "snooze", CASE, "--kind", "to_complete", "--until", BACK, "--ground", "x")
    assert kinds(desk) == set()
    desk.ok("case", "edit", CASE, "--from", "-", "--ground", "x", stdin={"contract_rate": "4.35%"})
    assert kinds(desk) == {"to_complete"} and kinds(desk, "--snoozed") == {KIND}


@pytest.mark.parametrize(
    "again", [("today", "wake", CASE, "--kind", KIND), (*SNOOZE, "2026-11-22")], ids=["wake", "day"]
)
def test_it_is_taken_up_again(desk: DeskAt, again: tuple[str, ...]) -> None:
    """By its own command, or put off until today."""
    assert desk.ok(*again) == {"number": CASE, "version": 3, "ids": ["SN-1"], "until": None}
    assert KIND in kinds(desk)
    assert desk.refused(2, *again).codes == ["snooze.not-put-off"]


def test_the_days_are_counted_from_the_first_time(made: DeskAt) -> None:
    """Three days for a case without a next step; nothing is saved beyond them (R085)."""
    assert made.on(UNTIL).refused(3, *SNOOZE, "2026-11-26").codes == ["snooze.too-long"]
    assert made.refused(2, *SNOOZE, "2026-11-21").codes == ["snooze.past"]
    wrong = made.refused(2, "today", "snooze", CASE, "--kind", KIND, "--until", "", "--ground", "")
    assert wrong.fields == {"until", "ground"}


def test_nobody_puts_off_what_others_wait_for_or_what_is_not_there(desk: DeskAt) -> None:
    """An approval is decided in its time (R148); a reader puts off nothing (R172)."""
    ask = ("--class", "malicious", "--ground", "转移财产")
    desk.ok("case", "verify", CASE, "--from", "-", stdin={"evidence": "流水"})
    desk.ok("case", "classify", CASE, *ask)
    tail = ("--until", BACK, "--ground", "x")
    approval = ("today", "snooze", CASE, "--kind", "approval", *tail)
    assert desk.refused(3, *approval).codes == ["snooze.never"]
    # On the screen it is said before anybody types a reason.
    opened = open_to_read(desk.path, "li")
    waits = next(item for item in whole(opened) if item.kind == "approval")
    with pytest.raises(Refused):
        snooze_form(opened, waits)
    complete = ("today", "snooze", CASE, "--kind", "to_complete", *tail)
    assert desk.by("kan").refused(3, *complete).codes == ["authority.not-yours"]
    for kind, code in (("promise", "snooze.nothing"), ("lunch", "today.unknown-kind")):
        asked = ("today", "snooze", CASE, "--kind", kind, *tail)
        assert desk.refused(2, *asked).codes == [code]
