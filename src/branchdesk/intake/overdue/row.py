"""One row of a list: an account's figures, a row with a reason why it is none, or no data."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.basics.identity import check_identity
from branchdesk.basics.money import Amount
from branchdesk.basics.text import search_key
from branchdesk.intake.overdue.cell import Reader, cell_reader, cell_text, is_nothing, pass_door
from branchdesk.intake.overdue.heading import AMOUNTS, Column
from branchdesk.intake.table.sheet import Cell, Row
from branchdesk.model.account import Account
from branchdesk.model.form import Field

RUNNING_NUMBER = "row_no"
CURRENCY = "currency"
IDENTITY_KIND = "identity_kind"

_FIGURES = (*AMOUNTS, "date", "days")
_YUAN = frozenset({"人民币", "人民币元", "元", "rmb", "cny", "01", "1", "156"})
_CHECKED_KINDS = ("身份证", "信用代码", "id card", "identity card", "resident", "credit code")
_LONGEST_EXTRA = 5_000
_NOWHERE = 1 << 30
OF_ACCOUNT = frozenset(Account.__struct_fields__)
_SUM = re.compile(
    r".{0,20}(?:小计|合计|总计|共计|累计)(?:[\s:(,].{0,30}|[0-9,.]+\s*[户笔条])?"
    r"|(?:[a-z]+ ){0,3}sub-?\s?totals?(?:[\s:(,].*)?"
    r"|(?:[a-z]+ ){0,3}totals?(?:\s*(?:of|for|:|\(|page|[0-9]).*)?"
)
_COUNT = re.compile(r"[0-9]{1,9}\s*(?:户|笔|条|个|accounts?|loans?|items?)?")
_SIGNED = re.compile(
    r"(?:制表|复核|审核|审批|经办|填报|打印|负责|主管|行长|签字|签章|盖章)"
    r"(?:人|员|日期|时间|行|单位|签字)?(?:\s.*|:.*)?"
    r"|第\s*[0-9]+\s*页.*|共\s*[0-9]+\s*[页户笔条].*|(?:备注|说明|注)[0-9]*:.*"
    r"|page\s*[0-9]+.*|(?:prepared|checked|approved|reviewed|printed|signed)(?: by| on)?\s*:?.*"
    r"|(?:notes?|remarks?)\s*:.*"
)


class Skipped(msgspec.Struct, frozen=True):
    """A data row that was not taken, and why."""

    row: int
    finding: Finding
    contract_no: str = ""
    """Its contract where it could be read: an account that was skipped is not gone."""


class ListRow(msgspec.Struct, frozen=True):
    """A data row whose cells could be read."""

    row: int
    contract_no: str
    values: dict[str, Any]
    """Fields of the record by their name."""
    extra: dict[str, str]
    approximate: tuple[str, ...]
    warnings: tuple[Finding, ...]


class Layout:
    """The columns with what reads them, and the cells that tell an account from a subtotal."""

    def __init__(self, columns: tuple[Column, ...], takes: frozenset[str] = OF_ACCOUNT) -> None:
        """Note the places of the columns that count; ``takes`` are the fields of the record."""
        self.columns, self.takes = columns, takes
        self.readers: list[tuple[Column, Field, Reader]] = [
            (c, c.field, cell_reader(c, c.field))
            for c in columns
            if c.field and c.field.key != RUNNING_NUMBER
        ]
        self.others = [c for c in columns if c.field is None]
        by_key = {c.field.key: c.place for c in columns if c.field}
        self._contract = by_key.get("contract_no", _NOWHERE)
        self._customer = by_key.get("customer_name", _NOWHERE)
        self._amounts = self._places(AMOUNTS)
        self._days = self._places(("date",))
        self._figures = self._places(_FIGURES)

    def _places(self, kinds: tuple[str, ...]) -> list[int]:
        return [c.place for c in self.columns if c.field and c.field.kind in kinds]

    def is_apart(self, row: Row) -> bool:
        """True for a row that is no account: a title, a subtotal, a total, signatures."""
        contract, customer = _at(row, self._contract), _at(row, self._customer)
        has_amount = _has_any(row, self._amounts)
        words = next((cell for cell in row if isinstance(cell, str)), "")
        if _SIGNED.fullmatch(search_key(words)) and not _has_digits(row, self._amounts):
            return True
        if _is_no_contract(contract) and (_is_sum(words) or _is_sum(customer)):
            return True
        if is_nothing(contract):
            named = not is_nothing(customer) or _has_any(row, self._days)
            return not (named and has_amount)
        return is_nothing(customer) and not _has_any(row, self._figures)


class _Taken(msgspec.Struct):
    values: dict[str, Any] = {}
    extra: dict[str, str] = {}
    approximate: list[str] = []
    warnings: list[Finding] = []
    faults: list[Finding] = []


def read_row(number: int, row: Row, layout: Layout) -> ListRow | Skipped:
    """The row's values, or every reason why it is skipped. Cells nobody needs only warn."""
    taken = _Taken()
    for column, field, read in layout.readers:
        cell = _at(row, column.place)
        value = read(cell)
        if isinstance(value, Finding):
            _miss(column, field, cell, value, number, taken)
        elif value is None or value == "":
            if field.required:
                taken.faults.append(_lacking(column, field, number))
        else:
            _take(field, value, number, taken, layout.takes)
    for column in layout.others:
        _keep(column, _at(row, column.place), number, taken)
    _check_identity(number, taken)
    contract = taken.values.get("contract_no", "")
    if taken.faults:
        return Skipped(number, _why(taken.faults, number), contract)
    found = (taken.values, taken.extra, tuple(taken.approximate), tuple(taken.warnings))
    return ListRow(number, contract, *found)


