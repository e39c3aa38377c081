"""The tags of a template from outside: each fault is named, none is run."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from branchdesk.papers.fill import fill
from branchdesk.papers.template_check import TemplateFault
from tests.papers.checked import body_codes, codes, found
from tests.papers.word import OFFICE, WML, W, a_template, paragraph
from tests.proof import full

# A hostile file must not hold up the desk.
pytestmark = pytest.mark.timeout(10)

# ------------------------------------------------------------------ what a letter may hold


@pytest.mark.parametrize(
    "text",
    [
        "致{{ borrower }}：",
        "{{borrower}}",
        "{{ extra.shop }}",
        "{{ borrower|default('未填') }}",
        "{% if has_guarantor and not total %}一{% elif borrower == '张' %}二{% else %}三{%endif%}",
        "{% for r in debt_rows %}{{ loop.index }}{{ r.due }}{% if loop.index &lt; 3 %}；{% endif %}"
        "{% endfor %}",
        "{{ '有' if has_guarantor else '无' }}",
        "{# 说明 #}",
        "{% if debt_rows|length > 1 %}多{% endif %}",
        "{% if “张” != borrower %}异{% endif %}",
        "100%，50 % 与 A&amp;B",
    ],
)
def test_names_conditions_and_lists_are_allowed(text: str) -> None:
    assert body_codes(text) == []


# ------------------------------------------------------------------ slips of the pen


@pytest.mark.parametrize(
    ("text", "name", "nearest"),
    [
        ("{{ borower }}", "borower", "borrower"),
        ("{{ 借款人 }}", "借款人", "borrower"),
        ("{{ extra.shp }}", "extra.shp", "extra.shop"),
        ("{% if has_garantor %}x{% endif %}", "has_garantor", "has_guarantor"),
        ("{% for r in debt_rows %}{{ r.dew }}{% endfor %}", "r.dew", "r.due"),
        ("{% for r in debt_row %}x{% endfor %}", "debt_row", "debt_rows"),
    ],
)
def test_a_misspelt_name_is_named_with_the_nearest_known_one(
    text: str, name: str, nearest: str
) -> None:
    """It is never a gap in the letter."""
    (finding,) = found(a_template(paragraph(f"致 {text} 启")))

    assert finding.code == "template.unknown-name"
    assert (finding.facts["name"], finding.facts["nearest"]) == (name, nearest)
    assert str(finding.facts["place"]).startswith("致 {")


@pytest.mark.parametrize(
    "text", ["｛｛ borrower ｝｝", "{｛ borrower }}", "{{ borrower ｝｝", "｛％ if total ％｝"]
)
def test_full_width_braces_are_found(text: str) -> None:
    """A Chinese input method types them, and they would stay in the letter."""
    assert body_codes(text) == ["full-width-braces"]


def test_a_misspelt_name_and_full_width_braces_are_told_together() -> None:
    assert body_codes("｛｛ total ｝｝", "{{ borower }}") == ["full-width-braces", "unknown-name"]


@pytest.mark.parametrize(
    "text",
    [
        "{{ borrower",
        "borrower }}",
        "{ borrower }",
        "{{ borrower }",
        "{% if total %}x",
        "{% endif %}",
        "{{ }}",
        "{{ a b }}",
        "{% for %}",
        "{% fro r in debt_rows %}{% endfor %}",
        "{{ borrower }}}",
    ],
)
def test_a_tag_that_is_not_whole_is_found_with_its_place(text: str) -> None:
    findings = found(a_template(paragraph("甲") + paragraph(text) + paragraph("乙")))

    assert {f.code for f in findings} == {"template.syntax"}


@pytest.mark.parametrize("text", ["{{ has_guarantor }}", "{{ debt_rows }}"])
def test_a_flag_or_a_list_is_not_printed(text: str) -> None:
    """True, False and Python's way of writing lists are no words."""
    assert body_codes(text) == ["not-words"]


@pytest.mark.parametrize(
    "text", ["{% if total &gt; 100 %}x{% endif %}", "{% if total == 3 %}{% endif %}"]
)
def test_words_are_not_compared_with_numbers(text: str) -> None:
    """As words "9" is more than "10": the condition would choose wrongly and say nothing."""
    assert body_codes(text) == ["forbidden"]


