"""A branch adds a field to a form and no line of Python: it is read, kept and shown (R040)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.desks import ROOT, DeskAt, a_desk, an_enquiry

CASE = "XA-2026-00001"
CONTACT = {"direction": "in", "channel": "call", "result": "paid", "next_none_because": "已还"}


def with_field(desk: DeskAt, form: str, key: str, kind: str = "line") -> DeskAt:
    """The desk with one more field at the end of a form of its own."""
    shipped = (ROOT / "forms" / f"{form}.toml").read_text("utf-8")
    field = (
        f'[[fields]]\nkey = "{key}"\nlabel = {{ zh = "行业", en = "Sector" }}\nkind = "{kind}"\n'
    )
    (desk.path / "forms").mkdir(exist_ok=True)
    (desk.path / "forms" / f"{form}.toml").write_text(f"{shipped}\n{field}", "utf-8")
    return desk


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A desk with one case."""
    desk = a_desk(tmp_path_factory.mktemp("made"))
    desk.add(an_enquiry())
    return desk


@pytest.fixture
def desk(made: DeskAt, tmp_path: Path) -> DeskAt:
    """A copy of it for each test."""
    return made.copied(tmp_path)


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [("line", " 餐饮 ", "餐饮"), ("amount", "1.2万", "12000.00"), ("yes_no", "是", "true"),
     ("date", "2026年10月18日", "2026-10-18"), ("days", "35天", "35")],
)  # fmt: skip
def test_a_field_of_the_enquiry_lands_in_extra(
    desk: DeskAt, kind: str, given: str, kept: str
) -> None:
    """Read by its kind, kept as text; a wrong answer is refused beside its key."""
    with_field(desk, "enquiry", "sector", kind)
    told = an_enquiry(contract_no="B", extra={"sector": given})

    assert desk.show(desk.add(told)["number"])["extra"] == {"sector": kept}
    if kind != "line":
        wrong = desk.refused(
            2, "case", "add", "--from", "-", stdin=told | {"extra": {"sector": "?"}}
        )
        assert wrong.fields == {"sector"}


@pytest.mark.parametrize("key", ["sector", "kind", "case", "act", "new"])
def test_a_field_of_a_contact_may_have_any_name(desk: DeskAt, key: str) -> None:
    """It is kept with the contact and told in the history."""
    with_field(desk, "contact", key)

    desk.ok("contact", "add", CASE, "--from", "-", stdin=CONTACT | {key: "餐饮"})

    case = desk.show(CASE)
    assert case["contacts"][0][key] == "餐饮" and "行业 餐饮" in case["timeline"][-1]["text"]


def test_a_sum_in_a_contact_is_kept_as_a_sum(desk: DeskAt) -> None:
    """1.2万 is 12000.00 there too."""
    with_field(desk, "contact", "offered", "amount")

    desk.ok("contact", "add", CASE, "--from", "-", stdin=CONTACT | {"offered": "1.2万"})

    assert desk.show(CASE)["contacts"][0]["offered"] == "12000.00"


def test_fields_of_customers_and_staff_are_kept_in_extra(desk: DeskAt) -> None:
    """Beside the record's own keys; a correction keeps what stood before."""
    with_field(with_field(desk, "customer", "sector"), "staff", "desk_no", "days")
    edit = ("customer", "edit", "C00001", "--from", "-", "--ground", "补录")

    desk.ok(*edit, stdin={"sector": "餐饮"})
    desk.ok(*edit, stdin={"sector": "建材", "name": "秦小曼"})
    desk.ok("staff", "add", "li", "--role", "junior", "--from", "-",
            stdin={"name": "李", "desk_no": 7})  # fmt: skip

    customer = desk.show(CASE)["customer"]
    assert (customer["name"], customer["extra"]) == ("秦小曼", {"sector": "建材"})
    tables: dict[str, Any] = json.loads(desk.records["cases.json"])
    edited = next(iter(tables["cases"].values()))["timeline"][-1]
    assert edited["facts"]["before"] == {"sector": "餐饮", "name": "秦小满"}
    assert [m["extra"] for m in tables["staff"].values()][-1] == {"desk_no": "7"}


def test_a_form_with_a_fault_is_named_with_its_file(desk: DeskAt) -> None:
    """Exit 2: which file, which line; nothing is saved (R022)."""
    with_field(desk, "enquiry", "sector", "colour")

    ran = desk.refused(2, "case", "add", "--from", "-", stdin=an_enquiry())

    assert "enquiry.toml" in ran.json["errors"][0]["text"]
