"""The reason that a person gives for an act: read at the door like any other text."""

from __future__ import annotations

from branchdesk.basics.errors import BadInput
from branchdesk.basics.finding import Finding
from branchdesk.basics.text import door_text

LIMIT, NAME_LIMIT = 5_000, 200


def read_ground(given: str, field: str = "ground") -> tuple[str, list[Finding]]:
    """The reason as it is stored, and what is wrong with it: none given, or not fit to be kept."""
    read = door_text(given.strip(), limit=LIMIT, lines=True, field=field)
    if isinstance(read, Finding):
        return "", [read]
    return read, [] if read else [Finding("case.no-ground", field=field)]


def the_ground(given: str, field: str = "ground") -> str:
    """The reason as it is stored. Raises BadInput."""
    ground, faults = read_ground(given, field)
    if faults:
        raise BadInput(faults)
    return ground


def read_name(given: str, field: str) -> str:
    """A number or a name beside the reason, empty where none was given. Raises BadInput."""
    read = door_text(given, limit=NAME_LIMIT, field=field)
    if isinstance(read, Finding):
        raise BadInput(read)
    return read
