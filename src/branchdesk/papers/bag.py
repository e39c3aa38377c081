"""A bag (BagIt 1.0, RFC 8493) as a zip whose every byte follows from its files.

Stored, not deflated: another zlib would pack the same files into other bytes, a recording gains
nothing by it, and each changed byte is found where it stands.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable, Sequence
from struct import Struct
from typing import NamedTuple

from branchdesk.basics.progress import Progress

LOCAL, CENTRAL, END = Struct("<4s5H3I2H"), Struct("<4s6H3I5H2I"), Struct("<4s4H2IH")
VERSION, DAY = 20, 33
"""Plain zip 2.0; 1 January 1980, the first day a zip can name."""
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
MANIFEST, TAG_MANIFEST, INFO, DECLARED = (
    "manifest-sha256.txt",
    "tagmanifest-sha256.txt",
    "bag-info.txt",
    "bagit.txt",
)
MEMBERS, LARGEST, RATIO = 1_000, 200 << 20, 100
HANDOVER = "08_handover_list.docx"
Write = Callable[[bytes], object]


class Held(NamedTuple):
    """A file of the payload: below data/, its size and sha256, and a way to its bytes."""

    path: str
    size: int
    sha256: str
    read: Callable[[], bytes]


class Cancelled(Exception):
    """Whoever watched said stop."""


def held(path: str, data: bytes) -> Held:
    """A file whose bytes are at hand."""
    return Held(path, len(data), hashlib.sha256(data).hexdigest(), lambda: data)


def manifest_lines(files: Iterable[tuple[str, str]]) -> str:
    """Lines of a manifest from (path in the bag, sha256), in the order of the paths."""
    return "".join(f"{sha256}  {path}\n" for path, sha256 in sorted(files))


def root_hash(payload: Iterable[tuple[str, str]]) -> str:
    """The sha256 of the manifest's lines for all payload files but the hand-over lists.

    A hand-over list prints this hash, so it cannot be in it.
    """
    named = [(path, digest) for path, digest in payload if path.rpartition("/")[2] != HANDOVER]
    return hashlib.sha256(manifest_lines(named).encode("ascii")).hexdigest()


def tag_files(payload: Sequence[Held], info: Sequence[tuple[str, str]]) -> dict[str, bytes]:
    """The bag's own files; ``info`` are lines of bag-info.txt."""
    oxum = f"{sum(one.size for one in payload)}.{len(payload)}"
    lines = [*info, ("Payload-Oxum", oxum)]
    tags = {
        DECLARED: DECLARATION,
        INFO: "".join(f"{key}: {value}\n" for key, value in lines).encode("utf-8", "replace"),
        MANIFEST: manifest_lines((f"data/{h.path}", h.sha256) for h in payload).encode("ascii"),
    }
    sums = [(name, hashlib.sha256(data).hexdigest()) for name, data in tags.items()]
    return tags | {TAG_MANIFEST: manifest_lines(sums).encode("ascii")}


def write_bag(
    write: Write,
    base: str,
    payload: Sequence[Held],
    info: Sequence[tuple[str, str]],
    progress: Progress,
) -> None:
    """Stream the bag; one file at a time is in memory. Raises Cancelled."""
    tags = [held(name, data) for name, data in tag_files(payload, info).items()]
    files = [(f"{base}/{t.path}", t) for t in tags]
    files += [(f"{base}/data/{p.path}", p) for p in sorted(payload, key=lambda one: one.path)]
    directory, offset = [], 0
    for done, (path, one) in enumerate(files):
        if not progress(done, len(files)):
            raise Cancelled
        name, data = path.encode("ascii"), one.read()
        crc = zlib.crc32(data)
        head = local_header(name, len(data), crc)
        write(head)
        write(data)
        directory.append(central_header(name, len(data), crc, offset))
        offset += len(head) + len(data)
    write(b"".join(directory))
    write(end_record(len(directory), sum(map(len, directory)), offset))
    if not progress(len(files), len(files)):
        raise Cancelled


def local_header(name: bytes, size: int, crc: int) -> bytes:
    """What stands before a file in the zip."""
    fixed = (VERSION, 0, 0, 0, DAY, crc, size, size, len(name), 0)
    return LOCAL.pack(b"PK\x03\x04", *fixed) + name


def central_header(name: bytes, size: int, crc: int, offset: int) -> bytes:
    """The file's line in the zip's directory."""
    fixed = (VERSION, VERSION, 0, 0, 0, DAY, crc, size, size, len(name), 0, 0, 0, 0, 0, offset)
    return CENTRAL.pack(b"PK\x01\x02", *fixed) + name


def end_record(count: int, size: int, offset: int) -> bytes:
    """The end of the zip."""
    return END.pack(b"PK\x05\x06", 0, 0, count, count, size, offset, 0)
