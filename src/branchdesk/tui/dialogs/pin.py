"""Dialogs about PINs: choosing one, giving it at the act, and those of the staff."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec

from branchdesk.actions.desk import Desk
from branchdesk.actions.staff.pin import set_own
from branchdesk.actions.staff.sign_in import pin_wanted, prove_for_this_act
from branchdesk.basics.errors import BadInput, Refused
from branchdesk.basics.finding import Finding
from branchdesk.tui.dialogs.form import FormDialog

MASKED = ("pin", "new_pin", "again")


@contextmanager
def beside(key: str) -> Iterator[None]:
    """What is wrong with a PIN is told beside its field."""
    try:
        yield
    except (BadInput, Refused) as fault:
        raise BadInput(
            [f if f.field else msgspec.structs.replace(f, field=key) for f in fault.findings]
        ) from None


def new_pin_dialog(title: str, desk: Desk, work: Callable[[str], None]) -> FormDialog:
    """Asks for a new PIN twice and runs ``work`` with it."""

    def asked(values: dict[str, Any]) -> None:
        with beside("new_pin"):
            work(typed_twice(values))

    return _dialog(title, desk, asked, MASKED[1:])


def own_pin_dialog(desk: Desk) -> FormDialog:
    """The PIN of the one who works here, changed with the present one."""
    has_one = desk.member is not None and pin_wanted(desk, desk.member)

    def asked(values: dict[str, Any]) -> None:
        new = typed_twice(values)
        with beside("pin" if has_one else "new_pin"):
            set_own(desk, str(values.get("pin", "")), new)

    return _dialog("pin.own", desk, asked, MASKED if has_one else MASKED[1:])


def decision_dialog(
    title: str, desk: Desk, decide: Callable[[dict[str, Any]], Any], form: str = "decision"
) -> FormDialog:
    """The reason of a decision, and the PIN of the one who decides, at this very moment."""
    asks = desk.member is not None and pin_wanted(desk, desk.member)

    def work(values: dict[str, Any]) -> Any:
        given = dict(values)
        pin = str(given.pop("pin", ""))
        if asks:
            with beside("pin"):
                prove_for_this_act(desk, pin)
        return decide(given)

    sheet = desk.form(form)
    keys = [f.key for f in sheet.fields if asks or f.key != "pin"]
    return FormDialog(title, sheet, work, keys=keys, masked=MASKED)


def typed_twice(values: dict[str, Any]) -> str:
    """The new PIN. Raises BadInput where it was not typed the same twice."""
    new, again = str(values.get("new_pin", "")), str(values.get("again", ""))
    if new and again != new:
        raise BadInput(Finding("pin.not-twice", field="again"))
    return new


def _dialog(
    title: str, desk: Desk, work: Callable[[dict[str, Any]], Any], keys: Sequence[str]
) -> FormDialog:
    return FormDialog(title, desk.form("pin"), work, keys=keys, masked=MASKED)
