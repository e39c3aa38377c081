"""The core system's due list: what falls due in the next weeks, of every account (R080)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.basics.money import ZERO, Money
from branchdesk.basics.text import search_key
from branchdesk.intake.overdue.row import ListRow, Skipped
from branchdesk.intake.spreadsheet import RowsRead, read_rows
from branchdesk.intake.table.sheet import refuse
from branchdesk.model.desk.due import Due
from branchdesk.model.form import Form

_SUMS = ("due_amount", "due_principal", "due_interest")
_TAKES = frozenset(
    ("contract_no", "customer_name", "phone", "product", "manager", "due_date", *_SUMS)
)


class DuesRead(msgspec.Struct, frozen=True, kw_only=True):
    """What a due list says: read = the rows of all dues + the skipped ones."""

    as_of: date
    total_rows: int
    read: int
    dues: tuple[Due, ...]
    skipped: tuple[Skipped, ...]
    unknown_headings: tuple[str, ...]
    findings: tuple[Finding, ...]


def read_due_list(path: Path, form: Form, as_of: date | None, days: int) -> DuesRead:
    """The dues of a list that covers so many days from its data date.

    Raises BadInput where the file cannot be read or has no sum that lies ahead.
    """
    found = read_rows(path, form, as_of, _TAKES)
    _has_columns(found, form, path.name)
    skipped = list(found.body.skipped)
    dues = _without_doubles(list(_each(found, skipped)), skipped)
    skipped.sort(key=lambda one: one.row)
    if found.read and not dues:
        raise refuse("due.none-ahead", file=path.name, as_of=found.as_of)
    until = found.as_of + timedelta(days=days)
    beyond = [row for row, due in dues if due.due > until]
    far = Finding(
        "due.beyond", {"count": len(beyond), "until": until, "row": min(beyond, default=0)}
    )
    findings = (*found.others, *sorted(found.body.findings, key=lambda one: one.line))
    return DuesRead(
        as_of=found.as_of,
        total_rows=found.total_rows,
        read=found.read,
        dues=tuple(due for _, due in dues),
        skipped=tuple(skipped),
        unknown_headings=found.unknown,
        findings=(*findings, *((far,) if beyond else ())),
    )


def _has_columns(found: RowsRead, form: Form, file: str) -> None:
    """A due list needs the day and a sum; without either it is another list."""
    known = {c.field.key for c in found.body.columns.values() if c.field}
    lacking = [key for key in ("due_date",) if key not in known]
    lacking += ["due_amount"] if not known.intersection(_SUMS) else []
    if lacking and found.read:
        labels = [field.label for key in lacking if (field := form.field(key))]
        raise refuse("due.no-heading", file=file, lacking=labels)


def _each(found: RowsRead, skipped: list[Skipped]) -> Iterator[tuple[ListRow, Due]]:
    """Each row that says what is due when; the others are skipped with the reason."""
    for row in found.body.rows:
        wrong = _wrong(row.values, found.as_of)
        if wrong is None:
            yield row, _due(row)
            continue
        code, facts = wrong
        why = Finding(code, {"row": row.row, **facts}, line=row.row)
        skipped.append(Skipped(row.row, why, row.contract_no))


def _wrong(values: dict[str, Any], as_of: date) -> tuple[str, dict[str, Any]] | None:
    due, amount = values.get("due_date"), _amount(values)
    if due is None:
        return "due.no-day", {}
    if due < as_of:
        return "due.passed", {"due": due, "as_of": as_of}
    if amount is None or amount <= ZERO:
        return "due.no-amount", {}
    if amount < _parts(values):
        return "due.less-than-parts", {"amount": amount, "parts": _parts(values)}
    return None


def _parts(values: dict[str, Any]) -> Money:
    return Money.total(values[key] for key in _SUMS[1:] if key in values)


def _amount(values: dict[str, Any]) -> Money | None:
    """The whole sum, which may hold fees; without its column, principal and interest."""
    if "due_amount" in values:
        return Money(values["due_amount"])
    return _parts(values) if any(key in values for key in _SUMS[1:]) else None


def _due(row: ListRow) -> Due:
    said = row.values
    return Due(
        contract_no=row.contract_no,
        customer_name=said["customer_name"],
        phone=said.get("phone", ""),
        product=said.get("product", ""),
        due=said["due_date"],
        amount=_amount(said) or ZERO,
        approximate=any(key in row.approximate for key in _SUMS),
        manager=said.get("manager", ""),
    )


def _without_doubles(
    rows: Sequence[tuple[ListRow, Due]], skipped: list[Skipped]
) -> list[tuple[int, Due]]:
    """One sum a contract and day; rows that say different sums are all left out."""
    same: dict[str, list[tuple[int, Due]]] = {}
    for row, due in rows:
        same.setdefault(search_key(due.key), []).append((row.row, due))
    kept = []
    for found in same.values():
        (first, due), *more = found
        agree = all(other == due for _, other in more)
        if agree:
            kept.append((first, due))
        for number, _ in more if agree else found:
            others = [n for n, _ in found if n != number]
            facts = {"row": number, "first": first, "rows": others}
            code = "list.repeated" if agree else "due.conflict"
            skipped.append(Skipped(number, Finding(code, facts, line=number), due.contract_no))
    return kept
