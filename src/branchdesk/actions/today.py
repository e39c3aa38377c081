"""The worklist of the desk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from heapq import merge
from itertools import chain

from branchdesk.actions.desk import Desk
from branchdesk.actions.judging import LOOKED_AT, judge_open, judge_sealed, kept_for, pieces
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.model.account import Account
from branchdesk.model.kept.kin import Kin
from branchdesk.reports.agency.work import register_items
from branchdesk.reports.due import lone_reminders
from branchdesk.reports.follow.complaint import complaint_items
from branchdesk.reports.follow.items import log_items
from branchdesk.reports.follow.snooze import put_off
from branchdesk.reports.judged import KeptItems, masked
from branchdesk.reports.worklist import KINDS, Faces, Item, approval_items, is_for, list_items


def today(
    desk: Desk,
    as_of: date | None = None,
    kind: str = "",
    mine: bool = False,
    snoozed: bool = False,
    known: bool = False,
) -> list[Item]:
    """What must be done on a day, most urgent first.

    ``kind`` keeps one kind only, ``mine`` what the role of the member at the desk works;
    ``snoozed`` shows what is put off in the place of what is not, ``known`` what was reckoned
    last, however old.
    Raises BadInput for a kind that there is not, or where nobody said whose work is asked for.
    """
    if kind:
        known_kind(kind)
    judged = _known(desk) if known else _items(desk, as_of or desk.today)
    items = [
        item for item in judged if kind in ("", item.kind) and (item.until is not None) == snoozed
    ]
    return _mine(desk, items) if mine else items


def _known(desk: Desk) -> tuple[Item, ...]:
    return desk.worklist[1] if desk.worklist is not None else ()


def whole(desk: Desk) -> tuple[Item, ...]:
    """Everything that is due today, put off or not."""
    return _items(desk, desk.today)


def known_kind(kind: str) -> None:
    """Raises BadInput for a kind of work that there is not."""
    if kind not in KINDS:
        facts = {"read": kind[:40], "known": list(KINDS)}
        raise BadInput(Finding("today.unknown-kind", facts, field="kind"))


def _mine(desk: Desk, items: list[Item]) -> list[Item]:
    """What the member's role works, what nobody's role does, and a principal's work."""
    me, staff = desk.named, list(desk.book.staff)
    standing_for = {d.principal for d in me.deputyships if d.runs(desk.today)}
    roles = {me.role} | {m.role for m in staff if m.id in standing_for}
    held = {member.role for member in staff}
    # Few kinds of work, very many lines.
    mine = {wanted: is_for(wanted, roles, held) for wanted in {item.roles for item in items}}
    return [item for item in items if mine[item.roles]]


def is_reckoned(desk: Desk) -> bool:
    """True where today's items are those of the records as they stand."""
    return desk.worklist is not None and desk.worklist[0] == _key(desk, desk.today)


def reckoning(desk: Desk, day: date) -> Iterator[tuple[int, int]]:
    """Judges the day's items piece by piece; gives how many cases are done, and of how many.

    The items are the desk's once it has come to its end; what is saved meanwhile makes them old.
    """
    key = _key(desk, day)
    if desk.worklist is not None and desk.worklist[0] == key:
        return
    for _ in chain(desk.book.cases.looking_as(Kin), desk.book.accounts.looking_as(Account)):
        yield 0, len(desk.book.cases)
    kept = kept_for(desk, day, bool(key[2]), bool(key[3]))
    yield 0, len(desk.book.cases)
    yield from judge_open(desk, kept)
    total = len(kept.cases)
    runs: list[list[Item]] = []
    for part in _parts(desk, kept):
        runs.append(sorted(part, key=Item.order))
        yield total, total
    waiting = {n: one.waiting for n, (_, one) in kept.cases.items() if one.waiting}
    items: list[Item] = []
    for some in pieces(put_off(merge(*runs, key=Item.order), waiting), LOOKED_AT):
        items += some
        yield total, total
    desk.worklist = (key, tuple(items))


def _parts(desk: Desk, kept: KeptItems) -> Iterator[Iterable[Item]]:
    """Every line, in pieces; what cases ask for themselves stands first where all else is equal."""
    book, day, policy = desk.book, kept.ground.today, kept.ground.policy
    cases = [one for _, one in kept.cases.values()]
    for some in pieces(cases, LOOKED_AT):
        yield (item for one in some for item in one.own)
    faces = Faces()
    for some in pieces(cases, LOOKED_AT):
        faces.add(one.face for one in some)
        yield ()
    for listed in pieces(book.accounts.seen_as(Account), LOOKED_AT):
        yield map(masked, list_items(listed, faces, policy, day))
    yield map(masked, approval_items(book.approvals, faces, policy))
    yield map(masked, lone_reminders(book.dues, book.cases.seen_as(Kin), policy, day))
    for some in pieces(cases, LOOKED_AT):
        yield (item for one in some for item in one.told)
    now = datetime.combine(day, desk.now.time())
    beside = [
        *register_items(book.agencies, policy, day),
        *log_items(book.log),
        *complaint_items(book.complaints, faces.numbered, policy, now),
    ]
    yield map(masked, beside)
    events: dict[str, tuple[Item, ...]] = {}
    for some in pieces(cases, LOOKED_AT):
        for one in some:
            if one.events:
                events.setdefault(one.face.customer_id, one.events)
        yield ()
    yield (item for many in events.values() for item in many)
    yield judge_sealed(desk, kept)


def _key(desk: Desk, day: date) -> tuple[object, ...]:
    """By what a day's items are judged: the records, the day, for whom, how late it is."""
    row = desk.book.last_audit()
    # Where nobody has said who looks, everything is shown.
    supervisor = desk.member is None or desk.member.role == "supervisor"
    hand_in = time.fromisoformat(desk.policies.on(day).contact.hand_in)
    # Another day than today is looked at as a whole.
    closing = day != desk.today or desk.now.time() >= hand_in
    return (row.digest if row else "", day, supervisor, closing, _hours(desk))


def _items(desk: Desk, day: date) -> tuple[Item, ...]:
    """The day's items, judged once for the records as they stand: every change has its digest."""
    for _ in reckoning(desk, day):
        pass
    assert desk.worklist is not None
    return desk.worklist[1]


def _hours(desk: Desk) -> datetime | None:
    """The minute, while a complaint waits for its answer: its hours run while one looks."""
    waits = any(c.state == "received" for c in desk.book.complaints)
    return desk.now.replace(second=0) if waits else None
