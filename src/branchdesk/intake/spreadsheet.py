"""The core system's overdue list, whatever it looks like, as accounts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.basics.text import search_key
from branchdesk.intake.grid import read_grid
from branchdesk.intake.overdue.columns import settle
from branchdesk.intake.overdue.heading import (
    NEEDED,
    Column,
    Heading,
    Page,
    Vocabulary,
    find_heading,
    pages_of,
)
from branchdesk.intake.overdue.merge import Booked, book_rows
from branchdesk.intake.overdue.row import OF_ACCOUNT, Layout, ListRow, Skipped, read_row
from branchdesk.intake.overdue.title import day_below, read_title
from branchdesk.intake.table.sheet import Row, Sheet, is_blank, refuse
from branchdesk.model.account import Account
from branchdesk.model.form import Form


class ListRead(msgspec.Struct, frozen=True, kw_only=True):
    """What a list says: read = the rows of all accounts + the skipped ones."""

    as_of: date
    as_of_from_title: bool
    total_rows: int
    read: int
    accounts: tuple[Account, ...]
    rows_of: dict[str, tuple[int, ...]]
    """Contract number -> the sheet's rows that made its account."""
    skipped: tuple[Skipped, ...]
    unknown_headings: tuple[str, ...]
    findings: tuple[Finding, ...]
    """Warnings; ``line`` is the sheet's row."""


class Body(msgspec.Struct):
    """What stands below the heading."""

    rows: list[ListRow] = []
    skipped: list[Skipped] = []
    apart: list[Row] = []
    columns: dict[str, Column] = {}
    findings: list[Finding] = []


class RowsRead(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of a list as they stand, with its day, before anything is made of them."""

    as_of: date
    from_title: bool
    total_rows: int
    body: Body
    others: tuple[Finding, ...]
    """Other sheets that look like lists too."""

    @property
    def read(self) -> int:
        """How many rows hold data."""
        return len(self.body.rows) + len(self.body.skipped)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The headings that the form does not know."""
        return _unknown(self.body)


def read_list(path: Path, form: Form, as_of: date | None) -> ListRead:
    """The accounts of a list. Raises BadInput where the file as a whole cannot be read."""
    found = read_rows(path, form, as_of)
    body, day = found.body, found.as_of
    booked = book_rows(body.rows, day, form)
    skipped = sorted((*body.skipped, *booked.skipped), key=lambda one: one.row)
    findings = [*body.findings, *booked.warnings, *_doubts(booked, body, day)]
    return ListRead(
        as_of=day,
        as_of_from_title=found.from_title,
        total_rows=found.total_rows,
        read=found.read,
        accounts=booked.accounts,
        rows_of=booked.rows_of,
        skipped=tuple(skipped),
        unknown_headings=found.unknown,
        findings=(*found.others, *sorted(findings, key=lambda finding: finding.line)),
    )


def read_rows(
    path: Path, form: Form, as_of: date | None, takes: frozenset[str] = OF_ACCOUNT
) -> RowsRead:
    """The rows of a list, each typed by the form; ``takes`` are the fields of the record.

    Raises BadInput where the file as a whole cannot be read.
    """
    words = Vocabulary(form)
    sheets = read_grid(path)
    sheet, heading = _table(sheets, words, form, path.name)
    title = read_title(sheet.rows[: heading.row - 1], path.name)
    body = _read_body(sheet.rows, heading, title.factor, words, takes)
    named = title.day or day_below(body.apart)
    return RowsRead(
        as_of=_data_day(named, as_of, path.name),
        from_title=named is not None,
        total_rows=max((n for n, row in enumerate(sheet.rows, 1) if not is_blank(row)), default=0),
        body=body,
        others=tuple(_other_sheets(sheets, sheet, words)),
    )


def _table(sheets: list[Sheet], words: Vocabulary, form: Form, file: str) -> tuple[Sheet, Heading]:
    """The first sheet with a whole heading."""
    nearest: Heading | None = None
    for sheet in sheets:
        heading = find_heading(sheet.rows, words)
        if heading and heading.is_whole:
            return sheet, heading
        if heading and (nearest is None or heading.known > nearest.known):
            nearest = heading
    lacking = [key for key in NEEDED if not (nearest and nearest.column(key))]
    labels = [field.label for key in lacking if (field := form.field(key))]
    raise refuse("list.no-heading", file=file, lacking=labels)


def _other_sheets(sheets: list[Sheet], read: Sheet, words: Vocabulary) -> list[Finding]:
    more = [
        sheet.name
        for sheet in sheets
        if sheet is not read and (h := find_heading(sheet.rows, words)) and h.is_whole
    ]
    return [Finding("list.more-sheets", {"read": read.name, "more": more})] if more else []


def _data_day(named: date | None, given: date | None, file: str) -> date:
    if named and given and named != given:
        raise refuse("list.two-dates", file=file, dates=[named, given])
    day = named or given
    if day is None:
        raise refuse("list.no-date", file=file)
    return day


def _read_body(
    rows: Sequence[Row], first: Heading, factor: Decimal, words: Vocabulary, takes: frozenset[str]
) -> Body:
    pages = list(pages_of(rows, first, words))
    body = Body()
    for columns_of in dict.fromkeys(page.heading.columns for page in pages):
        same = [page for page in pages if page.heading.columns == columns_of]
        below = [row for page in same for row in rows[page.start : page.end]]
        columns, findings = settle(same[0].heading, below, factor)
        body.findings += findings
        body.columns |= {column.heading: column for column in columns}
        for page in same:
            _read_page(rows, page, Layout(columns, takes), body)
    return body


def _read_page(rows: Sequence[Row], page: Page, layout: Layout, body: Body) -> None:
    for place in range(page.start, page.end):
        row = rows[place]
        if is_blank(row):
            continue
        if layout.is_apart(row):
            body.apart.append(row)
            continue
        read = read_row(place + 1, row, layout)
        if isinstance(read, Skipped):
            body.skipped.append(read)
        else:
            body.rows.append(read)


def _doubts(booked: Booked, body: Body, as_of: date) -> Iterator[Finding]:
    """What a person should look at although it was taken."""
    if not booked.accounts and not body.skipped:
        yield Finding("list.no-rows")
    keys = {search_key(contract) for contract in booked.rows_of}
    for one in body.skipped:
        if search_key(one.contract_no) in keys:
            yield Finding("list.part-booked", {"row": one.row}, line=one.row)
    for account in booked.accounts:
        if account.due_date and account.due_date > as_of:
            row = booked.rows_of[account.contract_no][0]
            facts = {"row": row, "due": account.due_date, "as_of": as_of}
            yield Finding("list.due-later", facts, field="due_date", line=row)


def _unknown(body: Body) -> tuple[str, ...]:
    """The headings that the form does not know; nameless columns only where a row used them."""
    used = {heading for row in body.rows for heading in row.extra}
    unknown = [column.heading for column in body.columns.values() if column.field is None]
    return tuple(name for name in unknown if name in used or not name.startswith("("))
