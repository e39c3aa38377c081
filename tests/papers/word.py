"""Word files for the tests: small ones made by hand, plain facts, and an eye for broken ones."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

from branchdesk.intake.catalogue import read_catalogue
from branchdesk.papers.blank import BLANK

SHIPPED = Path(__file__).resolve().parents[2] / "letter_templates"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
COLUMNS = ("period", "due", "principal", "interest", "penalty", "compound", "fees", "total")


def catalogue_names() -> dict[str, str]:
    """Every name that a letter may use, with its kind."""
    return {name: entry.kind for name, entry in read_catalogue(SHIPPED).names.items()}


def blank_facts() -> dict[str, object]:
    """A case of which nothing is known."""
    empty: dict[str, object] = {"text": BLANK, "flag": False, "rows": []}
    facts = {name: empty[kind] for name, kind in catalogue_names().items()}
    return facts | {"draft_mark": "", "practice_mark": "", "extra": {}}


def a_letter(**changes: object) -> dict[str, object]:
    """The facts of a plain letter to a person with two instalments missed."""
    rows = [
        dict(zip(COLUMNS, values, strict=True))
        for values in (
            ("第7期", "2026-05-20", "3,333.33", "412.50", "66.20", "5.10", "0.00", "3,817.13"),
            ("第8期", "2026-06-20", "3,333.33", "399.00", "41.80", "3.20", "0.00", "3,777.33"),
        )
    ]
    return (
        blank_facts()
        | {
            "bank": "长河银行股份有限公司",
            "branch": "高新支行",
            "reference": "长银催字〔2026〕第0137号",
            "borrower": "张伟",
            "borrower_is_person": True,
            "identity_label": "身份证号码",
            "identity": "610113********1234",
            "principal": "6,666.66",
            "interest": "811.50",
            "penalty": "108.00",
            "compound": "8.30",
            "fees": "0.00",
            "total": "7,594.46",
            "total_capitals": "柒仟伍佰玖拾肆元肆角陆分",
            "as_of": "2026年7月1日",
            "deadline": "2026年7月11日",
            "seal": "公章",
            "issued_on": "二〇二六年七月一日",
            "debt_rows": rows,
        }
        | changes
    )


def paragraph(text: str) -> str:
    """A paragraph of one run; the text is XML."""
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def a_template(
    body: str = "", *, parts: Mapping[str, str] | None = None, links: str = "", types: str = ""
) -> bytes:
    """A Word file with this body (WordprocessingML), more parts, relations and content types."""
    members = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default '
        'Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
        f'ContentType="{WML}.document.main+xml"/>{types}</Types>',
        "_rels/.rels": relations(
            f'Type="{OFFICE}/relationships/officeDocument" Target="word/document.xml"'
        ),
        "word/document.xml": f'<w:document xmlns:w="{W[1:-1]}"><w:body>{body}</w:body>'
        "</w:document>",
        "word/_rels/document.xml.rels": relations(links) if links else relations(),
    }
    return a_zip(members | dict(parts or {}))


def relations(*rows: str) -> str:
    """A relations part."""
    inner = "".join(f'<Relationship Id="r{n}" {row}/>' for n, row in enumerate(rows))
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def a_zip(members: Mapping[str, str | bytes]) -> bytes:
    """The members, packed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in members.items():
            out.writestr(name, content)
    return buffer.getvalue()


def members(data: bytes) -> dict[str, bytes]:
    """The members of a zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def text_of(data: bytes, part: str = "word/document.xml") -> str:
    """The text of a part, a line a paragraph; a break within one is a newline too."""
    root = ElementTree.fromstring(members(data)[part])
    lines = []
    for p in root.iter(f"{W}p"):
        marks = {f"{W}t": None, f"{W}br": "\n", f"{W}tab": "\t"}
        lines.append("".join(marks[e.tag] or e.text or "" for e in p.iter() if e.tag in marks))
    return "\n".join(lines)


def faults(data: bytes) -> list[str]:
    """What would make Word complain: our own eye beside openxml-audit's."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
    found = [f"twice: {name}" for name in set(names) if names.count(name) > 1]
    parts = members(data)
    trees = {
        n: ElementTree.fromstring(b) for n, b in parts.items() if n.endswith((".xml", ".rels"))
    }
    found += _untyped(names, trees["[Content_Types].xml"])
    for name, tree in trees.items():
        if name.endswith(".rels"):
            found += _lost(name, tree, names)
        elif name.startswith("word/"):
            found += (f"{name}: {fault}" for fault in _broken(tree))
    return found


def _untyped(names: list[str], types: ElementTree.Element) -> Iterator[str]:
    defaults = {e.get("Extension") for e in types if e.tag.endswith("Default")}
    overrides = {e.get("PartName") for e in types if e.tag.endswith("Override")}
    for name in names:
        known = f"/{name}" in overrides or name.rpartition(".")[2] in defaults
        if not known and name != "[Content_Types].xml":
            yield f"no content type: {name}"
    yield from (f"typed but missing: {p}" for p in overrides if str(p)[1:] not in names)


def _lost(name: str, tree: ElementTree.Element, names: list[str]) -> Iterator[str]:
    folder = name.partition("_rels/")[0]
    for relation in tree:
        target = posixpath.normpath(posixpath.join("/" + folder, str(relation.get("Target"))))
        if target[1:] not in names:
            yield f"{name} leads nowhere: {target}"


def _broken(tree: ElementTree.Element) -> Iterator[str]:
    kinds = [e.get(f"{W}fldCharType") for e in tree.iter(f"{W}fldChar")]
    if kinds.count("begin") != kinds.count("end"):
        yield "a field without an end"
    if re.search(r"\{\{|\{%|%\}|\}\}", "".join(tree.itertext())):
        yield "a tag is left"
    if re.search(r"(?<!\*)\*\*(?!\*)", "".join(tree.itertext())):
        yield "a mark of the letter's text is left"
    for p in tree.iter(f"{W}p"):
        if (p.text or "").strip() or any((child.tail or "").strip() for child in p):
            yield "bare text in a paragraph"
    for cell in tree.iter(f"{W}tc"):
        if cell[-1].tag != f"{W}p":
            yield "a cell without a paragraph"
    for table in tree.iter(f"{W}tbl"):
        grid = len(list(table.iter(f"{W}gridCol")))
        widths = {sum(map(_span, r.findall(f"{W}tc"))) for r in table.findall(f"{W}tr")}
        if widths != {grid}:
            yield f"rows of {sorted(widths)} cells in a grid of {grid}"


def _span(cell: ElementTree.Element) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    return int(span.get(f"{W}val", "1")) if span is not None else 1
