"""A value of the policy at the door, and revisions laid over the files (R022)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchdesk.basics.errors import BadInput
from branchdesk.intake.revision import overlaid, read_value, revised
from branchdesk.model.desk.revision import Revision
from tests.builders import shipped_policy

BOOK = shipped_policy()
SINCE = date(2027, 1, 1)


def revision(key: str, value: Any, since: date = SINCE, number: int = 1) -> Revision:
    """A confirmed one."""
    return Revision(
        id=f"A-{number}", key=key, value=value, since=since, source="总行通知", proposed_by="s01",
        confirmed_by="zhao", confirmed_on=date(2026, 11, 22),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("30", 30),
        ("0.20", "0.20"),
        ("[20, 60]", [20, 60]),
        ('["supervisor"]', ["supervisor"]),
        ("{ junior = 1 }", {"junior": 1}),
        ("17:30", "17:30"),
        ("2027-01-01", "2027-01-01"),
        ("true", True),
        ('{"junior": 1.5}', {"junior": "1.5"}),
        ("NaN", "NaN"),
        ("起诉你家人", "起诉你家人"),
        ("1\nother = 2", "1\nother = 2"),
    ],
)
def test_a_value_is_read_as_the_files_write_it(typed: str, read: Any) -> None:
    """TOML where it is that, else the text; a share stays text, never a float (R022)."""
    assert read_value(typed) == read


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("waiver.none", 1, "policy.none"),
        ("waiver", 1, "policy.none"),
        ("waiver.max_days", "thirty", "policy.not-fit"),
        ("waiver.max_share", "1.5", "policy.not-fit"),
        ("waiver.max_share", "NaN", "policy.not-fit"),
        ("severity.bounds", [90, 30], "policy.not-fit"),
        ("plan.income_share", "Infinity", "policy.not-fit"),
        ("retention.case_years", 4, "policy.not-fit"),
        ("authority.case.close", ["boss"], "policy.not-fit"),
        ("authority.policy.confirm", ["senior"], "policy.locks-out"),
    ],
)
def test_a_value_that_would_not_hold_stays_outside(key: str, value: Any, code: str) -> None:
    """By the type of the setting and the bounds between settings (R022)."""
    with pytest.raises(BadInput) as refused:
        revised(BOOK, revision(key, value))
    assert [f.code for f in refused.value.findings] == [code]


@given(
    since=st.dates(date(2026, 1, 1), date(2040, 1, 1)),
    before=st.integers(1, 4000),
    after=st.integers(0, 4000),
)
def test_an_earlier_day_keeps_its_policy_and_every_later_one_has_the_new_value(
    since: date, before: int, after: int
) -> None:
    """Whatever the day: nothing judged before is judged another way (R022)."""
    laid = revised(BOOK, revision("waiver.max_days", 45, since))
    early, late = since - timedelta(days=before), since + timedelta(days=after)
    assert laid.on(early) == BOOK.on(early)
    assert laid.on(late).waiver.max_days == 45
    assert laid.on(late).sources["waiver.max_days"].label.zh == "总行通知（A-1）"
    assert laid.on(late).waiver.max_share == BOOK.on(late).waiver.max_share


def test_revisions_lie_over_each_other_in_their_order_and_an_unfit_one_is_left_out() -> None:
    """A desk opens whatever a newer program no longer understands."""
    laid = overlaid(
        BOOK,
        [
            revision("waiver.max_days", 50, number=10),
            revision("waiver.max_days", 40, number=9),
            revision("waiver.gone", 1, number=2),
        ],
    )
    assert laid.on(SINCE).waiver.max_days == 50
    assert BOOK.on(SINCE).waiver.max_days == 30
