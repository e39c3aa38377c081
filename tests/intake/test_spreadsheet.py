"""The core system's overdue list is read whatever it looks like (R037, 3, 14)."""

from __future__ import annotations

import re
import time
import tomllib
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from branchdesk.basics.money import Money
from branchdesk.intake.spreadsheet import read_list
from tests.intake.lists import (
    DAY,
    FORM,
    GOOD,
    HEADING,
    ROOT,
    SAMPLE,
    an_xlsx,
    checked,
    read,
    reasons,
)


def test_the_sample_is_read_to_the_last_row() -> None:
    """131 rows: 120 accounts, one repeated, the rest is print-out (R037)."""
    listed = checked(read_list(SAMPLE, FORM, None))

    assert (listed.total_rows, listed.read, len(listed.accounts)) == (131, 121, 120)
    assert (listed.as_of, listed.as_of_from_title) == (DAY, True)
    assert reasons(listed) == [(129, "list.repeated")]
    assert listed.skipped[0].finding.facts["first"] == 8
    assert (listed.unknown_headings, listed.findings) == ((), ())


def test_the_first_account_of_the_sample_is_exact() -> None:
    """Every figure to the fen, every word by its code (R037)."""
    account = read_list(SAMPLE, FORM, DAY).accounts[0]

    assert (account.contract_no, account.loan_balance) == ("XADK2025583705", Money("211023.64"))
    assert (account.overdue_principal, account.overdue_interest) == (
        Money("4220.47"),
        Money("18.51"),
    )
    assert (account.contract_rate, account.due_date) == (Decimal("0.0385"), date(2026, 10, 4))
    assert (account.core_days, account.core_class) == (27, "special_mention")
    assert (account.customer_kind, account.product) == ("enterprise", "fixed_asset")
    assert [g.name for g in account.guarantors] == ["雷俊", "康玲轩"]
    assert (account.list_date, account.first_seen, account.change) == (DAY, DAY, "new")


def test_amounts_rounded_to_wan_are_marked_in_the_sample() -> None:
    """A figure rounded to 万 is good enough to go on with, not to demand."""
    listed = read_list(SAMPLE, FORM, None)
    rounded = {a.contract_no: a for a in listed.accounts if a.approximate}

    account = rounded["XAGR2023856847"]
    assert (account.overdue_interest, account.approximate) == (Money("0"), ("overdue_interest",))
    assert rounded["XAGR2024729070"].overdue_principal == Money("3600")


def test_5000_rows_are_read_well_within_two_seconds(tmp_path: Path) -> None:
    """A branch's list must not make the counter wait."""
    row = (*GOOD[1:], 3.85, "27天", "关注", "雷俊、康玲轩", "610103196610264317")
    heading = (*HEADING, "利率(%)", "逾期天数", "五级分类", "保证人", "证件号码")
    path = an_xlsx(tmp_path, [heading, *((f"HT{n}", *row) for n in range(5_000))])

    began = time.process_time()
    listed = read_list(path, FORM, DAY)

    assert len(listed.accounts) == 5_000
    assert time.process_time() - began < 2


def test_a_print_out_in_wan_with_pages_and_subtotals_is_read(tmp_path: Path) -> None:
    """Two rows of heading on every page, subtotals, page numbers, signatures (R037)."""
    upper = [
        "序号",
        "借款人名称",
        "借款合同号",
        "贷款\n品种",
        "逾期情况",
        None,
        None,
        "利率",
        "机构",
    ]
    lower = [None, None, None, None, "本金", "利息", "起始日", None, None]
    rows: list[list[Any]] = [
        ["某银行对公逾期贷款明细表（单位：万元，%）"],
        ["截至2026年10月31日", None, None, "打印日期：2026年11月2日"],
        [],
        upper,
        lower,
        [1, "陕西甲有限公司", "HT1", "流动资金贷款", 12.5, 0.036, date(2026, 9, 30), 4.35, "高新"],
        [2, "陕西乙有限公司", "HT2", "固定资产贷款", "3.1", "0.12", "20260801", 4.9, "高新"],
        [None, "本页小计", None, None, 15.6, 0.156],
        ["第1页 共2页"],
        ["某银行对公逾期贷款明细表（单位：万元，%）"],
        upper,
        lower,
        [3, "西安丙商行", "HT3", "委托贷款", 0.1, 0.1 + 0.2, "2026-08-01", 3.85, "曲江"],
        ["总计（3户）", None, "3笔", None, 15.7],
        ["制表：张三", None, "复核：李四"],
    ]
    listed = read(tmp_path, rows, as_of=None)

    assert (listed.as_of, listed.read, listed.total_rows) == (DAY, 3, 15)
    assert [str(a.amount) for a in listed.accounts] == ["125360.00", "32200.00", "4000.00"]
    assert [str(a.contract_rate) for a in listed.accounts] == ["0.0435", "0.049", "0.0385"]
    assert [a.due_date for a in listed.accounts] == [date(2026, 9, 30), *[date(2026, 8, 1)] * 2]
    assert listed.rows_of == {"HT1": (6,), "HT2": (7,), "HT3": (13,)}
    assert listed.unknown_headings == ("机构",)


