"""Files damaged by chance: refused, or a state that was once confirmed; never a mix, no crash.

Cut at the end of a line, or laid back by hand as they were before, they cannot be told from files
that were never written on: only the printed code of the trail tells (``branchdesk check``).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from branchdesk.basics.errors import DeskError
from branchdesk.model.case import Case
from branchdesk.store import journal
from branchdesk.store.casebook import Casebook
from tests.builders import NOW, a_case
from tests.proof import full
from tests.store.engine.crash import lay

Disk = dict[str, bytes]
Harm = Callable[[Random, bytes], bytes]
RUNS = full(3000, 60)


@pytest.fixture(autouse=True)
def _small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "FIRST", 160)
    monkeypatch.setattr(journal, "STEP", 256)


def save(book: Casebook, number: int) -> None:
    with book.commit(NOW, "s01", "senior") as commit:
        commit.save(a_case(number=f"XA-2026-{number:05d}"), "add", new=True)


def a_life(folder: Path) -> tuple[list[list[Case]], list[Disk]]:
    """The states of a casebook, empty first, and its files after each save and fold."""
    book, states, disks = Casebook(folder / "cases.json", writable=True), [list[Case]()], []
    for number in range(1, 7):
        save(book, number)
        states.append(list(book.cases))
        for fold in (False, number in (2, 4)):
            if fold:
                book.checkpoint()
            disks.append({path.name: path.read_bytes() for path in folder.iterdir()})
    return states, disks


def flipped(chance: Random, data: bytes) -> bytes:
    place = chance.randrange(len(data) or 1)
    return (
        data[:place]
        + bytes(one ^ 1 << chance.randrange(8) for one in data[place : place + 1])
        + data[place + 1 :]
    )


def cut(chance: Random, data: bytes) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def emptied(chance: Random, data: bytes) -> bytes:
    place, size = chance.randrange(len(data) + 1), chance.choice([1, 16, 64, 512])
    return data[:place] + bytes(len(data[place : place + size])) + data[place + size :]


def swollen(chance: Random, data: bytes) -> bytes:
    place = chance.randrange(len(data) + 1)
    return data[:place] + chance.randbytes(chance.randrange(20)) + data[place:]


def twice(chance: Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    lines.insert(chance.randrange(len(lines)), chance.choice(lines))
    return b"\n".join(lines)


def without_a_line(chance: Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    del lines[chance.randrange(len(lines))]
    return b"\n".join(lines)


def shuffled(chance: Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    chance.shuffle(lines)
    return b"\n".join(lines)


HARMS: list[Harm] = [flipped, flipped, cut, emptied, swollen, twice, without_a_line, shuffled]


def harmed(chance: Random, disk: Disk, older: list[Disk]) -> Disk:
    """One to three files of it damaged, gone, or as they were before."""
    found = dict(disk)
    for _ in range(chance.choice([1, 1, 2, 3])):
        what, name = chance.random(), chance.choice(sorted(disk))
        if what < 0.1:
            found.pop(name, None)
        elif what < 0.25:
            past = chance.choice(older)
            name = chance.choice(sorted(past))
            found[name] = past[name]
        else:
            found[name] = chance.choice(HARMS)(chance, found.get(name, b""))
    return found


def test_damage_by_chance_is_refused_or_leaves_what_was_once_confirmed(tmp_path: Path) -> None:
    """3,000 damaged folders with ``PROOF=1``, else 60; what opens is whole, and goes on."""
    chance, life, folder = Random(2026), tmp_path / "life", tmp_path / "harmed"
    life.mkdir()
    folder.mkdir()
    states, disks = a_life(life)
    refused = 0
    for number in range(RUNS):
        lay(folder, harmed(chance, disks[-1], disks))
        writable = chance.random() < 0.5
        try:
            book = Casebook(folder / "cases.json", writable=writable)
            found = list(book.cases)
            assert found in states, number
            assert len(book.audit) == len(found), number
            if writable and found != states[0]:
                goes_on(folder, book, len(found))
        except DeskError:
            refused += 1
    assert RUNS // 5 < refused < RUNS


def goes_on(folder: Path, book: Casebook, cases: int) -> None:
    save(book, 99)
    assert len(Casebook(folder / "cases.json").cases) == cases + 1
    book.close()
    assert len(Casebook(folder / "cases.json").cases) == cases + 1
