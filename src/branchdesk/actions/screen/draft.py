"""Drafts of unfinished forms: kept while typing, offered again to their author only."""

from __future__ import annotations

from typing import Any

from branchdesk.actions.desk import Desk
from branchdesk.store.files import Drafts


def keep(desk: Desk, form: str, values: dict[str, Any]) -> None:
    """The answers so far are on the disk; a read-only window keeps none."""
    if desk.writable and desk.member is not None:
        Drafts(desk.folder.drafts, desk.member.id).keep(form, values)


def find(desk: Desk, form: str) -> dict[str, Any] | None:
    """The author's draft of a form, or None."""
    return Drafts(desk.folder.drafts, desk.member.id).find(form) if desk.member else None


def names(desk: Desk) -> list[str]:
    """The forms of which the author has a draft."""
    return Drafts(desk.folder.drafts, desk.member.id).names() if desk.member else []


def drop(desk: Desk, form: str) -> None:
    """The draft is gone."""
    if desk.writable and desk.member is not None:
        Drafts(desk.folder.drafts, desk.member.id).drop(form)
