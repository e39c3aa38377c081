"""The names of a letter that come from what eases the debt."""

from __future__ import annotations

from branchdesk.basics.wording import Words
from branchdesk.model.deferral import Deferral
from branchdesk.papers.blank import BLANK
from branchdesk.papers.day import day_shown


def deferral_facts(deferral: Deferral | None, words: Words) -> dict[str, object]:
    """The names of a deferral; every one BLANK where none is in force."""
    if deferral is None:
        names = ("deferral_id", "deferral_days", "deferral_from", "deferral_until")
        return dict.fromkeys(names, BLANK)
    return {
        "deferral_id": deferral.id,
        "deferral_days": str(deferral.days),
        "deferral_from": day_shown(deferral.on, words.lang),
        "deferral_until": day_shown(deferral.until, words.lang),
    }
