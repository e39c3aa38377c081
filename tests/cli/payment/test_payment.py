"""Payments: recorded in any state, allocated, shown everywhere, reversed by name (R103)."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.cli.bundles import a_full_desk
from tests.desks import CHECKED, DeskAt, a_desk, an_enquiry

CASE = "XA-2026-00001"
ADD = ("payment", "add", CASE)
TOLD = {"overdue_principal": "11000", "overdue_interest": "1000", "contract_rate": "0.048"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DeskAt:
    """A desk with one case: 11,000.00 and 1,000.00 at 7.2 % penalty since 2026-10-18."""
    desk = a_desk(tmp_path_factory.mktemp("made"), staff=True)
    desk.add(an_enquiry(**TOLD, penalty_uplift="0.5"))
    return desk


@pytest.fixture
def desk(made: DeskAt, tmp_path: Path) -> DeskAt:
    """A copy of it for each test."""
    return made.copied(tmp_path)


def pay(desk: DeskAt, amount: str, on: str = "2026-11-22", *more: str) -> Any:
    return desk.ok(*ADD, "--amount", amount, "--on", on, *more)


def test_a_payment_prints_how_it_was_allocated(desk: DeskAt) -> None:
    """Interest, penalty, principal; the parts add up to the amount (R103)."""
    paid = pay(desk.by("li"), "5,000.00", "2026-11-10", "--source", "transfer", "--note", "凭证8")

    assert paid["id"] == "PAY-1" and paid["amount"] == "5000.00" and paid["rest"] == "0.00"
    assert paid["parts"] == {
        "fees": "0.00", "interest": "1000.00", "penalty": "48.40", "compound": "0.00",
        "principal": "3951.60",
    }  # fmt: skip
    assert (paid["debt_before"], paid["debt_after"]) == ("12074.80", "7065.32")
    zh = desk.run(*ADD, "--amount", "1", "--on", "2026-11-22").out
    assert "已保存：还款 PAY-2" in zh and "罚息" in zh


def test_the_debt_reflects_it_line_by_line(desk: DeskAt) -> None:
    """On the same day lower by the payment; from then on less bears interest (R123)."""
    before = desk.ok("debt", CASE, "--as-of", "2026-11-10")
    pay(desk, "5000", "2026-11-10")
    after, today = desk.ok("debt", CASE, "--as-of", "2026-11-10"), desk.ok("debt", CASE)

    assert (before["total"], after["total"]) == ("12048.40", "7048.40")
    assert [(s["base"], s["days"]) for s in today["segments"]] == [
        ("11000.00", 22), ("7048.40", 12),
    ]  # fmt: skip
    assert desk.show(CASE)["debt"]["total"] == today["total"] == "7065.32"
    assert desk.ok("case", "list")[0]["amount"] == "7048.40"


def test_the_case_and_its_history_hold_the_payment(desk: DeskAt) -> None:
    """Amount, day, parts, who and on what authority (R171)."""
    pay(desk.by("li"), "1200", "2026-11-21", "--source", "guarantor")
    case = desk.show(CASE)
    [paid], entry = case["payments"], case["timeline"][-1]

    assert (paid["by"], paid["on"], paid["source"]) == ("li", "2026-11-21", "guarantor")
    assert (entry["kind"], entry["authority"]) == ("payment", "记录还款")
    assert "来源 保证人代偿" in entry["text"] and "利息 1,000.00" in entry["text"]
    en = desk.run("case", "show", CASE, lang="en").out
    assert "Came by guarantor" in en and "Interest 1,000.00" in en


WRONG = [
    ({"amount": "0"}, "amount.out-of-range"),
    ({"amount": "-5"}, "amount.not-an-amount"),
    ({"amount": "1.005"}, "amount.not-an-amount"),
    ({"amount": "1万"}, "payment.not-exact"),
    ({"on": "2026-11-23"}, "payment.in-future"),
    ({"source": "barter"}, "form.not-a-choice"),
]


@pytest.mark.parametrize(("told", "code"), WRONG)
def test_what_is_no_payment_is_refused_beside_its_field(
    desk: DeskAt, told: dict[str, str], code: str
) -> None:
    """Only what has come in, to the fen; nothing is saved."""
    given = {"amount": "100", "on": "2026-11-22"} | told
    options = [word for key, value in given.items() for word in (f"--{key}={value}",)]
    ran = desk.refused(2, *ADD, *options)
    assert ran.codes == [code] and ran.fields == set(told)


def test_a_payment_is_recorded_in_every_open_state(desk: DeskAt) -> None:
    """It is a fact; only an archived case is reopened first."""
    desk.ok("case", "close", CASE, "--outcome", "recorded_in_error", "--ground", "重复")
    assert pay(desk, "100")["id"] == "PAY-1"
    desk.ok("case", "archive", CASE)
    assert desk.refused(2, *ADD, "--amount", "1", "--on", "2026-11-22").codes == ["case.archived"]


def test_too_much_is_recorded_and_said(desk: DeskAt) -> None:
    """The rest stands by itself."""
    paid = pay(desk, "20000")
    assert (paid["overpaid"], paid["debt_after"]) == ("7925.20", "0.00")
    assert [f["code"] for f in paid["findings"]] == ["payment.over"]
    assert "debt.overpaid" in [f["code"] for f in desk.ok("debt", CASE)["findings"]]


def test_an_unknown_penalty_leaves_the_rest_open(tmp_path: Path) -> None:
    """Known parts only; null stands for what nobody knows."""
    desk = a_desk(tmp_path)
    desk.add(an_enquiry(**TOLD))
    paid = pay(desk, "3000")
    assert (paid["parts"]["interest"], paid["parts"]["penalty"]) == ("1000.00", None)
    assert (paid["open"], paid["debt_after"]) == ("2000.00", "9000.00")


def test_a_payment_is_never_counted_twice(desk: DeskAt) -> None:
    """Figures checked after it have it in them; those before it are passed by it (R037)."""
    pay(desk, "1000")
    desk.ok("case", "verify", CASE, "--from", "-", stdin=CHECKED)
    assert desk.ok("debt", CASE)["principal"] == "11000.00"
    assert pay(desk, "1058.33")["basis"] == "2026-11-22"
    debt = desk.ok("debt", CASE)
    assert (debt["principal"], debt["interest"]) == ("11000.00", "0.00")
    assert debt["core_passed"] is True


def test_a_wrong_payment_is_reversed_by_an_entry_that_names_it(desk: DeskAt) -> None:
    """It stays to be read and counts no more; who may not, cannot (R171, R172)."""
    before = desk.ok("debt", CASE)["total"]
    pay(desk, "1000")
    back = ("payment", "reverse", CASE, "PAY-1", "--ground", "记错案卷")
    assert desk.by("li").refused(3, *back).codes == ["authority.not-yours"]

    done = desk.ok(*back)

    assert done["debt_after"] == before == desk.ok("debt", CASE)["total"]
    case = desk.show(CASE)
    assert case["payments"][0]["reversed_by"] == case["timeline"][-1]["seq"] == 3
    assert "PAY-1" in case["timeline"][-1]["text"] and "第 2 条" in case["timeline"][-1]["text"]
    assert desk.refused(3, *back).codes == ["payment.reversed-already"]
    assert desk.refused(2, "payment", "reverse", CASE, "PAY-9", "--ground", "x").codes == [
        "payment.none"
    ]
    assert desk.refused(2, "payment", "reverse", CASE, "PAY-1", "--ground", " ").code == 2


def test_a_payment_keeps_an_open_promise(desk: DeskAt) -> None:
    """Paid in full it is kept at once, in part it says so when the day has passed (R103)."""
    promise = {"amount": "2000", "due_on": "2026-11-25"}
    desk.ok("promise", "add", CASE, "--from", "-", stdin=promise)
    pay(desk, "500")
    assert desk.show(CASE)["promises"][0]["state"] == "open"
    later = desk.on("2026-11-27")
    assert later.show(CASE)["promises"][0]["state"] == "part"
    assert "只还了一部分" in later.run("today").out
    pay(later, "1500", "2026-11-25")
    assert later.show(CASE)["promises"][0]["state"] == "kept"


def test_no_letter_asks_for_what_was_paid_meanwhile(tmp_path: Path) -> None:
    """The figures are checked again first (R123)."""
    desk = a_full_desk(tmp_path)
    pay(desk, "1000")
    assert desk.refused(3, "letter", "issue", CASE, "D-2").codes == ["letter.paid-since"]


def test_nobody_is_sued_for_what_was_paid_since_the_check(tmp_path: Path) -> None:
    """The statement is of the day of the bundle then, the core's figures beside it (R128)."""
    desk = a_full_desk(tmp_path).on("2026-11-24")
    pay(desk, "5000", "2026-11-23")
    desk.ok("bundle", "make", CASE, "--to", tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as bag:
        text = bag.read(f"{CASE}/data/03_overdue_statement.csv").decode("utf-8-sig")
    rows = [line.split(",") for line in text.splitlines()]
    assert ["截至日", "2026-11-24", "2026-11-22"] in [row[:3] for row in rows]
    principal = next(line for line in text.splitlines() if line.startswith("本金"))
    assert '"11,000.00"' in principal and principal.split('"')[1] < "8,000.00"


def test_the_statement_of_a_legal_bundle_lists_the_payments(tmp_path: Path) -> None:
    """In the Word paper and the CSV, those reversed too (R129, R039)."""
    desk = a_full_desk(tmp_path)
    pay(desk, "1234.56", "2026-11-22", "--source", "cash")
    pay(desk, "77.00")
    desk.ok("payment", "reverse", CASE, "PAY-2", "--ground", "记错")
    desk.ok("bundle", "make", CASE, "--to", tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as bag:
        text = bag.read(f"{CASE}/data/03_overdue_statement.csv").decode("utf-8-sig")
        word = bag.read(f"{CASE}/data/03_overdue_statement.docx")
    assert 'PAY-1,2026-11-22,"1,234.56"' in text and "现金" in text
    assert "PAY-2" in text and "已冲正" in text
    (tmp_path / "s.docx").write_bytes(word)
    with zipfile.ZipFile(tmp_path / "s.docx") as paper:
        assert "还款记录" in paper.read("word/document.xml").decode()
