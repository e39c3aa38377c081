"""Enquiries recorded from files (R030-R034): what a case knows of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.desks import ENQUIRIES, LIST, DeskAt, a_desk, an_enquiry

BY_REGISTER = {
    "channel": "phone",
    "contract_no": "XADK2025583705",
    "reason_text": "下游客户拖欠货款",
}
TOLD = [json.loads(line) for line in ENQUIRIES.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def twelve(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A desk that has taken the twelve sample enquiries; its tests only read."""
    desk = a_desk(tmp_path_factory.mktemp("twelve"))
    added = desk.ok("case", "add", "--from", ENQUIRIES)
    assert [one["number"][-2:] for one in added] == [f"{n:02}" for n in range(1, 13)]
    assert not any(one["existing"] for one in added)
    return desk


def test_every_enquiry_becomes_a_case_at_once(twelve: DeskAt) -> None:
    """By phone, in person, online or in writing (R030, R031); numbers run within the year."""
    cases = [twelve.show(row["number"]) for row in reversed(twelve.ok("case", "list"))]

    assert [c["number"] for c in cases] == [f"XA-2026-{n:05}" for n in range(1, 13)]
    assert [c["enquiry"]["channel"] for c in cases] == [t["channel"] for t in TOLD]
    assert {c["enquiry"]["channel"] for c in cases} == {"phone", "walk_in", "online", "written"}


def test_a_case_keeps_what_was_asked_for(twelve: DeskAt) -> None:
    """Name, product, overdue amount, due date, reason, reason in words (R032, R033, R034)."""
    for told, row in zip(TOLD, reversed(twelve.ok("case", "list")), strict=True):
        case = twelve.show(row["number"])
        for key in ("customer_name", "product", "reason", "reason_text", "wishes"):
            assert case["enquiry"][key] == told[key]
        assert case["customer"]["name"] == told["customer_name"]
        assert case["loan"]["due_date"] == told.get("due_date", "2026-09-19")
        assert [g["name"] for g in case["loan"]["guarantors"]] == [
            g["name"] for g in told.get("guarantors", [])
        ]


@pytest.mark.parametrize(
    ("number", "days", "severity"),
    [(12, 30, "light"), (11, 90, "moderate"), (1, 41, "moderate"), (3, 145, "severe")],
)
def test_severity_goes_by_whole_days_after_the_due_date(
    twelve: DeskAt, number: int, days: int, severity: str
) -> None:
    """Day 30 is light, day 90 is moderate, day 91 severe (R055, R056)."""
    case = twelve.show(f"XA-2026-{number:05}")

    assert (case["days_past_due"], case["severity"]) == (days, severity)


def test_the_day_after_ninety_is_severe(twelve: DeskAt) -> None:
    """The same case judged a day later (R056); --as-of changes nothing that is stored."""
    later = twelve.ok("case", "show", "XA-2026-00011", "--as-of", "2026-11-23")

    assert (later["days_past_due"], later["severity"]) == (91, "severe")


def test_full_width_digits_and_ten_thousands_are_read(twelve: DeskAt) -> None:
    """９８，０００．００ is 98000.00; 1.2万 is 12000.00 and only approximately so (R033)."""
    full, rounded = twelve.show("XA-2026-00007"), twelve.show("XA-2026-00002")

    assert full["loan"]["amount"] == "98000.00"
    assert rounded["loan"]["amount"] == "12000.00"
    assert rounded["loan"]["sources"]["amount"]["approximate"] is True
    assert full["loan"]["sources"]["amount"]["approximate"] is False


def test_a_rare_character_stays_as_it_was_typed(twelve: DeskAt) -> None:
    """赵㐂 is found, shown and kept (R032)."""
    assert [r["customer"] for r in twelve.ok("case", "list", "--search", "赵㐂")] == ["赵㐂"]
    assert "赵㐂" in twelve.run("case", "show", "XA-2026-00008").out


def test_the_branchs_own_fields_are_kept(twelve: DeskAt) -> None:
    """Keys of extra are kept as text, known to a form or not (R040)."""
    case = twelve.show("XA-2026-00007")

    assert case["extra"] == {"machine_location": "榆林神木某煤矿", "machine_hours": "3120"}


def test_what_the_case_lacks_is_said_and_asked_again(twelve: DeskAt) -> None:
    """A gap is no obstacle on the phone; it stands on the worklist (practice: 待补)."""
    case = twelve.show("XA-2026-00004")
    assert case["to_complete"] == ["contract_rate", "penalty_uplift"]

    asked = [i for i in twelve.ok("today", "--kind", "to_complete") if i["case"] == case["number"]]

    assert len(asked) == 1 and "合同年利率" in asked[0]["text"]


def test_an_unknown_rate_leaves_the_penalty_unknown(twelve: DeskAt) -> None:
    """Null and a finding, never 0 (R123)."""
    debt = twelve.show("XA-2026-00004")["debt"]

    assert (debt["penalty"], debt["total"], debt["known_total"]) == (None, None, "4812.36")
    assert {"debt.no-rate", "debt.no-uplift"} <= {f["code"] for f in debt["findings"]}


def test_the_least_that_a_call_gives_is_enough(tmp_path: Path) -> None:
    """Channel, a name, and what the customer wants (R002, R035)."""
    desk = a_desk(tmp_path)

    added = desk.add({"channel": "phone", "customer_name": "秦小满", "wishes": "explanation"})

    assert added["to_complete"][:2] == ["contract_no", "id_number"]
    assert desk.show(added["number"])["severity"] is None