def test_an_english_list_that_begins_in_its_second_column_is_read(tmp_path: Path) -> None:
    """Overdue lists of joint-venture banks (R037)."""
    names = ["S/N", "Borrower Name", "Loan No.", "Client Type", "Loan Type", "Outstanding Balance"]
    loan = [1, "Xi'an A B Co., Ltd", "LN-0001", "Corporate", "Working-capital loan", 120.5]
    rows: list[list[Any]] = [
        [],
        ["Past Due Loan Report"],
        ["Report Date:", datetime(2026, 10, 31)],
        ["Unit: RMB 10,000"],
        [*names, "Past Due Principal (CNY)", "Interest Rate", "Past Due Since", "Guarantor(s)"],
        [*loan, 12000, 0.0435, "30 Sep 2026", "C D Co., Ltd, Wang Wei"],
        [None, "Subtotal R. Wang", None, None, None, 120.5, 12000],
        ["Grand Total", None, 1, None, None, 120.5, 12000],
        ["Prepared by: X"],
    ]
    listed = read(tmp_path, [[None, *row] for row in rows], as_of=None)

    (account,) = listed.accounts
    assert (listed.read, listed.as_of, listed.unknown_headings) == (1, DAY, ())
    assert (account.loan_balance, account.overdue_principal) == (Money("1205000"), Money("12000"))
    assert account.approximate == ("loan_balance",)
    assert (account.product, account.customer_kind) == ("working_capital", "enterprise")
    assert (account.contract_rate, account.due_date) == (Decimal("0.0435"), date(2026, 9, 30))
    assert [g.name for g in account.guarantors] == ["C D Co., Ltd", "Wang Wei"]


def test_a_gb18030_text_with_semicolons_is_read(tmp_path: Path) -> None:
    """As an old core system hands it out (R037)."""
    text = (
        "逾期贷款台账;;;;;\n统计日期;2026/10/31;;;;\n单位：元\n"
        "客户名;借据号;证件号;欠本金额(元);应还款日;执行年利率%\n"
        '"张三";="610123000012345678";610103196610264317;"1,234.50";2026.9.1;"4.35%"\n'
        "赵六;JJ2;6.10103E+17;1.2万;2026-09-01 00:00:00;4.35\n"
        "钱七;1.23456789012346E+15;;100;20260901;4.35\n"
        "合计;;;13,334.50;;\n"
    )
    path = tmp_path / "list.csv"
    path.write_bytes(text.replace("\n", "\r\n").encode("gb18030"))

    listed = checked(read_list(path, FORM, None))

    assert (listed.as_of, listed.read, reasons(listed)) == (DAY, 3, [(7, "list.bad-cell")])
    assert listed.accounts[0].contract_no == "610123000012345678"
    assert [str(a.overdue_principal) for a in listed.accounts] == ["1234.50", "12000.00"]
    assert [str(a.contract_rate) for a in listed.accounts] == ["0.0435", "0.0435"]
    assert [f.code for f in listed.findings] == ["list.left-open"]


def test_every_sentence_about_lists_says_the_same_in_both_languages() -> None:
    """The same facts in both (house style 6)."""
    words = tomllib.loads((ROOT / "wording/list.toml").read_text(encoding="utf-8"))

    for code, sentence in words.items():
        zh, en = (sorted(set(re.findall(r"{(\w+)}", sentence[lang]))) for lang in ("zh", "en"))
        assert zh == en, code
