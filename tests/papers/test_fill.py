"""A letter says what the case says, character by character, and is the same file every time."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import zipfile
from datetime import UTC, datetime, timedelta, timezone

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from branchdesk.papers.blank import BLANK
from branchdesk.papers.fill import fill
from branchdesk.papers.template_check import TemplateFault
from tests.papers.word import (
    OFFICE,
    SHIPPED,
    a_letter,
    a_template,
    faults,
    members,
    paragraph,
    relations,
    text_of,
)

DAY = datetime(2026, 7, 1, 9, 30)
NAME = a_template(paragraph("{{ borrower }}"))


def filled(template: bytes, **facts: object) -> bytes:
    return fill(template, facts, title="通知", author="高新支行", created=DAY)


def notice(lang: str = "zh", **facts: object) -> bytes:
    template = (SHIPPED / f"overdue_notice.{lang}.docx").read_bytes()
    return fill(template, a_letter(**facts), title="通知", author="高新支行", created=DAY)


def test_the_same_facts_give_the_same_bytes() -> None:
    """The sha256 kept in the case proves what was issued."""
    first, second = notice(), notice()

    assert hashlib.sha256(first).hexdigest() == hashlib.sha256(second).hexdigest()
    assert notice(total="7,594.47") != first


def test_a_filled_letter_is_a_file_that_python_docx_reads() -> None:
    document = docx.Document(io.BytesIO(notice()))

    assert "逾期贷款催收通知书" in [p.text for p in document.paragraphs]
    assert len(document.tables[0].rows) == 4


@pytest.mark.parametrize(
    "name",
    [
        "<w:p>",
        "A&B 商行",
        "{{ borrower }}",
        "{% for x in y %}",
        "{# 注 #}",
        "{_{ x }_}",
        "{_% a %_}",
        "\"引号\" 'x'",
        "]]>",
        "<!-- -->",
        "张\t伟",
        "&lt;b&gt;",
        "ﷺ𠮷👍",
    ],
)
def test_a_name_prints_as_it_is_written(name: str) -> None:
    """A customer's name is never a tag, an element or an entity."""
    letter = filled(NAME, borrower=name)

    assert text_of(letter) == name
    assert [f for f in faults(letter) if "tag is left" not in f] == []


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("a\x00b\x0bc", "a□b□c"),
        ("张\ud800伟", "张□伟"),
        ("x\ufffe\uffff", "x□□"),
        ("\x07\x0c", "□□"),
        ("1\u202e000", "1□000"),
        ("\x85\u2028", "□□"),
    ],
)
def test_a_character_that_no_letter_can_hold_becomes_a_box(raw: str, shown: str) -> None:
    """Nothing after it is lost, and no mark turns the figures round."""
    assert text_of(filled(NAME, borrower=raw + "后")) == shown + "后"


def test_a_new_line_in_a_value_is_a_new_line_on_the_paper() -> None:
    letter = filled(NAME, borrower="一\n二\r\n三\r四")

    assert text_of(letter) == "一\n二\n三\n四"
    assert letter.count(b"PK\x01\x02") == len(members(letter))


@settings(max_examples=25)
@given(st.text(max_size=40))
def test_whatever_the_text_the_letter_opens_and_nothing_of_it_is_lost(text: str) -> None:
    letter = filled(NAME, borrower=text)

    docx.Document(io.BytesIO(letter))
    assert len(text_of(letter)) == len(text.replace("\r\n", "\n"))


def test_an_unknown_value_leaves_room_to_write_and_is_false() -> None:
    body = paragraph("{{ a }}{% if a %}有{% else %}无{% endif %}{{ a|default('未填') }}")

    assert text_of(filled(a_template(body), a=BLANK)) == "＿＿＿＿无未填"


def test_whatever_is_asked_of_the_unknown_value_is_unknown() -> None:
    assert BLANK.anything is BLANK and BLANK["x"] is BLANK and BLANK[0] is BLANK
    assert not BLANK and len(BLANK) == 0 and list(BLANK) == []
    assert str(BLANK) == "＿＿＿＿"
    with pytest.raises(AttributeError):
        _ = BLANK.__html__


def test_rows_and_flags_choose_what_is_printed() -> None:
    body = (
        "{%p for x in items %}",
        "{{ loop.index }}{{ x.name }}{% if not loop.last %}、{% endif %}",
        "{%p endfor %}",
        "{% if one and items|length == 2 %}两项{% endif %}",
    )
    template = a_template("".join(map(paragraph, body)))

    letter = filled(template, one=True, items=[{"name": "甲"}, {"name": BLANK}])

    assert text_of(letter) == "1甲、\n2＿＿＿＿\n两项"


def test_the_branch_s_own_fields_are_extra() -> None:
    template = a_template(paragraph("{{ extra.shop }}{{ extra.size }}"))

    assert text_of(filled(template, extra={"shop": "城南", "size": BLANK})) == "城南＿＿＿＿"


