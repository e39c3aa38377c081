"""A revision of the policy: a value that the branch decided on, by two people (R022)."""

from datetime import date
from typing import Any

import msgspec


class Revision(msgspec.Struct, frozen=True, kw_only=True):
    """It stands beside the files of the policy and counts from its day on."""

    id: str
    """The approval it rests on, such as ``A-1``."""
    key: str
    """Such as ``severity.bounds``."""
    value: Any
    """As JSON has it: shares and amounts as text."""
    since: date
    source: str
    """The notice or resolution, in the branch's words."""
    proposed_by: str
    confirmed_by: str
    confirmed_on: date
