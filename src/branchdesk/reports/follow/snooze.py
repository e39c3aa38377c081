"""Which lines of today's work are put off, and until when."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from branchdesk.reports.worklist import Item
from branchdesk.rules.follow.snooze import Line, Snooze


def mark(item: Item) -> str:
    """What a line says, as 16 hexadecimal digits: another due day or another fact, another mark."""
    said = (item.kind, item.text.code, item.text.facts, item.due)
    data = msgspec.json.encode(said, enc_hook=str, order="deterministic")
    return hashlib.sha256(data).hexdigest()[:16]


def line_of(item: Item) -> Line:
    """The line as the rules of putting off see it."""
    return Line(kind=item.kind, urgency=item.urgency, text=item.text, mark=mark(item))


def put_off(items: Iterable[Item], waiting: Mapping[str, Sequence[Snooze]]) -> Iterator[Item]:
    """The same lines; those that are put off say until when. What turned fatal is back at once.

    ``waiting`` is what is put off today, by case.
    """
    for item in items:
        found = waiting.get(item.case, ()) if item.urgency != "fatal" else []
        marked = mark(item) if found else ""
        until = max((one.until for one in found if marked in one.marks), default=None)
        yield msgspec.structs.replace(item, until=until) if until else item
