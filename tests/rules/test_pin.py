"""PINs: what may be chosen, how long to wait, when the screens lock (R172, R181)."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchdesk.model.pin import PinRecord
from branchdesk.model.policy import PinPolicy
from branchdesk.rules.pin import (
    against_chosen,
    is_idle,
    length_of_wait,
    passed,
    standing,
    trivial,
    wait_after,
    went_back,
)

NOW = datetime(2026, 11, 22, 9, 30)
POLICY = PinPolicy(
    free_tries=3, waits=(30, 60, 120, 300, 900, 3600), most_tries=10,
    chosen_digits=(8, 12), issued_digits=6, idle_minutes=5, call_minutes=30,
)  # fmt: skip


def a_record(tries: int = 0, since: datetime | None = NOW, ticks: int = 1000) -> PinRecord:
    """A record with so many failed tries, the last one now."""
    return PinRecord(salt=b"s", hash=b"h", tries=tries, since=since, ticks=ticks)


@pytest.mark.parametrize(
    ("tries", "seconds"),
    [(0, 0), (1, 0), (2, 0), (3, 30), (4, 60), (5, 120), (6, 300), (7, 900), (8, 3600), (9, 3600),
     (10, 3600), (99, 3600)],
)  # fmt: skip
def test_three_tries_are_free_then_each_waits_longer(tries: int, seconds: int) -> None:
    """30 seconds, 1, 2, 5, 15, 60 minutes; the last wait repeats (R172)."""
    assert wait_after(tries, POLICY) == seconds
    assert standing(a_record(tries), NOW, 1000, POLICY, unlockable=False).wait == seconds


@pytest.mark.parametrize(("tries", "locked"), [(9, False), (10, True), (11, True)])
def test_ten_wrong_tries_lock_where_somebody_can_unlock(tries: int, locked: bool) -> None:
    """Without another supervisor the last wait repeats: the desk must not end (R172)."""
    assert standing(a_record(tries), NOW, 1000, POLICY, unlockable=True).locked is locked
    assert not standing(a_record(tries), NOW, 1000, POLICY, unlockable=False).locked


@pytest.mark.parametrize(
    ("wall", "ticks", "seconds"),
    [
        (40, 1040, 40),
        (86_400, 1005, 5),
        (-3600, 1040, 0),
        (40, 7, 7),
        (0, 1040, 0),
    ],
    ids=["both agree", "set forward", "set back", "computer restarted", "day stands still"],
)
def test_what_has_passed_is_what_both_clocks_confirm(wall: int, ticks: int, seconds: int) -> None:
    """A clock set forward shortens no wait (R172)."""
    assert passed(a_record(3), NOW + timedelta(seconds=wall), ticks) == seconds


@given(
    st.integers(0, 30), st.integers(-(10**8), 10**8), st.integers(0, 10**6), st.integers(0, 10**6)
)
def test_no_clock_shortens_a_wait(tries: int, set_by: int, really: int, before: int) -> None:
    """However the clock is set, as much has to pass as without it (R172)."""
    record = a_record(tries, ticks=before)

    stands = standing(record, NOW + timedelta(seconds=set_by), before + really, POLICY, False)

    assert stands.wait >= max(0, wait_after(tries, POLICY) - really)


def test_a_clock_behind_the_last_try_went_back() -> None:
    """Only then does the wait begin again."""
    assert went_back(a_record(3), NOW - timedelta(seconds=1))
    assert not went_back(a_record(3), NOW)
    assert not went_back(a_record(0, since=None), NOW)


@pytest.mark.parametrize(
    ("pin", "code"),
    [
        ("11111111", "pin.same-digits"),
        ("12345678", "pin.running"),
        ("87654321", "pin.running"),
        ("78901234", "pin.running"),
        ("12121212", "pin.repeated"),
        ("12341234", "pin.repeated"),
        ("1231231231", "pin.repeated"),
        ("19900101", "pin.a-date"),
        ("20261122", "pin.a-date"),
        ("1357924", "pin.bad-length"),
        ("1357924680135", "pin.bad-length"),
        ("8520741a", "pin.bad-length"),
        ("８５２０７４１９", "pin.bad-length"),
        ("", "pin.bad-length"),
    ],
)
def test_what_anybody_would_try_first_is_refused(pin: str, code: str) -> None:
    """With a reason that does not repeat the PIN."""
    [finding] = against_chosen(pin, POLICY)

    assert finding.code == code and finding.field == "new_pin"
    assert not pin or pin not in str(finding.facts)


@pytest.mark.parametrize("pin", ["85207419", "852074196310", "19901301", "13579246"])
def test_other_digits_may_be_chosen(pin: str) -> None:
    """Eight to twelve of them; 19901301 is no date."""
    assert against_chosen(pin, POLICY) == [] and trivial(pin) == []


@pytest.mark.parametrize(
    ("seconds", "said"), [(1, "1 s"), (60, "60 s"), (61, "2 m"), (3600, "60 m")]
)
def test_a_wait_is_told_in_whole_minutes_rounded_up(seconds: int, said: str) -> None:
    """Nobody comes back too early."""
    finding = length_of_wait(seconds)
    assert f"{finding.facts['n']} {finding.code.removeprefix('pin.')[0]}" == said


@pytest.mark.parametrize(
    ("wall", "steady", "idle"),
    [(299, 299, False), (300, 300, True), (300, 0, True), (0, 300, True), (-900, 299, False)],
)
def test_five_minutes_by_either_clock_are_idle(wall: int, steady: int, idle: bool) -> None:
    """A sleeping computer stops one clock, a clock that is set the other (R181)."""
    seen = (NOW, 1000)
    assert is_idle(seen, NOW + timedelta(seconds=wall), 1000 + steady, 5) is idle


@pytest.mark.parametrize(
    "wrong",
    [
        {"waits": []}, {"waits": [60, 30]}, {"free_tries": 0}, {"most_tries": 2},
        {"most_tries": 100}, {"chosen_digits": [4, 6]}, {"issued_digits": 4}, {"idle_minutes": 0},
    ],
    ids=str,
)  # fmt: skip
def test_a_policy_that_would_let_anybody_guess_is_refused(wrong: dict[str, object]) -> None:
    """A branch may be stricter or milder, not without any guard."""
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(msgspec.structs.asdict(POLICY) | wrong, PinPolicy)
