"""Records as plain values, their numbers masked by what they are (R181)."""

from __future__ import annotations

from typing import Any

import msgspec

from branchdesk.basics.masking import mask_contract, mask_identity, mask_phone, mask_text
from branchdesk.model.form import UNSAID
from branchdesk.store.codec import to_plain

IDENTITIES = ("id_number",)
PHONES = ("phone", "number", "phones")
SUMS = ("amount", "owed")
"""Facts of an entry that are money although they are kept as text."""


def masked(value: Any, key: str, full: bool, card: bool = False) -> Any:
    """A record or value as plain values, its numbers masked by what they are unless ``full``.

    Only texts are masked: twelve billion yuan are no telephone number.
    """
    if isinstance(value, msgspec.Struct):
        value = msgspec.structs.asdict(value)
    if isinstance(value, dict):
        return {k: masked(v, k, full, card) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [masked(v, key, full, card) for v in value]
    if full or not isinstance(value, str) or not value or key in SUMS:
        return to_plain(value)
    if value in UNSAID:
        return value
    if key in IDENTITIES:
        return mask_identity(value)
    if key in PHONES:
        return mask_phone(value)
    if key == "contract_no":
        return mask_contract(value, card)
    return mask_text(value)
