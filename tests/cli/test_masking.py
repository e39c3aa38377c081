"""Identity, phone and card numbers: hidden everywhere until somebody gives a reason (R181)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.desks import CHECKED, ENQUIRIES, LIST, DeskAt, a_desk

PERSON, PHONE, CARD, FIRM = (
    "610103198802160028", "13900001202", "6200000000001201", "91610102MA6TEXT012",
)  # fmt: skip
TEXT = f"本人{PERSON}，电话 {PHONE}、139 0000 1203，卡 6200 0000 0000 1201，企业{FIRM}"
RUN = re.compile(r"(?<!\d)(?:\d{11}|\d{16}|\d{17}[\dXx])(?![\dXx])")
CASE = "XA-2026-00002"
LISTS = (
    ("case", "list"),
    ("case", "list", "--state", "all", "--search", "1202"),
    ("account", "list"),
    ("today",),
    ("approval", "list"),
    ("staff", "list"),
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A desk where every free text of a case holds every kind of number; its tests only read."""
    desk = a_desk(tmp_path_factory.mktemp("masked"), staff=True)
    desk.ok("import", LIST)
    desk.ok("case", "add", "--from", ENQUIRIES)
    tell(desk, CASE, {"reason_text": TEXT, "collateral": TEXT, "extra": {"note": TEXT, PHONE: "x"}})
    desk.ok("case", "verify", CASE, "--from", "-", stdin=CHECKED | {"evidence": TEXT})
    desk.ok("case", "classify", CASE, "--class", "malicious", "--ground", TEXT)
    desk.by("zhao").ok("approval", "grant", "A-1", "--ground", TEXT, "--external-no", PHONE,
                       "--decided-by", f"@{spoken(desk)}")  # fmt: skip
    desk.by("wang").ok("approval", "confirm", "A-1", "--ground", TEXT)
    contact = {"direction": "in", "channel": "call", "number": PHONE, "result": "refuses",
               "text": TEXT, "recording": PHONE, "next_none_because": TEXT}  # fmt: skip
    desk.ok("contact", "add", CASE, "--from", "-", stdin=contact)
    promise = {"amount": "12000", "due_on": "2026-11-27", "source": TEXT}
    desk.ok("promise", "add", CASE, "--from", "-", stdin=promise)
    desk.ok("contact", "add", CASE, "--from", "-", stdin=contact)
    told = {"name": f"刘晓燕 {PHONE}", "address": TEXT, "contact_person": PERSON}
    desk.ok("customer", "edit", "C00002", "--from", "-", "--ground", TEXT, stdin=told)
    return desk


def tell(desk: DeskAt, number: str, told: dict[str, Any]) -> None:
    """A correction of a case."""
    desk.ok("case", "edit", number, "--from", "-", "--ground", TEXT, stdin=told)


def spoken(desk: DeskAt) -> Path:
    """A file with words that hold numbers."""
    path = desk.path.parent / "decided.txt"
    path.write_text(f"何处长 {PHONE}", "utf-8")
    return path


def numbers(said: str) -> list[str]:
    """Every run that could be a telephone, card or identity number; checksums are none."""
    return RUN.findall(re.sub(r"\b[0-9a-f]{64}\b", "", said))


def commands() -> Iterator[tuple[str, ...]]:
    """Every listing, and the whole of every case."""
    yield from LISTS
    for number in range(1, 13):
        yield ("case", "show", f"XA-2026-{number:05}")
    yield ("case", "show", CASE, "--as-of", "2026-12-01")
    yield ("case", "suggest", CASE)
    yield ("account", "show", "XADK2025583705")


@pytest.mark.parametrize("face", [[], ["--json"]])
def test_no_list_and_no_case_shows_a_whole_number(desk: DeskAt, face: list[str]) -> None:
    """Not in a field of its own, not in free text, plain or JSON (R181)."""
    for command in commands():
        ran = desk.run(*command, *face)
        assert ran.code == 0 and not numbers(ran.said), (command, numbers(ran.said))
        for whole in (PERSON, PHONE, CARD, FIRM):
            assert whole not in ran.said


def test_what_is_masked_can_still_be_told_apart(desk: DeskAt) -> None:
    """The tail of an identity number and of a phone, the last four of a card."""
    customer = desk.show(CASE)["customer"]
    assert (customer["id_number"], customer["phones"]) == ("610103********0028", ["139****1202"])

    card = desk.show("XA-2026-00005")
    assert card["loan"]["contract_no"] == card["enquiry"]["contract_no"] == "**** **** **** 1201"
    loan = desk.show("XA-2026-00001")["loan"]
    assert (loan["contract_no"], loan["guarantors"][0]["phone"]) == (
        "XADK2024000101", "139****1201",
    )  # fmt: skip


