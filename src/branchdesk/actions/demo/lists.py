"""The core system's lists of the demonstration: overdue last month and today, and due soon."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from random import Random

from branchdesk.actions.account import import_list
from branchdesk.actions.demo.people import Person
from branchdesk.actions.desk import Desk
from branchdesk.actions.due.take import import_dues
from branchdesk.basics.wording import Words
from branchdesk.model.case import Case
from branchdesk.model.enquiry import Enquiry

OVER = ("settled", "renewed", "written_off", "transferred", "debt_asset")
"""Ends after which the core system lists a loan as overdue no more."""
AHEAD = (1, 3, 10)
"""In how many days the dues fall: a call, a message, and nothing to do yet."""


def take_lists(
    desk: Desk, words: Words, others: Sequence[Person], today: date, random: Random
) -> None:
    """Last month's list and today's: the second has new, gone, higher and lower accounts.

    And the due list: what some of the others have to pay in the next days.
    """
    rows = [_row(case.enquiry, name) for case, name in _cased(desk)]
    rows += [
        {
            "customer": person.name, "id": person.id_number,
            "contract": f"XADEMO{today.year}{number:05d}",
            "principal": f"{random.randrange(2, 90) * 1000}.00", "interest": "88.20",
            "due": (today - timedelta(days=random.randrange(2, 200))).isoformat(),
        }
        for number, person in enumerate(others, 90000)
    ]  # fmt: skip
    earlier = [dict(row, interest="60.00") if n % 4 == 0 else row for n, row in enumerate(rows)]
    _import(desk, words, earlier[:-4], today.replace(day=1) - timedelta(days=1))
    over = {case.loan.contract_no for case in desk.book.cases if case.state in OVER}
    now = [row for n, row in enumerate(rows) if n % 11 != 5 and row["contract"] not in over]
    _import(desk, words, now, today)
    _dues(desk, words, others[-len(AHEAD) :], today)


def _cased(desk: Desk) -> list[tuple[Case, str]]:
    found = []
    for case in desk.book.cases:
        customer = desk.book.customers.get(case.customer_id)
        if customer is not None:
            found.append((case, customer.name))
    return found


def _row(told: Enquiry, name: str) -> dict[str, str]:
    """As it was when the case was opened: what was paid since shows by its absence."""
    return {
        "customer": name,
        "id": "",
        "contract": told.contract_no,
        "principal": str(told.overdue_principal),
        "interest": str(told.overdue_interest),
        "due": str(told.due_date),
    }


def _import(desk: Desk, words: Words, rows: list[dict[str, str]], day: date) -> None:
    heads = ["客户名称", "证件号码", "合同编号", "逾期本金", "逾期利息", "应还日期"]
    titles = [words("demo.list-title"), words("demo.list-date", day=day)]
    with _written(titles, heads, [list(row.values()) for row in rows]) as file:
        import_list(desk, file, day)


def _dues(desk: Desk, words: Words, debtors: Sequence[Person], today: date) -> None:
    rows = [
        [
            person.name, f"XADUE{today.year}{number:05d}", person.phone, "个人消费贷款",
            (today + timedelta(days=ahead)).isoformat(), f"{3200 + 415 * number}.00",
        ]
        for number, (person, ahead) in enumerate(zip(debtors, AHEAD, strict=False))
    ]  # fmt: skip
    heads = ["客户名称", "合同编号", "联系电话", "业务品种", "应还日期", "应还金额"]
    titles = [words("demo.due-title"), words("demo.list-date", day=today)]
    with _written(titles, heads, rows) as file:
        import_dues(desk, file, today)


@contextmanager
def _written(titles: list[str], heads: list[str], rows: list[list[str]]) -> Iterator[Path]:
    """The list as the file that the core system would hand over."""
    text = io.StringIO()
    csv.writer(text).writerows([*([title] for title in titles), heads, *rows])
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "list.csv"
        file.write_text(text.getvalue(), encoding="utf-8")
        yield file
