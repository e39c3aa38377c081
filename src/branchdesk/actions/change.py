"""The one corridor through which a desk changes: may I? - entry - save - audit, together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec

from branchdesk.actions.desk import Desk
from branchdesk.basics.errors import Refused
from branchdesk.basics.finding import Finding
from branchdesk.model.case import Case
from branchdesk.model.entry import Entry
from branchdesk.rules.authority import may
from branchdesk.store.casebook import Commit
from branchdesk.store.codec import to_plain


class Change:
    """The changes of one commit; all of them land together or none does."""

    def __init__(self, desk: Desk, commit: Commit) -> None:
        """Begin within a commit."""
        self._desk = desk
        self.commit = commit

    def save(self, case: Case, act: str, kind: str, /, is_new: bool = False, **facts: Any) -> Case:
        """The case with its new entry, stored one version on. Raises Refused, HeldElsewhere.

        The first names are by place alone: a branch may call a field of its form ``kind``.
        """
        return self.commit.save(self._with_entry(case, act, kind, facts), act, is_new)

    def seal(self, case: Case, act: str, kind: str, /, **facts: Any) -> Case:
        """The case with its last entry, to leave the casebook for the archive. Raises Refused."""
        sealed = msgspec.structs.replace(
            self._with_entry(case, act, kind, facts), version=case.version + 1
        )
        self.commit.seal(case.number, act, to_plain(sealed))
        return sealed

    def record(self, act: str, ref: str, *records: Any) -> None:
        """Store records that are no cases. Raises Refused."""
        self._allowed(act)
        self.commit.record(act, ref, *records)

    def _with_entry(self, case: Case, act: str, kind: str, facts: dict[str, Any]) -> Case:
        self._allowed(act)
        me = self._desk.me
        entry = Entry(
            seq=len(case.timeline) + 1,
            at=self.commit.at,
            by=me.id,
            role=me.role,
            authority=act,
            kind=kind,
            facts=to_plain(facts),
        )
        return msgspec.structs.replace(case, timeline=(*case.timeline, entry))

    def _allowed(self, act: str) -> None:
        against = may(act, self._desk.me.role, self._desk.policy)
        if against:
            raise Refused(against)


@contextmanager
def change(desk: Desk) -> Iterator[Change]:
    """One commit by the person at the desk. Raises HeldElsewhere in a read-only window."""
    me = desk.must_write()
    with desk.book.commit(desk.now, me.id, me.role) as commit:
        yield Change(desk, commit)


def against(desk: Desk, act: str) -> list[Finding]:
    """Why the person at the desk may not do an act, to be told with every other reason."""
    return may(act, desk.me.role, desk.policy)


def refuse(findings: list[Finding]) -> None:
    """Raises Refused where there is a reason against it."""
    if findings:
        raise Refused(findings)