def row_of(*cells: str) -> str:
    return (
        "<w:tr>"
        + "".join(f"<w:tc><w:tcPr><w:vAlign/></w:tcPr>{paragraph(c)}</w:tc>" for c in cells)
        + "</w:tr>"
    )


def table_of(*rows: str) -> str:
    grid = "<w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>"
    return f"<w:tbl><w:tblPr/>{grid}{''.join(rows)}</w:tbl>"


@pytest.mark.parametrize(
    "rows",
    [
        (row_of("{% if total %}a", "b{% endif %}"),),
        (row_of("{%tc if total %}", "x", "{%tc endif %}"),),
        (row_of("{%p if total %}", "b"), row_of("{%p endif %}", "c")),
        (row_of("a", "{%p if total %}"), row_of("{%p endif %}", "c")),
        (row_of("{%tr for r in debt_rows %}"), row_of("{% vm %}a", "b"), row_of("{%tr endfor %}")),
        (row_of("{% vm %}a", "b"),),
        (row_of("{% colspan total %}a", "b"),),
        (row_of("{% cellbg total %}a", "b"),),
    ],
)
def test_a_condition_does_not_take_cells_out_of_a_table(rows: tuple[str, ...]) -> None:
    """Rows of unequal cells are a file that Word calls damaged."""
    assert set(codes(a_template(table_of(*rows)))) & {"structure", "forbidden", "syntax"}


def test_rows_and_paragraphs_may_be_left_out_or_repeated() -> None:
    rows = [
        row_of("{%tr for r in debt_rows %}", ""),
        row_of("{{ r.due }}", "{{ r.total }}"),
        row_of("{%tr endfor %}", ""),
    ]
    block = [paragraph(t) for t in ("{%p if total %}", "有", "{%p else %}", "无", "{%p endif %}")]

    assert codes(a_template(table_of(*rows) + "".join(block))) == []


# ------------------------------------------------------------------ hostile tags


@pytest.mark.parametrize(
    "text",
    [
        "{{ cycler.__init__.__globals__.os.popen('touch CANARY').read() }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ borrower.__class__ }}",
        "{{ borrower.upper() }}",
        "{{ self }}",
        "{{ self._TemplateReference__context }}",
        "{{ 'a'*10**9 }}",
        "{% for i in range(10**9) %}x{% endfor %}",
        "{{ [1]*9999999999 }}",
        "{{ 'a' ~ 'b' }}",
        "{{ '%s'|format(borrower) }}",
        "{{ borrower|attr('__class__') }}",
        "{{ borrower|safe }}",
        "{{ borrower[0] }}",
        "{{ debt_rows[0].due }}",
        "{{ {}.x }}",
        "{% set x = 1 %}",
        "{% include 'x' %}",
        "{% import 'os' as o %}",
        "{% extends 'x' %}",
        "{% macro m() %}x{% endmacro %}",
        "{% call x() %}{% endcall %}",
        "{% block b %}x{% endblock %}",
        "{% raw %}{{ x }}{% endraw %}",
        "{% filter upper %}x{% endfilter %}",
        "{% autoescape false %}{% endautoescape %}",
        "{% with a=1 %}{% endwith %}",
        "{{ debt_rows.append }}",
        "{{ loop }}",
        "{{ extra }}",
        "{{ borrower is defined }}",
        "{% for r in debt_rows recursive %}x{% endfor %}",
        "{% for c in borrower %}x{% endfor %}",
        "{% for extra in debt_rows %}x{% endfor %}",
        "{% for r in debt_rows %}{{ r }}{% endfor %}",
        "{% for r in debt_rows %}{{ r._x }}{% endfor %}",
        "{{ lipsum() }}",
        "{{ namespace() }}",
        "{{ 1 + 1 }}",
        "{{ 1.5 }}",
        "{{ borrower.x }}",
        "{{ '&lt;w:p&gt;'|e }}",
        "{{r borrower }}",
        "{{p borrower }}",
    ],
)
def test_a_tag_that_is_more_than_a_letter_needs_is_refused_and_does_nothing(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """docxtpl's own environment runs code that stands in a Word file."""
    monkeypatch.chdir(tmp_path)
    template = a_template(paragraph(text))

    assert set(codes(template)) & {"forbidden", "unknown-name", "syntax"}
    with pytest.raises(TemplateFault):
        fill(template, {"borrower": "张"}, title="t", author="a", created=datetime(2026, 7, 1))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "text",
    [
        "{{ " + "(" * 140 + "total" + ")" * 140 + " }}",
        "{% if total %}" * 40 + "{% endif %}" * 40,
        "{% for a in debt_rows %}{% for b in debt_rows %}"
        "{% for c in debt_rows %}x{% endfor %}{% endfor %}{% endfor %}",
        "{{ total }}" * 1001,
        "{{ '" + "x" * 400 + "' }}",
        "{{ total" * 5000,
        "{" * 100_000,
        "{%" * 20_000 + "{{p " * 9_000,
    ],
    ids=["parentheses", "ifs", "loops", "tags", "long", "unclosed", "braces", "mixed"],
)
def test_tags_made_to_exhaust_the_machine_are_refused_at_once(text: str) -> None:
    found_codes = set(body_codes(text))

    assert found_codes
    assert found_codes <= {"forbidden", "syntax", "too-many-tags"}


