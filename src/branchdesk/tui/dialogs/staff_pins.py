"""The PINs of the staff, for the supervisor: issue a new one, or unlock."""

from __future__ import annotations

from branchdesk.actions.staff.member import members
from branchdesk.actions.staff.pin import issue, unlock
from branchdesk.actions.staff.sign_in import pin_state
from branchdesk.basics.finding import Finding
from branchdesk.tui.dialogs.choose import ChooseDialog, Chosen
from branchdesk.tui.dialogs.message import MessageDialog
from branchdesk.tui.house import House
from branchdesk.tui.plain import cell


def choose_member(house: House) -> None:
    """Whose PIN is it about? One's own is changed elsewhere."""
    desk, words = house.desk, house.words
    options = [
        Chosen(
            m.id,
            f"{cell(m.name or m.id, 20)} {cell(words.label('role', m.role), 16)} "
            f"{words(f'pin.state-{pin_state(desk, m)}')}",
        )
        for m in members(desk)
        if m.id != desk.named.id
    ]

    def chosen(staff_id: str | None) -> None:
        if staff_id:
            _choose_act(house, staff_id)

    house.push_screen(ChooseDialog("screen.staff-pins", options), chosen)


def _choose_act(house: House, staff_id: str) -> None:
    options = [
        Chosen("issue", house.words("screen.pin-issue")),
        Chosen("unlock", house.words("screen.pin-unlock")),
    ]

    def chosen(act: str | None) -> None:
        if act == "issue":
            issue_pin(house, staff_id)
        elif act == "unlock":
            unlock_pin(house, staff_id)

    house.push_screen(ChooseDialog("screen.staff-pin", options, id=staff_id), chosen)


def issue_pin(house: House, staff_id: str) -> None:
    """A PIN drawn for another, shown once."""
    new = house.attempt(lambda: issue(house.desk, staff_id))
    if new is not None:
        house.push_screen(MessageDialog([Finding("pin.issued", {"id": staff_id, "pin": new})]))


def unlock_pin(house: House, staff_id: str) -> None:
    """Another may try their PIN again from the beginning."""
    if house.attempt(lambda: unlock(house.desk, staff_id)) is not None:
        house.saved("pin.unlocked", id=staff_id)
