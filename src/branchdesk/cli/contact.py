"""Contacts and promises."""

from __future__ import annotations

import click

from branchdesk.actions.contact import add_contact, add_promise
from branchdesk.actions.handed import read_object
from branchdesk.cli.context import Context, read_source
from branchdesk.cli.options import from_option
from branchdesk.cli.output import json_option, print_json, say


@click.group("contact")
def contact_command() -> None:
    """Contacts with customers. 联系记录。"""


@contact_command.command("add")
@click.argument("number")
@from_option
@json_option
@click.pass_obj
def add(ctx: Context, number: str, source: str, as_json: bool) -> None:
    """Record a contact and the next step. 记录联系。"""
    raw = read_object(read_source(source))
    with ctx.write() as desk:
        case = add_contact(desk, number, raw)
    if as_json:
        print_json({"number": case.number, "version": case.version, "next_on": case.next_on})
    else:
        say("cli.contact-added", number=case.number)


@click.group("promise")
def promise_command() -> None:
    """Promises to pay. 还款承诺。"""


@promise_command.command("add")
@click.argument("number")
@from_option
@json_option
@click.pass_obj
def add_promised(ctx: Context, number: str, source: str, as_json: bool) -> None:
    """Record a promise to pay. 记录承诺。"""
    raw = read_object(read_source(source))
    with ctx.write() as desk:
        case = add_promise(desk, number, raw)
    if as_json:
        print_json({"number": case.number, "version": case.version, "next_on": case.next_on})
    else:
        say("cli.promise-added", number=case.number)