@pytest.mark.parametrize(
    "body",
    [
        '<w:p><w:r w:rsidR="{{ total }}"><w:t>x</w:t></w:r></w:p>',
        "<!-- {{ lipsum() }} -->",
        "<?x {{ lipsum() }} ?>",
        "<w:p>{{ lipsum() }}</w:p>",
        "<w:p><w:r><w:delText>{{ lipsum() }}</w:delText></w:r></w:p>",
        '<w:p><w:r><w:t a="{%">x</w:t></w:r></w:p>',
    ],
)
def test_a_tag_outside_of_a_paragraph_s_text_is_refused(body: str) -> None:
    """docxtpl fills the whole XML of a part, not only what a person sees."""
    assert set(codes(a_template(body))) == {"forbidden"}


def test_remarks_made_to_exhaust_the_machine_are_refused_at_once() -> None:
    many = "{{" * 10_000

    assert [codes(a_template(b)) for b in (f"<!-- {many} -->", f"<?x {many} ?>")] == [
        ["forbidden"],
        ["forbidden"],
    ]


def test_a_tag_hidden_in_character_data_is_found() -> None:
    assert body_codes("<![CDATA[{{ lipsum() }}]]>") == ["forbidden"]


@pytest.mark.parametrize("part", ["footnotes", "endnotes", "comments", "glossary/document"])
def test_a_tag_where_nothing_is_filled_is_refused(part: str) -> None:
    """It would be printed as it stands."""
    xml = f'<w:x xmlns:w="{W[1:-1]}">{paragraph("{{ total }}")}</w:x>'

    assert codes(a_template(parts={f"word/{part}.xml": xml})) == ["place"]


def test_a_tag_in_the_file_s_properties_is_refused() -> None:
    """docxtpl would run it."""
    assert codes(a_template(parts={"docProps/core.xml": "<c><t>{{ lipsum() }}</t></c>"})) == [
        "place"
    ]


def test_a_header_is_checked_like_the_text() -> None:
    parts = {"word/header1.xml": f'<w:hdr xmlns:w="{W[1:-1]}">{paragraph("{{ borower }}")}</w:hdr>'}
    template = a_template(
        parts=parts,
        links=f'Type="{OFFICE}/relationships/header" Target="header1.xml"',
        types=f'<Override PartName="/word/header1.xml" ContentType="{WML}.header+xml"/>',
    )

    assert codes(template) == ["unknown-name"]


@settings(max_examples=full(150, 50))
@given(st.text(alphabet="{}%# '()|.<>&;totalifendr_＿｛", max_size=60))
def test_whatever_stands_in_a_paragraph_gives_reasons_and_never_a_traceback(text: str) -> None:
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    assert isinstance(codes(a_template(paragraph(safe))), list)
