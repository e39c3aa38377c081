"""Who sits at the desk: a member proves it by their PIN, if they have one (R171, R172)."""

from __future__ import annotations

from datetime import datetime

import msgspec

from branchdesk.actions.desk import Desk
from branchdesk.basics.errors import BadInput, Damaged, Refused
from branchdesk.basics.finding import Finding
from branchdesk.basics.pin import typed_pin
from branchdesk.model.pin import PinRecord, PinState
from branchdesk.model.staff import Member
from branchdesk.rules import pin as rules

COLLECTORS = ("junior", "senior")
"""Who begins with their own work; the others look after the whole branch."""


def known_member(desk: Desk, staff_id: str) -> Member:
    """The member of this id. Raises BadInput that names those there are."""
    member = desk.book.staff.get(staff_id)
    if member is None:
        ids = [m.id for m in desk.book.staff]
        raise BadInput(Finding("desk.no-staff", {"id": staff_id, "staff": ids}))
    return member


def sign_in(desk: Desk, staff_id: str, pin: str = "") -> Member:
    """The member who acts from now on at this desk.

    Raises BadInput for an unknown one, Refused for a wrong PIN, a wait, a lock, or an issued PIN
    that must be changed first.
    """
    member = known_member(desk, staff_id)
    if pin_wanted(desk, member):
        prove(desk, member, pin)
        # Whoever only looks may look with an issued PIN too: nothing can be changed there anyway.
        if must_change(desk, member) and desk.writable:
            raise Refused(Finding("pin.must-change", {"id": member.id}))
    return sit_down(desk, member)


def sit_down(desk: Desk, member: Member) -> Member:
    """The member, now named as the one who acts; an issued PIN proves nobody yet."""
    proved = "" if must_change(desk, member) else member.id
    if desk.lock is not None:
        desk.lock.name(member.id, desk.now.isoformat(" "))
    desk.member, desk.proved, desk.at_the_act = member, proved, False
    return member


def pin_wanted(desk: Desk, member: Member) -> bool:
    """True where the member has a PIN. Raises Damaged where it was set and its file is lost."""
    if desk.pins.find(member.id) is not None:
        return True
    if member.pin:
        raise Damaged(Finding("pin.lost", {"id": member.id}))
    return False


def may_anybody_sit(desk: Desk, member: Member) -> bool:
    """True where nothing is asked of whoever says to be this member: no PIN was set."""
    try:
        return not member.pin and desk.pins.find(member.id) is None
    except Damaged:
        return False  # whether there is one cannot be told: it is asked for


def begins_with_own(desk: Desk) -> bool:
    """True where the member at the desk first looks at their own work: collectors among others."""
    me = desk.member
    return me is not None and me.role in COLLECTORS and len(desk.book.staff) > 1


def idle_too_long(desk: Desk, seen: tuple[datetime, int]) -> bool:
    """True where the last key was touched longer ago than the branch allows (R181)."""
    return rules.is_idle(seen, desk.now, desk.clock.ticks(), desk.policy.pin.idle_minutes)


def must_change(desk: Desk, member: Member) -> bool:
    """True where the PIN was issued by another and its owner has chosen none yet."""
    record = desk.pins.find(member.id)
    return record is not None and record.pin_must_change


def prove_for_this_act(desk: Desk, pin: str) -> None:
    """The one who acts gave their PIN, for the act that comes now. Raises BadInput, Refused.

    Without a PIN of their own nothing is asked; with an issued one nothing is opened.
    """
    member = desk.member
    if member is None or not pin_wanted(desk, member):
        return
    prove(desk, member, pin)
    if not must_change(desk, member):
        desk.proved, desk.at_the_act = member.id, True


def must_be_given_now(desk: Desk) -> None:
    """Raises Refused where the one who acts has a PIN and did not give it for this very act."""
    given, desk.at_the_act = desk.at_the_act, False
    if not given and pin_wanted(desk, desk.me):
        raise Refused(Finding("pin.needed", {"id": desk.me.id}))


