"""The flow chart is one value with two faces: lines on the screen, a table on paper (R120)."""

from __future__ import annotations

from typing import get_args

import pytest

from branchdesk.basics.text import cell_width
from branchdesk.basics.wording import LANGS, Lang, Words
from branchdesk.model.case import CaseClass
from branchdesk.reports.process import MOST, STAGES, chart_lines, chart_table


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


def test_every_class_and_every_severity_has_its_way() -> None:
    """The three classes and the three severities (R050, R055)."""
    told = {way.where.code for stage in STAGES for way in stage.ways if way.where}
    assert told >= {*get_args(CaseClass), "light", "moderate", "severe"}


def test_the_table_is_as_wide_as_the_paper() -> None:
    """170 mm, each row as many cells as columns."""
    table = chart_table(Words("zh"))
    assert sum(table.widths) == 170
    assert {len(row) for row in table.rows} == {len(table.widths)}
