"""Customers' records."""

from __future__ import annotations

import click

from branchdesk.actions.customer import edit_customer
from branchdesk.actions.handed import read_object
from branchdesk.cli.context import Context, given_text, read_source
from branchdesk.cli.options import from_option, ground_option
from branchdesk.cli.output import json_option, print_json, say


@click.group("customer")
def customer_command() -> None:
    """Customers. 客户。"""


@customer_command.command("edit")
@click.argument("customer_id")
@from_option
@ground_option
@json_option
@click.pass_obj
def edit_customer_record(
    ctx: Context, customer_id: str, source: str, ground: str, as_json: bool
) -> None:
    """Correct a customer's record. 更正客户资料。"""
    raw = read_object(read_source(source))
    with ctx.write() as desk:
        customer = edit_customer(desk, customer_id, raw, given_text(ground))
    if as_json:
        print_json({"id": customer.id, "version": customer.version})
    else:
        say("cli.customer-edited", id=customer.id)
