"""Our own pages read quickly, and never otherwise than the library reads them."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchdesk.basics import toml
from tests.builders import ROOT

PAGES = sorted(p for f in ("forms", "policy", "wording") for p in (ROOT / f).rglob("*.toml"))
SCRAPS = (
    "a", "b.c", '"k"', " = ", "=", "1", "-0", "007", "1.50", "1e5", "2024-02-30", "2024-02-29",
    "2024-01-01T10:00:00", "true", "inf", '"text"', '""', "'raw'", '"\\n"', "[", "]", "[[", "]]",
    "[a]", "[[a]]", "[[a.b]]", "[a.b]", "{", "}", '{ zh = "甲", en = "a" }', ", ", ",", "\n", "\n",
    "\n", "# said\n", "\r\n", "\t", "\x00", "a = 1\n", "[[a]]\n", "[[a.b]]\n", "b = [1,\n 2]\n",
)  # fmt: skip


def outcome(read: Any, text: str) -> Any:
    """What is read, written out so that 1 is not 1.0; or that it is refused, and where."""
    try:
        return repr(read(text, parse_float=Decimal))
    except tomllib.TOMLDecodeError as fault:
        return str(fault)


@pytest.mark.parametrize("folder", ["forms", "policy", "wording"])
def test_every_page_of_ours_means_what_the_library_says(folder: str) -> None:
    """The quick way and the library agree on each of them, and nearly all go the quick way."""
    pages = [p.read_text("utf-8") for p in PAGES if p.relative_to(ROOT).parts[0] == folder]
    for page in pages:
        assert outcome(toml.loads, page) == outcome(tomllib.loads, page)
    left = [page for page in pages if "\\" in page or "'''" in page]
    assert len(left) * 5 < len(pages)


@given(st.lists(st.sampled_from(SCRAPS), max_size=14).map("".join))
def test_whatever_is_written_means_what_the_library_says(text: str) -> None:
    """Refused where the library refuses, in its words."""
    assert outcome(toml.loads, text) == outcome(tomllib.loads, text)


@given(st.sampled_from(PAGES), st.integers(0, 10**6), st.sampled_from((*SCRAPS, "")))
def test_a_page_mended_by_hand_means_what_the_library_says(
    page: Path, place: int, scrap: str
) -> None:
    """A slip anywhere in a page: one character becomes something else."""
    whole = page.read_text("utf-8")[:3000]
    at = place % len(whole)
    text = whole[:at] + scrap + whole[at + 1 :]
    assert outcome(toml.loads, text) == outcome(tomllib.loads, text)
