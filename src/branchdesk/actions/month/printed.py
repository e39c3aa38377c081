"""The month printed: closed where it can be, then written as papers and a workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from branchdesk.actions.change import against, change, refuse
from branchdesk.actions.desk import Desk
from branchdesk.actions.month.draw import draw_up, ended, may_end, month_figures, stored
from branchdesk.basics.errors import BadInput, Fault
from branchdesk.basics.finding import Finding
from branchdesk.basics.progress import Progress, go_on
from branchdesk.basics.wording import Label, Lang, Words, named
from branchdesk.intake.form import fill_in
from branchdesk.intake.path import typed_path
from branchdesk.papers.month import Sheets, month_paper, workbook
from branchdesk.reports.month.cells import Block
from branchdesk.reports.month.figures import Figures
from branchdesk.reports.month.page import blocks
from branchdesk.store.disk import lay_beside, make_folder
from branchdesk.store.months import Months


class Printed(msgspec.Struct, frozen=True):
    """What was written."""

    figures: Figures
    files: tuple[Path, ...]
    closed_now: bool
    """True where this print closed the month."""
    kept: tuple[tuple[str, str], ...]
    """Earlier files of another content: their name, and the name they have now."""


def print_month(
    desk: Desk,
    month: str,
    folder: Path,
    langs: Sequence[Lang] = (),
    progress: Progress = go_on,
) -> Printed:
    """The month as month-YYYY-MM.<lang>.docx and .xlsx in the folder.

    A supervisor's print closes a month that is over and whose list is dated its last day.
    Raises BadInput, Refused, Damaged, Fault; what was written before a fault stays.
    """
    refuse(against(desk, "month.print"))
    _must_be_folder(folder)
    closed_now = close_month(desk, month)
    found = month_figures(desk, month)
    sheets = _sheets(desk, found)
    made: list[tuple[str, Callable[[], bytes]]] = [
        (f"month-{month}.{lang}.docx", partial(month_paper, sheets, Words(lang)))
        for lang in langs or (desk.lang,)
    ]
    made.append((f"month-{month}.xlsx", partial(workbook, sheets)))
    kept: list[tuple[str, str]] = []
    for done, (name, make) in enumerate(made):
        if not progress(done, len(made)):
            raise Fault(Finding("month.cancelled", {"files": [n for n, _ in made[:done]]}))
        moved = lay_beside(folder / name, make())
        kept += [(name, moved.name)] if moved else []
    with change(desk) as ch:
        ch.record("month.print", month)
    progress(len(made), len(made))
    files = tuple(folder / name for name, _ in made)
    return Printed(found, files, closed_now, tuple(kept))


def close_month(desk: Desk, month: str) -> bool:
    """True where the month was closed just now; False where it was, or cannot be yet by who asks.

    Raises BadInput, Damaged, Fault.
    """
    if stored(desk, month) is not None or against(desk, "month.close"):
        return False
    drawn = draw_up(desk, month)
    if not may_end(desk, drawn):
        return False
    months = Months(desk.folder.months)
    with change(desk) as ch:
        # The file first: a cut between the two leaves the figures frozen, and they are right.
        digest = months.put(ended(desk, drawn))
        ch.record("month.close", f"{month} sha256:{digest}")
    return True


def _sheets(desk: Desk, found: Figures) -> Sheets:
    branch = desk.branch
    return Sheets(
        found=found,
        blocks=month_blocks(desk, found),
        bank=f"{branch.bank} {branch.branch}".strip(),
        mark=named(f"paper.{branch.kind}-mark") if branch.practice else Label("", ""),
    )


def month_blocks(desk: Desk, found: Figures) -> tuple[Block, ...]:
    """The page's tables: summary, bridge and recovery where known, detail list, happenings."""
    form = desk.form("enquiry")
    return blocks(found, lambda code: form.label("product", code))


def read_where(desk: Desk, values: Mapping[str, Any]) -> Path:
    """The folder that the form names. Raises BadInput beside the field."""
    filled, faults = fill_in(desk.form("month"), values, desk.today)
    if faults:
        raise BadInput(faults)
    return typed_path(str(filled["folder"]))


def _must_be_folder(folder: Path) -> None:
    if folder.is_dir():
        return
    if not folder.exists():
        try:
            make_folder(folder)
        except Fault:
            pass
        else:
            return
    raise BadInput(Finding("month.no-folder", {"folder": folder}, field="folder"))
