"""The flow chart of the procedure, printed (R120); it holds nothing of any customer."""

from __future__ import annotations

from pathlib import Path

from branchdesk.actions.desk import Desk
from branchdesk.actions.handed import must_fit
from branchdesk.actions.sheet import case_sheet
from branchdesk.basics.errors import BadInput
from branchdesk.basics.wording import Lang
from branchdesk.reports.process import Step, standing
from branchdesk.store.disk import new_file, write_whole


def print_chart(desk: Desk, lang: Lang) -> Path:
    """Where it lies in the desk's papers; the one from before is replaced.

    Raises HeldElsewhere in a read-only window, Fault where the disk refuses.
    """
    desk.must_write()
    file = desk.folder.papers / f"process_chart.{lang}.docx"
    write_whole(file, _paper(desk, lang))
    return file


def save_chart(desk: Desk, lang: Lang, file: Path) -> Path:
    """The file that now holds it. Raises BadInput where its name will not do, Fault."""
    must_fit(file, ".docx", "process.not-docx")
    with new_file(file) as out:
        out.write(_paper(desk, lang))
        out.land()
    return file


def where_it_stands(desk: Desk, number: str) -> frozenset[Step]:
    """The steps of the chart at which a case stands; none where there is no such case."""
    try:
        return standing(case_sheet(desk, number))
    except BadInput:
        return frozenset()


def _paper(desk: Desk, lang: Lang) -> bytes:
    # What lays out Word papers is loaded by who prints one.
    from branchdesk.papers.process import chart_paper

    return chart_paper(desk.branch, lang, desk.today)
