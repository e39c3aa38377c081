"""Complaints as rules: clocks, interest, what follows what (R174-R178)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import msgspec
import pytest

from branchdesk.model.follow.complaint import Complaint, Extension, Inquiry, Response
from branchdesk.rules.follow.complaint import (
    clocks,
    interest,
    late,
    may_close,
    may_extend,
    may_sanction,
    no_calls,
)
from tests.builders import a_case, a_policy, an_entry

FRIDAY = datetime(2026, 11, 20, 16, 30)
POLICY = a_policy(FRIDAY.date())


def a_complaint(**told: Any) -> Complaint:
    """A complaint about li's conduct, received on a Friday afternoon."""
    given: dict[str, Any] = {
        "id": "CP-1", "case": "XA-2026-00001", "customer_id": "C00001", "name": "王芳",
        "received_at": FRIDAY, "channel": "phone", "about": "conduct", "text": "语气不好",
        "against": ("li",), "by": "wang", "at": FRIDAY,
    }  # fmt: skip
    return Complaint(**(given | told))


def an_inquiry(finding: str = "justified", on: date = date(2026, 11, 24)) -> Inquiry:
    """What zhao found."""
    return Inquiry(on=on, finding=finding, facts="录音属实", by="zhao")  # type: ignore[arg-type]


def an_extension(to: str) -> Extension:
    """More time."""
    return Extension(to=to, ground="待调取录音", on=FRIDAY.date(), by="zhao")  # type: ignore[arg-type]


def test_hours_run_over_the_weekend_and_working_days_do_not() -> None:
    """24 hours, three working days, fifteen days, all from the receipt (R174, R175)."""
    by = clocks(a_complaint(), POLICY)

    assert by.respond_by == datetime(2026, 11, 21, 16, 30)
    assert by.investigate_by.day == date(2026, 11, 25)
    assert by.decide_by == date(2026, 12, 5)


@pytest.mark.parametrize(
    ("kinds", "by"),
    [((), date(2026, 12, 5)), (("complex",), date(2026, 12, 20)),
     (("complex", "special"), date(2027, 1, 19))],
)  # fmt: skip
def test_an_extension_gives_thirty_days_and_a_special_one_thirty_more(
    kinds: tuple[str, ...], by: date
) -> None:
    """Fifteen, thirty, sixty days by the rules on consumer complaints (R175)."""
    one = a_complaint(extensions=tuple(an_extension(kind) for kind in kinds))
    assert clocks(one, POLICY).decide_by == by


@pytest.mark.parametrize(
    ("told", "now", "found"),
    [
        ({}, datetime(2026, 11, 21, 16, 30), []),
        ({}, datetime(2026, 11, 21, 16, 31), ["respond"]),
        ({"response": Response(at=FRIDAY, how="phone", text="已收到", by="li")},
         datetime(2026, 11, 25, 18), []),
        ({}, datetime(2026, 12, 6, 9), ["respond", "investigate", "decide"]),
        ({"withdrawn_on": FRIDAY.date()}, datetime(2026, 12, 6, 9), []),
    ],
)  # fmt: skip
def test_an_overrun_clock_is_named(told: dict[str, Any], now: datetime, found: list[str]) -> None:
    """Answered late, investigated late, decided late (R174, R175)."""
    assert late(a_complaint(**told), POLICY, now) == found


def test_who_is_complained_of_or_worked_the_case_has_an_interest() -> None:
    """Who only decided on a question has none (rules on consumer complaints)."""
    called = msgspec.structs.replace(an_entry("contact", seq=1), by="wang", authority="contact.add")
    granted = msgspec.structs.replace(called, by="zhao", authority="approval.grant")
    case = msgspec.structs.replace(a_case(), timeline=(called, granted))
    codes = {
        m: [f.code for f in interest(m, a_complaint(), [case])] for m in ("li", "wang", "zhao")
    }
    assert codes == {"li": ["complaint.accused"], "wang": ["complaint.worked"], "zhao": []}


def test_the_result_is_told_after_the_investigation_and_only_once() -> None:
    """Investigated, told, over (R175, R176)."""
    one = a_complaint()
    told = msgspec.structs.replace(one, inquiries=(an_inquiry(),), told_on=FRIDAY.date())
    assert [f.code for f in may_close(one)] == ["complaint.not-investigated"]
    assert may_close(msgspec.structs.replace(one, inquiries=(an_inquiry(),))) == []
    assert [f.code for f in may_close(told)] == ["complaint.is-closed"]


def test_a_special_extension_follows_a_complex_one_and_neither_comes_late() -> None:
    """The time is extended while it runs (R175)."""
    one, by = a_complaint(), date(2026, 12, 5)
    plain = a_complaint(extensions=(an_extension("complex"),))
    asked = {"to": "special", "on": date(2026, 12, 5)}
    assert [f.code for f in may_extend(one, asked, by)] == ["complaint.complex-first"]
    assert may_extend(plain, asked, by) == []
    assert [f.code for f in may_extend(plain, asked | {"to": "complex"}, by)] == [
        "complaint.extended-already"
    ]
    late_one = asked | {"on": date(2026, 12, 6)}
    assert [f.code for f in may_extend(plain, late_one, by)] == ["complaint.too-late"]


@pytest.mark.parametrize(("finding", "free"), [("justified", True), ("unjustified", False)])
def test_a_sanction_rests_on_a_justified_complaint(finding: str, free: bool) -> None:
    """No finding, no sanction (R178)."""
    one = a_complaint(inquiries=(an_inquiry(finding),))
    assert (may_sanction(one) == []) is free
    assert [f.code for f in may_sanction(a_complaint())] == ["complaint.not-upheld"]


@pytest.mark.parametrize(
    ("member", "told", "count"),
    [("li", {}, 1), ("wang", {}, 0), ("li", {"about": "amount"}, 0),
     ("li", {"told_on": date(2026, 11, 22)}, 0), ("li", {"customer_id": "C00002"}, 0)],
)  # fmt: skip
def test_while_conduct_is_complained_of_its_subject_plans_no_call(
    member: str, told: dict[str, Any], count: int
) -> None:
    """A colleague contacts the customer until it is closed (R174)."""
    assert len(no_calls(member, "C00001", [a_complaint(**told)])) == count
