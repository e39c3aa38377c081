"""The flow chart of the procedure as a Word paper (R120)."""

from __future__ import annotations

from pathlib import Path

import pytest

from branchdesk.basics.wording import LANGS, Lang
from tests.desks import a_desk
from tests.papers.word import faults, text_of


@pytest.mark.parametrize("lang", LANGS)
def test_the_chart_is_a_sound_word_paper_and_the_same_each_time(tmp_path: Path, lang: Lang) -> None:
    """In both languages; it names the branch and says that this is practice (R120)."""
    desk = a_desk(tmp_path)
    papers = []
    for name in ("a.docx", "b.docx"):
        file = tmp_path / name
        assert desk.ok("paper", "chart", "--to", file, "--lang", lang)["file"] == str(file)
        papers.append(file.read_bytes())

    assert papers[0] == papers[1] and faults(papers[0]) == []
    text = text_of(papers[0])
    title = {"zh": "逾期贷款处理流程图", "en": "How an overdue loan"}[lang]
    again = {"zh": "再次逾期另立新案", "en": "a new case linked"}[lang]
    assert title in text and again in text and "→" in text and "↓" in text
    assert "渭滨支行" in text_of(papers[0], "word/header1.xml")


def test_without_a_name_it_lies_in_the_desks_papers(tmp_path: Path) -> None:
    """Printed again it replaces itself; nothing of the records changes (R120)."""
    desk = a_desk(tmp_path)
    before = desk.records
    kept = [desk.ok("paper", "chart")["file"] for _ in range(2)]
    assert set(kept) == {str(desk.path / "papers" / "process_chart.zh.docx")}
    after = desk.records
    after.pop("papers/process_chart.zh.docx")
    assert after == before


def test_no_file_is_replaced_and_no_other_kind_written(tmp_path: Path) -> None:
    """What stands there stays."""
    desk = a_desk(tmp_path)
    (tmp_path / "mine.docx").write_bytes(b"mine")
    mine, gone = tmp_path / "mine.docx", tmp_path / "no" / "x.docx"
    assert desk.refused(2, "paper", "chart", "--to", mine).codes == ["bundle.exists"]
    assert desk.refused(2, "paper", "chart", "--to", gone).codes == ["bundle.no-folder"]
    assert desk.refused(2, "paper", "chart", "--to", tmp_path / "x.pdf").codes == [
        "process.not-docx"
    ]
    assert mine.read_bytes() == b"mine"
