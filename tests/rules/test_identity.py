"""Who has been identified (R036)."""

from __future__ import annotations

from itertools import combinations

import pytest

from branchdesk.rules.identity import OWN, identity_verified
from tests.builders import a_policy

CALL, PAPER = "callback_on_file_number", "authorisation_seen"

TABLE = [
    ("self", "", False),
    ("self", "full_name", False),
    ("self", "full_name id_tail", True),
    ("self", "contract_no id_tail", True),
    ("self", "id_card_seen", True),
    ("self", f"full_name {CALL}", False),
    ("self", f"{CALL} {PAPER}", False),
    ("legal_representative", "full_name id_tail", False),
    ("legal_representative", f"full_name id_tail {CALL}", True),
    ("legal_representative", f"full_name {CALL}", False),
    ("legal_representative", "id_card_seen", True),
    ("legal_representative", PAPER, False),
    ("employee", "full_name id_tail contract_no", False),
    ("employee", "id_card_seen", False),
    ("employee", PAPER, True),
    ("other", f"full_name {CALL}", False),
    ("other", PAPER, True),
    ("family", f"full_name id_tail contract_no id_card_seen {CALL}", False),
    ("family", PAPER, True),
    ("", "full_name id_tail contract_no id_card_seen", False),
]


@pytest.mark.parametrize(("relation", "checked", "verified"), TABLE)
def test_what_was_checked_suffices_for_who_speaks(
    relation: str, checked: str, verified: bool
) -> None:
    """Self two of four, representative more, others by written authorisation (R036)."""
    assert identity_verified(tuple(checked.split()), relation, a_policy()) is verified


@pytest.mark.parametrize("two", list(combinations(OWN, 2)))
def test_any_two_of_the_four_identify_the_customer(two: tuple[str, ...]) -> None:
    """Full name, ID tail, contract number, ID card (R036)."""
    assert identity_verified(two, "self", a_policy())


def test_the_number_of_items_is_a_setting() -> None:
    """A branch may ask for three (R036)."""
    strict = a_policy(identity_needed=3)
    assert not identity_verified(("full_name", "id_tail"), "self", strict)
    assert identity_verified(("full_name", "id_tail", "contract_no"), "self", strict)
