"""A disk that remembers what was asked of it, and the disks a power cut may leave of that."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path, PurePosixPath
from typing import Any

from branchdesk.store.journal import JournalStorage
from branchdesk.store.seam import Disk

Step = tuple[Any, ...]
State = dict[str, dict[str, Any]]
MANY = 4
"""Up to so many unsynced names, every subset of them may be what survives."""


class Recorder(Disk):
    """A disk that works, and keeps every order in turn."""

    def __init__(self, windows: bool = False, root: Path | None = None) -> None:
        self.windows = windows
        self.log: list[Step] = []
        self._root = root

    def name(self, path: Path) -> str:
        """The name of a file, from ``root`` on where there are folders in it."""
        return path.relative_to(self._root).as_posix() if self._root else path.name

    def make_folder(self, path: Path) -> None:
        if not path.exists():
            self.log.append(("folder", self.name(path)))
        super().make_folder(path)

    def create(self, path: Path) -> int:
        handle = super().create(path)
        self.log.append(("create", self.name(path), handle))
        return handle

    def open(self, path: Path) -> int:
        handle = super().open(path)
        self.log.append(("open", self.name(path), handle))
        return handle

    def write(self, handle: int, place: int, data: bytes) -> None:
        super().write(handle, place, data)
        self.log.append(("write", handle, place, bytes(data)))

    def sync(self, handle: int, grown: bool = True) -> None:
        # Nothing is really synced: what survives is decided by ``after_power_cut``.
        self.log.append(("sync", handle))

    def replace(self, source: Path, target: Path) -> None:
        super().replace(source, target)
        self.log.append(("replace", self.name(source), self.name(target)))

    def link(self, source: Path, target: Path) -> None:
        super().link(source, target)
        self.log.append(("link", self.name(source), self.name(target)))

    def unlink(self, path: Path) -> None:
        there = path.exists()
        super().unlink(path)
        if there:
            self.log.append(("unlink", self.name(path)))

    def sync_folder(self, folder: Path) -> None:
        if not self.windows:
            self.log.append(("sync_folder", self.name(folder) if self._root else "."))


@dataclass
class File:
    """A file's bytes that are safe, and the writes since."""

    safe: bytes = b""
    since: list[tuple[int, bytes]] = field(default_factory=list)

    def whole(self, writes: list[tuple[int, bytes]]) -> bytes:
        data = bytearray(self.safe)
        for place, piece in writes:
            data.extend(bytes(max(0, place + len(piece) - len(data))))
            data[place : place + len(piece)] = piece
        return bytes(data)

    def left(self, cut: Callable[[int], Iterator[int]]) -> list[bytes]:
        """What may be found: nothing, all, any one write lost, the last torn."""
        if not self.since:
            return [self.safe]
        found = [self.whole([]), self.whole(self.since)]
        for number in range(len(self.since)):
            found.append(self.whole(self.since[:number] + self.since[number + 1 :]))
        place, piece = self.since[-1]
        found += [self.whole([*self.since[:-1], (place, piece[:n])]) for n in cut(len(piece))]
        return list(dict.fromkeys(found))


