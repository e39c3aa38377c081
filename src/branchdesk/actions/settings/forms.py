"""The forms as they count now: shipped or the branch's own, what it added, what is wrong."""

from __future__ import annotations

import msgspec

from branchdesk.actions.desk import Desk
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.intake.form import read_form
from branchdesk.model.form import Form


class FormRow(msgspec.Struct, frozen=True, kw_only=True):
    """One form; ``form`` is None where it cannot be read."""

    code: str
    form: Form | None
    own: bool
    """The branch's own file stands before the shipped one."""
    added: tuple[str, ...] = ()
    """Keys of fields that the shipped form lacks."""
    dropped: tuple[str, ...] = ()
    """Keys of fields of the shipped form that the branch left out."""
    faults: tuple[Finding, ...] = ()


def form_rows(desk: Desk) -> list[FormRow]:
    """Every form: those with faults first, then the branch's own, then by their code."""
    own, shipped = desk.places("forms")
    codes = {path.stem for folder in (own, shipped) for path in folder.glob("*.toml")}
    found = [_row(desk, code) for code in sorted(codes)]
    return sorted(found, key=lambda row: (not row.faults, not row.own, row.code))


def _row(desk: Desk, code: str) -> FormRow:
    own, shipped = desk.places("forms")
    is_own = (own / f"{code}.toml").is_file()
    try:
        form = read_form([own, shipped], code)
    except BadInput as fault:
        return FormRow(code=code, form=None, own=is_own, faults=tuple(fault.findings))
    if not is_own:
        return FormRow(code=code, form=form, own=False)
    there = (shipped / f"{code}.toml").is_file()
    usual = read_form([shipped], code).keys if there else ()
    return FormRow(
        code=code,
        form=form,
        own=True,
        added=tuple(key for key in form.keys if key not in usual),
        dropped=tuple(key for key in usual if key not in form.keys),
    )
