"""A letter from its template and its facts; the same facts give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from branchdesk.basics.finding import Finding
from branchdesk.papers.blank import BLANK
from branchdesk.papers.template_check import TemplateFault, check_against
from branchdesk.papers.template_names import Names

CORE_PART = "docProps/core.xml"
CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties'
    ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title>'
    "<dc:creator>{author}</dc:creator><cp:lastModifiedBy>{author}</cp:lastModifiedBy>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">{at}</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{at}</dcterms:modified></cp:coreProperties>'
)


def fill(
    template: bytes,
    facts: Mapping[str, object],
    *,
    title: str,
    author: str,
    created: datetime,
    file: str = "",
) -> bytes:
    """The letter as the bytes of a Word file.

    ``facts`` give every name of the catalogue: words, flags, lists of dicts of words, or BLANK, and
    under ``extra`` the branch's own fields. ``title`` and ``author`` go into the file's properties
    and hold no customer's name; ``file`` is what messages call the template.
    Raises TemplateFault where the template cannot be used.
    """
    name = file or title
    _must_serve(template, Names.of_facts(facts), name)
    document = _filled(template, facts, name)
    unpacked = io.BytesIO()
    document.docx.save(unpacked)
    return _packed(unpacked, {CORE_PART: _core(title, author, created)})


@lru_cache(maxsize=64)
def _must_serve(template: bytes, names: Names, file: str) -> None:
    """Check a template once, not once a letter; a fault is not remembered."""
    if findings := check_against(template, names, file):
        raise TemplateFault(findings)


def _filled(template: bytes, facts: Mapping[str, object], file: str) -> Any:
    """A DocxTemplate with its tags filled; always a fresh one, it keeps state."""
    from docxtpl import DocxTemplate
    from jinja2 import TemplateError

    from branchdesk.papers.template_syntax import environment

    document = DocxTemplate(io.BytesIO(template))
    document.init_docx()
    _without_properties(document.docx.part.package.rels)
    # docxtpl's own reading mends broken XML by leaving text out of the letter, unsaid.
    document.fix_tables = _mended
    document.fix_docpr_ids = _numbered
    try:
        document.render(_wrapped(facts), environment())
    except (SyntaxError, TemplateError):
        raise TemplateFault(Finding("template.not-filled", {"file": file})) from None
    return document


def _without_properties(relations: Any) -> None:
    """Drop the template's own properties: python-docx then makes plain ones under CORE_PART."""
    for key, relation in list(relations.items()):
        name = relation.target_part.partname.membername
        if name == CORE_PART or relation.reltype.endswith("/core-properties"):
            relations.pop(key)


def _wrapped(facts: Mapping[str, object]) -> dict[str, object]:
    """The facts with rows as plain objects: a dict would offer its methods to the template."""
    own = facts.get("extra")
    rows = {
        name: [SimpleNamespace(**row) for row in value]
        for name, value in facts.items()
        if isinstance(value, list | tuple)
    }
    return {**facts, **rows, "extra": SimpleNamespace(**own) if isinstance(own, Mapping) else BLANK}


def _mended(xml: str) -> Any:
    """The body's tree; a cell or table that an if has emptied is one that Word opens."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.oxml.parser import parse_xml

    body: Any = parse_xml(xml)
    for table in list(body.iter(qn("w:tbl"))):
        if table.find(qn("w:tr")) is None:
            table.getparent().replace(table, OxmlElement("w:p"))
    for cell in body.iter(qn("w:tc")):
        if not len(cell) or cell[-1].tag != qn("w:p"):
            cell.append(OxmlElement("w:p"))
    return body


def _numbered(body: Any) -> None:
    """Give each picture an id of its own; docxtpl asks for this in a way python-docx refuses."""
    from docx.oxml.ns import qn

    for number, picture in enumerate(body.iter(qn("wp:docPr")), 1001):
        picture.set("id", str(number))


def _core(title: str, author: str, created: datetime) -> bytes:
    """The file's properties: whose paper it is and when it was made, nothing of the customer."""
    from branchdesk.papers.template_syntax import printed

    moment = created.astimezone(UTC) if created.tzinfo else created
    at = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    words = CORE.format(title=printed(title), author=printed(author), at=at)
    return words.encode()


def _packed(unpacked: io.BytesIO, fixed: Mapping[str, bytes]) -> bytes:
    """The same members in the same order under one fixed time."""
    packed = io.BytesIO()
    with zipfile.ZipFile(unpacked) as given, zipfile.ZipFile(packed, "w") as out:
        for name in given.namelist():
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.create_system = 0
            out.writestr(member, fixed.get(name) or given.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