def _at(row: Row, place: int) -> Cell:
    return row[place] if place < len(row) else None


def _has_any(row: Row, places: list[int]) -> bool:
    return any(place < len(row) and not is_nothing(row[place]) for place in places)


def _has_digits(row: Row, places: list[int]) -> bool:
    return any(char.isdigit() for place in places for char in cell_text(_at(row, place)))


def _is_sum(cell: Cell) -> bool:
    return isinstance(cell, str) and bool(_SUM.fullmatch(search_key(cell)))


def _is_no_contract(cell: Cell) -> bool:
    # Under 合同编号 a subtotal often says how many there are: 12, or 12笔.
    return is_nothing(cell) or _is_sum(cell) or bool(_COUNT.fullmatch(cell_text(cell).strip()))


def _keep(column: Column, cell: Cell, number: int, taken: _Taken) -> None:
    """What stands under a heading that the form does not know stays with the account."""
    if cell is None:
        return
    text = pass_door(cell_text(cell), _LONGEST_EXTRA, lines=True)
    if isinstance(text, Finding):
        facts = {"column": column.heading, "why": text, "row": number}
        taken.warnings.append(Finding("list.left-open", facts, line=number))
    elif text:
        taken.extra[column.heading] = text


def _lacking(column: Column, field: Field, number: int) -> Finding:
    code = "list.no-contract" if field.key == "contract_no" else "list.nothing-in"
    facts = {"column": column.heading, "row": number}
    return Finding(code, facts, field=field.key, line=number)


def _take(field: Field, value: Any, number: int, taken: _Taken, takes: frozenset[str]) -> None:
    key = field.key
    if key not in takes:
        taken.extra[key] = str(value)
        if key == CURRENCY and search_key(value) not in _YUAN:
            facts = {"read": value, "row": number}
            taken.faults.append(Finding("list.foreign-row", facts, field=key, line=number))
    elif isinstance(value, Amount):
        taken.values[key] = value.value
        if value.approximate:
            taken.approximate.append(key)
    else:
        taken.values[key] = value


def _miss(
    column: Column, field: Field, cell: Cell, why: Finding, number: int, taken: _Taken
) -> None:
    """A sum, a day or a name that cannot be read costs the row, anything else a warning."""
    facts = {"column": column.heading, "why": why, "row": number}
    if field.required or field.kind in (*AMOUNTS, "date"):
        taken.faults.append(Finding("list.bad-cell", facts, field=field.key, line=number))
        return
    if field.kind in ("choice", "rate", "days"):
        taken.extra[column.heading] = cell_text(cell).strip()
    if field.key == "product":
        taken.values["product"] = "other"
    code = "list.other-product" if field.key == "product" else "list.left-open"
    taken.warnings.append(Finding(code, facts, field=field.key, line=number))


def _check_identity(number: int, taken: _Taken) -> None:
    given = taken.values.get("id_number", "")
    if not given:
        return
    if identity := check_identity(given):
        taken.values["id_number"] = identity.value
        return
    kind = taken.extra.get(IDENTITY_KIND, "").casefold()
    # A passport or an officer's card has no check digit that this program knows.
    if not kind or any(word in kind for word in _CHECKED_KINDS):
        finding = Finding("list.identity-check", {"row": number}, field="id_number", line=number)
        taken.warnings.append(finding)


def _why(faults: list[Finding], number: int) -> Finding:
    if len(faults) == 1:
        return faults[0]
    return Finding("list.many-faults", {"row": number, "reasons": faults}, line=number)
