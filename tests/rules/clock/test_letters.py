"""Papers as interruptions: from the day on which their arrival, or a signature, is proved."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from branchdesk.model.case import Case
from branchdesk.rules.clock.guarantee import guarantees
from branchdesk.rules.clock.interruption import interruptions
from branchdesk.rules.letter import may_draft
from tests.builders import TODAY, a_decision, a_plan, a_policy, codes
from tests.rules.clock.records import a_guaranteed, a_guarantor
from tests.rules.test_delivery import EMS, ON, a_delivery, issued

GRANTED = a_plan(state="granted")
BY_HAND = {"proof": "signed", "relation": "legal_representative", "on": ON}
SIGNED = EMS | BY_HAND


def sent(code: str, *told: dict[str, Any], to: str = "", **case: Any) -> Case:
    """A case whose only letter was sent so."""
    letter = issued(*(a_delivery(**one) for one in told), code=code, to=to)
    return msgspec.structs.replace(a_guaranteed(**case), letters=(letter,))


@pytest.mark.parametrize(
    ("code", "told", "counts", "consents"),
    [
        ("overdue_notice", SIGNED, True, False),
        ("overdue_notice", EMS, False, False),  # presumed is not proved
        ("overdue_notice", SIGNED | {"relation": "other"}, False, False),
        ("overdue_notice", EMS | {"proof": "refused", "on": ON}, True, False),
        ("overdue_notice", EMS | {"proof": "returned", "reason": "moved", "on": ON}, False, False),
        ("overdue_notice", SIGNED | {"to": "马建国"}, False, False),
        ("overdue_notice", SIGNED | {"on": date(2026, 11, 26)}, False, False),
        ("balance_confirmation", SIGNED, False, False),
        ("balance_confirmation", SIGNED | {"slip": True}, True, True),
        (
            "balance_confirmation",
            BY_HAND,
            False,
            False,
        ),
        (
            "repayment_agreement",
            BY_HAND,
            True,
            True,
        ),
        ("repayment_agreement", SIGNED | {"relation": "mail_room", "slip": True}, False, False),
        ("payment_reminder", SIGNED, None, False),
    ],
)
def test_a_demand_counts_once_it_arrived_and_an_agreement_once_it_is_signed(
    code: str, told: dict[str, Any], counts: bool | None, consents: bool
) -> None:
    """Limitation interpretation 8 and 14: a reminder demands nothing (R125, R126)."""
    found = interruptions(sent(code, told), a_policy(), TODAY)

    assert [i.counts for i in found] == ([] if counts is None else [counts])
    assert [i.consents for i in found if i.counts] == ([consents] if counts else [])
    assert all(i.on == ON for i in found if i.counts)


def test_each_arrival_of_a_letter_sent_twice_counts_by_itself() -> None:
    """The first came back, the second was signed for."""
    back = EMS | {"proof": "returned", "reason": "moved", "on": date(2026, 11, 22)}
    found = interruptions(sent("overdue_notice", back, SIGNED), a_policy(), TODAY)
    assert [(i.on, i.counts) for i in found] == [(ON, True)]


@pytest.mark.parametrize(
    ("told", "to", "state"),
    [
        (SIGNED, "马建国", "met"),
        (SIGNED | {"to": "马建国"}, "马建国", "met"),
        (EMS, "马建国", "running"),
        (SIGNED, "他人", "running"),
        (SIGNED | {"relation": "mail_room"}, "马建国", "met"),
    ],
)
def test_a_notice_that_arrived_is_the_claim_that_keeps_a_joint_guarantee(
    told: dict[str, Any], to: str, state: str
) -> None:
    """Civil Code 693: the notice names the guarantor whom it claims on."""
    case = sent("guarantor_notice", told, to=to, maturity=date(2026, 6, 30))
    [clock, *_] = guarantees(case, a_policy(), TODAY)
    assert (clock.state, a_guarantor().name) == (state, clock.who)


@pytest.mark.parametrize("code", ["balance_confirmation", "guarantor_notice"])
@pytest.mark.parametrize(
    "given",
    [
        {},
        {"decisions": (a_decision("technical"),)},
        {"decisions": (a_decision("malicious"),)},
        {"state": "in_arrangement", "decisions": (a_decision(),), "plans": (GRANTED,)},
        {"state": "with_legal", "decisions": (a_decision(),)},
        {"state": "written_off", "decisions": (a_decision(),)},
    ],
    ids=["unclassified", "technical", "malicious", "arrangement", "legal", "written_off"],
)
def test_no_class_no_plan_and_no_suit_keeps_back_what_keeps_the_claim_alive(
    code: str, given: dict[str, Any]
) -> None:
    """While the claim lives; of a settled one nothing is confirmed and nobody claimed on."""
    case = msgspec.structs.replace(a_guaranteed(maturity=date(2026, 6, 30)), **given)
    assert may_draft(case, code, 44, a_policy(), TODAY) == []
    ended = msgspec.structs.replace(case, state="settled")
    assert codes(may_draft(ended, code, 44, a_policy(), TODAY)) == ["letter.ended"]