def prove(desk: Desk, member: Member, pin: str) -> None:
    """The PIN is the member's. Each try is on the disk before the hash is looked at.

    Raises BadInput without a PIN (no try is counted), Refused for a wrong one or while waiting.
    """
    pin = typed_pin(pin)
    if not pin:
        raise BadInput(Finding("pin.needed", {"id": member.id}))
    counted = _counted(desk, member)
    if not desk.pins.fits(pin, counted):
        raise Refused(_after_wrong(desk, member, counted))
    with desk.pins.held():
        if _record(desk, member).hash == counted.hash:
            desk.pins.put(member.id, msgspec.structs.replace(counted, tries=0, since=None))


def _counted(desk: Desk, member: Member) -> PinRecord:
    """The record with this try counted. Raises Refused where none may be made now."""
    with desk.pins.held():
        record = _record(desk, member)
        now, ticks = desk.now, desk.clock.ticks()
        if rules.went_back(record, now):
            record = msgspec.structs.replace(record, since=now, ticks=ticks)
            desk.pins.put(member.id, record)
        barred = _barred(desk, member, record)
        if barred is not None:
            raise Refused(barred)
        counted = msgspec.structs.replace(record, tries=record.tries + 1, since=now, ticks=ticks)
        desk.pins.put(member.id, counted)
        return counted


def _record(desk: Desk, member: Member) -> PinRecord:
    record = desk.pins.find(member.id)
    if record is None:
        raise Damaged(Finding("pin.lost", {"id": member.id}))
    return record


def standing(desk: Desk, member: Member, record: PinRecord) -> rules.Standing:
    """How a member stands with their tries now."""
    now, ticks = desk.now, desk.clock.ticks()
    return rules.standing(record, now, ticks, desk.policy.pin, _unlockable(desk, member))


def _unlockable(desk: Desk, member: Member) -> bool:
    """True where another supervisor, who is not at the end of their tries, could unlock."""
    others = [m for m in desk.book.staff if m.role == "supervisor" and m.id != member.id]
    records = [desk.pins.find(m.id) for m in others]
    return any(r is None or r.tries < desk.policy.pin.most_tries for r in records)


def _barred(desk: Desk, member: Member, record: PinRecord) -> Finding | None:
    stands = standing(desk, member, record)
    facts = {"id": member.id, "tries": record.tries, "most": desk.policy.pin.most_tries}
    if stands.locked:
        return Finding("pin.locked", facts, source="R172")
    if stands.wait:
        return Finding("pin.wait", facts | {"wait": rules.length_of_wait(stands.wait)})
    return None


def _after_wrong(desk: Desk, member: Member, counted: PinRecord) -> Finding:
    """What a wrong try leads to: tries left, a wait, or the lock."""
    stands = standing(desk, member, counted)
    policy = desk.policy.pin
    facts = {"id": member.id, "tries": counted.tries, "most": policy.most_tries}
    if stands.locked:
        return Finding("pin.locked", facts, source="R172")
    if not stands.wait:
        return Finding("pin.wrong", facts | {"left": stands.free})
    wait = rules.length_of_wait(stands.wait)
    left = policy.most_tries - counted.tries
    if left > 0 and _unlockable(desk, member):
        return Finding("pin.wrong-wait", facts | {"wait": wait, "left": left})
    return Finding("pin.wrong-wait-alone", facts | {"wait": wait})


def pin_state(desk: Desk, member: Member) -> PinState:
    """How a member's PIN stands, for the list of staff and the screen; never the PIN itself."""
    try:
        record = desk.pins.find(member.id)
    except Damaged:
        return "lost"
    if record is None:
        return "lost" if member.pin else "none"
    stands = standing(desk, member, record)
    if stands.locked:
        return "locked"
    if stands.wait:
        return "waits"
    return "issued" if record.pin_must_change else "set"
