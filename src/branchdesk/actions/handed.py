"""What is handed in: JSON read at the door, and a form's answers as the record keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from branchdesk.basics.money import Amount
from branchdesk.intake.jsontext import read_object, read_objects


def as_text(value: Any) -> str:
    """An answer as it is kept in ``extra``: no rule reads it."""
    if isinstance(value, Amount):
        return str(value.value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple | list):
        return ", ".join(as_text(one) for one in value)
    return str(value)


def into_record(
    filled: Mapping[str, Any], kind: type[msgspec.Struct], extra: Mapping[str, str]
) -> dict[str, Any]:
    """The answers that a record has a place for, and the branch's own fields in its ``extra``."""
    known = {key: value for key, value in filled.items() if key in kind.__struct_fields__}
    own = {key: as_text(value) for key, value in filled.items() if key not in known}
    return {**known, "extra": {**extra, **own}}


__all__ = ["as_text", "into_record", "read_object", "read_objects"]
