"""What a Word template is made of, looked through before any library opens it."""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import NamedTuple
from xml.parsers.expat import ExpatError

from branchdesk.basics.finding import Finding
from branchdesk.papers.template_part import WORD, NotDocx, Part, read_part

MAX_PACKED, MAX_BYTES, MAX_PART = 10 << 20, 20 << 20, 4 << 20
MAX_MEMBERS, MAX_RATIO = 1000, 100
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
# Text, relations, pictures and embedded fonts; what else a package can hold is run or opened.
KNOWN_ENDINGS = frozenset("xml rels png jpg jpeg gif bmp tif tiff emf wmf odttf".split())
PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
MACRO = re.compile(r"vba(project|data)|macroenabled", re.IGNORECASE)
# Relations by which a document draws in another file or a control when Word opens it.
DRAWS_IN = frozenset(
    "aFChunk subDocument attachedTemplate oleObject package control frame mailMergeSource "
    "mailMergeHeaderSource keyMapCustomizations attachedToolbars vbaProject".split()
)
# They show what the document itself holds; other fields open, run or ask for something.
FIELDS = frozenset("PAGE NUMPAGES SECTION SECTIONPAGES SEQ REF PAGEREF STYLEREF".split())
BROKEN = (
    ExpatError, NotDocx, zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error,
    NotImplementedError, RuntimeError, OSError, EOFError, ValueError, LookupError,
)  # fmt: skip
"""All that zipfile and expat raise on bytes that are no Word document."""


class Package(NamedTuple):
    """The XML parts of a template by name, and the names of those whose tags are filled."""

    parts: dict[str, Part]
    filled: frozenset[str]


class Relation(NamedTuple):
    """A link from one part (or the package itself, "") to another part or to the outside."""

    source: str
    kind: str
    target: str
    outside: bool


def read_package(data: bytes, file: str) -> tuple[Package | None, list[Finding]]:
    """The parts of a template, or every reason why it must not be opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            findings = list(_limits(infos, len(data), file))
            if findings:
                return None, findings
            members = {info.filename: archive.read(info) for info in infos if not info.is_dir()}
        return _inside(members, file)
    except BROKEN:
        return None, [Finding("template.not-docx", {"file": file})]


def _limits(infos: list[zipfile.ZipInfo], packed: int, file: str) -> Iterator[Finding]:
    """The zip's own faults, seen without unpacking anything."""
    size = sum(info.file_size for info in infos)
    most = max((info.file_size for info in infos if _is_xml(info.filename)), default=0)
    if (
        packed > MAX_PACKED or size > MAX_BYTES or most > MAX_PART
        or len(infos) > MAX_MEMBERS or size > packed * MAX_RATIO
    ):  # fmt: skip
        facts = {"file": file, "limit": MAX_BYTES >> 20, "part_limit": MAX_PART >> 20}
        yield Finding("template.too-large", facts)
    seen: set[str] = set()
    for info in infos:
        name = info.filename
        if name.startswith("/") or re.search(r"[\\:\x00]|(^|/)\.\.(/|$)", name):
            yield Finding("template.bad-name", {"file": file, "part": name})
        if name.casefold() in seen:
            yield Finding("template.bad-name", {"file": file, "part": name})
        seen.add(name.casefold())
        if info.compress_type not in PACKINGS:
            raise NotDocx("packed in an unusual way")


def _is_xml(name: str) -> bool:
    return name.casefold().endswith((".xml", ".rels"))


def _inside(members: dict[str, bytes], file: str) -> tuple[Package | None, list[Finding]]:
    """The parts of an unpacked template, or what in them must not be opened."""
    findings = list(_unwanted(members, file))
    parts = {name: read_part(data) for name, data in members.items() if _is_xml(name)}
    types = parts.pop("[Content_Types].xml", Part()).elements
    if any(MACRO.search(row.get("ContentType", "")) for row in types):
        findings.append(Finding("template.macro", {"file": file}))
    relations = [r for name in parts for r in _relations(name, parts[name])]
    findings += _links(relations, file)
    findings += _fields(parts, file)
    if findings:
        return None, findings
    return Package(parts, _filled(parts, types, relations)), []


def _unwanted(members: dict[str, bytes], file: str) -> Iterator[Finding]:
    for name in members:
        if MACRO.search(name):
            yield Finding("template.macro", {"file": file})
        elif name.rpartition(".")[2].casefold() not in KNOWN_ENDINGS:
            yield Finding("template.embedded", {"file": file, "part": name})


def _relations(name: str, part: Part) -> Iterator[Relation]:
    if not name.casefold().endswith(".rels"):
        return
    folder, _, stem = name[: -len(".rels")].rpartition("_rels/")
    for row in part.elements:
        target = row.get("Target", "")
        outside = row.get("TargetMode", "").casefold() == "external" or _leaves(target)
        if not outside:
            target = posixpath.normpath(posixpath.join("/" + folder, target.partition("#")[0]))[1:]
        yield Relation(folder + stem, row.get("Type", ""), target, outside)


def _leaves(target: str) -> bool:
    """True for an address: with a scheme, a drive letter or a server's name."""
    return ":" in target or target.startswith(("//", "\\"))


def _links(relations: list[Relation], file: str) -> Iterator[Finding]:
    for relation in relations:
        kind = relation.kind.rpartition("/")[2]
        if relation.outside:
            yield Finding("template.external", {"file": file, "target": relation.target[:80]})
        elif kind in DRAWS_IN:
            yield Finding("template.embedded", {"file": file, "part": relation.target[:80]})


def _fields(parts: dict[str, Part], file: str) -> Iterator[Finding]:
    for part in parts.values():
        for instruction in part.fields:
            name = (instruction.split() or [""])[0]
            if name.upper() not in FIELDS:
                yield Finding("template.field", {"file": file, "name": name[:40]})


def _filled(
    parts: dict[str, Part],
    types: list[dict[str, str]],
    relations: list[Relation],
) -> frozenset[str]:
    """The main part and its headers and footers. Raises NotDocx where there is no main part."""
    mains = [r.target for r in relations if not r.source and r.kind == OFFICE + "officeDocument"]
    kinds = {row.get("PartName", "")[1:]: row.get("ContentType", "") for row in types}
    if len(mains) != 1 or kinds.get(mains[0]) != MAIN_TYPE or mains[0] not in parts:
        raise NotDocx("no main part")
    if parts[mains[0]].root != WORD + "document" or not parts[mains[0]].elements:
        raise NotDocx("the main part holds no text")
    edges = (OFFICE + "header", OFFICE + "footer")
    return frozenset(
        mains + [r.target for r in relations if r.source == mains[0] and r.kind in edges]
    )
