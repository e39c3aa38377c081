"""A case printed for people."""

from __future__ import annotations

from typing import Any

import click

from branchdesk.basics.money import Money
from branchdesk.basics.wording import Words


def print_case(view: dict[str, Any], words: Words) -> None:
    """The case's head, its debt, its gaps and its history."""
    customer, loan, debt = view["customer"], view["loan"], view["debt"]
    klass = words.label("class", view["class"] or "")
    if not view["class_confirmed"]:
        klass = words("class.suspected", klass=klass)
    severity = words.label("severity", view["severity"] or "")
    lines = [
        ("number", f"{view['number']}  {words.label('state', view['state'])}"),
        ("customer", words.show(f"{customer['name']}  {customer['id_number']}")),
        ("contract", words.show(loan["contract_no"])),
        ("severity", f"{severity}  {words.show(view['days_past_due'])}"),
        ("class", klass),
        ("amount", words.show(Money(loan["amount"]) if loan["amount"] else None)),
        ("principal", words.show(debt["principal"])),
        ("interest", words.show(debt["interest"])),
        ("penalty", words.show(debt["penalty"])),
        ("total", words.show(debt["total"])),
        ("per_day", words.show(debt["per_day"])),
        ("next", words.show(view["next_on"] or view["next_none_because"])),
    ]  # fmt: skip
    for key, value in lines:
        click.echo(f"{words(f'head.{key}')}: {value}")
    for finding in view["findings"]:
        click.echo(f"  - {words.finding(finding)}")
    for letter in view["letters"]:
        click.echo(
            f"{letter['id']}  {letter['code']}.{letter['lang']}  "
            f"{letter['number'] or '—'}  {letter['file']}"
        )
    for entry in view["timeline"]:
        click.echo(f"{words.show(entry['at'])}  {entry['by']}  {entry['text']}")
