"""What a rule or a door says: a code, the facts it saw, and the clause it rests on."""

from __future__ import annotations

from typing import Any

import msgspec


class Finding(msgspec.Struct, frozen=True, gc=False):
    """One reason, as a value: its sentence stands in ``wording/<first half of the code>.toml``."""

    code: str
    """The address of the sentence, such as ``amount.not-an-amount``."""
    facts: dict[str, Any] = {}
    """The values that the sentence names."""
    source: str = ""
    """The clause, such as ``R146`` or ``Civil Code 692``; empty for a slip of the pen."""
    field: str = ""
    """The key of the form field it belongs to; empty where it belongs to none."""
    line: int = 0
    """The line or row of the file it stands on, from 1; 0 where there is none."""
