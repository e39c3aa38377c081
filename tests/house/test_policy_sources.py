"""Every figure that a regulation could change is dated and says where it comes from (style 10)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from tests.house.tree import ROOT, lines

POLICY = ROOT / "policy"


def wrong_values(noun: str, table: dict[str, Any]) -> Iterator[str]:
    """What every value of a policy file lacks."""
    for key, value in table.items():
        if not isinstance(value, dict):
            yield f"{noun}.{key}: stands bare, wants label, source and values"
            continue
        checks = (
            ("label wants zh and en", says(value.get("label"), "zh", "en")),
            ("source wants ref, zh and en", says(value.get("source"), "ref", "zh", "en")),
            ("unit wants zh and en", "unit" not in value or says(value["unit"], "zh", "en")),
            ("values want since and value, oldest first", dated(value.get("values"))),
        )
        yield from (f"{noun}.{key}: {what}" for what, fine in checks if not fine)


def says(table: object, *keys: str) -> bool:
    """Whether a table has the keys, each with a text."""
    return isinstance(table, dict) and all(
        isinstance(table.get(key), str) and table[key].strip() for key in keys
    )


def dated(values: object) -> bool:
    """Whether values are a list of {since, value} with rising dates."""
    if not isinstance(values, list) or not values:
        return False
    if not all(isinstance(v, dict) and set(v) == {"since", "value"} for v in values):
        return False
    days = [v["since"] for v in values]
    return all(type(day) is date for day in days) and days == sorted(set(days))


def policies(folder: Path) -> dict[str, dict[str, Any]]:
    """Every policy file by noun; calendar/ has a form of its own."""
    return {p.stem: tomllib.loads(p.read_text("utf-8")) for p in sorted(folder.glob("*.toml"))}


def test_every_policy_value_is_dated_and_names_its_source() -> None:
    """A figure nobody can trace is a figure nobody can defend."""
    files = policies(POLICY)
    problems = [p for noun, table in files.items() for p in wrong_values(noun, table)]
    assert files, "policy/ holds no file"
    assert not problems, lines(problems)


GOOD = """
[cap]
label = { zh = "上限", en = "Cap" }
source = { ref = "R1", zh = "流程", en = "Procedure" }
values = [{ since = 2024-01-01, value = "0.20" }, { since = 2025-01-01, value = "0.30" }]
"""


def test_the_gate_lets_a_good_value_pass() -> None:
    """The example of the house style."""
    assert list(wrong_values("waiver", tomllib.loads(GOOD))) == []


def test_the_gate_sees_what_is_missing_or_out_of_order() -> None:
    """Each part of a value that can be wrong, one at a time."""
    spoilt = {
        'en = "Cap"': 'en = ""',
        'ref = "R1", ': "",
        "2025-01-01": "2023-01-01",
        "since = 2024-01-01, ": "",
    }
    for part, wrong in spoilt.items():
        assert len(list(wrong_values("waiver", tomllib.loads(GOOD.replace(part, wrong))))) == 1
    assert list(wrong_values("waiver", {"cap": 3})) == [
        "waiver.cap: stands bare, wants label, source and values"
    ]
