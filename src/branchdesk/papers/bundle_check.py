"""Is a bundle what was made? Every changed, added or missing file and byte, all at once."""

from __future__ import annotations

import hashlib
import re
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from branchdesk.basics.finding import Finding
from branchdesk.basics.progress import Progress
from branchdesk.papers.bag import (
    CENTRAL,
    DECLARATION,
    DECLARED,
    END,
    INFO,
    LARGEST,
    LOCAL,
    MANIFEST,
    MEMBERS,
    RATIO,
    TAG_MANIFEST,
    Cancelled,
    central_header,
    end_record,
    local_header,
    root_hash,
)
from branchdesk.papers.bundle import OWN

TAGS = (DECLARED, INFO, MANIFEST, TAG_MANIFEST)
LINE = re.compile(r"([0-9a-f]{64})  ([\x21-\x7e][\x20-\x7e]*)")
BAD_NAME = re.compile(r"^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.?([/\\]|$)|\\|[^\x21-\x7e]|//|^$")
CHUNK = 1 << 20
# What the zip reader raises for one spoilt archive or another.
UNREADABLE = (
    zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, OSError,
    IndexError, zlib.error,
)  # fmt: skip


class Verified(msgspec.Struct, frozen=True, kw_only=True):
    """What a look at a bundle found; it is whole where there are no findings."""

    root: str = ""
    cases: tuple[str, ...] = ()
    files: int = 0
    bytes: int = 0
    findings: tuple[Finding, ...] = ()


def check_bundle(stream: BinaryIO, progress: Progress) -> Verified:
    """Every finding about a bundle; nothing is unpacked. Raises Cancelled."""
    fault = _frame_fault(stream)
    if fault:
        return Verified(findings=(fault,))
    try:
        with zipfile.ZipFile(stream) as archive:
            infos = archive.infolist()
            found = [*_unsafe(infos)]
            if found:
                # What could harm is not read at all.
                return Verified(findings=tuple(found))
            sums, small, found = _read(archive, infos, progress)
    except UNREADABLE:
        return Verified(findings=(Finding("bundle.not-a-zip"),))
    found += _wrapping(stream, infos)
    return _judged(sums, small, {i.filename: i.file_size for i in infos}, found)


def _frame_fault(stream: BinaryIO) -> Finding | None:
    """Before anything is believed: the end record where ours stands, and a directory in bounds."""
    size = stream.seek(0, 2)
    if size < END.size:
        return Finding("bundle.not-a-zip")
    if size > LARGEST + (2 << 20):
        return Finding("bundle.too-large", {"limit": LARGEST >> 20})
    stream.seek(size - END.size)
    sign, *_, count, length, _, comment = END.unpack(stream.read(END.size))
    if sign != b"PK\x05\x06" or comment:
        return Finding("bundle.not-a-zip")
    if count > MEMBERS or length > MEMBERS * 1024:
        return Finding("bundle.too-many", {"limit": MEMBERS})
    return None


def _unsafe(infos: list[zipfile.ZipInfo]) -> Iterator[Finding]:
    if len(infos) > MEMBERS:
        yield Finding("bundle.too-many", {"limit": MEMBERS})
    total = sum(info.file_size for info in infos)
    if total > LARGEST:
        yield Finding("bundle.too-large", {"limit": LARGEST >> 20})
    for info in infos:
        if info.file_size > RATIO * max(info.compress_size, 1):
            yield Finding("bundle.bomb", {"file": info.filename, "limit": RATIO})
        if BAD_NAME.search(info.orig_filename):
            yield Finding("bundle.bad-name", {"file": info.orig_filename})
        if stat.S_ISLNK(info.external_attr >> 16):
            yield Finding("bundle.link", {"file": info.filename})
        if info.flag_bits & 1:
            yield Finding("bundle.sealed", {"file": info.filename})
    # Two names that differ in case are one file on Windows.
    names = Counter(info.filename.lower() for info in infos)
    yield from (Finding("bundle.twice", {"file": n}) for n, many in names.items() if many > 1)


def _read(
    archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], progress: Progress
) -> tuple[dict[str, str], dict[str, bytes], list[Finding]]:
    """The sha256 of every member, the bytes of the small tag files, and what cannot be read."""
    sums: dict[str, str] = {}
    small: dict[str, bytes] = {}
    found = []
    for done, info in enumerate(infos):
        if not progress(done, len(infos)):
            raise Cancelled
        try:
            digest = hashlib.sha256()
            kept = b""
            with archive.open(info) as member:
                while chunk := member.read(CHUNK):
                    digest.update(chunk)
                    kept = kept or chunk
        except UNREADABLE:
            inside = info.filename.partition("/")[2] or info.filename
            found.append(Finding("bundle.changed", {"file": inside}))
            sums[info.filename] = ""
            continue
        sums[info.filename] = digest.hexdigest()
        if info.filename.partition("/")[2] in TAGS:
            small[info.filename.partition("/")[2]] = kept
    progress(len(infos), len(infos))
    return sums, small, found


