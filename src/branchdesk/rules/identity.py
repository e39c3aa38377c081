"""Whether the person who speaks has been identified (R036)."""

from __future__ import annotations

from branchdesk.model.policy import Policy

OWN = ("full_name", "id_tail", "contract_no", "id_card_seen")


def identity_verified(checked: tuple[str, ...], relation: str, policy: Policy) -> bool:
    """True where enough was checked for the person who speaks (R036).

    The customer, a guarantor: two of four, the ID card alone suffices. A legal representative: the
    same and a call-back or the original seen. Others: a written authorisation seen.
    """
    own = [item for item in OWN if item in checked]
    enough = "id_card_seen" in checked or len(own) >= policy.enquiry.identity_needed
    if relation in ("self", "guarantor"):
        return enough
    if relation == "legal_representative":
        return enough and ("callback_on_file_number" in checked or "id_card_seen" in checked)
    return "authorisation_seen" in checked
