"""The menu finds by Chinese, pinyin initials and English, the likeliest first."""

from __future__ import annotations

import pytest

from branchdesk.basics.wording import Label
from branchdesk.reports.menu import Entry, fitting

ENTRIES = [
    Entry(code="payment", name=Label("还款", "Payment"), does=Label("登记还款", "Record it")),
    Entry(code="unpay", name=Label("冲正还款", "Reverse a payment"), does=Label("冲正", "Undo")),
    Entry(code="archive_list", name=Label("归档案卷", "Archive"), does=Label("已封存", "Sealed")),
    Entry(code="archive", name=Label("归档", "File the case"), does=Label("封存", "Seal the case")),
    Entry(
        code="reopen", name=Label("重开案卷", "Reopen"),
        does=Label("重开归档的", "Open again"), needs=Label("已归档的案卷", "an archived case"),
    ),
]  # fmt: skip


def test_a_name_that_cannot_be_given_is_not_passed_over_for_another() -> None:
    """Whoever types it is told what it needs; Enter then does nothing else."""
    entries = [
        Entry(code="lists", name=Label("清单", "Lists"), does=Label("质检", "Quality of calls")),
        Entry(code="call", name=Label("打电话", "Call"), does=Label("登记", "Record"),
              needs=Label("案卷", "a case")),
    ]  # fmt: skip
    assert [entry.code for entry in fitting(entries, "call")] == ["call", "lists"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["payment", "unpay", "archive_list", "archive", "reopen"]),
        ("还款", ["payment", "unpay"]),
        ("归档", ["archive", "archive_list", "reopen"]),
        ("重开", ["reopen"]),
        ("open", ["reopen"]),
        ("hk", ["payment", "unpay"]),
        ("GDAJ", ["archive_list"]),
        ("pay", ["payment", "unpay"]),
        ("the case", ["archive"]),
        ("again", ["reopen"]),
        ("没有", []),
    ],
)
def test_typing_keeps_what_can_be_meant(typed: str, found: list[str]) -> None:
    """A name that is typed whole comes first, what cannot be given last."""
    assert [entry.code for entry in fitting(ENTRIES, typed)] == found
