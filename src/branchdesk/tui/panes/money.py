"""The money of a case as text: the debt of today, how it came about, and what was paid."""

from __future__ import annotations

from typing import Any

from rich.text import Text

from branchdesk.basics.wording import Words
from branchdesk.model.form import Form
from branchdesk.model.payment import PARTS, Allocation
from branchdesk.reports.case import CaseSheet
from branchdesk.tui.plain import cell, plain
from branchdesk.tui.widgets.judgement import debt_lines

COLUMNS = (("base", 15), ("rate", 10), ("from", 13), ("to", 13), ("days", 7), ("penalty", 14))


def money_text(sheet: CaseSheet, view: dict[str, Any], form: Form, words: Words) -> Text:
    """Debt, its segments, and the payments with their parts, the newest first."""
    text = debt_lines(sheet, words)
    if sheet.debt.total is None and sheet.debt.principal is not None:
        known = words("judge.known", total=sheet.debt.known_total)
        text.append_text(plain(f" {known}\n"))
    for finding in sheet.debt.findings:
        text.append_text(plain(f" ! {words.finding(finding)}\n", "yellow"))
    if sheet.debt.segments:
        text.append_text(_segments(sheet, words))
    text.append_text(plain(f"\n{words('bundle.payments')}\n", "bold"))
    if not sheet.case.payments:
        text.append_text(plain(f"{words('pane.empty')}\n", "dim"))
    for one in reversed(sheet.case.payments):
        came = form.label("source", one.source).of(words.lang) if one.source else ""
        line = words("payment.line", id=one.id, on=one.on, amount=one.amount)
        text.append_text(plain(line, "bold" if one.stands else "dim strike"))
        text.append_text(plain(f"  {came} {view_note(view, one.id)}".rstrip()))
        if one.reversed_by is not None:
            text.append_text(plain(f"  {words('payment.reversed', by=one.reversed_by)}"))
        text.append_text(plain(f"\n   {parts_line(one.parts, words)}\n", "dim"))
    return text.append_text(plain(words("payment.hint"), "dim"))


def view_note(view: dict[str, Any], payment_id: str) -> str:
    """The note of a payment, its numbers masked."""
    return next((str(p["note"]) for p in view["payments"] if p["id"] == payment_id), "")


def parts_line(parts: Allocation, words: Words) -> str:
    """What a payment settles, in one line; what is nothing is left out."""
    named = [
        f"{words(f'head.{part}')} {words.show(parts.of(part))}"
        for part in PARTS
        if parts.of(part) != 0
    ]
    if parts.rest:
        name = words("payment.open" if parts.unknown else "payment.rest")
        named.append(f"{name} {words.show(parts.rest)}")
    return "  ".join(named)


def _segments(sheet: CaseSheet, words: Words) -> Text:
    heads = "".join(
        cell(f"   {words(f'head.{key}')}", width, key not in ("from", "to"))
        for key, width in COLUMNS
    )
    text = plain(f"\n{words('bundle.segments')}\n", "bold").append_text(plain(f"{heads}\n", "dim"))
    for s in sheet.debt.segments:
        rate = f"{(s.rate * 100).normalize():f}%"
        cells = (s.base.grouped, rate, f"   {s.since}", f"   {s.until}", s.days, s.amount.grouped)
        line = "".join(
            cell(value, width, right=True) for value, (_, width) in zip(cells, COLUMNS, strict=True)
        )
        text.append_text(plain(f"{line}\n"))
    return text
