"""Today's items judged piece by piece."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from branchdesk.actions import opening, today
from branchdesk.actions.demo.make import make_demo
from branchdesk.actions.desk import Desk
from tests.desks import DAY


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small demonstration desk."""
    return make_demo(tmp_path_factory.mktemp("demo") / "desk", "en", 12)


@pytest.fixture
def desk(folder: Path) -> Iterator[Desk]:
    """It, open for looking."""
    with patch.dict(os.environ, {"BRANCHDESK_TODAY": DAY}):
        yield opening.open_to_read(folder, "s01")


def test_in_pieces_or_at_once_the_items_are_the_same(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between two pieces nothing half judged is seen; the count only rises, up to all cases."""
    at_once = today.whole(desk)
    assert len(at_once) > len(desk.book.cases) // 2
    desk.worklist = None
    monkeypatch.setattr(today, "PIECE", 5)
    seen = []
    for done, of in today.reckoning(desk, desk.today):
        assert today.today(desk, known=True) == []
        seen.append(done)
        assert of == len(desk.book.cases)
    assert seen == sorted(seen) and seen[-1] == len(desk.book.cases)
    assert today.whole(desk) == at_once
    assert list(today.reckoning(desk, desk.today)) == []


def test_what_is_old_is_told_only_where_it_is_asked_for(desk: Desk) -> None:
    """Another member sees what they see; what was reckoned last stays until then."""
    everything = today.whole(desk)
    assert today.is_reckoned(desk)
    desk.member = next(m for m in desk.book.staff if m.role == "junior")
    assert not today.is_reckoned(desk)
    assert today.today(desk, known=True) == [i for i in everything if i.until is None]
    assert [i.kind for i in today.whole(desk)].count("breach") == 0