class Platter:
    """Names and files after some steps: what is safe, and what is on its way."""

    def __init__(self, start: dict[str, bytes], windows: bool = False) -> None:
        self.windows = windows
        self.safe = {name: File(data) for name, data in start.items()}
        self.now = dict(self.safe)
        self.names: list[Step] = []
        self.open: dict[int, File] = {}

    def take(self, step: Step) -> None:
        match step:
            case ("create", name, handle):
                self.open[handle] = File()
                self._name(("set", name, self.open[handle]))
            case ("open", name, handle):
                self.open[handle] = self.now[name]
            case ("write", handle, place, data):
                self.open[handle].since.append((place, data))
            case ("sync", handle):
                file = self.open[handle]
                file.safe, file.since = file.whole(file.since), []
                if self.windows:  # its log of names is flushed in order, with the file
                    self._settle()
            case ("replace", source, target):
                # The name leads to this very file, whatever else had the source's name before.
                self._name(("move", source, target, self.now[source]))
            case ("link", source, target):
                self._name(("set", target, self.now[source]))
            case ("unlink", name):
                self._name(("drop", name))
            case ("sync_folder", folder):
                self._settle(folder)
            case ("folder", name):
                self._name(("set", f"{name}/", File()))

    def _name(self, step: Step) -> None:
        self.names.append(step)
        _rename(self.now, step)

    def _settle(self, folder: str = "") -> None:
        """The names of a folder are safe; without one, all names."""
        left = [step for step in self.names if folder and _folder_of(step) != folder]
        for step in self.names:
            if step not in left:
                _rename(self.safe, step)
        self.names = left

    def folders(self) -> Iterator[dict[str, File]]:
        """The folders that may be found: each start of the unsynced names, or any part of them."""
        count = len(self.names)
        parts = [tuple(range(n)) for n in range(count + 1)]
        if not self.windows and count <= MANY:
            parts = [part for n in range(count + 1) for part in combinations(range(count), n)]
        for part in parts:
            found = dict(self.safe)
            for number in part:
                _rename(found, self.names[number])
            # What lies in a folder that is not there is not there.
            yield {n: f for n, f in found.items() if (p := _parent(n)) == "." or f"{p}/" in found}

    def disks(self, cut: Callable[[int], Iterator[int]]) -> Iterator[dict[str, bytes]]:
        """What may be on the disk when the power is back."""
        for folder in self.folders():
            calm = {name: file.left(cut)[0] for name, file in folder.items()}
            yield calm
            for name, file in folder.items():
                for data in file.left(cut)[1:]:
                    yield calm | {name: data}
            yield {name: file.whole(file.since) for name, file in folder.items()}


def _parent(name: str) -> str:
    return PurePosixPath(name).parent.as_posix()


def _folder_of(step: Step) -> str:
    """The folder in which a step changes a name."""
    return _parent(step[2] if step[0] == "move" else step[1])


def _rename(names: dict[str, File], step: Step) -> None:
    match step:
        case ("set", name, file):
            names[name] = file
        case ("move", source, target, file):
            names.pop(source, None)
            names[target] = file
        case ("drop", name):
            names.pop(name, None)


@dataclass
class Story:
    """What was done, what stood after each commit, and when each was begun and confirmed."""

    disk: Recorder
    start: dict[str, bytes]
    history: list[State]
    marks: list[tuple[int, int, int]] = field(default_factory=list)
    """Steps on record, commits begun, commits confirmed."""

    def note(self, begun: int, done: int) -> None:
        self.marks.append((len(self.disk.log), begun, done))

    def bounds(self, steps: int) -> tuple[int, int]:
        """The commits confirmed and begun when so many steps were done."""
        done = max((d for at, _, d in self.marks if at <= steps), default=0)
        begun = max((b for at, b, _ in self.marks if at <= steps), default=0)
        return done, begun


def told(folder: Path, disk: Recorder, work: list[Callable[[JournalStorage], None]]) -> Story:
    """The story of a storage that did this work; it is never closed."""
    start = found_in(folder)
    storage = JournalStorage(folder / "c.json", disk=disk)
    story = Story(disk, start, [storage.read()])
    for act in work:
        commits = len(story.history) - 1
        story.note(commits + 1, commits)
        before = storage.seq
        act(storage)
        if storage.seq != before:
            story.history.append(storage.read())
            commits += 1
        story.note(commits, commits)
    return story


def lay(folder: Path, disk: dict[str, bytes]) -> None:
    """The folder holds these files and no others."""
    shutil.rmtree(folder)
    folder.mkdir()
    for name, data in sorted(disk.items()):
        if name.endswith("/"):
            (folder / name).mkdir()
        else:
            (folder / name).write_bytes(data)


def found_in(folder: Path) -> dict[str, bytes]:
    """The files of a folder, and its folders with a stroke behind their name."""
    found = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        found[name if path.is_file() else f"{name}/"] = path.read_bytes() if path.is_file() else b""
    return found


def crashes(
    story: Story, cut: Callable[[int], Iterator[int]], every: int = 1
) -> Iterator[tuple[tuple[int, int], dict[str, bytes]]]:
    """Every disk that a cut after some step may leave, with the commits it must and may hold."""
    platter, seen = Platter(story.start, story.disk.windows), set[int]()
    for number, step in enumerate([("start",), *story.disk.log]):
        platter.take(step)
        if number % every:
            continue
        bounds = story.bounds(number)
        for disk in platter.disks(cut):
            mark = hash((bounds, tuple(sorted(disk.items()))))
            if mark not in seen:
                seen.add(mark)
                yield bounds, disk