def test_a_tag_that_word_cut_into_runs_is_filled() -> None:
    """Word does this whenever somebody corrects a letter within a tag."""
    run = "</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>"
    body = paragraph(f"致{{{run}{{ bor{run}rower }}{run}}}：")

    assert text_of(filled(a_template(body), borrower="张伟")) == "致张伟："


def test_a_cell_or_table_that_an_if_empties_still_opens() -> None:
    """Word refuses a cell without a paragraph and a table without a row."""
    inner = "".join(map(paragraph, ("{%p if a %}", "有", "{%p endif %}")))
    row = "<w:tr><w:tc>{}</w:tc></w:tr>"
    tag_rows = [row.format(paragraph(t)) for t in ("{%tr if a %}", "有", "{%tr endif %}")]
    tables = (row.format(inner), "".join(tag_rows))
    grid = "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>{}</w:tbl>"

    letter = filled(a_template("".join(grid.format(t) for t in tables) + paragraph("尾")), a=False)

    assert faults(letter) == []
    assert text_of(letter).split() == ["尾"]


def test_the_file_says_who_and_when_and_nothing_of_the_customer() -> None:
    """Properties are shown by every mail program and file manager."""
    core = members(notice())["docProps/core.xml"].decode()

    assert "<dc:title>通知</dc:title><dc:creator>高新支行</dc:creator>" in core
    assert core.count("2026-07-01T09:30:00Z") == 2
    assert "张伟" not in core


def test_the_template_s_own_properties_do_not_travel() -> None:
    """Wherever the template keeps them, and whatever its author wrote into them."""
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    row = f'Type="{OFFICE}/relationships/officeDocument" Target="word/document.xml"'
    rows = [f'Type="{kind}" Target="docProps/mine.xml"', 'Type="x" Target="docProps/core.xml"']
    own = dict.fromkeys(("docProps/mine.xml", "docProps/core.xml"), "<a>王五</a>")
    parts = {"_rels/.rels": relations(row, *rows)} | own

    letter = filled(a_template(paragraph("x"), parts=parts))

    assert faults(letter) == []
    assert not any("王五".encode() in content for content in members(letter).values())


def test_the_file_keeps_no_trace_of_the_machine() -> None:
    with zipfile.ZipFile(io.BytesIO(notice())) as archive:
        marks = {(info.date_time, info.create_system) for info in archive.infolist()}

    assert marks == {((1980, 1, 1, 0, 0, 0), 0)}


def test_a_column_may_have_any_name() -> None:
    """A row is not a dict to the template: its methods are out of reach."""
    body = ("{%p for x in y %}", "{{ x.items }}", "{%p endfor %}")

    assert text_of(filled(a_template("".join(map(paragraph, body))), y=[{"items": "3"}])) == "3"


def test_the_moment_is_written_in_universal_time() -> None:
    beijing = DAY.replace(tzinfo=timezone(timedelta(hours=8)))

    letters = [
        fill(NAME, {"borrower": "张"}, title="&", author="<", created=moment)
        for moment in (beijing, beijing.astimezone(UTC))
    ]

    assert letters[0] == letters[1]
    assert b"2026-07-01T01:30:00Z" in members(letters[0])["docProps/core.xml"]


def test_a_template_that_cannot_serve_gives_its_reasons_and_no_letter() -> None:
    with pytest.raises(TemplateFault) as fault:
        filled(a_template(paragraph("{{ borower }}{{ lipsum() }}")), borrower="张伟")

    codes = {f.code for f in fault.value.findings}
    assert codes == {"template.unknown-name", "template.forbidden"}
    assert fault.value.findings[0].facts["file"] == "通知"


def test_a_fault_is_found_again_each_time() -> None:
    """Only good templates are remembered."""
    for _ in range(2):
        with pytest.raises(TemplateFault):
            filled(b"", borrower="张伟")


def test_a_row_that_lacks_a_column_is_refused_not_left_empty() -> None:
    template = a_template(
        "".join(map(paragraph, ("{%p for x in y %}", "{{ x.b }}", "{%p endfor %}")))
    )

    with pytest.raises(TemplateFault) as fault:
        filled(template, y=[{"a": "1", "b": "2"}, {"a": "3"}])

    assert fault.value.findings[0].code == "template.unknown-name"


@pytest.mark.parametrize("value", [1, None, DAY])
def test_only_ready_words_are_printed(value: object) -> None:
    """A number or a date would be printed in the machine's way: the mistake is the program's."""
    with pytest.raises(TypeError, match="borrower"):
        filled(NAME, borrower=value)


def test_nothing_heavy_is_loaded_before_a_letter_is_written() -> None:
    """docx and docxtpl cost 190 ms."""
    code = (
        "import sys, branchdesk.papers.fill;"
        "print([m for m in ('docx', 'docxtpl', 'jinja2', 'lxml') if m in sys.modules])"
    )

    env = os.environ | {"PYTHONPATH": str(SHIPPED.parent / "src")}
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env
    )

    assert run.stdout.strip() == "[]"