def test_a_sum_is_never_masked(tmp_path: Path) -> None:
    """Twelve billion yuan are no telephone number, in the list and in the case, plain and JSON."""
    desk = a_desk(tmp_path)
    desk.add({"channel": "phone", "customer_name": "某集团", "wishes": "none",
              "amount": "12,345,678,901.00", "loan_balance": "9999999999999.99"})  # fmt: skip
    promise = {"amount": "12345678901", "due_on": "2026-11-27"}
    desk.ok("promise", "add", "XA-2026-00001", "--from", "-", stdin=promise)

    case = desk.show("XA-2026-00001")

    assert case["promises"][0]["amount"] == case["promises"][0]["owed"] == "12345678901.00"
    assert case["loan"]["amount"] == case["enquiry"]["amount"] == "12345678901.00"
    assert case["loan"]["loan_balance"] == "9999999999999.99"
    assert "12,345,678,901.00" in desk.run("case", "show", "XA-2026-00001").out
    assert "12,345,678,901.00" in desk.run("case", "list").out


def test_a_reason_shows_the_numbers_and_leaves_an_entry(tmp_path: Path) -> None:
    """Who, when, why; the reason is given before anything is shown (R181)."""
    desk = a_desk(tmp_path, staff=True)
    desk.ok("case", "add", "--from", ENQUIRIES)

    shown = desk.by("li").ok("case", "show", CASE, "--reveal", "核对身份证复印件")

    assert (shown["customer"]["id_number"], shown["customer"]["phones"]) == (PERSON, [PHONE])
    entry = desk.show(CASE)["timeline"][-1]
    assert (entry["kind"], entry["by"], entry["role"]) == ("revealed", "li", "junior")
    assert "核对身份证复印件" in entry["text"]
    assert PERSON in desk.run("case", "show", CASE, "--reveal", "再次核对").out


def test_revealing_needs_a_reason_a_case_and_the_right(tmp_path: Path) -> None:
    """No reason or no such case = 2, the reader = 3; nothing shown, nothing recorded (R172)."""
    desk = a_desk(tmp_path, staff=True)
    desk.ok("case", "add", "--from", ENQUIRIES)
    show = ("case", "show", CASE, "--reveal")

    assert desk.refused(2, *show, " ").codes == ["case.no-ground"]
    assert desk.refused(2, *show, "a\x1b[0m").codes == ["text.control-character"]
    assert desk.refused(2, "case", "show", "XA-2026-00099", "--reveal", "x").codes == ["case.none"]
    ran = desk.by("kan").refused(3, *show, "好奇")
    assert ran.codes == ["authority.not-yours"] and PERSON not in ran.said


def test_an_accounts_numbers_are_revealed_with_a_reason_too(tmp_path: Path) -> None:
    """The audit trail has a row of it; the contract stands there by its tail alone (R181)."""
    desk = a_desk(tmp_path, staff=True)
    desk.ok("import", LIST)
    show = ("account", "show", "XADK2025583705", "--reveal")

    account = desk.ok(*show, "核对电话")

    assert "*" not in account["phone"] and "*" not in account["id_number"]
    audit = json.loads(desk.records["cases.json"])["audit"].values()
    rows = [row for row in audit if row["verb"] == "number.reveal"]
    assert [(row["by"], row["ref"]) for row in rows] == [("s01", "account 3705: 核对电话")]
    assert desk.refused(2, "account", "show", "NOPE", "--reveal", "x").codes == ["account.none"]


def test_a_filed_case_is_revealed_with_a_row_in_the_audit_trail(tmp_path: Path) -> None:
    """What is sealed is not written again; the audit row names it (R181)."""
    desk = a_desk(tmp_path)
    desk.ok("case", "add", "--from", ENQUIRIES)
    desk.ok("case", "close", CASE, "--outcome", "recorded_in_error", "--ground", "重复登记")
    desk.ok("case", "archive", CASE)
    assert not numbers(desk.run("case", "list", "--state", "all").out)

    shown = desk.ok("case", "show", CASE, "--reveal", "法院调卷")

    assert shown["customer"]["id_number"] == PERSON
    assert f"{CASE}: 法院调卷" in desk.records["cases.json"].decode()
