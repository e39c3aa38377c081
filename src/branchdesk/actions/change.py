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
from branchdesk.model.desk.tombstone import Tombstone
from branchdesk.model.entry import Entry
from branchdesk.model.staff import Member
from branchdesk.rules.authority import deputy_of, may
from branchdesk.store.casebook import Commit
from branchdesk.store.codec import to_plain


class Change:
    """The changes of one commit; all of them land together or none does."""

    def __init__(self, desk: Desk, commit: Commit, principal: Member | None = None) -> None:
        """Begin within a commit; ``principal`` is the supervisor in whose place it is done."""
        self._desk = desk
        self._principal = principal
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

    def forget(self, act: str, stone: Tombstone, *, customer: str, contract: str) -> None:
        """A purged case leaves the casebook for its tombstone. Raises Refused."""
        self._allowed(act)
        self.commit.forget(act, stone, customer=customer, contract=contract)

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
            deputy_for=self._principal.id if self._principal else "",
        )
        return msgspec.structs.replace(case, timeline=(*case.timeline, entry))

    def _allowed(self, act: str) -> None:
        me, policy = self._desk.me, self._desk.policy
        against = may(act, me.role, policy)
        if against and self._principal is not None:
            # Asked anew here: the corridor trusts nobody's word for it.
            staff = list(self._desk.book.staff)
            stands = deputy_of(act, me, staff, policy, self._desk.today)
            against = [] if stands is not None else against
        if against:
            raise Refused(against)


@contextmanager
def change(desk: Desk, principal: Member | None = None) -> Iterator[Change]:
    """One commit by the person at the desk, for ``principal`` where they are the deputy.

    Raises HeldElsewhere in a read-only window.
    """
    me = desk.must_write()
    with desk.book.commit(desk.now, me.id, me.role) as commit:
        yield Change(desk, commit, principal)


def against(desk: Desk, act: str) -> list[Finding]:
    """Why the person at the desk may not do an act, to be told with every other reason."""
    return may(act, desk.me.role, desk.policy)


def refuse(findings: list[Finding]) -> None:
    """Raises Refused where there is a reason against it."""
    if findings:
        raise Refused(findings)
