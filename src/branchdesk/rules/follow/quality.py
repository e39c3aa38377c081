"""The quality sheet of a call: which calls have one, who fills it in, what it may say (R194)."""

from __future__ import annotations

from typing import Any

from branchdesk.basics.finding import Finding
from branchdesk.model.case import Case
from branchdesk.model.entry import Entry
from branchdesk.rules.court.legal import UNREACHED

HIGHEST = 100
KIND = "contact_scored"


def scorable(case: Case) -> list[Entry]:
    """The calls of a case that stand and reached somebody, oldest first."""
    return [
        entry
        for entry in case.contacts
        if entry.facts.get("channel") == "call" and entry.facts.get("result") not in UNREACHED
    ]


def sheets(case: Case) -> dict[int, Entry]:
    """The sheet that counts of each call, by its entry: a later one takes the place."""
    return {int(entry.facts["entry"]): entry for entry in case.entries(KIND)}


def wrong_score(filled: dict[str, Any]) -> list[Finding]:
    """A score outside 0 to 100."""
    score = filled.get("score")
    if score is None or score <= HIGHEST:
        return []
    return [Finding("quality.score", {"read": score, "most": HIGHEST}, "R194", field="score")]


def own_call(call: Entry, me: str) -> list[Finding]:
    """Nobody judges their own call."""
    return [Finding("quality.own", {"entry": call.seq}, source="R172")] if call.by == me else []
