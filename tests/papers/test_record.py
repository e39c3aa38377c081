"""The one builder of records, and the sheets beside it."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest

from branchdesk.basics.wording import Label
from branchdesk.papers.comma import comma_separated, harmless
from branchdesk.papers.record import Record, build
from branchdesk.reports.table import Table
from tests.papers.word import faults, text_of


def a_table(*rows: tuple[str, str]) -> Table:
    heads = (Label("名称", "Name"), Label("金额", "Amount"))
    return Table(caption=Label("表", "Table"), heads=heads, rows=rows, widths=(100, 70), right=(1,))


def a_record(**given: Any) -> bytes:
    plain: dict[str, Any] = {
        "title": Label("证据目录", "Evidence list"), "lang": "zh", "bank": "渭滨支行",
        "number": "XA-2026-00001", "on": date(2026, 11, 22),
    }  # fmt: skip
    return build(Record(**(plain | given)))


def test_the_same_record_gives_the_same_bytes() -> None:
    assert a_record() == a_record() != a_record(mark="练习")


def test_headings_are_in_both_languages_the_readers_first() -> None:
    table = a_table(("甲", "1.00"))

    assert "名称\nName" in text_of(a_record(tables=(table,)))
    assert "Name\n名称" in text_of(a_record(tables=(table,), lang="en"))


@pytest.mark.parametrize("words", ["<w:p/>", "a&b", "a\nb", "\ud800", "\x00\x0b", "]]>", "\u202e"])
def test_whatever_is_printed_stands_for_itself(words: str) -> None:
    data = a_record(tables=(a_table((words, "1")),), bank=words, number=words,
                    head=((Label("客户", "Customer"), words),))  # fmt: skip

    assert faults(data) == [] and "证据目录" in text_of(data)


def test_an_empty_table_and_the_pages_are_printed() -> None:
    data = a_record(tables=(a_table(),))

    assert "—" in text_of(data) and faults(data) == []
    assert "第" in text_of(data, "word/footer1.xml")


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠x", "123456789012"],
)
def test_no_cell_is_a_formula(cell: str) -> None:
    """And no long number loses its digits."""
    assert harmless(cell) == f"'{cell}"


def test_a_sheet_reads_back_as_it_was_written() -> None:
    rows = (('a,"b"\n中', "1,200.00"), ("12345678901", ""))
    data = comma_separated(a_table(*rows))

    assert data.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert read == [["名称 Name", "金额 Amount"], *map(list, rows)]
