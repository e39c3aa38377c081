"""The flow chart is one value with two faces: lines on the screen, a table on paper (R120)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, get_args

import pytest

from branchdesk.basics.text import cell_width
from branchdesk.basics.wording import LANGS, Lang, Words
from branchdesk.model.case import CaseClass
from branchdesk.reports.case import CaseSheet
from branchdesk.reports.process import (
    MOST,
    STAGES,
    chart_lines,
    chart_parts,
    chart_table,
    standing,
)
from tests.builders import TODAY, a_case, a_decision, a_loan, a_sheet


@pytest.mark.parametrize("lang", LANGS)
def test_the_chart_fits_the_smallest_screen(lang: Lang) -> None:
    """76 cells, frame and bar beside it (R120)."""
    assert max(map(cell_width, chart_lines(Words(lang)))) <= 76


@pytest.mark.parametrize("lang", LANGS)
def test_screen_and_paper_name_the_same_steps(lang: Lang) -> None:
    """Neither forgets one (R120)."""
    words = Words(lang)
    lines, table = "\n".join(chart_lines(words)), chart_table(words)
    cells = {cell for row in table.rows for cell in row}
    for stage in STAGES:
        for way in stage.ways:
            assert len(way.steps) <= MOST
            for step in way.steps:
                told = words.label("process", step)
                assert told in lines and told in cells


STANDS = [
    ({"state": "enquired"}, {"核实身份、资料、金额"}),
    ({"state": "verified"}, {"定性"}),
    ({"state": "classified", "klass": "technical"}, {"查明原因、更正"}),
    ({"state": "dunning", "klass": "non_malicious", "days": 12},
     {"按逾期程度处理", "电话提醒、催收通知书"}),
    ({"state": "dunning", "klass": "malicious", "confirmed": False, "days": 120},
     {"第二人确认", "最后催告"}),
    ({"state": "with_legal", "klass": "malicious", "days": 120}, {"说明后果，最后催告", "法务"}),
    ({"state": "settled", "klass": "non_malicious"}, {"结案"}),
    ({"state": "archived", "klass": "non_malicious"}, {"归档"}),
]  # fmt: skip


@pytest.mark.parametrize(("given", "steps"), STANDS)
def test_the_chart_marks_where_the_case_stands(given: dict[str, Any], steps: set[str]) -> None:
    """One step a stage, with a sign before it and not by colour alone (R120)."""
    here = standing(_sheet_of(**given))
    marked = [text for line in chart_parts(Words("zh"), here) for text, stands in line if stands]
    assert {text.removeprefix(">") for text in marked} == steps and len(marked) == len(steps)
    assert max(map(cell_width, chart_lines(Words("en"), here))) <= 78


def _sheet_of(
    state: str, klass: str = "", confirmed: bool = True, days: int | None = None
) -> CaseSheet:
    due = None if days is None else TODAY - timedelta(days=days)
    decided = (a_decision(klass, confirmed=confirmed),) if klass else ()
    return a_sheet(a_case(state=state, decisions=decided, loan=a_loan(due_date=due)))


def test_every_class_and_every_severity_has_its_way() -> None:
    """The three classes and the three severities (R050, R055)."""
    told = {way.where.code for stage in STAGES for way in stage.ways if way.where}
    assert told >= {*get_args(CaseClass), "light", "moderate", "severe"}


def test_the_table_is_as_wide_as_the_paper() -> None:
    """170 mm, each row as many cells as columns."""
    table = chart_table(Words("zh"))
    assert sum(table.widths) == 170
    assert {len(row) for row in table.rows} == {len(table.widths)}
