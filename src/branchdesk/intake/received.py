"""A document or recording from outside: its bytes, and the one ending it may keep."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding

LARGEST_MB = 50
LARGEST = LARGEST_MB << 20
ENDINGS = frozenset(
    "amr csv doc docx eml jpeg jpg m4a mp3 mp4 ofd pdf png tif tiff txt wav xls xlsx".split()
)
"""What a computer shows or plays; anything else is kept as .bin and opens by no click."""


def read_received(path: Path) -> tuple[bytes, str]:
    """The file's bytes and its ending. Raises BadInput for a link, a folder, or too much."""
    try:
        data = _read(path)
    except OSError:
        raise BadInput(Finding("file.missing", {"file": path.name}, field="file")) from None
    if data is None:
        raise BadInput(Finding("received.not-a-file", {"file": path.name}, field="file"))
    if not data:
        raise BadInput(Finding("received.empty", {"file": path.name}, field="file"))
    if len(data) > LARGEST:
        facts = {"file": path.name, "limit": LARGEST_MB}
        raise BadInput(Finding("received.too-large", facts, field="file"))
    ending = path.suffix.lower().removeprefix(".")
    return data, ending if ending in ENDINGS else "bin"


def _read(path: Path) -> bytes | None:
    """At most one byte more than is allowed; None where it is no plain file."""
    if path.is_symlink():
        return None
    # Between that look and the opening a link may be laid there: the opening follows none, and
    # does not wait for the other end of a pipe.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    handle = os.open(path, flags | getattr(os, "O_BINARY", 0))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        return None
    with os.fdopen(handle, "rb") as source:
        return source.read(LARGEST + 1)
