"""Backups of a desk: one zip each, read back when it is made."""

from __future__ import annotations

import hashlib
import struct
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from branchdesk.basics.errors import Damaged, Fault
from branchdesk.basics.finding import Finding
from branchdesk.basics.progress import Progress, go_on
from branchdesk.store.disk import NewFile, make_folder, new_file, remove

FORMAT = 1
MANIFEST, CASEBOOK = "backup.json", "cases.json"
RECORDS = (
    CASEBOOK, "branch.toml", "pins.json", "audit", "archive", "months", "lists", "policy",
    "forms", "letter_templates",
)  # fmt: skip
"""What a desk knows. The casebook is read first: what leaves it meanwhile is then in both."""
PAPERS = ("papers", "received", "drafts")
BESIDE = "cases.json."
"""Journals, and the casebook before: they belong to the casebook."""
DAYS, WEEKS, MONTHS = 14, 8, 24
"""How many daily, weekly and monthly backups are kept."""
STAMP = "%Y-%m-%d-%H%M%S"
PIECE, LARGEST = 1 << 20, 1 << 32
_BROKEN = (
    zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, KeyError, OSError,
    msgspec.MsgspecError, zlib.error, struct.error,
)  # fmt: skip


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup says of itself."""

    branch: str
    """The branch's code."""
    at: datetime
    why: str
    """daily, asked, import, restore."""
    anchor: str = "0"
    """Number and head of the newest audit row."""
    whole: bool = False
    """With papers and received files, not the records alone."""
    format: int = FORMAT
    files: dict[str, str] = {}
    """The sha256 of every file, by its place in the desk's folder."""


class _Stream:
    """A new file as zipfile writes to it."""

    def __init__(self, file: NewFile) -> None:
        """Take the file."""
        self._file = file

    def write(self, data: bytes) -> int:
        """Append."""
        self._file.write(data)
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""


def make_backup(
    desk: Path,
    into: Path,
    manifest: Manifest,
    progress: Progress = go_on,
    casebook: Mapping[str, int] | None = None,
) -> Path | None:
    """The backup, read back and found whole; None where it was stopped, with nothing left of it.

    ``casebook`` are the files of the open casebook with the bytes that count; where it is closed
    they are looked for. Only the holder of the desk's lock may ask. Raises Fault.
    """
    make_folder(into)
    path = _free(into / f"{manifest.at.strftime(STAMP)}-{manifest.why}.zip")
    counts = casebook if casebook is not None else _sizes(desk, _casebook_of(desk))
    sizes = {**counts, **_sizes(desk, _beside_it(desk, manifest.whole))}
    steps = Steps(sizes.values(), progress)
    with new_file(path) as file:
        stream: Any = _Stream(file)
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
            sums = {name: _pack(out, desk, name, counts.get(name), steps) for name in sizes}
            if steps.stopped:
                return None
            full = msgspec.structs.replace(manifest, files=sums)
            out.writestr(MANIFEST, msgspec.json.encode(full))
        file.land()
    try:
        whole = read_backup(path, progress)
    except Damaged as fault:
        remove(path)
        facts = {"file": path.name, "fault": "could not be read back"}
        raise Fault(Finding("desk.not-written", facts)) from fault
    if whole is None:
        remove(path)
        return None
    return path


