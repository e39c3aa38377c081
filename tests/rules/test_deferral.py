"""Who may give how many days, what speaks against a deferral, and what it blocks (R094, R140)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from branchdesk.model.case import Case
from branchdesk.model.deferral import Deferral
from branchdesk.model.staff import Role
from branchdesk.rules.deferral import Asked, in_force, lapse, may_defer, needs_approval, unattended
from branchdesk.rules.letter import may_draft
from tests.builders import NOW, TODAY, a_case, a_decision, a_policy, an_entry, codes

DAY = timedelta(days=1)


def a_deferral(days: int = 3, ago: int = 0, **given: Any) -> Deferral:
    """A granted deferral of so many days, given so many days ago."""
    on = TODAY - ago * DAY
    usual: dict[str, Any] = {"id": "DEF-1", "ground": "等货款", "by": "s01", "state": "granted"}
    return Deferral(**(usual | {"days": days, "on": on, "until": on + days * DAY} | given))


def decided(klass: str = "non_malicious", **given: Any) -> Case:
    return a_case(state="classified", decisions=(a_decision(klass),), **given)


def asked(days: int, role: Role = "junior", case: Case | None = None) -> Asked:
    return Asked(case=case or decided(), days=days, role=role)


@pytest.mark.parametrize(
    ("role", "days", "asks"),
    [
        ("junior", 1, False), ("junior", 2, True), ("senior", 1, False), ("senior", 2, True),
        ("supervisor", 30, False), ("legal", 1, True),
    ],
)  # fmt: skip
def test_a_collector_gives_one_day_and_a_supervisor_more(role: Role, days: int, asks: bool) -> None:
    """The days lie in policy/deferral.toml, by role (R094)."""
    assert needs_approval(asked(days, role), a_policy()) is asks


@pytest.mark.parametrize(
    ("before", "asks"),
    [
        ((), False),
        ((a_deferral(1, ago=5),), True),
        ((a_deferral(1, ago=5, state="replaced"),), True),
        ((a_deferral(1, ago=5, state="refused", approval="A-1"),), False),
        ((a_deferral(9, ago=20, approval="A-1"),), False),
    ],
)
def test_a_chain_of_single_days_is_a_longer_deferral(
    before: tuple[Deferral, ...], asks: bool
) -> None:
    """What was given without approval counts with the next one (R094)."""
    case = decided(deferrals=before)
    assert needs_approval(asked(1, case=case), a_policy()) is asks


@pytest.mark.parametrize(("days", "fits"), [(0, False), (1, True), (30, True), (31, False)])
def test_what_is_longer_than_the_most_takes_a_plan(days: int, fits: bool) -> None:
    """Deferral or instalments (R140)."""
    found = codes(may_defer(asked(days), a_policy(), TODAY))
    assert found == ([] if fits else ["deferral.days"])


@pytest.mark.parametrize(
    ("case", "days", "found"),
    [
        (a_case(), 1, []),
        (a_case(), 2, ["deferral.not-classified"]),
        (decided("malicious"), 1, ["deferral.wrong-class"]),
        (decided("technical"), 1, ["deferral.wrong-class"]),
        (a_case(state="settled", decisions=(a_decision(),)), 1, ["deferral.closed"]),
        (decided(deferrals=(a_deferral(3),)), 3, ["deferral.not-later"]),
        (decided(deferrals=(a_deferral(3),)), 4, []),
        (decided(deferrals=(a_deferral(5, state="asked", approval="A-1"),)), 6,
         ["deferral.waits"]),
    ],
)  # fmt: skip
def test_what_speaks_against_a_deferral(case: Case, days: int, found: list[str]) -> None:
    """Class, state, and the deferrals there are (R140, R148)."""
    assert codes(may_defer(asked(days, case=case), a_policy(), TODAY)) == found


@pytest.mark.parametrize(("ago", "runs"), [(0, True), (3, True), (4, False)])
def test_a_deferral_runs_to_the_end_of_its_day(ago: int, runs: bool) -> None:
    """The last day still counts; a question that waits defers nothing (R094)."""
    case = decided(deferrals=(a_deferral(3, ago),))
    waits = decided(deferrals=(a_deferral(3, state="asked", approval="A-1"),))

    assert (in_force(case, TODAY) is not None) is runs
    assert in_force(waits, TODAY) is None


@pytest.mark.parametrize("code", ["overdue_notice", "final_demand"])
def test_nobody_is_dunned_before_the_day_they_were_given(code: str) -> None:
    """By the day of writing, also on figures of a day before it was given (R094)."""
    case = decided(deferrals=(a_deferral(3),))
    day_before = TODAY - DAY

    found = may_draft(case, code, 100, a_policy(), day_before, TODAY)
    later = may_draft(case, code, 100, a_policy(), TODAY, TODAY + 4 * DAY)

    assert (codes(found), codes(later)) == (["letter.deferred"], [])


def test_a_confirmed_malicious_default_ends_the_deferral() -> None:
    """Suspicion does not; the second person's word does (R094, R132)."""
    given = {"state": "classified", "deferrals": (a_deferral(3),)}
    suspected, confirmed = (
        a_case(decisions=(a_decision("malicious", confirmed=sure),), **given)
        for sure in (False, True)
    )
    assert in_force(suspected, TODAY) is not None and in_force(confirmed, TODAY) is None


def test_what_waits_ends_with_its_case() -> None:
    """What was granted stays as it is (R182)."""
    waits = a_deferral(state="asked", approval="A-1")
    case = lapse(decided(deferrals=(a_deferral(), waits)))
    assert [d.state for d in case.deferrals] == ["granted", "lapsed"]


def test_a_paper_that_keeps_the_claim_is_never_blocked() -> None:
    """An application to sue does not wait for the customer's day (R094, R122)."""
    case = decided(deferrals=(a_deferral(3),), indicators={})
    found = may_draft(case, "litigation_application", 100, a_policy(), TODAY)
    assert "letter.deferred" not in codes(found)


@pytest.mark.parametrize(("approval", "found"), [("A-1", []), ("", ["letter.no-deferral"])])
def test_an_agreement_writes_down_what_a_supervisor_granted(
    approval: str, found: list[str]
) -> None:
    """A day within one's own authority takes no agreement (R127, R140)."""
    case = decided(deferrals=(a_deferral(3, approval=approval),))
    assert codes(may_draft(case, "deferral_agreement", 44, a_policy(), TODAY)) == found


def test_a_deferral_that_ended_is_followed_up_once() -> None:
    """A call after its day closes it, one on the day does not (R103)."""
    ended = decided(deferrals=(a_deferral(3, ago=4),))
    called = decided(deferrals=(a_deferral(3, ago=4),), timeline=(an_entry("contact"),))
    on_the_day = decided(deferrals=(a_deferral(3, ago=3),), timeline=(an_entry("contact"),))

    assert NOW.date() == TODAY
    assert unattended(ended, TODAY) is not None and unattended(called, TODAY) is None
    assert unattended(on_the_day, TODAY + DAY) is not None
