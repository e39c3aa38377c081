"""Rows of the same contract: a repetition, its instalments, or figures that contradict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.basics.money import ZERO, Money
from branchdesk.basics.text import search_key
from branchdesk.basics.wording import Label
from branchdesk.intake.overdue.row import ListRow, Skipped
from branchdesk.model.account import Account
from branchdesk.model.form import Form
from branchdesk.model.loan import OverdueItem

_OF_THE_INSTALMENT = ("due_date", "overdue_principal", "overdue_interest", "core_days")


class Booked(msgspec.Struct, frozen=True):
    """The accounts that rows make, and the rows that make none."""

    accounts: tuple[Account, ...]
    rows_of: dict[str, tuple[int, ...]]
    skipped: tuple[Skipped, ...]
    warnings: tuple[Finding, ...]


def book_rows(rows: Sequence[ListRow], as_of: date, form: Form) -> Booked:
    """One account a contract, in the order of the list."""
    by_contract: dict[str, list[ListRow]] = {}
    for row in rows:
        by_contract.setdefault(search_key(row.contract_no), []).append(row)
    accounts, rows_of = [], {}
    skipped: list[Skipped] = []
    warnings: list[Finding] = []
    for same in by_contract.values():
        distinct = _without_repeated(same, skipped)
        if columns := _contradictions(distinct):
            skipped += _conflicts(distinct, columns, form)
            continue
        accounts.append(_account(distinct, as_of))
        rows_of[accounts[-1].contract_no] = tuple(row.row for row in distinct)
        warnings += [w for row in distinct for w in row.warnings]
        warnings += _differences(distinct, form)
    skipped.sort(key=lambda one: one.row)
    return Booked(tuple(accounts), rows_of, tuple(skipped), tuple(warnings))


def _without_repeated(same: list[ListRow], skipped: list[Skipped]) -> list[ListRow]:
    distinct: list[ListRow] = []
    for row in same:
        first = next((d for d in distinct if _is_equal(d, row)), None)
        if first is None:
            distinct.append(row)
        else:
            facts = {"row": row.row, "first": first.row}
            finding = Finding("list.repeated", facts, line=row.row)
            skipped.append(Skipped(row.row, finding, row.contract_no))
    return distinct


def _is_equal(one: ListRow, other: ListRow) -> bool:
    return one.values == other.values and one.extra == other.extra


def _contradictions(rows: list[ListRow]) -> tuple[str, ...]:
    """The fields in which rows of one contract contradict; empty where they are instalments."""
    if len(rows) == 1:
        return ()
    names = {search_key(row.values["customer_name"]) for row in rows}
    if len(names) > 1:
        return ("customer_name",)
    if len({row.values["id_number"] for row in rows if "id_number" in row.values}) > 1:
        return ("id_number",)
    dues = {row.values.get("due_date") for row in rows}
    if len(dues) < len(rows) or None in dues:
        return _differing(rows) or ("due_date",)
    unknown = [row for row in rows if not any(k in row.values for k in _OF_THE_INSTALMENT[1:3])]
    return ("overdue_principal", "overdue_interest") if unknown else ()


def _differing(rows: Iterable[ListRow], apart: tuple[str, ...] = ()) -> tuple[str, ...]:
    rows = list(rows)
    keys = dict.fromkeys(key for row in rows for key in row.values if key not in apart)
    extra = dict.fromkeys(key for row in rows for key in row.extra)
    first = rows[0]
    return (
        *(k for k in keys if any(r.values.get(k) != first.values.get(k) for r in rows)),
        *(k for k in extra if any(r.extra.get(k) != first.extra.get(k) for r in rows)),
    )


def _conflicts(rows: list[ListRow], columns: tuple[str, ...], form: Form) -> list[Skipped]:
    skipped = []
    for row in rows:
        others = [other.row for other in rows if other is not row]
        facts = {"row": row.row, "rows": others, "columns": _labels(columns, form)}
        finding = Finding("list.conflict", facts, line=row.row)
        skipped.append(Skipped(row.row, finding, row.contract_no))
    return skipped


def _labels(keys: Iterable[str], form: Form) -> list[Label | str]:
    return [field.label if (field := form.field(key)) else key for key in keys]


def _differences(rows: list[ListRow], form: Form) -> list[Finding]:
    """What instalments of one contract should have in common and do not."""
    columns = _differing(rows, (*_OF_THE_INSTALMENT, "note")) if len(rows) > 1 else ()
    known = [key for key in columns if key in Account.__struct_fields__]
    if not known:
        return []
    facts = {"rows": [row.row for row in rows], "columns": _labels(known, form)}
    return [Finding("list.instalments-differ", facts, line=rows[0].row)]


def _account(rows: list[ListRow], as_of: date) -> Account:
    """The account of the rows; the oldest instalment speaks for all where they differ."""
    rows = sorted(rows, key=lambda row: row.values.get("due_date") or date.min)
    values: dict[str, Any] = {}
    extra: dict[str, str] = {}
    for row in reversed(rows):
        values |= row.values
        extra |= row.extra
    if len(rows) > 1:
        values |= _sums(rows)
        values["note"] = _joined(row.values.get("note", "") for row in rows)
        extra = {key: _joined(row.extra.get(key, "") for row in rows) for key in extra}
    approximate = tuple(dict.fromkeys(key for row in rows for key in row.approximate))
    return Account(
        **values, extra=extra, approximate=approximate, list_date=as_of, first_seen=as_of
    )


def _sums(rows: list[ListRow]) -> dict[str, Any]:
    items = tuple(
        OverdueItem(
            due=row.values["due_date"],
            principal=row.values.get("overdue_principal", ZERO),
            interest=row.values.get("overdue_interest", ZERO),
        )
        for row in rows
    )
    sums = {
        key: Money.total(row.values[key] for row in rows if key in row.values)
        for key in ("overdue_principal", "overdue_interest")
        if any(key in row.values for row in rows)
    }
    return {"overdue_items": items, **sums}


def _joined(texts: Iterable[str]) -> str:
    return "；".join(dict.fromkeys(text for text in texts if text))