class Steps:
    """How many pieces of the files are done; once stopped it stays so."""

    def __init__(self, sizes: Iterable[int], progress: Progress) -> None:
        """Take the sizes of the files in bytes."""
        self._progress, self._done = progress, 0
        self._total = sum(-(-size // PIECE) for size in sizes)
        self.stopped = False

    def one(self) -> None:
        """A piece is done."""
        # A file may have grown since its size was asked for.
        self._done = min(self._done + 1, self._total)
        self.stopped = self.stopped or not self._progress(self._done, self._total)


def _free(path: Path) -> Path:
    number = 1
    found = path
    while found.exists():
        number += 1
        found = path.with_name(f"{path.stem}-{number}.zip")
    return found


def _casebook_of(desk: Path) -> Iterator[Path]:
    """The casebook's files as they lie; nobody has it open."""
    yield from desk.glob(CASEBOOK)
    yield from sorted(desk.glob(f"{BESIDE}j*"))


def _beside_it(desk: Path, whole: bool) -> Iterator[Path]:
    for name in (*RECORDS[1:], *(PAPERS if whole else ())):
        place = desk / name
        yield from [place] if place.is_file() else sorted(place.rglob("*"))


def _sizes(desk: Path, found: Iterable[Path]) -> dict[str, int]:
    """The bytes of what belongs into a backup, by its place in the desk's folder."""
    sizes = {}
    for path in found:
        hidden = path.name.startswith(".")
        with suppress(FileNotFoundError):  # gone since it was seen
            if path.is_file() and not path.is_symlink() and not hidden:
                sizes[path.relative_to(desk).as_posix()] = path.stat().st_size
    return sizes


def _pack(out: zipfile.ZipFile, desk: Path, name: str, count: int | None, steps: Steps) -> str:
    """The sha256 of a file, or of its first ``count`` bytes, which are now in the zip."""
    digest, left = hashlib.sha256(), sys.maxsize if count is None else count
    try:
        with (desk / name).open("rb") as source, out.open(name, "w", force_zip64=True) as target:
            while not steps.stopped and (piece := source.read(min(PIECE, left))):
                digest.update(piece)
                target.write(piece)
                left -= len(piece)
                steps.one()
        if count is not None and left and not steps.stopped:
            raise OSError(f"{left} bytes less than were saved")
    except OSError as fault:
        facts = {"file": name, "fault": fault.strerror or str(fault)}
        raise Fault(Finding("desk.not-written", facts)) from fault
    return digest.hexdigest()


def manifest_of(path: Path) -> Manifest:
    """What a backup says of itself, nothing of it compared yet. Raises Damaged where it is none."""
    try:
        with zipfile.ZipFile(path) as packed:
            return msgspec.json.decode(packed.read(MANIFEST), type=Manifest)
    except _BROKEN as fault:
        raise _damaged(path, str(fault)) from None


def read_backup(path: Path, progress: Progress = go_on) -> Manifest | None:
    """What a backup says of itself, once every byte of it was found to be as it was packed.

    None where it was stopped. Raises Damaged where it is cut, changed or none; where a newer
    program made it.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            manifest = msgspec.json.decode(packed.read(MANIFEST), type=Manifest)
            if manifest.format > FORMAT:
                facts = {"file": path.name, "format": manifest.format}
                raise Damaged(Finding("desk.newer", facts))
            packs = (one for one in packed.infolist() if one.filename != MANIFEST)
            steps = Steps((one.file_size for one in packs), progress)
            _must_match(path, packed, manifest, steps)
    except _BROKEN as fault:
        raise _damaged(path, str(fault)) from None
    return None if steps.stopped else manifest


def _must_match(path: Path, packed: zipfile.ZipFile, manifest: Manifest, steps: Steps) -> None:
    names = packed.namelist()
    if sorted(names) != sorted([*manifest.files, MANIFEST]):
        raise _damaged(path, "contents")
    for name, digest in manifest.files.items():
        if not _belongs(name):
            raise _damaged(path, name)
        found = hashlib.sha256()
        for piece in _unpacking(packed, name):
            found.update(piece)
            steps.one()
            if steps.stopped:
                return
        if found.hexdigest() != digest:
            raise _damaged(path, name)


def _unpacking(packed: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """A file of a backup piece by piece. Raises ValueError for one too large to be ours."""
    if packed.getinfo(name).file_size > LARGEST:
        raise ValueError(f"{name} is too large")
    with packed.open(name) as source:
        while piece := source.read(PIECE):
            yield piece


def unpacked(packed: zipfile.ZipFile, name: str) -> tuple[bytes, str]:
    """A file of a backup and its sha256. Raises ValueError for one too large to be ours."""
    data = b"".join(_unpacking(packed, name))
    return data, hashlib.sha256(data).hexdigest()


def _belongs(name: str) -> bool:
    """True for a place inside a desk's folder; a hostile zip may name any other."""
    parts = PurePosixPath(name).parts
    bad = any(part in ("", ".", "..") or "\\" in part or ":" in part for part in parts)
    known = parts and (parts[0] in (*RECORDS, *PAPERS) or parts[0].startswith(f"{BESIDE}j"))
    return bool(known) and not bad and not name.startswith("/")


def _damaged(path: Path, fault: str) -> Damaged:
    return Damaged(Finding("backup.damaged", {"file": path.name, "fault": fault[:80]}))


def backups(folder: Path) -> list[tuple[datetime, Path]]:
    """The backups of a folder by the moment in their names, oldest first."""
    found = []
    for path in folder.glob("????-??-??-??????-*.zip"):
        try:
            found.append((datetime.strptime(path.name[:17], STAMP), path))
        except ValueError:
            continue
    return sorted(found)


def to_keep(days: Iterable[date]) -> set[date]:
    """Of the days that have a backup, those whose newest one is kept.

    The newest 14 days, the newest day of each of the newest 8 weeks and 24 months.
    """
    newest = sorted(set(days), reverse=True)
    weeks: dict[tuple[int, int], date] = {}
    months: dict[tuple[int, int], date] = {}
    for day in newest:
        weeks.setdefault(day.isocalendar()[:2], day)
        months.setdefault((day.year, day.month), day)
    return {*newest[:DAYS], *list(weeks.values())[:WEEKS], *list(months.values())[:MONTHS]}


def thin(folder: Path, today: date) -> list[str]:
    """The names of the backups that were taken away as too many. Raises Fault.

    Those of days to come, as a clock that is wrong makes them, neither count nor go: with a clock
    set back the backup of today would be the oldest, with one set ahead no later one would stay.
    """
    many = [(at, path) for at, path in backups(folder) if at.date() <= today]
    kept = to_keep(at.date() for at, _ in many)
    newest = {at.date(): path for at, path in many}
    recent = {path for _, path in many[-DAYS:]}
    gone = [p for at, p in many if p not in recent and newest.get(at.date()) != p]
    gone += [p for day, p in newest.items() if day not in kept]
    for path in gone:
        remove(path)
    return sorted({path.name for path in gone})
