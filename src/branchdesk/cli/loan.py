"""The loan behind a case."""

from __future__ import annotations

import click

from branchdesk.actions.handed import read_object
from branchdesk.actions.loan.terms import edit_terms
from branchdesk.cli.context import Context, given_text, read_source
from branchdesk.cli.options import from_option, ground_option
from branchdesk.cli.output import json_option, print_json, say


@click.group("loan")
def loan_command() -> None:
    """Loan terms. 借款要素。"""


@loan_command.command("edit")
@click.argument("number")
@from_option
@ground_option
@json_option
@click.pass_obj
def edit(ctx: Context, number: str, source: str, ground: str, as_json: bool) -> None:
    """Record the contract's terms for a case; an empty value empties. 登记借款要素。"""
    raw = read_object(read_source(source))
    with ctx.write() as desk:
        case = edit_terms(desk, number, raw, given_text(ground))
    if as_json:
        print_json({"number": case.number, "version": case.version, "state": case.state})
    else:
        say("cli.terms-edited", number=case.number)
