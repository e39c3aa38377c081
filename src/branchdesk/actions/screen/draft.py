"""Drafts of unfinished forms: kept while typing, offered again to their author only."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from branchdesk.actions.desk import Desk
from branchdesk.basics.errors import DeskError
from branchdesk.basics.finding import Finding

CALL = "call-"
"""What the draft of a running call is named by, before the number of its case."""
SAFE = re.compile(r"[A-Za-z0-9_-]{1,40}")


def keeps_drafts(desk: Desk) -> bool:
    """True where what is typed is kept: nobody is asked for in a read-only window."""
    return desk.writable and desk.member is not None


def keep(desk: Desk, form: str, values: dict[str, Any]) -> None:
    """The answers so far are on the disk in a moment; a read-only window keeps none."""
    if desk.writable and desk.member is not None:
        desk.drafts.keep(desk.member.id, form, values)


def find(desk: Desk, form: str) -> dict[str, Any] | None:
    """The author's draft of a form, or None."""
    return desk.drafts.find(desk.member.id, form) if desk.member else None


def names(desk: Desk) -> list[str]:
    """The forms of which the author has a draft."""
    return desk.drafts.names(desk.member.id) if desk.member else []


def unfinished_notice(desk: Desk) -> Finding | None:
    """Which calls of the one at the desk are not saved yet, told to nobody else; or None."""
    told = [name.removeprefix(CALL) for name in names(desk) if name.startswith(CALL)]
    left = [number for number in told if desk.book.cases.get(number) is not None]
    return Finding("call.unfinished-cases", {"numbers": left}) if left else None


def drop(desk: Desk, form: str) -> None:
    """The draft is gone. Raises Fault."""
    if desk.writable and desk.member is not None:
        desk.drafts.drop(desk.member.id, form)


def fault(desk: Desk) -> DeskError | None:
    """Why what was typed last could not be kept, told once."""
    return desk.drafts.fault()


def named(form: str, *about: object) -> str:
    """The name of a form's draft: a number stands as it is, all else as a digest.

    A file's name never tells who a customer is.
    """
    return ".".join([form, *(_part(str(one)) for one in about if str(one))])


def _part(text: str) -> str:
    if SAFE.fullmatch(text):
        return text
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
