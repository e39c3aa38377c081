"""PINs set, issued and unlocked; each leaves an audit row that holds nothing of the PIN."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from branchdesk.actions.change import against, change, refuse
from branchdesk.actions.desk import Desk
from branchdesk.actions.staff.sign_in import known_member, prove, sit_down
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.basics.pin import random_digits, typed_pin
from branchdesk.model.pin import PinRecord
from branchdesk.model.staff import Member
from branchdesk.rules import pin as rules


def set_own(desk: Desk, old: str, new: str) -> None:
    """The one at the desk has the PIN they chose; the old one, if any, proves who it is.

    Raises BadInput for a PIN that may not be chosen, Refused for a wrong old one.
    """
    new = typed_pin(new)
    faults = rules.against_chosen(new, desk.policy.pin)
    if not faults and typed_pin(old) == new:
        faults = [Finding("pin.as-before", field="new_pin")]
    if faults:
        raise BadInput(faults)
    _set_own(desk, old, new)


def change_issued(desk: Desk, staff_id: str, issued: str, new: str) -> Member:
    """The member sits at the desk with a PIN of their own in the place of the issued one.

    Raises BadInput, Refused; whoever sat there before still does then.
    """
    before = desk.member, desk.proved
    desk.member, desk.proved = known_member(desk, staff_id), ""
    try:
        set_own(desk, issued, new)
        return sit_down(desk, desk.named)
    except BaseException:
        desk.member, desk.proved = before
        raise


def draw_own(desk: Desk, old: str) -> str:
    """The random PIN that the one at the desk has from now on; nobody else saw it."""
    new = _drawn(desk)
    _set_own(desk, old, new)
    return new


def issue(desk: Desk, staff_id: str) -> str:
    """A random PIN for another member, told once; its owner changes it at the first sign-in.

    Raises BadInput, Refused.
    """
    member = known_member(desk, staff_id)
    refuse(against(desk, "pin.issue"))
    if member.id == desk.me.id:
        raise BadInput(Finding("pin.not-for-yourself", {"id": member.id}))
    new = _drawn(desk)
    _keep(desk, "pin.issue", member, desk.pins.made(new, must_change=True))
    return new


def unlock(desk: Desk, staff_id: str) -> Member:
    """The member may try their PIN again from the beginning. Raises BadInput, Refused."""
    member = known_member(desk, staff_id)
    refuse(against(desk, "pin.unlock"))
    record = desk.pins.find(member.id)
    if record is None:
        raise BadInput(Finding("pin.none", {"id": member.id}))
    if member.id == desk.me.id:
        raise BadInput(Finding("pin.not-for-yourself", {"id": member.id}))
    _keep(desk, "pin.unlock", member, msgspec.structs.replace(record, tries=0, since=None))
    return member


def read_new_pin(raw: Mapping[str, Any]) -> str:
    """The PIN of a handed-in JSON object: ``{"new_pin": "…"}``. Raises BadInput."""
    faults = [
        Finding("form.unknown-key", {"key": key[:100], "near": "new_pin"}, field=key[:100])
        for key in raw
        if key != "new_pin"
    ]
    new = raw.get("new_pin")
    if not isinstance(new, str):
        faults.append(Finding("pin.new-missing", field="new_pin"))
    if faults:
        raise BadInput(faults)
    return str(new)


def _set_own(desk: Desk, old: str, new: str) -> None:
    desk.must_be_writable()
    member = desk.named
    act = "pin.set"
    if desk.pins.find(member.id) is not None:
        prove(desk, member, old)
    elif member.pin:
        # Its file is gone. The desk must not end with it, and it must not pass unnoticed.
        act = "pin.after_loss"
    before, desk.proved = desk.proved, member.id
    try:
        _keep(desk, act, member, desk.pins.made(new, must_change=False))
    except BaseException:
        desk.proved = before
        raise


def _keep(desk: Desk, act: str, member: Member, record: PinRecord) -> None:
    # The row first: a cut between the two leaves a trace without a PIN, never the other way round.
    flagged = msgspec.structs.replace(member, pin=True, version=member.version + 1)
    with change(desk) as ch:
        ch.record(act, member.id, flagged)
    if desk.member is not None and desk.member.id == member.id:
        desk.member = flagged
    with desk.pins.held():
        desk.pins.put(member.id, record)


def _drawn(desk: Desk) -> str:
    while True:
        digits = random_digits(desk.policy.pin.issued_digits)
        if not rules.trivial(digits):
            return digits
