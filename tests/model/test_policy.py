"""Policy: dated values with their sources; the day that matters decides (R022)."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchdesk.basics.wording import LANGS, Label
from branchdesk.model.desk.dated import Dated, PolicySource, PolicyValue
from branchdesk.model.policy import PolicyBook
from tests.builders import TODAY, shipped_policy

SOURCE = PolicySource("R056", "逾期催收流程", "Collection procedure")
OLD, NEW = date(2024, 1, 1), date(2026, 7, 1)
BOUNDS = PolicyValue(Label("界限", "Bounds"), SOURCE, (Dated(OLD, [30, 90]), Dated(NEW, [29, 89])))


def a_book(bounds: PolicyValue) -> PolicyBook:
    """The shipped policy with other bounds."""
    values = shipped_policy().values
    return PolicyBook(values | {"severity": values["severity"] | {"bounds": bounds}})


@pytest.mark.parametrize(
    ("day", "bounds"),
    [
        (date(2023, 5, 1), [30, 90]),
        (OLD, [30, 90]),
        (NEW - timedelta(days=1), [30, 90]),
        (NEW, [29, 89]),
        (TODAY, [29, 89]),
    ],
)
def test_a_value_counts_from_its_date_on(day: date, bounds: list[int]) -> None:
    """An old case keeps its old rule (R022); before the first date the first value counts."""
    assert BOUNDS.on(day) == bounds
    assert a_book(BOUNDS).on(day).severity.bounds == tuple(bounds)


@given(st.permutations([OLD, NEW, date(2025, 1, 1), date(2027, 1, 1)]), st.dates())
def test_the_order_in_which_values_are_written_does_not_matter(
    order: list[date], day: date
) -> None:
    """The latest date that has come counts."""
    value = PolicyValue(BOUNDS.label, SOURCE, tuple(Dated(since, since) for since in order))
    assert value.on(day) == max([d for d in order if d <= day], default=min(order))


def test_each_value_tells_its_source_in_both_languages() -> None:
    """A number of a rule is shown with the clause it rests on (R022)."""
    policy = shipped_policy().on(TODAY)
    assert policy.labels.keys() == policy.sources.keys()
    for key, source in policy.sources.items():
        assert all(source.ref in source.label.of(lang) for lang in LANGS), key
    assert SOURCE.label.zh == "逾期催收流程（R056）"
    assert SOURCE.label.en == "Collection procedure (R056)"


@pytest.mark.parametrize("bounds", [[90, 30], [30, 30], [0, 90], [30], [30, 60, 90], ["a", "b"]])
def test_bounds_that_make_no_sense_are_refused(bounds: list[int]) -> None:
    """Moderate would have no day."""
    wrong = PolicyValue(BOUNDS.label, SOURCE, (Dated(OLD, bounds),))
    with pytest.raises(msgspec.ValidationError):
        a_book(wrong).on(TODAY)


def test_the_same_day_is_judged_once() -> None:
    """A list of a hundred thousand cases asks often."""
    book = a_book(BOUNDS)
    assert book.on(TODAY) is book.on(TODAY)
