"""The package of a template from outside: what runs, fetches or bursts is refused unopened."""

from __future__ import annotations

import io
import zipfile
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from branchdesk.papers.template_check import check_template
from tests.papers.checked import NAMES, codes
from tests.papers.word import OFFICE, SHIPPED, a_template, a_zip, members, paragraph, relations
from tests.proof import full

NOTICE = (SHIPPED / "overdue_notice.zh.docx").read_bytes()
MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"

# A hostile file must not hold up the desk.
pytestmark = pytest.mark.timeout(10)


def test_a_file_that_is_no_word_document_is_refused() -> None:
    good = members(a_template(paragraph("x")))
    document = good["word/document.xml"]
    entity = b"<!DOCTYPE a [<!ENTITY b 'c'>]>"
    wrong = [
        *(b"", b"PK", b"%PDF-1.7", b"\xd0\xcf\x11\xe0" * 200, NOTICE[:-30], NOTICE[:4000]),
        a_zip({}),
        a_zip({"[Content_Types].xml": "<Types/>"}),
        a_zip(good | {"word/document.xml": b"<w:document"}),
        a_zip(good | {"word/document.xml": b"<x/>"}),
        a_zip(good | {"word/document.xml": b"\xff\xfe\x00"}),
        a_zip(good | {"_rels/.rels": relations()}),
        a_zip(good | {"word/_rels/document.xml.rels": relations('Type="x" Target="no.xml"')}),
        a_zip(good | {"word/document.xml": entity + document}),
        a_zip(good | {"word/document.xml": b"<a>" * 5000 + b"</a>" * 5000}),
    ]

    assert {tuple(codes(data)) for data in wrong} == {("not-docx",)}


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    """62 KB of docx can hold 18 MB of XML and take 445 MB of memory."""
    wide = a_template(paragraph("x" * 21_000_000))
    dense = a_template(paragraph("x" * 3_000_000))
    long = a_template(paragraph(Random(1).randbytes(2_500_000).hex()))
    many = a_zip({f"word/a{n}.xml": "<a/>" for n in range(1001)})

    assert [codes(t) for t in (wide, dense, long, many)] == [["too-large"]] * 4


