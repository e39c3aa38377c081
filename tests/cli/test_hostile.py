"""Whatever is handed in: saved whole or refused whole, shown without harm."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.desks import ROOT, DeskAt, a_desk, an_enquiry
from tests.proof import full

FORM = tomllib.loads((ROOT / "forms" / "enquiry.toml").read_text("utf-8"))
KEYS = [field["key"] for field in FORM["fields"]]
ACTS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""What could steer a terminal or turn a line around."""

texts = st.text(st.characters(codec=None), max_size=20)
leaves = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), texts,
    st.sampled_from(["2026-10-18", "1.2万", "phone", "self", "13900001202", "5%", "1e9999"]),
)  # fmt: skip
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
objects = st.dictionaries(st.sampled_from([*KEYS, "extra"]) | texts, values, max_size=6)
nearly = st.builds(
    lambda told, extra: {**told, "extra": extra},
    st.fixed_dictionaries(
        {"channel": st.just("phone"), "customer_name": texts, "wishes": st.just("none")},
        optional=dict.fromkeys(("reason_text", "address", "contract_no", "collateral"), texts),
    ),
    st.dictionaries(texts, texts, max_size=2),
)
SLOW = settings(
    max_examples=full(200, 20),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A desk with one plain case."""
    desk = a_desk(tmp_path_factory.mktemp("made"))
    desk.add(an_enquiry())
    return desk


@pytest.fixture
def desk(made: DeskAt, tmp_path: Path) -> DeskAt:
    """A copy of it for each test."""
    return made.copied(tmp_path)


@given(objects | nearly)
@SLOW
def test_any_json_is_taken_whole_or_refused_whole(desk: DeskAt, told: dict[str, Any]) -> None:
    """Exit 0 or 2, one document, and on 2 not a byte of the records is changed."""
    before = desk.records

    ran = desk.run("case", "add", "--from", "-", "--json", stdin=json.dumps(told))

    assert ran.code in (0, 2), ran.said
    if ran.code == 2:
        assert ran.json["errors"] and desk.records == before
        return
    shown = desk.show(ran.json["number"])["enquiry"]
    assert shown["customer_name"].strip() and shown["channel"] == told["channel"]
    plain = desk.run("case", "show", ran.json["number"])
    assert plain.code == 0 and not ACTS.search(plain.out)


@given(st.binary(max_size=40) | texts.map(lambda t: t.encode("utf-8", "surrogatepass")))
@settings(SLOW, max_examples=full(200, 15))
def test_any_bytes_are_refused_with_a_sentence(desk: DeskAt, data: bytes) -> None:
    """Exit 2, whatever the file holds that is no enquiry."""
    ran = desk.refused(2, "case", "add", "--from", "-", stdin=data)

    assert ran.json["errors"]


NAMES = [
    "赵㐂",
    "𠀋𡈽",
    "Ａ（中国）有限公司",
    "O'Brien; DROP TABLE cases;--",
    "{number} %s {{ x }} {% if %}",
    '=HYPERLINK("http://x")',
    "../../etc/passwd",
    "CON",
    "阿依古丽·买买提",
    "e\u0301\u0302\u0303" * 30,
    "شركة",
    "\u202e司公限有",
    "王\u200b五",
    "\ufeff王五",
    "👨‍👩‍👧‍👦",
    "<b>王五</b> [red]",
    "王" * 200,
    "\u3164",
]


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_strange_name_goes_through_every_list_and_comes_back(tmp_path: Path, name: str) -> None:
    """Stored as typed, found again, shown without marks that act (R032)."""
    desk = a_desk(tmp_path)

    number = desk.add(an_enquiry(customer_name=name, reason_text=name))["number"]

    assert desk.show(number)["customer"]["name"] == name
    found = desk.ok("case", "list", "--search", "-", stdin=name.encode())
    assert [row["customer"] for row in found] == [name]
    for lang in ("zh", "en"):
        for command in (["case", "list"], ["case", "show", number], ["today"]):
            ran = desk.run(*command, lang=lang)
            assert ran.code == 0 and not ACTS.search(ran.out)
    desk.ok("case", "close", number, "--outcome", "recorded_in_error", "--ground", name)
    desk.ok("case", "archive", number)
    assert [r["customer"] for r in desk.ok("case", "list", "--state", "all")] == [name]
    assert not [p for p in desk.path.rglob("*") if p.name in ("CON", "passwd")]


@pytest.mark.parametrize(
    "number", ["", " ", "../x", "*", "XA-2026-00001\n", "\udcff", "案" * 5_000]
)
def test_a_strange_case_number_is_no_case(desk: DeskAt, number: str) -> None:
    """Exit 2 for every command that takes one, with nothing written anywhere."""
    for command in (
        ("case", "show", number),
        ("case", "archive", number),
        ("letter", "draft", number, "overdue_notice"),
        ("case", "show", number, "--reveal", "x"),
    ):
        assert desk.refused(2, *command).codes == ["case.none"]


def test_a_megabyte_in_a_ground_is_refused(desk: DeskAt, tmp_path: Path) -> None:
    """Longer is refused, never cut."""
    (tmp_path / "long.txt").write_text("理" * 350_000, "utf-8")

    ran = desk.refused(2, "case", "close", "XA-2026-00001", "--outcome", "recorded_in_error",
                       "--ground", f"@{tmp_path / 'long.txt'}")  # fmt: skip

    assert ran.codes == ["text.too-long"]


@pytest.mark.parametrize("day", ["1900-01-01", "1970-01-01", "2036-11-22", "2199-12-31"])
def test_a_clock_far_off_breaks_nothing(desk: DeskAt, day: str) -> None:
    """The day is wrong, the desk still opens, lists and takes in."""
    far = desk.on(day)

    for command in (["case", "list"], ["today"], ["case", "show", "XA-2026-00001"]):
        assert far.run(*command).code == 0
    added = far.add(an_enquiry(contract_no="B", due_date=None, days_overdue=36_500))
    assert far.show(added["number"])["days_past_due"] == 36_500


def test_a_link_in_the_place_of_a_file_leads_no_write_elsewhere(
    desk: DeskAt, tmp_path: Path
) -> None:
    """The canary outside the desk stays as it is."""
    canary = tmp_path / "canary"
    canary.write_text("alive")
    (desk.path / "holder.json").unlink()
    (desk.path / "holder.json").symlink_to(canary)

    desk.add(an_enquiry(contract_no="XAGR2025000998"))

    assert canary.read_text() == "alive"
