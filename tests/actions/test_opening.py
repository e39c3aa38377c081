"""Desks opened for reading and for writing: who holds them, who acts (R171)."""

from __future__ import annotations

from pathlib import Path

import pytest

from branchdesk.actions import opening
from branchdesk.actions.enquiry import add_one, read_enquiry
from branchdesk.basics.errors import BadInput, Fault, HeldElsewhere
from branchdesk.store.lock import DeskLock
from tests.builders import codes
from tests.desks import a_desk, an_enquiry


def test_a_desk_opened_to_read_takes_no_lock_and_changes_nothing(tmp_path: Path) -> None:
    """Several may look while one works; saving from there is refused."""
    place = a_desk(tmp_path).path
    looking = opening.open_to_read(place)

    enquiry, faults = read_enquiry(looking, an_enquiry())

    assert enquiry is not None and faults == [] and not looking.writable
    with pytest.raises(HeldElsewhere):
        add_one(looking, enquiry)
    assert not (place / "holder.json").exists()


def test_a_held_desk_names_its_holder_and_is_free_afterwards(tmp_path: Path) -> None:
    """The second writer hears who; a fault inside frees the desk too."""
    place = a_desk(tmp_path, staff=True).path

    with opening.open_to_write(place, "wang") as desk:
        assert desk.writable and desk.me.id == "wang"
        with pytest.raises(HeldElsewhere) as held:
            opening.take(place, "li")
        assert held.value.findings[0].facts["who"] == "wang"
    with pytest.raises(BadInput):
        opening.take(place, "nobody")

    opening.take(place, "li").close()
    assert DeskLock(place).holder()["who"] == "li"


def test_a_folder_that_refuses_is_looked_at_and_says_why_nothing_is_saved(tmp_path: Path) -> None:
    """Nobody holds it: the reason given is the disk's, not a name."""
    place = a_desk(tmp_path).path
    (place / ".lock").unlink(missing_ok=True)
    (place / ".lock").mkdir()

    looking = opening.take_or_look(place)

    assert not looking.writable and looking.shut is not None
    enquiry, _ = read_enquiry(looking, an_enquiry())
    assert enquiry is not None
    with pytest.raises(Fault) as fault:
        add_one(looking, enquiry)
    assert codes(fault.value.findings) == codes(looking.shut.findings) == ["desk.not-written"]


def test_the_enquiry_of_a_screen_may_write_dates_short(tmp_path: Path) -> None:
    """1018 is the nearest 18 October on the screen; a file writes it out (R033)."""
    desk = opening.take(a_desk(tmp_path).path, "s01")
    told = an_enquiry(due_date="1018")

    enquiry, faults = read_enquiry(desk, told, screen=True)
    refused, wrong = read_enquiry(desk, told)

    assert (refused, [f.field for f in wrong]) == (None, ["due_date"])
    assert enquiry is not None and faults == []
    assert enquiry.due_date is not None
    assert (enquiry.due_date.month, enquiry.due_date.day) == (10, 18)
    added = add_one(desk, enquiry)
    desk.close()
    assert added.number.startswith("XA-")