def test_a_header_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(a_template(paragraph("x" * 9_000)))
    at = data.index(b"PK\x01\x02", data.index(b"word/document.xml", len(data) // 2) - 60)
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")

    assert codes(bytes(data)) == ["not-docx"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    "name",
    [
        "/etc/x.xml",
        "../x.xml",
        "word/../../x.xml",
        "C:x.xml",
        "a\\b.xml",
        "word/document.xml",
        "WORD/Document.xml",
    ],
)
def test_a_member_that_leads_out_or_stands_twice_is_refused(name: str) -> None:
    buffer = io.BytesIO(a_template(paragraph("x")))
    with zipfile.ZipFile(buffer, "a") as archive:
        info = zipfile.ZipInfo("x")
        info.filename = name
        archive.writestr(info, "<a/>")

    assert codes(buffer.getvalue()) == ["bad-name"]


def test_a_locked_member_is_refused() -> None:
    data = bytearray(a_template(paragraph("x")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1

    assert codes(bytes(data)) == ["not-docx"]


@pytest.mark.parametrize(
    ("part", "types", "code"),
    [
        ("word/vbaProject.bin", "", "macro"),
        ("word/vbaData.xml", "", "macro"),
        ("word/embeddings/oleObject1.bin", "", "embedded"),
        ("word/activeX/activeX1.bin", "", "embedded"),
        ("word/afchunk.htm", "", "embedded"),
        ("word/x.exe", "", "embedded"),
        ("word/a.xml", f'<Override PartName="/word/a.xml" ContentType="{MACRO_TYPE}"/>', "macro"),
    ],
)
def test_macros_controls_and_embedded_files_are_refused(part: str, types: str, code: str) -> None:
    assert codes(a_template(parts={part: "<a/>"}, types=types)) == [code]


@pytest.mark.parametrize(
    "row",
    [
        'Type="x/attachedTemplate" Target="http://h/x.dotm" TargetMode="External"',
        'Type="x/image" Target="file:///c:/x.png" TargetMode="external"',
        'Type="x/hyperlink" Target="https://example.org" TargetMode="External"',
        'Type="x/image" Target="\\\\host\\share\\x.png"',
        'Type="x/image" Target="//host/x.png"',
        'Type="x/image" Target="x.png" TargetMode="external"',
    ],
)
@pytest.mark.parametrize("where", ["word/_rels/document.xml.rels", "word/_rels/settings.xml.RELS"])
def test_a_link_to_the_outside_is_refused(row: str, where: str) -> None:
    """Opening the letter would tell a stranger so, or fetch what he likes."""
    assert codes(a_template(parts={where: relations(row)})) == ["external"]


@pytest.mark.parametrize("kind", ["aFChunk", "subDocument", "oleObject", "control"])
def test_a_part_that_draws_in_another_is_refused(kind: str) -> None:
    links = f'Type="{OFFICE}/relationships/{kind}" Target="document.xml"'

    assert codes(a_template(links=links)) == ["embedded"]


BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'


def field(*instructions: str) -> str:
    inner = "".join(f"<w:r><w:instrText>{i}</w:instrText></w:r>" for i in instructions)
    return f"<w:p>{BEGIN}{inner}{BEGIN.replace('begin', 'end')}</w:p>"


@pytest.mark.parametrize(
    "body",
    [
        field('DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc"'),
        field("D", "DE", " x"),
        field(' dde "x"'),
        field("INCLUDETEXT x"),
        field(" INCLUDEPICTURE http://h/x"),
        field("LINK x"),
        field("QUOTE 68"),
        field("HYPERLINK x"),
        field("MACROBUTTON x"),
        field(""),
        '<w:p><w:fldSimple w:instr="DDE x"/></w:p>',
        "<w:p><w:r><w:instrText>DDE x</w:instrText></w:r></w:p>",
        "<w:p><w:r><w:delInstrText>DDE x</w:delInstrText></w:r></w:p>",
        BEGIN.join(("<w:p>", "<w:r><w:instrText>DDE x</w:instrText></w:r></w:p>")),
    ],
)
def test_a_field_that_runs_or_fetches_is_refused(body: str) -> None:
    """However Word has cut its instruction, and whether or not it ends."""
    assert codes(a_template(body)) == ["field"]


def test_page_numbers_are_fields_that_stay() -> None:
    assert codes(a_template(field(" PAGE ") + field("NUMPAGES \\* ", "MERGEFORMAT"))) == []


@settings(max_examples=full(60, 25))
@given(
    st.sampled_from(["word/document.xml", "word/header1.xml", "_rels/.rels", "docProps/core.xml"]),
    st.integers(0, 20_000),
    st.integers(0, 30),
    st.sampled_from(
        ["", "{{", "%}", "{% endif %}", "<w:p>", "</w:tc>", '"', "&#0;", "{{r total }}"]
    ),
)
def test_a_damaged_part_gives_reasons_and_never_a_traceback(
    part: str, at: int, length: int, noise: str
) -> None:
    parts = members(NOTICE)
    text = parts[part].decode()
    at %= len(text)
    parts[part] = (text[:at] + noise + text[at + length :]).encode()

    findings = check_template(a_zip(parts), NAMES, file="x.docx")

    assert all(f.code.startswith("template.") for f in findings)


@settings(max_examples=full(150, 50))
@given(
    st.integers(0, len(NOTICE) - 1),
    st.binary(min_size=1, max_size=6),
    st.sampled_from(["over", "in", "cut"]),
)
def test_a_damaged_template_gives_reasons_and_never_a_traceback(
    at: int, noise: bytes, how: str
) -> None:
    end = {"over": at + len(noise), "in": at, "cut": len(NOTICE)}[how]

    findings = check_template(NOTICE[:at] + noise + NOTICE[end:], NAMES, file="x.docx")

    assert all(f.code.startswith("template.") for f in findings)