def _wrapping(stream: BinaryIO, infos: list[zipfile.ZipInfo]) -> list[Finding]:
    """The zip itself byte for byte: between and around the files stands what we write there."""
    offset, directory = 0, []
    for info in infos:
        name = info.filename.encode("ascii")
        stream.seek(offset)
        head = local_header(name, info.file_size, info.CRC)
        if stream.read(LOCAL.size + len(name)) != head:
            return [Finding("bundle.repacked")]
        directory.append(central_header(name, info.file_size, info.CRC, offset))
        offset += len(head) + info.file_size
    stream.seek(offset)
    size = sum(CENTRAL.size + len(info.filename) for info in infos)
    end = b"".join(directory) + end_record(len(infos), size, offset)
    return [] if stream.read(len(end) + 1) == end else [Finding("bundle.repacked")]


def _judged(
    sums: dict[str, str], small: dict[str, bytes], sizes: dict[str, int], found: list[Finding]
) -> Verified:
    bases = sorted({name.partition("/")[0] for name in sums})
    if len(bases) != 1:
        found.append(Finding("bundle.structure", {"file": "、".join(bases)[:200] or "—"}))
    base = bases[0] if bases else ""
    inside = {name.removeprefix(f"{base}/"): digest for name, digest in sums.items()}
    found += [Finding("bundle.missing", {"file": tag}) for tag in TAGS if tag not in inside]
    payload, faults = _manifest(small, MANIFEST)
    tags, more = _manifest(small, TAG_MANIFEST)
    found += faults + more
    data = {p: d for p, d in inside.items() if p.startswith("data/")}
    rest = {p: d for p, d in inside.items() if p not in data and p != TAG_MANIFEST}
    told = {str(f.facts["file"]) for f in found if f.code == "bundle.changed"}
    for have, wanted in ((data, payload), (rest, tags)):
        found += _compared(have, wanted, told)
    if DECLARED in small and small[DECLARED] != DECLARATION:
        found.append(Finding("bundle.not-bagit", {"file": DECLARED}))
    cases = _cases(data)
    for folder in cases or ("",):
        found += [
            Finding("bundle.missing", {"file": f"data/{folder}{name}"})
            for name in OWN
            if f"data/{folder}{name}" not in data and f"data/{folder}{name}" not in payload
        ]
    size = sum(s for name, s in sizes.items() if name.startswith(f"{base}/data/"))
    found += _info_faults(small, f"{size}.{len(data)}", root := root_hash(data.items()))
    return Verified(
        root=root, cases=tuple(c.rstrip("/") or base for c in cases), files=len(data),
        bytes=size, findings=tuple(found),
    )  # fmt: skip


def _cases(data: dict[str, str]) -> list[str]:
    """The folder of each case: empty where the bundle holds one."""
    return sorted(p[5:-9] for p in data if p.endswith("/case.json") and p.count("/") <= 2)


def _manifest(small: dict[str, bytes], name: str) -> tuple[dict[str, str], list[Finding]]:
    """Path to sha256; a line that is none, or stands twice, is a finding."""
    if name not in small:
        return {}, []
    lines = small[name].decode("latin-1").split("\n")
    matches = [LINE.fullmatch(line) for line in lines[:-1]]
    read = {m[2]: m[1] for m in matches if m}
    if lines[-1] or len(read) != len(matches):
        return read, [Finding("bundle.not-read", {"file": name})]
    return read, []


def _compared(have: dict[str, str], wanted: dict[str, str], told: set[str]) -> Iterator[Finding]:
    for path in sorted(have.keys() | wanted.keys()):
        if path not in have:
            yield Finding("bundle.missing", {"file": path})
        elif path not in wanted:
            yield Finding("bundle.added", {"file": path})
        elif have[path] != wanted[path] and path not in told:
            yield Finding("bundle.changed", {"file": path})


def _info_faults(small: dict[str, bytes], oxum: str, root: str) -> Iterator[Finding]:
    """What bag-info.txt says of sizes and of the root hash."""
    if INFO not in small:
        return
    lines = small[INFO].decode("utf-8", "replace").splitlines()
    told = dict(line.split(": ", 1) for line in lines if ": " in line)
    if told.get("Payload-Oxum") != oxum or told.get("Root-Sha256") != root:
        yield Finding(
            "bundle.other-root", {"told": str(told.get("Root-Sha256"))[:64], "root": root}
        )
