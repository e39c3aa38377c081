"""What happened is always recorded, whatever rule it broke and however the case stands."""

from __future__ import annotations

import tomllib
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.desks import CHECKED, ROOT, DeskAt, a_desk, an_enquiry

OPEN, CLOSED = "XA-2026-00001", "XA-2026-00002"
NOW = datetime(2026, 11, 22, 7, 0)
"""What lies before it today and on the days before has happened."""
FIELDS = {f["key"]: f for f in tomllib.loads((ROOT / "forms/contact.toml").read_text())["fields"]}


def any_of(key: str) -> st.SearchStrategy[str]:
    """Any choice of a field of the contact form."""
    return st.sampled_from([choice["code"] for choice in FIELDS[key]["choices"]])


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """An open case, and a settled one; contacts are added to both."""
    desk = a_desk(tmp_path_factory.mktemp("facts"))
    desk.add(an_enquiry())
    desk.add(an_enquiry(contract_no="XAGR2025000998", customer_name="高远"))
    nothing = CHECKED | {"principal": "0", "interest": "0", "penalty": "0"}
    desk.ok("case", "verify", CLOSED, "--from", "-", stdin=nothing)
    desk.ok("case", "classify", CLOSED, "--class", "non_malicious", "--ground", "流水")
    desk.ok("case", "close", CLOSED, "--outcome", "settled", "--ground", "已还清")
    return desk


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.sampled_from([OPEN, CLOSED]),
    st.fixed_dictionaries(
        {key: any_of(key) for key in ("direction", "channel", "result", "counterpart")}
    ),
    st.integers(0, 60 * 24 * 30),
    st.booleans(),
)
def test_a_contact_that_took_place_is_never_refused(
    desk: DeskAt, case: str, told: dict[str, str], minutes: int, stop: bool
) -> None:
    """Any result at any hour, by night too; what it broke is told beside it (R179, R180)."""
    at = (NOW - timedelta(minutes=minutes)).strftime("%Y-%m-%d %H:%M")
    done = {**told, "at": at, "stop": stop, "next_on": "2026-11-23"}

    kept = desk.ok("contact", "add", case, "--from", "-", stdin=done)

    assert (kept["number"], kept["next_on"]) == (case, "2026-11-23")
