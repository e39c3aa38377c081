"""May this Word file serve as a letter's template? Every reason why not, before it is used."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterator, Mapping

from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.model.catalogue import LetterName
from branchdesk.papers.template_names import Names
from branchdesk.papers.template_package import BROKEN, Package, read_package
from branchdesk.papers.template_part import TAG_MARK

MAX_TAGS = 1000
# A tag is at most 300 characters long: its nesting and the search for its end stay small.
TAG = re.compile(r"\{\{[^{}]{0,300}\}\}|\{%[^{}]{0,300}%\}|\{#[^{}]{0,300}#\}")
LONE_BRACE, FULL_WIDTH = re.compile(r"[{}]"), re.compile(r"[｛｝]")
HALF_TYPED = "template.full-width-braces"


class TemplateFault(BadInput):
    """A template cannot be filled; no letter was written."""


def check_template(
    data: bytes,
    names: Mapping[str, LetterName],
    extra: Collection[str] = (),
    *,
    file: str,
) -> list[Finding]:
    """Every reason why a template must not be used; none means that it can be filled.

    ``names`` are the catalogue's, ``extra`` the keys of the branch's own fields.
    """
    return check_against(data, Names.of_catalogue(names, extra), file)


def check_against(data: bytes, names: Names, file: str) -> list[Finding]:
    """The same for names of any origin."""
    package, findings = read_package(data, file)
    if package is None:
        return findings
    findings = list(_places(package, file))
    # Tags that are not closed make docxtpl's patterns search for a very long time.
    if any(f.code != HALF_TYPED for f in findings) or not _closed(package):
        return findings
    try:
        parts = list(_sources(data))
    except (*BROKEN, AttributeError, TypeError, SyntaxError):
        return [*findings, Finding("template.not-docx", {"file": file})]
    from branchdesk.papers.template_syntax import check_source

    return findings + [f for source in parts for f in check_source(source, names, file)]


def _places(package: Package, file: str) -> Iterator[Finding]:
    """Tags where nothing fills them, and what looks like a tag and is none."""
    for name, part in package.parts.items():
        if name in package.filled:
            yield from (_finding("template.forbidden", file, text) for text in part.stray)
            yield from _tags(part.paragraphs, file)
        elif not name.startswith("customXml/"):
            words = [*part.paragraphs, *part.stray]
            yield from (_finding("template.place", file, t) for t in words if TAG_MARK.search(t))


def _tags(paragraphs: list[str], file: str) -> Iterator[Finding]:
    if sum(text.count("{") for text in paragraphs) > 2 * MAX_TAGS:
        yield Finding("template.too-many-tags", {"file": file, "limit": MAX_TAGS})
        return
    for text in paragraphs:
        if FULL_WIDTH.search(text):
            yield _finding(HALF_TYPED, file, text)
        elif LONE_BRACE.search(TAG.sub("", text)):
            yield _finding("template.syntax", file, text)


def _closed(package: Package) -> bool:
    """True where every brace belongs to a tag."""
    texts = (text for name in package.filled for text in package.parts[name].paragraphs)
    return not any(LONE_BRACE.search(TAG.sub("", text)) for text in texts)


def _finding(code: str, file: str, text: str) -> Finding:
    return Finding(code, {"file": file, "place": text.strip()[:60]})


def _sources(data: bytes) -> Iterator[str]:
    """What docxtpl gives to Jinja for each part, so that what is checked is what runs."""
    from docxtpl import DocxTemplate

    template = DocxTemplate(io.BytesIO(data))
    template.init_docx()
    template.docx.save(io.BytesIO())  # what cannot be written again cannot become a letter
    texts = [template.get_xml()]
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        texts += [template.get_part_xml(p) for _, p in template.get_headers_footers(uri)]
    for text in texts:
        # As docxtpl does: a line is a paragraph, so that a fault can name its place.
        yield re.sub(r"<w:p([ >])", r"\n<w:p\1", template.patch_xml(text))
