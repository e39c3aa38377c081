"""The branch's log: what is kept of the branch itself and belongs to no case."""

from datetime import date, datetime
from typing import Literal

import msgspec

LogKind = Literal["training", "suggestion", "education", "review", "meeting", "script"]
LOG_KINDS: tuple[LogKind, ...] = (
    "training", "suggestion", "education", "review", "meeting", "script",
)  # fmt: skip


class LogEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the log; it is never changed, a later one corrects it."""

    id: str
    """Such as ``L-1``; never given again."""
    kind: LogKind
    on: date
    title: str
    text: str
    people: str = ""
    way: str = ""
    minutes: int | None = None
    about: str = ""
    """The suggestion that a decision is on."""
    decision: str = ""
    measure: str = ""
    due_on: date | None = None
    by: str
    at: datetime
    extra: dict[str, str] = {}
