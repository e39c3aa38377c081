"""The month's page as typed cells; paper, workbook and screen are made from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from branchdesk.basics.masking import mask_contract, mask_text
from branchdesk.basics.wording import Label, Words, named
from branchdesk.reports.month.cells import Block, Cell, shown
from branchdesk.reports.month.figures import TOTAL, Figures, Group, Row
from branchdesk.reports.month.moved import bridge_block, recovery_block

NAMES: dict[str, Callable[[str], str]] = {
    "severity": lambda code: "month.unknown" if code == "unknown" else f"severity.{code}",
    "class": lambda code: (
        f"month.{code}" if code in ("suspected", "undecided") else f"class.{code}"
    ),
    "cases": lambda code: f"month.{code}",
    "activity": lambda code: f"month.{code}",
}
"""The sentence that names a code of a group."""
SILENT = ("reopened", "plan_refused", "pay_reversed")
"""Rows that stand on the page only where there is something to tell."""
Product = Callable[[str], Label]


def blocks(found: Figures, product: Product) -> tuple[Block, ...]:
    """The summary; bridge and recovery where they are known; detail list and happenings last."""
    moved: tuple[Block, ...] = ()
    if found.bridge is not None and found.recovery is not None:
        moved = (bridge_block(found.bridge), recovery_block(found.recovery))
    return (summary(found, product), *moved, detail(found, product), happened(found))


def summary(found: Figures, product: Product) -> Block:
    """Every group below its name: count, amount, share, the month before, the change."""
    rows: list[tuple[Cell, ...]] = []
    strong = []
    for group in (*found.groups, found.cases, found.activity):
        strong.append(len(rows))
        rows.append((named(f"month.group-{group.code}"), *[""] * 7))
        for row in filter(_tells, group.rows):
            if row.code in (TOTAL, "at_end"):
                strong.append(len(rows))
            rows.append((name_of(group, row, product), *_cells(row)))
    codes = ("what", "count", "amount", "share", "last-count", "last-amount", "more", "more-amount")
    return Block(
        caption=named("month.summary"),
        heads=tuple(named(f"month.{code}") for code in codes),
        rows=tuple(rows),
        widths=(36, 15, 28, 14, 14, 27, 11, 25),
        right=(1, 2, 3, 4, 5, 6, 7),
        strong=tuple(strong),
    )


def _tells(row: Row) -> bool:
    """False for what happened in neither month: the page has one sheet of paper."""
    return bool(row.count or row.last_count or row.code not in SILENT)


def name_of(group: Group, row: Row, product: Product) -> Label:
    """The name of a row in both languages."""
    if row.code in (TOTAL, "without_case"):
        return named(f"month.{row.code}")
    if group.code == "product":
        return named("month.unknown") if row.code == "unknown" else product(row.code)
    if row.code.startswith("closed_"):
        end = named(f"state.{row.code.removeprefix('closed_')}")
        return Label(f"－ {end.zh}", f"- {end.en}")
    return named(NAMES[group.code](row.code))


def _cells(row: Row) -> tuple[Cell, ...]:
    more = None if row.last_count is None else row.count - row.last_count
    grown = None if row.last_amount is None or row.amount is None else row.amount - row.last_amount
    return row.count, row.amount, row.share, row.last_count, row.last_amount, more, grown


def detail(found: Figures, product: Product) -> Block:
    """Each loan a line, numbers masked: the summary can be added up again from it."""
    rows = [
        (
            number, line.case or None, mask_text(line.customer),
            mask_contract(line.contract_no, line.product == "credit_card") or None,
            product(line.product) if line.product else None,
            named(NAMES["severity"](line.severity or "unknown")),
            named(NAMES["class"](line.klass or "undecided")) if line.case else None,
            line.days, line.amount, mask_text(line.manager) or None,
            named("month.listed") if line.listed else None,
        )
        for number, line in enumerate(found.month.lines, 1)
    ]  # fmt: skip
    codes = ("no", "case", "customer", "contract", "product", "severity", "class", "days",
             "amount", "manager", "on-list")  # fmt: skip
    return Block(
        caption=named("month.detail"),
        heads=tuple(named(f"month.{code}") for code in codes),
        rows=tuple(rows),
        widths=(7, 23, 26, 26, 16, 12, 14, 9, 20, 10, 7),
        right=(0, 7, 8),
    )


def happened(found: Figures) -> Block:
    """Each thing recorded in the month a line: the movements add up from it."""
    rows = [
        (
            one.on, one.case, mask_text(one.customer), named(f"month.{one.kind}"),
            named(f"state.{one.outcome}") if one.outcome else None, one.amount,
        )
        for one in found.month.happenings
    ]  # fmt: skip
    codes = ("on", "case", "customer", "happening", "outcome", "amount")
    return Block(
        caption=named("month.happenings"),
        heads=tuple(named(f"month.{code}") for code in codes),
        rows=tuple(rows),
        widths=(22, 26, 44, 26, 26, 26),
        right=(5,),
    )


def head_lines(found: Figures, words: Words) -> list[tuple[Label, str]]:
    """What stands above the tables: which month, the cut-off, the list, whether it is final."""
    month = found.month
    state = "closed-month" if month.closed else "open-month"
    last = found.last.month if found.last else None
    cells = {
        "month": month.month,
        "cut-off": month.as_of,
        "list": month.list_as_of,
        "state": named(f"month.{state}"),
        "against": last,
    }
    return [(named(f"month.{code}"), shown(cell, words)) for code, cell in cells.items()]


def notes(found: Figures, words: Words) -> Iterator[str]:
    """What a reader must know to read the figures right."""
    yield words("month.note-basis")
    if found.unknown_amounts:
        yield words("month.note-unknown", count=found.unknown_amounts)
    if found.month.list_as_of is None:
        yield words("month.note-no-list")
    elif found.month.list_as_of != found.month.as_of:
        yield words("month.note-list", on=found.month.list_as_of, as_of=found.month.as_of)
    if not found.month.closed:
        yield words("month.note-open")
