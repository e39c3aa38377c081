"""The policy as it may be read."""

from __future__ import annotations

from datetime import date
from typing import Any

from branchdesk.actions.desk import Desk
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding


def policy_rows(desk: Desk, key: str, day: date) -> list[dict[str, Any]]:
    """Each value of a day with label, unit, source and history. Raises BadInput for no such key."""
    rows = [
        {
            "key": f"{noun}.{name}",
            "label": value.label,
            "value": value.on(day),
            "unit": value.unit,
            "source": value.source.label,
            "since": [dated.since for dated in value.values],
        }
        for noun, values in desk.policies.values.items()
        for name, value in values.items()
        if f"{noun}.{name}".startswith(key)
    ]
    if not rows:
        raise BadInput(Finding("policy.none", {"key": key}))
    return rows
