"""A desk with PINs, made once and copied for each test of the seat."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.actions.pins import OTHER
from tests.cli.staff.test_pin import chosen
from tests.desks import DeskAt, a_desk, an_enquiry


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A desk with a case, on which wang (senior) and zhao (supervisor) have PINs."""
    desk = a_desk(tmp_path_factory.mktemp("seat"), staff=True)
    desk.add(an_enquiry())
    chosen(desk, "wang")
    chosen(desk, "zhao", OTHER)
    return desk


@pytest.fixture
def desk(made: DeskAt, tmp_path: Path) -> DeskAt:
    """A copy of it for each test."""
    return made.copied(tmp_path)
