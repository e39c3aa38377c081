"""The account register and what is read from it (R037, R069)."""

from __future__ import annotations

from typing import Any

from branchdesk.actions.account import account, accounts, early_warnings, list_notice
from branchdesk.actions.desk import Desk
from branchdesk.actions.due.remind import due_view, dues
from branchdesk.actions.due.take import due_notice
from branchdesk.actions.find import overdue_causes
from branchdesk.actions.tables.page import Leads, Page, page
from branchdesk.actions.view import account_view
from branchdesk.basics.finding import Finding
from branchdesk.basics.money import Money
from branchdesk.basics.wording import Words
from branchdesk.model.form import Field


def register_page(desk: Desk, words: Words) -> Page:
    """Every account of the newest list, the oldest due date first."""
    rows = []
    for one in accounts(desk):
        view = account_view(one, words, False)
        told = [view["contract_no"], view["customer_name"], one.amount, one.due_date]
        rows.append((Leads("account", one.contract_no), [*told, view["change_label"]]))
    heads = ("head.contract", "head.customer", "head.amount", "head.due", "head.change")
    return page("table.register", heads, rows, words, (2,), _noted(words, list_notice(desk)))


def warnings_page(desk: Desk, words: Words) -> Page:
    """Accounts about to become worse, with every sign."""
    rows = []
    for one in early_warnings(desk):
        view = account_view(one.account, words, False)
        contract = one.account.contract_no
        leads = Leads("case", one.case) if one.case else Leads("account", contract)
        signs = "; ".join(words.finding(sign) for sign in one.signs)
        told = [view["contract_no"], view["customer_name"], one.case, one.account.amount, signs]
        rows.append((leads, told))
    heads = ("head.contract", "head.customer", "head.number", "head.amount", "head.signs")
    notes = [] if rows else [words("watch.nothing")]
    return page("table.warnings", heads, rows, words, (3,), notes)


def dues_page(desk: Desk, words: Words) -> Page:
    """What the newest due list says from today on."""
    rows = []
    for due in dues(desk):
        view = due_view(due)
        told = [due.due, view["contract_no"], view["customer_name"], view["phone"], due.amount]
        rows.append((Leads(), told))
    heads = ("head.due", "head.contract", "head.customer", "head.phone", "head.amount")
    return page("table.dues", heads, rows, words, (4,), _noted(words, due_notice(desk)))


def causes_page(desk: Desk, words: Words) -> Page:
    """Why loans are overdue, and what prevents it."""
    rows = [
        (Leads(), [name, one.count, one.severe, one.amount, words(f"cause.{one.measure}")])
        for one, name in overdue_causes(desk)
    ]
    heads = ("head.reason", "head.count", "head.severe", "head.amount", "head.measure")
    notes = [] if rows else [words("cause.nothing")]
    return page("table.causes", heads, rows, words, (1, 2, 3), notes)


def _noted(words: Words, notice: Finding | None) -> list[str]:
    return [words.finding(notice)] if notice is not None else []


def account_lines(desk: Desk, contract_no: str, words: Words, full: bool) -> list[tuple[str, str]]:
    """Everything the list says of an account, label and value. Raises BadInput for none."""
    one = account(desk, contract_no)
    view = account_view(one, words, full)
    told = []
    for field in desk.form("account_list").fields:
        value = view.get(field.key)
        if value not in (None, "", []):
            kept = getattr(one, field.key, None)
            told.append((words.show(field.label), _worded(field, value, kept, words)))
    for key, value in view["extra"].items():
        known = desk.form("account_list").field(key)
        told.append((words.show(known.label if known else key), words.show(value)))
    return told


def _worded(field: Field, value: Any, kept: object, words: Words) -> str:
    if isinstance(kept, Money):
        return words.show(kept)
    choice = field.choice(value) if isinstance(value, str) else None
    if choice is not None:
        return words.show(choice.label)
    if isinstance(value, list):
        return words.show([row.get("name", row) if isinstance(row, dict) else row for row in value])
    return words.show(value)
