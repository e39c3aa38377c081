"""What the door does not take: exit 2, every fault at once, not a byte of the records changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.desks import ENQUIRIES, DeskAt, a_desk, an_enquiry


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A desk with one case; every test here leaves it as it is."""
    desk = a_desk(tmp_path_factory.mktemp("refused"))
    desk.add(an_enquiry(contract_no="XAGR2025000001"))
    return desk


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"id_number": "610103198802160027"}, "id_number", "form.bad-identity"),
    ({"id_number": "91610102MA6TEXT013"}, "id_number", "form.bad-identity"),
    ({"id_number": "610103198802300028"}, "id_number", "form.bad-identity"),
    ({"amount": "-5"}, "amount", "amount.not-an-amount"),
    ({"amount": -12000}, "amount", "amount.not-an-amount"),
    ({"amount": "0"}, "amount", "amount.out-of-range"),
    ({"amount": "10000000000000"}, "amount", "amount.out-of-range"),
    ({"amount": "12.345,67"}, "amount", "amount.not-an-amount"),
    ({"amount": "1e5"}, "amount", "amount.not-an-amount"),
    ({"amount": "约5万"}, "amount", "amount.not-an-amount"),
    ({"amount": "NaN"}, "amount", "amount.not-an-amount"),
    ({"amount": "伍万元整"}, "amount", "amount.not-an-amount"),
    ({"amount": "١٢٠٠٠"}, "amount", "amount.not-an-amount"),
    ({"amount": "0.005"}, "amount", "amount.not-an-amount"),
    ({"amount": True}, "amount", "amount.not-an-amount"),
    ({"amount": ["12000"]}, "amount", "amount.not-an-amount"),
    ({"due_date": "2026-12-24"}, "due_date", "enquiry.due-too-far"),
    ({"due_date": "2026-02-30"}, "due_date", "date.no-such-day"),
    ({"due_date": "+3"}, "due_date", "date.not-a-date"),
    ({"days_overdue": 34}, "days_overdue", "enquiry.days-contradict"),
    ({"days_overdue": "三十五"}, "days_overdue", "days.not-days"),
    ({"reason": "laziness"}, "reason", "form.not-a-choice"),
    ({"product": "pawn"}, "product", "form.not-a-choice"),
    ({"channel": "carrier_pigeon"}, "channel", "form.not-a-choice"),
    ({"channel": None}, "channel", "form.required"),
    ({"channel": "bank_list"}, "channel", "enquiry.bank-list"),
    ({"customer_name": None, "contract_no": None}, "customer_name", "enquiry.no-customer"),
    ({"customer_name": None}, "customer_name", "enquiry.no-customer"),
    ({"reason_text": None}, "reason_text", "enquiry.nothing-wanted"),
    ({"reason_text": "还" * 350_000}, "reason_text", "text.too-long"),
    ({"customer_name": "王" * 201}, "customer_name", "text.too-long"),
    ({"address": "西" * 501}, "address", "text.too-long"),
    ({"customer_name": "王\x1b[31m"}, "customer_name", "text.control-character"),
    ({"customer_name": "王\n小明"}, "customer_name", "text.line-break"),
    ({"reason_text": "a\x00b"}, "reason_text", "text.control-character"),
    ({"customer_name": "王\ud800"}, "customer_name", "text.surrogate"),
    ({"extra": {"note": "\udc00"}}, "note", "text.surrogate"),
    ({"extra": {"\ud800": "x"}}, "extra", "text.surrogate"),
    ({"extra": {"\x07": "x"}}, "extra", "text.control-character"),
    ({"extra": {"k" * 101: "x"}}, "extra", "text.too-long"),
    ({"customer_name": "王\ufffe"}, "customer_name", "text.noncharacter"),
    ({"customer_name": {"zh": "王"}}, "customer_name", "form.not-text"),
    ({"contract_rate": "4.35"}, "contract_rate", "rate.ambiguous"),
    ({"contract_rate": "435%"}, "contract_rate", "rate.out-of-range"),
    ({"overdue_principal": "1", "overdue_interest": "1"}, "amount", "enquiry.sum-contradicts"),
    (
        {"overdue_items": [{"due": "2026-10-18", "principal": "1", "interest": "0", "paid": "2"}]},
        "overdue_items[1].paid",
        "enquiry.overpaid",
    ),
    ({"guarantors": [{"kind": "joint"}]}, "guarantors[1].name", "form.required"),
    ({"guarantors": "魏建军"}, "guarantors", "form.not-rows"),
    ({"first_overdue": "perhaps"}, "first_overdue", "text.not-yes-no"),
    ({"phone": "无"}, "phone", "form.bad-phone"),
    ({"custmer_name": "王"}, "custmer_name", "form.unknown-key"),
    ({"extra": [1, 2]}, "extra", "form.not-rows"),
]


@pytest.mark.parametrize(("told", "field", "code"), WRONG)
def test_a_wrong_answer_is_refused_beside_its_field(
    desk: DeskAt, told: dict[str, Any], field: str, code: str
) -> None:
    """Exit 2 and nothing saved; the fault names its field (R032, R033)."""
    ran = desk.refused(2, "case", "add", "--from", "-", stdin=an_enquiry(**told))

    assert [(e["field"], e["code"]) for e in ran.json["errors"]] == [(field, code)]