def test_the_same_loan_again_goes_into_its_open_case(tmp_path: Path) -> None:
    """existing is true, the case one version on, what was said is kept (R031)."""
    desk = a_desk(tmp_path)
    first = desk.add(an_enquiry())

    again = desk.add(an_enquiry(reason_text="仍未发工资", channel="walk_in", first_overdue=False))

    assert (again["number"], again["existing"], again["version"]) == (first["number"], True, 2)
    entries = desk.show(first["number"])["timeline"]
    assert [e["kind"] for e in entries] == ["enquired", "enquired_again"]
    assert "仍未发工资" in entries[1]["text"] and "首次逾期 否" in entries[1]["text"]


def test_another_call_completes_what_was_lacking(tmp_path: Path) -> None:
    """Identity number, phone and rate are taken; a figure that is known stays (practice: 待补)."""
    desk = a_desk(tmp_path)
    first = desk.add(an_enquiry())["number"]

    told = {"amount": "9000", "contract_rate": "4.35%", "penalty_uplift": "50%"}
    again = desk.add(an_enquiry(id_number="610103198802160028", phone="13900001202", **told))

    case = desk.show(first)
    assert (again["existing"], again["to_complete"]) == (True, [])
    assert (case["loan"]["amount"], case["loan"]["contract_rate"]) == ("12000.00", "0.0435")
    assert case["customer"]["id_number"].endswith("0028")
    assert case["customer"]["phones"] == ["139****1202"]


def test_another_callers_number_and_identity_are_not_the_customers(tmp_path: Path) -> None:
    """A relative's phone stays with their call; a number that differs is pointed out (R177)."""
    desk = a_desk(tmp_path)
    first = desk.add(an_enquiry(id_number="610103198802160028", phone="13900001202"))["number"]

    desk.add(an_enquiry(caller_relation="family", phone="13900001299"))
    other = desk.add(an_enquiry(id_number="610104198606226065"))

    assert "customer.identity-differs" in [f["code"] for f in other["findings"]]
    customer = desk.show(first)["customer"]
    assert (customer["id_number"], customer["phones"]) == ("610103********0028", ["139****1202"])


def test_the_same_identity_number_is_the_same_customer(tmp_path: Path) -> None:
    """Two loans, one customer; each case tells of the other (R032)."""
    desk = a_desk(tmp_path)
    number = "610103198802160028"
    one = desk.add(an_enquiry(id_number=number, phone="13900001202"))
    two = desk.add(an_enquiry(id_number=number, contract_no="XAGR2025000998"))

    cases = [desk.show(added["number"]) for added in (one, two)]

    assert cases[0]["customer"]["id"] == cases[1]["customer"]["id"] == "C00001"
    assert cases[1]["other_cases"] == [one["number"]]


def test_the_same_name_and_phone_without_a_number_are_pointed_out(tmp_path: Path) -> None:
    """They are asked about, never merged by themselves (R032)."""
    desk = a_desk(tmp_path)
    one = desk.add(an_enquiry(phone="139-0000 1202"))
    two = desk.add(an_enquiry(phone="１３９００００１２０２", contract_no="XAGR2025000998"))

    assert "customer.maybe-same" in [f["code"] for f in two["findings"]]
    assert desk.show(one["number"])["customer"]["id"] != desk.show(two["number"])["customer"]["id"]


def test_a_contract_of_the_register_brings_everything_else(tmp_path: Path) -> None:
    """Channel, contract and words are enough: customer, figures and date come along (R037)."""
    desk = a_desk(tmp_path)
    desk.ok("import", LIST)

    case = desk.show(desk.add(BY_REGISTER)["number"])

    loan, customer = case["loan"], case["customer"]
    assert (customer["name"], customer["kind"]) == ("陕西宏远建材有限责任公司", "enterprise")
    assert customer["id_number"].startswith("9161") and "*" in customer["id_number"]
    assert (loan["product"], loan["loan_balance"]) == ("fixed_asset", "211023.64")
    assert (loan["amount"], loan["contract_rate"]) == ("4238.98", "0.0385")
    assert (loan["due_date"], case["days_past_due"]) == ("2026-10-04", 49)
    assert loan["sources"]["amount"]["kind"] == "core_list"
    assert case["debt"]["penalty"] is None and loan["penalty_uplift"] is None


def test_what_the_customer_says_stands_beside_the_list(tmp_path: Path) -> None:
    """A difference is shown, not refused (R037)."""
    desk = a_desk(tmp_path)
    desk.ok("import", LIST)

    added = desk.add(BY_REGISTER | {"amount": "4000", "due_date": "2026-10-05"})

    case: dict[str, Any] = desk.show(added["number"])
    assert (case["loan"]["amount"], case["loan"]["stated_amount"]) == ("4238.98", "4000.00")
    assert {"enquiry.amount-differs", "enquiry.due-differs"} <= {
        f["code"] for f in added["findings"]
    }


def test_accounts_under_the_same_name_are_pointed_out_without_a_contract(tmp_path: Path) -> None:
    """The clerk chooses the contract; none is taken by itself (R037)."""
    desk = a_desk(tmp_path)
    desk.ok("import", LIST)

    added = desk.add(
        {"channel": "phone", "customer_name": "陕西宏远建材有限责任公司", "wishes": "none"}
    )

    assert "enquiry.known-accounts" in [f["code"] for f in added["findings"]]
    assert desk.show(added["number"])["loan"]["contract_no"] == ""


def test_a_list_of_objects_is_taken_like_lines(tmp_path: Path) -> None:
    """A JSON list in order; people read one sentence a case."""
    desk = a_desk(tmp_path)
    two = [an_enquiry(), an_enquiry(contract_no="XAGR2025000998")]

    ran = desk.run("case", "add", "--from", "-", stdin=two)

    assert ran.code == 0 and ran.out.count("已保存：案卷 XA-2026-0000") == 2
