"""A case printed for people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from branchdesk.basics.wording import Label, Words
from branchdesk.model.desk.gate import Gate


def print_case(view: dict[str, Any], labels: dict[str, Label], words: Words) -> None:
    """The case's head, its debt, its gaps and its history; ``labels`` name the form's fields."""
    customer, loan, debt = view["customer"], view["loan"], view["debt"]
    klass = words.label("class", view["class"] or "")
    if not view["class_confirmed"]:
        klass = words("class.suspected", klass=klass)
    severity = words.label("severity", view["severity"] or "")
    lines = [
        ("number", f"{view['number']}  {words.label('state', view['state'])}"),
        ("customer", words.show(f"{customer['id']}  {customer['name']}  {customer['id_number']}")),
        ("contract", words.show(loan["contract_no"])),
        ("severity", f"{severity}  {_days(view['days_past_due'], words)}"),
        ("class", klass),
        ("grades", f"{view['habit_grade'] or '—'}  {view['arrears_grade'] or '—'}"),
        ("amount", words.show(view["overdue"])),
        ("principal", words.show(debt["principal"])),
        ("interest", words.show(debt["interest"])),
        ("penalty", words.show(debt["penalty"])),
        ("total", _total(debt, words)),
        ("per_day", words.show(debt["per_day"])),
        ("next", words.show(view["next_on"] or view["next_none_because"])),
    ]  # fmt: skip
    for key, value in lines:
        click.echo(f"{words(f'head.{key}')}: {value}")
    if debt.get("core"):
        click.echo(words("judge.core", total=debt["core"]["total"]))
    if view["to_complete"]:
        names = [labels.get(key, key) for key in view["to_complete"]]
        click.echo(words("today.to-complete", names=names))
    for key, value in view["extra"].items():
        click.echo(f"{words.show(labels.get(key, key))}: {words.show(value)}")
    for finding in view["findings"]:
        click.echo(f"  - {words.finding(finding)}")
    for finding in (*view["relief"], *view["holds"]):
        click.echo(words.finding(finding))
    _print_papers(view, words)
    for entry in view["timeline"]:
        click.echo(f"{words.show(entry['at'])}  {entry['by']}  {entry['text']}")


def print_gates(gates: Iterable[Gate], words: Words) -> None:
    """Each step, whether it is open, and each lack with the command that fills it."""
    for gate in gates:
        state = words("gate.ready" if gate.ready else "gate.not-yet")
        click.echo(f"{words(f'gate.{gate.before}')}: {state}")
        for gap in gate.gaps:
            source = f" [{gap.finding.source}]" if gap.finding.source else ""
            fills = f" → branchdesk {gap.fills}" if gap.fills else ""
            mark = "!" if gap.blocks else "-"
            click.echo(f"  {mark} {words.finding(gap.finding)}{source}{fills}")


def _print_papers(view: dict[str, Any], words: Words) -> None:
    for letter in view["letters"]:
        click.echo(
            f"{letter['id']}  {letter['code']}.{letter['lang']}  "
            f"{letter['number'] or '—'}  {letter['file']}"
        )
    for paper in view["papers"]:
        told = words(f"received.compared-{paper['compared']}") if paper["compared"] else ""
        click.echo(f"{paper['id']}  {words.show(paper['title'])}  {paper['file']}  {told}".rstrip())


def _days(days: int | None, words: Words) -> str:
    return "—" if days is None else words("judge.days", days=days)


def _total(debt: dict[str, Any], words: Words) -> str:
    if debt["total"] is None:
        return words("judge.known", total=debt["known_total"])
    return words.show(debt["total"])
