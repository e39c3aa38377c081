"""A file or folder as a person names it."""

from __future__ import annotations

from pathlib import Path

import pytest

from branchdesk.intake.path import typed_path


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("out", Path("out")),
        (' "D:/月 度" ', Path("D:/月 度")),
        ("~nobody-of-this-name/x", Path("~nobody-of-this-name/x")),
        ("~", Path.home()),
    ],
)
def test_a_path_is_taken_as_it_is_meant(typed: str, meant: Path) -> None:
    """Quotation marks come along when a path is copied; an unknown ~name is a folder's name."""
    assert typed_path(typed) == meant
