"""The terms of a case's loan, as the back office reads them from the contract."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from branchdesk.actions.change import against, change, refuse
from branchdesk.actions.desk import Desk
from branchdesk.actions.enquiry import without_amounts
from branchdesk.actions.ground import read_ground
from branchdesk.actions.handed import as_text
from branchdesk.actions.sheet import open_case
from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.intake.form import fill_in
from branchdesk.model.case import Case
from branchdesk.model.form import Form
from branchdesk.model.loan import Loan, Source
from branchdesk.model.terms import Fee, RateStep, Terms
from branchdesk.rules.owed.terms import wrong_terms

ACT = "case.edit"
ROWS: dict[str, type[msgspec.Struct]] = {"rates": RateStep, "fees": Fee}
IN_LOAN = ("loan_amount", "contract_rate", "penalty_uplift")
"""The answers that the loan itself keeps, beside where each comes from."""


def edit_terms(
    desk: Desk, number: str, raw: Mapping[str, Any], ground: str, screen: bool = False
) -> Case:
    """The case with the terms given; a key given empty is emptied; the rest stays (R037).

    Raises BadInput with every fault beside its field, Refused for want of authority.
    """
    case, form = open_case(desk, number), desk.form("loan")
    filled, faults = fill_in(form, raw, desk.today if screen else None)
    ground, wrong = read_ground(ground)
    empty = [key for key in raw if form.field(key) and key not in filled]
    emptied = [key for key in empty if not any(f.field == key for f in faults)]
    if not filled and not emptied and not faults:
        wrong.append(Finding("case.nothing-given"))
    loan = _changed(case.loan, without_amounts(filled), emptied, desk)
    faults += wrong + ([] if faults else wrong_terms(loan, desk.today))
    if faults:
        raise BadInput(faults)
    refuse(against(desk, ACT))
    own = {key: as_text(value) for key, value in filled.items() if not _known(key)}
    keys = sorted([*filled, *emptied])
    changed = msgspec.structs.replace(case, loan=loan, extra=case.extra | own)
    before = {key: _value(case, key) for key in keys}
    with change(desk) as ch:
        return ch.save(changed, ACT, "terms_edited", keys=keys, before=before, ground=ground)


def _changed(loan: Loan, filled: Mapping[str, Any], emptied: list[str], desk: Desk) -> Loan:
    blank = {key: getattr(Terms(), key) for key in emptied if key in Terms.__struct_fields__}
    given = {key: value for key, value in filled.items() if key in Terms.__struct_fields__}
    for key, kind in ROWS.items():
        if key in given:
            given[key] = tuple(kind(**without_amounts(row)) for row in given[key])
    own = {key: filled[key] for key in IN_LOAN if key in filled}
    own |= {key: None for key in emptied if key in IN_LOAN}
    sources = loan.sources | {key: Source("stated", desk.today) for key in own}
    terms = msgspec.structs.replace(loan.terms, **blank, **given)
    return msgspec.structs.replace(loan, terms=terms, sources=sources, **own)


def _known(key: str) -> bool:
    return key in IN_LOAN or key in Terms.__struct_fields__


def _value(case: Case, key: str) -> Any:
    if key in IN_LOAN:
        return getattr(case.loan, key)
    if key in Terms.__struct_fields__:
        return getattr(case.loan.terms, key)
    return case.extra.get(key)


def terms_form(desk: Desk) -> Form:
    """The terms as the screen asks them, and the ground at the end."""
    form = desk.form("loan")
    shown = tuple(field for field in form.fields if field.kind != "rows")
    return Form("terms", form.title, (*shown, *desk.form("ground").fields))


def terms_answers(desk: Desk, number: str) -> dict[str, Any]:
    """What stands in the case now, as a person would type it."""
    case = open_case(desk, number)
    values = {field.key: _value(case, field.key) for field in terms_form(desk).fields}
    return {key: _typed(value) for key, value in values.items() if value not in ("", None, ())}


def _typed(value: Any) -> Any:
    return ("yes" if value else "no") if isinstance(value, bool) else value


def correct_terms(
    desk: Desk, number: str, before: Mapping[str, Any], values: Mapping[str, Any]
) -> Case:
    """The case with the answers that differ from those before; an emptied one is emptied.

    Raises BadInput, Refused.
    """
    keys = {*before, *values} - {"ground"}
    changed = {
        key: values.get(key, "")
        for key in sorted(keys)
        if str(values.get(key, "")) != str(before.get(key, ""))
    }
    return edit_terms(desk, number, changed, str(values.get("ground", "")), screen=True)