def test_every_fault_is_told_at_once(desk: DeskAt) -> None:
    """The clerk corrects all of them in one go, with the reading that was made of each."""
    told = an_enquiry(
        id_number="610103198802160027", amount="-5", due_date="2027-11-22", reason="laziness",
        reason_text="x\x07", custmer_name="王",
    )  # fmt: skip

    ran = desk.refused(2, "case", "add", "--from", "-", stdin=told)

    assert ran.fields == {
        "id_number", "amount", "due_date", "reason", "reason_text", "custmer_name",
    }  # fmt: skip
    texts = " ".join(e["text"] for e in ran.json["errors"])
    assert "customer_name" in texts and "-5" in texts and "laziness" in texts


def test_a_contradiction_shows_both_readings(desk: DeskAt) -> None:
    """The due date's days, and the date that the days would mean."""
    ran = desk.refused(2, "case", "add", "--from", "-", stdin=an_enquiry(days_overdue=34))

    text = ran.json["errors"][0]["text"]
    assert "35" in text and "34" in text and "2026-10-19" in text


BROKEN = [
    ('{"channel": "phone"', "file.not-json"),
    ("", "file.not-json"),
    ('{"channel": "phone", "channel": "online"}', "file.duplicate-key"),
    ('{"extra": {"a": "1", "a": "2"}}', "file.duplicate-key"),
    ('{"amount": NaN}', "file.not-json"),
    ('{"amount": -Infinity}', "file.not-json"),
    ('"phone"', "file.not-object"),
    ("[]", "file.not-object"),
    ("[1]", "file.not-object"),
    ("[" * 200_000, "file.not-json"),
    ('{"days_overdue": ' + "9" * 5_000 + "}", "file.not-json"),
]


@pytest.mark.parametrize(("text", "code"), BROKEN)
def test_json_that_is_none_is_refused(desk: DeskAt, text: str, code: str) -> None:
    """Broken, cut short, keys twice, NaN, nested without end: a sentence, never a traceback."""
    ran = desk.refused(2, "case", "add", "--from", "-", stdin=text)

    assert set(ran.codes) == {code}


def test_text_in_another_encoding_is_refused(desk: DeskAt) -> None:
    """GBK bytes are no UTF-8."""
    data = json.dumps(an_enquiry(), ensure_ascii=False).encode("gbk")

    ran = desk.refused(2, "case", "add", "--from", "-", stdin=data)

    assert ran.codes == ["file.not-utf8"]


def test_a_file_that_is_not_there_is_named(desk: DeskAt, tmp_path: Path) -> None:
    """Exit 2, for a missing file, a folder and an empty name."""
    for name in (tmp_path / "没有.json", tmp_path, ""):
        assert desk.refused(2, "case", "add", "--from", name).codes == ["file.missing"]


def test_one_wrong_line_keeps_out_all_lines(desk: DeskAt, tmp_path: Path) -> None:
    """All lines are checked first; the faults name their lines (R031)."""
    lines = ENQUIRIES.read_text("utf-8").splitlines()
    lines[4] = json.dumps(an_enquiry(amount="-1", reason="laziness"))
    lines[9] = json.dumps(an_enquiry(channel=None))
    several = tmp_path / "several.jsonl"
    several.write_text("\n".join(lines), "utf-8")

    ran = desk.refused(2, "case", "add", "--from", several)

    assert [(e["line"], e["field"]) for e in ran.json["errors"]] == [
        (5, "amount"),
        (5, "reason"),
        (10, "channel"),
    ]


def test_a_broken_line_keeps_out_all_lines(desk: DeskAt, tmp_path: Path) -> None:
    """Every line that is no JSON is named, blank lines are passed over."""
    good = json.dumps(an_enquiry())
    several = tmp_path / "several.jsonl"
    several.write_text("\n".join([good, "{", "", good, "[]"]), "utf-8")

    ran = desk.refused(2, "case", "add", "--from", several)

    assert [e["line"] for e in ran.json["errors"]] == [2, 5]


@pytest.mark.parametrize("day", ["2026-11-23", "2026-12-23"])
def test_a_due_date_within_a_month_is_not_yet_overdue(tmp_path: Path, day: str) -> None:
    """Up to 31 days ahead: 0 days, severity none."""
    desk = a_desk(tmp_path)

    case = desk.show(desk.add(an_enquiry(due_date=day))["number"])

    assert (case["days_past_due"], case["severity"]) == (0, "none")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_people_read_where_and_why(desk: DeskAt, lang: str) -> None:
    """A sentence a fault on stderr, in both languages; keys from outside cannot act there."""
    told = an_enquiry(amount="-5") | {"\x1b[2Jcust\nomer": "王"}

    ran = desk.run("case", "add", "--from", "-", stdin=told, lang=lang)

    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 2)
    assert "amount" in ran.err and "Traceback" not in ran.err and "\x1b" not in ran.err
