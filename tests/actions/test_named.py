"""Members of staff by name or id, as a clerk writes them (R175)."""

from __future__ import annotations

import pytest

from branchdesk.actions.staff.named import members_named
from branchdesk.model.staff import Member

STAFF = (
    Member(id="li", role="junior", name="Li Ming (李明)"),
    Member(id="wang", role="senior", name="王婷"),
    Member(id="w2", role="junior", name="王强"),
    Member(id="w3", role="junior", name="王强"),
)


@pytest.mark.parametrize(
    ("typed", "ids", "unknown"),
    [
        ("王婷、李明", ("wang", "li"), []),
        ("Li Ming, wang", ("li", "wang"), []),
        ("li wang", ("li", "wang"), []),
        ("li ming (李明)；王婷；wang", ("li", "wang"), []),
        ("王强", (), ["王强"]),
        ("w2，nobody", ("w2",), ["nobody"]),
        (" 、 ", (), ["、"]),
        (" ", (), []),
    ],
)
def test_who_is_meant_is_found_by_name_or_id(
    typed: str, ids: tuple[str, ...], unknown: list[str]
) -> None:
    """Two of one name are told apart by their ids (R175)."""
    assert members_named(STAFF, typed) == (ids, unknown)
