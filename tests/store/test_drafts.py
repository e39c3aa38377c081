"""Drafts beside the work: whoever types never waits for the disk, and nothing newer is lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, get_ident
from typing import Any
from unittest.mock import patch

from branchdesk.basics.errors import Fault
from branchdesk.basics.finding import Finding
from branchdesk.store.drafts import Drafts, LateDrafts


class SlowDisk:
    """A disk that writes when it is let."""

    def __init__(self) -> None:
        """Nothing is let through yet."""
        self.reached, self.let, self.done = Event(), Event(), list[tuple[str, Any]]()
        self.threads: set[int] = set()

    def keep(self, drafts: Drafts, form: str, values: dict[str, Any]) -> None:
        """Waits, then writes."""
        self.threads.add(get_ident())
        self.reached.set()
        assert self.let.wait(5)
        self.done.append((form, values["a"]))
        _keep(drafts, form, values)


_keep = Drafts.keep


@contextmanager
def slow() -> Iterator[SlowDisk]:
    """Every draft of the test is written by this disk."""
    disk = SlowDisk()

    def through(drafts: Drafts, form: str, values: dict[str, Any]) -> None:
        disk.keep(drafts, form, values)

    with patch.object(Drafts, "keep", through):
        yield disk


def test_typing_does_not_wait_for_the_disk_and_the_newest_is_written(tmp_path: Path) -> None:
    """While one write hangs, later ones of the same form take each other's place."""
    late = LateDrafts(tmp_path)
    with slow() as disk:
        late.keep("li", "enquiry", {"a": "1"})
        assert disk.reached.wait(5)
        assert late.find("li", "enquiry") == {"a": "1"}
        for text in ("2", "3", "4"):
            late.keep("li", "enquiry", {"a": text})
        late.keep("li", "contact.XA-1", {"a": "x"})
        assert (late.find("li", "enquiry"), late.find("wang", "enquiry")) == ({"a": "4"}, None)
        assert (late.names("li"), late.names("wang")) == (["contact.XA-1", "enquiry"], [])
        disk.let.set()
        late.close()
    assert disk.done == [("enquiry", "1"), ("enquiry", "4"), ("contact.XA-1", "x")]
    assert get_ident() not in disk.threads
    assert Drafts(tmp_path, "li").find("enquiry") == {"a": "4"}
    assert LateDrafts(tmp_path).names("li") == ["contact.XA-1", "enquiry"]


def test_a_draft_thrown_away_does_not_come_back(tmp_path: Path) -> None:
    """Not from the write that is on its way, nor from the one that waits."""
    late = LateDrafts(tmp_path)
    with slow() as disk:
        late.keep("li", "a", {"a": "1"})
        assert disk.reached.wait(5)
        late.keep("li", "b", {"a": "2"})
        disk.let.set()
        late.drop("li", "a")
        late.drop("li", "b")
        late.close()
    assert list(tmp_path.glob("*.json")) == []


def test_a_full_disk_is_told_once_and_the_next_draft_is_written(tmp_path: Path) -> None:
    """The thread lives on."""
    late = LateDrafts(tmp_path)
    full = Fault(Finding("file.full"))
    with patch.object(Drafts, "keep", side_effect=full):
        late.keep("li", "a", {"a": "1"})
        late.flush()
    assert (late.fault(), late.fault()) == (full, None)
    late.keep("li", "a", {"a": "2"})
    late.close()
    assert (late.find("li", "a"), late.fault()) == ({"a": "2"}, None)


def test_what_names_a_purged_case_goes_and_its_neighbours_stay(tmp_path: Path) -> None:
    """By the whole number, on the disk and on its way."""
    late = LateDrafts(tmp_path)
    for about in ("dialog-contact.XA-2026-00001", "dialog-unpay.7.XA-2026-00001",
                  "call-XA-2026-00001", "enquiry", "dialog-contact.XA-2026-000012"):  # fmt: skip
        late.keep("li", about, {"a": "1"})
    late.flush()
    late.forget("XA-2026-00001")
    left = sorted(path.name for path in tmp_path.glob("*.json"))
    assert left == ["li-dialog-contact.XA-2026-000012.json", "li-enquiry.json"]
    late.forget("")
    assert len(list(tmp_path.glob("*.json"))) == 2
