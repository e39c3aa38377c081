"""The register of agencies and law firms."""

from __future__ import annotations

import click

from branchdesk.actions.agency import register as actions
from branchdesk.actions.agency.view import agency_lines, agency_row, agency_view
from branchdesk.actions.handed import read_object
from branchdesk.cli.context import Context, given_text, read_source
from branchdesk.cli.options import from_option, ground_option
from branchdesk.cli.output import VOICE, json_option, print_json, say, say_findings, table


@click.group("agency")
def agency_command() -> None:
    """Collection agencies and law firms. 催收机构和律师事务所。"""


@agency_command.command("add")
@from_option
@json_option
@click.pass_obj
def add(ctx: Context, source: str, as_json: bool) -> None:
    """Add an agency or a law firm. 登记机构。"""
    raw = read_object(read_source(source))
    with ctx.write() as desk:
        made = actions.add_agency(desk, raw)
        row = agency_row(desk, made)
    if as_json:
        print_json(row)
        return
    say("agency.added", id=made.id, name=made.name)
    say_findings(row["why"])


@agency_command.command("edit")
@click.argument("agency")
@from_option
@ground_option
@json_option
@click.pass_obj
def edit(ctx: Context, agency: str, source: str, ground: str, as_json: bool) -> None:
    """Correct the record; in_use false strikes it off. 更正机构登记。"""
    raw = read_object(read_source(source))
    with ctx.write() as desk:
        made = actions.edit_agency(desk, agency, raw, given_text(ground))
        row = agency_row(desk, made)
    if as_json:
        print_json(row)
    else:
        say("agency.edited", id=made.id, name=made.name)


@agency_command.command("list")
@json_option
@click.pass_obj
def list_agencies(ctx: Context, as_json: bool) -> None:
    """The register, and who may be used now. 机构名录。"""
    desk = ctx.read()
    rows = [agency_row(desk, one) for one in actions.agencies(desk)]
    if as_json:
        print_json(rows)
        return
    words = VOICE.words
    heads = [words(f"head.{k}") for k in ("id", "kind", "name", "state")]
    table(
        heads,
        [
            (r["id"], words.label("agency_kind", r["kind"]), r["name"],
             words("agency.fit" if r["allowed"] else "agency.unfit"))
            for r in rows
        ],
    )  # fmt: skip


@agency_command.command("show")
@click.argument("agency")
@json_option
@click.pass_obj
def show(ctx: Context, agency: str, as_json: bool) -> None:
    """One agency: papers, evaluations, what speaks against using it. 机构详情。"""
    desk = ctx.read()
    found = actions.find_agency(desk, agency)
    view = agency_view(desk, found)
    if as_json:
        print_json(view)
        return
    words = VOICE.words
    click.echo(f"{found.id}  {words.label('agency_kind', found.kind)}  {found.name}")
    for line in agency_lines(found, words):
        click.echo(line)
    click.echo(words("agency.fit" if view["allowed"] else "agency.unfit"))
    say_findings(view["why"])


@agency_command.command("paper")
@click.argument("agency")
@from_option
@json_option
@click.pass_obj
def paper(ctx: Context, agency: str, source: str, as_json: bool) -> None:
    """Record a licence, agreement or contract with its end. 登记机构材料。"""
    raw = read_object(read_source(source))
    with ctx.write() as desk:
        made = actions.add_agency_paper(desk, agency, raw)
        row = agency_row(desk, actions.find_agency(desk, agency))
    if as_json:
        print_json(row | {"paper": made.id})
    else:
        say("agency.paper-added", id=agency, paper=made.id)


@agency_command.command("evaluate")
@click.argument("agency")
@from_option
@json_option
@click.pass_obj
def evaluate(ctx: Context, agency: str, source: str, as_json: bool) -> None:
    """Record an evaluation: admission, yearly, before a renewal. 登记机构评估。"""
    raw = read_object(read_source(source))
    with ctx.write() as desk:
        made = actions.evaluate_agency(desk, agency, raw)
        row = agency_row(desk, actions.find_agency(desk, agency))
    if as_json:
        print_json(row | {"evaluation": made.id})
    else:
        say("agency.evaluated", id=agency, evaluation=made.id)
