"""How long a case is kept, and what holds it (AML law art. 34)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchdesk.model.case import Case
from branchdesk.model.desk.hold import Hold
from branchdesk.model.follow.complaint import Complaint
from branchdesk.model.suit import Stage, Suit
from branchdesk.rules.desk.retention import Beside, Standing, after, standing
from tests.builders import a_case, a_policy, an_entry, codes

ENDED = datetime(2016, 11, 24, 16, 0)
FREE = date(2026, 11, 25)


def ended(outcome: str = "settled", at: datetime = ENDED, **given: Any) -> Case:
    """An archived case that was closed on a day."""
    last = msgspec.structs.replace(an_entry("closed", outcome=outcome), at=at)
    usual: dict[str, Any] = {"state": "archived", "before_archive": outcome, "timeline": (last,)}
    return a_case(**(usual | given))


def stands(case: Case, *others: Case, holds: tuple[Hold, ...] = (), day: date = FREE) -> Standing:
    """How it stands by the shipped policy."""
    return standing(case, others, Beside(holds), a_policy(), day)


@pytest.mark.parametrize(
    ("start", "years", "free"),
    [
        ((2016, 11, 24), 10, (2026, 11, 25)),
        ((2016, 2, 29), 10, (2026, 3, 1)),
        ((2016, 2, 29), 4, (2020, 3, 1)),
        ((2016, 12, 31), 1, (2018, 1, 1)),
    ],
)
def test_a_period_in_years_ends_with_its_whole_last_day(
    start: tuple[int, int, int], years: int, free: tuple[int, int, int]
) -> None:
    """Civil Code 201 and 202: the day it begins on does not count."""
    assert after(date(*start), years) == date(*free)


def test_a_settled_case_is_free_ten_years_after_its_end_and_not_a_day_before() -> None:
    """Counted from the end of the case (R182, AML law art. 34)."""
    assert (stands(ended()).state, stands(ended()).free_on) == ("free", FREE)

    before = stands(ended(), day=date(2026, 11, 24))

    assert (before.state, codes(before.against)) == ("later", ["retention.running"])


@pytest.mark.parametrize("outcome", ["written_off", "handed_over"])
def test_a_claim_that_lives_on_is_never_purged(outcome: str) -> None:
    """Written off, the claim is kept (账销案存), however long ago (R182)."""
    far = stands(ended(outcome), day=date(2090, 1, 1))
    assert (far.state, codes(far.held)) == ("held", ["retention.claim-lives"])


@pytest.mark.parametrize(
    ("stage", "held"),
    [("filed", True), ("enforcement", True), ("judgment", False), ("withdrawn", False)],
)
def test_a_suit_that_is_not_over_holds_its_case(stage: Any, held: bool) -> None:
    """The court still has the matter; a judgment that was paid is over (R182)."""
    step = Stage(code=stage, on=date(2016, 5, 4), by="s01", at=ENDED)
    suit = Suit(since=date(2016, 4, 1), approval="A-1", stages=(step,))
    assert codes(stands(ended(suit=suit)).held) == (["retention.in-court"] if held else [])


def test_the_customers_other_case_holds_it_until_that_one_is_over() -> None:
    """The business relationship has not ended (AML law art. 34)."""
    case = ended()
    going, sold = a_case(number="XA-2026-00009"), ended("transferred")

    assert codes(stands(case, going).held) == ["retention.relationship"]
    assert codes(stands(case, ended("written_off")).held) == ["retention.relationship"]
    assert stands(case, sold).state == "free"


def test_a_hold_counts_until_it_is_lifted() -> None:
    """Somebody's reason, with their name (PIPL 47)."""
    case = ended()
    hold = Hold(id="H-1", case=case.number, ground="审计", by="zhao", on=FREE)
    lifted = msgspec.structs.replace(hold, lifted_by="zhao")
    other = msgspec.structs.replace(hold, case="XA-2016-00002")

    assert codes(stands(case, holds=(hold,)).held) == ["retention.hold"]
    assert stands(case, holds=(lifted, other)).state == "free"


def test_an_open_complaint_holds_its_case_and_a_closed_one_has_its_own_time() -> None:
    """Told or taken back, it is kept its years; one without a case holds its customer's (R176)."""
    case = ended()
    late = date(2025, 6, 1)
    going = Complaint(
        id="CP-1", case=case.number, name="秦小满", received_at=ENDED, channel="phone",
        about="conduct", text="态度", by="s01", at=ENDED,
    )  # fmt: skip
    closed = msgspec.structs.replace(going, told_on=late)
    of_customer = msgspec.structs.replace(going, case="", customer_id=case.customer_id)
    of_another = msgspec.structs.replace(going, case="XA-2016-00009")

    def with_(complaint: Complaint) -> Standing:
        return standing(case, (), Beside((), (complaint,)), a_policy(), FREE)

    assert codes(with_(going).held) == codes(with_(of_customer).held) == ["retention.complaint"]
    assert (with_(closed).state, with_(closed).free_on) == ("later", date(2028, 6, 2))
    assert codes(with_(closed).against) == ["retention.running-later"]
    assert with_(of_another).state == "free"


def test_every_reason_is_told_at_once() -> None:
    """Closed and not filed, written off, another case open, and time to run (house style 5)."""
    case = ended("written_off", at=datetime(2026, 1, 5, 9, 0), state="written_off")
    found = stands(case, a_case(number="XA-2026-00009"))
    assert codes(found.against) == [
        "retention.not-archived",
        "retention.claim-lives",
        "retention.relationship",
        "retention.running",
    ]


def test_what_was_recorded_after_the_end_has_its_own_time() -> None:
    """A complaint and a recording are kept their years from the day they came in (R182)."""
    late = datetime(2025, 6, 1, 9, 0)
    complaint = msgspec.structs.replace(an_entry("contact", result="complaint"), at=late)
    recording = msgspec.structs.replace(an_entry("contact", recording="R-1"), at=late)
    case = ended()

    with_complaint = msgspec.structs.replace(case, timeline=(*case.timeline, complaint))
    with_recording = msgspec.structs.replace(case, timeline=(*case.timeline, recording))

    assert stands(with_complaint).free_on == date(2028, 6, 2)
    assert stands(with_recording).free_on == date(2027, 6, 2)


@given(
    days=st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    years=st.integers(5, 100),
    day=st.dates(date(1990, 1, 1), date(2100, 1, 1)),
)
def test_nothing_is_free_before_the_whole_of_its_years(days: date, years: int, day: date) -> None:
    """Whatever the policy says and whenever it is asked (AML law art. 34)."""
    case = ended(at=datetime(days.year, days.month, days.day, 12, 0))
    found = standing(case, (), Beside(), a_policy(case_years=years), day)
    assert (found.state == "free") == (day >= after(days, years))
    assert (after(days, years) - days).days >= 365 * years
