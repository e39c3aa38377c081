"""Corrections: with a ground, with what stood before, and never in silence (R171)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.desks import DeskAt, a_desk, an_enquiry

EDIT = ("case", "edit", "XA-2026-00001", "--from", "-", "--ground", "登记有误")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A desk with two cases of two loans."""
    desk = a_desk(tmp_path_factory.mktemp("made"), staff=True)
    desk.add(an_enquiry(id_number="610103198802160028", extra={"machine_hours": "3120"}))
    desk.add(an_enquiry(contract_no="XAGR2025000998", id_number="610104198606226065"))
    return desk


@pytest.fixture
def desk(made: DeskAt, tmp_path: Path) -> DeskAt:
    """A copy of it for each test."""
    return made.copied(tmp_path)


def entries(desk: DeskAt, number: str) -> list[dict[str, Any]]:
    """The history of a case as it is stored."""
    tables = json.loads((desk.path / "cases.json").read_text("utf-8"))
    case = next(c for c in tables["cases"].values() if c["number"] == number)
    found: list[dict[str, Any]] = case["timeline"]
    return found


def test_a_correction_keeps_what_stood_before(desk: DeskAt) -> None:
    """Who, why, which keys, and the old values (R171)."""
    changed = {"amount": "1.3万", "reason": "illness", "extra": {"machine_hours": "3200"}}

    done = desk.by("li").ok(*EDIT, stdin=changed)

    case, entry = desk.show("XA-2026-00001"), entries(desk, "XA-2026-00001")[-1]
    assert done["version"] == case["version"] == 2
    assert (case["loan"]["amount"], case["enquiry"]["reason"]) == ("13000.00", "illness")
    assert case["extra"]["machine_hours"] == "3200"
    assert (entry["by"], entry["kind"], entry["facts"]["ground"]) == ("li", "edited", "登记有误")
    assert entry["facts"]["before"] == {
        "amount": "12000.00", "reason": "cash_flow", "machine_hours": "3120",
    }  # fmt: skip


def test_days_are_corrected_as_a_due_date(desk: DeskAt) -> None:
    """One of both is enough, the other follows (R056)."""
    desk.ok(*EDIT, stdin={"days_overdue": 91})

    case = desk.show("XA-2026-00001")
    assert (case["loan"]["due_date"], case["severity"]) == ("2026-08-23", "severe")


def test_the_amount_follows_its_corrected_parts(desk: DeskAt) -> None:
    """Principal and interest always add up to it; an amount that does not is refused (R033)."""
    desk.ok(*EDIT, stdin={"overdue_principal": "11000", "overdue_interest": "1000"})

    desk.ok(*EDIT, stdin={"overdue_interest": "1,500.00"})

    assert desk.show("XA-2026-00001")["loan"]["amount"] == "12500.00"
    assert desk.refused(2, *EDIT, stdin={"amount": "13000"}).codes == ["enquiry.sum-contradicts"]


WRONG: list[tuple[dict[str, Any], str]] = [
    ({}, "case.nothing-given"),
    ({"amount": None}, "case.nothing-given"),
    ({"amount": "-1"}, "amount.not-an-amount"),
    ({"due_date": "2027-11-22"}, "enquiry.due-too-far"),
    ({"due_date": "2026-10-18", "days_overdue": 3}, "enquiry.days-contradict"),
    ({"channel": "bank_list"}, "enquiry.bank-list"),
    ({"contract_no": "XAGR2025000998"}, "case.contract-taken"),
    ({"customer_name": "王五"}, "case.edit-customer"),
    ({"id_number": "610102198304012229"}, "case.edit-customer"),
    ({"identity_checked": ["id_card_seen"]}, "case.edit-verify"),
    ({"colour": "red"}, "form.unknown-key"),
]


@pytest.mark.parametrize(("told", "code"), WRONG)
def test_a_correction_that_would_be_wrong_or_lost_is_refused(
    desk: DeskAt, told: dict[str, Any], code: str
) -> None:
    """Exit 2: the door of the first enquiry, and no key is passed over in silence."""
    assert desk.refused(2, *EDIT, stdin=told).codes == [code]


@pytest.mark.parametrize("ground", ["", "  ", "a\x07", "理" * 5_001])
def test_a_correction_needs_a_ground_that_can_be_kept(desk: DeskAt, ground: str) -> None:
    """Exit 2; a ground is a text like any other (R171)."""
    ran = desk.refused(2, *EDIT[:-1], ground, stdin={"reason": "illness"})

    assert [e["field"] for e in ran.json["errors"]] == ["ground"]


def test_a_ground_may_come_from_a_file(desk: DeskAt, tmp_path: Path) -> None:
    """@FILE keeps words out of the shell's history (R181)."""
    (tmp_path / "理由.txt").write_text("客户来函更正\r\n附件一", "utf-8")

    desk.ok(*EDIT[:-1], f"@{tmp_path / '理由.txt'}", stdin={"reason": "illness"})

    assert entries(desk, "XA-2026-00001")[-1]["facts"]["ground"] == "客户来函更正\n附件一"
    missing = desk.refused(2, *EDIT[:-1], "@nowhere.txt", stdin={"reason": "illness"})
    assert missing.codes == ["file.missing"]


def test_a_customers_record_is_corrected_once_for_all_their_cases(desk: DeskAt) -> None:
    """Each open case has the entry (R171)."""
    desk.ok("customer", "edit", "C00001", "--from", "-", "--ground", "客户更名",
            stdin={"name": "秦小曼", "phone": "13900001999"})  # fmt: skip

    case, entry = desk.show("XA-2026-00001"), entries(desk, "XA-2026-00001")[-1]
    assert (case["customer"]["name"], case["customer"]["phones"]) == ("秦小曼", ["139****1999"])
    assert entry["facts"]["before"] == {"name": "秦小满", "phone": []}
    assert desk.show("XA-2026-00002")["version"] == 1


def test_two_customers_never_share_an_identity_number(desk: DeskAt) -> None:
    """Exit 2: the same number is the same customer (R032)."""
    ran = desk.refused(2, "customer", "edit", "C00001", "--from", "-", "--ground", "更正",
                       stdin={"id_number": "610104198606226065"})  # fmt: skip

    assert ran.codes == ["customer.identity-taken"]
    unknown = desk.refused(2, "customer", "edit", "C99999", "--from", "-", "--ground", "x",
                           stdin={"name": "x"})  # fmt: skip
    assert unknown.codes == ["customer.none"]


def test_the_reader_corrects_nothing(desk: DeskAt) -> None:
    """Exit 3 (R172)."""
    ran = desk.by("kan").refused(3, *EDIT, stdin={"reason": "illness"})

    assert ran.codes == ["authority.not-yours"]


def test_a_branchs_required_field_is_not_asked_again_by_a_correction(desk: DeskAt) -> None:
    """A field added to the form without Python is asked in the enquiry only (R040)."""
    form = (Path(__file__).parents[2] / "forms" / "enquiry.toml").read_text("utf-8")
    own = '\n[[fields]]\nkey = "sector"\nlabel = { zh = "行业", en = "Sector" }\nrequired = true\n'
    (desk.path / "forms").mkdir()
    (desk.path / "forms" / "enquiry.toml").write_text(form + own, "utf-8")

    missing = desk.refused(2, "case", "add", "--from", "-", stdin=an_enquiry())
    desk.ok(*EDIT, stdin={"reason": "illness"})

    assert [(e["field"], e["code"]) for e in missing.json["errors"]] == [
        ("sector", "form.required")
    ]
