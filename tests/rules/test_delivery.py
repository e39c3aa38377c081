"""Whether a letter arrived, by what proof (R126, Limitation Interpretation art. 8)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from branchdesk.model.case import Letter
from branchdesk.model.kept.delivery import Delivery
from branchdesk.rules.delivery import arrived, confirm_by, steps
from tests.builders import NOW, TODAY, a_letter, a_policy

POLICY = a_policy()
DELIVERY = POLICY.delivery
ON = date(2026, 11, 20)
EMS = {"way": "ems", "tracking": "EX1", "content": "催收通知书"}


def a_delivery(**given: Any) -> Delivery:
    usual: dict[str, Any] = {"id": "S-1", "way": "hand", "posted_on": ON, "by": "li", "at": NOW}
    return Delivery(**usual | given)


def issued(*deliveries: Delivery, **given: Any) -> Letter:
    return a_letter(number="西催〔2026〕第0001号", issued_at=NOW, deliveries=deliveries, **given)


@pytest.mark.parametrize(
    ("told", "state", "code"),
    [
        (EMS, "presumed", "ems-presumed"),
        ({"way": "ems", "tracking": "EX1"}, "open", "waits"),
        ({"way": "courier", "tracking": "SF1", "content": "催收通知书"}, "open", "waits"),
        (EMS | {"proof": "signed", "relation": "self"}, "arrived", "signed"),
        (EMS | {"proof": "signed", "relation": "adult_family"}, "arrived", "signed"),
        (EMS | {"proof": "signed", "relation": "mail_room"}, "doubtful", "signer-other"),
        (EMS | {"proof": "signed", "relation": "other"}, "doubtful", "signer-other"),
        (EMS | {"proof": "signed"}, "doubtful", "signer-unknown"),
        ({"way": "ems", "proof": "signed", "relation": "self"}, "doubtful", "no-content"),
        ({"way": "courier", "proof": "signed", "relation": "self"}, "doubtful", "courier"),
        (
            {"way": "courier", "proof": "signed", "relation": "self", "slip": True},
            "arrived",
            "signed",
        ),
        ({"proof": "sealed"}, "arrived", "sealed"),
        ({"way": "courier", "proof": "sealed"}, "doubtful", "courier"),
        (EMS | {"proof": "refused"}, "arrived", "refused-post"),
        ({"way": "ems", "proof": "refused"}, "doubtful", "no-content"),
        ({"proof": "refused", "witness": "物业"}, "arrived", "refused-witness"),
        ({"proof": "refused"}, "doubtful", "refused-alone"),
        ({"way": "courier", "proof": "refused", "witness": "x"}, "doubtful", "courier"),
        (
            EMS | {"proof": "returned", "reason": "no_such_person"},
            "missed",
            "returned-no_such_person",
        ),
        (
            EMS | {"proof": "returned", "reason": "address_unknown"},
            "missed",
            "returned-address_unknown",
        ),
        (EMS | {"proof": "returned"}, "missed", "returned-other"),
        (EMS | {"proof": "returned", "agreed_address": True}, "arrived", "returned-agreed"),
        ({"proof": "left", "witness": "物业"}, "doubtful", "left"),
        (
            {"way": "publication", "proof": "published", "medium": "陕西日报", "lost": True},
            "arrived",
            "published",
        ),
        ({"way": "publication", "proof": "published", "medium": "陕西日报"}, "doubtful", "unlost"),
        ({"way": "sms", "proof": "arrived", "evidence": "截图"}, "arrived", "data-message"),
        ({"way": "email", "proof": "arrived"}, "doubtful", "data-unproved"),
        (EMS | {"proof": "arrived", "evidence": "截图"}, "doubtful", "data-unproved"),
    ],
)
def test_what_a_sending_proves(told: dict[str, Any], state: str, code: str) -> None:
    """Who may sign; refusal counts, an unknown address does not; other couriers are doubtful."""
    one = a_delivery(**told | ({"on": ON} if "proof" in told else {}))
    found = arrived(issued(one), person=True, policy=DELIVERY, today=TODAY)

    assert found is not None
    assert (found.state, found.why.code) == (state, f"delivery.{code}")
    assert found.on == (ON if state == "arrived" else None)
    assert found.counts == (state == "arrived")


@pytest.mark.parametrize(
    ("relation", "person", "counts"),
    [
        ("legal_representative", False, True),
        ("mail_room", False, True),
        ("person_in_charge", False, True),
        ("authorised", False, True),
        ("adult_family", False, False),
        ("self", False, False),
        ("self", True, True),
        ("authorised", True, True),
        ("legal_representative", True, False),
        ("mail_room", None, True),
        ("other", None, False),
    ],
)
def test_who_may_sign_for_a_person_and_for_an_enterprise(
    relation: str, person: bool | None, counts: bool
) -> None:
    """Limitation Interpretation art. 8; where nobody knows what it is, either list."""
    one = a_delivery(proof="signed", on=ON, relation=relation)
    found = arrived(issued(one), person, DELIVERY, TODAY)
    assert found is not None and found.counts == counts


def test_the_first_sending_that_arrived_counts_and_the_future_does_not() -> None:
    """A later proof moves nothing back; before its day a proof is not known."""
    back = a_delivery(**EMS, proof="returned", reason="moved", on=date(2026, 11, 21))
    hand = a_delivery(id="S-2", proof="signed", relation="self", on=TODAY, posted_on=TODAY)
    letter = issued(back, hand)

    found = arrived(letter, True, DELIVERY, TODAY)
    assert found is not None and (found.delivery.id, found.on) == ("S-2", TODAY)
    before = arrived(letter, True, DELIVERY, date(2026, 11, 20))
    assert before is not None and before.state == "presumed"
    assert arrived(letter, True, DELIVERY, date(2026, 11, 1)) is None
    assert arrived(letter, True, DELIVERY, TODAY, to="陈担保") is None


def test_the_call_is_due_on_the_third_working_day_over_make_up_days_and_provisionally() -> None:
    """Three working days by the calendar; a year without its notice is provisional (R126)."""
    assert confirm_by(a_delivery(posted_on=date(2026, 9, 18)), POLICY).day == date(2026, 9, 22)
    ahead = confirm_by(a_delivery(posted_on=date(2026, 12, 30)), POLICY)
    assert ahead.provisional


def test_only_notices_are_followed_up_and_only_until_the_proof_is_there() -> None:
    """R126: send, confirm, proof, send again."""
    asked = [s.code for s in steps(issued(), POLICY, TODAY)]
    assert asked == ["send"]
    assert steps(issued(code="waiver_form"), POLICY, TODAY) == []
    assert steps(a_letter(), POLICY, TODAY) == []
    old = a_delivery(**EMS | {"posted_on": date(2026, 11, 1)})
    assert [s.code for s in steps(issued(old), POLICY, TODAY)] == ["confirm", "proof"]
    agreed = a_delivery(proof="returned", on=ON, agreed_address=True)
    assert steps(issued(agreed), POLICY, TODAY) == []
